"""Finding references: every case of the table at its exact place, and what holds for any text."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corpus.references.parser import find_code, parse_reference, parse_references
from corpus.references.value import FoundReference
from tests.corpus.references.labels import value_of
from tests.corpus.references.strategies import pieced_texts
from tests.corpus.support import PROPERTY, any_texts

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).parents[1].joinpath("reference_cases.yaml").read_text("utf-8"))
_MARKS = re.compile(r"\[\[|\]\]")


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return ``text`` without its marks, and the places they held."""
    places = [match.start() - 2 * number for number, match in enumerate(_MARKS.finditer(text))]
    return _MARKS.sub("", text), list(zip(places[::2], places[1::2], strict=True))


def test_the_table_is_large() -> None:
    assert len(CASES) >= 650
    assert sum(not case["refs"] for case in CASES) >= 150
    assert len({(case["text"], case.get("code")) for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_text_gives_its_references_at_their_places(case: dict[str, Any]) -> None:
    text, places = marked(case["text"])
    expected = [
        FoundReference(value_of(row), start, end, bool(row.get("in_range")))
        for row, (start, end) in zip(case["refs"], places, strict=True)
    ]
    assert parse_references(text, case.get("code")) == expected


PLAIN = [(marked(case["text"])[0], case.get("code")) for case in CASES]
any_cases = st.sampled_from(PLAIN)


@PROPERTY
@given(st.one_of(any_texts, pieced_texts))
def test_places_are_ordered_disjoint_and_inside_whatever_the_text(text: str) -> None:
    previous = 0
    for item in parse_references(text):
        assert previous <= item.start < item.end <= len(text)
        assert text[item.start : item.end].strip() == text[item.start : item.end]
        previous = item.end


@PROPERTY
@given(pieced_texts, st.sampled_from(["code général de la fonction publique", "code civil", "code de l'éducation"]))
def test_a_code_reading_itself_finds_all_that_others_find(text: str, own_code: str) -> None:
    places = {(item.start, item.end) for item in parse_references(text, own_code)}
    assert places >= {(item.start, item.end) for item in parse_references(text)}


_OWN_NATURE = re.compile(
    r"(?:loi|ordonnance|d[ée]cret|arr[êeé]t[ée]|circulaire|circ\b|note de service|instruction|d[ée]cision|conseil|r[èe]glement|"
    r"nor\b)",
    re.IGNORECASE,
)


_REFERS_BACK = re.compile(r"m[êe]me|l[ae]?dite?\b|dudit|\bce(?:t|tte)? |pr[ée]cit|susvis|susment", re.IGNORECASE)
_SHOWS_ARTICLE = re.compile(r"\bart|\b(?:lo|[lrda])[\s.*]*[\dli]", re.IGNORECASE)


def names_its_head(found: FoundReference, written: str) -> bool:
    """Tell whether the words of ``found`` alone say that it is an article, and of which code or text."""
    reference = found.reference
    if _REFERS_BACK.search(written):
        return False
    if reference.article and not _SHOWS_ARTICLE.search(written):
        return False  # « 25 du CGFP », « 45-4 du décret n° 86-83 »: the second of a list
    if reference.nature == "code":
        return find_code(written) == reference.code
    return bool(_OWN_NATURE.search(written) if reference.article else _OWN_NATURE.match(written))


def alone(text: str, own_code: str | None = None) -> int:
    """Check every reference of ``text`` that names its head: alone, it has the same value. Return how many there are."""
    checked = 0
    for found in parse_references(text, own_code):
        written = text[found.start : found.end]
        if names_its_head(found, written):
            again = parse_references(written, own_code)
            assert [(item.reference, item.start) for item in again] == [(found.reference, 0)], written
            checked += 1
    return checked


def test_a_reference_that_names_its_code_or_text_means_the_same_alone() -> None:
    assert sum(alone(*case) for case in PLAIN) >= 400


@PROPERTY
@given(any_cases, any_cases)
def test_two_texts_apart_keep_their_references(first: tuple[str, str | None], second: tuple[str, str | None]) -> None:
    # « le même code » looks back as far as it takes: such cases are left out
    if _REFERS_BACK.search(first[0] + second[0]):
        return
    gap = ".\n\n" + "Rien ici. " * 30 + "\n\n"
    shift = len(first[0]) + len(gap)
    expected = parse_references(first[0])
    expected += [FoundReference(f.reference, f.start + shift, f.end + shift, f.in_range) for f in parse_references(second[0])]
    assert parse_references(first[0] + gap + second[0]) == expected


@PROPERTY
@given(any_cases, st.sampled_from(["ﬁn İ ß ", "œ\u0301 ", "«\u202f", "é" * 40 + " ", "– ", "(", "cafe\u0301 ", "a\u00adb "]))
def test_odd_characters_before_do_not_move_the_place(case: tuple[str, str | None], before: str) -> None:
    text, own_code = case
    shifted = [
        FoundReference(f.reference, f.start - len(before), f.end - len(before), f.in_range)
        for f in parse_references(before + text, own_code)
    ]
    assert shifted == parse_references(text, own_code)


def test_no_reference() -> None:
    assert parse_reference("rien à voir") is None
    assert parse_references("") == []
