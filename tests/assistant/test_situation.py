"""What people say of themselves is kept; what they ask about is not."""

import pytest

from assistant.situation import NOTHING_SAID, Situation, situation_of

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
