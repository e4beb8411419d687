"""Whom to ask, when the section that answers does not say it itself."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.extractive import Extract, extracts
from assistant.settings import AssistantSettings
from index.hit import Hit

_SHEET = "qui-contacter"
_WITHOUT_CONTACT = ("textes", "glossaire")
_NEAR = 0.5
"""A section of the sheet of contacts speaks when its score is at least this share of the best passage's."""


def contact_step(chosen: Sequence[Extract], hits: Sequence[Hit], settings: AssistantSettings) -> list[Extract]:
    """Return the sentence that says whom to ask about what ``chosen`` answers, none when it is told already or does not fit.

    The sheet of contacts has one section for each kind of trouble; the one nearest to the question speaks, if it is near.
    """
    if not chosen or not _wants_contact(chosen):
        return []
    near = [h for h in hits if h.passage.document_id == _SHEET and h.fused >= _NEAR * hits[0].fused > 0]
    if not near:
        return []
    step = replace(extracts(near[0].passage, {})[0], part="step")
    words = sum(len(extract.text.split()) for extract in (*chosen, step))
    fits = len(chosen) < settings.max_sentences and words <= settings.max_words
    return [step] if fits else []


def _wants_contact(chosen: Sequence[Extract]) -> bool:
    answered = chosen[0].passage
    if answered.kind != "fiche" or answered.theme in _WITHOUT_CONTACT or answered.until:
        return False
    return all(extract.part != "step" and extract.passage.document_id != _SHEET for extract in chosen)
