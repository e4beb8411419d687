"""The one value behind the many spellings of a regulatory reference (conventions: ``docs/references.md``)."""

import re
from dataclasses import dataclass

from corpus.normalize import plain_marks

SUFFIXES = (
    "bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies|undecies|duodecies|terdecies|quaterdecies|quindecies|"
    "sexdecies|septdecies|octodecies|novodecies|vicies"
)
_NUMBERED = re.compile(r"(\d{2,4})-(\d{1,5})")
_SUFFIXED = re.compile(rf"(.*\d)({SUFFIXES})?([a-z])?", re.IGNORECASE)
_WRITTEN_CIRCULAR = "circulaire"


@dataclass(frozen=True, slots=True)
class LegalReference:
    """What a reference means, whatever its spelling; what the text does not say is None.

    ``number`` is ``2017-084`` for a numbered text, ``article`` is ``L917-1`` or ``45``, ``date`` is ``YYYY-MM-DD``,
    ``part`` names what is meant inside, largest first: ``I, 2°, alinéa 3``, ``annexe 2``, ``4.1``.
    """

    nature: str
    number: str | None = None
    date: str | None = None
    article: str | None = None
    code: str | None = None
    nor: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class FoundReference:
    """A reference and its half-open place in the text it was found in; ``in_range`` for each end of a range."""

    reference: LegalReference
    start: int
    end: int
    in_range: bool = False


def article_value(text: str) -> str:
    """Return the one spelling of an article number: ``L. 917‑1`` and ``l917-1`` both give ``L917-1``."""
    compact = re.sub(r"[\s.*]", "", plain_marks(text))
    suffixed = _SUFFIXED.fullmatch(compact)
    number, suffix, letter = suffixed.groups() if suffixed else (compact, None, None)
    return " ".join(filter(None, (number.upper(), suffix and suffix.lower(), letter and letter.upper())))


def same_number(one: str | None, other: str | None) -> bool:
    """Tell whether two numbers are one, whatever their zeros and capitals: « 2017-84 » and « 2017-084 »."""
    return bool(one and other) and _bare(str(one)) == _bare(str(other))


def _bare(number: str) -> str:
    return "-".join(part.lstrip("0") or "0" for part in number.casefold().split("-"))


def number_value(text: str, nature: str) -> str:
    """Return the one spelling of a text's number: a circular's ``2017-84`` is ``2017-084``, a decree's has no zeros."""
    compact = re.sub(r"\s?-\s?", "-", re.sub(r"\s+", " ", plain_marks(text)).strip())
    compact = re.sub(r"^(\d{2,4})/(\d{1,5})$", r"\1-\2", compact)  # « 2017/84 »
    match = _NUMBERED.fullmatch(compact)
    width = 3 if nature == _WRITTEN_CIRCULAR else 0
    return f"{match.group(1)}-{match.group(2).lstrip('0').zfill(width)}" if match else compact.upper().replace("N°", "n°")
