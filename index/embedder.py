"""The embedder the application uses, as our own role and as LangChain's ``Embeddings``."""

from collections.abc import Sequence
from pathlib import Path

from langchain_core.embeddings import Embeddings

from index.e5_weights import FOLDER_VERSION, find_weights, sentence_transformers_folder
from index.light_engine import LightEngine
from index.protocols import Embedder, Progress, Vectors
from index.sbert import SbertModel
from index.settings import DEFAULT_EMBEDDER, IndexSettings

E5_DIMENSION = 384


class E5Embedder:
    """multilingual-e5-small: passages by sentence-transformers, questions by the light engine where it exists."""

    name = f"{DEFAULT_EMBEDDER}/{FOLDER_VERSION}"
    dimension = E5_DIMENSION

    def __init__(self, models_folder: Path, *, light: bool | None = None) -> None:
        self._models_folder = models_folder
        self._sbert = SbertModel(lambda: sentence_transformers_folder(models_folder))
        self._light_wanted = LightEngine.is_available() if light is None else light
        self._light: LightEngine | None = None

    def embed_query(self, text: str) -> Vectors:
        """Return the unit vector, shape (384,), of a question. Raises EmbedderUnavailable."""
        if not self._light_wanted:
            return self._sbert.embed_one(text, "query")
        if self._light is None:
            self._light = LightEngine(find_weights(self._models_folder))
        return self._light.embed_query(text)

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return unit vectors, shape (len(texts), 384), of passages. Raises EmbedderUnavailable."""
        return self._sbert.embed(texts, "passage", progress)

    def embed_questions(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return unit vectors, shape (len(texts), 384), of known questions. Raises EmbedderUnavailable."""
        return self._sbert.embed(texts, "query", progress)


class NamedEmbedder:
    """Any sentence-transformers model in a local folder."""

    def __init__(self, folder: Path) -> None:
        self.name = f"sentence-transformers:{folder}"
        self._sbert = SbertModel(lambda: folder)

    @property
    def dimension(self) -> int:
        """Length of one vector."""
        return self._sbert.dimension

    def embed_query(self, text: str) -> Vectors:
        """Return the unit vector, shape (dimension,), of a question. Raises EmbedderUnavailable."""
        return self._sbert.embed_one(text, "query")

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension), of passages. Raises EmbedderUnavailable."""
        return self._sbert.embed(texts, "passage", progress)

    def embed_questions(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension), of known questions. Raises EmbedderUnavailable."""
        return self._sbert.embed(texts, "query", progress)


def build_embedder(settings: IndexSettings, models_folder: Path) -> Embedder:
    """Return the embedder that ``settings`` names."""
    if settings.embedder == DEFAULT_EMBEDDER:
        return E5Embedder(models_folder)
    return NamedEmbedder(Path(settings.embedder))


class LangChainEmbeddings(Embeddings):
    """Our embedder behind LangChain's interface, for chains and stores that ask for one."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one vector per passage."""
        return [[float(x) for x in vector] for vector in self._embedder.embed_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        return [float(x) for x in self._embedder.embed_query(text)]
