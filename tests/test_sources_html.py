"""Pages as a source: what of HTML is seen, how tables are laid out, and where everything stands."""

import html
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from printed_grids import grids
from sources_helpers import Read, cell, check, grid_of, prose, reader, said, spans, texts
from tieout.sources import read_document, read_page
from tieout.sources.html import Element

TABLE = (
    "<table><tr><td></td><td>2025</td><td>2024</td></tr>"
    "<tr><td>Inventories</td><td>1,714</td><td>1,801</td></tr></table>"
)
ROWS = [["2025", "2024"], ["Inventories", "1,714", "1,801"]]
_PLAIN = str.maketrans("¹²³", "123")
LINES = ["\t2025\t2024", "Inventories\t1,714\t1,801"]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return reader(tmp_path, "release.html")


def rows(*lines: str, head: str = "") -> str:
    """A page with a table: `|` is where a cell begins, which may begin with the attributes of its tag."""
    cells = [re.sub(r"\|(?:\[(.*?)\])?", r"<td \1>", line) for line in lines]
    table = "\n".join(f"<tr>{row}</tr>" for row in cells)
    return f"<html><head>{head}</head><body><table>{table}</table></body></html>"


# Tables ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "made"),
    [
        pytest.param(["|A|$|1,234", "|B||5"], [["A", "1,234"], ["B", "5"]], id="sign"),
        pytest.param(["|A|US$ 1,234|"], [["A", "US$ 1,234"]], id="sign in the cell"),
        pytest.param(["|A|$|(1,234|)"], [["A", "(1,234)"]], id="bracket"),
        pytest.param(["|A|$(|1,234|)"], [["A", "(1,234)"]], id="opening bracket"),
        pytest.param(["|A|$|(|1,234|)"], [["A", "(1,234)"]], id="sign and bracket"),
        pytest.param(["|A|△|1,234"], [["A", "△1,234"]], id="triangle"),
        pytest.param(["|A|9.1|%|", "|B|(3.0|)%"], [["A", "9.1%"], ["B", "(3.0)%"]], id="per cent"),
        pytest.param(["|A|1.234,5|€|"], [["A", "1.234,5"]], id="sign behind"),
        pytest.param(["|A|€|(none)|5"], [["A", "€", "(none)", "5"]], id="sign before words"),
        pytest.param(["|A|$|1.6S", "|B||5"], [["A", "1.6S"], ["B", "5"]], id="a damaged amount"),
        pytest.param(["|A|$|—|5"], [["A", "—", "5"]], id="sign before a dash"),
        pytest.param(
            ["||2018|2017|%", "|A|3|2|50.0"], [["2018", "2017", "%"], ["A", "3", "2", "50.0"]], id="heads"
        ),
        pytest.param(["|A|1 <br> 2|3"], [["A", "1 2", "3"]], id="a broken line in a cell"),
        pytest.param(["|<p>A</p><p>B</p>|5"], [["A B", "5"]], id="paragraphs in a cell"),
        pytest.param(["|A&#8195;B|\u20091,234\u202f|&#12288;5"], [["A B", "1,234", "5"]], id="spaces"),
        pytest.param(["|A&shy;B|1,2&#8203;34|\ufeff5"], [["AB", "1,234", "5"]], id="no width"),
        pytest.param(["|A &amp; B &lt;u&gt;|5|6"], [["A & B <u>", "5", "6"]], id="entities"),
        pytest.param(["|<b>1,</b><i>2</i>3<!-- x -->4|5"], [["1,234", "5"]], id="a number over elements"),
        pytest.param(["|T O T A L|5"], [["TOTAL", "5"]], id="letters apart"),
        pytest.param(
            ["|T O T A L &nbsp;&nbsp; A S S E T S|5"], [["TOTAL ASSETS", "5"]], id="words of letters apart"
        ),
        pytest.param(["|Class A B C|5"], [["Class A B C", "5"]], id="single letters"),
        pytest.param(["|Sales . . . . .|5", "|Costs.....|6"], [["Sales", "5"], ["Costs", "6"]], id="leaders"),
        pytest.param(
            ["|[colspan=2]Sheets<br>(Unaudited)", "|A|5"], [["Sheets (Unaudited)"], ["A", "5"]], id="titles"
        ),
    ],
)
def test_a_cell_is_read_as_it_is_seen(read: Read, lines: list[str], made: list[list[str]]) -> None:
    document = read(rows(*lines))
    assert grid_of(document) == made
    check(document)


def test_a_sign_of_its_own_cell_is_the_numbers(read: Read) -> None:
    document = read(rows("|A|$|1,234|x", "|B||US$|(5|)", "|C|$2|3"))
    assert [cell(document, text).currency for text in ("1,234", "(5)", "$2")] == ["$", "US$", ""]
    assert (cell(document, "1,234").start, cell(document, "1,234").end) == (1, 3)
    assert (cell(document, "(5)").start, cell(document, "(5)").end) == (2, 5)


def test_a_minus_of_its_own_cell_is_told_from_a_dash(read: Read) -> None:
    # In a column in which signs stand alone it is one.
    assert grid_of(read(rows("|A|$|5|$|6", "|B|-|7|–|8"))) == [["A", "5", "6"], ["B", "-7", "–8"]]
    # In one of figures, or where nothing tells, it is a figure of none.
    assert grid_of(read(rows("|A|3|5", "|B|-|7"))) == [["A", "3", "5"], ["B", "-", "7"]]
    assert grid_of(read(rows("|A|-|5", "|B|-|7"))) == [["A", "-", "5"], ["B", "-", "7"]]


def test_spans_are_laid_out(read: Read) -> None:
    (grid,) = read(
        rows(
            "|[rowspan=2]Item||[colspan=3]Months|[rowspan=2]Change",
            "||2025||2024",
            "|A||1||2|3",
            "|[colspan=9]Note",
        )
    ).grids
    assert spans(grid) == [
        [(0, 1, "Item"), (2, 5, "Months"), (5, 6, "Change")],
        [(2, 3, "2025"), (4, 5, "2024")],
        [(0, 1, "A"), (2, 3, "1"), (4, 5, "2"), (5, 6, "3")],
        [(0, 9, "Note")],
    ]
    assert [c.down for c in grid.rows[0].cells] == [2, 1, 2]
    assert grid.width == 9


@pytest.mark.parametrize(
    ("lines", "made"),
    [
        (["|A|[rowspan=100000000]5", "|B|", "|C||6"], [["A", "5"], ["B"], ["C", "6"]]),
        (["|A|[colspan=0 rowspan=0]5|6", "|B|7"], [["A", "5", "6"], ["B", "7"]]),
        (["|A|[colspan=x rowspan=-1]5|6", "|B|7|8"], [["A", "5", "6"], ["B", "7", "8"]]),
    ],
)
def test_a_span_ends_with_its_table(read: Read, lines: list[str], made: list[list[str]]) -> None:
    document = read(rows(*lines))
    assert grid_of(document) == made
    check(document)


def test_a_row_span_ends_with_its_group_of_rows(read: Read) -> None:
    page = "<html><table><thead><tr><th rowspan=5>x<th>1<tbody><tr><td>A<td>2</table>"  # nobody reaches below
    (grid,) = read(page).grids
    assert spans(grid) == [[(0, 1, "x"), (1, 2, "1")], [(0, 1, "A"), (1, 2, "2")]]


def test_parts_of_a_table_are_read_in_the_order_they_are_shown_in(read: Read) -> None:
    page = (
        "<html><table><caption>Sheets</caption><colgroup><col><col></colgroup>"
        "<tfoot><tr><td>Total<td>3<td>4</tfoot>"
        "<thead><tr><th><th>2025<th>2024</thead><tbody><tr><td>A<td>3<td>4</tbody></table>"
    )
    document = read(page)
    assert prose(document) == ["Sheets"]
    assert grid_of(document) == [["2025", "2024"], ["A", "3", "4"], ["Total", "3", "4"]]


def test_blank_rows_stay_within_a_table(read: Read) -> None:
    (grid,) = read(rows("||", "|A|1", "||", "|B|2", "||")).grids
    assert [len(row.cells) for row in grid.rows] == [2, 0, 2]


def test_tables_that_follow_each_other_are_two(read: Read) -> None:
    assert [texts(grid) for grid in read(f"<html>{TABLE}{TABLE}").grids] == [ROWS, ROWS]


def test_a_table_that_lays_out_is_prose(read: Read) -> None:
    long = "Revenue rose by 9.1% to JPY44,705 million. " * 8
    page = (
        f"<html><table><tr><td><p>{long}</p></td><td><p>Second column, {long}</p></td></tr>"
        f"<tr><td colspan=2>{TABLE}</td></tr></table>"
        "<table><tr><td>&bull;</td><td>One of 2</td></tr><tr><td>(2)</td><td>Two of 2</td></tr></table>"
        "<table><tr><td>Contact 5</td></tr><tr><td>By phone</td></tr></table>"
    )
    document = read(page)
    assert grid_of(document) == ROWS
    assert prose(document) == [
        *(long.strip(), f"Second column, {long}".strip()),
        *("• One of 2", "(2) Two of 2", "Contact 5", "By phone"),
    ]


def test_a_note_beside_figures_leaves_them_a_table(read: Read) -> None:
    note = "As said in the note on page seven. " * 10
    document = read(rows("||2025|2024", "|A|1|2", "|B|3|4", f"|(1)|[colspan=2]{note}"))
    assert grid_of(document)[-1] == ["(1)", note.strip()]


def test_a_table_in_each_cell_is_a_line(read: Read) -> None:
    inner = "<table><tr><td>$</td><td>{}</td></tr></table>"
    document = read(rows(f"|Sales|{inner.format('1,234')}|{inner.format('987')}", "|Costs|5|6"))
    assert grid_of(document) == [["Sales", "$ 1,234", "$ 987"], ["Costs", "5", "6"]]


def test_elements_may_be_a_table_by_their_style(read: Read) -> None:
    style = "<style>.t{display:table}.r{display:table-row}.c{display:table-cell}</style>"
    row = "<div class=r><span class=c>A</span><div class=c>1</div></div>"
    document = read(f"<html>{style}<div class=t>{row}{row}</div>")
    assert grid_of(document) == [["A", "1"], ["A", "1"]]


# Looks of cells ----------------------------------------------------------------------------------------


def test_rules_are_drawn_above_a_row_or_below_the_one_before(read: Read) -> None:
    line = "style='border-{}:1pt solid #000'"
    document = read(
        rows(
            f"|A|[{line.format('bottom')}]1|2",
            f"|Total|3|[{line.format('top')}]4",
            "|B|5|6",
            "||-----|",
            "|Total|7|8",
            f"||<p {line.format('top')}>&nbsp;</p>|",
            "|C|9|10",
            "||[style='border-bottom:3px double']11|",
            "|D|12|13",
            "|E|[style='border-top:0 solid']14|[style='border-top:1px none']15",
        )
    )
    ruled = [c.text for row in document.grids[0].rows for c in row.cells if c.ruled]
    assert ruled == ["3", "4", "7", "9"]


def test_headers_bold_text_and_indentation(read: Read) -> None:
    document = read(
        "<html><style>.deep{padding-left:20pt}</style><table><tr><th>A<th>2025</tr>"
        "<tr><td><b>B</b><td style='font-weight:700'>1</tr><tr><td><b>B</b> c<td>2</tr>"
        "<tr><td class=deep>D<td>3</tr><tr><td style='padding-left:2em;text-indent:-1em'>E<td>4</tr>"
        "<tr><td>&nbsp;&nbsp;F<td>5</tr><tr><td><div style='margin-left:36px'>G</div><td>6</tr></table>"
    )
    first = [row.cells[0] for row in document.grids[0].rows]
    assert [c.header for c in first] == [True, *([False] * 6)]
    assert [c.bold for c in first] == [True, True, *([False] * 5)]
    assert cell(document, "1").bold
    assert [c.indent for c in first] == [0, 0, 0, 27, 16, 8, 36]


# What is raised ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "mark",
    [
        "<sup>1</sup>",
        "<sup>(1)</sup>",
        "<sup><a href='#n'><font size=1>1</font></a></sup>",
        "<span style='vertical-align:super;font-size:6pt'>1</span>",
        "<span style='vertical-align:4pt'>1</span>",
        "<span style='font-size:60%;vertical-align:text-top'>1</span>",
        "<span style='position:relative;top:-3.5pt;font-size:6.5pt'>(1)</span>",
        "<span style='position:relative;bottom:.4em'>1</span>",
        "<span class=n>1</span>",
        "<i><span class=n>1</span></i>",
        "<font style='font-size:5pt'>1</font>",
        "<font size=1>1</font>",
        "<font size=-2>1</font>",
        "<span style='font-variant-position:super'>1</span>",
        "<small style='font-size:smaller'>1</small>",
        "<span style='font-size:6pt'><sup>1</sup></span>",
    ],
)
def test_a_raised_digit_is_none_of_the_numbers(read: Read, mark: str) -> None:
    style = "<style>.n{position:relative;top:-.4em;font-size:70%}</style>"
    assert grid_of(read(rows(f"|A|0.40{mark}|5", head=style))) == [["A", "0.40¹", "5"]]
    assert said(read(f"<html>{style}<p>a total of 12{mark} shares")) == ["a total of 12¹ shares"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("12<sup>3</sup>", "12³"),
        ("1,234<sup>(1)(2)</sup>", "1,234¹²"),
        ("1,234<sup>(a)</sup>", "1,234ᵃ"),
        ("1,234<sup>*</sup>", "1,234*"),
        ("1<sup>st</sup> quarter", "1st quarter"),
        ("19<sup>99</sup>", "19⁹⁹"),
        ("7<sup>123</sup>", "7¹²³"),
        ("CO<sub>2</sub>", "CO₂"),
        ("1<sup>2</sup>/<sub>3</sub>", "1²/₃"),
        ("<sup>1</sup>As revised", "¹As revised"),
        # Whole figures that a tool has moved by a hair, or set in a smaller font, are figures.
        ("<span style='position:relative;top:-1px'>12</span>", "12"),
        ("<span style='vertical-align:top'>12</span>", "12"),
        ("<sup>1,234</sup>", "1,234"),
        ("12 <span style='font-size:6pt'>34</span>", "12 34"),
    ],
)
def test_what_is_raised_and_what_is_not(read: Read, text: str, seen: str) -> None:
    assert grid_of(read(rows(f"|A|{text}|5"))) == [["A", seen, "5"]]


def test_a_mark_of_its_own_cell_is_one(read: Read) -> None:
    small = "<span style='position:relative;top:-3pt;font-size:5pt'>(2)</span>"
    document = read(rows("|A|12|<sup>(3)</sup>|5", "|B|1||2", f"|C|[style='vertical-align:top']3|{small}|4"))
    assert grid_of(document) == [["A", "12", "³", "5"], ["B", "1", "2"], ["C", "3", "²", "4"]]
    marks = [c.text for row in document.grids[0].rows for c in row.cells if c.mark]
    assert marks == ["³", "²"]


def test_a_column_of_small_digits_is_one_of_marks(read: Read) -> None:
    small = "<font style='font-size:6pt'>{}</font>"
    document = read(rows(f"|A|12|{small.format(2)}", f"|B|345|{small.format('1,3')}", "|C|6|"))
    assert [row[2:] for row in grid_of(document)] == [["²"], ["¹³"], []]
    # Where others stand among them they are figures.
    document = read(rows(f"|A|12|{small.format(2)}", f"|B|345|{small.format('1,345')}", "|C|6|"))
    assert [row[2:] for row in grid_of(document)] == [["2"], ["1,345"], []]


# What is hidden ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hidden",
    [
        "<span style='display:none'>9</span>",
        "<span style='DISPLAY : NONE !important'>9</span>",
        "<span hidden>9</span>",
        "<span style='visibility:hidden'>9</span>",
        "<span style='font-size:0'>9</span>",
        "<span style='font-size:0.5px'>9</span>",
        "<span style='font:0/0 a'>9</span>",
        "<span style='color:#fff'>9</span>",
        "<font color=white>9</font>",
        "<font color=FFFFFF>9</font>",
        "<span style='color:rgba(0,0,0,0)'>9</span>",
        "<span style='color:transparent'>9</span>",
        "<span style='opacity:0'>9</span>",
        "<span style='position:absolute;left:-9999px'>9</span>",
        "<span style='position:absolute;clip:rect(0,0,0,0)'>9</span>",
        "<span style='display:inline-block;width:0;overflow:hidden'>9</span>",
        "<span style='background:#336;color:#336'>9</span>",
        "<span class=h>9</span>",
        "<span class='x h'><b>9</b></span>",
        "<span id=secret>9</span>",
        "<i data-x=1>9</i>",
        "<q><tt>9</tt></q>",
        "<u>9</u>",
        "<script>9</script>",
        "<template>9</template>",
        "<!-- 9 -->",
        "<ix:hidden>9</ix:hidden>",
        "<svg><text>9</text></svg>",
        "<select><option>9</select>",
    ],
)
def test_hidden_text_is_not_read(read: Read, hidden: str) -> None:
    style = (
        "<style>/* .a{} */ .h{display:none} td #secret{visibility:hidden} i[data-x]{font-size:0}"
        " q > tt{display:none}</style><style media=screen>@media screen{td u{opacity:0}}</style>"
    )
    assert grid_of(read(rows(f"|A|870{hidden}|5", head=style))) == [["A", "870", "5"]]
    assert said(read(f"<html>{style}<table><tr><td><p>870{hidden}</table>")) == ["870"]


@pytest.mark.parametrize(
    "shown",
    [
        "<span style='display:inline'>9</span>",
        "<span style='visibility:hidden'><b style='visibility:visible'>9</b></span>",
        "<span style='background:#000;color:#fff'>9</span>",
        "<span style='background:url(x.png);color:#fff'>9</span>",
        "<span style='background-image:linear-gradient(red,blue);color:#fff'>9</span>",
        "<span style='color:#fffff'>9</span>",
        "<font color=blue size=3>9</font>",
        "<span class=p>9</span>",
        "<span class=v>9</span>",
        "<span class=w>9</span>",
        "<span class=z style='display:inline!important'>9</span>",
        "<i><tt>9</tt></i>",
        "<span class=hov>9</span>",
        "<span class=narrow>9</span>",
    ],
)
def test_what_is_not_hidden_is_read(read: Read, shown: str) -> None:
    style = (
        "<style>@media print{.p{display:none}} .v{display:none} span.v{display:inline} q > tt{display:none}"
        " .w{display:none} .w{display:inline} .z{display:none!important} .hov:hover{display:none}"
        " @media (max-width:600px){.narrow{display:none}}</style>"
        "<style media=print>span{display:none}</style>"
    )
    assert grid_of(read(rows(f"|A|87{shown}|5", head=style))) == [["A", "879", "5"]]


@pytest.mark.parametrize(
    "struck",
    [
        *("<s>9</s>", "<strike>9</strike>", "<del>9</del>", "<del><b>9</b></del>"),
        "<span style='text-decoration:line-through'>9</span>",
        "<span style='text-decoration:underline line-through red'>9</span>",
        "<span style='text-decoration-line:line-through'><u style='text-decoration:none'>9</u></span>",
        "<span class=gone>9</span>",
    ],
)
def test_text_that_is_struck_out_is_not_read(read: Read, struck: str) -> None:
    style = "<style>.gone{text-decoration:line-through}</style>"
    assert grid_of(read(rows(f"|A|{struck}870|5", head=style))) == [["A", "870", "5"]]


@pytest.mark.parametrize(
    "standing",
    [
        *("<ins>9</ins>", "<u>9</u>", "<del style='text-decoration:none'>9</del>"),
        "<span style='text-decoration:underline'>9</span>",
    ],
)
def test_text_that_is_put_in_or_underlined_is_read(read: Read, standing: str) -> None:
    assert grid_of(read(rows(f"|A|{standing}870|5"))) == [["A", "9870", "5"]]


def test_a_hidden_cell_is_not_there_and_an_invisible_one_is(read: Read) -> None:
    (grid,) = read(rows("|A|[style='display:none']7|5", "|B|[style='visibility:hidden']7|6")).grids
    assert spans(grid) == [[(0, 1, "A"), (1, 2, "5")], [(0, 1, "B"), (2, 3, "6")]]
    assert grid_of(read(rows("|A|1", "|B|2").replace("<tr><td >B", "<tr hidden><td>B"))) == [["A", "1"]]


def test_selectors_are_followed(read: Read) -> None:
    style = (
        "<style>tr:nth-child(2) td.x, tr:first-child td:nth-of-type(3), .a ~ .b + td {display:none}"
        " div.none td{display:none} td:is(.q,.r){display:none} td:not([class]) ::before{display:none}</style>"
    )
    page = rows(
        "|[class=x]A|1|2|3",
        "|B|[class=x]4|5|6",
        "|C|[class=a]7|[class=b]8|9|10",
        "|D|[class=q]11|[class=s]12|13",
        head=style,
    )
    assert grid_of(read(page)) == [
        ["A", "1", "3"],
        ["B", "5", "6"],
        ["C", "7", "8", "10"],
        ["D", "12", "13"],
    ]


def test_white_text_is_read_where_a_sheet_is_elsewhere(read: Read) -> None:
    # It may paint what is behind the text; on a background that the page itself paints nothing is unknown.
    sheet = "<link rel=stylesheet href=site.css>"
    page = rows("|A|87<span style='color:#fff'>9</span>|5", head=sheet)
    assert grid_of(read(page)) == [["A", "879", "5"]]
    assert grid_of(read(page.replace("<body>", "<body bgcolor=#FFFFFF>"))) == [["A", "87", "5"]]


# Prose -------------------------------------------------------------------------------------------------


def test_prose_is_a_line_for_each_paragraph(read: Read) -> None:
    page = (
        "<html><head><title>No line</title><style>p {}</style></head><body><h2>Results</h2>\n"
        "<p>Income <b>rose</b>\n  by <i>9</i>.1&nbsp;%<sup>1</sup>,<br/>as <a href='x'>told</a>.</p>"
        "<div>First<div>inside</div>last</div><ul><li>one<li>two</ul><script>var x = '<p>no</p>';</script>"
        "<div style='Display : NONE'><ix:header><ix:hidden>no</ix:hidden></ix:header></div>"
        f"<p hidden>no</p><!-- no --><p>I <ix:nonNumeric name='x'>am</ix:nonNumeric> new\u00adly</p>{TABLE}"
    )
    document = read(page)
    assert said(document) == [
        *("Results", "Income rose by 9.1 %¹,", "as told.", "First", "inside", "last", "one", "two"),
        *("I am newly", *LINES),
    ]
    check(document)


def test_a_sites_navigation_is_no_part_of_the_release(read: Read) -> None:
    menu = "<ul><li>Home<li>News 2025</ul>"
    page = (
        f"<html><nav>{menu}{TABLE}</nav><div role=navigation>{menu}</div><menu>{menu}</menu>"
        f"<main><h1>Results</h1>{TABLE}</main>"
    )
    document = read(page)
    assert prose(document) == ["Results"]
    assert grid_of(document) == ROWS


def test_what_stands_in_a_line_by_its_style_does(read: Read) -> None:
    page = (
        "<html><p>1,2<div style='display:inline'>3</div></p><span style='display:block'>One</span>"
        "<span style='display:block'>Two</span><div style='display:inline-block'>a</div>"
        "<div style='display:inline'>b</div>"
    )
    assert said(read(page)) == ["1,2", "3", "One", "Two", "ab"]


def test_typed_text_keeps_its_lines(read: Read) -> None:
    page = "<html><pre>Sheets\n\t1Q17\t1Q18\nCash\t1\t2\n\nThe <b>end</b></pre>"
    document = read(page)
    assert document.lines == ("Sheets", "\t1Q17\t1Q18", "Cash\t1\t2", "", "The end")
    assert grid_of(document) == [["1Q17", "1Q18"], ["Cash", "1", "2"]]
    check(document)


def test_typed_text_may_be_set_with_spaces(read: Read) -> None:
    typed = "          2025     2024\nSales    $1,234   $  987\nCosts       (5)       (6)\n"
    document = read(f"<html><p>Sheets</p><pre>{typed}</pre><p>End</p>")
    assert grid_of(document) == [["2025", "2024"], ["Sales", "$1,234", "987"], ["Costs", "(5)", "(6)"]]
    sales = cell(document, "$1,234")
    assert document.lines[sales.line - 1][sales.column - 1 :].startswith("$1,234")
    assert document.sources[sales.line - 1][0].path == "/html/body/pre"
    check(document)


# What is a page, and how it is written -------------------------------------------------------------------


@pytest.mark.parametrize(
    "start",
    [
        *("<!DOCTYPE html><html>", "  \n<HTML>", "<!-- made by hand --><html>", "<body>", "<div>", "<p>"),
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">',
        "<DOCUMENT>\n<TYPE>EX-99.1\n<SEQUENCE>2\n<TEXT>\n<HTML>",
        "<TYPE>EX-99.1\n<TEXT>\n<html>",
        "<DOCUMENT>\n<TYPE>EX-99.1\n<TEXT>\n",
        "-----BEGIN PRIVACY-ENHANCED MESSAGE-----\n<SEC-DOCUMENT>0.txt\n<SEC-HEADER>x\n<DOCUMENT>\n<TEXT>",
        "<article><p></p>",
    ],
)
def test_a_page_is_known_by_how_it_begins(read: Read, start: str) -> None:
    document = read(f"{start}\n{TABLE}\n</TEXT>\n</DOCUMENT>")
    assert said(document) == LINES
    # Its lines are the file's, whatever a filing writes before it.
    assert document.sources[0][0].line == start.count("\n") + 2


def test_a_text_with_tags_in_it_stays_a_text(read: Read) -> None:
    document = read("<u>Cash</u>\t5\nless < more\n<p>\n")
    assert document.lines[0] == "<u>Cash</u>\t5"
    assert document.sources == ()


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        *(("", "utf-8"), ("\ufeff", "utf-8"), ("\ufeff", "utf-16-le"), ("\ufeff", "utf-16-be")),
        *(("", "utf-16-le"), ("", "utf-16-be"), ("<meta charset=utf-16>", "utf-16-le")),
        *(("<meta charset=Shift_JIS>", "cp932"), ('<meta content="text/html; charset=euc-jp">', "euc_jp")),
        ('<?xml version="1.0" encoding="iso-2022-jp"?>', "iso2022_jp"),
    ],
)
def test_encodings(read: Read, head: str, encoding: str) -> None:
    mark, declared = ("\ufeff", "") if head == "\ufeff" else ("", head)
    page = f"{mark}{declared}<html><p>決算</p>{TABLE}"
    assert said(read(page.encode(encoding))) == ["決算", *LINES]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_mark_of_byte_order_that_is_written_twice_is_no_letter(read: Read, encoding: str) -> None:
    page = f"\ufeff\ufeff<html><p>Sales</p>{TABLE}"
    assert said(read(page.encode(encoding))) == ["Sales", *LINES]


@pytest.mark.parametrize("declared", ["", "<meta charset=iso-8859-1>", "<meta charset=hex>"])
def test_other_bytes_are_those_of_windows(read: Read, declared: str) -> None:
    page = f"<html>{declared}<p>“caf\u00e9” &#150; 5€</p>{TABLE}".encode("cp1252")
    assert said(read(page)) == ["“café” – 5€", *LINES]
    assert said(read(b"<html><p>a\x81b</p>" + TABLE.encode())) == ["a\x81b", *LINES]


def test_a_page_saved_anew_in_utf_8_that_still_declares_windows_is_read_as_it_is(read: Read) -> None:
    page = "<html><meta charset=windows-1252><p>Net\u00a0sales – 5\u00a0€</p>" + TABLE
    assert said(read(page.encode())) == ["Net sales – 5 €", *LINES]


def test_bytes_that_break_what_is_declared_are_seen(read: Read) -> None:
    page = b"<html><meta charset=utf-8><p>caf\xe9 \xc3\xa9</p>" + TABLE.encode()
    assert said(read(page)) == ["caf\ufffd é", *LINES]


def test_a_page_without_a_table_has_no_grid(read: Read) -> None:
    for page in ("<html></html>", "<!doctype html>", "<p>Only prose: 5", "<html><table></table>"):
        assert read(page).grids == ()


def test_no_file_is_read_by_a_page(read: Read, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words", encoding="utf-8")
    page = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><p>&x;</p>'
        f'<link rel=stylesheet href="{secret.as_uri()}"><style>@import "{secret.as_uri()}";</style>'
        f'<object data="{secret.as_uri()}"></object><iframe src="{secret.as_uri()}"></iframe>{TABLE}'
    )
    document = read(page)
    assert not any("hidden words" in line for line in document.lines)
    assert grid_of(document) == ROWS


def test_broken_markup_is_read_as_browsers_do(read: Read) -> None:
    page = "<html><p>First<div>Second</p></b><table><td>Cash<td>5<tr><td>Debt<td>7<tr></div><p></table>Last"
    assert said(read(page)) == ["First", "Second", "Cash\t5", "Debt\t7", "Last"]
    # What is between the cells of a table stands before it, and a table ends the one it begins in.
    assert said(read(f"<html><table>Loose{TABLE}</table>")) == ["Loose", *LINES]


# Places ------------------------------------------------------------------------------------------------


def test_each_cell_keeps_its_line_and_its_element(read: Read) -> None:
    document = read(
        f"<html><body>\n<p>One</p>\n<p>Two</p>\n<div>{TABLE}\n</div><table><tr><td>A<td><td>5</table>"
    )
    assert [(s.line, s.path) for s in document.sources[2]] == [(3, "/html/body/p[2]")]
    # A browser has a body of rows in each table, be it written or not.
    assert [(s.line, s.path) for s in document.sources[5]] == [
        (4, "/html/body/div/table/tbody/tr[2]/td[1]"),
        (4, "/html/body/div/table/tbody/tr[2]/td[2]"),
        (4, "/html/body/div/table/tbody/tr[2]/td[3]"),
    ]
    five = cell(document, "5")
    assert document.lines[five.line - 1] == "A\t5"
    assert document.sources[five.line - 1][1].path == "/html/body/table/tbody/tr/td[3]"
    check(document)


def test_a_line_before_whose_first_cell_a_column_is_empty_says_so(read: Read) -> None:
    document = read(f"<html>{TABLE}")
    assert document.lines[0] == "\t2025\t2024"
    assert [source.path for source in document.sources[0]] == [
        "/html/body/table/tbody/tr[1]",
        "/html/body/table/tbody/tr[1]/td[2]",
        "/html/body/table/tbody/tr[1]/td[3]",
    ]


def test_hidden_elements_count_in_a_path(read: Read) -> None:
    document = read("<html><p hidden>x</p><script></script><ix:continuation><p>One</p></ix:continuation>")
    # A name with a colon is none that a path could say without a namespace.
    assert document.sources[0][0].path == "/html/body/*[3]/p"


def test_lines_of_long_pages_are_counted(read: Read) -> None:
    document = read(
        "<html><body>" + "\n" * 70_000 + f"<p\nclass='x' title='<p>\n'>One</p>\n<!--\n<p>--><p>Two\n{TABLE}"
    )
    assert [sources[0].line for sources in document.sources if sources] == [70_001, 70_005, 70_006, 70_006]


@pytest.mark.browser
def test_a_path_means_the_same_element_in_a_browser(read: Read, tmp_path: Path) -> None:
    from browser_helpers import chromium

    page = (
        f"<p>One<table><tr><td>Loose<table><td>1<td>2</table><p>x<b>y<p>z</b></table><div>{TABLE}"
        f"<ix:continuation><p>Two</p></ix:continuation><table><thead><tr><td>3<td>4</table>"
    )
    document = read(page)
    find = "path => document.evaluate(path, document, null, 9, null).singleNodeValue.textContent"
    with chromium() as browser:
        shown = browser.new_page()
        shown.goto((tmp_path / "release.html").as_uri())
        for line, sources in zip(document.lines, document.sources, strict=True):
            for text, source in zip(line.split("\t") if line else [], sources, strict=True):
                assert text in shown.evaluate(find, source.path)


# Any grid ------------------------------------------------------------------------------------------------


@pytest.mark.whole
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grids())
def test_any_grid_reads_back_as_it_is(read: Read, made: tuple[list[list[str]], str]) -> None:
    grid, page = made
    document = read(page)
    assert grid_of(document) == [[text for text in row if text] for row in grid]
    check(document)
    # What stands below a head overlaps it, and no other.
    (found,) = document.grids
    for row, printed in zip(found.rows[1:], grid[1:], strict=True):
        below = [text for text in printed[1:] if text]
        for one, text in zip(row.cells[1:], below, strict=True):
            heads = [c.text for c in found.rows[0].cells if c.start < one.end and one.start < c.end]
            assert [printed[1 + int(head[5:])] for head in heads] == [text]


def test_a_release_as_a_page_has_the_cells_of_its_text(read: Read, root: Path) -> None:
    text = read_document(root / "instances" / "iij-2018q1" / "release.txt")
    page = "<html>"
    for grid in text.grids:
        page += "<table>"
        for row in grid.rows:
            slots = ["<td>&nbsp;</td>"] * grid.width
            for one in row.cells:
                escaped = html.escape(one.text, quote=False)
                marked = re.sub(r"[¹²³]", lambda mark: f"<sup>{mark[0].translate(_PLAIN)}</sup>", escaped)
                slots[one.start] = f"<td>{marked}</td>"
            page += f"<tr>{'<td></td>'.join(slots)}</tr>"
        page += "</table>"
    assert [texts(grid) for grid in read(page).grids] == [texts(grid) for grid in text.grids]


# Cases that are kept beside the checkout -----------------------------------------------------------------


def test_cases_of_raised_and_hidden_digits(shared: Path) -> None:
    raised = read_document(shared / "cases" / "footeps" / "release.htm")
    assert ["Diluted", "$0.40¹", "$0.24"] in grid_of(raised)
    hidden = read_document(shared / "cases" / "hidden4" / "release.htm")
    assert ["General and administrative", "870", "845"] in grid_of(hidden)


@pytest.mark.whole
def test_every_filed_figure_is_in_a_cell(shared: Path) -> None:
    import json

    for truth in sorted((shared / "field" / "filings").glob("*/truth.json")):
        document = read_document(truth.with_name("page.htm"))
        printed = {
            re.sub(r"[^\d.]", "", c.text) for grid in document.grids for row in grid.rows for c in row.cells
        }
        facts = [
            fact for fact in json.loads(truth.read_text(encoding="utf-8"))["facts"] if not fact["caption"]
        ]
        lost = [fact["text"] for fact in facts if re.sub(r"[^\d.]", "", fact["text"]) not in printed | {""}]
        assert lost == [], truth.parent.name


def test_a_page_is_whole_however_often_it_is_read_and_changed(tmp_path: Path) -> None:
    path = tmp_path / "page.htm"
    path.write_text("<html><body><p title='a'>Revenue was 5.</p></body></html>", encoding="utf-8")

    def read() -> Element:
        page = read_page(path)
        assert page is not None
        return next(one for one in page.root.elements if one.tag == "body").elements[0]

    first = read()
    first.children.clear()
    first.attributes.pop("title")  # type: ignore[attr-defined]
    again = read()
    assert (again.children, dict(again.attributes)) == (["Revenue was 5."], {"title": "a"})
    assert again.path == "/html/body/p"
