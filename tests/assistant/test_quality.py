"""The quality of the answers may not fall below the stored figures."""

import pytest
import yaml

from assistant.evaluation import LOWER_IS_BETTER, Expectation, Judged, figures, judge, shortfalls
from assistant.golden import GoldenQuestion
from tests.assistant.conftest import GOLDEN
from ui.bootstrap import Application


@pytest.fixture(scope="module")
def stored() -> dict[str, Expectation]:
    rows = yaml.safe_load((GOLDEN / "expected.yaml").read_text("utf-8"))
    return {name: Expectation(row["value"], row["tolerance"]) for name, row in rows.items()}


@pytest.fixture(scope="module")
def judged(application: Application, golden: list[GoldenQuestion]) -> list[Judged]:
    questions = [question for question in golden if question.part == "test"]
    texts = {document.document_id: document.text for document in application.documents()}
    return judge(questions, lambda turns: application.ask(turns[-1], list(turns[:-1])), application.search, texts.__getitem__)


def test_no_figure_of_the_test_part_is_worse_than_stored(judged: list[Judged], stored: dict[str, Expectation]) -> None:
    found = figures(judged)
    worse = shortfalls(found, stored)
    assert worse == [], {name: (found.get(name), stored[name]) for name in worse}


def test_every_figure_has_a_stored_value(judged: list[Judged], stored: dict[str, Expectation]) -> None:
    assert set(stored) == set(figures(judged))


def test_stored_values_ask_for_something(stored: dict[str, Expectation]) -> None:
    assert stored["citations_exact"] == Expectation(1.0, 0)
    assert stored["hit@1"].value >= 0.5
    for name, expectation in stored.items():
        assert expectation.tolerance >= 0
        if name != "median_words":
            assert 0 <= expectation.value <= 1
            assert expectation.tolerance <= 0.1
        assert name in LOWER_IS_BETTER or expectation.value > expectation.tolerance
