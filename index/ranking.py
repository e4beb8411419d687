"""The learned order of the candidates of a question: a weighted sum of their features."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from index.candidate import Candidate
from index.features import NAMES, Asked, features

WEIGHTS_PATH = Path(__file__).with_name("ranking.json")
COMMAND = "python -m benchmarks.fit_ranking"


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """One weight for each of ``NAMES``; ``fingerprint`` names the data they were learned from."""

    weights: tuple[float, ...]
    fingerprint: str

    def save(self, path: Path = WEIGHTS_PATH) -> None:
        """Write the weights with the command that makes them."""
        named = {name: round(weight, 4) for name, weight in zip(NAMES, self.weights, strict=True)}
        record = {"command": COMMAND, "fingerprint": self.fingerprint, "weights": named}
        path.write_text(json.dumps(record, indent=2) + "\n", "utf-8")


@cache
def load_weights(path: Path = WEIGHTS_PATH) -> RankingWeights:
    """Read the weights that come with the program. Raises KeyError when a feature has none: they are of another version."""
    record = json.loads(path.read_text("utf-8"))
    return RankingWeights(tuple(float(record["weights"][name]) for name in NAMES), str(record["fingerprint"]))


def ranking_scores(
    asked: Asked,
    candidates: Sequence[Candidate],
    rankings: Sequence[Mapping[str, float]],
    rarity: Callable[[str], float],
    weights: RankingWeights,
) -> dict[str, float]:
    """Return the score of each candidate, by passage id; there must be at least one. See ``features`` for ``rankings``."""
    scores = features(asked, candidates, rankings, rarity) @ np.array(weights.weights)
    return {c.passage.passage_id: float(score) for c, score in zip(candidates, scores, strict=True)}
