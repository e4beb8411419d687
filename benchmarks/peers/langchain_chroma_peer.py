"""LangChain with Chroma in a folder; ``hybrid`` adds its BM25 retriever by the ensemble retriever."""

from collections.abc import Sequence
from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from benchmarks.peers.exchange import DEPTH, Search, Text
from index.embedder import LangChainEmbeddings
from index.protocols import Embedder


def _store(folder: Path, embedder: Embedder) -> Chroma:
    return Chroma(
        embedding_function=LangChainEmbeddings(embedder),
        persist_directory=str(folder),
        collection_configuration={"hnsw": {"space": "cosine"}},
    )


def build(folder: Path, texts: Sequence[Text], embedder: Embedder, way: str) -> None:
    """Index ``texts`` in ``folder``; BM25 is made when the index is opened, as that retriever keeps nothing on disk."""
    _store(folder, embedder).add_texts([t.text for t in texts], ids=[t.passage_id for t in texts])


def open_search(folder: Path, embedder: Embedder, way: str) -> Search:
    """Open what ``build`` wrote."""
    store = _store(folder, embedder)
    retriever: BaseRetriever = store.as_retriever(search_kwargs={"k": DEPTH})
    if way == "hybrid":
        from langchain_classic.retrievers import EnsembleRetriever
        from langchain_community.retrievers import BM25Retriever

        kept = store.get(include=["documents"])
        pairs = zip(kept["ids"], kept["documents"], strict=True)
        words = BM25Retriever.from_documents([Document(page_content=text, id=i) for i, text in pairs], k=DEPTH)
        retriever = EnsembleRetriever(retrievers=[words, retriever], weights=[0.5, 0.5])
    return lambda question, k: [str(document.id) for document in retriever.invoke(question)][:k]
