"""What is known of a question on its way to an answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from assistant.evidence import Evidence
from assistant.extractive import Extract
from assistant.period import Period
from assistant.settings import AssistantSettings
from assistant.situation import NOTHING_SAID, Situation
from assistant.texts import AskedText
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

    ``room`` says how long the answer may be: several questions of one message share it.
    """

    turns: tuple[str, ...]
    started: float
    index: ReadableIndex
    day: str
    room: AssistantSettings
    situation: Situation = NOTHING_SAID
    standalone: str = ""
    searched: str = ""
    period: Period | None = None
    texts: tuple[AskedText, ...] = ()
    hits: tuple[Hit, ...] = ()
    evidence: Evidence | None = None
    foreignness: Foreignness = NOT_FOREIGN
    extracts: tuple[Extract, ...] = ()
    retrieval_ms: float = 0.0

    @property
    def is_about_texts(self) -> bool:
        """Whether the question names texts and asks for nothing else."""
        return bool(self.texts) and all(text.is_all for text in self.texts)
