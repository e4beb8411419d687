"""« Vérifier des références » and the coverage page in a real browser: 1280 and 375 px, keyboard, accessibility, API."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from gradio_client import Client
from playwright.sync_api import Browser, Locator, Page

from corpus.references.check import STATUSES
from tests.ui.browsing import LOCALES, SIZES, opened, show_tab, violations
from tests.ui.letters import HOSTILE, letter
from ui.bootstrap import Application
from ui.reference_words import status_word

IDS = ["1280px", "375px"]
TABS = ["Poser une question", "Vérifier des références", "Documents", "À propos"]


def references_page(
    browser: Browser, address: str, size: tuple[int, int] = (1280, 900), locale: str = "fr-FR", scheme: Any = "light"
) -> Page:
    page = opened(browser, address, size, locale, scheme)
    show_tab(page, "Vérifier des références")
    page.wait_for_selector("#texte-a-verifier textarea:visible")
    return page


def check(page: Page, text: str) -> None:
    page.locator("#texte-a-verifier textarea").fill(text)
    page.locator("#verifier").click()
    page.wait_for_selector("#rapports button:visible", timeout=60_000)


def give(page: Page, path: Path) -> None:
    page.locator("#fichier-a-verifier input[type=file]").set_input_files(path)
    page.wait_for_selector("#fichier-a-verifier button[aria-label='Effacer']")


@pytest.fixture
def text(application: Application) -> str:
    return letter(application.register, application.today().isoformat())


def test_the_tabs_are_in_order_and_the_question_comes_first(browser: Browser, address: str) -> None:
    page = opened(browser, address, (1280, 900), "fr-FR")
    assert page.get_by_role("tab").all_inner_texts() == TABS
    assert "combien de temps dure mon CDD" in (page.locator("textarea:visible").first.get_attribute("placeholder") or "")
    page.context.close()


@pytest.mark.parametrize("size", SIZES, ids=IDS)
def test_every_reference_is_marked_in_the_text_and_leads_to_its_row(
    browser: Browser, address: str, application: Application, text: str, size: tuple[int, int]
) -> None:
    page = references_page(browser, address, size)
    check(page, text)
    report = application.check_text(text)
    marks = page.locator("mark.ref")
    assert {item.status for item in report.references} == set(STATUSES)
    assert marks.count() == len(report.references)
    for place, item in enumerate(report.references, start=1):
        mark = page.locator(f"#place-{place}")
        assert (mark.text_content() or "").startswith(report.text[item.found.start : item.found.end])
        assert f"ref-{item.status.replace('_', '-')}" in (mark.get_attribute("class") or "")
        mark.locator("a").click()
        row = page.locator(page.evaluate("location.hash"))
        assert in_view(row)
        assert status_word(item.status) in (row.text_content() or "")
        row.locator("a[href^='#place-']").first.click()
        assert in_view(page.locator(page.evaluate("location.hash")))
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.context.close()


def in_view(element: Locator) -> bool:
    return bool(element.evaluate("e => { const r = e.getBoundingClientRect(); return r.top < innerHeight && r.bottom > 0; }"))


def test_nothing_of_the_text_is_taken_for_markup_or_a_template(browser: Browser, address: str, text: str) -> None:
    page = references_page(browser, address)
    check(page, text)
    assert HOSTILE in page.locator(".checked-words").inner_text()
    assert page.locator(".checked-words img, .checked-words b").count() == 0
    assert page.title() == "Assistant des AESH"
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=IDS)
def test_no_accessibility_violation_on_the_whole_page(
    browser: Browser, address: str, text: str, size: tuple[int, int], scheme: Any, tmp_path: Path
) -> None:
    page = references_page(browser, address, size, scheme=scheme)
    assert violations(page) == []
    check(page, text)
    assert violations(page) == []
    note = tmp_path / "note.txt"
    note.write_text(text, "utf-8")
    give(page, note)
    page.locator("#verifier").click()
    page.wait_for_selector("#bilan .check-note")
    assert violations(page) == []
    show_tab(page, "À propos")
    page.wait_for_selector("#textes table")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.context.close()


def test_the_keyboard_is_enough(browser: Browser, address: str) -> None:
    page = references_page(browser, address)
    page.get_by_role("tab", name="Vérifier des références").focus()
    reach(page, "e => !!e.closest('#texte-a-verifier')")
    page.keyboard.type("Vu l'article L. 917-1 du code de l'éducation.")
    reach(page, "e => e.id === 'verifier'")
    page.keyboard.press("Enter")
    page.wait_for_selector("#rapports button:visible", timeout=60_000)
    reach(page, "e => !!e.closest('#rapports')")
    reach(page, "e => e.matches(\"a[href='#place-1']\")")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#place-1"
    reach(page, 'e => e.matches("#place-1 a")')
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#reference-1"
    page.context.close()


def reach(page: Page, where: str) -> None:
    """Press Tab until the element in focus is the one meant, and see that the focus shows."""
    for _ in range(25):
        page.keyboard.press("Tab")
        if page.evaluate(f"({where})(document.activeElement)"):
            return
    pytest.fail(f"the Tab key never reaches {where}")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_of_the_tab_is_french(browser: Browser, address: str, text: str, locale: str, tmp_path: Path) -> None:
    page = references_page(browser, address, locale=locale)
    note = tmp_path / "note.txt"
    note.write_text("rien", "utf-8")
    shown = page.locator("body").inner_text()
    check(page, text)
    give(page, note)
    names = page.evaluate(
        "[...document.querySelectorAll('[aria-label],[title],[placeholder]')].filter(e => e.checkVisibility())"
        ".flatMap(e => ['aria-label','title','placeholder'].map(n => e.getAttribute(n)).filter(Boolean))"
    )
    english = re.compile(
        r"\b(the|clear|drop|click|file|upload|download|remove|select|submit|processing|error)\b", re.IGNORECASE
    )
    assert not [name for name in [*names, *shown.splitlines()] if english.search(name)]
    page.context.close()


def test_a_bad_file_gets_one_sentence_and_the_pasted_text_stays(browser: Browser, address: str, tmp_path: Path) -> None:
    page = references_page(browser, address)
    page.locator("#texte-a-verifier textarea").fill("Vu le décret n° 2014-724 du 27 juin 2014.")
    bad = tmp_path / "image.txt"
    bad.write_bytes(bytes(range(256)) * 40)
    give(page, bad)
    page.locator("#verifier").click()
    page.wait_for_selector("#bilan :text('« image.txt »')")
    assert page.locator("#bilan p").count() == 1
    assert page.locator("#rapports button:visible").count() == 0
    assert page.locator("#texte-a-verifier textarea").input_value() == "Vu le décret n° 2014-724 du 27 juin 2014."
    page.locator("#fichier-a-verifier button[aria-label='Effacer']").click()
    page.locator("#verifier").click()
    page.wait_for_selector("mark.ref")
    page.context.close()


def test_a_file_is_checked_and_the_three_reports_are_given(
    browser: Browser, address: str, application: Application, text: str, tmp_path: Path
) -> None:
    page = references_page(browser, address)
    path = tmp_path / "courrier d'été.txt"
    path.write_text(text, "utf-8")
    give(page, path)
    page.locator("#verifier").click()
    page.wait_for_selector("#rapports button:visible", timeout=60_000)
    files = {}
    for button in page.locator("#rapports button").all():
        with page.expect_download() as waiting:
            button.click()
        files[Path(waiting.value.suggested_filename).suffix] = Path(waiting.value.path()).read_bytes()
    assert set(files) == {".docx", ".csv", ".json"}
    assert files[".docx"].startswith(b"PK")
    assert files[".csv"].startswith(b"\xef\xbb\xbf")
    wanted = application.check_file(path).as_json()
    given = json.loads(files[".json"])
    assert given["references"] == wanted["references"]
    assert given["text"] == wanted["text"]
    page.context.close()


def test_the_api_returns_the_json_of_the_command(address: str, application: Application, text: str) -> None:
    client = Client(address, verbose=False)
    try:
        assert client.predict(text, api_name="/verifier") == application.check_text(text).as_json()
        assert client.predict("", api_name="/verifier")["references"] == []
        described = client.view_api(return_format="dict")["named_endpoints"]["/verifier"]
    finally:
        client.close()
    assert [parameter["parameter_name"] for parameter in described["parameters"]] == ["texte"]
    assert "Vérifie les références" in described["description"]


@pytest.mark.parametrize("size", SIZES, ids=IDS)
def test_the_texts_of_the_coverage_page_can_be_searched_and_sorted(
    browser: Browser, address: str, application: Application, size: tuple[int, int]
) -> None:
    page = opened(browser, address, size, "fr-FR")
    show_tab(page, "À propos")
    rows = page.locator("#textes tbody tr")
    rows.first.wait_for()
    assert rows.count() == len(application.register.entries)
    first = rows.first.inner_text()
    page.get_by_label("Trier par").click()
    page.get_by_role("option", name="Nombre de rubriques").click()
    page.wait_for_function("first => document.querySelector('#textes tbody tr').innerText !== first", arg=first)
    page.get_by_label("Chercher un texte").press_sequentially("2017-084")
    page.wait_for_function("document.querySelectorAll('#textes tbody tr').length < 10")
    assert "2017-084" in rows.first.inner_text()
    assert re.search(r"textes? sur \d+\.", page.locator("#textes").inner_text())
    page.context.close()
