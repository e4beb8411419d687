"""Questions about texts themselves: what is recognised, and which passages answer."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answer import Answer
from assistant.extractive import extracts
from assistant.text_extracts import status_extracts
from assistant.texts import asked_texts, hits_of_texts, missing_articles, resting_first, text_warnings
from corpus.register_sheet import REGISTER_SHEET
from tests.assistant.made import made_hits, made_passage
from ui.bootstrap import Application

DAY = "2026-11-22"
Ask = Callable[[str], Answer]


@pytest.fixture(scope="session")
def ask(application: Application) -> Ask:
    return lambda question: application.ask(question)


@pytest.mark.parametrize(
    ("question", "number", "is_all", "asks_status"),
    [
        ("circulaire 2017-084", "2017-084", True, False),
        ("que dit la circulaire n° 2017-084 ?", "2017-084", True, False),
        ("c'est quoi l'article 7 du décret 86-83", "86-83", True, False),
        ("Le décret 2016-151 est-il toujours en vigueur ?", "2016-151", True, True),
        ("la loi du 11 février 2005 est abrogée ?", None, True, True),
        ("le cadre de gestion c'est quoi", "2019-090", True, False),
        ("le cadre de gestion est-il encore valable", "2019-090", True, True),
        ("la circulaire 2017-084 dit quoi sur la cantine", "2017-084", False, False),
        ("décret 86-83 préavis de démission", "86-83", False, False),
    ],
)
def test_a_text_is_recognised_in_a_question(
    question: str, number: str | None, is_all: bool, asks_status: bool, application: Application
) -> None:
    (asked,) = asked_texts(question, application.register, DAY)
    assert (asked.checked.found.reference.number, asked.is_all, asked.asks_status) == (number, is_all, asks_status)


@pytest.mark.parametrize(
    "question", ["combien gagne un aesh ?", "le cadre de gestion prévoit combien d'heures", "salle L 12", ""]
)
def test_other_questions_ask_for_no_text(question: str, application: Application) -> None:
    assert asked_texts(question, application.register, DAY) == []


def test_a_text_is_told_by_its_sheet_then_by_its_status(ask: Ask) -> None:
    answer = ask("circulaire 2017-084")
    assert answer.status == "answered"
    documents = [c.passage.document_id for c in answer.citations]
    assert documents[0] == "texte-circulaire-2017-084"
    assert documents[-1] == REGISTER_SHEET
    assert "en vigueur au" in answer.sentences[-1].text


def test_its_status_comes_first_when_it_is_asked_for(ask: Ask) -> None:
    answer = ask("le décret 2016-151 est-il toujours applicable ?")
    assert answer.citations[0].passage.document_id == REGISTER_SHEET
    assert "n'est plus en vigueur depuis le 1er août 2026" in answer.sentences[0].text
    assert "R. 431-1" in answer.sentences[0].text
    assert answer.citations[0].basis[0].legal_status in ("repealed", "replaced")
    assert not answer.sentences[0].text.startswith(("Oui", "Non"))


def test_an_article_that_moved_is_told_with_its_new_place(ask: Ask) -> None:
    answer = ask("article 45 du décret n° 86-83")
    assert any("R. 332-27 à R. 332-31" in sentence.text for sentence in answer.sentences)
    assert sum("R. 332-27 à R. 332-31" in warning for warning in answer.warnings) == 1


def test_the_status_of_a_moved_article_follows_the_day(application: Application) -> None:
    before, after = (
        asked_texts("art. 45 du décret 86-83", application.register, day)[0] for day in ("2025-09-30", "2025-10-01")
    )
    assert (before.checked.status, after.checked.status) == ("amended", "replaced")


def test_an_article_whose_content_is_not_known_makes_the_answer_partial(ask: Ask) -> None:
    answer = ask("c'est quoi l'article 7 du décret 86-83")
    assert answer.status == "partial"
    assert "article 7 du décret n° 86-83" in answer.warnings[0]
    assert "Documents" in answer.warnings[0]


def test_a_text_the_register_lacks_is_refused_and_named(ask: Ask) -> None:
    answer = ask("circulaire 2018-999")
    assert answer.status == "unanswered"
    assert any("2018-999" in warning for warning in answer.warnings)


def test_a_wrong_date_is_put_right(ask: Ask) -> None:
    answer = ask("circulaire n° 2017-084 du 4 mai 2017")
    assert answer.status == "answered"
    assert any("3 mai 2017" in warning for warning in answer.warnings)


def test_several_texts_of_one_day_are_all_told(ask: Ask) -> None:
    answer = ask("arrêté du 27 juin 2014")
    assert len(answer.citations) >= 2
    assert any("précisez" in warning for warning in answer.warnings)


@pytest.mark.parametrize(
    "question",
    [
        "la note de service cantine de 2024 est toujours valable ?",
        "note MENE2419622N",
        "la note du 24 juillet 2024 sur la cantine",
    ],
)
def test_the_repealed_note_on_lunch_is_told_as_repealed(question: str, ask: Ask) -> None:
    answer = ask(question)
    said = " ".join([answer.text, *answer.warnings]).lower()
    assert "abrog" in said or "plus en vigueur" in said
    assert any(b.legal_status == "repealed" for c in answer.citations for b in c.basis)


def test_a_section_resting_on_texts_no_longer_in_force_says_so_in_a_sentence(application: Application) -> None:
    gone = next(e for e in application.register.entries if e.text_id == "circulaire-2003-093")
    basis = application.register.resolve({"text": gone.text_id, "label": gone.label})
    passage = replace(made_passage("Le gilet est jaune."), basis=(basis,))
    added = status_extracts(extracts(passage, {}), application.shelf, DAY)
    assert len(added) == 1
    assert "n'est plus en vigueur" in added[0].text
    assert "2017-084" in added[0].text
    before = status_extracts(extracts(passage, {}), application.shelf, "2016-01-01")
    assert before == []


def test_a_text_named_beside_a_subject_raises_the_passages_that_rest_on_it(application: Application) -> None:
    asked = asked_texts("la circulaire 2017-084 et le gilet jaune", application.register, DAY)
    basis = application.register.resolve({"text": "circulaire-2017-084", "label": "circulaire"})
    plain, resting = made_passage("Autre chose.", title="Sujet"), replace(made_passage("Un.", name="repose"), basis=(basis,))
    order = resting_first("la circulaire 2017-084 et le gilet jaune", made_hits(plain, resting), asked, among=5)
    assert [h.passage.document_id for h in order] == ["repose", "gilet"]
    far = resting_first("la circulaire 2017-084 et le gilet jaune", made_hits(plain, resting), asked, among=1)
    assert [h.passage.document_id for h in far] == ["gilet", "repose"]


def test_passages_of_an_added_text_come_before_what_sheets_say_of_it(application: Application) -> None:
    asked = asked_texts("circulaire 2017-084", application.register, DAY)
    added = replace(
        made_passage("Texte officiel.", name="local"), kind="document_local", document_title="Circulaire n° 2017-084"
    )
    hits = hits_of_texts(asked, application.shelf, made_hits(added))
    assert [h.passage.document_id for h in hits] == ["local", REGISTER_SHEET]
    assert missing_articles(asked, [added]) == ()
    assert text_warnings(asked) == ()
