"""A checked text as a person sees it: what was found, what to correct, and the text itself, in HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from corpus.normalize import fold
from corpus.references.check import STATUSES, CheckedReference
from corpus.references.report import ReferenceReport
from corpus.references.writing import write_date
from corpus.register import RegisterEntry
from ui.presenter import CONFIDENCE_WORDS
from ui.reference_words import MEANINGS, NO_REFERENCE, designation, remarks, summary_sentence, written
from ui.web_marks import badge, is_cut, marked_text, place_id, row_id, shown_windows, status_class

NOTHING_CHECKED = "<p class='check-empty'>Le résultat s'affichera ici.</p>"
_SOUND = ("in_force", "amended")
_MOST_PLACES = 12
_NEW_TAB = "<span class='ref-word'> (nouvel onglet)</span>"


@dataclass(frozen=True, slots=True)
class _Row:
    """One reference of the list: its number, its first mention, and the places (from 1) of all its mentions."""

    number: int
    item: CheckedReference
    places: tuple[int, ...]


def sentence(text: str) -> str:
    """Return one sentence in place of a result."""
    return f"<p class='check-summary' role='status'>{escape(text)}</p>"


def summary_html(report: ReferenceReport) -> str:
    """Return what was found: the totals, then a legend of the statuses met."""
    if not report.references:
        return sentence(NO_REFERENCE)
    counts = [(status, report.summary[status]) for status in STATUSES if status in report.summary]
    legend = "".join(f"<li>{badge(s)} <strong>{count}</strong> : {escape(MEANINGS[s])}</li>" for s, count in counts)
    return (
        f"{sentence(summary_sentence(report))}<p class='check-source'>Source : {escape(report.source)}.</p>"
        f"<ul class='check-legend' aria-label='Légende'>{legend}</ul>"
    )


def details_html(report: ReferenceReport) -> str:
    """Return the list of references, one row for all mentions of the same, and the marked text."""
    if not report.references:
        return ""
    rows = _rows(report.references)
    row_of_place = {place: row.number for row in rows for place in row.places}
    windows = shown_windows(report.text, report.references)
    end = windows[-1][1] if windows else 0
    shown = sum(item.found.start < end for item in report.references)
    return (
        "<div class='check-columns'>"
        f"<section class='check-list' aria-label='Références'>{_lists(rows, report, shown)}</section>"
        "<section class='checked-text' aria-labelledby='texte-verifie'><h2 id='texte-verifie'>Texte vérifié</h2>"
        f"{_cut_note(len(report.references), shown) if is_cut(report.text, windows) else ''}"
        f"<div class='checked-words'>{marked_text(report.text, report.references, row_of_place, windows)}</div></section></div>"
    )


def _rows(references: Sequence[CheckedReference]) -> list[_Row]:
    places: dict[object, list[int]] = {}
    for place, item in enumerate(references, start=1):
        places.setdefault(item.found.reference, []).append(place)
    return [_Row(n, references[found[0] - 1], tuple(found)) for n, found in enumerate(places.values(), start=1)]


def _lists(rows: Sequence[_Row], report: ReferenceReport, shown: int) -> str:
    review = [row for row in rows if row.item.status not in _SOUND]
    sound = [row for row in rows if row.item.status in _SOUND]
    return "".join(
        f"<h2>{title} ({len(part)})</h2><ul class='check-rows'>{''.join(_card(row, report, shown) for row in part)}</ul>"
        for title, part in (("À revoir", review), ("Rien à changer", sound))
        if part
    )


def _card(row: _Row, report: ReferenceReport, shown: int) -> str:
    item, words = row.item, written(row.item, report.text)
    return (
        f"<li class='check-row {status_class(item.status)}' id='{row_id(row.number)}' tabindex='-1'>"
        f"<p class='check-head'>{badge(item.status)} <strong>{escape(words)}</strong></p>"
        f"{_meant(item, words)}{_advice(item, report.day)}{_check(item.entry)}{_mentions(row.places, shown, words)}</li>"
    )


def _meant(item: CheckedReference, written_so: str) -> str:
    """Return what the text is, in full; nothing where that would only repeat an unknown reference."""
    if item.entry:
        return f"<p>{_titled(designation(item), item.entry)}</p>"
    meant = designation(item)
    return "" if _bare(meant) == _bare(written_so) else f"<p>{escape(_capital(meant))}</p>"


def _bare(text: str) -> str:
    return fold(text).replace(" ", "")


def _titled(label: str, entry: RegisterEntry) -> str:
    title = "" if entry.title == label else f" : {escape(entry.title)}"
    return official_link(_capital(label), entry.url) + title


def official_link(label: str, url: str | None) -> str:
    """Return ``label`` as a link to the official page, which opens in a new tab; alone where none is known."""
    if not url:
        return escape(label)
    return f"<a href='{escape(url)}' target='_blank' rel='noopener noreferrer'>{escape(label)}{_NEW_TAB}</a>"


def _advice(item: CheckedReference, day: str) -> str:
    """Return what to do about a reference: the texts that it may mean, else what the register advises."""
    if not item.candidates:
        return "".join(f"<p class='check-advice'>{escape(_capital(remark))}.</p>" for remark in remarks(item, day))
    intended = "Plusieurs textes possibles, précisez lequel :" if item.status == "ambiguous" else "Texte proche, à comparer :"
    texts = "".join(f"<li>{_titled(entry.label, entry)}</li>" for entry in item.candidates)
    return f"<div class='check-advice'>{intended}<ul>{texts}</ul></div>"


def _check(entry: RegisterEntry | None) -> str:
    if entry is None:
        return ""
    confidence = CONFIDENCE_WORDS[entry.confidence]
    return f"<p class='source-check'>Vérifié le {write_date(entry.last_checked)} · confiance {confidence}</p>"


def _mentions(places: Sequence[int], shown: int, words: str) -> str:
    """Return links to the mentions that the text shows."""
    seen = [place for place in places if place <= shown]
    if not seen:
        return "<p class='source-check'>Plus loin dans le texte, hors des passages affichés.</p>"
    if len(places) == 1:
        label = escape(f"Voir dans le texte : {words}")
        return f"<p class='source-check'><a href='#{place_id(places[0])}' aria-label='{label}'>Voir dans le texte</a></p>"
    links = " ".join(
        f"<a href='#{place_id(place)}' aria-label='{n}, mention de {escape(words)} dans le texte'>{n}</a>"
        for n, place in enumerate(seen[:_MOST_PLACES], start=1)
    )
    return f"<p class='source-check check-places'>{len(places)} mentions. Voir dans le texte : {links}</p>"


def _cut_note(total: int, shown: int) -> str:
    which = f" ({shown} premières références sur {total})" if shown < total else ""
    return (
        f"<p class='check-note'>Texte long : seuls les passages autour des références sont affichés{which}. "
        "La liste, elle, est complète.</p>"
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
