from pathlib import Path

import pytest

from corpus.neighbours import NeighbourSubject
from index.errors import IndexDamaged
from index.neighbour_index import NOT_FOREIGN, Foreignness, NeighbourIndex
from tests.fakes import FakeEmbedder
from tests.index.building import SUBJECTS


def ask(index: NeighbourIndex, question: str) -> Foreignness:
    return index.foreignness(question, FakeEmbedder().embed_query(question), lambda _: 1.0)


def build(
    folder: Path, embedder: FakeEmbedder, previous: Path | None = None, subjects: tuple[NeighbourSubject, ...] = SUBJECTS
) -> None:
    folder.mkdir()
    NeighbourIndex.build(folder, subjects, embedder, previous)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build(tmp_path / "first", FakeEmbedder())
    return tmp_path / "first"


@pytest.mark.parametrize(
    ("question", "label", "redirect"),
    [
        ("Quelle recette de tarte ?", "la cuisine", "Voyez le cuisinier."),
        ("comment cuire le gratin", "la cuisine", "Voyez le cuisinier."),
        ("Quand tailler mes rosiers ?", "le jardin", "Voyez le jardinier."),
    ],
)
def test_a_foreign_question_meets_its_subject(folder: Path, question: str, label: str, redirect: str) -> None:
    found = ask(NeighbourIndex.open(folder), question)
    assert (found.label, found.redirect) == (label, redirect)
    assert found.similarity > 0.7
    assert found.overlap == pytest.approx(1)


def test_a_question_of_the_corpus_looks_less_foreign(folder: Path) -> None:
    index = NeighbourIndex.open(folder)
    own, foreign = ask(index, "durée du contrat"), ask(index, "recette de tarte")
    assert own.overlap == 0
    assert own.leaning < foreign.leaning
    assert own.similarity < foreign.similarity


def test_only_the_words_asked_count(folder: Path) -> None:
    assert ask(NeighbourIndex.open(folder), "recette contrat").overlap == pytest.approx(0.5)


@pytest.mark.parametrize("question", ["", "?", "le la les de"])
def test_a_question_without_terms_is_not_foreign(folder: Path, question: str) -> None:
    assert ask(NeighbourIndex.open(folder), question) == NOT_FOREIGN


def test_no_subject_makes_nothing_foreign(tmp_path: Path) -> None:
    build(tmp_path / "none", FakeEmbedder(), subjects=())
    assert ask(NeighbourIndex.open(tmp_path / "none"), "recette de tarte") == NOT_FOREIGN


def test_the_same_questions_are_copied_and_not_embedded(folder: Path, tmp_path: Path) -> None:
    second = FakeEmbedder()
    relabelled = tuple(NeighbourSubject(s.subject_id, s.label.upper(), s.redirect, s.questions) for s in SUBJECTS)
    build(tmp_path / "second", second, folder, relabelled)
    assert second.questions == []
    assert ask(NeighbourIndex.open(tmp_path / "second"), "recette de tarte").label == "LA CUISINE"


def test_other_questions_are_embedded(folder: Path, tmp_path: Path) -> None:
    second = FakeEmbedder()
    build(tmp_path / "second", second, folder, SUBJECTS[1:])
    assert second.questions == list(SUBJECTS[1].questions)


@pytest.mark.parametrize("name", ["neighbours.json", "neighbours.npy"])
@pytest.mark.parametrize("content", [None, b"", b"\xff\x00" * 30, b"[1]"], ids=["missing", "0 bytes", "garbage", "other form"])
def test_a_damaged_file_is_named_and_the_next_build_embeds_again(
    folder: Path, tmp_path: Path, name: str, content: bytes | None
) -> None:
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(IndexDamaged):
        NeighbourIndex.open(folder)
    second = FakeEmbedder()
    build(tmp_path / "second", second, folder)
    assert len(second.questions) == 3
