"""The last gate: nothing is shown that its quote does not carry."""

import re
from collections.abc import Iterable

from assistant.answer import MAX_QUOTE, Citation, Sentence, Support
from corpus.legal_reference import parse_references
from corpus.normalize import comparable, fold

_NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?")


def support_of(sentence: str, citations: Iterable[Citation]) -> Support:
    """Return how the quotes of ``citations`` support ``sentence``.

    ``verbatim``: it stands in one of them, spaces and apostrophes made alike. ``verified``: every number and reference it
    names stands in them, and so does every word of four letters or more. ``unsupported``: anything else.
    """
    quotes = [citation.quote for citation in citations]
    wanted = comparable(sentence)
    if any(wanted in comparable(quote) for quote in quotes):
        return "verbatim"
    evidence = " ".join(quotes)
    numbers, references = _numbers(evidence), {f.reference for f in parse_references(evidence)}
    if not _numbers(sentence) <= numbers or not {f.reference for f in parse_references(sentence)} <= references:
        return "unsupported"
    return "verified" if _words(sentence) <= _words(evidence) else "unsupported"


def is_consistent(citation: Citation) -> bool:
    """Tell whether a citation is what it says: an exact, bounded part of the passage it names."""
    passage = citation.passage
    inside = passage.start <= citation.start < citation.end <= passage.end
    text = passage.text[citation.start - passage.start : citation.end - passage.start]
    return inside and text == citation.quote and 0 < len(citation.quote) <= MAX_QUOTE


def keep_supported(sentences: Iterable[Sentence], citations: Iterable[Citation]) -> list[Sentence]:
    """Return the sentences that their own citations support, with the support found."""
    by_number = {citation.number: citation for citation in citations if is_consistent(citation)}
    kept: list[Sentence] = []
    for sentence in sentences:
        cited = [by_number[number] for number in sentence.citations if number in by_number]
        support = support_of(sentence.text, cited) if cited else "unsupported"
        if support != "unsupported":
            kept.append(Sentence(sentence.text, sentence.citations, support))
    return kept


def _numbers(text: str) -> set[str]:
    return {re.sub(r"\s", "", match).replace(",", ".") for match in _NUMBER.findall(text)}


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]{4,}", fold(text))}
