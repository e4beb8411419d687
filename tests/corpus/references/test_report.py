"""A checked text as one object: what the screen, the terminal and the exports show."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import DocumentNotFound, EmptyDocument, UnknownFormat
from corpus.references.check import STATUSES
from corpus.references.report import ReferenceReport, report_on_file, report_on_text
from corpus.register import load_register
from tests.corpus.support import write

REGISTER = load_register()
DAY = "2026-11-22"
KEYS = (
    "text start end nature code article part number date nor in_range status title url replaced_by instead expected_date "
    "candidates last_checked confidence"
).split()
TEXT = "Vu l’article L. 917‑1 du code de l'éducation, la circulaire n° 2017-084 du 4 mai 2017 et l'arrêté du 27 juin 2014."


def rows(report: ReferenceReport) -> list[dict[str, Any]]:
    return list(report.as_json()["references"])


def test_a_report_says_what_was_read_and_when() -> None:
    report = report_on_text(TEXT, REGISTER, DAY, "courrier.txt")
    told = report.as_json()
    assert list(told) == ["source", "text", "day", "references", "summary"]
    assert (told["source"], told["text"], told["day"]) == ("courrier.txt", TEXT, DAY)
    assert report_on_text(TEXT, REGISTER, DAY).source == "texte"
    assert json.loads(json.dumps(told, ensure_ascii=False)) == told


def test_every_row_has_every_key_and_its_words() -> None:
    told = rows(report_on_text(TEXT, REGISTER, DAY))
    assert all(list(row) == KEYS for row in told)
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in told)
    assert [row["text"] for row in told] == [
        "article L. 917‑1 du code de l'éducation",
        "circulaire n° 2017-084 du 4 mai 2017",
        "arrêté du 27 juin 2014",
    ]


def test_a_row_of_a_known_article() -> None:
    row = rows(report_on_text(TEXT, REGISTER, DAY))[0]
    entry = REGISTER.by_id["code-education-l917-1"]
    assert (row["nature"], row["code"], row["article"]) == ("code", "code de l'éducation", "L917-1")
    assert (row["status"], row["title"], row["url"]) == (entry.status_on(DAY), entry.title, entry.url)
    assert (row["last_checked"], row["confidence"]) == (entry.last_checked, entry.confidence)
    assert (row["instead"], row["candidates"], row["expected_date"]) == ([], [], None)


def test_a_row_with_a_wrong_date_keeps_what_is_written_and_says_the_right_one() -> None:
    row = rows(report_on_text(TEXT, REGISTER, DAY))[1]
    assert (row["status"], row["date"], row["expected_date"]) == ("date_mismatch", "2017-05-04", "2017-05-03")
    assert row["instead"] == ["circulaire n° 2017-084 du 3 mai 2017"]


def test_a_row_that_may_mean_several_texts_names_them() -> None:
    row = rows(report_on_text(TEXT, REGISTER, DAY))[2]
    assert (row["status"], row["title"], row["url"]) == ("ambiguous", None, None)
    assert len(row["candidates"]) >= 2
    for candidate in row["candidates"]:
        assert list(candidate) == ["label", "title", "nature", "number", "date", "status", "url"]
        assert (candidate["label"], candidate["date"]) == ("arrêté du 27 juin 2014", "2014-06-27")
    assert len({candidate["title"] for candidate in row["candidates"]}) == len(row["candidates"])


def test_what_is_not_written_comes_from_the_register() -> None:
    [row] = rows(report_on_text("la circulaire n° 2017-84", REGISTER, DAY))
    assert (row["number"], row["date"]) == ("2017-084", "2017-05-03")
    [row] = rows(report_on_text("le décret n° 1999-9999", REGISTER, DAY))
    assert (row["number"], row["date"], row["status"], row["confidence"]) == ("1999-9999", None, "unknown", None)


def test_the_summary_counts_each_status_met() -> None:
    report = report_on_text(TEXT + " Le décret n° 1999-9999. Le décret n° 1999-9998.", REGISTER, DAY)
    assert report.summary["unknown"] == 2
    assert report.summary["date_mismatch"] == 1
    assert sum(report.summary.values()) == len(report.references)
    assert set(report.summary) <= set(STATUSES)
    assert report.as_json()["summary"] == report.summary


@pytest.mark.parametrize("text", ["", "Rien à voir ici."])
def test_a_text_without_references_has_an_empty_report(text: str) -> None:
    told = report_on_text(text, REGISTER, DAY).as_json()
    assert (told["references"], told["summary"]) == ([], {})


def test_a_pasted_text_is_stored_first_and_places_follow() -> None:
    report = report_on_text("Vu l'arre\u0302te\u0301\r\ndu 29\u00a0juillet 2020 ;\r\n\u200bvu", REGISTER, DAY)
    assert report.text == "Vu l'arrêté\ndu 29\u00a0juillet 2020 ;\nvu"
    [row] = rows(report)
    assert (row["text"], row["date"]) == ("arrêté\ndu 29\u00a0juillet 2020", "2020-07-29")


@pytest.mark.parametrize("name", ["note.md", "note.txt", "note.html"])
def test_a_file_is_checked_and_named(name: str, tmp_path: Path) -> None:
    sentence = "Vu la circulaire n° 2017-084 du 3 mai 2017, un AESH est recruté par contrat."
    content = f"<html><body><p>{sentence}</p></body></html>" if name.endswith("html") else f"{sentence}\n"
    report = report_on_file(write(tmp_path, name, content), REGISTER, DAY)
    assert report.source == name
    assert [row["text"] for row in rows(report)] == ["circulaire n° 2017-084 du 3 mai 2017"]


def test_markdown_and_plain_text_are_kept_as_they_stand(tmp_path: Path) -> None:
    content = "# Titre\r\n\r\n**L. 917-1 du code de l'éducation** et  `rien`\n"
    report = report_on_file(write(tmp_path, "a.md", content), REGISTER, DAY)
    assert report.text == content.replace("\r\n", "\n")
    assert [row["text"] for row in rows(report)] == ["L. 917-1 du code de l'éducation"]


def test_a_file_that_is_a_code_reads_its_own_articles(tmp_path: Path) -> None:
    content = "---\ntitle: \"Code de l'éducation\"\n---\n# Code de l'éducation\n\nSelon l'article L. 917-1, il faut attendre.\n"
    [row] = rows(report_on_file(write(tmp_path, "code.md", content), REGISTER, DAY))
    assert (row["code"], row["article"]) == ("code de l'éducation", "L917-1")


def test_the_status_is_that_of_the_day_given() -> None:
    text = "l'article 45 du décret n° 86-83 du 17 janvier 1986"
    now, before = (rows(report_on_text(text, REGISTER, day))[0] for day in (DAY, "2025-09-30"))
    assert (now["status"], before["status"]) == ("replaced", "amended")
    assert now["instead"] == ["code général de la fonction publique, art. R. 332-27 à R. 332-31"]
    assert now["replaced_by"] == now["instead"][0]
    assert (before["instead"], before["replaced_by"]) == ([], None)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentNotFound):
        report_on_file(tmp_path / "absent.txt", REGISTER, DAY)
    with pytest.raises(UnknownFormat):
        report_on_file(write(tmp_path, "a.exe", b"MZ"), REGISTER, DAY)
    with pytest.raises(EmptyDocument):
        report_on_file(write(tmp_path, "a.txt", b""), REGISTER, DAY)


def test_a_whole_code_is_checked_as_itself(shared: Path) -> None:
    path = shared / "samples" / "legi-markdown" / "LEGITEXT000031366350.md"
    report = report_on_file(path, REGISTER, DAY)
    own = [
        item
        for item in report.references
        if item.found.reference.code == "code des relations entre le public et l'administration"
    ]
    assert len(own) >= 900
    assert sum(report.summary.values()) == len(report.references)
    previous = 0
    for item in report.references:
        assert previous <= item.found.start < item.found.end <= len(report.text)
        previous = item.found.end
