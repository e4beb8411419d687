"""Two rankings to one."""

import math
from collections.abc import Mapping, Sequence

from index.word_views import Ranking


def standardise(scores: Mapping[str, float]) -> dict[str, float]:
    """Return z-scores: mean 0, standard deviation 1 (all 0 when the scores are equal)."""
    if len(set(scores.values())) < 2:  # rounding would give equal scores a deviation
        return dict.fromkeys(scores, 0.0)
    mean = math.fsum(scores.values()) / len(scores)
    deviation = math.sqrt(math.fsum((s - mean) ** 2 for s in scores.values()) / len(scores))
    return {key: (score - mean) / deviation if deviation > 0 else 0.0 for key, score in scores.items()}


def fuse(
    dense: Mapping[str, float], lexical: Mapping[str, float], dense_weight: float, views: Sequence[Ranking] = ()
) -> dict[str, float]:
    """Return the weighted sum of both standardised rankings, and of ``views`` at their own weights.

    A passage that one ranking did not find gets that ranking's lowest value, never less: absence among the best says
    « no better than the last found » and nothing more. A view says nothing of passages it does not cover: there the lexical
    score speaks for it.
    """
    first, second = standardise(dense), standardise(lexical)
    floor_first, floor_second = min(first.values(), default=0.0), min(second.values(), default=0.0)
    keys = dict.fromkeys([*first, *second, *(key for view in views for key in view.scores)])
    fused = {
        key: dense_weight * first.get(key, floor_first) + (2 - dense_weight) * second.get(key, floor_second) for key in keys
    }
    for view in views:
        scores = standardise(view.scores)
        floor = min(scores.values(), default=0.0)
        for key in keys:
            fused[key] += view.weight * (scores.get(key, floor) if key in view.covers else second.get(key, floor_second))
    return fused
