"""How far announced confidences can be trusted: measures of calibration, and of what a refusal of the least sure would gain.

``confidences``: probabilities announced, shape (n,); ``rights``: 1 where the answer was right, else 0, shape (n,).
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]

BINS = 10
_SEED, _DRAWS = 2026, 1000
_Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of neighbouring confidence; ``low`` and ``high`` bound the share right at 95 % (Wilson)."""

    count: int
    announced: float
    observed: float
    low: float
    high: float


def reliability_bins(confidences: Values, rights: Values, count: int = BINS) -> list[Bin]:
    """Return at most ``count`` bins of equal mass, the least confident first; none without answers."""
    order = np.argsort(confidences, kind="stable")
    groups = [part for part in np.array_split(order, count) if len(part)]
    return [
        Bin(len(g), float(confidences[g].mean()), float(rights[g].mean()), *share_interval(int(rights[g].sum()), len(g)))
        for g in groups
    ]


def share_interval(successes: int, count: int) -> tuple[float, float]:
    """Return the 95 % interval of a share by Wilson's formula; (0, 1) without a case."""
    if not count:
        return 0.0, 1.0
    share, z2 = successes / count, _Z95**2
    middle = (share + z2 / (2 * count)) / (1 + z2 / count)
    half = _Z95 * math.sqrt(share * (1 - share) / count + z2 / (4 * count**2)) / (1 + z2 / count)
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))  # rounding may leave the share outside


def expected_calibration_error(confidences: Values, rights: Values) -> float:
    """Return the mean distance, over bins of equal mass, of confidence announced from share right; NaN without answers."""
    if not len(confidences):
        return math.nan
    order = np.argsort(confidences, kind="stable")
    gaps = (confidences - rights)[order]
    return float(sum(abs(part.sum()) for part in np.array_split(gaps, BINS)) / len(gaps))


def error_by_chance(confidences: Values) -> tuple[float, float]:
    """Return the mean and the 95th percentile of the calibration error that perfect confidences would show by chance alone."""
    if not len(confidences):
        return math.nan, math.nan
    generator = np.random.default_rng(_SEED)
    draws = [
        expected_calibration_error(confidences, (generator.random(len(confidences)) < confidences).astype(np.float64))
        for _ in range(_DRAWS)
    ]
    return float(np.mean(draws)), float(np.percentile(draws, 95))


def brier_score(confidences: Values, rights: Values) -> float:
    """Return the mean squared distance of confidence from outcome; NaN without answers."""
    return float(np.mean((confidences - rights) ** 2)) if len(confidences) else math.nan


def risk_coverage(confidences: Values, rights: Values) -> tuple[Values, Values]:
    """Return coverages (shares answered, the most confident first) and the share of wrong answers at each, shape (n,) both.

    Answers of equal confidence come in no order: each counts as wrong as they are on average.
    """
    _, group = np.unique(confidences, return_inverse=True)
    errors = np.bincount(group, weights=1 - rights) / np.maximum(np.bincount(group), 1) if len(group) else np.zeros(0)
    ordered = errors[group][np.argsort(-confidences, kind="stable")]
    counts = np.arange(1, len(ordered) + 1)
    return counts / max(len(ordered), 1), np.cumsum(ordered) / counts


def area_under_risk_coverage(confidences: Values, rights: Values) -> float:
    """Return the mean share of wrong answers over all coverages (0 is best); NaN without answers."""
    _, risks = risk_coverage(confidences, rights)
    return float(risks.mean()) if len(risks) else math.nan
