"""PDF files, made here with fpdf2."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from fpdf import FPDF

from corpus import limits
from corpus.errors import (
    DamagedDocument,
    DocumentTooLarge,
    DocumentWithoutText,
    EmptyDocument,
    EncryptedDocument,
    UnreadableDocument,
)
from corpus.loader import load_document
from corpus.splitter import split_document

PAGES = (
    ("Le temps de travail", "L'élève reste à l'école jusqu'au soir. Une phrase commence sur la première page", "et elle"),
    ("finit sur la deuxième. Encore une phrase.", "Article 2", "Le deuxième article parle de la paie."),
    (),
    ("La dernière page porte le numéro quatre.",),
)


def make_pdf(path: Path, pages: Sequence[Sequence[str]], title: str = "", password: str | None = None) -> Path:
    """Write a PDF with one line of text per string."""
    pdf = FPDF()
    pdf.set_font("helvetica", size=11)
    if title:
        pdf.set_title(title)
    if password is not None:
        pdf.set_encryption(owner_password="clef", user_password=password)  # noqa: S106
    for lines in pages:
        pdf.add_page()
        for line in lines:
            pdf.multi_cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    pdf.output(str(path))
    return path


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return make_pdf(tmp_path / "guide.pdf", PAGES, "Guide inventé")


def test_text_is_read_over_its_pages(pdf: Path) -> None:
    document = load_document(pdf)
    assert document.title == "Guide inventé"
    assert "Une phrase commence sur la première page et elle finit sur la deuxième." in document.text
    assert [page.number for page in document.pages] == [1, 2, 4]
    assert [(section.title, section.article) for section in document.sections] == [("Guide inventé", None), ("Article 2", "2")]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Le temps", 1),
        ("et elle", 1),
        ("finit", 2),
        ("Encore une phrase.", 2),
        ("Article 2", 2),
        ("de la paie", 2),
        ("La dernière page", 4),
        ("quatre.", 4),
    ],
)
def test_each_word_has_the_page_it_stands_on(words: str, number: int, pdf: Path) -> None:
    document = load_document(pdf)
    assert document.page_at(document.text.index(words)) == number


def test_a_passage_has_the_page_where_it_starts(pdf: Path) -> None:
    passages = split_document(load_document(pdf), max_characters=60)
    assert [passage.page for passage in passages] == sorted(passage.page or 0 for passage in passages)
    assert {passage.page for passage in passages} == {1, 2, 4}


def test_pages_cover_the_text_without_overlap(pdf: Path) -> None:
    document = load_document(pdf)
    assert "".join(document.text[page.start : page.end] for page in document.pages) == document.text


def test_a_password_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(EncryptedDocument) as caught:
        load_document(make_pdf(tmp_path / "secret.pdf", PAGES, password="mot de passe"))  # noqa: S106
    assert caught.value.detail == "secret.pdf"


def test_a_file_encrypted_without_password_to_open_is_read(tmp_path: Path) -> None:
    assert "deuxième article" in load_document(make_pdf(tmp_path / "ouvert.pdf", PAGES, password="")).text


def test_a_scan_has_no_text(tmp_path: Path) -> None:
    with pytest.raises(DocumentWithoutText, match="2 pages"):
        load_document(make_pdf(tmp_path / "scan.pdf", [[], []]))


@pytest.mark.parametrize("share", [0.01, 0.1, 0.3, 0.5, 0.8, 0.95])
def test_a_truncated_file_is_damaged(share: float, pdf: Path) -> None:
    content = pdf.read_bytes()
    pdf.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(DamagedDocument) as caught:
        load_document(pdf)
    assert caught.value.detail == "guide.pdf"


@pytest.mark.parametrize("content", [b"ceci n'est pas un PDF", b"%PDF-1.4\n%%EOF\n", b"\x00" * 500, b" \n \n"])
def test_what_is_no_pdf_is_damaged(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "faux.pdf").write_bytes(content)
    with pytest.raises(DamagedDocument):
        load_document(tmp_path / "faux.pdf")


def test_zero_bytes_are_empty(tmp_path: Path) -> None:
    (tmp_path / "vide.pdf").touch()
    with pytest.raises(EmptyDocument):
        load_document(tmp_path / "vide.pdf")


def test_too_many_pages_are_refused(pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PAGES", 4)
    load_document(pdf)
    monkeypatch.setattr(limits, "MAX_PAGES", 3)
    with pytest.raises(DocumentTooLarge, match="4 pages, over 3"):
        load_document(pdf)


def test_damage_anywhere_is_read_or_refused_but_never_another_error(pdf: Path) -> None:
    content, chance = pdf.read_bytes(), random.Random(7)  # noqa: S311
    refused = 0
    for _ in range(100):
        damaged = bytearray(content)
        for _ in range(chance.choice([1, 5, 40])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        pdf.write_bytes(bytes(damaged))
        try:
            load_document(pdf)
        except UnreadableDocument:
            refused += 1
    assert 0 < refused < 100
