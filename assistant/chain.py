"""The way of a question, as LangChain runnables."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableBranch, RunnableLambda

from assistant.answer import Answer, Citation, IndexState, Sentence, Status
from assistant.errors import AssistantError
from assistant.evidence import Evidence, weigh
from assistant.extractive import Extract, compose
from assistant.precedence import own_documents_first
from assistant.query_rewriter import standalone_question
from assistant.question import clean_question
from assistant.refusal import out_of_scope_message, refusal_message
from assistant.settings import AssistantSettings
from assistant.small_talk import REPLY, is_small_talk
from assistant.verification import is_consistent, keep_supported
from corpus.document import Basis
from corpus.legal_reference import LegalReference, find_code
from corpus.passage import Passage
from corpus.register import Register
from index.hit import Hit
from index.manifest import IndexManifest
from index.neighbour_index import NOT_FOREIGN, Foreignness

_SUGGESTIONS = 3


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
class _State:
    """What is known of a question so far."""

    turns: tuple[str, ...]
    started: float
    index: ReadableIndex
    standalone: str = ""
    searched: str = ""
    hits: tuple[Hit, ...] = ()
    evidence: Evidence | None = None
    foreignness: Foreignness = NOT_FOREIGN
    extracts: tuple[Extract, ...] = ()
    retrieval_ms: float = 0.0


class AnswerChain:
    """Answers questions from the passages that ``retriever`` finds."""

    def __init__(
        self,
        retriever: BaseRetriever,
        open_index: Callable[[], ReadableIndex],
        load_register: Callable[[], Register],
        settings: AssistantSettings,
    ) -> None:
        self._retriever = retriever
        self._open_index = open_index
        self._load_register = load_register
        self._settings = settings
        answering = RunnableLambda(self._retrieve) | RunnableLambda(self._weigh) | RunnableLambda(self._answer)
        self.runnable: Runnable[Any, Answer] = RunnableLambda(self._understand) | RunnableBranch(
            (_is_small_talk, RunnableLambda(self._chat)), answering
        )

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer ``question``, asked after the person's earlier messages ``history``.

        Raises:
            EmptyQuestion, QuestionTooLong: see ``clean_question``.
            IndexMissing, IndexDamaged, IndexMismatch: see ``HybridRetriever.index``.

        """
        return self.runnable.invoke([*history, question])

    def _understand(self, turns: Sequence[str]) -> _State:
        started = time.perf_counter()
        question = clean_question(turns[-1])
        earlier = [cleaned for turn in turns[:-1] if (cleaned := _clean_or_none(turn))]
        state = _State((*earlier, question), started, self._open_index())
        standalone = standalone_question(state.turns)
        return replace(state, standalone=standalone, searched=state.index.correct(standalone))

    def _retrieve(self, state: _State) -> _State:
        started = time.perf_counter()
        found = self._retriever.invoke(state.standalone)
        ranked = [document.metadata["hit"] for document in found]
        hits = own_documents_first(state.searched, ranked, state.index.vocabulary.rarity)
        return replace(state, hits=hits, retrieval_ms=(time.perf_counter() - started) * 1000)

    def _weigh(self, state: _State) -> _State:
        vocabulary = state.index.vocabulary
        foreignness = state.index.foreignness(state.standalone)
        state = replace(state, foreignness=foreignness)
        evidence = weigh(state.searched, state.hits, foreignness, vocabulary.rarity)
        if evidence.score < self._settings.min_evidence:
            return replace(state, evidence=evidence)
        extracts = compose(state.searched, state.hits, vocabulary.rarity, self._settings)
        return replace(state, evidence=evidence, extracts=tuple(extracts))

    def _answer(self, state: _State) -> Answer:
        citations = tuple(self._citation(number, extract) for number, extract in enumerate(state.extracts, start=1))
        drafts = [Sentence(e.text, (number,), "unsupported") for number, e in enumerate(state.extracts, start=1)]
        sentences = tuple(keep_supported(drafts, citations))
        if not sentences:
            return self._refuse(state)
        cited = {number for sentence in sentences for number in sentence.citations}
        citations = tuple(c for c in citations if c.number in cited and is_consistent(c))
        sentences, citations = _renumbered(sentences, citations)
        return replace(
            _build(state, "answered", _nearby(state, citations)),
            sentences=sentences,
            citations=citations,
            warnings=_warnings(citations),
        )

    def _refuse(self, state: _State) -> Answer:
        foreign = state.evidence is not None and state.evidence.is_foreign
        answer = _build(state, "out_of_scope" if foreign else "unanswered", _nearby(state, ()))
        if foreign:
            return replace(answer, message=out_of_scope_message(state.foreignness.label, state.foreignness.redirect))
        return replace(answer, message=refusal_message(state.hits[0].passage.theme if state.hits else None))

    def _chat(self, state: _State) -> Answer:
        return replace(_build(state, "smalltalk", ()), message=REPLY)

    def _citation(self, number: int, extract: Extract) -> Citation:
        passage = extract.passage
        return Citation(number, passage, extract.start, extract.end, extract.text, passage.basis or self._own_basis(passage))

    def _own_basis(self, passage: Passage) -> tuple[Basis, ...]:
        """Return an added article as its own basis; the register says whether it is in force."""
        code = find_code(passage.document_title)
        if not passage.article or not code:
            return ()
        reference = LegalReference("code", article=passage.article, code=code)
        basis = self._load_register().basis_of(
            reference, f"{code}, {passage.section_title[:1].lower()}{passage.section_title[1:]}"
        )
        return (replace(basis, url=basis.url or passage.url),)


def _is_small_talk(state: _State) -> bool:
    return is_small_talk(state.turns[-1])


def _clean_or_none(turn: str) -> str | None:
    """Return an earlier message made safe, None when there is nothing in it to search with."""
    try:
        cleaned = clean_question(turn)
    except AssistantError:
        return None
    return cleaned if any(c.isalnum() for c in cleaned) else None


def _renumbered(
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


def _warnings(citations: Sequence[Citation]) -> tuple[str, ...]:
    """Say which cited texts are no longer in force, and what took their place."""
    gone = {b.label: b for c in citations for b in c.basis if b.legal_status in ("repealed", "replaced")}
    return tuple(
        f"{label[:1].upper()}{label[1:]} n'est plus en vigueur"
        + (f" après le {_french_date(b.until)}" if b.until else "")
        + (f" ; voir : {b.replaced_by}." if b.replaced_by else ".")
        for label, b in gone.items()
    )


def _french_date(date: str) -> str:
    year, month, day = date.split("-")
    return f"{day}/{month}/{year}"


def _nearby(state: _State, citations: Sequence[Citation]) -> tuple[str, ...]:
    """Offer the questions of sections found but not used; only sheets have questions for headings."""
    used = {citation.passage.passage_id for citation in citations}
    titles = [h.passage.section_title for h in state.hits if h.passage.kind == "fiche" and h.passage.passage_id not in used]
    return tuple(dict.fromkeys(titles))[:_SUGGESTIONS]


def _build(state: _State, status: Status, suggestions: tuple[str, ...]) -> Answer:
    """Return an answer that has no sentence yet."""
    manifest = state.index.manifest
    total = (time.perf_counter() - state.started) * 1000
    return Answer(
        question=state.turns[-1],
        standalone_question=state.standalone,
        status=status,
        sentences=(),
        citations=(),
        message="",
        warnings=(),
        suggestions=suggestions,
        index=IndexState(manifest.generation, manifest.built_at, manifest.documents, manifest.passages, manifest.embedder),
        timings_ms={"retrieval": round(state.retrieval_ms, 2), "total": round(total, 2)},
    )
