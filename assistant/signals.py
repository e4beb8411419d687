"""What an answer about to be shown says of its own solidity."""

import math
from collections.abc import Sequence

from assistant.answer import Citation, Sentence
from assistant.calibration import Signals
from assistant.state import State
from index.french_tokens import terms
from index.hit import Hit

_SHEET = {"high": 1.0, "medium": 0.5, "low": 0.0}


def signals_of(state: State, sentences: Sequence[Sentence], citations: Sequence[Citation], *, is_partial: bool) -> Signals:
    """Return the signals of the answer that ``sentences`` and ``citations`` make to the question of ``state``."""
    held = {term for sentence in sentences for term in terms(sentence.text)}
    weights = {term: state.index.vocabulary.rarity(term) for term in terms(state.searched)}
    total = math.fsum(weights.values())
    evidence = state.evidence
    cited = [_SHEET.get(citation.passage.confidence or "high", 1.0) for citation in citations]
    return Signals(
        evidence=evidence.score if evidence else 1.0,
        lead=evidence.lead if evidence else 0.0,
        section_coverage=evidence.coverage if evidence else 1.0,
        answer_coverage=math.fsum(w for term, w in weights.items() if term in held) / total if total else 0.0,
        margin=state.hits[0].fused - state.hits[1].fused if len(state.hits) > 1 else 0.0,
        lexical_margin=_lexical_margin(state.hits),
        agreement=_agreement(state.hits),
        sheet_confidence=min(cited, default=1.0),
        words=math.log1p(len(weights)),
        is_about_texts=float(state.is_about_texts),
        is_follow_up=float(len(state.turns) > 1),
        asks_for_a_period=float(state.period is not None),
        is_partial=float(is_partial),
    )


def _lexical_margin(hits: Sequence[Hit]) -> float:
    """Return how far the first hit leads all others by words (-1..1); 0 without another one."""
    scores = [hit.lexical or 0.0 for hit in hits]
    return (scores[0] - max(scores[1:])) / max(scores) if len(scores) > 1 and max(scores) > 0 else 0.0


def _agreement(hits: Sequence[Hit]) -> float:
    if not hits:
        return 0.0
    by_meaning = max(hits, key=lambda hit: hit.dense or 0.0)
    by_words = max(hits, key=lambda hit: hit.lexical or 0.0)
    return ((by_meaning is hits[0]) + (by_words is hits[0])) / 2
