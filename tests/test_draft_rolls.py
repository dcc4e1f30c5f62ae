"""Roll-forwards: what moves a balance gets an element of that balance, with the sign that it is printed."""

from decimal import Decimal
from pathlib import Path

import pytest

import tieout
from tieout import Fact

pytestmark = pytest.mark.whole

BALANCE = """\
Example Corporation
CONSOLIDATED BALANCE SHEETS
(in millions)
|December 31, 2023|December 31, 2022
Cash|120|110
Goodwill|{goodwill}|905
Total assets|{assets}|1,015
Common stock|{assets}|1,015
Total liabilities and equity|{assets}|1,015
"""
ROLL = """\
The following table presents {what} by segment:
(in millions)
|Boats|Engines|Total
Balance at December 31, 2022|600|305|905
{moves}
Balance at December 31, 2023|{end}
"""


def page(parts: list[str]) -> str:
    """A page of tables, their cells parted by bars; other lines are paragraphs."""
    found = []
    for part in parts:
        rows = [line.split("|") for line in part.splitlines()]
        for row in rows:
            cells = "".join(f"<td>{cell}</td>" for cell in row)
            found.append(f"<p>{row[0]}</p>" if len(row) == 1 else f"<tr>{cells}</tr>")
    text, open_ = "", False
    for piece in found:
        if piece.startswith("<tr>") != open_:
            text += "</table>" if open_ else "<table>"
            open_ = not open_
        text += piece
    return f"<html><body>{text}{'</table>' if open_ else ''}</body></html>"


def facts(tmp_path: Path, moves: str, end: str, what: str = "the changes in goodwill") -> list[Fact]:
    total = end.rpartition("|")[2]
    assets = str(120 + int(total))
    file = tmp_path / "release.htm"
    balance = BALANCE.format(goodwill=total, assets=assets)
    file.write_text(page([balance, ROLL.format(moves=moves, end=end, what=what)]))
    return list(tieout.read(file).facts)


def row_of(fact: Fact) -> str:
    return (fact.place.row or "") if fact.place is not None else ""


def moved(found: list[Fact], printed: str) -> list[tuple[str, int]]:
    """The element and the amount in millions of what the total column prints on some row."""
    rows = (fact for fact in found if row_of(fact).startswith(printed) and not fact.members)
    return [(fact.concept, int(Decimal(fact.value) / 10**6)) for fact in rows]


@pytest.mark.parametrize(
    ("row", "element", "amount"),
    [
        ("Acquisitions|30|10|40", "GoodwillAcquiredDuringPeriod", 40),
        ("Currency translation|(20)|(10)|(30)", "GoodwillForeignCurrencyTranslationGainLoss", -30),
        ("Currency translation|20|10|30", "GoodwillForeignCurrencyTranslationGainLoss", 30),
        ("Impairments|(20)|—|(20)", "GoodwillImpairmentLoss", 20),
        ("Divestitures|(20)|—|(20)", "GoodwillWrittenOffRelatedToSaleOfBusinessUnit", 20),
        ("Other|(2)|—|(2)", "GoodwillOtherIncreaseDecrease", -2),
    ],
)
def test_what_moves_goodwill_has_its_elements(tmp_path: Path, row: str, element: str, amount: int) -> None:
    by = [int(cell.replace("(", "-").strip(")").replace("—", "0")) for cell in row.split("|")[1:]]
    end = "|".join(str(start + change) for start, change in zip((600, 305, 905), by, strict=True))
    found = facts(tmp_path, row, end)
    assert moved(found, row.partition("|")[0]) == [(element, amount)]
    assert {fact.concept for fact in found if row_of(fact).startswith("Balance")} == {"Goodwill"}


def test_translation_of_goodwill_is_never_sure(tmp_path: Path) -> None:
    """Filers show an increase with either sign."""
    found = facts(tmp_path, "Currency translation|20|10|30", "620|315|935")
    assert [fact.sure for fact in found if row_of(fact).startswith("Currency")] == [False] * 3


def test_a_caption_of_two_things_is_of_neither(tmp_path: Path) -> None:
    found = facts(tmp_path, "Acquisitions and divestitures|30|(10)|20", "630|295|925")
    ((concept, amount),) = moved(found, "Acquisitions")
    assert amount == 20
    assert not concept.startswith(("Goodwill", "Payments", "Proceeds"))


def test_figures_of_the_balance_sheet_say_it_where_the_title_does_not(tmp_path: Path) -> None:
    found = facts(tmp_path, "Acquisitions|30|10|40", "630|315|945", what="the activity of the year")
    assert moved(found, "Acquisitions") == [("GoodwillAcquiredDuringPeriod", 40)]


def test_what_moves_another_balance_is_no_payment(tmp_path: Path) -> None:
    """A roll-forward of something that no statement shows move: its lines are the company's own."""
    file = tmp_path / "release.htm"
    rows = "|Boats|Engines|Total\nWarranty reserve at December 31, 2022|60|30|90\nPayments|(20)|(10)|(30)\n"
    title = "The following table presents the warranty reserve:\n(in millions)\n"
    file.write_text(page([title + rows + "Warranty reserve at December 31, 2023|40|20|60"]))
    found = list(tieout.read(file).facts)
    payments = [fact for fact in found if row_of(fact).startswith("Payments")]
    assert payments
    assert not any(fact.concept.startswith(("Payments", "Repayments")) for fact in payments if fact.element)


def test_gross_goodwill_stands_above_what_is_taken_off(tmp_path: Path) -> None:
    file = tmp_path / "release.htm"
    lines = [
        "The following table presents the changes in goodwill by segment:",
        "(in millions)",
        "|Boats|Engines|Total",
        "Goodwill at December 31, 2022|600|305|905",
        "Accumulated impairment losses at December 31, 2022|(50)|—|(50)",
        "Balance at December 31, 2022|550|305|855",
        "Acquisitions|30|10|40",
        "Balance at December 31, 2023|580|315|895",
    ]
    file.write_text(page(["\n".join(lines)]))
    found = list(tieout.read(file).facts)
    assert moved(found, "Goodwill at") == [("GoodwillGross", 905)]
    assert moved(found, "Accumulated") == [("GoodwillImpairedAccumulatedImpairmentLoss", 50)]
    assert moved(found, "Balance at") == [("Goodwill", 855), ("Goodwill", 895)]
