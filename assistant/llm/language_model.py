"""The only home of ``init_chat_model``: a model by its name, its answer as a stream, its failures as our own errors."""

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

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
from assistant.llm.locality import address_of, is_local
from assistant.llm.settings import LanguageModelSettings

_MAX_TOKENS = 1_000
_OLLAMA_WINDOW = 4_096
"""Tokens that hold our longest request and its answer: with a smaller window Ollama drops the beginning, without a word."""
_NO_KEY = "aucune"
"""Sent to a server of one's own: the library wants a key, and the one of another provider must not be sent there."""
_STATUS: dict[int, type[LanguageModelError]] = {
    401: ModelKeyRefused,
    403: ModelKeyRefused,
    404: ModelUnknown,
    429: ModelBusy,
    503: ModelBusy,
}


class LanguageModel(Protocol):
    """What writes: a stream of text for a system message and a user message."""

    def stream(self, system: str, user: str) -> Iterator[str]:
        """Yield the answer piece by piece. Raises LanguageModelError."""
        ...


class ChatModel:
    """A LangChain chat model behind ``LanguageModel``; ``build`` makes it at the first use."""

    def __init__(self, build: Callable[[], BaseChatModel], timeout: float) -> None:
        self._build = build
        self._timeout = timeout
        self._model: BaseChatModel | None = None
        self._building = threading.Lock()

    def stream(self, system: str, user: str) -> Iterator[str]:
        """Yield the answer piece by piece, within the time allowed for all of it.

        Raises:
            ModelTimeout: it is not whole in time, whatever was received.
            LanguageModelError: the model cannot be built, or failed.

        """
        yield from _Pump(self.build(), [SystemMessage(system), HumanMessage(user)], self._timeout)

    def build(self) -> BaseChatModel:
        """Return the model, made now if it was not yet. Raises LanguageModelError."""
        with self._building:
            self._model = self._model or self._build()
            return self._model


class _Pump:
    """Reads a model in a thread of its own, so that a silent one can be left in time and an unwanted one is stopped."""

    def __init__(self, model: BaseChatModel, messages: Sequence[BaseMessage], timeout: float) -> None:
        self._model, self._messages, self._timeout = model, list(messages), timeout
        self._pieces: queue.Queue[str | Exception | None] = queue.Queue()
        self._unwanted = threading.Event()

    def __iter__(self) -> Iterator[str]:
        from time import monotonic

        deadline = monotonic() + self._timeout
        threading.Thread(target=self._read, name="modele-de-langue", daemon=True).start()
        try:
            while True:
                piece = self._next(deadline - monotonic())
                if piece is None:
                    return
                yield piece
        finally:
            self._unwanted.set()

    def _next(self, seconds: float) -> str | None:
        try:
            piece = self._pieces.get(timeout=max(seconds, 0.0))
        except queue.Empty:
            raise ModelTimeout(f"no whole answer within {self._timeout} s", f"{self._timeout:g}") from None
        if isinstance(piece, Exception):
            raise as_our_error(piece, self._timeout) from piece
        return piece

    def _read(self) -> None:
        try:
            for chunk in self._model.stream(self._messages):
                if self._unwanted.is_set():
                    return
                self._pieces.put(str(chunk.text))
        except Exception as error:  # noqa: BLE001  any provider may be configured, each has errors of its own
            self._pieces.put(error)
        else:
            self._pieces.put(None)


def as_our_error(error: Exception, timeout: float) -> LanguageModelError:
    """Return the error of ours that says what a provider's ``error`` means."""
    names = " ".join(kind.__name__ for e in _causes(error) for kind in type(e).__mro__).lower()
    status = next((s for e in _causes(error) if (s := _status(e)) is not None), None)
    said = f"{type(error).__name__}: {error}"
    if isinstance(error, LanguageModelError):
        return error
    if status in _STATUS:
        return _STATUS[status](said)
    if "timeout" in names:
        return ModelTimeout(said, f"{timeout:g}")
    if "connect" in names or "remoteprotocol" in names or "networkerror" in names:
        return ModelUnreachable(said)
    return ModelFailed(said, type(error).__name__)


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in found:
        found.append(current)
        current = current.__cause__ or current.__context__
    return found


def _status(error: BaseException) -> int | None:
    status = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    return status if isinstance(status, int) else None


def build_chat_model(settings: LanguageModelSettings) -> BaseChatModel:
    """Return the LangChain chat model the settings name; opens no connection.

    Raises:
        ModelNameRefused: the name is not ``provider:model``.
        ProviderUnknown, ProviderMissing: LangChain has no such provider, or its package is not installed.
        ModelKeyMissing: the provider asks for a key.
        ModelFailed: the provider refuses the settings for another reason.

    """
    from langchain.chat_models import init_chat_model

    if not settings.provider or not settings.model:
        raise ModelNameRefused(f"{settings.name!r} is not provider:model", settings.name)
    try:
        model: BaseChatModel = init_chat_model(settings.model, model_provider=settings.provider, **_options(settings))
        return model
    except ImportError as error:
        raise ProviderMissing(str(error), f"langchain-{settings.provider}") from error
    except ValueError as error:
        if "nsupported" in str(error):
            raise ProviderUnknown(str(error), settings.provider) from error
        raise _building_error(error) from error
    except Exception as error:
        raise _building_error(error) from error


def _building_error(error: Exception) -> LanguageModelError:
    said = str(error).lower()
    kind = ModelKeyMissing if "api_key" in said or "api key" in said or "credentials" in said else ModelFailed
    return kind(str(error), type(error).__name__)


def _options(settings: LanguageModelSettings) -> dict[str, Any]:
    address = address_of(settings)
    options: dict[str, Any] = {"temperature": 0.0}
    if address:
        options["base_url"] = address
    if settings.provider == "ollama":
        reach: dict[str, Any] = {"timeout": settings.timeout, "trust_env": not is_local(settings)}
        if settings.key:
            reach["headers"] = {"Authorization": f"Bearer {settings.key}"}
        return {**options, "num_predict": _MAX_TOKENS, "num_ctx": _OLLAMA_WINDOW, "client_kwargs": reach}
    options |= {"max_tokens": _MAX_TOKENS, "timeout": settings.timeout, "max_retries": 0}
    if settings.key or address:
        options["api_key"] = settings.key or _NO_KEY
    if settings.provider == "openai" and is_local(settings):
        options["http_client"] = _direct_client(settings.timeout)
    return options


def _direct_client(timeout: float) -> Any:
    """Return a client that passes by no proxy: what is meant for this computer must not leave it."""
    import httpx

    # a connection kept for the next question would outlive the model
    return httpx.Client(trust_env=False, timeout=timeout, limits=httpx.Limits(max_keepalive_connections=0))
