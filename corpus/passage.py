"""The unit of retrieval."""

from dataclasses import dataclass

from corpus.document import Basis, Document, Section


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one section: always ``document.text[start:end] == text``.

    ``body_start`` is where the prose begins (after a heading); sentences are quoted from there on. ``page`` is the page it
    begins on, ``page_starts`` the (number, offset) of the pages that begin inside it.
    """

    passage_id: str
    document_id: str
    document_title: str
    section_title: str
    path: tuple[str, ...]
    start: int
    end: int
    body_start: int
    text: str
    page: int | None
    page_starts: tuple[tuple[int, int], ...]
    article: str | None
    kind: str
    nature: str
    theme: str | None
    url: str | None
    verified_on: str | None
    facts: tuple[str, ...]
    asked: tuple[str, ...]
    basis: tuple[Basis, ...]
    confidence: str | None
    in_force_since: str | None
    until: str | None
    text_id: str | None = None

    @property
    def body(self) -> str:
        """The passage's text without its heading."""
        return self.text[self.body_start - self.start :]

    def page_at(self, offset: int) -> int | None:
        """Return the number of the page holding the document's character ``offset``; None for a text without pages."""
        return next((number for number, start in reversed(self.page_starts) if start <= offset), self.page)

    @property
    def heading(self) -> str:
        """Where the passage stands: document title, titles above, section title, each once, joined by " > "."""
        parts: list[str] = []
        for part in (self.document_title, *self.path, self.section_title):
            if part and (not parts or parts[-1] != part):
                parts.append(part)
        return " > ".join(parts)


def passage_of(document: Document, section: Section, identifier: str, start: int, end: int) -> Passage:
    """Return the passage ``document.text[start:end]`` of ``section``."""
    return Passage(
        passage_id=identifier,
        document_id=document.document_id,
        document_title=document.title,
        section_title=section.title,
        path=section.path,
        start=start,
        end=end,
        body_start=min(max(start, section.body_start), end),
        text=document.text[start:end],
        page=document.page_at(start),
        page_starts=tuple((page.number, page.start) for page in document.pages if start < page.start < end),
        article=section.article,
        kind=document.kind,
        nature=document.nature,
        theme=document.theme,
        url=document.url,
        verified_on=document.verified_on,
        facts=section.facts,
        asked=section.asked if start == section.start else (),
        basis=section.basis,
        confidence=section.confidence,
        in_force_since=section.in_force_since,
        until=section.until,
        text_id=section.text_id,
    )
