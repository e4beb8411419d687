"""``aesh evaluer``: golden questions asked, measured, compared with the stored values, and a report for people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.calibration import level_of
from assistant.evaluation import Judged, Subject, by_kind, judge
from assistant.expected import Expectation, load_expected, save_expected, shortfalls
from assistant.figures import intervals
from assistant.golden import GoldenQuestion, load_golden
from corpus.errors import DocumentNotFound
from ui.bootstrap import Application
from ui.cli_output import notice, progress_bar, write_json, write_table
from ui.quality_report import Quality, write_quality
from ui.quality_words import FIGURE_WORDS, KIND_WORDS, percent, written, written_interval

GOLDEN_FILE = Path(__file__).parents[1] / "tests" / "golden" / "questions.yaml"
EXPECTED_NAME = "expected.yaml"
_NOT_RECORDED = (
    "--enregistrer ne vaut que pour les questions de référence du projet, partie test : "
    "retirez FICHIER et --partie. Essayez « --help »."
)
_NOT_WRITTEN = "Le rapport « {path} » ne peut pas être écrit : vérifiez le dossier, vos droits et la place libre."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks of ``aesh evaluer``; ``report`` is the report's folder, that of the data if None."""

    golden: Path | None
    part: str
    report: Path | None
    record: bool
    as_json: bool

    @property
    def path(self) -> Path:
        """The file of questions."""
        return self.golden or GOLDEN_FILE

    @property
    def is_compared(self) -> bool:
        """Whether these are the questions that the stored values are about."""
        return self.part == "test" and self.path == GOLDEN_FILE


def evaluate_file(application: Application, wanted: Wanted) -> int:
    """Measure, print, compare with the stored values, write the report; return 1 when a figure is outside tolerance.

    Raises:
        DocumentNotFound: no such file.
        InvalidGoldenFile: see ``load_golden``.

    """
    if wanted.record and not wanted.is_compared:
        notice(_NOT_RECORDED)
        return 2
    folder = wanted.report or application.data_dir / "evaluation"
    questions = _questions(wanted)
    try:
        folder.mkdir(parents=True, exist_ok=True)  # refused now rather than after minutes of questions
    except OSError:
        return _not_written(folder)
    quality = _measured(application, wanted, questions)
    try:
        notice(f"Rapport écrit : {write_quality(quality, folder)}")
        if wanted.record:
            save_expected(wanted.path.with_name(EXPECTED_NAME), _values(quality))
    except OSError:
        return _not_written(folder)
    write_json(quality_row(quality)) if wanted.as_json else _write_table(quality)
    return 1 if quality.worse and not wanted.record else 0


def _not_written(folder: Path) -> int:
    notice(_NOT_WRITTEN.format(path=folder))
    return 1


def _questions(wanted: Wanted) -> list[GoldenQuestion]:
    if not wanted.path.is_file():
        raise DocumentNotFound(f"no golden file {wanted.path}", str(wanted.path))
    return [q for q in load_golden(wanted.path) if wanted.part in ("toutes", q.part)]


def _measured(application: Application, wanted: Wanted, questions: Sequence[GoldenQuestion]) -> Quality:
    expected = load_expected(wanted.path.with_name(EXPECTED_NAME)) if wanted.is_compared else {}
    with progress_bar("Évaluation") as report:
        judged = judge(questions, subject_of(application), lambda done: report(done, len(questions)))
    figures = intervals(judged)
    return Quality(
        judged=judged,
        figures=figures,
        expected=expected,
        worse=shortfalls({name: figure.value for name, figure in figures.items()}, expected),
        day=application.today(),
        source=f"{wanted.path.name}, {'tout' if wanted.part == 'toutes' else f'partie {wanted.part}'}",
        generation=application.manifest().generation,
    )


def subject_of(application: Application) -> Subject:
    """Return what ``judge`` measures of the application."""
    by_fact: dict[str, list[str]] = {}
    for passage in application.passages():
        for fact in passage.facts:
            by_fact.setdefault(fact, []).append(passage.passage_id)

    def passages_of(fact: str) -> Iterable[str]:
        return by_fact.get(fact, ())

    text_of = lru_cache(maxsize=None)(lambda document_id: application.document(document_id).text)
    return Subject(lambda turns: application.ask(turns[-1], list(turns[:-1])), application.search, text_of, passages_of)


def _values(quality: Quality) -> Mapping[str, float]:
    return {name: figure.value for name, figure in quality.figures.items()}


def quality_row(quality: Quality) -> dict[str, Any]:
    """Return the object of ``aesh evaluer --json``."""
    return {
        "figures": _values(quality),
        "expected": {name: asdict(expectation) for name, expectation in quality.expected.items()},
        "by_kind": by_kind(quality.judged),
        "questions": [_question_row(judged) for judged in quality.judged],
    }


def _question_row(judged: Judged) -> dict[str, Any]:
    confidence = judged.answer.confidence
    return {
        "id": judged.golden.question_id,
        "kind": judged.golden.kind,
        "theme": judged.golden.theme,
        "turns": list(judged.golden.turns),
        "status": judged.answer.status,
        "right": judged.right,
        "confidence": confidence,
        "level": None if confidence is None else level_of(confidence),
        "text": judged.answer.text,
        "sections": [citation.passage.section_title for citation in judged.answer.citations],
    }


def _write_table(quality: Quality) -> None:
    rows: list[Sequence[str]] = []
    for name, figure in quality.figures.items():
        verdict = "à revoir" if name in quality.worse else ""
        wanted = _wanted(name, quality.expected.get(name))
        rows.append([FIGURE_WORDS[name], written(name, figure.value), written_interval(name, figure), wanted, verdict])
    for kind, row in by_kind(quality.judged).items():
        rows.append([f"{KIND_WORDS[kind]} ({row['questions']:.0f})", percent(row["right"]), "", "–", ""])
    headings = ["Mesure", "Valeur", "Intervalle à 95 %", "Attendu", ""]
    write_table(f"Qualité sur {len(quality.judged)} questions", headings, rows)


def _wanted(name: str, stored: Expectation | None) -> str:
    return f"{written(name, stored.value)} (tolérance {written(name, stored.tolerance)})" if stored else "–"
