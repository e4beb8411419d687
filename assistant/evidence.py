"""How far the passages found bear on the question: the measure behind answering or refusing."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.passage import Passage
from index.entries import lexical_terms
from index.french_tokens import terms
from index.hit import Hit
from index.neighbour_index import Foreignness

Rarity = Callable[[str], float]
"""Inverse document frequency of a term; highest for a term the corpus does not hold."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer.

    ``coverage`` (0..1): share of the question's words, weighted by rarity, that the best passage holds. ``lead``: cosine of the
    nearest passage minus that of the nearest foreign question. ``score`` (0..1): both joined with the words the question shares
    with foreign ones.
    """

    coverage: float
    lead: float
    score: float
    is_foreign: bool = False


NOT_OURS = Evidence(0.0, -1.0, 0.0, is_foreign=True)
"""Of a question that rules of others answer, whatever the passages hold."""

# Logistic weights of ``features`` and the constant, printed by « python -m benchmarks.fit_evidence ».
WEIGHTS = (8.81, 52.29, -0.37, -10.72)
INTERCEPT = -0.27
_SAME_WORDS, _NOT_FARTHER = 0.95, -0.02
"""A question whose words one passage all holds has no word of its own for a foreign subject: it is answered, unless its meaning
is clearly nearer to a foreign question. On the tune part, 38 answerable questions are so, and no other."""
_OWN_DOCUMENT_COVERAGE = 0.6
_OWN_DOCUMENT_SIMILARITY = 0.84


def weigh(question: str, hits: Sequence[Hit], foreign: Foreignness, rarity: Rarity) -> Evidence:
    """Return how well the best of ``hits`` supports an answer to ``question``.

    A document a person added may be about anything, foreign subjects included: there, holding the words and the meaning of the
    question is enough.
    """
    if not hits:
        return Evidence(0.0, -1.0, 0.0)
    best = hits[0]
    if best.exact:
        return Evidence(1.0, 1.0, 1.0)
    values = features(question, hits, foreign, rarity)
    covered, lead = values[0], values[1]
    if not covered:  # no word of the question is known: nearness in meaning alone proves nothing
        return Evidence(0.0, lead, 0.0, is_foreign=foreign.overlap > 0 or lead < 0)
    logit = math.fsum(weight * value for weight, value in zip(WEIGHTS, values, strict=True)) + INTERCEPT
    score = 1 / (1 + math.exp(-logit))
    if covered >= _SAME_WORDS and lead >= _NOT_FARTHER:
        score = max(score, covered)
    if best.passage.kind != "fiche" and covered >= _OWN_DOCUMENT_COVERAGE and (best.dense or 0) >= _OWN_DOCUMENT_SIMILARITY:
        return Evidence(covered, lead, max(score, covered))
    return Evidence(covered, lead, score, is_foreign=foreign.overlap > covered or lead < 0)


def features(question: str, hits: Sequence[Hit], foreign: Foreignness, rarity: Rarity) -> list[float]:
    """Return coverage, lead, leaning and overlap. There must be at least one hit."""
    lead = max(hit.dense if hit.dense is not None else -1.0 for hit in hits) - foreign.similarity
    return [coverage(question, hits[0].passage, rarity), lead, foreign.leaning, foreign.overlap]


def coverage(question: str, passage: Passage, rarity: Rarity) -> float:
    """Return the share (0..1) of the question's words, weighted by rarity, under which ``passage`` is indexed."""
    asked = {term: rarity(term) for term in terms(question)}
    total = math.fsum(asked.values())
    held = _held(passage)
    return math.fsum(weight for term, weight in asked.items() if term in held) / total if total else 0.0


@lru_cache(maxsize=2_000)
def _held(passage: Passage) -> frozenset[str]:
    return frozenset(lexical_terms(passage))
