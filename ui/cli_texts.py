"""A text of the register as ``aesh texte`` shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.coverage import Support
from corpus.document import Basis
from corpus.references.writing import write_article, write_date
from corpus.register import Register, RegisterEntry
from ui.cli_output import CONFIDENCE_WORDS
from ui.named_texts import NamedText
from ui.reference_words import status_word


@dataclass(frozen=True, slots=True)
class _State:
    """What a text, or the article asked for when it now stands elsewhere, is worth on a day."""

    label: str
    basis: Basis
    replaced_by: tuple[str, ...]


def _state(named: NamedText, register: Register, day: str) -> _State:
    entry = named.entry
    article = next((a for a in named.articles if register.moved(entry, a, day)), None)
    label = register.label_of(entry, article) if article else entry.label
    basis = register.basis_on(Basis(label, article=article, text_id=entry.text_id), day)
    return _State(label, basis, register.successors(entry, article))


def text_row(named: NamedText, register: Register, day: str) -> dict[str, Any]:
    """Return a text as the contract of ``texte`` has it; its status is that of ``day``."""
    entry, state = named.entry, _state(named, register, day)
    return {
        "id": entry.text_id,
        "label": state.label,
        "nature": entry.nature,
        "number": entry.number,
        "date": entry.date,
        "nor": entry.nor,
        "title": entry.title,
        "code": entry.code,
        "articles": [list(pair) for pair in entry.articles],
        "status": state.basis.legal_status,
        "in_force_since": entry.in_force_since,
        "until": state.basis.until or entry.until,
        "amended_by": _labels(entry.amended_by, register),
        "replaced_by": list(state.replaced_by),
        "repealed_by": register.by_id[entry.repealed_by].label if entry.repealed_by else None,
        "url": entry.url,
        "last_checked": entry.last_checked,
        "confidence": entry.confidence,
        "note": entry.note,
        "aliases": list(entry.aliases),
        "sheets": [_sheet_row(support) for support in named.supports],
    }


def _labels(identifiers: tuple[str, ...], register: Register) -> list[str]:
    return [register.by_id[identifier].label for identifier in identifiers]


def _sheet_row(support: Support) -> dict[str, Any]:
    return {
        "document_id": support.document.document_id,
        "title": support.document.title,
        "section": support.section.title,
        "article": support.article,
    }


def text_lines(named: NamedText, register: Register, day: str) -> Iterator[str]:
    """Return a text for people: what it is, its status on ``day``, its successors, the sections that rest on it."""
    entry, state = named.entry, _state(named, register, day)
    yield state.label if entry.title == state.label else f"{state.label} — {entry.title}"
    yield f"  Statut au {write_date(day)} : {status_word(state.basis.legal_status)}{_period(entry, state, day)}"
    rows = [
        ("Modifié par", _labels(entry.amended_by, register)),
        ("À citer à la place", state.replaced_by),
        ("Abrogé par", _labels((entry.repealed_by,) if entry.repealed_by else (), register)),
        ("Déplacés", _moves(entry, register) if state.label == entry.label else []),
        ("NOR", [entry.nor] if entry.nor else []),
        ("Aussi appelé", [f"« {alias} »" for alias in entry.aliases]),
        ("Note", [entry.note] if entry.note else []),
        ("Lien officiel", [entry.url] if entry.url else []),
    ]
    yield from (f"  {name} : {' ; '.join(values)}" for name, values in rows if values)
    yield f"  Vérifié le {write_date(entry.last_checked)}, confiance {CONFIDENCE_WORDS.get(entry.confidence, 'non précisée')}."
    if not named.supports:
        yield "  Aucune fiche ne repose sur ce texte."
        return
    yield "  Fiches qui reposent sur ce texte :"
    yield from (f"    - {_place(support)}" for support in named.supports)


def _period(entry: RegisterEntry, state: _State, day: str) -> str:
    """Return since when or until when, if it is known and is not what the label already says."""
    start, until = entry.in_force_since, state.basis.until or entry.until
    if until:
        return f" (jusqu'au {write_date(until)})"
    if start and start != entry.date:
        return f" ({'depuis le' if start <= day else 'à partir du'} {write_date(start)})"
    return ""


def _moves(entry: RegisterEntry, register: Register) -> list[str]:
    return [
        f"article {write_article(row.article)} depuis le {write_date(row.since)}, voir "
        f"{' ; '.join(register.successors(entry, row.article))}"
        for row in entry.moved
    ]


def _place(support: Support) -> str:
    article = f" (article {write_article(support.article)})" if support.article else ""
    return f"{support.document.title} — {support.section.title}{article} [{support.document.document_id}]"
