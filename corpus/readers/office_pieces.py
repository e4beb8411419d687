"""Paragraphs, items and rows of an office document, and how they become blocks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from corpus.blocks import Block, RawDocument
from corpus.errors import DocumentWithoutText, EmptyDocument
from corpus.normalize import squeeze, stored_form
from corpus.structure import Line, blocks_of_lines

_LONGEST_HEADING = 250
_NOT_A_PARAGRAPH = "…"
"""What stands for an item or a row while headings are looked for: text, and never a heading."""


@dataclass(frozen=True, slots=True)
class Piece:
    r"""What stands between two paragraph marks, or a row of a table; ``\n`` is a line break inside it."""

    kind: Literal["heading", "paragraph", "item", "row", "note"]
    text: str
    level: int = 0


def row(cells: Sequence[str]) -> Piece:
    """Return the row of a table, in the form that ``corpus.readers.html`` gives it."""
    return Piece("row", " | ".join(cells).strip(" |"))


def note(text: str) -> Piece:
    """Return a footnote or an endnote; it stands below the paragraph or the row that calls it."""
    return Piece("note", f"Note : {text}" if text else "")


def raw_document(path: Path, title: str, pieces: Sequence[Piece], *, has_pictures: bool) -> RawDocument:
    """Return the document that ``pieces`` make.

    Raises:
        EmptyDocument: there is nothing in it.
        DocumentWithoutText: there are pictures in it and nothing else.

    """
    stored = [replace(piece, text=_lines(piece.text)) for piece in pieces]
    stored = [_without_false_heading(piece) for piece in stored if piece.text]
    if not stored:
        raise (DocumentWithoutText if has_pictures else EmptyDocument)(f"{path} has no text", path.name)
    title = squeeze(stored_form(title))
    # a title alone says nothing of the parts of the document
    styled = any(piece.kind == "heading" and piece.level for piece in stored)
    blocks = map(_block, stored) if styled else _blocks_by_layout(stored)
    return RawDocument({"title": title} if title else {}, tuple(blocks))


def _lines(text: str) -> str:
    return "\n".join(line for line in map(squeeze, stored_form(text).split("\n")) if line)


def _without_false_heading(piece: Piece) -> Piece:
    return replace(piece, kind="paragraph") if piece.kind == "heading" and len(piece.text) > _LONGEST_HEADING else piece


def _block(piece: Piece) -> Block:
    text = squeeze(piece.text)
    if piece.kind == "heading":
        return Block("heading", text, piece.level)
    return Block("item" if piece.kind == "item" else "text", text)


def _blocks_by_layout(pieces: Sequence[Piece]) -> Iterator[Block]:
    """Look for headings in a document whose author used no style for them; a page is here the number of a piece."""
    lines: list[Line] = []
    for number, piece in enumerate(pieces, start=1):
        text = piece.text if piece.kind == "paragraph" else _NOT_A_PARAGRAPH
        lines += [Line(""), *(Line(line, number) for line in text.split("\n")), Line("")]
    for block in blocks_of_lines(lines):
        piece = pieces[block.pages[0][0] - 1]
        yield replace(block, pages=()) if piece.kind == "paragraph" else _block(piece)
