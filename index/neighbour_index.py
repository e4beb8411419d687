"""Nearness of a question to the subjects the corpus does not cover, by meaning and by words."""

import json
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.identifiers import content_hash
from corpus.neighbours import NeighbourSubject
from index.errors import IndexDamaged
from index.french_tokens import terms
from index.protocols import Embedder, Vectors

_VECTORS = "neighbours.npy"
_SUBJECTS = "neighbours.json"


@dataclass(frozen=True, slots=True)
class Foreignness:
    """How much a question looks like those of the nearest uncovered subject.

    ``similarity``: cosine to its nearest question. ``overlap`` (0..1): share of the question's words, weighted by rarity, that
    one foreign question holds. ``log_odds``: mean over the words of the log of their odds in foreign
    questions against the corpus.
    """

    label: str
    redirect: str
    similarity: float
    overlap: float
    log_odds: float


NOT_FOREIGN = Foreignness("", "", -1.0, 0.0, 0.0)


class NeighbourIndex:
    """A few hundred questions, compared one by one; read-only."""

    def __init__(self, vectors: Vectors, rows: Sequence[tuple[str, str, str]]) -> None:
        self.vectors = vectors
        self.rows = rows
        self.terms = [frozenset(terms(question)) for _, _, question in rows]
        self._frequency = Counter(term for held in self.terms for term in held)

    @classmethod
    def build(cls, folder: Path, subjects: Sequence[NeighbourSubject], embedder: Embedder, previous: Path | None) -> None:
        """Write the index to ``folder``; the vectors of ``previous`` are copied when its questions are the same."""
        rows = [(subject.label, subject.redirect, question) for subject in subjects for question in subject.questions]
        fingerprint = content_hash(json.dumps([question for _, _, question in rows]))
        vectors = _copy(previous, fingerprint) if previous else None
        if vectors is None:
            vectors = embedder.embed_questions([question for _, _, question in rows])
        np.save(folder / _VECTORS, vectors)
        (folder / _SUBJECTS).write_text(json.dumps({"fingerprint": fingerprint, "rows": rows}, ensure_ascii=False), "utf-8")

    @classmethod
    def open(cls, folder: Path) -> "NeighbourIndex":
        """Open what ``build`` wrote. Raises IndexDamaged when a file is missing or broken."""
        try:
            record = json.loads((folder / _SUBJECTS).read_text("utf-8"))
            return cls(np.load(folder / _VECTORS), [tuple(row) for row in record["rows"]])
        except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
            raise IndexDamaged(f"{folder}: {error}", str(folder)) from error

    def foreignness(
        self, question: str, vector: Vectors, rarity: Callable[[str], float], share: Callable[[str], float]
    ) -> Foreignness:
        """Compare a question, given with its vector; ``share`` is the share of the starter passages that hold a term."""
        asked = set(terms(question))
        if not self.rows or not asked:
            return NOT_FOREIGN
        similarities = self.vectors @ vector
        weights = {term: rarity(term) for term in asked}
        total = math.fsum(weights.values())
        overlaps = [math.fsum(weights[term] for term in held & asked) / total for held in self.terms]
        nearest = max(range(len(self.rows)), key=lambda i: (similarities[i] + overlaps[i], -i))
        log_odds = math.fsum(self.log_odds(term, share(term)) for term in sorted(asked)) / len(asked)
        label, redirect, _ = self.rows[nearest]
        return Foreignness(label, redirect, float(similarities.max()), max(overlaps), log_odds)

    def log_odds(self, term: str, share: float, without: int | None = None) -> float:
        """Return the log of the odds of ``term`` in foreign questions (row ``without`` left out) against the corpus."""
        count = self._frequency.get(term, 0) - int(without is not None and term in self.terms[without])
        return math.log((count + 0.5) / (len(self.rows) + 1) / (share + _SHARE_FLOOR))


_SHARE_FLOOR = 0.00075
"""Half an occurrence among some seven hundred: what an unseen term counts for."""


def _copy(previous: Path, fingerprint: str) -> Vectors | None:
    try:
        record = json.loads((previous / _SUBJECTS).read_text("utf-8"))
        if record["fingerprint"] != fingerprint:
            return None
        vectors: Vectors = np.load(previous / _VECTORS)
    except (OSError, ValueError, KeyError, TypeError, EOFError):
        return None
    return vectors
