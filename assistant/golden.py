"""Golden questions: what people ask, which facts answer, and what a right answer must contain."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from assistant.errors import InvalidGoldenFile
from corpus.identifiers import content_hash

GoldenKind = Literal["answerable", "follow_up", "false_premise", "as_of", "reference", "out_of_corpus", "smalltalk"]
Part = Literal["tune", "test"]
_WITHOUT_ANSWER = ("out_of_corpus", "smalltalk")


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """``turns``: the person's messages, the last is answered. ``facts``: any one is a right basis.

    ``expected``: each item is a list of spellings of which one must stand in the answer; a question that asks for several
    things has an item for each. A question on a text that only the register knows has ``texts`` and no fact: it says nothing
    of the ranking.
    """

    question_id: str
    part: Part
    kind: GoldenKind
    turns: tuple[str, ...]
    facts: tuple[str, ...]
    expected: tuple[tuple[str, ...], ...]
    theme: str = "autre"
    texts: tuple[str, ...] = ()

    @property
    def is_answerable(self) -> bool:
        """Whether the corpus holds the answer."""
        return self.kind not in _WITHOUT_ANSWER


def load_golden(path: Path) -> list[GoldenQuestion]:
    """Read a golden file, in its order.

    Raises:
        InvalidGoldenFile: not YAML, or a question breaks the format; ``detail`` names file and line.

    """
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
        rows = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, ValueError, OSError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path.name}, ligne {mark.line + 1}" if mark else path.name
        raise InvalidGoldenFile(f"{place}: {error}", f"{place} : ce n'est pas du YAML lisible") from error
    if not isinstance(rows, list) or not rows:
        place = f"{path.name}, ligne 1"
        raise InvalidGoldenFile(f"{place}: no list of questions", f"{place} : une liste de questions est attendue")
    lines = [child.start_mark.line + 1 for child in node.value] if isinstance(node, yaml.SequenceNode) else []
    questions = [_question(row, f"{path.name}, ligne {line}") for row, line in zip(rows, lines, strict=True)]
    _check_unique(questions, lines, path.name)
    return questions


def fingerprint_of(questions: Iterable[GoldenQuestion]) -> str:
    """Return what changes when one of ``questions`` does."""
    return content_hash(json.dumps([asdict(question) for question in questions], ensure_ascii=False))


def _check_unique(questions: list[GoldenQuestion], lines: list[int], name: str) -> None:
    seen: set[str] = set()
    for question, line in zip(questions, lines, strict=True):
        if question.question_id in seen:
            place = f"{name}, ligne {line}"
            raise InvalidGoldenFile(f"{place}: id twice", f"{place} : l'identifiant {question.question_id} est pris deux fois")
        seen.add(question.question_id)


def _question(row: Any, place: str) -> GoldenQuestion:
    for fault in _faults(row):
        raise InvalidGoldenFile(f"{place}: {fault}", f"{place} : {fault}")
    turns = row.get("turns") or [row["question"]]
    return GoldenQuestion(
        question_id=str(row["id"]),
        part=row.get("part", "test"),
        kind=row["kind"],
        turns=tuple(turns),
        facts=tuple(row.get("facts") or ()),
        expected=tuple(tuple(str(text) for text in item) for item in row.get("expected") or ()),
        theme=str(row.get("theme") or "autre"),
        texts=tuple(str(text) for text in row.get("texts") or ()),
    )


def _faults(row: Any) -> Iterator[str]:
    if not isinstance(row, dict):
        yield "une question est attendue"
        return
    if not row.get("id"):
        yield "il manque « id »"
    if row.get("kind") not in get_args(GoldenKind):
        yield f"« kind » doit être l'un de {', '.join(get_args(GoldenKind))}"
    if row.get("part", "test") not in get_args(Part):
        yield "« part » doit être tune ou test"
    turns = row.get("turns") or [row.get("question")]
    if not isinstance(turns, list) or not all(isinstance(turn, str) and turn.strip() for turn in turns):
        yield "il manque « question » ou « turns »"
    yield from _list_faults(row)


def _list_faults(row: dict[str, Any]) -> Iterator[str]:
    for name in ("facts", "texts"):
        if not isinstance(row.get(name) or [], list):
            yield f"« {name} » doit être une liste"
    expected = row.get("expected") or []
    if not isinstance(expected, list) or not all(isinstance(item, list) and item for item in expected):
        yield "« expected » doit être une liste de listes"
