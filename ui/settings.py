"""The settings of all layers, read from the environment: the only place that reads it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from assistant.settings import AssistantSettings
from corpus.errors import AppError
from corpus.settings import CorpusSettings
from index.settings import DEFAULT_EMBEDDER, IndexSettings


class InvalidSettings(AppError):
    """One or more settings have a value that cannot be; ``detail`` lists them all in French."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of the whole application."""

    corpus: CorpusSettings
    index: IndexSettings
    assistant: AssistantSettings


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read ``AESH_DATA_DIR``, ``AESH_EMBEDDER``, ``AESH_CHROMA_URL`` and ``AESH_MIN_EVIDENCE``.

    Raises:
        InvalidSettings: names every wrong value at once.

    """
    environment = os.environ if environment is None else environment
    faults: list[str] = []
    data_dir = environment.get("AESH_DATA_DIR") or platformdirs.user_data_dir("assistant-aesh", appauthor=False)
    embedder = environment.get("AESH_EMBEDDER") or DEFAULT_EMBEDDER
    if embedder != DEFAULT_EMBEDDER and not Path(embedder).is_dir():
        faults.append(f"AESH_EMBEDDER : « {embedder} » n'est ni « {DEFAULT_EMBEDDER} » ni un dossier existant")
    chroma_url = environment.get("AESH_CHROMA_URL") or None
    if chroma_url and not chroma_url.startswith(("http://", "https://")):
        faults.append(f"AESH_CHROMA_URL : « {chroma_url} » ne commence pas par http:// ou https://")
    evidence = _fraction(environment.get("AESH_MIN_EVIDENCE"), AssistantSettings().min_evidence)
    if evidence is None:
        faults.append("AESH_MIN_EVIDENCE : un nombre entre 0 et 1 est attendu")
    try:
        folder = Path(data_dir).expanduser()
    except RuntimeError:
        folder = Path(data_dir)
        faults.append(f"AESH_DATA_DIR : l'utilisateur de « {data_dir} » est inconnu")
    if faults:
        raise InvalidSettings("; ".join(faults), " ; ".join(faults))
    return Settings(
        corpus=CorpusSettings(folder),
        index=IndexSettings(embedder=embedder, chroma_url=chroma_url),
        assistant=AssistantSettings(min_evidence=evidence if evidence is not None else AssistantSettings().min_evidence),
    )


def _fraction(text: str | None, default: float) -> float | None:
    if not text:
        return default
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None
