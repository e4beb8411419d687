"""Answers as a person sees them: pure functions from an Answer to Markdown and HTML."""

import re
from collections.abc import Sequence
from html import escape

from assistant.answer import Answer, Citation, Sentence
from assistant.calibration import level_of
from corpus.document import Basis
from corpus.passage import Passage

STATUS_BADGES = {
    "in_force": ("En vigueur", "ok"),
    "amended": ("En vigueur, modifié", "ok"),
    "repealed": ("Abrogé", "gone"),
    "replaced": ("Remplacé", "gone"),
    "date_mismatch": ("Date erronée", "wrong"),
    "ambiguous": ("Ambigu", "unsure"),
    "unknown": ("Statut non vérifié", "unknown"),
}
"""Every status in French, and the kind that gives its colours: those of a text, then those of a reference that is checked."""
STATUS_COUNTS = {
    "in_force": ("en vigueur", "en vigueur"),
    "amended": ("en vigueur et modifiée", "en vigueur et modifiées"),
    "replaced": ("remplacée", "remplacées"),
    "repealed": ("abrogée", "abrogées"),
    "date_mismatch": ("à la date erronée", "à la date erronée"),
    "ambiguous": ("ambiguë", "ambiguës"),
    "unknown": ("au statut non vérifié", "au statut non vérifié"),
}
"""How references of each status are counted, one and several: « 2 remplacées »."""
CONFIDENCE_WORDS = {"high": "élevée", "medium": "moyenne : à faire confirmer", "low": "faible : à faire confirmer"}
LEVEL_WORDS = {"forte": "Appui fort", "moyenne": "Appui moyen", "faible": "Appui faible"}
LEVEL_ADVICE = {
    "forte": "Les passages cités répondent de près à la question.",
    "moyenne": "Relisez les passages cités avant d’agir : votre cas peut être différent.",
    "faible": "Faites confirmer par votre gestionnaire avant d’agir.",
}
"""What a person should make of each level of confidence."""
KIND_WORDS = {
    "fiche": "Fiche rédigée pour cet assistant",
    "texte_officiel": "Texte officiel",
    "document_local": "Document ajouté sur cet ordinateur",
}
NO_SOURCE = "<p class='sources-empty'>Les passages cités s'afficheront ici.</p>"

_MARKDOWN = re.compile(r"([\\`*_{}\[\]#|~$]|^[-+>]|(?<=^\d)\.)")


def anchor(turn: int, number: int) -> str:
    """Return the id of a quote on the page: unique among all answers of a conversation."""
    return f"src-{turn}-{number}"


def answer_markdown(answer: Answer, turn: int) -> str:
    """Return the chat message: what was understood, each sentence followed by links to its quotes, warnings, the rest."""
    understood = [f"*{_understood(answer)}*"] if answer.is_rewritten else []
    if not answer.sentences:
        return "\n\n".join((*understood, plain(answer.message)))
    sentences = "".join(_lead(s.lead) + _sentence(s, turn) for s in answer.sentences).strip()
    parts = [*understood, sentences]
    parts += [f"**{word}.** {advice}" for word, advice in support_of_answer(answer)]
    parts += [f"**Attention :** {plain(warning)}" for warning in answer.warnings]
    return "\n\n".join((*parts, *_details(answer, turn)))


def support_of_answer(answer: Answer) -> list[tuple[str, str]]:
    """Return how well the answer is supported and what to make of it, in words; nothing when no confidence is known."""
    if answer.confidence is None:
        return []
    level = level_of(answer.confidence)
    return [(LEVEL_WORDS[level], LEVEL_ADVICE[level])]


def _understood(answer: Answer) -> str:
    said = f" ({plain(answer.situation)})" if answer.situation else ""
    return f"Question comprise : {plain(answer.standalone_question)}{said}"


def _lead(lead: str) -> str:
    """Return ``lead`` with the words of a heading escaped: they are the person's own."""
    before, mark, heading = lead.partition("#### ")
    return f"{before}{mark}{plain(heading.strip())}\n\n" if mark else lead


def _sentence(sentence: Sentence, turn: int) -> str:
    return f"{plain(sentence.text)} {''.join(_marker(turn, n) for n in sentence.citations)}"


def _details(answer: Answer, turn: int) -> list[str]:
    """Return the sentences left out, folded."""
    if not answer.details:
        return []
    items = "".join(
        f"<li>{escape(s.text, quote=False)} {''.join(_marker(turn, n) for n in s.citations)}</li>" for s in answer.details
    )
    return [f"<details><summary>Détails</summary><ul>{items}</ul></details>"]


def _marker(turn: int, number: int) -> str:
    return f'<sup><a href="#{anchor(turn, number)}">[{number}]</a></sup>'


def plain(text: str) -> str:
    """Return ``text`` with what Markdown or HTML would take as its own escaped: a document's text is data."""
    return _MARKDOWN.sub(r"\\\1", escape(text, quote=False))


def source_cards(answer: Answer, turn: int) -> str:
    """Return the cards of one answer, one for each passage cited, in order of first citation."""
    passages: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        passages.setdefault(citation.passage.passage_id, []).append(citation)
    cards = "".join(_card(citations, turn) for citations in passages.values())
    return f"<section class='sources-turn' aria-label='Sources de la réponse {turn}'>{cards}</section>" if cards else ""


def all_sources(cards: Sequence[str]) -> str:
    """Return the cards of a conversation, the latest answer first; earlier ones stay so that their links live."""
    shown = [card for card in cards if card]
    if not shown:
        return NO_SOURCE
    latest, earlier = shown[-1], shown[-2::-1]
    if not earlier:
        return latest
    return f"{latest}<h3 class='sources-earlier'>Sources des réponses précédentes</h3>{''.join(earlier)}"


def _card(citations: Sequence[Citation], turn: int) -> str:
    passage = citations[0].passage
    numbers = " ".join(f"[{c.number}]" for c in citations)
    number = passage.page_at(citations[0].start)
    page = f" — page {number}" if number else ""
    path = " › ".join(passage.path[1:]) if passage.kind != "fiche" else ""
    return (
        "<details class='source-card' open>"
        f"<summary><span class='source-number'>{numbers}</span> {escape(passage.document_title)}{page}</summary>"
        f"<p class='source-kind'>{KIND_WORDS.get(passage.kind, passage.kind)}"
        f"{' · ' + escape(passage.nature) if passage.kind != 'fiche' else ''}</p>"
        f"{f'<p class=source-path>{escape(path)}</p>' if path else ''}"
        f"<h4>{escape(passage.section_title)}</h4>"
        f"<div class='source-text'>{_highlighted(passage, citations, turn)}</div>"
        f"{_basis_list(citations[0].basis)}{_check_line(passage)}</details>"
    )


def _highlighted(passage: Passage, citations: Sequence[Citation], turn: int) -> str:
    """Return the passage's prose with each quote in a ``<mark>`` whose text is exactly the quote."""
    pieces: list[str] = []
    position = passage.body_start
    for citation in sorted(citations, key=lambda c: c.start):
        pieces.append(_prose(passage, position, citation.start))
        pieces.append(f"<mark id='{anchor(turn, citation.number)}' tabindex='-1'>{escape(citation.quote)}</mark>")
        position = citation.end
    pieces.append(_prose(passage, position, passage.end))
    return "".join(pieces)


def _prose(passage: Passage, start: int, end: int) -> str:
    text = escape(passage.text[max(start, passage.start) - passage.start : end - passage.start])
    return re.sub(r"\n+", "<br>", text)


def _basis_list(basis: Sequence[Basis]) -> str:
    if not basis:
        return ""
    items = "".join(f"<li>{_basis_item(b)}</li>" for b in basis)
    return f"<p class='basis-title'>Base légale</p><ul class='basis'>{items}</ul>"


def _basis_item(basis: Basis) -> str:
    word, kind = STATUS_BADGES[basis.legal_status]
    label = escape(basis.label[:1].upper() + basis.label[1:])
    link = f"<a href='{escape(basis.url)}' target='_blank' rel='noopener noreferrer'>{label}</a>" if basis.url else label
    successor = f" Voir : {escape(basis.replaced_by)}." if basis.replaced_by else ""
    return f"{link} <span class='badge badge-{kind}'>{word}</span>{successor}"


def _check_line(passage: Passage) -> str:
    parts = []
    if passage.verified_on:
        year, month, day = passage.verified_on.split("-")
        parts.append(f"Vérifié le {day}/{month}/{year}")
    if passage.confidence:
        parts.append(f"confiance {CONFIDENCE_WORDS.get(passage.confidence, passage.confidence)}")
    return f"<p class='source-check'>{' · '.join(parts)}</p>" if parts else ""
