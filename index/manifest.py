"""What the live index is, and the switch from one generation to the next."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import IndexDamaged, IndexMissing

_FILE = "current.json"


@dataclass(frozen=True, slots=True)
class IndexManifest:
    """Describes one generation. ``settings_fingerprint`` covers embedder, splitter and analyser."""

    generation: int
    folder: str
    built_at: str
    embedder: str
    dimension: int
    settings_fingerprint: str
    corpus_fingerprint: str
    documents: int
    passages: int
    entries: int


def manifest_path(index_folder: Path) -> Path:
    """Return the file whose replacement makes a generation live."""
    return index_folder / _FILE


def read_manifest(index_folder: Path) -> IndexManifest:
    """Read the manifest of the live generation.

    Raises:
        IndexMissing: nothing was built yet.
        IndexDamaged: the file is empty, unreadable or of another form.

    """
    path = manifest_path(index_folder)
    try:
        return IndexManifest(**json.loads(path.read_text("utf-8")))
    except FileNotFoundError as error:
        raise IndexMissing(f"no index in {index_folder}", str(index_folder)) from error
    except (OSError, ValueError, TypeError) as error:
        raise IndexDamaged(f"{path}: {error}", str(path)) from error


def write_manifest(index_folder: Path, manifest: IndexManifest) -> None:
    """Make ``manifest`` the live one; a reader sees the old file or the new one, never a part."""
    unfinished = index_folder / f".{_FILE}.{os.getpid()}"
    unfinished.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=2), "utf-8")
    os.replace(unfinished, manifest_path(index_folder))


def remove_unfinished(index_folder: Path) -> None:
    """Remove what a writer killed within ``write_manifest`` left; call it under the writer's lock."""
    for path in index_folder.glob(f".{_FILE}.*"):
        path.unlink()
