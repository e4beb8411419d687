"""Whom to ask is told once, and only by a section that is near."""

from dataclasses import replace

from assistant.contacts import contact_step
from assistant.extractive import compose
from assistant.settings import AssistantSettings
from corpus.passage import Passage
from tests.assistant.made import made_hits, made_passage

SETTINGS = AssistantSettings()
ANSWER = made_passage("Oui, le gilet se porte dehors. La couleur est libre.")
CONTACT = made_passage("Pour le gilet, un AESH s'adresse à l'intendant. Il en a dix.", name="qui-contacter")


def steps(answer: Passage, contact: Passage, near: float = 1.0, settings: AssistantSettings = SETTINGS) -> list[str]:
    first, second = made_hits(answer, contact)
    hits = [first, replace(second, fused=near)]
    chosen = compose("le gilet", hits[:1], lambda term: 1.0, settings)
    return [extract.text for extract in contact_step(chosen, hits, settings)]


def test_the_first_sentence_of_the_nearest_contact_is_told_last() -> None:
    assert steps(ANSWER, CONTACT) == ["Pour le gilet, un AESH s'adresse à l'intendant."]


def test_a_contact_that_is_not_near_stays_silent() -> None:
    assert steps(ANSWER, CONTACT, near=0.1) == []


def test_nothing_is_added_to_an_answer_that_says_what_to_do() -> None:
    assert steps(made_passage("Oui. Demandez le gilet à l'accueil."), CONTACT) == []


def test_nothing_is_added_where_there_is_no_room() -> None:
    assert steps(ANSWER, CONTACT, settings=replace(SETTINGS, max_words=12)) == []


def test_definitions_texts_and_former_rules_have_no_contact() -> None:
    for changes in ({"theme": "glossaire"}, {"theme": "textes"}, {"until": "2020-01-01"}, {"kind": "document_local"}):
        assert steps(replace(ANSWER, **changes), CONTACT) == []
