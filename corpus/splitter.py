"""Documents to passages: one per section, long sections cut between paragraphs, else between sentences."""

from collections.abc import Iterator

from corpus.document import Document, Section
from corpus.identifiers import passage_id
from corpus.passage import Passage, passage_of
from corpus.sentences import sentence_spans

MAX_CHARACTERS = 1_500
"""Longest passage, heading excluded: about 380 tokens of French for the default embedder, whose limit is 512."""


def split_document(document: Document, max_characters: int = MAX_CHARACTERS) -> list[Passage]:
    """Return the passages of ``document`` in reading order; together they hold every section's text."""
    spans = [(section, span) for section in document.sections for span in _spans(document.text, section, max_characters)]
    return [
        passage_of(document, section, passage_id(document.document_id, ordinal), start, end)
        for ordinal, (section, (start, end)) in enumerate(spans)
    ]


def _spans(text: str, section: Section, limit: int) -> Iterator[tuple[int, int]]:
    if section.end - section.body_start <= limit:
        yield section.start, section.end
        return
    start, end = section.start, section.body_start
    for piece_start, piece_end in _pieces(text, section, limit):
        if end > section.body_start and piece_end - max(start, section.body_start) > limit:
            yield start, end
            start = piece_start
        end = piece_end
    yield start, end


def _pieces(text: str, section: Section, limit: int) -> Iterator[tuple[int, int]]:
    """Yield sentences; one longer than ``limit`` is cut at spaces. A list mark at the section's start counts."""
    begin: int | None = section.body_start
    for start, end in sentence_spans(text, section.body_start, section.end):
        begin = start if begin is None else begin
        while end - begin > limit:
            cut = text.rfind(" ", max(start + 1, begin + limit // 2), begin + limit)
            cut = cut if cut > 0 else begin + limit
            yield start, cut
            start = begin = cut + 1 if text[cut : cut + 1] == " " else cut
        yield start, end
        begin = None
