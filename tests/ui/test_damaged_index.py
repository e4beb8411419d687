"""A damaged or foreign index is told with the command that mends it; added documents stay; the diagnosis says what is wrong."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from index.manifest import manifest_path, read_manifest
from tests.ui.conftest import InProcess, Ran, Stocked

QUESTION = "À quelle heure a lieu le goûter des lutins ?"
REBUILD = "aesh indexer --reconstruire"
EMPTIED = [
    "current.json",
    "*/chroma/chroma.sqlite3",
    "*/chroma/*/header.bin",
    "*/entries.json",
    "*/lexical/words.json",
    "*/lexical/neighbours.npy",
    "*/lexical/bm25/data.csc.index.npy",
]


def checks_of(ran: Ran) -> dict[str, dict[str, Any]]:
    """Return the checks of ``diagnostic --json`` by name."""
    value = json.loads(ran.out)
    assert set(value) == {"ok", "checks"}
    assert value["ok"] == (ran.code == 0)
    for check in value["checks"]:
        assert set(check) == {"name", "state", "message", "command"}
        assert check["state"] in {"ok", "warning", "error"}
        assert check["message"]
    return {check["name"]: check for check in value["checks"]}


def test_the_diagnosis_of_a_healthy_folder(aesh: InProcess, stocked: Stocked) -> None:
    ran = aesh(stocked.data_dir, "diagnostic", "--json")
    checks = checks_of(ran)
    assert (ran.code, ran.err) == (0, "")
    assert {check["state"] for check in checks.values()} == {"ok"}
    assert {check["command"] for check in checks.values()} == {None}
    assert {"bibliothèques", "modèle", "fiches", "documents ajoutés", "index"} <= set(checks)
    assert str(read_manifest(stocked.data_dir / "index").passages) in checks["index"]["message"]


def test_the_diagnosis_for_people_names_each_part(aesh: InProcess, stocked: Stocked) -> None:
    ran = aesh(stocked.data_dir, "diagnostic")
    assert (ran.code, ran.err) == (0, "Tout va bien.\n")
    assert all(part in ran.out for part in ("bibliothèques", "modèle", "fiches", "documents ajoutés", "index"))


def test_the_diagnosis_without_an_index_names_the_command_and_builds_nothing(aesh: InProcess, tmp_path: Path) -> None:
    ran = aesh(tmp_path / "neuf", "diagnostic", "--json")
    assert ran.code == 1
    check = checks_of(ran)["index"]
    assert (check["state"], check["command"]) == ("error", "aesh indexer")
    assert aesh(tmp_path / "neuf", "diagnostic").code == 1
    assert not (tmp_path / "neuf" / "index" / "current.json").exists()


def test_the_diagnosis_tells_of_documents_the_index_does_not_know(aesh: InProcess, stocked_copy: Path) -> None:
    shutil.rmtree(stocked_copy / "documents" / "gouter")
    ran = aesh(stocked_copy, "diagnostic", "--json")
    check = checks_of(ran)["index"]
    assert (ran.code, check["state"], check["command"]) == (0, "warning", "aesh indexer")
    assert aesh(stocked_copy, "indexer", "--json").value["removed"] > 0
    assert checks_of(aesh(stocked_copy, "diagnostic", "--json"))["index"]["state"] == "ok"


def test_the_diagnosis_names_a_stored_document_that_is_damaged(aesh: InProcess, stocked_copy: Path) -> None:
    (stocked_copy / "documents" / "serre" / "original.pdf").write_bytes(b"%PDF-1.4")
    ran = aesh(stocked_copy, "diagnostic")
    assert ran.code == 1
    assert "aesh documents retirer serre" in ran.out
    assert aesh(stocked_copy, "documents", "retirer", "serre").code == 0
    assert aesh(stocked_copy, "diagnostic").code == 0


@pytest.mark.parametrize("pattern", EMPTIED)
def test_an_emptied_file_of_the_index_is_told_and_no_document_is_lost(
    pattern: str, aesh: InProcess, stocked_copy: Path
) -> None:
    (path,) = (stocked_copy / "index").glob(pattern)
    path.write_bytes(b"")
    check = checks_of(aesh(stocked_copy, "diagnostic", "--json"))["index"]
    assert (check["state"], check["command"]) == ("error", REBUILD)
    if "entries.json" not in pattern:  # only the writer reads it
        ran = aesh(stocked_copy, "demander", QUESTION, "--json")
        assert REBUILD in ran.sentence
        assert ran.out == ""
    assert len(aesh(stocked_copy, "documents", "lister", "--ajoutes", "--json").value["documents"]) == 3


def test_a_removed_generation_is_told(aesh: InProcess, stocked_copy: Path) -> None:
    shutil.rmtree(stocked_copy / "index" / read_manifest(stocked_copy / "index").folder)
    assert REBUILD in aesh(stocked_copy, "chercher", "serre").sentence
    assert checks_of(aesh(stocked_copy, "diagnostic", "--json"))["index"]["command"] == REBUILD


@pytest.fixture
def foreign(stocked_copy: Path) -> Path:
    """A data folder whose index says that another embedder built it."""
    path = manifest_path(stocked_copy / "index")
    record = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(record | {"settings_fingerprint": "0" * 16, "embedder": "un-autre-modele/2"}), "utf-8")
    return stocked_copy


@pytest.mark.parametrize(
    "command", [("demander", QUESTION), ("chercher", "serre", "--json"), ("indexer",), ("documents", "retirer", "gouter")]
)
def test_an_index_of_another_embedder_is_refused(command: tuple[str, ...], aesh: InProcess, foreign: Path) -> None:
    ran = aesh(foreign, *command)
    assert REBUILD in ran.sentence
    assert "un-autre-modele/2" in ran.sentence
    assert ran.out == ""
    assert checks_of(aesh(foreign, "diagnostic", "--json"))["index"]["command"] == REBUILD


def test_a_foreign_index_comes_back_whole_with_its_embedder(
    aesh: InProcess, foreign: Path, stocked: Stocked, tmp_path: Path
) -> None:
    before = aesh(foreign, "documents", "lister", "--ajoutes", "--json").out
    note = tmp_path / "tasse.txt"
    note.write_text("Les tasses des lutins sont rangées sous l'escalier.", "utf-8")
    assert REBUILD in aesh(foreign, "documents", "ajouter", note).sentence
    assert REBUILD in aesh(foreign, "documents", "retirer", "gouter").sentence
    assert aesh(foreign, "documents", "lister", "--ajoutes", "--json").out == before
    shutil.copyfile(manifest_path(stocked.data_dir / "index"), manifest_path(foreign / "index"))
    assert aesh(foreign, "demander", QUESTION, "--json").value["citations"][0]["document_id"] == "gouter"
