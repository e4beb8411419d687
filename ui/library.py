"""The documents and their index: what is read, what is added or removed, and the one place that writes the index."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import Document
from corpus.document_store import DocumentStore, Outcome
from corpus.errors import AppError, DataFolderRefused, DocumentNotFound, StarterDocument
from corpus.identifiers import content_hash
from corpus.loader import files_below
from corpus.neighbours import NEIGHBOURS_PATH, load_neighbours
from corpus.passage import Passage
from corpus.register import REGISTER_PATH, Register, load_register
from corpus.register_sheet import register_sheet
from corpus.sheets import SHEETS_FOLDER, load_sheets
from corpus.splitter import split_document
from index.errors import IndexMismatch, IndexMissing
from index.manifest import IndexManifest
from index.protocols import Embedder, Progress, Reranker
from ui.settings import Settings

if TYPE_CHECKING:
    from index.builder import BuildReport, IndexBuilder
    from index.retriever import HybridRetriever

_CORPUS = REGISTER_PATH.parent
# The readers are part of what passages are made of: with other code, the same files may give other passages.
_PROGRAM_FILES = [REGISTER_PATH, NEIGHBOURS_PATH, *sorted(_CORPUS.glob("*.py")), *sorted(_CORPUS.glob("re*/*.py"))]


@dataclass(frozen=True, slots=True)
class AddedFile:
    """What became of one file a person asked to add; ``error`` is set when it was refused."""

    path: Path
    outcome: Outcome
    document: Document | None
    error: AppError | None = None


class Library:
    """The documents of one data folder and their index. Building it opens nothing."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.data_dir = settings.corpus.data_dir
        self.index_folder = self.data_dir / "index"
        self.models_folder = self.data_dir / "models"
        self.store = DocumentStore(self.data_dir / "documents")

    @cached_property
    def register(self) -> Register:
        """The register of texts."""
        return load_register()

    @cached_property
    def sheets(self) -> list[Document]:
        """The starter corpus: the sheets, and the register as one more."""
        return [*load_sheets(self.register), register_sheet(self.register)]

    @cached_property
    def embedder(self) -> Embedder:
        """The embedder the settings name."""
        from index.embedder import build_embedder

        return build_embedder(self.settings.index, self.models_folder)

    @cached_property
    def reranker(self) -> Reranker | None:
        """The optional model that has the last word on the order; None when the settings name none."""
        if self.settings.index.reranker is None:
            return None
        from index.cross_encoder import CrossEncoderReranker

        return CrossEncoderReranker(Path(self.settings.index.reranker))

    @cached_property
    def retriever(self) -> "HybridRetriever":
        """Reads the live index."""
        from index.builder import settings_fingerprint
        from index.retriever import HybridRetriever

        fingerprint = settings_fingerprint(self.embedder, self.settings.corpus.max_characters)
        return HybridRetriever(self.index_folder, self.embedder, fingerprint, self.settings.index, self.reranker)

    def manifest(self) -> IndexManifest:
        """Describe the live index. Raises: see ``HybridRetriever.index``."""
        return self.retriever.index().manifest

    def corpus_fingerprint(self) -> str:
        """Return what changes when a sheet, the register or an added document does; reads bytes, parses nothing."""
        files = sorted(SHEETS_FOLDER.glob("*.md")) + _PROGRAM_FILES
        return content_hash(json.dumps([[p.name, content_hash(p.read_bytes())] for p in files] + [self.store.fingerprint()]))

    def documents(self) -> list[Document]:
        """Return the sheets, then the added documents."""
        return [*self.sheets, *self.store.documents()]

    def document(self, document_id: str) -> Document:
        """Return one document. Raises DocumentNotFound when there is none of that id."""
        sheet = next((d for d in self.sheets if d.document_id == document_id), None)
        return sheet or self.store.load(document_id)

    def passages(self) -> list[Passage]:
        """Return the passages of every document."""
        return self.split(self.documents())

    def split(self, documents: Iterable[Document]) -> list[Passage]:
        """Return the passages of ``documents``."""
        return [p for d in documents for p in split_document(d, self.settings.corpus.max_characters)]

    def update_index(self, progress: Progress | None = None, *, rebuild: bool = False) -> "BuildReport":
        """Bring the index up to date. Raises: see ``IndexBuilder.update``; DataFolderRefused."""
        builder = self._builder()
        with self._writing(), builder.lock():
            self.store.mend()
            return self._update(builder, progress, rebuild=rebuild)

    def _builder(self) -> "IndexBuilder":
        from index.builder import IndexBuilder

        return IndexBuilder(
            self.index_folder, self.embedder, self.settings.corpus.max_characters, self.settings.index.chroma_url
        )

    def _update(self, builder: "IndexBuilder", progress: Progress | None, *, rebuild: bool = False) -> "BuildReport":
        from index.builder import Corpus

        corpus = Corpus(
            self.corpus_fingerprint(),
            len(self.sheets) + len(self.store.entries()),
            self.passages,
            load_neighbours,
        )
        return builder.update(corpus, progress, rebuild=rebuild)

    def _writing(self) -> "_DataFolder":
        return _DataFolder(self.data_dir)

    def ensure_index(self, progress: Progress | None = None, notify: Callable[[], None] | None = None) -> None:
        """Build the index when there is none, or when an older version made it; ``notify`` is called before.

        Raises: see ``update_index``; IndexMismatch when another embedder made it.
        """
        try:
            self.retriever.index()
        except IndexMissing:
            pass
        except IndexMismatch as error:
            if error.detail != self.embedder.name:
                raise
        else:
            return
        if notify:
            notify()
        self.update_index(progress)

    def add(self, path: Path, progress: Progress | None = None) -> list[AddedFile]:
        """Add a file, or every readable file below a folder, and bring the index up to date; a bad file stops no other.

        Raises:
            DocumentNotFound, EmptyFolder: see ``files_below``.
            IndexLocked, IndexMismatch, DataFolderRefused: nothing was added.

        """
        files = files_below(path)
        builder = self._builder()
        with self._writing(), builder.lock():
            builder.check()
            self.store.mend()
            taken = frozenset(d.document_id for d in self.sheets)
            outcomes = [self._add_one(file, taken) for file in files]
            self._update(builder, progress)
        return outcomes

    def _add_one(self, path: Path, taken: frozenset[str]) -> AddedFile:
        try:
            outcome, document = self.store.add(path, taken)
        except DataFolderRefused:
            raise
        except AppError as error:
            return AddedFile(path, "refused", None, error)
        return AddedFile(path, outcome, document)

    def remove(self, document_id: str, progress: Progress | None = None) -> "BuildReport":
        """Remove an added document and bring the index up to date.

        Raises:
            StarterDocument: it is a sheet of the starter corpus.
            DocumentNotFound: there is none of that id.

        """
        if any(d.document_id == document_id for d in self.sheets):
            raise StarterDocument(f"{document_id} is a starter sheet", document_id)
        if all(entry.document_id != document_id for entry in self.store.entries()):
            raise DocumentNotFound(f"no document {document_id!r}", document_id)
        builder = self._builder()
        with self._writing(), builder.lock():
            builder.check()
            self.store.remove(document_id)
            return self._update(builder, progress)


class _DataFolder:
    """Turns a refusal of the operating system to write the data folder into our own error."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DataFolderRefused(f"{self._folder}: {error}", str(self._folder)) from error

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            raise DataFolderRefused(f"{self._folder}: {error}", str(self._folder)) from error
