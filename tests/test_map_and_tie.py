"""The real release with one thing changed: what mapping, the facts and tie-out then say.

Nothing is rendered here. The release as it stands gives notices and no error, so each error is the change's.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest

from build_helpers import Outcome, follow, values
from tieout.core import Figure, Finding, Severity, read_number
from tieout.definitions import AcceptedException, ReleaseDefinition, StatedReading
from tieout.facts import FactSet, build_facts
from tieout.mapping import Mapped, Printed, map_release
from tieout.release import read_release
from tieout.tie import Tied, tie_out

GOODWILL = "GOODWILL\t6,082,472\t6,082,472"
INVENTORIES = "Inventories\t1,714,547\t2,512,305"
HEADS = "\tAs of March 31, 2018\tAs of June 30, 2018"
UNITS = "\tThousands of JPY\tThousands of JPY"


@pytest.fixture(scope="module")
def lines(definition: ReleaseDefinition) -> list[str]:
    return definition.text.read_text(encoding="utf-8").splitlines()


Read = Callable[..., Outcome]


@pytest.fixture
def read(definition: ReleaseDefinition, tmp_path: Path) -> Read:
    def run(text: list[str], definition: ReleaseDefinition = definition) -> Outcome:
        return follow(text, definition, tmp_path)

    return run


def with_line(lines: list[str], old: str, *new: str, after: str = "") -> list[str]:
    """The release with the first line `old` below the line `after` replaced by any number of lines."""
    start = lines.index(after) if after else 0
    at = lines.index(old, start)
    return [*lines[:at], *new, *lines[at + 1 :]]


def reading_of(definition: ReleaseDefinition, row: str) -> StatedReading:
    (stated,) = (stated for stated in definition.readings if stated.row == row)
    return stated


def exception_of(definition: ReleaseDefinition, subject: str) -> AcceptedException:
    (entry,) = (e for e in definition.exceptions if e.subject == f"AdjustedEbitdaReconciliation/{subject}")
    return entry


def with_reading(definition: ReleaseDefinition, of_row: str, **change: object) -> ReleaseDefinition:
    """The definition with the stated reading of a row changed."""
    old = reading_of(definition, of_row)
    return replace(
        definition, readings=tuple(replace(r, **change) if r is old else r for r in definition.readings)
    )


def with_exception(definition: ReleaseDefinition, of_subject: str, **change: object) -> ReleaseDefinition:
    """The definition with an accepted exception changed."""
    old = exception_of(definition, of_subject)
    return replace(
        definition, exceptions=tuple(replace(e, **change) if e is old else e for e in definition.exceptions)
    )


def test_the_release_as_it_stands_has_notices_only(read: Read, lines: list[str]) -> None:
    outcome = read(lines)
    assert outcome.errors == []
    assert [finding.code for finding in outcome.findings] == [
        "mapping.month-misprinted",
        "mapping.cell-empty",
    ]
    assert all(check.holds for check in outcome.tied.checks if check.slack == 0)
    assert {(a.subject, a.by) for a in outcome.tied.accepted} == {
        ("AdjustedEbitdaReconciliation/OperatingIncomeLoss", 733_000),
        ("AdjustedEbitdaReconciliation/NonoperatingIncomeExpense", 784_000),
        ("AdjustedEbitdaReconciliation/NonoperatingIncomeExpense", -598_000),
        ("AdjustedEbitdaReconciliation/IncomeLossFromEquityMethodInvestments", 613_000),
        ("SegmentInformation/OperatingIncomeLoss", -534_000),
        ("SegmentInformation/OperatingIncomeLoss", 835_000),
    }


# Cells -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading", ["CURRENT ASSETS:", "COMMITMENTS AND CONTINGENCIES", "OPERATING ACTIVITIES:"]
)
@pytest.mark.parametrize("stray", ["5", "-", "5 6", "n/a"])
def test_a_stray_figure_on_a_heading(read: Read, lines: list[str], heading: str, stray: str) -> None:
    outcome = read(with_line(lines, f"{heading}\t\t", f"{heading}\t\t{stray}"))
    assert outcome.codes == ["mapping.figure-on-heading"]
    place = outcome.errors[0].places[0]
    assert (place.line, place.column) == (lines.index(f"{heading}\t\t") + 1, len(heading) + 3)
    assert place.row == heading


@pytest.mark.parametrize("cell", ["6,082 472", "6,0824,72", "(6,082,472", "n/a", "6,082,472*"])
def test_an_unreadable_cell_is_no_fact(read: Read, lines: list[str], cell: str) -> None:
    outcome = read(with_line(lines, GOODWILL, f"GOODWILL\t6,082,472\t{cell}"))
    finding = outcome.found("mapping.cell-unreadable")
    assert f'"{cell}" cannot be read' in finding.message
    place = finding.places[0]
    assert (place.line, place.column) == (lines.index(GOODWILL) + 1, 20)
    assert (place.row, place.head) == ("GOODWILL", "As of June 30, 2018")
    assert "Goodwill_I20180630" not in outcome.values


def test_cells_that_ran_together_need_a_stated_reading(
    read: Read, lines: list[str], definition: ReleaseDefinition
) -> None:
    outcome = read(lines, replace(definition, readings=()))
    assert [(f.code, f.places[0].row) for f in outcome.errors if f.code.startswith("mapping.")] == [
        ("mapping.figure-on-heading", "OTHER INCOME (EXPENSES):"),
        ("mapping.figure-on-heading", "OTHER INCOME (EXPENSES):"),
        ("mapping.cell-unreadable", "Dividend income"),
        ("mapping.cell-unreadable", "Interest income"),
    ]


def test_a_stated_reading_is_used_and_says_why(read: Read, lines: list[str]) -> None:
    outcome = read(lines)
    (printed,) = (p for p in outcome.mapped.printed if p.text == "52 040")
    assert printed.figure == Figure(Decimal(52_049_000), -3)
    assert printed.stated.startswith("The figure stands clear")


def test_what_a_stated_reading_takes_out_is_kept_with_its_reason(
    read: Read, lines: list[str], definition: ReleaseDefinition
) -> None:
    dropped = [(d.text, d.place.row, d.why) for d in read(lines).mapped.dropped]
    stated = [(r.printed, r.row, f"stated: {r.why}") for r in definition.readings if not r.read]
    assert sorted(dropped) == sorted(stated)
    assert ("1,124,331", "OTHER INCOME (EXPENSES):") in [entry[:2] for entry in dropped]


def test_a_stated_reading_may_not_overrule_a_readable_cell(
    read: Read, lines: list[str], definition: ReleaseDefinition
) -> None:
    stated = replace(
        reading_of(definition, "Dividend income"),
        table="BalanceSheet/assets",
        row="GOODWILL",
        column=2,
        printed="6,082,472",
        read="1",
    )
    outcome = read(lines, replace(definition, readings=(*definition.readings, stated)))
    assert outcome.codes == ["mapping.reading-overrules"]
    assert outcome.values == read(lines).values


@pytest.mark.parametrize(
    "change",
    [{"row": "Interest"}, {"column": 1}, {"printed": "52 041"}, {"table": "IncomeStatement/per-share"}],
    ids=lambda change: next(iter(change)),
)
def test_a_stated_reading_that_matches_no_cell(
    read: Read, lines: list[str], definition: ReleaseDefinition, change: dict[str, object]
) -> None:
    outcome = read(lines, with_reading(definition, "Dividend income", **change))
    stated = reading_of(definition, "Dividend income")
    assert outcome.found("mapping.reading-unused").places == (stated.place,)
    assert outcome.found("mapping.cell-unreadable").places[0].row == "Dividend income"


def test_a_stated_reading_has_to_be_a_figure(
    read: Read, lines: list[str], definition: ReleaseDefinition
) -> None:
    outcome = read(lines, with_reading(definition, "Interest income", read="6,210?"))
    stated = reading_of(definition, "Interest income")
    assert outcome.found("mapping.reading-unreadable").places == (stated.place,)
    assert "InvestmentIncomeInterest_D20180401-20180630" not in outcome.values


def test_an_empty_cell_is_noticed_and_is_no_fact(read: Read, lines: list[str]) -> None:
    old = "Interest paid\t87,211\t95,902"
    outcome = read(with_line(lines, old, "Interest paid\t\t95,902"))
    assert outcome.errors == []
    empty = [f.places[0].row for f in outcome.findings if f.code == "mapping.cell-empty"]
    assert empty == ["Interest paid", "Intersegment"]
    assert "InterestPaidNet_D20170401-20170630" not in outcome.values


def test_a_figure_beyond_the_heads(read: Read, lines: list[str]) -> None:
    outcome = read(with_line(lines, GOODWILL, f"{GOODWILL}\t7"))
    assert outcome.codes == ["mapping.column-no-period", "mapping.cell-no-column"]


# Lines -----------------------------------------------------------------------------------------------


def test_an_unknown_line_is_answered_with_the_nearest_known(read: Read, lines: list[str]) -> None:
    outcome = read(with_line(lines, INVENTORIES, INVENTORIES.replace("Inventories", "Inventory")))
    unknown = outcome.found("mapping.line-unknown")
    assert unknown.message == '"Inventory" is no known line of BalanceSheet/assets'
    assert unknown.mend.startswith('Nearest known lines: "Inventories"; ')
    assert unknown.places[0].line == lines.index(INVENTORIES) + 1
    assert "InventoryNet" in outcome.found("mapping.line-missing").message


def test_an_extra_line(read: Read, lines: list[str]) -> None:
    outcome = read(with_line(lines, GOODWILL, GOODWILL, "SEALS\t-\t-"))
    assert outcome.codes == ["mapping.line-unknown"]
    assert outcome.errors[0].places[0].row == "SEALS"


def test_a_line_printed_twice(read: Read, lines: list[str]) -> None:
    assert read(with_line(lines, GOODWILL, GOODWILL, GOODWILL)).codes == ["mapping.line-unknown"]


def test_a_missing_line(read: Read, lines: list[str], definition: ReleaseDefinition) -> None:
    outcome = read(with_line(lines, GOODWILL))
    finding = outcome.found("mapping.line-missing")
    assert finding.message == 'the line "GOODWILL" (Goodwill) is not in the table'
    assert finding.places[1].file.endswith("balance-sheet.yaml")
    # Without it the assets do not add up, on either date.
    assert outcome.codes.count("tie.total-off") == 2


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("CURRENT ASSETS:\t\t", "TOTAL\t153,448,819\t154,168,859"),
        # Here captions such as "Other" stand more than once.
        ("Net income\t747,825\t290,943", "Net cash used in investing activities\t(2,571,603)\t(2,227,622)"),
    ],
    ids=["assets", "cash-flows"],
)
def test_a_line_that_moved_by_one_still_maps_to_its_concept(
    read: Read, lines: list[str], facts: FactSet, first: str, last: str
) -> None:
    start = lines.index(first)
    for at in range(start, lines.index(last, start)):
        moved = [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]
        outcome = read(moved)
        assert (outcome.codes, outcome.values) == ([], values(facts)), lines[at]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("GOODWILL", "GOODWILL *1"),
        ("GOODWILL", "GOODWILL *1, *2"),
        ("GOODWILL", "GOODWILL (*3)"),
        ("GOODWILL", "GOODWILL²"),
        ("GOODWILL", "Goodwill:"),
        ("GOODWILL", "  GOODWILL\u00a0"),
        ("OTHER INTANGIBLE ASSETS—Net", "OTHER INTANGIBLE ASSETS - Net"),
        ("OTHER INTANGIBLE ASSETS—Net", "OTHER INTANGIBLE ASSETS –Net"),
        ("OTHER INTANGIBLE ASSETS—Net", "OTHER  INTANGIBLE ASSETS-Net"),
    ],
)
def test_marks_dashes_spaces_and_case_do_not_matter_in_captions(
    read: Read, lines: list[str], facts: FactSet, old: str, new: str
) -> None:
    (line,) = (line for line in lines if line.split("\t")[0] == old)
    outcome = read(with_line(lines, line, line.replace(old, new, 1)))
    assert (outcome.codes, outcome.values) == ([], values(facts))


def test_other_words_do_matter_in_captions(read: Read, lines: list[str]) -> None:
    outcome = read(with_line(lines, GOODWILL, GOODWILL.replace("GOODWILL", "GOODWILL (net)")))
    assert "mapping.line-unknown" in outcome.codes


# Amounts inside captions -----------------------------------------------------------------------------


def treasury(lines: list[str]) -> str:
    (line,) = (line for line in lines if line.startswith("Treasury stock—"))
    return line


def test_a_misprinted_month_is_mended_and_noticed(read: Read, lines: list[str]) -> None:
    outcome = read(lines)
    notice = outcome.found("mapping.month-misprinted")
    assert notice.severity is Severity.NOTICE
    assert notice.message.startswith('"Jnue" is read as June')
    assert notice.places[0].line == lines.index(treasury(lines)) + 1
    assert outcome.values["TreasuryStockShares_I20180630"] == (1_650_909, 0)


def test_a_month_printed_right_is_no_notice(read: Read, lines: list[str], facts: FactSet) -> None:
    line = treasury(lines)
    outcome = read(with_line(lines, line, line.replace("Jnue", "June")))
    assert [finding.code for finding in outcome.findings] == ["mapping.cell-empty"]
    assert outcome.values == values(facts)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Jnue", "Juny", "mapping.caption-unreadable"),
        ("1,650,909", "1,650,9O9", "mapping.caption-unreadable"),
        ("1,650,909", "1,65,909", "mapping.caption-unreadable"),
        ("1,650,909", "(1,650,909", "mapping.caption-unreadable"),
        ("March 31, 2018", "March 31, 2017", "mapping.caption-dates"),
        ("March 31, 2018 and Jnue", "Jnue", "mapping.caption-dates"),
    ],
)
def test_an_amount_in_a_caption_that_leaves_a_doubt(
    read: Read, lines: list[str], old: str, new: str, code: str
) -> None:
    line = treasury(lines)
    outcome = read(with_line(lines, line, line.replace(old, new)))
    assert code in outcome.codes
    assert "TreasuryStockShares_I20180630" not in outcome.values


# Tables and columns ----------------------------------------------------------------------------------


def test_a_missing_table_is_answered_with_the_nearest(read: Read, lines: list[str]) -> None:
    outcome = read(with_line(lines, "CAPEX", "Spending"))
    missing, unknown = outcome.found("mapping.table-missing"), outcome.found("mapping.table-unknown")
    at = lines.index("CAPEX") + 3
    assert 'no table CapitalExpenditures/capex under a caption with "CAPEX"' in missing.message
    assert f"line {at} (Spending): 100% of its rows are known" in missing.mend
    assert (unknown.places[0].line, unknown.places[0].table) == (at, "Spending")


def test_a_table_that_no_statement_reads(read: Read, lines: list[str]) -> None:
    outcome = read([*lines, "", "\t1Q18", "Employees\t3,000", "Offices\t12"])
    assert outcome.codes == ["mapping.table-unknown"]
    assert outcome.errors[0].places[0].line == len(lines) + 2


def test_a_table_without_a_digit_is_no_matter(read: Read, lines: list[str]) -> None:
    assert read([*lines, "", "\tName", "Auditor\tnone"]).errors == []


def assets_with(lines: list[str], heads: str = HEADS, units: str = UNITS) -> list[str]:
    """The release with other heads above the assets."""
    return with_line(with_line(lines, HEADS, heads), UNITS, *([units] if units else []), after=heads)


@pytest.mark.parametrize("head", ["As of Jnue 30, 2018", "As of June 31, 2018", "Latest", "5Q18"])
def test_a_head_that_names_no_period(read: Read, lines: list[str], head: str) -> None:
    outcome = read(assets_with(lines, heads=HEADS.replace("As of June 30, 2018", head)))
    finding = outcome.found("mapping.column-no-period")
    assert f'the head of column 2, "{head}", names no period' in finding.message
    assert (finding.places[0].line, finding.places[0].column) == (lines.index(HEADS) + 1, 23)
    assert "Goodwill_I20180630" not in outcome.values


def test_a_head_of_another_year(read: Read, lines: list[str]) -> None:
    outcome = read(assets_with(lines, heads=HEADS.replace("June 30, 2018", "June 30, 2019")))
    assert "2019-06-30" in outcome.found("mapping.column-unexpected").message
    assert "2018-06-30" in outcome.found("mapping.column-missing").message


def test_two_heads_of_one_period(read: Read, lines: list[str]) -> None:
    outcome = read(assets_with(lines, heads=HEADS.replace("March 31", "June 30")))
    assert outcome.found("mapping.column-twice").message == "two columns are of 2018-06-30"


@pytest.mark.parametrize(
    ("units", "columns"), [("", 2), ("\tThousands of JPY\t", 1)], ids=["both-columns", "one-column"]
)
def test_a_missing_unit_line(read: Read, lines: list[str], units: str, columns: int) -> None:
    outcome = read(assets_with(lines, units=units))
    missing = [f.places[0].head for f in outcome.errors if f.code == "mapping.unit-missing"]
    assert missing == ["As of March 31, 2018", "As of June 30, 2018"][-columns:]


@pytest.mark.parametrize("unit", ["Millions of JPY", "JPY", "Thousands of USD", "%"])
def test_another_unit_than_the_statement_is_defined_in(read: Read, lines: list[str], unit: str) -> None:
    outcome = read(assets_with(lines, units=f"\t{unit}\t{unit}"))
    messages = [f.message for f in outcome.errors if f.code == "mapping.unit-differs"]
    assert messages == [f'the unit line says "{unit}", the table is defined in "Thousands of JPY"'] * 2


# Repeats and accepted exceptions ---------------------------------------------------------------------


def test_equally_precise_repeats_that_differ_conflict(read: Read, lines: list[str]) -> None:
    old = "Net income\t747,825\t290,943"
    outcome = read(with_line(lines, old, "Net income\t747,825\t290,944"))
    finding = outcome.found("facts.conflict")
    assert '"290,943" and as "290,944"' in finding.message
    assert [place.line for place in finding.places] == [
        lines.index("NET INCOME\t747,825\t290,943") + 1,
        lines.index(old) + 1,
    ]


def test_a_coarser_repeat_that_cannot_be_rounded_from_its_figure(read: Read, lines: list[str]) -> None:
    outcome = read(with_line(lines, "Operating Income\t1,124\t1,180", "Operating Income\t1,124\t1,179"))
    assert outcome.codes == ["tie.repeat-differs"]
    assert "off by -867,000" in outcome.errors[0].message


def test_a_total_that_is_off_names_its_cells(read: Read, lines: list[str]) -> None:
    outcome = read(with_line(lines, INVENTORIES, INVENTORIES.replace("2,512,305", "2,512,306")))
    assert outcome.codes == ["tie.total-off"]
    (off,) = outcome.errors
    assert "BalanceSheet/AssetsCurrent does not add up for I20180630" in off.message
    assert "off by -1,000" in off.message
    total, *parts = off.places
    assert total.line == lines.index("Total current assets\t67,184,751\t68,171,546") + 1
    assert [place.row.split(",")[0] for place in parts] == [
        "Cash and cash equivalents",
        "Accounts receivable",
        "Inventories",
        "Prepaid expenses—current",
        "Other current assets",
    ]


@pytest.mark.parametrize("by", ["733001", "-733000", "0"])
def test_an_exception_holds_for_its_exact_amount_only(
    read: Read, lines: list[str], definition: ReleaseDefinition, by: str
) -> None:
    outcome = read(lines, with_exception(definition, "OperatingIncomeLoss", by=by))
    assert outcome.codes == ["tie.total-off", "tie.exception-stale"]
    stale = outcome.found("tie.exception-stale")
    assert stale.message.endswith("it is off by 733,000")
    assert stale.places == (exception_of(definition, "OperatingIncomeLoss").place,)


def test_an_exception_for_a_repeat_holds_for_its_exact_amount_only(
    read: Read, lines: list[str], definition: ReleaseDefinition
) -> None:
    outcome = read(lines, with_exception(definition, "IncomeLossFromEquityMethodInvestments", by="612999"))
    assert outcome.codes == ["tie.repeat-differs", "tie.exception-stale"]


def test_an_exception_that_does_not_occur_is_stale(
    read: Read, lines: list[str], definition: ReleaseDefinition
) -> None:
    none = replace(definition.exceptions[0], subject="BalanceSheet/AssetsCurrent", period="2018-06-30")
    outcome = read(lines, replace(definition, exceptions=(*definition.exceptions, none)))
    assert outcome.codes == ["tie.exception-stale"]
    assert outcome.errors[0].message.endswith("it does not occur any more")


def test_an_exception_accepts_one_occurrence(
    read: Read, lines: list[str], definition: ReleaseDefinition
) -> None:
    twice = (*definition.exceptions, definition.exceptions[0])
    assert read(lines, replace(definition, exceptions=twice)).codes == ["tie.exception-stale"]


def test_without_its_exceptions_the_release_contradicts_itself(
    read: Read, lines: list[str], definition: ReleaseDefinition
) -> None:
    outcome = read(lines, replace(definition, exceptions=()))
    assert sorted(outcome.codes) == ["tie.repeat-differs"] * 5 + ["tie.total-off"]


def test_a_release_that_mends_its_contradiction_makes_the_exception_stale(
    read: Read, lines: list[str]
) -> None:
    old = "Equity in Net Income (loss) of Equity Method Investees\t36\t(30)"
    assert read(with_line(lines, old, old.replace("(30)", "(31)"))).codes == ["tie.exception-stale"]


# Every digit -----------------------------------------------------------------------------------------

# Figures in thousands that no exact total covers: nothing in the release contradicts them if they are wrong.
UNCOVERED = {
    # Amounts in captions, each printed once.
    "Accounts receivable, net of allowance for doubtful accounts ",
    "Other current assets, net of allowance for doubtful accounts",
    "PROPERTY AND EQUIPMENT, net of accumulated depreciation and ",
    "OTHER ASSETS, net of allowance for doubtful accounts of JPY ",
    # What is told beside the cash flows.
    "Interest paid",
    "Income taxes paid",
    "Facilities purchase liabilities",
    "Asset retirement obligation",
    # Repeated in the table of capital expenditures, in millions: its last digits stand alone.
    "Acquisition of assets by entering into capital leases",
}


def covered(tied: Tied) -> set[str]:
    """The facts that some total checks to the last digit."""
    exact = [check for check in tied.checks if check.slack == 0]
    return {fact.id for check in exact for fact in (check.total, *(part for _, part in check.parts))}


def in_thousands(facts: FactSet) -> list[tuple[str, Printed]]:
    """The figures printed in thousands, each with its fact."""
    return [(fact, p) for fact, p in facts.printed if p.figure is not None and p.figure.decimals == -3]


def changes(figure: Figure) -> Iterator[Figure]:
    """The figure with each of its digits changed, and with its sign changed."""
    thousands = int(figure.value / 1000)
    digits = str(abs(thousands))
    for at, digit in enumerate(digits):
        other = int(digits[:at] + str((int(digit) + 1) % 10) + digits[at + 1 :])
        yield Figure(Decimal(other * (-1000 if thousands < 0 else 1000)), -3)
    if thousands:
        yield Figure(-figure.value, -3)


def test_the_figures_that_no_total_covers(facts: FactSet, tied: Tied) -> None:
    exact = covered(tied)
    assert {printed.place.row for fact, printed in in_thousands(facts) if fact not in exact} == UNCOVERED


STATEMENTS = ("BalanceSheet", "IncomeStatement", "ComprehensiveIncome", "CashFlows", "SegmentInformation")


def test_figures_in_thousands_stand_in_these_statements(facts: FactSet) -> None:
    assert {printed.statement for _, printed in in_thousands(facts)} == set(STATEMENTS)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_every_changed_digit_of_a_covered_figure_is_found(
    definition: ReleaseDefinition, facts: FactSet, statement: str
) -> None:
    # Each statement by itself: what is found in a part of the facts is found in the whole, and sooner.
    # Repeats in millions stay out: some are unlike their figure as printed, and would be found of themselves.
    alone = [
        printed
        for _, printed in facts.printed
        if printed.statement == statement and (printed.figure is None or printed.figure.decimals != -6)
    ]
    definition = replace(definition, exceptions=())

    def found(printed: list[Printed]) -> tuple[FactSet, Tied, bool]:
        changed, conflicts = build_facts(Mapped(tuple(printed), (), (), ()), definition)
        tied = tie_out(changed, definition)
        return changed, tied, bool(conflicts or tied.findings)

    as_printed, tied, wrong = found(alone)
    assert not wrong
    exact = covered(tied)
    for index, (fact, printed) in enumerate(as_printed.printed):
        figure = printed.figure
        if figure is None or figure.decimals != -3 or printed.place.row in UNCOVERED:
            continue
        assert fact in exact, printed.place
        for other in changes(figure):
            _, _, wrong = found([*alone[:index], replace(printed, figure=other), *alone[index + 1 :]])
            assert wrong, (printed.place, other)


def test_a_changed_digit_is_found_in_the_text_too(read: Read, lines: list[str]) -> None:
    # The other tests change mapped figures; here the same is done to a cell, so that reading is part of it.
    cells = "6,082,472"
    for at, digit in enumerate(cells):
        if digit.isdigit():
            other = cells[:at] + str((int(digit) + 1) % 10) + cells[at + 1 :]
            assert read_number(other).value != read_number(cells).value
            assert read(with_line(lines, GOODWILL, f"GOODWILL\t{cells}\t{other}")).codes == ["tie.total-off"]
