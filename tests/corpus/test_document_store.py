"""The documents a person adds."""

import json
import shutil
from pathlib import Path

import pytest

from corpus.document_store import DocumentStore
from corpus.errors import (
    DamagedDataFolder,
    DamagedDocument,
    DataFolderRefused,
    DocumentNotFound,
    EmptyDocument,
    UnknownFormat,
)
from tests.corpus.support import write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "donnees" / "documents"


@pytest.fixture
def store(folder: Path) -> DocumentStore:
    return DocumentStore(folder)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_store_is_empty(store: DocumentStore) -> None:
    assert store.entries() == []
    assert store.documents() == []
    store.mend()


def test_an_added_document_is_kept_without_its_source(store: DocumentStore, folder: Path, tmp_path: Path) -> None:
    path = write(tmp_path, "Note d'été.TXT", "Une règle inventée.")
    outcome, document = store.add(path)
    path.unlink()
    assert outcome == "added"
    assert (document.document_id, document.source) == ("note-d-ete", str(path))
    assert store.load("note-d-ete") == document
    assert store.documents() == [document]
    assert _names(folder) == ["note-d-ete"]
    assert _names(folder / "note-d-ete") == ["document.json", "original.txt"]


def test_the_same_content_is_unchanged_wherever_it_comes_from(store: DocumentStore, tmp_path: Path) -> None:
    _, first = store.add(write(tmp_path, "a.txt", "Une règle."))
    for name in ("a.txt", "copie/a.txt", "b.txt"):
        outcome, again = store.add(write(tmp_path, name, "Une règle."))
        assert (outcome, again) == ("unchanged", first)
    assert len(store.entries()) == 1


def test_a_changed_file_updates_its_document(store: DocumentStore, folder: Path, tmp_path: Path) -> None:
    _, before = store.add(write(tmp_path, "a.txt", "Ancienne règle."))
    fingerprint = store.fingerprint()
    outcome, after = store.add(write(tmp_path, "a.txt", "Nouvelle règle."))
    assert outcome == "updated"
    assert after.document_id == before.document_id
    assert store.load("a").text == "Nouvelle règle."
    assert store.fingerprint() != fingerprint
    assert _names(folder) == ["a"]


def test_two_files_of_one_name_are_two_documents(store: DocumentStore, tmp_path: Path) -> None:
    paths = [write(tmp_path, f"{place}/guide.txt", f"Règle de {place}.") for place in ("un", "deux", "trois")]
    assert [store.add(path)[1].document_id for path in paths] == ["guide", "guide-2", "guide-3"]
    outcome, document = store.add(write(tmp_path, "deux/guide.txt", "Règle changée."))
    assert (outcome, document.document_id) == ("updated", "guide-2")
    assert [store.load(i).text for i in ("guide", "guide-2", "guide-3")] == [
        "Règle de un.",
        "Règle changée.",
        "Règle de trois.",
    ]


def test_an_id_taken_by_a_sheet_is_not_given(store: DocumentStore, tmp_path: Path) -> None:
    _, document = store.add(write(tmp_path, "demission.txt", "Une note."), taken=frozenset({"demission", "demission-2"}))
    assert document.document_id == "demission-3"


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("vide.txt", "", EmptyDocument),
        ("a.xlsx", "x", UnknownFormat),
        ("a.pdf", "%PDF-1.4 coupé", DamagedDocument),
    ],
)
def test_a_bad_file_changes_nothing(
    name: str, content: str, error: type[Exception], store: DocumentStore, folder: Path, tmp_path: Path
) -> None:
    store.add(write(tmp_path, "bon.txt", "Une règle."))
    before = store.fingerprint()
    with pytest.raises(error):
        store.add(write(tmp_path, name, content))
    assert store.fingerprint() == before
    assert _names(folder) == ["bon"]


def test_a_bad_update_keeps_the_good_copy(store: DocumentStore, tmp_path: Path) -> None:
    store.add(write(tmp_path, "a.txt", "Une règle."))
    with pytest.raises(EmptyDocument):
        store.add(write(tmp_path, "a.txt", ""))
    assert store.load("a").text == "Une règle."


def test_a_removed_document_is_gone_and_its_name_free(store: DocumentStore, folder: Path, tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Une règle.")
    store.add(path)
    assert store.remove("a").source == str(path)
    assert _names(folder) == []
    with pytest.raises(DocumentNotFound):
        store.load("a")
    assert store.add(path)[0] == "added"


@pytest.mark.parametrize("document_id", ["absent", "", ".", "..", "../a"])
def test_an_unknown_id_is_named_and_nothing_is_removed(document_id: str, store: DocumentStore, tmp_path: Path) -> None:
    store.add(write(tmp_path, "a.txt", "Une règle."))
    for act in (store.load, store.remove):
        with pytest.raises(DocumentNotFound) as caught:
            act(document_id)
        assert caught.value.detail == document_id
    assert [entry.document_id for entry in store.entries()] == ["a"]


def _state(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def _killed_while_copying(folder: Path) -> None:
    write(folder, ".new-x1/original.txt", "moitié")


def _killed_before_the_swap(folder: Path) -> None:
    shutil.copytree(folder / "a", folder / ".new-x2")


def _killed_inside_the_swap(folder: Path) -> None:
    (folder / "a").rename(folder / ".old-a")
    write(folder, ".new-x3/original.txt", "la suite")


def _killed_after_the_swap(folder: Path) -> None:
    shutil.copytree(folder / "a", folder / ".old-a")


def _killed_while_removing(folder: Path) -> None:
    shutil.copytree(folder / "a", folder / ".new-x4" / "b")


@pytest.mark.parametrize(
    "kill",
    [_killed_while_copying, _killed_before_the_swap, _killed_inside_the_swap, _killed_after_the_swap, _killed_while_removing],
)
def test_what_a_killed_process_leaves_is_mended(kill: object, store: DocumentStore, folder: Path, tmp_path: Path) -> None:
    store.add(write(tmp_path, "a.txt", "Une règle."))
    sound = _state(folder)
    assert callable(kill)
    kill(folder)
    assert _state(folder) != sound
    assert len(store.entries()) <= 1
    store.mend()
    assert _state(folder) == sound
    assert _names(folder) == ["a"]
    assert store.load("a").text == "Une règle."
    store.mend()
    assert _state(folder) == sound


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"document_id": "a", "autre": 1}', "\udcff"])
def test_a_damaged_record_is_named(content: str, store: DocumentStore, folder: Path, tmp_path: Path) -> None:
    store.add(write(tmp_path, "a.txt", "Une règle."))
    record = folder / "a" / "document.json"
    record.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(DamagedDataFolder) as caught:
        store.entries()
    assert caught.value.detail == str(record)


def test_a_lost_original_is_named(store: DocumentStore, folder: Path, tmp_path: Path) -> None:
    store.add(write(tmp_path, "a.txt", "Une règle."))
    (folder / "a" / "original.txt").unlink()
    with pytest.raises(DocumentNotFound, match=r"original\.txt"):
        store.documents()


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "occupe", "un fichier à la place du dossier")
    store = DocumentStore(tmp_path / "occupe" / "documents")
    with pytest.raises(DataFolderRefused):
        store.add(write(tmp_path, "a.txt", "Une règle."))


def test_records_are_read_back_as_written(store: DocumentStore, folder: Path, tmp_path: Path) -> None:
    _, document = store.add(write(tmp_path, "dossier/œuvre.txt", "Une règle."))
    [entry] = store.entries()
    assert json.loads((folder / "oeuvre" / "document.json").read_text("utf-8"))["source"].endswith("œuvre.txt")
    assert (entry.content_hash, entry.added_at, entry.source) == (document.content_hash, document.added_at, document.source)


def test_entries_stand_oldest_first(store: DocumentStore, folder: Path, tmp_path: Path) -> None:
    for name, day in (("c", "2026-01-01"), ("a", "2026-01-03"), ("b", "2026-01-02")):
        store.add(write(tmp_path, f"{name}.txt", f"Règle {name}."))
        record = folder / name / "document.json"
        record.write_text(json.dumps({**json.loads(record.read_text("utf-8")), "added_at": day}), "utf-8")
    assert [entry.document_id for entry in store.entries()] == ["c", "b", "a"]
