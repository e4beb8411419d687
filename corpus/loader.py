"""One file to one document."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from corpus.blocks import RawDocument, lay_out
from corpus.document import Document, Section
from corpus.errors import DocumentNotFound, EmptyDocument, EmptyFolder, UnknownFormat
from corpus.identifiers import content_hash, slug
from corpus.normalize import squeeze
from corpus.readers import docx, html, markdown, odt, pdf, plain_text
from corpus.readers.encoding import read_text

_READERS: dict[str, Callable[[Path], RawDocument]] = {
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".txt": plain_text.read,
    ".text": plain_text.read,
    ".html": html.read,
    ".htm": html.read,
    ".pdf": pdf.read,
    ".docx": docx.read,
    ".odt": odt.read,
}
_PLAIN = (".md", ".markdown", ".txt", ".text")
FORMATS = tuple(sorted(_READERS))
_LONGEST_TITLE = 160


def read_file(path: Path) -> RawDocument:
    """Read ``path`` with the reader of its format.

    Raises:
        DocumentNotFound: no such file.
        UnknownFormat: no reader for its extension.
        UnreadableDocument: any other reason, see ``corpus.errors``.

    """
    if not path.is_file():
        raise DocumentNotFound(f"no file {path}", str(path))
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnknownFormat(f"no reader for {path.suffix or path.name!r}", path.name)
    return reader(path)


def load_document(path: Path, document_id: str | None = None, named: Path | None = None) -> Document:
    """Read a person's own file as a document; its id is ``document_id`` or comes from the file's name.

    ``named`` is the file it was copied from, whose name is the title of a document that gives itself none.

    Raises: see ``read_file``.
    """
    raw = read_file(path)
    title = title_of(raw, named or path)
    laid_out = lay_out(raw.blocks, title)
    if not laid_out.text.strip():
        raise EmptyDocument(f"{path} has no text", path.name)
    metadata = raw.metadata
    # a file of headings alone, or of one short line, is still worth finding
    whole = Section(title=title, start=0, end=len(laid_out.text), body_start=0)
    return Document(
        document_id=document_id or slug(path.stem),
        title=title,
        text=laid_out.text,
        sections=laid_out.sections or (whole,),
        pages=laid_out.pages,
        content_hash=content_hash(path.read_bytes()),
        kind="texte_officiel" if metadata.get("rank") == "code" else "document_local",
        nature="code" if metadata.get("rank") == "code" else "document",
        url=_link(metadata.get("source") or metadata.get("url")),
        date=_date(metadata.get("last_updated") or metadata.get("date")),
    )


def own_text(path: Path) -> tuple[str, str]:
    """Return the text of a file and its title: Markdown and plain text as they stand, other formats as they are read.

    Raises: see ``read_file``.
    """
    raw = read_file(path)
    title = title_of(raw, path)
    if path.suffix.lower() in _PLAIN:
        return read_text(path), title
    return lay_out(raw.blocks, title).text, title


def files_below(path: Path) -> list[Path]:
    """Return ``path`` itself, or the readable files of that folder and those below it, sorted.

    Raises:
        DocumentNotFound: nothing there.
        EmptyFolder: a folder without any file that a reader takes.

    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise DocumentNotFound(f"nothing at {path}", str(path))
    files = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in _READERS and not p.name.startswith("."))
    if not files:
        raise EmptyFolder(f"no readable file below {path}", str(path))
    return files


def title_of(raw: RawDocument, path: Path) -> str:
    """Return the title a file gives itself: metadata, first heading, else its name."""
    own = raw.metadata.get("title")
    if isinstance(own, str) and own.strip():
        return squeeze(own)[:_LONGEST_TITLE]
    first = raw.blocks[0] if raw.blocks else None
    if first and (first.kind == "heading" or len(first.text) <= _LONGEST_TITLE // 2):
        return squeeze(first.text)[:_LONGEST_TITLE]
    return path.stem


def _link(value: object) -> str | None:
    return value if isinstance(value, str) and value.startswith(("https://", "http://")) else None


def _date(value: object) -> str | None:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        return None
