"""How the pieces of a reference are spelled, as regular expressions over folded text of unchanged length."""

import re
from datetime import date
from functools import lru_cache

from corpus.normalize import fold
from corpus.references.value import SUFFIXES

MONTHS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)
_ABBREVIATIONS = {
    "janv": 1,
    "jan": 1,
    "fevr": 2,
    "fev": 2,
    "avr": 4,
    "juill": 7,
    "juil": 7,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
MONTH = "(?:" + "|".join((*MONTHS, *(rf"{m}\b\.?" for m in _ABBREVIATIONS))) + ")"

# l, i and o stand for 1, 1 and 0 where a scanner read them so; one true digit at least is asked for
DATE = (
    rf"(?:[\dli]{{1,2}}(?:\s?er)?\s+{MONTH}\s+[\dlio]{{4}}(?!\w)"
    r"|\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:\d{4}|\d{2})(?![\d/-]))"
)
_WRITTEN_DATE = re.compile(rf"([\dli]{{1,2}})(?:\s?er)?\s+({MONTH})\s+([\dlio]{{4}})")
_NUMERIC_DATE = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d{2})")
_OLDEST_SHORT_YEAR = 45
"""« 17/1/86 » is of 1986, « 3/5/17 » of 2017: no text in use is older than 1945."""

NUMBER_SIGN = r"(?:n\s?[°ºo]s?\.?|nos?\.?|numeros?|n\.)"
TEXT_NUMBER = r"(?:[\dlio]{2,4}(?:\s?-\s?|/)[\dlio]{1,5})(?![\w]|[-/]\d)"
ADMINISTRATIVE_NUMBER = (
    r"(?:(?:b\d\s?/\s?)?fp\s?/?\s?\d{0,2}\s*n\s?[°o]\s?\d{3,4}|fp\s?/?\s?\d?\s*\d{4}|"
    r"[a-z]{3,6}\d?(?:/[a-z\d-]+){1,4}/\d{2,4}(?:/\d{1,4})?)(?!\w)"
)
NOR = r"[a-z]{4}\d{7}[a-z](?!\w)"

AND = r"(?:\s*,\s*(?:et|ou|ainsi\s+que|puis)\s+|\s*[,/&]\s*|\s+(?:et|ou|ainsi\s+que)\s+)"
_SUFFIX = rf"(?:\s{{0,3}}(?:{SUFFIXES})\b)?"
_DIGITS = r"(?=[li]?\d)[\dli][\dloi]{0,3}"
LETTERED = rf"(?:l\.?\s?o\.?|[lrda])[\s.]{{0,5}}{_DIGITS}(?:\s?-\s?[\dloi]{{1,3}}){{0,3}}{_SUFFIX}(?!\w)(?![-.]\d)"
PLAIN = rf"(?:(?=[li]?\d)[\dli]\d{{0,3}}(?:-[\dli]{{1,3}}){{0,3}}(?:er\b)?{_SUFFIX}(?![\w°%€]|[-.]\d)|premier\b)"
LETTER_BEHIND = r"\s{1,3}([a-z])\b(?!\s*(?:[lrd]?\.?\s*\d|\.?\s*educ|\.?\s*trav|\.?\s*civ|\.?\s*pen|['.]))"

_ORDINALS = {
    "premier": 1, "premiere": 1, "second": 2, "seconde": 2, "deuxieme": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5,
    "sixieme": 6, "septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10, "onzieme": 11, "douzieme": 12,
}  # fmt: skip
_AND_OR_TO = {",": " et ", "et": " et ", "ou": " et ", "a": " à "}
_ORDINAL = r"(?:" + "|".join(_ORDINALS) + r"|avant-dernier|derni(?:er|ere)|\d{1,2}\s?(?:er|ere|e|eme))"
ROMAN = rf"(?:[ivx]{{1,5}}(?:\s?-\s?[a-z])?{_SUFFIX})(?!\w)"
_ORDINALS_LISTED = rf"{_ORDINAL}(?:(?:\s*,\s*|\s+(?:et|ou|a)\s+)(?:(?:au|le|du)\s+)?{_ORDINAL})*"
ALINEA = (
    rf"(?:(?:{_ORDINALS_LISTED}|(?:deux|trois)\s+(?:premiers|derniers))\s+(?:alineas?|al\b\.?)|"
    r"alineas?\s+\d{1,2}(?!\w)|al\.\s?\d{1,2}(?!\w))"
)
SENTENCE = rf"(?:{_ORDINAL}\s+phrase)"
DEGREE = rf"(?:\d{{1,2}}\s?[°º]{_SUFFIX})"
BARE_NUMBER = r"(?:\b\d{1,2}(?=\s+d(?:u|e)\s))"
LETTER = r"(?:[a-z]\s?\)|\b[a-h](?=\s+d(?:u|e)\s))"
ANNEX = r"(?:annexes?(?:\s+(?:n\s?°\s?)?(?:[ivx]{1,4}|\d{1,2})(?!\w))?)"
_PART_NAME = r"(?:points?|§|paragraphes?|par\.|parties?|sections?|fiches?|titres?)\s*(?:n\s?°\s?)?"
NUMBERED_PART = rf"(?:{_PART_NAME}(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}|[ivx]{{1,4}})(?!\w))"
DOTTED_PART = r"(?:\d{1,2}(?:\.\d{1,2}){1,3}(?!\w))"
PART = rf"(?:{ALINEA}|{SENTENCE}|{DEGREE}|{LETTER}|{BARE_NUMBER}|{ANNEX}|(?P<roman>{ROMAN}))"


_RANKS = re.compile(rf"(?:(,|et|ou|a)\s+(?:(?:au|le|du)\s+)?)?({_ORDINAL})")


def same_length_fold(text: str) -> str:
    """Fold ``text`` character by character, so that places in the copy are places in the original.

    Marks of emphasis and escape (``*``, ``_``, a backslash) become spaces; a soft hyphen is a hyphen.
    """
    return _NOT_PLAIN.sub(lambda match: _folded(match.group()), text).lower()


_NOT_PLAIN = re.compile(r"[^\x00-\x7f]|[*_\\\t\r\f\v]")  # lower() alone does for the rest, which is most of a text


@lru_cache(maxsize=4_096)
def _folded(character: str) -> str:
    if character in "*_\\" or character.isspace():
        return " "
    if character == "\u00ad":
        return "-"
    opened = fold(character)
    return opened if len(opened) == 1 else character.lower()[:1]


def digits(text: str) -> str:
    """Return folded ``text`` with the letters that a scanner took for digits put right."""
    return text.replace("l", "1").replace("i", "1").replace("o", "0")


def lettered_value(folded: str) -> str:
    """Return the number of a lettered article without its spaces: ``l. 9l7 - 1 bis`` is ``l917-1 bis``."""
    letter = "lo" if re.match(r"l\.?\s?o\.?[\s.]*\d", folded) else folded[0]
    rest = folded[len(letter) :] if letter != "lo" else re.sub(r"^l\.?\s?o", "", folded)
    number, suffix = re.fullmatch(rf"(.*?)((?:{SUFFIXES})?)", rest, re.DOTALL).groups()  # type: ignore[union-attr]  # matches anything
    return letter + digits(re.sub(r"[\s.]", "", number)) + (f" {suffix}" if suffix else "")


def plain_value(folded: str) -> str:
    """Return the number of an article without letter: ``1er`` and ``premier`` are ``1``, ``45 - 4`` is ``45-4``."""
    if folded.startswith("premier"):
        return "1"
    number, suffix = re.fullmatch(rf"(.*?)((?:{SUFFIXES})?)", re.sub(r"(?<=\d)er$", "", folded), re.DOTALL).groups()  # type: ignore[union-attr]  # matches anything
    return digits(re.sub(r"\s", "", number)) + (f" {suffix}" if suffix else "")


def month_number(name: str) -> int:
    """Return 1 to 12 for a folded month, written out or abbreviated (« sept. »)."""
    name = name.rstrip(".")
    return MONTHS.index(name) + 1 if name in MONTHS else _ABBREVIATIONS[name]


def date_value(folded: str) -> str | None:
    """Return the first date of ``folded`` as ``YYYY-MM-DD``; None for none and for a day that no calendar has."""
    if written := _WRITTEN_DATE.search(folded):
        month = month_number(written.group(2))
        day, year = digits(written.group(1)), digits(written.group(3))
    elif numeric := _NUMERIC_DATE.search(folded):
        day, month, year = numeric.group(1), int(numeric.group(2)), numeric.group(3)
        if len(year) == 2:
            year = ("19" if int(year) >= _OLDEST_SHORT_YEAR else "20") + year
    else:
        return None
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None


def part_value(folded: str) -> str:
    """Return one part as it is written everywhere: « 3e alinéa » is ``alinéa 3``, « 2 ° » is ``2°``, « b) » is ``b``."""
    compact = re.sub(r"\s+", " ", folded).strip()
    for word, name in (("al", "alinéa"), ("phrase", "phrase")):
        if found := re.search(rf"\b{word}", compact):
            return _ordinal_part(compact, found.start(), name)
    if compact.startswith("annexe"):
        number = re.sub(r"^annexes?\s*(?:n\s?°\s?)?", "", compact)
        return f"annexe {number.upper()}".strip()
    if named := re.match(rf"{_PART_NAME}(.+)", compact):
        return named.group(1).upper()
    if compact[0].isdigit():
        return compact.replace("º", "°").replace(" °", "°")
    if re.fullmatch(r"[a-z]\s?\)?", compact) and not re.fullmatch(r"[ivx]", compact):
        return compact[0]
    roman, suffix = re.fullmatch(rf"(.*?)\s?((?:{SUFFIXES})?)", compact).groups()  # type: ignore[union-attr]  # matches anything
    return re.sub(r"\s", "", roman).upper() + (f" {suffix}" if suffix else "")


def _ordinal_part(compact: str, place: int, name: str) -> str:
    ranks = compact[:place].strip()
    if not ranks:
        return f"{name} {re.sub(r'[^0-9]', '', compact)}"
    if ranks.startswith(("deux ", "trois ")):
        return f"{ranks} {name}s"
    found = [f"{_AND_OR_TO.get(link, '')}{_rank(rank, name)}" for link, rank in _RANKS.findall(ranks)]
    return "".join(found)


def _rank(rank: str, name: str) -> str:
    if "dernier" in rank:
        return f"{rank.replace('derniere', 'dernière')} {name}"
    return f"{name} {_ORDINALS.get(rank) or re.sub(r'[^0-9]', '', rank)}"
