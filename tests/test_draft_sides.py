"""The side of the books that a company's own concepts are on, where no total of a statement tells it."""

from decimal import Decimal
from pathlib import Path

import pytest

import tieout
from test_draft import SMALL, begun
from tieout.definitions import load_company

pytestmark = pytest.mark.whole

PAGE = """
<html><body><p>Small Works Corp.</p>
<p>Costs of closing plants were as follows (in millions):</p>
<table><tr><td>Fiscal 2024</td><td>Marine</td><td>Timber</td><td>Total</td></tr>
<tr><td>Relocation and other transition costs</td><td>10</td><td>4</td><td>14</td></tr>
<tr><td>Total exit charges</td><td>10</td><td>4</td><td>14</td></tr></table>
<p>Where the company has what it owns was as follows (in millions):</p>
<table><tr><td></td><td>December 31, 2024</td><td>December 31, 2023</td></tr>
<tr><td>Norland</td><td>71</td><td>69</td></tr><tr><td>Sudland</td><td>41</td><td>40</td></tr></table>
</body></html>
"""


def test_costs_and_what_a_company_has_are_of_a_debit(tmp_path: Path) -> None:
    text = tmp_path / "page.htm"
    text.write_text(PAGE, encoding="utf-8")
    begun(tmp_path / "small", text, *SMALL)
    company = load_company(tmp_path / "small")
    balances = {
        caption: line.concept.balance
        for statement in company.statements
        for line in statement.lines
        for caption in line.captions
        if line.concept.type == "monetary"
    }
    assert balances["Relocation and other transition costs"] == "debit"
    assert balances["Total exit charges"] == "debit"
    assert balances["Norland"] == "debit"


@pytest.mark.parametrize(
    ("caption", "amount"),
    [
        ("Loss (gain) on sale of assets", "-2000000"),
        ("(Gain) loss on sale of assets", "-2000000"),
        ("Gain (loss) on sale of assets", "2000000"),
    ],
)
def test_the_direction_that_is_not_in_brackets_is_what_bare_figures_are(
    tmp_path: Path, caption: str, amount: str
) -> None:
    """No total says it: the official element is a gain (loss), whichever the caption names first."""
    page = tmp_path / "page.htm"
    page.write_text(
        "<html><body><p>Small Works Corp.</p><p>Other amounts were as follows (in millions):</p><table>"
        "<tr><td></td><td>Year ended December 31, 2024</td><td>Year ended December 31, 2023</td></tr>"
        f"<tr><td>{caption}</td><td>2</td><td>1</td></tr><tr><td>Rent</td><td>7</td><td>6</td></tr>"
        "</table></body></html>",
        encoding="utf-8",
    )
    facts = [fact for fact in tieout.read(page).facts if fact.concept.startswith("GainLoss")]
    assert [fact.value for fact in facts if fact.end.year == 2024] == [Decimal(amount)]
