"""The register of regulatory texts: what each one is, whether it is in force, and what took its place."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from corpus.days import day_before
from corpus.document import Basis, LegalStatus
from corpus.normalize import fold
from corpus.references.parser import parse_references
from corpus.references.value import LegalReference, article_value, same_number
from corpus.references.writing import write_article, write_reference
from corpus.register_file import MovedRow, RegisterRow, read_rows

REGISTER_PATH = Path(__file__).with_name("register.yaml")
_ArticleKey = tuple[str, tuple[int, ...], str]
_ADMINISTRATIVE = ("circulaire", "note de service")
"""Natures that people write for one another: a note de service is called a circular, an instruction a note."""


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One regulatory text, or one group of articles of a code (``articles``: pairs of first and last).

    ``amended_by``, ``replaced_by``, ``repealed_by`` are ids of the register. ``until`` is the last day in force.
    """

    text_id: str
    nature: str
    number: str | None
    date: str | None
    nor: str | None
    title: str
    code: str | None
    articles: tuple[tuple[str, str], ...]
    status: LegalStatus
    in_force_since: str | None
    until: str | None
    amended_by: tuple[str, ...]
    replaced_by: tuple[str, ...]
    repealed_by: str | None
    moved: tuple[MovedRow, ...]
    aliases: tuple[str, ...]
    url: str | None
    last_checked: str
    confidence: str
    note: str | None

    @property
    def label(self) -> str:
        """The text as it is written in French: « décret n° 86-83 du 17 janvier 1986 »."""
        if self.nature == "code":
            groups = (write_article(a) if a == b else f"{write_article(a)} à {write_article(b)}" for a, b in self.articles)
            return f"{self.code}, art. {', '.join(groups)}"
        if self.nature == "guide":
            return self.title
        nor = None if self.number or self.date else self.nor
        return write_reference(LegalReference(self.nature, self.number, self.date, nor=nor))

    def status_on(self, day: str) -> LegalStatus:
        """Return the status on ``day`` (``YYYY-MM-DD``): a text was in force until the day it was replaced or repealed."""
        start = self.in_force_since or self.date
        if start and day < start:
            return "unknown"
        is_over = bool(self.until and day > self.until)
        if self.status in ("repealed", "replaced"):
            return self.status if is_over or not self.until else "amended" if self.amended_by else "in_force"
        return "repealed" if is_over else self.status

    def holds_article(self, article: str) -> bool:
        """Tell whether ``article`` (``L917-1``) is one of the entry's articles or lies inside one of its ranges."""
        key = _article_key(article)
        return any(_article_key(first) <= key <= _article_key(last) for first, last in self.articles)


@dataclass(frozen=True, slots=True)
class _Range:
    first: _ArticleKey
    last: _ArticleKey
    entry: RegisterEntry


def _narrowest(ranges: Sequence[_Range]) -> _Range:
    """Return, of ranges that hold one article, the one that starts last, and of those the one that ends first."""
    latest = max(r.first for r in ranges)
    return min((r for r in ranges if r.first == latest), key=lambda r: r.last)


class Register:
    """Looks references up among the entries."""

    def __init__(self, entries: Iterable[RegisterEntry]) -> None:
        self.entries = tuple(entries)
        self.by_id = {entry.text_id: entry for entry in self.entries}

    @cached_property
    def _by_nor(self) -> dict[str, RegisterEntry]:
        return {entry.nor: entry for entry in self.entries if entry.nor}

    @cached_property
    def nicknames(self) -> list[tuple[re.Pattern[str], LegalReference]]:
        """Everyday names as patterns over folded text, each with the text it means; made once, asked at every question."""
        return [
            (re.compile(rf"(?<!\w){re.escape(fold(alias))}(?!\w)"), LegalReference(e.nature, e.number, e.date, nor=e.nor))
            for e in self.entries
            for alias in e.aliases
        ]

    def candidates(self, reference: LegalReference) -> list[RegisterEntry]:
        """Return the entries that ``reference`` may mean, one when it is clear, none when the register lacks it.

        A number decides before a date; an article of a code goes to the narrowest group that holds it.
        """
        if reference.nor and reference.nor in self._by_nor:
            return [self._by_nor[reference.nor]]
        if reference.nature == "code":
            return self._articles(reference)
        same = [e for e in self.entries if _same_nature(e.nature, reference.nature)]
        if reference.number:
            return [e for e in same if same_number(e.number, reference.number)]
        return [e for e in same if reference.date and e.date == reference.date]

    def find(self, reference: LegalReference) -> RegisterEntry | None:
        """Return the entry of ``reference``; None when it has none, or when several fit equally."""
        found = self.candidates(reference)
        return found[0] if len(found) == 1 else None

    def _articles(self, reference: LegalReference) -> list[RegisterEntry]:
        if reference.article is None:
            return []
        key = _article_key(reference.article)
        codes = [reference.code] if reference.code else list(self._ranges)
        held = [[r for r in self._ranges.get(code, ()) if r.first <= key <= r.last] for code in codes]
        return [_narrowest(ranges).entry for ranges in held if ranges]

    @cached_property
    def _ranges(self) -> dict[str, list["_Range"]]:
        """The groups of articles of each code."""
        ranges: dict[str, list[_Range]] = {}
        for entry in self.entries:
            for first, last in entry.articles:
                ranges.setdefault(entry.code or "", []).append(_Range(_article_key(first), _article_key(last), entry))
        return ranges

    def successors(self, entry: RegisterEntry, article: str | None = None) -> tuple[str, ...]:
        """Return what to cite instead of ``entry``, or of its ``article``, as it is written in French."""
        moved = self.moved(entry, article)
        if moved:
            target = self.by_id[moved.to]
            return (replace(target, articles=(moved.articles,) if moved.articles else target.articles).label,)
        return tuple(self.by_id[identifier].label for identifier in entry.replaced_by)

    def label_of(self, entry: RegisterEntry, article: str | None) -> str:
        """Return ``entry``, or its ``article``, as it is written in full in French."""
        if entry.nature == "guide" or (entry.nature == "code" and article is None):
            return entry.label
        return write_reference(LegalReference(entry.nature, entry.number, entry.date, article, entry.code))

    def moved(self, entry: RegisterEntry, article: str | None, day: str | None = None) -> MovedRow | None:
        """Return where ``article`` of ``entry`` now stands, None when it did not move (by ``day``, if given)."""
        return next(
            (row for row in entry.moved if article and row.article == article and (day is None or row.since <= day)), None
        )

    def basis_of(self, reference: LegalReference, label: str, day: str | None = None) -> Basis:
        """Return ``reference`` as the basis shown with a citation; its status is ``unknown`` outside the register.

        ``day`` (``YYYY-MM-DD``) is the day for which the status is given; None for the register's own day.
        """
        entry = self.find(reference)
        if entry:
            return self._basis(entry, label, reference.article, day)
        return Basis(
            label=label,
            nature=reference.nature,
            number=reference.number,
            date=reference.date,
            article=reference.article,
            code=reference.code,
            nor=reference.nor,
        )

    def basis_on(self, basis: Basis, day: str) -> Basis:
        """Return ``basis`` with the status it has on ``day``; one that the register lacks stays as it is."""
        entry = self.by_id.get(basis.text_id or "")
        return self._basis(entry, basis.label, basis.article, day) if entry else basis

    def resolve(self, row: dict[str, Any]) -> Basis:
        """Return the basis a sheet names: ``{text, label, article?}`` or ``{label}`` alone.

        Raises:
            KeyError: ``text`` is not an id of the register.

        """
        label = str(row["label"])
        if row.get("text") is None:
            references = parse_references(label)
            return self.basis_of(references[0].reference, label) if references else Basis(label=label)
        article = article_value(str(row["article"])) if row.get("article") else None
        return self._basis(self.by_id[row["text"]], label, article, None)

    def _basis(self, entry: RegisterEntry, label: str, article: str | None, day: str | None) -> Basis:
        moved = self.moved(entry, article, day)
        status: LegalStatus = "replaced" if moved else entry.status_on(day) if day else entry.status
        is_over = status in ("repealed", "replaced")
        return Basis(
            label=label,
            nature=entry.nature,
            number=entry.number,
            date=entry.date,
            article=article,
            code=entry.code,
            nor=entry.nor,
            url=entry.url,
            legal_status=status,
            in_force_since=entry.in_force_since,
            until=day_before(moved.since) if moved else entry.until if is_over else None,
            replaced_by=" ; ".join(self.successors(entry, article)) or None if is_over else None,
            text_id=entry.text_id,
        )


def load_register(path: Path = REGISTER_PATH) -> Register:
    """Read the register. Raises InvalidCorpusFile, see ``register_file.read_rows``."""
    return Register(_entry(row) for row in read_rows(path))


def _entry(row: RegisterRow) -> RegisterEntry:
    return RegisterEntry(
        text_id=row.id,
        articles=row.articles or (),
        **{name: getattr(row, name) for name in RegisterEntry.__slots__ if name not in ("text_id", "articles")},
    )


def _same_nature(one: str, other: str) -> bool:
    return one == other or (one in _ADMINISTRATIVE and other in _ADMINISTRATIVE)


@lru_cache(maxsize=10_000)
def _article_key(article: str) -> _ArticleKey:
    """Order article numbers as codes do: letter, then numbers, then suffix."""
    value = article_value(article)
    match = re.fullmatch(r"([LRDA]?)([\d-]+)(.*)", value)
    if not match:
        return ("", (), value)
    return (match.group(1), tuple(int(n) for n in match.group(2).split("-") if n), match.group(3))
