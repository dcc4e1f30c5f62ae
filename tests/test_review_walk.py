"""The page that is worked in, walked in a real browser: from a draft of a file to what stands in the YAML."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browser_helpers import chromium
from build_helpers import copy_acme, edit
from tieout import write_draft

pytestmark = [pytest.mark.browser, pytest.mark.whole]

_RELEASE = """\
<html><head><title>Quill Harbor Books, Inc.</title></head><body>
<p>Quill Harbor Books, Inc. Reports First Quarter Results</p>
<p>BOISE, Idaho - May 6, 2025 - Quill Harbor Books, Inc. (NYSE: QHB) today reported its results for the three
months ended March 31, 2025.</p>
<p>Net sales for the three months ended March 31, 2025 were $5,760 thousand, compared to $5,070 thousand.</p>
<p>Sales over the counter of other dealers came to $1.3 million in those months.</p>
<p>CONSOLIDATED STATEMENTS OF INCOME</p><p>(In thousands)</p>
<table>
<tr><td></td><td colspan="2">Three Months Ended March 31,</td></tr>
<tr><td></td><td>2025</td><td>2024</td></tr>
<tr><td>Net sales</td><td>5,760</td><td>5,070</td></tr>
<tr><td>Cost of sales</td><td>1,420</td><td>1,325</td></tr>
<tr><td>Gross profit</td><td>4,340</td><td>3,745</td></tr>
<tr><td>Bindery and courier outlays</td><td>3,347</td><td>3,033</td></tr>
<tr><td>Operating income</td><td>993</td><td>712</td></tr>
<tr><td>Income tax expense</td><td>198</td><td>141</td></tr>
<tr><td>Net income</td><td>795</td><td>571</td></tr>
</table>
<p>CONSOLIDATED BALANCE SHEETS</p><p>(In thousands)</p>
<table>
<tr><td></td><td>March 31, 2025</td><td>December 31, 2024</td></tr>
<tr><td>Cash and cash equivalents</td><td>2,215</td><td>1,980</td></tr>
<tr><td>Inventories</td><td>1,404</td><td>1,377</td></tr>
<tr><td>Total current assets</td><td>3,619</td><td>3,357</td></tr>
<tr><td>Property and equipment, net</td><td>1,260</td><td>1,244</td></tr>
<tr><td>Total assets</td><td>4,879</td><td>4,601</td></tr>
</table></body></html>
"""
_MS = 30_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    """`tieout review` in a process of its own, and its address with the token."""
    command = [sys.executable, "-m", "tieout", "review", str(folder), "--no-open", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None and process.stderr is not None
            address = process.stdout.readline().strip()
            assert address, process.stderr.read()
            yield address
        finally:
            process.kill()


class Walk:
    """A person at the page. What goes wrong in it fails the test."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.context = browser.new_context(viewport={"width": 1300, "height": 900})
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(_MS)
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", lambda said: said.type == "error" and self.wrong.append(said.text))
        self.page.goto(address)
        assert "token" not in self.page.url

    def number(self, text: str) -> None:
        """Points at the first number that is printed so."""
        self.page.frame_locator("#page").locator(
            ".tn", has_text=re.compile(f"^{re.escape(text)}$")
        ).first.click()
        expect(self.page.locator("#told h2")).to_have_text(text)

    def words(self, act: str, text: str) -> None:
        """Opens what needs words, and says them."""
        details = self.page.locator(f"details.{act}").first
        details.locator("summary").click()
        details.locator("input").fill(text)
        details.locator("button[type=submit]").click()

    def write(self) -> str:
        """Looks at the diff, writes it, and waits until the release was read again; gives the diff."""
        diff = self.page.locator(".proposal pre").inner_text()
        with self.page.expect_navigation():
            self.page.locator(".proposal .write").click()
        expect(self.page.locator("#told")).to_be_visible()
        return diff

    def said(self) -> str:
        expect(self.page.locator("#said")).not_to_be_empty()
        return self.page.locator("#said").inner_text()


def _yaml(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Draft:
    """A draft's folder, and its YAML."""

    folder: Path

    @property
    def company(self) -> Path:
        return self.folder / "definitions" / "company"

    @property
    def release(self) -> Path:
        return self.folder / "definitions" / "release"

    @property
    def income(self) -> Path:
        return self.company / "statements" / "income-statement.yaml"


def test_a_draft_is_settled_mended_accepted_and_signed_in_its_page(tmp_path: Path, browser: Browser) -> None:
    file = tmp_path / "quill.htm"
    file.write_text(_RELEASE, encoding="utf-8")
    draft = Draft(tmp_path / "quill.draft")
    write_draft(file, draft.folder)
    with _serving(draft.folder) as address:
        walk = Walk(browser, address)
        assert "Draft" in walk.page.locator("#verdict").inner_text()
        # A number that nothing reads is known by the words around it.
        walk.page.locator("[data-filter='unread']").click()
        alone = re.compile(r"^1\.3 .*dealers came to \$1\.3 million in")
        expect(walk.page.locator("#list button")).to_have_text([alone])
        # The prose is tied to the tables, as on the draft's own page.
        expect(walk.page.frame_locator("#page").locator(".tn.unread", has_text="5,760")).to_have_count(0)
        walk.page.set_viewport_size({"width": 390, "height": 800})
        assert walk.page.evaluate("document.documentElement.scrollWidth") == 390
        # Of a phone's screen most is the release and what is said of a number.
        assert walk.page.evaluate("document.querySelector('.desk').getBoundingClientRect().top") < 300
        walk.page.set_viewport_size({"width": 1300, "height": 900})
        _choose_a_concept(walk, draft)
        _settle_every_doubt(walk, draft)
        _write_a_sentence(walk, draft)
        _see_a_wrong_digit_and_accept_it(walk, draft)
        _comment_and_sign(walk, draft)
        _publish(walk, draft)
        assert walk.wrong == []
        walk.context.close()


def _choose_a_concept(walk: Walk, draft: Draft) -> None:
    """Found by words: a diff first, then the line is it, and what its total sums; taken back, done again."""
    page, name = walk.page, "SellingGeneralAndAdministrativeExpense"

    def choose() -> str:
        page.locator("details.concept summary").click()
        page.locator("details.concept input").fill("selling general administrative")
        page.locator(f"[data-concept='{name}']").click()
        return walk.write()

    drafted = draft.income.read_text(encoding="utf-8")
    walk.number("3,347")
    page.locator("details.comment summary").click()
    found = Axe().run(page, options={"iframes": False}).response["violations"]
    assert [(wrong["id"], wrong["nodes"][0]["html"]) for wrong in found] == []
    diff = choose()
    assert all(sign in diff for sign in ("+", "-", name))
    chosen = draft.income.read_text(encoding="utf-8")
    assert chosen.count(name) == 2
    expect(page.locator("#told")).to_contain_text(f"us-gaap:{name}")
    with page.expect_navigation():
        page.locator("#undo").click()
    assert draft.income.read_text(encoding="utf-8") == drafted
    choose()
    assert draft.income.read_text(encoding="utf-8") == chosen


def _settle_every_doubt(walk: Walk, draft: Draft) -> None:
    """From the list of what is open: each is decided where it is told, and then the next one is there."""
    page, is_open = walk.page, "one => one.code === 'draft.open'"
    doubts = page.evaluate(f"tieout.data.findings.filter({is_open}).length")
    assert doubts > 1
    page.locator("[data-filter='open']").click()
    page.locator("#list button", has_text="is drafted as").first.click()
    for left in range(doubts, 0, -1):
        assert page.evaluate(f"tieout.data.findings.filter({is_open}).length") == left
        expect(page.locator("#told h2")).to_contain_text("is drafted as")
        expect(page.locator("#told .mend")).to_have_count(0)
        # The likeliest concepts stand there at once.
        expect(page.locator("#work .concepts li").first).to_be_visible()
        page.locator("#work .settle").click()
        assert "settled: true" in walk.write()
    assert walk.page.evaluate(f"tieout.data.findings.some({is_open})") is False
    settled = [entry["settled"] for entry in _yaml(draft.company / "review.yaml")["open"]]
    assert settled.count(True) == doubts


def _write_a_sentence(walk: Walk, draft: Draft) -> None:
    """Begun from the number that is pointed at; what it matches is seen as it is typed."""
    page = walk.page
    walk.number("5,760")
    page.locator("details.sentence summary").click()
    wording, matches = page.locator(".sentence textarea"), page.locator(".tried li")
    expect(wording).to_have_value("Net sales {@quarter} were {now}, compared to {before}")
    expect(matches).to_have_count(2)
    wording.fill("Net sales {@quarter} were {before}")
    expect(matches).to_have_text([re.compile(r"^5,760.*not as the tables print it")])
    wording.fill("Net sales {@quarter} were {now}[, compared to {before}|]")
    expect(matches).to_have_text([re.compile(r"^5,760.* as the"), re.compile(r"^5,070.*2024.* as the")])
    found = Axe().run(page, options={"iframes": False}).response["violations"]
    assert [(wrong["id"], wrong["nodes"][0]["html"]) for wrong in found] == []
    page.locator(".sentence button[type=submit]").click()
    walk.write()
    (sentence,) = _yaml(draft.company / "sentences" / "reviewed.yaml")["sentences"]
    assert sentence["says"] == "Net sales {@quarter} were {now}[, compared to {before}|]"
    expect(page.frame_locator("#page").locator(".tn.exact", has_text="5,760")).to_have_count(2)


def _see_a_wrong_digit_and_accept_it(walk: Walk, draft: Draft) -> None:
    """A change of the file turns its total red, without anything being asked for."""
    with walk.page.expect_navigation():
        edit(draft.release / "release.htm", "<td>1,404</td>", "<td>1,414</td>")
    shown = walk.page.frame_locator("#page")
    expect(shown.locator(".tn.failed", has_text="3,619")).to_be_visible()
    walk.number("3,619")
    walk.words("accept", "The company prints it so.")
    walk.write()
    (accepted,) = _yaml(draft.release / "release.yaml")["exceptions"]
    assert (accepted["by"], accepted["why"]) == ("-10000", {"en": "The company prints it so."})
    assert shown.locator(".tn.failed").count() == 0


def _comment_and_sign(walk: Walk, draft: Draft) -> None:
    walk.number("795")
    walk.words("comment", "Compared with the ledger.")
    walk.write()
    expect(walk.page.locator("#told .comment")).to_have_text("Compared with the ledger.")
    walk.words("sign-off", "R. Okafor")
    walk.write()
    written = draft.release / "release.yaml"
    assert _yaml(written)["signed"]["name"] == "R. Okafor"
    walk.page.reload()
    expect(walk.page.locator("#signed")).to_contain_text("R. Okafor")
    # Comments and layout of the file are as they were.
    assert written.read_text(encoding="utf-8").startswith("# A draft of Quill Harbor")


def _publish(walk: Walk, draft: Draft) -> None:
    """Proven by Arelle and put into its place; its page is opened from there."""
    page = walk.page
    with page.expect_navigation(timeout=3 * _MS):
        page.locator("#publish").click()
    expect(page.locator("#said")).to_contain_text("published to")
    assert (draft.release / "xbrl" / "index.html").is_file()
    page.locator("#report").click()
    expect(page.locator("#signed")).to_contain_text("R. Okafor")
    page.locator("a.report").click()
    expect(page.locator("body")).to_contain_text("Quill Harbor Books, Inc. Reports First Quarter Results")


def test_a_page_without_the_token_sees_nothing(tmp_path: Path, root: Path, browser: Browser) -> None:
    folder = copy_acme(root, tmp_path / "acme")
    with _serving(folder) as address:
        context = browser.new_context()
        page = context.new_page()
        answer = page.goto(address.partition("?")[0])
        assert answer is not None and answer.status == 403
        assert "token" in page.content()
        page.goto(address)
        expect(page.locator("#verdict")).to_be_visible()
        context.close()
