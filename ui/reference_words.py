"""What is said of a checked reference, in French: the same sentences on the screen, in the terminal and in the reports."""

from collections.abc import Mapping

from corpus.normalize import squeeze
from corpus.references.check import STATUSES, CheckedReference, CheckStatus
from corpus.references.report import ReferenceReport
from corpus.references.value import LegalReference
from corpus.references.writing import write_date, write_reference
from corpus.register import RegisterEntry
from ui.presenter import STATUS_BADGES, STATUS_COUNTS

NO_REFERENCE = "Aucune référence trouvée."
MEANINGS: Mapping[CheckStatus, str] = {
    "in_force": "le texte s'applique ce jour-là.",
    "amended": "le texte s'applique ce jour-là, après une ou plusieurs modifications.",
    "replaced": "un autre texte a pris sa place : c'est lui qu'il faut citer.",
    "repealed": "le texte ne s'applique plus.",
    "date_mismatch": "le numéro est connu, mais le texte de ce numéro porte une autre date.",
    "ambiguous": "plusieurs textes peuvent être désignés : il faut préciser lequel.",
    "unknown": "le registre ne connaît pas ce texte, ou ne sait pas s'il s'applique : à vérifier sur le site officiel.",
}


def status_word(status: CheckStatus) -> str:
    """Return the French word of a status."""
    return STATUS_BADGES[status][0]


def written(item: CheckedReference, text: str) -> str:
    """Return the reference as ``text`` has it, on one line."""
    return squeeze(text[item.found.start : item.found.end])


def designation(item: CheckedReference) -> str:
    """Return the reference in full, completed by what the register knows of it."""
    reference, entry = item.found.reference, item.entry
    if entry is None or entry.nature == "guide":
        return entry.label if entry else write_reference(reference)
    known = LegalReference(entry.nature, entry.number, entry.date, reference.article, entry.code, part=reference.part)
    return write_reference(known) if known.article or entry.nature != "code" else entry.label


def instead(item: CheckedReference) -> str:
    """Return what to write in place of the reference; empty when it may stay, or when nobody knows."""
    return " ; ".join(item.instead)


def candidates(item: CheckedReference) -> str:
    """Return the texts that the reference may mean, with their titles."""
    return " ; ".join(_named(entry) for entry in item.candidates)


def _named(entry: RegisterEntry) -> str:
    return entry.label if entry.label == entry.title else f"{entry.label}, « {entry.title} »"


def remarks(item: CheckedReference, day: str) -> list[str]:
    """Return what a person should do or know, as phrases without a final point: with what to write instead."""
    advice = [f"écrire plutôt : {instead(item)}"] if item.instead else []
    return [*_right_date(item), *advice, *_choices(item), *other_notes(item, day)]


def notes(item: CheckedReference, day: str) -> list[str]:
    """Return the same without what to write instead, for where that has a place of its own."""
    return [*_right_date(item), *_choices(item), *other_notes(item, day)]


def other_notes(item: CheckedReference, day: str) -> list[str]:
    """Return what remains to be said beside the date, the candidates and what to write instead."""
    if item.status == "date_mismatch":
        return [f"ce texte n'est plus en vigueur, voir : {item.replaced_by}"] if item.replaced_by else []
    if item.status in ("repealed", "replaced"):
        return [] if item.instead else ["aucun texte de remplacement connu"]
    if item.status != "unknown" or item.candidates:
        return []
    if item.entry is None:
        return ["absent du registre"]
    start = item.entry.in_force_since or item.entry.date
    return [f"en vigueur à partir du {write_date(start)} seulement"] if start and day < start else []


def _right_date(item: CheckedReference) -> list[str]:
    return [f"date exacte : {write_date(item.expected_date)}"] if item.expected_date else []


def _choices(item: CheckedReference) -> list[str]:
    if not item.candidates:
        return []
    return [f"{'textes possibles' if item.status == 'ambiguous' else 'texte proche, à comparer'} : {candidates(item)}"]


def summary_sentence(report: ReferenceReport) -> str:
    """Return the totals: « 3 références au 22 novembre 2026 : 2 en vigueur, 1 remplacée. »."""
    total = len(report.references)
    if not total:
        return NO_REFERENCE
    counts = report.summary
    parts = [f"{counts[s]} {STATUS_COUNTS[s][counts[s] > 1]}" for s in STATUSES if s in counts]
    return f"{total} référence{'s' if total > 1 else ''} au {write_date(report.day)} : {', '.join(parts)}."
