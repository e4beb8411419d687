import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import IndexDamaged
from index.spelling import Speller, load_speller, save_words
from tests.index.building import properties

SENTENCES = [
    "Les congés annuels et les congés de maladie des élèves.",
    "L'école reçoit l'accompagnant ; l'accompagnement est individuel.",
    "Le contrat, l'entretien professionnel, la rémunération et l'indemnité.",
    "Le poste est à pourvoir au collège où l'onste travaille.",
]
ABBREVIATIONS = {"pk": "pourquoi", "bcp": "beaucoup", "chui": "je suis", "mdr": ""}
KNOWN = {"aesh", "malade", "prendre", "vacances", "combien"}


@pytest.fixture(scope="module")
def speller(tmp_path_factory: pytest.TempPathFactory) -> Speller:
    folder = tmp_path_factory.mktemp("words")
    save_words(folder, SENTENCES)
    words = json.loads((folder / "words.json").read_text("utf-8"))["words"]
    return Speller(words, ABBREVIATIONS, lambda word: word in KNOWN)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("pk", "pourquoi"),
        ("PK bcp", "pourquoi beaucoup"),
        ("chui malade", "je suis malade"),
        ("lecole", "l'école"),
        ("laccompagnement", "l'accompagnement"),
        ("quaccompagnant", "qu'accompagnant"),
        ("lindemnite", "l'indemnité"),
        ("conges", "congés"),
        ("eleves", "élèves"),
        ("remuneration", "rémunération"),
        ("conrtat", "contrat"),
        ("contra", "contrat"),
        ("contratt", "contrat"),
        ("indemnitté", "indemnité"),
        ("acompagnemant", "accompagnement"),
        ("entretiein", "entretien"),
        ("profesionel", "professionnel"),
        ("pnste", "poste"),
    ],
)
def test_a_slip_becomes_the_word_of_the_corpus(speller: Speller, typed: str, expected: str) -> None:
    assert speller.correct(typed) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "contrat",
        "Congés",
        "prendre des vacances",
        "Combien ?",
        "L. 917-1",
        "R421-10 et D. 351-20-1",
        "circulaire n° 2017-084",
        "1 200,50 € le 3/09/2025 à 16h30",
        "AESH PIAL CDAPH ULIS",
        "l'école",
        "peut-être",
        "xyz",
        "wagon",
        "hippopotame",
    ],
)
def test_known_words_figures_references_and_acronyms_stay(speller: Speller, text: str) -> None:
    assert speller.correct(text) == text


@pytest.mark.parametrize(("typed", "why"), [("cotra", "two slips in a short word"), ("kontrat", "another first letter")])
def test_a_doubtful_slip_is_left_alone(speller: Speller, typed: str, why: str) -> None:
    assert speller.correct(typed) == typed, why


def test_only_the_doubtful_word_of_a_sentence_changes(speller: Speller) -> None:
    assert speller.correct("Combien de conges, svp (2 ou 3) ?") == "Combien de congés, svp (2 ou 3) ?"


def test_the_commonest_spelling_of_a_word_is_kept(tmp_path: Path) -> None:
    save_words(tmp_path, ["payé payé paye", "L'élève", "rendez-vous"])
    words = json.loads((tmp_path / "words.json").read_text("utf-8"))
    assert words["words"] == {"paye": "payé", "eleve": "élève", "rendez": "rendez", "vous": "vous"}
    assert next(iter(words["words"])) == "paye"


@properties
@given(st.text(max_size=60) | st.text(alphabet="abcdeélmnotrsuàç L.-'’0123456789", max_size=40))
def test_any_text_keeps_everything_but_its_words(speller: Speller, text: str) -> None:
    corrected = speller.correct(text)
    assert re.findall(r"\d", corrected) == re.findall(r"\d", text)
    letters = re.compile(r"[^\W_0-9]|[ '’-]|\d")
    assert letters.sub("", corrected) == letters.sub("", unicodedata.normalize("NFC", text))


@properties
@given(st.lists(st.sampled_from([*KNOWN, "contrat", "congés", "école"]), max_size=6).map(" ".join))
def test_words_of_the_corpus_are_never_changed(speller: Speller, text: str) -> None:
    assert speller.correct(text) == text


def test_the_speller_of_an_index_knows_the_abbreviations_of_the_corpus(tmp_path: Path) -> None:
    save_words(tmp_path, SENTENCES)
    speller = load_speller(tmp_path)
    assert speller.correct("pk") == "pourquoi"
    assert speller.correct("conges") == "congés"


@properties
@given(st.text(max_size=60))
def test_the_abbreviations_of_the_corpus_make_no_text_fail(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("words")
    save_words(folder, [text])
    assert isinstance(load_speller(folder).correct(text), str)


def test_decomposed_accents_are_words_too(speller: Speller) -> None:
    assert speller.correct(unicodedata.normalize("NFD", "des congés à l'école")) == "des congés à l'école"


@pytest.mark.parametrize("content", [None, b"", b"{", b"\xff\x00"], ids=["missing", "0 bytes", "cut", "garbage"])
def test_a_damaged_list_of_words_is_named(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "words.json").write_bytes(content)
    with pytest.raises(IndexDamaged):
        load_speller(tmp_path)


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("Je m'appelle Camille Dupont, mon contrat", "Je m'appelle , mon contrat"),
        ("l'entretien à l'école Jules-Ferry de Montauban", "l'entretien à l'école de"),
        ("à la Rémunération et aux Congés", "à la Rémunération et aux Congés"),
        ("Camille a un contrat", "Camille a un contrat"),
    ],
)
def test_an_unknown_name_inside_a_sentence_is_left_out(speller: Speller, typed: str, searched: str) -> None:
    assert " ".join(speller.correct(typed).split()) == searched


def test_a_word_typed_about_several_subjects_is_no_slip(tmp_path: Path) -> None:
    save_words(tmp_path, SENTENCES, [["mon contras"], ["un contras"], ["un conrtat"]])
    speller = load_speller(tmp_path)
    assert speller.correct("contras") == "contras"
    assert speller.correct("conrtat") == "contrat"
