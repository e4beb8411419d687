"""Errors of the corpus layer, and the root of every error of the application.

AppError
├── CorpusError
│   ├── DocumentNotFound      a path or a document id that does not exist
│   ├── UnreadableDocument    a file that is there but cannot become a document
│   │   ├── EmptyDocument
│   │   ├── UnknownFormat
│   │   ├── MisnamedDocument
│   │   ├── UnknownEncoding
│   │   ├── DamagedDocument
│   │   ├── EncryptedDocument
│   │   ├── DocumentWithoutText
│   │   └── DocumentTooLarge
│   ├── EmptyFolder           a folder with nothing to read in it
│   ├── StarterDocument       an attempt to remove a sheet of the starter corpus
│   ├── DamagedDataFolder     a file of the data folder that the application wrote is damaged
│   ├── DataFolderRefused     the data folder cannot be written
│   └── InvalidCorpusFile     a sheet or the register breaks its own format
├── SearchError (index.errors)
└── AssistantError (assistant.errors)

Messages are English and carry the values that matter; the French sentence a person reads is in ``ui.messages``.
"""


class AppError(Exception):
    """Root of every error the application raises on purpose.

    ``detail`` is the value the French sentence needs (a path, an id, a number); ``retry_helps`` says whether the
    same call may succeed later without any change.
    """

    retry_helps = False

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.detail = detail


class CorpusError(AppError):
    """A document, a sheet or the register cannot be used."""


class DocumentNotFound(CorpusError):
    """No such file, or no document of that id."""


class UnreadableDocument(CorpusError):
    """The file is there but cannot become a document."""


class EmptyDocument(UnreadableDocument):
    """The file has no bytes, or only white space."""


class UnknownFormat(UnreadableDocument):
    """No reader takes this kind of file."""


class MisnamedDocument(UnreadableDocument):
    """The content is of another kind than the name of the file says (an old .doc renamed .docx, for instance)."""


class UnknownEncoding(UnreadableDocument):
    """The bytes of a text file belong to no encoding we can tell."""


class DamagedDocument(UnreadableDocument):
    """The file breaks its own format (truncated PDF, for instance)."""


class EncryptedDocument(UnreadableDocument):
    """A PDF, DOCX or ODT file that asks for a password."""


class DocumentWithoutText(UnreadableDocument):
    """A PDF, DOCX or ODT file made of images: there is no text in it."""


class DocumentTooLarge(UnreadableDocument):
    """The file is over a limit of ``corpus.limits``: its size, its size once unpacked, its pages."""


class EmptyFolder(CorpusError):
    """The folder holds no file that a reader takes."""


class StarterDocument(CorpusError):
    """Sheets of the starter corpus are part of the program and cannot be removed."""


class DamagedDataFolder(CorpusError):
    """A file that the application wrote in its data folder can no longer be read."""


class DataFolderRefused(CorpusError):
    """The data folder cannot be created or written."""


class InvalidCorpusFile(CorpusError):
    """A sheet or the register breaks its own format.

    ``detail`` names the file, ``line`` counts from 1 (None when no line holds the fault), ``fault`` is one of ``FAULTS``
    and ``value`` what it is about.
    """

    FAULTS = (
        "not_yaml",
        "missing_field",
        "unknown_field",
        "wrong_value",
        "impossible_date",
        "duplicate_id",
        "duplicate_nor",
        "duplicate_text",
        "unknown_text",
        "inconsistent_status",
        "no_fact",
    )

    def __init__(self, name: str, fault: str, value: str = "", line: int | None = None) -> None:
        super().__init__(f"{name}{f', line {line}' if line else ''}: {fault} {value!r}", name)
        self.fault, self.value, self.line = fault, value, line
