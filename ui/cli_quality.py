"""``aesh evaluer`` and ``aesh diagnostic``."""

import importlib.metadata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from assistant.evaluation import Expectation, Judged, by_kind, figures, judge, shortfalls
from assistant.golden import load_golden
from corpus.errors import AppError, DocumentNotFound
from index.e5_weights import find_weights
from index.light_engine import LightEngine
from index.settings import DEFAULT_EMBEDDER
from ui.bootstrap import Application
from ui.cli_output import notice, progress_bar, write_json, write_table
from ui.messages import REBUILD, french

GOLDEN_FILE = Path(__file__).parents[1] / "tests" / "golden" / "questions.yaml"
EXPECTED_NAME = "expected.yaml"
_PROBE = "accompagnant"
FIGURE_WORDS = {
    "hit@1": "Bon passage en premier",
    "hit@5": "Bon passage dans les cinq premiers",
    "ndcg@10": "Qualité du classement (nDCG@10)",
    "content_found": "Contenu attendu présent dans la réponse",
    "over_refusal": "Refus à tort",
    "refusal_recall": "Questions hors corpus refusées",
    "refusal_precision": "Refus justifiés",
    "smalltalk_right": "Politesses reconnues",
    "citations_exact": "Citations exactes",
    "median_words": "Mots par réponse (médiane)",
}


def evaluate_file(application: Application, path: Path | None, part: str, *, as_json: bool) -> int:
    """Measure, print, compare with the stored values beside the file; return 1 when a figure is outside tolerance.

    Raises:
        DocumentNotFound: no such file.
        InvalidGoldenFile: see ``load_golden``.

    """
    path = path or GOLDEN_FILE
    if not path.is_file():
        raise DocumentNotFound(f"no golden file {path}", str(path))
    questions = [q for q in load_golden(path) if part in ("toutes", q.part)]
    text_of = lru_cache(maxsize=None)(lambda document_id: application.document(document_id).text)
    with progress_bar("Évaluation") as report:
        judged = judge(
            questions,
            lambda turns: application.ask(turns[-1], list(turns[:-1])),
            application.search,
            text_of,
            lambda done: report(done, len(questions)),
        )
    found = figures(judged)
    expected = load_expected(path.with_name(EXPECTED_NAME)) if part == "test" and path == GOLDEN_FILE else {}
    worse = shortfalls(found, expected)
    if as_json:
        rows = [_question_row(j) for j in judged]
        stored = {name: asdict(expectation) for name, expectation in expected.items()}
        write_json({"figures": found, "expected": stored, "by_kind": by_kind(judged), "questions": rows})
    else:
        _write_report(found, expected, judged, worse)
    return 1 if worse else 0


def load_expected(path: Path) -> dict[str, Expectation]:
    """Read the stored figures; none when there is no such file."""
    if not path.is_file():
        return {}
    rows = yaml.safe_load(path.read_text("utf-8"))
    return {name: Expectation(row["value"], row["tolerance"]) for name, row in rows.items()}


def _question_row(judged: Judged) -> dict[str, Any]:
    return {
        "id": judged.golden.question_id,
        "kind": judged.golden.kind,
        "turns": list(judged.golden.turns),
        "status": judged.answer.status,
        "right": judged.right,
        "text": judged.answer.text,
        "sections": [citation.passage.section_title for citation in judged.answer.citations],
    }


def _write_report(found: dict[str, float], expected: dict[str, Expectation], judged: list[Judged], worse: list[str]) -> None:
    rows = []
    for name, value in found.items():
        stored = expected.get(name)
        wanted = f"{_figure(name, stored.value)} (tolérance {_figure(name, stored.tolerance)})" if stored else "–"
        rows.append([FIGURE_WORDS[name], _figure(name, value), wanted, "à revoir" if name in worse else ""])
    for kind, row in by_kind(judged).items():
        rows.append([f"Traitées comme il faut : {kind} ({row['questions']:.0f})", _figure("", row["right"]), "–", ""])
    write_table(f"Qualité sur {len(judged)} questions", ["Mesure", "Valeur", "Attendu", ""], rows)


def _figure(name: str, value: float) -> str:
    return f"{value:.0f}" if name == "median_words" else f"{100 * value:.1f} %"


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
