"""What the starter corpus covers, in HTML: totals, the texts of the register, the sheets with their dates of check."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from corpus.coverage import find_texts, supports
from corpus.document import Document, LegalStatus
from corpus.normalize import fold
from corpus.references.check import STATUSES
from corpus.references.writing import write_date
from corpus.register import Register, RegisterEntry
from corpus.register_sheet import REGISTER_SHEET
from ui.presenter import CONFIDENCE_WORDS
from ui.reference_words import status_word
from ui.web_marks import SIGNS, badge, status_class
from ui.web_report import official_link

CONFIDENCES = ("high", "medium", "low")
_CONFIDENCE_SIGNS = {"high": "●", "medium": "◐", "low": "○"}
NATURE, STATUS, CHECK, CONFIDENCE, SECTIONS = (
    "Nature et date",
    "Statut",
    "Vérification la plus ancienne",
    "Confiance la plus faible",
    "Nombre de rubriques",
)
ORDERS = (NATURE, STATUS, CHECK, CONFIDENCE, SECTIONS)
_TEXT_HEADINGS = ("Texte", "Nature", "Statut", "Vérifié le", "Confiance", "Rubriques")
_SHEET_HEADINGS = ("Fiche", "Questions", "Vérifiée le", "Confiance la plus faible")


@dataclass(frozen=True)
class Coverage:
    """The register and the sheets, on ``day`` (``YYYY-MM-DD``)."""

    register: Register
    documents: Sequence[Document]
    day: str

    @cached_property
    def sheets(self) -> list[Document]:
        """The sheets; the register itself, which answers cite as one, is not one here."""
        return [document for document in self.documents if document.document_id != REGISTER_SHEET]

    @cached_property
    def sections(self) -> dict[str, int]:
        """How many sections rest on each text, by its id; a section that names several of its articles counts once."""
        found = supports(self.sheets)
        return {text_id: len({id(support.section) for support in cited}) for text_id, cited in found.items()}

    def status(self, entry: RegisterEntry) -> LegalStatus:
        """Return the status of a text on the day."""
        return entry.status_on(self.day)

    def totals(self) -> str:
        """Return the totals: a sentence, then how many texts have each status and each confidence."""
        entries, sheets = self.register.entries, self.sheets
        questions = sum(len(sheet.sections) for sheet in sheets)
        days = sorted(entry.last_checked for entry in entries)
        told = (
            f"<p><strong>{len(sheets)} fiches</strong>, <strong>{questions} questions</strong>, "
            f"<strong>{len(entries)} textes au registre</strong> ; {_between(days)}. "
            f"Statuts au {write_date(self.day)}.</p>"
        )
        statuses: Counter[str] = Counter(self.status(entry) for entry in entries)
        trusted = Counter(entry.confidence for entry in entries)
        return (
            f"<h2>Ce que couvre l'assistant</h2>{told}"
            + _bar("Textes par statut", [(status_class(s), SIGNS[s], status_word(s), statuses[s]) for s in STATUSES])
            + _bar(
                "Textes par degré de confiance",
                [(f"trust-{c}", _CONFIDENCE_SIGNS[c], f"Confiance {CONFIDENCE_WORDS[c]}", trusted[c]) for c in CONFIDENCES],
            )
        )

    def texts(self, query: str = "", order: str = NATURE) -> str:
        """Return the table of the texts that hold the words of ``query``, all when it is empty."""
        found = self._ordered(self._matching(query), order)
        if not found:
            return f"<p role='status'>Aucun texte du registre ne répond à « {escape(query.strip())} ».</p>"
        count = f"<p role='status'>{len(found)} texte{'s' if len(found) > 1 else ''} sur {len(self.register.entries)}.</p>"
        return count + _table("Textes du registre", _TEXT_HEADINGS, map(self._text_row, found))

    def sheet_table(self) -> str:
        """Return the table of the sheets."""
        return "<h2>Les fiches</h2>" + _table("Fiches", _SHEET_HEADINGS, map(_sheet_row, self.sheets))

    def _matching(self, query: str) -> list[RegisterEntry]:
        words = fold(query).split()
        if not words:
            return list(self.register.entries)
        named = {entry.text_id for entry in find_texts(query, self.register)}
        return [
            entry
            for entry in self.register.entries
            if entry.text_id in named or all(word in self._haystack(entry) for word in words)
        ]

    def _haystack(self, entry: RegisterEntry) -> str:
        words = (entry.nature, entry.label, entry.title, entry.nor or "", status_word(self.status(entry)), *entry.aliases)
        return fold(" ".join(words))

    def _ordered(self, entries: list[RegisterEntry], order: str) -> list[RegisterEntry]:
        ranks: Mapping[str, Callable[[RegisterEntry], tuple[int, str]]] = {
            STATUS: lambda e: (STATUSES.index(self.status(e)), ""),
            CHECK: lambda e: (0, e.last_checked),
            CONFIDENCE: lambda e: (-CONFIDENCES.index(e.confidence), ""),
            SECTIONS: lambda e: (-self.sections.get(e.text_id, 0), ""),
        }
        return sorted(entries, key=ranks.get(order, lambda e: (0, "")))

    def _text_row(self, entry: RegisterEntry) -> list[str]:
        title = "" if entry.title == entry.label else f"<br><span class='source-check'>{escape(entry.title)}</span>"
        return [
            official_link(entry.label[:1].upper() + entry.label[1:], entry.url) + title,
            escape(entry.nature),
            badge(self.status(entry)),
            _day(entry.last_checked),
            _trust(entry.confidence),
            str(self.sections.get(entry.text_id, 0)),
        ]


def _sheet_row(sheet: Document) -> list[str]:
    lowest = max((section.confidence or "low" for section in sheet.sections), key=CONFIDENCES.index)
    checked = _day(sheet.verified_on) if sheet.verified_on else "date inconnue"
    return [escape(sheet.title), str(len(sheet.sections)), checked, _trust(lowest)]


def _day(day: str) -> str:
    """Return the date on one line."""
    return write_date(day).replace(" ", "\u00a0")


def _trust(confidence: str) -> str:
    word = CONFIDENCE_WORDS[confidence].split(" :")[0]
    return (
        f"<span class='badge trust-{confidence}'><span aria-hidden='true'>{_CONFIDENCE_SIGNS[confidence]}</span> {word}</span>"
    )


def _between(days: Sequence[str]) -> str:
    if days[0] == days[-1]:
        return f"textes vérifiés le {write_date(days[0])}"
    return f"textes vérifiés entre le {write_date(days[0])} et le {write_date(days[-1])}"


def _bar(title: str, parts: Sequence[tuple[str, str, str, int]]) -> str:
    """Return a bar of parts (class, sign, words, count), and the same in words below."""
    known = [part for part in parts if part[3]]
    drawn = "".join(f"<span class='{name}' style='flex-grow:{count}'>{sign}</span>" for name, sign, _, count in known)
    told = "".join(
        f"<li><span class='badge {name}'><span aria-hidden='true'>{sign}</span> {escape(words)}</span>"
        f" <strong>{count}</strong></li>"
        for name, sign, words, count in known
    )
    return (
        f"<figure class='cover-figure'><figcaption>{title}</figcaption>"
        f"<div class='cover-bar' aria-hidden='true'>{drawn}</div><ul class='check-legend'>{told}</ul></figure>"
    )


def _table(name: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table that becomes a list of cards on a phone; the roles keep its meaning there."""
    head = "".join(f"<th role='columnheader' scope='col'>{heading}</th>" for heading in headings)
    body = "".join(f"<tr role='row'>{_cells(headings, row)}</tr>" for row in rows)
    return (
        f"<div class='cover-scroll' role='region' tabindex='0' aria-label='{name}'><table class='cover-table' role='table' "
        f"aria-label='{name}'><thead role='rowgroup'><tr role='row'>{head}</tr></thead>"
        f"<tbody role='rowgroup'>{body}</tbody></table></div>"
    )


def _cells(headings: Sequence[str], row: Sequence[str]) -> str:
    first = f"<th role='rowheader' scope='row'>{row[0]}</th>"
    return first + "".join(
        f"<td role='cell' data-label='{heading}'>{cell}</td>" for heading, cell in zip(headings[1:], row[1:], strict=True)
    )
