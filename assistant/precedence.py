"""A person's own documents before our sheets, where both speak of the question."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.evidence import coverage
from index.hit import Hit

_AMONG_FIRST = 5
_MOST_WORDS = 0.8


def own_documents_first(question: str, hits: Sequence[Hit], rarity: Callable[[str], float]) -> tuple[Hit, ...]:
    """Return ``hits`` with the best added document in front, if it is among the first and holds the question's words.

    It must hold at least ``_MOST_WORDS`` of them, weighted by rarity, and no less than the sheet it passes. Sheets have an
    advantage it lacks, the ways of asking indexed with them; and a text that a person took the trouble to add is the one meant.
    """
    if not hits or hits[0].exact or hits[0].passage.kind != "fiche":
        return tuple(hits)
    least = max(_MOST_WORDS, coverage(question, hits[0].passage, rarity))
    for hit in hits[:_AMONG_FIRST]:
        if hit.passage.kind != "fiche" and coverage(question, hit.passage, rarity) >= least:
            order = [hit, *(other for other in hits if other is not hit)]
            return tuple(replace(other, rank=rank) for rank, other in enumerate(order, start=1))
    return tuple(hits)
