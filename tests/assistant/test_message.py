"""What a person typed, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.message import Message, read_message, without_courtesies
from corpus.normalize import fold

CASES = {
    "Bonjour, combien de temps dure mon CDD ? Merci d'avance.": Message("", ("combien de temps dure mon CDD?",)),
    "bjr j'ai un contrat en CDI. je peux démissionner quand ?": Message(
        "j'ai un contrat en CDI.", ("je peux démissionner quand ?",)
    ),
    "ma collègue dit que le CDI est automatique. c'est vrai ?": Message(
        "", ("ma collègue dit que le CDI est automatique. c'est vrai ?",)
    ),
    "combien de temps dure le cdd et comment passer en cdi": Message(
        "", ("combien de temps dure le cdd", "comment passer en cdi")
    ),
    "une référente gagne combien en plus ? 600 euros ?": Message("", ("une référente gagne combien en plus ? 600 euros ?",)),
    "Quelle prime en REP ? et le forfait mobilité ?": Message("", ("Quelle prime en REP ?", "et le forfait mobilité ?")),
    "je peux partir quand et comment": Message("", ("je peux partir quand et comment",), asks=False),
    "que dit l'art. 45 du décret ? il existe encore ?": Message("", ("que dit l'art. 45 du décret ? il existe encore ?",)),
    "on m'oblige à aller en sortie ? jai des enfants en bas age": Message(
        "", ("on m'oblige à aller en sortie ? jai des enfants en bas age",)
    ),
    "je suis AESH\ncombien de jours enfant malade\nmerci": Message("je suis AESH", ("combien de jours enfant malade",)),
    "merci": Message("", ("merci",), asks=False),
    "préavis démission cdi": Message("", ("préavis démission cdi",), asks=False),
}


@pytest.mark.parametrize("text", CASES)
def test_what_is_told_and_what_is_asked_are_told_apart(text: str) -> None:
    assert read_message(text) == CASES[text]


def test_too_many_questions_are_answered_as_one() -> None:
    text = "Quel salaire en CDI ? Quelle prime en REP ? Quel préavis de démission ? Quels congés annuels ?"
    assert read_message(text) == Message("", (text,))


@given(st.text(max_size=200))
def test_no_text_is_without_a_question_and_no_word_is_invented(text: str) -> None:
    message = read_message(text)
    assert message.questions
    letters = set(fold(text))
    assert set(fold(message.told + "".join(message.questions))) <= letters | {" "}


@given(st.text(max_size=200))
def test_courtesies_are_all_that_is_taken_away(text: str) -> None:
    assert without_courtesies(text).rstrip("?") in text or without_courtesies(text) == text
