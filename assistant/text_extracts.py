"""Sentences about texts: what a sheet says of one, what the register says of its status."""

from collections.abc import Iterable, Sequence

from assistant.extractive import Extract, extracts
from assistant.settings import AssistantSettings
from assistant.texts import TextShelf
from corpus.document import Basis
from corpus.normalize import fold
from corpus.register_sheet import REGISTER_SHEET
from index.hit import Hit

_OVER = ("repealed", "replaced")
_SAYS_SO = ("abrog", "remplac", "plus en vigueur", "n'existe plus", "n'est plus", "ancien")


def compose_texts(hits: Sequence[Hit], article: str | None, settings: AssistantSettings) -> list[Extract]:
    """Return the first sentence of each passage, then more of the first one, while the answer has room.

    An article that a person added is read from its beginning; the register speaks of ``article`` where it names it.
    """
    sentences = [extracts(hit.passage, {}) for hit in hits]
    firsts = [_telling(found, article) for found in sentences if found]
    chosen = firsts[: settings.max_sentences]
    words = sum(len(extract.text.split()) for extract in chosen)
    more = sentences[0] if sentences and hits[0].passage.document_id != REGISTER_SHEET else []
    for extract in more:
        length = len(extract.text.split())
        if extract not in chosen and len(chosen) < settings.max_sentences and words + length <= settings.max_words:
            chosen.append(extract)
            words += length
    rank = {hit.passage.passage_id: hit.rank for hit in hits}
    return sorted(chosen, key=lambda e: (rank[e.passage.passage_id], e.position))


def status_extracts(chosen: Iterable[Extract], shelf: TextShelf, day: str) -> list[Extract]:
    """Return what the register says of the texts no longer in force on which alone an answer rests.

    Nothing is added when another text of the same section is in force, or when the sentences themselves say it.
    """
    chosen = list(chosen)
    said = fold(" ".join(extract.text for extract in chosen))
    if any(word in said for word in _SAYS_SO):
        return []
    for extract in chosen:
        bases = [shelf.register.basis_on(basis, day) for basis in extract.passage.basis]
        over = [basis for basis in bases if basis.legal_status in _OVER]
        if over and len(over) == len(bases) and extract.passage.document_id != REGISTER_SHEET:
            return _status(over[0], shelf)
    return []


def _status(basis: Basis, shelf: TextShelf) -> list[Extract]:
    passage = shelf.status_of.get(basis.text_id or "")
    return [_telling(extracts(passage, {}), basis.article)] if passage else []


def _telling(found: Sequence[Extract], article: str | None) -> Extract:
    """Return the sentence that names ``article`` in a section of the register, else the first one."""
    if article and found[0].passage.document_id == REGISTER_SHEET:
        return next((e for e in found if f"l'article {article} " in e.text), found[0])
    telling = [e for e in found if not e.text.startswith(("Oui", "Non"))]  # « Oui » answers another question
    with_figures = [e for e in telling if any(c.isdigit() for c in e.text)]  # a number, a date: about the text, not about words
    return (with_figures or telling or list(found))[0]
