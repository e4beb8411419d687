"""A server on loopback that speaks the OpenAI protocol and serves SmolLM2, in a process of its own.

``python -m tests.assistant.llm.openai_server PORT FOLDER``. The name of the model asked for says how it behaves: ``smollm2``
answers, ``smollm2-lent`` waits before each token, ``smollm2-coupe`` kills the process after three tokens. Any other is unknown;
a request without the key ``sesame`` is refused.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, StreamingResponse
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from tests.assistant.llm.smollm import SmolLM2

KEY = "sesame"
_SLOW_SECONDS = 0.5
_KILLED_AFTER = 3
_ROLES: dict[str, type[BaseMessage]] = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}


def build(folder: Path) -> FastAPI:
    """Return the application; the weights are loaded now."""
    app, model = FastAPI(), SmolLM2(folder=folder, max_new_tokens=20)
    model._load()

    @app.get("/v1/models")
    def models() -> dict[str, Any]:
        return {"object": "list", "data": [{"id": "smollm2", "object": "model"}]}

    @app.post("/v1/chat/completions")
    async def complete(request: Request) -> Any:
        asked = await request.json()
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return JSONResponse({"error": {"message": "bad key", "type": "invalid_request_error"}}, 401)
        if asked["model"] not in ("smollm2", "smollm2-lent", "smollm2-coupe"):
            return JSONResponse({"error": {"message": "no such model", "type": "invalid_request_error"}}, 404)
        messages = [_ROLES[m["role"]](content=m["content"]) for m in asked["messages"]]
        return StreamingResponse(_events(model, asked["model"], messages), media_type="text/event-stream")

    return app


def _events(model: SmolLM2, name: str, messages: list[BaseMessage]) -> Iterator[str]:
    yield _event(name, {"role": "assistant", "content": ""})
    for count, piece in enumerate(model.stream(messages), start=1):
        if name == "smollm2-lent":
            time.sleep(_SLOW_SECONDS)
        if name == "smollm2-coupe" and count > _KILLED_AFTER:
            os._exit(1)
        yield _event(name, {"content": str(piece.content)})
    yield _event(name, {}, "stop")
    yield "data: [DONE]\n\n"


def _event(name: str, delta: dict[str, str], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    whole = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": name, "choices": [choice]}
    return f"data: {json.dumps(whole)}\n\n"


if __name__ == "__main__":
    uvicorn.run(build(Path(sys.argv[2])), host="127.0.0.1", port=int(sys.argv[1]), log_level="error")
