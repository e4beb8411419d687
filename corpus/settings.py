"""Settings of the corpus layer."""

from dataclasses import dataclass, field
from pathlib import Path

from corpus.splitter import MAX_CHARACTERS


@dataclass(frozen=True, slots=True)
class CorpusSettings:
    """Where a person's documents are kept and how documents are cut."""

    data_dir: Path = field(metadata={"help": "Dossier de toutes les données : index, documents ajoutés, modèles."})
    max_characters: int = field(
        default=MAX_CHARACTERS, metadata={"help": "Longueur maximale d'un passage, en caractères, titre non compris."}
    )
