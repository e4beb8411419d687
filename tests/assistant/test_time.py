"""The same questions on other days, and about other times, over the real index."""

from collections.abc import Callable
from datetime import date

import pytest

from assistant.answer import Answer
from assistant.chain import AnswerChain
from index.retriever import LangChainRetriever
from ui.bootstrap import Application

Asked = Callable[[str, str], Answer]


@pytest.fixture(scope="session")
def asked(application: Application) -> Asked:
    """Ask a question on a day of one's choice."""

    def ask(question: str, day: str) -> Answer:
        settings = application.settings.assistant
        retriever = LangChainRetriever(retriever=application.retriever, k=settings.hits)
        chain = AnswerChain(
            retriever, application._readable_index, lambda: application.shelf, settings, lambda: date.fromisoformat(day)
        )
        return chain.answer(question)

    return ask


def test_a_rule_to_come_is_flagged_until_its_first_day(asked: Asked) -> None:
    question = "c'est quand la subrogation des indemnités journalières ?"
    before, after = asked(question, "2026-12-31"), asked(question, "2027-01-01")
    assert [c.quote for c in before.citations] == [c.quote for c in after.citations]
    assert any("à partir du 1er janvier 2027" in warning for warning in before.warnings)
    assert not any("Règle à venir" in warning for warning in after.warnings)


def test_a_rule_that_ends_is_flagged_from_the_day_after_its_last(asked: Asked) -> None:
    question = "pourquoi on me réclame un trop-perçu après un arrêt maladie ?"
    before, after = asked(question, "2026-12-31"), asked(question, "2027-01-01")
    assert any(c.passage.until == "2026-12-31" for c in before.citations)
    assert not any("Règle ancienne" in warning for warning in before.warnings)
    assert any("Règle ancienne" in warning for warning in after.warnings)


def test_the_status_of_a_basis_is_that_of_the_day(asked: Asked) -> None:
    question = "circulaire 2003-093"
    old, today = asked(question, "2017-05-02"), asked(question, "2026-11-22")
    statuses = [
        {b.legal_status for c in answer.citations for b in c.basis if b.number == "2003-093"} for answer in (old, today)
    ]
    assert all(statuses)
    assert statuses[0] <= {"in_force", "amended"}
    assert statuses[1] <= {"repealed", "replaced"}


@pytest.mark.parametrize(
    ("question", "words", "status"),
    [
        ("En 2022, au bout de combien de temps on passait en CDI ?", "six ans", "answered"),
        ("avant le 1er septembre 2023 il fallait combien d'années pour le cdi", "six ans", "answered"),
        ("quel était l'indice de la grille des aesh fin 2023 ?", "366", "answered"),
    ],
)
def test_a_question_about_the_past_gets_the_rule_of_that_time(question: str, words: str, status: str, asked: Asked) -> None:
    answer = asked(question, "2026-11-22")
    assert answer.status == status
    assert words in answer.text
    assert any("ancienne" in warning for warning in answer.warnings)


CONVERSATIONS = [
    (["Combien touche un AESH référent aujourd'hui ?", "et en 2022 c'était combien ?"], "600"),
    (
        ["Une collègue référente m'a parlé de sa prime de 2022.", "l'indemnité de référent était de combien à ce moment-là ?"],
        "600",
    ),
    (["en combien de temps on passe en CDI ?", "et en 2021 ?"], "six ans"),
]


@pytest.mark.parametrize(("turns", "words"), CONVERSATIONS)
def test_a_conversation_may_turn_to_another_time(turns: list[str], words: str, application: Application) -> None:
    answer = application.chain.answer(turns[-1], turns[:-1])
    assert words in answer.text
    assert any("ancienne" in warning for warning in answer.warnings)


def test_what_warns_of_outdated_versions_answers_a_question_about_the_past(asked: Asked) -> None:
    assert "76,98 €" in asked("SFT pour 2 enfants en 2022, quel montant ?", "2026-11-22").text


def test_only_today_s_rule_is_known_and_it_is_said(asked: Asked) -> None:
    answer = asked("En 2012, combien gagnait un aesh ?", "2026-11-22")
    assert answer.status == "partial"
    assert answer.sentences
    assert "je ne connais que celle" in answer.warnings[0]
    assert "En 2012" in answer.warnings[0]


def test_a_rule_that_held_already_says_since_when(asked: Asked) -> None:
    answer = asked("au 1er mars 2023 la prime rep des aesh c'était combien", "2026-11-22")
    assert answer.status == "answered"
    assert "1 106 €" in answer.text
    assert "La première règle citée s'appliquait déjà à l'époque demandée : elle date du 1er janvier 2023." in answer.warnings
