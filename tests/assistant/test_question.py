"""What a person typed, made safe to search."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import EmptyQuestion, QuestionTooLong
from assistant.question import MAX_CHARACTERS, clean_question


@pytest.mark.parametrize("text", ["", " ", "\n\t\r\n", "\x00\x01\x1f\x7f", "\u200b\ufeff\u00ad", "\u00a0\u202f"])
def test_a_question_without_anything_to_see_is_empty(text: str) -> None:
    with pytest.raises(EmptyQuestion):
        clean_question(text)


@pytest.mark.parametrize("text", ["..... ?", "😂👍", "?!"])
def test_a_question_of_marks_alone_is_noise_to_answer_not_an_error(text: str) -> None:
    assert clean_question(text) == text


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  Quelle   durée ?\r\n", "Quelle durée ?"),
        ("mon\ncontrat\n\nfinit", "mon contrat finit"),
        ("du\x00rée \x1b[31mdu CDD\x07", "durée [31mdu CDD"),
        ("con\u00adtrat\u200b", "contrat"),
        ("l\u00a0%\u202f?", "l % ?"),
        (unicodedata.normalize("NFD", "congé à Noël"), "congé à Noël"),
        ("24", "24"),
    ],
)
def test_a_question_is_put_on_one_line_without_control_characters(typed: str, cleaned: str) -> None:
    assert clean_question(typed) == cleaned


def test_a_question_of_20_000_characters_is_refused_with_its_length() -> None:
    with pytest.raises(QuestionTooLong) as raised:
        clean_question("a" * 20_000)
    assert raised.value.detail == "20000"


def test_the_limit_counts_what_is_left_after_cleaning() -> None:
    longest = "a" * MAX_CHARACTERS
    assert clean_question(f"  {longest}\x00\x00  ") == longest
    with pytest.raises(QuestionTooLong):
        clean_question(longest + "a")


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing_and_leaves_no_control_character(text: str) -> None:
    try:
        cleaned = clean_question(text)
    except EmptyQuestion:
        assert not any(c.isalnum() or c in "?!." for c in text)
        return
    assert clean_question(cleaned) == cleaned
    assert cleaned == " ".join(cleaned.split())
    assert not any(ord(c) < 32 or ord(c) == 127 for c in cleaned)


@pytest.mark.parametrize("text", ["durée du CDD \ud800", "\udfffcombien de jours ?"])
def test_half_a_character_is_dropped_because_nothing_can_encode_it(text: str) -> None:
    assert clean_question(text).encode("utf-8")
