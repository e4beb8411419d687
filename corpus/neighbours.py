"""Subjects next to the corpus that it does not cover, with questions people ask about them.

A question nearer to these than to any sheet is refused and sent to the right door, instead of being answered by the sheet
that merely looks like it.
"""

from dataclasses import dataclass
from pathlib import Path

import yaml

from corpus.errors import InvalidCorpusFile

NEIGHBOURS_PATH = Path(__file__).with_name("neighbours.yaml")


@dataclass(frozen=True, slots=True)
class NeighbourSubject:
    """``label`` completes « Cette question porte sur … »; ``redirect`` says whom to ask."""

    subject_id: str
    label: str
    redirect: str
    questions: tuple[str, ...]


def load_neighbours(path: Path = NEIGHBOURS_PATH) -> list[NeighbourSubject]:
    """Read the subjects.

    Raises:
        InvalidCorpusFile: a row lacks a field or has no question.

    """
    subjects: list[NeighbourSubject] = []
    for number, row in enumerate(yaml.safe_load(path.read_text("utf-8")), start=1):
        try:
            subject = NeighbourSubject(row["id"], row["label"], row["redirect"], tuple(str(q) for q in row["questions"]))
        except (KeyError, TypeError) as error:
            raise InvalidCorpusFile(f"{path.name}, row {number}: missing {error}", path.name) from error
        if not subject.questions:
            raise InvalidCorpusFile(f"{path.name}, row {number}: no question", path.name)
        subjects.append(subject)
    return subjects
