"""The pages that people read, in a real browser: on a screen, on a phone, on paper, by the keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from browser_helpers import chromium
from build_helpers import STEM

pytestmark = pytest.mark.browser

_PHONE = {"width": 390, "height": 800}
_DESK = {"width": 1200, "height": 900}


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page that keeps what goes wrong in it."""
    with chromium() as browser:
        page = browser.new_page(viewport=_DESK)
        wrong: list[str] = []
        page.on("console", lambda said: wrong.append(said.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("requestfailed", lambda request: wrong.append(request.url))
        yield page
        assert wrong == []


@pytest.fixture(scope="module")
def report(root: Path) -> str:
    return (root / "instances" / "iij-2018q1" / "xbrl").as_uri()


@pytest.fixture
def sign_off(page: Page, report: str) -> Page:
    page.set_viewport_size(_DESK)
    page.goto(f"{report}/index.html")
    return page


def test_the_language_is_switched_by_the_keyboard(sign_off: Page) -> None:
    heading = sign_off.locator("h2#relations .t:visible")
    assert heading.all_text_contents() == ["Relations"]
    # What a person has to know comes first, then the languages.
    for _ in range(sign_off.locator(".remarks a").count() + 1):
        sign_off.keyboard.press("Tab")
    assert sign_off.evaluate("document.activeElement.id") == "show-en"
    sign_off.keyboard.press("ArrowRight")
    assert heading.all_text_contents() == ["数値間の関係"]
    assert sign_off.locator("figure svg:visible").count() == 2
    assert "営業利益" in sign_off.locator("figure svg:visible").first.text_content()


def test_what_is_folded_is_opened_by_the_keyboard(sign_off: Page) -> None:
    figures = sign_off.locator("figure details").first
    assert not figures.locator("table").is_visible()
    figures.locator("summary").focus()
    sign_off.keyboard.press("Enter")
    assert figures.locator("table").is_visible()


def test_a_number_leads_into_the_report_and_its_reason_to_the_line(sign_off: Page) -> None:
    sign_off.locator("#L376 a.fact").first.click()
    sign_off.wait_for_url(f"**/{STEM}.htm#*")
    fact = sign_off.evaluate("document.querySelector(':target')?.textContent")
    assert fact == "1,124,391"
    sign_off.go_back()
    sign_off.locator("#L382 a.set-aside").click()
    assert "a dash that is no zero" in sign_off.locator("tr:target").text_content()


def test_nothing_hinders_who_reads_otherwise(sign_off: Page) -> None:
    # The text is left out: it is 1,400 links of one kind, and a few of each kind are in the tables.
    found = Axe().run(sign_off, context={"exclude": [[".text .tbl"]]}).response["violations"]
    assert [(wrong["id"], wrong["nodes"][0]["html"]) for wrong in found] == []


@pytest.mark.parametrize("name", ["index.html", f"{STEM}.htm"])
def test_a_page_fits_a_phone_and_paper(name: str, page: Page, report: str) -> None:
    page.set_viewport_size(_PHONE)
    page.goto(f"{report}/{name}")
    assert page.evaluate("document.documentElement.scrollWidth") <= _PHONE["width"]
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.scroll, .table')).overflowX") == "visible"
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.emulate_media(media="screen")


def test_digits_stand_under_digits(page: Page, report: str) -> None:
    page.set_viewport_size(_DESK)
    page.goto(f"{report}/{STEM}.htm")
    table = page.locator(".table", has_text="TOTAL COMPREHENSIVE INCOME").last
    ends = table.locator("td.n:last-child").evaluate_all(
        "cells => cells.map(cell => cell.querySelector('*'))"
        ".filter(fact => /nonfraction/i.test(fact?.localName))"
        ".map(fact => fact.getBoundingClientRect().right)"
    )
    assert len(ends) == 7
    # A bracket stands beyond the digits, for which the cell leaves as much space as most fonts need.
    assert max(ends) - min(ends) < 2
