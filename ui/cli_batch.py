"""``aesh demander --lot``: JSON Lines in, JSON Lines out."""

import io
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus.errors import AppError, DocumentNotFound
from ui.bootstrap import Application
from ui.cli_output import write_json
from ui.messages import french

_BAD_LINE = 'Ligne illisible : il faut {"question": "…"} ou {"turns": ["…", "…"]}.'


def answer_batch(application: Application, source: str) -> int:
    """Answer every non-blank line of ``source`` (``-``: stdin), one line out for each; return the exit code.

    Raises:
        DocumentNotFound: no such file.

    """
    if source == "-":
        if isinstance(sys.stdin, io.TextIOWrapper):  # as for a file: one unreadable byte stops no other line
            sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")
        return _answer_lines(application, sys.stdin)
    try:
        lines = Path(source).open(encoding="utf-8-sig", errors="replace")  # noqa: SIM115  closed by the « with » below
    except OSError as error:
        raise DocumentNotFound(f"no file {source}: {error}", source) from error
    with lines:
        return _answer_lines(application, lines)


def _answer_lines(application: Application, lines: Iterable[str]) -> int:
    code = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        turns = _turns(line)
        if turns is None:
            write_json({"line": number, "error": _BAD_LINE})
            code = 1
            continue
        try:
            write_json(application.ask(turns[-1], turns[:-1]).to_json())
        except AppError as error:
            write_json({"line": number, "error": french(error)})
            code = 1
    return code


def _turns(line: str) -> list[str] | None:
    try:
        row: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict):
        return None
    turns = row.get("turns", [row.get("question")])
    if isinstance(turns, list) and turns and all(isinstance(turn, str) for turn in turns):
        return turns
    return None
