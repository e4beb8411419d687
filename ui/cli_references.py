"""``aesh verifier`` and ``aesh texte``: neither needs the index."""

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus.errors import DocumentNotFound, DocumentTooLarge, EmptyDocument, UnknownEncoding
from corpus.limits import MAX_BYTES
from corpus.references.check import CheckedReference
from corpus.references.report import ReferenceReport
from ui.bootstrap import Application
from ui.cli_output import notice, write_json, write_text
from ui.cli_texts import text_lines, text_row
from ui.reference_words import remarks, status_word, summary_sentence, written
from ui.report_files import REPORT_FORMATS, write_report

STANDARD_INPUT = "entrée standard"
_NOT_A_DAY = "« {value} » n'est pas un jour du calendrier : écrivez --date AAAA-MM-JJ. Essayez « --help »."
_NOT_A_FORMAT = "Un rapport s'écrit en " + ", ".join(REPORT_FORMATS) + " : « {value} » (--rapport). Essayez « --help »."
_OWN_FILE = "Le rapport « {path} » effacerait le fichier vérifié : donnez-lui un autre nom."
_THERE_ALREADY = "« {path} » existe déjà : choisissez un autre nom, ou ajoutez --ecraser pour le remplacer."
_NOT_WRITTEN = "Le rapport « {path} » ne peut pas être écrit : vérifiez le dossier, vos droits et la place libre."
_NO_TEXT = (
    "Aucun texte du registre pour « {query} » : essayez un article (« L. 917-1 »), un numéro (« 2017-084 »), un NOR, "
    "une date (« 29 juillet 2020 ») ou des mots du titre."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks of ``aesh verifier``; ``day`` is ``YYYY-MM-DD``, today if None."""

    source: str
    day: str | None
    report: Path | None
    replace: bool
    as_json: bool


def check(application: Application, wanted: Wanted) -> int:
    """Check the references of a file or of standard input, print them; return the exit code.

    Raises:
        DocumentNotFound, UnreadableDocument: see ``corpus.loader.read_file``.

    """
    if fault := _usage_fault(wanted):
        notice(fault)
        return 2
    if wanted.report and (refusal := _refusal(wanted, wanted.report)):
        notice(refusal.format(path=wanted.report))
        return 1
    report = _report(application, wanted)
    if wanted.report:
        try:
            write_report(report, wanted.report)
        except OSError:
            notice(_NOT_WRITTEN.format(path=wanted.report))
            return 1
        notice(f"Rapport écrit : {wanted.report}")
    if wanted.as_json:
        write_json(report.as_json())
        return 0
    for line in reference_lines(report):
        write_text(line)
    return 0


def _usage_fault(wanted: Wanted) -> str | None:
    if wanted.day is not None and not _is_day(wanted.day):
        return _NOT_A_DAY.format(value=wanted.day)
    if wanted.report and wanted.report.suffix.lower() not in REPORT_FORMATS:
        return _NOT_A_FORMAT.format(value=wanted.report)
    return None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _refusal(wanted: Wanted, path: Path) -> str | None:
    """Return why a report may not take the place of what is at ``path``, before anything is read."""
    try:
        if not path.exists():
            return None
        if wanted.source != "-" and Path(wanted.source).exists() and path.samefile(wanted.source):
            return _OWN_FILE
    except OSError:  # a name too long, a folder that may not be entered
        return _NOT_WRITTEN
    return None if wanted.replace else _THERE_ALREADY


def _report(application: Application, wanted: Wanted) -> ReferenceReport:
    if wanted.source == "-":
        return application.check_text(_standard_input(), wanted.day, STANDARD_INPUT)
    try:
        return application.check_file(Path(wanted.source), wanted.day)
    except OSError as error:
        raise DocumentNotFound(f"{wanted.source}: {error}", wanted.source) from error


def _standard_input() -> str:
    """Return the text given on standard input, held to the limits of a file."""
    if sys.stdin.isatty():
        notice("Collez le texte, puis terminez par Ctrl+D (Ctrl+Z sous Windows).")
    stream = sys.stdin.buffer if isinstance(sys.stdin, io.TextIOWrapper) else io.BytesIO(sys.stdin.read().encode())
    content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise DocumentTooLarge(f"standard input is over {MAX_BYTES} bytes", STANDARD_INPUT)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnknownEncoding(f"standard input: {error}", STANDARD_INPUT) from error
    if "\x00" in text:
        raise UnknownEncoding("standard input holds NUL characters", STANDARD_INPUT)
    if not text.strip():
        raise EmptyDocument("standard input holds only white space", STANDARD_INPUT)
    return text


def reference_lines(report: ReferenceReport) -> Iterator[str]:
    """Return a line for each reference, in order, then the totals."""
    for number, item in enumerate(report.references, start=1):
        yield f"{number}. {_line(item, report)}"
    if report.references:
        yield ""
    yield summary_sentence(report)


def _line(item: CheckedReference, report: ReferenceReport) -> str:
    entry = item.entry
    parts = [written(item, report.text), entry and entry.title, *remarks(item, report.day), entry and entry.url]
    return f"{status_word(item.status)} : {' — '.join(part for part in parts if part)}"


def show_texts(application: Application, query: str, *, as_json: bool) -> int:
    """Print the texts that ``query`` names; return 1 when there is none."""
    named = application.texts(query)
    if not named:
        notice(_NO_TEXT.format(query=query))
        return 1
    day = application.today().isoformat()
    if as_json:
        rows: list[dict[str, Any]] = [text_row(one, application.register, day) for one in named]
        write_json({"query": query, "texts": rows})
        return 0
    write_text("\n\n".join("\n".join(text_lines(one, application.register, day)) for one in named))
    return 0
