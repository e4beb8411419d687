"""``aesh evaluer`` on a golden file of its own."""

import re
from pathlib import Path

import pytest

from tests.ui.conftest import InProcess

GOLDEN = """\
# Trois questions pour l'essai.
- id: essai-1
  kind: answerable
  question: Combien de temps dure la période d'essai d'un AESH ?
  facts: [CONTRAT-014]
  expected:
    - [trois mois, 3 mois]
- id: tarte-1
  kind: out_of_corpus
  question: Quelle est la recette de la tarte aux pommes ?
- id: bonjour-1
  part: tune
  kind: smalltalk
  turns: [Merci beaucoup, Bonjour]
"""
SHARES = {"hit@1", "hit@5", "ndcg@10", "content_found", "over_refusal", "refusal_recall", "smalltalk_right"}


@pytest.fixture
def golden(tmp_path: Path) -> Path:
    path = tmp_path / "questions.yaml"
    path.write_text(GOLDEN, "utf-8")
    return path


def test_the_report_keeps_the_contract(golden: Path, aesh: InProcess, index_copy: Path) -> None:
    value = aesh(index_copy, "evaluer", golden, "--partie", "toutes", "--json").value
    assert set(value) == {"figures", "expected", "by_kind", "questions"}
    assert value["expected"] == {}
    assert value["figures"].keys() >= SHARES
    assert all(0 <= value["figures"][name] <= 1 for name in SHARES)
    assert {kind: row["questions"] for kind, row in value["by_kind"].items()} == {
        "answerable": 1,
        "out_of_corpus": 1,
        "smalltalk": 1,
    }
    assert [row["id"] for row in value["questions"]] == ["essai-1", "tarte-1", "bonjour-1"]
    for row in value["questions"]:
        assert set(row) >= {"id", "kind", "theme", "turns", "status", "right", "confidence", "level", "text", "sections"}
        assert (row["confidence"] is None) == (row["level"] is None) == (row["status"] not in ("answered", "partial"))
    assert value["questions"][2]["turns"] == ["Merci beaucoup", "Bonjour"]


@pytest.mark.parametrize(("part", "asked"), [((), 2), (("--partie", "tune"), 1)])
def test_only_the_wanted_part_is_asked(
    part: tuple[str, ...], asked: int, golden: Path, aesh: InProcess, index_copy: Path
) -> None:
    assert len(aesh(index_copy, "evaluer", golden, *part, "--json").value["questions"]) == asked


def test_the_table_for_people_is_french_and_whole(golden: Path, aesh: InProcess, index_copy: Path) -> None:
    ran = aesh(index_copy, "evaluer", golden)
    assert ran.code == 0
    assert "Qualité sur 2 questions" in ran.out
    assert "Bon passage en premier" in ran.out
    assert "hit@1" not in ran.out
    assert "Intervalle à 95 %" in ran.out


def test_the_report_stands_in_the_data_folder_or_where_it_is_wanted(
    golden: Path, aesh: InProcess, data_dir: Path, tmp_path: Path
) -> None:
    for folder, more in ((data_dir / "evaluation", ()), (tmp_path / "a" / "b", ("--rapport", tmp_path / "a" / "b"))):
        ran = aesh(data_dir, "evaluer", golden, "--partie", "toutes", "--json", *more)
        assert f"Rapport écrit : {folder / 'rapport.html'}" in ran.err
        assert ran.out.count("\n") == 1
        page = (folder / "rapport.html").read_text("utf-8")
        assert "Qualité des réponses" in page
        assert {path.stem for path in folder.glob("*.svg")} == {"fiabilite", "risque", "confiance", "genres", "themes", "mots"}
        assert re.search(r"3 questions \(questions.yaml, tout\), le \d\d/\d\d/\d{4}, index de génération \d+", page)


def test_a_folder_that_cannot_be_written_is_told(golden: Path, aesh: InProcess, index_copy: Path) -> None:
    ran = aesh(index_copy, "evaluer", golden, "--rapport", golden, "--json")
    assert str(golden) in ran.sentence
    assert ran.out == ""


@pytest.mark.parametrize("more", [("questions.yaml",), ("--partie", "tune")])
def test_only_the_project_s_own_test_part_becomes_expected(more: tuple[str, ...], aesh: InProcess, index_copy: Path) -> None:
    ran = aesh(index_copy, "evaluer", *more, "--enregistrer")
    assert (ran.code, ran.out) == (2, "")
    assert "--enregistrer" in ran.err
    assert ran.err.endswith("Essayez « --help ».\n")


ANSWERABLE = "- id: a\n  kind: answerable\n  question: Une question ?\n"
# each: what the file holds, and what the sentence must say, the line first
BAD = {
    "not YAML": ("- id: a\n  kind: [x\n", "questions.yaml, ligne 3"),
    "empty": ("", "questions.yaml"),
    "comment only": ("# rien\n", "questions.yaml"),
    "no list": ("id: a\n", "questions.yaml"),
    "a word for a question": (ANSWERABLE + "- bonjour\n", "questions.yaml, ligne 4"),
    "no id": (ANSWERABLE + "- kind: smalltalk\n  question: Bonjour\n", "questions.yaml, ligne 4"),
    "same id twice": (ANSWERABLE * 2, "questions.yaml, ligne 4"),
    "unknown kind": ("\n\n" + ANSWERABLE.replace("answerable", "facile"), "questions.yaml, ligne 3"),
    "unknown part": (ANSWERABLE + "  part: final\n", "questions.yaml, ligne 1"),
    "no question": ("- id: a\n  kind: answerable\n", "questions.yaml, ligne 1"),
    "blank turn": ("- id: a\n  kind: follow_up\n  turns: [Bonjour, ' ']\n", "questions.yaml, ligne 1"),
    "expected is no list of lists": (ANSWERABLE + "  expected: [trois mois]\n", "questions.yaml, ligne 1"),
    "facts is a number": (ANSWERABLE + "  facts: 12\n", "questions.yaml, ligne 1"),
    "facts is a word": (ANSWERABLE + "  facts: CONTRAT-014\n", "questions.yaml, ligne 1"),
    "an id that is no date": (ANSWERABLE.replace("id: a", "id: 2024-13-45"), "questions.yaml"),
    "an empty question among others": (ANSWERABLE + "- \n", "questions.yaml, ligne 4"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_fault_in_the_file_is_told_with_its_line(case: str, aesh: InProcess, index_copy: Path, tmp_path: Path) -> None:
    text, named = BAD[case]
    (tmp_path / "questions.yaml").write_text(text, "utf-8")
    ran = aesh(index_copy, "evaluer", tmp_path / "questions.yaml", "--json")
    assert named in ran.sentence
    assert ran.out == ""


def test_a_file_that_is_no_text_or_not_there_is_told(aesh: InProcess, index_copy: Path, tmp_path: Path) -> None:
    (tmp_path / "binaire.yaml").write_bytes(b"\xff\x00\x81")
    assert "binaire.yaml" in aesh(index_copy, "evaluer", tmp_path / "binaire.yaml").sentence
    for path in (tmp_path / "absent.yaml", tmp_path):
        assert str(path) in aesh(index_copy, "evaluer", path).sentence
