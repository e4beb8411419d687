"""What is too large to read: the guards that keep one bad file from taking the whole computer."""

from pathlib import Path

from corpus.errors import DocumentTooLarge, EmptyDocument

MAX_BYTES = 64 * 1024 * 1024
"""Largest file read, in bytes: sixteen times the largest code of the LEGI base in Markdown."""

MAX_PAGES = 3_000
"""Most pages read from one PDF."""


def check_size(path: Path) -> None:
    """Raise EmptyDocument for a file of zero bytes, DocumentTooLarge for one over ``MAX_BYTES``."""
    size = path.stat().st_size
    if size == 0:
        raise EmptyDocument(f"{path} has 0 bytes", path.name)
    if size > MAX_BYTES:
        raise DocumentTooLarge(f"{path} has {size} bytes, over {MAX_BYTES}", path.name)


def check_pages(path: Path, pages: int) -> None:
    """Raise DocumentTooLarge for a PDF of more than ``MAX_PAGES`` pages."""
    if pages > MAX_PAGES:
        raise DocumentTooLarge(f"{path} has {pages} pages, over {MAX_PAGES}", path.name)
