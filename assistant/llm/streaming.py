"""Whole sentences out of a stream of text; the marks of citations are held back until they are whole."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.normalize import squeeze, stored_form
from corpus.sentences import sentence_spans

_MARK = re.compile(r"\[\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*\]")
_AFTER_END = re.compile(rf"([.!?…]+(?:\s?»)?)((?:\s*{_MARK.pattern})+)")
_THINKING = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_HALF_TAG = re.compile(r"<(?:t(?:h(?:i(?:n(?:k)?)?)?)?)?\Z")
_EMPHASIS = re.compile(r"\*{1,3}|_{2,3}|`")
_HEAD = re.compile(r"^(?:(?:#{1,6}|>|[-•–])\s+|\d{1,2}[.)]\s+|(?:réponse|answer)\s*:\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence as the model wrote it, without its marks, and the numbers these held."""

    text: str
    numbers: tuple[int, ...]


def drafts_of(pieces: Iterable[str]) -> Iterator[Draft]:
    """Yield each sentence of a stream as soon as it is whole.

    A sentence is whole when something else than a mark follows it, or at the end: « Trois ans. [1] » keeps its mark, and
    « art. L. 917-1 » is not cut. What a model thinks aloud between ``<think>`` marks is left out.
    """
    text = ""
    for piece in pieces:
        text += piece
        if "<think" in text or _HALF_TAG.search(text):
            text = _THINKING.sub("", text) if "</think>" in text else text
            if "<think" in text or _HALF_TAG.search(text):
                continue
        done, text = _whole(text)
        yield from done
    yield from filter(None, (_draft(line) for line in _sentences(_THINKING.sub("", text))))


def _whole(text: str) -> tuple[list[Draft], str]:
    """Return the sentences that are whole in ``text``, and the rest."""
    moved = _marks_inside(text)
    spans = list(sentence_spans(moved))
    if len(spans) < 2:
        return [], text
    last = spans[-1][0]
    while len(spans) > 1 and moved[last] == "[":  # perhaps half a mark, which belongs to the sentence before
        spans.pop()
        last = spans[-1][0]
    whole = [moved[start:end] for start, end in spans[:-1]]
    return [draft for sentence in whole if (draft := _draft(sentence))], moved[last:]


def _sentences(text: str) -> list[str]:
    moved = _marks_inside(text)
    return [moved[start:end] for start, end in sentence_spans(moved)]


def _marks_inside(text: str) -> str:
    """Return ``text`` with the marks that follow the end of a sentence put before it."""
    return _AFTER_END.sub(lambda found: f"{found.group(2)}{found.group(1)}", text)


def _draft(sentence: str) -> Draft | None:
    numbers = [int(n) for found in _MARK.finditer(sentence) for n in re.findall(r"\d+", found.group(1))]
    bare = squeeze(_EMPHASIS.sub("", stored_form(_MARK.sub("", sentence))))
    text = re.sub(r"\s+(?=[.,])", "", _HEAD.sub("", bare))
    if not any(c.isalnum() for c in text):
        return None
    return Draft(text, tuple(dict.fromkeys(numbers)))
