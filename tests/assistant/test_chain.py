"""The way of a question, on the real index and on passages made by hand."""

from dataclasses import replace
from typing import Any

import pytest
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever

from assistant.answer import Answer
from assistant.chain import AnswerChain
from assistant.errors import EmptyQuestion, QuestionTooLong
from assistant.question import MAX_CHARACTERS
from assistant.refusal import NO_EVIDENCE, WHOM_TO_ASK
from assistant.settings import AssistantSettings
from assistant.small_talk import REPLY
from assistant.state import ReadableIndex
from corpus.document import Basis
from index.hit import Hit
from index.manifest import IndexManifest
from index.neighbour_index import NOT_FOREIGN, Foreignness
from tests.assistant.made import made_hits, made_passage
from ui.bootstrap import Application

CDD = "Combien de temps dure un CDD d'AESH ?"
MANIFEST = IndexManifest(1, "000001", "2026-01-02T03:04:05+00:00", "essai", 3, "a", "b", 1, 1, 1)


class FixedRetriever(BaseRetriever):
    """Finds the same hits whatever is asked, and remembers what was."""

    hits: list[Any]
    asked: list[str]

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[LangChainDocument]:
        self.asked.append(query)
        return [LangChainDocument(page_content=hit.passage.text, metadata={"hit": hit}) for hit in self.hits]


class EvenVocabulary:
    """Gives every term the same weight."""

    def rarity(self, term: str) -> float:
        return 1.0


def chain_over(
    application: Application, hits: list[Hit], asked: list[str] | None = None, foreign: Foreignness = NOT_FOREIGN
) -> AnswerChain:
    index = ReadableIndex(MANIFEST, EvenVocabulary(), correct=lambda text: text, foreignness=lambda text: foreign)
    retriever = FixedRetriever(hits=hits, asked=[])
    if asked is not None:
        retriever.asked = asked
    return AnswerChain(retriever, lambda: index, lambda: application.shelf, AssistantSettings(), application.today)


def sections(answer: Answer) -> set[str]:
    return {citation.passage.section_title for citation in answer.citations}


def test_a_section_s_own_heading_is_answered_from_that_section(application: Application) -> None:
    answer = application.ask(CDD)
    assert answer.status == "answered"
    assert CDD in sections(answer)


def test_the_runnable_gives_what_answer_gives(application: Application) -> None:
    plain, invoked = application.ask(CDD), application.chain.runnable.invoke([CDD])
    assert replace(plain, timings_ms={}) == replace(invoked, timings_ms={})


@pytest.mark.parametrize("question", ["", " \n", "\x00\x07", "\u200b"])
def test_an_empty_question_is_refused_even_behind_a_conversation(application: Application, question: str) -> None:
    with pytest.raises(EmptyQuestion):
        application.ask(question, [CDD])


def test_a_question_of_20_000_characters_is_refused(application: Application) -> None:
    with pytest.raises(QuestionTooLong):
        application.ask("mon contrat " * 1_667)


def test_a_follow_up_is_searched_with_the_question_before_it(application: Application) -> None:
    asked: list[str] = []
    answer = chain_over(application, [], asked).answer("et en CDI ?", ["Parlons de la cantine.", CDD])
    assert answer.standalone_question == "Combien de temps dure un CDI d'AESH ? et en CDI ?"
    assert asked[-2:] == ["Combien de temps dure un CDI d'AESH ?", answer.standalone_question]  # both orders are joined
    assert answer.question == "et en CDI ?"


@pytest.mark.parametrize("noise", ["", "???", " \n ", "\x00", "😀"])
def test_an_earlier_message_without_a_word_is_passed_over(application: Application, noise: str) -> None:
    answer = chain_over(application, []).answer("et pour finir ?", [CDD, noise])
    assert answer.standalone_question == f"{CDD} et pour finir ?"


def test_control_characters_of_an_earlier_message_do_not_travel(application: Application) -> None:
    answer = chain_over(application, []).answer("et pour finir ?", ["Combien\x00 de temps\x07 dure un CDD ?"])
    assert answer.standalone_question == "Combien de temps dure un CDD ? et pour finir ?"


def test_what_is_searched_stays_within_the_limit_whatever_was_said_before(application: Application) -> None:
    asked: list[str] = []
    chain_over(application, [], asked).answer("et en CDI ?", ["mon contrat " * 2_000])
    assert all(len(query) <= MAX_CHARACTERS for query in asked)


def test_thanks_in_the_middle_of_a_conversation_are_not_searched(application: Application) -> None:
    asked: list[str] = []
    answer = chain_over(application, [], asked).answer("merci beaucoup !", [CDD])
    assert (answer.status, answer.text, asked) == ("smalltalk", REPLY, [])


def test_an_index_that_finds_nothing_gives_a_refusal(application: Application) -> None:
    answer = chain_over(application, []).answer("Qui porte le gilet ?")
    assert answer.status == "unanswered"
    assert answer.text.startswith(NO_EVIDENCE)
    assert answer.suggestions == ()


def test_a_refusal_names_whom_to_ask_for_the_theme_found_and_offers_its_question(application: Application) -> None:
    passage = made_passage("Le préau est couvert.", title="Le préau est-il couvert ?")
    foreign = Foreignness("la mer", "Voyez ailleurs.", similarity=-1.0, overlap=0.0, leaning=40.0)
    answer = chain_over(application, made_hits(passage, dense=-0.9), foreign=foreign).answer("Où acheter des palmes ?")
    assert answer.status == "unanswered"
    assert WHOM_TO_ASK["missions"] in answer.text
    assert answer.suggestions == ("Le préau est-il couvert ?",)


def test_a_question_next_to_the_corpus_is_named_and_sent_elsewhere(application: Application) -> None:
    foreign = Foreignness("la plongée", "Voyez un club.", similarity=1.0, overlap=1.0, leaning=9.0)
    hits = made_hits(made_passage("Le préau est couvert."), dense=0.1)
    answer = chain_over(application, hits, foreign=foreign).answer("Où acheter des palmes ?")
    assert answer.status == "out_of_scope"
    assert "la plongée" in answer.text
    assert "Voyez un club." in answer.text


def test_a_citation_of_a_replaced_text_is_flagged_with_its_successor_and_date(application: Application) -> None:
    gone = Basis("décret n° 1999-1, article 2", legal_status="replaced", until="2025-09-30", replaced_by="le code neuf")
    passage = replace(
        made_passage("Le gilet jaune se porte dehors."),
        basis=(gone, replace(gone, label="loi en vigueur", legal_status="in_force")),
    )
    answer = chain_over(application, made_hits(passage)).answer("gilet jaune dehors")
    assert answer.warnings == (
        "« décret n° 1999-1, article 2 » n'est plus en vigueur après le 30 septembre 2025 ; voir : le code neuf.",
    )


def test_an_added_article_is_its_own_basis_with_the_status_of_the_register(application: Application) -> None:
    passage = replace(
        made_passage("Les gilets jaunes se portent dehors.", title="Article L917-1"),
        kind="texte_officiel",
        nature="code",
        document_title="Code de l'éducation",
        article="L917-1",
    )
    hits = [replace(hit, exact=True) for hit in made_hits(passage)]
    answer = chain_over(application, hits).answer("que dit l'article L. 917-1 ?")
    [basis] = answer.citations[0].basis
    assert (basis.article, basis.code) == ("L917-1", "code de l'éducation")
    assert basis.legal_status in ("in_force", "amended")
    assert basis.url


def test_suggestions_are_other_questions_of_the_sheets(application: Application) -> None:
    titles = {section.title for sheet in application.sheets for section in sheet.sections}
    answer = application.ask(CDD)
    assert 0 < len(answer.suggestions) <= 3
    assert set(answer.suggestions) <= titles - sections(answer)


def test_the_answer_names_the_index_it_came_from(application: Application) -> None:
    index, manifest = application.ask(CDD).index, application.manifest()
    assert (index.generation, index.passages, index.embedder) == (manifest.generation, manifest.passages, manifest.embedder)
