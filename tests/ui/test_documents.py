"""``aesh documents``: add, list, show, remove."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from corpus.sheets import SHEETS_FOLDER
from tests.ui.conftest import LUTINS, PAGES, InProcess, Ran, Stocked
from tests.ui.contracts import ADDED, DOCUMENT, KINDS
from tests.ui.pdf_samples import text_pdf

SHEETS = len(list(SHEETS_FOLDER.glob("*.md"))) + 1  # the register is one more


def rows_of(ran: Ran) -> dict[str, dict[str, Any]]:
    """Return the rows of ``ajouter --json`` by file name."""
    rows = json.loads(ran.out)["documents"]
    assert all(set(row) == ADDED for row in rows)
    return {Path(row["path"]).name: row for row in rows}


def test_the_list_keeps_the_contract_and_has_sheets_and_added_documents(aesh: InProcess, stocked: Stocked) -> None:
    rows = aesh(stocked.data_dir, "documents", "lister", "--json").value["documents"]
    assert all(set(row) == DOCUMENT and row["kind"] in KINDS and row["passages"] >= 1 for row in rows)
    assert len({row["document_id"] for row in rows}) == len(rows) == SHEETS + 3
    assert sum(row["added_at"] is None for row in rows) == SHEETS


def test_only_added_documents_are_listed_on_demand(aesh: InProcess, stocked: Stocked) -> None:
    rows = aesh(stocked.data_dir, "documents", "lister", "--ajoutes", "--json").value["documents"]
    found = {row["document_id"]: (row["kind"], row["pages"], row["source"]) for row in rows}
    assert found == {
        "casier": ("document_local", None, str(stocked.locker)),
        "gouter": ("document_local", None, str(stocked.note)),
        "serre": ("document_local", len(PAGES), str(stocked.rules)),
    }
    assert all(row["added_at"] and len(row["content_hash"]) == 64 for row in rows)


def test_the_list_for_people_names_every_document_on_a_line_of_its_own(aesh: InProcess, stocked: Stocked) -> None:
    ran = aesh(stocked.data_dir, "documents", "lister")
    lines = [line for line in ran.out.splitlines() if line.startswith("│")]
    assert len(lines) == SHEETS + 3
    assert ran.err == f"{SHEETS} fournis, 3 ajoutés\n"


def test_a_list_without_added_documents_says_so(aesh: InProcess, index_copy: Path) -> None:
    assert aesh(index_copy, "documents", "lister", "--ajoutes", "--json").value == {"documents": []}
    assert aesh(index_copy, "documents", "lister", "--ajoutes").err == "Aucun document ajouté.\n"


def test_a_document_without_a_title_keeps_the_name_of_its_file(aesh: InProcess, stocked: Stocked) -> None:
    assert aesh(stocked.data_dir, "documents", "montrer", "serre", "--json").value["title"] == "serre"


@pytest.mark.parametrize("identifier", ["statut-aesh", "gouter", "serre"])
def test_show_gives_the_stored_text_and_sections_into_it(identifier: str, aesh: InProcess, stocked: Stocked) -> None:
    value = aesh(stocked.data_dir, "documents", "montrer", identifier, "--json").value
    assert set(value) == DOCUMENT | {"text", "sections"}
    listed = aesh(stocked.data_dir, "documents", "lister", "--json").value["documents"]
    assert {key: value[key] for key in DOCUMENT} in listed
    assert value["sections"]
    for section in value["sections"]:
        assert set(section) == {"title", "start", "end", "page"}
        assert 0 <= section["start"] < section["end"] <= len(value["text"])
        # a text without headings is one section, named after the document
        assert value["text"].startswith(section["title"], section["start"]) or section["title"] == value["title"]
        assert (section["page"] is None) == (value["pages"] is None)
    assert aesh(stocked.data_dir, "documents", "montrer", identifier).out == value["text"] + "\n"


def test_adding_files_and_folders_gives_one_row_a_file(aesh: InProcess, data_dir: Path, tmp_path: Path) -> None:
    folder = tmp_path / "dossier"
    (folder / "dessous").mkdir(parents=True)
    (folder / "dessous" / "serre.pdf").write_bytes(text_pdf(PAGES))
    (folder / "page.html").write_text("<html><body><p>Les lutins rangent la serre le jeudi.</p></body></html>", "utf-8")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    (folder / ".caché.txt").write_text("Rien à voir.", "utf-8")
    single = tmp_path / "goûter.txt"
    single.write_text(LUTINS, "utf-8")
    rows = rows_of(aesh(data_dir, "documents", "ajouter", single, folder, "--json"))
    assert {name: (row["outcome"], row["document_id"]) for name, row in rows.items()} == {
        "goûter.txt": ("added", "gouter"),
        "serre.pdf": ("added", "serre"),
        "page.html": ("added", "page"),
    }
    assert all(row["passages"] >= 1 and row["message"].endswith(".") for row in rows.values())
    shutil.rmtree(folder)
    answer = aesh(data_dir, "demander", "Quel jour les lutins rangent-ils la serre ?", "--json").value
    assert answer["citations"][0]["document_id"] == "page"
    assert answer["index"]["documents"] == SHEETS + 3


def test_the_same_content_again_changes_nothing(aesh: InProcess, stocked_copy: Path, stocked: Stocked, tmp_path: Path) -> None:
    before = aesh(stocked_copy, "documents", "lister", "--json").out
    renamed = tmp_path / "autre nom.txt"
    shutil.copyfile(stocked.note, renamed)
    rows = rows_of(aesh(stocked_copy, "documents", "ajouter", stocked.note, renamed, "--json"))
    assert {(row["outcome"], row["document_id"]) for row in rows.values()} == {("unchanged", "gouter")}
    assert aesh(stocked_copy, "documents", "lister", "--json").out == before


def test_a_changed_file_takes_the_place_of_its_old_text(aesh: InProcess, data_dir: Path, tmp_path: Path) -> None:
    note = tmp_path / "goûter.txt"
    for hour, outcome in (("seize", "added"), ("dix-sept", "updated")):
        note.write_text(LUTINS.replace("seize", hour), "utf-8")
        row = rows_of(aesh(data_dir, "documents", "ajouter", note, "--json"))["goûter.txt"]
        assert (row["outcome"], row["document_id"]) == (outcome, "gouter")
        answer = aesh(data_dir, "demander", "À quelle heure a lieu le goûter des lutins ?", "--json").value
        assert f"{hour} heures" in answer["text"]
    assert "seize" not in aesh(data_dir, "chercher", "goûter des lutins", "--json").out


def test_two_files_of_one_name_get_two_ids_and_none_that_of_a_sheet(aesh: InProcess, data_dir: Path, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("textes/a/note.txt", "textes/b/note.txt", "textes/c/statut-aesh.txt")]
    for number, path in enumerate(paths):
        path.parent.mkdir(parents=True)
        path.write_text(f"La serre numéro {number} est repeinte en vert.", "utf-8")
    rows = json.loads(aesh(data_dir, "documents", "ajouter", tmp_path / "textes", "--json").out)["documents"]
    assert [row["document_id"] for row in rows] == ["note", "note-2", "statut-aesh-2"]


def test_a_removed_document_is_gone_everywhere(aesh: InProcess, stocked_copy: Path) -> None:
    value = aesh(stocked_copy, "documents", "retirer", "gouter", "--json").value
    assert (value["document_id"], value["outcome"]) == ("gouter", "removed")
    listed = aesh(stocked_copy, "documents", "lister", "--ajoutes", "--json").value["documents"]
    assert {row["document_id"] for row in listed} == {"serre", "casier"}
    found = aesh(stocked_copy, "chercher", "goûter des lutins", "--json").value["passages"]
    assert "gouter" not in {row["document_id"] for row in found}
    assert "gouter" in aesh(stocked_copy, "documents", "montrer", "gouter").sentence


@pytest.mark.parametrize("command", ["montrer", "retirer"])
@pytest.mark.parametrize("identifier", ["inconnu", "", "../documents", "gouter/", "STATUT-AESH"])
def test_an_unknown_document_is_told(command: str, identifier: str, aesh: InProcess, stocked: Stocked) -> None:
    ran = aesh(stocked.data_dir, "documents", command, identifier)
    assert f"« {identifier} »" in ran.sentence
    assert ran.out == ""
    assert len(aesh(stocked.data_dir, "documents", "lister", "--ajoutes", "--json").value["documents"]) == 3


def test_a_starter_sheet_cannot_be_removed(aesh: InProcess, data_dir: Path) -> None:
    assert "statut-aesh" in aesh(data_dir, "documents", "retirer", "statut-aesh").sentence
    assert aesh(data_dir, "documents", "montrer", "statut-aesh").code == 0
