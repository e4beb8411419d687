"""A report on references as a file: Word, a table for a French spreadsheet, or JSON."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from corpus.references.check import CheckedReference
from corpus.references.report import ReferenceReport
from ui.presenter import CONFIDENCE_WORDS
from ui.reference_words import candidates, designation, instead, other_notes, status_word, written

CSV_HEADINGS = (
    "N°",
    "Référence écrite",
    "Statut",
    "Désignation complète",
    "Titre",
    "À écrire à la place",
    "Date exacte",
    "Textes possibles",
    "Remarques",
    "Lien officiel",
    "Début (caractère)",
    "Fin (caractère)",
    "Vérifié le",
    "Confiance",
    "Source",
    "Statut au",
)
_TAKEN_FOR_A_VALUE = re.compile(r"[=+\-@|%].*|[\d\s./:,-]+", re.DOTALL)


def write_report(report: ReferenceReport, path: Path) -> None:
    """Write ``report`` to ``path``, in the format of its extension; a failure leaves what was there as it was.

    Raises:
        KeyError: the extension is not one of ``REPORT_FORMATS``.
        OSError: the system refuses to write there.

    """
    content = REPORT_FORMATS[path.suffix.lower()](report)
    unfinished = path.with_name(f".aesh-{uuid4().hex}.tmp")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def report_json(report: ReferenceReport) -> bytes:
    """Return the object of ``aesh verifier --json``, indented."""
    return (json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def report_csv(report: ReferenceReport) -> bytes:
    """Return one row for each reference, as a French Excel opens it: semicolons, and a mark that says UTF-8."""
    file = io.StringIO(newline="")
    rows = csv.writer(file, delimiter=";")
    rows.writerow(CSV_HEADINGS)
    for number, item in enumerate(report.references, start=1):
        rows.writerow([number, *(_cell(value) for value in _row(item, report))])
    return file.getvalue().encode("utf-8-sig", "replace")


def _row(item: CheckedReference, report: ReferenceReport) -> list[str | int]:
    entry = item.entry
    return [
        written(item, report.text),
        status_word(item.status),
        designation(item),
        entry.title if entry else "",
        instead(item),
        _french_day(item.expected_date),
        candidates(item),
        " ; ".join(other_notes(item, report.day)),
        (entry.url or "") if entry else "",
        item.found.start,
        item.found.end,
        _french_day(entry.last_checked) if entry else "",
        CONFIDENCE_WORDS.get(entry.confidence, "") if entry else "",
        report.source,
        _french_day(report.day),
    ]


def _french_day(day: str | None) -> str:
    """Return ``03/05/2017``, which a French spreadsheet takes for the day it is."""
    return "/".join(reversed(day.split("-"))) if day else ""


def _cell(value: str | int) -> str | int:
    """Put between « » what a spreadsheet would take for a formula or for a date, such as the article 45-4."""
    if isinstance(value, int) or not _TAKEN_FOR_A_VALUE.fullmatch(value) or re.fullmatch(r"\d\d/\d\d/\d{4}", value):
        return value
    return f"« {value} »"


def _report_docx(report: ReferenceReport) -> bytes:
    from ui.report_docx import report_docx  # only when asked for: reading Word files needs less

    return report_docx(report)


REPORT_FORMATS: dict[str, Callable[[ReferenceReport], bytes]] = {
    ".docx": _report_docx,
    ".csv": report_csv,
    ".json": report_json,
}
"""What makes the bytes of a report, by extension."""
