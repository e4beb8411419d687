"""Settings of the assistant layer."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class AssistantSettings:
    """How much evidence an answer needs and how long it may be."""

    hits: int = field(default=8, metadata={"help": "Nombre de passages lus pour répondre."})
    max_sentences: int = field(default=6, metadata={"help": "Nombre maximal de phrases d'une réponse."})
    max_words: int = field(default=93, metadata={"help": "Longueur visée d'une réponse, en mots."})
    min_evidence: float = field(
        default=0.5, metadata={"help": "Appui minimal (0 à 1) en dessous duquel l'assistant ne répond pas."}
    )
