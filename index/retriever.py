"""Questions to hits: exact references first, then the sum of meaning and words."""

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from index.candidate import Candidate
from index.entries import passage_of_entry
from index.errors import IndexDamaged, IndexMismatch, IndexMissing
from index.features import Asked
from index.french_tokens import terms
from index.fusion import comparable_rankings, weighted_sum
from index.hit import Hit
from index.manifest import IndexManifest, manifest_path, read_manifest
from index.neighbour_index import Foreignness
from index.open_index import OpenIndex
from index.protocols import Embedder, Reranker
from index.ranking import load_weights, ranking_scores
from index.settings import IndexSettings

_RANKED = 40
"""Passages that the learned order compares for one question, before the best ``k`` are kept."""

_REMEMBERED = 64
"""Question vectors kept: one question is embedded once for the passages and for the subjects not covered."""


_SPEAKS_OF_TEXTS = re.compile(
    r"\b(?:lois?|decrets?|arretes?|circulaires?|circ|notes? de service|ordonnances?|articles?|art|codes?|textes?|decisions?|"
    r"jurisprudence|registre|references?|vigueur|abroge\w*|[lrd]\.? ?\d{3}-\d)\b|\d{2,4}-\d{2,4}"
)


@dataclass(frozen=True, slots=True)
class Compared:
    """The candidates of a question, best first by the plain sum ``fused``, with every score that the learned order reads."""

    asked: Asked
    candidates: Sequence[Candidate]
    rankings: Sequence[Mapping[str, float]]
    fused: Mapping[str, float]
    dense: Mapping[str, float]
    lexical: Mapping[str, float]


class HybridRetriever:
    """Reads the live index and follows it: a new generation is opened at the next question.

    Questions come in already corrected by ``OpenIndex.speller``. ``reranker``, when there is one, has the last word.
    """

    def __init__(
        self,
        index_folder: Path,
        embedder: Embedder,
        fingerprint: str,
        settings: IndexSettings,
        reranker: Reranker | None = None,
    ) -> None:
        self._folder = index_folder
        self._embedder = embedder
        self._fingerprint = fingerprint
        self._settings = settings
        self._reranker = reranker
        self._weights = load_weights()
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
        found = self._compared(index, query, k)
        scores = self._scores(index, found)
        exact = _exact(index, query)
        passages = {c.passage.passage_id: c.passage for c in found.candidates} | {p.passage_id: p for p in exact}
        first = [p.passage_id for p in exact]
        order = [*first, *(i for i in sorted(scores, key=lambda i: (-scores[i], i)) if i not in first)]
        top = max(scores.values(), default=0.0)
        hits = [
            Hit(
                passage=passages[identifier],
                rank=rank,
                fused=scores[identifier] if rank > len(exact) else top + len(exact) - rank + 1,
                dense=found.dense.get(identifier),
                lexical=found.lexical.get(identifier),
                exact=rank <= len(exact),
            )
            for rank, identifier in enumerate(order, start=1)
        ]
        return (self._reranker.rerank(query, hits) if self._reranker else hits)[:k]

    def compared(self, query: str) -> "Compared":
        """Return what the ranking of ``query`` is made from. There must be a passage. Raises: see ``index``."""
        return self._compared(self.index(), query, k=1)

    def _compared(self, index: OpenIndex, query: str, k: int) -> "Compared":
        wanted = self._settings.candidates
        if 3 * k > wanted:  # several entries may stand for one passage: only all of them give k passages for sure
            wanted = index.manifest.entries
        dense = self._dense(index, query, wanted)
        lexical = dict(index.lexical.search(terms(query), wanted))
        views = index.views.search(query, wanted)
        rankings = comparable_rankings(dense, lexical, views)
        weight = self._settings.dense_weight
        fused = weighted_sum(rankings, [weight, 2 - weight, *(view.weight for view in views)])
        if not _SPEAKS_OF_TEXTS.search(fold(query)):  # the register answers questions about texts: elsewhere it comes last
            fused = _behind(fused, {key for key in fused if is_passage_of(key, REGISTER_SHEET)})
        best = sorted(fused, key=lambda key: (-fused[key], key))[: max(_RANKED, k)]
        return Compared(Asked(query, self._embed(query)), index.candidates.get(best), rankings, fused, dense, lexical)

    def _scores(self, index: OpenIndex, found: "Compared") -> dict[str, float]:
        """Return the score of every candidate: the learned one for the first, what they had before, lower, for the others."""
        ranked, others = found.candidates[:_RANKED], found.candidates[_RANKED:]
        scores = ranking_scores(found.asked, ranked, found.rankings, index.lexical.rarity, self._weights)
        last = {key for key in scores if is_passage_of(key, REGISTER_SHEET)}
        if last and not _SPEAKS_OF_TEXTS.search(fold(found.asked.text)):
            scores = _behind(scores, last)
        lowest = min(scores.values())
        best = max((found.fused[c.passage.passage_id] for c in others), default=0.0)
        return scores | {i: lowest - 1.0 + found.fused[i] - best for i in (c.passage.passage_id for c in others)}

    def forget(self) -> None:
        """Forget the vectors of earlier questions."""
        self._embed.cache_clear()

    def foreignness(self, query: str) -> Foreignness:
        """Return how much ``query`` looks like a question the corpus does not cover. Raises: see ``index``."""
        index = self.index()
        return index.neighbours.foreignness(query, self._embed(query), index.lexical.rarity)

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

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[LangChainDocument]:
        hits: Sequence[Hit] = self.retriever.retrieve(query, k or self.k)
        return [
            LangChainDocument(page_content=hit.passage.text, id=hit.passage.passage_id, metadata={"hit": hit}) for hit in hits
        ]
