"""Several questions of one message in one answer that keeps the contract."""

from assistant.settings import AssistantSettings
from assistant.several import heading, shared_among
from tests.assistant.invariants import check_answer
from ui.bootstrap import Application

TWO = "Combien de temps dure un CDD d'AESH ? Et quel est le montant de la prime en REP+ ?"
ONE_OUTSIDE = "Quel est le préavis de démission d'un AESH ? Et quel est le salaire d'un professeur agrégé en Belgique ?"


def test_each_question_is_answered_under_its_own_words(application: Application) -> None:
    answer = application.ask(TWO)
    check_answer(answer.to_json(), application.document)
    assert answer.status == "answered"
    assert answer.text.count("#### ") == 2
    first, second = answer.text.split("#### ")[1:]
    assert "trois ans" in first
    assert "REP+" in second


def test_a_question_without_an_answer_makes_the_whole_partial_and_is_named(application: Application) -> None:
    answer = application.ask(ONE_OUTSIDE)
    check_answer(answer.to_json(), application.document)
    assert answer.status == "partial"
    assert any("Belgique" in warning for warning in answer.warnings)
    assert "préavis" in answer.text


def test_only_questions_outside_are_refused(application: Application) -> None:
    answer = application.ask("Quel temps fera-t-il demain à Lyon ? Qui a gagné le match de football hier soir ?")
    assert answer.sentences == ()
    assert answer.status in ("unanswered", "out_of_scope")


def test_room_is_shared() -> None:
    settings = AssistantSettings()
    assert shared_among(1, settings) == settings
    assert 2 * shared_among(2, settings).max_words <= 1.4 * settings.max_words
    assert shared_among(9, settings) == shared_among(3, settings)


def test_a_heading_is_short_and_keeps_the_end_of_the_question() -> None:
    assert heading("Quel préavis ?") == "Quel préavis ?"
    long = heading(
        "je suis en CDI depuis trois ans à soixante pour cent et je voudrais savoir combien de jours de congés je peux poser ?"
    )
    assert len(long) <= 80
    assert long.startswith("… ")
    assert long.endswith("je peux poser ?")
