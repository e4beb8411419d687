"""The quotes that carry a written sentence: exact sentences of the passages it cites, else of the others it was given."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import combinations

from assistant.answer import Citation
from assistant.extractive import Extract, extracts
from assistant.llm.injection import is_order
from assistant.verification import support_of
from corpus.normalize import comparable, fold
from corpus.passage import Passage
from index.french_tokens import terms

_LONGEST = 400
_FEWEST_WORDS = 3
_PAIRED = 4
"""Sentences, nearest first, among which two together may carry what none carries alone."""
_MARKUP = re.compile(r"https?:|www\.|[<>{}\[\]|\\^~`=@#*_]|\]\(|&\w+;")
_SIGNS = set(" .,;:!?…'’\"«»()-–—/%€°+")
_ANSWER_WORD = re.compile(r"(?:oui|non)\W+")
_CONDITION = re.compile(
    r"\b(?:sauf|si|s'il|s'ils|condition|uniquement|seulement|seul|hors|excepte|pourvu|lorsque|lorsqu|quand|moins|maximum|"
    r"minimum|jusqu|avant|apres|dans la limite|mais|ne|n'|pas|sans|faux|erreur|plus)\b"
)

_ABSOLUTES = frozenset(
    """sans jamais toujours aucun aucune rien tout tous toute toutes nul nulle condition conditions reserve exactement seul
    seule seulement uniquement automatique automatiquement obligatoirement forcement immediatement definitivement""".split()
)
"""Words that make a sentence say more than its quote: a paraphrase may keep them, not bring them in."""


def quotable(passage: Passage) -> list[Extract]:
    """Return the sentences of ``passage`` that may serve as evidence: not those that give orders to the machine."""
    return [extract for extract in extracts(passage, {}) if not is_order(extract.text)]


def is_plain(sentence: str) -> bool:
    """Tell whether ``sentence`` is French prose and nothing else: no link, no markup, no letter of another script."""
    if len(sentence) > _LONGEST or len(sentence.split()) < _FEWEST_WORDS or _MARKUP.search(sentence):
        return False
    return all(c in _SIGNS or (c.isascii() and c.isalnum()) or _is_latin(c) for c in sentence)


def _is_latin(character: str) -> bool:
    return character.isspace() or (character.isalpha() and unicodedata.name(character, "").startswith("LATIN"))


def quotes_for(sentence: str, cited: Sequence[Passage], others: Sequence[Passage]) -> tuple[Extract, ...]:
    """Return the one or two quotes that carry ``sentence``, none when nothing does.

    A paraphrase needs a passage that it cites: read in another, its words may be about something else. A sentence copied whole
    may stand in any of ``others``: models often mistake the number.
    """
    if not is_plain(sentence):
        return ()
    found = _carrying(sentence, [extract for passage in cited for extract in quotable(passage)])
    if found:
        return found
    wanted = _copied(sentence)
    return next(((e,) for passage in others for e in quotable(passage) if _copied(e.text) == wanted), ())


def _copied(sentence: str) -> str:
    return fold(comparable(sentence)).strip(" .!?…")


def _carrying(sentence: str, candidates: Sequence[Extract]) -> tuple[Extract, ...]:
    ranked = nearest_first(sentence, candidates)
    for extract in ranked:
        if carries(sentence, (extract,)):
            return (extract,)
    for pair in combinations(ranked[:_PAIRED], 2):
        if carries(sentence, pair):
            return tuple(sorted(pair, key=lambda e: (e.passage.passage_id, e.start)))
    return ()


def carries(sentence: str, quotes: Sequence[Extract]) -> bool:
    """Tell whether ``quotes`` support ``sentence`` and none was cut so as to say something else."""
    citations = [Citation(n, e.passage, e.start, e.end, e.text, ()) for n, e in enumerate(quotes, start=1)]
    support = support_of(sentence, citations)
    if support == "verbatim":
        return any(_is_fair_cut(sentence, extract.text) for extract in quotes)
    return support == "verified" and _absolutes(sentence) <= _absolutes(" ".join(e.text for e in quotes))


def _absolutes(text: str) -> frozenset[str]:
    return _ABSOLUTES.intersection(re.findall(r"[a-z]+", fold(text)))


def _is_fair_cut(sentence: str, quote: str) -> bool:
    """Tell whether ``sentence``, a part of ``quote``, leaves nothing behind that changes what it says.

    It must begin where the quote does (« Oui, » apart), and no condition, limit or denial may stand in what is left out.
    """
    wanted, whole = fold(comparable(sentence)), fold(comparable(quote))
    start = whole.find(wanted)
    if start < 0:
        return False
    before, after = whole[:start], whole[start + len(wanted) :]
    return not _ANSWER_WORD.sub("", before, count=1).strip() and not _CONDITION.search(after)


def nearest_first(sentence: str, candidates: Iterable[Extract]) -> list[Extract]:
    """Return ``candidates`` by the share of terms they have in common with ``sentence``, best first."""
    return sorted(candidates, key=lambda extract: -nearness(sentence, extract.text))


def nearness(first: str, second: str) -> float:
    """Return the share (0 to 1) of terms that two sentences have in common, numbers and references included."""
    a, b = set(terms(first)), set(terms(second))
    return len(a & b) / len(a | b) if a and b else 0.0
