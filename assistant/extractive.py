"""Answers made of sentences taken as they stand from the passages found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answer import MAX_QUOTE
from assistant.settings import AssistantSettings
from corpus.passage import Passage
from corpus.sentences import sentence_spans
from index.french_tokens import terms
from index.hit import Hit

_RELEVANT = 0.6
_SECOND_PASSAGE = 0.62
"""A second passage speaks when its score is at least this share of the first one's."""


_ASIDE, _ASIDE_WEIGHT = "À ne pas confondre", 0.5
"""What is told of outdated versions holds many words of the question: it waits for what answers it."""


@dataclass(frozen=True, slots=True)
class Extract:
    """A sentence of a passage; ``start`` and ``end`` count from the beginning of the document."""

    passage: Passage
    start: int
    end: int
    text: str
    score: float
    position: int


def compose(question: str, hits: Sequence[Hit], rarity: Callable[[str], float], settings: AssistantSettings) -> list[Extract]:
    """Return the sentences of the answer in reading order, best passage first.

    A sheet's section opens with its direct answer, which always comes first. Other sentences come in by the share of the
    question's words they hold, until the answer has its length.
    """
    if not hits:
        return []
    weights = {term: rarity(term) for term in terms(question)}
    chosen: list[Extract] = []
    words = 0
    for hit in _speaking(hits):
        sentences = extracts(hit.passage, weights)
        if not sentences:
            continue
        first = _first(hit.passage, sentences)
        others = _others(hit.passage, sentences, first)
        for sentence in [first, *others][: settings.max_sentences]:
            length = len(sentence.text.split())
            full = len(chosen) >= settings.max_sentences or words + length > settings.max_words
            if chosen and (full or (sentence is not first and hit is not hits[0] and sentence.score <= 0)):
                continue
            chosen.append(sentence)
            words += length
            if hit is not hits[0]:
                break
    order = {hit.passage.passage_id: hit.rank for hit in hits}
    return sorted(chosen, key=lambda s: (order[s.passage.passage_id], s.position))


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
    if best.fused <= 0:
        return [best]
    return [best, *(hit for hit in hits[1:3] if hit.fused >= _SECOND_PASSAGE * best.fused)]


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
        if text.startswith(_ASIDE):
            score *= _ASIDE_WEIGHT
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
