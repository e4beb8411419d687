"""The parser against references labelled by hand in official texts: two codes and thirteen service-public pages."""

from pathlib import Path

import pytest

from corpus.references.codes import CODES as KNOWN_CODES
from tests.corpus.references import labels

GOAL = 0.98


@pytest.mark.parametrize("name", labels.CODES)
def test_the_references_of_a_code_are_found(name: str, shared: Path) -> None:
    score = labels.score_code(name, shared / "samples")
    print(f"\n{name}: {score}", *score.faults, sep="\n  ")
    assert score.precision >= GOAL
    assert score.recall >= GOAL
    assert score.right_places >= GOAL * score.right
    assert score.right_parts >= GOAL * score.right


def test_the_reference_lists_of_service_public_are_read(shared: Path) -> None:
    score = labels.score_fiches(shared / "samples")
    print(f"\nservice-public: {score}", *score.faults, sep="\n  ")
    assert score.precision >= GOAL
    assert score.recall >= GOAL


def test_there_are_enough_labels() -> None:
    assert sum(len(window["references"]) for name in labels.CODES for window in labels.rows_of(name)) >= 300
    assert sum(len(row["references"]) for row in labels.rows_of("service-public")) >= 80


@pytest.mark.parametrize("name", labels.CODES)
def test_labels_stand_in_their_window_in_order(name: str, shared: Path) -> None:
    windows = labels.rows_of(name)
    length = len(labels.text_of(shared / "samples" / windows[0]["file"]))
    for window in windows:
        start, end = window["window"]
        assert 0 <= start < end <= length
        previous = start
        for label in window["references"]:
            assert previous <= label["start"] < label["end"] <= end
            previous = label["end"]
            assert (label["nature"] == "code") == (label.get("code") in KNOWN_CODES)


def test_every_page_of_service_public_is_labelled(shared: Path) -> None:
    pages = sorted(path.name for path in (shared / "samples" / "service-public" / "json").glob("*.json"))
    assert sorted(row["file"] for row in labels.rows_of("service-public")) == pages
