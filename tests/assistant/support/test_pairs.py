"""The rule over labelled pairs: the bounds it has reached, so that no change lowers them unseen."""

from random import Random

import pytest

from assistant.support.judgement import is_supported
from tests.assistant.pairs import Pair, Part, load_pairs, score
from tests.assistant.sheet_sentences import sentences_by_sheet

BOUNDS: dict[Part, tuple[float, float]] = {"tune": (0.99, 0.66), "test": (0.95, 0.6)}
"""Precision and recall, see docs/verification.md."""
MAX_CROSSED = 0.005


def shown(pairs: list[Pair]) -> list[bool]:
    return [is_supported(pair.sentence, pair.quotes) for pair in pairs]


@pytest.mark.parametrize("part", ["tune", "test"])
def test_precision_and_recall_keep_their_bounds(part: Part) -> None:
    pairs = load_pairs(part)
    found = score(pairs, shown(pairs))
    precision, recall = BOUNDS[part]
    assert (found.precision >= precision, found.recall >= recall) == (True, True), found


def test_the_pairs_are_many_and_the_parts_share_no_quote() -> None:
    tune, test = load_pairs("tune"), load_pairs("test")
    assert len(tune) >= 1_000
    assert len(test) >= 100
    assert {pair.quotes for pair in tune}.isdisjoint(pair.quotes for pair in test)
    assert {pair.id for pair in tune}.isdisjoint(pair.id for pair in test)
    assert len({pair.kind for pair in tune if not pair.is_supported}) >= 12


def test_a_sentence_of_a_sheet_is_nearly_never_supported_by_another_of_the_sheet() -> None:
    chance, tried, found = Random(11), 0, list[tuple[str, str]]()  # noqa: S311 - a sample, not a secret
    for sentences in sentences_by_sheet():
        for sentence in chance.sample(sentences, min(8, len(sentences))):
            quote = chance.choice([other for other in sentences if other != sentence])
            tried += 1
            found += [(sentence, quote)] if is_supported(sentence, [quote]) else []
    assert tried > 500
    assert len(found) <= MAX_CROSSED * tried, found
