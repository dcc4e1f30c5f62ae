"""PDF as a source: what stands where on a page is what is read of it."""

import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont

from build_helpers import edit, tieout, values
from pdf_helpers import BOLD, Paper, as_pdf
from sources_helpers import check, grid_of, prose, reader, refusal, spans, texts, worked
from tieout.core import Severity
from tieout.document import Document
from tieout.pipeline import read
from tieout.sources import read_document

ROOT = Path(__file__).parents[1]
ACME = ROOT / "tests/acme/release"

Read = Callable[[bytes], Document]


@pytest.fixture
def of(read_here: None, of_apart: Read) -> Read:
    return of_apart


@pytest.fixture
def of_apart(tmp_path: Path) -> Read:
    """Reads it as the command does, in a process of its own."""
    run = reader(tmp_path, "release.pdf")

    def checked(content: bytes) -> Document:
        document = run(content)
        check(document)
        return document

    return checked


def statement(paper: Paper, base: float = 100) -> None:
    """A statement of two columns, each with a head."""
    paper.end(400, base, "2025")
    paper.end(500, base, "2024")
    paper.row(base + 14, "Revenues", "1,100", "985")
    paper.row(base + 28, "Costs", "(70)", "(61)")


def test_the_short_last_line_of_a_sentence_is_no_table(of: Read) -> None:
    paper = Paper()
    paper.put(72, 100, "ACME CORP. ANNOUNCES RESULTS FOR THE FIRST QUARTER OF 2025")
    paper.put(72, 114, "Acme Corp. (NYSE: ACM) Harbour Town, in the county of the same name; April 25,")
    paper.put(72, 128, "2025 \u2013")
    statement(paper, 200)
    document = of(paper.data())
    assert len(document.grids) == 1
    assert prose(document)[2] == "2025 \u2013"


def test_the_line_that_each_page_begins_with_heads_no_column(of: Read) -> None:
    paper = Paper()
    for number in range(3):
        if number:
            paper.page()
        paper.end(510, 40, "Harbour Co., Ltd.")
        statement(paper, 60)
    rows = [row for grid in of(paper.data()).grids for row in texts(grid)]
    assert rows[0] == ["2025", "2024"]
    assert not any("Harbour" in text for row in rows for text in row)


# The same facts --------------------------------------------------------------------------------------


def test_a_pdf_gives_the_same_facts_as_the_text(tmp_path: Path) -> None:
    text = (ACME / "release.txt").read_text(encoding="utf-8")
    done = read(ACME, as_pdf(text, tmp_path / "acme.pdf"))
    assert values(done.facts) == values(read(ACME).facts)
    assert not done.findings


def test_a_release_is_built_of_a_pdf_with_each_figure_tagged(acme_copy: Path, unproven: None) -> None:
    as_pdf((acme_copy / "release.txt").read_text(encoding="utf-8"), acme_copy / "release.pdf")
    edit(acme_copy / "release.yaml", "release.txt", "release.pdf")
    done = tieout("build", acme_copy, "--out", acme_copy / "out")
    assert done.exit_code == 0, done.output
    (page,) = (acme_copy / "out").glob("*.htm")
    said = page.read_text(encoding="utf-8")
    assert said.count("<ix:nonFraction") == 22
    assert "data-origin" not in said
    (place,) = re.findall(r"(page 1, box \d+ \d+ \d+ \d+) +60 ", tieout("trace", acme_copy).output)
    assert '"60" (In millions / Anvils' in tieout("explain", acme_copy, place).output


@pytest.mark.whole
def test_a_long_release_gives_the_same_facts_as_its_text(tmp_path: Path) -> None:
    folder = ROOT / "instances/iij-2018q1"
    path = as_pdf((folder / "release.txt").read_text(encoding="utf-8"), tmp_path / "iij.pdf")
    assert values(read(folder, path).facts) == values(read(folder).facts)


def test_the_same_file_gives_the_same_document(tmp_path: Path) -> None:
    paper = Paper()
    statement(paper)
    path = tmp_path / "one.pdf"
    path.write_bytes(paper.data())
    first = read_document(path)
    other = tmp_path / "two.pdf"
    other.write_bytes(path.read_bytes())
    assert read_document(other).lines == first.lines


# Rows and columns ------------------------------------------------------------------------------------


def test_a_row_is_what_stands_on_one_height(of: Read) -> None:
    paper = Paper()
    paper.row(100, "Revenues", "1,100", "985")
    paper.put(72, 114, "Costs")
    paper.end(400, 116, "(70)")  # a little lower, as some tools set figures
    paper.end(500, 115, "(61)")
    assert grid_of(of(paper.data())) == [["Revenues", "1,100", "985"], ["Costs", "(70)", "(61)"]]


def test_signs_that_stand_apart_are_put_to_their_figures(of: Read) -> None:
    paper = Paper()
    for base, label, one, two in ((100, "Revenues", "1,100", "985"), (114, "Loss", "(70", "(61")):
        paper.row(base, label, one, two)
        paper.put(340, base, "$")
        paper.put(440, base, "$")
    for right in (400, 500):
        paper.put(right, 114, ")")
    paper.row(128, "Margin", "7.5", "8.1")
    paper.put(404, 128, "%")
    paper.put(504, 128, "%")
    document = of(paper.data())
    assert grid_of(document) == [
        ["Revenues", "$1,100", "$985"],
        ["Loss", "$(70)", "$(61)"],
        ["Margin", "7.5%", "8.1%"],
    ]


def test_a_sign_that_touches_the_figure_before_it_begins_the_next(of: Read) -> None:
    paper = Paper()
    for base in (100, 114):
        paper.row(base, "Revenues", "5", "985")
        paper.put(400, base, "%$")
    assert grid_of(of(paper.data()))[0] == ["Revenues", "5%", "$985"]


def test_columns_are_those_of_each_table_and_not_of_the_page(of: Read) -> None:
    paper = Paper()
    statement(paper)
    paper.put(72, 190, "Shares by class are told below; the columns of that table stand elsewhere.")
    for base, label, *figures in ((230, "Class A", "10", "20", "30"), (244, "Class B", "11", "21", "31")):
        paper.row(base, label, *figures, at=(350, 450, 550))
    first, second = of(paper.data()).grids
    assert [len(row) for row in texts(first)] == [2, 3, 3]
    assert texts(second) == [["Class A", "10", "20", "30"], ["Class B", "11", "21", "31"]]


def test_tables_whose_figures_stand_across_each_other_are_two(of: Read) -> None:
    paper = Paper()
    statement(paper)
    paper.row(142, "Wide", "1,234,567,890,123,456,789", at=(520,))
    paper.row(156, "Wider", "9,234,567,890,123,456,789", at=(520,))
    assert len(of(paper.data()).grids) == 2


@pytest.mark.parametrize("ruled", [True, False])
def test_a_head_over_several_columns_reaches_as_far_as_its_rule_or_its_middle(ruled: bool, of: Read) -> None:
    paper = Paper()
    at = (300, 370, 440, 510)
    paper.middle(320, 80, "Three months")
    paper.middle(460, 80, "Six months")
    if ruled:
        paper.rule(265, 370, 84)
        paper.rule(405, 510, 84)
    for right, year in zip(at, ("2025", "2024", "2025", "2024"), strict=True):
        paper.end(right, 96, year)
    paper.row(110, "Revenues", "1,100", "985", "2,200", "1,970", at=at)
    paper.row(124, "Costs", "70", "61", "140", "122", at=at)
    (grid,) = of(paper.data()).grids
    assert spans(grid)[0] == [(1, 3, "Three months"), (3, 5, "Six months")]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_rule_that_is_drawn_in_parts_is_one(turn: int, of: Read) -> None:
    # As a tool that draws the border of each cell does, with narrow cells between those of figures.
    paper = Paper(size=(792, 792))
    paper.canvas.translate(396, 396)
    paper.canvas.rotate(turn)
    paper.canvas.translate(-396, -396)
    at = (300, 370, 440, 510, 580, 650)
    paper.middle(333, 80, "Three months")
    paper.middle(543, 80, "Six months")
    for begin in (245, 455):
        for left, right in ((0, 57), (57, 59), (59, 62), (62, 127), (127, 130), (130, 133), (133, 195)):
            paper.canvas.rect(begin + left, paper.high - 84, right - left, 0.6, stroke=0, fill=1)
    for right, head in zip(at, ("2025", "2024", "Change") * 2, strict=True):
        paper.end(right, 96, head)
    paper.row(110, "Revenues", "1,100", "985", "12%", "2,200", "1,970", "12%", at=at)
    paper.row(124, "Costs", "70", "61", "15%", "140", "122", "15%", at=at)
    (grid,) = of(paper.data()).grids
    assert spans(grid)[0] == [(1, 4, "Three months"), (4, 7, "Six months")]


def test_a_head_reaches_over_columns_whose_own_heads_are_of_one_line_and_of_two(of: Read) -> None:
    paper = Paper()
    at = (250, 310, 370, 430, 490, 550)
    # One rule below it is as wide as the table.
    paper.middle(445, 80, "% Change")
    paper.rule(72, 560, 85)
    paper.end(550, 94, "Adjusted")
    for right, head in zip(at, ("2025", "2024", "Reported", "Organic", "Currency"), strict=False):
        paper.end(right, 100, head)
    paper.end(550, 106, "Organic")
    paper.row(122, "Rings", "1,100", "985", "11.7%", "12.1", "(0.4)", "9.0", at=at)
    paper.row(136, "Bells", "70", "61", "14.8", "15.0", "(0.2)", "11.3", at=at)
    (grid,) = of(paper.data()).grids
    assert (3, 7, "% Change") in spans(grid)[0]


def test_a_head_is_as_wide_as_the_heads_below_it_that_it_is_of(of: Read) -> None:
    paper = Paper()
    at = (250, 310, 370, 430, 490, 550)
    # The upper one is underlined, and not quite in the middle of what it is of.
    for begin in (215, 395):
        paper.put(begin + 60, 68, "Sales ($ in millions)", 8)
        paper.rule(begin + 60, begin + 60 + 74.7, 69)
        paper.rule(begin, begin + 155, 83)
    paper.middle(292, 80, "Three months")
    paper.middle(472, 80, "Six months")
    for right, head in zip(at, ("2025", "2024", "Change") * 2, strict=True):
        paper.end(right, 96, head)
    paper.row(110, "Rings", "1,100", "985", "12%", "2,200", "1,970", "12%", at=at)
    paper.row(124, "Bells", "70", "61", "15%", "140", "122", "15%", at=at)
    (grid,) = of(paper.data()).grids
    assert [one[:2] for one in spans(grid)[0]] == [(1, 4), (4, 7)]


def test_a_head_stands_over_the_columns_that_stand_again_below_another(of: Read) -> None:
    paper = Paper()
    at = (250, 310, 370, 430, 490, 550)
    paper.rule(215, 370, 83)
    paper.middle(292, 80, "Three months")
    # Its rule is missing, and it stands in the middle of two of its three columns.
    paper.middle(500, 80, "Six months")
    for right, head in zip(at, ("2025", "2024", "Change") * 2, strict=True):
        paper.end(right, 96, head)
    paper.row(110, "Rings", "1,100", "985", "12%", "2,200", "1,970", "12%", at=at)
    paper.row(124, "Bells", "70", "61", "15%", "140", "122", "15%", at=at)
    (grid,) = of(paper.data()).grids
    assert spans(grid)[0] == [(1, 4, "Three months"), (4, 7, "Six months")]


def test_figures_that_have_run_together_in_one_column_make_no_columns(of: Read) -> None:
    paper = Paper()
    statement(paper)
    paper.row(142, "Other", "10 11 12")
    paper.row(156, "More", "1", "2")
    grid = grid_of(of(paper.data()))
    assert grid[0] == ["2025", "2024"]
    assert grid[3:] == [["Other", "10 11 12"], ["More", "1", "2"]]


def test_a_head_that_is_wider_than_its_column_ends_with_it(of: Read) -> None:
    paper = Paper()
    paper.end(400, 86, "Amounts in each quarter")
    paper.end(400, 100, "1st")
    paper.end(500, 100, "2nd")
    for base, label in ((114, "Revenues"), (128, "Costs")):
        paper.row(base, label, "1", "9")
    assert grid_of(of(paper.data()))[0] == ["Amounts in each quarter"]


def test_a_head_is_not_cut_by_word(of: Read) -> None:
    paper = Paper()
    paper.middle(385, 86, "March 31, 2025")
    paper.middle(485, 86, "December 31, 2024")
    paper.row(100, "Assets", "1,100", "985")
    paper.row(114, "Liabilities", "70", "61")
    assert grid_of(of(paper.data()))[0] == ["March 31, 2025", "December 31, 2024"]


def test_years_may_stand_on_the_row_of_the_unit(of: Read) -> None:
    paper = Paper()
    paper.row(86, "(In millions)", "2025", "2024")
    paper.row(100, "Revenues", "1,100", "985")
    assert grid_of(of(paper.data()))[0] == ["(In millions)", "2025", "2024"]


def test_the_lines_of_a_head_are_one_each_over_its_own_columns(of: Read) -> None:
    paper = Paper()
    paper.middle(440, 62, "Three months ended")
    paper.middle(440, 74, "June 30, 2025")
    for middle, lines in ((340, ("Tools",)), (440, ("Anvils", "and", "Hammers")), (540, ("Total",))):
        for up, line in enumerate(reversed(lines)):
            paper.middle(middle, 110 - 12 * up, line)
    for base, label in ((126, "Revenues"), (140, "Costs")):
        paper.put(72, base, label)
        for middle in (340, 440, 540):
            paper.middle(middle, base, "1,100")
    (grid,) = of(paper.data()).grids
    assert spans(grid)[0] == [(1, 4, "Three months ended June 30, 2025")]
    assert texts(grid)[1] == ["Tools", "Anvils and Hammers", "Total"]


def test_heads_of_two_columns_that_nearly_touch_are_apart_as_their_next_lines_are(of: Read) -> None:
    paper = Paper()
    paper.put(345, 88, "Excess over")
    paper.put(405, 88, "Retained in")  # not far enough from it to part any two texts
    paper.put(345, 100, "par value")
    paper.put(405, 100, "the business")
    for base, label in ((114, "Issued"), (128, "Held")):
        paper.row(base, label, "1,100", "985", at=(380, 445))
    assert grid_of(of(paper.data()))[0] == ["Excess over par value", "Retained in the business"]


def test_a_unit_in_the_middle_below_the_heads_is_of_all_of_them(of: Read) -> None:
    paper = Paper()
    for right, year in ((300, "2025"), (400, "2024"), (500, "2023")):
        paper.end(right, 86, year)
    paper.middle(388, 98, "(in thousands)")
    for base, label in ((114, "Revenues"), (128, "Costs")):
        paper.row(base, label, "1,100", "985", "860", at=(300, 400, 500))
    (grid,) = of(paper.data()).grids
    assert spans(grid)[1] == [(1, 4, "(in thousands)")]


def test_figures_a_little_below_their_label_are_of_its_row(of: Read) -> None:
    paper = Paper()
    statement(paper)
    paper.put(72, 142, "Interest")
    paper.end(400, 146, "7")
    paper.end(500, 146, "6")
    assert grid_of(of(paper.data()))[3] == ["Interest", "7", "6"]


def test_a_title_in_the_middle_of_the_page_is_no_head(of: Read) -> None:
    paper = Paper()
    paper.middle(286, 70, "Statements of Income", font=BOLD)
    paper.middle(286, 83, "(in thousands)")
    statement(paper)
    document = of(paper.data())
    assert prose(document) == ["Statements of Income", "(in thousands)"]


def test_a_heading_over_the_columns_does_not_end_the_table(of: Read) -> None:
    paper = Paper()
    statement(paper)
    paper.put(72, 142, "Reconciliation of net income to net cash provided by operating activities:")
    paper.row(156, "Depreciation", "7", "6")
    assert [row[0] for row in grid_of(of(paper.data()))[1:]] == [
        "Revenues",
        "Costs",
        "Reconciliation of net income to net cash provided by operating activities:",
        "Depreciation",
    ]


def test_dots_that_lead_to_figures_are_left_out(of: Read) -> None:
    paper = Paper()
    paper.row(100, "Revenues ..............................................", "1,100", "985")
    paper.row(114, "Costs . . . . . . . . . . . . . . . . . . . . . . . .", "70", "61")
    assert [row[0] for row in grid_of(of(paper.data()))] == ["Revenues", "Costs"]


def test_a_rule_above_a_figure_is_known_and_a_double_one_below_it_is_none(of: Read) -> None:
    paper = Paper()
    paper.row(100, "Parts", "30", "20")
    paper.rule(370, 400, 103)
    paper.row(114, "Total", "30", "20")
    paper.rule(370, 400, 117)
    paper.rule(370, 400, 119)
    paper.row(128, "Other", "1", "2")
    (grid,) = of(paper.data()).grids
    assert [any(cell.ruled for cell in row.cells) for row in grid.rows] == [False, True, False]


# Marks, pages, turns ---------------------------------------------------------------------------------


def test_a_raised_mark_is_no_digit_of_its_figure(of: Read) -> None:
    paper = Paper()
    statement(paper)
    paper.put(400.5, 110, "1", size=6)
    paper.put(118, 110, "(2)", size=6)
    assert grid_of(of(paper.data()))[1] == ["Revenues²", "1,100¹", "985"]


def test_a_table_goes_on_over_a_page_without_heads(of: Read) -> None:
    paper = Paper()
    statement(paper, 650)
    paper.middle(306, 770, "- 4 -")
    paper.page()
    paper.row(60, "Interest", "7", "6")
    paper.row(74, "Income", "23", "18")
    paper.middle(306, 770, "- 5 -")
    document = of(paper.data())
    assert [row[0] for row in grid_of(document)] == ["2025", "Revenues", "Costs", "Interest", "Income"]
    assert not prose(document)


@pytest.mark.parametrize(
    ("cut", "read"), [(("R ts", "1 215", "846"), False), (("Rents", "1,214", "846"), True)]
)
def test_a_row_that_the_end_of_a_page_cuts_is_read_where_it_is_whole(
    cut: tuple[str, ...], read: bool, of: Read
) -> None:
    paper = Paper()
    statement(paper, 650)
    paper.row(692, *cut)
    paper.page()
    paper.row(60, "Rents and sundry", "1,215", "846")
    paper.row(74, "Other", "10", "20")
    captions = [row[0] for row in grid_of(of(paper.data()))]
    own = [cut[0]] if read else []
    assert captions == ["2025", "Revenues", "Costs", *own, "Rents and sundry", "Other"]


def test_a_line_of_prose_goes_on_over_a_page(of: Read) -> None:
    paper = Paper()
    paper.put(
        72, 700, "Revenues of the quarter rose to 1,100 million from 985 million in that of the year before"
    )
    paper.end(540, 770, "Page 1 of 2")
    paper.page()
    paper.put(72, 60, "as more anvils were sold.")
    paper.end(540, 770, "Page 2 of 2")
    (line,) = prose(of(paper.data()))
    assert line.endswith("in that of the year before as more anvils were sold.")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_set_sideways_is_read_upright(turn: int, of: Read) -> None:
    paper = Paper(size=(792, 792))
    paper.canvas.translate(396, 396)
    paper.canvas.rotate(turn)
    paper.canvas.translate(-396, -396)
    statement(paper)
    document = of(paper.data())
    assert grid_of(document) == [["2025", "2024"], ["Revenues", "1,100", "985"], ["Costs", "(70)", "(61)"]]
    origin = document.sources[document.grids[0].rows[1].line - 1][1].origin
    assert origin.endswith(f"turned {turn}")
    assert origin.startswith("page 1, box 3")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_in_japanese_is_read_upright_and_sideways(turn: int, of: Read) -> None:
    font = "HeiseiKakuGo-W5"
    registerFont(UnicodeCIDFont(font))
    paper = Paper(size=(792, 792))
    if turn:
        paper.canvas.translate(396, 396)
        paper.canvas.rotate(turn)
        paper.canvas.translate(-396, -396)
    paper.put(72, 72, "貸借対照表（単位：百万円）", font=font)
    for at, *head in ((380, "前連結会計年度", "（2025年3月31日）"), (500, "当中間期", "（2025年9月30日）")):
        paper.middle(at, 100, head[0], font=font)
        paper.middle(at, 114, head[1], font=font)
    for base, label, *figures in (
        (134, "現金及び預金", "12,345", "13,456"),
        (148, "売掛金", "8,900", "△120"),
    ):
        paper.put(72, base, label, font=font)
        for right, figure in zip((410, 530), figures, strict=True):
            paper.end(right, base, figure, font=font)
    assert grid_of(of(paper.data())) == [
        *(["前連結会計年度", "当中間期"], ["（2025年3月31日）", "（2025年9月30日）"]),
        *(["現金及び預金", "12,345", "13,456"], ["売掛金", "8,900", "△120"]),
    ]


def test_each_cell_knows_its_page_and_box(of: Read) -> None:
    paper = Paper()
    paper.page()
    statement(paper)
    document = of(paper.data())
    line = document.grids[0].rows[1].line
    found = re.fullmatch(r"page 2, box (\d+) (\d+) (\d+) (\d+)", document.sources[line - 1][2].origin)
    assert found is not None
    left, top, right, bottom = map(int, found.groups())
    assert (left, right) == (483, 500)
    assert top < 114 < bottom


# What is not seen ------------------------------------------------------------------------------------


def _outside(paper: Paper) -> None:
    paper.end(700, 114, "999")


def _white(paper: Paper) -> None:
    paper.canvas.setFillColorRGB(1, 1, 1)
    paper.end(330, 114, "999")


def _invisible(paper: Paper) -> None:
    text = paper.canvas.beginText(310, paper.high - 114)
    text.setFont("Helvetica", 10)
    text.setTextRenderMode(3)
    text.textOut("999")
    paper.canvas.drawText(text)


def _covered(paper: Paper) -> None:
    paper.end(330, 114, "999")
    paper.canvas.setFillColorRGB(1, 1, 1)
    paper.canvas.rect(305, paper.high - 118, 30, 14, stroke=0, fill=1)


@pytest.mark.parametrize("hide", [_outside, _white, _invisible, _covered])
def test_what_is_not_seen_is_left_out_and_told(hide: Callable[[Paper], None], of: Read) -> None:
    paper = Paper()
    statement(paper)
    hide(paper)
    document = of(paper.data())
    assert grid_of(document)[1] == ["Revenues", "1,100", "985"]
    (told,) = document.findings
    assert (told.code, told.severity) == ("source.hidden", Severity.NOTICE)
    assert "3 letters" in told.message
    assert "page 1" in str(told.places[0])


def test_white_letters_on_a_dark_field_are_seen(of: Read) -> None:
    paper = Paper()
    paper.canvas.setFillColorRGB(0, 0, 0.4)
    paper.canvas.rect(60, paper.high - 104, 480, 16, stroke=0, fill=1)
    paper.canvas.setFillColorRGB(1, 1, 1)
    paper.row(100, "", "2025", "2024")
    paper.canvas.setFillColorRGB(0, 0, 0)
    paper.row(114, "Revenues", "1,100", "985")
    document = of(paper.data())
    assert grid_of(document)[0] == ["2025", "2024"]
    assert not document.findings


def test_a_blank_that_is_set_over_a_letter_parts_no_figure(of: Read) -> None:
    paper = Paper()
    statement(paper)
    paper.end(395, 114, " ")
    assert grid_of(of(paper.data()))[1] == ["Revenues", "1,100", "985"]


def test_letters_that_are_drawn_twice_are_read_once(of: Read) -> None:
    paper = Paper()
    statement(paper)
    paper.end(400.3, 114, "1,100")
    assert grid_of(of(paper.data()))[1] == ["Revenues", "1,100", "985"]


# Fonts that do not name their letters ----------------------------------------------------------------


def _with_font(content: bytes, *, pages: int = 1, mapped: bytes = b"") -> bytes:
    """A PDF whose first page is set in a font without names; `content` draws with it as /F1, else as /F2."""
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Secret/Encoding/Identity-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType2/BaseFont/ABCDEF+Secret/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/ABCDEF+Secret/Flags 4/Ascent 800"
        b"/Descent -200/CapHeight 700/ItalicAngle 0/StemV 80/FontBBox[0 -200 1000 800]>>/DW 500>>]>>"
    )
    other = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids["
        + b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(pages))
        + b"]/Count %d>>" % pages,
        font,
        other,
    ]
    for number in range(pages):
        text = content if not number else mapped
        bodies.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>"
            b"/Contents %d 0 R>>" % (6 + 2 * number)
        )
        bodies.append(b"<</Length %d>>stream\n%s\nendstream" % (len(text), text))
    done = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(done))
        done += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    table += b"".join(b"%010d 00000 n \n" % one for one in offsets)
    return (
        done
        + table
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, len(done))
    )


_GARBAGE = b"BT /F1 10 Tf 72 700 Td <" + b"0005000600070008000B" * 12 + b"> Tj ET"
_PLAIN = b"".join(
    b"BT /F2 10 Tf %d %d Td (%s) Tj ET\n" % at
    for at in ((72, 700, b"Revenues"), (380, 700, b"1,100"), (480, 700, b"985"))
)


def test_a_page_whose_fonts_do_not_name_their_letters_is_not_read_and_told(
    of: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")  # no tesseract, which would read it as a scan
    document = of(_with_font(_GARBAGE, pages=2, mapped=_PLAIN))
    assert grid_of(document) == [["Revenues", "1,100", "985"]]
    (told,) = document.findings
    assert told.code == "source.unmapped"
    assert "page 1" in told.message


def test_a_document_of_such_pages_is_refused_with_what_to_install(
    of: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    finding = refusal(lambda: of(_with_font(_GARBAGE)))
    assert finding.code == "input.fonts"
    assert "apt install tesseract-ocr" in finding.mend


def test_a_letter_without_a_name_is_marked_and_told(of: Read) -> None:
    lost = b"".join(b"BT /F1 10 Tf %d 700 Td <0005> Tj ET\n" % at for at in (115, 497))
    below = _PLAIN.replace(b" 700 ", b" 686 ")
    (first, second) = grid_of(document := of(_with_font(_PLAIN + lost + below)))
    assert (first, second) == (["Revenues\ufffd", "1,100", "985\ufffd"], ["Revenues", "1,100", "985"])
    assert [told.code for told in document.findings] == ["source.lost"]


# Bad files -------------------------------------------------------------------------------------------


def _truncated() -> bytes:
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Cat"


def _locked() -> bytes:
    paper = Paper(password="secret")
    statement(paper)
    return paper.data()


def _pictures() -> bytes:
    paper = Paper()
    paper.canvas.rect(72, 72, 100, 100, fill=1)
    return paper.data()


def _pages() -> bytes:
    kids = b"[" + b"3 0 R " * 10_000 + b"]"
    return (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 10000/Kids "
        + kids
        + b">>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>\nendobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_truncated, "damaged"),
        (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400, "damaged"),
        (_locked, "encrypted"),
        (_pictures, "no-text"),
        (_pages, "too-large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(
    data: Callable[[], bytes], code: str, of: Read
) -> None:
    began = worked()
    assert refusal(lambda: of(data())).code == f"input.{code}"
    assert worked() - began < 5


def test_what_cannot_be_read_is_refused_by_the_process_that_reads_it(of_apart: Read) -> None:
    assert refusal(lambda: of_apart(_truncated())).code == "input.damaged"


@pytest.mark.slow
def test_a_stream_that_never_ends_is_refused_in_bounds(of_apart: Read) -> None:
    packer = zlib.compressobj(9)
    block = b"BT /F2 1 Tf 1 1 Td (1) Tj ET\n" * 40_000
    packed = b"".join(packer.compress(block) for _ in range(400)) + packer.flush()
    content = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)
    data = _with_font(b"").replace(b"<</Length 0>>stream\n\nendstream", content)
    began = worked()
    assert refusal(lambda: of_apart(data)).code in ("input.too-large", "input.damaged")
    assert worked() - began < 40


def test_nothing_in_a_file_is_run(of: Read) -> None:
    paper = Paper()
    statement(paper)
    data = paper.data().replace(
        b"/Type /Catalog", b"/OpenAction <</S/JavaScript/JS(app.alert\\(1\\))>> /Type /Catalog"
    )
    assert grid_of(of(data))[1] == ["Revenues", "1,100", "985"]


def test_a_head_alone_in_its_row_is_of_all_columns_in_whose_middle_it_stands(of: Read) -> None:
    paper = Paper()
    at = (290, 340, 436, 500, 560)
    # It stands within the column in the middle as well, and is no line of its head.
    paper.middle(411, 90, "Second quarter", 8)
    for right, head in zip(at, ("Sales", "Share", "Total sales", "Share", "Change"), strict=True):
        paper.end(right, 112, head, size=8)
    paper.row(128, "Rings", "1,100", "14.0", "$ 24,804,000", "10.0", "11.7", at=at)
    paper.row(142, "Bells", "70", "6.4", "$ 21,061,000", "6.2", "14.8", at=at)
    (grid,) = of(paper.data()).grids
    assert spans(grid)[0] == [(1, 6, "Second quarter")]
