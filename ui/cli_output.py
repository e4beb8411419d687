"""What the terminal shows: results on stdout, progress and notices on stderr."""

import io
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from assistant.answer import Answer, Citation
from index.hit import Hit
from index.protocols import Progress as ProgressCall
from ui.presenter import STATUS_BADGES, support_of_answer

_UNWRAPPED = 10_000
CONFIDENCE_WORDS = {"high": "élevée", "medium": "moyenne", "low": "faible"}


def prepare_streams() -> None:
    """Write UTF-8 to files and pipes whatever the locale; a character that cannot be written becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def write_json(value: object) -> None:
    """Write one JSON value on one line of stdout, at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def write_text(text: str) -> None:
    """Write plain text on stdout."""
    sys.stdout.write(text + "\n")


def notice(text: str) -> None:
    """Write a line for the person, beside the result."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


@contextmanager
def progress_bar(title: str) -> Iterator[ProgressCall]:
    """Show a bar on stderr while the work reports; nothing, not even an empty line, when no work is reported."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True))
    task: list[Any] = []
    with ExitStack() as shown:

        def report(done: int, total: int) -> None:
            if not task:
                shown.enter_context(bar)
                task.append(bar.add_task(title, total=total))
            bar.update(task[0], completed=done, total=total)

        yield report


def _console() -> Console:
    """Return what prints on stdout, letter for letter; a file or a pipe gets no colour and no wrapping."""
    if sys.stdout.isatty():
        return Console(highlight=False, emoji=False)
    return Console(highlight=False, emoji=False, color_system=None, force_terminal=False, width=_UNWRAPPED)


def write_answer(answer: Answer) -> None:
    """Write an answer with its numbered sources."""
    console = _console()
    console.soft_wrap = not sys.stdout.isatty()
    console.print(escape(answer.text))
    for word, advice in support_of_answer(answer):
        console.print(f"\n{word}. {advice}")
    for citations in _by_passage(answer):
        _write_source(console, citations)
    for warning in answer.warnings:
        console.print(f"\nAttention : {escape(warning)}")
    if answer.suggestions:
        console.print("\nQuestions voisines :")
        for suggestion in answer.suggestions:
            console.print(f"  - {escape(suggestion)}")


def _by_passage(answer: Answer) -> list[list[Citation]]:
    groups: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        groups.setdefault(citation.passage.passage_id, []).append(citation)
    return list(groups.values())


def _write_source(console: Console, citations: Sequence[Citation]) -> None:
    """Write one passage: its place, its quotes by number, its legal basis."""
    passage = citations[0].passage
    number = passage.page_at(citations[0].start)
    page = f", page {number}" if number else ""
    console.print(f"\n[bold]{escape(passage.document_title)}[/bold] — {escape(passage.section_title)}{page}")
    for citation in citations:
        console.print(escape(f"  [{citation.number}] « {citation.quote} »"))
    for basis in citations[0].basis:
        link = f" {basis.url}" if basis.url else ""
        console.print(escape(f"  {basis.label} : {STATUS_BADGES[basis.legal_status][0]}{link}"))
    if passage.verified_on:
        confidence = CONFIDENCE_WORDS.get(passage.confidence or "", "non précisée")
        console.print(f"  Fiche rédigée pour l'assistant, vérifiée le {passage.verified_on}, confiance {confidence}.")


def hit_row(hit: Hit) -> dict[str, Any]:
    """Return a hit as the contract of ``chercher`` has it."""
    passage = hit.passage
    return {
        "rank": hit.rank,
        "document_id": passage.document_id,
        "title": passage.document_title,
        "section": passage.section_title,
        "page": passage.page,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "url": passage.url,
        "score": hit.fused,
        "scores": {"dense": hit.dense, "lexical": hit.lexical, "fused": hit.fused},
    }


def write_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table; a row is one line when stdout is not a terminal."""
    table = Table(*columns, title=title)
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    _console().print(table)
