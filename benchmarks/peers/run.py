"""The same passages, questions and embedding function through the common tools, and through the assistant.

    make peers                                            # everything
    .venv-peers/bin/python -m benchmarks.peers.run --limit 60    # the first passages only, to try a change

Each tool indexes, then answers, in processes of its own, one at a time and with the network closed. Every index is built
before the first question is asked, so that the times of questions are taken close together.
"""

from ui import offline  # noqa: F401, I001  closes the network before libraries read their settings

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.golden import load_golden
from benchmarks.peers.exchange import Exercise, save_exercise, Question
from benchmarks.peers.export import make_exercise
from benchmarks.peers.table import MEASURES, Cost, Row, score, to_markdown, weaknesses
from benchmarks.peers.worker import Asked, Built
from index.e5_weights import sentence_transformers_folder
from ui.bootstrap import Application
from ui.cli_quality import GOLDEN_FILE
from ui.settings import load_settings

ROOT = Path(__file__).parents[2]
_QUIET = {"HAYSTACK_TELEMETRY_ENABLED": "False", "PYTHONWARNINGS": "ignore"}
"""Haystack sends what it does unless told not to; ``ui.offline`` speaks for the other tools."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way of searching: a module of this folder, its ``way``, and the index that it reads."""

    label: str
    module: str
    way: str
    index: str
    is_ours: bool = False


CANDIDATES = (
    Candidate("LangChain + Chroma", "langchain_chroma_peer", "vector", "langchain"),
    Candidate("LangChain + Chroma + BM25", "langchain_chroma_peer", "hybrid", "langchain"),
    Candidate("LlamaIndex", "llamaindex_peer", "vector", "llamaindex"),
    Candidate("LlamaIndex + BM25", "llamaindex_peer", "hybrid", "llamaindex"),
    Candidate("Haystack", "haystack_peer", "vector", "haystack"),
    Candidate("Haystack + BM25", "haystack_peer", "hybrid", "haystack"),
    Candidate("txtai", "txtai_peer", "vector", "txtai"),
    Candidate("txtai hybride", "txtai_peer", "hybrid", "txtai-hybrid"),
    Candidate("L’assistant, passages seuls", "ours", "texts", "ours-texts"),
    Candidate("L’assistant", "ours", "full", "ours", is_ours=True),
)


class Driver:
    """Runs the processes over one exercise in ``work``."""

    def __init__(self, work: Path, models: Path) -> None:
        self._work = work
        self._models = models

    def build(self, candidate: Candidate) -> tuple[Built, float]:
        """Return what building its index took, and the mean load of the machine before and after."""
        before = os.getloadavg()[0]
        built = Built(**self._call("build", candidate))
        return built, (before + os.getloadavg()[0]) / 2

    def ask(self, candidate: Candidate) -> Asked:
        """Return what answering took and gave."""
        return Asked(**self._call("ask", candidate))

    def _call(self, task: str, candidate: Candidate) -> dict[str, Any]:
        print(f"{task:5} {candidate.label}", file=sys.stderr, flush=True)
        arguments = [task, candidate.module, candidate.way, str(self._work), candidate.index, str(self._models)]
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.peers.worker", *arguments],
            check=False,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={**os.environ, **_QUIET},
        )
        if done.returncode:
            raise SystemExit(f"{candidate.label}, {task}:\n{done.stderr}")
        measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return measured


def measure(driver: Driver, exercise: Exercise, rounds: int) -> list[Row]:
    """Build every index, then ask every candidate ``rounds`` times, the order turned at each round."""
    builders: dict[str, Candidate] = {}
    for candidate in CANDIDATES:
        builders.setdefault(candidate.index, candidate)
    built = {index: driver.build(candidate) for index, candidate in builders.items()}
    asked: dict[str, list[Asked]] = {c.label: [] for c in CANDIDATES}
    for number in range(rounds):
        for candidate in CANDIDATES[:: 1 if number % 2 == 0 else -1]:
            asked[candidate.label].append(driver.ask(candidate))
    return [_row(c, exercise, *built[c.index], asked[c.label]) for c in CANDIDATES]


def _row(candidate: Candidate, exercise: Exercise, built: Built, load: float, asked: Sequence[Asked]) -> Row:
    cost = Cost(
        indexing=built.seconds,
        processor=built.processor,
        opening=min(a.opening for a in asked),
        milliseconds=statistics.median(t for a in asked for t in a.milliseconds.values()),
        indexing_peak=built.peak,
        asking_peak=max(a.peak for a in asked),
        load=load,
    )
    return Row(candidate.label, score(exercise.questions, asked[0].rankings), cost, candidate.is_ours)


def as_object(rows: Sequence[Row], exercise: Exercise) -> dict[str, Any]:
    """Return the report as one JSON object."""
    return {
        "date": datetime.now().astimezone().isoformat(timespec="seconds"),
        "machine": {"processors": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()},
        "passages": len(exercise.texts),
        "questions": len(exercise.questions),
        "behind": list(weaknesses(rows)),
        "rows": [
            {"label": row.label, **{m: round(row.mean(m), 4) for m in MEASURES}, "cost": asdict(row.cost)} for row in rows
        ],
    }


def evenly(questions: Sequence[Question], count: int) -> tuple[Question, ...]:
    """Return ``count`` of ``questions``, at equal distances; all when there are no more."""
    step = max(1.0, len(questions) / count)
    return tuple(questions[int(place * step)] for place in range(min(count, len(questions))))


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, help="index the first passages only")
    parser.add_argument("--questions", type=int, help="ask that many only, taken evenly")
    parser.add_argument("--rounds", type=int, default=2, help="how often the questions are asked")
    parser.add_argument("--json", action="store_true", help="print one object instead of the tables")
    options = parser.parse_args()
    models = load_settings().corpus.data_dir / "models"
    sentence_transformers_folder(models)  # made once, before anything is measured
    with tempfile.TemporaryDirectory(prefix="aesh-peers-") as name:
        work = Path(name)
        application = Application(load_settings({"AESH_DATA_DIR": name}))
        exercise = make_exercise(application.passages(), load_golden(GOLDEN_FILE), options.limit)
        if options.questions:
            exercise = replace(exercise, questions=evenly(exercise.questions, options.questions))
        save_exercise(work, exercise)
        rows = measure(Driver(work, models), exercise, options.rounds)
    if options.json:
        print(json.dumps(as_object(rows, exercise), ensure_ascii=False))
        return
    print(f"{len(exercise.texts)} passages, {len(exercise.questions)} questions, {os.cpu_count()} processeurs\n")
    print(to_markdown(rows))


if __name__ == "__main__":
    main()
