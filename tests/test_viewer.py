"""The interactive viewer, looked at with a real browser: what a reviewer sees, finds and follows in it."""

import contextlib
import http.client
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree
from playwright.sync_api import BrowserContext

from browser_helpers import chromium
from build_helpers import STEM, TIEOUT, edit, snapshot, tieout, tieout_process

pytestmark = pytest.mark.arelle

INCOME = "OperatingIncomeLoss_D20180401-20180630"
CONTRADICTED = "OperatingIncomeLoss_D20170401-20170630"
ACME = "acme-20250331"
OF_SEGMENT = f"{INCOME}_IntersegmentElimination"
UNPRINTED = "ReportingCurrency_D20180401-20180630"
RECOVERED = "InvestmentIncomeInterest_D20180401-20180630"
NARROWER = "AllowanceForDoubtfulAccountsOtherAssetsCurrent_I20180630"
WIDER = "MarketableEquitySecuritiesFairValue_I20180630"
LOOPBACK = "127.0.0.1"

_MS = 15_000
_LEFT = "net::ERR_ABORTED"


def _fact_ids(report: Path) -> list[str]:
    tagged = etree.parse(str(report)).iter("{*}nonFraction", "{*}nonNumeric")
    return [element.get("id") for element in tagged]


@pytest.fixture(scope="module")
def reported(root, tmp_path_factory) -> Path:
    """A copy of the committed report."""
    folder = tmp_path_factory.mktemp("reported") / "xbrl"
    shutil.copytree(root / "instances" / "iij-2018q1" / "xbrl", folder)
    return folder


@pytest.fixture(scope="module")
def saved(reported, tmp_path_factory) -> Path:
    """The viewer in a folder, to be opened from disk."""
    folder = tmp_path_factory.mktemp("saved") / "viewer"
    said = tieout_process("view", reported, "--save", folder, PYTHONHASHSEED="1")
    assert (said.returncode, said.stdout) == (0, f"written to {folder}: open {folder / 'index.html'}\n")
    return folder


@contextlib.contextmanager
def _serving(folder: Path) -> Iterator[tuple[subprocess.Popen, str]]:
    """`tieout view` in a process of its own, and its address."""
    command = [str(TIEOUT), "view", str(folder), "--no-open", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            address = process.stdout.readline().strip()
            assert address, process.stderr.read()
            yield process, address
        finally:
            process.kill()


@pytest.fixture(scope="module")
def served(reported) -> Iterator[str]:
    with _serving(reported) as (process, address):
        yield address
        process.terminate()
        assert process.wait(timeout=20) == 0


# The browser -------------------------------------------------------------------------------------------


class Look:
    """A viewer in a browser of its own, and all that went wrong in it."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.wrong: list[str] = []
        self.page = page = context.new_page()
        page.set_default_timeout(_MS)
        page.on("console", lambda said: self._note(said.type in ("error", "warning"), said.text))
        page.on("pageerror", lambda error: self._note(True, str(error)))
        # The index leads on to the viewer's page while it is still being read: that is no failure.
        page.on("requestfailed", lambda request: self._note(request.failure != _LEFT, request.url))
        page.on("response", lambda answer: self._note(answer.status >= 400, answer.url))
        page.on("request", lambda request: self._note(not _is_local(request.url), request.url))
        page.goto(address)
        self.wait()

    def _note(self, is_wrong: bool, what: str) -> None:
        if is_wrong:
            self.wrong.append(what)

    def wait(self) -> None:
        """Till the viewer is ready."""
        self.page.wait_for_selector("#ixv .loader", state="detached")
        self.page.wait_for_selector("#inspector.search-ready")

    def shown(self, selector: str) -> str:
        return self.page.inner_text(f"#inspector {selector}")

    @property
    def selected(self) -> str:
        return urlsplit(self.page.url).fragment

    def select(self, fact: str) -> None:
        """Goes to nothing and then to a fact, as Back, Forward and a link from elsewhere do."""
        self.page.evaluate("location.hash = ''")
        self.page.wait_for_selector("#inspector.no-fact-selected")
        self.page.evaluate("fact => { location.hash = '#f-' + fact }", fact)
        self.page.wait_for_selector("#inspector:not(.no-fact-selected)")

    def find(self, words: str) -> list[str]:
        """What the search finds, by title; whatever is searched, the field keeps the words."""
        self.page.click("#inspector-tabs button[data-mode=search-mode]")
        self.page.fill("#ixbrl-search", words)
        self.page.press("#ixbrl-search", "Enter")
        assert self.page.input_value("#ixbrl-search") == words
        return self.page.locator(".search-results .results .title").all_text_contents()


def _is_local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("file", "data") or parts.hostname == LOOPBACK


@pytest.fixture(scope="module")
def context() -> Iterator[BrowserContext]:
    with chromium() as browser:
        yield browser.new_context(viewport={"width": 1400, "height": 900})


@pytest.fixture(scope="module")
def _from_server(context, served) -> Look:
    """Opened by way of the page that the server opens."""
    return Look(context, served.replace("index.html", f"{STEM}.html"))


@pytest.fixture(scope="module")
def _from_disk(context, saved) -> Look:
    """Opened from disk, with a fact in the address."""
    return Look(context, f"{(saved / f'{STEM}.html').as_uri()}#f-{INCOME}")


@pytest.fixture
def from_server(_from_server) -> Iterator[Look]:
    yield from _looked_at(_from_server)


@pytest.fixture
def from_disk(_from_disk) -> Iterator[Look]:
    yield from _looked_at(_from_disk)


def _looked_at(look: Look) -> Iterator[Look]:
    # A browser slows down what stands behind another page.
    look.page.bring_to_front()
    yield look
    assert not look.wrong


@pytest.mark.browser
def test_the_page_that_is_opened_leads_to_the_viewer(context, served):
    assert served.endswith("/index.html")
    page = context.new_page()
    # As by a user who knows the server's address alone.
    page.goto(served.replace("index.html", ""))
    page.click("nav a.report")
    page.wait_for_url(f"**/{STEM}.html")
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("where", ["from_server", "from_disk"])
def test_the_viewer_opens(where, request, reported):
    look = request.getfixturevalue(where)
    page = look.page
    assert urlsplit(page.url).path.endswith(f"/{STEM}.html")
    page.click("#inspector-tabs button[data-mode=search-mode]")
    count = len(_fact_ids(reported / f"{STEM}.htm"))
    assert count > 500
    page.fill("#ixbrl-search", "")
    page.press("#ixbrl-search", "Enter")
    assert f"of {count} facts" in look.shown("#matching-facts-summary")
    # In the order of the statements, not of the alphabet.
    sections = page.locator(".facts-by-group .section-label").all_text_contents()
    assert sections == sorted(sections, key=lambda title: int(title.split()[0]))
    # Of the cover nothing is printed, and what is hidden has no section.
    assert "Balance Sheets" in sections[0]
    home = page.locator("#top-bar .home-link a")
    assert (home.inner_text(), home.get_attribute("href")) == ("Sign-off page", "index.html")


@pytest.mark.browser
def test_the_search_finds_words_in_both_languages_and_elements_of_us_gaap(from_server):
    look = from_server
    look.select(INCOME)
    assert any("revenue" in title for title in look.find("revenue"))
    english = look.find("売上")
    assert english and not any("売上" in title for title in english)
    assert look.find("us-gaap:OperatingIncomeLoss")[0] == "Operating income (loss)"
    assert not look.find("存在しない")
    look.select(OF_SEGMENT)
    look.page.select_option("#document-language", "ja")
    try:
        assert look.shown(".concept-name-title") == "営業利益（損失）"
        found = look.find("売上")
        assert len(found) == len(english)
        assert all("売上" in title for title in found)
    finally:
        look.select(INCOME)
        look.page.select_option("#document-language", "en-us")


@pytest.mark.browser
def test_a_fact_in_the_address_shows_what_it_is_and_that_its_sums_hold(from_disk):
    look = from_disk
    look.select(INCOME)
    assert look.shown(".concept-name-title") == "Operating income (loss)"
    assert "1,179,867,000" in look.shown("tr.value")
    assert "1 Apr 2018 to 30 Jun 2018" in look.shown("tr.period")
    assert "thousands" in look.shown("tr.accuracy")
    assert "A negative value is an operating loss." in look.shown("table.labels")
    references = look.shown(".references")
    assert re.search(r"UsGaapElement\s+us-gaap:OperatingIncomeLoss", references)
    assert re.search(r"UsGaapRelation\s+exact", references)
    sums = look.page.locator(".calculations .bordered-section")
    assert sums.count() >= 2
    assert all("Reported and calculated values match" in said for said in sums.all_inner_texts())
    # The lines of the sum that the statement of income prints.
    assert "43,525,051,000" in sums.filter(has_text="Statements of Income").first.inner_text()
    # Where the release contradicts itself, the viewer finds it too.
    look.select(CONTRADICTED)
    off = sums.filter(has_text="Reported and calculated values do not match").all_inner_texts()
    assert [said.partition("\n")[0].partition(" ")[2] for said in off] == [
        "Reconciliation of Adjusted EBITDA to Net Income (Details)"
    ]


@pytest.mark.browser
def test_the_anchors_of_a_concept_are_shown_and_told_apart_from_the_official_taxonomy(from_disk):
    look = from_disk

    def anchors():
        lists = (look.page.locator(f".anchoring .anchors-{side}") for side in ("wider", "narrower"))
        return [found.inner_text() for found in lists]

    look.select(NARROWER)
    wider = "(us-gaap) Allowance For Doubtful Other Receivables Current"
    assert anchors() == [f"{wider} (stand-in: the official taxonomy defines it)", "None"]
    look.select(WIDER)
    narrower = "(us-gaap) Equity Securities Fv Ni"
    assert anchors() == ["None", f"{narrower} (stand-in: the official taxonomy defines it)"]
    # An exact match is no anchor: it is a reference.
    look.select(INCOME)
    assert anchors() == ["None", "None"]


@pytest.mark.browser
def test_a_segment_and_the_proof_of_a_recovered_figure_are_shown(from_disk):
    from_disk.select(OF_SEGMENT)
    assert "ntersegment" in from_disk.shown(".section.dimensions .dimension-value")
    from_disk.select(RECOVERED)
    english, japanese = from_disk.page.locator(".footnotes button").all_inner_texts()
    assert "is the only reading of these digits" in english
    assert re.search("[ぁ-ん]", japanese)


@pytest.mark.browser
def test_the_selected_fact_leads_to_where_the_release_prints_it(from_disk, reported):
    page, link = from_disk.page, from_disk.page.locator("#tieout-printed")
    from_disk.select(INCOME)
    assert link.inner_text() == "Where the release prints it"
    assert link.get_attribute("href") == f"index.html#{INCOME}"
    bar, box = page.locator("#top-bar").bounding_box(), link.bounding_box()
    assert box["y"] >= bar["y"] and box["y"] + box["height"] <= bar["y"] + bar["height"]
    page.focus("#top-bar .home-link a")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "tieout-printed"
    # It follows the selection; Back selects again.
    page.click(".calculations .calculation-label button >> nth=0")
    page.wait_for_function("fact => !location.hash.endsWith(fact)", arg=INCOME)
    part = re.sub(r"\.\d+$", "", from_disk.selected.removeprefix("f-"))
    page.wait_for_function("fact => document.querySelector('#tieout-printed').hash === '#' + fact", arg=part)
    page.go_back()
    page.wait_for_function(
        "document.querySelector('#inspector .concept-name-title').textContent === 'Operating income (loss)'"
    )
    assert from_disk.selected == f"f-{INCOME}"
    assert link.get_attribute("href") == f"index.html#{INCOME}"
    for again in [name for name in _fact_ids(reported / f"{STEM}.htm") if "." in name][:1]:
        from_disk.select(again)
        assert link.get_attribute("href") == f"index.html#{again.rpartition('.')[0]}"
    from_disk.select(UNPRINTED)
    assert not link.is_visible()
    from_disk.select(INCOME)
    assert link.is_visible()
    page.locator("#iframe-container iframe").content_frame.locator("h1").click()
    page.wait_for_selector("#tieout-printed", state="hidden")
    # And from that page into the viewer.
    page.goto(page.url.partition("#")[0].replace(f"{STEM}.html", f"index.html#{OF_SEGMENT}"))
    page.click("#told a")
    from_disk.wait()
    assert from_disk.selected == f"f-{OF_SEGMENT}"
    assert link.get_attribute("href") == f"index.html#{OF_SEGMENT}"


# The folder --------------------------------------------------------------------------------------------


def test_the_same_report_makes_the_same_bytes(saved, reported, tmp_path):
    again = tmp_path / "viewer"
    assert tieout_process("view", reported, "--save", again, "--quiet", PYTHONHASHSEED="2").stdout == ""
    assert snapshot(again) == snapshot(saved)


def test_the_folder_is_complete_and_says_nothing_of_this_machine(saved, reported, tmp_path):
    files = snapshot(saved)
    named = {"index.html", f"{STEM}.html", f"{STEM}.htm", "trace.csv"}
    assert named | {"manifest.csv"} < set(files)
    assert not [name for name, data in files.items() if str(reported.parent).encode() in data]
    sign_off = files["index.html"].decode()
    assert f'"report":"{STEM}.html#f-"' in sign_off
    assert ".htm#" not in sign_off


def test_a_folder_of_a_viewer_is_replaced_and_no_other(acme_report, tmp_path):
    target = tmp_path / "viewer"
    assert tieout("view", acme_report, "--save", target, "--quiet").exit_code == 0
    saved = snapshot(target)
    (target / "trace.csv").unlink()
    assert tieout("view", acme_report, "--save", target, "--quiet").exit_code == 0
    assert snapshot(target) == saved
    other = tmp_path / "other"
    shutil.copytree(acme_report, other)
    no_viewer, own = "it holds no viewer", "the report's own folder"
    for folder, why in ((other, no_viewer), (acme_report, own), (acme_report / "viewer", own)):
        said = tieout("view", acme_report, "--save", folder)
        assert said.exit_code == 2
        assert "input.foreign-folder" in said.output and why in said.output
    assert snapshot(other) == snapshot(acme_report)


def test_without_a_page_for_signing_off_there_is_no_link(acme_report, tmp_path):
    folder, target = tmp_path / "xbrl", tmp_path / "viewer"
    shutil.copytree(acme_report, folder, ignore=shutil.ignore_patterns("index.html", "manifest.csv"))
    assert tieout("view", folder, "--save", target, "--quiet").exit_code == 0
    assert b"Sign-off page" not in (target / f"{ACME}.html").read_bytes()
    # The page that leads to the viewer's own stands in its place.
    assert f'location.replace("{ACME}.html"'.encode() in (target / "index.html").read_bytes()


def test_the_stand_ins_for_official_elements_are_no_file_of_the_report(saved):
    page = (saved / f"{STEM}.html").read_text(encoding="utf-8")
    data = json.loads(re.search(r'ixbrl-viewer\+json">(.*?)</script>', page, re.DOTALL)[1])
    (shown,) = data["sourceReports"][0]["targetReports"]
    assert not [name for name in shown["localDocs"] if not name.startswith((STEM, "tieout-"))]
    official = {name: told for name, told in shown["concepts"].items() if name.startswith("us-gaap:")}
    assert len(official) > 20
    for name, told in official.items():
        assert f"A stand-in for {name}" in told["labels"]["doc"]["en-us"]
        assert "defined by the official taxonomy: http://" in told["labels"]["doc"]["en-us"]


def test_without_its_arcs_a_report_is_shown_without_anchors(reported, tmp_path):
    folder, target = tmp_path / "xbrl", tmp_path / "viewer"
    shutil.copytree(reported, folder, ignore=shutil.ignore_patterns("*-align*", "manifest.csv"))
    assert tieout("view", folder, "--save", target, "--quiet").exit_code == 0
    assert b"us-gaap:" in (target / f"{STEM}.html").read_bytes()
    assert b"stand-in" not in (target / f"{STEM}.html").read_bytes()


# The server --------------------------------------------------------------------------------------------


def _answer(address: str, path: str, method: str = "GET", **heads: str) -> tuple[int, dict[str, str], bytes]:
    at = urlsplit(address)
    connection = http.client.HTTPConnection(at.hostname, at.port, timeout=10)
    with contextlib.closing(connection):
        connection.request(method, path, headers=heads)
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()


def test_the_server_answers_this_machine_alone_and_for_the_viewer_alone(served, saved):
    files = snapshot(saved)
    for name, kind in (
        (f"{STEM}.html", "text/html; charset=utf-8"),
        ("ixbrlviewer.js", "text/javascript; charset=utf-8"),
        ("trace.csv", "text/csv; charset=utf-8"),
    ):
        status, heads, body = _answer(served, f"/{name}?from=here")
        assert (status, heads["Content-Type"], body) == (200, kind, files[name])
    assert _answer(served, "/")[2] == files["index.html"]
    status, heads, body = _answer(served, f"/{STEM}.html", "HEAD")
    assert (status, body, heads["Content-Length"]) == (200, b"", str(len(files[f"{STEM}.html"])))
    outside = ("/../../etc/passwd", "/%2e%2e/manifest.csv", "/release.txt", "//etc/passwd", "/.")
    assert {_answer(served, path)[0] for path in outside} == {404}
    assert _answer(served, "/", "POST")[0] == 501
    # A name that leads here from another site is not this machine's.
    assert _answer(served, "/", Host="example.org")[0] == 403
    if sys.platform == "linux":
        # Every 127.* is this machine there, but the server took one of them.
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", urlsplit(served).port))


def test_an_interrupt_ends_it_well(reported):
    with _serving(reported) as (process, address):
        assert _answer(address, "/")[0] == 200
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        assert (process.returncode, out, err) == (0, "", "")
        assert time.monotonic() - began < 5
    with pytest.raises(ConnectionRefusedError):
        _answer(address, "/")


def test_a_port_that_is_taken_is_told(served, acme_report):
    said = tieout("view", acme_report, "--no-open", "--quiet", "--port", urlsplit(served).port)
    assert said.exit_code == 2
    assert "input.port" in said.output and "Name another port" in said.output


# What cannot be shown ----------------------------------------------------------------------------------


def test_a_release_without_an_inline_report_says_how_to_build_one(tmp_path):
    (tmp_path / "release.yaml").touch()
    for ready in (False, True):
        if ready:
            (tmp_path / "xbrl").mkdir()
        said = tieout("view", tmp_path)
        assert said.exit_code == 2
        assert "input.no-report" in said.output and f"tieout build {tmp_path}" in said.output
    said = tieout("view", tmp_path / "nowhere")
    assert said.exit_code == 2
    assert "Name a release's folder" in said.output


def test_without_the_package_it_says_what_to_install(reported, monkeypatch):
    monkeypatch.setitem(sys.modules, "iXBRLViewerPlugin.constants", None)
    said = tieout("view", reported)
    assert said.exit_code == 2
    assert 'pip install "tieout[view]"' in said.output


def test_a_report_that_arelle_cannot_load_is_not_shown(acme_report, tmp_path):
    folder = tmp_path / "xbrl"
    shutil.copytree(acme_report, folder)
    (folder / f"{ACME}_pre.xml").unlink()
    said = tieout("view", folder, "--save", tmp_path / "viewer")
    assert said.exit_code == 2
    assert "input.report" in said.output and f"{ACME}_pre.xml" in said.output
    assert not (tmp_path / "viewer").exists()


def test_a_report_that_was_changed_is_shown_and_told(acme_report, tmp_path):
    folder = tmp_path / "xbrl"
    shutil.copytree(acme_report, folder)
    edit(folder / f"{ACME}.htm", "<title>", "<title>Not ")
    said = tieout("view", folder, "--save", tmp_path / "viewer", "--quiet")
    assert said.exit_code == 1
    assert f"{ACME}.htm was changed after it was built" in said.output
    assert (tmp_path / "viewer" / "index.html").is_file()
