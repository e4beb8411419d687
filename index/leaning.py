"""Whether the words of a question are those of the corpus or of the subjects it does not cover: a linear model over terms."""

import json
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LEANING_PATH = Path(__file__).with_name("leaning.json")
COMMAND = "python -m benchmarks.fit_evidence"


@dataclass(frozen=True, slots=True)
class Leaning:
    """Logistic weights of terms, positive where foreign; ``fingerprint`` names the questions they were learned from."""

    weights: Mapping[str, float]
    constant: float
    fingerprint: str

    def of(self, asked: Collection[str]) -> float:
        """Return the log-odds that a question of these terms is foreign.

        Each term weighs 1/√n, n the number of known terms, so that a long story leans no more than a short question; an unknown
        term says nothing.
        """
        known = [self.weights[term] for term in asked if term in self.weights]
        return self.constant + (math.fsum(known) / math.sqrt(len(known)) if known else 0.0)

    def save(self, path: Path = LEANING_PATH) -> None:
        """Write the model with the command that makes it."""
        record = {
            "command": COMMAND,
            "fingerprint": self.fingerprint,
            "constant": round(self.constant, 2),
            "weights": {term: round(weight, 2) for term, weight in sorted(self.weights.items())},
        }
        path.write_text(json.dumps(record, ensure_ascii=False, indent=0) + "\n", "utf-8")


@cache
def load_leaning(path: Path = LEANING_PATH) -> Leaning:
    """Read the model that comes with the program."""
    record = json.loads(path.read_text("utf-8"))
    return Leaning(record["weights"], float(record["constant"]), str(record["fingerprint"]))
