"""Fit the confidence of answers on the tune part of the golden questions, and write it beside ``assistant.calibration``.

    .venv/bin/python -m benchmarks.fit_confidence
    .venv/bin/python -m benchmarks.fit_confidence --essai   (prints, writes nothing)

Every tune question is asked of the real chain; a callback sees the signals of each answer as it is made. A logistic map is
fitted on standardised signals, its strength of regularisation chosen by cross-validation; a second, monotone map (Platt's) is
fitted on what ten folds said of questions they had not seen. Every figure printed is of questions held out from both maps. The
test part is not read.
"""

from ui import offline  # noqa: F401, I001  closes the network before libraries read their settings

import argparse
from dataclasses import astuple, dataclass, field, fields
from typing import Any

import numpy as np
from langchain_core.callbacks import BaseCallbackHandler
from scipy.optimize import minimize
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant.answer import Answer
from assistant.calibration import Calibration, Signals, save_calibration
from assistant.evaluation import Subject, judge
from assistant.golden import GoldenQuestion, fingerprint_of, load_golden
from assistant.reliability import (
    Values,
    area_under_risk_coverage,
    brier_score,
    error_by_chance,
    expected_calibration_error,
    reliability_bins,
)
from assistant.signals import signals_of
from assistant.state import State
from ui.bootstrap import Application
from ui.cli_quality import GOLDEN_FILE
from ui.settings import load_settings

COMMAND = "python -m benchmarks.fit_confidence"
FOLDS, SEED = 10, 2026
STRENGTHS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
STRONG_RIGHT, WEAK_RIGHT = 0.95, 0.75
SUPPORT = {
    "evidence",
    "lead",
    "section_coverage",
    "answer_coverage",
    "margin",
    "lexical_margin",
    "agreement",
    "sheet_confidence",
}
LEAST_SHARE = 0.1
"""A level that held fewer answers than this share would be told of by chance."""


@dataclass
class Recorder(BaseCallbackHandler):
    """Sees the state that comes to the last step of the chain, and the answer that leaves it."""

    states: dict[Any, State] = field(default_factory=dict)
    seen: list[Signals] = field(default_factory=list)

    def on_chain_start(self, serialized: Any, inputs: Any, *, run_id: Any, **_: Any) -> None:
        """Keep a state that holds the sentences chosen."""
        if isinstance(inputs, State) and inputs.extracts:
            self.states[run_id] = inputs

    def on_chain_end(self, outputs: Any, *, run_id: Any, **_: Any) -> None:
        """Keep the signals of an answer that shows sentences."""
        state = self.states.pop(run_id, None)
        made = outputs if isinstance(outputs, tuple) else (outputs,)
        for answer in made:
            if state and isinstance(answer, Answer) and answer.sentences:
                partial = answer.status == "partial"
                self.seen.append(signals_of(state, answer.sentences, answer.citations, is_partial=partial))


def rows_of(application: Application, questions: list[GoldenQuestion]) -> tuple[Values, Values]:
    """Return the signals of the answers to ``questions``, shape (n, signals), and whether each is right, shape (n,).

    A message of several questions is left out: its confidence is the lowest of theirs.
    """
    rows, rights = [], []
    for question in questions:
        recorder = Recorder()

        def ask(turns: Any, recorder: Recorder = recorder) -> Answer:
            return application.chain.runnable.invoke(list(turns), {"callbacks": [recorder]})

        subject = Subject(ask, lambda _query, _k: (), lambda _: "", lambda _: ())
        judged = judge([question], subject)[0]
        if judged.answered and len(recorder.seen) == 1:
            rows.append(astuple(recorder.seen[0]))
            rights.append(float(judged.right))
    return np.array(rows), np.array(rights)


def held_out_logits(rows: Values, rights: Values, strength: float) -> Values:
    """Return, for each answer, what nine tenths of the others say of it, shape (n,)."""
    logits = np.zeros(len(rights))
    for seen, unseen in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(rows, rights):
        logits[unseen] = _model(strength).fit(rows[seen], rights[seen]).decision_function(rows[unseen])
    return logits


class SupportedLogistic(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """Logistic regression in which no support lowers the probability: the weights of ``SUPPORT`` are at least 0."""

    def __init__(self, strength: float = 1.0) -> None:
        self.strength = strength

    def fit(self, rows: Values, rights: Values) -> "SupportedLogistic":
        """Minimise the log loss plus half the squared weights over ``strength``; the constant is free."""
        signs = np.where(rights > 0, 1.0, -1.0)

        def loss(values: Values) -> tuple[float, Values]:
            margins = signs * (rows @ values[:-1] + values[-1])
            pull = -signs / (1 + np.exp(margins))
            total = float(np.logaddexp(0, -margins).sum() + values[:-1] @ values[:-1] / (2 * self.strength))
            return total, np.append(rows.T @ pull + values[:-1] / self.strength, pull.sum())

        bounds = [(0.0 if field.name in SUPPORT else None, None) for field in fields(Signals)] + [(None, None)]
        found = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds)
        self.coef_, self.intercept_, self.classes_ = found.x[None, :-1], found.x[-1:], np.array([0.0, 1.0])
        return self

    def decision_function(self, rows: Values) -> Values:
        """Return the log-odds of each row, shape (n,)."""
        logits: Values = rows @ self.coef_[0] + self.intercept_[0]
        return logits


def _model(strength: float) -> Any:
    return make_pipeline(StandardScaler(), SupportedLogistic(strength))


def _platt(logits: Values, rights: Values) -> LogisticRegression:
    return LogisticRegression(C=1e6, max_iter=5000).fit(logits[:, None], rights)


def held_out_confidences(logits: Values, rights: Values, monotone: str = "platt") -> Values:
    """Return calibrated confidences, each by a monotone map fitted without its own fold, shape (n,)."""
    confidences = np.zeros(len(rights))
    for seen, unseen in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED + 1).split(logits, rights):
        if monotone == "platt":
            confidences[unseen] = _platt(logits[seen], rights[seen]).predict_proba(logits[unseen][:, None])[:, 1]
        else:
            steps = IsotonicRegression(y_min=0.01, y_max=0.99, out_of_bounds="clip").fit(logits[seen], rights[seen])
            confidences[unseen] = steps.predict(logits[unseen])
    return confidences


def cut_points(confidences: Values, rights: Values) -> tuple[float, float]:
    """Return the lowest confidence from which answers are right often enough, and that below which an answer is « faible ».

    Where no cut reaches the share wanted, the one that comes nearest. Being calibrated, the second is the probability itself.
    """
    least = max(1, round(LEAST_SHARE * len(rights)))
    cuts = [float(c) for c in np.unique(np.round(confidences, 3)) if (confidences >= c).sum() >= least]
    above = {cut: float(rights[confidences >= cut].mean()) for cut in cuts}
    strong = next((cut for cut, share in above.items() if share >= STRONG_RIGHT), max(cuts, key=lambda cut: above[cut]))
    return strong, min(WEAK_RIGHT, strong)


def fitted(rows: Values, rights: Values, strength: float, logits: Values) -> tuple[dict[str, float], float]:
    """Return the weights of the raw signals and the constant: scaling, logistic map and Platt's map in one."""
    scaler, logistic = (step for _, step in _model(strength).fit(rows, rights).steps)
    platt = _platt(logits, rights)
    slope, shift = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    weights = logistic.coef_[0] / scaler.scale_
    intercept = slope * float(logistic.intercept_[0] - weights @ scaler.mean_) + shift
    names = [field.name for field in fields(Signals)]
    return {name: round(slope * float(w), 5) for name, w in zip(names, weights, strict=True)}, round(intercept, 5)


def report(name: str, confidences: Values, rights: Values) -> None:
    """Print how far ``confidences`` can be trusted."""
    chance, highest = error_by_chance(confidences)
    print(
        f"{name}: ECE {expected_calibration_error(confidences, rights):.3f} (by chance {chance:.3f}, at most {highest:.3f}), "
        f"Brier {brier_score(confidences, rights):.3f}, log loss {log_loss(rights, np.clip(confidences, 1e-6, 1 - 1e-6)):.3f}, "
        f"AURC {area_under_risk_coverage(confidences, rights):.3f}, AUC {roc_auc_score(rights, confidences):.3f}"
    )


def print_levels(confidences: Values, rights: Values, strong: float, weak: float) -> None:
    """Print the bins and the share right at each level."""
    for b in reliability_bins(confidences, rights):
        print(f"  {b.count:4d} answers: {100 * b.announced:5.1f} % announced, {100 * b.observed:5.1f} % right")
    levels = {"forte": confidences >= strong, "faible": confidences < weak}
    levels["moyenne"] = ~levels["forte"] & ~levels["faible"]
    for name, chosen in levels.items():
        share = f"{100 * rights[chosen].mean():.1f} % right" if chosen.any() else "none"
        print(f"  {name}: {int(chosen.sum())} answers, {share}")


def main() -> None:
    """Ask, fit, print, and write the map unless ``--essai``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--essai", action="store_true", help="print, write nothing")
    trial = parser.parse_args().essai
    application = Application(load_settings())
    application.ensure_index()
    questions = [q for q in load_golden(GOLDEN_FILE) if q.part == "tune"]
    rows, rights = rows_of(application, questions)
    losses = {s: log_loss(rights, 1 / (1 + np.exp(-held_out_logits(rows, rights, s)))) for s in STRENGTHS}
    strength = min(losses, key=lambda s: losses[s])
    logits = held_out_logits(rows, rights, strength)
    confidences = held_out_confidences(logits, rights)
    print(f"{len(rights)} answers of {len(questions)} tune questions, {100 * rights.mean():.1f} % right; C = {strength}")
    report("logistic alone", 1 / (1 + np.exp(-logits)), rights)
    report("isotonic", held_out_confidences(logits, rights, "isotonic"), rights)
    report("Platt (kept)", confidences, rights)
    strong, weak = cut_points(confidences, rights)
    print(f"forte from {strong}, faible below {weak}")
    print_levels(confidences, rights, strong, weak)
    weights, intercept = fitted(rows, rights, strength, logits)
    print(weights)
    if not trial:
        save_calibration(Calibration(weights, intercept, strong, weak, fingerprint_of(questions), COMMAND))


if __name__ == "__main__":
    main()
