"""Blocks set into one text with sections and pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.blocks import Block, article_of_heading, lay_out
from corpus.document import Document
from tests.corpus.support import PROPERTY

_TEXTS = st.text(alphabet="Aé l'.-123", min_size=1, max_size=30).map(str.strip).filter(bool)
_HEADINGS = st.builds(Block, st.just("heading"), st.one_of(_TEXTS, st.just("Article 3")), st.integers(1, 6))
_BLOCKS = st.lists(st.one_of(_HEADINGS, st.builds(Block, st.sampled_from(["text", "item"]), _TEXTS)), max_size=12)

ARTICLES = {
    "Article L. 121-6": "L121-6",
    "Article L121-6": "L121-6",
    "ARTICLE L.121‑6": "L121-6",
    "Article R*123-4": "R123-4",
    "Article D351-16-1": "D351-16-1",
    "Article L917-1 A": "L917-1 A",
    "Article 1er": "1",
    "Article premier": "1",
    "Article unique": "unique",
    "Art. 12": "12",
    "Article 5 quater": "5 quater",
    "Article 9 bis": "9 bis",
    "Article 2 - Rémunération": "2",
    "Article 2 : la paie": "2",
    "Article 2. La paie": "2",
    "Articles 2 et 3": None,
    "Article de presse": None,
    "Article 2 du contrat": None,
    "Présentation": None,
    "": None,
}


@pytest.mark.parametrize(("title", "expected"), ARTICLES.items())
def test_article_of_heading(title: str, expected: str | None) -> None:
    assert article_of_heading(title) == expected


def test_a_text_is_laid_out_under_its_headings() -> None:
    blocks = [
        Block("text", "Avant."),
        Block("heading", "Livre", 1),
        Block("heading", "Chapitre", 2),
        Block("text", "Un."),
        Block("item", "a"),
        Block("item", "b"),
        Block("text", "Deux."),
        Block("heading", "Livre II", 1),
        Block("text", "Trois."),
    ]
    laid_out = lay_out(blocks, "Titre")
    assert laid_out.text == "Avant.\n\nLivre\n\nChapitre\n\nUn.\n\n- a\n- b\n\nDeux.\n\nLivre II\n\nTrois."
    assert [(s.title, s.path, laid_out.text[s.body_start : s.end]) for s in laid_out.sections] == [
        ("Titre", (), "Avant."),
        ("Chapitre", ("Livre",), "Un.\n\n- a\n- b\n\nDeux."),
        ("Livre II", (), "Trois."),
    ]


def test_an_article_is_a_leaf_whatever_its_level() -> None:
    titles = [("Livre", 2), ("Article L1", 1), ("Article L2", 6), ("Chapitre", 4), ("Article L3", 5), ("Annexe", 2)]
    blocks = [block for title, level in titles for block in (Block("heading", title, level), Block("text", "Texte."))]
    assert [(s.title, s.path, s.article) for s in lay_out(blocks, "Code").sections] == [
        ("Livre", (), None),
        ("Article L1", ("Livre",), "L1"),
        ("Article L2", ("Livre",), "L2"),
        ("Chapitre", ("Livre",), None),
        ("Article L3", ("Livre", "Chapitre"), "L3"),
        ("Annexe", (), None),
    ]


def test_notes_of_a_section_reach_its_annotator() -> None:
    blocks = [
        Block("heading", "Un", 2),
        Block("text", "a", notes={"facts": 1}),
        Block("heading", "Deux", 2),
        Block("text", "b", notes={"facts": 2}),
        Block("text", "c", notes={"more": 3}),
        Block("heading", "Trois", 2),
        Block("text", "d"),
    ]
    seen: dict[str, dict[str, int]] = {}
    lay_out(blocks, "T", lambda section, notes: (seen.update({section.title: dict(notes)}), section)[1])
    assert seen == {"Un": {"facts": 1}, "Deux": {"facts": 2, "more": 3}, "Trois": {}}


def test_pages_come_from_the_marks_of_blocks() -> None:
    blocks = [
        Block("heading", "Titre", 1, ((1, 0),)),
        Block("text", "une phrase sur deux pages", pages=((1, 0), (2, 15))),
        Block("item", "point", pages=((4, 0),)),
    ]
    laid_out = lay_out(blocks, "Titre")
    assert [(page.number, laid_out.text[page.start : page.end]) for page in laid_out.pages] == [
        (1, "Titre\n\nune phrase sur "),
        (2, "deux pages\n\n- "),
        (4, "point"),
    ]


def test_nothing_gives_nothing() -> None:
    laid_out = lay_out([], "Titre")
    assert (laid_out.text, laid_out.sections, laid_out.pages) == ("", (), ())


@PROPERTY
@given(_BLOCKS)
def test_sections_are_ordered_disjoint_and_trimmed(blocks: list[Block]) -> None:
    laid_out = lay_out(blocks, "Titre")
    previous = 0
    for section in laid_out.sections:
        assert previous <= section.start <= section.body_start < section.end <= len(laid_out.text)
        body = laid_out.text[section.body_start : section.end]
        assert body == body.strip()
        assert section.start == section.body_start or laid_out.text[section.start :].startswith(section.title[:1])
        previous = section.end


@PROPERTY
@given(_BLOCKS)
def test_every_paragraph_stands_in_one_section(blocks: list[Block]) -> None:
    laid_out = lay_out(blocks, "Titre")
    bodies = "\n\n".join(laid_out.text[s.body_start : s.end] for s in laid_out.sections)
    expected = [("- " if block.kind == "item" else "") + block.text for block in blocks if block.kind != "heading"]
    assert [line for line in bodies.split("\n") if line] == expected


@PROPERTY
@given(st.lists(st.tuples(_TEXTS, st.integers(1, 9)), min_size=1, max_size=9))
def test_a_page_is_the_one_where_a_paragraph_was_read(paragraphs: list[tuple[str, int]]) -> None:
    ordered = sorted(paragraphs, key=lambda paragraph: paragraph[1])
    laid_out = lay_out([Block("text", text, pages=((page, 0),)) for text, page in ordered], "Titre")
    document = Document("d", "Titre", laid_out.text, laid_out.sections, "h", pages=laid_out.pages)
    offset = 0
    for text, page in ordered:
        start = laid_out.text.index(text, offset)
        assert {document.page_at(place) for place in range(start, start + len(text))} == {page}
        offset = start + len(text)


def test_a_text_without_pages_has_no_page() -> None:
    assert Document("d", "T", "texte", (), "h").page_at(2) is None
