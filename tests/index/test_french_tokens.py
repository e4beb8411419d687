import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.french_tokens import STOP_WORDS, terms
from tests.index.building import properties

FRENCH = st.text(alphabet="abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿœÉÀÇABLRD0123456789 .,-'’\n", max_size=60)


def without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("l'école", "école"),
        ("l’élève", "élève"),
        ("qu'indemnité", "indemnité"),
        ("congé", "conge"),
        ("CONGÉ", "congé"),
        ("congés", "congé"),
        ("sœur", "soeur"),
        ("e\u0301le\u0300ve", "élève"),
        ("L. 917-1", "L917-1"),
        ("l 917-1", "L.917-1"),
        ("L.\u00a0917\u20111", "L. 917-1"),
        ("R. *421-10", "R421-10"),
        ("2017-84", "2017-084"),
        ("n° 2017-084", "2017-84"),
        ("1 200", "1200"),
        ("1\u202f200 euros", "1200 euros"),
        ("1\u00a0234\u00a0567", "1234567"),
    ],
)
def test_two_spellings_give_the_same_terms(one: str, other: str) -> None:
    assert terms(one) == terms(other) != []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L. 917-1", ["l917-1"]),
        ("article D. 351-20-1 du code", ["articl", "d351-20-1", "cod"]),
        ("la circulaire 2017-084", ["circulair", "2017-84"]),
        ("décret n° 2023-597", ["decret", "2023-597"]),
        ("2019-0", ["2019-0"]),
        ("12,5 heures", ["12,5", "heur"]),
        ("39 semaines", ["39", "semain"]),
        ("", []),
        ("?! … « »", []),
    ],
)
def test_a_reference_and_a_figure_stay_whole(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(("one", "other"), [("L. 917-1", "L. 917-2"), ("2017-84", "2017-840"), ("L. 421-1", "R. 421-1")])
def test_two_references_give_different_terms(one: str, other: str) -> None:
    assert terms(one) != terms(other)


def test_stop_words_alone_give_no_term() -> None:
    assert terms(" ".join(sorted(STOP_WORDS))) == []


def test_stop_words_are_written_as_they_are_compared() -> None:
    assert {word for word in STOP_WORDS if without_accents(word).lower() != word} == set()


def test_order_and_repetition_are_kept() -> None:
    assert terms("contrat école contrat") == [*terms("contrat"), *terms("école"), *terms("contrat")]


@properties
@given(FRENCH)
def test_accents_never_change_the_terms(text: str) -> None:
    assert terms(text) == terms(without_accents(text))


@properties
@given(FRENCH)
def test_decomposed_accents_never_change_the_terms(text: str) -> None:
    assert terms(unicodedata.normalize("NFD", text)) == terms(unicodedata.normalize("NFC", text))


@properties
@given(st.text(max_size=80))
def test_any_text_gives_non_empty_terms_without_spaces(text: str) -> None:
    assert all(term and not any(c.isspace() for c in term) for term in terms(text))


@properties
@given(FRENCH, FRENCH)
def test_texts_joined_by_a_line_break_give_the_terms_of_both(one: str, other: str) -> None:
    joined = terms(f"{one}\n;\n{other}")
    assert joined == [*terms(one), *terms(other)]
