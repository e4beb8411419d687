"""A report on references as a Word document: a table of them, then the text with each one marked by its status."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from corpus.references.check import STATUSES, CheckedReference, CheckStatus
from corpus.references.report import ReferenceReport
from corpus.references.writing import write_date
from ui.reference_words import MEANINGS, designation, notes, status_word, summary_sentence, written

MAX_PARAGRAPHS = 5_000
"""Most paragraphs of the text written in full; of a longer text, only those that hold a reference are."""

_COLOURS: Mapping[CheckStatus, str] = {
    "in_force": "E2F0D9",
    "amended": "DDEBF7",
    "replaced": "FCE4D6",
    "repealed": "F8CBAD",
    "date_mismatch": "FFF2CC",
    "ambiguous": "E4DFEC",
    "unknown": "D9D9D9",
}
_AS_IT_SHOULD_BE = ("in_force", "amended")
_COLUMNS = (
    ("N°", 1.0),
    ("Référence écrite", 3.7),
    ("Ce que c'est", 4.6),
    ("Statut", 2.2),
    ("À écrire à la place", 4.4),
    ("Lien", 2.1),
)
_LINK_COLOUR = RGBColor(0x05, 0x4A, 0x91)
_RESERVE = (
    "Les statuts viennent du registre de l'assistant, qui n'est pas un texte officiel : relisez le texte en vigueur par son "
    "lien avant un courrier ou un recours."
)
_CUT = f"Le texte a plus de {MAX_PARAGRAPHS} paragraphes : seuls ceux qui contiennent une référence sont repris ici."
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_Piece = tuple[str, int | None, CheckedReference | None]
"""A piece of a line, the number of the reference that ends there, the reference it belongs to."""


def report_docx(report: ReferenceReport) -> bytes:
    """Return the bytes of the document."""
    document = docx.Document()
    source = _clean(report.source)
    _set_up(document, source, report.day)
    document.add_heading("Références vérifiées", 0)
    document.add_paragraph(f"Source : {source}. Statut de chaque texte au {write_date(report.day)}.")
    document.add_paragraph().add_run(summary_sentence(report)).bold = True
    document.add_paragraph(_RESERVE)
    if report.references:
        document.add_heading("Légende", 1)
        for status in STATUSES:
            _legend(document.add_paragraph(), status)
        document.add_heading("Références", 1)
        _table(document, report)
    document.add_heading("Texte", 1)
    _text(document, report)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_up(document: Document, source: str, day: str) -> None:
    """Set page, language, properties, header and footer."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.5)
    properties = document.core_properties
    properties.title, properties.author, properties.language = (
        f"Références vérifiées : {source}"[:255],
        "Assistant des AESH",
        "fr-FR",
    )
    properties.comments = ""
    properties.created = properties.modified = datetime.fromisoformat(day)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "fr-FR")
    document.styles["Normal"].font.size = Pt(10)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    section.header.paragraphs[0].text = f"Références vérifiées — {source} — statut au {write_date(day)}"
    footer = section.footer.paragraphs[0]
    footer.add_run("Page ")
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    footer._p.append(number)


def _legend(paragraph: Paragraph, status: CheckStatus) -> None:
    _shade(paragraph.add_run(status_word(status)), status)
    paragraph.add_run(f" : {MEANINGS[status]}")
    paragraph.paragraph_format.space_after = Pt(0)


def _table(document: Document, report: ReferenceReport) -> None:
    table = document.add_table(rows=len(report.references) + 1, cols=len(_COLUMNS), style="Table Grid")
    table.autofit = False
    for column, (_, width) in zip(table.columns, _COLUMNS, strict=True):
        column.width = Cm(width)
    rows = iter(table.rows)
    head = next(rows)
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # repeated on every page, and read out as headings
    for cell, (name, width) in zip(head.cells, _COLUMNS, strict=True):
        cell.width = Cm(width)
        cell.paragraphs[0].add_run(name).bold = True
    for number, (row, item) in enumerate(zip(rows, report.references, strict=True), start=1):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        cells = row.cells
        for cell, (_, width) in zip(cells, _COLUMNS, strict=True):
            cell.width = Cm(width)
        _fill([cell.paragraphs[0] for cell in cells], number, item, report)


def _fill(cells: Sequence[Paragraph], number: int, item: CheckedReference, report: ReferenceReport) -> None:
    title = f" : {item.entry.title}" if item.entry and item.entry.title != designation(item) else ""
    cells[0].add_run(str(number))
    cells[1].add_run(_clean(written(item, report.text)))
    cells[2].add_run(f"{_clean(designation(item))}{title}")
    _shade(cells[3].add_run(status_word(item.status)), item.status)
    cells[4].add_run("\n".join([*item.instead, *notes(item, report.day)]) or "–")
    if item.entry and item.entry.url:
        _link(cells[5], item.entry.url)
    else:
        cells[5].add_run("–")


def _link(paragraph: Paragraph, url: str) -> None:
    """Add a link that opens ``url``, shown by the name of its site."""
    run = paragraph.add_run((urlsplit(url).hostname or url).removeprefix("www."))
    run.font.color.rgb, run.font.underline = _LINK_COLOUR, True
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run._r.addprevious(link)
    link.append(run._r)


def _shade(run: Run, status: CheckStatus) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", _COLOURS[status])):
        shading.set(qn(name), value)
    run._r.get_or_add_rPr().append(shading)


def _text(document: Document, report: ReferenceReport) -> None:
    """Write the text, a paragraph for each line that is not blank."""
    end: Any = document.element.body.sectPr
    lines = [line for line in _lines(report) if any(piece.strip() for piece, _, _ in line)]
    if len(lines) > MAX_PARAGRAPHS:
        document.add_paragraph(_CUT)
        lines = [line for line in lines if any(item for _, _, item in line)]
    for line in lines:
        element = OxmlElement("w:p")
        end.addprevious(element)  # python-docx would look for the end of the document at each paragraph
        _write_line(Paragraph(element, document._body), line)


def _write_line(paragraph: Paragraph, line: Sequence[_Piece]) -> None:
    for piece, number, item in line:
        if item is None:
            paragraph.add_run(piece)
            continue
        if piece:
            _shade(paragraph.add_run(piece), item.status)
        if number is not None:
            word = "" if item.status in _AS_IT_SHOULD_BE else f" {status_word(item.status).lower()}"
            paragraph.add_run(f"[{number}{word}]").font.superscript = True


def _lines(report: ReferenceReport) -> Iterator[list[_Piece]]:
    """Cut the text in lines, each in pieces: plain ones, and references with their number where they end."""
    text = _clean(report.text)
    line: list[_Piece] = []
    position = 0
    for number, item in enumerate(report.references, start=1):
        *finished, rest = text[position : item.found.start].split("\n")
        for piece in finished:
            yield [*line, (piece, None, None)]
            line = []
        line.append((rest, None, None))
        *broken, last = text[item.found.start : item.found.end].split("\n")
        for piece in broken:  # a reference that goes on in the next line
            yield [*line, (piece, None, item)]
            line = []
        line.append((last, number, item))
        position = item.found.end
    for piece in text[position:].split("\n"):
        yield [*line, (piece, None, None)]
        line = []


def _clean(text: str) -> str:
    """Replace what XML cannot hold; the length never changes."""
    return _NOT_IN_XML.sub("\ufffd", text)
