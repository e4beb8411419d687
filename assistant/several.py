"""Several questions of one message, answered one by one in one answer."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation, Sentence, Status, renumbered
from assistant.outcome import details_of
from assistant.query_rewriter import AskedQuestion
from assistant.settings import AssistantSettings

_LONGEST_HEADING = 80
_MARKS = re.compile(r"[\[\]#*`<>|\\_]")
_ROOM_EACH = (1.0, 0.65, 0.5)
"""Share of an answer's usual length that each of one, two or three questions may take."""


def shared_among(questions: int, settings: AssistantSettings) -> AssistantSettings:
    """Return ``settings`` with the room that each of ``questions`` (from 1) has."""
    share = _ROOM_EACH[min(questions, len(_ROOM_EACH)) - 1]
    return replace(
        settings,
        max_words=round(settings.max_words * share),
        max_sentences=max(2, round(settings.max_sentences * share)),
    )


def together(parts: Sequence[tuple[AskedQuestion, Answer]]) -> Answer:
    """Return one answer for the questions of one message, in their order, each under its own words.

    What was said for one question is not said again for the next. A question without an answer makes the whole ``partial``,
    with a warning that names it; without any answer the refusals speak.
    """
    answers = [answer for _, answer in parts]
    if len(answers) == 1:
        return answers[0]
    standalone = " ".join((parts[0][0].standalone, *(asked.own for asked, _ in parts[1:])))
    shown = [answer for answer in answers if answer.sentences]
    if not shown:
        message = " ".join(dict.fromkeys(answer.message for answer in answers))
        return replace(answers[0], standalone_question=standalone, message=message)
    sentences, citations = _joined([(asked.own, answer) for asked, answer in parts if answer.sentences])
    silent = [_unanswered(asked.own, answer) for asked, answer in parts if not answer.sentences]
    said = [warning for answer in shown for warning in answer.warnings]
    status: Status = "partial" if silent or any(a.status == "partial" for a in shown) else "answered"
    known = [answer.confidence for answer in shown if answer.confidence is not None]
    return replace(
        shown[0],
        standalone_question=standalone,
        status=status,
        sentences=sentences,
        citations=citations,
        warnings=tuple(dict.fromkeys((*silent, *said))),
        suggestions=tuple(dict.fromkeys(s for a in shown for s in a.suggestions))[: len(shown[0].suggestions)],
        confidence=min(known) if known else None,
        details=details_of(citations),
        timings_ms={
            "retrieval": round(sum(a.timings_ms["retrieval"] for a in answers), 2),
            "total": max(a.timings_ms["total"] for a in answers),
        },
    )


def _joined(parts: Sequence[tuple[str, Answer]]) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """Return the sentences of all answers, numbered anew, under the question of each when more than one has its own to say."""
    groups: list[tuple[str, list[Sentence]]] = []
    citations: list[Citation] = []
    said: set[str] = set()
    for question, answer in parts:
        shift = len(citations)
        fresh = [replace(s, citations=tuple(n + shift for n in s.citations)) for s in answer.sentences if s.text not in said]
        citations += [replace(c, number=c.number + shift) for c in answer.citations]
        said |= {sentence.text for sentence in fresh}
        if fresh:
            groups.append((question, fresh))
    if len(groups) > 1:
        for question, fresh in groups:
            fresh[0] = replace(fresh[0], lead=f"\n\n#### {heading(question)}\n")
    return renumbered([sentence for _, fresh in groups for sentence in fresh], citations)


def heading(question: str) -> str:
    """Return ``question`` as a heading of at most ``_LONGEST_HEADING`` characters, its end kept: there stands what is asked."""
    words, kept = _MARKS.sub("", question).split(), ""
    for word in reversed(words):
        if len(word) + 1 + len(kept) > _LONGEST_HEADING - 2:
            return f"… {kept}"
        kept = f"{word} {kept}".strip()
    return kept


def _unanswered(question: str, answer: Answer) -> str:
    return f"Sans réponse dans mes documents : « {question} » {answer.message}"
