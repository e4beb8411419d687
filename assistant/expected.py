"""The stored figures that a run is compared with."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from assistant.errors import InvalidGoldenFile
from assistant.figures import LOWER_IS_BETTER, WORD_COUNTS

_SMALL_GROUPS = ("right_", "smalltalk_right")
_TOLERANCE, _SMALL_GROUP_TOLERANCE, _WORDS_TOLERANCE = 0.03, 0.1, 6.0
"""What a figure stored for the first time may lose: more where its group holds few questions."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """A stored figure and how far a run may fall from it."""

    value: float
    tolerance: float


def load_expected(path: Path) -> dict[str, Expectation]:
    """Read the stored figures; none when there is no such file.

    Raises:
        InvalidGoldenFile: it is not YAML, or a row lacks its value or tolerance.

    """
    if not path.is_file():
        return {}
    try:
        rows = yaml.safe_load(path.read_text("utf-8")) or {}
        return {name: Expectation(float(row["value"]), float(row["tolerance"])) for name, row in rows.items()}
    except (yaml.YAMLError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidGoldenFile(f"{path}: {error}", f"{path.name} : « nom: {{value: …, tolerance: …}} » est attendu") from error


def save_expected(path: Path, found: Mapping[str, float]) -> None:
    """Write the figures of ``found`` in place of the stored ones, keeping the comments on top and every tolerance."""
    stored = load_expected(path)
    old = path.read_text("utf-8").splitlines() if path.is_file() else []
    lines = [line for line in old if line.startswith("#")]
    for name, value in found.items():
        tolerance = stored[name].tolerance if name in stored else _first_tolerance(name)
        lines.append(f"{name}: {{value: {_written(name, value)}, tolerance: {tolerance:g}}}")
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _first_tolerance(name: str) -> float:
    if name in WORD_COUNTS:
        return _WORDS_TOLERANCE
    return _SMALL_GROUP_TOLERANCE if name.startswith(_SMALL_GROUPS) else _TOLERANCE


def _written(name: str, value: float) -> str:
    return f"{value:g}" if name in WORD_COUNTS else f"{value:.3f}"


def shortfalls(found: Mapping[str, float], expected: Mapping[str, Expectation]) -> list[str]:
    """Return the names of the figures that are missing or worse than expected by more than the tolerance."""
    worse: list[str] = []
    for name, expectation in expected.items():
        value = found.get(name)
        loss = None if value is None else (value - expectation.value) * (1 if name in LOWER_IS_BETTER else -1)
        if loss is None or loss > expectation.tolerance + 1e-9:
            worse.append(name)
    return worse
