"""The way of a question, as LangChain runnables."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableBranch, RunnableLambda

from assistant.answer import Answer, Citation, IndexState, Sentence, Status, renumbered
from assistant.errors import AssistantError
from assistant.evidence import Evidence, weigh
from assistant.extractive import Extract, compose
from assistant.period import Period, asked_period, asks_for_former_rule
from assistant.precedence import glossary_in_its_place, own_documents_first
from assistant.query_rewriter import standalone_question
from assistant.question import clean_question
from assistant.refusal import out_of_scope_message, refusal_message
from assistant.settings import AssistantSettings
from assistant.small_talk import REPLY, is_small_talk
from assistant.text_extracts import compose_texts, status_extracts
from assistant.texts import AskedText, TextShelf, asked_texts, hits_of_texts, missing_articles, resting_first, text_warnings
from assistant.validity import (
    former_first,
    is_known_for,
    period_notice,
    rule_of_the_time,
    warnings_of_basis,
    warnings_of_time,
    without_former_rules,
)
from assistant.verification import is_consistent, keep_supported
from corpus.document import Basis
from corpus.passage import Passage
from corpus.references.parser import find_code
from corpus.references.value import LegalReference
from index.hit import Hit
from index.manifest import IndexManifest
from index.neighbour_index import NOT_FOREIGN, Foreignness

_SUGGESTIONS = 3
_SECOND_LOOK = 5
"""Hits among which one may pass the first for resting on the text, or being the former rule, that the question names."""


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
    """What is known of a question so far; ``day`` is today, ``period`` the past days it asks about."""

    turns: tuple[str, ...]
    started: float
    index: ReadableIndex
    day: str
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


class AnswerChain:
    """Answers questions from the passages that ``retriever`` finds; ``today`` gives the day the law is read on."""

    def __init__(
        self,
        retriever: BaseRetriever,
        open_index: Callable[[], ReadableIndex],
        load_shelf: Callable[[], TextShelf],
        settings: AssistantSettings,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._retriever = retriever
        self._open_index = open_index
        self._load_shelf = load_shelf
        self._settings = settings
        self._today = today
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

    @property
    def _shelf(self) -> TextShelf:
        return self._load_shelf()

    def _understand(self, turns: Sequence[str]) -> _State:
        started, today = time.perf_counter(), self._today()
        question = clean_question(turns[-1])
        earlier = [cleaned for turn in turns[:-1] if (cleaned := _clean_or_none(turn))]
        state = _State((*earlier, question), started, self._open_index(), today.isoformat())
        standalone = standalone_question(state.turns)
        period = asked_period(standalone, today)
        timeless = standalone[: period.at[0]] + standalone[period.at[1] :] if period else standalone
        return replace(
            state,
            standalone=standalone,
            searched=state.index.correct(timeless),
            period=period,
            texts=tuple(asked_texts(standalone, self._shelf.register, state.day)),
        )

    def _retrieve(self, state: _State) -> _State:
        started = time.perf_counter()
        found = self._retriever.invoke(state.searched)
        ranked = [document.metadata["hit"] for document in found]
        if state.is_about_texts:
            hits = tuple(hits_of_texts(state.texts, self._shelf, ranked))
        else:
            ranked = glossary_in_its_place(state.searched, ranked)
            hits = own_documents_first(state.searched, ranked, state.index.vocabulary.rarity)
            hits = resting_first(state.searched, hits, state.texts, _SECOND_LOOK) if state.texts else hits
        return replace(state, hits=hits, retrieval_ms=(time.perf_counter() - started) * 1000)

    def _in_time(self, state: _State, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """Put the rule of the period asked for in front; leave out rules that are over when none is asked for."""
        if state.period:
            former = self._shelf.former_rules(hits[0].passage.document_id) if hits else []
            return rule_of_the_time(state.searched, hits, state.period, former, state.index.vocabulary.rarity)
        if asks_for_former_rule(state.standalone):
            return former_first(hits, state.day, _SECOND_LOOK)
        return without_former_rules(hits, state.day)

    def _weigh(self, state: _State) -> _State:
        if state.is_about_texts:
            article = state.texts[0].checked.found.reference.article
            return replace(state, extracts=tuple(compose_texts(state.hits, article, self._settings)))
        vocabulary = state.index.vocabulary
        foreignness = state.index.foreignness(state.searched)
        state = replace(state, foreignness=foreignness)
        evidence = weigh(state.searched, state.hits, foreignness, vocabulary.rarity)
        if evidence.score < self._settings.min_evidence:
            return replace(state, evidence=evidence)
        state = replace(state, hits=self._in_time(state, state.hits))
        extracts = compose(state.searched, state.hits, vocabulary.rarity, self._settings)
        extracts += status_extracts(extracts, self._shelf, state.day)
        return replace(state, evidence=evidence, extracts=tuple(extracts))

    def _answer(self, state: _State) -> Answer:
        citations = tuple(self._citation(state, number, extract) for number, extract in enumerate(state.extracts, start=1))
        drafts = [Sentence(e.text, (number,), "unsupported") for number, e in enumerate(state.extracts, start=1)]
        sentences = tuple(keep_supported(drafts, citations))
        if not sentences:
            return self._refuse(state)
        cited = {number for sentence in sentences for number in sentence.citations}
        citations = tuple(c for c in citations if c.number in cited and is_consistent(c))
        sentences, citations = renumbered(sentences, citations)
        lacking = _lacking(state)
        status: Status = "partial" if lacking else "answered"
        return replace(
            _build(state, status, _nearby(state, citations)),
            sentences=sentences,
            citations=citations,
            warnings=tuple(dict.fromkeys((*lacking, *_warnings(state, citations)))),
        )

    def _refuse(self, state: _State) -> Answer:
        foreign = state.evidence is not None and state.evidence.is_foreign
        answer = _build(state, "out_of_scope" if foreign else "unanswered", _nearby(state, ()))
        if foreign:
            return replace(answer, message=out_of_scope_message(state.foreignness.label, state.foreignness.redirect))
        message = refusal_message(state.hits[0].passage.theme if state.hits else None)
        return replace(answer, message=message, warnings=text_warnings(state.texts))

    def _chat(self, state: _State) -> Answer:
        return replace(_build(state, "smalltalk", ()), message=REPLY)

    def _citation(self, state: _State, number: int, extract: Extract) -> Citation:
        passage = extract.passage
        basis = tuple(self._shelf.register.basis_on(basis, state.day) for basis in passage.basis)
        return Citation(number, passage, extract.start, extract.end, extract.text, basis or self._own_basis(passage, state.day))

    def _own_basis(self, passage: Passage, day: str) -> tuple[Basis, ...]:
        """Return an added article as its own basis; the register says whether it is in force."""
        code = find_code(passage.document_title)
        if not passage.article or not code:
            return ()
        reference = LegalReference("code", article=passage.article, code=code)
        label = f"{code}, {passage.section_title[:1].lower()}{passage.section_title[1:]}"
        basis = self._shelf.register.basis_of(reference, label, day)
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


def _lacking(state: _State) -> tuple[str, ...]:
    """Say which part of the question the answer leaves open: the rule of that time, the text of that article."""
    best = state.extracts[0].passage
    if state.period and not state.is_about_texts and not is_known_for(best, state.period):
        return (period_notice(best, state.period),)
    return missing_articles(state.texts, [extract.passage for extract in state.extracts]) if state.is_about_texts else ()


def _warnings(state: _State, citations: Sequence[Citation]) -> tuple[str, ...]:
    """Say what is wrong with the texts named, which rules are of another time, which texts cited are no longer in force."""
    passages = [citation.passage for citation in citations]
    gone = warnings_of_basis(b for c in citations for b in c.basis)
    said = [*text_warnings(state.texts, gone), *warnings_of_time(passages, state.day)]
    if state.period and not state.is_about_texts and passages:
        said.append(period_notice(passages[0], state.period))
    return (*said, *gone)


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
