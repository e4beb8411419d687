"""An update that fails, is killed, or meets another writer."""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from index import builder as builder_module
from index.builder import Corpus, IndexBuilder
from index.errors import IndexDamaged, IndexLocked
from index.manifest import manifest_path, read_manifest
from index.protocols import Progress, Vectors
from tests.conftest import ROOT
from tests.fakes import FakeEmbedder
from tests.index.building import LIMIT, Library, add_documents, generations, open_retriever, update
from tests.index.other_process import KILLED

COMMAND = [sys.executable, "-m", "tests.index.other_process"]


class BrokenModel(RuntimeError):
    """What a model may throw in the middle of a build."""


class FailingEmbedder(FakeEmbedder):
    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        raise BrokenModel


@contextmanager
def lock_held_elsewhere(folder: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [*COMMAND, "hold", str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def assert_first_generation_answers(folder: Path) -> None:
    manifest = read_manifest(folder)
    assert manifest.generation == 1
    hits = open_retriever(folder, FakeEmbedder()).retrieve("durée du contrat", 9)
    assert hits[0].passage.passage_id == "contrat#00000"
    assert len(hits) == 4


@pytest.mark.parametrize("rebuild", [False, True], ids=["update", "rebuild"])
def test_an_error_while_embedding_leaves_the_old_generation_alone(built: Path, library: Library, rebuild: bool) -> None:
    before = generations(built)
    add_documents(library, 3)
    with pytest.raises(BrokenModel):
        update(built, FailingEmbedder(), library, rebuild=rebuild)
    assert generations(built) == before
    assert_first_generation_answers(built)


def test_an_error_after_the_vectors_are_written_leaves_the_old_generation_alone(built: Path, library: Library) -> None:
    before = generations(built)
    add_documents(library, 3)
    whole, failing = library.corpus(), IndexBuilder(built, FakeEmbedder(), LIMIT)

    def broken() -> list[object]:
        raise BrokenModel

    with failing.lock(), pytest.raises(BrokenModel):
        failing.update(Corpus(whole.fingerprint, whole.documents, whole.passages, broken))  # type: ignore[arg-type]
    assert generations(built) == before
    assert_first_generation_answers(built)
    assert update(built, FakeEmbedder(), library).passages == 7


def test_an_error_in_the_first_build_leaves_nothing(folder: Path, library: Library) -> None:
    with pytest.raises(BrokenModel):
        update(folder, FailingEmbedder(), library)
    assert generations(folder) == []
    assert update(folder, FakeEmbedder(), library).embedded == 6


def test_leftovers_of_a_killed_writer_are_removed_at_the_next_write(built: Path, library: Library) -> None:
    (built / "000002-0dead000" / "chroma").mkdir(parents=True)
    (built / "000002-0dead000" / "chroma" / "chroma.sqlite3").write_bytes(b"half")
    (built / ".current.json.4711").write_text('{"gen', "utf-8")
    update(built, FakeEmbedder(), library)
    assert_first_generation_answers(built)
    add_documents(library, 1)
    assert update(built, FakeEmbedder(), library).generation == 2
    assert generations(built) == [read_manifest(built).folder]


@pytest.mark.parametrize("moment", ["die-early", "die-late"])
def test_a_killed_writer_loses_nothing_and_the_next_update_succeeds(built: Path, library: Library, moment: str) -> None:
    done = subprocess.run([*COMMAND, moment, str(built)], cwd=ROOT, check=False)
    assert done.returncode == KILLED
    assert len(generations(built)) == 2
    assert_first_generation_answers(built)
    add_documents(library, 20)
    report = update(built, FakeEmbedder(), library)
    assert (report.generation, report.passages, report.embedded, report.reused) == (2, 24, 20, 6)
    assert len(generations(built)) == 1
    assert (
        open_retriever(built, FakeEmbedder()).retrieve("La consigne numéro 7 concerne mot7.", 1)[0].passage.document_id
        == "note007"
    )


def test_a_second_writer_is_refused_after_its_patience(built: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder_module, "_LOCK_SECONDS", 0.1)
    with lock_held_elsewhere(built):
        with pytest.raises(IndexLocked) as caught:
            update(built, FakeEmbedder(), library)
        assert caught.value.retry_helps
    assert_first_generation_answers(built)


def test_a_second_writer_waits_until_the_first_has_finished(built: Path, library: Library) -> None:
    add_documents(library, 1)
    finished = threading.Event()

    def write() -> None:
        update(built, FakeEmbedder(), library)
        finished.set()

    with lock_held_elsewhere(built) as holder:
        writer = threading.Thread(target=write, daemon=True)
        writer.start()
        assert not finished.wait(0.5)
        assert read_manifest(built).generation == 1
        holder.communicate()  # closes its input: it lets go
        assert finished.wait(60)
    assert read_manifest(built).generation == 2


def test_the_lock_of_a_killed_process_is_free(built: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder_module, "_LOCK_SECONDS", 30)
    with lock_held_elsewhere(built) as holder:
        holder.kill()
        holder.wait()
        add_documents(library, 1)
        assert update(built, FakeEmbedder(), library).generation == 2


def damage_manifest(folder: Path) -> None:
    manifest_path(folder).write_bytes(b"")


def empty_vectors(folder: Path) -> None:
    (folder / read_manifest(folder).folder / "chroma" / "chroma.sqlite3").write_bytes(b"")


def remove_vectors(folder: Path) -> None:
    shutil.rmtree(folder / read_manifest(folder).folder / "chroma")


def empty_hashes(folder: Path) -> None:
    (folder / read_manifest(folder).folder / "entries.json").write_bytes(b"")


def remove_generation(folder: Path) -> None:
    shutil.rmtree(folder / read_manifest(folder).folder)


@pytest.mark.parametrize("damage", [damage_manifest, empty_vectors, remove_vectors, empty_hashes, remove_generation])
def test_a_damaged_index_is_refused_until_it_is_rebuilt(built: Path, library: Library, damage: object) -> None:
    assert callable(damage)
    damage(built)
    add_documents(library, 1)
    with pytest.raises(IndexDamaged):
        update(built, FakeEmbedder(), library)
    report = update(built, FakeEmbedder(), library, rebuild=True)
    assert (report.passages, report.embedded) == (5, 7)
    assert len(generations(built)) == 1
    assert len(open_retriever(built, FakeEmbedder()).retrieve("contrat", 9)) == 5


def test_a_damaged_list_of_uncovered_subjects_is_made_again_by_a_rebuild(built: Path, library: Library) -> None:
    lexical = built / read_manifest(built).folder / "lexical"
    (lexical / "neighbours.npy").write_bytes(b"")
    add_documents(library, 1)
    with pytest.raises(IndexDamaged):
        update(built, FakeEmbedder(), library)
    update(built, FakeEmbedder(), library, rebuild=True)
    assert open_retriever(built, FakeEmbedder()).foreignness("recette de tarte").label == "la cuisine"


def test_the_hashes_of_every_entry_stand_beside_the_index(built: Path) -> None:
    hashes = json.loads((built / read_manifest(built).folder / "entries.json").read_text("utf-8"))
    assert len(hashes) == read_manifest(built).entries
