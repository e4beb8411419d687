"""Chat models for the tests: one that says what it is told to, one that fails. They follow LangChain's own interface."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field

from assistant.llm.language_model import ChatModel

CANARY = re.compile(r"\bR[0-9a-f]{12}\b")


class Speaker(BaseChatModel):
    """Says what ``say`` makes of the messages, a few letters at a time, and remembers what it was sent."""

    say: Callable[[list[BaseMessage]], str]
    heard: list[list[BaseMessage]] = Field(default_factory=list)
    piece: int = 3
    seconds_between: float = 0.0
    fails_after: int | None = None
    error: Any = None

    @property
    def _llm_type(self) -> str:
        return "essai"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage(self.say(messages)))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        self.heard.append(messages)
        yield ChatGenerationChunk(message=AIMessageChunk(content=""))  # real servers begin with an empty piece
        text = self.say(messages)
        for start in range(0, len(text), self.piece):
            if self.fails_after is not None and start >= self.fails_after:
                break
            time.sleep(self.seconds_between)
            yield ChatGenerationChunk(message=AIMessageChunk(content=text[start : start + self.piece]))
        if self.error is not None:
            raise self.error

    @property
    def sent(self) -> str:
        """Everything it was sent, in one text."""
        return "\n".join(str(message.content) for messages in self.heard for message in messages)


def speaker(text: str, **options: Any) -> Speaker:
    """Return a model that always says ``text``; ``{canary}`` in it is the mark that its instructions forbid to write."""

    def say(messages: list[BaseMessage]) -> str:
        canary = CANARY.search(str(messages[0].content))
        return text.replace("{canary}", canary.group() if canary else "")

    return Speaker(say=say, **options)


def model_of(chat: BaseChatModel, timeout: float = 20.0) -> ChatModel:
    """Return ``chat`` as the writer takes it."""
    return ChatModel(lambda: chat, timeout)
