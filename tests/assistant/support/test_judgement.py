"""Each fault is found where it is, and named."""

import pytest

from assistant.support.judgement import Aids, Fault, judge

CDI = "Un AESH peut être engagé en CDI par l'État après trois ans d'exercice."
RETRIEVAL = "La famille dépose la demande à la MDPH."


@pytest.mark.parametrize(
    ("fault", "sentence", "quote"),
    [
        (Fault.STANCE, "Un AESH doit être engagé en CDI par l'État après trois ans d'exercice.", CDI),
        (Fault.STANCE, "Un AESH ne peut pas être engagé en CDI par l'État après trois ans d'exercice.", CDI),
        (Fault.STANCE, "La pause est payée.", "La pause n'est pas payée."),
        (Fault.STANCE, "L'AESH n'a pas à prévenir l'école.", "L'AESH doit prévenir l'école."),
        (Fault.QUANTITY, "Un AESH peut être engagé en CDI par l'État après six ans d'exercice.", CDI),
        (Fault.PROTECTED, "Un AESH peut être engagé en CDI par la commune après trois ans d'exercice.", CDI),
        (Fault.PROTECTED, "Un AESH peut être engagé en CDD par l'État après trois ans d'exercice.", CDI),
        (Fault.WORDS, "La famille dépose la demande et le certificat à la MDPH.", RETRIEVAL),
        (Fault.CONDITION, "La pause est payée.", "La pause est payée si l'AESH reste à disposition."),
        (Fault.CONDITION, "La pause est payée.", "Sauf accord contraire, la pause est payée."),
        (Fault.HEDGE, "La pause est payée.", "En principe, la pause est payée."),
        (Fault.HEDGE, "Le renouvellement n'est jamais accordé.", "Le renouvellement n'est pas toujours accordé."),
        (Fault.PAST, "La commune payait la pause.", "La commune payait la pause ; ce n'est plus la règle."),
        (Fault.PAST, "La charge pèse sur la commune.", "La charge pesait sur la commune."),
        (Fault.RESTRICTION, "Seul l'AESH prévient l'école.", "L'AESH prévient l'école."),
        (Fault.REACH, "Tous les AESH signent un avenant.", "Les AESH signent un avenant."),
        (Fault.REACH, "Les AESH signent un avenant.", "Certains AESH signent un avenant."),
        (Fault.ACTOR, "L'enseignant prévient la famille.", "La famille prévient l'enseignant."),
        (
            Fault.BINDING,
            "L'AESH touche 50 % pendant trois mois.",
            "L'AESH touche 90 % pendant trois mois, puis 50 % pendant neuf mois.",
        ),
        (Fault.BINDING, "Son silence vaut acceptation.", "L'AESH peut accepter ou refuser ; son silence vaut refus."),
        (
            Fault.LEFT_OUT,
            "L'AESH demande un rendez-vous par courrier.",
            "L'AESH demande un rendez-vous par courrier au secrétariat.",
        ),
        (Fault.QUALIFIER, "Les examens ouvrent droit à une absence.", "Les examens obligatoires ouvrent droit à une absence."),
        (Fault.QUALIFIER, "L'AESH suit une formation.", "L'AESH sans diplôme suit une formation."),
        (Fault.ANSWER, "Oui, la pause est payée.", "Non, la pause est payée."),
    ],
)
def test_a_changed_sentence_has_the_fault_of_its_change(fault: Fault, sentence: str, quote: str) -> None:
    assert fault in judge(sentence, [quote]).faults


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("L'État peut recruter un AESH en CDI après 3 ans d'exercice.", CDI),
        ("La demande est déposée à la MDPH par la famille.", RETRIEVAL),
        ("Les parents déposent la demande à la maison départementale des personnes handicapées.", RETRIEVAL),
        ("Si l'AESH reste à disposition, la pause est payée.", "La pause est payée si l'AESH reste à disposition."),
        ("La pause n'est pas obligatoire.", "La pause est facultative."),
        ("En principe, la pause est payée.", "En principe, la pause est payée."),
        ("L'AESH n'est pas tenu de prévenir l'école.", "L'AESH n'a pas à prévenir l'école."),
        ("L'école n'est prévenue que par l'AESH.", "Seul l'AESH prévient l'école."),
    ],
)
def test_a_paraphrase_has_no_fault(sentence: str, quote: str) -> None:
    assert judge(sentence, [quote]).faults == ()


def test_the_parts_of_a_sentence_may_come_from_two_quotes_but_not_one_rule_from_two() -> None:
    quotes = ["Le recteur recrute les AESH.", "Le directeur organise leur emploi du temps."]
    assert judge("Le recteur recrute les AESH et le directeur organise leur emploi du temps.", quotes).is_supported
    assert not judge("Le directeur recrute les AESH.", quotes).is_supported


def test_an_embedder_may_vouch_for_another_verb_and_nothing_else() -> None:
    near = Aids(similarity=lambda _one, _other: 1.0)
    quote = "L'AESH consigne chaque incident grave dans le cahier bleu de son école."
    assert not judge("L'AESH va notifier chaque incident grave dans le cahier vert de son école.", [quote], near).is_supported
    assert Fault.WORDS in judge("L'AESH consigne chaque incident grave dans le cahier rouge.", [quote], near).faults


def test_the_share_of_words_held_is_between_none_and_all() -> None:
    assert judge(CDI, [CDI]).coverage == 1.0
    assert judge("Le bus scolaire roule vite.", [CDI]).coverage == 0.0
