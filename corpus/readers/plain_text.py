"""Plain text, with the headings it shows by its layout."""

from pathlib import Path

from corpus.blocks import RawDocument
from corpus.readers.encoding import read_text
from corpus.structure import Line, blocks_of_lines


def read(path: Path) -> RawDocument:
    """Read a text file. Raises: see ``corpus.readers.encoding.read_text``."""
    text = read_text(path)
    return RawDocument({}, tuple(blocks_of_lines(Line(line) for line in text.split("\n"))))
