"""A passage found for a question."""

from dataclasses import dataclass

from corpus.passage import Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """``rank`` counts from 1; a higher score is better; an origin that did not find the passage is None.

    ``dense`` is a cosine similarity, ``lexical`` a BM25 score, ``fused`` the sum of both once standardised.
    ``exact`` tells that the question names this very text or article.
    """

    passage: Passage
    rank: int
    fused: float
    dense: float | None = None
    lexical: float | None = None
    exact: bool = False
