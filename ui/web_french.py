"""Puts our script first in the page: Gradio chooses its language before anything it lets us add is run."""

from pathlib import Path
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware

_SCRIPT = Path(__file__).with_name("assets") / "french.js"
_HEAD = b"<head>"


class FrenchPage:
    """ASGI middleware: inserts the script at the top of the page served at ``/`` and marks it as French."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._script = b"<script>" + _SCRIPT.read_bytes() + b"</script>"

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["path"] != "/":
            await self._app(scope, receive, send)
            return
        started: list[Any] = []
        parts: list[bytes] = []

        async def collect(message: Any) -> None:
            if message["type"] == "http.response.start":
                started.append(message)
                return
            parts.append(message.get("body", b""))
            if message.get("more_body"):
                return
            body = b"".join(parts).replace(_HEAD, _HEAD + self._script, 1).replace(b'<html lang="en"', b'<html lang="fr"', 1)
            MutableHeaders(scope=started[0])["content-length"] = str(len(body))
            await send(started[0])
            await send({"type": "http.response.body", "body": body})

        await self._app(_uncompressed(scope), receive, collect)


def _uncompressed(scope: Any) -> Any:
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": headers}


def french_middleware() -> list[Middleware]:
    """Return what ``launch(app_kwargs=…)`` takes."""
    return [Middleware(FrenchPage)]
