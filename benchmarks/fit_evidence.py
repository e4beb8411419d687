"""Fit the weights of ``assistant.evidence`` and print them.

    .venv/bin/python benchmarks/fit_evidence.py

Two sources teach when to answer: the index's own questions (each sheet's ways of asking, each foreign question), every one
scored as if it were not in the index; and the tune part of the golden questions, which counts ten times. Shares refused come
from ten-fold cross-validation on the tune part; the test part is not read.
"""

from ui import offline  # noqa: F401, I001  closes the network before libraries read their settings

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant.evidence import features, names_aesh
from assistant.golden import load_golden
from assistant.query_rewriter import standalone_questions
from index.entries import entries_of, lexical_terms, passage_of_entry
from index.french_tokens import terms
from ui.bootstrap import Application
from ui.cli_quality import GOLDEN_FILE
from ui.settings import load_settings

NAMES = ("COVERAGE", "LEAD", "LOG_ODDS", "OVERLAP", "BOTH", "NAMES_AESH")
GOLDEN_WEIGHT, ANSWERABLE_WEIGHT = 10.0, 0.35
Rows = npt.NDArray[np.float64]


def golden_rows(application: Application) -> tuple[Rows, npt.NDArray[np.bool_]]:
    """Return features, shape (n, 6), and whether each tune question is answerable."""
    index = application.retriever.index()
    rows, answerable = [], []
    for golden in load_golden(GOLDEN_FILE):
        if golden.part != "tune" or golden.kind == "smalltalk":
            continue
        question = " ".join(standalone_questions(golden.turns))
        foreign = application.retriever.foreignness(question)
        hits = application.search(question, application.settings.assistant.hits)
        rows.append(features(index.speller.correct(question), hits, foreign, index.lexical.rarity))
        answerable.append(golden.is_answerable)
    return np.array(rows), np.array(answerable)


class LeftOut:
    """Scores each question of the index as if the index did not hold it."""

    def __init__(self, application: Application) -> None:
        index = application.retriever.index()
        self._lexical, self._foreign = index.lexical, index.neighbours
        self._passages = {p.passage_id: p for p in application.passages()}
        self._held = {i: set(lexical_terms(p)) for i, p in self._passages.items()}
        self._entries = entries_of(self._passages.values())
        vectors = index.store.vectors([e.entry_id for e in self._entries])
        self._matrix = np.array([vectors[e.entry_id] for e in self._entries])
        order = {identifier: row for row, identifier in enumerate(self._passages)}
        self._owner = np.array([order[passage_of_entry(e.entry_id)] for e in self._entries])

    def rows(self) -> Iterator[tuple[list[float], bool]]:
        """Yield (features, answerable)."""
        for row, entry in enumerate(self._entries):
            if entry.role == "question" and terms(entry.embedded_text):
                similarities = self._matrix @ self._matrix[row]
                similarities[row] = -1.0
                foreign = float((self._foreign.vectors @ self._matrix[row]).max())
                yield self._features(entry.embedded_text, similarities, foreign, own=entry.passage.passage_id), True
        for row, (_, _, question) in enumerate(self._foreign.rows):
            if terms(question):
                near = self._foreign.vectors @ self._foreign.vectors[row]
                near[row] = -1.0
                yield self._features(question, self._matrix @ self._foreign.vectors[row], float(near.max()), skip=row), False

    def _features(
        self, question: str, similarities: Rows, foreign: float, own: str | None = None, skip: int | None = None
    ) -> list[float]:
        asked = set(terms(question))
        weights = {term: self._lexical.rarity(term) for term in asked}
        total = math.fsum(weights.values())

        def share(held: set[str] | frozenset[str]) -> float:
            return math.fsum(weights[term] for term in held & asked) / total

        best = np.full(len(self._passages), -1.0)
        np.maximum.at(best, self._owner, similarities)
        nearest = np.argsort(-best)[:20]
        identifiers = list(self._passages)
        covers = [share(self._terms_without(identifiers[i], question, own)) for i in nearest]
        covered = max(zip(best[nearest] * 12 + covers, covers, strict=True))[1]
        others = [held for row, held in enumerate(self._foreign.terms) if row != skip]
        overlap = max(share(held) for held in others)
        odds = [self._foreign.log_odds(term, self._lexical.share(term), without=skip) for term in asked]
        return [
            covered,
            float(best.max()) - foreign,
            math.fsum(odds) / len(odds),
            overlap,
            covered * overlap,
            names_aesh(question),
        ]

    def _terms_without(self, identifier: str, question: str, own: str | None) -> set[str]:
        if identifier != own:
            return self._held[identifier]
        passage = self._passages[identifier]
        title = "" if passage.section_title == question else passage.section_title
        return set(lexical_terms(replace(passage, section_title=title, asked=tuple(q for q in passage.asked if q != question))))


def fitted(rows: Rows, answerable: npt.NDArray[np.bool_], weights: Rows) -> LogisticRegression:
    """Return the model."""
    return LogisticRegression(C=100, max_iter=5000).fit(rows, answerable, sample_weight=weights)


def main() -> None:
    """Print the weights and how they separate."""
    application = Application(load_settings())
    application.update_index()
    golden, golden_truth = golden_rows(application)
    own = list(LeftOut(application).rows())
    rows, truth = np.array([row for row, _ in own]), np.array([label for _, label in own])
    weights = np.where(truth, ANSWERABLE_WEIGHT, 1.0)

    def fit_with(chosen: npt.NDArray[np.bool_]) -> LogisticRegression:
        return fitted(
            np.vstack([rows, golden[chosen]]),
            np.concatenate([truth, golden_truth[chosen]]),
            np.concatenate([weights, np.full(int(chosen.sum()), GOLDEN_WEIGHT)]),
        )

    folds = np.arange(len(golden)) % 10
    held_out = np.zeros(len(golden))
    for fold in range(10):
        held_out[folds == fold] = fit_with(folds != fold).predict_proba(golden[folds == fold])[:, 1]
    model = fit_with(np.ones(len(golden), dtype=bool))
    print(", ".join(NAMES), "INTERCEPT =", ", ".join(f"{w:.2f}" for w in (*model.coef_[0], *model.intercept_)))
    print(f"{len(own)} questions of the index, {len(golden)} of the tune part ({int(golden_truth.sum())} answerable)")
    print(f"area under the curve on the tune part, held out: {roc_auc_score(golden_truth, held_out):.3f}")
    for threshold in (0.2, 0.25, 0.3, 0.4, 0.5):
        wrong, right = (held_out[golden_truth] < threshold).mean(), (held_out[~golden_truth] < threshold).mean()
        print(f"below {threshold}: {100 * wrong:.1f} % of the answerable refused, {100 * right:.1f} % of the others")


if __name__ == "__main__":
    main()
