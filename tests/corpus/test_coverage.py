"""What the sheets rest on, and the texts that a person's words name."""

from pathlib import Path
from typing import Any

import pytest

from corpus.coverage import Support, find_texts, supports
from corpus.register import Register, load_register
from corpus.sheets import load_sheets
from tests.corpus.registers import code_row, register_of

SHIPPED = load_register()
SHEETS = load_sheets(SHIPPED)
ROWS: tuple[dict[str, Any], ...] = (
    {
        "id": "loi-1",
        "nature": "loi",
        "number": "2005-102",
        "date": "2005-02-11",
        "title": "Égalité des droits",
        "aliases": ["loi handicap"],
    },
    {"id": "decret-1", "number": "2014-724", "date": "2014-06-27", "title": "Recrutement des accompagnants"},
    {
        "id": "arrete-1",
        "nature": "arrêté",
        "number": None,
        "date": "2014-06-27",
        "title": "Entretien professionnel des accompagnants",
    },
    {
        "id": "circulaire-1",
        "nature": "circulaire",
        "number": "2017-084",
        "date": "2017-05-03",
        "nor": "MENE1712905C",
        "title": "Missions et activités",
    },
    {"id": "guide-1", "nature": "guide", "number": None, "date": None, "title": "Guide de l'aide humaine"},
    code_row("education", "L351-1", "L351-3", title="Scolarité des enfants"),
    code_row("education-l917-1", "L917-1", "L917-1", title="Accompagnants"),
    code_row("travail", "L351-1", "L351-9", "code du travail", title="Ancien chômage"),
)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return register_of(tmp_path, *ROWS)


QUERIES = {
    # a reference, however it is spelled
    "L. 917-1": ["education-l917-1"],
    "l917-1 du code de l'éducation": ["education-l917-1"],
    "article L. 351-2": ["education", "travail"],
    "L. 351-1 et L. 917-1 du code de l'éducation": ["education", "education-l917-1"],
    "loi n° 2005-102": ["loi-1"],
    "circulaire n° 2017-84": ["circulaire-1"],
    "NOR : MENE1712905C": ["circulaire-1"],
    "mene1712905c": ["circulaire-1"],
    "arrêté du 27 juin 2014": ["arrete-1"],
    # a number alone
    "2005-102": ["loi-1"],
    "2017-084": ["circulaire-1"],
    "2017-84": ["circulaire-1"],
    "n° 2017-084": ["circulaire-1"],
    "  2014‑724 ": ["decret-1"],
    # a day alone
    "27 juin 2014": ["decret-1", "arrete-1"],
    "27/06/2014": ["decret-1", "arrete-1"],
    "2014-06-27": ["decret-1", "arrete-1"],
    "du 3 mai 2017": ["circulaire-1"],
    # words of a title, of a nickname, of a nature
    "accompagnants": ["decret-1", "arrete-1", "education-l917-1"],
    "entretien accompagnants": ["arrete-1"],
    "MISSIONS": ["circulaire-1"],
    "egalite": ["loi-1"],
    "loi handicap": ["loi-1"],
    "guide de l'aide humaine": ["guide-1"],
    "décret recrutement ?": ["decret-1"],
    # nothing
    "2099-999": [],
    "article L. 999-9 du code de l'éducation": [],
    "cantine": [],
    "accompagnants cantine": [],
    "le la": [],
    "?": [],
    "": [],
}


@pytest.mark.parametrize(("query", "ids"), QUERIES.items(), ids=list(QUERIES))
def test_words_find_their_texts(register: Register, query: str, ids: list[str]) -> None:
    assert [entry.text_id for entry in find_texts(query, register)] == ids


@pytest.mark.parametrize("entry", SHIPPED.entries, ids=lambda entry: entry.text_id)
def test_every_text_is_found_by_its_label_its_number_and_its_nicknames(entry: Any) -> None:
    names = [entry.label, *entry.aliases, *filter(None, (entry.number, entry.nor))]
    assert [name for name in names if entry not in find_texts(name, SHIPPED)] == []


def test_every_support_is_a_section_that_names_the_text() -> None:
    found = supports(SHEETS)
    assert len(found) >= 150
    assert set(found) <= set(SHIPPED.by_id)
    for text_id, rows in found.items():
        for support in rows:
            assert support.section in support.document.sections
            assert (text_id, support.article) in [(basis.text_id, basis.article) for basis in support.section.basis]


def test_no_basis_is_lost() -> None:
    named = [basis.text_id for sheet in SHEETS for section in sheet.sections for basis in section.basis if basis.text_id]
    assert sum(len(rows) for rows in supports(SHEETS).values()) == len(named)


def test_the_article_of_a_support_is_kept() -> None:
    rows = supports(SHEETS)["code-education-l917-1"]
    assert any(isinstance(support, Support) and support.article == "L917-1" for support in rows)


def test_no_sheet_no_support() -> None:
    assert supports([]) == {}
