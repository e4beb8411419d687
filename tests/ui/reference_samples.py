"""One text with a reference of every status, as a file of every format that is read."""

import io
from collections.abc import Callable
from pathlib import Path

from docx import Document as DocxDocument
from odfdo import Document as OdtDocument
from odfdo import Paragraph

from corpus.references.check import CheckStatus
from tests.ui.pdf_samples import text_pdf

DAY = "2026-11-22"
EXPECTED: list[tuple[CheckStatus, str]] = [
    ("in_force", "loi n° 2024-475 du 27 mai 2024"),
    ("amended", "loi n° 2005-102 du 11 février 2005"),
    ("replaced", "article 45 du décret n° 86-83 du 17 janvier 1986"),
    ("repealed", "note de service du 24 juillet 2024"),
    ("date_mismatch", "circulaire n° 2017-084 du 4 mai 2017"),
    ("ambiguous", "arrêté du 27 juin 2014"),
    ("unknown", "décret n° 2099-123 du 2 janvier 2099"),
]
LINES = tuple(f"Vu, paragraphe {number} : {text}, et la suite." for number, (_, text) in enumerate(EXPECTED, start=1))
TOTALS = (
    "7 références au 22 novembre 2026 : 1 en vigueur, 1 en vigueur et modifiée, 1 remplacée, 1 abrogée, 1 à la date erronée, "
    "1 ambiguë, 1 au statut non vérifié."
)
WORDS: dict[CheckStatus, str] = {
    "in_force": "En vigueur",
    "amended": "En vigueur, modifié",
    "replaced": "Remplacé",
    "repealed": "Abrogé",
    "date_mismatch": "Date erronée",
    "ambiguous": "Ambigu",
    "unknown": "Statut non vérifié",
}


def _plain() -> bytes:
    return "\n\n".join(LINES).encode()


def _html() -> bytes:
    body = "".join(f"<p>{line}</p>" for line in LINES)
    return f"<!doctype html><html lang='fr'><meta charset='utf-8'><body>{body}</body></html>".encode()


def _docx() -> bytes:
    document, content = DocxDocument(), io.BytesIO()
    for line in LINES:
        document.add_paragraph(line)
    document.save(content)
    return content.getvalue()


def _odt() -> bytes:
    document, content = OdtDocument("text"), io.BytesIO()
    document.body.clear()
    for line in LINES:
        document.body.append(Paragraph(line))
    document.save(content)
    return content.getvalue()


MAKERS: dict[str, Callable[[], bytes]] = {
    ".md": _plain,
    ".markdown": _plain,
    ".txt": _plain,
    ".text": _plain,
    ".html": _html,
    ".htm": _html,
    ".pdf": lambda: text_pdf(["\n\n".join(LINES)]),
    ".docx": _docx,
    ".odt": _odt,
}
"""What makes the file of each format."""


def sample(folder: Path, extension: str = ".txt", name: str = "note") -> Path:
    """Write the text as a file of that format, and return its path."""
    path = folder / f"{name}{extension}"
    path.write_bytes(MAKERS[extension.lower()]())
    return path
