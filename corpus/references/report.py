"""A checked text: every reference with its status, as one object for the screen, the terminal and the exports."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.loader import own_text
from corpus.normalize import stored_form
from corpus.references.check import CheckedReference, CheckStatus, check_text, own_code_of
from corpus.register import Register, RegisterEntry


@dataclass(frozen=True, slots=True)
class ReferenceReport:
    """The references of one text on ``day``; places are code points of ``text``."""

    source: str
    text: str
    day: str
    references: tuple[CheckedReference, ...]

    @property
    def summary(self) -> dict[CheckStatus, int]:
        """How many references have each status, those met only."""
        return dict(Counter(item.status for item in self.references))

    def as_json(self) -> dict[str, Any]:
        """Return the object of ``aesh verifier --json``."""
        return {
            "source": self.source,
            "text": self.text,
            "day": self.day,
            "references": [_row(item, self.text) for item in self.references],
            "summary": self.summary,
        }


def report_on_file(path: Path, register: Register, day: str) -> ReferenceReport:
    """Check the references of a file; Markdown and plain text are taken as they are, other formats as read.

    Raises: see ``corpus.loader.read_file``.
    """
    text, title = own_text(path)
    return ReferenceReport(path.name, text, day, tuple(check_text(text, register, day, own_code_of(title))))


def report_on_text(text: str, register: Register, day: str, source: str = "texte") -> ReferenceReport:
    """Check the references of a text typed or pasted."""
    stored = stored_form(text)
    return ReferenceReport(source, stored, day, tuple(check_text(stored, register, day)))


def _row(item: CheckedReference, text: str) -> dict[str, Any]:
    reference, entry, found = item.found.reference, item.entry, item.found
    return {
        "text": text[found.start : found.end],
        "start": found.start,
        "end": found.end,
        "nature": entry.nature if entry else reference.nature,
        "code": entry.code if entry else reference.code,
        "article": reference.article,
        "part": reference.part,
        "number": (entry.number if entry else None) or reference.number,
        "date": reference.date or (entry.date if entry else None),
        "nor": reference.nor or (entry.nor if entry else None),
        "in_range": found.in_range,
        "status": item.status,
        "title": entry.title if entry else None,
        "url": entry.url if entry else None,
        "replaced_by": item.replaced_by,
        "instead": list(item.instead),
        "expected_date": item.expected_date,
        "candidates": [_candidate(candidate) for candidate in item.candidates],
        "last_checked": entry.last_checked if entry else None,
        "confidence": entry.confidence if entry else None,
    }


def _candidate(entry: RegisterEntry) -> dict[str, Any]:
    return {
        "label": entry.label,
        "title": entry.title,
        "nature": entry.nature,
        "number": entry.number,
        "date": entry.date,
        "status": entry.status,
        "url": entry.url,
    }
