"""PDF files that carry text, page by page."""

from collections.abc import Iterator
from pathlib import Path
from zlib import error as ZlibError  # noqa: N812

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from corpus.blocks import RawDocument
from corpus.errors import DamagedDocument, DocumentWithoutText, EncryptedDocument
from corpus.limits import check_pages, check_size
from corpus.normalize import squeeze, stored_form
from corpus.structure import Line, blocks_of_lines


def read(path: Path) -> RawDocument:
    """Read a PDF; each line keeps the number of its page (from 1).

    Raises:
        DamagedDocument: the file breaks the PDF format or is truncated.
        EncryptedDocument: it asks for a password.
        DocumentWithoutText: its pages are images.
        EmptyDocument, DocumentTooLarge: see ``corpus.limits``.

    """
    check_size(path)
    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise EncryptedDocument(f"{path} asks for a password", path.name)
        check_pages(path, len(reader.pages))
        lines = list(_lines(reader))
        title = squeeze(stored_form(str(reader.metadata.title or ""))) if reader.metadata else ""
    except DependencyError as error:
        raise EncryptedDocument(f"{path}: {error}", path.name) from error
    # pypdf lets Python's own errors through on broken objects: they mean the same as its own
    except (PyPdfError, ZlibError, ArithmeticError, LookupError, ValueError, TypeError, AttributeError, RuntimeError) as error:
        raise DamagedDocument(f"{path}: {error}", path.name) from error
    if not any(line.text.strip() for line in lines):
        raise DocumentWithoutText(f"{path} has {len(reader.pages)} pages without text", path.name)
    return RawDocument({"title": title} if title else {}, tuple(blocks_of_lines(lines)))


def _lines(reader: PdfReader) -> Iterator[Line]:
    for number, page in enumerate(reader.pages, start=1):
        for line in stored_form(page.extract_text()).split("\n"):
            yield Line(line, number)
