"""The prose ties itself to the tables without patterns, and a figure that does not fit is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from test_contact import PAGE
from tieout.contact import Result, meet, result_of

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
def test_a_figure_of_the_table_that_the_prose_contradicts_is_told(read: Read) -> None:
    prose = "Gross profit for the six months ended July 31, 2025 was $4.34 million."
    result = read(prose, PAGE.replace("<td>4,340</td>", "<td>4,430</td>"))
    assert "draft.prose-differs" in {finding.code for finding in result.findings}
