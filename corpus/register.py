"""The register of regulatory texts: what each one is, whether it is in force, and what took its place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from corpus.document import Basis, LegalStatus
from corpus.errors import InvalidCorpusFile
from corpus.legal_reference import LegalReference, article_value, parse_references
from corpus.normalize import fold

REGISTER_PATH = Path(__file__).with_name("register.yaml")
_STATUSES = ("in_force", "amended", "repealed", "replaced", "unknown")
_ArticleKey = tuple[str, tuple[int, ...], str]


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One regulatory text, or one group of articles of a code (``articles``: pairs of first and last)."""

    text_id: str
    nature: str
    number: str | None
    date: str | None
    nor: str | None
    title: str
    code: str | None
    articles: tuple[tuple[str, str], ...]
    status: LegalStatus
    amended_by: tuple[str, ...]
    replaced_by: str | None
    url: str | None
    last_checked: str
    confidence: str
    note: str | None

    def holds_article(self, article: str) -> bool:
        """Tell whether ``article`` (``L917-1``) is one of the entry's articles or lies inside one of its ranges."""
        return self.closeness(article) is not None

    def closeness(self, article: str) -> tuple[bool, _ArticleKey] | None:
        """Order entries that hold ``article``: by name first, then by the range that starts nearest to it."""
        key = _article_key(article)
        ranges = [(_article_key(first), _article_key(last)) for first, last in self.articles]
        return max(((first == last, first) for first, last in ranges if first <= key <= last), default=None)


class Register:
    """Looks references up among the entries."""

    def __init__(self, entries: Iterable[RegisterEntry]) -> None:
        self.entries = tuple(entries)
        self.by_id = {entry.text_id: entry for entry in self.entries}

    @cached_property
    def _by_nor(self) -> dict[str, RegisterEntry]:
        return {entry.nor: entry for entry in self.entries if entry.nor}

    def find(self, reference: LegalReference) -> RegisterEntry | None:
        """Return the entry of ``reference``; None when it has none, or when several fit equally."""
        if reference.nor and reference.nor in self._by_nor:
            return self._by_nor[reference.nor]
        if reference.nature == "code":
            return self._find_article(reference)
        fitting = [e for e in self.entries if e.nature == reference.nature and _fits(e, reference)]
        return fitting[0] if len(fitting) == 1 else None

    def _find_article(self, reference: LegalReference) -> RegisterEntry | None:
        if reference.article is None:
            return None
        fitting = [
            e
            for e in self.entries
            if e.nature == "code" and reference.code in (None, e.code) and e.holds_article(reference.article)
        ]
        if reference.code is None and len({e.code for e in fitting}) != 1:
            return None
        held = [(closeness, e) for e in fitting if (closeness := e.closeness(reference.article))]
        return max(held, key=lambda pair: pair[0])[1] if held else None

    def basis_of(self, reference: LegalReference, label: str) -> Basis:
        """Return ``reference`` as the basis shown with a citation; its status is ``unknown`` outside the register."""
        entry = self.find(reference)
        if entry is None:
            return Basis(
                label=label,
                nature=reference.nature,
                number=reference.number,
                date=reference.date,
                article=reference.article,
                code=reference.code,
                nor=reference.nor,
            )
        return Basis(
            label=label,
            nature=entry.nature,
            number=entry.number,
            date=entry.date,
            article=reference.article,
            code=entry.code,
            nor=entry.nor,
            url=entry.url,
            legal_status=entry.status,
            in_force_since=entry.date if entry.nature == "code" else None,
            replaced_by=entry.replaced_by,
        )

    def resolve(self, row: dict[str, Any]) -> Basis:
        """Return the basis a sheet names: ``{text, label, article?, until?, replaced_by?}`` or ``{label}`` alone.

        Raises:
            InvalidCorpusFile: ``text`` is not an id of the register.

        """
        label = str(row["label"])
        text_id = row.get("text")
        if text_id is None:
            references = parse_references(label)
            return self.basis_of(references[0].reference, label) if references else Basis(label=label)
        entry = self.by_id.get(text_id)
        if entry is None:
            raise InvalidCorpusFile(f"the register has no text {text_id!r}", str(text_id))
        reference = LegalReference(entry.nature, entry.number, entry.date, row.get("article"), entry.code, entry.nor)
        basis = replace(self.basis_of(reference, label), url=entry.url)
        if row.get("until"):
            basis = replace(
                basis, until=str(row["until"]), legal_status="replaced", replaced_by=row.get("replaced_by") or basis.replaced_by
            )
        return basis


def load_register(path: Path = REGISTER_PATH) -> Register:
    """Read the register.

    Raises:
        InvalidCorpusFile: a row lacks a field, has an unknown status or repeats an id.

    """
    entries: list[RegisterEntry] = []
    seen: set[str] = set()
    try:
        rows = yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506  both loaders below are safe ones
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a day that does not exist
        raise InvalidCorpusFile(f"{path.name}: {error}", path.name) from error
    for number, row in enumerate(rows or (), start=1):
        entry = _entry(row, f"{path.name}, entry {number}")
        if entry.text_id in seen:
            raise InvalidCorpusFile(f"{path.name}: two entries have the id {entry.text_id}", entry.text_id)
        seen.add(entry.text_id)
        entries.append(entry)
    return Register(entries)


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _entry(row: dict[str, Any], place: str) -> RegisterEntry:
    try:
        entry = RegisterEntry(
            text_id=row["id"],
            nature=row["nature"],
            number=row["number"],
            date=str(row["date"]) if row["date"] else None,
            nor=row["nor"],
            title=row["title"],
            code=row.get("code"),
            articles=tuple((a, b) for a, b in row.get("articles") or ()),
            status=row["status"],
            amended_by=tuple(row["amended_by"] or ()),
            replaced_by=row["replaced_by"],
            url=row["url"],
            last_checked=str(row["last_checked"]),
            confidence=row["confidence"],
            note=row["note"],
        )
    except (KeyError, TypeError) as error:
        raise InvalidCorpusFile(f"{place}: missing or malformed {error}", place) from error
    if entry.status not in _STATUSES:
        raise InvalidCorpusFile(f"{place}: unknown status {entry.status!r}", place)
    return entry


def _fits(entry: RegisterEntry, reference: LegalReference) -> bool:
    if reference.number:
        return entry.number is not None and fold(entry.number) == fold(reference.number)
    return reference.date is not None and entry.date == reference.date


def _article_key(article: str) -> _ArticleKey:
    """Order article numbers as codes do: letter, then numbers, then suffix."""
    value = article_value(article)
    match = re.fullmatch(r"([LRDA]?)([\d-]+)(.*)", value)
    if not match:
        return ("", (), value)
    return (match.group(1), tuple(int(n) for n in match.group(2).split("-") if n), match.group(3))
