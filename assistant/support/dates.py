"""Dates in a row of tokens, and what « avant », « jusqu'au », « depuis » make of them."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.support.tokens import Token

_MONTHS = {
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8, "septembre": 9,
    "octobre": 10, "novembre": 11, "decembre": 12,
}  # fmt: skip
_NUMERIC = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_DAY = re.compile(r"([12]?\d|3[01])(?:er)?")
_YEAR = re.compile(r"(?:19[5-9]|20\d)\d")


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written; what is not written is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def first(self) -> date | None:
        """Return the first day meant; None without a year, or for a day that does not exist."""
        return None if self.year is None else _real(self.year, self.month or 1, self.day or 1)

    def after(self) -> date | None:
        """Return the day behind the last one meant."""
        if self.year is None:
            return None
        month = self.month or 12
        last = _real(self.year, month, self.day or monthrange(self.year, month)[1])
        return last + timedelta(days=1) if last else None

    def covers(self, other: "Day") -> bool:
        """Tell whether this date says all that ``other`` says: « 13 juillet 2023 » covers « juillet 2023 »."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(theirs is None or ours == theirs for ours, theirs in pairs)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def date_at(tokens: Sequence[Token], start: int) -> tuple[Day, int] | None:
    """Return the date written from token ``start`` on and where it ends; a month alone is a word."""
    text = tokens[start].text
    numeric = _NUMERIC.fullmatch(text)
    if numeric:
        written = Day(int(numeric[3]), int(numeric[2]), int(numeric[1]))
        return (written, start + 1) if written.first() else None
    day_match = _DAY.fullmatch("1" if text == "premier" else text)
    month = _MONTHS.get(_text(tokens, start + 1)) if day_match else _MONTHS.get(text)
    after = start + (2 if day_match else 1)
    if month is None:
        return (Day(int(text)), start + 1) if _YEAR.fullmatch(text) and not _is_measure(tokens, start + 1) else None
    year_text = _text(tokens, after)
    has_year = bool(_YEAR.fullmatch(year_text))
    if not day_match and not has_year:
        return None
    found = Day(int(year_text) if has_year else None, month, int(day_match.group(1)) if day_match else None)
    return found, after + has_year


def _text(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if at < len(tokens) else ""


def _is_measure(tokens: Sequence[Token], at: int) -> bool:
    return _text(tokens, at) in ("€", "%", "euro", "euros", "heure", "heures", "h", "agents", "eleves")
