"""The way of a question, as LangChain runnables."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableBranch, RunnableLambda

from assistant.answer import Answer, Citation, Sentence, Status, renumbered
from assistant.errors import AssistantError
from assistant.evidence import weigh
from assistant.extractive import Extract, compose
from assistant.outcome import build, lacking, nearby, warnings_of
from assistant.period import asked_period, asks_for_former_rule
from assistant.precedence import glossary_in_its_place, own_documents_first
from assistant.query_rewriter import standalone_questions
from assistant.question import clean_question
from assistant.refusal import out_of_scope_message, refusal_message
from assistant.settings import AssistantSettings
from assistant.several import shared_among, together
from assistant.situation import situation_of
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
from corpus.document import Basis
from corpus.passage import Passage
from corpus.references.parser import find_code
from corpus.references.value import LegalReference
from index.french_tokens import terms
from index.hit import Hit

_SURE, _SAME_QUESTION, _NAMES_A_SUBJECT = 0.8, 0.95, 3.4
"""A short question inside a conversation begins a subject of its own from this evidence, with this cosine to a question that a
sheet answers, or with a word of this rarity: one passage in thirty holds it."""
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
        one = RunnableLambda(self._retrieve) | RunnableLambda(self._weigh) | RunnableLambda(self._answer)
        answering = RunnableLambda(self._take_apart) | one.map() | RunnableLambda(together)
        self.runnable: Runnable[Any, Answer] = RunnableLambda(self._begin) | RunnableBranch(
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

    def _begin(self, turns: Sequence[str]) -> State:
        question = clean_question(turns[-1])
        earlier = [cleaned for turn in turns[:-1] if (cleaned := _clean_or_none(turn))]
        return State(
            turns=(*earlier, question),
            started=time.perf_counter(),
            index=self._open_index(),
            day=self._today().isoformat(),
            room=self._settings,
            standalone=question,
        )

    def _take_apart(self, state: State) -> list[State]:
        """Return one state for each question of the last message."""
        questions = standalone_questions(state.turns, lambda question: self._is_answered_alone(state, question))
        situation = situation_of(state.turns)
        room = shared_among(len(questions), state.room)
        return [self._understood(replace(state, standalone=q, situation=situation, room=room)) for q in questions]

    def _is_answered_alone(self, state: State, question: str) -> bool:
        """Tell whether a short ``question`` names a subject of its own, or is nearly one that a sheet answers."""
        state = self._retrieve(replace(state, searched=state.index.correct(question)))
        rarity = state.index.vocabulary.rarity
        names_subject = any(rarity(term) >= _NAMES_A_SUBJECT for term in terms(state.searched))
        if not names_subject and all((hit.dense or 0.0) < _SAME_QUESTION for hit in state.hits):
            return False
        return weigh(state.searched, state.hits, state.index.foreignness(state.searched), rarity).score >= _SURE

    def _understood(self, state: State) -> State:
        standalone = state.standalone
        period = asked_period(standalone, self._today())
        timeless = standalone[: period.at[0]] + standalone[period.at[1] :] if period else standalone
        return replace(
            state,
            searched=state.index.correct(timeless),
            period=period,
            texts=tuple(asked_texts(standalone, self._shelf.register, state.day)),
        )

    def _retrieve(self, state: State) -> State:
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

    def _in_time(self, state: State, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """Put the rule of the period asked for in front; leave out rules that are over when none is asked for."""
        if state.period:
            former = self._shelf.former_rules(hits[0].passage.document_id) if hits else []
            return rule_of_the_time(state.searched, hits, state.period, former, state.index.vocabulary.rarity)
        if asks_for_former_rule(state.standalone):
            return former_first(hits, state.day, _SECOND_LOOK)
        return without_former_rules(hits, state.day)

    def _weigh(self, state: State) -> State:
        if state.is_about_texts:
            article = state.texts[0].checked.found.reference.article
            return replace(state, extracts=tuple(compose_texts(state.hits, article, state.room)))
        vocabulary = state.index.vocabulary
        foreignness = state.index.foreignness(state.searched)
        state = replace(state, foreignness=foreignness)
        evidence = weigh(state.searched, state.hits, foreignness, vocabulary.rarity)
        if evidence.score < self._settings.min_evidence:
            return replace(state, evidence=evidence)
        state = replace(state, hits=self._in_time(state, state.hits))
        extracts = compose(state.searched, state.hits, vocabulary.rarity, state.room)
        extracts += status_extracts(extracts, self._shelf, state.day)
        return replace(state, evidence=evidence, extracts=tuple(extracts))

    def _answer(self, state: State) -> Answer:
        citations = tuple(self._citation(state, number, extract) for number, extract in enumerate(state.extracts, start=1))
        drafts = [Sentence(e.text, (number,), "unsupported") for number, e in enumerate(state.extracts, start=1)]
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
            warnings=tuple(dict.fromkeys((*open_parts, *warnings_of(state, citations)))),
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

    def _citation(self, state: State, number: int, extract: Extract) -> Citation:
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


def _is_small_talk(state: State) -> bool:
    return is_small_talk(state.turns[-1])


def _clean_or_none(turn: str) -> str | None:
    """Return an earlier message made safe, None when there is nothing in it to search with."""
    try:
        cleaned = clean_question(turn)
    except AssistantError:
        return None
    return cleaned if any(c.isalnum() for c in cleaned) else None
