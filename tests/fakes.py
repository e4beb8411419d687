"""Fakes that follow our Protocols and remember what they were asked."""

from collections.abc import Sequence

import numpy as np

from corpus.identifiers import content_hash
from index.french_tokens import terms
from index.protocols import Progress, Vectors

_DIMENSION = 64


class FakeEmbedder:
    """An ``Embedder`` without a model: a hashed bag of French terms. Texts that share words are near each other."""

    def __init__(self, name: str = "fake/1") -> None:
        self.name = name
        self.dimension = _DIMENSION
        self.queries: list[str] = []
        self.passages: list[str] = []
        self.questions: list[str] = []

    @property
    def embedded(self) -> list[str]:
        """Everything embedded for the index, in order."""
        return [*self.passages, *self.questions]

    def embed_query(self, text: str) -> Vectors:
        self.queries.append(text)
        return _vector(text)

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.passages += texts
        return _vectors(texts, progress)

    def embed_questions(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.questions += texts
        return _vectors(texts, progress)


def _vectors(texts: Sequence[str], progress: Progress | None) -> Vectors:
    vectors = np.zeros((len(texts), _DIMENSION), dtype=np.float32)
    for row, text in enumerate(texts):
        vectors[row] = _vector(text)
        if progress:
            progress(row + 1, len(texts))
    return vectors


def _vector(text: str) -> Vectors:
    vector = np.zeros(_DIMENSION, dtype=np.float32)
    for term in terms(text):
        vector[int(content_hash(term)[:8], 16) % _DIMENSION] += 1.0
    if not vector.any():  # an empty text has a direction too: the contract asks for unit length
        vector[0] = 1.0
    return vector / np.float32(np.linalg.norm(vector))
