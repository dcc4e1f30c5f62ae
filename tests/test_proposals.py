"""What a row that no line is known for may be: proposals as YAML, with where to paste them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from build_helpers import follow
from tieout.core import Finding
from tieout.definitions import ReleaseDefinition

pytestmark = pytest.mark.whole

Propose = Callable[[str, str], Finding]

DIVIDENDS = "Dividend income\t72,272\t52 040"
PURCHASE = "Purchase of other investments\t(27,656)\t-"
GOODWILL = "GOODWILL\t6,082,472\t6,082,472"


@pytest.fixture
def propose(definition: ReleaseDefinition, tmp_path: Path) -> Propose:
    """What is found on a row that stands after another of the release."""
    lines = definition.text.read_text(encoding="utf-8").splitlines()

    def run(after: str, row: str) -> Finding:
        (at,) = (number for number, line in enumerate(lines) if line == after)
        return follow([*lines[: at + 1], row, *lines[at + 1 :]], definition, tmp_path).found(
            "mapping.line-unknown"
        )

    return run


def test_a_new_line_is_modelled_on_the_most_alike_that_has_its_sign(propose: Propose) -> None:
    said = propose(PURCHASE, "Purchase of crypto assets\t(12,345)\t(23,456)").details
    assert '"Purchase of other investments" (PaymentsToAcquireOtherInvestments)' in said[0]
    yaml = [line for line in said if line.startswith("  ")]
    assert yaml[:4] == [
        "  PurchaseOfCryptoAssets:",
        "    type: monetary",
        "    balance: credit",
        "    period-type: duration",
    ]
    line = "  - {concept: PurchaseOfCryptoAssets, caption: Purchase of crypto assets, negated: true}"
    assert line in yaml
    assert said[said.index(line) - 1].startswith("in taxonomy/iij/statements/cash-flows.yaml, before line ")
    # Money that comes in is modelled on what comes in.
    said = propose(PURCHASE, "Proceeds from sales of crypto assets\t12,345\t23,456").details
    assert "(ProceedsFromSaleOf" in said[0]
    assert "    balance: debit" in said


def test_a_caption_in_capitals_makes_a_name_all_the_same(propose: Propose) -> None:
    said = propose(GOODWILL, "CRYPTO ASSETS—Noncurrent\t1,000\t2,000").details
    assert any(line.startswith("  - {concept: CryptoAssetsNoncurrent, caption: ") for line in said)
    assert "    period-type: instant" in said
    assert "    align: {narrower: Assets}" in said


def test_a_concept_that_is_called_so_is_there_already(propose: Propose) -> None:
    said = propose(DIVIDENDS, "Miscellaneous income (expenses)\t72\t52").details
    yaml = [line for line in said if line.startswith("  ")]
    assert yaml == ["  - {concept: MiscellaneousIncomeExpense, caption: Miscellaneous income (expenses)}"]


def test_a_line_in_other_words_is_one_that_has_no_row(definition: ReleaseDefinition, tmp_path: Path) -> None:
    text = definition.text.read_text(encoding="utf-8").replace(
        "\nInterest paid\t", "\nCash paid for interest\t"
    )
    details = follow(text.splitlines(), definition, tmp_path).found("mapping.line-unknown").details
    assert details[0].startswith('It may be "Interest paid" in other words, which has no row: they are ')
    assert details[1].startswith("in taxonomy/iij/statements/cash-flows.yaml, at the line of InterestPaidNet")
    assert details[2:] == ("  caption: [Interest paid, Cash paid for interest]",)


def test_a_row_that_is_like_no_line_is_not_said_to_be_the_one_that_is_missing(
    definition: ReleaseDefinition, tmp_path: Path
) -> None:
    text = definition.text.read_text(encoding="utf-8").replace("\nInterest paid\t", "\nTulip bulbs\t")
    details = follow(text.splitlines(), definition, tmp_path).found("mapping.line-unknown").details
    assert details[0].startswith("It may be a new line: no line without a row is like it.")


def test_nothing_is_proposed_for_a_row_without_figures(propose: Propose) -> None:
    finding = propose(GOODWILL, "MATTERS OF THE FUTURE:\t\t")
    assert finding.details == ()
    assert finding.mend.startswith("Nearest known lines: ")
