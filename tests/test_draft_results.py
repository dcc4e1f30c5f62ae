"""A profit is printed as one, whatever the concept that a draft gives it."""

from decimal import Decimal
from pathlib import Path

import pytest

from test_draft import CASH, INCOME, page, small
from tieout import read


@pytest.mark.whole
def test_a_profit_in_words_of_the_companys_own_is_no_loss_where_the_cash_flow_begins(tmp_path: Path) -> None:
    own = "Profit of consolidated and affiliated companies"
    shared = INCOME.replace(
        "Net income|754|527\n",
        f"{own}|754|527\nLess: Profit attributable to noncontrolling interests|(14)|(9)\nProfit|740|518\n",
    )
    flows = CASH.replace("Net income|754|527", f"{own}|754|527")
    text = page(income=shared, cash=flows).replace("March 31", "June 30")
    # The flows are of the half year, so that the statement of income says nothing of their signs.
    before, name, behind = text.rpartition("Condensed Consolidated Statements of Cash Flows")
    text = before + name + behind.replace("Three months", "Six months")
    facts = read(small(tmp_path, text)).facts
    found = [fact for fact in facts if fact.printed == "754"]
    assert len(found) == 2
    assert {fact.value for fact in found} == {Decimal(754_000_000)}
