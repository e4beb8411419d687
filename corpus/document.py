"""What a file becomes: one text, its sections, its pages, and what the law says of each section."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["fiche", "texte_officiel", "document_local"]
LegalStatus = Literal["in_force", "amended", "repealed", "replaced", "unknown"]


@dataclass(frozen=True, slots=True)
class Basis:
    """The legal basis of a section: a text of the register, or a label the register does not hold.

    ``label`` is the reference as a person writes it; dates are ``YYYY-MM-DD``; ``article`` is spelled ``L917-1``,
    ``code`` is the full lower-case name, ``text_id`` the register's row. Unknown values are None, an unknown
    status is ``unknown``.
    """

    label: str
    nature: str | None = None
    number: str | None = None
    date: str | None = None
    article: str | None = None
    code: str | None = None
    nor: str | None = None
    url: str | None = None
    legal_status: LegalStatus = "unknown"
    in_force_since: str | None = None
    until: str | None = None
    replaced_by: str | None = None
    text_id: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the original: ``number`` from 1, half-open character range in the document's text."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a document: ``text[start:end]``, heading included.

    ``path`` holds the titles above it, outermost first. ``article`` is set for an article of a code or decree.
    ``asked`` are other ways people ask the section's question: they feed the index and are never shown. ``facts`` are
    those whose home this section is, ``also`` those it rests on that have their home elsewhere. ``in_force_since`` and
    ``until`` are the first and last day of the rule; ``text_id`` is the text of the register that the section is about.
    """

    title: str
    start: int
    end: int
    body_start: int
    path: tuple[str, ...] = ()
    article: str | None = None
    facts: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    confidence: str | None = None
    in_force_since: str | None = None
    until: str | None = None
    text_id: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    r"""A readable document. ``text`` is NFC with ``\n`` line ends; every offset counts its code points."""

    document_id: str
    title: str
    text: str
    sections: tuple[Section, ...]
    content_hash: str
    kind: Kind = "document_local"
    nature: str = "document"
    number: str | None = None
    date: str | None = None
    theme: str | None = None
    url: str | None = None
    source: str | None = None
    verified_on: str | None = None
    added_at: str | None = None
    pages: tuple[Page, ...] = field(default=())

    def page_at(self, offset: int) -> int | None:
        """Return the number of the page holding the character at ``offset``; None for a text without pages."""
        if not self.pages:
            return None
        found = bisect_right([page.start for page in self.pages], offset) - 1
        return self.pages[max(found, 0)].number
