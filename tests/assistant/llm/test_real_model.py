"""SmolLM2 itself: in this process, then behind a server that speaks the OpenAI protocol; slow, refusing, killed half-way."""

from collections.abc import Sequence

import pytest

from assistant.answer import Answer
from assistant.llm.errors import LanguageModelError, ModelKeyRefused, ModelTimeout, ModelUnknown, ModelUnreachable
from assistant.llm.language_model import ChatModel, build_chat_model
from assistant.llm.outgoing import Outgoing
from assistant.llm.settings import LanguageModelSettings
from assistant.llm.writer import ModelWriter
from assistant.verification import keep_supported
from tests.assistant.llm.openai_server import KEY
from tests.assistant.llm.smollm import SmolLM2
from tests.assistant.llm.speakers import model_of
from tests.assistant.made import made_hits, made_passage
from tests.assistant.test_chain import chain_over
from ui.bootstrap import Application
from ui.messages import french

VEST = made_passage("Le gilet jaune se porte dans la cour pendant la récréation. Il se range dans le casier.")
QUESTION = "Où se porte le gilet jaune ?"


def answered(application: Application, model: ChatModel, settings: LanguageModelSettings) -> Answer:
    outgoing = Outgoing(settings, lambda: pytest.fail("a local model is not masked"))
    writer = ModelWriter(model, outgoing, french, 1_000, 90)
    answer = chain_over(application, made_hits(VEST)).write_with(writer).answer(QUESTION)
    assert answer.sentences
    assert list(keep_supported(answer.sentences, answer.citations)) == list(answer.sentences)
    return answer


def served(server: str, name: str, key: str = KEY, timeout: float = 60.0) -> LanguageModelSettings:
    return LanguageModelSettings(f"openai:{name}", base_url=server, key=key, timeout=timeout)


def model(settings: LanguageModelSettings) -> ChatModel:
    return ChatModel(lambda: build_chat_model(settings), settings.timeout)


def failure(settings: LanguageModelSettings) -> tuple[LanguageModelError, Sequence[str]]:
    received: list[str] = []
    with pytest.raises(LanguageModelError) as caught:
        received.extend(model(settings).stream("Réponds en français.", "Combien font deux et deux ?"))
    return caught.value, received


def test_it_streams_in_process_and_only_what_is_proved_is_shown(application: Application, smollm: SmolLM2) -> None:
    pieces = list(model_of(smollm, 60).stream("Réponds en français.", QUESTION))
    assert len(pieces) > 5
    assert "".join(pieces).strip()
    answer = answered(application, model_of(smollm, 60), LanguageModelSettings("ollama:smollm2"))
    assert answer.citations[0].passage == VEST


def test_it_streams_behind_a_server_of_the_openai_protocol(application: Application, server: str) -> None:
    pieces = list(model(served(server, "smollm2")).stream("Réponds en français.", QUESTION))
    assert len(pieces) > 5
    answered(application, model(served(server, "smollm2")), served(server, "smollm2"))


def test_a_slow_server_is_left_in_time(application: Application, server: str) -> None:
    settings = served(server, "smollm2-lent", timeout=2.0)
    error, _ = failure(settings)
    assert isinstance(error, ModelTimeout)
    answer = answered(application, model(settings), settings)
    assert any("à temps" in warning for warning in answer.warnings)


def test_a_wrong_key_and_an_unknown_model_are_told(server: str) -> None:
    assert isinstance(failure(served(server, "smollm2", key="autre"))[0], ModelKeyRefused)
    assert isinstance(failure(served(server, "inconnu"))[0], ModelUnknown)


def test_nobody_at_the_address_is_told(application: Application) -> None:
    settings = served("http://127.0.0.1:9/v1", "smollm2")
    assert isinstance(failure(settings)[0], ModelUnreachable)
    assert any("injoignable" in warning for warning in answered(application, model(settings), settings).warnings)


def test_a_server_killed_in_mid_answer_costs_nothing_but_a_notice(application: Application, server: str) -> None:
    """The last test of the server: it dies."""
    settings = served(server, "smollm2-coupe")
    answer = answered(application, model(settings), settings)
    assert any("injoignable" in warning or "a échoué" in warning for warning in answer.warnings)
    assert answer.sentences[0].text == "Le gilet jaune se porte dans la cour pendant la récréation."
    assert isinstance(failure(served(server, "smollm2"))[0], ModelUnreachable)
