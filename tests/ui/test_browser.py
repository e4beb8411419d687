"""The chat in a real browser: a question, its answer, its sources; 1280 and 375 px; French and English browsers."""

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from gradio_client import Client
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT
from tests.ui.browsing import LOCALES, SIZES, opened
from ui.bootstrap import Application

QUESTION = "combien de tps dure mon cdd ?"


def ask(page: Page, question: str, marks: int = 1) -> None:
    box = page.locator("textarea:visible").first
    box.fill(question)
    box.press("Enter")
    page.wait_for_function(f"document.querySelectorAll('#liste-sources section').length >= {marks}", timeout=60_000)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("size", SIZES, ids=["1280px", "375px"])
def test_a_marker_opens_a_source_whose_highlight_is_the_quote(
    browser: Browser, address: str, application: Application, size: tuple[int, int], locale: str
) -> None:
    page = opened(browser, address, size, locale)
    ask(page, QUESTION)
    expected = application.ask(QUESTION)
    assert expected.citations
    for citation in expected.citations:
        marker = page.locator(f"#conversation a[href='#src-1-{citation.number}']").first  # the details lead there too
        marker.click()
        assert page.url.endswith(f"#src-1-{citation.number}")
        mark = page.locator(f"#src-1-{citation.number}")
        assert mark.text_content() == citation.quote
        card = mark.locator("xpath=ancestor::details")
        assert card.get_attribute("open") is not None
        document = application.document(citation.passage.document_id)
        section = next(s for s in document.sections if s.title == card.locator("h4").text_content())
        assert citation.quote in document.text[section.start : section.end]
        assert mark.evaluate("e => { const r = e.getBoundingClientRect(); return r.top < innerHeight && r.bottom > 0; }")
    assert page.locator("#liste-sources .basis a").first.get_attribute("href", timeout=5000)
    assert "Vérifié le 21/11/2026" in (page.locator("#liste-sources").text_content() or "")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.context.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_of_the_screen_is_french(browser: Browser, address: str, locale: str) -> None:
    page = opened(browser, address, (375, 800), locale)
    ask(page, QUESTION)
    assert page.evaluate("document.documentElement.lang") == "fr"
    names = page.evaluate(
        "[...document.querySelectorAll('[aria-label],[title],[placeholder]')]"
        ".flatMap(e => ['aria-label','title','placeholder'].map(n => e.getAttribute(n)).filter(Boolean))"
    )
    shown = page.evaluate("document.body.innerText")
    english = re.compile(r"\b(the|clear|message:|copy|submit|send|new chat|more tabs|scroll|settings|share|undo|retry)\b", re.I)
    assert not [name for name in [*names, *shown.splitlines()] if english.search(name)]
    page.context.close()


def test_a_follow_up_keeps_the_sources_of_the_first_answer(browser: Browser, address: str) -> None:
    page = opened(browser, address, (1280, 900), "fr-FR")
    ask(page, "quel préavis si je démissionne ?")
    first = page.locator("#src-1-1").text_content()
    ask(page, "et si je suis en cdi ?", marks=2)
    assert page.locator("#src-1-1").text_content() == first
    assert page.locator("#src-2-1").count() == 1
    page.context.close()


def test_the_cards_of_every_answer_stay_in_sight_below_one_another(browser: Browser, address: str) -> None:
    page = opened(browser, address, (1280, 900), "fr-FR")
    for number, question in enumerate(("Combien de temps dure un CDD ?", "Qui paie l'AESH à la cantine ?"), start=1):
        ask(page, question, marks=number)
    boxes = [card.bounding_box() for card in page.locator("#sources details").all()]
    assert len(boxes) >= 2
    assert all(box and box["x"] + box["width"] <= 1280 for box in boxes)
    assert len({round(box["x"]) for box in boxes if box}) == 1
    page.context.close()


def test_a_refusal_cites_nothing_and_offers_nearby_questions(browser: Browser, address: str) -> None:
    page = opened(browser, address, (1280, 900), "fr-FR")
    box = page.locator("textarea:visible").first
    box.fill("combien gagne un professeur des écoles ?")
    box.press("Enter")
    page.wait_for_function(
        "document.querySelector('#conversation').innerText.includes('préfère ne pas deviner')", timeout=60_000
    )
    assert page.locator("#liste-sources mark").count() == 0
    assert page.locator("#voisines button:visible").count() >= 1
    page.locator("#voisines button:visible").first.click()
    page.wait_for_selector("#liste-sources mark", timeout=60_000)
    page.context.close()


def test_an_empty_question_gets_one_french_sentence(browser: Browser, address: str) -> None:
    page = opened(browser, address, (1280, 900), "fr-FR")
    box = page.locator("textarea:visible").first
    box.fill("   ")
    box.press("Enter")
    page.wait_for_function("document.querySelector('#conversation').innerText.includes('La question est vide')", timeout=60_000)
    page.context.close()


def test_an_example_asks_its_question(browser: Browser, address: str) -> None:
    page = opened(browser, address, (1280, 900), "fr-FR")
    page.locator("#conversation button", has_text="Combien de temps dure mon CDD ?").first.click()
    page.wait_for_selector("#liste-sources mark", timeout=60_000)
    page.context.close()


@pytest.mark.parametrize("size", SIZES, ids=["1280px", "375px"])
def test_no_accessibility_violation_in_the_sources(browser: Browser, address: str, size: tuple[int, int]) -> None:
    """Covers what we draw ourselves; Gradio's own widgets are not ours to certify here."""
    page = opened(browser, address, size, "fr-FR")
    ask(page, QUESTION)
    result = Axe().run(page, context="#liste-sources", options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert [v["id"] for v in result.response["violations"]] == []
    page.context.close()


def test_the_api_returns_the_json_answer(address: str, application: Application) -> None:
    client = Client(address, verbose=False)
    try:
        found: dict[str, Any] = client.predict("Quel préavis si je démissionne ?", None, api_name="/demander")
    finally:
        client.close()
    wanted = application.ask("Quel préavis si je démissionne ?").to_json()
    del found["timings_ms"], wanted["timings_ms"]
    assert found == wanted


def test_only_the_documented_endpoints_are_public(address: str) -> None:
    client = Client(address, verbose=False)
    try:
        names = list(client.view_api(return_format="dict")["named_endpoints"])
    finally:
        client.close()
    assert names == ["/demander", "/verifier"]


def test_the_screens_take_nothing_from_elsewhere(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_selector("textarea:visible")
    ask(page, QUESTION)
    assert not [url for url in asked if not url.startswith((address, "data:", "blob:", address.replace("http", "ws")))]
    page.close()


def test_the_picture_in_the_readme_exists() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert pictures
    assert all(Path(ROOT, picture).is_file() for picture in pictures)
