"""Several questions of one message, answered one by one in one answer."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation, Sentence, Status, renumbered
from assistant.settings import AssistantSettings

_LONGEST_HEADING = 80
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


def together(answers: Sequence[Answer]) -> Answer:
    """Return one answer for the questions of one message, in their order, each under its own words.

    What was said for one question is not said again for the next. A question without an answer makes the whole ``partial``,
    with a warning that names it; without any answer the refusals speak.
    """
    if len(answers) == 1:
        return answers[0]
    shown = [answer for answer in answers if answer.sentences]
    standalone = " ".join(answer.standalone_question for answer in answers)
    if not shown:
        return replace(answers[0], standalone_question=standalone, message=" ".join(dict.fromkeys(a.message for a in answers)))
    sentences, citations = _joined(shown)
    silent = [_unanswered(answer) for answer in answers if not answer.sentences]
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
        suggestions=tuple(dict.fromkeys(s for answer in answers for s in answer.suggestions))[: len(shown[0].suggestions) or 3],
        confidence=min(known) if known else None,
        details=tuple(d for answer in shown for d in answer.details),
        timings_ms={name: round(sum(a.timings_ms[name] for a in answers), 2) for name in answers[0].timings_ms},
    )


def _joined(answers: Sequence[Answer]) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """Return the sentences of all answers, numbered anew, the first of each under a heading."""
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    said: set[str] = set()
    for answer in answers:
        shift = len(citations)
        fresh = [s for s in answer.sentences if s.text not in said]
        said |= {s.text for s in fresh}
        for place, sentence in enumerate(fresh):
            lead = sentence.lead if place else f"\n\n#### {heading(answer.standalone_question)}\n"
            sentences.append(replace(sentence, lead=lead, citations=tuple(n + shift for n in sentence.citations)))
        citations += [replace(c, number=c.number + shift) for c in answer.citations]
    return renumbered(sentences, citations)


def heading(question: str) -> str:
    """Return ``question`` as a heading of at most ``_LONGEST_HEADING`` characters, its end kept: there stands what is asked."""
    words, kept = question.split(), ""
    for word in reversed(words):
        if len(word) + 1 + len(kept) > _LONGEST_HEADING - 2:
            return f"… {kept}"
        kept = f"{word} {kept}".strip()
    return kept


def _unanswered(answer: Answer) -> str:
    return f"Sans réponse dans mes documents : « {answer.standalone_question} » {answer.message}"
