"""Questions to hits: exact references first, then the sum of meaning and words."""

import re
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever

from corpus.identifiers import is_passage_of
from corpus.normalize import fold
from corpus.passage import Passage
from corpus.references.parser import find_code, parse_references
from corpus.references.value import LegalReference
from corpus.register_sheet import REGISTER_SHEET
from index.bm25 import LexicalIndex
from index.chroma_store import ChromaStore
from index.entries import passage_of_entry
from index.errors import IndexDamaged, IndexMismatch, IndexMissing
from index.french_tokens import terms
from index.fusion import fuse
from index.hit import Hit
from index.manifest import IndexManifest, check_sizes, manifest_path, read_manifest
from index.neighbour_index import Foreignness, NeighbourIndex
from index.protocols import Embedder
from index.settings import IndexSettings
from index.spelling import load_speller
from index.word_views import WordViews

_FETCHED = 20
"""Passages read from the store for one question, before the best ``k`` are kept."""

_REMEMBERED = 64
"""Question vectors kept: one question is embedded once for the passages and for the subjects not covered."""


_SPEAKS_OF_TEXTS = re.compile(
    r"\b(?:lois?|decrets?|arretes?|circulaires?|circ|notes? de service|ordonnances?|articles?|art|codes?|textes?|decisions?|"
    r"jurisprudence|registre|references?|vigueur|abroge\w*|[lrd]\.? ?\d{3}-\d)\b|\d{2,4}-\d{2,4}"
)


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
        self.speller = load_speller(folder / "lexical", self._knows_word)
        if chroma_url:
            self.store = ChromaStore.on_server(chroma_url, manifest.folder)
        else:
            database = folder / "chroma" / "chroma.sqlite3"
            if not database.is_file() or not database.stat().st_size:  # Chroma would begin a new one
                raise IndexDamaged(f"{folder} has no vectors", str(folder))
            self.store = ChromaStore.in_folder(folder / "chroma")
        if self.store.count() != manifest.entries:
            raise IndexDamaged(f"{folder}: {self.store.count()} entries, {manifest.entries} expected", str(folder))

    def _knows_word(self, word: str) -> bool:
        found = terms(word)
        return not found or all(self.lexical.knows(term) for term in found)


class HybridRetriever:
    """Reads the live index and follows it: a new generation is opened at the next question."""

    def __init__(self, index_folder: Path, embedder: Embedder, fingerprint: str, settings: IndexSettings) -> None:
        self._folder = index_folder
        self._embedder = embedder
        self._fingerprint = fingerprint
        self._settings = settings
        self._opened: OpenIndex | None = None
        self._seen: tuple[int, int] | None = None
        self._lock = threading.Lock()
        self._embed = lru_cache(maxsize=_REMEMBERED)(embedder.embed_query)

    def index(self) -> OpenIndex:
        """Return the live generation.

        Raises:
            IndexMissing, IndexDamaged: see ``read_manifest``.
            IndexMismatch: it was built with another embedder or splitter.

        """
        try:
            state = manifest_path(self._folder).stat()
        except OSError as error:
            raise IndexMissing(f"no index in {self._folder}", str(self._folder)) from error
        seen = (state.st_mtime_ns, state.st_ino)
        with self._lock:
            if self._opened is None or seen != self._seen:
                self._opened = self._open()
                self._seen = seen
            return self._opened

    def _open(self) -> OpenIndex:
        while True:
            manifest = read_manifest(self._folder)
            if manifest.settings_fingerprint != self._fingerprint:
                raise IndexMismatch(f"index built by {manifest.embedder}, asked for {self._embedder.name}", manifest.embedder)
            try:
                return OpenIndex(self._folder, manifest, self._settings.chroma_url)
            except IndexDamaged:
                if self._is_live(manifest):
                    raise

    def _is_live(self, manifest: IndexManifest) -> bool:
        """Tell whether ``manifest`` still is the live one: a writer removes a generation once it has replaced it."""
        return read_manifest(self._folder) == manifest

    def retrieve(self, query: str, k: int) -> list[Hit]:
        """Return at most ``k`` hits, best first. Raises: see ``index``."""
        while True:
            index = self.index()
            try:
                return self._retrieve(index, query, k)
            except IndexDamaged:
                if self._is_live(index.manifest):
                    raise

    def _retrieve(self, index: OpenIndex, query: str, k: int) -> list[Hit]:
        if index.manifest.passages == 0:
            return []
        query = index.speller.correct(query)
        candidates = self._settings.candidates
        if 3 * k > candidates:  # several entries may stand for one passage: only all of them give k passages for sure
            candidates = index.manifest.entries
        dense = self._dense(index, query, candidates)
        lexical = dict(index.lexical.search(terms(query), candidates))
        views = index.views.search(query, candidates)
        fused = fuse(dense, lexical, self._settings.dense_weight, views)
        if not _SPEAKS_OF_TEXTS.search(fold(query)):  # the register answers questions about texts: elsewhere it comes last
            fused = _behind(fused, {key for key in fused if is_passage_of(key, REGISTER_SHEET)})
        best = sorted(fused, key=lambda key: (-fused[key], key))[: max(_FETCHED, k)]
        passages = index.store.passages(best)
        exact = _exact(index, query)
        order = [*(p.passage_id for p in exact), *(i for i in best if i not in {p.passage_id for p in exact})]
        passages |= {p.passage_id: p for p in exact}
        top = fused[best[0]] if best else 0.0
        return [
            Hit(
                passage=passages[identifier],
                rank=rank,
                fused=fused.get(identifier, top) if rank > len(exact) else top + len(exact) - rank + 1,
                dense=dense.get(identifier),
                lexical=lexical.get(identifier),
                exact=rank <= len(exact),
            )
            for rank, identifier in enumerate((i for i in order if i in passages), start=1)
        ][:k]

    def forget(self) -> None:
        """Forget the vectors of earlier questions."""
        self._embed.cache_clear()

    def foreignness(self, query: str) -> Foreignness:
        """Return how much ``query`` looks like a question the corpus does not cover. Raises: see ``index``."""
        index = self.index()
        query = index.speller.correct(query)
        return index.neighbours.foreignness(query, self._embed(query), index.lexical.rarity, index.lexical.share)

    def _dense(self, index: OpenIndex, query: str, candidates: int) -> dict[str, float]:
        """Return the best similarity of each passage found, by itself or through a question it answers."""
        vector = self._embed(query)
        best: dict[str, float] = {}
        for entry_id, similarity in index.store.nearest(vector, min(candidates, index.manifest.entries)):
            identifier = passage_of_entry(entry_id)
            best[identifier] = max(best.get(identifier, -1.0), similarity)
        if not best:  # Chroma answers nothing when its list of ids is gone
            raise IndexDamaged(f"{index.manifest.folder}: no vector found", str(self._folder / index.manifest.folder))
        return best


def _behind(fused: dict[str, float], last: set[str]) -> dict[str, float]:
    """Return the scores with those of ``last`` below all others, the order among them kept."""
    drop = max(fused.values(), default=0.0) - min(fused.values(), default=0.0) + 1.0
    return {key: score - drop if key in last else score for key, score in fused.items()}


def _exact(index: OpenIndex, query: str) -> list[Passage]:
    """Return the passages that are the very articles the question names, in its order, the parts of one in reading order."""
    found: list[Passage] = []
    for item in parse_references(query):
        reference = item.reference
        if reference.nature == "code" and reference.article:
            parts = [p for p in index.store.articles(reference.article) if _same_code(p, reference) and p not in found]
            found += sorted(parts, key=lambda p: p.passage_id)
    return found


def _same_code(passage: Passage, reference: LegalReference) -> bool:
    return reference.code is None or find_code(passage.document_title) in (None, reference.code)


class LangChainRetriever(BaseRetriever):
    """The retriever behind LangChain's interface; each document's metadata carries its ``hit``."""

    retriever: Any
    k: int = 8

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[LangChainDocument]:
        hits: Sequence[Hit] = self.retriever.retrieve(query, self.k)
        return [
            LangChainDocument(page_content=hit.passage.text, id=hit.passage.passage_id, metadata={"hit": hit}) for hit in hits
        ]
