"""Figures of quality over judged questions, each with the interval that so few questions allow."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from assistant.citation_quality import citation_counts
from assistant.evaluation import Judged, ranking_values
from assistant.golden import GoldenKind
from assistant.reliability import Values, area_under_risk_coverage, brier_score, expected_calibration_error

RESAMPLES, SEED = 1000, 2026

Columns = Mapping[str, Values]
"""One value for each question under each name, shape (n,); NaN where the question has none."""
Measure = Callable[[Columns], float]
"""A figure from columns; NaN without any case."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and its 95 % interval by bootstrap over the questions."""

    value: float
    low: float
    high: float


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Return the figures of ``judged`` (see ``MEASURES``); a figure without any case is left out."""
    columns = columns_of(judged)
    found = {name: measure(columns) for name, measure in MEASURES.items()}
    return {name: round(value, 4) for name, value in found.items() if not math.isnan(value)}


def intervals(judged: Sequence[Judged]) -> dict[str, Figure]:
    """Return the figures with their intervals.

    Questions are drawn with replacement ``RESAMPLES`` times from a fixed seed. Drawing inflates a figure that counts distances,
    as the calibration error does: the percentiles are shifted by the mean difference between the draws and the figure.
    """
    found, columns = figures(judged), columns_of(judged)
    generator = np.random.default_rng(SEED)
    drawn: dict[str, list[float]] = {name: [] for name in found}
    for _ in range(RESAMPLES if found else 0):
        rows = generator.integers(0, len(judged), len(judged))
        resampled = {name: column[rows] for name, column in columns.items()}
        for name, values in drawn.items():
            value = MEASURES[name](resampled)
            if not math.isnan(value):
                values.append(value)
    return {name: _figure(name, found[name], values) for name, values in drawn.items()}


def _figure(name: str, value: float, drawn: Sequence[float]) -> Figure:
    shift = float(np.mean(drawn)) - value
    low, high = np.percentile(drawn, [2.5, 97.5]) - shift
    highest = math.inf if name in WORD_COUNTS else 1.0
    return Figure(value, round(max(0.0, float(low)), 4), round(min(highest, float(high)), 4))


def columns_of(judged: Sequence[Judged]) -> Columns:
    """Return what each question says of each measure."""
    ranking = ranking_values(judged)
    rows = [_row(j) | ranking.get(j.golden.question_id, {}) for j in judged]
    return {name: np.array([row.get(name, math.nan) for row in rows], dtype=np.float64) for name in _NAMES}


def _row(judged: Judged) -> dict[str, float]:
    answer, golden = judged.answer, judged.golden
    counts = citation_counts(answer)
    row = {
        f"right_{golden.kind}": float(judged.right),
        "citations": len(answer.citations),
        "exact": judged.exact_citations,
        "sentences": counts.sentences,
        "supported": counts.supported,
        "uses": counts.uses,
        "needed": counts.needed,
    }
    if golden.is_answerable:
        row |= {"found": float(judged.found), "silent": float(not judged.answered)}
    if golden.kind == "out_of_corpus":
        row["refused"] = float(judged.refused)
    if judged.answered:
        row["partial"] = float(answer.status == "partial")
    if judged.answered and golden.is_answerable:
        row["words"] = len(answer.text.split())
    if judged.answered and answer.confidence is not None:
        row |= {"confidence": answer.confidence, "right": float(judged.right)}
    return row


def _known(values: Values) -> Values:
    return values[~np.isnan(values)]


def _mean(name: str) -> Measure:
    def measure(columns: Columns) -> float:
        known = _known(columns[name])
        return float(known.mean()) if len(known) else math.nan

    return measure


def _ratio(part: str, whole: str) -> Measure:
    def measure(columns: Columns) -> float:
        total = columns[whole].sum()
        return float(columns[part].sum() / total) if total else math.nan

    return measure


def _percentile(name: str, percent: float) -> Measure:
    def measure(columns: Columns) -> float:
        known = _known(columns[name])
        return float(np.percentile(known, percent)) if len(known) else math.nan

    return measure


def _of_confidence(measure: Callable[[Values, Values], float]) -> Measure:
    return lambda columns: measure(_known(columns["confidence"]), _known(columns["right"]))


def _refusals(columns: Columns) -> tuple[float, float, float]:
    """Return the counts of due refusals, undue refusals, and refusals that were due and not made."""
    refused = _known(columns["refused"])
    return float(refused.sum()), float(_known(columns["silent"]).sum()), float((1 - refused).sum())


def _refusal_precision(columns: Columns) -> float:
    due, undue, _ = _refusals(columns)
    return due / (due + undue) if due + undue else math.nan


def _refusal_f1(columns: Columns) -> float:
    due, undue, missed = _refusals(columns)
    return 2 * due / (2 * due + undue + missed) if due + undue + missed else math.nan


def _balanced_error(columns: Columns) -> float:
    """Return the mean of both shares of errors: answerable questions refused, others answered; NaN unless there are both."""
    return (MEASURES["over_refusal"](columns) + 1 - MEASURES["refusal_recall"](columns)) / 2


MEASURES: dict[str, Measure] = {
    "hit@1": _mean("hit@1"),
    "hit@5": _mean("hit@5"),
    "ndcg@10": _mean("ndcg@10"),
    "content_found": _mean("found"),
    **{f"right_{kind}": _mean(f"right_{kind}") for kind in get_args(GoldenKind) if kind != "smalltalk"},
    "smalltalk_right": _mean("right_smalltalk"),
    "partial_share": _mean("partial"),
    "over_refusal": _mean("silent"),
    "refusal_recall": _mean("refused"),
    "refusal_precision": _refusal_precision,
    "refusal_f1": _refusal_f1,
    "balanced_error": _balanced_error,
    "citations_exact": _ratio("exact", "citations"),
    "citation_precision": _ratio("needed", "uses"),
    "citation_recall": _ratio("supported", "sentences"),
    "median_words": _percentile("words", 50),
    "p90_words": _percentile("words", 90),
    "ece": _of_confidence(expected_calibration_error),
    "brier": _of_confidence(brier_score),
    "aurc": _of_confidence(area_under_risk_coverage),
}
"""Every figure: shares of 1, but those of ``WORD_COUNTS``."""
WORD_COUNTS = ("median_words", "p90_words")
LOWER_IS_BETTER = (*WORD_COUNTS, "partial_share", "over_refusal", "balanced_error", "ece", "brier", "aurc")
_NAMES = (
    *(f"right_{kind}" for kind in get_args(GoldenKind)),
    *("hit@1", "hit@5", "ndcg@10", "found", "silent", "refused", "partial", "words", "confidence", "right"),
    *("citations", "exact", "sentences", "supported", "uses", "needed"),
)
