"""The day a question is about: today, unless it asks for the rule of another time."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.days import day_before
from corpus.normalize import fold, plain_marks
from corpus.references.parser import parse_references
from corpus.references.spelling import MONTHS, date_value, same_length_fold

_YEAR = r"(?P<year>(?:19|20)\d{2})"
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_SCHOOL_YEAR = re.compile(rf"(?:annee\s+scolaire\s+|rentree\s+|\ben\s+){_YEAR}\s?[-/]\s?(?P<next>(?:20)?\d{{2}})(?!\d)")
_BACK_TO_SCHOOL = re.compile(rf"\b(?P<before>avant\s+)?(?:la\s+)?rentree\s+(?:de\s+|scolaire\s+)?{_YEAR}")
_WRITTEN_DAY = rf"\d{{1,2}}(?:er)?\s+(?:{'|'.join(MONTHS)})\s+(?:19|20)\d{{2}}"
_DAY = re.compile(rf"\b(?P<before>avant\s+)?(?:le|au|du)\s+(?P<day>{_WRITTEN_DAY})")
_IN_MONTH = re.compile(rf"\b(?:en|courant|debut|fin|mi|avant)[\s-]+{_MONTH}\s+{_YEAR}")
_YEARS_AGO = re.compile(r"\bil y a (?P<years>\d{1,2}) ans?\b")
_BEFORE_A_TEXT = re.compile(rf"\bavant\s+(?:la|le|l')\s*(?:loi|reforme|decret|circulaire|ordonnance)\s+de\s+{_YEAR}")
_IN_YEAR = re.compile(
    r"\b(?P<how>en|courant|debut|fin|jusqu'en|avant|annee|pour)\s+(?:l'annee\s+|le\s+mois\s+)?"
    rf"{_YEAR}(?!\s?[-/]\s?\d)"
)

_OWN_STORY = re.compile(
    r"\b(?:j'ai|j'avais|je suis|j'etais|j'etai|on m'a|m'ont|mon (?:premier )?(?:contrat|cdd|cdi)|ma mission|embauchee?|"
    r"recrutee?|commencee?|debutee?|signee?|titulaire|arrivee?|depuis|entree?)\b"
)
_FORMER = (
    r"ancien(?:ne)?s? (?:regles?|grilles?|textes?|versions?|mutuelles?|primes?|indemnites?|salaires?|diplomes?|systemes?|"
    r"baremes?|taux|conditions?)"
)
_RULE_OF_THEN = re.compile(
    r"\b(?:etait|etaient|fallait|valait|pouvait|pouvaient|gagnait|gagnaient|touchait|avait|avaient|existait|devait|devaient|"
    rf"durait|c'etait|a l'epoque|{_FORMER}|en vigueur|disait|prevoyait|s'appliquait|payee?s?)\b"
)
_FORMERLY = re.compile(
    rf"\b(?:a l'epoque|anciennement|autrefois|{_FORMER}|avant c'etait|dans le temps)\b|"
    r"^\W*avant\b(?!\s+(?:le|la|les|l'|de|d'|mon|ma|mes|que|qu')\b).*\b(?:etait|pouvait|avait|payait|fallait|touchait|faisait)"
)


@dataclass(frozen=True, slots=True)
class Period:
    """The days a question is about, ``YYYY-MM-DD``, both included, and where in the question the words stand that say so."""

    start: str
    end: str
    words: str
    at: tuple[int, int] = (0, 0)


def asked_period(question: str, today: date) -> Period | None:
    """Return the past period whose rule ``question`` asks for, None when it asks for today's.

    « En 2022, combien… » and « c'était combien en 2022 ? » ask for a rule of the past; « j'ai été recrutée en 2019 » tells a
    story, and the rule asked for is today's. Dates inside references (« loi du 11 février 2005 ») are no periods.
    """
    folded = same_length_fold(question)
    for found in parse_references(question):
        folded = folded[: found.start] + " " * (found.end - found.start) + folded[found.end :]
    if (ago := _YEARS_AGO.search(folded)) and _asks_for_rule(folded, ago):
        year = today.year - int(ago.group("years"))
        return Period(f"{year}-01-01", f"{year}-12-31", question[ago.start() : ago.end()], ago.span())
    for pattern, days in _READINGS:
        for match in pattern.finditer(folded):
            start_end = days(match)
            if start_end and start_end[1] < today.isoformat() and _asks_for_rule(folded, match):
                return Period(*start_end, question[match.start() : match.end()].strip(), match.span())
    return None


def asks_for_former_rule(question: str) -> bool:
    """Tell whether ``question`` asks for an old rule without a date: « c'était quoi l'ancienne grille »."""
    return bool(_FORMERLY.search(fold(plain_marks(question))))


def _asks_for_rule(folded: str, match: re.Match[str]) -> bool:
    if _RULE_OF_THEN.search(folded):
        return True
    opens = not folded[: match.start()].strip(" ,.;:-") or folded[: match.start()].rstrip().endswith((".", "!", ":"))
    return not _OWN_STORY.search(folded) and (opens or bool(re.match(r"\s*[?.!]*\s*$", folded[match.end() :])))


_Days = tuple[str, str]


def _school_year(match: re.Match[str]) -> _Days | None:
    first = int(match.group("year"))
    return (f"{first}-09-01", f"{first + 1}-08-31") if int(match.group("next")) % 100 == (first + 1) % 100 else None


def _back_to_school(match: re.Match[str]) -> _Days:
    day = f"{match.group('year')}-09-01"
    return (day_before(day), day_before(day)) if match.group("before") else (day, day)


def _day(match: re.Match[str]) -> _Days | None:
    day = date_value(match.group("day"))
    if day is None:
        return None
    return (day_before(day), day_before(day)) if match.group("before") else (day, day)


def _month(match: re.Match[str]) -> _Days:
    year, month = int(match.group("year")), MONTHS.index(match.group("month")) + 1
    first = date(year, month, 1)
    if match.group().startswith("avant"):
        return day_before(first.isoformat()), day_before(first.isoformat())
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return first.isoformat(), last.isoformat()


def _year(match: re.Match[str]) -> _Days:
    year, how = match.group("year"), match.group("how")
    if how == "avant":
        return day_before(f"{year}-01-01"), day_before(f"{year}-01-01")
    return {"debut": (f"{year}-01-01", f"{year}-01-31"), "fin": (f"{year}-12-01", f"{year}-12-31")}.get(
        how, (f"{year}-01-01", f"{year}-12-31")
    )


_READINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Days | None]], ...] = (
    (_SCHOOL_YEAR, _school_year),
    (_BACK_TO_SCHOOL, _back_to_school),
    (_DAY, _day),
    (_BEFORE_A_TEXT, lambda match: (day_before(f"{match.group('year')}-01-01"),) * 2),
    (_IN_MONTH, _month),
    (_IN_YEAR, _year),
)
