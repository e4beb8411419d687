"""Headings and paragraphs of text that carries no markup: plain text, and pages of a PDF."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.blocks import ARTICLE_LEVEL, Block, article_of_heading
from corpus.normalize import squeeze

_HASHES = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
_DIVISION = re.compile(r"(partie|livre|titre|chapitre|section|sous-section|paragraphe|annexe)\b", re.IGNORECASE)
_DIVISION_LEVELS = {
    "partie": 2,
    "livre": 3,
    "titre": 4,
    "chapitre": 5,
    "section": 6,
    "sous-section": 7,
    "paragraphe": 8,
    "annexe": 2,
}
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[A-ZÀ-ÖØ-Þ«].{2,88}$")
_ITEM = re.compile(r"\s*[-•*·‣▪–]\s+(?=\S)")
_LABEL = re.compile(r"\*\*[^*]+\*\*")
_FINISHED = (".", "!", "?", ";", ":", "…", "»")
_LONGEST_HEADING = 80


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the original and the page it stands on (None where there are no pages)."""

    text: str
    page: int | None = None


def blocks_of_lines(lines: Iterable[Line]) -> Iterator[Block]:
    """Yield headings, paragraphs and list items; lines broken by the page's width are joined again.

    A line that only looks like a heading and has nothing below it is text, but for the first of the document.
    """
    blocks = list(_blocks(lines))
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else Block("heading", "")
        guessed = block.kind == "heading" and block.level >= _LEVEL_OF_SHORT_LINE and not article_of_heading(block.text)
        if index and guessed and following.kind == "heading" and _rank(following) <= block.level:
            yield replace(block, kind="text", level=0)
        else:
            yield block


def _rank(heading: Block) -> int:
    return ARTICLE_LEVEL if article_of_heading(heading.text) else heading.level


def _blocks(lines: Iterable[Line]) -> Iterator[Block]:
    paragraph = _Paragraph()
    rows = [Line(line.text.rstrip(), line.page) for line in lines]
    for index, line in enumerate(rows):
        stripped = line.text.strip()
        if not stripped:
            yield from paragraph.close()
            continue
        alone = _blank(rows, index - 1) and _blank(rows, index + 1)
        level = _heading_level(stripped, alone=alone)
        if level and paragraph.allows_break(stripped, level):
            yield from paragraph.close()
            title = match.group(2) if (match := _HASHES.match(stripped)) else stripped
            yield Block("heading", squeeze(title), level, ((line.page, 0),) if line.page else ())
            continue
        item = _ITEM.match(line.text)
        if item or paragraph.is_finished() or _LABEL.match(stripped):
            yield from paragraph.close()
        paragraph.add(line.text[item.end() :] if item else stripped, line.page, item=item is not None)
    yield from paragraph.close()


class _Paragraph:
    """Lines being joined into one paragraph or item."""

    def __init__(self) -> None:
        self._start_over()

    def _start_over(self) -> None:
        self._text = ""
        self._item = False
        self._pages: list[tuple[int, int]] = []

    def is_finished(self) -> bool:
        return self._text.endswith(_FINISHED)

    def allows_break(self, line: str, level: int) -> bool:
        """Tell whether ``line`` may be a heading: a numbered line in the middle of a sentence only continues it."""
        return not self._text or self.is_finished() or not _NUMBERED.match(line) or level < _LEVEL_OF_SHORT_LINE

    def add(self, text: str, page: int | None, *, item: bool) -> None:
        glue = "" if not self._text or self._text.endswith("-") else " "
        if page is not None and (not self._pages or self._pages[-1][0] != page):
            self._pages.append((page, len(self._text) + len(glue)))
        self._text += glue + squeeze(text)
        self._item = self._item or item

    def close(self) -> Iterator[Block]:
        if self._text:
            yield Block("item" if self._item else "text", self._text, 0, tuple(self._pages))
        self._start_over()


_LEVEL_OF_SHORT_LINE = 9


def _heading_level(line: str, *, alone: bool) -> int:
    """Return the heading level of ``line``, 0 when it is ordinary text."""
    hashes = _HASHES.match(line)
    if hashes:
        return len(hashes.group(1))
    if len(line) > _LONGEST_HEADING:
        return 0
    if article_of_heading(line):
        return _LEVEL_OF_SHORT_LINE
    division = _DIVISION.match(line)
    if division and not line.endswith((".", ";", ",")):
        return _DIVISION_LEVELS[division.group(1).lower()]
    numbered = _NUMBERED.match(line)
    if numbered and not line.endswith((".", ";", ",", ":")):
        return _LEVEL_OF_SHORT_LINE + numbered.group(1).count(".")
    if alone and line[0].isupper() and not line.endswith((".", ";", ",", "!")) and not _ITEM.match(line):
        return _LEVEL_OF_SHORT_LINE
    return 0


def _blank(rows: list[Line], index: int) -> bool:
    return index < 0 or index >= len(rows) or not rows[index].text.strip()
