"""From what is known of a question to the parts of its answer that are no sentence: status, warnings, suggestions."""

import time
from collections.abc import Sequence

from assistant.answer import Answer, Citation, IndexState, Sentence, Status
from assistant.extractive import extracts
from assistant.state import State
from assistant.texts import missing_articles, text_warnings
from assistant.validity import is_known_for, period_notice, warnings_of_basis, warnings_of_time

_SUGGESTIONS, _DETAILS = 3, 15


def lacking(state: State) -> tuple[str, ...]:
    """Say which part of the question the answer leaves open: the rule of that time, the text of that article."""
    best = state.extracts[0].passage
    if state.period and not state.is_about_texts and not is_known_for(best, state.period):
        return (period_notice(best, state.period),)
    return missing_articles(state.texts, [extract.passage for extract in state.extracts]) if state.is_about_texts else ()


def warnings_of(state: State, citations: Sequence[Citation]) -> tuple[str, ...]:
    """Say what is wrong with the texts named, which rules are of another time, which texts cited are no longer in force."""
    passages = [citation.passage for citation in citations]
    gone = warnings_of_basis(b for c in citations for b in c.basis)
    said = [*text_warnings(state.texts, gone), *warnings_of_time(passages, state.day)]
    if state.period and not state.is_about_texts and passages:
        said.append(period_notice(passages[0], state.period))
    return (*said, *gone)


def nearby(state: State, citations: Sequence[Citation]) -> tuple[str, ...]:
    """Offer the questions of sections found but not used; only sheets have questions for headings."""
    used = {citation.passage.passage_id for citation in citations}
    titles = [h.passage.section_title for h in state.hits if h.passage.kind == "fiche" and h.passage.passage_id not in used]
    return tuple(dict.fromkeys(titles))[:_SUGGESTIONS]


def build(state: State, status: Status, suggestions: tuple[str, ...]) -> Answer:
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
        situation=state.situation.words,
        timings_ms={"retrieval": round(state.retrieval_ms, 2), "total": round(total, 2)},
    )


def details_of(citations: Sequence[Citation]) -> tuple[Sentence, ...]:
    """Return the sentences of the passages cited that the answer left out, each with its passage's first number."""
    first: dict[str, Citation] = {}
    for citation in citations:
        first.setdefault(citation.passage.passage_id, citation)
    shown = {(c.passage.passage_id, c.start) for c in citations}
    left = [
        Sentence(extract.text, (citation.number,), "verbatim")
        for name, citation in first.items()
        for extract in extracts(citation.passage, {})
        if (name, extract.start) not in shown
    ]
    return tuple(left[:_DETAILS])
