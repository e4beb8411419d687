"""How the sentences of an answer stand on the page: the direct answer, a list of what goes with it, what to do."""

from collections.abc import Sequence

from assistant.extractive import Extract

_LISTED = 3
"""Sentences behind the direct answer from which they make a list."""
_SAME_LINE, _NEW_PARAGRAPH, _LIST_BEGINS, _NEXT_ITEM = " ", "\n\n", "\n\n- ", "\n- "


def leads(extracts: Sequence[Extract]) -> list[str]:
    """Return the Markdown that stands before each of ``extracts``.

    Conditions, figures and cases (« En CDD, … », « En CDI, … ») stand one under the other when there are several; what to do
    and what another passage adds begin a paragraph.
    """
    if not extracts:
        return []
    opening = next((place for place, extract in enumerate(extracts) if extract.part == "rule"), 0)
    best = extracts[opening].passage
    behind = [place for place, e in enumerate(extracts) if place > opening and e.passage == best and e.part != "step"]
    listed = set(behind) if len(behind) >= _LISTED else set()
    found: list[str] = []
    for place, extract in enumerate(extracts):
        if place in listed:
            found.append(_LIST_BEGINS if place == min(listed) else _NEXT_ITEM)
        elif place and (place == opening or _begins(extract, extracts[place - 1]) or (listed and place > max(listed))):
            found.append(_NEW_PARAGRAPH)
        else:
            found.append(_SAME_LINE)
    return found


def _begins(extract: Extract, before: Extract) -> bool:
    return extract.part == "step" or extract.passage != before.passage
