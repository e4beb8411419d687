"""The settings of all layers, read from the environment: the only place that reads it."""

import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

from assistant.llm.settings import MASKING, LanguageModelSettings
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
    language_model: LanguageModelSettings | None = None


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the variables ``AESH_…`` that the README lists.

    Raises:
        InvalidSettings: names every wrong value at once.

    """
    environment = os.environ if environment is None else environment
    faults: list[str] = []
    data_dir = environment.get("AESH_DATA_DIR") or platformdirs.user_data_dir("assistant-aesh", appauthor=False)
    embedder = environment.get("AESH_EMBEDDER") or DEFAULT_EMBEDDER
    if embedder != DEFAULT_EMBEDDER and not Path(embedder).is_dir():
        faults.append(f"AESH_EMBEDDER : « {embedder} » n'est ni « {DEFAULT_EMBEDDER} » ni un dossier existant")
    reranker = environment.get("AESH_RERANKER") or None
    if reranker and not Path(reranker).is_dir():
        faults.append(f"AESH_RERANKER : « {reranker} » n'est pas un dossier existant")
    chroma_url = environment.get("AESH_CHROMA_URL") or None
    if chroma_url and not chroma_url.startswith(("http://", "https://")):
        faults.append(f"AESH_CHROMA_URL : « {chroma_url} » ne commence pas par http:// ou https://")
    evidence = _fraction(environment.get("AESH_MIN_EVIDENCE"), AssistantSettings().min_evidence)
    if evidence is None:
        faults.append("AESH_MIN_EVIDENCE : un nombre entre 0 et 1 est attendu")
    language_model = _language_model(environment, faults)
    try:
        folder = Path(data_dir).expanduser()
    except RuntimeError:
        folder = Path(data_dir)
        faults.append(f"AESH_DATA_DIR : l'utilisateur de « {data_dir} » est inconnu")
    if faults:
        raise InvalidSettings("; ".join(faults), " ; ".join(faults))
    return Settings(
        corpus=CorpusSettings(folder),
        index=IndexSettings(embedder=embedder, reranker=reranker, chroma_url=chroma_url),
        assistant=AssistantSettings(min_evidence=evidence if evidence is not None else AssistantSettings().min_evidence),
        language_model=language_model,
    )


def _language_model(environment: Mapping[str, str], faults: list[str]) -> LanguageModelSettings | None:
    """Return the settings of the optional language model, None when there is none; wrong values go to ``faults``."""
    name = (environment.get("AESH_LLM") or "").strip()
    if not name:
        return None
    default = LanguageModelSettings(name)
    if not re.fullmatch(r"[a-z][a-z0-9_]*:\S+", name):
        faults.append(f"AESH_LLM : « {name} » n'est pas de la forme fournisseur:modèle, comme ollama:mistral-small")
    url = environment.get("AESH_LLM_URL") or None
    if url and not url.startswith(("http://", "https://")):
        faults.append(f"AESH_LLM_URL : « {url} » ne commence pas par http:// ou https://")
    timeout = _seconds(environment.get("AESH_LLM_TIMEOUT"), default.timeout)
    if timeout is None:
        faults.append("AESH_LLM_TIMEOUT : un nombre de secondes plus grand que 0 est attendu")
    masking = next((m for m in MASKING if m == (environment.get("AESH_LLM_MASK") or default.masking)), None)
    if masking is None:
        faults.append(f"AESH_LLM_MASK : {' ou '.join(MASKING)} est attendu")
    consent = environment.get("AESH_LLM_CONSENT") or "non"
    if consent not in ("oui", "non"):
        faults.append("AESH_LLM_CONSENT : oui ou non est attendu")
    key = environment.get("AESH_LLM_KEY") or None
    return replace(
        default,
        base_url=url,
        key=key,
        timeout=timeout or default.timeout,
        masking=masking or default.masking,
        consent=consent == "oui",
    )


def _seconds(text: str | None, default: float) -> float | None:
    value = _number(text, default)
    return value if value is not None and value > 0 and math.isfinite(value) else None


def _fraction(text: str | None, default: float) -> float | None:
    value = _number(text, default)
    return value if value is not None and 0 <= value <= 1 else None


def _number(text: str | None, default: float) -> float | None:
    """Return the number written, ``default`` when nothing is, None when it is no number."""
    if not text:
        return default
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
