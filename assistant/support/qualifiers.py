"""What a quote says of the persons and things it is about, and that narrows them: « sans diplôme », « avec traitement »."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.support.lexicon import load_lexicon
from assistant.support.reading import Reading, Word
from assistant.support.wording import ABOUT_ALL, is_said

_HELD = 0.5
_RULE = 0.6
_COMPULSORY = "obligatoir"
_NARROW = re.compile(r"(?!desque)\w{2,}(?:iques?|elles?|els?|aires?|ifs?|ives?|euses?|eux|ables?|ibles?|oires?)")
_DEGREES = (["tres"], ["particulierement"], ["gravement"], ["exclusivement"])
_QUALIFIED = 0.34
_PARTICIPLE_REACH, _NOUN_REACH = 5, 3
_QUALIFYING = frozenset("en sans dans sous avec non hors".split())
_BEHIND_PARTICIPLE = frozenset("dans pour a par en sans depuis sur".split())
_NARROWING = frozenset(("avec", "sans"))
_BEFORE_NOUN = frozenset("un une le la l les d de du des au aux ce cet cette ces tout toute chaque".split())
_NOUN_LENGTH = 3


def dropped_qualifiers(sentence: Reading, used: Sequence[Reading]) -> Iterator[str]:
    """Yield what a quote says of the persons it is about (« l'AESH *sans diplôme* ») and the sentence does not."""
    actors = load_lexicon().actors
    for quote in used:
        for word in quote.words:
            qualifiers = _qualifiers(quote, word) if word.concept in actors else []
            held = sum(is_said(w.concept, sentence.concepts) for w in qualifiers)
            if held < _HELD * len(qualifiers) and _says_around(quote, word, qualifiers, sentence):
                yield qualifiers[0].concept


def _says_around(quote: Reading, person: Word, qualifiers: Sequence[Word], sentence: Reading) -> bool:
    """Tell whether the sentence says what the quote says around the person, the qualifier left out."""
    kinds = [clause.kind for clause in quote.clauses[person.clause + 1 : person.clause + 3]]
    clauses = {person.clause, person.clause + 2} if kinds == ["relative", "main"] else {person.clause}
    around = [
        is_said(word.concept, sentence.concepts)
        for word in quote.words
        if word.clause in clauses and quote.is_telling(word) and word is not person and word not in qualifiers
    ]
    return sum(around) > 0 and sum(around) >= _QUALIFIED * len(around)


def _qualifiers(quote: Reading, person: Word) -> list[Word]:
    """Return the words that qualify a person, none when nothing does."""
    after = person.place + 1
    if after + 1 >= len(quote.tokens):
        return []
    token, following = quote.tokens[after], quote.tokens[after + 1]
    if token.text in ("qui", "dont"):
        return list(quote.by_clause[quote.clause_of(after)])
    joined = token.text in _QUALIFYING or (token.text == "a" and token.has_accent)
    participle = token.has_accent and token.text.endswith(("e", "es", "ee", "ees")) and following.text in _BEHIND_PARTICIPLE
    if not (joined or participle):
        return []
    reach = _PARTICIPLE_REACH if participle else _NOUN_REACH
    near = [w for w in quote.by_clause[person.clause] if after <= w.place <= after + reach]
    return near if participle else near[:1]


def dropped_limits(sentence: Reading, used: Sequence[Reading]) -> Iterator[str]:
    """Yield what narrows a thing in a quote (« une absence *avec traitement* ») and is left out by the sentence."""
    for quote in used:
        for at, token in enumerate(quote.tokens):
            if token.text in _NARROWING:
                noun = _noun_before(quote, at)
                limit = next((w.concept for w in quote.words if w.place > at and quote.is_telling(w)), "")
                if noun and limit and is_said(noun.concept, sentence.concepts) and not is_said(limit, sentence.concepts):
                    yield limit


def _noun_before(quote: Reading, at: int) -> Word | None:
    before = next((w for w in reversed(quote.words) if w.place < at), None)
    if before is None or not quote.is_telling(before) or before.place == 0 or at - before.place > _NOUN_LENGTH:
        return None
    joined = all(token.kind == "word" for token in quote.tokens[before.place : at])
    return before if joined and quote.tokens[before.place - 1].text in _BEFORE_NOUN else None


def dropped_purposes(sentence: Reading, used: Sequence[Reading]) -> Iterator[str]:
    """Yield what a rule is for (« de droit *pour la naissance d'un enfant* ») when the sentence says the rule for all."""
    for quote in used:
        for at, token in enumerate(quote.tokens[:-1]):
            if token.text == "pour" and quote.tokens[at + 1].text in _BEFORE_NOUN:
                purpose = _phrase(quote, at)
                others = [
                    w.concept for w in quote.by_clause[quote.clause_of(at)] if w not in purpose and w.concept != ABOUT_ALL
                ]
                said = sum(is_said(concept, sentence.concepts) for concept in others)
                lost = purpose and not any(is_said(w.concept, sentence.concepts) for w in purpose)
                if lost and others and said >= _RULE * len(others):
                    yield purpose[0].concept


def _others(quote: Reading, at: int, phrase: Sequence[Word]) -> list[str]:
    """Return what the clause around the token at ``at`` says beside ``phrase``."""
    return [w.concept for w in quote.by_clause[quote.clause_of(at)] if w not in phrase and w.concept != ABOUT_ALL]


def _phrase(quote: Reading, at: int) -> list[Word]:
    """Return the telling words from the token at ``at`` to the next mark or conjunction."""
    end = next((n for n in range(at, len(quote.tokens)) if quote.tokens[n].kind == "mark"), len(quote.tokens))
    return [w for w in quote.by_clause[quote.clause_of(at)] if at < w.place < end]


def dropped_adjectives(sentence: Reading, used: Sequence[Reading]) -> Iterator[str]:
    """Yield the adjective that follows a noun in a quote (« très grave », « incompatible ») when its noun is kept alone."""
    for quote in used:
        for noun, adjective in pairwise(quote.words):
            between = [token.text for token in quote.tokens[noun.place + 1 : adjective.place]]
            joined = between in _DEGREES or (not between and _NARROW.fullmatch(quote.tokens[adjective.place].text))
            kept = is_said(noun.concept, sentence.concepts) and not is_said(adjective.concept, sentence.concepts)
            if joined and kept and quote.is_telling(noun) and (quote.is_telling(adjective) or adjective.concept == _COMPULSORY):
                yield adjective.concept
