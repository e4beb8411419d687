"""A message inside a conversation, made to stand alone."""

import pytest

from assistant.query_rewriter import standalone_question

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


@pytest.mark.parametrize("message", LEANING.strip().splitlines())
def test_a_message_that_leans_is_searched_with_the_one_before_it(message: str) -> None:
    standalone = standalone_question([FIRST, message])
    assert standalone.startswith(FIRST)
    assert standalone.endswith(message)


@pytest.mark.parametrize("message", COMPLETE.strip().splitlines())
def test_a_complete_question_stands_alone_whatever_came_before(message: str) -> None:
    assert standalone_question([FIRST, message]) == message


@pytest.mark.parametrize("message", [*LEANING.strip().splitlines(), *COMPLETE.strip().splitlines()])
def test_the_first_message_of_a_conversation_is_left_alone(message: str) -> None:
    assert standalone_question([message]) == message


def test_an_older_message_is_not_dragged_along() -> None:
    standalone = standalone_question(["Parlons de la cantine.", FIRST, "et en CDI ?"])
    assert FIRST in standalone
    assert "cantine" not in standalone
