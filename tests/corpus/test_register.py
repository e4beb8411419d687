"""The register of texts, as shipped and as read from a file."""

import re
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Basis
from corpus.normalize import fold
from corpus.references.codes import CODES
from corpus.references.parser import parse_references
from corpus.references.value import LegalReference, article_value
from corpus.register import RegisterEntry, load_register
from tests.corpus.registers import code_row, register_of

REGISTER = load_register()
ENTRIES = REGISTER.entries
EDUCATION = "code de l'éducation"
each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.text_id)


def test_ids_and_nor_are_unique() -> None:
    assert len(ENTRIES) >= 220
    assert len(REGISTER.by_id) == len(ENTRIES)
    nors = [entry.nor for entry in ENTRIES if entry.nor]
    assert len(nors) == len(set(nors)) > 0


def test_no_nickname_names_two_texts() -> None:
    aliases = [fold(alias) for entry in ENTRIES for alias in entry.aliases]
    assert len(aliases) == len(set(aliases)) > 0


@each_entry
def test_an_entry_is_coherent(entry: RegisterEntry) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.text_id)
    assert entry.title.strip() == entry.title
    assert entry.last_checked >= "2026-11-21"
    assert entry.url is None or entry.url.startswith("https://")
    assert entry.nor is None or re.fullmatch(r"[A-Z]{4}\d{7}[A-Z]", entry.nor)
    if entry.nature == "code":
        assert entry.code in CODES
        assert (entry.number, entry.date, entry.nor) == (None, None, None)
        for pair in entry.articles:
            assert pair == tuple(article_value(article) for article in pair)
            assert all(entry.holds_article(article) for article in pair)
            assert pair[0][:1].isalpha() == pair[1][:1].isalpha()
    else:
        assert (entry.code, entry.articles) == (None, ())
        assert entry.number or entry.date or entry.nature == "guide"
    if entry.nature in ("loi", "ordonnance", "décret"):
        assert re.fullmatch(r"\d{2,4}-\d{1,4}", entry.number or "")
        assert entry.date is not None
        assert (entry.number or "").split("-")[0][-2:] == entry.date[2:4]


@each_entry
def test_days_follow_one_another(entry: RegisterEntry) -> None:
    days = [day for day in (entry.date, entry.in_force_since, entry.until) if day]
    assert days == sorted(days)
    assert entry.in_force_since is None or entry.in_force_since != entry.date


@each_entry
def test_a_status_goes_with_what_came_after(entry: RegisterEntry) -> None:
    after = [REGISTER.by_id[text_id] for text_id in entry.replaced_by]
    assert entry not in after
    if entry.status in ("in_force", "unknown", "amended"):
        assert not entry.replaced_by
        assert entry.repealed_by is None
        assert entry.until is None
    if entry.status == "replaced":
        assert after
    if entry.status == "repealed":
        assert after or entry.repealed_by or entry.note
    for successor in after:
        start = successor.in_force_since or successor.date
        assert not (entry.date and start) or start >= entry.date
    for amending in (REGISTER.by_id[text_id] for text_id in entry.amended_by):
        assert amending is not entry
        assert not (entry.date and amending.date) or amending.date >= entry.date


@each_entry
def test_articles_that_moved_stand_where_it_is_said(entry: RegisterEntry) -> None:
    for row in entry.moved:
        target = REGISTER.by_id[row.to]
        assert row.articles is None or all(target.holds_article(article) for article in row.articles)
        assert REGISTER.successors(entry, row.article)


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.number or e.nor], ids=lambda entry: entry.text_id)
def test_an_entry_is_found_by_its_own_number(entry: RegisterEntry) -> None:
    assert REGISTER.find(LegalReference(entry.nature, entry.number, entry.date, nor=entry.nor)) is entry


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.nature == "code"], ids=lambda entry: entry.text_id)
def test_every_article_named_is_found(entry: RegisterEntry) -> None:
    for article in {article for pair in entry.articles for article in pair}:
        assert REGISTER.find(LegalReference("code", article=article, code=entry.code)) is not None


FOUND = {
    "l'article L. 917-1 du code de l'éducation": "code-education-l917-1",
    "L917-1": "code-education-l917-1",
    "art. L. 917‑1 C. éduc.": "code-education-l917-1",
    "circulaire n° 2017-84": "circulaire-2017-084",
    "circ. 2017-084 du 3 mai 2017": "circulaire-2017-084",
    "arrêté du 29/07/2020": "arrete-2020-07-29",
    "l'article 2 de l'arrêté du 29 juillet 2020": "arrete-2020-07-29",
    "la loi du 11 février 2005": "loi-2005-102",
    "LOI N° 2005-102": "loi-2005-102",
    "note de service du 24 juillet 2024": "note-2024-07-24",
    "NOR : MENE2419622N": "note-2024-07-24",
}


@pytest.mark.parametrize(("spelling", "text_id"), FOUND.items())
def test_find_knows_the_spellings_of_a_text(spelling: str, text_id: str) -> None:
    entry = REGISTER.find(parse_references(spelling)[0].reference)
    assert entry is not None
    assert entry.text_id == text_id


@pytest.mark.parametrize(
    "reference",
    [
        LegalReference("décret", "1999-9999"),
        LegalReference("loi", "2014-724"),
        LegalReference("code"),
        LegalReference("code", article="L999-99", code=EDUCATION),
        LegalReference("code", article="L917-1", code="code pénal"),
        LegalReference("arrêté", date="1901-01-01"),
        LegalReference("décret"),
        LegalReference("document", nor="MENE0000000X"),
    ],
    ids=str,
)
def test_find_gives_nothing_for_an_unknown_text(reference: LegalReference) -> None:
    assert REGISTER.find(reference) is None


def test_two_texts_of_one_date_are_not_guessed(tmp_path: Path) -> None:
    register = register_of(tmp_path, {"id": "a", "number": "2001-1"}, {"id": "b", "number": "2001-2"})
    assert register.find(LegalReference("décret", date="2001-01-02")) is None
    assert register.find(LegalReference("décret", "2001-2", "2001-01-02")) is register.by_id["b"]


RANGES = [("wide", "L1", "L999"), ("near", "L100-1", "L200-9"), ("same", "L150-2", "L160"), ("named", "L150-2", "L150-2")]


@pytest.mark.parametrize("rows", [RANGES, RANGES[::-1]], ids=["widest first", "widest last"])
def test_an_article_is_found_by_name_before_the_range_around_it(rows: list[tuple[str, str, str]], tmp_path: Path) -> None:
    register = register_of(tmp_path, *(code_row(*row) for row in rows))
    cases = {"L150-2": "named", "L150-3": "same", "L100-10": "near", "L99": "wide", "L200-9": "near", "L200-10": "wide"}
    for article, text_id in cases.items():
        assert register.find(LegalReference("code", article=article, code=EDUCATION)) is register.by_id[text_id]
    assert register.find(LegalReference("code", article="R150-2", code=EDUCATION)) is None


@pytest.mark.parametrize("order", [1, -1], ids=["widest first", "widest last"])
def test_of_two_ranges_that_start_together_the_narrowest_holds_the_article(order: int, tmp_path: Path) -> None:
    rows = [("wide", "L10", "L99"), ("narrow", "L10", "L19")][::order]
    register = register_of(tmp_path, *(code_row(*row) for row in rows))
    for article, text_id in {"L10": "narrow", "L15": "narrow", "L20": "wide"}.items():
        assert register.find(LegalReference("code", article=article, code=EDUCATION)) is register.by_id[text_id]


def test_an_article_of_two_codes_needs_its_code(tmp_path: Path) -> None:
    register = register_of(tmp_path, code_row("a", "L1", "L9"), code_row("b", "L1", "L9", "code du travail"))
    assert register.find(LegalReference("code", article="L2")) is None
    assert register.find(LegalReference("code", article="L2", code="code du travail")) is register.by_id["b"]


def test_articles_are_ordered_as_in_codes(tmp_path: Path) -> None:
    register = register_of(tmp_path, code_row("group", "L133-1", "L135-6 A"))
    entry = register.by_id["group"]
    assert [a for a in ("L133-1", "L134-10", "L135-6", "L135-6 A") if not entry.holds_article(a)] == []
    assert [a for a in ("L135-6 B", "L135-7", "L132-9", "R134-1", "134-1") if entry.holds_article(a)] == []


def test_labels_are_written_in_french(tmp_path: Path) -> None:
    changes: list[dict[str, Any]] = [
        {"id": "a"},
        {"id": "b", "nature": "circulaire", "number": None, "nor": "MENH1915158C"},
        {"id": "c", "nature": "circulaire", "number": None, "date": None, "nor": "MENE1915816C"},
        {"id": "d", "nature": "guide", "number": None, "title": "Guide national"},
        {"id": "e", "nature": "décision", "number": "503871", "date": "2025-12-10"},
        code_row("f", "L351-1", "L351-3", articles=[["L351-1", "L351-3"], ["D351-9", "D351-9"]]),
    ]
    assert [entry.label for entry in register_of(tmp_path, *changes).entries] == [
        "décret n° 2001-1 du 2 janvier 2001",
        "circulaire du 2 janvier 2001",
        "circulaire (NOR : MENE1915816C)",
        "Guide national",
        "décision n° 503871 du 10 décembre 2025",
        "code de l'éducation, art. L. 351-1 à L. 351-3, D. 351-9",
    ]


def test_a_basis_carries_what_the_register_knows(tmp_path: Path) -> None:
    gone = {"status": "replaced", "replaced_by": ["decret-2"], "until": "2003-01-01", "url": "https://a.fr/x"}
    register = register_of(tmp_path, gone, {"id": "decret-2", "number": "2003-2", "date": "2003-01-02"})
    expected = Basis(
        label="le décret",
        nature="décret",
        number="2001-1",
        date="2001-01-02",
        article="3",
        url="https://a.fr/x",
        legal_status="replaced",
        until="2003-01-01",
        replaced_by="décret n° 2003-2 du 2 janvier 2003",
        text_id="decret-1",
    )
    assert register.resolve({"text": "decret-1", "label": "le décret", "article": "3"}) == expected
    assert register.basis_of(LegalReference("décret", "2001-1", article="3"), "le décret") == expected
    before = register.basis_on(expected, "2002-06-01")
    assert (before.legal_status, before.until, before.replaced_by) == ("in_force", None, None)
    assert register.basis_on(before, "2003-01-02") == expected


def test_a_basis_that_moved_is_replaced_from_its_day_on(tmp_path: Path) -> None:
    moved = {"article": "45", "to": "cgfp", "articles": ["R332-27", "R332-31"], "since": "2025-10-01"}
    register = register_of(tmp_path, {"moved": [moved]}, code_row("cgfp", "R332-20", "R332-40"))
    basis = register.resolve({"text": "decret-1", "label": "x", "article": "45"})
    assert (basis.legal_status, basis.until, basis.replaced_by) == (
        "replaced",
        "2025-09-30",
        "code de l'éducation, art. R. 332-27 à R. 332-31",
    )
    assert register.basis_on(basis, "2025-09-30").legal_status == "in_force"
    assert register.resolve({"text": "decret-1", "label": "x", "article": "44"}).legal_status == "in_force"


def test_an_article_that_moved_as_a_whole_names_the_text_it_went_to(tmp_path: Path) -> None:
    moved = {"article": "45", "to": "decret-2", "articles": None, "since": "2025-10-01"}
    register = register_of(tmp_path, {"moved": [moved]}, {"id": "decret-2", "number": "2025-2", "date": "2025-09-02"})
    assert register.successors(register.by_id["decret-1"], "45") == ("décret n° 2025-2 du 2 septembre 2025",)
    assert register.successors(register.by_id["decret-1"]) == ()


def test_a_label_alone_is_resolved_when_it_is_a_reference(tmp_path: Path) -> None:
    register = register_of(tmp_path, {})
    assert register.resolve({"label": "décret n° 2001-1"}).legal_status == "in_force"
    assert register.resolve({"label": "décret n° 1999-9"}) == Basis("décret n° 1999-9", nature="décret", number="1999-9")
    assert register.resolve({"label": "guide académique"}) == Basis("guide académique")


def test_a_basis_that_names_no_entry_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="absent"):
        register_of(tmp_path, {}).resolve({"text": "absent", "label": "x"})
