"""The tab « Vérifier des références »: a text or a file in, every reference with its status out."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import gradio as gr

from corpus.errors import AppError, DocumentTooLarge
from corpus.limits import MAX_BYTES
from corpus.references.report import ReferenceReport
from ui.bootstrap import Application
from ui.messages import french
from ui.report_files import write_report
from ui.web_report import NOTHING_CHECKED, details_html, sentence, summary_html

_INTRODUCTION = """Collez un texte (courrier, note, tract, circulaire) ou déposez un fichier. Chaque référence à une loi, un
décret, un arrêté, une circulaire ou un article de code est cherchée dans le registre : est-elle en vigueur, modifiée,
remplacée, abrogée, sa date est-elle la bonne, que faut-il écrire à la place ? Le texte reste sur cet ordinateur."""
_EXAMPLE = "Exemple : Vu l'article L. 917-1 du code de l'éducation et la circulaire n° 2017-084 du 3 mai 2017…"
_FILE = "Ou un fichier (PDF, Word, LibreOffice, texte, Markdown, HTML)"
_PASTED = "texte collé"
_WAITING = "Je cherche les références…"
_NOTHING = "Collez d'abord un texte, ou déposez un fichier."
_FILE_WINS = "Le fichier a été vérifié, pas le texte collé : retirez le fichier pour vérifier le texte."
_REPORTS = {".docx": "Télécharger le rapport (Word)", ".csv": "Télécharger le tableau (CSV)", ".json": "Télécharger (JSON)"}


class ReferenceDesk:
    """What the tab does, apart from its layout."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def check(self, text: str | None, file: str | None) -> Iterator[tuple[Any, ...]]:
        """Check the file, else the text; yield what the screen shows: (totals, a button for each format, details)."""
        has_text = bool(text and text.strip())
        if not file and not has_text:
            yield _told(_NOTHING)
            return
        yield _told(_WAITING)
        try:
            report = self._application.check_file(Path(file)) if file else self._check_text(text or "", _PASTED)
        except AppError as error:
            yield _told(french(error))
            return
        note = f"<p class='check-note'>{_FILE_WINS}</p>" if file and has_text else ""
        totals, details = note + summary_html(report), details_html(report)
        yield totals, *_no_downloads(), details
        if report.references:
            with TemporaryDirectory() as folder:  # Gradio copies the files it is given before it asks for more
                yield totals, *_downloads(report, Path(folder)), details

    def verifier(self, texte: str) -> dict[str, Any]:
        """Vérifie les références d'un texte ; rend l'objet JSON de « aesh verifier --json » (références, statuts, totaux)."""
        try:
            return self._check_text(texte, "texte").as_json()
        except AppError as error:
            raise gr.Error(french(error), print_exception=False) from error

    def _check_text(self, text: str, source: str) -> ReferenceReport:
        size = len(text.encode("utf-8", "surrogatepass"))
        if size > MAX_BYTES:
            raise DocumentTooLarge(f"pasted text of {size} bytes, over {MAX_BYTES}", source)
        return self._application.check_text(text, source=source)


def references_tab(application: Application) -> ReferenceDesk:
    """Lay out the tab and wire its events."""
    desk = ReferenceDesk(application)
    gr.Markdown(_INTRODUCTION)
    with gr.Row():
        text = gr.Textbox(
            label="Texte à vérifier", placeholder=_EXAMPLE, lines=8, max_lines=16, elem_id="texte-a-verifier", scale=3
        )
        file = gr.File(label=_FILE, type="filepath", elem_id="fichier-a-verifier", scale=2)
    checking = gr.Button("Vérifier", variant="primary", elem_id="verifier")
    totals = gr.HTML(NOTHING_CHECKED, elem_id="bilan", apply_default_css=False)
    with gr.Row(elem_id="rapports"):
        downloads = [gr.DownloadButton(label, visible=False, size="sm", min_width=200) for label in _REPORTS.values()]
    details = gr.HTML(elem_id="verification", apply_default_css=False)
    checking.click(
        desk.check,
        [text, file],
        [totals, *downloads, details],
        api_name="verifier_ecran",
        api_visibility="private",
        show_progress="hidden",
        concurrency_limit=2,
    )
    return desk


def _told(words: str) -> tuple[Any, ...]:
    """Return one sentence in place of a result."""
    return sentence(words), *_no_downloads(), ""


def _no_downloads() -> list[gr.DownloadButton]:
    return [gr.DownloadButton(visible=False) for _ in _REPORTS]


def _downloads(report: ReferenceReport, folder: Path) -> list[gr.DownloadButton]:
    """Write the report in each format; return the buttons that give them."""
    buttons = []
    for extension in _REPORTS:
        path = folder / f"references-au-{report.day}{extension}"
        write_report(report, path)
        buttons.append(gr.DownloadButton(value=str(path), visible=True))
    return buttons
