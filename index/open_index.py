"""One generation of the index, opened for reading."""

from pathlib import Path

from index.bm25 import LexicalIndex
from index.candidate import CandidateShelf
from index.chroma_store import ChromaStore
from index.errors import IndexDamaged
from index.manifest import IndexManifest, check_sizes
from index.neighbour_index import NeighbourIndex
from index.spelling import load_speller
from index.word_views import WordViews


class OpenIndex:
    """One generation, opened for reading."""

    def __init__(self, index_folder: Path, manifest: IndexManifest, chroma_url: str | None) -> None:
        folder = index_folder / manifest.folder
        if not folder.is_dir():
            raise IndexDamaged(f"{folder} is missing", str(folder))
        check_sizes(folder)
        self.manifest = manifest
        self.lexical = LexicalIndex.open(folder / "lexical")
        self.views = WordViews.open(folder / "lexical")
        self.neighbours = NeighbourIndex.open(folder / "lexical")
        self.speller = load_speller(folder / "lexical")
        if chroma_url:
            self.store = ChromaStore.on_server(chroma_url, manifest.folder)
        else:
            database = folder / "chroma" / "chroma.sqlite3"
            if not database.is_file() or not database.stat().st_size:  # Chroma would begin a new one
                raise IndexDamaged(f"{folder} has no vectors", str(folder))
            self.store = ChromaStore.in_folder(folder / "chroma")
        self.candidates = CandidateShelf(self.store, self.lexical.rarity)
        if self.store.count() != manifest.entries:
            raise IndexDamaged(f"{folder}: {self.store.count()} entries, {manifest.entries} expected", str(folder))
