"""What each reference of a text is worth on a given day, by the register."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from corpus.document import LegalStatus
from corpus.normalize import fold, squeeze
from corpus.references.codes import CODES
from corpus.references.parser import parse_references
from corpus.references.value import FoundReference, LegalReference, same_number
from corpus.register import Register, RegisterEntry

CheckStatus = LegalStatus | Literal["ambiguous", "date_mismatch"]
STATUSES: tuple[CheckStatus, ...] = (
    "in_force",
    "amended",
    "replaced",
    "repealed",
    "date_mismatch",
    "ambiguous",
    "unknown",
)


@dataclass(frozen=True, slots=True)
class CheckedReference:
    """One reference and what the register says of it.

    ``entry`` is the text meant, None when unknown or ambiguous; ``candidates`` are the texts it may mean then.
    ``expected_date`` is the register's date when another one is written. ``instead`` is what to write instead, in French.
    """

    found: FoundReference
    status: CheckStatus
    entry: RegisterEntry | None = None
    candidates: tuple[RegisterEntry, ...] = ()
    expected_date: str | None = None
    instead: tuple[str, ...] = ()
    replaced_by: str | None = None


def check_text(text: str, register: Register, day: str, own_code: str | None = None) -> list[CheckedReference]:
    """Return every reference of ``text`` with its status on ``day`` (``YYYY-MM-DD``), in order of appearance."""
    known: dict[LegalReference, CheckedReference] = {}
    checked: list[CheckedReference] = []
    for found in parse_references(text, own_code):
        if found.reference not in known:
            known[found.reference] = check_reference(found, register, day)
        checked.append(_moved_to(known[found.reference], found))
    return checked


def check_reference(found: FoundReference, register: Register, day: str) -> CheckedReference:
    """Return what the register says of one reference on ``day``."""
    reference = found.reference
    candidates = register.candidates(reference)
    if not candidates:
        return CheckedReference(found, "unknown", candidates=tuple(_nearest(reference, register)))
    if len(candidates) > 1:
        dated = [entry for entry in candidates if reference.date and entry.date == reference.date]
        if reference.number is None or len(dated) != 1:
            return CheckedReference(found, "ambiguous", candidates=tuple(candidates))
        candidates = dated
    return _of_entry(found, candidates[0], register, day)


def _of_entry(found: FoundReference, entry: RegisterEntry, register: Register, day: str) -> CheckedReference:
    reference = found.reference
    basis = register.basis_of(reference, "", day)
    if reference.number and entry.number and not same_number(reference.number, entry.number):
        return CheckedReference(found, "unknown", candidates=(entry,))  # the NOR says one text, the number another
    if reference.date and entry.date and reference.date != entry.date:
        right = register.label_of(entry, reference.article)
        return CheckedReference(found, "date_mismatch", entry, (), entry.date, (right,), basis.replaced_by)
    is_over = basis.legal_status in ("repealed", "replaced")
    instead = register.successors(entry, reference.article) if is_over else ()
    return CheckedReference(found, basis.legal_status, entry, instead=instead, replaced_by=basis.replaced_by)


def own_code_of(title: str) -> str | None:
    """Return the code that a text of this title is, as in « Code de l'éducation (version du 1er mai 2026) »."""
    name = re.split(r"\s*[(,;:–]|\s-\s", squeeze(title), maxsplit=1)[0].strip().casefold()
    return next((code for code in CODES if fold(code) == fold(name)), None)


def _moved_to(checked: CheckedReference, found: FoundReference) -> CheckedReference:
    if checked.found is found:
        return checked
    return replace(checked, found=found)


def _nearest(reference: LegalReference, register: Register) -> list[RegisterEntry]:
    """Return texts that a slip may have meant: the same number under another nature, the same day under another number."""
    if reference.nature == "code" or not (reference.number or reference.date):
        return []
    numbered = [e for e in register.entries if same_number(e.number, reference.number)]
    same_day = [e for e in register.entries if e.date and e.date == reference.date and e.nature == reference.nature]
    return numbered or same_day
