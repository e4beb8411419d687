"""The register of texts, as shipped and as read from a file."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.document import Basis
from corpus.errors import InvalidCorpusFile
from corpus.legal_reference import CODES, LegalReference, parse_reference, parse_references
from corpus.register import Register, RegisterEntry, load_register
from tests.corpus.support import write

REGISTER = load_register()
ENTRIES = REGISTER.entries
_ROW: dict[str, Any] = {
    "id": "decret-1",
    "nature": "décret",
    "number": "2001-1",
    "date": "2001-01-02",
    "nor": None,
    "title": "Essai",
    "code": None,
    "articles": None,
    "status": "in_force",
    "amended_by": [],
    "replaced_by": None,
    "url": None,
    "last_checked": "2026-11-21",
    "confidence": "high",
    "note": None,
}


def _load(folder: Path, *changes: dict[str, Any]) -> Register:
    rows = [{**_ROW, **change} for change in changes]
    return load_register(write(folder, "register.yaml", yaml.safe_dump(rows, allow_unicode=True)))


def test_ids_are_unique() -> None:
    assert len(ENTRIES) >= 200
    assert len(REGISTER.by_id) == len(ENTRIES)


def test_nor_are_unique() -> None:
    nors = [entry.nor for entry in ENTRIES if entry.nor]
    assert len(nors) == len(set(nors)) > 0


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.text_id)
def test_an_entry_is_coherent(entry: RegisterEntry) -> None:
    assert entry.title.strip()
    assert entry.confidence in ("high", "medium", "low")
    assert len(entry.last_checked) == len("2026-11-21")
    assert entry.url is None or entry.url.startswith("https://")
    if entry.nature == "code":
        assert entry.code in CODES
        assert all(REGISTER.find(LegalReference("code", article=a, code=entry.code)) for pair in entry.articles for a in pair)
    else:
        assert entry.code is None
        assert not entry.articles
    if entry.nature in ("loi", "ordonnance", "décret"):
        assert entry.number


GONE = [entry for entry in ENTRIES if entry.status in ("replaced", "repealed")]


@pytest.mark.parametrize("entry", GONE, ids=lambda entry: entry.text_id)
def test_a_text_no_longer_in_force_names_what_came_after_it(entry: RegisterEntry) -> None:
    assert entry.replaced_by or entry.note
    after = parse_reference(entry.replaced_by or "")
    if after and after.date and entry.date:
        assert after.date > entry.date
    following = REGISTER.find(after) if after else None
    assert following is not entry


def test_only_texts_no_longer_in_force_have_a_successor() -> None:
    assert [e.text_id for e in ENTRIES if e.replaced_by and e not in GONE] == []


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.number or e.nor], ids=lambda entry: entry.text_id)
def test_an_entry_is_found_by_its_own_number(entry: RegisterEntry) -> None:
    assert REGISTER.find(LegalReference(entry.nature, entry.number, entry.date, nor=entry.nor)) is entry


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
        LegalReference("code", article="L999-99", code="code de l'éducation"),
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
    register = _load(tmp_path, {"id": "a", "number": "2001-1"}, {"id": "b", "number": "2001-2"})
    assert register.find(LegalReference("décret", date="2001-01-02")) is None
    assert register.find(LegalReference("décret", "2001-2", "2001-01-02")) is register.by_id["b"]


def _code(text_id: str, first: str, last: str, code: str = "code de l'éducation") -> dict[str, Any]:
    return {"id": text_id, "nature": "code", "number": None, "code": code, "articles": [[first, last]]}


def test_an_article_is_found_by_name_before_the_range_around_it(tmp_path: Path) -> None:
    ranges = [("wide", "L1", "L999"), ("near", "L100-1", "L200-9"), ("same", "L150-2", "L160"), ("named", "L150-2", "L150-2")]
    register = _load(tmp_path, *(_code(*row) for row in ranges))
    cases = {"L150-2": "named", "L150-3": "same", "L100-10": "near", "L99": "wide", "L200-9": "near", "L200-10": "wide"}
    for article, text_id in cases.items():
        assert register.find(LegalReference("code", article=article, code="code de l'éducation")) is register.by_id[text_id]
    assert register.find(LegalReference("code", article="R150-2", code="code de l'éducation")) is None


def test_an_article_of_two_codes_needs_its_code(tmp_path: Path) -> None:
    register = _load(tmp_path, _code("a", "L1", "L9"), _code("b", "L1", "L9", "code du travail"))
    assert register.find(LegalReference("code", article="L2")) is None
    assert register.find(LegalReference("code", article="L2", code="code du travail")) is register.by_id["b"]


@pytest.mark.parametrize("field", sorted(set(_ROW) - {"code", "articles"}))
def test_a_row_without_a_field_is_refused_with_its_place(field: str, tmp_path: Path) -> None:
    path = write(tmp_path, "register.yaml", yaml.safe_dump([_ROW, {k: v for k, v in _ROW.items() if k != field}]))
    with pytest.raises(InvalidCorpusFile, match="entry 2") as caught:
        load_register(path)
    assert "entry 2" in caught.value.detail


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (yaml.safe_dump([{**_ROW, "status": "vigueur"}]), "unknown status 'vigueur'"),
        (yaml.safe_dump([_ROW, _ROW]), "two entries have the id decret-1"),
        (yaml.safe_dump([{**_ROW, "articles": [3]}]), "entry 1"),
        ("- texte", "entry 1"),
        ("- [a", r"register\.yaml"),
        ("- date: 2026-13-01", r"register\.yaml"),
    ],
)
def test_a_bad_register_is_refused(content: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidCorpusFile, match=message):
        load_register(write(tmp_path, "register.yaml", content))


def test_a_basis_carries_what_the_register_knows(tmp_path: Path) -> None:
    register = _load(tmp_path, {"status": "repealed", "replaced_by": "décret n° 2002-2", "url": "https://a.fr/x"})
    expected = Basis(
        label="le décret",
        nature="décret",
        number="2001-1",
        date="2001-01-02",
        article="3",
        url="https://a.fr/x",
        legal_status="repealed",
        replaced_by="décret n° 2002-2",
    )
    assert register.resolve({"text": "decret-1", "label": "le décret", "article": "3"}) == expected
    assert register.basis_of(LegalReference("décret", "2001-1", article="3"), "le décret") == expected


def test_a_basis_with_an_end_is_replaced(tmp_path: Path) -> None:
    basis = _load(tmp_path, {}).resolve({"text": "decret-1", "label": "x", "until": "2025-09-30", "replaced_by": "CGFP"})
    assert (basis.legal_status, basis.until, basis.replaced_by) == ("replaced", "2025-09-30", "CGFP")


def test_a_label_alone_is_resolved_when_it_is_a_reference(tmp_path: Path) -> None:
    register = _load(tmp_path, {})
    assert register.resolve({"label": "décret n° 2001-1"}).legal_status == "in_force"
    assert register.resolve({"label": "décret n° 1999-9"}) == Basis("décret n° 1999-9", nature="décret", number="1999-9")
    assert register.resolve({"label": "guide académique"}) == Basis("guide académique")


def test_a_basis_that_names_no_entry_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidCorpusFile, match="no text 'absent'"):
        _load(tmp_path, {}).resolve({"text": "absent", "label": "x"})
