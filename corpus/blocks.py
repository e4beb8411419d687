"""What every reader produces, and how blocks become the stored text with its sections and pages."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from corpus.document import Page, Section
from corpus.normalize import plain_marks, squeeze
from corpus.references.value import article_value

_ARTICLE_HEADING = re.compile(
    r"^(?:article|art\.)\s+(?P<number>(?:[LRDA]\s?\.?\s?\*{0,2}\s?)?\d{1,4}(?:-\d{1,3}){0,3}(?:\s(?:bis|ter|quater|[A-Z]))?|"
    r"(?:1er|premier|unique))(?=\s*$|\s*[:.\-–—]\s)",
    re.IGNORECASE,
)
ARTICLE_LEVEL = 100
"""An article is a leaf whatever the level of its heading: any heading that follows closes it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list item. ``pages``: (page number, offset in ``text`` where it starts)."""

    kind: Literal["heading", "text", "item"]
    text: str
    level: int = 0
    pages: tuple[tuple[int, int], ...] = ()
    notes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a reader found in a file: its own metadata and its blocks in order."""

    metadata: dict[str, Any]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Blocks set one under the other."""

    text: str
    sections: tuple[Section, ...]
    pages: tuple[Page, ...]


SectionNotes = Callable[[Section, dict[str, Any]], Section]


def article_of_heading(title: str) -> str | None:
    """Return ``L121-6`` for the heading « Article L. 121-6 », None for any other heading."""
    match = _ARTICLE_HEADING.match(plain_marks(squeeze(title)))
    if not match:
        return None
    number = match.group("number").lower()
    return {"1er": "1", "premier": "1", "unique": "unique"}.get(number) or article_value(match.group("number"))


def lay_out(blocks: Sequence[Block], title: str, annotate: SectionNotes = lambda section, _: section) -> LaidOut:
    """Set ``blocks`` into one text and return it with its sections and pages.

    A section runs from its heading to the next heading of any level. Headings without text of their own only make
    the path of what stands below them. ``annotate`` may enrich a section from the notes its blocks carry.
    """
    parts: list[str] = []
    pages: list[tuple[int, int]] = []
    starts: list[int] = []
    offset = 0
    previous: Block | None = None
    for block in blocks:
        gap = "" if previous is None else "\n" if block.kind == previous.kind == "item" else "\n\n"
        parts.append(gap + ("- " + block.text if block.kind == "item" else block.text))
        start = offset + len(gap)
        starts.append(start)
        shift = start + (2 if block.kind == "item" else 0)
        pages.extend((number, shift + place) for number, place in block.pages)
        offset += len(parts[-1])
        previous = block
    text = "".join(parts)
    return LaidOut(text, tuple(_sections(blocks, starts, text, title, annotate)), _pages(pages, len(text)))


def _sections(
    blocks: Sequence[Block], starts: Sequence[int], text: str, title: str, annotate: SectionNotes
) -> Iterable[Section]:
    stack: list[tuple[int, str]] = []
    heading = Block("heading", title)
    first, notes = 0, dict[str, Any]()
    for index, block in enumerate([*blocks, Block("heading", "")]):
        if block.kind != "heading":
            notes |= block.notes
            continue
        start = starts[first] if first < len(starts) else 0
        end = starts[index] if index < len(starts) else len(text)
        path = tuple(name for _, name in stack[:-1])
        section = _section(heading, path, text, (start, end), has_heading=first < index and blocks[first].kind == "heading")
        if section:
            yield annotate(section, notes)
        article = article_of_heading(block.text)
        level = ARTICLE_LEVEL if article else block.level
        stack = [entry for entry in stack if entry[0] < level]
        stack.append((level, squeeze(block.text)))
        heading, first, notes = block, index, dict(block.notes)


def _section(heading: Block, path: tuple[str, ...], text: str, span: tuple[int, int], *, has_heading: bool) -> Section | None:
    start, end = span
    end = start + len(text[start:end].rstrip())
    body_start = start + len(heading.text) if has_heading else start
    body_start += len(text[body_start:end]) - len(text[body_start:end].lstrip())
    if body_start >= end:
        return None
    return Section(
        title=squeeze(heading.text),
        start=start,
        end=end,
        body_start=body_start,
        path=path,
        article=article_of_heading(heading.text),
    )


def _pages(marks: Sequence[tuple[int, int]], length: int) -> tuple[Page, ...]:
    first: dict[int, int] = {}
    for number, place in marks:
        first.setdefault(number, place)
    ordered = sorted(first.items(), key=lambda mark: mark[1])
    ends = [*(place for _, place in ordered[1:]), length][: len(ordered)]
    return tuple(Page(number, place, end) for (number, place), end in zip(ordered, ends, strict=True))
