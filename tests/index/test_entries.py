from dataclasses import replace
from typing import Any

import pytest

from corpus.document import Basis
from index.entries import Entry, entries_of, indexed_text, lexical_terms, passage_of_entry
from index.french_tokens import terms
from tests.index.building import make_passage

PASSAGE = make_passage("conges#00003", "Congés annuels", "Ils suivent les vacances.", path=("Temps",))
ASKED = replace(PASSAGE, asked=("Ai-je droit aux vacances ?", "Quand partir ?"))


def own_entry(**changes: Any) -> Entry:
    return entries_of([replace(PASSAGE, **changes)])[0]


def test_a_passage_alone_has_one_entry_of_its_id() -> None:
    assert [(e.entry_id, e.role) for e in entries_of([PASSAGE])] == [("conges#00003", "passage")]


def test_asked_questions_and_the_title_are_entries_of_their_own_behind_all_passages() -> None:
    other = make_passage("contrat#00000", "Durée", "Trois ans.")
    entries = entries_of([ASKED, other])
    assert [e.entry_id for e in entries] == [
        "conges#00003",
        "contrat#00000",
        "conges#00003|1",
        "conges#00003|2",
        "conges#00003|3",
    ]
    assert [e.embedded_text for e in entries[2:]] == ["Congés annuels", "Ai-je droit aux vacances ?", "Quand partir ?"]
    assert {e.role for e in entries[2:]} == {"question"}


def test_every_entry_leads_back_to_its_passage() -> None:
    assert {passage_of_entry(e.entry_id) for e in entries_of([ASKED])} == {"conges#00003"}


def test_the_embedded_text_says_where_the_passage_stands_and_repeats_no_heading() -> None:
    assert indexed_text(PASSAGE) == "Document conges > Temps > Congés annuels\nIls suivent les vacances."


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "Congés annuels\nIls suivent le calendrier."},
        {"document_title": "Autre"},
        {"path": ()},
        {"section_title": "Vacances"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_is_embedded_changes_the_text_hash(changes: dict[str, Any]) -> None:
    assert own_entry(**changes).text_hash != own_entry().text_hash


@pytest.mark.parametrize(
    "changes",
    [
        {"url": "https://exemple.fr"},
        {"verified_on": "2025-01-01"},
        {"page": 2},
        {"basis": (Basis("loi n° 1"),)},
        {"confidence": "low"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_is_only_kept_changes_the_record_hash_alone(changes: dict[str, Any]) -> None:
    assert own_entry(**changes).text_hash == own_entry().text_hash
    assert own_entry(**changes).record_hash != own_entry().record_hash


def test_equal_passages_have_equal_hashes() -> None:
    assert (own_entry().text_hash, own_entry().record_hash) == (own_entry().text_hash, own_entry().record_hash)


def test_one_text_as_passage_and_as_question_has_two_hashes() -> None:
    assert Entry("a", "passage", "texte", PASSAGE).text_hash != Entry("a", "question", "texte", PASSAGE).text_hash


def test_a_passage_is_found_by_place_title_body_questions_and_references() -> None:
    basis = (Basis("Décret n° 2014-724 du 27 juin"), Basis("usage constant"))
    held = lexical_terms(replace(ASKED, basis=basis))
    for text in ("Document conges", "Temps", "Congés", "suivent vacances", "partir", "2014-724"):
        assert set(terms(text)) <= set(held), text
    assert not set(terms("usage constant")) & set(held)
    assert held.count(terms("annuels")[0]) == 2
