"""The quality report as a page: whole, escaped, accessible, with pictures that speak for themselves."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from assistant.evaluation import Judged
from assistant.expected import Expectation
from assistant.figures import MEASURES, figures, intervals
from assistant.golden import GoldenKind, GoldenQuestion
from tests.assistant.made import made_answer, made_citation, made_hits, made_passage
from tests.ui.browsing import SIZES, violations
from ui.quality_pictures import Picture, pictures_of
from ui.quality_report import Quality, quality_html, write_quality
from ui.quality_words import FIGURE_WORDS, KIND_WORDS

SHARP = "Et <script>alert(1)</script> & « l'apostrophe » ?"
NEAR = made_passage("Un texte.", title="La <bonne> rubrique", name="bonne")


def judged(number: int, kind: GoldenKind = "answerable", *, right: bool = True) -> Judged:
    """Return a judged question whose confidence grows with ``number``, out of 40."""
    golden = GoldenQuestion(f"essai-{number}", "test", kind, (SHARP,), ("BONNE-001",), (("deux mois", "2 mois"),), "contrat")
    answer = made_answer("answered", [made_citation("Le préavis & le contrat durent <deux> mois.")])
    answer = replace(answer, confidence=round(0.5 + number / 100, 2))
    return Judged(golden, answer, tuple(made_hits(made_passage("Autre."), NEAR)), right, 1)


ROWS = [
    *(judged(number, right=number % 3 > 0) for number in range(40)),
    judged(40, "follow_up"),
    replace(judged(41, "out_of_corpus"), answer=made_answer("unanswered"), exact_citations=0),
    judged(42, "out_of_corpus"),
    replace(judged(43, "smalltalk"), answer=made_answer("smalltalk"), exact_citations=0),
]


def quality(rows: list[Judged], **more: Any) -> Quality:
    found = intervals(rows)
    expected = {name: Expectation(figure.value, 0.03) for name, figure in found.items()}
    return replace(Quality(rows, found, expected, (), date(2026, 11, 22), "questions.yaml, partie test", 7), **more)


@pytest.fixture(scope="module")
def pictures() -> list[Picture]:
    return pictures_of(ROWS)


@pytest.fixture(scope="module")
def page(pictures: list[Picture]) -> str:
    return quality_html(quality(ROWS, worse=("hit@1",)), pictures)


def test_every_figure_and_kind_has_french_words() -> None:
    assert set(FIGURE_WORDS) >= set(MEASURES)
    assert set(KIND_WORDS) == set(GoldenKind.__args__)  # type: ignore[attr-defined]


def test_the_page_is_french_whole_and_of_one_piece(page: str) -> None:
    assert page.startswith("<!DOCTYPE html>\n<html lang='fr'>")
    assert page.count("<h1>") == 1
    assert "44 questions (questions.yaml, partie test), le 22/11/2026, index de génération 7." in page
    assert not re.search(r"<(script|link|img|iframe)\b|@import|url\(['\"]?http", page)
    assert page.count("<table>") == page.count("<caption>") == 4
    assert "<th>" not in page
    for name in figures(ROWS):
        assert FIGURE_WORDS[name] in page
    assert page.count("class=worse") == 1


def test_what_people_wrote_is_escaped(page: str) -> None:
    assert "<script>" not in page
    assert "Et &lt;script&gt;alert(1)&lt;/script&gt; &amp; « l&#x27;apostrophe » ?" in page
    assert "durent &lt;deux&gt; mois." in page
    assert "La &lt;bonne&gt; rubrique (rang 2)" in page


def test_the_ten_worst_come_with_what_was_expected(page: str) -> None:
    cases = re.findall(r"<h3>(\d+)\. (essai-\d+) \(([^)]*)\)</h3>", page)
    assert [name for _, name, _ in cases][:3] == ["essai-42", "essai-39", "essai-36"]
    assert len(cases) == 10
    assert cases[0][2] == "Sans réponse dans les fiches, confiance 92,0\u00a0%"
    assert "« deux mois » ou « 2 mois »" in page
    assert "<dd>un refus</dd>" in page


def test_ids_are_unique_and_every_reference_to_one_holds(page: str) -> None:
    ids = re.findall(r"\bid=[\"']([^\"']+)", page)
    assert ids
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)|href=\"#([^\"]+)", page)) <= {(i, "") for i in ids} | {("", i) for i in ids}


def test_pictures_are_svg_with_text_as_text_and_words_for_who_does_not_see_them(pictures: list[Picture]) -> None:
    assert [picture.name for picture in pictures] == ["fiabilite", "risque", "confiance", "genres", "themes", "mots"]
    for picture in pictures:
        root = ElementTree.fromstring(picture.svg)  # noqa: S314  written by us
        assert root.get("width") == "450pt"  # 600 pixels
        assert any(element.text == picture.title for element in root.iter("{http://www.w3.org/2000/svg}text"))
        assert picture.alt.endswith(".")
        assert re.search(r"\d", picture.alt)


def test_the_same_answers_give_the_same_pictures(pictures: list[Picture]) -> None:
    assert pictures_of(ROWS) == pictures


def test_the_reliability_diagram_tells_its_bins_and_error(pictures: list[Picture]) -> None:
    assert pictures[0].alt.count("annoncés") == 10
    assert re.search(r"ECE : \d+,\d\u00a0%", pictures[0].title)


@pytest.mark.parametrize("rows", [[], ROWS[41:42], ROWS[43:]], ids=["nothing", "one refusal", "small talk"])
def test_a_report_on_next_to_nothing_stands(rows: list[Judged], tmp_path: Path) -> None:
    path = write_quality(quality(rows), tmp_path / "rapport")
    assert path.read_text("utf-8").endswith("</html>\n")
    assert not (path.parent / "fiabilite.svg").exists()


def test_a_stored_figure_that_is_missing_is_told() -> None:
    page = quality_html(quality(ROWS[43:], expected={"hit@1": Expectation(0.8, 0.03)}, worse=("hit@1",)), [])
    assert re.search(r"Bon passage en premier</th><td class='number'>absent", page)


@pytest.mark.parametrize("size", SIZES)
def test_the_page_is_accessible(size: tuple[int, int], browser: Browser, tmp_path: Path) -> None:
    path = write_quality(quality(ROWS), tmp_path)
    shown = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="fr-FR").new_page()
    shown.goto(path.as_uri())
    assert violations(shown) == []
    assert shown.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    shown.context.close()
