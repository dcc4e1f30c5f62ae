"""The prose ties itself to the tables without patterns, and a figure that does not fit is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from test_contact import PAGE
from tieout.contact import Result, meet, result_of
from tieout.contact.shown import with_prose

Read = Callable[[str], Result]
PROSE = "Revenue was $5,760 thousand, call (207) 555-0100."


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def run(prose: str, page: str = PAGE) -> Result:
        path = tmp_path / "harbor.htm"
        assert PROSE in page
        path.write_text(page.replace(PROSE, prose), encoding="utf-8")
        return result_of(meet(path, tmp_path / "definitions"))

    return run


def ties(result: Result) -> list[tuple[str, str, int]]:
    facts = {one.fact.id: one.fact for one in result.facts}
    return [
        (tie.printed, facts[tie.fact].concept.name, facts[tie.fact].context.period.end.year)
        for tie in result.prose.ties
    ]


def test_a_rounded_amount_of_a_name_is_the_fact(read: Read) -> None:
    result = read("Gross profit for the six months ended July 31, 2025 was $4.34 million.")
    assert ties(result) == [("4.34", "GrossProfit", 2025)]


@pytest.mark.whole
def test_an_amount_that_is_compared_is_of_the_year_before(read: Read) -> None:
    result = read("Gross profit for the six months was $4.3 million, compared to $3.7 million last year.")
    assert ties(result) == [("4.3", "GrossProfit", 2025), ("3.7", "GrossProfit", 2024)]


@pytest.mark.whole
@pytest.mark.parametrize(
    "prose",
    [
        "The company opened stores for $4.3 million in the six months.",
        "Gross profit for the three months was $4.3 million.",
        "Gross profit for the six months is expected to be $4.3 million to $4.5 million.",
        "Gross profit for the six months was 4.3 million.",
    ],
    ids=["another name", "another period", "a range", "no currency"],
)
def test_what_is_not_certain_is_not_tied(read: Read, prose: str) -> None:
    assert ties(read(prose)) == []


@pytest.mark.whole
def test_another_amount_under_a_plain_name_is_told(read: Read) -> None:
    result = read("Gross profit for the six months ended July 31, 2025 was $4.9 million.")
    assert ties(result) == []
    (told,) = (finding for finding in result.findings if finding.code == "draft.prose-differs")
    assert "4.9" in told.message
    # What says more than the name is another amount.
    adjusted = read("Adjusted gross profit for the six months ended July 31, 2025 was $4.9 million.")
    assert "draft.prose-differs" not in {finding.code for finding in adjusted.findings}


@pytest.mark.whole
@pytest.mark.parametrize("amount", ["$4.34bn", "$4.34B", "$4.34 bn"])
def test_a_scale_may_stand_right_behind_its_number(read: Read, amount: str) -> None:
    page = PAGE.replace("thousands", "millions")
    result = read(f"Gross profit for the six months ended July 31, 2025 was {amount}.", page)
    assert ties(result) == [("4.34", "GrossProfit", 2025)]


@pytest.mark.whole
def test_a_contradiction_says_what_the_table_has_of_the_same(read: Read) -> None:
    result = read("Gross profit for the six months ended July 31, 2025 fell 15.9% to $4.34 million.")
    (finding,) = (one for one in result.findings if one.code == "draft.prose-differs")
    assert "where Gross profit went from 3,745,000 to 4,340,000 in the table, by 15.9%" in finding.message


@pytest.mark.whole
def test_what_the_prose_calls_a_loss_is_not_the_income_of_the_table(read: Read) -> None:
    assert (
        ties(read("Gross profit for the six months ended July 31, 2025 was a loss of $4.34 million.")) == []
    )


@pytest.mark.whole
def test_a_figure_of_the_table_that_the_prose_contradicts_is_told(read: Read) -> None:
    prose = "Gross profit for the six months ended July 31, 2025 was $4.34 million."
    result = read(prose, PAGE.replace("<td>4,340</td>", "<td>4,430</td>"))
    assert "draft.prose-differs" in {finding.code for finding in result.findings}


def read_as(result: Result) -> list[tuple[str, str, str]]:
    facts = {one.fact.id: one.fact for one in result.facts}
    return [(tie.printed, tie.as_, facts[tie.fact].concept.name) for tie in result.prose.ties]


SALES = "RevenueFromContractWithCustomerExcludingAssessedTax"


@pytest.mark.whole
@pytest.mark.parametrize(
    ("prose", "due"),
    [
        (
            "Gross profit for the six months rose 15.9 percent year over year to $4.34 million.",
            [("15.9", "rate", "GrossProfit"), ("4.34", "fact", "GrossProfit")],
        ),
        (
            "Net sales for the six months were $5.76 million, an increase of $690 thousand, or 13.6%, over "
            "the prior year.",
            [("5.76", "fact", SALES), ("690", "change", SALES), ("13.6", "rate", SALES)],
        ),
        (
            "Gross profit and operating income for the six months were $4.34 million and $993 thousand, "
            "respectively.",
            [("4.34", "fact", "GrossProfit"), ("993", "fact", "OperatingIncomeLoss")],
        ),
        (
            "Gross margin for the six months was 75.3 percent, against 73.9 percent a year earlier.",
            [("75.3", "ratio", "GrossProfit"), ("73.9", "ratio", "GrossProfit")],
        ),
        (
            "Cash and cash equivalents stood at $2,215 thousand on July 31, 2025, up $235 thousand from "
            "January 31, 2025.",
            [
                ("2,215", "fact", "CashAndCashEquivalentsAtCarryingValue"),
                ("235", "change", "CashAndCashEquivalentsAtCarryingValue"),
            ],
        ),
        (
            "Net income for the six months came to $795 thousand (six months to July 31, 2024: "
            "$571 thousand).",
            [("795", "fact", "NetIncomeLoss"), ("571", "fact", "NetIncomeLoss")],
        ),
        (
            # Without a verb and below a heading of its own.
            "Gross profit for the six months of $4.34 million, versus $3,745 thousand in the prior year",
            [("4.34", "fact", "GrossProfit"), ("3,745", "fact", "GrossProfit")],
        ),
        (
            "Gross profit for the six months was $4.34 million, compared with $3.745 million for the prior "
            "year, an increase of 15.9%.",
            [
                ("4.34", "fact", "GrossProfit"),
                ("3.745", "fact", "GrossProfit"),
                ("15.9", "rate", "GrossProfit"),
            ],
        ),
        (
            "Gross margin of 75.3 percent for the six months, up from 73.9 percent",
            [("75.3", "ratio", "GrossProfit"), ("73.9", "ratio", "GrossProfit")],
        ),
        (
            # Words that nothing explains: a rate of two digits is as sure as the amount beside it.
            "In all, gross profit of the chain for the six months was up 16 percent year over year to "
            "$4.34 million.",
            [("16", "rate", "GrossProfit"), ("4.34", "fact", "GrossProfit")],
        ),
    ],
    ids=[
        "rate and level",
        "change and rate",
        "respectively",
        "margin",
        "balance",
        "brackets",
        "no verb",
        "a change added",
        "up from",
        "few digits beside many",
    ],
)
def test_what_a_sentence_says_of_a_figure_decides_what_it_is(
    read: Read, prose: str, due: list[tuple[str, str, str]]
) -> None:
    result = read(prose)
    assert read_as(result) == due
    assert "draft.prose-differs" not in {finding.code for finding in result.findings}


@pytest.mark.whole
@pytest.mark.parametrize(
    ("prose", "wrong"),
    [
        ("Gross profit for the six months rose 25.9 percent year over year to $4.34 million.", "25.9"),
        ("Gross profit for the six months was $4.34 million, against $3.9 million a year earlier.", "3.9"),
        ("Gross margin for the six months was 77.3 percent.", "77.3"),
        ("In all, gross profit of the chain for the six months was $4,540 thousand.", "4,540"),
        ("In all, gross profit of the chain for the six months was $4.340 billion.", "4.340"),
    ],
    ids=["a rate", "what is compared", "a margin", "a slip in what else is uncertain", "another scale"],
)
def test_a_figure_that_differs_is_told(read: Read, prose: str, wrong: str) -> None:
    told = [finding for finding in read(prose).findings if finding.code == "draft.prose-differs"]
    assert [wrong in finding.message for finding in told] == [True]


@pytest.mark.whole
@pytest.mark.parametrize(
    "prose",
    [
        "Gross profit for the six months rose 12.1 percent in constant currency year over year.",
        "Gross profit for the six months was approximately $4.9 million.",
        "The increase in gross profit for the six months was due to net sales of $1.9 million.",
        "Net sales in Maine for the six months were $2.9 million.",
        "Gross profit for the six months was $4.34 million with $1.2 million of it from the stores opened.",
        "The adjusted gross margin for the six months was 79.1 percent.",
    ],
    ids=["another basis", "no exact one", "a part", "another name", "of which", "an adjusted margin"],
)
def test_another_amount_contradicts_nothing(read: Read, prose: str) -> None:
    assert "draft.prose-differs" not in {finding.code for finding in read(prose).findings}


def test_a_part_whose_margin_is_equal_by_chance_is_not_tied(read: Read) -> None:
    result = read(
        "East net sales, gross profit and gross margin for the six months were $0.9 million, $0.7 million "
        "and 75 percent, respectively."
    )
    assert read_as(result) == []


def test_what_is_not_read_has_a_reason(read: Read) -> None:
    result = read("Net sales for the year are expected to be $11.9 million. Stores cost $1.5 million each.")
    assert [(one.printed, one.why) for one in result.prose.unread] == [
        ("11.9", "forecast"),
        ("1.5", "no name"),
    ]
    assert result.prose.figures == 2


def test_the_page_of_a_draft_shows_what_the_prose_was_read_as(read: Read) -> None:
    prose = (
        "Gross profit for the six months ended July 31, 2025 was $4.34 million, an increase of 15.9%. "
        "We opened 12 stores at 40 Harbor Street and received $8.8 million of deposits."
    )
    result = read(prose)
    done = result.contact.done
    shown = with_prose(done.traced, result.prose, done.release)
    became = {row.printed: (row.outcome, row.fact.partition("_")[0], row.reason) for row in shown}
    assert became["4.34"] == ("repeat", "GrossProfit", "")
    assert became["15.9"][:2] == ("repeat", "GrossProfit")
    assert became["15.9"][2].startswith("the rate")
    assert became["8.8"][0] == "unread"
    assert became["8.8"][2].startswith("an amount of the prose that is not tied")
    assert became["40"][0] == "set aside"
    # What a table is read as is not touched.
    assert [row for row in shown if row.table] == [row for row in done.traced if row.table]
