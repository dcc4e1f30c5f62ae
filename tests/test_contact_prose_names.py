"""What the figures of the prose are called: names behind them, beside them, above them, and in rows."""

from pathlib import Path

import pytest

from test_contact import PAGE
from test_contact_prose import PROSE, SALES, Read, read_as, ties
from tieout.contact import Result, meet, result_of


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def run(prose: str, page: str = PAGE) -> Result:
        path = tmp_path / "harbor.htm"
        assert PROSE in page
        path.write_text(page.replace(PROSE, prose), encoding="utf-8")
        return result_of(meet(path, tmp_path / "definitions"))

    return run


CASES = {
    "the name of a change stands behind it": (
        "The six months brought a $690 thousand, or 13.6% increase in net sales and a $95 thousand increase "
        "in cost of sales.",
        [("690", "change", SALES), ("13.6", "rate", SALES), ("95", "change", "CostOfGoodsAndServicesSold")],
    ),
    "a rate before its name": (
        "The six months saw 16% gross profit growth.",
        [("16", "rate", "GrossProfit")],
    ),
    "what a verb gives": (
        "In the six months Harbor Light Stores generated $795 thousand of net income.",
        [("795", "fact", "NetIncomeLoss")],
    ),
    "what a change reached is not of the time before it": (
        "Gross profit for the six months increased $595 thousand over the prior year to $4,340 thousand.",
        [("595", "change", "GrossProfit"), ("4,340", "fact", "GrossProfit")],
    ),
    "a rate behind what was reached": (
        "Gross profit for the six months increased to $4.34 million, or 15.9%, compared to $3.745 million "
        "for the prior year.",
        [("4.34", "fact", "GrossProfit"), ("15.9", "rate", "GrossProfit"), ("3.745", "fact", "GrossProfit")],
    ),
    "a share of what is named behind it": (
        "Operating income for the six months was $993 thousand, or 17.2 percent of net sales.",
        [("993", "fact", "OperatingIncomeLoss"), ("17.2", "ratio", "OperatingIncomeLoss")],
    ),
    "more words on an amount": (
        "Gross profit, which includes fees for delivery by sea, was $4.3 million for the six months.",
        [("4.3", "fact", "GrossProfit")],
    ),
    "names and figures in one order": (
        "Gross profit and net income for the six months were $4.3 million and $0.80 million, respectively.",
        [("4.3", "fact", "GrossProfit"), ("0.80", "fact", "NetIncomeLoss")],
    ),
    "the company by the first word of its name": (
        "For the six months Harbor's gross profit was $4.3 million.",
        [("4.3", "fact", "GrossProfit")],
    ),
    "last year's six months": (
        "Gross profit was $4.34 million for the six months, compared with $3.745 million in last year's "
        "comparable six month period.",
        [("4.34", "fact", "GrossProfit"), ("3.745", "fact", "GrossProfit")],
    ),
    "a new statement behind one that is compared": (
        "Operating income for the six months was $993 thousand, or 17.2 percent of net sales, compared to "
        "$712 thousand, or 14.0 percent of net sales, a year earlier, and gross profit was $4.34 million.",
        [
            ("993", "fact", "OperatingIncomeLoss"),
            ("17.2", "ratio", "OperatingIncomeLoss"),
            ("712", "fact", "OperatingIncomeLoss"),
            ("14.0", "ratio", "OperatingIncomeLoss"),
            ("4.34", "fact", "GrossProfit"),
        ],
    ),
    "few digits confirmed by another figure of the line": (
        "In all, gross profit of the chain for the six months was $4.34 million, compared to $3.7 million "
        "for the prior year.",
        [("4.34", "fact", "GrossProfit"), ("3.7", "fact", "GrossProfit")],
    ),
}


@pytest.mark.whole
@pytest.mark.parametrize(("prose", "due"), CASES.values(), ids=CASES.keys())
def test_what_a_figure_is_called(read: Read, prose: str, due: list[tuple[str, str, str]]) -> None:
    result = read(prose)
    assert read_as(result) == due
    assert "draft.prose-differs" not in {finding.code for finding in result.findings}


@pytest.mark.whole
@pytest.mark.parametrize(
    "prose",
    [
        "Net sales for the six months rose 13.6 percent at constant currency.",
        "Lamps sell.</p>\n<p>Coast - Net sales for the six months rose 14%.",
        "Earnings per share for the six months rose 39 percent.",
    ],
    ids=["another basis", "of a part", "per share"],
)
def test_what_looks_like_a_line_by_chance_is_not_tied(read: Read, prose: str) -> None:
    result = read(prose)
    assert ties(result) == []
    assert "draft.prose-differs" not in {finding.code for finding in result.findings}


@pytest.mark.whole
def test_equal_figures_in_a_row_are_each_of_their_own_name(read: Read) -> None:
    page = PAGE.replace("<td>993</td><td>712</td>", "<td>795</td><td>571</td>")
    page = page.replace("<td>198</td><td>141</td>", "<td>-</td><td>-</td>").replace("3,347", "3,545")
    prose = "Operating income and net income for the six months were $0.80 million and $0.80 million, "
    result = read(f"{prose}respectively.", page.replace("3,033", "3,174"))
    assert read_as(result) == [("0.80", "fact", "OperatingIncomeLoss"), ("0.80", "fact", "NetIncomeLoss")]


@pytest.mark.whole
def test_a_title_of_the_release_limits_nothing_and_a_heading_does(read: Read) -> None:
    prose = "Gross profit for the six months was $4.3 million."
    title = "Second Quarter Results</p>"
    page = PAGE.replace(title, f"{title}\n<p>Lanterns Sell Well</p>")
    assert ties(read(prose, page)) == [("4.3", "GrossProfit", 2025)]
    told = f"Harbor Light Stores sells lamps along the coast of Maine. {'It has done so for years. ' * 5}"
    assert ties(read(f"{told}</p>\n<p>Lanterns</p>\n<p>{prose}")) == []
    assert ties(read(f"{told}</p>\n<p>Income Statement Review</p>\n<p>{prose}")) == [
        ("4.3", "GrossProfit", 2025)
    ]


@pytest.mark.whole
def test_what_the_company_paid_is_called_by_what_stands_behind_it(read: Read) -> None:
    flows = (
        "<p>CONSOLIDATED STATEMENTS OF CASH FLOWS</p><p>(In thousands)</p><table>\n"
        '<tr><td></td><td colspan="2">Six Months Ended July 31,</td></tr>\n'
        "<tr><td></td><td>2025</td><td>2024</td></tr>\n"
        "<tr><td>Net income</td><td>795</td><td>571</td></tr>\n"
        "<tr><td>Depreciation and amortization</td><td>325</td><td>369</td></tr>\n"
        "<tr><td>Net cash provided by operating activities</td><td>1,120</td><td>940</td></tr>\n"
        "<tr><td>Purchases of property and equipment</td><td>(885)</td><td>(700)</td></tr>\n"
        "<tr><td>Dividends paid</td><td>(193)</td><td>(80)</td></tr>\n"
        "<tr><td>Net increase in cash</td><td>42</td><td>160</td></tr>\n</table></body>"
    )
    page = PAGE.replace("</body>", flows)
    prose = "Harbor Light Stores paid $193 thousand in cash dividends to its shareholders in the six months."
    assert read_as(read(prose, page)) == [("193", "fact", "PaymentsOfDividendsCommonStock")]


@pytest.mark.whole
def test_a_balance_of_two_lines_of_one_name_contradicts_neither(read: Read) -> None:
    row = "<tr><td>Inventories</td>"
    held = f"<tr><td>Restricted cash and cash equivalents</td><td>185</td><td>170</td></tr>\n{row}"
    page = PAGE.replace(row, held).replace("3,619", "3,804").replace("3,357", "3,527")
    page = page.replace("4,879", "5,064").replace("4,601", "4,771")
    result = read("Cash and cash equivalents at July 31, 2025 were $2.40 million.", page)
    assert "draft.prose-differs" not in {finding.code for finding in result.findings}
