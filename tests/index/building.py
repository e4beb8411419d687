"""Small corpora and index folders for the tests of this layer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings

from corpus.identifiers import content_hash, passage_id
from corpus.neighbours import NeighbourSubject
from corpus.passage import Passage
from index.builder import BuildReport, Corpus, IndexBuilder, settings_fingerprint
from index.fusion import comparable_rankings, weighted_sum
from index.protocols import Embedder, Progress
from index.retriever import HybridRetriever
from index.settings import IndexSettings
from index.word_views import Ranking

properties = settings(
    derandomize=True,
    deadline=None,
    max_examples=100,
    # Fixtures used with @given are read-only here: sharing one between examples is wanted.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
LIMIT = 1_500
SUBJECTS = (
    NeighbourSubject(
        "cuisine", "la cuisine", "Voyez le cuisinier.", ("Quelle recette de tarte ?", "Comment cuire un gratin ?")
    ),
    NeighbourSubject("jardin", "le jardin", "Voyez le jardinier.", ("Quand tailler les rosiers ?",)),
)


def make_passage(identifier: str, title: str, body: str, **changes: Any) -> Passage:
    """Return a passage of the document that stands before ``#`` in ``identifier``."""
    text = f"{title}\n{body}"
    values: dict[str, Any] = dict.fromkeys(Passage.__slots__) | {
        "passage_id": identifier,
        "document_id": identifier.split("#")[0],
        "document_title": f"Document {identifier.split('#')[0]}",
        "section_title": title,
        "path": (),
        "page_starts": (),
        "start": 0,
        "end": len(text),
        "body_start": len(title) + 1,
        "text": text,
        "kind": "fiche",
        "nature": "fiche",
        "facts": (),
        "asked": (),
        "basis": (),
    }
    return Passage(**(values | changes))


def starter_documents() -> dict[str, list[Passage]]:
    """Return three small documents: four passages, six entries."""
    return {
        "conges": [
            make_passage("conges#00000", "Congés annuels", "Les congés se prennent pendant les vacances scolaires."),
            make_passage(
                "conges#00001",
                "Maladie",
                "Un arrêt maladie s'envoie sous deux jours.",
                asked=("Que faire si je tombe malade ?",),
            ),
        ],
        "contrat": [make_passage("contrat#00000", "Durée du contrat", "Le premier contrat dure trois ans.")],
        "code": [
            make_passage("code#00000", "Article L. 917-1", "Des accompagnants sont recrutés par contrat.", article="L917-1")
        ],
    }


@dataclass
class Library:
    """Documents whose reading is counted."""

    documents: dict[str, list[Passage]] = field(default_factory=starter_documents)
    subjects: Sequence[NeighbourSubject] = SUBJECTS
    reads: int = 0

    def corpus(self) -> Corpus:
        fingerprint = content_hash(repr((sorted(self.documents.items()), self.subjects)))
        return Corpus(fingerprint, len(self.documents), self._passages, lambda: self.subjects)

    def _passages(self) -> list[Passage]:
        self.reads += 1
        return [p for passages in self.documents.values() for p in passages]

    def replace(self, identifier: str, title: str, body: str, **changes: Any) -> None:
        document = self.documents[identifier.split("#")[0]]
        place = next(i for i, p in enumerate(document) if p.passage_id == identifier)
        document[place] = make_passage(identifier, title, body, **changes)


def add_documents(library: Library, count: int) -> None:
    """Add ``count`` one-passage documents, each with words of its own."""
    for number in range(count):
        name = f"note{number:03d}"
        identifier = passage_id(name, 0)
        library.documents[name] = [
            make_passage(identifier, f"Note {number}", f"La consigne numéro {number} concerne mot{number}.")
        ]


def update(
    folder: Path, embedder: Embedder, library: Library, progress: Progress | None = None, *, rebuild: bool = False
) -> BuildReport:
    """Bring the index in ``folder`` up to date, under the lock as the application does."""
    builder = IndexBuilder(folder, embedder, LIMIT)
    with builder.lock():
        return builder.update(library.corpus(), progress, rebuild=rebuild)


def open_retriever(folder: Path, embedder: Embedder, **settings: Any) -> HybridRetriever:
    """Return a retriever that has opened nothing yet."""
    return HybridRetriever(folder, embedder, settings_fingerprint(embedder, LIMIT), IndexSettings(**settings))


def generations(folder: Path) -> list[str]:
    """Return what stands in the index folder beside the manifest and the lock."""
    return sorted(p.name for p in folder.iterdir() if p.name not in ("current.json", "writer.lock"))


def fuse(
    dense: Mapping[str, float], lexical: Mapping[str, float], dense_weight: float, views: Sequence[Ranking] = ()
) -> dict[str, float]:
    """Fuse as the retriever does to choose its candidates."""
    weights = [dense_weight, 2 - dense_weight, *(view.weight for view in views)]
    return weighted_sum(comparable_rankings(dense, lexical, views), weights)
