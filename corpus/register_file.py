"""The file of the register: its schema, and where in it a fault stands."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from corpus.document import LegalStatus
from corpus.errors import InvalidCorpusFile
from corpus.yaml_text import Day, Row, YamlText

Nature = Literal["loi", "ordonnance", "décret", "arrêté", "circulaire", "note de service", "décision", "guide", "code"]
Confidence = Literal["high", "medium", "low"]


class MovedRow(Row):
    """An article that now stands elsewhere: ``to`` is an id, ``articles`` the first and last there."""

    article: str
    to: str
    articles: tuple[str, str] | None
    since: Day


class RegisterRow(Row):
    """One row of ``register.yaml``; its header says what each key means."""

    id: str
    nature: Nature
    number: str | None
    date: Day | None
    nor: str | None
    title: str
    code: str | None
    articles: tuple[tuple[str, str], ...] | None
    status: LegalStatus
    in_force_since: Day | None
    until: Day | None
    amended_by: tuple[str, ...]
    replaced_by: tuple[str, ...]
    repealed_by: str | None
    moved: tuple[MovedRow, ...]
    aliases: tuple[str, ...]
    url: str | None
    last_checked: Day
    confidence: Confidence
    note: str | None


_ROWS = TypeAdapter(tuple[RegisterRow, ...])


def read_rows(path: Path) -> tuple[RegisterRow, ...]:
    """Read and check every row.

    Raises:
        InvalidCorpusFile: with the line of the first fault: not YAML, a field missing, unknown or wrong, a day that does
            not exist, an id, a NOR or a text twice, an id that no row has, a status at odds with its successors.

    """
    file = YamlText(path.name, path.read_text("utf-8"))
    rows = file.check(_ROWS, file.load())
    for index, field, fault, value in _faults(rows):
        raise InvalidCorpusFile(path.name, fault, value, file.line((index, field)))
    return rows


def _faults(rows: tuple[RegisterRow, ...]) -> Iterator[tuple[int, str, str, str]]:
    """Yield what no single row shows: (row, field, fault, value)."""
    ids = {row.id for row in rows}
    seen: dict[tuple[str, str | None, str | None], int] = {}
    for index, row in enumerate(rows):
        keys = [("duplicate_id", "id", row.id), ("duplicate_nor", "nor", row.nor)]
        keys.append(("duplicate_text", "number", row.number and f"{row.nature} n° {row.number}"))
        for fault, field, value in keys:
            if value and (fault, field, value) in seen:
                yield index, field, fault, value
            seen[fault, field, value] = index
        named = [("amended_by", i) for i in row.amended_by] + [("replaced_by", i) for i in row.replaced_by]
        named += [("repealed_by", row.repealed_by)] if row.repealed_by else []
        named += [("moved", moved.to) for moved in row.moved]
        yield from ((index, field, "unknown_text", value) for field, value in named if value not in ids)
        if row.status == "replaced" and not row.replaced_by:
            yield index, "status", "inconsistent_status", row.id
        if row.status not in ("replaced", "repealed") and (row.replaced_by or row.repealed_by):
            yield index, "status", "inconsistent_status", row.id
        if (row.nature == "code") != bool(row.code and row.articles):
            yield index, "code", "missing_field", "code, articles"
