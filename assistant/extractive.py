"""Answers made of sentences taken as they stand from the passages found."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.answer import MAX_QUOTE
from assistant.dated import speaks_of
from assistant.intent import asked_for, gives, is_step
from assistant.period import Period
from assistant.premise import ASIDE, corrects
from assistant.settings import AssistantSettings
from assistant.situation import NOTHING_SAID, Situation, fits
from corpus.passage import Passage
from corpus.sentences import sentence_spans
from index.french_tokens import terms
from index.hit import Hit

_RELEVANT = 0.6
_CLOSE, _OTHERS = 2.5, 2
"""Other passages speak, at most two, when their score is less than this below the first one's. Scores are log-likelihoods: such
a passage is at least a twelfth as likely as the first to be the right one (chosen on the tune part: from 1.5 to 2.5, seven
more of 582 questions get what they ask for)."""

_ASIDE_WEIGHT = 0.5
"""What is told of outdated versions holds many words of the question: it waits for what answers it."""
_GIVES_WHAT_IS_ASKED, _FITS_THE_SITUATION, _SPEAKS_OF_THE_TIME = 0.25, 0.5, 0.5
"""What a sentence gains, beside its share of the question's words (0..1), by giving the kind of thing asked for, by speaking
of the person's own case (one that speaks of another case loses as much), and by speaking of the days asked about."""


Part = Literal["correction", "rule", "aside", "step"]
_PARTS: tuple[Part, ...] = ("correction", "rule", "aside", "step")


@dataclass(frozen=True, slots=True)
class Extract:
    """A sentence of a passage; ``start`` and ``end`` count from the beginning of the document.

    ``part`` is what it does in an answer: correct a belief, tell a rule, tell a version to beware of, say what to do.
    """

    passage: Passage
    start: int
    end: int
    text: str
    score: float
    position: int
    part: Part = "rule"


@dataclass(frozen=True, slots=True)
class Case:
    """What the person says of themselves, and the past days they ask about."""

    situation: Situation = NOTHING_SAID
    period: Period | None = None


USUAL_CASE = Case()


def compose(
    question: str,
    hits: Sequence[Hit],
    rarity: Callable[[str], float],
    settings: AssistantSettings,
    case: Case = USUAL_CASE,
) -> list[Extract]:
    """Return the sentences of the answer in reading order: a belief corrected, the rule, what to do.

    A sheet's section opens with its direct answer, which always comes first among the rules. Other sentences come in by the
    share of the question's words they hold, by giving the kind of thing asked for and by speaking of the person's case, until
    the answer has its length. One sentence that says what to do keeps its place among them.
    """
    if not hits:
        return []
    weights = {term: rarity(term) for term in terms(question)}
    wanted = asked_for(question)
    chosen = _Chosen(settings)
    best, *others = (
        [_for_the_person(sentence, wanted, case) for sentence in extracts(hit.passage, weights)] for hit in _speaking(hits)
    )
    openings = [_first(sentences[0].passage, sentences) for sentences in others if sentences]
    for sentence in _in_turn(question, best, openings, rarity):
        chosen.add(sentence)
    order = {hit.passage.passage_id: hit.rank for hit in hits}
    return sorted(chosen.extracts, key=lambda s: (_PARTS.index(s.part), order[s.passage.passage_id], s.position))


def _in_turn(
    question: str, best: Sequence[Extract], openings: Sequence[Extract], rarity: Callable[[str], float]
) -> Iterator[Extract]:
    """Yield the direct answer, a belief corrected, what other passages open with, a step, the others by their score."""
    if not best:
        return
    passage = best[0].passage
    first = _first(passage, best)
    yield replace(first, part="rule")  # even one that says what to do opens the answer
    place = corrects(question, [sentence.text for sentence in best], rarity)
    if place is not None and best[place] is not first:
        yield replace(best[place], part="correction")
    yield from openings
    others = [s for s in _others(passage, best, first) if place is None or s is not best[place]]
    step = next((s for s in others if s.part == "step"), None)
    if step:
        yield step
    yield from (sentence for sentence in others if sentence is not step)


class _Chosen:
    """Sentences taken in until the answer has its length; the first always is."""

    def __init__(self, settings: AssistantSettings) -> None:
        self._settings = settings
        self._words = 0
        self.extracts: list[Extract] = []

    def add(self, sentence: Extract) -> None:
        """Take ``sentence`` in, unless there is no room for it."""
        words = len(sentence.text.split())
        full = len(self.extracts) >= self._settings.max_sentences or self._words + words > self._settings.max_words
        if not self.extracts or not full:
            self.extracts.append(sentence)
            self._words += words


def _for_the_person(sentence: Extract, wanted: frozenset[str], case: Case) -> Extract:
    score = (
        sentence.score
        + _GIVES_WHAT_IS_ASKED * gives(sentence.text, wanted)
        + _FITS_THE_SITUATION * fits(sentence.text, case.situation)
        + (_SPEAKS_OF_THE_TIME * speaks_of(sentence.text, case.period) if case.period else 0.0)
    )
    if sentence.text.startswith(ASIDE):
        # asked about the past, what is told of outdated versions is the answer
        return replace(sentence, score=score + _SPEAKS_OF_THE_TIME if case.period else _ASIDE_WEIGHT * score, part="aside")
    return replace(sentence, score=score, part="step" if is_step(sentence.text) else "rule")


def _others(passage: Passage, sentences: Sequence[Extract], first: Extract) -> list[Extract]:
    """Return the sentences that may follow ``first``, best first.

    A sheet's section answers one question: all of it bears on it. Any other text speaks of several things: there a sentence
    must hold about as many of the question's words as the best one.
    """
    rest = sorted((s for s in sentences if s is not first), key=lambda s: (-s.score, s.position))
    if passage.kind == "fiche" or passage.article is not None:
        return rest
    return [s for s in rest if s.score > 0 and s.score >= _RELEVANT * first.score]


def _speaking(hits: Sequence[Hit]) -> list[Hit]:
    best = hits[0]
    if best.exact:
        return [hit for hit in hits if hit.exact]
    return [best, *(hit for hit in hits[1 : 1 + _OTHERS] if hit.fused > best.fused - _CLOSE)]


def extracts(passage: Passage, weights: dict[str, float]) -> list[Extract]:
    """Return the quotable sentences of ``passage`` with the share of the weighted question words each holds."""
    shift = passage.start
    body_start = passage.body_start - shift
    total = sum(weights.values()) or 1.0
    found: list[Extract] = []
    for position, (start, end) in enumerate(sentence_spans(passage.text, body_start)):
        end = _quotable_end(passage.text, start, end)
        text = passage.text[start:end]
        held = set(terms(text))
        score = sum(weight for term, weight in weights.items() if term in held) / total
        found.append(Extract(passage, start + shift, end + shift, text, score, position))
    return found


def _first(passage: Passage, sentences: Sequence[Extract]) -> Extract:
    if passage.kind == "fiche":
        return sentences[0]
    return max(sentences, key=lambda s: (s.score, -s.position)) if passage.article is None else sentences[0]


def _quotable_end(text: str, start: int, end: int) -> int:
    """Return where a quote of at most ``MAX_QUOTE`` characters ends: whole, or behind the last clause that fits."""
    if end - start <= MAX_QUOTE:
        return end
    limit = start + MAX_QUOTE
    for mark in (" ; ", "; ", ", ", " "):
        cut = text.rfind(mark, start + MAX_QUOTE // 2, limit)
        if cut > 0:
            return cut + len(mark.rstrip())
    return limit
