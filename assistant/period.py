"""The day a question is about: today, unless it asks for the rule of another time."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.days import day_before
from corpus.normalize import fold, plain_marks
from corpus.references.parser import parse_references
from corpus.references.spelling import MONTH, date_value, month_number, same_length_fold

_YEAR = r"(?P<year>(?:19|20)\d{2})"
_NUMBERS = {word: number for number, word in enumerate("un deux trois quatre cinq six sept huit neuf dix".split(), start=1)}
_SCHOOL_YEAR = re.compile(
    rf"\b(?:(?:(?:l')?annee|scolaire|(?:la )?rentree|en|pour)\s+)*{_YEAR}\s?[-/]\s?(?P<next>(?:20)?\d{{2}})(?![\d/-])"
)
_LAST_YEAR = re.compile(r"\bl'an(?:nee)?\s+(?P<school>scolaire\s+)?(?:derniere?|passee?)\b")
_BACK_TO_SCHOOL = re.compile(rf"\b(?P<before>avant\s+)?(?:la\s+)?rentree\s+(?:de\s+|scolaire\s+)?{_YEAR}")
_WRITTEN_DAY = rf"\d{{1,2}}(?:er)?\s+{MONTH}\s+(?:19|20)\d{{2}}"
_DAY = re.compile(rf"\b(?P<before>avant\s+)?(?:le|au|du)\s+(?P<day>{_WRITTEN_DAY})")
_IN_MONTH = re.compile(
    rf"(?:\b(?P<how>en|courant|debut|fin|mi|avant|de)[\s-]+)?(?<!\d )(?<!\der )\b(?P<month>{MONTH})\s+{_YEAR}"
)
_YEARS_AGO = re.compile(rf"\b(?:il )?y ?a (?P<years>\d{{1,2}}|{'|'.join(_NUMBERS)}) ans?\b")
_BEFORE_A_TEXT = re.compile(
    r"\bavant\s+(?:(?:la|le|l')\s*(?:loi|reforme|decret|circulaire|ordonnance|grille|revalorisation|prime|indemnite)|celle|celui)\s+"
    rf"de\s+{_YEAR}"
)
_IN_YEAR = re.compile(
    r"\b(?P<how>en|courant|debut|fin|jusqu'en|avant|annee|pour|tout|de)\s+(?:l'annee\s+|le\s+mois\s+)?"
    rf"{_YEAR}(?!\s?[-/]\s?\d)"
)
_BARE_YEAR = re.compile(rf"(?<![\w/-]){_YEAR}(?![\w/-])")
_OF_A_TEXT = re.compile(
    r"\b(?:loi|decret|circulaire|arrete|note|service|texte|ordonnance|version|code|reforme|celle|celui|depuis(?: l[ea])?)\s*$"
)
"""Behind these words a date belongs to a text or says since when: « celle du 3 juillet 2024 », « depuis septembre 2024 »."""

_FIRST_PERSON = re.compile(
    r"\b(?:je|j'|j(?:ai|vais|peux|veux|dois|fais|pense|suis|etais|avais|touche)|moi|mon|ma|mes|m'|me|nous|notre|nos|g|chui|jsuis)(?:\b|(?<='))"
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
    r"\b(?!(?:fait|refait|sait|parait|disparait|plait|connait|reconnait|souhait|lait|trait|extrait|retrait|portrait|attrait|"
    r"bienfait|parfait|forfait|satisfait|tait|nait|distrait|abstrait|soustrait)\b)(?!\w+(?<!du)(?<!ent)rai(?:t|ent)\b)"
    r"\w{2,}(?:ait|aient)\b|"
    rf"\b(?:(?:aurais|aurait|auraient) (?:pu|du|eu|ete|droit)|a l'epoque|{_FORMER}|en vigueur|payee?s?|toujours ete)\b"
)
"""An imperfect (« fallait », « avait »), or another sign that the rule asked for is that of then."""
_MEANS = re.compile(r"\b(?:je parle|je veux dire|je voulais dire|c'est pour|je demande pour)\b")
_POINTS_BACK = re.compile(
    r"\ba (?:ce|cet|cette) (?:moment|date|epoque|periode)\b|\ba l'epoque\b|\bcette annee[- ]la\b|\bce (?:mois|jour)[- ]la\b"
)
_FORMERLY = re.compile(
    rf"\b(?:a l'epoque|anciennement|autrefois|{_FORMER}|avant c'etait|dans le temps)\b|"
    r"^\W*avant\b(?!\s+(?:le|la|les|l'|de|d'|mon|ma|mes|que|qu')\b).*\b(?:etait|pouvait|avait|payait|fallait|touchait|faisait)"
)
_LINKS = r"(?:(?:et|mais|sinon|alors|ok|ah|donc|du coup|bonjour|merci|par exemple)\W+)*"
_OPENS = re.compile(rf"(?:^|[.!?:,;])\W*{_LINKS}$")
_ENDS = re.compile(r"\W*(?:svp|stp|merci|s'il (?:vous|te) plait|deja|du coup)?\W*$")


@dataclass(frozen=True, slots=True)
class Period:
    """The days a question is about, ``YYYY-MM-DD``, both included, and the words of the question that say so."""

    start: str
    end: str
    words: str

    def out_of(self, text: str) -> str:
        """Return ``text`` without the words of the period, which say nothing of the subject."""
        return text.replace(self.words, " ") if self.words else text


def asked_period(question: str, today: date, before: str = "") -> Period | None:
    """Return the past period whose rule ``question`` asks for, None when it asks for today's.

    « En 2022, combien… » and « c'était combien en 2022 ? » ask for a rule of the past; « j'ai été recrutée en 2019 » tells a
    story, and the rule asked for is today's. Dates inside references (« loi du 11 février 2005 ») are no periods. What was said
    ``before`` gives the period when the question points there: « combien était-ce à ce moment-là ? ».
    """
    folded = _without_references(question)
    for match, days in _read(folded, today):
        if _asks_for_rule(folded, match):
            start = match.start("year") if match.re is _BEFORE_A_TEXT else match.start()  # the text is what is asked about
            return Period(*days, question[start : match.end()].strip())
    if before and _POINTS_BACK.search(folded):
        told = [(match.start(), days) for match, days in _read(_without_references(before), today)]
        if told:
            return Period(*max(told, key=lambda found: found[0])[1], "")
    return None


def asks_for_former_rule(question: str) -> bool:
    """Tell whether ``question`` asks for an old rule without a date: « c'était quoi l'ancienne grille »."""
    return bool(_FORMERLY.search(fold(plain_marks(question))))


def _without_references(text: str) -> str:
    folded = same_length_fold(text)
    for found in parse_references(text):
        folded = folded[: found.start] + " " * (found.end - found.start) + folded[found.end :]
    return folded


def _read(folded: str, today: date) -> "Iterator[tuple[re.Match[str], _Days]]":
    """Yield what names past days, the most exact way of naming first; nothing is read twice."""
    taken: list[tuple[int, int]] = []
    for pattern, days_of in _READINGS:
        for match in pattern.finditer(folded):
            days = days_of(match, today)
            if days is None or any(match.start() < end and match.end() > start for start, end in taken):
                continue
            taken.append(match.span())
            if days[1] < today.isoformat() and not _OF_A_TEXT.search(folded[: match.start()]):
                yield match, days


def _asks_for_rule(folded: str, match: re.Match[str]) -> bool:
    if _RULE_OF_THEN.search(folded) or _MEANS.search(folded):
        return True
    if match.re is _BARE_YEAR or _OWN_STORY.search(folded):
        return False
    before, behind = folded[: match.start()], folded[match.end() :]
    if _OPENS.search(before) or _ENDS.match(behind):
        return True
    named_alone = match.re in (_IN_YEAR, _IN_MONTH, _SCHOOL_YEAR) and match.groupdict().get("how") not in ("de", "avant")
    return named_alone and not _FIRST_PERSON.search(folded)


_Days = tuple[str, str]


def _school_year(match: re.Match[str], today: date) -> _Days | None:
    first = int(match.group("year"))
    return _of_school_year(first) if int(match.group("next")) % 100 == (first + 1) % 100 else None


def _of_school_year(first: int) -> _Days:
    return f"{first}-09-01", f"{first + 1}-08-31"


def _last_year(match: re.Match[str], today: date) -> _Days:
    if match.group("school"):
        return _of_school_year(today.year - (1 if today.month >= _SEPTEMBER else 2))
    return _of_year(today.year - 1)


def _years_ago(match: re.Match[str], today: date) -> _Days:
    ago = match.group("years")
    return _of_year(today.year - (int(ago) if ago.isdigit() else _NUMBERS[ago]))


def _of_year(year: int) -> _Days:
    return f"{year}-01-01", f"{year}-12-31"


def _back_to_school(match: re.Match[str], today: date) -> _Days:
    day = f"{match.group('year')}-09-01"
    return _the_day_before(day) if match.group("before") else (day, day)


def _the_day_before(day: str) -> _Days:
    return day_before(day), day_before(day)


def _day(match: re.Match[str], today: date) -> _Days | None:
    day = date_value(match.group("day"))
    if day is None:
        return None
    return _the_day_before(day) if match.group("before") else (day, day)


def _month(match: re.Match[str], today: date) -> _Days:
    year, month = int(match.group("year")), month_number(match.group("month"))
    first = date(year, month, 1)
    if match.group("how") == "avant":
        return _the_day_before(first.isoformat())
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return first.isoformat(), last.isoformat()


def _year(match: re.Match[str], today: date) -> _Days:
    year, how = match.group("year"), match.groupdict().get("how")
    if how == "avant":
        return _the_day_before(f"{year}-01-01")
    months = {"debut": ("01-01", "01-31"), "fin": ("12-01", "12-31")}.get(how or "", ("01-01", "12-31"))
    return f"{year}-{months[0]}", f"{year}-{months[1]}"


def _before_a_text(match: re.Match[str], today: date) -> _Days:
    return _the_day_before(f"{match.group('year')}-01-01")


_SEPTEMBER = 9
_READINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], _Days | None]], ...] = (
    (_YEARS_AGO, _years_ago),
    (_SCHOOL_YEAR, _school_year),
    (_BACK_TO_SCHOOL, _back_to_school),
    (_DAY, _day),
    (_BEFORE_A_TEXT, _before_a_text),
    (_IN_MONTH, _month),
    (_IN_YEAR, _year),
    (_LAST_YEAR, _last_year),
    (_BARE_YEAR, _year),
)
