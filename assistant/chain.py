"""The way of a question, as LangChain runnables."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableBranch, RunnableConfig, RunnableLambda

from assistant.answer import Answer, Sentence, Status, renumbered
from assistant.assignment import assignment_of
from assistant.calibration import confidence_of
from assistant.citing import citation_of
from assistant.contacts import contact_step
from assistant.errors import AssistantError
from assistant.evidence import weigh
from assistant.extractive import Case, Extract, compose
from assistant.outcome import build, details_of, lacking, nearby, warnings_of
from assistant.period import asked_period, asks_for_former_rule
from assistant.precedence import glossary_in_its_place, joined, own_documents_first
from assistant.query_rewriter import AskedQuestion, standalone_questions
from assistant.question import clean_question
from assistant.refusal import out_of_scope_message, refusal_message
from assistant.settings import AssistantSettings
from assistant.several import shared_among, together
from assistant.signals import signals_of
from assistant.situation import asked_about, situation_of
from assistant.small_talk import REPLY, is_small_talk
from assistant.state import ReadableIndex, State
from assistant.text_extracts import compose_texts, status_extracts
from assistant.texts import TextShelf, asked_texts, hits_of_texts, resting_first, text_warnings
from assistant.validity import (
    former_first,
    rule_of_the_time,
    without_former_rules,
)
from assistant.verification import is_consistent, keep_supported
from assistant.weighing import with_evidence
from assistant.writing import AS_USUAL, Order, Writer, WrittenSentence, as_extracted, unheard
from corpus.normalize import stored_form
from index.french_tokens import terms
from index.hit import Hit

_SURE, _SAME_QUESTION, _NAMES_A_SUBJECT = 0.8, 0.95, 3.4
"""A short question inside a conversation begins a subject of its own from this evidence, with this cosine to a question that a
sheet answers, or with a word of this rarity: one passage in thirty holds it."""
_DEEP, _IN_THE_PAST = 20, 60
"""Hits looked at; the first ones answer, the others may say whom to ask. The rule of another time stands farther down."""
_SECOND_LOOK = 5
"""Hits among which one may pass the first for resting on the text, or being the former rule, that the question names."""


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
        self._writer: Writer | None = None
        found = RunnableLambda(self._retrieve) | RunnableLambda(self._weigh) | RunnableLambda(self._write)
        one = found | RunnableLambda(self._answer_one)
        # one after the other: the engine that embeds questions is slower when threads share it
        each: Runnable[Any, Any] = RunnableLambda(lambda states: [one.invoke(state) for state in states])
        answering = RunnableLambda(self._take_apart) | each | RunnableLambda(together)
        self.runnable: Runnable[Any, Answer] = RunnableLambda(self._begin) | RunnableBranch(
            (_is_small_talk, RunnableLambda(self._chat)), answering
        )

    def write_with(self, writer: Writer | None) -> "AnswerChain":
        """Let ``writer`` put today's answers into words, where there is one; return this chain."""
        self._writer = writer
        return self

    def answer(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        consent: bool = False,
        tell: Callable[[WrittenSentence], None] = unheard,
    ) -> Answer:
        """Answer ``question``, asked after the person's earlier messages ``history``.

        A writer may send masked text to a remote model only with ``consent``; ``tell`` hears each sentence once it is checked.

        Raises:
            EmptyQuestion, QuestionTooLong: see ``clean_question``.
            IndexMissing, IndexDamaged, IndexMismatch: see ``HybridRetriever.index``.

        """
        return self.runnable.invoke([*history, question], {"configurable": {"order": Order(consent, tell)}})

    @property
    def _shelf(self) -> TextShelf:
        return self._load_shelf()

    def _begin(self, turns: Sequence[str], config: RunnableConfig) -> State:
        question = clean_question(turns[-1])
        earlier = [cleaned for turn in turns[:-1] if (cleaned := _clean_or_none(turn))]
        return State(
            turns=(*earlier, question),
            spoken=tuple(stored_form(turn) for turn in turns if _clean_or_none(turn)),
            started=time.perf_counter(),
            index=self._open_index(),
            day=self._today().isoformat(),
            room=self._settings,
            asked=AskedQuestion(question, question),
            order=config.get("configurable", {}).get("order", AS_USUAL),
        )

    def _take_apart(self, state: State) -> list[State]:
        """Return one state for each question of the last message."""
        questions = standalone_questions(state.spoken, lambda question: self._is_answered_alone(state, question))
        if len(questions) > 1:  # headings come between: no sentence can be told before all are known
            state = replace(state, order=Order(state.order.consent))
        elif self._writer and questions[0].leans:
            rewritten = self._writer.rewrite(state.turns, questions[0].standalone, state.order)
            questions = [replace(questions[0], standalone=rewritten)]
        situation = situation_of(state.turns)
        room = shared_among(len(questions), state.room)
        return [
            self._understood(replace(state, asked=q, situation=asked_about(situation, q.own), room=room)) for q in questions
        ]

    def _is_answered_alone(self, state: State, question: str) -> bool:
        """Tell whether a short ``question`` names a subject of its own, or is nearly one that a sheet answers."""
        state = self._retrieve(replace(state, searched=state.index.correct(question)))
        rarity = state.index.vocabulary.rarity
        names_subject = any(rarity(term) >= _NAMES_A_SUBJECT for term in terms(state.searched))
        if not names_subject and all((hit.dense or 0.0) < _SAME_QUESTION for hit in state.hits):
            return False
        return weigh(state.searched, state.hits, state.index.foreignness(state.searched), rarity).score >= _SURE

    def _understood(self, state: State) -> State:
        standalone, today = state.standalone, self._today()
        period = asked_period(state.asked.own, today, " ".join(state.turns[:-1])) or asked_period(standalone, today)
        return replace(
            state,
            searched=state.index.correct(period.out_of(standalone) if period else standalone),
            period=period,
            texts=tuple(asked_texts(standalone, self._shelf.register, state.day)),
        )

    def _retrieve(self, state: State) -> State:
        started = time.perf_counter()
        depth = _DEEP if state.period is None else _IN_THE_PAST
        deep = joined([(self._search(text, depth), weight) for text, weight in state.searches])
        ranked = deep[: self._settings.hits]
        if state.is_about_texts:
            hits = tuple(hits_of_texts(state.texts, self._shelf, ranked))
        else:
            ranked = glossary_in_its_place(state.searched, ranked)
            hits = own_documents_first(state.searched, ranked, state.index.vocabulary.rarity)
            hits = resting_first(state.searched, hits, state.texts, _SECOND_LOOK) if state.texts else hits
        return replace(state, hits=hits, deep=tuple(deep), retrieval_ms=(time.perf_counter() - started) * 1000)

    def _search(self, query: str, depth: int) -> list[Hit]:
        found = self._retriever.invoke(query, k=depth)
        return [document.metadata["hit"] for document in found]

    def _in_time(self, state: State, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """Put the rule of the period asked for in front; leave out rules that are over when none is asked for."""
        if state.period:
            return rule_of_the_time(state.searched, hits, state.deep, state.period, state.index.vocabulary.rarity)
        if asks_for_former_rule(state.standalone):
            return former_first(hits, state.day, _SECOND_LOOK)
        return without_former_rules(hits, state.day)

    def _weigh(self, state: State) -> State:
        if state.is_about_texts:
            article = state.texts[0].checked.found.reference.article
            return replace(state, extracts=tuple(compose_texts(state.hits, article, state.room)))
        state = with_evidence(state)
        if state.evidence is None or state.evidence.score < self._settings.min_evidence:
            return state
        vocabulary = state.index.vocabulary
        state = replace(state, hits=self._in_time(state, state.hits))
        asked = state.index.correct(state.asked.own) if state.asked.after else state.searched
        extracts = compose(asked, state.hits, vocabulary.rarity, state.room, Case(state.situation, state.period))
        if not state.period:
            extracts += contact_step(extracts, (*state.hits[:1], *state.deep), state.room)
        extracts += status_extracts(extracts, self._shelf, state.day)
        return replace(state, extracts=tuple(extracts))

    def _answer_one(self, state: State) -> tuple[AskedQuestion, Answer]:
        return state.asked, self._answer(state)

    def _write(self, state: State) -> State:
        """Let the writer answer where there is one and the question allows it; elsewhere the extracts are the answer."""
        assignment = assignment_of(state) if self._writer else None
        if self._writer is None or assignment is None:
            return replace(state, written=as_extracted(state.extracts))
        return replace(state, written=self._writer.write(assignment, state.order))

    def _answer(self, state: State) -> Answer:
        quotes = {_place(quote): quote for sentence in state.written.sentences for quote in sentence.quotes}
        number = {place: n for n, place in enumerate(quotes, start=1)}
        citations = tuple(citation_of(self._shelf.register, state.day, number[place], quote) for place, quote in quotes.items())
        drafts = [
            Sentence(s.text, tuple(number[_place(quote)] for quote in s.quotes), "unsupported", s.lead)
            for s in state.written.sentences
        ]
        sentences = tuple(keep_supported(drafts, citations))
        if not sentences:
            return self._refuse(state)
        cited = {number for sentence in sentences for number in sentence.citations}
        citations = tuple(c for c in citations if c.number in cited and is_consistent(c))
        sentences, citations = renumbered(sentences, citations)
        open_parts = lacking(state)
        status: Status = "partial" if open_parts else "answered"
        return replace(
            build(state, status, nearby(state, citations)),
            sentences=sentences,
            citations=citations,
            details=details_of(citations),
            warnings=tuple(dict.fromkeys((*open_parts, *state.written.notices, *warnings_of(state, citations)))),
            confidence=confidence_of(signals_of(state, sentences, citations, is_partial=bool(open_parts))),
        )

    def _refuse(self, state: State) -> Answer:
        foreign = state.evidence is not None and state.evidence.is_foreign
        answer = build(state, "out_of_scope" if foreign else "unanswered", nearby(state, ()))
        if foreign:
            return replace(answer, message=out_of_scope_message(state.foreignness.label, state.foreignness.redirect))
        message = refusal_message(state.hits[0].passage.theme if state.hits else None)
        return replace(answer, message=message, warnings=text_warnings(state.texts))

    def _chat(self, state: State) -> Answer:
        return replace(build(state, "smalltalk", ()), message=REPLY)


def _place(quote: Extract) -> tuple[str, int, int]:
    """Return what tells one quote from another."""
    return quote.passage.passage_id, quote.start, quote.end


def _is_small_talk(state: State) -> bool:
    return is_small_talk(state.turns[-1])


def _clean_or_none(turn: str) -> str | None:
    """Return an earlier message made safe, None when there is nothing in it to search with."""
    try:
        cleaned = clean_question(turn)
    except AssistantError:
        return None
    return cleaned if any(c.isalnum() for c in cleaned) else None
