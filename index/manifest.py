"""What the live index is, and the switch from one generation to the next."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import IndexDamaged, IndexMissing

_FILE = "current.json"
_SIZES = "sizes.json"


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


def record_sizes(folder: Path) -> None:
    """Write down how large the files of a finished generation are; Chroma's SQLite file, which readers touch, aside."""
    sizes = {str(p.relative_to(folder)): p.stat().st_size for p in sorted(folder.rglob("*")) if _is_fixed(p)}
    (folder / _SIZES).write_text(json.dumps(sizes), "utf-8")


def check_sizes(folder: Path) -> None:
    """Compare the files of a generation with what was written down.

    Raises:
        IndexDamaged: one is missing or was cut: Chroma would read a part of it and find nothing.

    """
    try:
        sizes = json.loads((folder / _SIZES).read_text("utf-8"))
        wrong = [name for name, size in sizes.items() if (folder / name).stat().st_size != size]
    except (OSError, ValueError, AttributeError) as error:
        raise IndexDamaged(f"{folder}: {error}", str(folder)) from error
    if wrong:
        raise IndexDamaged(f"{folder}: {', '.join(wrong)} changed size", str(folder))


def _is_fixed(path: Path) -> bool:
    return path.is_file() and path.name != _SIZES and not path.name.startswith("chroma.sqlite3")
