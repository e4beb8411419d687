"""A message inside a conversation, made to stand alone."""

import pytest

from assistant.query_rewriter import standalone_questions

FIRST = "Quelle est la durée de la période d'essai d'un AESH ?"

LEANING = """
et en CDI ?
Et si je refuse ?
mais si je suis malade ?
ou bien un mois ?
alors c'est combien ?
du coup je fais quoi ?
ok, et qui décide ?
pareil pour un CDI ?
oui mais à temps partiel ?
pour un temps partiel ?
sans préavis ?
avec une lettre ?
pourquoi ?
combien de temps ?
c'est payé ?
qui la signe ?
je peux la renouveler ?
ils peuvent le refuser ?
j'en ai combien ?
"""

COMPLETE = """
Combien de jours de congé ai-je pour garder mon enfant malade pendant l'année scolaire ?
Qui rembourse mes frais de déplacement entre deux écoles du même PIAL ?
Comment contester le compte rendu de mon entretien professionnel devant la commission paritaire ?
Puis-je cumuler mon contrat avec un emploi de surveillante de cantine payé par la mairie ?
Où trouver le bulletin de salaire du mois dernier et l'attestation employeur de fin de contrat ?
Où envoyer ma lettre recommandée de démission avant les vacances scolaires ?
En 2022, combien de temps pour avoir un CDI ?
combien de jours de carence pour la maladie ?
quelle est la durée maximale du premier CDD ?
"""


def standalone(*turns: str) -> str:
    """Return the one question of the last turn."""
    (question,) = standalone_questions(turns)
    return question.standalone


@pytest.mark.parametrize("message", LEANING.strip().splitlines())
def test_a_message_that_leans_is_searched_with_the_one_before_it(message: str) -> None:
    found = standalone(FIRST, message)
    assert found.startswith(FIRST)
    assert found.endswith(message)


@pytest.mark.parametrize("message", COMPLETE.strip().splitlines())
def test_a_complete_question_stands_alone_whatever_came_before(message: str) -> None:
    assert standalone(FIRST, message) == message


@pytest.mark.parametrize("message", [*LEANING.strip().splitlines(), *COMPLETE.strip().splitlines()])
def test_the_first_message_of_a_conversation_is_left_alone(message: str) -> None:
    assert standalone(message) == message


def test_an_older_subject_is_not_dragged_along() -> None:
    found = standalone("Parlons de la cantine.", FIRST, "et en CDI ?")
    assert FIRST in found
    assert "cantine" not in found


def test_a_chain_of_leaning_messages_keeps_the_subject_it_began_with() -> None:
    assert standalone(FIRST, "et en CDI ?", "ils peuvent le refuser ?") == f"{FIRST} et en CDI ? ils peuvent le refuser ?"


def test_thanks_in_between_are_no_subject() -> None:
    assert standalone(FIRST, "merci beaucoup", "et en CDI ?") == f"{FIRST} et en CDI ?"


def test_the_case_named_takes_the_place_of_the_one_named_before() -> None:
    found = standalone("Quel préavis de démission pour un CDD ?", "et en CDI ?")
    assert found == "Quel préavis de démission pour un CDI ? et en CDI ?"


def test_a_short_question_that_documents_answer_begins_a_subject_of_its_own() -> None:
    asked: list[str] = []

    def answered(question: str) -> bool:
        asked.append(question)
        return True

    (alone,) = standalone_questions([FIRST, "comment démissionner ?"], answered)
    assert alone.standalone == alone.own == "comment démissionner ?"
    assert not alone.leans
    assert asked == ["comment démissionner "]
    (leaning,) = standalone_questions([FIRST, "et en CDI ?"], answered)
    assert leaning.standalone == f"{FIRST} et en CDI ?"
    assert leaning.own == "et en CDI ?"
    assert leaning.leans


def test_a_question_without_a_conversation_is_searched_as_it_is() -> None:
    (question,) = standalone_questions([FIRST])
    assert question.searches == [(FIRST, 1.0)]


def test_a_conversation_is_searched_in_three_views_whether_it_goes_on_or_turns() -> None:
    for last in ("comment démissionner ?", "et si je refuse ?"):
        (question,) = standalone_questions(["Qui paie la cantine ?", FIRST, "merci !", last], lambda _: True)
        after, own, conversation = (text for text, _ in question.searches)
        assert own == last
        assert after.endswith(f" {last}")
        assert after.startswith(FIRST[:20])
        assert conversation == f"Qui paie la cantine ? {FIRST} {last}"


def test_only_the_last_messages_of_a_long_conversation_are_searched_together() -> None:
    turns = [f"question numéro {number} sur la cantine ?" for number in range(10)]
    (question,) = standalone_questions([*turns, FIRST])
    assert question.conversation == " ".join([*turns[-3:], FIRST])


def test_several_questions_of_a_message_each_stand_alone() -> None:
    message = "Combien de temps dure la période d'essai ? Et qui rembourse mes frais de déplacement entre deux écoles ?"
    first, second = standalone_questions([message])
    assert first.own == "Combien de temps dure la période d'essai ?"
    assert second.own == "Et qui rembourse mes frais de déplacement entre deux écoles ?"


def test_the_situation_alone_is_no_subject() -> None:
    assert standalone("je suis en CDI à 62 %", "et pour finir, combien ?") == "et pour finir, combien ?"


def test_a_story_told_in_several_messages_is_one_subject() -> None:
    turns = ("le rectorat a refusé mon temps partiel", "même pas un rendez-vous, juste un mail", "ils peuvent le faire ?")
    assert standalone(*turns) == " ".join(turns)


def test_a_change_of_subject_that_is_announced_is_one() -> None:
    assert standalone(FIRST, "sinon, je peux donner des cours de zumba le samedi ?").startswith("sinon")


def test_what_is_told_before_a_question_goes_with_it() -> None:
    assert standalone("Je suis en CDI. On m'a volé mon sac.", "Je travaille en REP. Quelle prime ai-je ?").startswith(
        "Je travaille"
    )


@pytest.mark.parametrize(
    ("turns", "bare"),
    [
        (["Bonjour, je suis AESH en CDD à 62 % depuis 2 ans. Combien je gagne par mois ?"], "Combien je gagne par mois ?"),
        (["Combien de jours de congés ?", "et en CDI ?"], "Combien de jours de congés ?"),
        (["Quel préavis en CDD ?", "et en CDI ?"], "Quel préavis en CDI ?"),
    ],
)
def test_a_question_beside_a_person_s_case_is_searched_bare_first(turns: list[str], bare: str) -> None:
    (question,) = standalone_questions(turns)
    assert question.searches[0] == (bare, 1.0)
    assert question.searches[1][1] == 0.5


@pytest.mark.parametrize(
    "turns",
    [
        ["Je suis professeur des écoles en CDI. Combien de jours de congés ?"],
        ["Combien de jours de congés ?", "et pour les professeurs ?"],
        ["Ma directrice a changé mon emploi du temps. Combien d'heures puis-je refuser ?"],
    ],
)
def test_a_question_beside_anything_else_is_never_searched_bare(turns: list[str]) -> None:
    (question,) = standalone_questions(turns)
    assert question.bare == ""
