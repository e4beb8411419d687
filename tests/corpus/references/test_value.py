"""One value behind many spellings: article numbers and text numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.references.value import SUFFIXES, LegalReference, article_value, number_value
from tests.corpus.support import PROPERTY

ARTICLES = {
    "L. 917‑1": "L917-1",
    "l917-1": "L917-1",
    "L 917 - 1": "L917-1",
    "L.\u00a0917-1": "L917-1",
    "R. * 123-4": "R123-4",
    "R*. 123-4": "R123-4",
    "L. 332-4 ter": "L332-4 ter",
    "L. 332-4TER": "L332-4 ter",
    "L. 917-1 a": "L917-1 A",
    "L. 135-6 A": "L135-6 A",
    "LO. 6213-1": "LO6213-1",
    "5 quater": "5 quater",
    "45": "45",
    "45 – 4": "45-4",
    "9 BIS": "9 bis",
    "6 bis A": "6 bis A",
}
NUMBERS = {
    ("2017-84", "circulaire"): "2017-084",
    ("2017-084", "circulaire"): "2017-084",
    ("2016-117", "circulaire"): "2016-117",
    ("2017‑84", "circulaire"): "2017-084",
    ("86-83", "décret"): "86-83",
    ("86-083", "décret"): "86-83",
    ("2014‑724", "décret"): "2014-724",
    ("2005-102", "loi"): "2005-102",
    ("fp n° 1452", "circulaire"): "FP n° 1452",
    ("dgcs/sd3b/2021/109", "circulaire"): "DGCS/SD3B/2021/109",
    ("503871", "décision"): "503871",
}


@pytest.mark.parametrize(("text", "expected"), ARTICLES.items())
def test_article_value(text: str, expected: str) -> None:
    assert article_value(text) == expected
    assert article_value(expected) == expected


@pytest.mark.parametrize(("text", "expected"), NUMBERS.items())
def test_number_value(text: tuple[str, str], expected: str) -> None:
    number, nature = text
    assert number_value(number, nature) == expected
    assert number_value(expected, nature) == expected


@pytest.mark.parametrize("suffix", SUFFIXES.split("|"))
def test_every_suffix_is_set_apart(suffix: str) -> None:
    assert article_value(f"L. 1-2{suffix}") == article_value(f"l1-2 {suffix.upper()}") == f"L1-2 {suffix}"


@PROPERTY
@given(st.text(max_size=40))
def test_a_value_is_its_own_value(text: str) -> None:
    assert article_value(article_value(text)) == article_value(text)
    assert number_value(number_value(text, "circulaire"), "circulaire") == number_value(text, "circulaire")


def test_references_of_one_value_are_one_key() -> None:
    assert len({LegalReference("loi", "2005-102"), LegalReference("loi", "2005-102"), LegalReference("loi", "2005-103")}) == 2
