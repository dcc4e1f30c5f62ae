"""A release as text becomes a page: each line in its place, set as pages are set, each figure tagged."""

import re
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from browser_helpers import chromium
from build_helpers import quiet_build, take_arelle_out
from build_helpers import tieout as run
from tieout.validate import validate

IX = "{http://www.xbrl.org/2013/inlineXBRL}"
HTML = "{http://www.w3.org/1999/xhtml}"
# A company of our own, its text set with spaces as filings once were.
SPACED = """\
                        HARBOR LIGHT STORES REPORTS RESULTS

   PORTLAND, Maine, August 7, 2025 -- Harbor Light Stores, Inc. today reported
that net sales were $5.8 million in the six months ended July 31, 2025, and
that it opened stores in two towns.

   * A store in Camden, which has been planned for a long time, and which is
     the largest of them
   * A store in Bath

CONTACT
Investor Relations
Portland

                          HARBOR LIGHT STORES, INC.
                     CONSOLIDATED STATEMENTS OF INCOME
                     (In thousands, except per share data)

                                       Six Months Ended
                                           July 31,
                                    -----------------------
                                       2025          2024
                                    ---------     ---------
Net sales                           $   5,760     $   5,070
Cost of sales                           1,420         1,325
                                    ---------     ---------
Gross profit                            4,340         3,745
Selling, general and
  administrative expenses               3,347         3,033
                                    ---------     ---------
Operating income                          993           712
Other expense, net                        (12)         --
                                    ---------     ---------
Income before income taxes                981           712
Income tax expense                        198           141
                                    ---------     ---------
Net income                          $     783     $     571
                                    =========     =========

Certain amounts < 1 & others were rounded.
"""
RULE = re.compile(r"[-=]{4,}")


def words_of(text: str) -> list[str]:
    """The words of a text; rules are drawn and are none."""
    return RULE.sub(" ", text).split()


def seen(page: Path) -> list[str]:
    """The words that a page shows."""
    parser = LexborHTMLParser(page.read_text(encoding="utf-8"))
    for node in parser.css("style, title, ix\\:header"):
        node.decompose()
    assert parser.body is not None
    # Cells and lines have nothing between them but their elements.
    return parser.body.text(separator=" ").split()


def joined(words: list[str]) -> str:
    return "".join(words)


def tags(page: Path) -> list[etree._Element]:
    """The tags on a page, without the hidden ones."""
    tree = etree.parse(str(page))
    hidden = set(tree.iter(f"{IX}hidden"))
    return [tag for tag in tree.iter(f"{IX}nonFraction") if tag.getparent() not in hidden]


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("text")
    source = folder / "harbor.txt"
    source.write_text(SPACED, encoding="utf-8")
    run("draft", str(source), "--out", str(folder / "out"))
    (page,) = (folder / "out" / "draft-report").glob("*.htm")
    return page


@pytest.fixture(scope="module")
def iij_page(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("iij")
    with pytest.MonkeyPatch.context() as patch:
        take_arelle_out(patch)
        assert quiet_build(root / "instances" / "iij-2018q1", folder / "xbrl", formats=("inline",)).published
    return folder / "xbrl" / "iij-20180630.htm"


def elements(page: Path, name: str) -> list[etree._Element]:
    return list(etree.parse(str(page)).iter(f"{HTML}{name}"))


def said(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_every_word_stands_on_the_page_in_its_order(drafted: Path) -> None:
    # A tag parts no number, so that the words are the same but for where they are parted.
    assert joined(seen(drafted)) == joined(words_of(SPACED))


def test_a_title_headings_and_paragraphs_are_told_from_each_other(drafted: Path) -> None:
    (title,) = elements(drafted, "h1")
    assert (said(title), title.get("class")) == ("HARBOR LIGHT STORES REPORTS RESULTS", "middle")
    assert [said(one) for one in elements(drafted, "h2")][:1] == ["CONTACT"]
    paragraphs = [said(one) for one in elements(drafted, "p")]
    # Lines that were full are one paragraph, those that were ended are lines of their own.
    assert paragraphs[0].startswith("PORTLAND, Maine") and paragraphs[0].endswith("two towns.")
    assert paragraphs[1].startswith("* A store in Camden") and paragraphs[1].endswith("largest of them")
    assert paragraphs[2] == "* A store in Bath"
    assert paragraphs[-1] == "Certain amounts < 1 & others were rounded."


def test_cells_set_with_spaces_stand_below_their_heads(drafted: Path) -> None:
    (table,) = elements(drafted, "table")
    heads, body = ([list(row) for row in group] for group in table)
    assert [[said(cell) for cell in row] for row in heads] == [
        ["", "Six Months Ended"],
        ["", "July 31,"],
        ["", "2025", "2024"],
    ]
    assert heads[0][1].get("colspan") == "2"
    shown = {said(row[0]): [said(cell) for cell in row[1:]] for row in body}
    assert shown["Net sales"] == ["$ 5,760", "$ 5,070"]
    assert shown["Other expense, net"] == ["(12)", "--"]
    by_label = {said(row[0]): row for row in body}
    assert by_label["Selling, general and"][0].get("colspan") == "3"
    assert by_label["administrative expenses"][0].get("class") == "d1"
    assert [cell.get("class") for cell in by_label["Gross profit"][1:]] == ["n ruled", "n ruled"]
    assert by_label["Other expense, net"][1].get("class") == "n out"
    assert by_label["Net income"][0].getparent().get("class") == "double"


def test_every_figure_of_the_table_and_the_sentence_is_tagged(drafted: Path) -> None:
    shown = [tag.text for tag in tags(drafted)]
    assert shown[0] == "5.8"
    assert shown[1:5] == ["5,760", "5,070", "1,420", "1,325"]
    assert len(shown) == 19
    (dash,) = (tag for tag in tags(drafted) if tag.text == "--")
    assert dash.get("format") == "ixt:fixed-zero"


@pytest.mark.arelle
def test_arelle_finds_the_page_valid(drafted: Path) -> None:
    verdict = validate(drafted)
    assert [finding.message for finding in verdict.findings] == []
    assert verdict.counts.facts > 19


@pytest.mark.whole
def test_nothing_of_a_release_is_missing_and_its_order_is_kept(iij_page: Path, root: Path) -> None:
    text = (root / "instances" / "iij-2018q1" / "release.txt").read_text(encoding="utf-8")
    lines = [re.sub(r"</?u>", "", line) for line in text.split("\n") if line.strip()]
    blocks = [said(one) for name in ("h1", "h2", "p", "tr") for one in elements(iij_page, name)]
    assert len(blocks) == len(lines)
    assert joined(seen(iij_page)) == joined(" ".join(lines).split())
    prose = [line for line in lines if "\t" not in line]
    set_as = [said(one) for name in ("h1", "h2", "p") for one in elements(iij_page, name)]
    assert sorted(set_as) == sorted(" ".join(line.split()) for line in prose)


@pytest.mark.whole
def test_every_printing_of_a_release_is_tagged(iij_page: Path, iij) -> None:
    unlike = {(repeat.fact, repeat.printed.place) for repeat in iij.facts.repeats if not repeat.agrees}
    due = {
        (one.place, one.text)
        for name, one in iij.facts.printed
        if one.figure is not None and not one.proof and (name, one.place) not in unlike
    }
    placed = [tag for tag in tags(iij_page) if tag.getparent().tag != f"{IX}nonFraction"]
    assert len(placed) >= len(due) > 700
    in_labels = [tag for tag in placed if tag.getparent().tag == f"{HTML}th"]
    in_prose = [tag for tag in placed if tag.getparent().tag == f"{HTML}p"]
    assert len(in_labels) > 10 and len(in_prose) > 100


def test_marks_of_emphasis_are_no_words(tmp_path: Path) -> None:
    source = tmp_path / "harbor.txt"
    source.write_text(SPACED.replace("CONTACT", "<u>CONTACT</u>"), encoding="utf-8")
    run("draft", str(source), "--out", str(tmp_path / "out"))
    (page,) = (tmp_path / "out" / "draft-report").glob("*.htm")
    underlined = [one for one in elements(page, "span") if "underline" in (one.get("style") or "")]
    assert [said(one) for one in underlined] == ["CONTACT"]
    assert joined(seen(page)) == joined(words_of(SPACED))


# In a browser --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_runs_beyond_the_page_and_no_figure_is_broken(
    iij_page: Path, browser: Browser, width: int
) -> None:
    context = browser.new_context(offline=True, viewport={"width": width, "height": 844})
    page = context.new_page()
    page.goto(iij_page.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # A figure broken over lines would have a box for each.
    broken = page.evaluate(
        "[...document.querySelectorAll('td.n')].filter(cell => { const range = document.createRange();"
        " range.selectNodeContents(cell); const tops = new Set([...range.getClientRects()]"
        ".map(box => Math.round(box.bottom))); return tops.size > 1 }).map(cell => cell.textContent)"
    )
    assert broken == []
    # The digits of a column end below each other, with a bracket behind them or none.
    ends = page.evaluate(
        "[...document.querySelectorAll('table')].flatMap(table => { const by = {};"
        " for (const tag of table.querySelectorAll('td.n')) { const found = tag.lastElementChild;"
        " if (!found || !/\\d/.test(found.textContent)) continue;"
        " (by[tag.cellIndex] ??= []).push(found.getBoundingClientRect().right) }"
        " return Object.values(by).filter(all => Math.max(...all) - Math.min(...all) > 1.5).length })"
    )
    assert set(ends) <= {0} or len(ends) == 0
    context.close()


@pytest.mark.browser
def test_on_paper_no_table_is_cut(iij_page: Path, browser: Browser) -> None:
    context = browser.new_context(offline=True, viewport={"width": 720, "height": 1000})
    page = context.new_page()
    page.goto(iij_page.as_uri())
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 720
    context.close()
