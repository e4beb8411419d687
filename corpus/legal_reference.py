"""Regulatory references in French text, and the one value behind their many spellings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.normalize import fold, plain_marks

CODES = {
    "code de l'éducation": ("code de l'education", "code education", "c. educ", "code de l education"),
    "code général de la fonction publique": ("code general de la fonction publique", "cgfp"),
    "code du travail": ("code du travail", "c. trav"),
    "code de l'action sociale et des familles": ("code de l'action sociale et des familles", "casf"),
    "code des relations entre le public et l'administration": (
        "code des relations entre le public et l'administration",
        "crpa",
    ),
    "code de justice administrative": ("code de justice administrative", "cja"),
    "code de la sécurité sociale": ("code de la securite sociale", "css"),
    "code pénal": ("code penal",),
    "code civil": ("code civil",),
}
"""Codes by full name, with the folded spellings that mean them."""

_MONTHS = (
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
_DATE = (
    r"(?P<day>\d{1,2})(?:er)?\s+(?P<month>" + "|".join(_MONTHS) + r")\s+(?P<year>\d{4})"
    r"|(?P<day2>\d{1,2})[-/](?P<month2>\d{1,2})[-/](?P<year2>\d{4})"
)
_NATURES = {
    "loi": "loi",
    "ordonnance": "ordonnance",
    "decret": "décret",
    "arrete": "arrêté",
    "circulaire": "circulaire",
    "circ": "circulaire",
    "note de service": "note de service",
    "instruction": "note de service",
}
_NUMBER = r"(?:fp\s*/?\s*\d?\s*n[°º]?\s*\d+|dgcs/[\w/]+|\d{2,4}-\d{1,4})"
_TEXT = re.compile(
    r"\b(?P<nature>loi|ordonnance|decret|arrete|circulaire|circ|note de service|instruction)(?:s\b|\b\.?)"
    r"(?:\s+(?:ministerielle|interministerielle|organique|commune))?"
    rf"(?:\s*(?:n\s*[°ºo]?\s*|numero\s+)?(?P<number>{_NUMBER}))?"
    rf"(?:\s*(?:,\s*)?(?:du\s+|en\s+date\s+du\s+)(?:{_DATE}))?"
    r"(?:[\s,(]{1,3}nor\s*:?\s*(?P<nor>[a-z]{4}\d{7}[a-z]))?"
)
_NOR = re.compile(r"\b[a-z]{4}\d{7}[a-z]\b")
_ARTICLE_NUMBER = r"[lrda]\s*\*{0,2}\s*\.?\s*\*{0,2}\s*\d{1,4}(?:\s?-\s?\d{1,3})?(?:-\d{1,3}){0,2}(?:\s(?:bis|ter|quater)\b)?"
_ARTICLE = re.compile(
    rf"(?:\b(?:articles?|arts?\.?)\s+)?(?<![\w-])(?P<article>{_ARTICLE_NUMBER})(?P<letter>\s[a-d]\b(?!\s*[.*]*\s*(?:\d|educ|trav)))?(?!\w|[-.]\d)"
)
_PLAIN_ARTICLE = re.compile(
    r"\b(?:articles?|arts?\.?)\s+(?P<article>\d{1,3}(?:-\d{1,2})?(?:\s(?:bis|ter|quater))?)(?:er)?(?![\w°])"
)
_SENTENCE_END = re.compile(r"[;\n]|\?\s|(?<!\b[lrdac])(?<!\bart)(?<!\barts)\.\s")
_LIST_MARKS = (",", "et", "ou", "a", ", et", "et a")
_CODE = re.compile("|".join(rf"\b{re.escape(s)}\b" for names in CODES.values() for s in names))


@dataclass(frozen=True, slots=True)
class LegalReference:
    """What a reference means, whatever its spelling.

    ``number`` is ``2017-084`` for a numbered text, ``article`` is ``L917-1`` or ``45``, ``date`` is ``YYYY-MM-DD``.
    """

    nature: str
    number: str | None = None
    date: str | None = None
    article: str | None = None
    code: str | None = None
    nor: str | None = None


@dataclass(frozen=True, slots=True)
class FoundReference:
    """A reference and its half-open place in the text it was found in."""

    reference: LegalReference
    start: int
    end: int


def article_value(text: str) -> str:
    """Return the one spelling of an article number: ``L. 917‑1`` and ``l917-1`` both give ``L917-1``."""
    compact = re.sub(r"[\s.*]", "", plain_marks(text))
    suffix = re.fullmatch(r"(.*\d)(bis|ter|quater|[a-z])", compact, re.IGNORECASE)
    stem, ending = suffix.groups() if suffix else (compact, "")
    return f"{stem.upper()} {ending.upper() if len(ending) == 1 else ending.lower()}".strip()


def number_value(text: str, nature: str) -> str:
    """Return the one spelling of a text's number: a circular's ``2017-84`` is ``2017-084``, a decree's has no zeros."""
    compact = re.sub(r"\s+", " ", plain_marks(text)).strip()
    match = re.fullmatch(r"(\d{2,4})-(\d{1,4})", compact)
    width = 3 if nature == "circulaire" else 0
    return f"{match.group(1)}-{match.group(2).lstrip('0').zfill(width)}" if match else compact.upper().replace("N°", "n°")


def parse_references(text: str) -> list[FoundReference]:
    """Return the references of ``text`` in order of appearance; places are those of the original text."""
    folded = _fold_same_length(text)
    found = [*_texts(folded), *_articles(folded, text)]
    found.sort(key=lambda item: (item.start, -item.end))
    kept: list[FoundReference] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def parse_reference(text: str) -> LegalReference | None:
    """Return the first reference of ``text``, or None."""
    found = parse_references(text)
    return found[0].reference if found else None


def find_code(text: str) -> str | None:
    """Return the full name of the first code named in ``text``, or None."""
    match = _CODE.search(_fold_same_length(text))
    return _code_named(match.group()) if match else None


def _fold_same_length(text: str) -> str:
    """Fold each character on its own so that places in the copy are places in the original."""
    marks = plain_marks(text)
    return "".join(folded if len(folded := fold(c)) == 1 else c.lower()[:1] for c in marks)


def _texts(folded: str) -> Iterator[FoundReference]:
    for match in _TEXT.finditer(folded):
        date = _date_of(match)
        number, nor = match.group("number"), match.group("nor")
        if number is None and date is None and nor is None:
            continue
        nature = _NATURES[match.group("nature")]
        reference = LegalReference(
            nature=nature,
            number=number_value(number, nature) if number else None,
            date=date,
            nor=nor.upper() if nor else None,
        )
        article, start, end = _article_of_text(folded, match)
        if article:
            reference = LegalReference(reference.nature, reference.number, date, article, None, reference.nor)
        yield FoundReference(reference, start, end)
    for match in _NOR.finditer(folded):
        yield FoundReference(LegalReference("document", nor=match.group().upper()), match.start(), match.end())


def _article_of_text(folded: str, match: re.Match[str]) -> tuple[str | None, int, int]:
    """Find « art. 45 » just behind a text or « l'article 45 du » just before it."""
    behind = re.compile(r"\s*,?\s*\(?\s*" + _PLAIN_ARTICLE.pattern).match(folded, match.end())
    if behind:
        return article_value(behind.group("article")), match.start(), behind.end()
    for before in _PLAIN_ARTICLE.finditer(folded, max(0, match.start() - 40), match.start()):
        if folded[before.end() : match.start()].strip() in ("du", "de la", "de l'", "de"):
            return article_value(before.group("article")), before.start(), match.end()
    return None, match.start(), match.end()


def _articles(folded: str, text: str) -> Iterator[FoundReference]:
    listed_from = 0
    for match in _ARTICLE.finditer(folded):
        # only a capital is part of the number: « L. 917-1 A », not « L. 917-1 a été modifié » nor « R. 332-20 à 25 »
        lettered = match.group("letter") and text[match.end() - 1] in "ABCD"
        number, end = (
            (match.group("article", "letter"), match.end()) if lettered else ([match.group("article")], match.end("article"))
        )
        named = match.group().startswith("art") or (listed_from and folded[listed_from : match.start()].strip() in _LIST_MARKS)
        code = _code_near(folded, match.start(), end)
        if not named and (match.group("article")[0] == "a" or ("-" not in match.group("article") and code is None)):
            continue  # « a 12 » is the verb, « salle L 12 » a room
        listed_from = end if named else 0
        yield FoundReference(LegalReference("code", article=article_value("".join(number)), code=code), match.start(), end)
    for match in _PLAIN_ARTICLE.finditer(folded):
        code = _code_right_behind(folded, match.end()) or _code_right_before(folded, match.start())
        if code:
            yield FoundReference(
                LegalReference("code", article=article_value(match.group("article")), code=code), match.start(), match.end()
            )


def _code_near(folded: str, start: int, end: int) -> str | None:
    """Name the code of an article: the first one named behind it in the sentence, else the last one before it."""
    right_before = _code_right_before(folded, start)
    if right_before:
        return right_before
    stop = _SENTENCE_END.search(folded, end)
    behind = _CODE.search(folded, end, min(stop.start() if stop else len(folded), end + 120))
    if behind:
        return _code_named(behind.group())
    before = list(_CODE.finditer(folded, max(0, start - 120), start))
    return _code_named(before[-1].group()) if before else None


def _code_right_before(folded: str, start: int) -> str | None:
    """Name the code of « code du travail, art. L. 1 »: it stands just before the article, nothing but a comma between."""
    before = list(_CODE.finditer(folded, max(0, start - 80), start))
    return _code_named(before[-1].group()) if before and folded[before[-1].end() : start].strip() in (",", ":", "") else None


def _code_right_behind(folded: str, end: int) -> str | None:
    match = _CODE.search(folded, end, end + 60)
    between = folded[end : match.start()].strip() if match else ""
    return _code_named(match.group()) if match and between in ("du", "") else None


def _code_named(spelling: str) -> str | None:
    return next((name for name, spellings in CODES.items() if spelling in spellings), None)


def _date_of(match: re.Match[str]) -> str | None:
    """Return the date as ``YYYY-MM-DD``; None for none and for a day that no calendar has."""
    if match.group("year"):
        year, month, day = match.group("year"), _MONTHS.index(match.group("month")) + 1, match.group("day")
    elif match.group("year2"):
        year, month, day = match.group("year2"), int(match.group("month2")), match.group("day2")
    else:
        return None
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None
