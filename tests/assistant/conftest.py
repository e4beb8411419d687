"""The golden questions, read once."""

from pathlib import Path

import pytest

from assistant.golden import GoldenQuestion, load_golden

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="session")
def golden() -> list[GoldenQuestion]:
    return load_golden(GOLDEN / "questions.yaml")
