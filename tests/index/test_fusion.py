import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import standardise
from tests.index.building import fuse, properties

# Cosines and BM25 scores: bounded, with few decimals so that equal scores occur.
SCORES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(-100, 4_000).map(lambda n: n / 100), max_size=8)
WEIGHT = st.sampled_from([0.5, 1.0, 1.5])


def ordered(scores: dict[str, float]) -> list[str]:
    return sorted(scores, key=lambda key: (-scores[key], key))


@properties
@given(SCORES, WEIGHT)
def test_one_ranking_alone_keeps_its_order(scores: dict[str, float], weight: float) -> None:
    for fused in (fuse(scores, {}, weight), fuse({}, scores, weight)):
        assert set(fused) == set(scores)
        for first in scores:
            for second in scores:
                if scores[first] > scores[second]:
                    assert fused[first] > fused[second]


@properties
@given(SCORES, SCORES, WEIGHT)
def test_exchanging_the_rankings_and_their_weights_changes_nothing(
    first: dict[str, float], second: dict[str, float], weight: float
) -> None:
    one, other = fuse(first, second, weight), fuse(second, first, 2 - weight)
    assert set(one) == set(other)
    assert all(math.isclose(one[key], other[key], abs_tol=1e-12) for key in one)


@properties
@given(SCORES, SCORES, WEIGHT)
def test_every_passage_of_either_ranking_gets_a_finite_score(
    first: dict[str, float], second: dict[str, float], weight: float
) -> None:
    fused = fuse(first, second, weight)
    assert set(fused) == set(first) | set(second)
    assert all(math.isfinite(score) for score in fused.values())


@properties
@given(SCORES, SCORES)
def test_first_in_both_rankings_is_first_of_all(first: dict[str, float], second: dict[str, float]) -> None:
    fused = fuse({**first, "best": 50.0}, {**second, "best": 50.0}, 1.0)
    assert ordered(fused)[0] == "best"


@properties
@given(SCORES)
def test_standard_scores_have_mean_zero_and_deviation_one(scores: dict[str, float]) -> None:
    values = list(standardise(scores).values())
    assert math.isclose(math.fsum(values), 0, abs_tol=1e-6)
    if len(set(scores.values())) > 1:
        assert math.isclose(math.fsum(v * v for v in values) / len(values), 1, rel_tol=1e-6)


@pytest.mark.parametrize("score", [0.1, 0.3, 0.7, 0.9])
@pytest.mark.parametrize("count", [1, 3, 7])
def test_equal_scores_are_all_zero(score: float, count: int) -> None:
    assert set(standardise({str(n): score for n in range(count)}).values()) == {0.0}


def test_the_weight_turns_the_balance() -> None:
    dense, lexical = {"a": 0.9, "b": 0.1}, {"a": 1.0, "b": 9.0}
    assert ordered(fuse(dense, lexical, 1.5)) == ["a", "b"]
    assert ordered(fuse(dense, lexical, 0.5)) == ["b", "a"]


def test_a_passage_one_ranking_missed_counts_as_its_last_there() -> None:
    fused = fuse({"a": 0.9, "b": 0.8}, {"a": 5.0, "b": 3.0, "c": 3.0}, 1.0)
    assert fused["c"] == fused["b"] < fused["a"]
