"""Two more looks at the words of a question."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import IndexDamaged
from index.word_views import Ranking, WordViews, pieces
from tests.assistant.made import made_passage
from tests.index.building import fuse

HELMET = replace(made_passage("Il est rouge.", title="Qui porte le casque ?", name="casque"), asked=("cask obligatoire ?",))
VEST = replace(made_passage("Il est jaune.", title="Qui porte le gilet ?", name="gilet"), asked=("gilet fluo", "gilet jaune ?"))
ADDED = replace(made_passage("Le gilet et le casque.", name="ajout"), kind="document_local")


@pytest.fixture
def views(tmp_path: Path) -> WordViews:
    WordViews.build(tmp_path, [HELMET, VEST, ADDED])
    return WordViews.open(tmp_path)


def test_pieces_run_over_the_words_without_accents() -> None:
    assert pieces("Été là") == ["ete ", "te l", "e la"]
    assert pieces("abc") == []
    assert pieces("") == []


def test_the_best_question_of_a_passage_counts_once(views: WordViews) -> None:
    questions, _ = views.search("gilet jaune", 10)
    assert list(questions.scores) == ["gilet#1"]
    (best,) = questions.scores.values()
    worse, _ = views.search("gilet", 10)
    assert best > worse.scores["gilet#1"] > 0


def test_a_misspelled_word_still_meets_its_pieces(views: WordViews) -> None:
    questions, bits = views.search("kasque obligatoir", 10)
    assert next(iter(bits.scores)) == "casque#1"
    assert bits.scores["casque#1"] > questions.scores.get("casque#1", 0.0)


def test_added_documents_are_not_covered(views: WordViews) -> None:
    for ranking in views.search("gilet casque", 10):
        assert ranking.covers == {"casque#1", "gilet#1"}
        assert ranking.weight > 0


def test_no_more_passages_than_asked_for(views: WordViews) -> None:
    assert all(len(ranking.scores) <= 1 for ranking in views.search("qui porte le gilet ou le casque", 1))


def test_a_corpus_without_questions_finds_nothing(tmp_path: Path) -> None:
    WordViews.build(tmp_path, [ADDED])
    assert [dict(ranking.scores) for ranking in WordViews.open(tmp_path).search("gilet", 5)] == [{}, {}]


def test_a_view_that_is_gone_is_damage(tmp_path: Path) -> None:
    WordViews.build(tmp_path, [VEST])
    (tmp_path / "pieces" / "passage_ids.json").unlink()
    with pytest.raises(IndexDamaged):
        WordViews.open(tmp_path)


def test_a_view_lifts_what_it_finds_and_says_nothing_of_what_it_does_not_cover() -> None:
    dense, lexical = {"a": 0.9, "b": 0.8, "c": 0.7}, {"a": 3.0, "b": 2.0, "c": 1.0}
    plain = fuse(dense, lexical, 1.0)
    view = Ranking({"b": 9.0, "c": 1.0}, 4.0, frozenset({"a", "b", "c"}))
    fused = fuse(dense, lexical, 1.0, [view])
    assert max(plain, key=plain.__getitem__) == "a"
    assert max(fused, key=fused.__getitem__) == "b"
    blind = fuse(dense, lexical, 1.0, [Ranking({}, 1.0, frozenset())])
    gained = {key: round(blind[key] - plain[key], 3) for key in plain}
    assert gained == {"a": 1.225, "b": 0.0, "c": -1.225}  # the standardised lexical scores
