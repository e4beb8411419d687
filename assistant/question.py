"""What a person typed, made safe to search."""

from assistant.errors import EmptyQuestion, QuestionTooLong
from corpus.normalize import squeeze, stored_form

MAX_CHARACTERS = 4_000
"""Longest question: two pages. A longer text is a document, to be added or checked, not asked."""


def clean_question(text: str) -> str:
    """Return ``text`` on one line, without control characters.

    Raises:
        EmptyQuestion: nothing is left.
        QuestionTooLong: more than ``MAX_CHARACTERS``.

    """
    cleaned = squeeze(stored_form(text))
    if not cleaned:
        raise EmptyQuestion("the question holds nothing but spaces and control characters")
    if len(cleaned) > MAX_CHARACTERS:
        raise QuestionTooLong(f"{len(cleaned)} characters, over {MAX_CHARACTERS}", str(len(cleaned)))
    return cleaned
