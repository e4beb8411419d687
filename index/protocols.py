"""The roles of the index layer."""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.hit import Hit

Vectors = npt.NDArray[np.float32]
"""Embeddings of unit length: shape (dimension,) for one text, (n, dimension) for several."""

Progress = Callable[[int, int], None]
"""Called with what is done and what there is to do."""


class Embedder(Protocol):
    """Texts to unit vectors."""

    @property
    def name(self) -> str:
        """Names the model and its version: vectors of two names are never compared."""
        ...

    @property
    def dimension(self) -> int:
        """Length of one vector."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """Return the vector, shape (dimension,), of a question."""
        ...

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the vectors, shape (len(texts), dimension), of passages."""
        ...

    def embed_questions(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the vectors, shape (len(texts), dimension), of questions known beforehand."""
        ...


class Retriever(Protocol):
    """A question to its best passages."""

    def retrieve(self, query: str, k: int) -> list[Hit]:
        """Return at most ``k`` hits, best first."""
        ...


class Reranker(Protocol):
    """The best passages, put in a better order."""

    def rerank(self, query: str, hits: Sequence[Hit]) -> list[Hit]:
        """Return the same hits, best first, ranks counted again; those the question names stay in front."""
        ...
