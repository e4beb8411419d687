"""Figures on golden questions, computed from cases counted by hand."""

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, Sentence
from assistant.citation_quality import CitationCounts, citation_counts
from assistant.errors import InvalidGoldenFile
from assistant.evaluation import Judged, Subject, better_hit, by_kind, by_theme, contains, judge, shown_text, worst
from assistant.expected import Expectation, load_expected, save_expected, shortfalls
from assistant.figures import LOWER_IS_BETTER, MEASURES, WORD_COUNTS, figures, intervals
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


def sure(judged: Judged, confidence: float) -> Judged:
    return replace(judged, answer=replace(judged.answer, confidence=confidence))


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


COUNTED = {
    "hit@1": 1 / 4,
    "hit@5": 2 / 4,
    "ndcg@10": (1 + 1 / math.log2(4)) / 4,
    "content_found": 2 / 4,
    "right_answerable": 2 / 3,
    "right_follow_up": 0.0,
    "right_out_of_corpus": 2 / 3,
    "smalltalk_right": 1 / 2,
    "partial_share": 0.0,
    "over_refusal": 1 / 4,
    "refusal_recall": 2 / 3,
    "refusal_precision": 2 / 3,
    "refusal_f1": 2 / 3,
    "balanced_error": (1 / 4 + 1 / 3) / 2,
    "citations_exact": 1.0,
    "citation_precision": 1.0,
    "citation_recall": 1.0,
    "median_words": 21.0,
    "p90_words": 36.2,
}


def test_figures_are_the_shares_counted_by_hand() -> None:
    assert figures(ROWS) == pytest.approx(COUNTED, abs=1e-4)


def test_figures_of_confidence_are_those_of_the_answers_that_have_one() -> None:
    told = [sure(ROWS[0], 0.9), sure(ROWS[1], 0.6), sure(ROWS[2], 0.8), sure(ROWS[6], 0.3), *ROWS[3:6]]
    found = figures(told)
    assert found["ece"] == pytest.approx((0.1 + 0.4 + 0.8 + 0.3) / 4, abs=1e-4)
    assert found["brier"] == pytest.approx((0.01 + 0.16 + 0.64 + 0.09) / 4, abs=1e-4)
    assert found["aurc"] == pytest.approx((0 + 1 / 2 + 1 / 3 + 2 / 4) / 4, abs=1e-4)


def test_an_answerable_question_taken_for_small_talk_is_refused_too() -> None:
    assert figures([row("a", "answerable", "smalltalk")])["over_refusal"] == 1


def test_a_partial_answer_is_counted() -> None:
    assert figures([row("a", "answerable", "partial", words=5), ROWS[0]])["partial_share"] == 0.5


def test_intervals_hold_their_figure_are_the_same_twice_and_narrow_with_questions() -> None:
    first, second, many = intervals(ROWS), intervals(ROWS), intervals(ROWS * 10)
    assert first == second
    assert {name: figure.value for name, figure in first.items()} == figures(ROWS)
    for name, figure in first.items():
        assert 0 <= figure.low <= figure.value <= figure.high, name
        assert name in WORD_COUNTS or figure.high <= 1
    assert many["hit@5"].high - many["hit@5"].low < first["hit@5"].high - first["hit@5"].low
    assert (first["citations_exact"].low, first["citations_exact"].high) == (1, 1)
    assert intervals([]) == {}


def test_the_interval_of_a_share_is_about_that_of_the_binomial_law() -> None:
    figure = intervals([row(str(n), "out_of_corpus", "answered" if n % 4 else "unanswered") for n in range(100)])[
        "refusal_recall"
    ]
    assert (figure.low, figure.high) == pytest.approx((0.165, 0.335), abs=0.02)


def test_a_relevant_passage_that_was_not_found_lowers_the_ranking() -> None:
    found = row("a", "answerable", "answered", made_hits(RIGHT), words=5)
    assert figures([found])["ndcg@10"] == 1
    missed = replace(found, relevant=frozenset({"juste#1", "ailleurs#1"}))
    assert figures([missed])["ndcg@10"] == pytest.approx(1 / (1 + 1 / math.log2(3)), abs=1e-4)


def test_a_question_without_facts_says_nothing_of_the_ranking() -> None:
    told = replace(row("a", "reference", "answered", made_hits(RIGHT)), golden=replace(question("a", "reference"), facts=()))
    assert "hit@1" not in figures([told])
    assert figures([told, ROWS[0]])["hit@1"] == 1


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
        (ROWS[4:5], {"right_out_of_corpus", "refusal_recall", "refusal_precision", "refusal_f1"}),
        (
            ROWS[3:4],
            {
                "hit@1",
                "hit@5",
                "ndcg@10",
                "content_found",
                "right_answerable",
                "over_refusal",
                "refusal_precision",
                "refusal_f1",
            },
        ),
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


def test_each_theme_counts_the_questions_that_the_corpus_answers() -> None:
    rows = [replace(j, golden=replace(j.golden, theme=theme)) for j, theme in zip(ROWS[:5], "ppttp", strict=True)]
    assert by_theme(rows) == {"p": {"questions": 2, "right": 1.0}, "t": {"questions": 2, "right": 0.0}}


def test_the_worst_are_the_most_confident_errors_then_what_else_is_wrong() -> None:
    rows = [*ROWS[:2], sure(ROWS[2], 0.4), ROWS[3], sure(ROWS[6], 0.7), ROWS[4]]
    assert [j.golden.question_id for j in worst(rows, 10)] == ["g", "c", "d"]
    assert [j.golden.question_id for j in worst(rows, 1)] == ["g"]


def test_the_better_section_is_a_right_one_that_was_found_and_not_cited() -> None:
    missed = row("a", "answerable", "answered", made_hits(WRONG, RIGHT), words=5)
    assert better_hit(missed) == missed.hits[1]
    assert better_hit(replace(missed, hits=tuple(made_hits(WRONG)))) is None
    citation = replace(made_citation("Un texte."), passage=RIGHT)
    assert better_hit(replace(missed, answer=made_answer("answered", [citation]))) is None


FIRST, SECOND = made_citation("Le contrat dure trois ans."), made_citation("Le préavis est de deux mois.", 2)


def test_citations_are_counted_by_what_they_support_and_whether_they_are_needed() -> None:
    sentences = (
        Sentence(FIRST.quote, (1,), "verbatim"),
        Sentence(FIRST.quote, (1, 2), "verbatim"),
        Sentence("Le contrat dure cinq ans.", (1,), "verified"),
        Sentence("Le contrat dure trois ans.", (7,), "verified"),
    )
    answer = replace(made_answer("answered", [FIRST, SECOND]), sentences=sentences)
    assert citation_counts(answer) == CitationCounts(sentences=4, supported=2, uses=5, needed=2)
    judged = Judged(question("a"), answer, (), True, 2)
    assert figures([judged])["citation_recall"] == 0.5
    assert figures([judged])["citation_precision"] == pytest.approx(2 / 5)


def test_a_refusal_has_no_citation_to_count() -> None:
    assert citation_counts(made_answer("unanswered")) == CitationCounts(0, 0, 0, 0)


def test_the_text_judged_is_that_of_the_sentences_and_not_the_headings() -> None:
    lead = "\n\n#### Mon contrat dure deux mois ?\n"
    answer = replace(made_answer("answered", [FIRST]), sentences=(Sentence(FIRST.quote, (1,), "verbatim", lead),))
    assert "deux mois" in answer.text
    assert shown_text(answer) == FIRST.quote


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        ("Le préavis dure DEUX\u00a0MOIS. [1]", [["deux mois"]], True),
        ("Le preavis dure deux mois.", [["préavis"], ["2 mois", "deux  mois"]], True),
        ("Le préavis dure deux mois.", [["préavis"], ["un mois"]], False),
        ("L’employeur décide.", [["l'employeur"]], True),
        ("", [["mot"]], False),
        ("Rien n'est attendu.", [], True),
        ("Le préavis dure 13 mois.", [["3 mois"]], False),
        ("Le préavis dure 3 mois.", [["3 mois"]], True),
        ("La somme est de 1 100 euros.", [["100 euros"]], False),
        ("La somme est de 100,50 euros.", [["100"]], False),
        ("La somme est de 100.", [["100"]], True),
        ("La part est de 62,5 %.", [["5 %"]], False),
        ("Il faut 10 000 signatures.", [["10"]], False),
        ("Aucun mois n'est payé.", [["un mois"]], False),
        ("L'employeur rembourse (10 h).", [["rembours"], ["(10 h)"]], True),
        ("Un contrat de trois ans, renouvelable une fois.", [["trois ans"], ["une fois"]], True),
        ("Un contrat de trois ans.", [["trois ans"], ["une fois"]], False),
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
    assert set(LOWER_IS_BETTER) < set(MEASURES)


def test_new_values_take_the_place_of_the_old_and_tolerances_stay(tmp_path: Path) -> None:
    path = tmp_path / "expected.yaml"
    path.write_text(
        "# Un commentaire.\nhit@1: {value: 0.5, tolerance: 0.07}\nmedian_words: {value: 80, tolerance: 4}\n", "utf-8"
    )
    save_expected(path, {"hit@1": 0.61234, "median_words": 73.5, "right_as_of": 0.5, "p90_words": 120, "ece": 0.04})
    assert path.read_text("utf-8").splitlines()[:2] == ["# Un commentaire.", "hit@1: {value: 0.612, tolerance: 0.07}"]
    assert load_expected(path) == {
        "hit@1": Expectation(0.612, 0.07),
        "median_words": Expectation(73.5, 4),
        "right_as_of": Expectation(0.5, 0.1),
        "p90_words": Expectation(120, 6),
        "ece": Expectation(0.04, 0.03),
    }
    assert load_expected(tmp_path / "absent.yaml") == {}


@pytest.mark.parametrize(
    "text", ["hit@1: 0.5\n", "- hit@1\n", "hit@1: {value: 0.5}\n", "hit@1: {value: bon, tolerance: 1}\n", "[x\n"]
)
def test_stored_values_with_an_error_name_their_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "expected.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidGoldenFile) as raised:
        load_expected(path)
    assert "expected.yaml" in raised.value.detail


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
    subject = Subject(ask, application.search, text_of, lambda fact: [f"{fact}#1"])
    exact = judge(questions, subject, done.append)
    shifted = judge(questions[:1], replace(subject, text_of=lambda name: " " + text_of(name)))
    assert [list(turns) for turns in asked[:2]] == [list(q.turns) for q in questions]
    assert done == [1, 2]
    assert exact[0].found
    assert exact[0].exact_citations == len(exact[0].answer.citations) > 0
    assert len(exact[0].hits) == 10
    assert exact[0].relevant == {"X#1"}
    assert exact[1].hits == ()
    assert shifted[0].exact_citations == 0
