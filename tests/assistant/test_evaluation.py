"""Figures on golden questions, computed from cases counted by hand."""

import math
from collections.abc import Sequence
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.evaluation import LOWER_IS_BETTER, Expectation, Judged, by_kind, contains, figures, judge, shortfalls
from assistant.golden import GoldenQuestion
from index.hit import Hit
from tests.assistant.made import made_answer, made_citation, made_hits, made_passage
from ui.bootstrap import Application

RIGHT, WRONG, OTHER = (made_passage("Un texte.", name=name) for name in ("juste", "faux", "autre"))


def question(name: str, kind: Any = "answerable") -> GoldenQuestion:
    facts = ("JUSTE-001",) if kind in ("answerable", "follow_up") else ()
    return GoldenQuestion(name, "test", kind, ("Qui ?",), facts, (("texte",),))


def row(name: str, kind: Any, status: Any, hits: Sequence[Hit] = (), found: bool = False, words: int = 0) -> Judged:
    """Return a judged question; ``words`` counts the answer's words, its marker included."""
    citations = [made_citation(" ".join(["mot"] * (words - 1)))] if words else []
    return Judged(question(name, kind), made_answer(status, citations), tuple(hits), found, len(citations))


ROWS = [
    row("a", "answerable", "answered", made_hits(RIGHT, WRONG), found=True, words=10),
    row("b", "answerable", "answered", made_hits(WRONG, OTHER, RIGHT), found=True, words=40),
    row("c", "follow_up", "answered", made_hits(WRONG), words=21),
    row("d", "answerable", "unanswered"),
    row("e", "out_of_corpus", "out_of_scope"),
    row("f", "out_of_corpus", "unanswered"),
    row("g", "out_of_corpus", "answered", words=300),
    row("h", "smalltalk", "smalltalk"),
    row("i", "smalltalk", "answered", words=2),
]


def test_figures_are_the_shares_counted_by_hand() -> None:
    assert figures(ROWS) == pytest.approx(
        {
            "hit@1": 1 / 4,
            "hit@5": 2 / 4,
            "ndcg@10": (1 + 1 / math.log2(4)) / 4,
            "content_found": 2 / 4,
            "over_refusal": 1 / 4,
            "refusal_recall": 2 / 3,
            "refusal_precision": 2 / 3,
            "smalltalk_right": 1 / 2,
            "citations_exact": 1.0,
            "median_words": 21.0,
        },
        abs=1e-4,
    )


def test_a_right_passage_behind_the_fifth_counts_for_the_ranking_alone() -> None:
    others = [made_passage("Un texte.", name=f"autre-{n}") for n in range(5)]
    found = figures([row("a", "answerable", "answered", made_hits(*others, RIGHT), words=5)])
    assert (found["hit@1"], found["hit@5"]) == (0, 0)
    assert found["ndcg@10"] == pytest.approx(1 / math.log2(7), abs=1e-4)


def test_an_inexact_citation_lowers_its_figure() -> None:
    citations = [made_citation("Un."), made_citation("Deux.", 2), made_citation("Trois.", 3)]
    judged = Judged(question("a"), made_answer("answered", citations), (), found=True, exact_citations=2)
    assert figures([judged])["citations_exact"] == pytest.approx(2 / 3, abs=1e-4)


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([], set()),
        (ROWS[7:8], {"smalltalk_right"}),
        (ROWS[4:5], {"refusal_recall", "refusal_precision"}),
        (ROWS[3:4], {"hit@1", "hit@5", "ndcg@10", "content_found", "over_refusal", "refusal_precision"}),
    ],
    ids=["nothing", "small talk", "out of corpus", "one refusal"],
)
def test_a_figure_without_any_case_is_left_out(rows: list[Judged], names: set[str]) -> None:
    assert set(figures(rows)) == names


def test_each_kind_has_its_count_and_the_share_treated_as_it_demands() -> None:
    assert by_kind(ROWS) == {
        "answerable": {"questions": 3, "right": 0.6667},
        "follow_up": {"questions": 1, "right": 0.0},
        "out_of_corpus": {"questions": 3, "right": 0.6667},
        "smalltalk": {"questions": 2, "right": 0.5},
    }


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        ("Le préavis dure DEUX\u00a0MOIS. [1]", [["deux mois"]], True),
        ("Le preavis dure deux mois.", [["préavis"], ["2 mois", "deux  mois"]], True),
        ("Le préavis dure deux mois.", [["préavis"], ["un mois"]], False),
        ("L’employeur décide.", [["l'employeur"]], True),
        ("", [["mot"]], False),
        ("Rien n'est attendu.", [], True),
    ],
)
def test_content_is_found_accents_case_and_spaces_aside(text: str, expected: list[list[str]], found: bool) -> None:
    assert contains(text, expected) is found


STORED = {"hit@1": Expectation(0.8, 0.02), "over_refusal": Expectation(0.03, 0.01), "median_words": Expectation(60, 5)}


@pytest.mark.parametrize(
    ("change", "worse"),
    [
        ({}, []),
        ({"hit@1": 0.78, "over_refusal": 0.04, "median_words": 65}, []),
        ({"hit@1": 0.99, "over_refusal": 0.0, "median_words": 20}, []),
        ({"hit@1": 0.779}, ["hit@1"]),
        ({"over_refusal": 0.041}, ["over_refusal"]),
        ({"median_words": 66, "hit@1": 0.1}, ["hit@1", "median_words"]),
        ({"hit@1": None}, ["hit@1"]),
        ({"over_refusal": None}, ["over_refusal"]),
    ],
)
def test_a_shortfall_is_worse_than_the_tolerance_allows_in_the_figure_s_own_direction(
    change: dict[str, float | None], worse: list[str]
) -> None:
    found = {name: expectation.value for name, expectation in STORED.items()} | change
    assert shortfalls({name: value for name, value in found.items() if value is not None}, STORED) == worse


def test_figures_where_less_is_better_are_figures() -> None:
    assert set(LOWER_IS_BETTER) < set(figures(ROWS))


def test_judging_asks_every_question_in_order_and_sees_a_quote_that_is_not_there(application: Application) -> None:
    asked: list[Sequence[str]] = []
    done: list[int] = []

    def ask(turns: Sequence[str]) -> Answer:
        asked.append(turns)
        return application.ask(turns[-1], list(turns[:-1]))

    def text_of(document_id: str) -> str:
        return application.document(document_id).text

    questions = [question("a"), question("b", "smalltalk")]
    questions[0] = GoldenQuestion(
        "a", "test", "answerable", ("Combien de temps dure un CDD d'AESH ?",), ("X",), (("trois ans",),)
    )
    exact = judge(questions, ask, application.search, text_of, done.append)
    shifted = judge(questions[:1], ask, application.search, lambda name: " " + text_of(name))
    assert [list(turns) for turns in asked[:2]] == [list(q.turns) for q in questions]
    assert done == [1, 2]
    assert exact[0].found
    assert exact[0].exact_citations == len(exact[0].answer.citations) > 0
    assert len(exact[0].hits) == 10
    assert exact[1].hits == ()
    assert shifted[0].exact_citations == 0
