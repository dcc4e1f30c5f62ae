"""The release's own page as its report: the same text and look, each figure tagged where it stands."""

import re
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from browser_helpers import chromium
from build_helpers import quiet_build, take_arelle_out
from build_helpers import tieout as run
from pictured import as_published, compared
from tieout.contact import meet
from tieout.core import Figure, Finding
from tieout.render import Rendered, render_report
from tieout.render.digits import digits_of, transformed
from tieout.render.in_place.mend import mended
from tieout.render.in_place.write import written
from tieout.sources.html import whole_page
from tieout.validate import validate

# Each takes a release the whole way.
pytestmark = pytest.mark.whole

IX = "{http://www.xbrl.org/2013/inlineXBRL}"
HTML = "{http://www.w3.org/1999/xhtml}"
# A company of our own, its page set as older tools set theirs.
PAGE = """\
<html><head><title>News</title>
<style><!-- td > b { color: navy } body { font-family: "DejaVu Serif", serif } --></style></head>
<body bgcolor="#FFFFFF" link="0000EE" text=black topmargin=4>
<a name="top"></a><center><font size="+1" face="Arial, Helvetica"><b>Harbor Light Stores, Inc. Reports Second
Quarter Results</b></font></center>
<p align=center>PORTLAND, Maine &#150; August 7, 2025 &ndash; Harbor Light Stores, Inc. today reported its
results. <u>Net sales</u> grew, see <a href="#top">the top</a>.<br>Call (207)&nbsp;555-0100.
<ul type=square><li>New stores: 12<li>Closed: 3<ul><li>of them moved: 1</ul></ul>
<font size=2><p>HARBOR LIGHT STORES, INC.</p><p>CONSOLIDATED STATEMENTS OF INCOME</p>
<p>(In thousands, except per share data)</p></font>
<table width="100%" cellpadding=0 cellspacing=0 border=0 align=center>
<tr><td></td><td colspan="3" align=middle nowrap>Six Months Ended July 31,</td></tr>
<tr><td></td><td>2025</td><td></td><td>2024</td></tr>
<tr></tr>
<tr bgcolor="CCEEFF"><td width=40%>Net sales</td><td align=right>$ 5,760</td><td></td><td>$ 5,070</td></tr>
<tr><td>Cost of sales</td><td><font>1,4</font><font>20</font></td><td></td><td>1,<!-- x -->325</td></tr>
<tr><td>Gross profit</td><td>4,340</td><td></td><td><b>3,745</b></td></tr>
<tr><td>Selling, general and administrative expenses</td>
<td>3,347<sup>1</sup></td><td></td><td>3,033</td></tr>
<tr><td>Operating income</td><td>993</td><td></td><td>712</td></tr>
<tr><td>Other expense, net</td><td>(12</td><td>)</td><td>&#151;</td></tr>
<tr><td>Income before income taxes</td><td>981</td><td></td><td>712</td></tr>
<tr><td>Income tax expense</td><td>198</td><td></td><td>141</td></tr>
<tr><td>Net income</td><td>783</td><td></td><td>571</td></tr>
</table>
<p>CONSOLIDATED BALANCE SHEETS</p><p>(In thousands)</p>
<table>
<tr><td></td><td>July 31, 2025</td><td>January 31, 2025</td></tr>
<tr><td>Cash and cash equivalents</td><td>2,215</td><td>1,980</td></tr>
<tr><td>Inventories</td><td>1,404</td><td>1,377</td></tr>
<tr><td>Total current assets</td><td>3,619</td><td>3,357</td></tr>
<tr><td>Property and equipment, net</td><td>1,260</td><td>1,244</td></tr>
<tr><td>Total assets</td><td>4,879</td><td>4,601</td></tr>
</table><hr size=1 noshade width="50%"><p><font color=red>End &amp; <tt>fin</tt></font></body></html>
"""


def text_of(markup: str) -> str:
    parser = LexborHTMLParser(markup)
    unread = "script, style, title, noscript, template, iframe, object, svg, datalist, ix\\:header"
    for node in parser.css(unread):
        node.decompose()
    assert parser.body is not None
    return parser.body.text().rstrip()


def report(page: str, folder: Path) -> tuple[Path, tuple[Finding, ...]]:
    """The page's report as a draft has it, beside all that belongs to it, and what is told of it."""
    source = folder / "harbor.htm"
    source.write_text(page, encoding="cp1252")
    return report_of(source, folder)


def report_of(source: Path, folder: Path) -> tuple[Path, tuple[Finding, ...]]:
    """The report of a page from disk in the same way."""
    done = meet(source, folder / "definitions").done
    assert done.tied is not None
    (folder / "report").mkdir()
    told: dict[str, Rendered] = {}
    for file in render_report(done.definition, done.release, done.facts, done.tied, done.traced, ("inline",)):
        told[file.name] = file
        (folder / "report" / file.name).write_text("".join(map(str, file.pieces)), encoding="utf-8")
    (name,) = (name for name in told if name.endswith(".htm"))
    return folder / "report" / name, told[name].told


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Finding, ...]]:
    return report(PAGE, tmp_path_factory.mktemp("place"))


def tags(path: Path) -> list[etree._Element]:
    """The tags on the page, without the hidden ones."""
    tree = etree.parse(str(path))
    hidden = set(tree.iter(f"{IX}hidden"))
    return [tag for tag in tree.iter(f"{IX}nonFraction") if tag.getparent() not in hidden]


def test_the_text_of_the_page_is_the_same_to_the_letter(placed: tuple[Path, tuple[Finding, ...]]) -> None:
    shown = PAGE.replace("&#150;", "\u2013").replace("&#151;", "\u2014")
    assert text_of(placed[0].read_text(encoding="utf-8")) == text_of(shown)


def test_every_printing_of_a_figure_is_tagged_around_its_digits(
    placed: tuple[Path, tuple[Finding, ...]],
) -> None:
    assert placed[1] == ()
    said = [tag.text for tag in tags(placed[0])]
    assert said[:4] == ["5,760", "5,070", "1,420", "1,325"]
    assert len(said) == 28
    assert {"12", "\u2014", "3,347", "4,601"} <= set(said)


def test_a_tag_says_sign_scale_and_what_a_dash_is(placed: tuple[Path, tuple[Finding, ...]]) -> None:
    by_text = {tag.text: dict(tag.attrib) for tag in tags(placed[0])}
    assert {by_text["5,760"][key] for key in ("scale", "decimals")} == {"3", "-3"}
    assert by_text["5,760"]["format"] == "ixt:num-dot-decimal"
    assert by_text["\u2014"]["format"] == "ixt:fixed-zero"
    # What is around the digits stays outside: the brackets of an expense are the page's own.
    (twelve,) = (tag for tag in tags(placed[0]) if tag.text == "12")
    cell = twelve.getparent()
    assert (cell.tag, cell.text, cell.getnext().text) == (f"{HTML}td", "(", ")")


@pytest.mark.arelle
def test_a_note_is_a_footnote_where_it_stands(tmp_path: Path) -> None:
    note = "<p><sup>1</sup> With <i>rent</i> of 12 thousand.</p>"
    page = PAGE.replace("</table>\n<p>CONSOLIDATED BALANCE", f"</table>\n{note}<p>CONSOLIDATED BALANCE")
    path, told = report(page, tmp_path)
    assert told == ()
    tree = etree.parse(str(path))
    (footnote,) = tree.iter(f"{IX}footnote")
    # The mark is outside, and the markup of the page is in it as it was.
    assert " ".join("".join(footnote.itertext()).split()) == "With rent of 12 thousand."
    assert [child.tag for child in footnote] == [f"{HTML}i"]
    assert footnote.getprevious().tag == f"{HTML}sup"
    (relationship,) = tree.iter(f"{IX}relationship")
    assert relationship.get("toRefs") == footnote.get("id")
    (fact,) = relationship.get("fromRefs").split()
    (tag,) = (tag for tag in tags(path) if tag.get("id") == fact)
    assert tag.text == "3,347"
    assert text_of(path.read_text(encoding="utf-8")).count("With rent of 12 thousand.") == 1
    assert [finding.message for finding in validate(path).findings] == []


def test_a_number_set_in_two_parts_that_look_alike_is_one(placed: tuple[Path, tuple[Finding, ...]]) -> None:
    (tag,) = (tag for tag in tags(placed[0]) if tag.text == "1,420")
    assert "".join(tag.getparent().getparent().itertext()) == "1,420"


def test_a_number_set_in_parts_that_look_different_is_told_and_hidden(tmp_path: Path) -> None:
    path, told = report(PAGE.replace("<font>20</font>", "<font color=red>20</font>"), tmp_path)
    (finding,) = told
    assert finding.code == "render.not-in-place"
    assert '"1,420"' in finding.message and "parts" in finding.message
    (fact,) = finding.facts
    hidden = etree.parse(str(path)).find(f".//{IX}hidden/{IX}nonFraction[@id='{fact}']")
    assert hidden is not None and Decimal(hidden.text) == Decimal(1_420_000)
    assert "1,420" not in [tag.text for tag in tags(path)]
    assert text_of(path.read_text(encoding="utf-8")).count("1,420") == 1


@pytest.mark.arelle
def test_arelle_finds_the_page_valid(placed: tuple[Path, tuple[Finding, ...]]) -> None:
    verdict = validate(placed[0])
    assert [finding.message for finding in verdict.findings] == []
    assert verdict.counts.facts > 28


def test_same_page_same_bytes(placed: tuple[Path, tuple[Finding, ...]], tmp_path: Path) -> None:
    assert report(PAGE, tmp_path)[0].read_bytes() == placed[0].read_bytes()


@pytest.mark.whole
@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("", ""),
        ("<!DOCTYPE html>", "<!DOCTYPE html>"),
        (
            '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" '
            '"http://www.w3.org/TR/html4/loose.dtd">',
            '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
            '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">',
        ),
        ('<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">', ""),
        ('<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">', ""),
    ],
)
def test_browsers_lay_the_page_out_by_the_same_rules(said: str, written: str, tmp_path: Path) -> None:
    path, _ = report(said + PAGE, tmp_path)
    markup = path.read_text(encoding="utf-8")
    assert markup.partition("?>\n")[2].partition("<html")[0].strip() == written


def test_what_a_filing_puts_around_a_page_is_no_part_of_it(tmp_path: Path) -> None:
    head = "<DOCUMENT>\n<TYPE>EX-99.1\n<SEQUENCE>2\n<FILENAME>harbor.htm\n<TEXT>\n"
    path, told = report(f"{head}{PAGE}</TEXT>\n</DOCUMENT>\n", tmp_path)
    assert told == ()
    assert "EX-99.1" not in path.read_text(encoding="utf-8")


def test_a_word_for_nothing_is_tagged_as_nothing(tmp_path: Path) -> None:
    row = (
        "<tr><td>Preferred stock, $0.01 par value; authorized-50,000 shares; none issued</td><td>&#151;</td>"
    )
    page = PAGE.replace("<tr><td>Total assets", f"{row}<td>&#151;</td></tr><tr><td>Total assets")
    path, told = report(page, tmp_path)
    assert told == ()
    none = [tag for tag in tags(path) if "".join(tag.itertext()) == "none"]
    assert len(none) == 2
    assert {tag.get("format") for tag in none} == {"ixt:fixed-zero"}


def test_prose_that_repeats_a_table_is_tagged_as_precisely_as_it_says(tmp_path: Path) -> None:
    said = "Net sales were $5.8 million in the six months ended July 31, 2025"
    source = tmp_path / "harbor.htm"
    source.write_text(PAGE.replace("<u>Net sales</u> grew", said), encoding="cp1252")
    run("draft", str(source), "--out", str(tmp_path / "out"))
    (path,) = (tmp_path / "out" / "draft-report").glob("*.htm")
    (tag,) = (tag for tag in tags(path) if tag.text == "5.8")
    assert (tag.get("scale"), tag.get("decimals"), tag.get("sign")) == ("6", "-5", None)
    (cell,) = (tag for tag in tags(path) if tag.text == "5,760")
    assert (tag.get("name"), tag.get("contextRef")) == (cell.get("name"), cell.get("contextRef"))
    assert tag.get("id") == f"{cell.get('id')}.2"
    assert tag.getparent().tag == f"{HTML}p" and tag.getparent().text.endswith("Net sales were $")


def grouped(mark: str) -> str:
    """The page with another mark between groups of digits."""
    whole = PAGE.replace("<font>1,4</font><font>20</font>", "1,420").replace("<!-- x -->", "")
    return re.sub(r"(?<=>)([$ ]*\d),(?=\d{3}<)", rf"\g<1>{mark}", whole)


@pytest.mark.parametrize(
    ("mark", "form"),
    [
        ("'", "ixt:num-dot-decimal-apos"),
        ("&nbsp;", "ixt:num-dot-decimal"),
        (".", "ixt:num-dot-decimal"),
    ],
)
def test_digits_are_read_however_they_are_grouped(mark: str, form: str, tmp_path: Path) -> None:
    path, told = report(grouped(mark), tmp_path)
    assert told == ()
    sales = next(tag for tag in tags(path) if tag.text in ("5'760", "5\u00a0760", "5.760"))
    assert sales.get("format") == form
    # A point before three digits may be read as either: what it says is the same.
    digits = re.sub(r"[^\d.]", "", sales.text)
    assert Decimal(digits).scaleb(int(sales.get("scale"))) == 5_760_000


@pytest.mark.parametrize(
    ("digits", "decimals", "comma", "read"),
    [
        ("1.234,5", 1, False, ("num-comma-decimal", 1)),
        ("1.234.567", 0, False, ("num-comma-decimal", 0)),
        ("1.234", 0, True, ("num-comma-decimal", 0)),
        ("1.234", 3, False, ("num-dot-decimal", 3)),
        ("12,5", 1, False, ("num-comma-decimal", 1)),
        ("1'234'567,89", 2, False, ("num-comma-decimal-apos", 2)),
        ("12,34,567.8", 1, False, ("num-dot-decimal", 1)),
        ("1\u202f234", 0, False, ("", 0)),
    ],
)
def test_each_way_to_write_a_number_has_its_transformation(
    digits: str, decimals: int, comma: bool, read: tuple[str, int]
) -> None:
    value = Decimal(re.sub(r"\D", "", digits)).scaleb(-decimals)
    found = digits_of(f"({digits}) €", Figure(-value, decimals))
    assert found is not None and found[0] == digits
    assert transformed(digits, comma=comma) == read


def test_digits_that_no_transformation_reads_are_told_and_hidden(tmp_path: Path) -> None:
    path, told = report(grouped("&#8239;"), tmp_path)
    assert len(told) == 18
    assert {"no transformation" in one.message for one in told} == {True}
    assert not [tag for tag in tags(path) if "\u202f" in tag.text]


def test_of_two_printings_that_contradict_each_other_one_is_tagged(tmp_path: Path) -> None:
    again = "<p>(In thousands)</p><table><tr><td></td><td>July 31, 2025</td><td>January 31, 2025</td></tr>"
    rows = "<tr><td>Inventories</td><td>1,405</td><td>1,377</td></tr><tr><td>Total assets</td><td>4,879</td>"
    path, _ = report(PAGE.replace("<hr", f"{again}{rows}<td>4,601</td></tr></table><hr"), tmp_path)
    said = [tag.text for tag in tags(path)]
    assert said.count("1,377") == 2 and said.count("1,404") == 1 and said.count("1,405") == 0


# Mends ---------------------------------------------------------------------------------------------------


def made(body: str) -> str:
    """The body of a page as XHTML."""
    done = mended(whole_page(f"<body>{body}".encode(), "page.htm").root, ["taken"])
    assert done is not None
    return "".join(written(done.body.children))


CENTERED = "text-align:center;text-align:-moz-center;text-align:-webkit-center"
FOOT = "display:table-footer-group;vertical-align:middle"
MADE = {
    "<p align=middle>a</p>": f'<p style="{CENTERED}">a</p>',
    '<p><font color="F00">a</font></p>': '<p><span style="color:#0F0000">a</span></p>',
    "<p><font size=7>a</font></p>": '<p><span style="font-size:xxx-large">a</span></p>',
    "<p><u>a</u></p>": '<p><span style="text-decoration:underline">a</span></p>',
    '<p><font color=red style="color:blue">a</font>': '<p><span style="color:red;color:blue">a</span></p>',
    "<b>a<div>b</div></b>": '<div style="display:inline;font-weight:bold">a<div>b</div></div>',
    '<p><a href="#x">a</a><a name=x></a></p>': '<p><a href="#x">a</a><a id="x"></a></p>',
    '<p id="taken"><a href="#taken">a</a></p>': '<p id="taken-2"><a href="#taken-2">a</a></p>',
    "<p id=a>b</p><p id=a>c</p>": '<p id="a">b</p><p>c</p>',
    "a<b>b</b><hr size=3>": '<div>a<b>b</b></div><hr style="height:1px"/>',
    "<ul>a<li>b</ul>": '<ul><li style="display:block;counter-increment:list-item 0">a</li><li>b</li></ul>',
    "<img src=a.gif>": '<div><img src="a.gif" alt=" "/></div>',
    "<img src=a.gif alt=''>": '<div><img src="a.gif" alt=""/></div>',
    "<table><tr></table>": '<table><tbody><tr><td style="display:none"></td></tr></tbody></table>',
    "<table><tfoot><tr><td>a<tbody><tr><td>b</table>": f'<table><tbody style="{FOOT}"><tr><td>a</td></tr>'
    "</tbody><tbody><tr><td>b</td></tr></tbody></table>",
    "<table><tr><td colspan=0 align=middle>a</table>": "<table><tbody><tr>"
    '<td colspan="1" align="center">a</td></tr></tbody></table>',
    "<table><tr><td width=50 nowrap>a</table>": "<table><tbody><tr>"
    '<td style="width:50px;white-space:nowrap">a</td></tr></tbody></table>',
    '<p onclick="x()" data-a=b class="c">a<script>x()</script></p>': '<p class="c">a</p>',
    '<p><a href=" javascript:x()">a</a></p>': "<p><a>a</a></p>",
    "<p>a &lt; b &amp;&nbsp;c<p></p>": "<p>a &lt; b &amp;\u00a0c</p><p></p>",
    "<article><tt>a</tt></article>": "<div><tt>a</tt></div>",
    "<p>1,<!-- c -->2</p>": "<p>1,<!-- -->2</p>",
    "<dl><dt>a<dd>b</dl>": "<dl><dt>a</dt><dd>b</dd></dl>",
    "<dl>a<dt>b<dd>c</dl>": '<div style="margin:1em 0">a<div>b</div>'
    '<div style="margin-left:40px">c</div></div>',
    "<p><select><option>1</select>": "<p><select><option>1</option></select></p>",
    "<p><select></select>": "<p><span></span></p>",
    "<p><button>a<input></button>": "<p><span>a<input/></span></p>",
    '<p><a href="/a b[1]">x</a>': '<p><a href="/a%20b%5B1%5D">x</a></p>',
    "<p hidden>a</p>": '<p style="display:none">a</p>',
}


@pytest.mark.parametrize("older", MADE)
def test_what_xhtml_has_not_becomes_what_looks_alike(older: str) -> None:
    assert made(older) == MADE[older]


def test_a_drawing_becomes_a_picture_that_does_nothing() -> None:
    shown = made('<p><svg viewBox="0 0 2 2" onload="x()"><script>x()</script><path d="M0 0h2"/></svg></p>')
    assert shown.startswith('<p><img src="data:image/svg+xml,')
    assert "viewBox" in shown and "onload" not in shown and "script" not in shown


@pytest.mark.whole
@pytest.mark.parametrize(
    "bomb",
    [
        lambda n: "<p>" + "<font size=1>1</font>" * n,
        lambda n: "<table>" + "<tr><td>1,234<td>(5)" * n,
        lambda n: "<ul>" + "<li>1" * n,
        lambda n: "<p>" + '<a name="x">' * n,
        lambda n: "<p>" + "1,<!-- -->" * n,
    ],
)
def test_mending_takes_time_in_step_with_the_size(bomb: Callable[[int], str]) -> None:
    def seconds(n: int) -> float:
        page = whole_page(f"<body>{bomb(n)}".encode(), "page.htm")
        began = time.process_time()
        done = mended(page.root, [])
        assert done is not None and sum(map(len, written(done.body.children))) > n
        return time.process_time() - began

    seconds(200)
    assert seconds(16_000) < 24 * max(seconds(2_000), 0.01)


def test_a_page_may_nest_as_deep_as_pages_are_read() -> None:
    deep = 240
    assert made("<div>" * deep + "1" + "</div>" * deep) == "<div>" * deep + "1" + "</div>" * deep
    assert made("<font>" * deep + "<p>1").count("display:inline") == deep


# Builds --------------------------------------------------------------------------------------------------


@pytest.mark.whole
def test_a_build_publishes_the_page_with_every_figure_of_it_tagged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_arelle_out(monkeypatch)
    release = Path(__file__).parents[1] / "instances" / "aapl-2025q2"
    built = quiet_build(release, tmp_path / "xbrl", formats=("inline",))
    assert built.published
    assert [finding.code for finding in built.read.notices] == ["edition.not-validated"]
    (page,) = (tmp_path / "xbrl").glob("*.htm")
    printed = [one for _, one in built.read.facts.printed if one.figure is not None]
    assert len(tags(page)) == len(printed) > 250
    assert text_of(page.read_text("utf-8")) == text_of(built.read.definition.text.read_text("utf-8"))


# In a browser --------------------------------------------------------------------------------------------

# Where a letter stands beside an element of its own, it may be drawn by a part of a pixel elsewhere.
MOVED = 0.1
# Of a newsroom's page, whose forms act and whose pictures are elsewhere, so many pixels may differ.
TRACE = 0.001


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


def released() -> list[Path]:
    """The released pages beside the checkout, where there are any."""
    folder = Path(__file__).parents[2] / "shared" / "field" / "releases"
    return sorted(folder.glob("*.htm*"))


@pytest.mark.browser
def test_the_page_looks_the_same_to_the_pixel(
    placed: tuple[Path, tuple[Finding, ...]], browser: Browser, tmp_path: Path
) -> None:
    looks = compared(browser, placed[0].parents[1] / "harbor.htm", placed[0], tmp_path)
    assert (looks.untagged, looks.tagged) == (0, 0)
    assert 0 < looks.moved <= MOVED


@pytest.mark.browser
@pytest.mark.slow
def test_a_page_that_does_not_look_the_same_is_seen(
    placed: tuple[Path, tuple[Finding, ...]], browser: Browser, tmp_path: Path
) -> None:
    other = tmp_path / "other.htm"
    other.write_text(placed[0].read_text("utf-8").replace("color:red", "color:#f10000"), encoding="utf-8")
    assert compared(browser, placed[0].parents[1] / "harbor.htm", other, tmp_path).untagged > 0
    wide = placed[0].read_text("utf-8").replace("<p><span", '<p><span style="padding-left:1px">.</span><span')
    other.write_text(wide.replace(".</span><span", "</span><span"), encoding="utf-8")
    assert compared(browser, placed[0].parents[1] / "harbor.htm", other, tmp_path).moved >= 1


@pytest.mark.browser
@pytest.mark.whole
def test_the_report_of_the_checkout_looks_as_its_release(
    browser: Browser, root: Path, tmp_path: Path
) -> None:
    folder = root / "instances" / "aapl-2025q2"
    (made_of,) = (folder / "xbrl").glob("*.htm")
    looks = compared(browser, folder / "release.htm", made_of, tmp_path)
    assert (looks.untagged, looks.tagged) == (0, 0)
    assert looks.moved <= MOVED


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("source", released(), ids=lambda source: source.stem)
def test_a_released_page_keeps_its_words_and_its_look(source: Path, browser: Browser, tmp_path: Path) -> None:
    path, _ = report_of(source, tmp_path)
    assert text_of(path.read_text(encoding="utf-8")) == text_of(as_published(source)).rstrip()
    looks = compared(browser, source, path, tmp_path)
    assert looks.untagged <= (TRACE if source.suffix == ".html" else 0)
    assert looks.tagged == 0
    assert looks.moved <= MOVED
