"""The starter corpus: the summary sheets written for this project."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, TypeAdapter

from corpus.blocks import lay_out
from corpus.document import Document, Section
from corpus.errors import InvalidCorpusFile
from corpus.identifiers import content_hash
from corpus.readers import markdown
from corpus.register import Register
from corpus.register_file import Confidence
from corpus.yaml_text import Day, Row, YamlText

SHEETS_FOLDER = Path(__file__).with_name("texts")
_REQUIRED = ("id", "title", "nature", "kind", "theme", "verified_on")


_Strings = Annotated[tuple[str, ...], BeforeValidator(lambda value: value if value is not None else ())]


class _BasisRow(Row):
    """A legal basis: ``label`` as it is shown, ``text`` an id of the register, ``article`` of it."""

    label: str
    text: str | None = None
    article: Annotated[str | None, BeforeValidator(lambda value: None if value is None else str(value))] = None


class _Notes(Row):
    """What the comment of a section says of it."""

    facts: _Strings = ()
    also: _Strings = ()
    asked: Annotated[_Strings, BeforeValidator(lambda value: [str(q) for q in value or ()])] = ()
    basis: Annotated[tuple[_BasisRow, ...], BeforeValidator(lambda value: value if value is not None else ())] = ()
    in_force_since: Day | None = None
    until: Day | None = None
    confidence: Confidence | None = None


_NOTES = TypeAdapter(_Notes)


def load_sheets(register: Register, folder: Path = SHEETS_FOLDER) -> list[Document]:
    """Read every sheet, in the order of their file names.

    Raises:
        InvalidCorpusFile: a sheet lacks a field, or names a text the register does not hold.

    """
    return [load_sheet(path, register) for path in sorted(folder.glob("*.md"))]


def load_sheet(path: Path, register: Register) -> Document:
    """Read one sheet. Raises InvalidCorpusFile, see ``load_sheets``."""
    raw = markdown.read(path, strict=True)
    head = raw.metadata
    missing = [name for name in _REQUIRED if not head.get(name)]
    if missing:
        raise InvalidCorpusFile(path.name, "missing_field", ", ".join(missing), 1)
    text_id = head.get("text")
    if text_id is not None and text_id not in register.by_id:
        raise InvalidCorpusFile(path.name, "unknown_text", str(text_id), head[markdown.SOURCE].line(("text",)))
    laid_out = lay_out(raw.blocks, head["title"], _annotator(register, path, text_id))
    return Document(
        document_id=head["id"],
        title=head["title"],
        text=laid_out.text,
        sections=laid_out.sections,
        content_hash=content_hash(path.read_bytes()),
        kind=head["kind"],
        nature=head["nature"],
        theme=head["theme"],
        url=head.get("url"),
        verified_on=str(head["verified_on"]),
    )


def _annotator(register: Register, path: Path, text_id: str | None) -> Callable[[Section, dict[str, Any]], Section]:
    def annotate(section: Section, notes: dict[str, Any]) -> Section:
        source: YamlText = notes.get(markdown.SOURCE) or YamlText(path.name, "")
        checked = source.check(_NOTES, {key: value for key, value in notes.items() if key != markdown.SOURCE})
        if not checked.facts and not checked.also:
            raise InvalidCorpusFile(path.name, "no_fact", section.title, _line_of(path, f"## {section.title}"))
        unknown = next((n for n, row in enumerate(checked.basis) if row.text and row.text not in register.by_id), None)
        if unknown is not None:
            name = str(checked.basis[unknown].text)
            raise InvalidCorpusFile(path.name, "unknown_text", name, source.line(("basis", unknown, "text")))
        return replace(
            section,
            facts=checked.facts,
            also=checked.also,
            asked=checked.asked,
            basis=tuple(register.resolve(row.model_dump()) for row in checked.basis),
            confidence=checked.confidence,
            in_force_since=checked.in_force_since,
            until=checked.until,
            text_id=text_id,
        )

    return annotate


def _line_of(path: Path, text: str) -> int | None:
    """Return the first line (from 1) that holds ``text``."""
    lines = enumerate(path.read_text("utf-8").splitlines(), start=1)
    return next((number for number, line in lines if text in line), None)
