"""The side of the books that a company's own concepts are on, where no total of a statement tells it."""

from pathlib import Path

from test_draft import SMALL, begun
from tieout.definitions import load_company

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
