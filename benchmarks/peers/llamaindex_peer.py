"""LlamaIndex with its own vector store; ``hybrid`` fuses its BM25 retriever by reciprocal ranks."""

from collections.abc import Sequence
from pathlib import Path

import Stemmer
from llama_index.core import StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import TextNode
from pydantic import PrivateAttr

from benchmarks.peers.exchange import DEPTH, Search, Text
from index.embedder import LangChainEmbeddings
from index.protocols import Embedder


class _Embedding(BaseEmbedding):
    _embeddings: LangChainEmbeddings = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(embed_batch_size=2048)  # all at once, as the other tools do: our embedder makes its own batches
        self._embeddings = LangChainEmbeddings(embedder)

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._embeddings.embed_query(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._embeddings.embed_documents(texts)


def build(folder: Path, texts: Sequence[Text], embedder: Embedder, way: str) -> None:
    """Index ``texts`` in ``folder``; BM25 is made when the index is opened: reopened, it would forget its language."""
    nodes = [TextNode(id_=t.passage_id, text=t.text) for t in texts]
    VectorStoreIndex(nodes, embed_model=_Embedding(embedder)).storage_context.persist(str(folder))


def open_search(folder: Path, embedder: Embedder, way: str) -> Search:
    """Open what ``build`` wrote."""
    stored = StorageContext.from_defaults(persist_dir=str(folder))
    index = load_index_from_storage(stored, embed_model=_Embedding(embedder))
    found: BaseRetriever = index.as_retriever(similarity_top_k=DEPTH)
    if way == "hybrid":
        from llama_index.retrievers.bm25 import BM25Retriever

        words = BM25Retriever.from_defaults(
            docstore=index.docstore, stemmer=Stemmer.Stemmer("french"), language="french", similarity_top_k=DEPTH
        )
        found = QueryFusionRetriever(
            [found, words], llm=MockLLM(), num_queries=1, mode="reciprocal_rerank", similarity_top_k=DEPTH, use_async=False
        )
    return lambda question, k: [hit.node.node_id for hit in found.retrieve(question)][:k]
