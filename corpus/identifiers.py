"""Stable identifiers for documents, passages and contents."""

import hashlib
import re

from corpus.normalize import fold

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Return ``text`` as lower-case ASCII words joined by hyphens (``document`` when nothing is left)."""
    return _NOT_A_WORD.sub("-", fold(text)).strip("-")[:80] or "document"


def content_hash(content: bytes | str) -> str:
    """Return the SHA-256 of ``content`` in hexadecimal."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def passage_id(document_id: str, ordinal: int) -> str:
    """Return the id of the ``ordinal``-th passage (from 0) of a document.

    It counts passages, so two articles of one number in one code have two ids.
    """
    return f"{document_id}#{ordinal:05d}"


def is_passage_of(identifier: str, document_id: str) -> bool:
    """Tell whether ``identifier`` is the id of a passage of the document."""
    return identifier.startswith(f"{document_id}#")
