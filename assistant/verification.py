"""The last gate: nothing is shown that its quote does not carry."""

import re
from collections.abc import Iterable

from assistant.answer import MAX_QUOTE, Citation, Sentence, Support
from corpus.normalize import comparable, fold
from corpus.references.parser import parse_references

_DENIALS = frozenset("ne n pas non ni jamais aucun aucune sans rien plus sauf".split())
_EMPTY = frozenset(
    "le la les l un une de du des d a au aux et en y ce cet cette ces se s qui que qu pour par selon dans sur".split()
)
"""Words that a sentence may use freely: articles and links, which change no rule of law."""

_NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?")


def support_of(sentence: str, citations: Iterable[Citation]) -> Support:
    """Return how the quotes of ``citations`` support ``sentence``.

    ``verbatim``: it stands in one of them, spaces and apostrophes made alike. ``verified``: together they hold every number,
    reference and telling word of it, and deny neither more nor less. ``unsupported``: anything else.
    """
    wanted = comparable(sentence)
    if not any(c.isalnum() for c in wanted):
        return "unsupported"
    quotes = [comparable(citation.quote) for citation in citations]
    if any(_stands_in(wanted, quote) for quote in quotes):
        return "verbatim"
    return "verified" if _carries(" ".join(quotes), wanted) else "unsupported"


def _stands_in(wanted: str, quote: str) -> bool:
    """Tell whether ``wanted`` is a part of ``quote`` that cuts no word and no number."""
    start = quote.find(wanted)
    while start >= 0:
        around = quote[start - 1 : start] + quote[start + len(wanted) : start + len(wanted) + 1]
        if not any(c.isalnum() for c in around):
            return True
        start = quote.find(wanted, start + 1)
    return False


def _carries(quote: str, wanted: str) -> bool:
    references = {found.reference for found in parse_references(wanted)}
    return (
        _numbers(wanted) <= _numbers(quote)
        and references <= {found.reference for found in parse_references(quote)}
        and _words(wanted) <= _words(quote)
        and _words(wanted) & _DENIALS == _words(quote) & _DENIALS
    )


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
    """Return the telling words of ``text``, its references left out: those are compared by value."""
    kept, position = [], 0
    for found in parse_references(text):
        kept.append(text[position : found.start])
        position = found.end
    return set(re.findall(r"[a-z]+", fold(" ".join([*kept, text[position:]])))) - _EMPTY
