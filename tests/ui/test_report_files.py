"""The reports on references: Word, a table for a French spreadsheet, JSON; and ``aesh verifier --rapport``."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from corpus.loader import read_file
from corpus.references.report import ReferenceReport
from tests.ui.conftest import InProcess
from tests.ui.reference_samples import DAY, EXPECTED, LINES, TOTALS, WORDS, sample
from ui import report_docx
from ui.bootstrap import Application
from ui.report_files import CSV_HEADINGS, REPORT_FORMATS, write_report
from ui.settings import load_settings

EXTENSIONS = [".docx", ".csv", ".json"]


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Application:
    """The real application on a fixed day, without an index."""
    folder = tmp_path_factory.mktemp("report") / "absent"
    return Application(load_settings({"AESH_DATA_DIR": str(folder)}), today=lambda: date.fromisoformat(DAY))


@pytest.fixture(scope="module")
def report(checker: Application) -> ReferenceReport:
    return checker.check_text("\n\n".join(LINES), source="note de service.pdf")


def as_docx(report: ReferenceReport, folder: Path) -> Any:
    write_report(report, folder / "rapport.docx")
    return docx.Document(str(folder / "rapport.docx"))


def as_rows(report: ReferenceReport, folder: Path) -> list[list[str]]:
    write_report(report, folder / "rapport.csv")
    text = (folder / "rapport.csv").read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def shaded(paragraph: Any) -> list[tuple[str, str]]:
    """Return the coloured pieces of a paragraph with their colours."""
    fills = [(run.text, run._r.find(f"{qn('w:rPr')}/{qn('w:shd')}")) for run in paragraph.runs]
    return [(text, fill.get(qn("w:fill"))) for text, fill in fills if fill is not None]


def text_paragraphs(document: Any) -> list[Any]:
    """Return the paragraphs under the heading « Texte »."""
    names = [paragraph.text for paragraph in document.paragraphs]
    return document.paragraphs[names.index("Texte") + 1 :]


def test_the_word_report_has_a_row_for_each_reference(report: ReferenceReport, tmp_path: Path) -> None:
    (table,) = as_docx(report, tmp_path).tables
    head, *rows = cells(table)
    assert head == ["N°", "Référence écrite", "Ce que c'est", "Statut", "À écrire à la place", "Lien"]
    assert [(row[1], row[3]) for row in rows] == [(text, WORDS[status]) for status, text in EXPECTED]
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(EXPECTED) + 1)]
    assert rows[2][4].startswith("code général de la fonction publique, art. R. 332-27")
    assert rows[4][4] == "circulaire n° 2017-084 du 3 mai 2017\ndate exacte : 3 mai 2017"
    assert rows[5][4].startswith("textes possibles : arrêté du 27 juin 2014, « ")
    assert rows[6][4] == "absent du registre"
    assert all(item.entry.title in row[2] for item, row in zip(report.references, rows, strict=True) if item.entry)


def test_the_word_report_has_real_links(report: ReferenceReport, tmp_path: Path) -> None:
    document = as_docx(report, tmp_path)
    links = document.element.body.findall(f".//{qn('w:hyperlink')}")
    targets = [document.part.rels[link.get(qn("r:id"))].target_ref for link in links]
    assert targets == [item.entry.url for item in report.references if item.entry and item.entry.url]
    assert all(link.findall(f".//{qn('w:t')}")[0].text for link in links)


def test_the_word_report_says_its_source_its_day_and_its_totals(report: ReferenceReport, tmp_path: Path) -> None:
    document = as_docx(report, tmp_path)
    header = document.sections[0].header.paragraphs[0].text
    assert header == "Références vérifiées — note de service.pdf — statut au 22 novembre 2026"
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert TOTALS in texts
    legend = [text for text in texts if text.split(" : ")[0] in WORDS.values()]
    assert [text.split(" : ")[0] for text in legend] == list(WORDS.values())
    assert document.core_properties.title == "Références vérifiées : note de service.pdf"
    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {"fr-FR"}


def test_the_text_is_there_with_each_reference_in_the_colour_of_its_status(report: ReferenceReport, tmp_path: Path) -> None:
    document = as_docx(report, tmp_path)
    paragraphs = text_paragraphs(document)
    assert [re.sub(r"\[\d.*?\]", "", paragraph.text) for paragraph in paragraphs] == list(LINES)
    marked = [piece for paragraph in paragraphs for piece in shaded(paragraph)]
    assert [text for text, _ in marked] == [text for _, text in EXPECTED]
    assert len({colour for _, colour in marked}) == len(EXPECTED)
    legend = {text: colour for p in document.paragraphs for text, colour in shaded(p) if text in WORDS.values()}
    assert [colour for _, colour in marked] == [legend[WORDS[status]] for status, _ in EXPECTED]


def test_what_is_wrong_is_said_in_words_beside_its_colour(report: ReferenceReport, tmp_path: Path) -> None:
    text = "\n".join(paragraph.text for paragraph in text_paragraphs(as_docx(report, tmp_path)))
    for mark in ("[1]", "[2]", "[3 remplacé]", "[4 abrogé]", "[5 date erronée]", "[6 ambigu]", "[7 statut non vérifié]"):
        assert mark in text


def test_our_own_reader_reads_the_word_report(report: ReferenceReport, tmp_path: Path) -> None:
    write_report(report, tmp_path / "rapport.docx")
    raw = read_file(tmp_path / "rapport.docx")
    assert raw.metadata["title"] == "Références vérifiées : note de service.pdf"
    assert any(EXPECTED[2][1] in block.text and "Remplacé" in block.text for block in raw.blocks)


def test_a_reference_that_goes_over_a_line_end_is_marked_on_both(checker: Application, tmp_path: Path) -> None:
    broken = checker.check_text("Voir le décret n°\n2014-724\u2028du 27 juin 2014, et puis rien.\n\nFin.")
    paragraphs = text_paragraphs(as_docx(broken, tmp_path))
    pieces = [piece for paragraph in paragraphs for piece, _ in shaded(paragraph)]
    assert " ".join(pieces).split() == broken.text[8 : broken.references[0].found.end].split()
    assert sum("[1]" in paragraph.text for paragraph in paragraphs) == 1
    assert paragraphs[-1].text == "Fin."


def test_a_text_without_reference_makes_a_report_too(checker: Application, tmp_path: Path) -> None:
    nothing = checker.check_text("Rien à citer.", source="rien.txt")
    document = as_docx(nothing, tmp_path)
    assert not document.tables
    assert "Aucune référence trouvée." in [paragraph.text for paragraph in document.paragraphs]
    assert [paragraph.text for paragraph in text_paragraphs(document)] == ["Rien à citer."]
    assert as_rows(nothing, tmp_path) == [list(CSV_HEADINGS)]


def test_of_a_very_long_text_only_the_paragraphs_with_a_reference_are_kept(
    report: ReferenceReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_docx, "MAX_PARAGRAPHS", len(LINES) - 1)
    told, *paragraphs = text_paragraphs(as_docx(report, tmp_path))
    assert "seuls ceux qui contiennent une référence" in told.text
    assert len(paragraphs) == len(EXPECTED)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_characters_that_xml_refuses_do_no_harm(extension: str, checker: Application, tmp_path: Path) -> None:
    odd = checker.check_text(
        "\x00\x0b\ufffe\uffff\ud800 <b>&amp; l'article L. 917-1\u2028🙂 \x85\t;\"", source="a\udce9\x01<b>.txt"
    )
    write_report(odd, tmp_path / f"rapport{extension}")
    assert len(odd.references) == 1
    if extension == ".docx":
        text = "\n".join(paragraph.text for paragraph in text_paragraphs(as_docx(odd, tmp_path)))
        assert "<b>&amp; l'article L. 917-1" in text


def test_the_table_opens_in_a_french_spreadsheet(report: ReferenceReport, tmp_path: Path) -> None:
    head, *rows = as_rows(report, tmp_path)
    content = (tmp_path / "rapport.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfN\xc2\xb0;R\xc3\xa9f\xc3\xa9rence")
    assert content.count(b"\r\n") == len(EXPECTED) + 1
    assert tuple(head) == CSV_HEADINGS
    named = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(row["Statut"], row["Référence écrite"]) for row in named] == [(WORDS[status], text) for status, text in EXPECTED]
    assert named[4]["Date exacte"] == "03/05/2017"
    assert named[4]["À écrire à la place"] == "circulaire n° 2017-084 du 3 mai 2017"
    assert named[5]["Textes possibles"].count("arrêté du 27 juin 2014") == 2
    assert {(row["Source"], row["Statut au"]) for row in named} == {("note de service.pdf", "22/11/2026")}
    for row, item in zip(named, report.references, strict=True):
        assert row["Lien officiel"] == ((item.entry.url or "") if item.entry else "")
        place = slice(int(row["Début (caractère)"]), int(row["Fin (caractère)"]))
        assert report.text[place] == row["Référence écrite"]


def test_no_cell_is_taken_for_a_date_or_a_formula(checker: Application, tmp_path: Path) -> None:
    listed = checker.check_text("Les articles 45-3, 12-4 et 45-4 du décret n° 86-83.", source="=CMD().txt")
    head, *rows = as_rows(listed, tmp_path)
    assert [row[1] for row in rows] == ["articles 45-3", "« 12-4 »", "45-4 du décret n° 86-83"]
    assert {row[head.index("Source")] for row in rows} == {"« =CMD().txt »"}


def test_the_json_report_is_the_object_of_the_command(report: ReferenceReport, tmp_path: Path) -> None:
    write_report(report, tmp_path / "rapport.json")
    assert json.loads((tmp_path / "rapport.json").read_text("utf-8")) == report.as_json()


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_report_that_cannot_be_written_leaves_nothing(extension: str, report: ReferenceReport, tmp_path: Path) -> None:
    taken = tmp_path / f"dossier{extension}"
    taken.mkdir()
    for path in (taken, tmp_path / "absent" / f"rapport{extension}"):
        with pytest.raises(OSError, match=r"\[Errno"):
            write_report(report, path)
    assert list(tmp_path.iterdir()) == [taken]


@pytest.mark.parametrize("extension", [*EXTENSIONS, ".DOCX"])
def test_the_command_writes_the_report_beside_its_result(extension: str, aesh: InProcess, tmp_path: Path) -> None:
    source, path = sample(tmp_path), tmp_path / f"rapport{extension}"
    alone = aesh(tmp_path, "verifier", source, "--date", DAY)
    ran = aesh(tmp_path, "verifier", source, "--date", DAY, "--rapport", path)
    assert (ran.code, ran.out, ran.err) == (0, alone.out, f"Rapport écrit : {path}\n")
    assert path.stat().st_size > 1_000
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([source.name, path.name])


def test_a_report_replaces_none_unless_told(aesh: InProcess, tmp_path: Path) -> None:
    source, path = sample(tmp_path), tmp_path / "rapport.csv"
    path.write_text("à garder", "utf-8")
    ran = aesh(tmp_path, "verifier", source, "--rapport", path)
    assert f"« {path} » existe déjà" in ran.sentence
    assert (ran.out, path.read_text("utf-8")) == ("", "à garder")
    assert aesh(tmp_path, "verifier", source, "--rapport", path, "--ecraser").code == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_file_that_is_checked_is_never_replaced(aesh: InProcess, tmp_path: Path) -> None:
    source = sample(tmp_path, ".docx")
    content = source.read_bytes()
    link = tmp_path / "lien.docx"
    link.symlink_to(source)
    for path in (source, link):
        ran = aesh(tmp_path, "verifier", source, "--rapport", path, "--ecraser")
        assert str(path) in ran.sentence
        assert ran.out == ""
    assert source.read_bytes() == content


@pytest.mark.parametrize("name", ["rapport.pdf", "rapport", "rapport.docx.txt", ".docx"])
def test_an_unknown_kind_of_report_is_bad_usage(name: str, aesh: InProcess, tmp_path: Path) -> None:
    ran = aesh(tmp_path, "verifier", sample(tmp_path), "--rapport", tmp_path / name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (f"Un rapport s'écrit en .docx, .csv, .json : « {tmp_path / name} » (--rapport). Essayez « --help ».\n")
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["absent/rapport.docx", "x" * 300 + ".docx", "note.txt/rapport.csv"])
def test_a_report_that_cannot_be_there_is_told(name: str, aesh: InProcess, tmp_path: Path) -> None:
    ran = aesh(tmp_path, "verifier", sample(tmp_path), "--rapport", tmp_path / name)
    assert f"« {tmp_path / name} » ne peut pas être écrit" in ran.sentence
    assert ran.out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_the_formats_are_those_announced() -> None:
    assert list(REPORT_FORMATS) == EXTENSIONS
