"""Files that cannot become documents: each gets its own sentence, the others go in, nothing is lost."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.limits import MAX_BYTES
from tests.ui.conftest import LUTINS, PAGES, InProcess, Stocked
from tests.ui.contracts import ADDED
from tests.ui.pdf_samples import drawn_pdf, text_pdf


def write(name: str, content: bytes) -> Callable[[Path], Path]:
    """Return what writes ``content`` to a file of that name in a folder."""

    def into(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return into


def oversized(folder: Path) -> Path:
    path = folder / "enorme.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    return path


def folder_of(name: str, *files: str) -> Callable[[Path], Path]:
    """Return what makes a folder that holds only ``files``, each with a few bytes."""

    def into(folder: Path) -> Path:
        (folder / name).mkdir()
        for file in files:
            (folder / name / file).write_text("contenu", "utf-8")
        return folder / name

    return into


WHOLE = text_pdf(PAGES)
SCRAMBLED = bytes(random.Random(2026).choices(range(1, 256), k=3_000))  # noqa: S311  a seeded file, no secret
BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing file": (lambda folder: folder / "absent.pdf", "Introuvable"),
    "empty file": (write("vide.txt", b""), "est vide"),
    "only white space": (write("blanc.md", b" \n\t\n"), "est vide"),
    "HTML that shows nothing": (write("vide.html", b"<html><body><script>x</script></body></html>"), "est vide"),
    "front matter only": (write("entete.md", b"---\ntitle: Rien\n---\n\n"), "est vide"),
    "empty PDF file": (write("vide.pdf", b""), "est vide"),
    "unknown format": (write("tableau.xlsx", b"PK\x03\x04"), "format"),
    "no extension": (write("LISEZMOI", b"Bonjour"), "format"),
    "NUL bytes": (write("binaire.txt", bytes(range(256)) * 4), "UTF-8"),
    "no encoding we can tell": (write("brouille.txt", SCRAMBLED), "UTF-8"),
    "PDF without text": (write("scan.pdf", drawn_pdf()), "OCR"),
    "encrypted PDF": (write("secret.pdf", text_pdf(PAGES, locked_by="lutin")), "mot de passe"),
    "PDF cut at a tenth": (write("coupe10.pdf", WHOLE[: len(WHOLE) // 10]), "abîmé"),
    "PDF cut in the middle": (write("coupe50.pdf", WHOLE[: len(WHOLE) // 2]), "abîmé"),
    "PDF cut near its end": (write("coupe95.pdf", WHOLE[: len(WHOLE) * 95 // 100]), "abîmé"),
    "not a PDF": (write("faux.pdf", b"Ceci n'est pas un PDF."), "abîmé"),
    "too large": (oversized, "trop gros"),
    "empty folder": (folder_of("vide"), "aucun fichier"),
    "folder without a readable file": (folder_of("images", "photo.jpg", ".caché.txt"), "aucun fichier"),
}


ALONE = [
    "missing file",
    "empty file",
    "NUL bytes",
    "PDF without text",
    "encrypted PDF",
    "PDF cut in the middle",
    "empty folder",
]


@pytest.mark.parametrize("case", ALONE)
def test_a_bad_file_gets_one_sentence_and_nothing_is_lost(case: str, aesh: InProcess, stocked: Stocked, tmp_path: Path) -> None:
    make, words = BAD[case]
    path = make(tmp_path)
    before = aesh(stocked.data_dir, "documents", "lister", "--ajoutes", "--json").out
    ran = aesh(stocked.data_dir, "documents", "ajouter", path)
    assert words in ran.sentence
    assert path.name in ran.sentence
    assert ran.out == f"{path} : refusé.\n"
    assert aesh(stocked.data_dir, "documents", "lister", "--ajoutes", "--json").out == before
    assert not list((stocked.data_dir / "documents").glob(".*"))


@pytest.mark.parametrize("case", ["missing file", "encrypted PDF"])
def test_the_json_of_a_refused_file_keeps_the_contract(case: str, aesh: InProcess, stocked: Stocked, tmp_path: Path) -> None:
    path = BAD[case][0](tmp_path)
    ran = aesh(stocked.data_dir, "documents", "ajouter", path, "--json")
    assert ran.code == 1
    (row,) = json.loads(ran.out)["documents"]
    assert row == {"path": str(path), "document_id": None, "outcome": "refused", "passages": 0, "message": ran.sentence}


def test_good_files_go_in_beside_bad_ones(aesh: InProcess, data_dir: Path, tmp_path: Path) -> None:
    bad = [make(tmp_path) for make, _ in BAD.values()]
    first, last = tmp_path / "goûter.txt", tmp_path / "serre.pdf"
    first.write_text(LUTINS, "utf-8")
    last.write_bytes(WHOLE)
    ran = aesh(data_dir, "documents", "ajouter", first, *bad, last, "--json")
    rows = json.loads(ran.out)["documents"]
    assert ran.code == 1
    assert all(set(row) == ADDED for row in rows)
    assert [row["path"] for row in rows] == [str(path) for path in (first, *bad, last)]
    assert [row["outcome"] for row in rows] == ["added", *("refused" for _ in bad), "added"]
    sentences = [row["message"] for row in rows if row["outcome"] == "refused"]
    assert set(sentences) <= set(ran.err.splitlines())
    assert all(words in sentence for sentence, (_, words) in zip(sentences, BAD.values(), strict=True))
    listed = aesh(data_dir, "documents", "lister", "--ajoutes", "--json").value["documents"]
    assert [row["document_id"] for row in listed] == ["gouter", "serre"]


def test_a_bad_file_in_a_folder_stops_no_other(aesh: InProcess, data_dir: Path, tmp_path: Path) -> None:
    write("a-vide.txt", b"")(tmp_path)
    write("b-coupe.pdf", WHOLE[: len(WHOLE) // 2])(tmp_path)
    write("c-note.txt", LUTINS.encode())(tmp_path)
    ran = aesh(data_dir, "documents", "ajouter", tmp_path)
    assert ran.code == 1
    assert [line.rsplit(" : ")[1].split(" ")[0] for line in ran.out.splitlines()] == ["refusé.", "refusé.", "ajouté"]
    assert [name for name in ("a-vide.txt", "b-coupe.pdf") if f"« {name} »" in ran.err] == ["a-vide.txt", "b-coupe.pdf"]


def test_a_name_that_is_not_utf8_is_no_obstacle(aesh: InProcess, data_dir: Path, tmp_path: Path) -> None:
    path = tmp_path / "go\udce9ter.txt"
    path.write_text(LUTINS, "utf-8")
    ran = aesh(data_dir, "documents", "ajouter", path, "--json")
    assert (ran.code, ran.lines[0]["documents"][0]["outcome"]) == (0, "added")
    assert len(aesh(data_dir, "documents", "lister", "--ajoutes", "--json").value["documents"]) == 1
