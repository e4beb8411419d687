"""What a candidate and a question have in common, as numbers that the ranking weighs.

All are standardised over the candidates of the question: what counts is to be better than the others.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.candidate import Candidate
from index.french_tokens import terms
from index.protocols import Vectors

Matrix = npt.NDArray[np.float64]

RANKINGS = ("dense", "lexical", "questions", "pieces")
COMPARED = (
    "own_meaning",
    "three_questions_meaning",
    "coverage",
    "heading_coverage",
    "body_coverage",
    "question_precision",
    "heading_precision",
    "length",
)
NAMES = (*RANKINGS, *COMPARED)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, corrected, with its vector."""

    text: str
    vector: Vectors


def features(
    asked: Asked, candidates: Sequence[Candidate], rankings: Sequence[Mapping[str, float]], rarity: Callable[[str], float]
) -> Matrix:
    """Return the features named ``NAMES``, shape (len(candidates), len(NAMES)).

    ``rankings`` are the standardised scores of ``RANKINGS``, one for each candidate.
    """
    weights = {term: rarity(term) for term in terms(asked.text)}
    ranked = [[scores[c.passage.passage_id] for scores in rankings] for c in candidates]
    compared = np.array([_compared(asked.vector, weights, c) for c in candidates])
    return np.hstack([np.array(ranked), _standardised(compared)])


def _standardised(columns: Matrix) -> Matrix:
    deviation: Matrix = columns.std(axis=0)
    result: Matrix = (columns - columns.mean(axis=0)) / np.where(deviation > 1e-9, deviation, 1.0)
    return result


def _compared(vector: Vectors, weights: Mapping[str, float], candidate: Candidate) -> list[float]:
    """Return ``COMPARED``; a document without questions is compared by its own text where others are by theirs."""
    total = math.fsum(weights.values()) or 1.0

    def share(held: frozenset[str]) -> float:
        return sum([weight for term, weight in weights.items() if term in held]) / total

    similarities = candidate.vectors @ vector
    own, asked = float(similarities[0]), np.sort(similarities[1:])[::-1] if len(similarities) > 1 else similarities
    coverage = share(candidate.held)
    covers = [share(question.terms) for question in candidate.questions] or [coverage]
    weigh = [question.weight or 1.0 for question in candidate.questions] or [total]
    precisions = [cover * total / weight for cover, weight in zip(covers, weigh, strict=True)]
    return [
        own,
        float(asked[:3].mean()),
        coverage,
        share(candidate.title),
        share(candidate.body),
        max(precisions),
        precisions[0],
        math.log1p(len(candidate.body)),
    ]
