"""Embeddings by sentence-transformers: the passages, and any model a person names."""

import unicodedata
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import EmbedderUnavailable
from index.protocols import Progress, Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 16
_ROUND = 128
"""Texts between two reports of progress."""


class SbertModel:
    """A sentence-transformers model on the CPU, loaded on first use; ``locate`` returns its folder."""

    def __init__(self, locate: Callable[[], Path]) -> None:
        self._locate = locate

    @cached_property
    def _model(self) -> "SentenceTransformer":
        folder = self._locate()
        from safetensors import SafetensorError
        from sentence_transformers import SentenceTransformer

        silence_transformers()
        try:
            return SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        except (OSError, ValueError, TypeError, KeyError, SafetensorError) as error:
            raise EmbedderUnavailable(f"{folder}: {error}", str(folder)) from error

    @property
    def dimension(self) -> int:
        """Length of one vector."""
        return int(self._model.get_embedding_dimension() or 0)

    def embed_one(self, text: str, prompt: str) -> Vectors:
        """Return the unit vector, shape (dimension,), of one text."""
        vector: Vectors = self.embed([text], prompt)[0]
        return vector

    def embed(self, texts: Sequence[str], prompt: str, progress: Progress | None = None) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension), of texts with the model's ``query`` or ``passage`` prompt.

        Longest texts come first, so that memory peaks at once and batches hold texts of one length.
        """
        composed = [unicodedata.normalize("NFC", text) for text in texts]
        prompts = getattr(self._model, "prompts", None) or {}
        name = prompt if prompts.get(prompt) else None
        order = sorted(range(len(composed)), key=lambda i: -len(composed[i]))
        vectors = np.zeros((len(composed), self.dimension), dtype=np.float32)
        for start in range(0, len(order), _ROUND):
            chosen = order[start : start + _ROUND]
            vectors[chosen] = self._model.encode(
                [composed[i] for i in chosen],
                prompt_name=name,
                batch_size=_BATCH,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
            if progress:
                progress(min(start + _ROUND, len(order)), len(order))
        return vectors


def silence_transformers() -> None:
    """Keep the library's notices and bars off the screen: what a person must know is said in French."""
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]  # transformers leaves it untyped
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it untyped
