"""The texts that a person asks for, each with what the sheets say of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.coverage import Support, find_texts, supports
from corpus.document import Document
from corpus.references.parser import parse_references
from corpus.register import Register, RegisterEntry
from corpus.register_sheet import REGISTER_SHEET


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text that a person asked for, and the sections of the sheets that rest on it.

    ``articles`` are those asked for, none for the whole text; the sections are then those that rest on one of them.
    """

    entry: RegisterEntry
    articles: tuple[str, ...]
    supports: tuple[Support, ...]


def named_texts(query: str, register: Register, sheets: Iterable[Document]) -> list[NamedText]:
    """Return the texts that ``query`` names; a range of articles asks for all that the text's entry holds.

    The register as a sheet is left out: it has a section for each text, and rests on none.
    """
    cited = supports(sheet for sheet in sheets if sheet.document_id != REGISTER_SHEET)
    asked: dict[str, list[str]] = {}
    for found in parse_references(query):
        if found.reference.article and not found.in_range:
            for entry in register.candidates(found.reference):
                asked.setdefault(entry.text_id, []).append(found.reference.article)
    return [
        _named(entry, tuple(asked.get(entry.text_id, ())), cited.get(entry.text_id, []))
        for entry in find_texts(query, register)
    ]


def _named(entry: RegisterEntry, articles: tuple[str, ...], cited: list[Support]) -> NamedText:
    """Keep the sections that rest on ``articles``; one that names no article rests on the only one the entry holds."""
    alone = any(entry.articles == ((article, article),) for article in articles)
    kept = [s for s in cited if not articles or s.article in articles or (alone and s.article is None)]
    return NamedText(entry, articles, tuple(kept))
