"""The coverage page: every text and every sheet, with true counts, searchable and in the order asked."""

import re
from collections import Counter
from datetime import date

import pytest

from corpus.document import Document
from corpus.references.check import STATUSES
from corpus.references.writing import write_date
from corpus.register import load_register
from corpus.register_sheet import register_sheet
from corpus.sheets import load_sheets
from ui.reference_words import status_word
from ui.web_coverage import CHECK, CONFIDENCE, CONFIDENCES, ORDERS, SECTIONS, STATUS, Coverage

DAY = "2026-11-22"
REGISTER = load_register()
SHEETS = load_sheets(REGISTER)


@pytest.fixture(scope="module")
def coverage() -> Coverage:
    return Coverage(REGISTER, [*SHEETS, register_sheet(REGISTER)], DAY)


def cells(page: str) -> list[list[str]]:
    """Return the words of the rows of a table."""
    rows = re.findall(r"<tr role='row'>(<th role='rowheader'.*?)</tr>", page)
    return [[re.sub(r"<[^>]+>", " ", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


def test_every_text_has_a_row_with_its_status_on_the_day(coverage: Coverage) -> None:
    page = coverage.texts()
    rows = cells(page)
    assert len(rows) == len(REGISTER.entries)
    for entry, row in zip(REGISTER.entries, rows, strict=True):
        assert row[1] == entry.nature
        assert status_word(entry.status_on(DAY)) in row[2]
        assert row[3].replace("\u00a0", " ") == write_date(entry.last_checked)
        assert (f"href='{entry.url.replace('&', '&amp;')}'" in page) if entry.url else True
    assert f"{len(rows)} textes sur {len(rows)}" in page


def test_the_sections_that_rest_on_a_text_are_counted_once_and_the_register_is_no_sheet(coverage: Coverage) -> None:
    for entry, row in zip(REGISTER.entries, cells(coverage.texts()), strict=True):
        resting = [s for sheet in SHEETS for s in sheet.sections if any(b.text_id == entry.text_id for b in s.basis)]
        assert row[5] == str(len(resting)), entry.text_id
    assert any(row[5] != "0" for row in cells(coverage.texts()))
    assert [sheet.document_id for sheet in coverage.sheets] == [sheet.document_id for sheet in SHEETS]


def test_every_sheet_has_its_day_of_check_and_its_lowest_confidence(coverage: Coverage) -> None:
    rows = cells(coverage.sheet_table())
    assert len(rows) == len(SHEETS)
    words = {"high": "élevée", "medium": "moyenne", "low": "faible"}
    for sheet, row in zip(SHEETS, rows, strict=True):
        assert row[1] == str(len(sheet.sections))
        assert row[2].replace("\u00a0", " ") == write_date(sheet.verified_on or "")
        assert words[lowest(sheet)] in row[3]


def lowest(sheet: Document) -> str:
    found = {section.confidence for section in sheet.sections}
    return next(word for word in ("low", "medium", "high") if word in found or (word == "low" and None in found))


def test_the_totals_are_told_in_words(coverage: Coverage) -> None:
    page = coverage.totals()
    assert f"{len(SHEETS)} fiches" in page
    assert f"{sum(len(sheet.sections) for sheet in SHEETS)} questions" in page
    assert f"{len(REGISTER.entries)} textes au registre" in page
    told = [int(count) for count in re.findall(r"</span> <strong>(\d+)</strong></li>", page)]
    statuses = Counter(entry.status_on(DAY) for entry in REGISTER.entries)
    trusted = Counter(entry.confidence for entry in REGISTER.entries)
    assert told == [statuses[s] for s in STATUSES if statuses[s]] + [trusted[c] for c in CONFIDENCES if trusted[c]]
    assert page.count("aria-hidden='true'>") >= len(told)


@pytest.mark.parametrize("query", ["2017-084", "n° 2017-84", "circulaire n° 2017-084", "3 mai 2017"])
def test_a_text_is_found_by_number_and_by_date(coverage: Coverage, query: str) -> None:
    assert any("2017-084" in row[0] for row in cells(coverage.texts(query)))


@pytest.mark.parametrize("query", ["L. 917-1", "l917-1", "917-1"])
def test_a_text_is_found_by_article(coverage: Coverage, query: str) -> None:
    assert any("L. 917-1" in row[0] for row in cells(coverage.texts(query)))


def test_a_status_is_searched_like_a_word_and_without_accents(coverage: Coverage) -> None:
    rows = cells(coverage.texts("abroge"))
    assert rows
    assert {entry.text_id for entry in REGISTER.entries if entry.status_on(DAY) == "repealed"}
    assert sum("Abrogé" in row[2] for row in rows) == sum(e.status_on(DAY) == "repealed" for e in REGISTER.entries)


@pytest.mark.parametrize("query", ["<script>", "zzzz", "  '\" & "])
def test_a_search_without_result_says_so_and_is_escaped(coverage: Coverage, query: str) -> None:
    page = coverage.texts(query)
    assert page.startswith("<p role='status'>Aucun texte")
    assert "<script>" not in page


@pytest.mark.parametrize("order", ORDERS)
def test_each_order_keeps_every_text(coverage: Coverage, order: str) -> None:
    assert sorted(map(str, cells(coverage.texts("", order)))) == sorted(map(str, cells(coverage.texts())))


def test_orders_put_first_what_they_name(coverage: Coverage) -> None:
    statuses = [row[2] for row in cells(coverage.texts("", STATUS))]
    assert status_word("in_force") in statuses[0]
    assert status_word("unknown") in statuses[-1]
    assert "faible" in cells(coverage.texts("", CONFIDENCE))[0][4]
    counts = [int(row[5]) for row in cells(coverage.texts("", SECTIONS))]
    assert counts == sorted(counts, reverse=True)
    first = cells(coverage.texts("", CHECK))[0][3].replace("\u00a0", " ")
    assert first == write_date(min(entry.last_checked for entry in REGISTER.entries))


def test_the_status_is_that_of_the_day_asked() -> None:
    gone = next(entry for entry in REGISTER.entries if entry.until and entry.status in ("repealed", "replaced"))
    eve = Coverage(REGISTER, SHEETS, gone.until or "")
    assert eve.status(gone) in ("in_force", "amended")
    assert Coverage(REGISTER, SHEETS, date.max.isoformat()).status(gone) == gone.status
