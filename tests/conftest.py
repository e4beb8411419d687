"""What all tests share: no network, a data folder of their own, and one real index."""

from ui import offline  # noqa: F401, I001  must come first: libraries read these settings when imported

import os
import shutil
import signal
import socket
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.errors import IndexDamaged, IndexMismatch
from ui.bootstrap import Application
from ui.settings import load_settings

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
DATA_DIR = ROOT / ".aesh-tests"
TODAY = date(2026, 11, 22)
"""The day of every test that asks a question in this process: the law of another day would give other answers."""

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # a shell that starts the tests in the background closes their ears to Ctrl+C, and those of the processes they start
    signal.signal(signal.SIGINT, signal.default_int_handler)

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def missing(what: str) -> None:
    """Skip and name what is missing; with CI=true, fail: there everything must be present."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} manque alors que CI=true")
    pytest.skip(f"{what} manque sur cette machine")


@pytest.fixture(autouse=True)
def closed_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection but those to this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in _LOOPBACK:
            raise AssertionError(f"a test opened a connection to {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the project with official samples and the user's documents."""
    if not SHARED.is_dir():
        missing("le dossier ../shared")
    return SHARED


@pytest.fixture(scope="session")
def application() -> Application:
    """The real application over the starter index, in the tests' own data folder (kept between runs, brought up to date)."""
    current = Application(load_settings({"AESH_DATA_DIR": str(DATA_DIR)}), today=lambda: TODAY)
    try:
        current.update_index()
        current.retriever.index()
    except (IndexMismatch, IndexDamaged):  # left by another version of the project
        current.update_index(rebuild=True)
    return current


@pytest.fixture(scope="session")
def index_copy(application: Application, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder holding a copy of the starter index, to be copied again by tests that change it."""
    folder = tmp_path_factory.mktemp("data") / "aesh"
    shutil.copytree(application.index_folder, folder / "index", ignore=shutil.ignore_patterns("*.lock"))
    (folder / "models").symlink_to(application.models_folder)
    return folder


@pytest.fixture
def data_dir(index_copy: Path, tmp_path: Path) -> Path:
    """A fresh data folder with the starter index, which a test may damage."""
    folder = tmp_path / "aesh"
    shutil.copytree(index_copy, folder, symlinks=True)
    return folder


@pytest.fixture
def fresh_application(data_dir: Path) -> Application:
    """The real application over a data folder of the test's own."""
    return Application(load_settings({"AESH_DATA_DIR": str(data_dir)}), today=lambda: TODAY)
