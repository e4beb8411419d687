"""From rankings and times to the two tables of the report."""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import ir_measures
import numpy as np
from ir_measures import Success, nDCG

from benchmarks.peers.exchange import Question

MEASURES = {"hit@1": Success @ 1, "hit@5": Success @ 5, "ndcg@10": nDCG @ 10}
_RESAMPLES, _SEED = 2_000, 20_261_122
_NOTICEABLE = 1.05
"""Below this ratio two times, or two sizes, are called equal."""

Scores = dict[str, dict[str, float]]
"""By measure, the value of each question."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of clock and processor to index, seconds to open, milliseconds of a question, resident bytes at the peak.

    ``load``: how busy the machine was while indexing, as the system's one-minute average.
    """

    indexing: float
    processor: float
    opening: float
    milliseconds: float
    indexing_peak: int
    asking_peak: int
    load: float


@dataclass(frozen=True, slots=True)
class Row:
    """One way of searching with what it found and what it took. ``is_ours``: the one that the others are held against."""

    label: str
    scores: Scores
    cost: Cost
    is_ours: bool = False

    def mean(self, measure: str) -> float:
        """Return the mean of ``measure`` over the questions."""
        return statistics.fmean(self.scores[measure].values())


def score(questions: Sequence[Question], rankings: Mapping[str, Sequence[str]]) -> Scores:
    """Return each measure of each question; every relevant passage counts, found or not."""
    qrels = [ir_measures.Qrel(q.question_id, identifier, 1) for q in questions for identifier in q.relevant]
    run = [
        ir_measures.ScoredDoc(name, identifier, -float(rank))
        for name, ranking in rankings.items()
        for rank, identifier in enumerate(ranking, start=1)
    ]
    names = {measure: name for name, measure in MEASURES.items()}
    scores: Scores = {name: {q.question_id: 0.0 for q in questions} for name in MEASURES}
    for metric in ir_measures.iter_calc(list(names), qrels, run):
        scores[names[metric.measure]][metric.query_id] = float(metric.value)
    return scores


def lead(ours: Row, other: Row, measure: str) -> tuple[float, float, float]:
    """Return by how much ``ours`` is ahead, and the 95 % interval of that, over resamples of the questions."""
    first, second = ours.scores[measure], other.scores[measure]
    gaps = np.array([first[name] - second[name] for name in first])
    draws = np.random.default_rng(_SEED).integers(len(gaps), size=(_RESAMPLES, len(gaps)))
    low, high = np.percentile(gaps[draws].mean(axis=1), (2.5, 97.5))
    return float(gaps.mean()), float(low), float(high)


def weaknesses(rows: Sequence[Row]) -> Iterator[str]:
    """Yield, in French, each point on which our row is behind another."""
    ours = next(row for row in rows if row.is_ours)
    for other in (row for row in rows if not row.is_ours):
        for measure in MEASURES:
            gap = other.mean(measure) - ours.mean(measure)
            if gap > 0:
                yield f"{other.label} : {measure} plus haut de {_number(100 * gap)} points"
        for words, name in (
            ("indexe", "indexing"),
            ("s’ouvre", "opening"),
            ("répond", "milliseconds"),
        ):
            ratio = getattr(ours.cost, name) / getattr(other.cost, name)
            if ratio > _NOTICEABLE:
                yield f"{other.label} : {words} {_number(ratio)} fois plus vite"
        for words, name in (("à l’indexation", "indexing_peak"), ("au service", "asking_peak")):
            ratio = getattr(ours.cost, name) / getattr(other.cost, name)
            if ratio > _NOTICEABLE:
                yield f"{other.label} : {_number(ratio)} fois moins de mémoire {words}"


def to_markdown(rows: Sequence[Row]) -> str:
    """Return the report: first where we are behind, then quality, then cost; times also over the first row's."""
    behind = [f"- {sentence}." for sentence in weaknesses(rows)] or ["- Nulle part dans ce passage."]
    parts = [
        "Où l’assistant est moins bon",
        "",
        *behind,
        "",
        *_quality(rows),
        "",
        *_costs(rows),
    ]
    return "\n".join(parts)


def _quality(rows: Sequence[Row]) -> Iterator[str]:
    ours = next(row for row in rows if row.is_ours)
    yield "| Recherche | hit@1 | hit@5 | nDCG@10 | Avance de l’assistant, hit@1 | Avance, nDCG@10 |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for row in rows:
        found = " | ".join(f"{_number(100 * row.mean(measure))} %" for measure in MEASURES)
        leads = ["" if row.is_ours else _interval(lead(ours, row, measure)) for measure in ("hit@1", "ndcg@10")]
        yield f"| {row.label} | {found} | {leads[0]} | {leads[1]} |"


def _interval(gap: tuple[float, float, float]) -> str:
    middle, low, high = (f"{100 * value:+.1f}".replace(".", ",").replace("-", "−") for value in gap)
    return f"{middle} [{low} ; {high}]"


def _costs(rows: Sequence[Row]) -> Iterator[str]:
    first = rows[0].cost
    yield (
        "| Recherche | Indexer (s) | rapport | Processeur (s) | Question (ms) | rapport | Ouvrir (s) | "
        "Mémoire, indexer (Mio) | Mémoire, servir (Mio) | Charge |"
    )
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for row in rows:
        c = row.cost
        cells = [
            _number(c.indexing),
            _number(c.indexing / first.indexing, 2),
            _number(c.processor),
            _number(c.milliseconds),
            _number(c.milliseconds / first.milliseconds, 2),
            _number(c.opening),
            f"{c.indexing_peak / 2**20:.0f}",
            f"{c.asking_peak / 2**20:.0f}",
            _number(c.load),
        ]
        yield f"| {row.label} | {' | '.join(cells)} |"


def _number(value: float, digits: int = 1) -> str:
    return f"{value:.{digits}f}".replace(".", ",")
