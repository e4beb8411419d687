"""How a reference is written in French: the form that the screens show and that people may copy."""

import re

from corpus.references.spelling import MONTHS
from corpus.references.value import LegalReference

_ACCENTED = {"fevrier": "février", "aout": "août", "decembre": "décembre"}
_ELIDED = ("code", "circulaire", "note de service", "loi", "ordonnance")


def write_reference(reference: LegalReference) -> str:
    """Return ``reference`` as it is written in full; parsing that text gives the same reference back."""
    if reference.nature == "code":
        article = f"article {write_article(reference.article or '')}{_part(reference)}"
        return f"{article} {_of_code(reference.code)}" if reference.code else article.removesuffix(",")
    text = _text(reference)
    if not reference.article:
        return text + _part(reference)
    of = "de l'" if text[0] in "aoeé" else "de la " if reference.nature in _ELIDED else "du "
    return f"article {write_article(reference.article)}{_part(reference)} {of}{text}"


def write_article(article: str) -> str:
    """Return ``L. 917-1`` for ``L917-1``; plain numbers stay as they are."""
    return re.sub(r"^(LO|[LRDA])(?=\d)", r"\1. ", article)


def write_date(date: str) -> str:
    """Return « 3 mai 2017 » for ``2017-05-03``, « 1er août 2023 » for ``2023-08-01``."""
    year, month, day = date.split("-")
    name = MONTHS[int(month) - 1]
    return f"{'1er' if day == '01' else int(day)} {_ACCENTED.get(name, name)} {year}"


def _text(reference: LegalReference) -> str:
    if reference.nature == "document":
        return f"NOR : {reference.nor}" if reference.nor else f"règlement (UE) {reference.number}{_dated(reference)}"
    number = reference.number or ""
    sign = " n° " if number and "n°" not in number and not number[:2].isalpha() else " " if number else ""
    nor = f" (NOR : {reference.nor})" if reference.nor else ""
    return f"{reference.nature}{sign}{number}{_dated(reference)}{nor}"


def _dated(reference: LegalReference) -> str:
    return f" du {write_date(reference.date)}" if reference.date else ""


def _of_code(code: str | None) -> str:
    return "de la constitution" if code == "constitution" else f"du {code}"


def _part(reference: LegalReference) -> str:
    """Return the part behind a comma; a circular's « 4.1 » is its point 4.1."""
    if not reference.part:
        return ""
    named = re.sub(r"^(\d+(?:\.\d+)*|[IVX]+)$", r"point \1", reference.part) if not reference.article else reference.part
    return f", {named}" + ("," if reference.article else "")
