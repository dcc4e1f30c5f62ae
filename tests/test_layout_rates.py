"""Rows that are rates by their captions and have no per cent sign: in per cent where certain, never money."""

from pathlib import Path

import pytest

from layout_helpers import Read, codes, made_up, only, page, reader, values

HEAD = ("|(In millions)|Q1 2025|Q1 2024",)
WHOLE = ("|Revenue|1,100|985", "|EBITDA|170|151", "|Net income|50|45")
BROKEN = ("|Revenue|1,100.4|985.2", "|EBITDA|170.6|149.8", "|Net income|50.3|45.6")


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return reader(tmp_path, made_up())


@pytest.mark.parametrize(
    ("rows", "row", "expected"),
    [
        pytest.param(WHOLE, "EBITDA margin|15.5|15.2", "15.5 %", id="of decimal places that no money has"),
        pytest.param(BROKEN, "EBITDA margin|15.5|15.2", "15.5 %", id="that two rows of money make"),
        pytest.param(BROKEN, "EBITDA margin|17.5|19.2", "17.5", id="that none make"),
        pytest.param(WHOLE, "Operating margin|12|11", "12", id="whole as the money"),
        pytest.param(WHOLE, "Like-for-like sales growth|4.1|3.2", "4.1 %", id="of growth"),
        pytest.param(WHOLE, "Yield on loans|4.1|3.2", "4.1 %", id="of something"),
        pytest.param(WHOLE, "Average exchange rate|1.1|1.2", "1.1", id="of exchange"),
        pytest.param(WHOLE, "Costs as a percentage of sales|84|85", "84 %", id="said to be one"),
        pytest.param(WHOLE, "Gross margin|412|400", "412 USDe6", id="larger than any percentage"),
        pytest.param(WHOLE, "Gross margin|$42|$40", "42 USDe6", id="with a currency sign"),
        pytest.param(WHOLE, "Effect of a change in the tax rate|4|3", "4 USDe6", id="an effect of a rate"),
        pytest.param(WHOLE, "Interest rate swaps|4|3", "4 USDe6", id="a thing named by a rate"),
    ],
)
def test_a_rate_is_in_per_cent_or_of_no_unit(
    read: Read, rows: tuple[str, ...], row: str, expected: str
) -> None:
    found = only(read(page(*HEAD, *rows, f"|{row}")))
    assert values(found)[row.partition("|")[0]][0] == expected
    told = {"%": ["layout.percent-above"], "": ["layout.unit-missing"], "USDe6": []}
    if "percentage of" not in row:
        assert codes(found) == told[expected.partition(" ")[2]]


def test_what_a_rate_may_be_is_said_with_the_words_to_add(read: Read) -> None:
    (finding,) = only(read(page(*HEAD, *WHOLE, "|Operating margin|12|11"))).findings
    assert 'from "Operating margin" on, are rates' in finding.message
    assert 'vocabulary: {types: {percent: ["Operating margin"]}}' in finding.mend


@pytest.mark.parametrize(
    "rows",
    [
        ("|Sales|81|75", "|Cost of sales|60|55", "|Gross margin|21|20"),
        ("|Net income|50|45", "|Write-up of margin|20|25", "|Other|10|12", "|Adjusted income|80|82"),
    ],
    ids=["what the costs leave", "in a bridge"],
)
def test_a_margin_that_adds_up_is_money(read: Read, rows: tuple[str, ...]) -> None:
    found = only(read(page(*HEAD, *rows)))
    assert {cell for row in values(found).values() for cell in row if not cell.endswith("USDe6")} == set()
    assert codes(found) == []


def test_a_rate_in_japanese_is_one_by_the_end_of_its_caption(tmp_path: Path) -> None:
    read = reader(tmp_path, made_up("ja", "JPY"))
    found = only(
        read(
            page("|（百万円）|2025年3月31日|2024年3月31日", "|総資産|1,250|1,310", "|自己資本比率|45.2|44.1")
        )
    )
    assert values(found) == {"総資産": ["1250 JPYe6", "1310 JPYe6"], "自己資本比率": ["45.2 %", "44.1 %"]}
