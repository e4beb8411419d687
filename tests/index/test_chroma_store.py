from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.document import Basis
from index import chroma_store
from index.chroma_store import ChromaStore
from index.entries import Entry, entries_of
from index.errors import IndexDamaged
from index.protocols import Vectors
from tests.fakes import FakeEmbedder
from tests.index.building import make_passage, starter_documents

PASSAGES = [p for passages in starter_documents().values() for p in passages]


def vectors_of(entries: list[Entry]) -> Vectors:
    return FakeEmbedder().embed_passages([e.embedded_text for e in entries])


@pytest.fixture
def store(tmp_path: Path) -> ChromaStore:
    opened = ChromaStore.in_folder(tmp_path / "chroma")
    opened.write(entries_of(PASSAGES), vectors_of(entries_of(PASSAGES)))
    return opened


def test_an_empty_store_counts_nothing_and_finds_nothing(tmp_path: Path) -> None:
    store = ChromaStore.in_folder(tmp_path / "chroma")
    assert store.count() == 0
    assert store.nearest(FakeEmbedder().embed_query("contrat"), 3) == []
    assert store.passages(["conges#00000"]) == {}


def test_an_entry_is_nearest_to_its_own_vector_at_similarity_one(store: ChromaStore) -> None:
    for entry, vector in zip(entries_of(PASSAGES), vectors_of(entries_of(PASSAGES)), strict=True):
        best, similarity = store.nearest(vector, 1)[0]
        assert best == entry.entry_id
        assert similarity == pytest.approx(1, abs=1e-5)


def test_nearest_is_sorted_and_gives_the_true_cosines(store: ChromaStore) -> None:
    vector = FakeEmbedder().embed_query("congés pendant les vacances et contrat")
    found = store.nearest(vector, 6)
    entries = entries_of(PASSAGES)
    cosines = dict(zip([e.entry_id for e in entries], vectors_of(entries) @ vector, strict=True))
    assert [s for _, s in found] == sorted((s for _, s in found), reverse=True)
    assert dict(found) == pytest.approx({key: float(value) for key, value in cosines.items()}, abs=1e-5)


@pytest.mark.parametrize("k", [1, 3, 6, 50])
def test_k_limits_the_entries_and_may_exceed_their_number(store: ChromaStore, k: int) -> None:
    assert len(store.nearest(FakeEmbedder().embed_query("contrat"), k)) == min(k, 6)


def test_passages_come_back_as_they_were_written(tmp_path: Path) -> None:
    basis = (Basis("loi n° 2005-102", number="2005-102", legal_status="amended"), Basis("usage"))
    passage = replace(PASSAGES[0], page=3, path=("A", "B"), basis=basis, facts=("f1",), start=10, end=99, body_start=25)
    store = ChromaStore.in_folder(tmp_path / "chroma")
    store.write(entries_of([passage]), vectors_of(entries_of([passage])))
    store.close()
    assert ChromaStore.in_folder(tmp_path / "chroma").passages([passage.passage_id]) == {passage.passage_id: passage}


def test_unknown_or_no_ids_give_nothing(store: ChromaStore) -> None:
    assert store.passages([]) == {}
    assert store.passages(["inconnu"]) == {}
    assert store.vectors([]) == {}
    assert store.vectors(["inconnu"]) == {}
    store.delete([])
    store.delete(["inconnu"])
    assert store.count() == 6


def test_stored_vectors_are_those_written(store: ChromaStore) -> None:
    entries = entries_of(PASSAGES)
    found = store.vectors([e.entry_id for e in entries])
    for entry, vector in zip(entries, vectors_of(entries), strict=True):
        assert np.allclose(found[entry.entry_id], vector, atol=1e-6)


def test_deleted_entries_are_found_no_more(store: ChromaStore) -> None:
    store.delete(["contrat#00000", "conges#00001|1"])
    assert store.count() == 4
    assert "contrat#00000" not in dict(store.nearest(FakeEmbedder().embed_query("durée du contrat"), 10))
    assert store.passages(["contrat#00000"]) == {}


def test_writing_an_id_again_replaces_vector_and_record(store: ChromaStore) -> None:
    changed = make_passage("contrat#00000", "Cantine", "Le repas coûte quatre euros.")
    store.write(entries_of([changed]), vectors_of(entries_of([changed])))
    assert store.count() == 6
    assert store.passages(["contrat#00000"])["contrat#00000"] == changed
    assert store.nearest(vectors_of(entries_of([changed]))[0], 1)[0][1] == pytest.approx(1, abs=1e-5)


def test_an_article_is_found_by_its_number_alone(store: ChromaStore) -> None:
    assert [p.passage_id for p in store.articles("L917-1")] == ["code#00000"]
    assert store.articles("L917-2") == []


def test_more_entries_than_one_batch_are_written_read_and_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chroma_store, "_BATCH", 4)
    entries = entries_of(make_passage(f"d#{n:05d}", "Titre", f"texte{n}") for n in range(10))
    store = ChromaStore.in_folder(tmp_path / "chroma")
    store.write(entries, vectors_of(entries))
    assert store.count() == 10
    assert len(store.vectors([e.entry_id for e in entries])) == 10
    store.delete([e.entry_id for e in entries[1:]])
    assert list(store.passages([e.entry_id for e in entries])) == ["d#00000"]


@pytest.mark.parametrize("content", [b"garbage" * 1_000, None], ids=["garbage", "cut"])
def test_a_damaged_database_is_named_as_damage(store: ChromaStore, tmp_path: Path, content: bytes | None) -> None:
    store.close()
    path = tmp_path / "chroma" / "chroma.sqlite3"
    whole = path.read_bytes()
    path.write_bytes(content or whole[: len(whole) // 2])
    with pytest.raises(IndexDamaged):
        ChromaStore.in_folder(tmp_path / "chroma").count()


def test_a_server_that_does_not_answer_is_named() -> None:
    with pytest.raises(IndexDamaged):
        ChromaStore.on_server("http://127.0.0.1:9", "passages")
