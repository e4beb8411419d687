"""DOCX files: headings by their style, paragraphs, list items, table rows, notes; changes as if accepted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.exceptions import PythonDocxError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from corpus.blocks import RawDocument
from corpus.readers.office_package import OfficeFormat, damage_named, open_package
from corpus.readers.office_pieces import Piece, note, raw_document, row

_DOCX = OfficeFormat(
    {
        "[Content_Types].xml": b"wordprocessingml.document.main+xml",
        "_rels/.rels": RELATIONSHIP_TYPE.OFFICE_DOCUMENT.encode(),
    },
    "word/media/",
)
_PARAGRAPH, _ROW, _CELL, _BOX = qn("w:p"), qn("w:tr"), qn("w:tc"), qn("w:txbxContent")
_TEXTS = (qn("w:t"), qn("m:t"))
_MARKS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same text once more
_PROPERTIES = ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr")
_NOT_SHOWN = {_FALLBACK} | {qn(f"w:{name}") for name in (*_PROPERTIES, "del", "moveFrom", "rt")}
_NOTES = {
    qn("w:footnoteReference"): (RELATIONSHIP_TYPE.FOOTNOTES, qn("w:footnote")),
    qn("w:endnoteReference"): (RELATIONSHIP_TYPE.ENDNOTES, qn("w:endnote")),
}
_SETTINGS, _STYLE, _OUTLINE = qn("w:pPr"), qn("w:pStyle"), qn("w:outlineLvl")
_NUMBER = f"{qn('w:numPr')}/{qn('w:numId')}"
_GONE_MARKS = tuple(f"{qn('w:rPr')}/{qn(f'w:{name}')}" for name in ("del", "moveFrom"))
_GONE_ROW = f"{qn('w:trPr')}/{qn('w:del')}"
_VALUE, _ID = qn("w:val"), qn("w:id")
_HEADING = re.compile(r"(?:heading|titre) ?([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|titre(?: principal)?", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|tm|contents|table des matières niveau) ?(?:\d|heading)", re.IGNORECASE)
_BODY_LEVEL = 9
"""The outline level, counted from 0, of what is no heading."""


def read(path: Path) -> RawDocument:
    """Read a DOCX file.

    Raises:
        EmptyDocument, DocumentWithoutText: see ``corpus.readers.office_pieces``.
        MisnamedDocument, EncryptedDocument, DamagedDocument, DocumentTooLarge: see ``corpus.readers.office_package``.

    """
    package = open_package(path, _DOCX)
    with damage_named(path, OpcError, PythonDocxError):
        document = docx.Document(package.content)
        pieces = list(_Walk(document).pieces())
        title = _title(document)
    return raw_document(path, title, pieces, has_pictures=package.has_pictures)


def _title(document: Document) -> str:
    relations = document.part.package.rels.values() if document.part.package else ()
    # asked for properties that are not there, python-docx makes some up, title included
    has_own = any(relation.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES for relation in relations)
    return document.core_properties.title if has_own else ""


class _Walk:
    """Goes through the body; what stands beside the text waits until the paragraph or the row is finished."""

    def __init__(self, document: Document) -> None:
        self._body = document.element.body
        self._styles = _Styles(document)
        self._notes = {tag: _notes(document, relation, note_tag) for tag, (relation, note_tag) in _NOTES.items()}
        self._called: list[Any] = []
        self._boxes: list[Piece] = []
        self._unfinished = ""

    def pieces(self) -> Iterator[Piece]:
        for piece in self._pieces(self._body):
            yield piece
            yield from self._called_notes()
        last, self._unfinished = self._unfinished, ""
        yield Piece("paragraph", last)
        yield from self._called_notes()

    def _called_notes(self) -> Iterator[Piece]:
        while self._called:
            yield note(self._text(self._called.pop(0)))

    def _pieces(self, parent: Any) -> Iterator[Piece]:
        for child in parent.iterchildren():
            if child.tag == _PARAGRAPH:
                yield from self._paragraph(child)
            elif child.tag == _ROW:
                yield from self._row(child)
            elif child.tag not in _NOT_SHOWN:  # a table, a content control
                yield from self._pieces(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Piece]:
        text = self._unfinished + "".join(self._inline(paragraph))
        settings = paragraph.find(_SETTINGS)
        if settings is not None and any(settings.find(mark) is not None for mark in _GONE_MARKS):
            self._unfinished = text  # the next paragraph goes on in this one
            return
        self._unfinished = ""
        if text:
            yield from self._styles.pieces(settings, text)
        boxes, self._boxes = self._boxes, []
        yield from boxes

    def _row(self, table_row: Any) -> Iterator[Piece]:
        if table_row.find(_GONE_ROW) is not None:
            return
        cells = list(_cells(table_row))
        if len(cells) == 1:  # a frame around text
            yield from self._pieces(cells[0])
        else:
            yield row([self._text(cell) for cell in cells])

    def _text(self, parent: Any) -> str:
        return " ".join(piece.text.strip() for piece in self._pieces(parent) if piece.text.strip())

    def _inline(self, parent: Any) -> Iterator[str]:
        for child in parent.iterchildren():
            if child.tag in _TEXTS:
                yield (child.text or "").replace("\n", " ")
            elif child.tag in _MARKS:
                yield _MARKS[child.tag]
            elif child.tag in _NOTES:
                called = self._notes[child.tag].pop(child.get(_ID), None)
                self._called += [] if called is None else [called]
            elif child.tag == _BOX:
                self._add_box(child)
            elif child.tag not in _NOT_SHOWN:
                yield from self._inline(child)

    def _add_box(self, box: Any) -> None:
        outside = self._boxes, self._unfinished
        self._boxes, self._unfinished = [], ""
        inside = [*self._pieces(box), Piece("paragraph", self._unfinished)]
        self._boxes, self._unfinished = [*outside[0], *inside], outside[1]


def _cells(parent: Any) -> Iterator[Any]:
    for child in parent.iterchildren():
        if child.tag == _CELL:
            yield child
        elif child.tag not in _NOT_SHOWN:
            yield from _cells(child)


def _notes(document: Document, relation: str, tag: str) -> dict[str, Any]:
    """Return the notes of one kind by their id; python-docx only keeps the bytes of that part."""
    parts = [r.target_part for r in document.part.rels.values() if r.reltype == relation and not r.is_external]
    return {element.get(_ID): element for part in parts for element in parse_xml(part.blob).iterchildren(tag)}


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says of its paragraphs; ``level``: that of a heading, counted from 0 for the title."""

    level: int | None = None
    is_item: bool = False
    is_contents: bool = False


class _Styles:
    """What the styles of a document, and a paragraph itself, say it is."""

    def __init__(self, document: Document) -> None:
        self._styles = {style.style_id: style for style in document.styles}
        self._read = cache(self._style)

    def pieces(self, settings: Any, text: str) -> Iterator[Piece]:
        """Yield the heading, item or plain paragraph, or nothing for a line of the table of contents."""
        named = settings.find(_STYLE) if settings is not None else None
        style = self._read(named.get(_VALUE)) if named is not None else _Style()
        outline, is_item = _outline(settings), _is_item(settings)
        level = style.level if outline is None else _level(outline)
        if level is not None:
            yield Piece("heading", text, level)
        elif not style.is_contents:
            yield Piece("item" if (style.is_item if is_item is None else is_item) else "paragraph", text)

    def _style(self, style_id: str | None) -> _Style:
        chain: list[Any] = []
        style = self._styles.get(style_id)
        while style is not None and style not in chain:
            chain.append(style)
            style = self._styles.get(style.element.basedOn_val)
        own = (chain[0].name or "") if chain else ""
        if _CONTENTS.fullmatch(own):
            return _Style(is_contents=True)
        items = (_is_item(style.element.pPr) for style in chain)
        return _Style(
            level=0
            if _TITLE.fullmatch(own)
            else next((level for level in map(_level_of_style, chain) if level != _UNSAID), None),
            is_item=next((is_item for is_item in items if is_item is not None), False),
        )


_UNSAID = -1


def _level_of_style(style: Any) -> int | None:
    """Return the heading level that ``style`` itself gives, None for no heading, ``_UNSAID``: ask the one it is based on."""
    if match := _HEADING.fullmatch(style.name or ""):
        return int(match.group(1))
    outline = _outline(style.element.pPr)
    return _UNSAID if outline is None else _level(outline)


def _level(outline: int) -> int | None:
    return outline + 1 if outline < _BODY_LEVEL else None


def _outline(settings: Any) -> int | None:
    level = settings.find(_OUTLINE) if settings is not None else None
    return None if level is None else int(level.get(_VALUE))


def _is_item(settings: Any) -> bool | None:
    number = settings.find(_NUMBER) if settings is not None else None
    return None if number is None else number.get(_VALUE) != "0"
