"""Nearness of a question to the subjects the corpus does not cover, by meaning and by words."""

import json
import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.identifiers import content_hash
from corpus.neighbours import NeighbourSubject
from index.errors import IndexDamaged
from index.french_tokens import terms
from index.leaning import load_leaning
from index.protocols import Embedder, Vectors

_VECTORS = "neighbours.npy"
_SUBJECTS = "neighbours.json"


@dataclass(frozen=True, slots=True)
class Foreignness:
    """How much a question looks like those of the nearest uncovered subject.

    ``similarity``: cosine to its nearest question. ``overlap`` (0..1): share of the question's words, weighted by rarity, that
    one foreign question holds. ``leaning``: log-odds, by its words alone, that it is foreign (see ``index.leaning``).
    """

    label: str
    redirect: str
    similarity: float
    overlap: float
    leaning: float


NOT_FOREIGN = Foreignness("", "", -1.0, 0.0, 0.0)


class NeighbourIndex:
    """A few thousand questions, all compared with the one asked; read-only."""

    def __init__(self, vectors: Vectors, rows: Sequence[tuple[str, str, str]]) -> None:
        self.vectors = vectors
        self.rows = rows
        holders: dict[str, list[int]] = defaultdict(list)
        for row, (_, _, question) in enumerate(rows):
            for term in sorted(set(terms(question))):
                holders[term].append(row)
        self._holders = {term: np.array(held) for term, held in holders.items()}
        self._leaning = load_leaning()

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

    def foreignness(self, question: str, vector: Vectors, rarity: Callable[[str], float]) -> Foreignness:
        """Compare a question, given with its vector."""
        asked = sorted(set(terms(question)))
        if not self.rows or not asked:
            return NOT_FOREIGN
        similarities = self.vectors @ vector
        weights = {term: rarity(term) for term in asked}
        overlaps = np.zeros(len(self.rows))
        for term in asked:
            if term in self._holders:
                overlaps[self._holders[term]] += weights[term]
        overlaps /= math.fsum(weights.values())
        label, redirect, _ = self.rows[int((similarities + overlaps).argmax())]
        return Foreignness(label, redirect, float(similarities.max()), float(overlaps.max()), self._leaning.of(asked))


def _copy(previous: Path, fingerprint: str) -> Vectors | None:
    try:
        record = json.loads((previous / _SUBJECTS).read_text("utf-8"))
        if record["fingerprint"] != fingerprint:
            return None
        vectors: Vectors = np.load(previous / _VECTORS)
    except (OSError, ValueError, KeyError, TypeError, EOFError):
        return None
    return vectors
