"""What is embedded for each passage: its own text, and the questions it answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from corpus.identifiers import content_hash
from corpus.passage import Passage
from index.french_tokens import terms
from index.passage_record import dump_passage

ENTRIES_VERSION = "2"
"""Raise it when the text embedded for a passage changes, or what else is kept beside the vectors."""

_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Entry:
    """One vector of the store. Entry ids are the passage's id, then ``id|1``, ``id|2``… for its questions."""

    entry_id: str
    role: Literal["passage", "question"]
    embedded_text: str
    passage: Passage

    @property
    def text_hash(self) -> str:
        """Changes when the vector must be computed again."""
        return content_hash(f"{self.role}:{self.embedded_text}")

    @property
    def record_hash(self) -> str:
        """Changes when what the store keeps beside the vector must be written again."""
        return content_hash(self.passage.text + dump_passage(self.passage)) if self.role == "passage" else ""


def entries_of(passages: Iterable[Passage]) -> list[Entry]:
    """Return every entry of ``passages``, passages before questions."""
    passages = list(passages)
    own = [Entry(p.passage_id, "passage", indexed_text(p), p) for p in passages]
    questions = [
        Entry(f"{p.passage_id}{_SEPARATOR}{number}", "question", question, p)
        for p in passages
        for number, question in enumerate(questions_of(p), start=1)
    ]
    return own + questions


def passage_of_entry(entry_id: str) -> str:
    """Return the id of the passage an entry stands for."""
    return entry_id.split(_SEPARATOR, 1)[0]


def indexed_text(passage: Passage) -> str:
    """Return what is embedded for a passage: where it stands, then its text without the heading."""
    return f"{passage.heading}\n{passage.body}"


def lexical_terms(passage: Passage) -> list[str]:
    """Return the terms under which a passage is found: place, text, ways of asking, and the texts it rests on."""
    title = terms(passage.section_title)
    asked = terms(" \n ".join(passage.asked))
    references = {term for basis in passage.basis for term in terms(basis.label) if any(c.isdigit() for c in term)}
    place = terms(" \n ".join((passage.document_title, *passage.path)))
    return [*place, *title, *title, *terms(passage.body), *asked, *sorted(references)]


def questions_of(passage: Passage) -> list[str]:
    """Return the questions that a section of a sheet answers: its heading and the other ways of asking it."""
    return [passage.section_title, *passage.asked] if passage.asked else []
