"""Haystack with its in-memory store, saved to a file; ``hybrid`` joins its BM25 retriever by reciprocal ranks."""

from collections.abc import Sequence
from pathlib import Path

from haystack import Document, Pipeline, component
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore

from benchmarks.peers.exchange import DEPTH, Search, Text
from index.embedder import LangChainEmbeddings
from index.protocols import Embedder

_FILE = "store.json"


@component
class _Query:
    def __init__(self, embedder: Embedder) -> None:
        self._embeddings = LangChainEmbeddings(embedder)

    @component.output_types(embedding=list[float])
    def run(self, text: str) -> dict[str, list[float]]:
        return {"embedding": self._embeddings.embed_query(text)}


def build(folder: Path, texts: Sequence[Text], embedder: Embedder, way: str) -> None:
    """Index ``texts`` in ``folder``; the store counts words for BM25 in any case."""
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    vectors = LangChainEmbeddings(embedder).embed_documents([t.text for t in texts])
    pairs = zip(texts, vectors, strict=True)
    DocumentWriter(store).run([Document(id=t.passage_id, content=t.text, embedding=vector) for t, vector in pairs])
    store.save_to_disk(str(folder / _FILE))


def open_search(folder: Path, embedder: Embedder, way: str) -> Search:
    """Open what ``build`` wrote."""
    store = InMemoryDocumentStore.load_from_disk(str(folder / _FILE))
    pipeline = Pipeline()
    pipeline.add_component("query", _Query(embedder))
    pipeline.add_component("vectors", InMemoryEmbeddingRetriever(store, top_k=DEPTH))
    pipeline.connect("query.embedding", "vectors.query_embedding")
    if way == "hybrid":
        pipeline.add_component("words", InMemoryBM25Retriever(store, top_k=DEPTH))
        pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=DEPTH))
        pipeline.connect("vectors", "joiner")
        pipeline.connect("words", "joiner")

    def search(question: str, k: int) -> list[str]:
        words = {"words": {"query": question}} if way == "hybrid" else {}
        found = pipeline.run({"query": {"text": question}} | words)
        return [d.id for d in found["joiner" if words else "vectors"]["documents"]][:k]

    return search
