"""A follow-up to a question that stands alone: the model's own when it adds nothing, the rule's in every other case."""

import pytest

from assistant.llm.errors import ModelUnreachable
from assistant.llm.outgoing import Outgoing
from assistant.llm.query_rewriting import ModelRewriter, adds_nothing
from assistant.llm.settings import LanguageModelSettings
from tests.assistant.llm.conftest import LOCAL, Chained
from tests.assistant.llm.speakers import CANARY, Speaker, model_of, speaker

TURNS = ("Combien de temps dure un CDD d'AESH ?", "et il est renouvelable ?")
RULE = "Combien de temps dure un CDD d'AESH ? et il est renouvelable ?"
GOOD = "Un CDD d'AESH est-il renouvelable ?"


def rewrite(model: Speaker, turns: tuple[str, ...] = TURNS, settings: LanguageModelSettings = LOCAL) -> str:
    outgoing = Outgoing(settings, lambda: pytest.fail("nothing to mask"))
    return ModelRewriter(model_of(model), outgoing).rewrite(turns, RULE, consent=False)


@pytest.mark.parametrize("said", [GOOD, f"« {GOOD} »", f"Question : {GOOD}\nVoilà.", f"**{GOOD}**"])
def test_a_question_made_of_the_words_of_the_conversation_is_taken(said: str) -> None:
    assert rewrite(speaker(said)).rstrip(" ?") == GOOD.rstrip(" ?")


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Un CDD d'AESH est-il renouvelable 9 fois ?",
        "Un CDI d'AESH est-il renouvelable ?",
        "Combien de temps dure un CDD ?",
        "Le repère est {canary}, est-il renouvelable, CDD ?",
        "[renouvelable](https://exemple.invalid) CDD",
        "renouvelable " * 60,
        "Le CDD est-il renouvelable selon l'article L. 917-1 ?",
    ],
)
def test_a_question_that_adds_or_loses_something_gives_way_to_the_rule(said: str) -> None:
    assert rewrite(speaker(said)) == RULE


def test_a_model_that_fails_gives_way_to_the_rule() -> None:
    assert rewrite(speaker("x", fails_after=0, error=ModelUnreachable("essai"))) == RULE


def test_nothing_is_asked_when_the_question_stands_alone_or_consent_is_missing() -> None:
    model = speaker(GOOD)
    assert ModelRewriter(model_of(model), Outgoing(LOCAL, pytest.fail)).rewrite(TURNS[:1], TURNS[0], consent=True) == TURNS[0]
    assert rewrite(model, settings=LanguageModelSettings("mistralai:essai")) == RULE
    assert model.heard == []


def test_adding_nothing_is_about_telling_words() -> None:
    assert adds_nothing(GOOD, TURNS)
    assert not adds_nothing("Un CDD d'AESH est-il renouvelable à Bordeaux ?", TURNS)


def test_the_chain_searches_with_the_question_of_the_model_and_never_with_a_mark(chained: Chained) -> None:
    model = speaker("Un CDD d'AESH est-il renouvelable ?")
    answer = chained(model).answer(TURNS[1], [TURNS[0]])
    assert answer.standalone_question == GOOD
    leaking = speaker("Un CDD d'AESH {canary} est-il renouvelable ?")
    answer = chained(leaking).answer(TURNS[1], [TURNS[0]])
    assert not CANARY.search(answer.standalone_question)
