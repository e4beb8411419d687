"""A letter that holds a reference of every status, written from the register so that it follows its changes."""

from corpus.references.check import STATUSES, CheckStatus
from corpus.references.report import report_on_text
from corpus.register import Register, RegisterEntry

HOSTILE = "<b>gras</b> <img src=x onerror=\"document.title='piège'\"> ${1+1} {{value}} @children & </p></section> *x* ' \""


def letter(register: Register, day: str) -> str:
    """Return a text of several paragraphs with at least one reference of each status on ``day``."""
    lines = [HOSTILE, *(f"Vu {written(status, register, day)} ;" for status in STATUSES)]
    return "\n\n".join(["Objet : vos missions", *lines, f"Encore {written('repealed', register, day)}."])


def written(status: CheckStatus, register: Register, day: str) -> str:
    """Return a reference whose status on ``day`` is ``status``."""
    return next(text for text in _tries(status, register) if _statuses(text, register, day) == [status])


def _tries(status: CheckStatus, register: Register) -> list[str]:
    if status == "unknown":
        return ["le décret n° 2099-12"]
    if status == "date_mismatch":
        return [f"la {entry.nature} n° {entry.number} du 2 février 1950" for entry in _numbered(register, "circulaire")]
    if status == "ambiguous":
        return [entry.label for entry in register.entries if entry.nature == "arrêté"]
    return [entry.label for entry in _numbered(register, "décret", "circulaire", "loi")]


def _numbered(register: Register, *natures: str) -> list[RegisterEntry]:
    return [entry for entry in register.entries if entry.nature in natures and entry.number and entry.date]


def _statuses(text: str, register: Register, day: str) -> list[CheckStatus]:
    return [item.status for item in report_on_text(text, register, day).references]
