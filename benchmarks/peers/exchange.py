"""What the driver and the processes of the tools give each other."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from index.protocols import Embedder

TEXTS_FILE, QUESTIONS_FILE = "texts.json", "questions.json"
DEPTH = 10
"""Passages asked of each search; each of the two that a tool fuses gives as many."""


@dataclass(frozen=True, slots=True)
class Text:
    """A passage as every tool gets it: where it stands, then its body."""

    passage_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands alone, and the ids of all the passages that answer it."""

    question_id: str
    text: str
    relevant: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exercise:
    """What is asked of every tool; ``warm_up`` questions are neither timed nor judged."""

    texts: tuple[Text, ...]
    questions: tuple[Question, ...]
    warm_up: tuple[Question, ...]


Search = Callable[[str, int], list[str]]
"""A question and k to the ids of the k best passages, best first."""


class Peer(Protocol):
    """What a module of this folder offers for one tool."""

    def build(self, folder: Path, texts: Sequence[Text], embedder: Embedder, way: str) -> None:
        """Index ``texts`` in ``folder``, which is empty, so that another process can open it."""
        ...

    def open_search(self, folder: Path, embedder: Embedder, way: str) -> Search:
        """Open what ``build`` wrote."""
        ...


def save_exercise(folder: Path, exercise: Exercise) -> None:
    """Write ``exercise`` below ``folder``."""
    (folder / TEXTS_FILE).write_text(json.dumps([asdict(t) for t in exercise.texts], ensure_ascii=False), "utf-8")
    questions = {
        "questions": [asdict(q) for q in exercise.questions],
        "warm_up": [asdict(q) for q in exercise.warm_up],
    }
    (folder / QUESTIONS_FILE).write_text(json.dumps(questions, ensure_ascii=False), "utf-8")


def load_exercise(folder: Path) -> Exercise:
    """Return what ``save_exercise`` wrote."""
    questions = json.loads((folder / QUESTIONS_FILE).read_text("utf-8"))
    asked, warm_up = (
        tuple(Question(q["question_id"], q["text"], tuple(q["relevant"])) for q in questions[name])
        for name in ("questions", "warm_up")
    )
    return Exercise(tuple(Text(**t) for t in json.loads((folder / TEXTS_FILE).read_text("utf-8"))), asked, warm_up)
