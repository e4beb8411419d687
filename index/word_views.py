"""Two more looks at the words of a question: against each question a sheet answers, and by pieces of words.

One passage's many ways of being asked blur its own lexical score: here each is scored alone and the best one counts. Pieces of
four letters still meet when a word is misspelled, cut or run together, as people type on a phone.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.normalize import fold
from corpus.passage import Passage
from index.bm25 import LexicalIndex
from index.entries import questions_of
from index.french_tokens import terms

_PIECE = 4
_WORDS = re.compile(r"[a-z0-9]+")
_PER_PASSAGE = 4
"""Entries read for each passage wanted: several questions of one passage may be among the best."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The scores of one view; ``covers`` are the passages it could have found."""

    scores: Mapping[str, float]
    weight: float
    covers: Collection[str]


def pieces(text: str) -> list[str]:
    """Return every run of four letters of ``text``, spaces between words included."""
    joined = " ".join(_WORDS.findall(fold(text)))
    return [joined[i : i + _PIECE] for i in range(len(joined) - _PIECE + 1)]


_VIEWS: tuple[tuple[str, float, Callable[[str], list[str]]], ...] = (("questions", 0.5, terms), ("pieces", 0.5, pieces))
"""Folder, weight beside the passages' own lexical score (chosen on the tune part of the golden questions), and terms."""


class WordViews:
    """Scores the questions that sheets answer; documents that people add have none and are not covered."""

    def __init__(self, indexes: Iterable[LexicalIndex]) -> None:
        self._indexes = tuple(indexes)
        self._covers = [frozenset(index.ids) for index in self._indexes]

    @classmethod
    def build(cls, folder: Path, passages: Iterable[Passage]) -> None:
        """Write the views of ``passages`` below ``folder``."""
        asked = [(p.passage_id, question) for p in passages for question in questions_of(p)]
        for name, _, split in _VIEWS:
            LexicalIndex.build(folder / name, [i for i, _ in asked], [split(question) for _, question in asked])

    @classmethod
    def open(cls, folder: Path) -> "WordViews":
        """Open what ``build`` wrote. Raises IndexDamaged, see ``LexicalIndex.open``."""
        return cls(LexicalIndex.open(folder / name) for name, _, _ in _VIEWS)

    def search(self, query: str, k: int) -> list[Ranking]:
        """Return the best of the ``k`` best passages' scores in each view."""
        return [
            Ranking(_best(index.search(split(query), _PER_PASSAGE * k), k), weight, covered)
            for (_, weight, split), index, covered in zip(_VIEWS, self._indexes, self._covers, strict=True)
        ]


def _best(found: Iterable[tuple[str, float]], k: int) -> dict[str, float]:
    """Return the highest score of each passage, of the first ``k`` passages; ``found`` is best first."""
    best: dict[str, float] = {}
    for identifier, score in found:
        if len(best) == k:
            break
        best.setdefault(identifier, score)
    return best
