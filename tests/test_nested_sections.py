"""Sections within sections: headings, the totals that close them and titles say whose amounts rows are."""

from pathlib import Path

import pytest

from test_members import FLOWS, below, of_now, parts, table

pytestmark = pytest.mark.whole

SEGMENT, PRODUCT = "StatementBusinessSegmentsAxis", "ProductOrServiceAxis"
REGION, CUSTOMER = "StatementGeographicalAxis", "MajorCustomersAxis"
BESIDE = "ConsolidationItemsAxis"
# A table whose columns are the segments: what others call Marine and Lodging is known by it.
COLUMNS = ("", "Marine", "Lodging", "Total")
BY_SEGMENT = table(
    f"Results of the reportable segments:</p><p>{FLOWS[0]}",
    COLUMNS,
    "Revenue|3,100|2,660|5,760\nOperating income|300|276|576",
)


@pytest.mark.parametrize("end", ["", ":", " —"])
def test_products_below_a_segments_heading_are_of_both_and_its_bare_total_of_the_segment(
    end: str, tmp_path: Path
) -> None:
    rows = (
        f"Marine{end}||\nSloops|2,000|1,800\nOther|1,100|990\nTotal|3,100|2,790\n"
        f"Lodging{end}||\nRooms|1,660|1,480\nOther|1,000|800\nTotal|2,660|2,280\nTotal revenue|5,760|5,070"
    )
    found = parts(tmp_path, below(BY_SEGMENT, table("Revenue by product:", ("", *FLOWS), rows)))
    revenue = of_now(found)
    assert revenue["Sloops"] == {SEGMENT: "MarineMember", PRODUCT: "SloopsMember"}
    assert revenue["Other"] == {SEGMENT: "LodgingMember", PRODUCT: "OtherMember"}
    assert revenue["Total"] == {SEGMENT: "LodgingMember"}
    assert revenue["Total revenue"] == {}


def test_segments_above_places_above_products_are_three_axes(tmp_path: Path) -> None:
    rows = (
        "Marine:||\nDomestic:||\nSloops|1,500|1,300\nSails|600|500\nTotal Domestic|2,100|1,800\n"
        "International|1,000|990\nTotal Marine|3,100|2,790\n"
        "Lodging:||\nDomestic:||\nRooms|1,660|1,480\nMeals|500|400\nTotal Domestic|2,160|1,880\n"
        "International|500|400\nTotal Lodging|2,660|2,280\nTotal revenue|5,760|5,070"
    )
    found = of_now(parts(tmp_path, below(BY_SEGMENT, table("Revenue:", ("", *FLOWS), rows))))
    assert found["Sloops"] == {SEGMENT: "MarineMember", REGION: "DomesticMember", PRODUCT: "SloopsMember"}
    assert found["Total Domestic"] == {SEGMENT: "LodgingMember", REGION: "DomesticMember"}
    assert found["International"] == {SEGMENT: "LodgingMember", REGION: "InternationalMember"}
    assert found["Total Marine"] == {SEGMENT: "MarineMember"}
    assert found["Total revenue"] == {}


def test_a_heading_closes_only_with_its_own_name(tmp_path: Path) -> None:
    rows = (
        "Government:||\nNavy|1,500|1,300\nCoast guard|600|500\nTotal government|2,100|1,800\n"
        "Non-government|1,660|1,270\nForeign government|2,000|2,000\nTotal revenue|5,760|5,070"
    )
    found = of_now(parts(tmp_path, below(table("Revenue by customer:", ("", *FLOWS), rows))))
    assert found["Foreign government"] == {CUSTOMER: "ForeignGovernmentMember"}
    assert found["Total revenue"] == {}


def test_rows_that_are_called_as_products_and_services_are_these_of_each_segment(tmp_path: Path) -> None:
    rows = (
        "Net sales||\nMarine||\nProducts|2,000|1,800\nServices|1,100|990\nNet Marine sales|3,100|2,790\n"
        "Lodging||\nProducts|1,660|1,480\nServices|1,000|800\nNet Lodging sales|2,660|2,280\n"
        "Net sales|5,760|5,070"
    )
    found = of_now(parts(tmp_path, below(BY_SEGMENT, table("Results:", ("", *FLOWS), rows))))
    assert {SEGMENT, PRODUCT} == found["Services"].keys()
    assert found["Net Marine sales"] == {SEGMENT: "MarineMember"}


def test_external_and_intersegment_revenue_are_apart_from_all_of_a_segment(tmp_path: Path) -> None:
    rows = (
        "External revenue||\nMarine|3,100|2,790\nLodging|2,660|2,280\n"
        "Total reportable segments|5,760|5,070\n"
        "Intersegment revenue||\nMarine|20|18\nLodging|7|6\nTotal reportable segments|27|24\n"
        "Total revenue||\nMarine|3,120|2,808\nLodging|2,667|2,286\nTotal reportable segments|5,787|5,094"
    )
    title = "Revenue of the two reportable segments:"
    found = parts(tmp_path, below(BY_SEGMENT, table(title, ("", *FLOWS), rows)))
    assert found["Marine", FLOWS[0]] == (
        "Revenues",
        {SEGMENT: "MarineMember", BESIDE: "OperatingSegmentsMember"},
    )
    # Each of the three is a fact of its own: none contradicts another, or none would have a member.
    assert found["Total reportable segments", FLOWS[0]] == ("Revenues", {BESIDE: "OperatingSegmentsMember"})


def test_revenue_from_customers_of_whom_a_heading_speaks(tmp_path: Path) -> None:
    rows = (
        "Revenue - unaffiliated customers:||||\nTickets|2,000|1,660|3,660\nMeals|1,000|1,000|2,000\n"
        "Total revenue - unaffiliated customers|3,000|2,660|5,660\n"
        "Total revenue - affiliated customers|100|0|100\nTotal revenue|3,100|2,660|5,760"
    )
    found = parts(tmp_path, below(table(f"Results of the segments:</p><p>{FLOWS[0]}", COLUMNS, rows)))
    concept, members = found["Total revenue - affiliated customers", "Marine"]
    assert (concept, members) == (
        "Revenues",
        {SEGMENT: "MarineMember", CUSTOMER: "AffiliatedCustomersMember"},
    )
    assert found["Total revenue", "Marine"] == ("Revenues", {SEGMENT: "MarineMember"})


def test_what_has_an_operating_income_is_a_segment_and_no_product_or_place(tmp_path: Path) -> None:
    rows = (
        "Revenue:||\nU.S. Lamps|3,100|2,790\nForeign Wicks|2,660|2,280\nTotal revenue|5,760|5,070\n"
        "Operating income:||\nU.S. Lamps|717|500\nForeign Wicks|276|212\nTotal operating income|993|712"
    )
    found = parts(tmp_path, below(table("Results:", ("", *FLOWS), rows)))
    concept, members = found["U.S. Lamps", FLOWS[0]]
    assert (concept, members.keys()) == ("OperatingIncomeLoss", {SEGMENT})
    assert of_now(found)["Total revenue"] == {}


def test_an_amount_that_nothing_knows_is_broken_down_by_known_segments(tmp_path: Path) -> None:
    rows = "Segment contribution:||\nMarine|210|180\nLodging|140|120\nTotal segment contribution|350|300"
    found = parts(tmp_path, below(BY_SEGMENT, table("Contribution:", ("", *FLOWS), rows)))
    whole, members = found["Total segment contribution", FLOWS[0]]
    assert members == {}
    assert found["Marine", FLOWS[0]] == (whole, {SEGMENT: "MarineMember"})


def test_what_leads_from_segments_to_income_is_no_segment(tmp_path: Path) -> None:
    rows = (
        "Segment income|1,200|900\nUnallocated rent|(180)|(160)\nOther corporate matters|(68)|(72)\n"
        "Income before income taxes|952|668"
    )
    found = parts(tmp_path, below(BY_SEGMENT, table("Segment reconciliation:", ("", *FLOWS), rows)))
    assert SEGMENT not in found["Unallocated rent", FLOWS[0]][1]
    assert found["Income before income taxes", FLOWS[0]][1] == {}


def test_restructuring_costs_are_of_their_type_the_plan_and_the_segment(tmp_path: Path) -> None:
    rows = "Severance|30|12|42\nLeases given up|10|8|18\nTotal restructuring charges|40|20|60"
    title = f"Restructuring costs under the Calm Harbour Program:</p><p>{FLOWS[0]}"
    found = parts(tmp_path, below(BY_SEGMENT, table(title, COLUMNS, rows)))
    type_, plan = "RestructuringCostAndReserveAxis", "RestructuringPlanAxis"
    assert found["Severance", "Marine"][1] == {
        SEGMENT: "MarineMember",
        type_: "SeveranceMember",
        plan: "CalmHarbourProgramMember",
    }
    total, members = found["Total restructuring charges", "Total"]
    assert members == {plan: "CalmHarbourProgramMember"}
    assert found["Severance", "Total"][0] == total


def test_a_title_names_the_segment_of_all_its_table(tmp_path: Path) -> None:
    rows = "Sloops|2,000|1,790\nSails|1,050|900\nTotal|3,050|2,690"
    title = "The following table shows further the Marine segment revenue by product:"
    found = of_now(parts(tmp_path, below(BY_SEGMENT, table(title, ("", *FLOWS), rows))))
    assert found["Sloops"] == {SEGMENT: "MarineMember", PRODUCT: "SloopsMember"}
    assert found["Total"] == {SEGMENT: "MarineMember"}


def test_a_column_of_words_says_of_which_segment_each_row_is(tmp_path: Path) -> None:
    rows = "Sloops|3,100|2,790|Marine\nRooms|2,660|2,280|Lodging\nTotal revenue|5,760|5,070|"
    found = of_now(parts(tmp_path, below(table("Products:", ("", *FLOWS, "Primary segment"), rows))))
    assert found["Sloops"] == {SEGMENT: "MarineMember", PRODUCT: "SloopsMember"}
    assert found["Total revenue"] == {}


def test_what_an_expense_is_made_of_is_no_product(tmp_path: Path) -> None:
    rows = "Research and development||\nPayroll|900|800\nOutside services|340|305\n"
    rows += "Total research and development|1,240|1,105"
    found = parts(tmp_path, below(table("Operating expenses in detail:", ("", *FLOWS), rows)))
    assert found["Outside services", FLOWS[0]][1] == {}


def test_members_are_told_apart_by_their_numbers(tmp_path: Path) -> None:
    rows = "Region 1|3,100|2,790\nRegion 2|2,660|2,280\nTotal revenue|5,760|5,070"
    found = of_now(parts(tmp_path, below(table("Revenue by region:", ("", *FLOWS), rows))))
    assert found["Region 1"][REGION] != found["Region 2"][REGION]
