"""What the tests of the index share."""

from pathlib import Path

import pytest

from index.embedder import E5Embedder
from tests.conftest import DATA_DIR
from tests.fakes import FakeEmbedder
from tests.index.building import Library, update


@pytest.fixture(scope="session")
def models_folder() -> Path:
    """The tests' own models folder, kept between runs."""
    return DATA_DIR / "models"


@pytest.fixture(scope="session")
def e5(models_folder: Path) -> E5Embedder:
    return E5Embedder(models_folder)


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


@pytest.fixture
def library() -> Library:
    return Library()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index folder that does not exist yet."""
    return tmp_path / "index"


@pytest.fixture
def built(folder: Path, library: Library, embedder: FakeEmbedder) -> Path:
    """An index folder holding the first generation of ``library``."""
    update(folder, embedder, library)
    return folder
