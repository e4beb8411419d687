"""Readers of text files: encodings, plain text, Markdown, HTML."""

import codecs
from pathlib import Path

import pytest

from corpus import limits
from corpus.blocks import Block
from corpus.errors import DocumentTooLarge, EmptyDocument, InvalidCorpusFile, UnknownEncoding
from corpus.readers import html, markdown, plain_text
from corpus.readers.encoding import read_text
from corpus.yaml_text import YamlText
from tests.corpus.support import write

FRENCH = "L’été à l’école, l’élève « coûte » 12 €. Ça œuvre déjà, où que naïf."

ENCODED = {
    "UTF-8": FRENCH.encode(),
    "UTF-8 with a mark": codecs.BOM_UTF8 + FRENCH.encode(),
    "UTF-16 little-endian": codecs.BOM_UTF16_LE + FRENCH.encode("utf-16-le"),
    "UTF-16 big-endian": codecs.BOM_UTF16_BE + FRENCH.encode("utf-16-be"),
    "cp1252": FRENCH.encode("cp1252"),
    "Windows line ends": FRENCH.encode() + b"\r\n",
}


@pytest.mark.parametrize("content", ENCODED.values(), ids=ENCODED.keys())
def test_an_encoding_is_recognised(content: bytes, tmp_path: Path) -> None:
    assert read_text(write(tmp_path, "a.txt", content)).strip() == FRENCH


UNREADABLE = {
    "every byte": bytes(range(256)) * 4,
    "high bytes alone": bytes(range(128, 256)) * 4,
    "an image": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xd8\xfe",
    "UTF-16 without mark": "L'été à l'école.".encode("utf-16-le"),
    "half a UTF-16 character": "L'été.".encode("utf-16")[:-1],
    "NUL characters": b"un\x00deux",
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_bytes_that_are_not_text_are_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(UnknownEncoding) as caught:
        read_text(write(tmp_path, "photo.txt", content))
    assert caught.value.detail == "photo.txt"


READERS = {"txt": plain_text.read, "md": markdown.read, "html": html.read}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("content", ["", " \n\t\u00a0\n", "\ufeff", "\u200b\n"], ids=["0 bytes", "spaces", "mark", "invisible"])
def test_a_file_without_text_is_refused(name: str, content: str, tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument) as caught:
        READERS[name](write(tmp_path, f"vide.{name}", content))
    assert caught.value.detail == f"vide.{name}"


@pytest.mark.parametrize("name", READERS)
def test_a_file_over_the_limit_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # 64 MiB of text would only make the test slow: the limit is the same rule at 20 bytes
    monkeypatch.setattr(limits, "MAX_BYTES", 20)
    READERS[name](write(tmp_path, f"juste.{name}", "Vingt octets de tout"))
    with pytest.raises(DocumentTooLarge, match="21 bytes, over 20"):
        READERS[name](write(tmp_path, f"trop.{name}", "Vingt-et-un octets la"))


def _outline(blocks: tuple[Block, ...]) -> list[tuple[str, str, int]]:
    return [(block.kind, block.text, block.level) for block in blocks]


def test_plain_text_shows_its_layout(tmp_path: Path) -> None:
    text = "GUIDE DES CONGÉS\n\nUne phrase coupée\npar la largeur.\nUne autre.\n\n"
    text += "1. Principe général\n\n• Un point\n  sur deux lignes\n• Un autre\n"
    blocks = plain_text.read(write(tmp_path, "a.txt", text)).blocks
    assert _outline(blocks) == [
        ("heading", "GUIDE DES CONGÉS", 9),
        ("text", "Une phrase coupée par la largeur.", 0),
        ("text", "Une autre.", 0),
        ("heading", "1. Principe général", 9),
        ("item", "Un point sur deux lignes", 0),
        ("item", "Un autre", 0),
    ]


MARKDOWN = """---
title: "Le   temps de travail"
source: https://exemple.fr/a
---
# Un

Du *texte* en **gras**, du `code` et un [lien](https://exemple.fr).
Première ligne finie.
Une ligne qui
continue ici.

- un
- deux

Titre souligné
--------------

> Une citation.
"""


def test_markdown_gives_metadata_headings_paragraphs_and_items(tmp_path: Path) -> None:
    raw = markdown.read(write(tmp_path, "a.md", MARKDOWN))
    assert raw.metadata == {"title": "Le   temps de travail", "source": "https://exemple.fr/a"}
    assert _outline(raw.blocks) == [
        ("heading", "Un", 1),
        ("text", "Du texte en gras, du code et un lien.", 0),
        ("text", "Première ligne finie.", 0),
        ("text", "Une ligne qui continue ici.", 0),
        ("item", "un", 0),
        ("item", "deux", 0),
        ("heading", "Titre souligné", 2),
        ("text", "Une citation.", 0),
    ]


def test_notes_in_a_comment_go_with_the_next_paragraph(tmp_path: Path) -> None:
    text = "## Question\n\n<!--\nfacts: [A-1]\n-->\nRéponse.\n\nSuite.\n"
    blocks = markdown.read(write(tmp_path, "a.md", text), strict=True).blocks
    source = YamlText("a.md", "facts: [A-1]", 4)
    assert [(block.text, block.notes) for block in blocks] == [
        ("Question", {}),
        ("Réponse.", {"facts": ["A-1"], markdown.SOURCE: source}),
        ("Suite.", {}),
    ]


@pytest.mark.parametrize(
    "text", ["---\ntitle: [a\n---\nTexte.\n", "---\ndate: 2026-13-01\n---\nTexte.\n", "# A\n\n<!--\nfacts: [a\n-->\nTexte.\n"]
)
def test_what_is_not_yaml_is_an_error_in_a_sheet_alone(text: str, tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", text)
    with pytest.raises(InvalidCorpusFile, match=r"a\.md"):
        markdown.read(path, strict=True)
    assert markdown.read(path).blocks[-1].text == "Texte."


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nAvant le trait.\n\n---\n\nAprès.\n",
        "---\nAvant : le trait : ici.\n---\n\nAprès.\n",
        "---\n- Avant\n---\n\nAprès.\n",
    ],
)
def test_rules_at_the_top_of_a_page_hide_no_text(text: str, tmp_path: Path) -> None:
    texts = [block.text for block in markdown.read(write(tmp_path, "a.md", text)).blocks]
    assert texts[0].startswith("Avant")
    assert texts[-1] == "Après."


def test_front_matter_alone_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument):
        markdown.read(write(tmp_path, "a.md", "---\ntitle: a\n---\n"))


HTML = """<!DOCTYPE html><html><head><title>Le
 titre</title><style>p{color:red}</style></head><body><header>Menu</header><nav>Accueil</nav><main>
<header><h1>Congés &amp; absences</h1></header><p>Un <b>jour</b>&nbsp;par an.<br>Deux <i>parfois</i>.</p>
<ul><li>enfant<ul><li>malade</li></ul></li><li>concours</li></ul><!-- secret -->
<h2>Tableau</h2><table><tr><th>Échelon</th><td>1</td></tr></table>fin<script>x()</script></main><footer>Pied</footer></body></html>"""


def test_html_gives_its_main_part(tmp_path: Path) -> None:
    raw = html.read(write(tmp_path, "a.html", HTML))
    assert raw.metadata == {"title": "Le titre"}
    assert _outline(raw.blocks) == [
        ("heading", "Congés & absences", 1),
        ("text", "Un jour par an. Deux parfois.", 0),
        ("item", "enfant", 0),
        ("item", "malade", 0),
        ("item", "concours", 0),
        ("heading", "Tableau", 2),
        ("text", "Échelon | 1", 0),
        ("text", "fin", 0),
    ]


@pytest.mark.parametrize("text", ["<script>x()</script>", "<html><body><nav>Menu</nav></body></html>", "<!-- rien -->"])
def test_a_page_that_shows_nothing_is_empty(text: str, tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument, match="shows no text"):
        html.read(write(tmp_path, "a.html", text))


def test_a_fragment_without_any_tag_around_it_is_read(tmp_path: Path) -> None:
    assert _outline(html.read(write(tmp_path, "a.html", "Texte <b>nu</b> &amp; simple")).blocks) == [
        ("text", "Texte nu & simple", 0)
    ]
