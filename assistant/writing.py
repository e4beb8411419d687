"""What the chain asks of a writer, and what it gets back: sentences, each with the quotes that carry it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.extractive import Extract
from assistant.layout import leads
from corpus.passage import Passage


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence and the quotes that carry it, at least one, each an exact part of its passage; ``lead`` as in ``Sentence``."""

    text: str
    quotes: tuple[Extract, ...]
    lead: str = " "


@dataclass(frozen=True, slots=True)
class Written:
    """An answer's sentences in order, and what a person must know of how they were made."""

    sentences: tuple[WrittenSentence, ...]
    notices: tuple[str, ...] = ()


def unheard(sentence: WrittenSentence) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Order:
    """How an answer is wanted: ``consent`` lets masked text leave this computer, ``tell`` hears each sentence once checked."""

    consent: bool = False
    tell: Callable[[WrittenSentence], None] = unheard


AS_USUAL = Order()
NOTHING_WRITTEN = Written(())


@dataclass(frozen=True, slots=True)
class Assignment:
    """A question to answer from ``passages``, best first; ``extracts`` is the answer made without a writer.

    ``turns`` are the person's messages, the last included: names are masked in the order they came up. ``max_words`` is the
    room the answer has.
    """

    question: str
    turns: tuple[str, ...]
    passages: Sequence[Passage]
    extracts: Sequence[Extract]
    max_words: int


class Writer(Protocol):
    """Writes answers that the verifier accepts."""

    def write(self, assignment: Assignment, order: Order) -> Written:
        """Return the answer; never raises for a failure of its own: the extracts take over, with a notice."""
        ...

    def rewrite(self, turns: Sequence[str], by_rule: str, order: Order) -> str:
        """Return the last of ``turns`` as a question that stands alone; ``by_rule`` is the one made without a model."""
        ...


def as_extracted(extracts: Sequence[Extract]) -> Written:
    """Return the answer made of ``extracts`` as they stand."""
    placed = zip(extracts, leads(extracts), strict=True)
    return Written(tuple(WrittenSentence(extract.text, (extract,), lead) for extract, lead in placed))
