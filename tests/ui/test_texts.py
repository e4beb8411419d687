"""``aesh texte``: a text of the register, its status, its successors, the sheets that rest on it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.references.check import STATUSES
from corpus.references.value import article_value
from corpus.sheets import load_sheets
from tests.ui.conftest import InProcess
from ui.bootstrap import Application
from ui.cli_texts import text_lines, text_row
from ui.presenter import STATUS_BADGES
from ui.settings import load_settings

TEXT = {
    "id",
    "label",
    "nature",
    "number",
    "date",
    "nor",
    "title",
    "code",
    "articles",
    "status",
    "in_force_since",
    "until",
    "amended_by",
    "replaced_by",
    "repealed_by",
    "url",
    "last_checked",
    "confidence",
    "note",
    "aliases",
    "sheets",
}
SHEET = {"document_id", "title", "section", "article"}
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def register_only(tmp_path_factory: pytest.TempPathFactory) -> Application:
    """The real application on a fixed day, without an index."""
    folder = tmp_path_factory.mktemp("texts") / "absent"
    return Application(load_settings({"AESH_DATA_DIR": str(folder)}), today=lambda: DAY)


def rows(application: Application, query: str, day: date = DAY) -> list[dict[str, Any]]:
    return [text_row(named, application.register, day.isoformat()) for named in application.texts(query)]


def places(row: dict[str, Any]) -> set[tuple[str, str]]:
    return {(sheet["document_id"], sheet["section"]) for sheet in row["sheets"]}


# each: what is typed, and the labels of the texts found
FOUND: list[tuple[str, Sequence[str]]] = [
    ("L. 917-1", ["code de l'éducation, art. L. 917-1"]),
    ("l917-1", ["code de l'éducation, art. L. 917-1"]),
    ("article L.\u00a0917\u20111 du Code de l’éducation", ["code de l'éducation, art. L. 917-1"]),
    ("86-83", ["décret n° 86-83 du 17 janvier 1986"]),
    ("2017-84", ["circulaire n° 2017-084 du 3 mai 2017"]),
    ("circulaire 2017-084", ["circulaire n° 2017-084 du 3 mai 2017"]),
    ("MENH1915158C", ["circulaire n° 2019-090 du 5 juin 2019"]),
    ("NOR : MENH1915158C", ["circulaire n° 2019-090 du 5 juin 2019"]),
    ("29 juillet 2020", ["arrêté du 29 juillet 2020"]),
    ("2020-07-29", ["arrêté du 29 juillet 2020"]),
    ("cadre de gestion", ["circulaire n° 2019-090 du 5 juin 2019"]),
    ("arrêté du 27 juin 2014", ["arrêté du 27 juin 2014", "arrêté du 27 juin 2014"]),
]


@pytest.mark.parametrize(("query", "labels"), FOUND)
def test_a_text_is_found_however_it_is_asked_for(query: str, labels: Sequence[str], register_only: Application) -> None:
    assert [row["label"] for row in rows(register_only, query)] == labels


def test_the_json_keeps_the_contract_for_every_text_of_the_register(register_only: Application) -> None:
    named = {one.entry.text_id: one for entry in register_only.register.entries for one in register_only.texts(entry.label)}
    assert len(named) > 200
    for one in named.values():
        row = text_row(one, register_only.register, DAY.isoformat())
        assert set(row) == TEXT
        assert row["status"] in STATUSES
        assert all(isinstance(label, str) for name in ("amended_by", "replaced_by", "aliases") for label in row[name])
        assert all(len(pair) == 2 for pair in row["articles"])
        assert all(set(sheet) == SHEET for sheet in row["sheets"])


def test_the_command_needs_no_index_and_writes_json_alone(aesh: InProcess, tmp_path: Path, register_only: Application) -> None:
    ran = aesh(tmp_path / "absent", "texte", "L. 917-1", "--json")
    assert ran.err == ""
    assert ran.value == {"query": "L. 917-1", "texts": rows(register_only, "L. 917-1")}
    assert not (tmp_path / "absent").exists()


def test_an_article_brings_only_the_sections_that_rest_on_it(register_only: Application) -> None:
    (row,) = rows(register_only, "article 12 du décret n° 86-83")
    (whole,) = rows(register_only, "décret n° 86-83")
    assert row["sheets"]
    assert {sheet["article"] for sheet in row["sheets"]} == {"12"}
    assert places(row) < places(whole)
    assert row["status"] == whole["status"] == "amended"


def test_the_sections_are_those_whose_basis_names_the_text(register_only: Application) -> None:
    (row,) = rows(register_only, "L. 917-1")
    named = {
        (sheet.document_id, section.title)
        for sheet in load_sheets(register_only.register)
        for section in sheet.sections
        for basis in section.basis
        if basis.text_id == row["id"] and basis.article in (None, article_value("L. 917-1"))
    }
    assert places(row) == named != set()


def test_a_range_and_two_articles_bring_the_sections_of_both(register_only: Application) -> None:
    (both,) = rows(register_only, "articles 12 et 14 du décret n° 86-83")
    assert {sheet["article"] for sheet in both["sheets"]} == {"12", "14"}
    (whole,) = rows(register_only, "décret n° 86-83")
    (ranged,) = rows(register_only, "articles 12 à 14 du décret n° 86-83")
    assert ranged["sheets"] == whole["sheets"]


def test_an_article_that_stands_elsewhere_is_replaced_and_its_text_is_not(register_only: Application) -> None:
    (article,) = rows(register_only, "article 45 du décret n° 86-83")
    assert article["label"] == "article 45 du décret n° 86-83 du 17 janvier 1986"
    assert (article["status"], article["until"]) == ("replaced", "2025-09-30")
    assert article["replaced_by"] == ["code général de la fonction publique, art. R. 332-27 à R. 332-31"]
    (whole,) = rows(register_only, "décret n° 86-83")
    assert (whole["status"], whole["replaced_by"]) == ("amended", [])
    (before,) = rows(register_only, "article 45 du décret n° 86-83", date(2025, 9, 30))
    assert (before["status"], before["replaced_by"]) == ("amended", [])


def test_a_repealed_text_names_its_successors(register_only: Application) -> None:
    (row,) = rows(register_only, "circulaire n° 2003-093")
    assert row["status"] == "repealed"
    assert row["replaced_by"] == ["circulaire n° 2017-084 du 3 mai 2017"]


@pytest.mark.parametrize("query", ["", "   ", "recette de la tarte", "L. 999-99", "2099-001", "?", "\x00", "bonjour 🙂"])
def test_no_text_is_told_with_how_to_search(query: str, aesh: InProcess, tmp_path: Path) -> None:
    for more in ((), ("--json",)):
        ran = aesh(tmp_path / "absent", "texte", query, *more)
        assert ran.out == ""
        assert ran.sentence.startswith(f"Aucun texte du registre pour « {query} » : essayez")
        assert all(way in ran.err for way in ("L. 917-1", "2017-084", "NOR", "date", "titre"))


def test_people_read_what_it_is_its_status_its_link_and_the_sheets(aesh: InProcess, tmp_path: Path) -> None:
    (row,) = aesh(tmp_path, "texte", "2019-090", "--json").value["texts"]
    ran = aesh(tmp_path, "texte", "2019-090")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == f"{row['label']} — {row['title']}"
    assert f" : {STATUS_BADGES[row['status']][0]}" in lines[1]
    assert f"  Lien officiel : {row['url']}" in lines
    assert f"  Modifié par : {' ; '.join(row['amended_by'])}" in lines
    assert "  Vérifié le 21 novembre 2026, confiance élevée." in lines
    assert "cadre de gestion" in ran.out
    told = [line for line in lines if line.startswith("    - ")]
    assert all(f"{sheet['title']} — {sheet['section']}" in line for sheet, line in zip(row["sheets"], told, strict=True))
    assert all(line.endswith(f"[{sheet['document_id']}]") for sheet, line in zip(row["sheets"], told, strict=True))


def test_every_text_can_be_told_to_people(register_only: Application) -> None:
    for entry in register_only.register.entries:
        (named,) = (one for one in register_only.texts(entry.label) if one.entry is entry)
        told = list(text_lines(named, register_only.register, DAY.isoformat()))
        assert entry.title in told[0]
        assert told[1].startswith("  Statut au 22 novembre 2026 : ")
        assert ("  Aucune fiche ne repose sur ce texte." in told) == (not named.supports)
        assert all("\n" not in line for line in told)


def test_several_texts_are_told_one_after_the_other(aesh: InProcess, tmp_path: Path) -> None:
    ran = aesh(tmp_path, "texte", "arrêté du 27 juin 2014")
    assert ran.out.count("arrêté du 27 juin 2014 — ") == 2
    assert ran.out.count("\n\n") == 1
