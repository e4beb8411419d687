"""Checking the references of a 50-page PDF, over extracting its text; loading the checker, over importing Chroma.

    .venv/bin/python -m benchmarks.references [--rounds 5]

The pages are those of a code (the samples beside the project), which cites more than any circular; without the samples, the
sheets. The two measures of a pair follow each other, in an order that turns, so that a change of the machine's speed touches
them alike. Precision and recall come from the references labelled by hand (tests/golden/references).
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from fpdf import FPDF
from pypdf import PdfReader

from corpus.normalize import stored_form
from corpus.references.check import check_text
from corpus.register import load_register
from corpus.sheets import SHEETS_FOLDER
from tests.corpus.references import labels

GOAL = 1.0
PAGES = 50
DAY = "2026-11-22"
SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
_CODE = SAMPLES / "legi-markdown" / "LEGITEXT000044416551.md"
_CHARACTERS = PAGES * 8_000
_CHECKER = """
from corpus.references.check import check_text
from corpus.register import load_register
check_text("article L. 917-1 du code de l'éducation", load_register(), "2026-11-22")
"""
_CHROMA = "import chromadb"
_ASCII = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "œ": "oe", "Œ": "Oe", "…": "...", "\u202f": "\u00a0"})


def milliseconds(call: Callable[[], object]) -> float:
    """Return how long ``call`` takes."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def pairs(first: Callable[[], object], second: Callable[[], object], rounds: int) -> list[tuple[float, float]]:
    """Time both, ``rounds`` times, each one first every other time."""
    first(), second()
    times = []
    for turn in range(rounds):
        order = (first, second) if turn % 2 else (second, first)
        took = {call: milliseconds(call) for call in order}
        times.append((took[first], took[second]))
    return times


def tell(times: list[tuple[float, float]], names: tuple[str, str], goal: str) -> None:
    """Print the medians of both columns and of the ratios."""
    for name, column in zip(names, zip(*times, strict=True), strict=True):
        print(f"{name:44}: median {statistics.median(column):.0f} ms")
    print(f"{'ratio, median of the pairs':44}: {statistics.median(a / b for a, b in times):.2f} (goal: {goal})")


def source_text() -> tuple[str, str]:
    """Return the text of the pages and what it is."""
    if _CODE.is_file():
        return _CODE.read_text("utf-8"), "code général de la fonction publique"
    return "\n\n".join(path.read_text("utf-8") for path in sorted(SHEETS_FOLDER.glob("*.md"))), "the sheets"


def write_pdf(path: Path, text: str) -> None:
    """Write the first pages of ``text`` as a PDF, dense as a printed code is."""
    pdf = FPDF()
    pdf.set_font("Helvetica", size=9)
    pdf.add_page()
    for line in text.translate(_ASCII).encode("latin-1", "replace").decode("latin-1")[:_CHARACTERS].split("\n"):
        if line.strip():
            pdf.multi_cell(0, 4, line, new_x="LMARGIN", new_y="NEXT")
        if pdf.page > PAGES:
            break
    path.write_bytes(bytes(pdf.output()))


def extract(path: Path) -> str:
    """Return the text of the first pages, by pypdf alone."""
    return "\n".join(page.extract_text() for page in PdfReader(path).pages[:PAGES])


def fresh(program: str) -> Callable[[], object]:
    """Return a call that runs ``program`` in a new interpreter."""
    return lambda: subprocess.run([sys.executable, "-c", program], check=True)


def main() -> None:
    """Print the three measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    register = load_register()
    text, name = source_text()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.pdf"
        write_pdf(path, text)
        extracted = stored_form(extract(path))
        checked = check_text(extracted, register, DAY)
        pages = min(PAGES, len(PdfReader(path).pages))
        print(f"{pages} pages of {name}: {len(extracted)} characters, {len(checked)} references, {rounds} rounds")
        times = pairs(lambda: check_text(extracted, register, DAY), lambda: extract(path), rounds)
        tell(times, ("checking the references", "extracting the text, pypdf alone"), f"at most {GOAL:.0f}")
    print()
    names = ("new interpreter, register and parser", "new interpreter, import chromadb")
    tell(pairs(fresh(_CHECKER), fresh(_CHROMA), rounds), names, "well under 1")
    print()
    if not SAMPLES.is_dir():
        print("precision and recall: the samples are not on this machine")
        return
    for code in labels.CODES:
        print(f"{code:15}: {labels.score_code(code, SAMPLES)}")
    print(f"{'service-public':15}: {labels.score_fiches(SAMPLES)}")


if __name__ == "__main__":
    main()
