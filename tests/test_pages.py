"""The pages that people read, in a real browser: on a screen, on a phone, on paper, by the keyboard."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FrameLocator, Page

from browser_helpers import chromium
from build_helpers import STEM, edit, quiet_build

pytestmark = pytest.mark.browser

_PHONE = {"width": 390, "height": 800}
_DESK = {"width": 1200, "height": 900}
_INCOME = "OperatingIncomeLoss_D20180401-20180630"
_CHOSEN = "document.getElementById('page').contentDocument.querySelector('.chosen')?.textContent"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page that keeps what goes wrong in it."""
    page, wrong = _looked_after(browser)
    yield page
    assert wrong == []


def _looked_after(browser: Browser) -> tuple[Page, list[str]]:
    page = browser.new_page(viewport=_DESK)
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda request: wrong.append(request.url))
    page.on("request", lambda request: _ours(request.url) or wrong.append(request.url))
    return page, wrong


def _ours(address: str) -> bool:
    return address.startswith(("file:", "about:", "data:", "blob:"))


@pytest.fixture(scope="module")
def report(root: Path) -> str:
    return (root / "instances" / "iij-2018q1" / "xbrl").as_uri()


@pytest.fixture
def sign_off(page: Page, report: str) -> Page:
    page.set_viewport_size(_DESK)
    page.goto("about:blank")
    page.goto(f"{report}/index.html")
    return page


def _release(page: Page) -> FrameLocator:
    return page.frame_locator("#page")


def _number(page: Page, text: str) -> Any:
    return _release(page).locator(".tn", has_text=text).first


# Read -------------------------------------------------------------------------------------------------------


def test_the_language_is_switched_by_the_keyboard(sign_off: Page) -> None:
    heading = sign_off.locator("h2#relations .t:visible")
    assert heading.all_text_contents() == ["Relations"]
    sign_off.keyboard.press("Tab")
    assert sign_off.evaluate("document.activeElement.id") == "show-en"
    sign_off.keyboard.press("ArrowRight")
    assert heading.all_text_contents() == ["数値間の関係"]
    assert sign_off.locator("#find").get_attribute("placeholder") == "語句・概念・金額"
    assert sign_off.evaluate("document.documentElement.lang") == "ja"
    assert sign_off.locator("figure svg:visible").count() == 2
    assert "営業利益" in sign_off.locator("figure svg:visible").first.text_content()
    _number(sign_off, "1,179,867").click()
    assert "営業利益" in sign_off.locator("#told h3 .t:visible").first.text_content()


def test_what_is_folded_is_opened_by_the_keyboard(sign_off: Page) -> None:
    figures = sign_off.locator("figure details").first
    assert not figures.locator("table").is_visible()
    figures.locator("summary").focus()
    sign_off.keyboard.press("Enter")
    assert figures.locator("table").is_visible()


def test_a_number_that_is_clicked_tells_what_it_is_and_its_equation(sign_off: Page) -> None:
    _number(sign_off, "1,179,867").click()
    told = sign_off.locator("#told")
    assert told.locator("h2").inner_text() == "1,179,867"
    said = told.inner_text()
    for word in ("us-gaap:OperatingIncomeLoss", "2018-04-01 – 2018-06-30", "JPY thousands", "1,179,867,000"):
        assert word in said
    relation = told.locator(".relation").first
    assert relation.locator("tr.total td.n").inner_text() == "1,179,867"
    # Each part leads on, and Back comes back.
    part = relation.locator("tr button").first
    amount = part.inner_text()
    part.click()
    assert told.locator("h2").inner_text() == amount == sign_off.evaluate(_CHOSEN)
    sign_off.go_back()
    assert told.locator("h2").inner_text() == "1,179,867"


def test_every_number_is_reached_by_the_keyboard(sign_off: Page) -> None:
    sign_off.evaluate("document.getElementById('print').focus()")
    # The first number of the release.
    sign_off.keyboard.press("Tab")
    numbers = sign_off.evaluate("tieout.data.numbers.map(number => number.printed)")
    for printed in numbers[1:6]:
        sign_off.keyboard.press("ArrowRight")
        assert sign_off.locator("#told h2").inner_text() == printed
    sign_off.keyboard.press("ArrowLeft")
    assert sign_off.locator("#told h2").inner_text() == numbers[4]


def test_an_address_leads_to_a_fact_and_to_a_line(page: Page, report: str) -> None:
    page.goto("about:blank")
    page.goto(f"{report}/index.html#{_INCOME}")
    assert page.evaluate(_CHOSEN) == "1,179,867"
    page.goto(f"{report}/index.html#L376")
    assert _release(page).locator(".here").inner_text() == "1,124,391"
    # And so do the links of what stands below the release.
    page.locator("#relations ~ details").first.locator("td a").first.click()
    assert page.evaluate(_CHOSEN) == page.locator("#told h2").inner_text()


def test_a_filter_and_a_search_list_numbers_that_lead_to_their_place(sign_off: Page) -> None:
    listed = sign_off.locator("#list li")
    sign_off.locator("[data-filter='recovered']").click()
    assert listed.count() == sign_off.evaluate(
        "tieout.data.numbers.filter(number => number.marks.includes('recovered')).length"
    )
    for words in ("operating income", "営業利益", "us-gaap:OperatingIncomeLoss", "1179867", "1,179,867"):
        sign_off.fill("#find", words)
        assert "1,179,867" in "\n".join(listed.all_text_contents()), words
    listed.first.locator("button").click()
    assert sign_off.evaluate(_CHOSEN)
    sign_off.fill("#find", "no such words")
    assert listed.count() == 0


def test_an_answer_comes_at_once(sign_off: Page) -> None:
    took = sign_off.evaluate(
        """() => tieout.data.numbers.map((_, index) => {
            const began = performance.now();
            tieout.choose(index, {push: false});
            document.body.getBoundingClientRect();
            return performance.now() - began;
        }).sort((a, b) => a - b)"""
    )
    assert took[len(took) * 95 // 100] < 100


def test_the_sheet_to_sign_is_one_page_of_paper(sign_off: Page) -> None:
    sign_off.evaluate("document.documentElement.classList.add('sheet-alone')")
    printed = sign_off.pdf(format="A4")
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") == 1
    sign_off.emulate_media(media="print")
    sheet = sign_off.locator(".sheet")
    assert sheet.is_visible() and not sign_off.locator(".record").is_visible()
    for said in ("Internet Initiative Japan", "SHA-256", "Exceptions accepted", "Name", "Date"):
        assert said in sheet.inner_text() or said == "SHA-256"
    assert sheet.evaluate("sheet => sheet.scrollHeight <= sheet.clientHeight")
    sign_off.emulate_media(media="screen")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 390), ("dark", 1920)])
def test_nothing_hinders_who_reads_otherwise(scheme: Any, width: int, page: Page, root: Path) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto("about:blank")
    page.goto((root / "instances" / "aapl-2025q2" / "xbrl" / "index.html").as_uri())
    _number(page, "95,359").click()
    page.locator("[data-filter='single']").click()
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    # The frame is a release's own page, without a script to look at it with.
    found = Axe().run(page, options={"iframes": False}).response["violations"]
    assert [(wrong["id"], wrong["nodes"][0]["html"]) for wrong in found] == []
    page.emulate_media(color_scheme="light")


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
    # A bracket stands beyond the digits, in a space that is as wide to a part of a pixel.
    assert max(ends) - min(ends) < 0.5


# Off, and unsafe --------------------------------------------------------------------------------------------


def test_a_total_that_fails_is_red_and_its_parts_are_bracketed(
    root: Path, tmp_path: Path, unproven: None, browser: Browser
) -> None:
    copy = tmp_path / "acme"
    shutil.copytree(root / "tests" / "acme", copy)
    edit(copy / "release" / "release.txt", "Inventories\t30\t28", "Inventories\t31\t28")
    built = quiet_build(copy / "release")
    assert built.page is not None
    page, wrong = _looked_after(browser)
    page.goto(built.page.as_uri())
    numbers = _release(page)
    total = numbers.locator("tr", has_text="Total assets").locator(".tn").first
    assert "failed" in (total.get_attribute("class") or "")
    assert numbers.locator(".bracketed").all_text_contents() == ["20", "31"]
    # From the finding to its cells, and from a cell back to the finding.
    page.locator("#list button").first.click()
    assert "Total assets" in page.locator("#told h2").inner_text()
    page.locator("#told li button", has_text="31 · ").click()
    assert page.evaluate(_CHOSEN) == "31"
    off = page.locator("#told .relation.off")
    assert off.locator(".total td.n").first.inner_text() == "50"
    page.locator("#told .items button", has_text="Total assets").click()
    assert "tie.total-off" in page.locator("#told").inner_text()
    assert wrong == []


_HOSTILE = """<html><head><title>Acme</title><style>@import "http://elsewhere.example/a.css";
td { background: url(http://elsewhere.example/b.png) }</style>
<link rel="stylesheet" href="http://elsewhere.example/c.css"><script>parent.hit = 1</script>
<meta http-equiv="refresh" content="0; url=http://elsewhere.example/d"></head>
<body onload="parent.hit = 2" background="http://elsewhere.example/e.png">
<p>Acme Corp. reports on the quarter to March 31, 2025 <img src="x" onerror="parent.hit = 3">
<a href="http://elsewhere.example/f" id="leave">more</a>
<a href="javascript:parent.hit=4" id="act">act</a></p>
<iframe src="http://elsewhere.example/g"></iframe><svg onload="parent.hit = 5"></svg>
<p>Balance Sheets</p><p>In millions</p><table>
<tr><td></td><td>March 31, 2025</td><td>December 31, 2024</td></tr>
<tr><td style="background-image:url('http://elsewhere.example/h')">Cash and cash equivalents</td><td>20</td>
<td>15</td></tr>
<tr><td>Inventories</td><td>30</td><td>28</td></tr><tr><td>Total assets</td><td>50</td><td>43</td></tr>
</table></body></html>"""


def test_nothing_that_a_release_contains_acts_or_asks_for_anything(tmp_path: Path, browser: Browser) -> None:
    from tieout import write_draft

    file = tmp_path / "acme.htm"
    file.write_text(_HOSTILE, encoding="utf-8")
    write_draft(file, tmp_path / "out")
    page, wrong = _looked_after(browser)
    page.goto((tmp_path / "out" / "index.html").as_uri())
    shown = _release(page)
    assert shown.locator("td", has_text="Inventories").is_visible()
    shown.locator("#leave").click()
    shown.locator("#act").click()
    shown.locator(".tn", has_text="30").click()
    assert page.locator("#told h2").inner_text() == "30"
    page.wait_for_timeout(200)
    assert page.evaluate("window.hit") is None
    # And it is laid out as it is by itself: a page without a type by the rules of old.
    assert shown.locator("html").evaluate("root => root.ownerDocument.compatMode") == "BackCompat"
    assert "elsewhere.example" not in shown.locator("html").evaluate("root => root.outerHTML")
    assert page.url.startswith("file:")
    assert wrong == []
