"""French numbers written in words, read from folded tokens."""

from collections.abc import Sequence
from fractions import Fraction

_UNITS = dict(
    zip(
        "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split(),
        range(17),
        strict=True,
    )
)
_UNITS["une"] = 1
_TENS = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "huitante": 80,
    "nonante": 90,
}
_SCALES = {"cent": 100, "cents": 100, "mille": 1000}
_FOURSCORE = ("vingt", "vingts")

ORDINALS = {
    "premier": 1, "premiere": 1, "premiers": 1, "premieres": 1, "1er": 1, "1re": 1, "1ere": 1,
    "second": 2, "seconde": 2, "2nd": 2, "2nde": 2,
    "deuxieme": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5, "sixieme": 6, "septieme": 7, "huitieme": 8,
    "neuvieme": 9, "dixieme": 10, "onzieme": 11, "douzieme": 12,
}  # fmt: skip

FRACTIONS = {"tiers": 3, "quart": 4, "quarts": 4, "cinquieme": 5, "cinquiemes": 5, "dixieme": 10, "dixiemes": 10}
"""Names of parts, and how many of them make a whole."""


def number_at(words: Sequence[str], start: int) -> tuple[int, int]:
    """Return the number that the words from ``start`` on spell, and where it ends; ``(0, start)`` when they spell none.

    « un » and « une » alone are read as 1: the caller says whether an article was meant.
    """
    total, current, at = 0, 0, start
    while at < len(words):
        word = words[at]
        if word == "et" and current >= 20 and at + 1 < len(words) and words[at + 1] in ("un", "une", "onze"):
            at += 1
        elif word in _FOURSCORE and current % 100 == 4:
            current += 76  # quatre-vingt
            at += 1
        elif _joins(word, current, at == start):
            current += _UNITS.get(word, _TENS.get(word, 0))
            at += 1
        elif word in _SCALES:
            total, current = _scaled(word, total, current)
            at += 1
        else:
            break
    return total + current, at


def _joins(word: str, current: int, is_first: bool) -> bool:
    """Tell whether ``word`` may follow ``current`` in one number: « soixante dix », not « deux trois »."""
    if word in _TENS:
        return is_first or current % 100 == 0
    if word not in _UNITS:
        return False
    tens, value = current % 100, _UNITS[word]
    if is_first or tens == 0:
        return True
    if tens == 10:
        return 7 <= value <= 9  # dix-sept
    return tens % 10 == 0 and (value < 10 or tens in (60, 80))


def _scaled(word: str, total: int, current: int) -> tuple[int, int]:
    if word == "mille":
        return total + (current or 1) * 1000, 0
    return total, (current or 1) * 100


def decimal(text: str) -> Fraction:
    """Return the value of figures written the French way: « 1 132,34 », « 0.25 », « 3/4 »."""
    compact = text.replace(" ", "").replace(",", ".")
    return Fraction(compact)
