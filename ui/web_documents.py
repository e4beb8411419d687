"""The tab « Documents »: what is indexed, and a person's own files."""

from pathlib import Path

import gradio as gr

from corpus.errors import AppError
from ui.bootstrap import Application
from ui.library import AddedFile
from ui.messages import french

_COLUMNS = ["Identifiant", "Titre", "Ajouté le"]
_INTRODUCTION = (
    "Ajoutez vos propres documents (PDF, Word, LibreOffice, texte, Markdown, HTML) : ils sont copiés et indexés sur cet "
    "ordinateur, et les réponses pourront les citer."
)
_OUTCOMES = {"added": "ajouté", "unchanged": "déjà présent", "updated": "mis à jour"}


class DocumentDesk:
    """What the tab does, apart from its layout."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def rows(self) -> list[list[str]]:
        """Return the added documents as table rows."""
        return [[d.document_id, d.title, (d.added_at or "")[:10]] for d in self._application.store.documents()]

    def identifiers(self) -> list[str]:
        """Return the ids of the added documents."""
        return [entry.document_id for entry in self._application.store.entries()]

    def add(
        self,
        files: list[str] | None,
        progress: gr.Progress = gr.Progress(),  # noqa: B008  Gradio injects it through the default
    ) -> tuple[str, list[list[str]], gr.Dropdown, None]:
        """Add files; return (message, rows, choices, nothing left to add)."""
        lines: list[str] = []
        for name in files or []:
            try:
                added = self._application.add(Path(name), lambda done, total: progress((done, total), desc="Indexation"))
                lines += [_sentence(item) for item in added]
            except AppError as error:
                lines.append(french(error))
        message = "\n".join(f"- {line}" for line in lines) or "Choisissez d'abord un ou plusieurs fichiers."
        return message, self.rows(), self._choices(), None

    def remove(self, document_id: str | None) -> tuple[str, list[list[str]], gr.Dropdown]:
        """Remove a document; return (message, rows, choices)."""
        if not document_id:
            return "Choisissez d'abord le document à retirer.", self.rows(), self._choices()
        try:
            self._application.remove(document_id)
        except AppError as error:
            return french(error), self.rows(), self._choices()
        return f"« {document_id} » est retiré.", self.rows(), self._choices()

    def _choices(self) -> gr.Dropdown:
        return gr.Dropdown(choices=list(self.identifiers()), value=None)


def documents_tab(application: Application, blocks: gr.Blocks) -> None:
    """Lay out the tab and wire its events, those of the page ``blocks`` included."""
    desk = DocumentDesk(application)
    gr.Markdown(_INTRODUCTION)
    files = gr.File(label="Fichiers à ajouter", file_count="multiple", type="filepath")
    adding = gr.Button("Ajouter", variant="primary")
    outcome = gr.Markdown()
    table = gr.Dataframe(headers=_COLUMNS, interactive=False, label="Documents ajoutés", wrap=True, buttons=[])
    choice = gr.Dropdown(label="Document à retirer", choices=list(desk.identifiers()))
    removing = gr.Button("Retirer ce document")
    blocks.load(desk.rows, None, [table], api_visibility="private")
    adding.click(desk.add, [files], [outcome, table, choice, files], api_visibility="private")
    removing.click(desk.remove, [choice], [outcome, table, choice], api_visibility="private")


def _sentence(added: AddedFile) -> str:
    if added.error:
        return french(added.error)
    title = added.document.title if added.document else added.path.name
    return f"« {title} » : {_OUTCOMES.get(added.outcome, added.outcome)}."
