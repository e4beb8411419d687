"""Under an answer, a line says how well it is supported and what to make of it."""

from dataclasses import replace

import pytest

from assistant.calibration import load_calibration
from tests.assistant.made import made_answer, made_citation
from ui.cli_output import write_answer
from ui.presenter import LEVEL_ADVICE, LEVEL_WORDS, answer_markdown

ANSWER = replace(made_answer("answered", [made_citation("Le préavis est de deux mois.")]), warnings=("Le texte a changé.",))


@pytest.mark.parametrize("level", LEVEL_WORDS)
def test_the_level_and_its_advice_stand_between_the_answer_and_its_warnings(
    level: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stored = load_calibration()
    confidence = {"forte": stored.strong, "moyenne": (stored.strong + stored.weak) / 2, "faible": stored.weak / 2}[level]
    told = replace(ANSWER, confidence=confidence)
    parts = answer_markdown(told, 1).split("\n\n")
    assert parts[1] == f"**{LEVEL_WORDS[level]}.** {LEVEL_ADVICE[level]}"
    assert parts[2] == "**Attention :** Le texte a changé."
    write_answer(told)
    assert f"\n{LEVEL_WORDS[level]}. {LEVEL_ADVICE[level]}\n" in capsys.readouterr().out


def test_who_is_weakly_supported_is_sent_to_a_person() -> None:
    assert "gestionnaire" in LEVEL_ADVICE["faible"]
    assert set(LEVEL_ADVICE) == set(LEVEL_WORDS)


@pytest.mark.parametrize("answer", [ANSWER, made_answer("unanswered"), made_answer("smalltalk")])
def test_without_a_confidence_nothing_is_said_of_it(answer: object) -> None:
    assert "Appui" not in answer_markdown(answer, 1)  # type: ignore[arg-type]
