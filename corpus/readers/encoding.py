"""Bytes of a text file to characters."""

import codecs
from pathlib import Path

from charset_normalizer import from_bytes

from corpus.errors import EmptyDocument, UnknownEncoding
from corpus.limits import check_size
from corpus.normalize import stored_form

_FALLBACKS = ["cp1252", "iso8859_15", "mac_roman"]


def read_text(path: Path) -> str:
    """Return the text of ``path`` in its stored form; UTF-8 first, then what old French computers wrote.

    Raises:
        EmptyDocument: nothing but white space.
        UnknownEncoding: the bytes are not text in any encoding we can tell.
        DocumentTooLarge: see ``corpus.limits``.

    """
    check_size(path)
    text = stored_form(_decode(path))
    if not text.strip():
        raise EmptyDocument(f"{path} holds only white space", path.name)
    return text


def _decode(path: Path) -> str:
    content = path.read_bytes()
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        best = None if b"\x00" in content else from_bytes(content, cp_isolation=_FALLBACKS).best()
        if best is None:
            raise UnknownEncoding(f"{path}: {error}", path.name) from error
        return str(best)
    if "\x00" in text:
        raise UnknownEncoding(f"{path} holds NUL characters", path.name)
    return text
