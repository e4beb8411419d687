"""Markdown with an optional YAML front matter; comments before a paragraph may carry notes on its section."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.blocks import Block, RawDocument
from corpus.errors import EmptyDocument, InvalidCorpusFile
from corpus.normalize import squeeze
from corpus.readers.encoding import read_text

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\s*\n", re.DOTALL)
_COMMENT = re.compile(r"<!--\n(.*?)\n-->", re.DOTALL)
_LINE_IS_FINISHED = (".", ";", ":", "!", "?", "…", "»")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
    metadata = _parse_yaml(match.group(1), place) if match else {}
    blocks = tuple(_blocks(MarkdownIt("commonmark").parse(text[match.end() :] if match and metadata else text), place))
    if not blocks:
        raise EmptyDocument(f"{path} has no text", path.name)
    return RawDocument(metadata, blocks)


def _blocks(tokens: list[Token], place: str | None) -> Iterator[Block]:
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
            notes = _parse_yaml(comment.group(1), place)
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


def _parse_yaml(text: str, place: str | None) -> dict[str, Any]:
    """Return the mapping ``text`` holds, else none; raise InvalidCorpusFile naming ``place`` if it is given."""
    try:
        value = yaml.load(text, Loader=_LOADER)  # noqa: S506  both loaders named above are safe ones
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a day that does not exist
        if place is None:
            return {}
        raise InvalidCorpusFile(f"{place}: {error}", place) from error
    return value if isinstance(value, dict) else {}
