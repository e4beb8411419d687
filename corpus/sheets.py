"""The starter corpus: the summary sheets written for this project."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.blocks import lay_out
from corpus.document import Document, Section
from corpus.errors import InvalidCorpusFile
from corpus.identifiers import content_hash
from corpus.readers import markdown
from corpus.register import Register

SHEETS_FOLDER = Path(__file__).with_name("texts")
_REQUIRED = ("id", "title", "nature", "kind", "theme", "verified_on")


def load_sheets(register: Register, folder: Path = SHEETS_FOLDER) -> list[Document]:
    """Read every sheet, in the order of their file names.

    Raises:
        InvalidCorpusFile: a sheet lacks a field, or names a text the register does not hold.

    """
    return [load_sheet(path, register) for path in sorted(folder.glob("*.md"))]


def load_sheet(path: Path, register: Register) -> Document:
    """Read one sheet. Raises InvalidCorpusFile, see ``load_sheets``."""
    raw = markdown.read(path, strict=True)
    missing = [name for name in _REQUIRED if not raw.metadata.get(name)]
    if missing:
        raise InvalidCorpusFile(f"{path.name}: front matter lacks {', '.join(missing)}", path.name)
    laid_out = lay_out(raw.blocks, raw.metadata["title"], _annotator(register, path.name))
    return Document(
        document_id=raw.metadata["id"],
        title=raw.metadata["title"],
        text=laid_out.text,
        sections=laid_out.sections,
        content_hash=content_hash(path.read_bytes()),
        kind=raw.metadata["kind"],
        nature=raw.metadata["nature"],
        theme=raw.metadata["theme"],
        url=raw.metadata.get("url"),
        verified_on=str(raw.metadata["verified_on"]),
    )


def _annotator(register: Register, name: str) -> Callable[[Section, dict[str, Any]], Section]:
    def annotate(section: Section, notes: dict[str, Any]) -> Section:
        if not notes.get("facts"):
            raise InvalidCorpusFile(f"{name}: section {section.title!r} names no fact", name)
        return replace(
            section,
            facts=tuple(notes["facts"]),
            asked=tuple(str(question) for question in notes.get("asked") or ()),
            basis=tuple(register.resolve(row) for row in notes.get("basis") or ()),
            confidence=notes.get("confidence"),
            in_force_since=_text(notes.get("in_force_since")),
            until=_text(notes.get("until")),
        )

    return annotate


def _text(value: object) -> str | None:
    return str(value) if value else None
