"""A passage made ready for comparison with a question: its vectors and its terms, kept for the questions to come."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.passage import Passage
from index.chroma_store import ChromaStore
from index.entries import entries_of, lexical_terms, questions_of
from index.french_tokens import terms
from index.protocols import Vectors

_KEPT = 3_000
"""Candidates kept in memory: all of the starter corpus; about 16 kB each."""


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question that a passage answers; ``weight`` is the sum of its terms' rarities."""

    terms: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """``vectors``, shape (1 + questions, dimension): the passage's own, then those of the questions it answers.

    ``held`` are the terms under which the passage is found. The heading is the first of ``questions``; a document that a person
    adds has none.
    """

    passage: Passage
    vectors: Vectors
    held: frozenset[str]
    title: frozenset[str]
    body: frozenset[str]
    questions: tuple[KnownQuestion, ...]


class CandidateShelf:
    """The candidates of one generation of the index, which never changes."""

    def __init__(self, store: ChromaStore, rarity: Callable[[str], float]) -> None:
        self._store = store
        self._rarity = rarity
        self._known: dict[str, Candidate] = {}

    def get(self, passage_ids: Sequence[str]) -> list[Candidate]:
        """Return the candidates of ``passage_ids``, in order, without those the store lacks. Raises IndexDamaged."""
        known = self._known
        missing = [identifier for identifier in passage_ids if identifier not in known]
        if missing:
            if len(known) + len(missing) > _KEPT:
                known = self._known = {}
                missing = list(passage_ids)
            known |= self._read(missing)
        return [known[identifier] for identifier in passage_ids if identifier in known]

    def _read(self, passage_ids: Sequence[str]) -> dict[str, Candidate]:
        passages = self._store.passages(passage_ids)
        entries = entries_of(passages.values())
        vectors = self._store.vectors([entry.entry_id for entry in entries])
        rows: dict[str, list[Vectors]] = {identifier: [] for identifier in passages}
        for entry in entries:  # passages come before questions, and so do their vectors
            rows[entry.passage.passage_id].append(vectors[entry.entry_id])
        return {identifier: self._candidate(passage, np.array(rows[identifier])) for identifier, passage in passages.items()}

    def _candidate(self, passage: Passage, vectors: Vectors) -> Candidate:
        return Candidate(
            passage=passage,
            vectors=vectors,
            held=frozenset(lexical_terms(passage)),
            title=frozenset(terms(passage.section_title)),
            body=frozenset(terms(passage.body)),
            questions=tuple(self._question(frozenset(terms(question))) for question in questions_of(passage)),
        )

    def _question(self, held: frozenset[str]) -> KnownQuestion:
        return KnownQuestion(held, math.fsum(self._rarity(term) for term in held))
