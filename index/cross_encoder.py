"""An optional reranker: any sentence-transformers cross-encoder reads the question and each passage together."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import RerankerUnavailable
from index.hit import Hit
from index.sbert import silence_transformers

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_READ = 12
"""Passages read for one question: reading is slow, and the right one is nearly always among them."""


class CrossEncoderReranker:
    """A model in ``folder``, on the CPU, loaded on first use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _model(self) -> "CrossEncoder":
        from safetensors import SafetensorError
        from sentence_transformers import CrossEncoder

        silence_transformers()
        try:
            model: CrossEncoder = CrossEncoder(str(self._folder), device="cpu", local_files_only=True, num_labels=1)
        except (OSError, ValueError, TypeError, KeyError, RuntimeError, SafetensorError) as error:
            raise RerankerUnavailable(f"{self._folder}: {error}", str(self._folder)) from error
        return model

    def rerank(self, query: str, hits: Sequence[Hit]) -> list[Hit]:
        """Return the same hits, best first by the model's logit, ranks counted again; exact ones stay in front.

        Those that the model does not read keep their order behind the others. ``fused`` becomes the logit, or lower.

        Raises:
            RerankerUnavailable: no such model, or not a cross-encoder.

        """
        exact = [hit for hit in hits if hit.exact]
        others = [hit for hit in hits if not hit.exact]
        read, unread = others[:_READ], others[_READ:]
        scored = self._scored(query, read)
        lowest = min((hit.fused for hit in scored), default=0.0)
        behind = [replace(hit, fused=lowest - place) for place, hit in enumerate(unread, start=1)]
        top = max((hit.fused for hit in scored), default=0.0)
        front = [replace(hit, fused=top + len(exact) - place) for place, hit in enumerate(exact)]
        return [replace(hit, rank=rank) for rank, hit in enumerate((*front, *scored, *behind), start=1)]

    def _scored(self, query: str, hits: Sequence[Hit]) -> list[Hit]:
        if not hits:
            return []
        from torch.nn import Identity

        pairs = [(query, hit.passage.text) for hit in hits]
        logits = self._model.predict(pairs, activation_fn=Identity(), show_progress_bar=False)
        scored = [replace(hit, fused=float(logit)) for hit, logit in zip(hits, logits, strict=True)]
        return sorted(scored, key=lambda hit: (-hit.fused, hit.rank))
