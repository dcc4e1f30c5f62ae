"""Parts of parts: products within segments, customers beside them, columns of parts without a whole."""

from pathlib import Path

import pytest

from test_draft import small
from test_members import FLOWS, below, of_now, parts, table
from tieout import read

pytestmark = pytest.mark.whole

SEGMENT, PRODUCT = "StatementBusinessSegmentsAxis", "ProductOrServiceAxis"
# A table whose columns are the segments: what a later one says `Total Marine` of is known by it.
COLUMNS = ("", "Marine", "Lodging", "Total")
BY_SEGMENT = table(
    f"Results of the reportable segments:</p><p>{FLOWS[0]}",
    COLUMNS,
    "Revenue|3,100|2,660|5,760\nOperating income|300|276|576",
)


def test_products_below_a_segment_are_of_both(tmp_path: Path) -> None:
    rows = "Sloops|2,000|1,800\nSails|1,100|990\nTotal Marine|3,100|2,790\n"
    rows += "Rooms|1,660|1,480\nMeals|1,000|800\nTotal Lodging|2,660|2,280\nTotal revenue|5,760|5,070"
    by_product = table("Revenue by major products and services:", ("", *FLOWS), rows)
    found = of_now(parts(tmp_path, below(BY_SEGMENT, by_product)))
    assert found["Sloops"] == {SEGMENT: "MarineMember", PRODUCT: "SloopsMember"}
    assert found["Total Marine"] == {SEGMENT: "MarineMember"}
    assert found["Total revenue"] == {}


@pytest.mark.parametrize(
    ("title", "rows", "axis", "member"),
    [
        (
            "Revenue by customer:",
            "U.S. government|2,000|1,600|3,600\nCommercial|1,100|1,060|2,160\nTotal|3,100|2,660|5,760",
            "MajorCustomersAxis",
            "USGovernmentMember",
        ),
        (
            "Revenue by contract type:",
            "Fixed-price|2,000|1,600|3,600\nTime-and-materials|1,100|1,060|2,160\nTotal|3,100|2,660|5,760",
            "ContractWithCustomerBasisOfPricingAxis",
            "FixedPriceMember",
        ),
    ],
)
def test_what_the_title_says_is_of_the_rows_and_not_of_the_segments_beside(
    title: str, rows: str, axis: str, member: str, tmp_path: Path
) -> None:
    found = parts(tmp_path, below(table(f"{title}</p><p>{FLOWS[0]}", COLUMNS, rows)))
    first = rows.split("|", 1)[0]
    assert found[first, "Marine"] == ("Revenues", {axis: member, SEGMENT: "MarineMember"})
    assert found[first, "Total"] == ("Revenues", {axis: member})


def test_goodwill_has_segments_and_no_channels(tmp_path: Path) -> None:
    rows = "Goodwill, December 31, 2024|410|120|530\nAcquired|30|5|35\nGoodwill, March 31, 2025|440|125|565"
    heads = ("", "U.S. Retail Boats", "Services and Piers", "Total")
    goodwill = table(f"Changes in the carrying amount of goodwill:</p><p>{FLOWS[0]}", heads, rows)
    found = parts(tmp_path, below(goodwill))
    axes = {axis for (_, head), (_, members) in found.items() if head in heads[1:3] for axis in members}
    assert axes == {SEGMENT}


def test_columns_of_places_without_a_total_are_all_parts(tmp_path: Path) -> None:
    rows = "Marine|1,200|1,900\nLodging|1,460|1,200\nTotal|2,660|3,100"
    heads = ("", "Norway", "Emerging markets")
    title = f"Revenue by market geography for each segment:</p><p>{FLOWS[0]}"
    found = parts(tmp_path, below(BY_SEGMENT, table(title, heads, rows)))
    place = "StatementGeographicalAxis"
    assert found["Marine", "Norway"] == ("Revenues", {SEGMENT: "MarineMember", place: "NorwayMember"})
    assert found["Total", "Norway"] == ("Revenues", {place: "NorwayMember"})


def test_what_a_heading_names_is_broken_down_below_it(tmp_path: Path) -> None:
    rows = "Operating income||\nMarine|300|270\nLodging|250|240\nTotal reportable segments|550|510"
    found = parts(tmp_path, below(BY_SEGMENT, table("Segment results:", ("", *FLOWS), rows)))
    assert found["Marine", FLOWS[0]][0] == "OperatingIncomeLoss"
    assert found["Marine", FLOWS[0]][1][SEGMENT] == "MarineMember"


def test_the_parts_of_a_total_that_is_a_balance_are_balances(tmp_path: Path) -> None:
    rows = "Assets:||\nMarine|4,100|3,900\nLodging|2,150|2,020\nTotal assets|6,250|5,920"
    release = small(tmp_path, below(table("Segment assets:", ("", *FLOWS), rows)))
    days = {(fact.printed, fact.start, str(fact.end)) for fact in read(release).facts}
    assert {("4,100", None, "2025-03-31"), ("2,020", None, "2024-03-31")} <= days
