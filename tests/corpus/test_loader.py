"""One file to one document."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given

from corpus.errors import DocumentNotFound, EmptyFolder, UnknownFormat, UnreadableDocument
from corpus.loader import FORMATS, files_below, load_document
from corpus.splitter import split_document
from tests.corpus.support import PROPERTY, any_texts, body, write

CODE = """---
title: "Code inventé"
rank: "code"
last_updated: 2026-04-03
source: "https://exemple.fr/code"
---
# Code inventé

## Livre Ier

##### Article L1

Première règle.

#### Chapitre II

##### Article L1

Autre règle du même numéro.
"""


def test_a_code_in_markdown_is_cut_by_article(tmp_path: Path) -> None:
    document = load_document(write(tmp_path, "Mon Code.md", CODE))
    assert (document.document_id, document.title, document.nature) == ("mon-code", "Code inventé", "code")
    assert (document.url, document.date, document.kind) == ("https://exemple.fr/code", "2026-04-03", "texte_officiel")
    assert [(section.article, section.path, body(document, section)) for section in document.sections] == [
        ("L1", ("Code inventé", "Livre Ier"), "Première règle."),
        ("L1", ("Code inventé", "Livre Ier", "Chapitre II"), "Autre règle du même numéro."),
    ]
    ids = [passage.passage_id for passage in split_document(document)]
    assert ids == ["mon-code#00000", "mon-code#00001"]


TITLES = {
    "front matter": ("a.md", '---\ntitle: "Du  titre"\n---\n# Autre\n\nTexte.\n', "Du titre"),
    "empty title in the front matter": ("a.md", '---\ntitle: ""\n---\n# Autre\n\nTexte.\n', "Autre"),
    "a number as title": ("a.md", "---\ntitle: 12\n---\n# Autre\n\nTexte.\n", "Autre"),
    "first heading": ("a.txt", "LE GUIDE\n\nUn texte.", "LE GUIDE"),
    "title of a page": ("a.html", "<title>La page</title><h1>Autre</h1><p>Texte.</p>", "La page"),
    "short first line": ("a.txt", "Un texte court.", "Un texte court."),
    "name of the file": ("Ma note.txt", "Un texte trop long pour servir de titre. " * 4, "Ma note"),
}


@pytest.mark.parametrize(("name", "content", "title"), TITLES.values(), ids=TITLES.keys())
def test_a_document_has_a_title(name: str, content: str, title: str, tmp_path: Path) -> None:
    assert load_document(write(tmp_path, name, content)).title == title


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("source", "https://a.fr/x", "https://a.fr/x"),
        ("source", "javascript:alert(1)", None),
        ("source", "12", None),
        ("url", "http://a.fr", "http://a.fr"),
    ],
)
def test_only_a_web_address_is_a_link(field: str, value: str, expected: str | None, tmp_path: Path) -> None:
    assert load_document(write(tmp_path, "a.md", f"---\n{field}: {value}\n---\nTexte.\n")).url == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("2026-04-03", "2026-04-03"), ("avril 2026", None), ("2026-13-01", None), ("abcd-ef-gh", None)]
)
def test_only_a_day_is_a_date(value: str, expected: str | None, tmp_path: Path) -> None:
    assert load_document(write(tmp_path, "a.md", f"---\ndate: {value}\n---\nTexte.\n")).date == expected


def test_one_file_gives_one_document_twice(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Un texte.\n\nUn autre.")
    assert load_document(path) == load_document(path)


@pytest.mark.parametrize("content", ["Le gestionnaire est Mme Durand", "Horaires\n\nLundi\n\nMardi", "## Un titre seul"])
def test_a_file_of_short_lines_can_still_be_found(content: str, tmp_path: Path) -> None:
    document = load_document(write(tmp_path, "a.txt", content))
    passages = split_document(document)
    assert passages
    assert passages[-1].end == len(document.text)


@PROPERTY
@given(any_texts)
def test_any_text_is_a_sound_document_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    # a folder for the whole run: the file is overwritten by each example
    path = tmp_path_factory.getbasetemp() / "essai.txt"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        document = load_document(path)
    except UnreadableDocument:
        return
    assert document.text == document.text.strip() != ""
    assert unicodedata.is_normalized("NFC", document.text)
    assert "\r" not in document.text
    assert document.title
    assert [p.text for p in split_document(document)] == [document.text[p.start : p.end] for p in split_document(document)]
    assert split_document(document)


@pytest.mark.parametrize("name", ["a.doc", "a.xlsx", "sans-extension", "a.txt.zip", ".txt"])
def test_an_unknown_extension_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat) as caught:
        load_document(write(tmp_path, name, "Un texte."))
    assert caught.value.detail == name


def test_the_case_of_an_extension_does_not_matter(tmp_path: Path) -> None:
    assert load_document(write(tmp_path, "A.TXT", "Un texte.")).text == "Un texte."


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentNotFound) as caught:
        load_document(tmp_path / "absent.txt")
    assert caught.value.detail == str(tmp_path / "absent.txt")
    with pytest.raises(DocumentNotFound):
        load_document(tmp_path)


def test_files_below_a_folder_are_those_a_reader_takes(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.PDF", "a/d.md", "a/.cache.md", "photo.jpg", "notes"):
        write(tmp_path, name, "x")
    assert [str(path.relative_to(tmp_path)) for path in files_below(tmp_path)] == ["a/c.PDF", "a/d.md", "b.txt"]
    assert files_below(tmp_path / "photo.jpg") == [tmp_path / "photo.jpg"]
    assert set(FORMATS) >= {".md", ".txt", ".html", ".pdf", ".docx", ".odt"}


def test_a_folder_without_readable_file_is_empty(tmp_path: Path) -> None:
    write(tmp_path, "photo.jpg", "x")
    with pytest.raises(EmptyFolder):
        files_below(tmp_path)
    with pytest.raises(DocumentNotFound):
        files_below(tmp_path / "absent")
