"""The vector store: Chroma, in a folder of its own or on a server."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.config import Settings
from chromadb.errors import ChromaError

from corpus.passage import Passage
from index.entries import Entry
from index.errors import IndexDamaged
from index.passage_record import dump_passage, parse_passage
from index.protocols import Vectors

_BATCH = 5_000
_SPACE = {"hnsw": {"space": "cosine", "ef_search": 200}}


class ChromaStore:
    """One collection of entries. Similarities are cosines: 1 is identical."""

    def __init__(self, client: ClientAPI, name: str, place: str) -> None:
        self._client = client
        self._place = place
        self._collection = client.get_or_create_collection(name, embedding_function=None, configuration=cast(Any, _SPACE))

    @classmethod
    def in_folder(cls, folder: Path, name: str = "passages") -> "ChromaStore":
        """Open or create the store of a folder.

        Raises:
            IndexDamaged: Chroma cannot read the folder.

        """
        with _damage_named(str(folder)):
            return cls(chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False)), name, str(folder))

    @classmethod
    def on_server(cls, url: str, name: str) -> "ChromaStore":
        """Open or create a collection on a Chroma server. Raises IndexDamaged when it does not answer."""
        parts = urlsplit(url)
        with _damage_named(url):
            client = chromadb.HttpClient(
                host=parts.hostname or "localhost",
                port=parts.port or 8000,
                ssl=parts.scheme == "https",
                settings=Settings(anonymized_telemetry=False),
            )
            return cls(client, name, url)

    def close(self) -> None:
        """Release the files."""
        cast(Any, self._client).close()  # on every client, but missing from their common interface

    def count(self) -> int:
        """Return the number of entries. Raises IndexDamaged: the store's files are gone or broken."""
        with _damage_named(self._place):
            return self._collection.count()

    def write(self, entries: Sequence[Entry], vectors: Vectors) -> None:
        """Add entries, or replace those of the same id; ``vectors`` has shape (len(entries), dimension)."""
        for start in range(0, len(entries), _BATCH):
            batch = entries[start : start + _BATCH]
            self._collection.upsert(
                ids=[e.entry_id for e in batch],
                embeddings=cast(Any, vectors[start : start + len(batch)]),
                documents=[e.passage.text if e.role == "passage" else e.embedded_text for e in batch],
                metadatas=[_metadata(e) for e in batch],
            )

    def delete(self, entry_ids: Sequence[str]) -> None:
        """Remove entries by id."""
        for start in range(0, len(entry_ids), _BATCH):
            self._collection.delete(ids=list(entry_ids[start : start + _BATCH]))

    def vectors(self, entry_ids: Sequence[str]) -> dict[str, Vectors]:
        """Return the stored vectors of ``entry_ids``. Raises IndexDamaged."""
        found: dict[str, Vectors] = {}
        for start in range(0, len(entry_ids), _BATCH):
            with _damage_named(self._place):
                answer = self._collection.get(ids=list(entry_ids[start : start + _BATCH]), include=["embeddings"])
            rows = answer["embeddings"] if answer["embeddings"] is not None else []
            found |= {i: np.asarray(row, dtype=np.float32) for i, row in zip(answer["ids"], rows, strict=True)}
        return found

    def nearest(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """Return the ``k`` (entry id, cosine similarity) pairs nearest to ``vector``, best first. Raises IndexDamaged."""
        with _damage_named(self._place):
            answer = self._collection.query(query_embeddings=cast(Any, [vector]), n_results=k, include=["distances"])
        distances = answer["distances"] or [[]]
        return [(i, 1.0 - float(d)) for i, d in zip(answer["ids"][0], distances[0], strict=True)]

    def passages(self, passage_ids: Sequence[str]) -> dict[str, Passage]:
        """Return the passages of ``passage_ids`` by id. Raises IndexDamaged."""
        if not passage_ids:  # Chroma refuses an empty list
            return {}
        with _damage_named(self._place):
            answer = self._collection.get(ids=list(passage_ids), include=["metadatas", "documents"])
        return {p.passage_id: p for p in _parse(cast(dict[str, Any], answer))}

    def articles(self, article: str) -> list[Passage]:
        """Return the passages that are (part of) an article, spelled ``L121-6``. Raises IndexDamaged."""
        with _damage_named(self._place):
            answer = self._collection.get(where={"article": article}, include=["metadatas", "documents"])
        return list(_parse(cast(dict[str, Any], answer)))


@contextmanager
def _damage_named(place: str) -> Iterator[None]:
    """Turn what Chroma's Rust core raises on damaged files into our own error: whatever its SQLite or HNSW layer met."""
    try:
        yield
    except (ChromaError, ValueError, OSError, RuntimeError) as error:
        raise IndexDamaged(f"{place}: {error}", place) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of pyo3, which gives no way to import it
            raise
        raise IndexDamaged(f"{place}: {error}", place) from error


def _metadata(entry: Entry) -> Any:
    if entry.role == "question":
        return {"role": entry.role, "document_id": entry.passage.document_id}
    metadata = {"role": entry.role, "document_id": entry.passage.document_id, "record": dump_passage(entry.passage)}
    return metadata | ({"article": entry.passage.article} if entry.passage.article else {})


def _parse(answer: dict[str, Any]) -> Iterator[Passage]:
    for metadata, text in zip(answer["metadatas"], answer["documents"], strict=True):
        yield parse_passage(metadata["record"], text)
