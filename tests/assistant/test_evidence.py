"""More support never weakens the evidence, more foreignness never strengthens it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.evidence import Evidence, coverage, weigh
from index.hit import Hit
from index.neighbour_index import NOT_FOREIGN, Foreignness
from tests.assistant.made import made_hits, made_passage

WORDS = ["bottes", "cerceau", "dossard", "fanion", "grenade", "hamac", "igloo", "jonquille", "kayak", "luge"]
QUESTION = " ".join(WORDS)
NEUTRAL = Foreignness("la plage", "Voyez le maître-nageur.", similarity=0.8, overlap=0.3, leaning=0.0)
SEEDED = settings(derandomize=True, deadline=None, max_examples=100)
KINDS = st.sampled_from(["fiche", "texte_officiel", "document_local"])
COSINES = st.floats(0.5, 1.0)
FOREIGN = st.builds(Foreignness, st.just("la plage"), st.just("Voyez là-bas."), COSINES, st.floats(0, 1), st.floats(-8, 8))


def even(term: str) -> float:
    """Give every term the same weight."""
    return 1.0


def holding(count: int, dense: float = 0.8, kind: str = "fiche") -> list[Hit]:
    """Return one hit whose passage holds the first ``count`` words of the question."""
    passage = made_passage(" ".join(["Voici", *WORDS[:count]]) + ".")
    return made_hits(replace(passage, kind=kind), dense=dense)


def score(hits: list[Hit], foreign: Foreignness = NEUTRAL) -> Evidence:
    return weigh(QUESTION, hits, foreign, even)


def test_no_passage_is_no_evidence() -> None:
    assert score([]).score == 0


def test_the_very_article_asked_for_is_full_evidence() -> None:
    found = [replace(holding(0)[0], exact=True)]
    assert score(found, replace(NEUTRAL, similarity=1.0, overlap=1.0, leaning=9.0)).score == 1
    assert not score(found).is_foreign


@pytest.mark.parametrize("count", range(len(WORDS) + 1))
def test_coverage_is_the_share_of_the_question_that_the_passage_holds(count: int) -> None:
    assert coverage(QUESTION, holding(count)[0].passage, even) == pytest.approx(count / len(WORDS))


def test_coverage_gives_rare_words_more_weight() -> None:
    passage = holding(1)[0].passage
    common = coverage(QUESTION, passage, even)
    assert coverage(QUESTION, passage, lambda term: 9.0 if term.startswith("bott") else 1.0) > common


def test_coverage_of_a_question_without_telling_words_is_zero() -> None:
    assert coverage("et pour moi ?", holding(3)[0].passage, even) == 0


def test_each_further_word_held_and_each_gain_in_meaning_counts() -> None:
    by_words = [score(holding(count)).score for count in range(len(WORDS) + 1)]
    by_meaning = [score(holding(5, dense)).score for dense in (0.75, 0.8, 0.85, 0.9)]
    assert by_words == sorted(set(by_words))
    assert by_meaning == sorted(set(by_meaning))


@SEEDED
@given(st.integers(0, 9), COSINES, FOREIGN, KINDS)
def test_a_word_more_never_lowers_the_score(count: int, dense: float, foreign: Foreignness, kind: str) -> None:
    assert score(holding(count, dense, kind), foreign).score <= score(holding(count + 1, dense, kind), foreign).score


@SEEDED
@given(st.integers(0, 10), COSINES, COSINES, FOREIGN, KINDS)
def test_a_nearer_passage_never_lowers_the_score(count: int, one: float, two: float, foreign: Foreignness, kind: str) -> None:
    low, high = sorted((one, two))
    assert score(holding(count, low, kind), foreign).score <= score(holding(count, high, kind), foreign).score


@SEEDED
@given(st.integers(0, 10), COSINES, FOREIGN, FOREIGN, KINDS)
def test_a_more_foreign_question_never_has_a_higher_score(
    count: int, dense: float, one: Foreignness, two: Foreignness, kind: str
) -> None:
    hits = holding(count, dense, kind)
    more = replace(
        one,
        similarity=max(one.similarity, two.similarity),
        overlap=max(one.overlap, two.overlap),
        leaning=max(one.leaning, two.leaning),
    )
    assert score(hits, more).score <= score(hits, one).score


@SEEDED
@given(st.integers(0, 10), COSINES, FOREIGN, KINDS)
def test_score_and_coverage_are_shares(count: int, dense: float, foreign: Foreignness, kind: str) -> None:
    evidence = score(holding(count, dense, kind), foreign)
    assert 0 <= evidence.score <= 1
    assert 0 <= evidence.coverage <= 1


def test_a_question_nearer_to_a_foreign_subject_is_foreign_and_one_far_from_any_is_not() -> None:
    assert score(holding(1), replace(NEUTRAL, similarity=0.95, overlap=0.9)).is_foreign
    assert not score(holding(10), NOT_FOREIGN).is_foreign


def test_words_and_meaning_held_by_a_person_s_own_document_are_enough() -> None:
    foreign = replace(NEUTRAL, similarity=0.95, overlap=0.9, leaning=4.0)
    own = score(holding(10, 0.9, "document_local"), foreign)
    assert own.score > score(holding(10, 0.9, "fiche"), foreign).score
    assert not own.is_foreign
