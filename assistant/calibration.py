"""From honest signals to the probability that an answer is right.

A logistic map of a few numbers, fitted by ``python -m benchmarks.fit_confidence`` on the tune part of the golden questions and
stored in ``confidence.json`` beside this file, with the cut points of the three levels that a person reads.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

CALIBRATION_PATH = Path(__file__).with_name("confidence.json")
Level = Literal["forte", "moyenne", "faible"]


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for an answer; shares are in 0..1, flags are 0 or 1.

    ``evidence``: score of the decision to answer. ``lead``: cosine of the nearest passage minus that of the nearest foreign
    question. ``section_coverage``, ``answer_coverage``: share of the question's words, weighted by rarity, that the best
    section is indexed under, that the sentences shown hold. ``margin``: fused score of the first passage minus the second's;
    ``lexical_margin``: its score by words minus the best other one, as a share of the highest. ``agreement``: share of the two
    rankings, by meaning and by words, that put the first passage first. ``sheet_confidence``: 1 for high, 0.5 medium, 0 low,
    the lowest of those cited. ``words``: logarithm of the number of telling words asked.
    """

    evidence: float
    lead: float
    section_coverage: float
    answer_coverage: float
    margin: float
    lexical_margin: float
    agreement: float
    sheet_confidence: float
    words: float
    is_about_texts: float
    is_follow_up: float
    asks_for_a_period: float
    is_partial: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The map as it is stored.

    ``weights`` go by name of signal; an answer is « forte » from ``strong``, « faible » below ``weak``. ``fingerprint`` is that
    of the questions it was fitted on.
    """

    weights: Mapping[str, float]
    intercept: float
    strong: float
    weak: float
    fingerprint: str
    command: str

    def confidence(self, signals: Signals) -> float:
        """Return the probability (0..1, exclusive) that the answer is right."""
        logit = math.fsum(self.weights[name] * value for name, value in asdict(signals).items()) + self.intercept
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def load_calibration(path: Path = CALIBRATION_PATH) -> Calibration:
    """Read a stored map.

    Raises:
        OSError, ValueError, TypeError: no such file, or not what ``save_calibration`` writes.

    """
    return Calibration(**json.loads(path.read_text("utf-8")))


def save_calibration(calibration: Calibration, path: Path = CALIBRATION_PATH) -> None:
    """Write the map where ``load_calibration`` reads it."""
    path.write_text(json.dumps(asdict(calibration), ensure_ascii=False, indent=2) + "\n", "utf-8")


@lru_cache(maxsize=1)
def _stored() -> Calibration:
    return load_calibration()


def confidence_of(signals: Signals) -> float:
    """Return the stored map's probability that an answer with these signals is right: 0.001 to 0.999, nothing is certain."""
    return min(0.999, max(0.001, round(_stored().confidence(signals), 3)))


def level_of(confidence: float) -> Level:
    """Return the level that a person reads for ``confidence``."""
    stored = _stored()
    if confidence >= stored.strong:
        return "forte"
    return "moyenne" if confidence >= stored.weak else "faible"
