"""Which passages speak first: a person's own documents before our sheets, definitions only when one is asked for."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.evidence import coverage
from corpus.normalize import fold
from index.french_tokens import terms
from index.hit import Hit

_AMONG_FIRST = 5
_MOST_WORDS = 0.8


_DEFINITIONS = "glossaire"
_ASKS_MEANING = re.compile(
    r"\b(?:veu[tx] dire|signifi\w*|definition|c'?e?s?t? quoi|kesako|keskeske|sigles?|acronymes?|abreviations?|"
    r"qu'?est[ -]ce qu\w*|quesqu\w*|c koi)\b"
)
_MEANING = frozenset(terms("veut dire signifie définition sigle acronyme abréviation mot"))
_FEW_TERMS = 2


def glossary_in_its_place(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return ``hits`` with the glossary in front for a question of a word or two that asks what they mean, else behind.

    The glossary holds everyone's words and the rule of none.
    """
    few = len(set(terms(question)) - _MEANING) <= _FEW_TERMS
    wanted = few and bool(_ASKS_MEANING.search(fold(question)))
    order = sorted(hits, key=lambda hit: (hit.passage.theme == _DEFINITIONS) != wanted)
    return [replace(hit, rank=rank) for rank, hit in enumerate(order, start=1)]


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


def joined(searches: Sequence[tuple[Sequence[Hit], float]]) -> list[Hit]:
    """Return the hits of several searches for one question, each with its weight, best first by the weighted sum.

    A passage that one search did not find gets that search's lowest score.
    """
    floors = [min((hit.fused for hit in hits), default=0.0) for hits, _ in searches]
    scores = [{hit.passage.passage_id: hit.fused for hit in hits} for hits, _ in searches]
    found = {hit.passage.passage_id: hit for hits, _ in reversed(searches) for hit in hits}
    weights = [weight for _, weight in searches]
    fused = {
        key: math.fsum(w * score.get(key, floor) for w, score, floor in zip(weights, scores, floors, strict=True))
        for key in found
    }
    order = sorted(found, key=lambda key: (not found[key].exact, -fused[key], key))
    return [replace(found[key], fused=fused[key], rank=rank) for rank, key in enumerate(order, start=1)]
