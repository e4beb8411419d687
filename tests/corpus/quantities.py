"""Read the numbers, dates, amounts and durations of French sentences, whether written in digits or in words."""

import re
from datetime import date, timedelta
from functools import lru_cache

from corpus.normalize import fold, plain_marks

_MONTHS = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split()
_IN_WORDS = {
    word: value
    for value, words in {
        1: "un une premier premiere",
        2: "deux second seconde deuxieme",
        3: "trois troisieme",
        4: "quatre quatrieme",
        5: "cinq",
        6: "six",
        7: "sept",
        8: "huit",
        9: "neuf",
        10: "dix",
        11: "onze",
        12: "douze",
        13: "treize",
        14: "quatorze",
        15: "quinze quinzieme",
        16: "seize",
        20: "vingt",
        24: "vingt-quatre",
        25: "vingt-cinq",
        30: "trente trentieme",
        40: "quarante",
        50: "cinquante",
        60: "soixante",
        67: "soixante-sept",
        70: "soixante-dix",
        100: "cent",
    }.items()
    for word in words.split()
}
_UNITS = {
    "€": "€|euros?",
    "%": "%",
    "minute": r"minutes?\b",
    "hour": r"heures?\b|h\b",
    "day": r"jours?\b",
    "week": r"semaines?\b",
    "month": r"mois\b",
    "year": r"ans?\b|annees?\b",
}
_WORD = "|".join(sorted(_IN_WORDS, key=len, reverse=True))
_NUMBER = rf"(?:\d+(?:[,.]\d+)?|\b(?:{_WORD})\b)"
_NEXT = rf"(?:de |d')?{_NUMBER}"
_LIST = rf"(?:{_NUMBER}(?:(?:, |/){_NEXT})*?(?:,? (?:ou|et|a|puis) |/)(?:de |d')?)?{_NUMBER}"
_MEASURE = re.compile(rf"(?<![-.\w])(?=[\dcdhnopqstuv])({_LIST}) ?(?:brut )?(?P<unit>{'|'.join(_UNITS.values())})")
_EACH = re.compile(r"\bpar (?P<unit>jour|semaine|mois|an|heure)\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = "|".join(_MONTHS)
_DAY = re.compile(rf"\b(?P<day>\d{{1,2}})(?:er)? (?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?\b|\b(?P<iso>\d{{4}}-\d\d-\d\d)\b")
_MONTH_ONLY = re.compile(rf"\b(?P<month>{_MONTH}) (?P<year>(?:19|20)\d\d)\b")


@lru_cache(maxsize=4)
def _plain(text: str) -> str:
    text = re.sub(r"(?<=\d) (?=\d{3}\b)", "", plain_marks(text))
    return fold(re.sub(r"\s+", " ", text))


def numbers(text: str) -> set[str]:
    """Return every number written in digits, but those of days and months: ``dates`` returns them."""
    rest = _MONTH_ONLY.sub(" ", _DAY.sub(" ", _plain(text)))
    return {number.replace(",", ".") for number in re.findall(r"\d+(?:[,.]\d+)?", rest)}


def text_numbers(text: str) -> set[str]:
    """Return what looks like the number of a text: ``2017-084``, ``86-83``."""
    return set(re.findall(r"\b\d{2,4}-\d{2,4}\b", _DAY.sub(" ", _plain(text))))


def numbers_in_words(text: str) -> set[str]:
    """Return, in digits, every number written in words."""
    return {str(_IN_WORDS[word]) for word in re.findall(rf"\b(?:{_WORD})\b", _plain(text))}


def dates(text: str) -> set[str]:
    """Return the days (``2023-09-01``, ``--09-01`` without a year) and months (``2023-09``) of ``text``.

    A day brings its month, its year and its form without a year: a text that has the day has them all.
    """
    plain = _plain(text)
    found: set[str] = set()
    for match in _DAY.finditer(plain):
        if match["iso"]:
            found |= of_day(match["iso"])
        else:
            day = f"{_MONTHS.index(match['month']) + 1:02}-{int(match['day']):02}"
            found |= of_day(f"{match['year']}-{day}") if match["year"] else {f"--{day}"}
    months = {f"{m['year']}-{_MONTHS.index(m['month']) + 1:02}" for m in _MONTH_ONLY.finditer(plain)}
    return found | months


def of_day(iso: str) -> set[str]:
    """Return what a day lets one write: itself, its month, itself without the year."""
    return {iso, iso[:7], f"-{iso[4:]}"}


def around(iso: str) -> set[str]:
    """Return the day and its two neighbours: the last day of a rule, and the first day of the next one."""
    day = date.fromisoformat(iso)
    return {(day + timedelta(days=shift)).isoformat() for shift in (-1, 0, 1)}


def measures(text: str) -> set[tuple[str, str]]:
    """Return amounts and durations: ``("3", "month")`` for « trois mois »; « un, deux ou trois mois » gives three."""
    plain = _plain(text)
    found = {("1", _unit(match["unit"])) for match in _EACH.finditer(plain)}
    for match in _MEASURE.finditer(plain):
        for number in re.findall(_NUMBER, match[1]):
            if not _YEAR.fullmatch(number):
                found.add((_digits(number), _unit(match["unit"])))
    return found


def numbers_without_unit(text: str) -> set[str]:
    """Return the numbers that no unit follows: in « 25 jours pour cinq jours, 20 pour quatre », 20 and 4."""
    rest = _MEASURE.sub(" ", _plain(text))
    return {_digits(number) for number in re.findall(_NUMBER, rest)}


def _digits(number: str) -> str:
    return str(_IN_WORDS.get(number, number)).replace(",", ".")


def _unit(spelling: str) -> str:
    return next(name for name, pattern in _UNITS.items() if re.fullmatch(pattern, spelling))
