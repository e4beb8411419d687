"""The last gate: nothing is shown that its quote does not carry."""

from collections.abc import Iterable
from dataclasses import replace

from assistant.answer import MAX_QUOTE, Citation, Sentence, Support
from assistant.support.judgement import Aids, is_supported
from corpus.normalize import comparable
from corpus.sentences import sentence_spans


def support_of(sentence: str, citations: Iterable[Citation], aids: Aids | None = None) -> Support:
    """Return how the quotes of ``citations`` support ``sentence``.

    ``verbatim``: it stands in one of them, spaces and apostrophes made alike, as whole sentences or as a part that leaves out
    nothing of weight (a condition, a denial). ``verified``: they say it in other words (``docs/verification.md``).
    ``unsupported``: anything else.
    """
    wanted = comparable(sentence)
    if not any(c.isalnum() for c in wanted):
        return "unsupported"
    quotes = [comparable(citation.quote) for citation in citations]
    if any(_stands_whole_in(wanted, quote) for quote in quotes):
        return "verbatim"
    if not is_supported(wanted, quotes, aids):
        return "unsupported"
    return "verbatim" if any(_stands_in(wanted, quote) for quote in quotes) else "verified"


def _stands_whole_in(wanted: str, quote: str) -> bool:
    """Tell whether ``wanted`` is one or several whole sentences of ``quote``."""
    spans = list(sentence_spans(quote))
    starts, ends = {0, *(start for start, _ in spans)}, {len(quote), *(end for _, end in spans)}
    return any(start in starts and (end in ends or end + 1 in ends) for start, end in _places(wanted, quote))


def _stands_in(wanted: str, quote: str) -> bool:
    return any(True for _ in _places(wanted, quote))


def _places(wanted: str, quote: str) -> Iterable[tuple[int, int]]:
    """Yield where ``wanted`` is a part of ``quote`` that cuts no word and no number."""
    start = quote.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        around = quote[start - 1 : start] + quote[end : end + 1]
        if not any(c.isalnum() for c in around):
            yield start, end
        start = quote.find(wanted, start + 1)


def is_consistent(citation: Citation) -> bool:
    """Tell whether a citation is what it says: an exact, bounded part of the passage it names."""
    passage = citation.passage
    inside = passage.start <= citation.start < citation.end <= passage.end
    text = passage.text[citation.start - passage.start : citation.end - passage.start]
    return inside and text == citation.quote and 0 < len(citation.quote) <= MAX_QUOTE


def keep_supported(sentences: Iterable[Sentence], citations: Iterable[Citation], aids: Aids | None = None) -> list[Sentence]:
    """Return the sentences that their own citations support, with the support found."""
    by_number = {citation.number: citation for citation in citations if is_consistent(citation)}
    kept: list[Sentence] = []
    for sentence in sentences:
        cited = [by_number[number] for number in sentence.citations if number in by_number]
        support = support_of(sentence.text, cited, aids) if cited else "unsupported"
        if support != "unsupported":
            kept.append(replace(sentence, support=support))
    return kept
