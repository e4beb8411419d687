"""Markdown with an optional YAML front matter; comments before a paragraph may carry notes on its section."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.blocks import Block, RawDocument
from corpus.errors import EmptyDocument, InvalidCorpusFile
from corpus.normalize import squeeze
from corpus.readers.encoding import read_text
from corpus.yaml_text import YamlText

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\s*\n", re.DOTALL)
_COMMENT = re.compile(r"<!--\n(.*?)\n-->", re.DOTALL)
_LINE_IS_FINISHED = (".", ";", ":", "!", "?", "…", "»")
SOURCE = ""
"""Key of notes and metadata under which their own YAML stands, for the line of a fault."""


def read(path: Path, *, strict: bool = False) -> RawDocument:
    """Read a Markdown file. ``strict`` is for the sheets: what is not YAML there is an error, elsewhere it is text.

    Raises:
        EmptyDocument: nothing behind the front matter.
        InvalidCorpusFile: the front matter or a note is not YAML, if ``strict``.
        UnknownEncoding, DocumentTooLarge: see ``corpus.readers.encoding``.

    """
    text = read_text(path)
    place = path.name if strict else None
    match = _FRONT_MATTER.match(text)
    metadata = _parse_yaml(match.group(1), place, 2) if match else {}
    body = text[match.end() :] if match and metadata else text
    lines_above = text.count("\n", 0, len(text) - len(body))
    blocks = tuple(_blocks(MarkdownIt("commonmark").parse(body), place, lines_above))
    if not blocks:
        raise EmptyDocument(f"{path} has no text", path.name)
    return RawDocument(metadata, blocks)


def _blocks(tokens: list[Token], place: str | None, lines_above: int) -> Iterator[Block]:
    notes: dict[str, Any] = {}
    in_item, level = 0, 0
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "heading_close":
            level = 0
        elif token.type in ("list_item_open", "list_item_close"):
            in_item += 1 if token.type == "list_item_open" else -1
        elif token.type == "html_block" and (comment := _COMMENT.search(token.content)):
            above = lines_above + (token.map[0] if token.map else 0) + token.content.count("\n", 0, comment.start(1))
            notes = _parse_yaml(comment.group(1), place, above + 1)
        elif token.type in ("inline", "code_block", "fence"):
            for line in _lines(token):
                yield Block("heading" if level else "item" if in_item else "text", line, level, (), notes)
                notes = {}


def _lines(token: Token) -> list[str]:
    """Return the lines of a block; a soft break is kept only behind a finished line, as in legal texts."""
    raw = token.content if token.children is None else "".join(_inline(child) for child in token.children)
    lines: list[str] = []
    for line in raw.split("\n"):
        clean = squeeze(line)
        if lines and clean and not lines[-1].endswith(_LINE_IS_FINISHED):
            lines[-1] += " " + clean
        elif clean:
            lines.append(clean)
    return lines


def _inline(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "image":
        return token.content
    return token.content if token.type in ("text", "code_inline") else ""


def _parse_yaml(text: str, place: str | None, first_line: int) -> dict[str, Any]:
    """Return the mapping ``text`` holds, else none; raise InvalidCorpusFile naming ``place`` and line if it is given."""
    source = YamlText(place or "", text, first_line)
    try:
        value = source.load()
    except InvalidCorpusFile:
        if place is None:
            return {}
        raise
    if not isinstance(value, dict):
        return {}
    return {**value, SOURCE: source} if place else value
