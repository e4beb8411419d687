"""txtai; ``hybrid`` indexes words beside the vectors, which its own ``hybrid`` option does."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from txtai import Embeddings

from benchmarks.peers.exchange import Search, Text
from index.protocols import Embedder, Vectors

_QUERY, _PASSAGE = "query: ", "passage: "


def _transform(embedder: Embedder) -> Callable[[list[str]], Vectors]:
    """Return txtai's external function; its instructions, put before each text, tell questions from passages."""

    def transform(texts: list[str]) -> Vectors:
        if all(text.startswith(_QUERY) for text in texts):
            return np.stack([embedder.embed_query(text.removeprefix(_QUERY)) for text in texts])
        return embedder.embed_passages([text.removeprefix(_PASSAGE) for text in texts])

    return transform


def _settings(embedder: Embedder) -> dict[str, Any]:
    return {"method": "external", "transform": _transform(embedder)}


def build(folder: Path, texts: Sequence[Text], embedder: Embedder, way: str) -> None:
    """Index ``texts`` in ``folder``."""
    instructions = {"query": _QUERY, "data": _PASSAGE}
    index = Embeddings({**_settings(embedder), "instructions": instructions, "hybrid": way == "hybrid"})
    index.index([(t.passage_id, t.text) for t in texts])
    del index.config["transform"]  # a function cannot be saved; it is given again on opening
    index.save(str(folder))


def open_search(folder: Path, embedder: Embedder, way: str) -> Search:
    """Open what ``build`` wrote."""
    index = Embeddings()
    index.load(str(folder), config=_settings(embedder))
    return lambda question, k: [identifier for identifier, _ in index.search(question, k)]
