"""ODT files: headings, paragraphs, list items, table rows, notes; changes as if accepted."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import odfdo
from odfdo.element import Element
from odfdo.security import SecurityError

from corpus.blocks import RawDocument
from corpus.readers.office_package import OfficeFormat, damage_named, open_package
from corpus.readers.office_pieces import Piece, note, raw_document, row

_ODT = OfficeFormat({"mimetype": b"application/vnd.oasis.opendocument.text"}, "Pictures/")
_MARKS = {"text:s": " ", "text:tab": "\t", "text:line-break": "\n"}
_ITEMS = ("text:list-item", "text:numbered-paragraph")
_COMMENT = "comment"
_NOT_SHOWN = {
    _COMMENT,
    "office:annotation",
    "office:forms",
    "svg:desc",
    "svg:title",
    "text:alphabetical-index",
    "text:hidden-paragraph",
    "text:hidden-text",
    "text:illustration-index",
    "text:note-citation",
    "text:object-index",
    "text:ruby-text",
    "text:table-index",
    "text:table-of-content",
    "text:tracked-changes",  # what was deleted is kept there, what was inserted stands in the text
    "text:user-index",
}
_HEADING = re.compile(r"(?:heading|titre) ([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|titre principal", re.IGNORECASE)
_DEEPEST_STYLE = 20


def read(path: Path) -> RawDocument:
    """Read an ODT file.

    Raises:
        EmptyDocument, DocumentWithoutText: see ``corpus.readers.office_pieces``.
        MisnamedDocument, EncryptedDocument, DamagedDocument, DocumentTooLarge: see ``corpus.readers.office_package``.

    """
    package = open_package(path, _ODT)
    with damage_named(path, SecurityError):
        document = odfdo.Document(package.content)
        pieces = [piece for piece in _Walk(document).pieces() if piece.text]
        title = (document.meta.title or "") if "meta.xml" in document.parts else ""
    return raw_document(path, title, pieces, has_pictures=package.has_pictures)


def _tag(element: Element) -> str:
    try:
        return element.tag
    except ValueError:  # a namespace that odfdo does not know
        return ""
    except TypeError:  # odfdo takes a comment of the XML for an element
        return _COMMENT


class _Walk:
    """Goes through the body; what stands beside the text waits until the paragraph or the row is finished."""

    def __init__(self, document: odfdo.Document) -> None:
        self._document = document
        self._called: list[Element] = []
        self._boxes: list[Piece] = []
        self._level_of_style = cache(self._find_level)

    def pieces(self) -> Iterator[Piece]:
        for piece in self._pieces(self._document.body):
            yield piece
            while self._called:
                yield note(self._text(self._called.pop(0)))

    def _pieces(self, parent: Element, *, in_item: bool = False) -> Iterator[Piece]:
        for child in parent.children:
            tag = _tag(child)
            if tag in ("text:p", "text:h"):
                yield from self._paragraph(child, is_heading=tag == "text:h", is_item=in_item)
                in_item = False  # what follows in the item only continues it
            elif tag == "table:table-row":
                yield from self._row(child)
            elif tag not in _NOT_SHOWN and child.get_attribute("text:display") != "none":
                yield from self._pieces(child, in_item=tag in _ITEMS)

    def _paragraph(self, paragraph: Element, *, is_heading: bool, is_item: bool) -> Iterator[Piece]:
        text = "".join(self._inline(paragraph))
        level = self._level_of_style(paragraph.get_attribute_string("text:style-name") or "")
        if is_heading:
            level = paragraph.get_attribute_integer("text:outline-level") or level or 1
        if level is not None:
            yield Piece("heading", text, level)
        else:
            yield Piece("item" if is_item else "paragraph", text)
        boxes, self._boxes = self._boxes, []
        yield from boxes

    def _row(self, table_row: Element) -> Iterator[Piece]:
        cells = [child for child in table_row.children if _tag(child) == "table:table-cell"]
        if len(cells) == 1:  # a frame around text
            yield from self._pieces(cells[0])
        else:
            yield row([self._text(cell) for cell in cells])

    def _text(self, parent: Element) -> str:
        return " ".join(piece.text.strip() for piece in self._pieces(parent) if piece.text.strip())

    def _inline(self, parent: Element) -> Iterator[str]:
        yield parent.text.replace("\n", " ")
        for child in parent.children:
            tag = _tag(child)
            if tag in _MARKS:
                yield _MARKS[tag]
            elif tag == "text:note":
                self._called.append(child)
            elif tag.startswith("draw:"):
                self._add_box(child)
            elif tag not in _NOT_SHOWN:
                yield from self._inline(child)
            yield (child.tail or "").replace("\n", " ")

    def _add_box(self, box: Element) -> None:
        outside, self._boxes = self._boxes, []
        inside = list(self._pieces(box))
        self._boxes = [*outside, *inside]

    def _find_level(self, name: str) -> int | None:
        """Return the heading level that a paragraph style gives, 0 for the title of the document."""
        automatic = self._document.content.get_style("paragraph", name) if name else None
        named = (_parent(automatic) if automatic else name).replace("_20_", " ")
        if _TITLE.fullmatch(named):
            return 0
        for _ in range(_DEEPEST_STYLE):
            if match := _HEADING.fullmatch(named.replace("_20_", " ")):
                return int(match.group(1))
            style = self._document.styles.get_style("paragraph", named.replace(" ", "_20_")) if named else None
            named = _parent(style) if style else ""
        return None


def _parent(style: Element) -> str:
    return style.get_attribute_string("style:parent-style-name") or ""
