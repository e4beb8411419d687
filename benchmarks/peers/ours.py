"""The assistant's own search, as the application builds and asks it.

``full`` indexes the passages with the other ways of asking that the sheets give; ``texts`` the passages alone, which is what
the other tools get.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.peers.exchange import Search, Text
from corpus.passage import Passage
from index.protocols import Embedder
from ui.bootstrap import Application
from ui.settings import load_settings


class _Selected(Application):
    """The application over some of its passages."""

    selected: frozenset[str] = frozenset()
    with_questions = True

    def passages(self) -> list[Passage]:
        """Return the selected passages."""
        kept = [p for p in super().passages() if p.passage_id in self.selected]
        return kept if self.with_questions else [replace(p, asked=()) for p in kept]


def _application(folder: Path, embedder: Embedder) -> _Selected:
    application = _Selected(load_settings({"AESH_DATA_DIR": str(folder)}))
    application.__dict__["embedder"] = embedder  # its cached property: the embedder that every tool gets
    return application


def build(folder: Path, texts: Sequence[Text], embedder: Embedder, way: str) -> None:
    """Index ``texts`` in ``folder``."""
    application = _application(folder, embedder)
    application.selected = frozenset(t.passage_id for t in texts)
    application.with_questions = way == "full"
    application.update_index()


def open_search(folder: Path, embedder: Embedder, way: str) -> Search:
    """Open what ``build`` wrote."""
    application = _application(folder, embedder)
    return lambda question, k: [hit.passage.passage_id for hit in application.search(question, k)]
