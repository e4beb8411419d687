"""The checked text as a person sees it: each reference marked by its status; a long text is cut around its references."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from html import escape

from corpus.references.check import CheckedReference, CheckStatus
from ui.reference_words import status_word

SIGNS: dict[CheckStatus, str] = {
    "in_force": "✓",
    "amended": "±",
    "replaced": "→",
    "repealed": "✗",
    "date_mismatch": "≠",
    "ambiguous": "≈",
    "unknown": "?",
}
"""One sign for each status: colour alone would not do."""

MOST_WINDOWS = 200
LONGEST_WHOLE = 60_000
_LONGEST_WINDOW = 1_500
_AROUND = 300
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")

Window = tuple[int, int]


def row_id(row: int) -> str:
    """Return the id of the ``row``-th reference of the list on the page."""
    return f"reference-{row}"


def place_id(place: int) -> str:
    """Return the id of the ``place``-th mark of the text on the page."""
    return f"place-{place}"


def status_class(status: str) -> str:
    """Return the class that colours ``status``."""
    return f"ref-{status.replace('_', '-')}"


def badge(status: CheckStatus) -> str:
    """Return the status in a word, with its sign and its colour."""
    sign = f"<span aria-hidden='true'>{SIGNS[status]}</span> "
    return f"<span class='badge {status_class(status)}'>{sign}{escape(status_word(status))}</span>"


def marked_text(text: str, references: Sequence[CheckedReference], rows: Mapping[int, int], windows: Sequence[Window]) -> str:
    """Return the ``windows`` of ``text`` as paragraphs; a mark leads to its row of the list (``rows``, by place from 1)."""
    pieces: list[str] = []
    position = place = 0
    for start, end in windows:
        pieces += _cut(text[position:start])
        inside: list[str] = []
        position = start
        while place < len(references) and references[place].found.end <= end:
            item = references[place]
            place += 1
            inside += [escape(text[position : item.found.start]), _mark(text, item, place, rows[place])]
            position = item.found.end
        inside.append(escape(text[position:end]))
        pieces.append(f"<p>{''.join(inside)}</p>")
        position = end
    return "".join([*pieces, *_cut(text[position:])])


def _cut(left_out: str) -> list[str]:
    return ["<p class='checked-cut'>[…]</p>"] if left_out.strip() else []


def _mark(text: str, item: CheckedReference, place: int, row: int) -> str:
    written = escape(text[item.found.start : item.found.end])
    return (
        f"<mark class='ref {status_class(item.status)}' id='{place_id(place)}'><a href='#{row_id(row)}'>{written}"
        f"<span class='ref-sign' aria-hidden='true'>{SIGNS[item.status]}</span>"
        f"<span class='ref-word'> ({escape(status_word(item.status).lower())})</span></a></mark>"
    )


def shown_windows(text: str, references: Sequence[CheckedReference]) -> list[Window]:
    """Return the half-open places of ``text`` to show: its paragraphs, or for a long text what surrounds its references."""
    places = [(item.found.start, item.found.end) for item in references]
    paragraphs = _paragraphs(text, places)
    if len(text) <= LONGEST_WHOLE and len(paragraphs) <= MOST_WINDOWS:
        return paragraphs
    starts = [start for start, _ in paragraphs]
    windows: list[Window] = []
    for place in places:
        window = _around(text, place, paragraphs[bisect_right(starts, place[0]) - 1])
        if windows and window[0] < windows[-1][1]:
            windows[-1:] = _joined(windows[-1], window, place)
        else:
            windows.append(window)
        if len(windows) > MOST_WINDOWS:
            return windows[:MOST_WINDOWS]
    return windows


def is_cut(text: str, windows: Sequence[Window]) -> bool:
    """Tell whether the windows leave words out."""
    ends = [0, *(end for _, end in windows)]
    starts = [*(start for start, _ in windows), len(text)]
    return any(text[end:start].strip() for end, start in zip(ends, starts, strict=True))


def _paragraphs(text: str, places: Sequence[Window]) -> list[Window]:
    """Return the places between blank lines; a reference is never cut."""
    starts = [start for start, _ in places]
    paragraphs: list[Window] = []
    position = 0
    for blank in _BLANK.finditer(text):
        before = bisect_right(starts, blank.start()) - 1
        if before >= 0 and places[before][1] > blank.start():
            continue
        paragraphs.append((position, blank.start()))
        position = blank.end()
    return [(start, end) for start, end in [*paragraphs, (position, len(text))] if text[start:end].strip()]


def _around(text: str, place: Window, paragraph: Window) -> Window:
    """Return the paragraph of a reference, or when it is long the words around the reference."""
    start, end = paragraph
    if end - start <= _LONGEST_WINDOW:
        return paragraph
    if place[0] - start > _AROUND:
        start = max(text.find(" ", place[0] - _AROUND, place[0]) + 1, place[0] - _AROUND)
    if end - place[1] > _AROUND:
        end = max(text.rfind(" ", place[1], place[1] + _AROUND), place[1])
    return start, end


def _joined(last: Window, window: Window, place: Window) -> list[Window]:
    """Return two windows that overlap as one, or side by side where one would be too long."""
    if max(window[1], last[1]) - last[0] <= _LONGEST_WINDOW or window == last:
        return [(last[0], max(window[1], last[1]))]
    return [(last[0], place[0]), (place[0], window[1])]
