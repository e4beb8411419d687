"""The lexical index: BM25 over French terms (bm25s)."""

import json
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt

from index.errors import IndexDamaged

_IDS = "passage_ids.json"
_SCORER = "bm25"
"""A folder, empty when no passage has a term."""


class LexicalIndex:
    """Scores every passage against the terms of a question; read-only once opened."""

    def __init__(self, scorer: bm25s.BM25 | None, passage_ids: Sequence[str]) -> None:
        self._scorer = scorer
        self._ids = list(passage_ids)
        self._document_frequency = _document_frequency(scorer) if scorer else {}

    @property
    def ids(self) -> Sequence[str]:
        """The ids that were indexed, in order."""
        return self._ids

    @classmethod
    def build(cls, folder: Path, passage_ids: Sequence[str], terms_of_passages: Sequence[Sequence[str]]) -> None:
        """Write the index of ``terms_of_passages`` to ``folder``, which must not be in use."""
        saved = folder / _SCORER
        saved.mkdir(parents=True)
        (folder / _IDS).write_text(json.dumps(list(passage_ids)), "utf-8")
        if any(terms_of_passages):  # bm25s refuses a corpus without a single term
            scorer = bm25s.BM25(method="lucene", k1=1.2, b=0.5)
            scorer.index([list(t) or [""] for t in terms_of_passages], show_progress=False)
            scorer.save(str(saved), show_progress=False)

    @classmethod
    def open(cls, folder: Path) -> "LexicalIndex":
        """Open what ``build`` wrote.

        Raises:
            IndexDamaged: a file is missing or empty.

        """
        try:
            ids = json.loads((folder / _IDS).read_text("utf-8"))
            saved = folder / _SCORER
            scorer = bm25s.BM25.load(str(saved), mmap=True, show_progress=False) if any(saved.iterdir()) else None
            return cls(scorer, ids)
        except (OSError, ValueError, EOFError, KeyError, TypeError) as error:
            raise IndexDamaged(f"{folder}: {error}", str(folder)) from error

    def search(self, terms: Sequence[str], k: int) -> list[tuple[str, float]]:
        """Return at most ``k`` (passage id, score) pairs with a score above zero, best first."""
        known = [term for term in terms if term in self._document_frequency]
        if self._scorer is None or not known:
            return []
        scores: npt.NDArray[np.float32] = self._scorer.get_scores(known)
        k = min(k, len(scores))
        best = np.argpartition(-scores, k - 1)[:k]
        best = best[np.lexsort((best, -scores[best]))]
        return [(self._ids[i], float(scores[i])) for i in best if scores[i] > 0]

    def rarity(self, term: str) -> float:
        """Return how telling ``term`` is: its inverse document frequency, highest for an unknown term."""
        total = max(len(self._ids), 1)
        return float(np.log(1 + total / (1 + self._document_frequency.get(term, 0))))


def _document_frequency(scorer: bm25s.BM25) -> dict[str, int]:
    """Return in how many passages each term stands."""
    counts = np.diff(np.asarray(scorer.scores["indptr"]))
    return {term: int(counts[number]) for term, number in scorer.vocab_dict.items() if term and number < len(counts)}
