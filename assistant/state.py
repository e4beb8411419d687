"""What is known of a question on its way to an answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from assistant.evidence import Evidence
from assistant.extractive import Extract
from assistant.period import Period
from assistant.query_rewriter import NOTHING_ASKED, AskedQuestion
from assistant.settings import AssistantSettings
from assistant.situation import NOTHING_SAID, Situation
from assistant.texts import AskedText
from assistant.writing import AS_USUAL, NOTHING_WRITTEN, Order, Written
from index.hit import Hit
from index.manifest import IndexManifest
from index.neighbour_index import NOT_FOREIGN, Foreignness


class Vocabulary(Protocol):
    """What the chain asks of the lexical index."""

    def rarity(self, term: str) -> float:
        """Return the inverse document frequency of ``term``."""
        ...


@dataclass(frozen=True, slots=True)
class ReadableIndex:
    """The generation a question is answered from."""

    manifest: IndexManifest
    vocabulary: Vocabulary
    correct: Callable[[str], str]
    foreignness: Callable[[str], Foreignness]


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a question so far; ``day`` is today, ``period`` the past days it asks about.

    ``hits`` may answer, ``deep`` are those and the next ones. ``turns`` are the messages on one line each, ``spoken`` the same
    with their line breaks. ``room`` says how long the answer may be: several questions of one message share it. ``written`` is
    the answer, as its writer gave it or made of the extracts.
    """

    turns: tuple[str, ...]
    spoken: tuple[str, ...]
    started: float
    index: ReadableIndex
    day: str
    room: AssistantSettings
    situation: Situation = NOTHING_SAID
    asked: AskedQuestion = NOTHING_ASKED
    searched: str = ""
    period: Period | None = None
    texts: tuple[AskedText, ...] = ()
    hits: tuple[Hit, ...] = ()
    deep: tuple[Hit, ...] = ()
    evidence: Evidence | None = None
    foreignness: Foreignness = NOT_FOREIGN
    extracts: tuple[Extract, ...] = ()
    retrieval_ms: float = 0.0
    order: Order = AS_USUAL
    written: Written = NOTHING_WRITTEN

    @property
    def standalone(self) -> str:
        """The question, understandable without the conversation."""
        return self.asked.standalone

    @property
    def searches(self) -> list[tuple[str, float]]:
        """What is searched, corrected, with the weight of each."""
        if not self.asked.after and not self.asked.bare:
            return [(self.searched, 1.0)]
        out_of = self.period.out_of if self.period else str
        return [(self.index.correct(out_of(text)), weight) for text, weight in self.asked.searches]

    @property
    def is_about_texts(self) -> bool:
        """Whether the question names texts and asks for nothing else."""
        return bool(self.texts) and all(text.is_all for text in self.texts)
