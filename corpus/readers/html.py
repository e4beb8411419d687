"""HTML pages: the main part, headings, paragraphs, list items and table rows."""

from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from corpus.blocks import Block, RawDocument
from corpus.errors import EmptyDocument
from corpus.normalize import squeeze
from corpus.readers.encoding import read_text

_DROPPED = ["script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "svg"]
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "cite",
    "code",
    "em",
    "font",
    "i",
    "label",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def read(path: Path) -> RawDocument:
    """Read an HTML file.

    Raises:
        EmptyDocument: the page shows no text.
        UnknownEncoding, DocumentTooLarge: see ``corpus.readers.encoding``.

    """
    soup = BeautifulSoup(read_text(path), "html.parser")
    title = squeeze(soup.title.get_text()) if soup.title else ""
    root = soup.select_one("main") or soup.select_one("article") or soup.body or soup
    # the header of a page is its menu, the header of an article is its title
    for tag in root(_DROPPED if root.name in ("main", "article") else [*_DROPPED, "header"]):
        tag.decompose()
    blocks = tuple(_Walk().blocks(root))
    if not blocks:
        raise EmptyDocument(f"{path} shows no text", path.name)
    return RawDocument({"title": title} if title else {}, blocks)


class _Walk:
    """Collects inline text until a block element starts or ends."""

    def __init__(self) -> None:
        self._buffer: list[str] = []

    def blocks(self, tag: Tag) -> Iterator[Block]:
        yield from self._children(tag)
        yield from self._flush("div")

    def _children(self, tag: Tag) -> Iterator[Block]:
        for child in tag.children:
            if isinstance(child, Tag):
                yield from self._element(child, tag.name)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self._buffer.append(str(child))

    def _element(self, tag: Tag, parent: str) -> Iterator[Block]:
        if tag.name == "br":
            self._buffer.append("\n")
        elif tag.name in _INLINE:
            yield from self._children(tag)
        elif tag.name in ("td", "th"):
            yield from self._children(tag)
            self._buffer.append(" | ")
        else:
            yield from self._flush(parent)
            yield from self._children(tag)
            yield from self._flush(tag.name)

    def _flush(self, name: str) -> Iterator[Block]:
        text = squeeze("".join(self._buffer)).strip(" |")
        self._buffer.clear()
        if not text:
            return
        if name in _HEADINGS:
            yield Block("heading", text, int(name[1]))
        else:
            yield Block("item" if name == "li" else "text", text)
