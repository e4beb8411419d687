"""The quality of the answers may not fall below the stored figures."""

import pytest

from assistant.evaluation import Judged, judge
from assistant.expected import Expectation, load_expected, shortfalls
from assistant.figures import LOWER_IS_BETTER, WORD_COUNTS, figures
from assistant.golden import GoldenQuestion
from tests.assistant.conftest import GOLDEN
from ui.bootstrap import Application
from ui.cli_quality import subject_of


@pytest.fixture(scope="module")
def stored() -> dict[str, Expectation]:
    return load_expected(GOLDEN / "expected.yaml")


@pytest.fixture(scope="module")
def judged(application: Application, golden: list[GoldenQuestion]) -> list[Judged]:
    return judge((question for question in golden if question.part == "test"), subject_of(application))


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
        if name not in WORD_COUNTS:
            assert 0 <= expectation.value <= 1
            assert expectation.tolerance <= 0.1
        assert name in LOWER_IS_BETTER or expectation.value > expectation.tolerance
