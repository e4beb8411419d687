"""What is too large to read: the guards that keep one bad file from taking the whole computer."""

from pathlib import Path

from corpus.errors import DocumentTooLarge, EmptyDocument

MAX_BYTES = 64 * 1024 * 1024
"""Largest file read, in bytes: sixteen times the largest code of the LEGI base in Markdown."""

MAX_UNPACKED_BYTES = 128 * 1024 * 1024
"""Largest content of a DOCX or ODT file once unpacked, in bytes, pictures included."""

MAX_MARKUP_BYTES = 32 * 1024 * 1024
"""Largest XML in a DOCX or ODT file, in bytes: over a thousand pages. Made of empty tags, it takes 1.6 GB of memory."""

MAX_PAGES = 3_000
"""Most pages read from one PDF."""


def check_size(path: Path) -> None:
    """Raise EmptyDocument for a file of zero bytes, DocumentTooLarge for one over ``MAX_BYTES``."""
    size = path.stat().st_size
    if size == 0:
        raise EmptyDocument(f"{path} has 0 bytes", path.name)
    if size > MAX_BYTES:
        raise DocumentTooLarge(f"{path} has {size} bytes, over {MAX_BYTES}", path.name)


def check_unpacked(path: Path, size: int, markup: int) -> None:
    """Raise DocumentTooLarge for a zip over ``MAX_UNPACKED_BYTES``, or with XML over ``MAX_MARKUP_BYTES``."""
    if size > MAX_UNPACKED_BYTES or markup > MAX_MARKUP_BYTES:
        raise DocumentTooLarge(f"{path} has {size} bytes once unpacked, {markup} of them XML", path.name)


def check_pages(path: Path, pages: int) -> None:
    """Raise DocumentTooLarge for a PDF of more than ``MAX_PAGES`` pages."""
    if pages > MAX_PAGES:
        raise DocumentTooLarge(f"{path} has {pages} pages, over {MAX_PAGES}", path.name)
