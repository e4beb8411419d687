"""Passages, hits and citations made by hand, where a test needs a text it knows."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation, IndexState, Sentence, Status
from corpus.document import Basis
from corpus.passage import Passage
from index.hit import Hit

INDEX = IndexState(generation=1, built_at="2026-01-02T03:04:05+00:00", documents=1, passages=1, embedder="essai")


def made_passage(body: str, title: str = "Le gilet jaune", name: str = "gilet", shift: int = 40) -> Passage:
    """Return a passage of a sheet that begins at ``shift`` in its document, heading first."""
    text = f"{title}\n{body}"
    return Passage(
        passage_id=f"{name}#1",
        document_id=name,
        document_title="La cour",
        section_title=title,
        path=(),
        start=shift,
        end=shift + len(text),
        body_start=shift + len(title) + 1,
        text=text,
        page=None,
        page_starts=(),
        article=None,
        kind="fiche",
        nature="fiche",
        theme="missions",
        url=None,
        verified_on="2026-11-21",
        facts=(f"{name.upper()}-001",),
        asked=(),
        basis=(),
        confidence="high",
        in_force_since=None,
        until=None,
    )


def made_hits(*passages: Passage, dense: float = 0.85) -> list[Hit]:
    """Return hits of equal strength, in order."""
    return [Hit(passage, rank, fused=1.0, dense=dense, lexical=1.0) for rank, passage in enumerate(passages, start=1)]


def made_citation(quote: str, number: int = 1, basis: tuple[Basis, ...] = ()) -> Citation:
    """Return a citation whose quote is the whole body of a passage."""
    passage = made_passage(quote, name=f"texte-{number}")
    return Citation(number, passage, passage.body_start, passage.end, quote, basis)


def made_answer(
    status: Status, citations: Sequence[Citation] = (), message: str = "Rien trouvé.", question: str = "Qui le porte ?"
) -> Answer:
    """Return an answer that shows each citation as one sentence."""
    sentences = tuple(Sentence(c.quote, (c.number,), "verbatim") for c in citations)
    timings = {"retrieval": 1.0, "total": 2.0}
    answer = Answer(question, question, status, (), (), message, (), (), INDEX, timings)
    return replace(answer, sentences=sentences, citations=tuple(citations))
