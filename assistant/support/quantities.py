"""Numbers, amounts, durations, percentages, ranks and dates of a sentence, each with its unit and what bounds it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assistant.support.dates import Day, date_at
from assistant.support.lexicon import load_lexicon, stem
from assistant.support.numbers import FRACTIONS, ORDINALS, decimal, number_at
from assistant.support.relations import Relation, relation_at
from assistant.support.tokens import Token
from index.french_tokens import STOP_WORDS

# Only exact conversions: a week is not seven days in law, a month is not thirty.
_UNITS: dict[str, tuple[str, Fraction]] = {
    **dict.fromkeys("an ans annee annees".split(), ("mois", Fraction(12))),
    **dict.fromkeys("semestre semestres".split(), ("mois", Fraction(6))),
    **dict.fromkeys("trimestre trimestres".split(), ("mois", Fraction(3))),
    **dict.fromkeys("heure heures h".split(), ("minute", Fraction(60))),
    **dict.fromkeys("minute minutes min mn".split(), ("minute", Fraction(1))),
    **dict.fromkeys("jour jours journee journees".split(), ("jour", Fraction(1))),
    **dict.fromkeys("semaine semaines".split(), ("semaine", Fraction(1))),
    **dict.fromkeys("euro euros € eur".split(), ("euro", Fraction(1))),
    **dict.fromkeys("centime centimes".split(), ("euro", Fraction(1, 100))),
    **dict.fromkeys("% pourcent".split(), ("%", Fraction(1))),
    "mois": ("mois", Fraction(1)),
    "fois": ("fois", Fraction(1)),
}
_DAY_KINDS = {
    "ouvre": "ouvre", "ouvres": "ouvre", "ouvrable": "ouvrable", "ouvrables": "ouvrable", "franc": "franc",
    "francs": "franc", "calendaire": "calendaire", "calendaires": "calendaire",
}  # fmt: skip
_SKIPPED = frozenset("premiers premieres derniers dernieres autres seuls seules prochains nouveaux nouvelles grands".split())
_CLOCK = re.compile(r"(\d{1,2}) ?h ?(\d{2})")
_RANKED = re.compile(r"(\d+)(?:er|ere|re|nde?|e)")
_BETWEEN = frozenset(("a", "ou", "et"))
DATE = "date"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit; ``places`` are the tokens that say it, its relation included.

    ``unit``: ``mois``, ``minute``, ``jour``, ``semaine``, ``euro``, ``%``, ``date``, ``n <concept>`` for what is counted,
    ``rang <concept>`` for « premier contrat » and « échelon 1 », empty when the sentence names none.
    """

    unit: str
    value: Fraction | Day
    relation: Relation
    start: int
    end: int
    places: frozenset[int]


def quantities_of(tokens: Sequence[Token]) -> list[Quantity]:
    """Return the quantities of a sentence in order."""
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        read = _date(tokens, at) or _number(tokens, at)
        if read:
            found.append(read if not _ends_range(tokens, found, read) else replace(read, relation=Relation("most")))
            at = max(read.end, at + 1)
        else:
            at += 1
    return found


def _ends_range(tokens: Sequence[Token], found: Sequence[Quantity], last: Quantity) -> bool:
    """Tell whether ``last`` is the end of « entre … et … »."""
    if not found or found[-1].relation.bound != "least" or found[-1].unit != last.unit:
        return False
    first = found[-1]
    between = [token.text for token in tokens[first.end : last.start]]
    opening = [token.text for token in tokens[max(0, first.start - 3) : first.start]]
    return "entre" in opening and between[:1] == ["et"] and len(between) <= 2


def _made(tokens: Sequence[Token], unit: str, value: Fraction | Day, span: tuple[int, int]) -> Quantity:
    start, end = span
    relation, used = relation_at(tokens, start, end + unit.startswith("n "))  # « cinq chevaux au plus »: behind the noun
    return Quantity(unit, value, relation, *span, frozenset(range(*span)) | used)


def _date(tokens: Sequence[Token], at: int) -> Quantity | None:
    read = date_at(tokens, at) if tokens[at].kind in ("number", "word") else None
    return _made(tokens, DATE, read[0], (at, read[1])) if read else None


def _number(tokens: Sequence[Token], at: int) -> Quantity | None:
    token = tokens[at]
    if token.kind == "number":
        clock = _CLOCK.fullmatch(token.text)
        if clock:
            return _made(tokens, "minute", Fraction(int(clock[1]) * 60 + int(clock[2])), (at, at + 1))
        ranked = _RANKED.fullmatch(token.text)
        if ranked:
            return _rank(tokens, int(ranked[1]), at)
        if "/" in token.text:
            return _made(tokens, "%", decimal(token.text) * 100, (at, at + 1)) if token.text[-1] != "0" else None
        return _measured(tokens, decimal(token.text), at, at + 1)
    if token.kind != "word":
        return None
    if token.text in ORDINALS:
        return _rank(tokens, ORDINALS[token.text], at)
    if token.text == "moitie":
        return _made(tokens, "%", Fraction(50), (at, at + 1))
    value, end = number_at(_words(tokens, at), 0)
    return _spelt(tokens, value, at, at + end) if end else None


def _words(tokens: Sequence[Token], at: int) -> list[str]:
    words: list[str] = []
    for token in tokens[at : at + 8]:
        if token.kind != "word":
            break
        words.append(token.text)
    return words


def _spelt(tokens: Sequence[Token], value: int, at: int, end: int) -> Quantity | None:
    """Return a number in words; « un » alone is an article unless a unit of measure follows."""
    following = tokens[end].text if end < len(tokens) else ""
    if following in FRACTIONS:
        return _made(tokens, "%", Fraction(100 * value, FRACTIONS[following]), (at, end + 1))
    bounded = at > 1 and tokens[at - 2].text == "au" and tokens[at - 1].text in ("moins", "plus")
    if not bounded and tokens[at].text in ("un", "une") and end == at + 1 and following not in (*_UNITS, "demi"):
        return None
    if (
        value == 1
        and following == "fois"
        and end + 1 < len(tokens)
        and tokens[end + 1].text in ("le", "la", "l", "les", "que", "un", "une")
    ):
        return None  # « une fois la demande approuvée »
    return _measured(tokens, Fraction(value), at, end)


def _rank(tokens: Sequence[Token], value: int, at: int) -> Quantity:
    concept = _noun(tokens, at + 1)
    return _made(tokens, f"rang {concept[0] if concept else ''}".strip(), Fraction(value), (at, at + 1))


def _measured(tokens: Sequence[Token], value: Fraction, at: int, end: int) -> Quantity:
    unit, factor, after = _unit(tokens, end)
    if unit:
        return _made(tokens, unit, value * factor, (at, after))
    shared = _unit_of_range(tokens, end)
    if shared:
        return _made(tokens, shared[0], value * shared[1], (at, end))
    label = tokens[at - 1] if at else None
    if label and label.kind == "word" and label.text not in STOP_WORDS:
        return _made(tokens, f"rang {_concept([stem(label.text)])}", value, (at, end))
    return _made(tokens, "", value, (at, end))


def _unit_of_range(tokens: Sequence[Token], end: int) -> tuple[str, Fraction] | None:
    """Return the unit of « 30 » in « 30 à 59 jours »."""
    if end + 1 >= len(tokens) or tokens[end].text not in _BETWEEN:
        return None
    following = _number(tokens, end + 1)
    if following is None or not following.unit or following.unit == DATE or following.unit.startswith("rang"):
        return None
    factor = _UNITS.get(tokens[following.end - 1].text, ("", Fraction(1)))[1]
    return following.unit, factor


def _unit(tokens: Sequence[Token], at: int) -> tuple[str, Fraction, int]:
    """Return the unit named from token ``at`` on, its factor and where it ends; an empty unit when none is."""
    while at < len(tokens) and tokens[at].text in _SKIPPED:
        at += 1
    if at < len(tokens) and tokens[at].text in _UNITS:
        unit, factor = _UNITS[tokens[at].text]
        kind = _DAY_KINDS.get(tokens[at + 1].text) if unit == "jour" and at + 1 < len(tokens) else None
        return (f"jour {kind}", factor, at + 2) if kind else (unit, factor, at + 1)
    if at + 1 < len(tokens) and tokens[at].text == "pour" and tokens[at + 1].text == "cent":
        return "%", Fraction(1), at + 2
    if at + 1 < len(tokens) and tokens[at].text == "demi" and tokens[at + 1].text in _UNITS:
        return f"demi-{_UNITS[tokens[at + 1].text][0]}", Fraction(1), at + 2
    noun = _noun(tokens, at)
    return (f"n {noun[0]}", Fraction(1), at) if noun else ("", Fraction(1), at)


def _noun(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Return the concept of the noun at ``at``; it stays a word of the sentence too."""
    if at >= len(tokens) or tokens[at].kind != "word" or tokens[at].text in STOP_WORDS | _BETWEEN:
        return None
    return _concept([stem(token.text) for token in tokens[at : at + 3] if token.kind == "word"]), at + 1


def _concept(stems: Sequence[str]) -> str:
    return load_lexicon().concept_at(stems, 0)[0]
