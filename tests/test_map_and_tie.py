"""The real release with one thing changed: what mapping, recovery, the facts and tie-out then say.

Nothing is rendered here. The release as it stands gives notices and no error, so each error is the change's.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from build_helpers import Outcome, follow, values
from tieout.core import Figure, Place, Severity, read_number
from tieout.definitions import AcceptedException, ReleaseDefinition, StatedReading
from tieout.facts import FactSet, build_facts
from tieout.mapping import Mapped, Printed
from tieout.tie import Tied, tie_out

pytestmark = pytest.mark.whole

# Printed in one table only, and part of one sum.
DEPOSITS = "GUARANTEE DEPOSITS\t3,422,443\t3,384,433"
DEPOSITS_FACT = "DepositsAssetsNoncurrent_I20180630"
# Printed once, and part of no sum.
INTEREST_PAID = "Interest paid\t87,211\t95,902"
INVENTORIES = "Inventories\t1,714,547\t2,512,305"
HEADS = "\tAs of March 31, 2018\tAs of June 30, 2018"
UNITS = "\tThousands of JPY\tThousands of JPY"
# A dash where the text tells of a gain.
DASHES = {
    "IncomeStatement": "Realized and unrealized loss on other investments, net\t-\t(746,703)",
    "CashFlows": "Realized and unrealized loss on other investments, net\t-\t746,703",
}
# What the release as it stands gives rise to, none of it an error.
NOTICES = {
    "mapping.month-misprinted": 1,
    "mapping.caption-misprinted": 4,
    "mapping.heads-run-together": 1,
    "mapping.cell-empty": 1,
    "recover.dash": 1,
    "recover.recovered": 15,
    "recover.inferred": 3,
    "trace.set-aside": 2,
}


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


@pytest.fixture
def stated(definition: ReleaseDefinition) -> StatedReading:
    """A person's reading of a cell that no arithmetic proves."""
    return StatedReading(
        table="CashFlows/financing",
        row="Interest paid",
        column=2,
        printed="95 902",
        read="95,902",
        why="A comma is clearly meant.",
        place=Place("release.yaml", 11),
    )


def only(definition: ReleaseDefinition, statement: str) -> ReleaseDefinition:
    """The definition with one statement and no sentence: it reads no more of a release than that."""
    statements = tuple(s for s in definition.company.statements if s.name == statement)
    company = replace(definition.company, statements=statements, sentences=())
    return replace(definition, company=company, exceptions=())


def exception_of(definition: ReleaseDefinition, subject: str) -> AcceptedException:
    (entry,) = (e for e in definition.exceptions if e.subject == f"AdjustedEbitdaReconciliation/{subject}")
    return entry


def with_exception(definition: ReleaseDefinition, of_subject: str, **change: object) -> ReleaseDefinition:
    """The definition with an accepted exception changed."""
    old = exception_of(definition, of_subject)
    return replace(
        definition,
        exceptions=tuple(replace(e, **change) if e is old else e for e in definition.exceptions),  # type: ignore[arg-type]
    )


def test_the_release_as_it_stands_has_notices_only(
    read: Read, lines: list[str], definition: ReleaseDefinition
) -> None:
    outcome = read(lines)
    assert outcome.errors == []
    assert Counter(finding.code for finding in outcome.findings) == NOTICES
    # What does not hold is what a person has accepted, each entry once.
    accepted = [entry.definition for entry in outcome.tied.accepted]
    assert sorted(accepted, key=repr) == sorted(definition.exceptions, key=repr)
    relations = {(entry.subject, entry.by) for entry in outcome.tied.accepted if entry.kind == "relation"}
    off = {(check.relation, check.residue) for check in outcome.tied.checks if not check.holds}
    assert relations == off
    assert ("AdjustedEbitdaReconciliation/OperatingIncomeLoss", Decimal(733_000)) in off


# Cells -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading", ["CURRENT ASSETS:", "COMMITMENTS AND CONTINGENCIES", "OPERATING ACTIVITIES:"]
)
@pytest.mark.parametrize("stray", ["5", "-", "5 6", "n/a"])
def test_a_stray_figure_on_a_heading(read: Read, lines: list[str], heading: str, stray: str) -> None:
    outcome = read(with_line(lines, f"{heading}\t\t", f"{heading}\t\t{stray}"))
    # A digit of it is a number that nothing reads, too.
    unread = ["trace.unread"] if any(letter.isdigit() for letter in stray) else []
    assert outcome.codes == ["mapping.figure-on-heading", *unread]
    for finding in outcome.errors:
        place = finding.places[0]
        assert (place.line, place.column) == (lines.index(f"{heading}\t\t") + 1, len(heading) + 3)
        assert place.row == heading


@pytest.mark.parametrize(
    "cell", ["3,384 433", "3,3844,33", "(3,384,433", "3,384,433_", "3,384,4", "3,38O,433"]
)
def test_an_unreadable_cell_is_read_by_the_sum_that_it_is_part_of(
    read: Read, lines: list[str], facts: FactSet, cell: str
) -> None:
    outcome = read(with_line(lines, DEPOSITS, f"GUARANTEE DEPOSITS\t3,422,443\t{cell}"))
    assert (outcome.errors, outcome.values) == ([], values(facts))
    line = lines.index(DEPOSITS) + 1
    (notice,) = (finding for finding in outcome.findings if finding.places[0].line == line)
    assert notice.code == "recover.recovered"
    assert notice.message == f'"{cell}" is 3,384,433: proven by BalanceSheet/Assets'
    (column, printed, *became) = outcome.numbers(line)[-1]
    assert (column, became) == (30, ["recovered", DEPOSITS_FACT])
    assert printed in (cell, "3,384,433")


def test_a_cell_that_is_lost_is_told_and_not_made_up(read: Read, lines: list[str]) -> None:
    # Nothing is left of it that could bear witness for the one sum.
    outcome = read(with_line(lines, DEPOSITS, "GUARANTEE DEPOSITS\t3,422,443\t"))
    assert outcome.codes == ["tie.total-off"]
    line = lines.index(DEPOSITS) + 1
    told = {finding.code: finding for finding in outcome.findings if finding.places[0].line == line}
    notice = told.pop("recover.inferred")
    assert notice.message.startswith("an empty cell may be 3,384,433: it rests on BalanceSheet/Assets alone")
    # The sum that fails names it before the figures beside it.
    assert "nothing is printed there, and 3,384,433 would mend it" in told.pop("tie.total-off").mend
    assert not told and outcome.numbers(line)[-1] == (30, "", "inferred", "")
    assert DEPOSITS_FACT not in outcome.values


@pytest.mark.parametrize("cell", ["9,999 999", "n/a", "1 2"])
def test_a_cell_that_shows_something_else_is_no_fact(read: Read, lines: list[str], cell: str) -> None:
    outcome = read(with_line(lines, DEPOSITS, f"GUARANTEE DEPOSITS\t3,422,443\t{cell}"))
    finding = outcome.found("mapping.cell-unreadable")
    assert f'"{cell}" cannot be read' in finding.message
    place = finding.places[0]
    assert (place.line, place.column) == (lines.index(DEPOSITS) + 1, 30)
    assert (place.row, place.head) == ("GUARANTEE DEPOSITS", "As of June 30, 2018")
    assert outcome.values.keys() == read(lines).values.keys() - {DEPOSITS_FACT}
    assert outcome.numbers(place.line)[-1] == (30, cell, "unread", "")


def test_cells_that_ran_together_are_told_apart_and_say_how(read: Read, lines: list[str]) -> None:
    # As the scan has them: each beside a figure that can be read, in a row of its own.
    outcome = read(lines)
    told = {p.text: p for p in outcome.mapped.printed if p.proof and p.statement == "IncomeStatement"}
    assert {text: printed.figure for text, printed in told.items()} == {
        "52 040": Figure(Decimal(52_049_000), -3),
        "52,049": Figure(Decimal(52_049_000), -3),
        "6,210": Figure(Decimal(6_210_000), -3),
    }
    for printed in told.values():
        proof = dict(printed.proof)
        assert "IncomeStatement/NonoperatingIncomeExpense" in proof["en"]
        assert proof["ja"]


def test_a_second_scan_of_a_row_is_no_figure_and_says_why(read: Read, lines: list[str]) -> None:
    line = lines.index("OTHER INCOME (EXPENSES):\t1,124,331\t1,179,007") + 1
    dropped = [(d.text, d.place.column, d.why) for d in read(lines).mapped.dropped if d.place.line == line]
    above = "a heading has no figures: a second scan of {} in the line above"
    assert dropped == [
        ("1,124,331", 26, above.format("1,124,391")),
        ("1,179,007", 36, above.format("1,179,867")),
    ]


# Dashes ----------------------------------------------------------------------------------------------


def test_a_dash_is_no_zero_where_the_same_amount_is_printed_elsewhere(read: Read, lines: list[str]) -> None:
    outcome = read(lines)
    notice = outcome.found("recover.dash")
    assert notice.severity is Severity.NOTICE
    assert "58,000,000 elsewhere" in notice.message
    assert [place.line for place in notice.places] == [lines.index(row) + 1 for row in DASHES.values()]
    assert "GainLossOnInvestments_D20170401-20170630" not in outcome.values
    # Other dashes are zero.
    assert outcome.values["ProceedsFromSubsidies_D20180401-20180630"] == (0, -3)


def test_a_dash_that_nothing_contradicts_is_zero(read: Read, lines: list[str]) -> None:
    # The sentences that tell of the gain, with no gain in them.
    gain, none = "a realized gain of JPY58 million", "a realized gain of JPY0 million"
    outcome = read([line.replace(gain, none) for line in lines])
    assert outcome.values["GainLossOnInvestments_D20170401-20170630"] == (0, -3)
    assert "recover.dash" not in {finding.code for finding in outcome.findings}


# Stated readings ---------------------------------------------------------------------------------------


def unproven(lines: list[str]) -> list[str]:
    return with_line(lines, INTEREST_PAID, "Interest paid\t87,211\t95 902")


def test_a_cell_that_nothing_proves_needs_a_stated_reading(read: Read, lines: list[str]) -> None:
    outcome = read(unproven(lines))
    assert outcome.codes == ["mapping.cell-unreadable"]
    assert outcome.errors[0].message.endswith("; no arithmetic proves what it is")
    assert "`readings`" in outcome.errors[0].mend
    assert "InterestPaidNet_D20180401-20180630" not in outcome.values


def test_a_stated_reading_is_used_and_says_why(
    read: Read, lines: list[str], definition: ReleaseDefinition, stated: StatedReading, facts: FactSet
) -> None:
    outcome = read(unproven(lines), replace(definition, readings=(stated,)))
    assert (outcome.errors, outcome.values) == ([], values(facts))
    (printed,) = (p for p in outcome.mapped.printed if p.text == "95 902")
    assert printed.figure == Figure(Decimal(95_902_000), -3)
    assert printed.stated == stated.why
    (row,) = (row for row in outcome.traced if row.printed == "95 902")
    assert (row.outcome, row.fact) == ("fact", "InterestPaidNet_D20180401-20180630")
    assert row.reason == f"stated: {stated.why}"


def test_what_a_stated_reading_takes_out_is_kept_with_its_reason(
    read: Read, lines: list[str], definition: ReleaseDefinition, stated: StatedReading
) -> None:
    outcome = read(unproven(lines), replace(definition, readings=(replace(stated, read=""),)))
    assert outcome.errors == []
    assert "InterestPaidNet_D20180401-20180630" not in outcome.values
    (dropped,) = (d for d in outcome.mapped.dropped if d.text == "95 902")
    assert (dropped.why, dropped.stated) == (stated.why, True)
    (row,) = (row for row in outcome.traced if row.printed == "95 902")
    assert (row.outcome, row.fact, row.reason) == ("stated", "", f"stated: {stated.why}")


def test_a_stated_reading_may_not_overrule_a_readable_cell(
    read: Read, lines: list[str], definition: ReleaseDefinition, stated: StatedReading
) -> None:
    overruling = replace(
        stated, table="BalanceSheet/assets", row="GUARANTEE DEPOSITS", printed="3,384,433", read="1"
    )
    outcome = read(lines, replace(definition, readings=(overruling,)))
    assert outcome.codes == ["mapping.reading-overrules"]
    assert outcome.errors[0].places[0] == stated.place
    assert outcome.values == read(lines).values


@pytest.mark.parametrize(
    "change",
    [{"row": "Interest"}, {"column": 1}, {"printed": "95 903"}, {"table": "CashFlows/operating"}],
    ids=lambda change: next(iter(change)),
)
def test_a_stated_reading_that_matches_no_cell(
    read: Read,
    lines: list[str],
    definition: ReleaseDefinition,
    stated: StatedReading,
    change: dict[str, object],
) -> None:
    changed = replace(stated, **change)  # type: ignore[arg-type]
    outcome = read(unproven(lines), replace(definition, readings=(changed,)))
    assert outcome.found("mapping.reading-unused").places == (stated.place,)
    assert outcome.found("mapping.cell-unreadable").places[0].row == "Interest paid"


def test_a_stated_reading_has_to_be_a_figure(
    read: Read, lines: list[str], definition: ReleaseDefinition, stated: StatedReading
) -> None:
    outcome = read(unproven(lines), replace(definition, readings=(replace(stated, read="95,902?"),)))
    assert outcome.found("mapping.reading-unreadable").places == (stated.place,)
    assert "InterestPaidNet_D20180401-20180630" not in outcome.values


# Cells that are empty or too many ----------------------------------------------------------------------


def test_an_empty_cell_that_nothing_proves_is_noticed_and_is_no_fact(read: Read, lines: list[str]) -> None:
    outcome = read(with_line(lines, INTEREST_PAID, "Interest paid\t\t95,902"))
    assert outcome.errors == []
    empty = [f.places[0].row for f in outcome.findings if f.code == "mapping.cell-empty"]
    assert sorted(empty) == ["Interest paid", "Intersegment"]
    assert "InterestPaidNet_D20170401-20170630" not in outcome.values


def test_a_figure_beyond_the_heads(read: Read, lines: list[str]) -> None:
    # The head before it is also its head, as where one stands above several columns.
    outcome = read(with_line(lines, DEPOSITS, f"{DEPOSITS}\t7"))
    assert outcome.codes == ["mapping.column-twice", "facts.conflict"]
    assert outcome.found("facts.conflict").places[1].column == len(DEPOSITS) + 2


# Lines -----------------------------------------------------------------------------------------------


def test_an_unknown_line_is_answered_with_the_nearest_known(read: Read, lines: list[str]) -> None:
    outcome = read(with_line(lines, INVENTORIES, INVENTORIES.replace("Inventories", "Inventory")))
    unknown = outcome.found("mapping.line-unknown")
    assert unknown.message == '"Inventory" is no known line of BalanceSheet/assets'
    assert unknown.mend.startswith('Nearest known lines: "Inventories"; ')
    assert unknown.places[0].line == lines.index(INVENTORIES) + 1
    assert "InventoryNet" in outcome.found("mapping.line-missing").message
    assert "1,714,547, 2,512,305" in outcome.found("trace.unread").message


def test_an_extra_line(read: Read, lines: list[str]) -> None:
    outcome = read(with_line(lines, DEPOSITS, DEPOSITS, "SEALS\t-\t-"))
    assert outcome.codes == ["mapping.line-unknown"]
    assert outcome.errors[0].places[0].row == "SEALS"


def test_a_line_printed_twice(read: Read, lines: list[str]) -> None:
    outcome = read(with_line(lines, DEPOSITS, DEPOSITS, DEPOSITS))
    assert outcome.codes == ["layout.row-twice", "mapping.line-unknown", "trace.unread"]
    assert {finding.places[0].line for finding in outcome.errors} == {lines.index(DEPOSITS) + 2}


def test_a_missing_line(read: Read, lines: list[str], definition: ReleaseDefinition) -> None:
    outcome = read(with_line(lines, DEPOSITS))
    finding = outcome.found("mapping.line-missing")
    assert finding.message == 'the line "GUARANTEE DEPOSITS" (DepositsAssetsNoncurrent) is not in the table'
    assert finding.places[1].file.endswith("balance-sheet.yaml")
    # Without it the assets do not add up, on either date.
    assert outcome.codes.count("tie.total-off") == 2


def test_a_missing_line_that_no_total_tells_of_is_an_error_unless_it_is_optional(
    read: Read, lines: list[str], definition: ReleaseDefinition
) -> None:
    without = with_line(lines, INTEREST_PAID)
    outcome = read(without)
    assert outcome.codes == ["mapping.line-missing"]
    assert outcome.errors[0].mend.endswith("`optional: true` at the line where a release may be without it.")
    company = definition.company
    statements = tuple(
        replace(
            statement,
            lines=tuple(replace(ln, optional=ln.concept.name == "InterestPaidNet") for ln in statement.lines),
        )
        for statement in company.statements
    )
    outcome = read(without, replace(definition, company=replace(company, statements=statements)))
    assert outcome.errors == []
    assert outcome.found("mapping.line-missing").severity is Severity.NOTICE


def test_a_missing_line_is_told_where_its_figures_are_printed_elsewhere_as_precisely(
    read: Read, lines: list[str]
) -> None:
    # The statement of income prints it in thousands, too; what the summary prints in millions is less.
    outcome = read(with_line(lines, "Net income\t747,825\t290,943"))
    assert outcome.errors == []
    assert outcome.found("mapping.line-missing").severity is Severity.NOTICE
    outcome = read(with_line(lines, "Total costs\t34,433,751\t37,922,325"))
    assert "mapping.line-missing" in outcome.codes


@pytest.mark.parametrize(
    ("statement", "first", "last"),
    [
        ("BalanceSheet", "CURRENT ASSETS:\t\t", "TOTAL\t153,448,819\t154,168,859"),
        # Here captions such as "Other" stand more than once.
        (
            "CashFlows",
            "Net income\t747,825\t290,943",
            "Net cash used in investing activities\t(2,571,603)\t(2,227,622)",
        ),
    ],
    ids=["assets", "cash-flows"],
)
def test_a_line_that_moved_by_one_still_maps_to_its_concept(
    read: Read, lines: list[str], definition: ReleaseDefinition, statement: str, first: str, last: str
) -> None:
    one = only(definition, statement)
    plain = read(lines, one)
    assert set(plain.codes) == {"trace.unread"}
    start = lines.index(first)
    for at in range(start, lines.index(last, start)):
        moved = [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]
        outcome = read(moved, one)
        assert (outcome.codes, outcome.values) == (plain.codes, plain.values), lines[at]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("GOODWILL", "GOODWILL *1"),
        ("GOODWILL", "GOODWILL *1, *2"),
        ("GOODWILL", "GOODWILL (*3)"),
        ("GOODWILL", "GOODWILL²"),
        ("GOODWILL", "GOODWILL (1)"),
        ("GOODWILL", "GOODWILL (1)(12)"),
        ("GOODWILL", "GOODWILL (※3)"),
        ("GOODWILL", "GOODWILL ※1, ※2"),
        ("GOODWILL", "GOODWILL†"),
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
    outcome = read(with_line(lines, DEPOSITS, DEPOSITS.replace("GUARANTEE", "PAID GUARANTEE")))
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
    codes = Counter(finding.code for finding in outcome.findings)
    assert codes == {code: count for code, count in NOTICES.items() if code != "mapping.month-misprinted"}
    assert outcome.values == values(facts)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Jnue", "Juny", "mapping.caption-unreadable"),
        ("1,650,909", "1,650,9O9", "mapping.caption-unreadable"),
        ("1,650,909", "1,65,909", "mapping.caption-unreadable"),
        ("1,650,909", "(1,650,909", "mapping.caption-unreadable"),
        ("March 31, 2018", "March 31, 2017", "mapping.caption-dates"),
    ],
)
def test_an_amount_in_a_caption_that_leaves_a_doubt(
    read: Read, lines: list[str], old: str, new: str, code: str
) -> None:
    line = treasury(lines)
    outcome = read(with_line(lines, line, line.replace(old, new)))
    assert outcome.codes == [code, "trace.unread"]
    assert {finding.places[0].line for finding in outcome.errors} == {lines.index(line) + 1}
    # It is printed in a sentence too, and is now known from there alone.
    statements = {p.statement for p in outcome.mapped.printed if p.concept.name == "TreasuryStockShares"}
    assert statements == {"treasury-shares"}


def test_an_amount_in_a_caption_for_one_of_the_dates(read: Read, lines: list[str]) -> None:
    line = treasury(lines)
    outcome = read(with_line(lines, line, line.replace("March 31, 2018 and Jnue", "June")))
    assert outcome.codes == ["mapping.caption-dates"]
    assert {
        str(p.period.end)
        for p in outcome.mapped.printed
        if p.concept.name == "TreasuryStockShares" and p.statement != "treasury-shares"
    } == {"2018-06-30"}


# Tables and columns ----------------------------------------------------------------------------------


def test_a_missing_table_is_answered_with_the_nearest(read: Read, lines: list[str]) -> None:
    outcome = read(with_line(lines, "CAPEX", "Spending"))
    missing, unread = outcome.found("mapping.table-missing"), outcome.found("trace.unread")
    at = lines.index("CAPEX") + 3
    assert 'no table CapitalExpenditures/capex under a caption with "CAPEX"' in missing.message
    assert f"line {at} (Spending): 100% of its rows are known" in missing.mend
    assert "6 numbers (5,340, 4,181, 2,268, 1,696, 3,072 …) of the table Spending" in unread.message
    assert (unread.places[0].line, unread.places[0].table) == (at + 2, "Spending")


def test_a_table_that_no_statement_reads(read: Read, lines: list[str]) -> None:
    outcome = read([*lines, "", "Staff", "", "\t1Q18", "Employees\t3,000", "Offices\t12"])
    (finding,) = outcome.errors
    assert (finding.code, finding.message) == (
        "trace.unread",
        "nothing reads 2 numbers (3,000, 12) of the table Staff",
    )
    place = finding.places[0]
    assert (place.line, place.column, place.table, place.row) == (len(lines) + 5, 11, "Staff", "Employees")


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
    assert DEPOSITS_FACT not in outcome.values


def test_a_head_of_another_year(read: Read, lines: list[str]) -> None:
    outcome = read(assets_with(lines, heads=HEADS.replace("June 30, 2018", "June 30, 2019")))
    assert "2019-06-30" in outcome.found("mapping.column-unexpected").message
    assert "2018-06-30" in outcome.found("mapping.column-missing").message


def test_two_heads_of_one_period(read: Read, lines: list[str]) -> None:
    outcome = read(assets_with(lines, heads=HEADS.replace("March 31", "June 30")))
    assert outcome.found("mapping.column-twice").message == "two columns are of 2018-06-30"


@pytest.mark.parametrize(
    ("units", "heads"),
    [
        ("", ["As of March 31, 2018", "As of June 30, 2018"]),
        ("\t\tThousands of JPY", ["As of March 31, 2018"]),
        # A unit stands for the columns after it that have none.
        ("\tThousands of JPY\t", []),
    ],
    ids=["both-columns", "first-column", "no-column"],
)
def test_a_missing_unit_line(read: Read, lines: list[str], units: str, heads: list[str]) -> None:
    outcome = read(assets_with(lines, units=units))
    missing = [f.places[0].head for f in outcome.errors if f.code == "mapping.unit-missing"]
    assert missing == heads


@pytest.mark.parametrize("unit", ["Millions of JPY", "JPY", "Thousands of USD", "%"])
def test_another_unit_than_the_statement_is_defined_in(read: Read, lines: list[str], unit: str) -> None:
    outcome = read(assets_with(lines, units=f"\t{unit}\t{unit}"))
    messages = [f.message for f in outcome.errors if f.code == "mapping.unit-differs"]
    assert messages == [f'the unit line says "{unit}", the table is defined in "Thousands of JPY"'] * 2


def capex(lines: list[str], units: str, *rows: str) -> list[str]:
    """The table of CAPEX with another unit line and other figures."""
    at = lines.index("CAPEX") + 3
    assert lines[at] == "\tJPY millions\tJPY millions"
    return [*lines[:at], units, *rows, *lines[at + 1 + len(rows) :]]


CAPEX = (
    "CAPEX, including capital leases\t5,340,329\t4,180,850",
    "Acquisition of Assets by Entering into Capital Leases\t2,268,329\t1,695,850",
    "Purchase of Property and Equipment\t3,072,000\t2,485,000",
)


def test_another_unit_is_read_where_figures_printed_elsewhere_bear_it_out(
    read: Read, lines: list[str]
) -> None:
    outcome = read(capex(lines, "\tThousands of JPY\tThousands of JPY", *CAPEX))
    assert outcome.errors == []
    notice = outcome.found("mapping.unit-differs")
    assert notice.severity is Severity.NOTICE
    assert notice.message.endswith("read as it says, since figures printed elsewhere bear it out")
    now = "CapitalExpendituresIncludingCapitalLeases_D20180401-20180630"
    assert outcome.values[now] == (4_180_850_000, -3)


@pytest.mark.parametrize(
    ("units", "rows", "wrong"),
    [
        # The unit line is wrong, of both columns or of one: the leases are printed among the cash flows.
        ("\tThousands of JPY\tThousands of JPY", (), 2),
        ("\tJPY millions\tThousands of JPY", (), 1),
        # In the right unit, but nothing that is printed elsewhere says so.
        (
            "\tThousands of JPY\tThousands of JPY",
            (CAPEX[0], "Acquisition of Assets by Entering into Capital Leases\t\t", CAPEX[2]),
            2,
        ),
    ],
)
def test_another_unit_that_nothing_bears_out_is_an_error_of_its_column(
    read: Read, lines: list[str], units: str, rows: tuple[str, ...], wrong: int
) -> None:
    outcome = read(capex(lines, units, *rows))
    assert outcome.codes.count("mapping.unit-differs") == wrong


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
    assert (
        '"Total current assets" is 68,171,546 thousand, its parts make 68,171,547: 1 too much' in off.message
    )
    # Cash and the total stand in other sums, which hold: they are the last to look at.
    *parts, one, other = off.places
    cash, total = sorted((one, other), key=lambda place: place.line)
    assert total.line == lines.index("Total current assets\t67,184,751\t68,171,546") + 1
    assert cash.row == "Cash and cash equivalents"
    assert {place.row.split(",")[0] for place in parts} == {
        "Accounts receivable",
        "Inventories",
        "Prepaid expenses—current",
        "Other current assets",
    }


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
    # The same figure stands in a sentence, whose entry is untouched.
    assert outcome.codes == ["tie.repeat-differs", "tie.exception-stale"]
    assert "(30)" in outcome.errors[0].message


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
    relations = [e for e in definition.exceptions if e.kind == "relation"]
    assert outcome.codes.count("tie.total-off") == len(relations)
    assert outcome.codes.count("tie.repeat-differs") == len(definition.exceptions) - len(relations)
    assert len(outcome.codes) == len(definition.exceptions)


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
    tables = {printed.statement for _, printed in in_thousands(facts) if printed.line >= 0}
    assert tables == set(STATEMENTS)


def test_one_member_on_two_axes_makes_two_contexts_with_ids_of_their_own(
    definition: ReleaseDefinition, facts: FactSet
) -> None:
    printed = next(printed for _, printed in in_thousands(facts))
    twice = tuple(replace(printed, members=((axis, "AsiaMember"),)) for axis in ("MarketAxis", "PlantAxis"))
    built, conflicts = build_facts(Mapped(twice, (), (), ()), definition)
    assert not conflicts
    for ids in ([one.id for one in built.contexts], [one.id for one in built.facts]):
        assert len(set(ids)) == len(ids)
    assert sum("AsiaMember" in dict(one.members).values() for one in built.contexts) == 2


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
    definition = only(definition, statement)

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
    caption, before, cell = DEPOSITS.split("\t")
    for at, digit in enumerate(cell):
        if digit.isdigit():
            other = cell[:at] + str((int(digit) + 1) % 10) + cell[at + 1 :]
            assert read_number(other).value != read_number(cell).value
            outcome = read(with_line(lines, DEPOSITS, f"{caption}\t{before}\t{other}"))
            assert outcome.codes == ["tie.total-off"]
