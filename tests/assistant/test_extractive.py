"""Answers are sentences of the passages found, taken as they stand."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import MAX_QUOTE
from assistant.extractive import Extract, compose, extracts
from assistant.golden import GoldenQuestion
from assistant.settings import AssistantSettings
from corpus.passage import Passage
from corpus.sentences import sentence_spans
from tests.assistant.made import made_hits, made_passage
from ui.bootstrap import Application

SETTINGS = AssistantSettings()
DIRECT = "Oui, le gilet se porte dehors."
BODY = f"{DIRECT} La couleur est libre. Le sifflet reste facultatif. Un badge suffit le soir. Le casque sert au vélo."
WORDS = st.sampled_from("gilet sifflet badge casque cour préau vélo soir matin portail grille bac à sable".split())
SENTENCES = st.lists(WORDS, min_size=1, max_size=60).map(lambda words: " ".join(words).capitalize() + ".")
PASSAGES = st.lists(SENTENCES, min_size=1, max_size=9).map(" ".join)


def even(term: str) -> float:
    """Give every term the same weight."""
    return 1.0


def answer(question: str, *passages: Passage, options: AssistantSettings = SETTINGS) -> list[Extract]:
    return compose(question, made_hits(*passages), even, options)


def words(composed: list[Extract]) -> int:
    return sum(len(extract.text.split()) for extract in composed)


def sentences_of(passage: Passage) -> list[str]:
    return [passage.text[start:end] for start, end in sentence_spans(passage.text, passage.body_start - passage.start)]


def check_extracts(composed: list[Extract], options: AssistantSettings = SETTINGS) -> None:
    """Fail unless each extract is a bounded stretch of its passage at its place, and the answer has its length."""
    assert composed
    assert len(composed) <= options.max_sentences
    assert len(composed) == 1 or words(composed) <= options.max_words
    assert len({(e.passage.passage_id, e.start) for e in composed}) == len(composed)
    for extract in composed:
        passage = extract.passage
        assert passage.body_start <= extract.start < extract.end <= passage.end
        assert passage.text[extract.start - passage.start : extract.end - passage.start] == extract.text
        assert len(extract.text) <= MAX_QUOTE
        whole = [s for s in sentences_of(passage) if s.startswith(extract.text)]
        assert extract.text in whole or any(len(s) > MAX_QUOTE for s in whole)


def test_nothing_found_gives_no_sentence() -> None:
    assert compose("Qui ?", [], even, SETTINGS) == []


def test_the_direct_answer_comes_first_though_another_sentence_holds_the_words() -> None:
    composed = answer("le casque, le vélo, le badge, le sifflet ?", made_passage(BODY))
    assert composed[0].text == DIRECT


def test_the_other_sentences_are_those_that_hold_the_question_s_words_in_reading_order() -> None:
    options = replace(SETTINGS, max_sentences=3)
    composed = answer("casque pour le vélo, et badge ?", made_passage(BODY), options=options)
    assert [e.text for e in composed] == [DIRECT, "Un badge suffit le soir.", "Le casque sert au vélo."]


def test_the_heading_is_never_quoted() -> None:
    composed = answer("le gilet jaune", made_passage(BODY, title="Le gilet jaune est-il obligatoire ?"))
    assert all("obligatoire" not in extract.text for extract in composed)


def test_a_passage_without_prose_says_nothing_and_the_next_one_speaks() -> None:
    composed = answer("le gilet", made_passage("", name="vide"), made_passage(BODY))
    assert {extract.passage.document_id for extract in composed} <= {"gilet"}


def test_sentences_of_the_best_passage_come_before_those_of_the_second() -> None:
    other = made_passage("Non, le gilet reste au vestiaire. Le vélo aussi.", name="vestiaire")
    composed = answer("le gilet au vestiaire", made_passage("Oui, le gilet se porte."), other)
    assert composed[0].text == "Oui, le gilet se porte."
    order = [extract.passage.document_id for extract in composed]
    assert order == sorted(order, key=["gilet", "vestiaire"].index)


def test_a_much_weaker_second_passage_stays_silent() -> None:
    strong, weak = made_hits(made_passage(DIRECT), made_passage("Le gilet du voisin est rouge.", name="voisin"))
    composed = compose("le gilet", [strong, replace(weak, fused=strong.fused - 3)], even, SETTINGS)
    assert [extract.text for extract in composed] == [DIRECT]


def test_an_article_asked_for_by_name_speaks_alone() -> None:
    article, other = made_hits(made_passage("Le présent article règle la cour."), made_passage(BODY, name="fiche"))
    composed = compose("article 3", [replace(article, exact=True), other], even, SETTINGS)
    assert {extract.passage.document_id for extract in composed} == {"gilet"}


@pytest.mark.parametrize("glue", [" ; ", ", ", " ", ""])
def test_a_sentence_longer_than_a_quote_is_cut_behind_what_fits(glue: str) -> None:
    passage = made_passage("Voici " + glue.join(["jardin"] * 300) + ".")
    composed = answer("le jardin", passage)
    check_extracts(composed)
    assert MAX_QUOTE // 2 <= len(composed[0].text) <= MAX_QUOTE
    assert glue != " ; " or composed[0].text.endswith("jardin ;")


def test_a_first_sentence_longer_than_the_aim_stands_alone() -> None:
    passage = made_passage("Le " + "gilet " * 95 + "sert. Le vélo aussi.")
    assert len(answer("gilet vélo", passage)) == 1


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.lists(PASSAGES, min_size=1, max_size=3), st.lists(WORDS, min_size=1, max_size=6).map(" ".join))
def test_any_passages_give_bounded_exact_sentences_that_open_with_the_direct_answer(bodies: list[str], question: str) -> None:
    passages = [made_passage(body, name=f"fiche-{n}", shift=37 * n) for n, body in enumerate(bodies)]
    composed = answer(question, *passages)
    check_extracts(composed)
    first = sentences_of(passages[0])[0]
    assert composed[0].passage == passages[0]
    assert first.startswith(composed[0].text)


def test_extracts_score_the_share_of_the_weighted_question_words() -> None:
    found = extracts(made_passage("Le sifflet. Le sifflet et le badge. Rien."), {"sifflet": 3.0, "badg": 1.0})
    assert [extract.score for extract in found] == [0.75, 1.0, 0.0]


def test_every_golden_answer_is_made_of_bounded_sentences_that_open_with_the_direct_answer(
    application: Application, golden: list[GoldenQuestion]
) -> None:
    rarity = application.retriever.index().lexical.rarity
    for question in [q for q in golden if q.kind == "answerable"][::5]:
        hits = application.search(question.turns[0], SETTINGS.hits)
        composed = compose(question.turns[0], hits, rarity, SETTINGS)
        check_extracts(composed)
        best = hits[0].passage
        first, _ = next(sentence_spans(best.text, best.body_start - best.start))
        opening = next(extract for extract in composed if extract.part != "correction")  # a belief is corrected first
        assert opening.start == best.start + first
