"""Small registers written by tests, row by row."""

from pathlib import Path
from typing import Any

import yaml

from corpus.register import Register, load_register
from tests.corpus.support import write

ROW: dict[str, Any] = {
    "id": "decret-1",
    "nature": "décret",
    "number": "2001-1",
    "date": "2001-01-02",
    "nor": None,
    "title": "Essai",
    "code": None,
    "articles": None,
    "status": "in_force",
    "in_force_since": None,
    "until": None,
    "amended_by": [],
    "replaced_by": [],
    "repealed_by": None,
    "moved": [],
    "aliases": [],
    "url": None,
    "last_checked": "2026-11-21",
    "confidence": "high",
    "note": None,
}


def code_row(text_id: str, first: str, last: str, code: str = "code de l'éducation", **changes: Any) -> dict[str, Any]:
    """Return what makes ``ROW`` a group of articles."""
    return {"id": text_id, "nature": "code", "number": None, "date": None, "code": code, "articles": [[first, last]], **changes}


def register_text(*changes: dict[str, Any]) -> str:
    """Return the YAML of one row for each of ``changes`` to ``ROW``, one key a line in the order of ``ROW``."""
    return yaml.safe_dump([{**ROW, **change} for change in changes], allow_unicode=True, sort_keys=False)


def register_of(folder: Path, *changes: dict[str, Any]) -> Register:
    """Return the register of ``register_text``."""
    return load_register(write(folder, "register.yaml", register_text(*changes)))
