"""Cells that print the scale behind the number: `$4,210 million` in a table of key figures."""

from decimal import Decimal
from pathlib import Path

import pytest

from layout_helpers import Read, codes, made_up, only, page, reader, values
from test_contact import PAGE
from tieout.contact import meet

HEAD = "||Q1 2025|Q1 2024"
MILLIONS = "|(In millions)|Q1 2025|Q1 2024"
NO_NUMBER = ["unreadable", "unreadable"]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return reader(tmp_path, made_up())


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Revenue|$4,210 million|$4,000 million", ["4210 USDe6", "4000 USDe6"]),
        ("Revenue|$ 4,210M|$ 4,000M", ["4210 USDe6", "4000 USDe6"]),
        ("Revenue|€1.2 bn|€1.1 bn", ["1.2 EURe9", "1.1 EURe9"]),
        ("Revenue|EUR 1.2bn|1.1 bn EUR", ["1.2 EURe9", "1.1 EURe9"]),
        ("Loss|$(4.2) million|$(4.1 million)", ["-4.2 USDe6", "-4.1 USDe6"]),
        ("Revenue|$1.2 billion|1.1 billion", ["1.2 USDe9", "1.1 USDe9"]),
        ("Sales|4.2 million yen|4.1 million yen", ["4.2 JPYe6", "4.1 JPYe6"]),
        ("Active users|1.2 million|1.1 million", ["1.2 usere6", "1.1 usere6"]),
        ("Shares outstanding|120.5 million|119.3 million", ["120.5 sharese6", "119.3 sharese6"]),
        ("Visits|1.2 million|1.1 million", NO_NUMBER),
        ("Term|12M|18M", NO_NUMBER),
        ("Range|$4.2 to $4.4 billion|$4.0 billion", ["unreadable", "4.0 USDe9"]),
    ],
)
def test_a_scale_behind_a_number_is_its_own(read: Read, row: str, expected: list[str]) -> None:
    assert list(values(only(read(page(HEAD, f"|{row}")))).values()) == [expected]


def test_it_counts_whatever_stands_above_where_money_is_sure(read: Read) -> None:
    rows = ("|Sales|4,210|4,000", "|Orders|$1.2 billion|$1.1 billion", "|Costs|3,900 million|3,700 million")
    found = values(only(read(page(MILLIONS, *rows, "|Visits|1.2 billion|1.1 billion"))))
    assert found["Orders"] == ["1.2 USDe9", "1.1 USDe9"]
    assert found["Costs"] == ["3900 USDe6", "3700 USDe6"]
    assert found["Visits"] == NO_NUMBER


@pytest.mark.whole
def test_its_fact_is_that_amount(tmp_path: Path) -> None:
    rows = "<tr><td>Order backlog</td><td>$ 5.2 million</td><td>$4.1 million</td></tr>\n</table>"
    path = tmp_path / "harbor.htm"
    path.write_text(PAGE.replace("</table>", rows, 1), encoding="utf-8")
    facts = meet(path, tmp_path / "definitions").done.facts.facts
    backlog = [one for one in facts if one.places and one.places[0].row == "Order backlog"]
    assert [one.value for one in backlog] == [Decimal(5_200_000), Decimal(4_100_000)]
    assert {one.decimals for one in backlog} == {-5}


def test_a_table_of_such_amounts_leaves_no_scale_open(read: Read) -> None:
    assert codes(only(read(page(HEAD, "|Revenue|$4.2 billion|$4.1 billion", "|Backlog|$5.2B|$5.1B")))) == []
    mixed = only(read(page(HEAD, "|Revenue|$4.2 billion|$4.1 billion", "|Backlog|$ 5,200|$ 5,100")))
    assert codes(mixed) == ["layout.scale-doubtful"]
