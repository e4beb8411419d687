"""What the starter corpus rests on: for each text of the register, the sections of the sheets that cite it."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.document import Document, Section
from corpus.normalize import fold
from corpus.references.parser import parse_references
from corpus.register import Register, RegisterEntry


@dataclass(frozen=True, slots=True)
class Support:
    """A section of a sheet that rests on a text, and the article it names."""

    document: Document
    section: Section
    article: str | None


def supports(sheets: Iterable[Document]) -> dict[str, list[Support]]:
    """Return the supports of each text, by its id in the register."""
    found: dict[str, list[Support]] = {}
    for sheet in sheets:
        for section in sheet.sections:
            for basis in section.basis:
                if basis.text_id:
                    found.setdefault(basis.text_id, []).append(Support(sheet, section, basis.article))
    return found


def find_texts(query: str, register: Register) -> list[RegisterEntry]:
    """Return the entries that ``query`` names: a reference, a number, a NOR, a date, else words of the title or a nickname.

    Entries that hold all the words come alone; the best known spelling (a reference) decides before words.
    """
    named = [entry for found in parse_references(query) for entry in register.candidates(found.reference)]
    if named:
        return list(dict.fromkeys(named))
    folded = fold(query).strip()
    by_number = [entry for entry in register.entries if entry.number and _bare(folded) == _bare(fold(entry.number))]
    if by_number:
        return by_number
    dated = parse_references(f"arrêté du {query}") or parse_references(f"arrêté {query}")
    day = dated[0].reference.date if dated else query.strip()
    by_day = [entry for entry in register.entries if day and entry.date == day]
    return by_day or _by_words(folded, register)


def _bare(number: str) -> str:
    """Return « 2017-84 » for « n° 2017-084 »: numbers are compared without sign and zeros."""
    return "-".join(part.lstrip("0") for part in number.removeprefix("n").strip(" °o").split("-"))


def _by_words(folded: str, register: Register) -> list[RegisterEntry]:
    words = [word.strip(".,;:?!()«»\"'") for word in folded.replace("'", " ").split()]
    words = [word for word in words if len(word) > 2]
    if not words:
        return []
    scored = [(sum(word in names for word in words), entry) for entry in register.entries if (names := _names(entry))]
    best = max(score for score, _ in scored)
    return [entry for score, entry in scored if score == best and score == len(words)]


def _names(entry: RegisterEntry) -> str:
    return fold(" ".join((entry.nature, entry.label, entry.title, *entry.aliases)))
