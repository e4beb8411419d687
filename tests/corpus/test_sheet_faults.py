"""A sheet that breaks its own format is refused: which fault, on which line, in which words."""

from pathlib import Path

import pytest

from corpus.errors import InvalidCorpusFile
from corpus.register import load_register
from corpus.sheets import load_sheet, load_sheets
from tests.corpus.support import write
from ui.messages import french

REGISTER = load_register()
FRONT = """---
id: a
title: Absences et retards
nature: fiche
kind: fiche
theme: temps
verified_on: 2026-11-21
---
# Absences et retards

## Premier absent ?
<!--
facts: [TRAVAIL-001]
basis:
  - {text: decret-86-83, label: décret n° 86-83, article: '45'}
-->
Le label absent ne compte pas le 2026-13-01.

"""
"""Seventeen lines and a blank one: words of the faults below stand in them on purpose."""
FIRST = 1 + FRONT.count("\n")


def section(*notes: str) -> str:
    return "\n".join(("## Second absent ?", "<!--", *notes, "-->", "Oui.")) + "\n"


def refused(folder: Path, content: str) -> InvalidCorpusFile:
    with pytest.raises(InvalidCorpusFile) as caught:
        load_sheet(write(folder, "a.md", content), REGISTER)
    error = caught.value
    assert error.detail == "a.md"
    sentence = french(error)
    assert sentence.startswith(f"Erreur dans a.md{f', ligne {error.line}' if error.line else ''} : ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return error


def test_the_sheet_of_these_tests_is_sound(tmp_path: Path) -> None:
    sheet = load_sheet(write(tmp_path, "a.md", FRONT + section("facts: [TRAVAIL-002]")), REGISTER)
    assert [part.title for part in sheet.sections] == ["Premier absent ?", "Second absent ?"]
    assert sheet.sections[0].basis[0].text_id == "decret-86-83"


@pytest.mark.parametrize(
    ("notes", "fault", "value", "below"),
    [
        (["basis: []"], "no_fact", "Second absent ?", 0),
        (["facts: []", "asked: [Quand]"], "no_fact", "Second absent ?", 0),
        (["facts: [A]", "basis:", "  - {text: absent, label: x}"], "unknown_text", "absent", 4),
        (["facts: [A]", "basis:", "  - {text: decret-86-83}"], "missing_field", "label", 4),
        (["facts: [A]", "basis:", "  - label: x", "    statut: y"], "unknown_field", "statut", 5),
        (["facts: [A]", "until: '2026-13-01'"], "impossible_date", "2026-13-01", 3),
        (["facts: [A]", "until: 2026-13-01"], "impossible_date", "2026-13-01", 3),
        (["facts: [A]", "in_force_since: '2023-02-29'"], "impossible_date", "2023-02-29", 3),
        (["facts: [A]", "in_force_since: hier"], "impossible_date", "hier", 3),
    ],
)
def test_a_fault_of_a_section_is_named_with_its_line(
    notes: list[str], fault: str, value: str, below: int, tmp_path: Path
) -> None:
    error = refused(tmp_path, FRONT + section(*notes))
    assert (error.fault, error.line) == (fault, FIRST + below)
    assert error.value == value or (fault == "impossible_date" and error.value)


def test_a_section_without_notes_has_no_fact(tmp_path: Path) -> None:
    error = refused(tmp_path, FRONT + "## Rien ?\n\nOui.\n")
    assert (error.fault, error.value, error.line) == ("no_fact", "Rien ?", FIRST)
    assert french(error) == (
        "Erreur dans a.md, ligne 19 : la rubrique « Rien ? » ne repose sur aucun fait. "
        "Corrigez ce fichier ou réinstallez l'assistant."
    )


@pytest.mark.parametrize("field", ["id", "title", "nature", "kind", "theme", "verified_on"])
def test_a_field_of_the_head_is_asked_for(field: str, tmp_path: Path) -> None:
    lines = [line for line in FRONT.splitlines() if not line.startswith(f"{field}:")]
    error = refused(tmp_path, "\n".join(lines) + "\n")
    assert (error.fault, error.value, error.line) == ("missing_field", field, 1)


def test_a_sheet_of_a_text_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, FRONT.replace("theme: temps\n", "theme: temps\ntext: absent\n"))
    assert (error.fault, error.value, error.line) == ("unknown_text", "absent", 7)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (FRONT + section("facts: [A", "asked: x: y"), FIRST + 3),
        (FRONT.replace("theme: temps", "theme: [temps"), 7),
        (FRONT.replace("theme: temps", "theme: temps: soir"), 6),
    ],
)
def test_what_is_not_yaml_is_named_with_its_line(content: str, line: int, tmp_path: Path) -> None:
    error = refused(tmp_path, content)
    assert error.fault == "not_yaml"
    assert error.line is not None
    assert abs(error.line - line) <= 1  # where YAML notices it


def test_an_impossible_day_in_the_head_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, FRONT.replace("2026-11-21", "2026-11-31"))
    assert (error.fault, error.line) == ("impossible_date", 7)


def test_one_bad_sheet_of_a_folder_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a.md", FRONT)
    write(tmp_path, "b.md", FRONT + "## Rien ?\n\nOui.\n")
    with pytest.raises(InvalidCorpusFile) as caught:
        load_sheets(REGISTER, tmp_path)
    assert (caught.value.detail, caught.value.line) == ("b.md", FIRST)
