"""The pairs of a sentence and its quotes, labelled by hand: those that set the rule, and those that measure it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from corpus.normalize import comparable

Part = Literal["tune", "test"]
_FILES: dict[Part, str] = {"tune": "support_pairs.yaml", "test": "support_pairs_test.yaml"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence, the quotes it cites, whether they support it, and what was changed in it."""

    id: str
    sentence: str
    quotes: tuple[str, ...]
    is_supported: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Score:
    """How many sentences were shown rightly (``right``) and wrongly (``wrong``), and wrongly ``withheld``."""

    right: int
    wrong: int
    withheld: int

    @property
    def precision(self) -> float:
        """The share of the sentences shown that are supported; 1 when none is shown."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of the supported sentences that are shown; 1 when there is none."""
        return self.right / (self.right + self.withheld) if self.right + self.withheld else 1.0


def load_pairs(part: Part) -> list[Pair]:
    """Read the pairs of a part, in their comparable form."""
    entries = yaml.safe_load(Path(__file__).with_name(_FILES[part]).read_text("utf-8"))
    return [pair for entry in entries for pair in _pairs(entry)]


def _pairs(entry: dict[str, object]) -> Iterator[Pair]:
    said = entry["quote"]
    quotes = tuple(comparable(str(quote)) for quote in (said if isinstance(said, list) else [said]))
    for verdict in ("supported", "unsupported"):
        by_kind = entry.get(verdict, {})
        assert isinstance(by_kind, dict)
        for kind, sentences in by_kind.items():
            for sentence in sentences:
                yield Pair(str(entry["id"]), comparable(sentence), quotes, verdict == "supported", kind)


def score(pairs: list[Pair], shown: list[bool]) -> Score:
    """Count what is shown of ``pairs``, one answer each."""
    both = list(zip(pairs, shown, strict=True))
    return Score(
        right=sum(is_shown and pair.is_supported for pair, is_shown in both),
        wrong=sum(is_shown and not pair.is_supported for pair, is_shown in both),
        withheld=sum(pair.is_supported and not is_shown for pair, is_shown in both),
    )
