"""What is said when there is no evidence."""

import re

import pytest

from assistant.refusal import NO_EVIDENCE, WHOM_TO_ASK, out_of_scope_message, refusal_message
from ui.bootstrap import Application

# Someone a person can actually turn to.
_SOMEONE = re.compile(r"gestionnaire|référent|coordonnateur|DSDEN|syndicat|direction|MDPH|service")


@pytest.mark.parametrize("theme", [*WHOM_TO_ASK, None, "", "inconnu"])
def test_a_refusal_says_so_and_names_someone_to_ask(theme: str | None) -> None:
    message = refusal_message(theme)
    assert message.startswith(NO_EVIDENCE)
    assert _SOMEONE.search(message.removeprefix(NO_EVIDENCE))
    assert message.endswith(".")


def test_each_theme_sends_to_its_own_persons() -> None:
    messages = {refusal_message(theme) for theme in (*WHOM_TO_ASK, None)}
    assert len(messages) == len(WHOM_TO_ASK) + 1


def test_every_theme_listed_is_one_of_the_sheets(application: Application) -> None:
    assert set(WHOM_TO_ASK) <= {sheet.theme for sheet in application.sheets}


def test_a_question_out_of_scope_is_named_and_sent_to_the_right_door() -> None:
    message = out_of_scope_message("la météo", "Demandez au service météorologique.")
    assert "la météo" in message
    assert message.endswith("Demandez au service météorologique.")
    assert NO_EVIDENCE not in message
