"""A page as a release: the lines, the tables understood and the places that are made of HTML."""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import build_helpers
from build_helpers import Outcome, edit, follow, tieout
from layout_helpers import heads, only, shown, texts
from printed_grids import grids
from tieout.core import Finding, InputError, Place, sarif
from tieout.definitions import ReleaseDefinition
from tieout.language import Unit
from tieout.layout import Release, Table, read_release
from tieout.pipeline import read as read_folder
from tieout.results import finding_of, findings_json
from tieout.sources import file as reader

Read = Callable[[str | bytes], Release]

Q17, Q18 = "2017-04-01/2017-06-30", "2018-04-01/2018-06-30"
TABLE = (
    "<table><tr><td></td><td>1Q17</td><td>1Q18</td></tr>"
    "<tr><td>Inventories</td><td>1,714</td><td>1,801</td></tr></table>"
)
ROWS = ["\t1Q17\t1Q18", "Inventories\t1,714\t1,801"]
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@pytest.fixture
def read(tmp_path: Path, definition: ReleaseDefinition) -> Read:
    def run(page: str | bytes) -> Release:
        path = tmp_path / "release.html"
        path.write_bytes(page if isinstance(page, bytes) else page.encode())
        return read_release(path, definition.company)

    return run


def said(release: Release) -> list[str]:
    """The lines with text."""
    return [line for line in release.lines if line]


def without_blanks(table: Table) -> list[str]:
    """A table at one look, without the columns at its end in which nothing is printed."""
    return [line.rstrip("\t ") for line in shown(table)]


def rows(*lines: str) -> str:
    """A page with a table: `|` is where a cell begins, which may begin with the attributes of its tag."""
    cells = [re.sub(r"\|(?:\[(.*?)\])?", r"<td \1>", line) for line in lines]
    return "<html><body><table>" + "\n".join(f"<tr>{row}</tr>" for row in cells) + "</table></body></html>"


# The release as a page ---------------------------------------------------------------------------------


def as_page(text: list[str]) -> list[str]:
    """A text as a site might publish it: in a table that lays it out, with gutters, spans and marks."""
    page = [
        "<!DOCTYPE html>",
        '<html><head><meta charset="utf-8"><title>Results</title></head>',
        '<body><table width="100%"><tbody><tr><td>',
    ]
    block: list[str] = []
    for line in [*text, ""]:
        if "\t" in line:
            block.append(line)
            continue
        page += _as_table(block) if block else []
        block = []
        page += [f"<p>{_marked(line)}</p>"] if line.strip() else []
    return [*page, "</td></tr></tbody></table></body></html>"]


def _marked(text: str) -> str:
    escaped = html.escape(text, quote=False).replace("JPY", "<b>JPY</b>").replace(" YoY", "&nbsp;YoY")
    return re.sub("[¹²³⁰⁴-⁹]", lambda mark: f"<sup>{mark[0].translate(_RAISED)}</sup>", escaped)


def _as_table(block: list[str]) -> list[str]:
    lines = [line.split("\t") for line in block]
    width = max(map(len, lines))
    page, heads = ["<table><tbody>"], True
    for number, (caption, *cells) in enumerate(lines):
        if not number and caption and not any(cells) and len(lines) > 1 and not lines[1][0]:
            page.append(f"<tr><td colspan={width * 4 - 3}><b>{_marked(caption)}</b></td></tr>")
            continue
        heads = heads and not caption and not any(re.fullmatch(r"\(?[\d,.]+\)?|-", cell) for cell in cells)
        row, at = [f"<tr><td>{_marked(caption) or '&nbsp;'}</td>"], 0
        while at < len(cells):
            cell, span = cells[at], 1
            while heads and cell and at + span < len(cells) and not cells[at + span]:
                span += 1
            bracket = cell.endswith(")") and len(cell) > 1 and not heads
            shown = _marked(cell[:-1] if bracket else cell) or "&nbsp;"
            if heads and cell:
                row.append(f"<td>&nbsp;</td><th colspan={span * 4 - 1}>{shown}</th>")
            else:
                row.append(f"<td>&nbsp;</td><td></td><td>{shown}</td><td>{')' if bracket else ''}</td>")
            at += span
        page.append("".join(row) + "</tr>")
    return [*page, "</tbody></table>"]


@pytest.fixture(scope="module")
def both(definition: ReleaseDefinition, tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Outcome]:
    """The release followed as it is, and as a page."""
    text = definition.text.read_text(encoding="utf-8-sig").rstrip("\n").split("\n")
    folders = tmp_path_factory.mktemp("text"), tmp_path_factory.mktemp("page")
    return follow(text, definition, folders[0]), follow(as_page(text), definition, folders[1])


@pytest.mark.whole
def test_a_page_has_the_facts_of_its_text(both: tuple[Outcome, Outcome]) -> None:
    text, page = both
    assert len(text.values) == 570
    assert page.values == text.values


@pytest.mark.whole
def test_a_page_has_the_findings_of_its_text(both: tuple[Outcome, Outcome]) -> None:
    def told(outcome: Outcome) -> list[object]:
        return sorted(
            (
                finding.code,
                finding.message,
                finding.mend,
                finding.severity,
                finding.facts,
                [(place.table, place.row, place.head) for place in finding.places],
            )
            for finding in outcome.findings
        )

    text, page = both
    assert told(page) == told(text) != []


@pytest.mark.whole
def test_each_number_of_a_page_becomes_what_it_becomes_in_its_text(both: tuple[Outcome, Outcome]) -> None:
    def became(outcome: Outcome) -> list[tuple[str, ...]]:
        return [(row.printed, row.table, row.row, row.head, row.outcome, row.fact) for row in outcome.traced]

    text, page = both
    # What is printed nowhere has no place in a page to be ordered by.
    assert [one for one in became(page) if one[0]] == [one for one in became(text) if one[0]]
    assert sorted(became(page)) == sorted(became(text))


def test_the_tables_of_a_page_are_those_of_its_text(read: Read, definition: ReleaseDefinition) -> None:
    text = definition.text.read_text(encoding="utf-8-sig").split("\n")
    page = read("\n".join(as_page(text)))
    plain = read_release(definition.text, definition.company)
    assert [without_blanks(table) for table in page.tables] == [
        without_blanks(table) for table in plain.tables
    ]
    assert len(page.tables) == 25


def test_damaged_cells_come_through_as_they_are_printed(read: Read, definition: ReleaseDefinition) -> None:
    text = definition.text.read_text(encoding="utf-8-sig").split("\n")
    release = read("\n".join(as_page(text)))
    # All that is printed, line by line.
    printed = [line.replace("· · ·", "").split() for line in text if line.strip()]
    assert [line.split() for line in said(release)] == printed
    cells = {cell.text for table in release.tables for row in table.rows for cell in row.cells}
    assert {"52,049 6,210", "11.", "6,524 6,742 7,152", "(3.2"} <= cells


# Tables ------------------------------------------------------------------------------------------------


def test_an_income_statement_as_filings_have_it(read: Read) -> None:
    release = read(
        "<html><body><div>Pear Works</div><div>STATEMENTS OF OPERATIONS (Unaudited)</div>"
        "<div>(In millions, except number of shares, which are reflected in thousands, and per-share amounts)"
        "</div>"
        + rows(
            "|&nbsp;|&nbsp;|[colspan=7]Three Months Ended|&nbsp;|[colspan=7]Six Months Ended",
            "|&nbsp;|&nbsp;|[colspan=3]June 30,<br>2018|&nbsp;|[colspan=3]June 30,<br>2017|&nbsp;"
            "|[colspan=3]September 30,<br>2018|&nbsp;|[colspan=3]September 30,<br>2017",
            "|Net sales||$|4,321|||$|3,987|||$|8,642|||$|7,974|",
            "|Cost of sales|||(2,100|)|||(1,950|)|||(4,200|)|||(3,900|)",
            "|Gross margin||[colspan=2]2,221|||[colspan=2]2,037|||[colspan=2]4,442|||[colspan=2]4,074|",
            "|Earnings per share:",
            "|&nbsp;&nbsp;Basic||$|0.45|||$|0.41|||$|0.90|||$|&mdash;|",
        )
    )
    assert shown(only(release)) == [
        "Pear Works",
        "STATEMENTS OF OPERATIONS (Unaudited)",
        "(In millions, except number of shares, which are reflected in thousands, and per-share amounts)",
        "\t2018-04-01/2018-06-30 USDe6\t2017-04-01/2017-06-30 USDe6"
        "\t2018-04-01/2018-09-30 USDe6\t2017-04-01/2017-09-30 USDe6",
        "Net sales\t4,321\t3,987\t8,642\t7,974",
        "Cost of sales\t(2,100)\t(1,950)\t(4,200)\t(3,900)",
        "Gross margin\t2,221\t2,037\t4,442\t4,074",
        "Earnings per share:\t\t\t\t",
        "Basic\t0.45\t0.41\t0.90\t—",
    ]
    (table,) = release.tables
    assert [head.text for head in table.columns] == [
        f"{count} Months Ended {day}, {year}"
        for count, day in (("Three", "June 30"), ("Six", "September 30"))
        for year in (2018, 2017)
    ]
    assert [cell.reading.value for cell in table.rows[1].cells] == [-2100, -1950, -4200, -3900]
    assert [cell.currency for cell in table.rows[0].cells] == ["$"] * 4
    # The line above the table is of all its columns: in the currency of the signs, and of counts of shares.
    assert {(head.unit, head.unit_text) for head in table.columns} == {
        (Unit("USD", 6, 3), table.captions[-1]),
    }


def test_a_line_above_a_table_is_of_the_columns_that_name_no_unit(read: Read) -> None:
    (table,) = read("<p>Sheets (in thousands)</p>" + rows("||1Q17|1Q18|Change", "||||%", "|A|1|2|3")).tables
    assert [head.unit for head in table.columns] == [Unit("JPY", 3, 3), Unit("JPY", 3, 3), Unit("pure", -2)]


@pytest.mark.parametrize(
    ("lines", "made"),
    [
        pytest.param(["||1Q18", "|A|$|1,234", "|B||5"], [f"\t{Q18} USD", "A\t1,234", "B\t5"], id="sign"),
        pytest.param(
            ["||1Q18", "|Cash|US$ 1,234"], [f"\t{Q18} USD", "Cash\tUS$ 1,234"], id="sign in the cell"
        ),
        pytest.param(
            ["|||1Q18", "|A|$|(1,234|)", "|B||5|"], [f"\t{Q18} USD", "A\t(1,234)", "B\t5"], id="bracket"
        ),
        pytest.param(["|A|$(|1,234|)", "|B||5|"], ["\tUSD", "A\t(1,234)", "B\t5"], id="opening bracket"),
        pytest.param(["|A|9.1|%|", "|B|(3.0|)%"], ["A\t9.1%", "B\t(3.0)%"], id="per cent"),
        pytest.param(
            ["||%", "|A|9.1|%", "|B|(3.0|)%"], ["\t%", "A\t9.1%", "B\t(3.0)%"], id="under per cent"
        ),
        pytest.param(["|A|€|(none)", "|B||5"], ["A\t€\t(none)", "B\t\t5"], id="sign before words"),
        pytest.param(
            ["|A|$|1.6S", "|B||5"], ["\tUSD", "A\t1.6S", "B\t5"], id="sign before a damaged amount"
        ),
        pytest.param(
            ["||2018|2017|%", "|A|3|2|50.0"], ["\t2018\t2017\t%", "A\t3\t2\t50.0"], id="per cent beside years"
        ),
        pytest.param(
            ["|A||1||2|", "||||||", "|B||||3|"], ["A\t1\t2", "B\t\t3"], id="gutters and empty cells"
        ),
        pytest.param(
            ["|[colspan=2]Assets||", "||Cash|5|6", "|[colspan=2]Total|5|6"],
            ["Assets\t\t", "Cash\t5\t6", "Total\t5\t6"],
            id="captions indented by a column",
        ),
        pytest.param(
            ["|A|1|", "|B|2|", "|Total||3"],
            ["A\t1\t", "B\t2\t", "Total\t\t3"],
            id="totals in their own column",
        ),
        pytest.param(["||1|2", "|||3"], ["\t1\t2", "\t\t3"], id="no captions"),
        pytest.param(["|A|1 <br> 2|3"], ["A\t1 2\t3"], id="a broken line in a cell"),
        pytest.param(["|A&#8195;B|\u20091,234\u202f|&#12288;5"], ["A B\t1,234\t5"], id="spaces"),
        pytest.param(["|A &amp; B &lt;u&gt;|5|6"], ["A & B <u>\t5\t6"], id="entities"),
        pytest.param(
            ["||1Q17<sup>(1)</sup>|1Q18<sup>*</sup>", "|A|1|2"],
            [f"\t{Q17}\t{Q18}", "A\t1\t2"],
            id="marks in heads",
        ),
        pytest.param(
            ["|A|12|<sup>(3)</sup>|5", "|B|1||2"], ["A\t12\t5", "B\t1\t2"], id="a mark in its own cell"
        ),
        pytest.param(["|A|[style='display:none']7|5|6"], ["A\t5\t6"], id="hidden"),
        pytest.param(
            ["|(In thousands)|1Q17|1Q18", "|A|1|2"],
            [f"\t{Q17} JPYe3\t{Q18} JPYe3", "A\t1\t2"],
            id="beside heads",
        ),
        pytest.param(
            ["||[colspan=2]As of June 30,|Change", "||2018|2017|", "|A|3|2|1"],
            ["\t2018-06-30\t2017-06-30\tchange", "A\t3\t2\t1"],
            id="years below their days",
        ),
        pytest.param(
            ["||[colspan=3]As of June 30,", "|(in millions)|2018|2017|Change", "|A|3|2|1"],
            ["\t2018-06-30 JPYe6\t2017-06-30 JPYe6\tchange JPYe6", "A\t3\t2\t1"],
            id="years below their day, beside a unit",
        ),
        pytest.param(["|Headcount|1998|2001"], ["Headcount\t1998\t2001"], id="what looks like years"),
        pytest.param(
            ["||1Q17|1Q18", "|Headcount|1998|2001", "|A|1|2"],
            [f"\t{Q17}\t{Q18}", "Headcount\t1998\t2001", "A\t1\t2"],
            id="what looks like years below heads",
        ),
        pytest.param(["|A|1|2", "||-----|====", "||3|4"], ["A\t1\t2", "\t3\t4"], id="lines of characters"),
        pytest.param(
            ["|As of June 30,|2018|2017", "|A|3|2"],
            ["\t2018-06-30\t2017-06-30", "A\t3\t2"],
            id="years beside their day",
        ),
        pytest.param(
            ["|[colspan=3]Sheets<br>(Unaudited)", "||1Q17|1Q18", "|A|1|2", "|[colspan=3](1) As revised."],
            ["Sheets (Unaudited)", f"\t{Q17}\t{Q18}", "A\t1\t2"],
            id="title and note inside the table",
        ),
        pytest.param(
            ["|Pear Works||", "|Sheets||", "||1Q17|1Q18", "|A|1|2"],
            ["Pear Works", "Sheets", f"\t{Q17}\t{Q18}", "A\t1\t2"],
            id="titles above the heads",
        ),
        pytest.param(["|[colspan=3]Sales:", "|A|1|2"], ["Sales:\t\t", "A\t1\t2"], id="a heading is no title"),
        pytest.param(
            ["|Three Months Ended June 30 (JPY millions)|2018|2017", "|A|3|2"],
            [f"\t{Q18} JPYe6\t{Q17} JPYe6", "A\t3\t2"],
            id="years beside their period and its unit",
        ),
        pytest.param(
            ["|Three Months Ended|June 30, 2018|June 30, 2017", "|A|3|2"],
            [f"\t{Q18}\t{Q17}", "A\t3\t2"],
            id="days beside their period",
        ),
        pytest.param(
            ["||1Q17|1Q18", "|A|1|2", "|[colspan=2](1) From the audited statements.|"],
            [f"\t{Q17}\t{Q18}", "A\t1\t2"],
            id="a note with a mark that does not span the table",
        ),
        pytest.param(
            ["||1Q17|1Q18", "|A|1|2", "|[colspan=3](1) As revised"],
            [f"\t{Q17}\t{Q18}", "A\t1\t2"],
            id="a note with a mark that spans the table",
        ),
    ],
)  # fmt: skip
def test_a_table_is_read_as_it_is_seen(read: Read, lines: list[str], made: list[str]) -> None:
    assert shown(only(read(rows(*lines)))) == made


@pytest.mark.parametrize(
    ("cells", "caption", "value"),
    [
        ("|A<sup>(1)</sup>|1,234<sup>2</sup>|5", "A¹", 1234),
        # What may be a power of 12 is read as a mark, and stays to be seen.
        ("|A|12<sup>3</sup>|5", "A", 12),
    ],
)
def test_raised_marks_are_no_digits(read: Read, cells: str, caption: str, value: int) -> None:
    (row,) = only(read(rows(cells))).rows
    assert (row.caption, row.cells[0].reading.value) == (caption, value)
    assert row.cells[0].text.rstrip("²³") != row.cells[0].text


def test_notes_below_a_table_are_lines_and_no_rows(read: Read) -> None:
    release = read(rows("||1Q17|1Q18", "|A|1|2", "|[colspan=3](1) As revised."))
    assert [row.caption for row in only(release).rows] == ["A"]
    assert release.lines[-1] == "(1) As revised."


def test_a_table_that_begins_anew_for_another_period_is_two(read: Read) -> None:
    page = rows(
        *("||Group||Others|", "||[colspan=4]Three Months Ended June 30,", "||2018|2017|2018|2017"),
        *("|A|4|3|2|1", "|Total|4|3|2|1"),
        *("||[colspan=4]Six Months Ended September 30,", "||2018|2017|2018|2017", "|A|8|7|6|5"),
    )
    first, second = read(page).tables
    assert [row.caption for row in (*first.rows, *second.rows)] == ["A", "Total", "A"]
    assert [head.text for head in second.columns] == [
        f"{who} Six Months Ended September 30, {year}" for who in ("Group", "Others") for year in (2018, 2017)
    ]
    # What spans the columns of both dates both.
    assert heads(first) == [f"{quarter} {who}" for who in ("Group", "Others") for quarter in (Q18, Q17)]
    assert [str(column.period) for column in second.columns] == [
        *("2018-04-01/2018-09-30", "2017-04-01/2017-09-30") * 2
    ]


def test_a_head_reaches_as_far_as_its_span(read: Read) -> None:
    (table,) = read(rows("||[colspan=2]As of June 30, 2018||", "||Level 1|Level 2|Total", "|A|1|2|3")).tables
    assert [head.text for head in table.columns] == [
        *("As of June 30, 2018 Level 1", "As of June 30, 2018 Level 2", "Total")
    ]
    # What stands above two rows of heads is not reached by the head beside it either.
    (table,) = read(rows("||1Q17|1Q18|[rowspan=2]Change", "||JPY|", "|A|1|2|3")).tables
    assert [(head.text, head.unit) for head in table.columns] == [
        *(("1Q17", Unit("JPY", 0)), ("1Q18", Unit("JPY", 0)), ("Change", None))
    ]
    # Without a span it stands above those to its right as well, as in a text.
    (table,) = read(rows("||JPY millions||", "||1Q17|1Q18|4Q17", "|A|1|2|3")).tables
    assert {head.unit for head in table.columns} == {Unit("JPY", 6)}


def test_parts_of_a_table_are_read_in_the_order_they_are_shown_in(read: Read) -> None:
    page = (
        "<html><table><caption>Sheets</caption><colgroup><col><col></colgroup><tfoot><tr><td>Total<td>3<td>4</tfoot>"
        "<thead><tr><th><th>1Q17<th>1Q18</thead><tbody><tr><td>A<td>3<td>4</tbody></table>"
    )
    assert said(read(page)) == ["Sheets", "\t1Q17\t1Q18", "A\t3\t4", "Total\t3\t4"]


def test_a_table_that_lays_out_is_lines(read: Read) -> None:
    prose = "Revenue rose by 9.1% to JPY44,705 million. " * 8
    page = (
        f"<html><table><tr><td><p>{prose}</p></td><td><p>Second column, {prose}</p></td></tr>"
        f"<tr><td colspan=2>{TABLE}</td></tr></table>"
        "<table><tr><td>&bull;</td><td>One of 2</td></tr><tr><td>(2)</td><td>Two of 2</td></tr></table>"
        "<table><tr><td>Contact</td></tr><tr><td>By phone</td></tr></table>"
    )
    assert said(read(page)) == [
        *(prose.strip(), f"Second column, {prose}".strip(), *ROWS),
        *("• One of 2", "(2) Two of 2", "Contact", "By phone"),
    ]


def test_tables_that_follow_each_other_are_two(read: Read) -> None:
    assert [table.number for table in read(f"<html>{TABLE}{TABLE}").tables] == [1, 2]


# Prose -------------------------------------------------------------------------------------------------


def test_prose_is_a_line_for_each_paragraph(read: Read) -> None:
    page = (
        "<html><head><title>No line</title><style>p {}</style></head><body><h2>Results</h2>\n"
        "<p>Income <b>rose</b>\n  by <i>9</i>.1&nbsp;%<sup>1</sup>,<br/>as <a href='x'>told</a>.</p>"
        "<div>First<div>inside</div>last</div><ul><li>one<li>two</ul><script>var x = '<p>no</p>';</script>"
        "<div style='Display : NONE'><ix:header><ix:hidden>no</ix:hidden></ix:header></div>"
        f"<p hidden>no</p><!-- no --><p>I <ix:nonNumeric name='x'>am</ix:nonNumeric> new\u00adly</p>{TABLE}"
    )
    assert said(read(page)) == [
        *("Results", "Income rose by 9.1 %¹,", "as told.", "First", "inside", "last", "one", "two"),
        *("I am newly", *ROWS),
    ]


def test_typed_text_keeps_its_lines(read: Read) -> None:
    page = "<html><pre>Sheets\n\t1Q17\t1Q18\nCash\t1\t2\n\nThe <b>end</b></pre>"
    assert read(page).lines == ("Sheets", "\t1Q17\t1Q18", "Cash\t1\t2", "", "The end")


# What is a page, and how it is written ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "start",
    [
        *("<!DOCTYPE html><html>", "  \n<HTML>", "<!-- made by hand --><html>", "<body>", "<div>", "<table>"),
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">',
        "<DOCUMENT>\n<TYPE>EX-99.1\n<SEQUENCE>2\n<TEXT>\n<HTML>",
        "<TYPE>EX-99.1\n<TEXT>\n<html>",
    ],
)
def test_a_page_is_known_by_how_it_begins(start: str, definition: ReleaseDefinition, tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_text(f"{start}\n{TABLE}", encoding="utf-8")
    release = read_release(path, definition.company)
    assert said(release) == ROWS
    # Its lines are the file's, whatever a filing writes before it.
    assert release.sources[0][0].line == start.count("\n") + 2


def test_a_text_with_tags_in_it_stays_a_text(definition: ReleaseDefinition, tmp_path: Path) -> None:
    path = tmp_path / "release.html"
    path.write_text("<u>Cash</u>\t5\nless < more\n<p>\n", encoding="utf-8")
    release = read_release(path, definition.company)
    assert release.lines[0] == "<u>Cash</u>\t5"
    assert release.sources == ()


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        *(("", "utf-8"), ("\ufeff", "utf-8"), ("\ufeff", "utf-16-le"), ("\ufeff", "utf-16-be")),
        *(("<meta charset=Shift_JIS>", "cp932"), ('<meta content="text/html; charset=euc-jp">', "euc_jp")),
        ('<?xml version="1.0" encoding="iso-2022-jp"?>', "iso2022_jp"),
    ],
)
def test_encodings(read: Read, head: str, encoding: str) -> None:
    mark, declared = ("\ufeff", "") if head == "\ufeff" else ("", head)
    page = f"{mark}{declared}<html><p>決算</p>{TABLE}"
    assert said(read(page.encode(encoding))) == ["決算", *ROWS]


@pytest.mark.parametrize("declared", ["", "<meta charset=iso-8859-1>", "<meta charset=hex>"])
def test_other_bytes_are_those_of_windows(read: Read, declared: str) -> None:
    page = f"<html>{declared}<p>“caf\u00e9” &#150; 5€</p>{TABLE}".encode("cp1252")
    assert said(read(page)) == ["“café” – 5€", *ROWS]
    assert said(read(b"<html><p>a\x81b</p>" + TABLE.encode())) == ["a\x81b", *ROWS]


def test_bytes_that_break_what_is_declared_are_seen(read: Read) -> None:
    page = b"<html><meta charset=utf-8><p>caf\xe9 \xc3\xa9</p>" + TABLE.encode()
    assert said(read(page)) == ["caf\ufffd é", *ROWS]


# What is no usable page ------------------------------------------------------------------------------------


def refusal(run: Callable[[], object]) -> Finding:
    with pytest.raises(InputError) as caught:
        run()
    (finding,) = caught.value.findings
    assert finding.mend
    assert finding.places[0].file.endswith("release.html")
    return finding


@pytest.mark.parametrize(
    "page", ["<html></html>", "<!doctype html>", "<p>Only prose: 5", "<html><table></table>"]
)
def test_a_page_without_a_table_is_refused(read: Read, page: str) -> None:
    assert refusal(lambda: read(page)).code == "release.no-tables"


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (rows("|A|5", "|" + "[colspan=1000]x|" * 3), "too-wide"),
        ("<html><table>" + "<tr><td colspan=900 rowspan=60000>x" * 3000, "too-wide"),
        (rows("|5" * 70), "too-wide"),
        ("<html>" + "<div>" * 5000 + TABLE, "page"),
        ("<html>" + "<table><tr><td>" * 5000, "page"),
        ("<html>" + "x" * 11_000_000, "too-long"),
        ("<html><p>a\x00b</p>", "control-character"),
    ],
    ids=["colspans", "rowspans", "cells", "depth", "nested tables", "text", "control"],
)  # fmt: skip
def test_a_page_made_to_exhaust_is_refused(read: Read, page: str, code: str) -> None:
    assert refusal(lambda: read(page)).code == f"input.{code}"


def test_a_span_ends_with_its_table(read: Read) -> None:
    def read_rows(*lines: str) -> list[str]:
        return shown(only(read(rows(*lines))))

    assert read_rows("|A|[rowspan=100000000]5", "|B|", "|C||6") == ["A\t5\t", "B\t\t", "C\t\t6"]
    assert read_rows("|A|[colspan=0 rowspan=0]5|6", "|B|7") == ["A\t5\t6", "B\t\t7"]
    assert read_rows("|A|[colspan=x rowspan=-1]5|6", "|B|7|8") == ["A\t5\t6", "B\t7\t8"]
    # Beyond what any table has a span is one, as in a browser.
    for far in ("100000000", "9" * 9000):
        assert read_rows("|A|5", f"|[colspan={far}]X", "|B|6") == ["A\t5", "X\t", "B\t6"]


def test_a_page_that_is_too_large_is_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"<html>{TABLE}"
    monkeypatch.setattr(reader, "MAX_BYTES", len(page))
    assert read(page).tables
    assert refusal(lambda: read(page + " ")).code == "input.too-large"


def test_a_page_of_too_many_elements_is_refused(read: Read) -> None:
    assert refusal(lambda: read("<html>" + "<b>" * 2_000_000 + TABLE)).code == "input.too-large"


def test_no_file_is_read_by_a_page(read: Read, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words", encoding="utf-8")
    page = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><p>&x;</p>'
        f'<object data="{secret.as_uri()}"></object><iframe src="{secret.as_uri()}"></iframe>{TABLE}'
    )
    release = read(page)
    assert not any("hidden words" in line for line in release.lines)
    assert len(release.tables) == 1


def test_broken_markup_is_read_as_far_as_it_goes(read: Read) -> None:
    page = "<html><p>First<div>Second</p></b><table><td>Cash<td>5<tr><td>Debt<td>7<tr></div><p></table>Last"
    assert said(read(page)) == ["First", "Second", "Cash\t5", "Debt\t7", "Last"]
    # A browser puts what is loose in a table before it, and ends it where another begins.
    assert said(read(f"<html><table>Loose{TABLE}</table>")) == ["Loose", *ROWS]


# Places ------------------------------------------------------------------------------------------------


def test_each_cell_keeps_its_line_and_its_element(read: Read, tmp_path: Path) -> None:
    release = read(
        f"<html><body>\n<p>One</p>\n<p>Two</p>\n<div>{TABLE}\n</div>"
        "<table><tr><td>A<td><td>5</table>".replace("<table>", "<table><tbody>")
    )
    # Where a page writes all elements itself any parser has those of a browser.
    tree = etree.parse(str(tmp_path / "release.html"), etree.HTMLParser())
    for line, sources in zip(release.lines, release.sources, strict=True):
        for text, source in zip(line.split("\t") if line else [], sources, strict=True):
            (element,) = tree.xpath(source.path)
            assert element.sourceline == source.line
            assert text in "".join(element.itertext())
            # As the parser itself names it.
            assert source.path == tree.getpath(element)
    assert [(s.line, s.path) for s in release.sources[2]] == [(3, "/html/body/p[2]")]
    assert release.sources[5][2].path == "/html/body/div/table/tbody/tr[2]/td[3]"
    # An element that a browser puts in counts.
    bare = read(f"<html><body><div>{TABLE}</div>")
    assert bare.sources[1][2].path == "/html/body/div/table/tbody/tr[2]/td[3]"


def test_lines_of_long_pages_are_counted(read: Read) -> None:
    release = read("<html><body>" + "\n" * 70_000 + f"<p\nclass='x'>One</p>\n{TABLE}")
    assert [sources[0].line for sources in release.sources if sources] == [70_001, 70_003, 70_003]


def test_a_place_says_where_it_stands_in_the_page(read: Read, tmp_path: Path) -> None:
    release = read(f"<html>\n<p>Sheets</p>\n{TABLE}")
    table = release.tables[0]
    place = release.place(table, table.rows[0], table.rows[0].cells[1], 2)
    finding = release.located(Finding("x", "y", places=(place, Place("other.yaml", 3))))
    path = f"{tmp_path}/release.html"
    element = "/html/body/table/tbody/tr[2]/td[3]"
    assert str(finding.places[0]) == f"{path}:3 {element} (Sheets / Inventories / 1Q18; 4:19 of its text)"
    (told,) = findings_json((finding_of(finding),))
    # For machines it is the file's own line and the element: the text that was made of it is nobody's file.
    captions = {"table": "Sheets", "row": "Inventories", "head": "1Q18"}
    assert told["places"] == [
        {"file": path, "line": 3, "column": 0, "path": element, **captions},
        {"file": "other.yaml", "line": 3, "column": 0},
    ]
    log = json.dumps(sarif([finding], version="1"))
    assert '"region": {"startLine": 3}' in log


@pytest.fixture(scope="module")
def house(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the release whose text is a page."""
    folder = build_helpers.copy_release(root, tmp_path_factory.mktemp("house"))
    text = (folder / "release.txt").read_text(encoding="utf-8-sig").rstrip("\n").split("\n")
    (folder / "release.html").write_text("\n".join(as_page(text)), encoding="utf-8")
    (folder / "release.txt").unlink()
    edit(folder / "release.yaml", "text: release.txt", "text: release.html")
    return folder


@pytest.mark.whole
def test_a_wrong_total_is_found_in_the_page(house: Path, tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text((house / "release.html").read_text(encoding="utf-8"), encoding="utf-8")
    edit(page, "<td>1,714,547</td>", "<td>1,714,548</td>")
    done = read_folder(house, page)
    own = next(
        i for i, line in enumerate(page.read_text(encoding="utf-8").split("\n"), 1) if "1,714,548" in line
    )
    tree = etree.parse(str(page), etree.HTMLParser(encoding="utf-8"))
    (place,) = {p for f in done.findings for p in f.places if p.row == "Inventories"}
    assert place.source is not None
    assert place.source.line == own
    assert str(place).startswith(f"{page}:{own} /html/body/table/tbody/tr/td/table[")
    assert tree.xpath(place.source.path)[0].text == "1,714,548"
    # Line and column stay those of the text that was made, by which everything else finds the cell.
    assert done.release.lines[place.line - 1][place.column - 1 :].startswith("1,714,548")
    told = tieout("check", house, "--release", page, "--json")
    assert json.dumps(place.source.path) in told.output


@pytest.mark.whole
def test_a_release_is_begun_with_a_page(house: Path, tmp_path: Path) -> None:
    out = house.parent / "new"
    company = house.parents[1] / "taxonomy" / "iij"
    page = house / "release.html"
    day = ("--published", "2018-08-08")
    begun = tieout("new", "release", company, "2018q1", "--from", page, *day, "--out", out)
    assert sorted(path.name for path in out.iterdir()) == ["release.html", "release.yaml"]
    assert begun.output.splitlines()[0].endswith(": 570 facts")
    assert tieout("check", out, "-v").output.count("OFF  ") == 2


@pytest.mark.whole
def test_the_report_of_a_page_is_that_of_its_text(
    house: Path, root: Path, tmp_path: Path, unproven: None
) -> None:
    page = build_helpers.quiet_build(house, tmp_path / "page", formats=("inline",))
    text = build_helpers.quiet_build(
        root / "instances" / "iij-2018q1", tmp_path / "text", formats=("inline",)
    )
    assert (page.findings, page.published) == (text.findings, True)
    name = f"{build_helpers.STEM}.xbrl"
    assert build_helpers.read_facts(tmp_path / "page" / name) == build_helpers.read_facts(
        tmp_path / "text" / name
    )
    assert "<ix:nonFraction" in (tmp_path / "page" / f"{build_helpers.STEM}.htm").read_text(encoding="utf-8")


# Any grid ------------------------------------------------------------------------------------------------


@pytest.mark.whole
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grids())
def test_any_grid_reads_back_as_it_is(read: Read, made: tuple[list[list[str]], str]) -> None:
    grid, page = made
    table = only(read(page))
    assert [column.text for column in table.columns] == grid[0][1:]
    assert texts(table) == grid[1:]


_PIECES = [
    *(
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "<td colspan=3>",
        "<td rowspan=2>",
        "</td>",
        "<p>",
        "</div>",
        "<br>",
    ),
    *(
        "<sup>1</sup>",
        "<!--",
        "-->",
        "&#0;",
        "&nbsp;",
        "<pre>",
        "\t",
        "\n",
        "$",
        "(",
        "1,2",
        ")",
        "%",
        "2018",
    ),
    *("June 30,", "<th>", "<thead>", "<tfoot>", "<caption>", "a.", "<", "\x85", "<div style='display:none'>"),
]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(_PIECES),
        max_size=40,
    )
)
def test_no_page_ends_in_a_traceback(read: Read, parts: list[str]) -> None:
    try:
        release = read("<html>" + "".join(parts))
    except InputError as error:
        assert error.findings
    else:
        assert len(release.lines) == len(release.sources)
        for line, sources in zip(release.lines, release.sources, strict=True):
            assert len(sources) == (line.count("\t") + 1 if line else 0)


@pytest.mark.whole
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(
            st.tuples(
                st.sampled_from(["", "$", ")", "%", "word", "1,23", "(4.5", "(6.7)"]),
                st.sampled_from(["", " colspan=2", " colspan=3", " rowspan=2"]),
            ),
            max_size=6,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_no_cell_is_lost(read: Read, grid: list[list[tuple[str, str]]]) -> None:
    count, page = 0, "<html><table>"
    for row in grid:
        page += "<tr>"
        for text, span in row:
            # Each is another, so that it is found again.
            count += text[:1].isalnum()
            page += f"<td{span}>{text}{count if text[:1].isalnum() else ''}</td>"
    lines = "\n".join(read(page + f"</table>{TABLE}").lines)
    assert [text for text in re.findall(r">([\w,]*\w)</td>", page) if text not in lines] == []
