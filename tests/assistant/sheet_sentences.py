"""The sentences of the sheets, as the extractive composition would take them."""

from collections.abc import Iterator
from functools import lru_cache

from corpus.normalize import comparable
from corpus.register import load_register
from corpus.sentences import sentence_spans
from corpus.sheets import load_sheets


@lru_cache(maxsize=1)
def sentences_by_sheet() -> tuple[tuple[str, ...], ...]:
    """Return the different sentences of each sheet, in order and in their comparable form."""
    return tuple(
        tuple(
            dict.fromkeys(
                comparable(body[start:end])
                for section in sheet.sections
                for body in sheet.text[section.body_start : section.end].split("\n")
                for start, end in sentence_spans(body)
            )
        )
        for sheet in load_sheets(load_register())
    )


def all_sentences() -> Iterator[str]:
    """Yield every sentence of every sheet."""
    for sentences in sentences_by_sheet():
        yield from sentences
