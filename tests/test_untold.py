"""A concept of a company's own is sure only if its name tells what it is."""

from pathlib import Path

import pytest

from test_draft import page, small
from tieout import Fact, read

# Each takes a release the whole way.
pytestmark = pytest.mark.whole


def facts_below(
    tmp_path: Path, caption: str, heads: tuple[str, ...], rows: str, unit: str = "(In millions)"
) -> dict[str, Fact]:
    """The facts of a quarter's page with one more table at its end, by their printed figures."""
    lines = ["|".join(("", *heads)), *rows.strip().splitlines()]
    cells = ("".join(f"<td>{cell}</td>" for cell in line.split("|")) for line in lines)
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    text = page().replace("</body>", f"<p>{caption}</p><p>{unit}</p><table>{table}</table></body>")
    return {fact.printed: fact for fact in read(small(tmp_path, text)).facts}


NOW, THEN = "Three months ended March 31, 2025", "Three months ended March 31, 2024"


def test_a_caption_of_two_amounts_is_told_by_the_headings_above(tmp_path: Path) -> None:
    rows = """
Wages of lamp keepers:||
Northern coast|311|302
Southern coast|217|208
Costs of lamp rooms:||
Northern coast|(41)|(39)
Southern coast|(23)|(22)
Lamp rooms and storage|(64)|(61)
Islands|12|11
Wages of others:||
Islands|7|8
"""
    found = facts_below(tmp_path, "Further data", (NOW, THEN), rows)
    # A total closes what its heading is above.
    assert found["12"].concept.endswith("Islands")
    assert "Costs" not in found["12"].concept
    assert found["311"].concept.endswith("WagesOfLampKeepersNorthernCoast")
    assert found["(41)"].concept.endswith("CostsOfLampRoomsNorthernCoast")
    # A cost that its total takes in as an income is for a person to look at.
    assert found["(41)"].value > 0 or not found["(41)"].sure


def test_a_caption_of_two_amounts_that_nothing_tells_apart_is_doubtful(tmp_path: Path) -> None:
    rows = """
Northern lamps|311|302
Southern lamps|217|208
Wicks burnt at night|19|18
Northern lamps|41|39
Southern lamps|23|22
"""
    found = facts_below(tmp_path, "Further data", (NOW, THEN), rows)
    assert found["311"].concept != found["41"].concept
    assert not found["311"].sure
    assert not found["41"].sure
    assert found["19"].sure


def test_lines_whose_columns_say_what_is_measured_are_doubtful(tmp_path: Path) -> None:
    heads = (f"{NOW} Lamp sales", f"{NOW} Share of lamps", f"{THEN} Lamp sales", f"{THEN} Share of lamps")
    rows = """
Northern lamps|311|12.5%|302|12.4%
Southern lamps|217|8.1%|208|8.2%
"""
    found = facts_below(tmp_path, "Lamps of the coasts", heads, rows)
    assert found
    assert not any(found[printed].sure for printed in ("311", "12.5%", "217", "8.1%") if printed in found)


def test_a_part_of_a_doubtful_amount_is_no_surer_than_the_amount(tmp_path: Path) -> None:
    rows = """
Guesswork of the keepers by region:||
Northern coast|40|38
Southern coast|22|20
Keepers' lamps and wicks|62|58
"""
    found = facts_below(tmp_path, "Keepers' lamps and wicks by region", (NOW, THEN), rows)
    assert not found["62"].sure
    assert not found["40"].sure


def test_a_statement_that_says_it_is_pro_forma_is_not_the_companys_own(tmp_path: Path) -> None:
    caption = "Condensed Consolidated Statements of Operations - Pro Forma"
    rows = """
Total revenue|5,760|5,070
Total cost of revenue|1,380|1,290
Gross profit|4,380|3,780
Total operating expenses|3,250|2,990
Income from operations|1,130|790
Net income|871|604
"""
    found = facts_below(tmp_path, caption, (NOW, THEN), rows)
    assert found["754"].element == "us-gaap:NetIncomeLoss"
    assert found["754"].sure
    for printed in ("871", "1,130", "4,380"):
        assert found[printed].element is None
        assert not found[printed].sure


def test_columns_of_classes_of_stock_are_all_members_and_none_is_the_whole_company(tmp_path: Path) -> None:
    heads = (NOW, NOW, THEN, THEN)
    rows = "|Class A|Class B|Class A|Class B\nKeepers' shares, weighted|200|50|199|49"
    found = facts_below(tmp_path, "Earnings of the classes", heads, rows)
    members = {printed: set(found[printed].members.values()) for printed in ("200", "50")}
    assert members == {"200": {"ClassAMember"}, "50": {"ClassBMember"}}


def test_columns_of_which_none_is_said_to_be_the_whole_company_are_doubtful(tmp_path: Path) -> None:
    heads = (f"{NOW} Boats", f"{NOW} Piers", f"{THEN} Boats", f"{THEN} Piers")
    found = facts_below(tmp_path, "Wicks of the coasts", heads, "Wicks burnt at night|311|217|302|208")
    assert not found["311"].sure


@pytest.mark.parametrize(("unit", "sure"), [("", False), ("(In millions)", True)])
def test_money_in_a_table_that_states_no_scale_is_doubtful(tmp_path: Path, unit: str, sure: bool) -> None:
    rows = "Wicks burnt at night|$ 31|$ 30\nRopes spliced|14|15"
    found = facts_below(tmp_path, "Ropes and wicks", (NOW, THEN), rows, unit)
    assert found["14"].sure == sure


def test_an_amount_that_limits_is_part_of_a_name(tmp_path: Path) -> None:
    rows = "Lamp notes of $100,000 or more|31|30\nLamp notes of less than $100,000|14|15"
    found = facts_below(tmp_path, "Notes of the keepers", (NOW, THEN), rows)
    assert found["31"].concept == "LampNotesOf100000OrMore"
    assert found["14"].concept == "LampNotesOfLessThan100000"


def test_columns_of_which_one_names_an_amount_say_what_is_measured(tmp_path: Path) -> None:
    heads = (f"{NOW} Organic sales growth", f"{NOW} Tides", f"{THEN} Organic sales growth", f"{THEN} Tides")
    found = facts_below(tmp_path, "Growth of the coasts", heads, "Northern coast|3.1%|0.2%|2.9%|0.4%")
    assert not any(found[printed].sure for printed in ("3.1%", "0.2%") if printed in found)


def test_a_bare_total_is_named_after_its_table_or_else_doubtful(tmp_path: Path) -> None:
    rows = "Northern keepers|41.5|40.5\nSouthern keepers|22.25|20.25\nTotal|63.75|60.75"
    named = facts_below(tmp_path, "Hours of the keepers", (NOW, THEN), rows)
    assert "HoursOfTheKeepers" in named["63.75"].concept
    nowhere = facts_below(tmp_path, "Table 7 of the supplement", (NOW, THEN), rows)
    assert not nowhere["63.75"].sure


def test_what_a_table_for_other_periods_prints_again_is_no_surer(tmp_path: Path) -> None:
    def table(heads: tuple[str, str], rows: str) -> str:
        lines = ["|".join(("", *heads)), *rows.split("\n")]
        cells = ("".join(f"<td>{cell}</td>" for cell in line.split("|")) for line in lines)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"

    above = "<p>Further data</p><p>(In millions)</p>"
    now = table((NOW, THEN), "Northern lamps|311|302\nSouthern lamps|217|208\nNorthern lamps|41|39")
    heads = ("Six months ended March 31, 2025", "Six months ended March 31, 2024")
    more = table(heads, "Northern lamps|612|605\nSouthern lamps|431|417\nNorthern lamps|81|79")
    text = page().replace("</body>", f"{above}{now}{above}{more}</body>")
    found = {fact.printed: fact for fact in read(small(tmp_path, text)).facts}
    assert not found["311"].sure
    assert not found["612"].sure
