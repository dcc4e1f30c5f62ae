"""Parts that an earlier table has named are parts of other amounts, too, where no word says what they are."""

from pathlib import Path

import pytest

from test_members import FLOWS, below, parts, table

pytestmark = pytest.mark.whole

SEGMENT = "StatementBusinessSegmentsAxis"
# A table whose columns are the segments.
BY_SEGMENT = table(
    f"Results of the reportable segments:</p><p>{FLOWS[0]}",
    ("", "Marine", "Lodging", "Total"),
    "Revenue|3,100|2,660|5,760\nOperating income|300|276|576",
)


def test_purchases_below_the_names_of_segments_are_of_segments(tmp_path: Path) -> None:
    rows = "Depreciation and amortization||\nMarine|136|121\nLodging|100|100\nTotal|236|221\n"
    rows += "Purchases of property and equipment||\nMarine|150|140\nLodging|102|100\nTotal|252|240"
    found = parts(tmp_path, below(BY_SEGMENT, table("Other information", ("", *FLOWS), rows)))
    bought = [
        members
        for (row, _), (concept, members) in found.items()
        if row in ("Marine", "Lodging") and concept == "PaymentsToAcquirePropertyPlantAndEquipment"
    ]
    assert bought == [{SEGMENT: "MarineMember"}, {SEGMENT: "LodgingMember"}]
    assert found["Total", FLOWS[0]] == ("PaymentsToAcquirePropertyPlantAndEquipment", {})


def test_an_amount_by_names_of_segments_needs_no_word_that_says_so(tmp_path: Path) -> None:
    rows = (
        "Capital expenditures||\nMarine|150|140\nLodging|102|100\nConsolidated capital expenditures|252|240"
    )
    found = parts(tmp_path, below(BY_SEGMENT, table("Other information", ("", *FLOWS), rows)))
    concept, members = found["Consolidated capital expenditures", FLOWS[0]]
    assert members == {}
    assert found["Marine", FLOWS[0]] == (concept, {SEGMENT: "MarineMember"})
    assert found["Lodging", FLOWS[0]] == (concept, {SEGMENT: "LodgingMember"})
