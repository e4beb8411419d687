"""Settings of the optional language model."""

from dataclasses import dataclass, field
from typing import Literal

Masking = Literal["auto", "toujours"]
MASKING: tuple[Masking, ...] = ("auto", "toujours")


@dataclass(frozen=True, slots=True)
class LanguageModelSettings:
    """Which model writes, where it runs and what may be sent to it. ``name`` is ``provider:model``."""

    name: str = field(metadata={"help": "Modèle de langue : ollama:…, openai:…, mistralai:…"})
    base_url: str | None = field(default=None, metadata={"help": "Adresse du serveur du modèle ; celle du fournisseur sinon."})
    key: str | None = field(default=None, repr=False, metadata={"help": "Clé du serveur ; celle du fournisseur sinon."})
    timeout: float = field(default=60.0, metadata={"help": "Temps laissé au modèle pour une réponse, en secondes."})
    masking: Masking = field(
        default="auto", metadata={"help": "auto : masquer pour un modèle distant ; toujours : pour tout modèle."}
    )
    consent: bool = field(default=False, metadata={"help": "Accord donné d'avance pour envoyer le texte masqué."})
    context_characters: int = field(default=6_000, metadata={"help": "Place des passages dans la demande, en caractères."})
    max_words: int = field(default=90, metadata={"help": "Longueur visée d'une réponse rédigée, en mots."})

    @property
    def provider(self) -> str:
        """The part of ``name`` before the colon."""
        return self.name.partition(":")[0]

    @property
    def model(self) -> str:
        """The part of ``name`` after the colon."""
        return self.name.partition(":")[2]
