"""``aesh diagnostic``: what is installed and what is damaged."""

import importlib.metadata
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from corpus.errors import AppError
from index.e5_weights import find_weights
from index.light_engine import LightEngine
from index.settings import DEFAULT_EMBEDDER
from ui.bootstrap import Application
from ui.cli_output import notice, write_json, write_table
from ui.messages import REBUILD, french

_PROBE = "accompagnant"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the diagnosis; ``command`` mends what is wrong, None when nothing is."""

    name: str
    state: str
    message: str
    command: str | None = None


def diagnose(application: Application, *, as_json: bool) -> int:
    """Print what is installed and what is damaged; return 1 unless all is well."""
    checks = list(_checks(application))
    ok = all(check.state != "error" for check in checks)
    if as_json:
        write_json({"ok": ok, "checks": [asdict(check) for check in checks]})
    else:
        words = {"ok": "bon", "warning": "à voir", "error": "à réparer"}
        rows = [[c.name, words[c.state], c.message, c.command or ""] for c in checks]
        write_table("Diagnostic", ["Partie", "État", "Détail", "Commande"], rows)
        notice("Tout va bien." if ok else "Lancez la commande indiquée, puis recommencez le diagnostic.")
    return 0 if ok else 1


def _checks(application: Application) -> Iterator[Check]:
    names = ("langchain", "chromadb", "sentence-transformers", "gradio", "pypdf", "torch")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)
    yield Check("bibliothèques", "ok", versions)
    yield _model_check(application)
    yield from _corpus_checks(application)
    yield _index_check(application)
    yield from _language_model_checks(application)


def _model_check(application: Application) -> Check:
    wanted = application.settings.index.embedder
    if wanted != DEFAULT_EMBEDDER:
        return Check("modèle", "ok", f"modèle choisi : {wanted}")
    try:
        find_weights(application.models_folder)
    except AppError as error:
        return Check("modèle", "error", french(error), "aesh installer-modele")
    engine = "moteur léger pour les questions" if LightEngine.is_available() else "sentence-transformers seul"
    return Check("modèle", "ok", f"{DEFAULT_EMBEDDER} ({engine})")


def _corpus_checks(application: Application) -> Iterator[Check]:
    try:
        yield Check(
            "fiches", "ok", f"{len(application.sheets) - 1} fiches, {len(application.register.entries)} textes au registre"
        )
    except AppError as error:
        yield Check("fiches", "error", french(error), "pip install --force-reinstall --no-deps .")
    try:
        entries = application.store.entries()
    except AppError as error:
        yield Check("documents ajoutés", "error", french(error), "aesh documents lister")
        return
    for entry in entries:
        try:
            application.store.load(entry.document_id)
        except AppError as error:
            yield Check("documents ajoutés", "error", french(error), f"aesh documents retirer {entry.document_id}")
    yield Check("documents ajoutés", "ok", f"{len(entries)} dans {application.data_dir}")


def _index_check(application: Application) -> Check:
    try:
        manifest = application.manifest()
        application.search(_PROBE, 1)  # a damaged vector file shows only when it is read
        fingerprint = application.corpus_fingerprint()
    except AppError as error:
        command = "aesh indexer" if type(error).__name__ == "IndexMissing" else REBUILD
        return Check("index", "error", french(error), command)
    if manifest.corpus_fingerprint != fingerprint:
        return Check("index", "warning", "des documents ont changé depuis la dernière indexation", "aesh indexer")
    message = f"génération {manifest.generation}, {manifest.documents} documents, {manifest.passages} passages"
    return Check("index", "ok", message)


def _language_model_checks(application: Application) -> Iterator[Check]:
    """Yield nothing where none is configured: it is not part of what must be there."""
    model, settings = application.language_model, application.settings.language_model
    if model is None or settings is None:
        return
    try:
        yield Check("modèle de langue", "ok", f"{settings.name} : {model.check()}")
    except AppError as error:
        yield Check("modèle de langue", "warning", french(error))
