"""``aesh documents …``."""

from collections import Counter
from pathlib import Path
from typing import Any

from corpus.document import Document
from corpus.errors import DocumentNotFound, EmptyFolder
from corpus.splitter import split_document
from index.manifest import IndexManifest
from index.protocols import Progress
from ui.bootstrap import Application
from ui.cli_output import notice, progress_bar, write_json, write_table, write_text
from ui.library import AddedFile
from ui.messages import french

OUTCOME_WORDS = {
    "added": "ajouté",
    "unchanged": "déjà présent, inchangé",
    "updated": "mis à jour",
    "partial": "ajouté en partie",
    "refused": "refusé",
}


def add(application: Application, paths: list[Path], *, as_json: bool) -> int:
    """Add files and folders, print what became of each; return 1 when one is refused.

    Raises:
        IndexLocked, IndexMismatch, IndexDamaged, DataFolderRefused: see ``Application.add``.

    """
    outcomes: list[AddedFile] = []
    with progress_bar("Indexation") as report:
        for path in paths:
            outcomes += _add_path(application, path, report)
    rows = [_outcome_row(application, outcome) for outcome in outcomes]
    if as_json:
        write_json({"documents": rows})
    else:
        for row in rows:
            write_text(f"{row['path']} : {row['message'] if row['document_id'] else 'refusé.'}")
    for row in rows:
        if row["outcome"] == "refused":
            notice(row["message"])
    return 1 if any(o.outcome == "refused" for o in outcomes) else 0


def _add_path(application: Application, path: Path, report: Progress) -> list[AddedFile]:
    """Add one path; one that holds nothing is refused and stops no other."""
    try:
        return application.add(path, report)
    except (DocumentNotFound, EmptyFolder) as error:
        return [AddedFile(path, "refused", None, error)]


def _outcome_row(application: Application, added: AddedFile) -> dict[str, Any]:
    document = added.document
    passages = _passages(application, document) if document else 0
    if added.error:
        message = french(added.error)
    else:
        message = (
            f"{OUTCOME_WORDS[added.outcome]} ({passages} passage{'s' if passages > 1 else ''}, "
            f"identifiant {document.document_id if document else ''})."
        )
    return {
        "path": str(added.path),
        "document_id": document.document_id if document else None,
        "outcome": added.outcome,
        "passages": passages,
        "message": message,
    }


def _passages(application: Application, document: Document) -> int:
    return len(split_document(document, application.settings.corpus.max_characters))


def document_row(application: Application, document: Document) -> dict[str, Any]:
    """Return a document as the contract of ``lister`` has it."""
    return {
        "document_id": document.document_id,
        "title": document.title,
        "kind": document.kind,
        "nature": document.nature,
        "source": document.source,
        "pages": len(document.pages) or None,
        "passages": _passages(application, document),
        "added_at": document.added_at,
        "content_hash": document.content_hash,
        "url": document.url,
    }


def list_all(application: Application, *, added_only: bool, as_json: bool) -> None:
    """Print the documents. Raises: see ``Application.documents``."""
    found = application.store.documents() if added_only else application.documents()
    rows = [document_row(application, document) for document in found]
    if as_json:
        write_json({"documents": rows})
        return
    write_table(
        "Documents",
        ["Identifiant", "Titre", "Nature", "Passages", "Ajouté le"],
        [[r["document_id"], r["title"], r["nature"], str(r["passages"]), (r["added_at"] or "fourni")[:10]] for r in rows],
    )
    kinds = Counter("ajoutés" if r["added_at"] else "fournis" for r in rows)
    notice(", ".join(f"{count} {kind}" for kind, count in kinds.items()) or "Aucun document ajouté.")


def show(application: Application, document_id: str, *, as_json: bool) -> None:
    """Print the stored text of a document. Raises: DocumentNotFound."""
    document = application.document(document_id)
    if not as_json:
        write_text(document.text)
        return
    sections = [
        {"title": s.title, "start": s.start, "end": s.end, "page": document.page_at(s.start)} for s in document.sections
    ]
    write_json(document_row(application, document) | {"text": document.text, "sections": sections})


def remove(application: Application, document_id: str, *, as_json: bool) -> None:
    """Remove an added document. Raises: see ``Application.remove``."""
    with progress_bar("Indexation") as report:
        result = application.remove(document_id, report)
    if as_json:
        write_json({"document_id": document_id, "outcome": "removed", "generation": result.generation})
    else:
        write_text(f"{document_id} : retiré.")


def index_row(manifest: IndexManifest) -> dict[str, Any]:
    """Return the state of the index as answers carry it."""
    names = ("generation", "built_at", "documents", "passages", "embedder")
    return {name: getattr(manifest, name) for name in names}
