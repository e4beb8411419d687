"""What the tests of the command line share: two ways to run it, and a data folder with added documents."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.ui.browsing import address, browser  # noqa: F401  fixtures
from tests.ui.pdf_samples import text_pdf
from ui.bootstrap import Application
from ui.cli import run
from ui.settings import load_settings

ROOT = Path(__file__).parents[2]

LUTINS = "Le goûter des lutins\n\nLe goûter des lutins a lieu à seize heures trente dans la serre. Chacun apporte une tasse.\n"
LOCKER = "Le code du casier des lutins est [bold]:cat: 12\\[/bold] depuis le printemps."
PAGES = (
    "Règlement de la serre aux papillons\n\nLe présent règlement s'applique aux visiteurs de la serre aux papillons.",
    "La billetterie de la serre aux papillons ouvre à neuf heures quinze, du mardi au samedi.",
    "Le nourrissage des chenilles de la serre aux papillons revient au gardien, chaque lundi matin.",
)


@dataclass(frozen=True)
class Ran:
    """One run of the command line."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """The only JSON value on stdout."""
        assert self.code == 0, self.err
        assert self.out.count("\n") == 1
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The JSON values on stdout, one a line."""
        return [json.loads(line) for line in self.out.split("\n")[:-1]]

    @property
    def sentence(self) -> str:
        """The only line on stderr of a run that failed: French, with a next step, and of our own."""
        assert self.code == 1, (self.code, self.out, self.err)
        assert self.err.count("\n") == 1
        assert self.err.endswith(".\n")
        assert "imprévue" not in self.err
        assert re.search(r"\w+ez\b", self.err), "a next step is an order: « lancez », « vérifiez », « ajoutez »"
        return self.err.strip()


InProcess = Callable[..., Ran]


@pytest.fixture
def aesh(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> InProcess:
    """Run the command line in this process: ``aesh(data_dir, "demander", "…")``."""

    def run_here(data_dir: Path, *arguments: str | Path) -> Ran:
        monkeypatch.setenv("AESH_DATA_DIR", str(data_dir))
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run_here


def environment(data_dir: Path, **more: str) -> dict[str, str]:
    """Return the environment of a process that works in ``data_dir``."""
    return {**os.environ, "AESH_DATA_DIR": str(data_dir), **more}


def run_process(data_dir: Path, *arguments: str | Path, given: bytes = b"", **more: str) -> Ran:
    """Run the command line as a person does, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "ui", *map(str, arguments)],
        input=given,
        capture_output=True,
        cwd=ROOT,
        env=environment(data_dir, **more),
        timeout=120,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@dataclass(frozen=True)
class Stocked:
    """A data folder with three added documents, and the files they came from."""

    data_dir: Path
    note: Path
    rules: Path
    locker: Path


@pytest.fixture(scope="session")
def stocked(index_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Stocked:
    """Two text notes and a PDF of three pages, added to the starter index; tests only read it."""
    folder = tmp_path_factory.mktemp("stocked")
    data_dir = folder / "aesh"
    shutil.copytree(index_copy, data_dir, symlinks=True)
    sources = folder / "sources"
    sources.mkdir()
    note, rules, locker = (sources / name for name in ("goûter.txt", "serre.pdf", "casier.txt"))
    note.write_text(LUTINS, "utf-8")
    rules.write_bytes(text_pdf(PAGES))
    locker.write_text(f"Casier des lutins\n\n{LOCKER}\n", "utf-8")
    Application(load_settings({"AESH_DATA_DIR": str(data_dir)})).add(sources)
    return Stocked(data_dir, note, rules, locker)


@pytest.fixture
def stocked_copy(stocked: Stocked, tmp_path: Path) -> Path:
    """A copy of the stocked data folder which a test may damage."""
    folder = tmp_path / "stocked"
    shutil.copytree(stocked.data_dir, folder, symlinks=True)
    return folder
