"""The words of a question lean towards the corpus or away from it."""

import json
from pathlib import Path

import pytest

from assistant.golden import load_golden
from benchmarks.fit_evidence import fingerprint as words_fingerprint
from benchmarks.fit_evidence import questions_of
from benchmarks.fit_ranking import fingerprint as ranking_fingerprint
from index.french_tokens import terms
from index.leaning import LEANING_PATH, Leaning, load_leaning
from index.ranking import load_weights
from ui.bootstrap import Application
from ui.cli_quality import GOLDEN_FILE

MADE = Leaning({"contrat": -2.0, "tart": 3.0}, 0.5, "made")


def test_each_known_word_weighs_less_among_many_and_unknown_ones_nothing() -> None:
    assert MADE.of(["contrat"]) == -1.5
    assert MADE.of(["contrat", "tart"]) == pytest.approx(0.5 + 1 / 2**0.5)
    assert MADE.of(["contrat", "inconnu"]) == MADE.of(["contrat"])
    assert MADE.of([]) == MADE.of(["inconnu"]) == 0.5


def test_a_model_is_read_as_it_was_written(tmp_path: Path) -> None:
    MADE.save(tmp_path / "leaning.json")
    assert load_leaning(tmp_path / "leaning.json") == MADE
    assert json.loads((tmp_path / "leaning.json").read_text("utf-8"))["command"] == "python -m benchmarks.fit_evidence"


def test_a_file_of_another_shape_is_refused(tmp_path: Path) -> None:
    (tmp_path / "leaning.json").write_text("{}", "utf-8")
    with pytest.raises(KeyError):
        load_leaning(tmp_path / "leaning.json")


def test_the_model_delivered_tells_questions_apart_that_taught_it_nothing() -> None:
    leaning = load_leaning()
    asked = [(q.is_answerable, leaning.of(set(terms(q.turns[-1])))) for q in load_golden(GOLDEN_FILE) if q.kind != "smalltalk"]
    own, foreign = ([value for answerable, value in asked if answerable is kind] for kind in (True, False))
    pairs = [one < other for one in own for other in foreign]
    assert sum(pairs) / len(pairs) > 0.85


def test_what_was_learned_is_of_the_questions_of_today(application: Application) -> None:
    """After a change of the questions: « python -m benchmarks.fit_evidence » and « python -m benchmarks.fit_ranking »."""
    assert load_leaning(LEANING_PATH).fingerprint == words_fingerprint(*questions_of(application.sheets))
    assert load_weights().fingerprint == ranking_fingerprint()
