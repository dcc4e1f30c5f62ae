"""What a disclosure breaks down is told by members of one amount, on the axis that its words name."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from build_helpers import tieout
from test_draft import INCOME, SMALL, begun, page, small
from tieout.pipeline import read as read_folder

pytestmark = pytest.mark.whole

FLOWS = ("Three months ended March 31, 2025", "Three months ended March 31, 2024")
Members = dict[str, str]


def table(caption: str, heads: Sequence[str], rows: str, above: str = "") -> str:
    """A table below its caption; `above` is a row over the headers, with how many columns each cell spans."""
    lines = ["|".join(heads), *rows.strip().splitlines()]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line.split('|'))}</tr>" for line in lines)
    return f"<p>{caption}</p><p>(In millions)</p><table>{above}{cells}</table>"


def parts(folder: Path, text: str) -> dict[tuple[str, str], tuple[str, Members]]:
    """The concept and the members of each figure of the first quarter of 2025, by its row and header."""
    company, out = folder / "taxonomy" / "small", folder / "instances" / "small-2025q1"
    path = small(folder, text)
    begun(company, path, *SMALL)
    tieout("new", "release", company, "2025q1", "--from", path, "--published", "2025-04-24", "--out", out)
    assert tieout("check", out).exit_code in (0, 1)
    return {
        (fact.place.row, fact.place.head): (fact.concept.name, dict(fact.members))
        for _, fact in read_folder(out).facts.printed
        if str(fact.period.end) == "2025-03-31"
    }


def below(*tables: str, income: str = INCOME) -> str:
    """The quarter's statements with tables below them."""
    return page(income=income).replace("</body>", f"{''.join(tables)}</body>")


def of_now(found: dict[tuple[str, str], tuple[str, Members]]) -> dict[str, Members]:
    """The members of the figures of revenue, by row."""
    return {row: members for (row, _), (concept, members) in found.items() if concept == "Revenues"}


@pytest.mark.parametrize(
    ("caption", "axis"),
    [
        ("Revenue of each division is as follows:", "StatementBusinessSegmentsAxis"),
        ("Revenue by customer location:", "StatementGeographicalAxis"),
        ("Revenue by line of business:", "ProductOrServiceAxis"),
        ("Revenue by sales channel:", "ContractWithCustomerSalesChannelAxis"),
    ],
)
def test_rows_are_members_on_the_axis_that_the_caption_names(caption: str, axis: str, tmp_path: Path) -> None:
    rows = "Boats|3,000|2,700\nPiers|2,760|2,370\nTotal|5,760|5,070"
    found = of_now(parts(tmp_path, below(table(caption, ("", *FLOWS), rows))))
    assert found["Boats"] == {axis: "BoatsMember"}
    assert found["Piers"] == {axis: "PiersMember"}
    # The consolidated amount has none.
    assert found["Total"] == {}


def test_rows_and_columns_are_on_two_axes(tmp_path: Path) -> None:
    rows = "Moorings|2,000|1,100|3,100\nRepairs|1,500|1,160|2,660\nTotal|3,500|2,260|5,760"
    caption = "Revenue between Norway and other countries, and further by line of business:"
    text = table(f"{caption}</p><p>{FLOWS[0]}", ("", "Norway", "International", "Total"), rows)
    found = parts(tmp_path, below(text))
    assert found["Moorings", "Norway"] == (
        "Revenues",
        {"StatementGeographicalAxis": "NorwayMember", "ProductOrServiceAxis": "MooringsMember"},
    )
    assert found["Moorings", "Total"] == ("Revenues", {"ProductOrServiceAxis": "MooringsMember"})
    assert found["Total", "Norway"] == ("Revenues", {"StatementGeographicalAxis": "NorwayMember"})
    assert found["Total", "Total"] == ("Revenues", {})


def test_columns_below_a_header_are_parts_of_the_segment_that_it_names(tmp_path: Path) -> None:
    rows = "Sales|1,000|900|800|2,700\nRentals|1,100|1,100|860|3,060\nTotal|2,100|2,000|1,660|5,760"
    above = '<tr><td></td><td colspan="2">Marine</td><td></td><td></td></tr>'
    caption = f"Revenue by category and by business unit:</p><p>{FLOWS[0]}"
    heads = ("", "Boats", "Piers", "Lodging", "Total")
    found = parts(tmp_path, below(table(caption, heads, rows, above)))
    assert found["Rentals", "Marine Piers"][1] == {
        "ProductOrServiceAxis": "RentalsMember",
        "StatementBusinessSegmentsAxis": "MarineMember",
        "SubsegmentsAxis": "PiersMember",
    }
    assert found["Rentals", "Lodging"][1] == {
        "ProductOrServiceAxis": "RentalsMember",
        "StatementBusinessSegmentsAxis": "LodgingMember",
    }


def test_columns_that_one_after_them_sums_are_its_parts(tmp_path: Path) -> None:
    rows = (
        "Sales|1,000|900|1,900|800|2,700\nRentals|1,100|1,100|2,200|860|3,060\n"
        "Total|2,100|2,000|4,100|1,660|5,760"
    )
    caption = f"Revenue by reportable segment and by category:</p><p>{FLOWS[0]}"
    heads = ("", "North Coast", "South Coast", "Total Marine", "Lodging", "Total Small Works Corp.")
    found = parts(tmp_path, below(table(caption, heads, rows)))
    assert found["Sales", "North Coast"][1] == {
        "ProductOrServiceAxis": "SalesMember",
        "StatementBusinessSegmentsAxis": "MarineMember",
        "SubsegmentsAxis": "NorthCoastMember",
    }
    assert found["Sales", "Total Small Works Corp."][1] == {"ProductOrServiceAxis": "SalesMember"}


def test_headings_name_parts_whose_rows_are_the_same(tmp_path: Path) -> None:
    rows = """
MARINE||
Norway|1,500|1,300
International|1,500|1,400
Worldwide|3,000|2,700
LODGING||
Norway|1,760|1,470
International|1,000|900
Worldwide|2,760|2,370
"""
    text = table("Revenue by segment of business", ("", *FLOWS), rows)
    company, out = tmp_path / "taxonomy" / "small", tmp_path / "instances" / "small-2025q1"
    path = small(tmp_path, below(text))
    begun(company, path, *SMALL)
    tieout("new", "release", company, "2025q1", "--from", path, "--published", "2025-04-24", "--out", out)
    found = {
        (fact.text, *sorted(member for _, member in fact.members))
        for _, fact in read_folder(out).facts.printed
        if fact.concept.name == "Revenues" and str(fact.period.end) == "2025-03-31" and fact.members
    }
    assert {("3,000", "MarineMember"), ("2,760", "LodgingMember")} <= found
    assert {("1,500", "MarineMember", "NorwayMember"), ("1,760", "LodgingMember", "NorwayMember")} <= found


def test_rows_within_what_another_table_has_columns_of_are_parts_of_segments(tmp_path: Path) -> None:
    sold = """
Boats|1,000|900
Sails|1,100|900
Total Marine|2,100|1,800
Rooms|2,000|1,900
Meals|1,660|1,370
Total Lodging Services|3,660|3,270
Total revenue|5,760|5,070
"""
    columns = "Revenue|2,100|3,660|5,760\nOperating income|300|400|700"
    text = below(
        table("Revenue by product and service offering:", ("", *FLOWS), sold),
        table(
            f"Management view of the segments</p><p>{FLOWS[0]}",
            ("", "Marine", "Lodging Services", "Total"),
            columns,
        ),
    )
    found = of_now(parts(tmp_path, text))
    segment, product = "StatementBusinessSegmentsAxis", "ProductOrServiceAxis"
    assert found["Boats"].keys() == found["Meals"].keys() == {segment, product}
    assert found["Total Marine"].keys() == found["Total Lodging Services"].keys() == {segment}


def test_a_total_that_names_a_segment_is_of_that_segment(tmp_path: Path) -> None:
    columns = "Revenue|2,100|3,660|5,760\nOperating income|300|400|700"
    rows = "Boats|1,000|900\nSails|1,100|900\nTotal Marine revenue|2,100|1,800"
    text = below(
        table(f"Results of our segments:</p><p>{FLOWS[0]}", ("", "Marine", "Lodging", "Total"), columns),
        table("Revenue by offerings in our Marine reportable segment:", ("", *FLOWS), rows),
    )
    found = of_now(parts(tmp_path, text))
    segment = {"StatementBusinessSegmentsAxis": "MarineMember"}
    assert found["Total Marine revenue"] == segment
    assert found["Boats"] == {**segment, "ProductOrServiceAxis": "BoatsMember"}


def test_the_parts_of_a_line_of_revenue_are_what_was_sold(tmp_path: Path) -> None:
    rows = "Moorings|3,000|2,600\nRepairs|2,120|1,880\nTotal|5,120|4,480"
    found = of_now(
        parts(tmp_path, below(table("Subscription Revenue by service offering", ("", *FLOWS), rows)))
    )
    assert found["Moorings"] == {"ProductOrServiceAxis": "MooringsMember"}


def test_a_table_of_revenue_that_says_no_more_is_of_what_was_sold(tmp_path: Path) -> None:
    rows = "Moorings|3,000|2,700\nRepairs|2,760|2,370\nRevenue|5,760|5,070"
    found = of_now(parts(tmp_path, below(table("Note 3 - Revenue", ("", *FLOWS), rows))))
    assert found["Moorings"] == {"ProductOrServiceAxis": "MooringsMember"}
    assert found["Revenue"] == {}


def test_parts_of_parts_are_of_no_kind_that_nothing_says(tmp_path: Path) -> None:
    rows = """
Sloops|500|450
Ketches|500|450
Boats|1,000|900
Sails|1,100|900
Marine|2,100|1,800
Lodging|3,660|3,270
Revenue|5,760|5,070
"""
    found = of_now(parts(tmp_path, below(table("Revenue disaggregated by type", ("", *FLOWS), rows))))
    assert found["Sloops"].keys() == {"ProductOrServiceAxis"}


def test_a_table_of_one_segment_is_not_of_the_whole_company(tmp_path: Path) -> None:
    rows = "Norway|900|800\nOther countries|1,300|1,200\nTotal segment revenue|2,200|2,000"
    found = of_now(parts(tmp_path, below(table("Marine revenue by customer location:", ("", *FLOWS), rows))))
    assert found["Norway"] == {
        "StatementBusinessSegmentsAxis": "MarineMember",
        "StatementGeographicalAxis": "NorwayMember",
    }
    assert found["Total segment revenue"] == {"StatementBusinessSegmentsAxis": "MarineMember"}


def test_figures_of_nobody_in_particular_are_not_taken_for_the_companys(tmp_path: Path) -> None:
    rows = "Norway|900|800\nOther countries|1,300|1,200\nTotal|2,200|2,000"
    found = parts(tmp_path, below(table("Revenue by customer location:", ("", *FLOWS), rows)))
    assert not {"Norway", "Other countries"} & of_now(found).keys()


def test_a_title_in_the_stub_begins_a_table_of_its_own(tmp_path: Path) -> None:
    rows = "Boats|3,000|2,700\nPiers|2,760|2,370\nTotal|5,760|5,070"
    text = table("", ("Revenue by segment", *FLOWS), rows).removeprefix("<p></p><p>(In millions)</p>")
    found = of_now(parts(tmp_path, below(text)))
    assert found["Boats"] == {"StatementBusinessSegmentsAxis": "BoatsMember"}


def test_what_leads_from_one_amount_to_another_is_no_breakdown(tmp_path: Path) -> None:
    rows = (
        "Net income|754|527\nProvision for income taxes|198|141\nInterest expense|41|44\n"
        "Segment income|993|712"
    )
    found = parts(tmp_path, below(table("Reconciliation of segment income", ("", *FLOWS), rows)))
    assert [row for (row, _), (_, members) in found.items() if members and "ncome" in row] == []


def test_a_heading_within_the_statement_of_income_says_what_its_rows_are(tmp_path: Path) -> None:
    rows = """
Revenue by region:||
Norway|3,000|2,700
Sweden|2,760|2,370
Total revenue|5,760|5,070
"""
    found = of_now(parts(tmp_path, below(income=f"{INCOME}{rows}")))
    assert found["Norway"] == {"StatementGeographicalAxis": "NorwayMember"}
    assert found["Sweden"] == {"StatementGeographicalAxis": "SwedenMember"}


def test_a_revenue_is_not_the_expense_that_filers_print_under_its_word(tmp_path: Path) -> None:
    income = INCOME.replace(
        "Subscriptions|5,120|4,480\nServices and other|640|590", "Service|5,120|4,480\nEquipment|640|590", 1
    )
    found = of_now(parts(tmp_path, below(income=income)))
    assert found["Equipment"] == {"ProductOrServiceAxis": "EquipmentMember"}


def test_a_total_and_a_part_of_like_words_are_two_members(tmp_path: Path) -> None:
    rows = """
Boat sales|3,000|2,700
Boat credits|100|90
Total boat revenue|3,100|2,790
Piers|2,660|2,280
Total revenue|5,760|5,070
"""
    found = of_now(parts(tmp_path, below(table("Revenue by source:", ("", *FLOWS), rows))))
    assert found["Boat sales"] != found["Total boat revenue"]


def test_headings_name_the_parts_whose_measures_stand_below_them(tmp_path: Path) -> None:
    rows = (
        "Boats|||\nRevenue|3,000|2,700\nSegment assets|1,000|900\nOperating income|300|270\n"
        "Piers|||\nRevenue|2,760|2,370\nSegment assets|800|700\nOperating income|276|237\n"
        "Consolidated|||\nRevenue|5,760|5,070\nSegment assets|1,800|1,600\nOperating income|576|507"
    )
    found = parts(tmp_path, below(table("Results of the reportable segments:", ("", *FLOWS), rows)))
    company = tmp_path / "instances" / "small-2025q1"
    printed = [
        (fact.place.row, fact.concept.name, str(fact.period), dict(fact.members))
        for _, fact in read_folder(company).facts.printed
        if fact.place.table.startswith("Results") and str(fact.period.end) == "2025-03-31"
    ]
    axis = "StatementBusinessSegmentsAxis"
    assert found
    assert [members for row, *_, members in printed if row == "Revenue"] == [
        {},
        {axis: "BoatsMember"},
        {axis: "PiersMember"},
    ]
    # One concept for all of a row's words, the company's where it shows them; and a balance is of the day.
    assert {concept for row, concept, *_ in printed if row == "Revenue"} == {"Revenues"}
    assert {period for row, _, period, _ in printed if row == "Segment assets"} == {"2025-03-31"}
    assert len({concept for row, concept, *_ in printed if row == "Segment assets"}) == 1


def test_headings_of_which_nothing_says_that_they_are_parts_are_none(tmp_path: Path) -> None:
    rows = (
        "Basic|||\nDistributed|1,000|900\nUndistributed|276|237\n"
        "Diluted|||\nDistributed|1,010|905\nUndistributed|266|232"
    )
    found = parts(tmp_path, below(table("Earnings by method of computation:", ("", *FLOWS), rows)))
    assert all(not members for (row, _), (_, members) in found.items() if "istributed" in row)


def test_a_balance_that_is_rolled_forward_is_broken_down_by_its_columns_alone(tmp_path: Path) -> None:
    rows = (
        "Order backlog - December 31, 2024|100|50|150\nAdditions|10|5|15\n"
        "Order backlog - March 31, 2025|110|55|165"
    )
    heads = ("", "Boats", "Piers", "Total")
    found = parts(tmp_path, below(table("Order backlog by reportable segment", heads, rows)))
    axis = "StatementBusinessSegmentsAxis"
    closing = found["Order backlog - March 31, 2025", "Boats"]
    assert closing[1] == {axis: "BoatsMember"}
    assert found["Order backlog - March 31, 2025", "Total"] == (closing[0], {})
    assert found["Additions", "Piers"][1] == {axis: "PiersMember"}
    assert found["Additions", "Total"][0] != closing[0]
    opening = [
        (fact.concept.name, str(fact.figure.value))
        for _, fact in read_folder(tmp_path / "instances" / "small-2025q1").facts.printed
        if fact.place.row.startswith("Order") and str(fact.period) == "2024-12-31" and fact.figure
    ]
    assert opening[0][0] == closing[0]


def test_columns_of_amounts_are_these_amounts_of_the_rows_and_no_members(tmp_path: Path) -> None:
    heads = ("", *(f"{amount} {when}" for amount in ("Net sales", "Operating income") for when in FLOWS))
    rows = "Boats|3,000|2,700|300|270\nPiers|2,760|2,370|210|150\nTotal segments|5,760|5,070|510|420"
    found = parts(tmp_path, below(table("Results by reportable segment:", heads, rows)))
    axis = "StatementBusinessSegmentsAxis"
    of = {(row, head.split(" Three")[0]): said for (row, head), said in found.items() if "Three" in head}
    assert of["Boats", "Net sales"] == ("Revenues", {axis: "BoatsMember"})
    assert of["Boats", "Operating income"][1] in ({}, {axis: "BoatsMember"})
    members = {member for _, named in found.values() for member in named.values()}
    assert not any("Sales" in member or "Income" in member for member in members)


def test_a_heading_that_is_an_amount_says_what_its_rows_are_and_not_whose(tmp_path: Path) -> None:
    rows = """Revenue||
Boats|3,000|2,700
Piers|2,760|2,370
Total|5,760|5,070
Operating income||
Boats|600|402
Piers|393|310
Total|993|712"""
    found = parts(tmp_path, below(table("Segment revenue and operating income", ("", *FLOWS), rows)))
    boats = ("OperatingIncomeLoss", {"StatementBusinessSegmentsAxis": "BoatsMember"})
    assert found["Boats", FLOWS[0]] == boats
    assert found["Total", FLOWS[0]] == ("OperatingIncomeLoss", {})
