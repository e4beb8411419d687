"""Whether a model runs on this computer: then nothing leaves it."""

import ipaddress
import socket
from urllib.parse import urlsplit

from assistant.llm.settings import LanguageModelSettings

OLLAMA_URL = "http://127.0.0.1:11434"
"""Where Ollama listens. Always said outright: without it the library follows OLLAMA_HOST, which may be elsewhere."""
_CLOUD = ("-cloud", ":cloud")
"""Ollama passes models of these names on to its own servers."""


def address_of(settings: LanguageModelSettings) -> str | None:
    """Return the address the model is reached at; None for the provider's own."""
    return settings.base_url or (OLLAMA_URL if settings.provider == "ollama" else None)


def is_local(settings: LanguageModelSettings) -> bool:
    """Tell whether all that is sent stays on this computer; in doubt it does not."""
    address = address_of(settings)
    if address is None or settings.model.endswith(_CLOUD):
        return False
    host = urlsplit(address).hostname
    return host is not None and _is_loopback(host)


def destination(settings: LanguageModelSettings) -> str:
    """Return whom a person sends to, in words: the host, or the provider."""
    address = address_of(settings)
    return (urlsplit(address).hostname if address else None) or settings.provider


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        pass
    try:
        found = socket.getaddrinfo(host, None)
    except OSError:
        return False
    return bool(found) and all(ipaddress.ip_address(str(row[4][0]).partition("%")[0]).is_loopback for row in found)
