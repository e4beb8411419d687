"""What a sentence says of the days on which its rule held."""

import re
from functools import lru_cache

from assistant.period import Period
from corpus.references.spelling import MONTH, date_value, month_number, same_length_fold

_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:er)?\s+{MONTH}\s+)?(?P<year>(?:19|20)\d{{2}})\b(?!\s?(?:[-/]\d|€|euros?\b|h\b|heures?\b))"
)
_UNTIL = re.compile(r"\b(?:jusqu'(?:au|en|a)|avant|auparavant)\b[^.;,]{0,30}$")
_SINCE = re.compile(r"\b(?:depuis|a partir d\w*|des|a compter d\w*)\b[^.;,]{0,30}$")
_FROM = re.compile(
    rf"\b(?:du|de|entre)\s+(?P<day>\d{{1,2}})?(?:er)?\s*(?P<month>{MONTH})?\s*(?P<year>\d{{4}})?\s+(?:au|a|et)\s+$"
)
_NUMBERED = re.compile(r"n\s?°\s?[\d-]*$|\b(?:loi|decret|arrete|circulaire|ordonnance|note)\b[^.;,]{0,25}$")
_EARLIEST, _LATEST = "0000-01-01", "9999-12-31"
SPEAKS_OF_THEN, NAMES_ANOTHER_TIME = 1.0, 0.3


def speaks_of(sentence: str, period: Period) -> float:
    """Return 1 if ``sentence`` says what held at some time of ``period``, 0.3 if it names other days only, 0 if none.

    « Jusqu'au 31 août 2023, … » speaks of 2022 and « depuis 2019, … » too; « depuis le 1er septembre 2023, … » does not, but
    it tells that the rule is younger. Dates of texts (« loi du 11 février 2005 ») say nothing of it.
    """
    told = _days(same_length_fold(sentence))
    if any(start <= period.end and end >= period.start for start, end in told):
        return SPEAKS_OF_THEN
    return NAMES_ANOTHER_TIME if told else 0.0


@lru_cache(maxsize=5_000)
def _days(folded: str) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for match in _DATE.finditer(folded):
        before = folded[: match.start()]
        if _NUMBERED.search(before):
            continue
        day = date_value(match.group())
        first, last = (day, day) if day else (f"{match.group('year')}-01-01", f"{match.group('year')}-12-31")
        if _UNTIL.search(before):
            first = _EARLIEST
        elif _SINCE.search(before):
            last = _LATEST
        elif (opening := _FROM.search(before)) and (opening.group("month") or opening.group("year")):
            first = _first_day(opening, match.group("year"))
        found.append((first, last))
    return tuple(found)


def _first_day(opening: re.Match[str], year: str) -> str:
    """Return the first day of « du 1er septembre au 31 décembre 2023 », whose year may stand at the end only."""
    month = month_number(opening.group("month")) if opening.group("month") else 1
    return f"{opening.group('year') or year}-{month:02}-{int(opening.group('day') or 1):02}"
