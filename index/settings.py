"""Settings of the index layer."""

from dataclasses import dataclass, field

DEFAULT_EMBEDDER = "multilingual-e5-small"


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """How passages are embedded, stored and ranked."""

    embedder: str = field(
        default=DEFAULT_EMBEDDER,
        metadata={"help": "Modèle d'embeddings : celui du projet, ou le dossier d'un modèle sentence-transformers."},
    )
    reranker: str | None = field(
        default=None, metadata={"help": "Dossier d'un modèle CrossEncoder qui relit les premiers passages ; vide : aucun."}
    )
    chroma_url: str | None = field(
        default=None, metadata={"help": "Adresse d'un serveur Chroma (http://hôte:port) ; vide : fichiers locaux."}
    )
    candidates: int = field(default=60, metadata={"help": "Nombre d'entrées retenues par chaque recherche avant fusion."})
    dense_weight: float = field(
        default=1.0, metadata={"help": "Poids de la recherche par le sens face à la recherche par les mots (1 : égaux)."}
    )
