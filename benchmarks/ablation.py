"""What each part of the ranking brings, on the test part of the golden questions.

    .venv/bin/python -m benchmarks.ablation               (about five minutes)
    .venv/bin/python -m benchmarks.ablation --adaptateur  (ten more: trains the adapter that was not kept)

Every row orders the same candidates. Rows that learn were fitted on the tune part, whose held-out figures stand beside.
"""

from ui import offline  # noqa: F401, I001  closes the network before libraries read their settings

import argparse
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from benchmarks.adapter import learned_adapter
from benchmarks.fit_ranking import PLAIN, cross_validated, fitted
from benchmarks.question_bank import BankedQuestion, load_bank, measures
from index.candidate import Candidate
from index.features import COMPARED, NAMES
from index.protocols import Vectors
from ui.bootstrap import Application
from ui.settings import load_settings

Bank = Sequence[BankedQuestion]
MEANING = ("own_meaning", "three_questions_meaning")
FIXED = {
    "meaning, the section's own text": {"own_meaning": 1.0},
    "meaning, with the other ways of asking": {"dense": 1.0},
    "words (BM25)": {"lexical": 1.0},
    "meaning + words": {"dense": 1.0, "lexical": 1.0},
    "meaning + words + views": dict(zip(NAMES, PLAIN, strict=True)),
}
WITHOUT = {
    "learned, four rankings only": COMPARED,
    "learned, without the views": ("questions", "pieces"),
    "learned, without the finer meaning": MEANING,
    "learned, without the shares of words": tuple(name for name in COMPARED if name not in (*MEANING, "length")),
    "learned, without the length": ("length",),
    "learned, all (kept)": (),
}


def adapted(bank: Bank, matrix: Vectors) -> list[BankedQuestion]:
    """Return ``bank`` with three features more: own text, best question, best three, seen by the adapted vector."""
    result = []
    for banked in bank:
        vector = matrix @ banked.compared.asked.vector
        vector /= np.linalg.norm(vector)
        seen = np.array([_seen(vector, candidate) for candidate in banked.compared.candidates])
        spread = seen.std(axis=0)
        seen = (seen - seen.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
        result.append(replace(banked, features=np.hstack([banked.features, seen])))
    return result


def _seen(vector: Vectors, candidate: Candidate) -> list[float]:
    own, *asked = candidate.vectors @ vector
    best = sorted(asked or [own], reverse=True)
    return [own, best[0], float(np.mean(best[:3]))]


def row(name: str, test: tuple[float, float, float], held_out: tuple[float, float, float] | None = None) -> None:
    """Print one row."""
    cells = [f"{100 * value:6.1f}" for value in (*test, *(held_out or ()))]
    print(f"{name:<44}", *cells, flush=True)


def learned_row(name: str, tune: Bank, test: Bank, columns: Sequence[int]) -> None:
    """Fit on ``tune`` with the features of ``columns`` alone, and print the row."""
    weights = fitted(tune, columns)
    row(name, measures(test, [b.features[:, columns] @ weights for b in test]), cross_validated(tune, columns))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--adaptateur", action="store_true")
    wants_adapter = parser.parse_args().adaptateur
    application = Application(load_settings())
    application.update_index()
    tune, test = (load_bank(application, [part]) for part in ("tune", "test"))
    reached = np.mean([(b.grades == 1).any() for b in test])
    print(f"{len(test)} test questions ({100 * reached:.1f} % with a right passage among the candidates), {len(tune)} tune")
    print(f"{'':<44}  hit@1  hit@5 nDCG@10 | held out on tune")
    for name, weights in FIXED.items():
        vector = np.array([weights.get(feature, 0.0) for feature in NAMES])
        row(name, measures(test, [b.features @ vector for b in test]), measures(tune, [b.features @ vector for b in tune]))
    for name, dropped in WITHOUT.items():
        learned_row(name, tune, test, [i for i, feature in enumerate(NAMES) if feature not in dropped])
    if wants_adapter:
        matrix = learned_adapter(application)
        wide_tune, wide_test = adapted(tune, matrix), adapted(test, matrix)
        learned_row("learned, all + adapter (not kept)", wide_tune, wide_test, range(len(NAMES) + 3))
        best = len(NAMES) + 1
        row("adapted meaning alone", *(measures(b, [q.features[:, best] for q in b]) for b in (wide_test, wide_tune)))


if __name__ == "__main__":
    main()
