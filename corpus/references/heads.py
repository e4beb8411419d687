"""Codes, laws, decrees, circulars, decisions: everything but the articles themselves."""

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.references import spelling as sp
from corpus.references.codes import CODE_NAME, code_named
from corpus.references.piece import REACH, Item, Piece, Source
from corpus.references.value import LegalReference, number_value

_NATURES = {
    "loi": "loi",
    "ordonnance": "ordonnance",
    "decret": "décret",
    "arrete": "arrêté",
    "circulaire": "circulaire",
    "circ": "circulaire",
    "circu1aire": "circulaire",
    "arr": "arrêté",
    "d": "décret",
    "note de service": "note de service",
    "instruction": "note de service",
}
_CODE_BEGINS = (
    re.compile(r"c(?<!\wc)(?=o(?:de|nstitution)\b|[a-z]{2,5}\b|\.|\s+(?:educ|trav|pen|civ))"),
    re.compile(r"livre(?=\s+des\s+proc)"),
)
_CODE = re.compile(CODE_NAME)
_SAME_CODE = re.compile(r"\b(?:(?P<own>present\s+code)|(?:meme|dudit|ledit|ce)\s+code|code\s+(?:precite|susvise))(?!\w)")

_KIND = r"(?:loi|ordonnance|decret|arrete|circulaire|note\s+de\s+service|instruction)"
_SAME_TEXT = re.compile(
    rf"\b(?:(?:meme|dudit|ledit|de\s+ce|de\s+cet|de\s+cette|de\s+ladite|ladite)\s+(?P<same>{_KIND})"
    rf"|(?P<named>{_KIND})\s+(?:precitee?|susvisee?|susmentionnee?))(?!\w)"
)
_NATURE = re.compile(
    r"\b(?<!projet\sde\s)(?<!proposition\sde\s)(?P<nature>lois?|ordonnances?|decrets?(?:-lois?)?|arretes?|circulaires?|circu1aires?|circ|arr(?=\.)|d(?=\.\s?n)|"
    r"notes?\s+de\s+service|instructions?)\b\.?"
)
_QUALIFIED = re.compile(
    r"\s+(?:organique|constitutionnelle|de\s+finances(?:\s+rectificative)?|(?:inter)?ministeriel(?:le)?s?|prefectoral|rectoral|"
    r"communs?|communes?|conjointe?|modifiee?s?|abrogee?s?|precitee?s?|susvisee?s?|susmentionnee?s?|dgesco|dgafp|dgrh|dgcs|de\s+rentree|d'application|"
    r"du\s+menj?s?)(?![\w/])"
)
_FILLER = re.compile(r"\s*,?\s*(?:(?:modifiee?s?|abrogee?s?|precitee?s?|susvisee?s?)(?!\w)|dite?\s+[«\"][^»\"]{1,60}[»\"])")
_NUMBER = re.compile(rf"\s*[,(]?\s*(?:(?P<sign>{sp.NUMBER_SIGN})\s*)?(?P<number>{sp.ADMINISTRATIVE_NUMBER}|{sp.TEXT_NUMBER})")
_SHORT_NUMBER = re.compile(rf"\s*{sp.NUMBER_SIGN}\s*(?P<number>\d{{3,4}})(?![\w-])")
_TEXT_NUMBER = re.compile(sp.TEXT_NUMBER)
_FEWEST_DIGITS = 3
_DATE = re.compile(rf"\s*[,(]?\s*(?:(?:(?:en\s+date\s+)?du\s+)|(?<=arr\.)\s*)(?P<date>{sp.DATE})")
_NOR = re.compile(rf"\s*[,;(\[–-]?\s*(?:n\s?°\s*)?(?:nor\s*:?\s*)?(?P<nor>{sp.NOR})(?:\s*[)\]])?")
_NEXT = re.compile(
    rf"(?:\s*;\s*|{sp.AND})(?:(?:du|de\s+la|des|de|le|la|les|l'|celui|celle|ceux)\s+)?(?=(?P<sign>{sp.NUMBER_SIGN})|[\dl])"
)
_THAT_OF = re.compile(rf"(?:\s*,|\s+et|\s+ou)\s+(?:celui|celle)\s+(?=du\s+{sp.DATE})")
_LISTED_DATE = re.compile(rf"(?:du\s+)?(?P<date>{sp.DATE})")
_NOR_ALONE = re.compile(rf"(?<!\w)(?:nor\s*:?\s*)?(?P<nor>{sp.NOR})")

_COURT = (
    r"(?:conseil\s+d'etat|ce|cour\s+administrative\s+d'appel(?:\s+(?:de|d')\s*\w+)?|caa(?:\s+(?:de\s+|d')?\w+)?|"
    r"tribunal\s+administratif(?:\s+(?:de|d')\s*\w+)?|ta(?:\s+(?:de\s+|d')?\w+)?|tribunal\s+des\s+conflits|cour\s+de\s+cassation|"
    r"cass\.(?:\s?\w+\.)?|conseil\s+constitutionnel|cons\.\s?const\.|cjue)"
)
_RULING = r"(?:decision|arret|jugement|ordonnance|avis)"
_CASE = r"(?:\d{4}-\d{1,4}\s?(?:dc|qpc)|\d{2}[a-z]{2}\d{5}|\d{2}-\d{2}\.\d{3}|\d{5,7}|\d{3}\s\d{3})(?!\w)"
_DECISION = re.compile(
    rf"(?<![\w-])(?:(?:{_RULING}s?\s+(?:du|de\s+la|de\s+l')\s*)?(?P<court>{_COURT})(?:[^.;\n]|(?<=[a-z]{{3}})\.(?=\s\d{{4}})){{0,50}}?|"
    rf"{_RULING}s?\s+)"
    rf"(?:{sp.NUMBER_SIGN}\s*)(?P<case>{_CASE})"
    rf"(?:\s*(?:,\s*)?(?:rendue?\s+par\s+)?(?:du|de\s+la|le|la)\s+{_COURT})?(?:\s*,?\s*(?:du|en\s+date\s+du|le)\s+{sp.DATE})?"
)
_CASE_NUMBER = re.compile(rf"n(?<!\wn)(?:\s?[°o]s?|os?|umeros?)?\.?\s*{_CASE}")
_NEXT_CASE = re.compile(rf"{sp.AND}(?P<sign>{sp.NUMBER_SIGN})\s*(?P<case>{_CASE})")
_DATED_DECISION = re.compile(
    rf"(?<![\w'-])(?:conseil\s+d'etat|ce|caa\s+\w+)\s*,\s*(?:le\s+)?{sp.DATE}(?!\s*,?\s*{sp.NUMBER_SIGN})"
)
_EUROPEAN = re.compile(
    r"\b(?:reglement|directive)\s*(?P<union>\((?:ue|ce|cee)\)|ue|ce)?\s*(?:n\s?[°o]\s*)?(?P<number>\d{2,4}/\d{2,4})"
    rf"(?P<suffix>/(?:ue|cee?))?(?:\s+du\s+{sp.DATE})?"
)


def codes(source: Source, own_code: str | None) -> Iterator[Piece]:
    """Yield the codes named; « présent code » is ``own_code``."""
    for start in (start for begins in _CODE_BEGINS for start in begins.finditer(source.folded)):
        match = _CODE.match(source.folded, start.start())
        code = code_named(match.group()) if match else None
        if match and code:
            yield Piece("code", match.start(), match.end(), head=LegalReference("code", code=code))
    for match in _SAME_CODE.finditer(source.folded):
        kind, code = ("code", own_code) if match.group("own") else ("same", None)
        yield Piece(kind, match.start(), match.end(), head=LegalReference("code", code=code))  # type: ignore[arg-type]  # both are kinds


def same_texts(source: Source) -> Iterator[Piece]:
    """Yield « de la même loi », « du décret précité »: their value is that of the last text of their nature."""
    for match in _SAME_TEXT.finditer(source.folded):
        kind = re.sub(r"\s+", " ", match.group("same") or match.group("named"))
        yield Piece("same", match.start(), match.end(), head=LegalReference(_NATURES[kind]))


def decisions(source: Source) -> Iterator[Piece]:
    """Yield rulings by number, or by court and date, and European regulations and directives."""
    for match in _decisions_around_numbers(source.folded):
        if match.group("court") in ("ce", "ta") and not source.is_capital(match.start() + 1):
            continue  # « ce », « ta » are words
        number = re.sub(r"(?<=\d)\s(?=\d)", "", match.group("case")).upper()
        value = LegalReference("décision", re.sub(r"\s?(DC|QPC)$", r" \1", number), sp.date_value(match.group()))
        piece = _whole(match, value)
        while following := _NEXT_CASE.match(source.folded, piece.end):
            value = replace(value, number=following.group("case").upper())
            piece.items.append(Item(following.start("sign"), following.end(), value))
            piece.end = following.end()
        yield piece
    for match in _DATED_DECISION.finditer(source.folded):
        if source.is_capital(match.start()) and sp.date_value(match.group()):
            yield _whole(match, LegalReference("décision", date=sp.date_value(match.group())))
    for match in _EUROPEAN.finditer(source.folded):
        if match.group("union") or match.group("suffix"):
            value = LegalReference("document", match.group("number"), sp.date_value(match.group()))
            yield Piece("text", match.start(), match.end(), [Item(match.start(), match.end(), value)], value)


def _decisions_around_numbers(folded: str) -> Iterator[re.Match[str]]:
    """Yield rulings, looked for only around what may be the number of one: such numbers are few."""
    seen = -1
    for number in _CASE_NUMBER.finditer(folded):
        window = max(seen, number.start() - REACH, 0)
        for match in _DECISION.finditer(folded, window, number.end() + REACH):
            if match.start() >= seen:
                seen = match.end()
                yield match


def _whole(match: re.Match[str], value: LegalReference) -> Piece:
    return Piece("whole", match.start(), match.end(), [Item(match.start(), match.end(), value)])


def texts(source: Source) -> Iterator[Piece]:
    """Yield laws, ordinances, decrees, arrêtés, circulars and notes by number, date or NOR, each list as one piece."""
    for match in _NATURE.finditer(source.folded):
        items = list(_texts_from(source.folded, match))
        if items:
            yield Piece("text", items[0].start, items[-1].end, items, items[-1].value)
    for match in _NOR_ALONE.finditer(source.folded):
        value = LegalReference("document", nor=match.group("nor").upper())
        yield Piece("text", match.start(), match.end(), [Item(match.start(), match.end(), value)], value)


def _texts_from(folded: str, match: re.Match[str]) -> Iterator[Item]:
    word = re.sub(r"\s+", " ", match.group("nature"))
    singular = re.sub(r"-lois?$", "", word.replace("notes", "note").rstrip("s")).rstrip("s")
    nature, is_plural = _NATURES[singular], singular != word
    start, position = match.start(), match.end()
    while qualified := _QUALIFIED.match(folded, position):
        position = qualified.end()
    value, end = _identity(folded, position, LegalReference(nature))
    while value:
        yield Item(start, end, value)
        that_of = _THAT_OF.match(folded, end)
        following = that_of or _NEXT.match(folded, end)
        if not following or not (that_of or is_plural or following.group("sign")):
            return
        start = following.end()
        dated = _LISTED_DATE.match(folded, start) if is_plural or that_of else None
        if dated and (day := sp.date_value(dated.group("date"))):
            start, end, value = dated.start("date"), dated.end(), LegalReference(nature, date=day)
        else:
            value, end = _identity(folded, start, LegalReference(nature))
            value = value if value and value.number else None


def _identity(folded: str, position: int, value: LegalReference) -> tuple[LegalReference | None, int]:
    """Read number, date and NOR in any order from ``position``; None when there is none of them."""
    end = looked = position
    while True:
        if not value.number and (match := _number_at(folded, looked, value.nature)):
            value = replace(value, number=_number_read(match.group("number"), value.nature))
        elif not value.date and (match := _DATE.match(folded, looked)) and (day := sp.date_value(match.group("date"))):
            value = replace(value, date=day)
        elif not value.nor and (match := _NOR.match(folded, looked)):
            value = replace(value, nor=match.group("nor").upper())
        elif match := _FILLER.match(folded, looked):
            looked = match.end()
            continue
        else:
            break
        end = looked = match.end()
    return (value if value.number or value.date or value.nor else None), end


def _number_at(folded: str, position: int, nature: str) -> re.Match[str] | None:
    match = _NUMBER.match(folded, position)
    if match and sum(c.isdigit() for c in match.group("number")) >= _FEWEST_DIGITS:  # « o-l » is no number
        return match
    return _SHORT_NUMBER.match(folded, position) if nature == "circulaire" else None


def _number_read(folded: str, nature: str) -> str:
    return number_value(sp.digits(folded) if _TEXT_NUMBER.fullmatch(folded) else folded, nature)
