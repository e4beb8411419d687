"""What a question asks for, and which sentences give it."""

import pytest

from assistant.intent import asked_for, gives, is_step

ASKED = {
    "combien je touche à 62 % ?": "amount",
    "faut le demander avant quand ?": "deadline",
    "quel délai pour contester": "deadline",
    "je m'adresse à qui ?": "person",
    "c'est écrit où ?": "text",
    "quelle loi le dit": "text",
    "comment je fais pour réclamer": "step",
}
STEPS = """
Demandez à votre gestionnaire la règle appliquée à la date de votre absence.
Pour un problème de paie, un AESH s'adresse au gestionnaire de son contrat.
Un AESH qui démissionne a intérêt à garder la preuve d'envoi de sa lettre.
En cas de doute, faites confirmer la règle par votre gestionnaire.
"""
RULES = """
Un CDD d'AESH dure trois ans.
L'employeur ne peut pas demander un certificat pour un jour.
La demande de temps partiel est refusée en cas de silence.
"""


@pytest.mark.parametrize("question", ASKED)
def test_what_is_asked_for_is_recognised(question: str) -> None:
    assert ASKED[question] in asked_for(question)


def test_a_question_may_ask_for_nothing_special() -> None:
    assert asked_for("ai-je droit à la mutuelle") == frozenset()
    assert gives("La mutuelle coûte 20 €.", frozenset()) == 0.0


def test_a_sentence_gives_a_share_of_what_is_wanted() -> None:
    both = frozenset({"amount", "deadline"})
    assert gives("La prime est de 79 € par mois.", both) == 0.5
    assert gives("La prime de 79 € se demande avant le 31 décembre.", both) == 1.0
    assert gives("La prime suit la quotité.", both) == 0.0


@pytest.mark.parametrize("sentence", STEPS.strip().splitlines())
def test_a_sentence_that_says_what_to_do_is_a_step(sentence: str) -> None:
    assert is_step(sentence)


@pytest.mark.parametrize("sentence", RULES.strip().splitlines())
def test_a_rule_is_no_step(sentence: str) -> None:
    assert not is_step(sentence)
