"""Learn the weights of ``index.ranking`` and write them where the program reads them.

    .venv/bin/python -m benchmarks.fit_ranking

The likelihood of a relevant passage coming first (softmax over the candidates of each question), with a small penalty on the
weights, over the tune part of the golden questions. The printed figures come from five folds, three times; the test part is not
read.
"""

from ui import offline  # noqa: F401, I001  closes the network before libraries read their settings

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize

from assistant.golden import fingerprint_of, load_golden
from benchmarks.question_bank import BankedQuestion, load_bank, measures
from index.features import NAMES
from index.ranking import RankingWeights
from ui.bootstrap import Application
from ui.cli_quality import GOLDEN_FILE
from ui.settings import load_settings

PENALTY = 0.005
PLAIN = (1.0, 1.0, 0.5, 0.5, *(0.0 for _ in NAMES[4:]))
"""The weights before learning: dense and words alike, the two views of words at half."""
_FOLDS, _TIMES = 5, 3


def fitted(bank: Sequence[BankedQuestion], columns: Sequence[int]) -> np.ndarray:
    """Return one weight for each of ``columns``; candidates that are half relevant teach nothing."""
    pairs = []
    for banked in bank:
        relevant = banked.grades == 1
        if relevant.any():
            kept = banked.grades != 0.5
            pairs.append((banked.features[kept][:, columns], relevant[kept]))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, gradient = 0.0, np.zeros_like(weights)
        for rows, relevant in pairs:
            scores = rows @ weights
            likely = np.exp(scores - scores.max())
            right = likely * relevant
            total -= np.log(right.sum() / likely.sum() + 1e-300)
            gradient -= (right / right.sum() - likely / likely.sum()) @ rows
        count = len(pairs)
        return total / count + PENALTY * float(weights @ weights), gradient / count + 2 * PENALTY * weights

    result: Any = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 80})
    return np.asarray(result.x)


def cross_validated(bank: Sequence[BankedQuestion], columns: Sequence[int]) -> tuple[float, float, float]:
    """Return hit@1, hit@5 and nDCG@10 (0..1) of weights that never saw the question they are judged on."""
    figures = []
    for time in range(_TIMES):
        fold = np.random.default_rng(time).permutation(len(bank)) % _FOLDS
        scores: list[np.ndarray] = [np.empty(0)] * len(bank)
        for held_out in range(_FOLDS):
            weights = fitted([b for b, f in zip(bank, fold, strict=True) if f != held_out], columns)
            for row in np.flatnonzero(fold == held_out):
                scores[row] = bank[row].features[:, columns] @ weights
        figures.append(measures(bank, scores))
    hit1, hit5, ndcg = np.mean(figures, axis=0)
    return float(hit1), float(hit5), float(ndcg)


def percent(figures: Sequence[float]) -> str:
    """Return hit@1, hit@5 and nDCG@10 as one line."""
    hit1, hit5, ndcg = (100 * value for value in figures)
    return f"hit@1 {hit1:.1f} %, hit@5 {hit5:.1f} %, nDCG@10 {ndcg:.1f} %"


def main() -> None:
    """Write the weights; print what they bring."""
    application = Application(load_settings())
    application.update_index()
    bank = load_bank(application, ["tune"])
    columns = list(range(len(NAMES)))
    print(f"{len(bank)} questions of the tune part")
    print("plain weights:", percent(measures(bank, [b.features @ np.array(PLAIN) for b in bank])))
    print("learned, held out:", percent(cross_validated(bank, columns)))
    weights = fitted(bank, columns)
    RankingWeights(tuple(float(w) for w in weights), fingerprint()).save()
    for name, weight in zip(NAMES, weights, strict=True):
        print(f"  {name:<24} {weight:6.2f}")


def fingerprint() -> str:
    """Return the fingerprint of the questions that teach."""
    return fingerprint_of(q for q in load_golden(GOLDEN_FILE) if q.part == "tune")[:16]


if __name__ == "__main__":
    main()
