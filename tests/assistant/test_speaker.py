"""A person of another job is told that these rules are not theirs; an AESH never is."""

import pytest

from assistant.golden import GoldenQuestion
from assistant.speaker import other_job
from corpus.neighbours import load_neighbours
from corpus.register import load_register
from corpus.sheets import load_sheets
from ui.bootstrap import Application

CLAIMS = [
    ("Je suis professeur des écoles en CDI, quel est mon préavis ?", "enseignants"),
    ("jsuis prof contractuelle, cb de jours de carence", "enseignants"),
    ("en tant qu'enseignante j'ai droit à combien de jours enfant malade", "enseignants"),
    ("chui ATSEM, ma mairie peut changer mes horaires ?", "atsem-commune"),
    ("je bosse comme assistante maternelle, mes congés se posent comment", "assmat"),
    ("nous sommes assistants d'éducation : notre CDI se demande quand ?", "aed-cpe"),
    ("Je suis caissière chez un grand distributeur, quel préavis pour démissionner ?", "secteur-prive"),
    ("CPE contractuelle dans un lycée, combien d'heures je dois faire ?", "aed-cpe"),
    ("Bonjour, infirmière scolaire ici : ai-je droit à la prime REP ?", "sante-social-scolaire"),
    ("nounou agréée, les parents me paient pas, je fais quoi", "assmat"),
    ("je suis aesh et mon mari est livreur en cdi, il a combien de préavis lui ?", "secteur-prive"),
    ("Ma sœur travaille chez un opticien, combien de jours de carence a-t-elle ?", "secteur-prive"),
    ("et pour un surveillant de collège ?", "aed-cpe"),
    ("merci. et celle des infirmières scolaires ?", "sante-social-scolaire"),
    ("j'étais aesh, maintenant je suis factrice, on me doit quoi pour mon accident", "secteur-prive"),
]
NO_CLAIMS = [
    "je suis aesh et mon mari est prof, quel préavis pour démissionner ?",
    "je suis prof mais je voudrais devenir aesh, faut quel diplôme",
    "est-ce que je suis enseignante quand je suis seule avec la classe ?",
    "si je suis prof un jour, mon ancienneté compte ?",
    "je suis aussi animatrice périscolaire le soir, c'est autorisé ?",
    "l'enseignante me demande de surveiller la récré, j'ai le droit de refuser ?",
    "Je suis en CDI à 62 %, quel est mon préavis ?",
    "je suis professionnelle, pourquoi on me paie si peu",
    "enseignante absente, je dois garder la classe ?",
    "prof de maths en arrêt, je fais quoi de mes heures",
    "mon mari est gendarme et il est muté, je peux demander un congé ?",
    "ma collègue atsem me demande de nettoyer, je dois le faire ?",
    "et si la prof est malade ?",
    "et pour les vacances ?",
]


@pytest.mark.parametrize(("message", "subject"), CLAIMS)
def test_a_job_that_a_person_claims_is_told(message: str, subject: str) -> None:
    claimed = other_job([message])
    assert claimed is not None
    assert claimed.subject_id == subject


@pytest.mark.parametrize("message", NO_CLAIMS)
def test_an_aesh_claims_no_other_job(message: str) -> None:
    assert other_job([message]) is None


def test_the_last_word_of_a_conversation_counts() -> None:
    assert other_job(["je suis prof remplaçante", "enfin, aesh depuis septembre", "mon préavis ?"]) is None
    asked = ["combien touche un aesh référent ?", "Je suis professeur des écoles, quel est mon préavis ?"]
    assert other_job(asked) is not None
    assert other_job([*asked, "et en CDD ?"]) is not None


def test_no_question_that_the_sheets_answer_claims_another_job(golden: list[GoldenQuestion]) -> None:
    asked = [[question] for sheet in load_sheets(load_register()) for section in sheet.sections for question in section.asked]
    turns = [question.turns for question in golden if question.part == "tune" and question.is_answerable]
    assert asked
    assert turns
    assert [conversation for conversation in (*asked, *turns) if other_job(conversation)] == []


def test_every_job_is_recognised_where_it_is_claimed() -> None:
    for subject in load_neighbours():
        for job in subject.jobs:
            claimed = other_job([f"Je suis {job}, quel est mon préavis ?"])
            assert claimed is not None, job
            assert claimed.subject_id == subject.subject_id


def test_the_rules_of_the_employment_are_refused_and_those_of_pupils_are_not(application: Application) -> None:
    foreign = application.chain.answer("Je suis professeur des écoles en CDI, quel est le préavis pour démissionner ?")
    assert foreign.status == "out_of_scope"
    assert "enseignants" in foreign.message
    about_a_pupil = application.chain.answer("Je suis professeur des écoles : qui décide de l'aide humaine d'un élève ?")
    assert about_a_pupil.sentences


def test_a_last_message_that_leaves_the_subject_is_refused_and_one_that_stays_is_answered(application: Application) -> None:
    told = ["est-ce que je peux être AESH et auto-entrepreneuse ?"]
    left = application.chain.answer("et pour l'URSSAF, quel taux de cotisations vais-je payer sur mes ventes ?", told)
    assert left.status == "out_of_scope"
    assert application.chain.answer("et il faut prévenir mon employeur ?", told).sentences
