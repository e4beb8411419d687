"""The answer as the JSON object that every outlet carries."""

import json
from dataclasses import replace
from typing import Any

import pytest

from assistant.answer import MAX_QUOTE, Sentence
from corpus.document import Basis
from corpus.sentences import sentence_spans
from tests.assistant.invariants import ANSWER_KEYS, BASIS_KEYS, CITATION_KEYS, INDEX_KEYS, SENTENCE_KEYS, check_answer
from tests.assistant.made import made_answer, made_citation
from ui.bootstrap import Application

BASIS = Basis(label="arrêté du 3 mars 2020", nature="arrêté", date="2020-03-03", legal_status="in_force")
SHOWN = made_answer("answered", [made_citation("Le gilet est jaune.", 1, (BASIS,)), made_citation("La cour est fermée.", 2)])


def test_every_key_of_the_contract_is_there_and_no_other() -> None:
    row = SHOWN.to_json()
    assert set(row) == ANSWER_KEYS
    assert set(row["index"]) == INDEX_KEYS
    assert {key for sentence in row["sentences"] for key in sentence} == SENTENCE_KEYS
    assert all(set(citation) == CITATION_KEYS for citation in row["citations"])
    assert all(set(basis) == BASIS_KEYS for citation in row["citations"] for basis in citation["basis"])


def test_what_is_unknown_is_null_and_no_key_goes_missing() -> None:
    row = SHOWN.to_json()
    assert row["confidence"] is None
    assert row["citations"][0]["page"] is None
    assert row["citations"][0]["url"] is None
    assert row["citations"][1]["basis"] == []
    assert row["citations"][0]["basis"][0]["nor"] is None


def test_the_text_is_the_sentences_in_order_with_their_markers() -> None:
    assert SHOWN.text == "Le gilet est jaune. [1] La cour est fermée. [2]"


def test_a_sentence_resting_on_two_quotes_carries_both_markers() -> None:
    both = replace(SHOWN, sentences=(Sentence("Le gilet et la cour.", (1, 2), "verified"),))
    assert both.text == "Le gilet et la cour. [1][2]"


@pytest.mark.parametrize("status", ["unanswered", "out_of_scope", "smalltalk"])
def test_an_answer_without_sentence_shows_its_message(status: Any) -> None:
    row = made_answer(status, message="Je ne sais pas.").to_json()
    assert row["text"] == "Je ne sais pas."
    assert row["sentences"] == row["citations"] == []


def test_the_object_survives_json() -> None:
    row = SHOWN.to_json()
    assert json.loads(json.dumps(row, allow_nan=False)) == row


def test_every_basis_of_every_sheet_keeps_the_contract_when_cited(application: Application) -> None:
    """An answer shows a handful of sections; here each one is cited by its first sentence."""
    for passage in application.passages():
        first, last = next(sentence_spans(passage.text, passage.body_start - passage.start))
        start, quote = passage.start + first, passage.text[first:last][:MAX_QUOTE]
        citation = replace(made_citation(quote), passage=passage, start=start, end=start + len(quote), basis=passage.basis)
        gone = [b for b in passage.basis if b.legal_status in ("repealed", "replaced")]
        warnings = tuple(f"{b.label} : {b.replaced_by}" for b in gone)
        check_answer(replace(made_answer("answered", [citation]), warnings=warnings).to_json(), application.document)
