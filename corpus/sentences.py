"""French sentences with their exact place in a text."""

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?…]+(?:\s?»|[”\")\]])*(?=\s|$)")
_ABBREVIATION = re.compile(r"\b(?:arts?|al|n|cf|ex|env|coll|MM?|Mme|Dr|resp|réf|tél|circ|chap|sect|pp?|[LRDA])$")
_ITEM_MARK = re.compile(r"\s*(?:[-•*–]|\d{1,2}[°).]|[a-z]\))\s+")


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the half-open spans of the sentences of ``text[start:end]``, in order, trimmed of outer spaces.

    A line end closes a sentence. A full stop does not when it ends an abbreviation (``art.``, ``L.``) or when a
    lower-case word follows. List marks stay outside the span.
    """
    end = len(text) if end is None else end
    line_start = start
    while line_start < end:
        line_end = text.find("\n", line_start, end)
        line_end = end if line_end < 0 else line_end
        mark = _ITEM_MARK.match(text, line_start, line_end)
        yield from _spans_of_line(text, mark.end() if mark else line_start, line_end)
        line_start = line_end + 1


def _spans_of_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    sentence_start = start
    for match in _END.finditer(text, start, end):
        if _continues(text, sentence_start, match, end):
            continue
        span = _trim(text, sentence_start, match.end())
        if span:
            yield span
        sentence_start = match.end()
    span = _trim(text, sentence_start, end)
    if span:
        yield span


def _continues(text: str, start: int, match: re.Match[str], end: int) -> bool:
    following = text[match.end() : end].lstrip()[:1]
    if match.group() == "." and _ABBREVIATION.search(text, start, match.start()):
        return bool(following)
    return bool(following) and following.islower()


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None
