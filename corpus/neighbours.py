"""Subjects next to the corpus that it does not cover, with questions people ask about them.

A question nearer to these than to any sheet is refused and sent to the right door, instead of being answered by the sheet
that merely looks like it.
"""

from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, TypeAdapter

from corpus.yaml_text import Row, YamlText

NEIGHBOURS_PATH = Path(__file__).with_name("neighbours.yaml")


@dataclass(frozen=True, slots=True)
class NeighbourSubject:
    """``label`` completes « Cette question porte sur … »; ``redirect`` says whom to ask; ``jobs`` fall under the subject."""

    subject_id: str
    label: str
    redirect: str
    questions: tuple[str, ...]
    jobs: tuple[str, ...] = ()


class _SubjectRow(Row):
    id: str
    label: str
    redirect: str
    questions: tuple[str, ...] = Field(min_length=1)
    jobs: tuple[str, ...] = ()


_ROWS = TypeAdapter(tuple[_SubjectRow, ...])


def load_neighbours(path: Path = NEIGHBOURS_PATH) -> list[NeighbourSubject]:
    """Read the subjects.

    Raises:
        InvalidCorpusFile: a row lacks a field or has no question, with its line.

    """
    file = YamlText(path.name, path.read_text("utf-8"))
    return [NeighbourSubject(r.id, r.label, r.redirect, r.questions, r.jobs) for r in file.check(_ROWS, file.load())]
