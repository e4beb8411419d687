"""Fit the weights of ``assistant.evidence`` on the tune part of the golden questions, and print them.

    .venv/bin/python benchmarks/fit_evidence.py

The shares refused come from ten-fold cross-validation on that same part; the test part is not read.
"""

from ui import offline  # noqa: F401, I001  closes the network before libraries read their settings

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant.evidence import coverage
from assistant.golden import load_golden
from assistant.query_rewriter import standalone_question
from ui.bootstrap import Application
from ui.cli_quality import GOLDEN_FILE
from ui.settings import load_settings

NAMES = ("COVERAGE", "LEAD", "LOG_ODDS", "OVERLAP")


def main() -> None:
    """Print the weights and how they separate."""
    application = Application(load_settings())
    application.ensure_index()
    index = application.retriever.index()
    rows, answerable = [], []
    for golden in load_golden(GOLDEN_FILE):
        if golden.part != "tune" or golden.kind == "smalltalk":
            continue
        question = standalone_question(golden.turns)
        hits = application.search(question, 8)
        foreign = application.retriever.foreignness(question)
        covered = coverage(index.speller.correct(question), hits[0].passage, index.lexical.rarity)
        lead = max(h.dense if h.dense is not None else -1.0 for h in hits) - foreign.similarity
        rows.append([covered, lead, foreign.log_odds, foreign.overlap])
        answerable.append(golden.is_answerable)
    x, y = np.array(rows), np.array(answerable)
    model = make_pipeline(StandardScaler(), LogisticRegression())
    held_out = cross_val_predict(model, x, y, cv=10, method="predict_proba")[:, 1]
    model.fit(x, y)
    weights = model[-1].coef_[0] / model[0].scale_
    intercept = model[-1].intercept_[0] - float(weights @ model[0].mean_)
    print(", ".join(NAMES), "INTERCEPT =", ", ".join(f"{w:.2f}" for w in (*weights, intercept)))
    print(f"{len(y)} questions, {int(y.sum())} answerable; area under the curve, held out: {roc_auc_score(y, held_out):.3f}")
    for threshold in (0.3, 0.4, 0.5):
        wrong, right = (held_out[y] < threshold).mean(), (held_out[~y] < threshold).mean()
        print(f"below {threshold}: {100 * wrong:.1f} % of the answerable refused, {100 * right:.1f} % of the others")


if __name__ == "__main__":
    main()
