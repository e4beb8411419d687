"""Subjects next to the corpus."""

from pathlib import Path

import pytest
import yaml

from corpus.errors import InvalidCorpusFile
from corpus.neighbours import load_neighbours
from tests.corpus.support import write

_ROW = {"id": "a", "label": "les autres", "redirect": "Demandez ailleurs.", "questions": ["une question"]}


def test_every_subject_says_whom_to_ask() -> None:
    subjects = load_neighbours()
    assert len({subject.subject_id for subject in subjects}) == len(subjects) > 0
    for subject in subjects:
        assert subject.label
        assert subject.redirect.endswith(".")
        assert len(subject.questions) == len(set(subject.questions)) > 0


@pytest.mark.parametrize("field", _ROW)
def test_a_row_without_a_field_is_refused(field: str, tmp_path: Path) -> None:
    rows = [_ROW, {k: v for k, v in _ROW.items() if k != field}]
    with pytest.raises(InvalidCorpusFile) as caught:
        load_neighbours(write(tmp_path, "neighbours.yaml", yaml.safe_dump(rows, sort_keys=False)))
    assert (caught.value.fault, caught.value.value) == ("missing_field", field)
    assert caught.value.line == yaml.safe_dump([_ROW], sort_keys=False).count("\n") + 1


@pytest.mark.parametrize("questions", [[], None])
def test_a_row_without_question_is_refused(questions: list[str] | None, tmp_path: Path) -> None:
    with pytest.raises(InvalidCorpusFile, match="line"):
        load_neighbours(write(tmp_path, "neighbours.yaml", yaml.safe_dump([{**_ROW, "questions": questions}])))
