"""A server of its own process and a real browser: what the tests of the screens share."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import DATA_DIR, ROOT, missing
from ui.bootstrap import Application

SIZES = [(1280, 900), (375, 800)]
LOCALES = ["fr-FR", "en-US"]
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        assert process.poll() is None, "the server stopped"
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310  loopback only
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    pytest.fail("the server never answered")


@pytest.fixture(scope="module")
def address(application: Application) -> Iterator[str]:
    """A server of its own process over the tests' index."""
    assert application.manifest().passages > 0
    port = free_port()
    command = [sys.executable, "-m", "ui", "interface", "--port", str(port)]
    environment = {"AESH_DATA_DIR": str(DATA_DIR), "PATH": "/usr/bin:/bin", "HOME": str(DATA_DIR)}
    with (DATA_DIR / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/", process)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        missing("Chromium")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    flags += ["--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=flags)
        yield chromium
        chromium.close()


def opened(browser: Browser, address: str, size: tuple[int, int], locale: str, scheme: Any = "light") -> Page:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale=locale, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("textarea:visible")
    return page


def show_tab(page: Page, name: str) -> None:
    """Open a tab, from the menu « Autres onglets » where the screen is too narrow for all."""
    tab = page.get_by_role("tab", name=name)
    if tab.count() == 0 or not tab.first.is_visible():
        page.get_by_role("button", name="Autres onglets").click()
        page.get_by_role("button", name=name).last.click()
        return
    tab.first.click()


def violations(page: Page) -> list[tuple[str, str]]:
    """Return the accessibility violations of the whole page: rule and place."""
    found = Axe().run(page, options=_RULES).response["violations"]
    return [(violation["id"], node["html"][:160]) for violation in found for node in violation["nodes"]]
