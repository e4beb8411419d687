"""What the tests run in another process: ``python -m tests.index.other_process ACTION INDEX_FOLDER``."""

from ui import offline  # noqa: F401, I001  must come first: libraries read these settings when imported

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.neighbours import NeighbourSubject
from index.builder import Corpus, IndexBuilder
from index.protocols import Progress, Vectors
from tests.fakes import FakeEmbedder
from tests.index.building import LIMIT, Library, add_documents

KILLED = 9


class DyingEmbedder(FakeEmbedder):
    """Ends the process, as a power cut does, while passages are embedded."""

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        os._exit(KILLED)


def die_late() -> list[NeighbourSubject]:
    """End the process when the vectors and the words are written and the switch is not made."""
    os._exit(KILLED)


def hold_lock(folder: Path) -> None:
    """Hold the writer's lock until the caller closes our input."""
    with IndexBuilder(folder, FakeEmbedder(), LIMIT).lock():
        print("held", flush=True)
        sys.stdin.read()


def die(folder: Path, *, late: bool) -> None:
    """Start to add twenty documents and die."""
    library = Library()
    add_documents(library, 20)
    whole = library.corpus()
    corpus = Corpus(whole.fingerprint, whole.documents, whole.passages, die_late if late else whole.neighbours)
    builder = IndexBuilder(folder, FakeEmbedder() if late else DyingEmbedder(), LIMIT)
    with builder.lock():
        builder.update(corpus)


if __name__ == "__main__":
    action, index_folder = sys.argv[1], Path(sys.argv[2])
    if action == "hold":
        hold_lock(index_folder)
    else:
        die(index_folder, late=action == "die-late")
