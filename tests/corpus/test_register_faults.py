"""A register that breaks its own format is refused: which fault, on which line, in which words."""

from pathlib import Path
from typing import Any

import pytest

from corpus.errors import InvalidCorpusFile
from corpus.register import load_register
from tests.corpus.registers import ROW, code_row, register_of, register_text
from tests.corpus.support import write
from ui.messages import french

SECOND = {"id": "decret-2", "number": "2002-2", "date": "2002-02-03"}
HEIGHT = len(ROW)


def line_of(field: str, row: int = 1) -> int:
    """Return the line of a field in ``register_text``: one key a line, rows one behind the other."""
    return (row - 1) * HEIGHT + list(ROW).index(field) + 1


def refused(folder: Path, content: str) -> InvalidCorpusFile:
    with pytest.raises(InvalidCorpusFile) as caught:
        load_register(write(folder, "register.yaml", content))
    error = caught.value
    assert error.detail == "register.yaml"
    assert error.fault in InvalidCorpusFile.FAULTS
    return error


def test_lines_are_counted_as_they_are_written() -> None:
    lines = register_text(ROW, SECOND).splitlines()
    for row in (1, 2):
        for field in ROW:
            assert lines[line_of(field, row) - 1][2:].startswith(f"{field}:")


@pytest.mark.parametrize("field", ROW)
def test_a_missing_field_is_named_with_the_line_of_its_row(field: str, tmp_path: Path) -> None:
    lines = register_text(ROW, SECOND).splitlines()
    gone = line_of(field, 2)
    kept = lines[: gone - 1] + lines[gone:]
    if field == "id":  # the dash that opens the row stands on the line of its first key
        kept[gone - 1] = "-" + kept[gone - 1][1:]
    error = refused(tmp_path, "\n".join(kept))
    assert (error.fault, error.value, error.line) == ("missing_field", field, line_of("id", 2))


@pytest.mark.parametrize(
    ("change", "fault", "value", "line"),
    [
        ({"statut": "vigueur"}, "unknown_field", "statut", 2 * HEIGHT + 1),
        ({"status": "vigueur"}, "wrong_value", "status : vigueur", line_of("status", 2)),
        ({"nature": "traité"}, "wrong_value", "nature : traité", line_of("nature", 2)),
        ({"confidence": "sûre"}, "wrong_value", "confidence : sûre", line_of("confidence", 2)),
        ({"title": ""}, "wrong_value", "title : ", line_of("title", 2)),
        ({"title": 3}, "wrong_value", "title : 3", line_of("title", 2)),
        ({"number": 20022}, "wrong_value", "number : 20022", line_of("number", 2)),
        ({"aliases": "loi"}, "wrong_value", "aliases : loi", line_of("aliases", 2)),
        ({"amended_by": None}, "wrong_value", "amended_by : None", line_of("amended_by", 2)),
        ({"date": "2026-13-01"}, "impossible_date", "2026-13-01", line_of("date", 2)),
        ({"date": "2023-02-29"}, "impossible_date", "2023-02-29", line_of("date", 2)),
        ({"date": "3 mai 2017"}, "impossible_date", "3 mai 2017", line_of("date", 2)),
        ({"until": "2026-11-31"}, "impossible_date", "2026-11-31", line_of("until", 2)),
        ({"in_force_since": "hier"}, "impossible_date", "hier", line_of("in_force_since", 2)),
        ({"last_checked": "2026"}, "impossible_date", "2026", line_of("last_checked", 2)),
        ({"id": "decret-1"}, "duplicate_id", "decret-1", line_of("id", 2)),
        ({"number": "2001-1"}, "duplicate_text", "décret n° 2001-1", line_of("number", 2)),
        ({"amended_by": ["absent"]}, "unknown_text", "absent", line_of("amended_by", 2)),
        ({"status": "replaced", "replaced_by": ["absent"]}, "unknown_text", "absent", line_of("replaced_by", 2)),
        ({"status": "repealed", "repealed_by": "absent"}, "unknown_text", "absent", line_of("repealed_by", 2)),
        ({"status": "replaced"}, "inconsistent_status", "decret-2", line_of("status", 2)),
        ({"replaced_by": ["decret-1"]}, "inconsistent_status", "decret-2", line_of("status", 2)),
        ({"status": "amended", "repealed_by": "decret-1"}, "inconsistent_status", "decret-2", line_of("status", 2)),
        ({"nature": "code"}, "missing_field", "code, articles", line_of("code", 2)),
        ({"nature": "code", "code": "code civil"}, "missing_field", "code, articles", line_of("code", 2)),
        ({"nature": "code", "code": "code civil", "articles": []}, "missing_field", "code, articles", line_of("code", 2)),
        ({"code": "code civil", "articles": [["1", "2"]]}, "missing_field", "code, articles", line_of("code", 2)),
    ],
)
def test_a_fault_is_named_with_its_line(change: dict[str, Any], fault: str, value: str, line: int, tmp_path: Path) -> None:
    error = refused(tmp_path, register_text(ROW, {**SECOND, **change}))
    assert (error.fault, error.value, error.line) == (fault, value, line)
    sentence = french(error)
    assert sentence.startswith(f"Erreur dans register.yaml, ligne {line} : ")
    assert value in sentence or fault == "missing_field"
    assert sentence.endswith(".")
    assert "\n" not in sentence


MOVED = {"article": "45", "to": "decret-1", "articles": ["1", "2"], "since": "2025-10-01"}


@pytest.mark.parametrize(
    ("change", "fault", "value", "below"),
    [
        ({"since": "2025-13-01"}, "impossible_date", "2025-13-01", 6),
        ({"to": "absent"}, "unknown_text", "absent", 0),
        ({"vers": "ailleurs"}, "unknown_field", "vers", 7),
    ],
)
def test_a_fault_in_what_moved_is_named_with_its_line(
    change: dict[str, Any], fault: str, value: str, below: int, tmp_path: Path
) -> None:
    error = refused(tmp_path, register_text({"moved": [{**MOVED, **change}]}))
    assert (error.fault, error.value, error.line) == (fault, value, line_of("moved") + below)


def test_the_same_nor_twice_is_refused(tmp_path: Path) -> None:
    nor = {"nor": "MENH1915158C"}
    error = refused(tmp_path, register_text(nor, {**SECOND, **nor}))
    assert (error.fault, error.value, error.line) == ("duplicate_nor", "MENH1915158C", line_of("nor", 2))
    assert french(error) == (
        "Erreur dans register.yaml, ligne 25 : deux textes ont le numéro NOR MENH1915158C. "
        "Corrigez ce fichier ou réinstallez l'assistant."
    )


def test_articles_that_are_no_pairs_are_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, register_text(code_row("a", "L1", "L9", articles=[["L1"]])))
    assert error.fault == "wrong_value"
    assert error.line in (line_of("articles"), line_of("articles") + 1)
    assert "articles" in error.value


@pytest.mark.parametrize(
    ("content", "fault", "line"),
    [
        ("- id: a\n  title: [b\n", "not_yaml", 3),
        ("- id: a\n\ttitle: b\n", "not_yaml", 2),
        ("- id: a\n  title: 'b\n", "not_yaml", 3),
        ("- texte\n", "wrong_value", 1),
        ("id: a\n", "wrong_value", 1),
        ("- id: a\n  date: 2026-13-01\n", "impossible_date", 2),
        ("", "wrong_value", 1),
    ],
)
def test_what_is_no_list_of_rows_is_refused(content: str, fault: str, line: int | None, tmp_path: Path) -> None:
    error = refused(tmp_path, content)
    assert (error.fault, error.line) == (fault, line)
    sentence = french(error)
    assert sentence.startswith(f"Erreur dans register.yaml{f', ligne {line}' if line else ''} : ")
    assert "\n" not in sentence


def test_days_written_without_quotes_are_read(tmp_path: Path) -> None:
    content = register_text(ROW).replace("'2001-01-02'", "2001-01-02").replace("'2026-11-21'", "2026-11-21")
    assert "'" not in content.split("date: ")[1].splitlines()[0]
    entry = load_register(write(tmp_path, "register.yaml", content)).by_id["decret-1"]
    assert (entry.date, entry.last_checked) == ("2001-01-02", "2026-11-21")


def test_the_same_number_under_two_natures_is_two_texts(tmp_path: Path) -> None:
    assert len(register_of(tmp_path, ROW, {"id": "loi-1", "nature": "loi"}).entries) == 2
