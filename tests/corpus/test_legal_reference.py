"""Regulatory references: many spellings, one value, an exact place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.legal_reference import (
    CODES,
    LegalReference,
    article_value,
    find_code,
    number_value,
    parse_reference,
    parse_references,
)
from tests.corpus.legal_spellings import NOT_REFERENCES, SPELLINGS
from tests.corpus.support import PROPERTY, any_texts


def test_the_table_of_spellings_is_large() -> None:
    assert len({spelling for spelling, _ in SPELLINGS}) >= 60


@pytest.mark.parametrize(("spelling", "expected"), SPELLINGS, ids=[spelling for spelling, _ in SPELLINGS])
def test_a_spelling_has_its_value_and_its_place(spelling: str, expected: LegalReference) -> None:
    # [[…]] marks the place; it is set in a sentence so that the borders are borders of words
    start = len("Selon ") + spelling.index("[[")
    end = len("Selon ") + spelling.index("]]") - 2
    text = f"Selon {spelling.replace('[[', '').replace(']]', '')}, il faut attendre."
    found = parse_references(text)
    assert [item.reference for item in found] == [expected]
    assert (found[0].start, found[0].end) == (start, end)


@pytest.mark.parametrize("text", NOT_REFERENCES)
def test_what_is_no_reference_gives_none(text: str) -> None:
    assert parse_references(text) == []
    assert parse_references(f"Bonjour, {text} merci.") == []


LISTS = {
    "articles L. 332-4 et L. 332-5 du CGFP": ["L332-4", "L332-5"],
    "articles L. 1, L. 2 et L. 3 du CGFP": ["L1", "L2", "L3"],
    "R. 332-20 à R. 332-25 du code général de la fonction publique": ["R332-20", "R332-25"],
    "L. 917-1 ; D. 351-16-1 du code de l'éducation": ["L917-1", "D351-16-1"],
    "la loi n° 2005-102 et le décret n° 2014-724": ["2005-102", "2014-724"],
    "circulaire 2017-084 (voir la circulaire 2019-090)": ["2017-084", "2019-090"],
}


@pytest.mark.parametrize(("text", "expected"), LISTS.items())
def test_each_reference_of_a_list_is_found_in_order(text: str, expected: list[str]) -> None:
    assert [item.reference.article or item.reference.number for item in parse_references(text)] == expected


CODE_OF_ARTICLE = {
    "code de l'éducation, L. 917-1 et code du travail, L. 1225-1": ["code de l'éducation", "code du travail"],
    "L. 351-3 du code de l'éducation et L. 1225-1 du code du travail": ["code de l'éducation", "code du travail"],
    "L. 917-1 s'applique. Le code du travail, non.": [None],
    "L. 917-1 s'applique ; le code du travail, non.": [None],
    "Que dit L. 917-1 ? Le code du travail, non.": [None],
    "Dans le CGFP, il faut lire L. 121-6.": ["code général de la fonction publique"],
}


@pytest.mark.parametrize(("text", "expected"), CODE_OF_ARTICLE.items())
def test_an_article_belongs_to_the_code_named_with_it(text: str, expected: list[str | None]) -> None:
    assert [item.reference.code for item in parse_references(text)] == expected


@pytest.mark.parametrize("text", ["loi du 32 juin 2019", "arrêté du 10/13/2020", "décret du 29 février 2023"])
def test_a_day_that_does_not_exist_is_no_date(text: str) -> None:
    assert parse_references(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L. 917‑1", "L917-1"),
        ("l917-1", "L917-1"),
        ("R. * 123-4", "R123-4"),
        ("L. 332-4 ter", "L332-4 ter"),
        ("L. 917-1 a", "L917-1 A"),
        ("5 quater", "5 quater"),
        ("45", "45"),
        ("9 BIS", "9 bis"),
    ],
)
def test_article_value(text: str, expected: str) -> None:
    assert article_value(text) == expected
    assert article_value(expected) == expected


@pytest.mark.parametrize(
    ("text", "nature", "expected"),
    [
        ("2017-84", "circulaire", "2017-084"),
        ("2017-084", "circulaire", "2017-084"),
        ("2016-117", "circulaire", "2016-117"),
        ("86-83", "décret", "86-83"),
        ("86-083", "décret", "86-83"),
        ("2014‑724", "décret", "2014-724"),
    ],
)
def test_number_value(text: str, nature: str, expected: str) -> None:
    assert number_value(text, nature) == expected


@pytest.mark.parametrize("name", CODES)
def test_every_code_is_recognised_by_its_name_and_short_spellings(name: str) -> None:
    for spelling in (name, name.upper(), name.replace("'", "’"), *CODES[name]):
        assert find_code(f"Voir le {spelling}, titre II") == name


def test_no_code_named() -> None:
    assert find_code("le code postal de l'école") is None
    assert parse_reference("rien à voir") is None


@PROPERTY
@given(any_texts)
def test_places_are_ordered_disjoint_and_inside_whatever_the_text(text: str) -> None:
    previous = 0
    for item in parse_references(text):
        assert previous <= item.start < item.end <= len(text)
        previous = item.end


@PROPERTY
@given(
    st.sampled_from([s for s, _ in SPELLINGS]), st.sampled_from(["ﬁn İ ß ", "œ\u0301 ", "«\u202f", "é" * 40 + " ", "- ", "("])
)
def test_odd_characters_before_do_not_move_the_place(spelling: str, before: str) -> None:
    plain = spelling.replace("[[", "").replace("]]", "")
    text = before + plain
    assert [text[i.start : i.end] for i in parse_references(text)] == [plain[i.start : i.end] for i in parse_references(plain)]
