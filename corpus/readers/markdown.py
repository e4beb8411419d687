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


def read(path: Path) -> RawDocument:
    """Read a Markdown file.

    Raises:
        EmptyDocument: nothing behind the front matter.
        InvalidCorpusFile: the front matter is not YAML.
        UnknownEncoding, DocumentTooLarge: see ``corpus.readers.encoding``.

    """
    text = read_text(path)
    match = _FRONT_MATTER.match(text)
    metadata = _parse_yaml(match.group(1), path.name) if match else {}
    blocks = tuple(_blocks(MarkdownIt("commonmark").parse(text[match.end() :] if match else text), path.name))
    if not blocks:
        raise EmptyDocument(f"{path} has no text", path.name)
    return RawDocument(metadata, blocks)


def _blocks(tokens: list[Token], name: str) -> Iterator[Block]:
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
            notes = _parse_yaml(comment.group(1), name)
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


def _parse_yaml(text: str, name: str) -> dict[str, Any]:
    try:
        value = yaml.load(text, Loader=_LOADER)  # noqa: S506  both loaders named above are safe ones
    except yaml.YAMLError as error:
        raise InvalidCorpusFile(f"{name}: {error}", name) from error
    return value if isinstance(value, dict) else {}
