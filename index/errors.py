"""Errors of the index layer.

SearchError
├── IndexMissing          there is no index yet
├── IndexDamaged          its files cannot be read
├── IndexMismatch         it was built by another embedder or another way of splitting
├── IndexLocked           another process is writing it (a retry helps)
└── EmbedderUnavailable   the embedding model cannot be loaded
"""

from corpus.errors import AppError


class SearchError(AppError):
    """The index or its embedder cannot be used."""


class IndexMissing(SearchError):
    """No index has been built in the data folder."""


class IndexDamaged(SearchError):
    """A file of the index is missing, empty or unreadable."""


class IndexMismatch(SearchError):
    """The index was built with another embedder or splitter: its vectors mean something else."""


class IndexLocked(SearchError):
    """Another process is writing the index."""

    retry_helps = True


class RerankerUnavailable(SearchError):
    """The folder named for the reranker holds no cross-encoder that can be read."""


class EmbedderUnavailable(SearchError):
    """The embedding model is not installed or its weights are missing."""
