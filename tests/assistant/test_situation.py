"""What people say of themselves is kept; what they ask about is not."""

from dataclasses import replace

import pytest

from assistant.situation import NOTHING_SAID, Situation, asked_about, fits, situation_of

SAID = {
    "je suis en CDI depuis 3 ans à 62 %": Situation(contract="cdi", share=62, seniority=3),
    "jsuis aesh en cdd 24h/sem": Situation(contract="cdd", weekly_hours=24),
    "je suis aesh référente en collège REP+": Situation(referent=True, priority="REP+"),
    "chui a mi temps": Situation(share=50),
    "mon cdd, je l'ai signé depuis deux ans": Situation(contract="cdd", seniority=2),
    "j'ai un enfant et je travaille à 80 %": Situation(share=80),
}
ASKED = """
comment passer en CDI ?
quel salaire pour une aesh en CDI à 62 % ?
mon cdd se termine bientôt je veux un cdi
le CDI est-il automatique après 6 ans ?
une prime de 300 % ?
"""


@pytest.mark.parametrize("turn", SAID)
def test_what_is_said_in_the_first_person_is_kept(turn: str) -> None:
    assert situation_of([turn]) == SAID[turn]


@pytest.mark.parametrize("turn", ASKED.strip().splitlines())
def test_nothing_is_guessed_from_a_question(turn: str) -> None:
    assert situation_of([turn]) == NOTHING_SAID


def test_a_later_message_has_the_last_word_and_the_rest_stays() -> None:
    turns = ["je suis en CDD à 62 %", "combien je gagne ?", "en fait je suis en CDI"]
    assert situation_of(turns) == Situation(contract="cdi", share=62)


def test_the_situation_in_words() -> None:
    assert NOTHING_SAID.words == ""
    assert Situation("cdi", 62, None, 1, True, "REP+").words == "en CDI, à 62 %, depuis 1 an, AESH référent, en REP+"


FITTING = (
    ("En CDI, le préavis est payé.", Situation(contract="cdi"), 1),
    ("En CDD, le préavis est payé.", Situation(contract="cdi"), -1),
    ("En CDD comme en CDI, le préavis est payé.", Situation(contract="cdi"), 1),
    ("Le préavis est payé.", Situation(contract="cdi"), 0),
    ("À 62 %, la prime est de 79 €.", Situation(share=62), 1),
    ("À 80 %, la prime est de 100 €.", Situation(share=62), -1),
    ("Pour un AESH à 70 % ou moins, une déclaration suffit.", Situation(share=62), 1),
    ("Pour un AESH à 70 % ou moins, une déclaration suffit.", Situation(share=80), -1),
    ("Une quotité inférieure ou égale à 70 % suffit.", Situation(share=70), 1),
    ("Au-delà de 70 %, il faut une autorisation.", Situation(share=80), 1),
    ("Au-delà de 70 %, il faut une autorisation.", Situation(share=70), -1),
    ("Au-delà de 70 %, il faut une autorisation.", Situation(), 0),
    ("En REP+, la part fixe est de 3 263 €.", Situation(priority="REP"), -1),
    ("À partir de deux ans de services, le préavis est de deux mois.", Situation(seniority=3), 1),
    ("Entre six mois et deux ans de services, le préavis est d'un mois.", Situation(seniority=3), -1),
    ("Avec moins de six mois de services, le préavis est de huit jours.", Situation(seniority=3), -1),
    ("Avec moins de six mois de services, le préavis est de huit jours.", NOTHING_SAID, 0),
)


@pytest.mark.parametrize(("sentence", "situation", "verdict"), FITTING)
def test_a_sentence_fits_the_person_s_case_or_another(sentence: str, situation: Situation, verdict: int) -> None:
    assert fits(sentence, situation) == verdict


@pytest.mark.parametrize(
    ("question", "contract"),
    [("et en CDI ?", "cdi"), ("combien je gagne ?", "cdd"), ("CDD ou CDI, quelle différence ?", "cdd"), ("et en CDD ?", "cdd")],
)
def test_a_question_about_another_contract_is_answered_for_that_one(question: str, contract: str) -> None:
    known = situation_of(["Je suis en CDD à 62 %"])
    assert asked_about(known, question) == replace(known, contract=contract)


def test_a_contract_only_asked_about_is_not_the_person_s() -> None:
    assert asked_about(NOTHING_SAID, "et en CDI ?") == NOTHING_SAID
