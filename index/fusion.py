"""Two rankings to one."""

import math
from collections.abc import Iterable, Mapping, Sequence

from index.word_views import Ranking


def standardise(scores: Mapping[str, float]) -> dict[str, float]:
    """Return z-scores: mean 0, standard deviation 1 (all 0 when the scores are equal)."""
    if len(set(scores.values())) < 2:  # rounding would give equal scores a deviation
        return dict.fromkeys(scores, 0.0)
    mean = math.fsum(scores.values()) / len(scores)
    deviation = math.sqrt(math.fsum((s - mean) ** 2 for s in scores.values()) / len(scores))
    return {key: (score - mean) / deviation if deviation > 0 else 0.0 for key, score in scores.items()}


def comparable_rankings(
    dense: Mapping[str, float], lexical: Mapping[str, float], views: Sequence[Ranking] = ()
) -> list[dict[str, float]]:
    """Return the rankings standardised, each with a score for every passage that one of them found.

    A passage that one ranking did not find gets that ranking's lowest value, never less: absence among the best says
    « no better than the last found » and nothing more. A view says nothing of passages it does not cover: there the lexical
    score speaks for it.
    """
    keys = dict.fromkeys([*dense, *lexical, *(key for view in views for key in view.scores)])
    first, second = (_with_floor(standardise(scores), keys) for scores in (dense, lexical))
    rankings = [first, second]
    for view in views:
        scores = _with_floor(standardise(view.scores), keys)
        rankings.append({key: scores[key] if key in view.covers else second[key] for key in keys})
    return rankings


def _with_floor(scores: Mapping[str, float], keys: Iterable[str]) -> dict[str, float]:
    floor = min(scores.values(), default=0.0)
    return {key: scores.get(key, floor) for key in keys}


def weighted_sum(rankings: Sequence[Mapping[str, float]], weights: Sequence[float]) -> dict[str, float]:
    """Return the weighted sum of ``rankings``, all of the same passages."""
    return {key: math.fsum(w * r[key] for w, r in zip(weights, rankings, strict=True)) for key in rankings[0]}
