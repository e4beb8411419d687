"""Brings the index up to date: embeds what is new or changed, copies the rest, switches at the end."""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import numpy as np
from filelock import FileLock, Timeout

from corpus.identifiers import content_hash
from corpus.neighbours import NeighbourSubject
from corpus.passage import Passage
from index.bm25 import LexicalIndex
from index.chroma_store import ChromaStore
from index.entries import ENTRIES_VERSION, Entry, entries_of, lexical_terms
from index.errors import IndexDamaged, IndexLocked, IndexMismatch, IndexMissing
from index.french_tokens import ANALYSER_VERSION
from index.manifest import IndexManifest, check_sizes, read_manifest, record_sizes, remove_unfinished, write_manifest
from index.neighbour_index import NeighbourIndex
from index.protocols import Embedder, Progress, Vectors
from index.spelling import save_words
from index.word_views import WordViews

_HASHES = "entries.json"
_LOCK_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Corpus:
    """What the index is built from. ``fingerprint`` is cheap; ``passages`` and ``neighbours`` read the files."""

    fingerprint: str
    documents: int
    passages: Callable[[], Sequence[Passage]]
    neighbours: Callable[[], Sequence[NeighbourSubject]]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What one update did; counts are of vectors, but ``documents`` and ``passages``."""

    generation: int
    documents: int
    passages: int
    embedded: int
    reused: int
    removed: int


def settings_fingerprint(embedder: Embedder, max_characters: int) -> str:
    """Return what must be equal for an old index to be read."""
    parts = [embedder.name, embedder.dimension, max_characters, ENTRIES_VERSION, ANALYSER_VERSION]
    return content_hash(json.dumps(parts))[:16]


class IndexBuilder:
    """Writes generations below ``index_folder``; one process at a time, held by a lock of the system."""

    def __init__(self, index_folder: Path, embedder: Embedder, max_characters: int, chroma_url: str | None = None) -> None:
        self._folder = index_folder
        self._embedder = embedder
        self._fingerprint = settings_fingerprint(embedder, max_characters)
        self._chroma_url = chroma_url

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the writer's lock.

        Raises:
            IndexLocked: another process held it for ten minutes.

        """
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._folder / "writer.lock")
        try:
            lock.acquire(timeout=_LOCK_SECONDS)
        except Timeout as error:
            raise IndexLocked(f"{lock.lock_file} is held", str(lock.lock_file)) from error
        try:
            yield
        finally:
            lock.release()

    def check(self) -> None:
        """Tell beforehand whether ``update`` can go on from the old index. Raises: IndexMismatch, IndexDamaged."""
        self._current(rebuild=False)

    def update(self, corpus: Corpus, progress: Progress | None = None, *, rebuild: bool = False) -> BuildReport:
        """Bring the index up to date with ``corpus``; call it under ``lock``.

        Nothing changed: nothing is read or embedded. ``rebuild`` forgets the old index.

        Raises:
            IndexMismatch: the old index has another embedder and ``rebuild`` is false.
            IndexDamaged: the old index cannot be read and ``rebuild`` is false.
            EmbedderUnavailable: there is something to embed and no model.

        """
        current = self._current(rebuild=rebuild)
        if current and (current.corpus_fingerprint, current.settings_fingerprint) == (corpus.fingerprint, self._fingerprint):
            return BuildReport(current.generation, current.documents, current.passages, 0, current.entries, 0)
        live = self._live()
        generation = (live.generation if live else self._last_generation()) + 1
        self._remove_leftovers(live)
        folder = self._folder / f"{generation:06d}-{uuid4().hex[:8]}"
        try:
            report = self._write(folder, generation, current, corpus, progress)
        except BaseException:
            if self._live() == live:  # else the switch was done when the interruption came
                shutil.rmtree(folder, ignore_errors=True)
            raise
        self._remove_leftovers(self._live())
        return report

    def _live(self) -> IndexManifest | None:
        """Return what readers use, whoever built it: it stays until the next generation replaces it."""
        try:
            return read_manifest(self._folder)
        except (IndexMissing, IndexDamaged):
            return None

    def _current(self, *, rebuild: bool) -> IndexManifest | None:
        if rebuild:
            return None
        try:
            manifest = read_manifest(self._folder)
        except IndexMissing:
            return None
        # with the same embedder only texts that changed are embedded, whatever else is new: cutting, terms, entries
        if (manifest.embedder, manifest.dimension) != (self._embedder.name, self._embedder.dimension):
            raise IndexMismatch(f"index built by {manifest.embedder}, asked for {self._embedder.name}", manifest.embedder)
        check_sizes(self._folder / manifest.folder)
        return manifest

    def _write(
        self, folder: Path, generation: int, current: IndexManifest | None, corpus: Corpus, progress: Progress | None
    ) -> BuildReport:
        passages = corpus.passages()
        entries = entries_of(passages)
        old = self._old_hashes(current)
        wanted = {e.entry_id: [e.text_hash, e.record_hash] for e in entries}
        gone = [entry_id for entry_id in old if entry_id not in wanted]
        stale = [e for e in entries if old.get(e.entry_id) != wanted[e.entry_id]]
        store = self._next_store(folder, current, generation)
        try:
            known = self._known_vectors(store, old, stale)
            vectors, embedded = self._vectors(stale, known, progress)
            store.delete(gone)
            store.write(stale, vectors)
        finally:
            store.close()
        lexical = folder / "lexical"
        LexicalIndex.build(lexical, [p.passage_id for p in passages], [lexical_terms(p) for p in passages])
        WordViews.build(lexical, passages)
        neighbours = corpus.neighbours()
        asked = [*(p.asked for p in passages), *(subject.questions for subject in neighbours)]
        save_words(lexical, (f"{p.section_title}\n{p.body}" for p in passages), asked)
        previous = self._folder / current.folder / "lexical" if current else None
        NeighbourIndex.build(lexical, neighbours, self._embedder, previous)
        (folder / _HASHES).write_text(json.dumps(wanted), "utf-8")
        manifest = IndexManifest(
            generation=generation,
            folder=folder.name,
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            embedder=self._embedder.name,
            dimension=self._embedder.dimension,
            settings_fingerprint=self._fingerprint,
            corpus_fingerprint=corpus.fingerprint,
            documents=corpus.documents,
            passages=len(passages),
            entries=len(entries),
        )
        record_sizes(folder)
        write_manifest(self._folder, manifest)
        return BuildReport(generation, corpus.documents, len(passages), embedded, len(entries) - embedded, len(gone))

    def _next_store(self, folder: Path, current: IndexManifest | None, generation: int) -> ChromaStore:
        folder.mkdir(parents=True)
        if self._chroma_url:
            return ChromaStore.on_server(self._chroma_url, folder.name)
        if current is None:
            return ChromaStore.in_folder(folder / "chroma")
        old = self._folder / current.folder / "chroma"
        if not old.is_dir():
            raise IndexDamaged(f"{old} is missing", str(old))
        shutil.copytree(old, folder / "chroma")
        store = ChromaStore.in_folder(folder / "chroma")
        if store.count() != current.entries:
            store.close()
            raise IndexDamaged(f"{old}: {current.entries} entries expected", str(old))
        return store

    def _old_hashes(self, current: IndexManifest | None) -> dict[str, list[str]]:
        if current is None or self._chroma_url:
            return {}
        path = self._folder / current.folder / _HASHES
        try:
            hashes: dict[str, list[str]] = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise IndexDamaged(f"{path}: {error}", str(path)) from error
        return hashes

    @staticmethod
    def _known_vectors(store: ChromaStore, old: dict[str, list[str]], stale: Sequence[Entry]) -> dict[str, Vectors]:
        """Return, by text hash, the vectors the old index already holds for texts that moved or whose record changed."""
        needed = {e.text_hash for e in stale}
        holders = {hashes[0]: entry_id for entry_id, hashes in old.items() if hashes[0] in needed}
        vectors = store.vectors(list(holders.values()))
        return {text_hash: vectors[entry_id] for text_hash, entry_id in holders.items() if entry_id in vectors}

    def _vectors(self, entries: Sequence[Entry], known: dict[str, Vectors], progress: Progress | None) -> tuple[Vectors, int]:
        fresh = {e.text_hash: e for e in entries if e.text_hash not in known}
        done = 0
        for role, embed in (("passage", self._embedder.embed_passages), ("question", self._embedder.embed_questions)):
            chosen = [e for e in fresh.values() if e.role == role]
            if not chosen:
                continue
            found = embed([e.embedded_text for e in chosen], _shifted(progress, done, len(fresh)))
            known |= {e.text_hash: vector for e, vector in zip(chosen, found, strict=True)}
            done += len(chosen)
        dimension = self._embedder.dimension
        vectors = np.zeros((len(entries), dimension), dtype=np.float32)
        for row, entry in enumerate(entries):
            vectors[row] = known[entry.text_hash]
        return vectors, len(fresh)

    def _last_generation(self) -> int:
        numbers = [int(p.name.split("-")[0]) for p in self._folder.glob("[0-9]*-*") if p.name.split("-")[0].isdigit()]
        return max(numbers, default=0)

    def _remove_leftovers(self, live: IndexManifest | None) -> None:
        remove_unfinished(self._folder)
        for path in self._folder.glob("[0-9]*-*"):
            if path.is_dir() and (live is None or path.name != live.folder):
                shutil.rmtree(path, ignore_errors=True)


def _shifted(progress: Progress | None, done: int, total: int) -> Progress | None:
    if progress is None:
        return None
    return lambda count, _: progress(done + count, total)
