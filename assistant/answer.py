"""The answer, as an object and as the JSON that every outlet carries."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from corpus.document import Basis
from corpus.normalize import fold
from corpus.passage import Passage

Status = Literal["answered", "partial", "unanswered", "out_of_scope", "smalltalk"]
Support = Literal["verbatim", "verified", "unsupported"]

MAX_QUOTE = 600
"""Longest quote, in characters."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands: ``quote == document.text[start:end]``."""

    number: int
    passage: Passage
    start: int
    end: int
    quote: str
    basis: tuple[Basis, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the citation as the contract has it; every key is present."""
        passage = self.passage
        return {
            "number": self.number,
            "document_id": passage.document_id,
            "title": passage.document_title,
            "nature": passage.nature,
            "kind": passage.kind,
            "section": passage.section_title,
            "page": passage.page_at(self.start),
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "url": passage.url,
            "verified_on": passage.verified_on,
            "confidence": passage.confidence,
            "basis": [_basis_json(basis) for basis in self.basis],
        }


def _basis_json(basis: Basis) -> dict[str, Any]:
    values = asdict(basis)
    del values["text_id"]  # our own key, no part of the contract
    return values


@dataclass(frozen=True, slots=True)
class Sentence:
    """One shown sentence and the numbers of the citations that support it.

    ``lead`` is the Markdown between the sentence before and this one: a space, a list mark on a new line, a short heading.
    """

    text: str
    citations: tuple[int, ...]
    support: Support
    lead: str = " "

    @property
    def markdown(self) -> str:
        """The sentence followed by its markers."""
        return f"{self.text} {''.join(f'[{n}]' for n in self.citations)}"


def renumbered(
    sentences: Sequence[Sentence], citations: Sequence[Citation]
) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """Return both with citations numbered 1..n by first appearance."""
    order: dict[int, int] = {}
    for sentence in sentences:
        for number in sentence.citations:
            order.setdefault(number, len(order) + 1)
    renamed = [replace(s, citations=tuple(order[n] for n in s.citations)) for s in sentences]
    kept = sorted((replace(c, number=order[c.number]) for c in citations if c.number in order), key=lambda c: c.number)
    return tuple(renamed), tuple(kept)


@dataclass(frozen=True, slots=True)
class IndexState:
    """Which index an answer was drawn from."""

    generation: int
    built_at: str
    documents: int
    passages: int
    embedder: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A cited answer, or an honest absence of one.

    ``message`` is what is shown when there is no cited sentence (refusal, greeting). ``details`` are the other sentences of the
    passages cited, for who wants to read on, and ``situation`` what the person said of themselves; the JSON object has neither.
    """

    question: str
    standalone_question: str
    status: Status
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    message: str
    warnings: tuple[str, ...]
    suggestions: tuple[str, ...]
    index: IndexState
    timings_ms: dict[str, float]
    confidence: float | None = None
    details: tuple[Sentence, ...] = ()
    situation: str = ""

    @property
    def is_rewritten(self) -> bool:
        """Whether the question answered holds words that the last message does not: the person must see them."""
        return not set(fold(self.standalone_question).split()) <= set(fold(self.question).split())

    @property
    def text(self) -> str:
        """The answer in Markdown: the sentences in order, each followed by its markers."""
        if not self.sentences:
            return self.message
        return "".join(s.lead + s.markdown for s in self.sentences).strip()

    def to_json(self) -> dict[str, Any]:
        """Return the object of the contract; unknown values are None, no key is missing."""
        return {
            "question": self.question,
            "standalone_question": self.standalone_question,
            "status": self.status,
            "text": self.text,
            "sentences": [{"text": s.text, "citations": list(s.citations), "support": s.support} for s in self.sentences],
            "citations": [citation.to_json() for citation in self.citations],
            "confidence": self.confidence,
            "warnings": list(self.warnings),
            "suggestions": list(self.suggestions),
            "index": asdict(self.index),
            "timings_ms": self.timings_ms,
        }
