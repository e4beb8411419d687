"""What each reference is worth on a day, by the register."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from corpus.references.check import STATUSES, CheckedReference, check_text, own_code_of
from corpus.references.codes import CODES
from corpus.register import Register, RegisterEntry, load_register
from tests.corpus.registers import code_row, register_of

SHIPPED = load_register()
DAY = "2026-11-22"
CGFP = "code général de la fonction publique"
ROWS: tuple[dict[str, Any], ...] = (
    {"id": "loi-1", "nature": "loi", "number": "2005-102", "date": "2005-02-11", "status": "amended", "amended_by": ["loi-2"]},
    {"id": "loi-2", "nature": "loi", "number": "2019-791", "date": "2019-07-26", "in_force_since": "2019-09-01"},
    {
        "id": "decret-1",
        "number": "86-83",
        "date": "1986-01-17",
        "status": "amended",
        "moved": [{"article": "45", "to": "cgfp", "articles": ["R332-27", "R332-31"], "since": "2025-10-01"}],
    },
    {
        "id": "decret-2",
        "number": "2010-1",
        "date": "2010-01-05",
        "status": "replaced",
        "until": "2020-08-31",
        "replaced_by": ["decret-3", "cgfp"],
    },
    {"id": "decret-3", "number": "2020-9", "date": "2020-08-20", "in_force_since": "2020-09-01"},
    {
        "id": "circulaire-1",
        "nature": "circulaire",
        "number": "2014-083",
        "date": "2014-07-08",
        "nor": "MENH1411111C",
        "status": "repealed",
        "until": "2019-06-06",
        "repealed_by": "circulaire-2",
    },
    {"id": "circulaire-2", "nature": "circulaire", "number": "2019-090", "date": "2019-06-05", "nor": "MENH1915158C"},
    {"id": "arrete-1", "nature": "arrêté", "number": None, "date": "2014-06-27", "title": "Recrutement"},
    {"id": "arrete-2", "nature": "arrêté", "number": None, "date": "2014-06-27", "title": "Rémunération"},
    {"id": "note-1", "nature": "note de service", "number": None, "date": "2024-07-24", "status": "unknown"},
    {"id": "decision-1", "nature": "décision", "number": "503871", "date": "2026-02-27"},
    code_row("cgfp", "R332-20", "R332-31", CGFP, in_force_since="2025-10-01"),
    code_row("education", "L351-1", "L351-3"),
    code_row("education-l351-3", "L351-3", "L351-3", status="amended", amended_by=["loi-2"]),
    code_row("travail", "L351-1", "L351-3", "code du travail", status="repealed", until="2008-04-30"),
)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return register_of(tmp_path, *ROWS)


def check(register: Register, text: str, day: str = DAY) -> CheckedReference:
    """Check the one reference of ``text``."""
    [checked] = check_text(text, register, day)
    return checked


ON_A_DAY = [
    ("la loi n° 2019-791", "2019-08-31", "unknown"),  # in force on the 1st of September
    ("la loi n° 2019-791", "2019-09-01", "in_force"),
    ("la loi n° 2019-791", DAY, "in_force"),
    ("la loi n° 2005-102 du 11 février 2005", "2005-02-10", "unknown"),
    ("la loi n° 2005-102 du 11 février 2005", DAY, "amended"),
    ("le décret n° 2010-1", "2010-01-04", "unknown"),
    ("le décret n° 2010-1", "2010-01-05", "in_force"),
    ("le décret n° 2010-1", "2020-08-31", "in_force"),
    ("le décret n° 2010-1", "2020-09-01", "replaced"),
    ("le décret n° 2010-1", DAY, "replaced"),
    ("la circulaire n° 2014-083", "2019-06-06", "in_force"),
    ("la circulaire n° 2014-083", "2019-06-07", "repealed"),
    ("l'article L. 351-1 du code du travail", "2008-04-30", "in_force"),
    ("l'article L. 351-1 du code du travail", "2008-05-01", "repealed"),
    ("l'article 45 du décret n° 86-83", "2025-09-30", "amended"),
    ("l'article 45 du décret n° 86-83", "2025-10-01", "replaced"),
    ("l'article 44 du décret n° 86-83", "2025-10-01", "amended"),
    ("l'article R. 332-27 du CGFP", "2025-09-30", "unknown"),
    ("l'article R. 332-27 du CGFP", "2025-10-01", "in_force"),
    ("la note de service du 24 juillet 2024", DAY, "unknown"),
]


@pytest.mark.parametrize(("text", "day", "status"), ON_A_DAY, ids=[f"{text}, {day}" for text, day, _ in ON_A_DAY])
def test_the_status_is_that_of_the_day(register: Register, text: str, day: str, status: str) -> None:
    checked = check(register, text, day)
    assert checked.status == status
    assert checked.entry is not None
    is_over = status in ("replaced", "repealed")
    assert checked.instead == (register.successors(checked.entry, checked.found.reference.article) if is_over else ())


def test_what_was_replaced_says_what_to_write_instead(register: Register) -> None:
    replaced = check(register, "le décret n° 2010-1 du 5 janvier 2010")
    assert replaced.instead == ("décret n° 2020-9 du 20 août 2020", f"{CGFP}, art. R. 332-20 à R. 332-31")
    assert replaced.replaced_by == " ; ".join(replaced.instead)
    assert check(register, "le décret n° 2010-1", "2015-01-01").instead == ()


def test_an_article_that_moved_says_where_it_stands(register: Register) -> None:
    moved = check(register, "l'article 45 du décret n° 86-83 du 17 janvier 1986")
    assert (moved.status, moved.instead) == ("replaced", (f"{CGFP}, art. R. 332-27 à R. 332-31",))
    assert check(register, "l'article 45 du décret n° 86-83", "2025-09-30").instead == ()


def test_a_right_number_with_a_wrong_date_says_the_right_one(register: Register) -> None:
    checked = check(register, "la circulaire n° 2019-090 du 6 juin 2019")
    assert (checked.status, checked.expected_date) == ("date_mismatch", "2019-06-05")
    assert checked.entry is register.by_id["circulaire-2"]
    assert checked.instead == ("circulaire n° 2019-090 du 5 juin 2019",)


def test_the_right_date_keeps_the_article(register: Register) -> None:
    checked = check(register, "l'article 44 du décret n° 86-83 du 17 janvier 1987")
    assert (checked.status, checked.expected_date) == ("date_mismatch", "1986-01-17")
    assert checked.instead == ("article 44 du décret n° 86-83 du 17 janvier 1986",)


def test_two_texts_of_one_day_are_ambiguous(register: Register) -> None:
    checked = check(register, "l'arrêté du 27 juin 2014")
    assert (checked.status, checked.entry) == ("ambiguous", None)
    assert [entry.text_id for entry in checked.candidates] == ["arrete-1", "arrete-2"]


def test_an_article_of_two_codes_is_ambiguous_without_its_code(register: Register) -> None:
    checked = check(register, "l'article L. 351-1")
    assert checked.status == "ambiguous"
    assert {entry.text_id for entry in checked.candidates} == {"education", "travail"}
    assert check(register, "l'article L. 351-1 du code de l'éducation").entry is register.by_id["education"]


def test_a_number_under_another_nature_is_unknown_and_names_the_text(register: Register) -> None:
    checked = check(register, "la loi n° 86-83 du 17 janvier 1986")
    assert (checked.status, checked.entry) == ("unknown", None)
    assert [entry.text_id for entry in checked.candidates] == ["decret-1"]


def test_a_day_under_another_number_is_unknown_and_names_the_text(register: Register) -> None:
    checked = check(register, "le décret n° 86-38 du 17 janvier 1986")
    assert (checked.status, [entry.text_id for entry in checked.candidates]) == ("unknown", ["decret-1"])


def test_a_circular_is_found_as_a_note_and_a_note_as_a_circular(register: Register) -> None:
    assert check(register, "la note de service n° 2019-090").entry is register.by_id["circulaire-2"]
    assert check(register, "la circulaire du 24 juillet 2024").entry is register.by_id["note-1"]


@pytest.mark.parametrize("number", ["2014-83", "2014-083"])
def test_zeros_of_a_number_do_not_matter(register: Register, number: str) -> None:
    assert check(register, f"circulaire n° {number} du 8 juillet 2014", "2015-01-01").status == "in_force"


def test_a_nor_finds_its_text(register: Register) -> None:
    for text in ("NOR : MENH1915158C", "la circulaire NOR MENH1915158C", "circulaire n° 2019-90 (NOR : MENH1915158C)"):
        checked = check(register, text)
        assert (checked.status, checked.entry) == ("in_force", register.by_id["circulaire-2"])


def test_a_nor_that_says_another_text_than_the_number_is_unknown(register: Register) -> None:
    checked = check(register, "circulaire n° 2014-083 (NOR : MENH1915158C)")
    assert (checked.status, checked.entry) == ("unknown", None)
    assert register.by_id["circulaire-2"] in checked.candidates


def test_a_nor_that_nobody_knows_leaves_the_number(register: Register) -> None:
    assert check(register, "circulaire n° 2019-090 (NOR : MENH9999999C)").entry is register.by_id["circulaire-2"]


def test_both_ends_of_a_range_are_checked(register: Register) -> None:
    first, last = check_text("articles L. 351-1 à L. 351-3 du code de l'éducation", register, DAY)
    assert (first.status, first.entry) == ("in_force", register.by_id["education"])
    assert (last.status, last.entry) == ("amended", register.by_id["education-l351-3"])
    assert first.found.in_range
    assert last.found.in_range


@pytest.mark.parametrize(
    "text",
    [
        "le décret n° 1999-9999 du 3 mars 1999",
        "l'article L. 999-99 du code de l'éducation",
        "l'article 432-12 du code pénal",
        "NOR : MENE0000000X",
        "l'arrêté du 1er janvier 1901",
        "le règlement (UE) 2016/679",
    ],
)
def test_what_the_register_lacks_is_unknown(register: Register, text: str) -> None:
    checked = check(register, text)
    assert (checked.status, checked.entry, checked.candidates, checked.instead) == ("unknown", None, (), ())


def test_the_same_reference_twice_keeps_both_places(register: Register) -> None:
    text = "la loi n° 2019-791, puis encore la loi n° 2019-791."
    checked = check_text(text, register, DAY)
    assert [text[item.found.start : item.found.end] for item in checked] == ["loi n° 2019-791"] * 2
    assert checked[0].found.start < checked[1].found.start
    assert {item.status for item in checked} == {"in_force"}


def test_every_status_is_met_in_this_register(register: Register) -> None:
    text = (
        "La loi n° 2019-791, la loi n° 2005-102, le décret n° 2010-1, la circulaire n° 2014-083, la circulaire n° 2019-090 du "
        "6 juin 2019, l'arrêté du 27 juin 2014, le décret n° 1999-9999."
    )
    assert tuple(item.status for item in check_text(text, register, DAY)) == STATUSES


@pytest.mark.parametrize(
    ("title", "code"),
    {
        "Code de l'éducation": "code de l'éducation",
        "CODE DE L’ÉDUCATION (version du 1er mai 2026)": "code de l'éducation",
        "Code des relations entre le public et l'administration": "code des relations entre le public et l'administration",
        "Code pénal – version consolidée": "code pénal",
        "Code pénal, version consolidée": "code pénal",
        "Le code de l'éducation expliqué": None,
        "Code de bonne conduite": None,
        "": None,
    }.items(),
)
def test_the_code_that_a_text_is(title: str, code: str | None) -> None:
    assert own_code_of(title) == code
    assert code is None or code in CODES


def test_articles_of_a_code_reading_itself_are_its_own(register: Register) -> None:
    [checked] = check_text("Selon l'article L. 351-1, il faut attendre.", register, DAY, "code de l'éducation")
    assert (checked.status, checked.entry) == ("in_force", register.by_id["education"])


CITED = [entry for entry in SHIPPED.entries if entry.nature not in ("guide", "code")]
GROUPS = [entry for entry in SHIPPED.entries if entry.nature == "code"]


@pytest.mark.parametrize("entry", CITED, ids=lambda entry: entry.text_id)
def test_every_text_of_the_register_has_its_own_status_under_its_own_name(entry: RegisterEntry) -> None:
    checked = check(SHIPPED, entry.label)
    if checked.status == "ambiguous":
        assert entry in checked.candidates
        assert entry.number is None
        assert len({(other.nature, other.date) for other in checked.candidates}) == 1
        return
    assert checked.entry is entry
    assert checked.status == entry.status_on(DAY)
    assert checked.instead == (SHIPPED.successors(entry) if checked.status in ("repealed", "replaced") else ())


@pytest.mark.parametrize("entry", GROUPS, ids=lambda entry: entry.text_id)
def test_every_article_named_by_the_register_has_the_status_of_its_narrowest_group(entry: RegisterEntry) -> None:
    checked = check_text(entry.label, SHIPPED, DAY)
    assert [item.found.reference.article for item in checked] == list(
        dict.fromkeys(article for pair in entry.articles for article in (pair if pair[0] != pair[1] else pair[:1]))
    )
    for item in checked:
        article = item.found.reference.article
        assert item.entry is not None
        assert article is not None
        assert item.entry.code == entry.code
        assert item.entry is entry or item.entry.holds_article(article)  # a narrower group may hold it too
        assert item.status == item.entry.status_on(DAY)


MOVED = [(entry, row) for entry in SHIPPED.entries for row in entry.moved]


@pytest.mark.parametrize(("entry", "row"), MOVED, ids=[f"{entry.text_id}, {row.article}" for entry, row in MOVED])
def test_every_article_that_moved_is_replaced_from_its_day_on(entry: RegisterEntry, row: Any) -> None:
    text = SHIPPED.label_of(entry, row.article)
    eve = (date.fromisoformat(row.since) - timedelta(days=1)).isoformat()
    assert check(SHIPPED, text, row.since).status == "replaced"
    assert check(SHIPPED, text, row.since).instead
    assert check(SHIPPED, text, eve).status != "replaced"
