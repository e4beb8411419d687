"""Headings and paragraphs of text without markup."""

import pytest
from hypothesis import given

from corpus.blocks import Block
from corpus.structure import Line, blocks_of_lines
from tests.corpus.support import PROPERTY, any_texts

_BEFORE, _AFTER = "Une phrase avant.\n\n", "\n\nUne phrase après."


def _blocks(text: str) -> list[Block]:
    return list(blocks_of_lines(Line(line) for line in text.split("\n")))


HEADINGS = {
    "## Présentation": ("Présentation", 2),
    "            ### Après la 3e": ("Après la 3e", 3),
    "Article 3": ("Article 3", 9),
    "Article L. 121-6": ("Article L. 121-6", 9),
    "Article 2 - La paie": ("Article 2 - La paie", 9),
    "Titre Ier : Les agents": ("Titre Ier : Les agents", 4),
    "CHAPITRE II": ("CHAPITRE II", 5),
    "Section 1": ("Section 1", 6),
    "Annexe": ("Annexe", 2),
    "1. Principe général": ("1. Principe général", 9),
    "4.1.2 Temps de service": ("4.1.2 Temps de service", 11),
    "Les congés": ("Les congés", 9),
}


@pytest.mark.parametrize(("line", "expected"), HEADINGS.items())
def test_a_heading_is_seen(line: str, expected: tuple[str, int]) -> None:
    blocks = _blocks(_BEFORE + line + _AFTER)
    assert [(block.kind, block.text, block.level) for block in blocks] == [
        ("text", "Une phrase avant.", 0),
        ("heading", *expected),
        ("text", "Une phrase après.", 0),
    ]


TEXTS = [
    "Le contrat dure trois ans.",
    "le contrat dure trois ans",
    "Article 3 du contrat signé avec la personne qui emploie l'agent.",
    "Section du syndicat, rue des Lilas.",
    "1. " + "Une règle très longue " * 5,
    "2024 a été une année de grille",
    "Une ligne trop longue pour être un titre, même quand elle est seule entre deux lignes vides et sans point",
]


@pytest.mark.parametrize("line", TEXTS)
def test_ordinary_text_is_no_heading(line: str) -> None:
    assert {block.kind for block in _blocks(_BEFORE + line + _AFTER)} == {"text"}


def test_lines_broken_by_the_width_are_joined() -> None:
    text = "Une phrase qui\ncontinue sous-\ntitrée ici.\nUne autre."
    assert [block.text for block in _blocks(text)] == ["Une phrase qui continue sous-titrée ici.", "Une autre."]


def test_a_numbered_line_inside_a_sentence_is_no_heading() -> None:
    assert [block.text for block in _blocks("Les heures sont comptées sur\n41 Semaines de travail")] == [
        "Les heures sont comptées sur 41 Semaines de travail"
    ]


@pytest.mark.parametrize("mark", ["-", "•", "*", "‣", "–"])
def test_list_items_lose_their_mark(mark: str) -> None:
    blocks = _blocks(f"La liste :\n{mark} un\n  suite\n{mark} deux")
    assert [(block.kind, block.text) for block in blocks] == [("text", "La liste :"), ("item", "un suite"), ("item", "deux")]


def test_a_bold_label_starts_a_paragraph() -> None:
    blocks = _blocks("- un\n**Codes:**\n- K1\n**Statut:** agent")
    assert [(block.kind, block.text) for block in blocks] == [
        ("item", "un"),
        ("text", "**Codes:**"),
        ("item", "K1"),
        ("text", "**Statut:** agent"),
    ]


def test_a_lone_line_with_nothing_below_it_is_text() -> None:
    blocks = _blocks("Horaires\n\nLundi matin\n\nMardi matin\n\nJeudi\n\nFermé.\n\nFin")
    assert [(block.kind, block.text) for block in blocks] == [
        ("heading", "Horaires"),
        ("text", "Lundi matin"),
        ("text", "Mardi matin"),
        ("heading", "Jeudi"),
        ("text", "Fermé."),
        ("text", "Fin"),
    ]


def test_a_title_above_articles_stays_a_heading() -> None:
    blocks = _blocks("Texte inventé\n\nLes agents\n\nArticle 1er\n\nUn.\n\nArticle 2\n\nDeux.")
    assert [block.text for block in blocks if block.kind == "heading"] == [
        "Texte inventé",
        "Les agents",
        "Article 1er",
        "Article 2",
    ]


def test_each_line_keeps_its_page() -> None:
    lines = [Line("Titre", 1), Line("", 1), Line("Une phrase qui", 1), Line("passe la page.", 2), Line("Fin ici.", 2)]
    assert [(block.text, block.pages) for block in blocks_of_lines(lines)] == [
        ("Titre", ((1, 0),)),
        ("Une phrase qui passe la page.", ((1, 0), (2, 15))),
        ("Fin ici.", ((2, 0),)),
    ]


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


@PROPERTY
@given(any_texts)
def test_no_letter_of_a_text_is_lost(text: str) -> None:
    assert _letters("".join(block.text for block in _blocks(text))) == _letters(text)
