"""The documents a person adds: a copy of each original, kept in the data folder."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from corpus.document import Document
from corpus.errors import DamagedDataFolder, DataFolderRefused, DocumentNotFound
from corpus.identifiers import content_hash, slug
from corpus.loader import load_document

Outcome = Literal["added", "unchanged", "updated", "partial", "refused"]


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What the store knows of one added document without reading it again."""

    document_id: str
    file_name: str
    source: str
    added_at: str
    content_hash: str


class DocumentStore:
    """One folder per document: the original and ``document.json``. Both appear together or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def entries(self) -> list[StoredDocument]:
        """Return the stored documents, oldest first.

        Raises:
            DamagedDataFolder: a ``document.json`` cannot be read.

        """
        return sorted(self._entries(), key=lambda entry: (entry.added_at, entry.document_id))

    def _entries(self) -> Iterator[StoredDocument]:
        for path in self._folder.glob("*/document.json"):
            if path.parent.name.startswith("."):
                continue
            try:
                yield StoredDocument(**json.loads(path.read_text("utf-8")))
            except (ValueError, TypeError) as error:
                raise DamagedDataFolder(f"{path}: {error}", str(path)) from error

    def documents(self) -> list[Document]:
        """Read every stored document again from its original. Raises: see ``load_document``."""
        return [self._load(entry) for entry in self.entries()]

    def load(self, document_id: str) -> Document:
        """Read one stored document. Raises DocumentNotFound when there is none of that id."""
        for entry in self.entries():
            if entry.document_id == document_id:
                return self._load(entry)
        raise DocumentNotFound(f"no added document {document_id!r}", document_id)

    def _load(self, entry: StoredDocument) -> Document:
        copy = self._folder / entry.document_id / entry.file_name
        document = load_document(copy, entry.document_id, Path(entry.source))
        return replace(document, source=entry.source, added_at=entry.added_at)

    def add(self, path: Path, taken: frozenset[str] = frozenset()) -> tuple[Outcome, Document]:
        """Keep a copy of ``path``; ``taken`` are ids it must not get. Reads it first, so a bad file changes nothing.

        Raises:
            UnreadableDocument, DocumentNotFound: see ``load_document``.
            DataFolderRefused: the copy cannot be written.

        """
        document = load_document(path)
        source = str(path.resolve())
        entries = self.entries()
        same = next((e for e in entries if e.content_hash == document.content_hash), None)
        if same:
            return "unchanged", replace(document, document_id=same.document_id, source=same.source, added_at=same.added_at)
        earlier = next((e for e in entries if e.source == source), None)
        identifier = earlier.document_id if earlier else _free_id(slug(path.stem), {e.document_id for e in entries} | taken)
        entry = StoredDocument(
            document_id=identifier,
            file_name=f"original{path.suffix.lower()}",
            source=source,
            added_at=datetime.now(UTC).isoformat(timespec="milliseconds"),
            content_hash=document.content_hash,
        )
        try:
            self._write(entry, path)
        except OSError as error:
            raise DataFolderRefused(f"{self._folder}: {error}", str(self._folder)) from error
        kept = replace(document, document_id=identifier, source=source, added_at=entry.added_at)
        return ("updated" if earlier else "added"), kept

    def _write(self, entry: StoredDocument, path: Path) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=".new-", dir=self._folder))
        shutil.copyfile(path, unfinished / entry.file_name)
        record = {name: getattr(entry, name) for name in StoredDocument.__slots__}
        (unfinished / "document.json").write_text(json.dumps(record, indent=2), "utf-8")
        final = self._folder / entry.document_id
        if final.exists():
            # two steps: a process killed between them leaves the old copy under a hidden name, put back by ``mend``
            hidden = self._folder / f".old-{entry.document_id}"
            shutil.rmtree(hidden, ignore_errors=True)
            final.rename(hidden)
            unfinished.rename(final)
            shutil.rmtree(hidden)
        else:
            unfinished.rename(final)

    def mend(self) -> None:
        """Finish what a killed process left: put an old copy back if its successor is missing, drop half copies."""
        for hidden in self._folder.glob(".old-*"):
            final = self._folder / hidden.name.removeprefix(".old-")
            if final.exists():
                shutil.rmtree(hidden, ignore_errors=True)
            else:
                hidden.rename(final)
        for unfinished in self._folder.glob(".new-*"):
            shutil.rmtree(unfinished, ignore_errors=True)

    def remove(self, document_id: str) -> StoredDocument:
        """Remove one document. Raises DocumentNotFound when there is none of that id."""
        for entry in self.entries():
            if entry.document_id == document_id:
                hidden = Path(tempfile.mkdtemp(prefix=".new-", dir=self._folder))
                os.replace(self._folder / document_id, hidden / document_id)
                shutil.rmtree(hidden)
                return entry
        raise DocumentNotFound(f"no added document {document_id!r}", document_id)

    def fingerprint(self) -> str:
        """Return a hash that changes when any stored document does."""
        return content_hash(json.dumps([[e.document_id, e.content_hash] for e in self.entries()]))


def _free_id(wanted: str, taken: set[str] | frozenset[str]) -> str:
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
