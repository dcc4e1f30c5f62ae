"""Damage to a release: a wrong digit is found by tie-out and by Arelle alike, a wrong line by the reader."""

import json
import re

import pytest

from build_helpers import copy_release, edit, quiet_build, tieout

_ARELLE = "xbrl.5.2.5.2:calcInconsistency"
_ROUNDING = "calc11e:inconsistentCalculationUsingRounding"


@pytest.fixture
def release(root, tmp_path):
    """A copy of the release, to be damaged."""
    return copy_release(root, tmp_path)


def _change_last_digit(folder, caption, printed):
    """Makes 1,234 of a row 1,235, and gives the line. The row is known by its caption and this figure."""
    path = folder / "release.txt"
    lines = path.read_text(encoding="utf-8").split("\n")
    (at,) = (
        n for n, line in enumerate(lines) if line.split("\t")[0] == caption and printed in line.split("\t")
    )
    last = max(place for place, letter in enumerate(printed) if letter.isdigit())
    changed = printed[:last] + str((int(printed[last]) + 1) % 10) + printed[last + 1 :]
    cells = lines[at].split("\t")
    cells[cells.index(printed)] = changed
    lines[at] = "\t".join(cells)
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    return at + 1


def _not_published(built):
    assert built.findings
    assert not built.published
    assert not built.out.exists()
    return built.findings


# A wrong digit: row, figure as printed, and the totals that it belongs to ---------------------------------

_DIGITS = [
    # Balance sheet: parts, totals, and a part printed in brackets.
    ("Inventories", "2,512,305", ["BalanceSheet/AssetsCurrent@I20180630"]),
    (
        "Total current assets",
        "67,184,751",
        ["BalanceSheet/AssetsCurrent@I20180331", "BalanceSheet/Assets@I20180331"],
    ),
    (
        "Accumulated other comprehensive income (loss)",
        "(142,227)",
        ["BalanceSheet/StockholdersEquity@I20180630"],
    ),
    # Statement of income.
    ("WAN services", "6,969,904", ["IncomeStatement/NetworkServicesRevenue@D20170401-20170630"]),
    ("Interest expense", "(97,185)", ["IncomeStatement/NonoperatingIncomeExpense@D20180401-20180630"]),
    # Comprehensive income.
    (
        "Foreign currency translation adjustments",
        "(132,833)",
        [
            "ComprehensiveIncome/ComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest"
            "@D20180401-20180630"
        ],
    ),
    # Cash flows: operating, investing, financing, and the change of all three.
    (
        "Increase in inventories",
        "(320,774)",
        ["CashFlows/NetCashProvidedByUsedInOperatingActivities@D20170401-20170630"],
    ),
    (
        "Proceeds from subsidies",
        "48,976",
        ["CashFlows/NetCashProvidedByUsedInInvestingActivities@D20170401-20170630"],
    ),
    (
        "Dividends paid",
        "(608,349)",
        ["CashFlows/NetCashProvidedByUsedInFinancingActivities@D20180401-20180630"],
    ),
    (
        "EFFECT OF EXCHANGE RATE CHANGES ON CASH AND CASH EQUIVALENTS",
        "(29,234)",
        [
            "CashFlows/CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsPeriodIncreaseDecrease"
            "IncludingExchangeRateEffect@D20180401-20180630"
        ],
    ),
]


@pytest.mark.parametrize(("caption", "printed", "totals"), _DIGITS, ids=[row[0] for row in _DIGITS])
def test_tieout_and_arelle_agree_on_a_wrong_last_digit(release, caption, printed, totals):
    line = _change_last_digit(release, caption, printed)
    findings = _not_published(quiet_build(release))
    assert len(findings) == len(totals)
    for finding, total in zip(findings, totals, strict=True):
        assert finding.code == "tie.total-off"
        # The total by name, the amount, the damaged cell among the cells to compare, and Arelle's word.
        relation, _, context = total.partition("@")
        assert finding.message.startswith(f"{relation} does not add up for {context}: ")
        assert re.search(r"off by -?[19],000$", finding.message)
        assert line in {place.line for place in finding.places}
        assert {place.row for place in finding.places if place.line == line} == {caption}
        assert _ARELLE in finding.codes


@pytest.mark.parametrize(
    ("caption", "printed", "total"),
    [
        ("Adjusted EBITDA", "4,477", "AdjustedEbitdaReconciliation/OperatingIncomeLoss"),
        (
            "CAPEX, including capital leases",
            "4,181",
            "CapitalExpenditures/CapitalExpendituresIncludingCapitalLeases",
        ),
    ],
)
def test_tieout_and_arelle_agree_on_a_table_in_millions(release, caption, printed, total):
    line = _change_last_digit(release, caption, printed)
    (finding,) = _not_published(quiet_build(release))
    assert finding.code == "tie.total-off"
    assert finding.message.startswith(f"{total} does not add up beyond rounding for D20180401-20180630: ")
    assert line in {place.line for place in finding.places}
    # XBRL 2.1 binds facts of one precision only where the arc is its own: these arcs are Calculations 1.1's.
    assert finding.codes == (_ROUNDING,)


@pytest.mark.parametrize(
    ("caption", "printed", "relation"),
    [
        # Customers and intersegment make the segment's revenue; the segments make the company's.
        ("Customers", "39,960,913", "SegmentInformation/Revenues-network"),
        (
            "Network service and systems integration business",
            "856,362",
            "SegmentInformation/OperatingIncomeLoss",
        ),
    ],
)
def test_a_sum_over_members_is_found_by_tieout_and_by_a_formula(release, caption, printed, relation):
    # No calculation arc can say it: an assertion of the taxonomy does.
    line = _change_last_digit(release, caption, printed)
    (finding,) = _not_published(quiet_build(release))
    assert finding.code == "tie.total-off"
    assert finding.message.startswith(f"{relation} does not add up")
    assert line in {place.line for place in finding.places}
    assert finding.codes == (f"message:{relation.replace('/', '-')}",)


def test_the_same_figure_printed_twice_with_unlike_digits_is_found(release):
    # Consolidated revenue stands in the statement of income and in the segments.
    line = _change_last_digit(release, "Consolidated total", "44,704,918")
    (finding,) = _not_published(quiet_build(release))
    assert finding.code == "facts.conflict"
    places = {place.line: place.row for place in finding.places}
    assert places[line] == "Consolidated total"
    assert "Total revenues" in places.values()


def test_a_rounded_repeat_of_a_wrong_figure_is_found(release):
    # Depreciation in millions in the reconciliation, in thousands in the cash flows.
    _change_last_digit(release, "Depreciation and Amortization", "(3,297)")
    (finding,) = _not_published(quiet_build(release))
    assert finding.code == "tie.repeat-differs"
    assert "DepreciationDepletionAndAmortization" in finding.message


@pytest.mark.parametrize("printed", ["23,126,189", "21,958,591"])
def test_cash_that_does_not_lead_from_the_opening_to_the_closing_balance_is_found(release, printed):
    caption = (
        "CASH AND CASH EQUIVALENTS, " + ("END" if printed[0:2] == "23" else "BEGINNING") + " OF THE PERIOD"
    )
    line = _change_last_digit(release, caption, printed)
    findings = _not_published(quiet_build(release))
    assert findings
    for finding in findings:
        assert finding.code == "tie.total-off"
        assert line in {place.line for place in finding.places}
        # Its ends stand in other contexts than the change: a formula says it, no calculation can.
        assert [code.partition(":")[0] for code in finding.codes] == ["message"]


def test_an_accepted_exception_that_is_mended_in_the_release_has_to_go(release):
    # 4,103,733 thousand rounds to 4,104 million: with that printed there is nothing to accept.
    edit(release / "release.txt", "Adjusted EBITDA\t4,103\t", "Adjusted EBITDA\t4,104\t")
    (finding,) = _not_published(quiet_build(release))
    assert finding.code == "tie.exception-stale"
    assert finding.places[0].file.endswith("release.yaml")
    assert finding.places[0].line > 1


# A release that does not fit its definition ---------------------------------------------------------------

_UNITS = (
    "\tThree Months Ended June 30, 2017 Thousands of JPY\tThree Months Ended June 30, 2018 Thousands of JPY\n"
)
_MISFITS = {
    "an unknown line": (
        "Inventories\t1,714,547\t2,512,305\n",
        "Inventories\t1,714,547\t2,512,305\nCrypto assets\t1\t2\n",
        "Crypto assets",
        "mapping.",
    ),
    "a missing line": ("Inventories\t1,714,547\t2,512,305\n", "", "Inventories", "mapping."),
    "a renamed line": (
        "Inventories\t1,714,547",
        "Inventory of goods\t1,714,547",
        "Inventory of goods",
        "mapping.",
    ),
    "a column head of another quarter": (
        _UNITS,
        _UNITS.replace("2018", "2016"),
        "Three Months Ended June 30, 2016",
        "mapping.column-unexpected",
    ),
    "a column head without a date": (
        _UNITS,
        _UNITS.replace("Three Months Ended June 30, 2018", "This time"),
        "This time",
        "mapping.column-no-period",
    ),
    "a missing unit line": (
        _UNITS,
        _UNITS.replace(" Thousands of JPY", ""),
        "Three Months Ended June 30, 2018",
        "mapping.unit-missing",
    ),
    "another unit": (
        _UNITS,
        _UNITS.replace("Thousands", "Millions"),
        "Three Months Ended June 30, 2018",
        "mapping.unit-differs",
    ),
    "a figure that cannot be read": (
        "Inventories\t1,714,547\t2,512,305",
        "Inventories\t1,714,547\t2,5l2,305",
        "2,5l2,305",
        "mapping.cell-unreadable",
    ),
    "two figures in one cell": (
        "GOODWILL\t6,082,472\t6,082,472",
        "GOODWILL\t6,082,472\t6,082,472 2,615",
        "6,082,472 2,615",
        "mapping.cell-unreadable",
    ),
}


@pytest.mark.parametrize("what", _MISFITS)
def test_a_misfit_is_a_finding_with_its_line(release, what):
    old, new, word, code = _MISFITS[what]
    text = release / "release.txt"
    before = text.read_text(encoding="utf-8").partition(old)[0]
    edit(text, old, new)
    said = tieout("build", release, "-q")
    assert said.exit_code == 1
    assert "not published" in said.output
    assert not (release / "xbrl").exists()
    # The line of the damage, or any line of the table that misses one.
    within = [number for number, line in enumerate(new.split("\n")) if word in line]
    line = str(before.count("\n") + 1 + within[0]) if within else "[0-9]+"
    where = rf"{re.escape(str(text))}:{line}\b.*{re.escape(code)}"
    told = [said_line for said_line in said.stdout.split("\n") if re.match(where, said_line)]
    assert any(word in said_line for said_line in told), said.stdout


def test_a_missing_table_is_a_finding_with_the_nearest_one(release):
    text = release / "release.txt"
    lines = text.read_text(encoding="utf-8").split("\n")
    start = next(n for n, line in enumerate(lines) if line.startswith("CAPEX, including"))
    end = lines.index("", start)
    text.write_text("\n".join(lines[: start - 2] + lines[end:]), encoding="utf-8", newline="\n")
    said = tieout("build", release, "-q")
    assert said.exit_code == 1
    assert "mapping.table-missing: the release has no table CapitalExpenditures/capex" in said.stdout
    assert re.search(r"capital-expenditures\.yaml:\d+", said.stdout)
    assert re.search(r"The nearest is the table in line \d+|No table of the release", said.stdout)


def test_an_unknown_table_is_a_finding_with_its_line(release):
    text = release / "release.txt"
    with text.open("a", encoding="utf-8", newline="\n") as file:
        file.write("\nHeadcount\n\n\tAs of June 30, 2018\nEngineers\t2,000\n")
    said = tieout("build", release, "-q")
    line = len(text.read_text(encoding="utf-8").split("\n")) - 2
    assert said.exit_code == 1
    assert f"{text}:{line} (Headcount): mapping.table-unknown" in said.stdout


def test_findings_as_json_have_the_same_places(release):
    edit(release / "release.txt", "GOODWILL\t6,082,472\t6,082,472", "GOODWILL\t6,082,472\t6,O82,472")
    said = tieout("build", release, "--json")
    told = json.loads(said.stdout)
    assert (said.exit_code, told["published"]) == (1, False)
    (finding,) = told["findings"]
    assert finding["code"] == "mapping.cell-unreadable"
    assert finding["places"][0] == {
        "file": str(release / "release.txt"),
        "line": 304,
        "column": 20,
        "table": "Internet Initiative Japan Inc. Consolidated Balance Sheets (Unaudited)",
        "row": "GOODWILL",
        "head": "As of June 30, 2018",
    }


@pytest.mark.parametrize("letter", ["\u2028", "\u0085"])
def test_lines_are_counted_as_an_editor_counts_them(release, letter):
    # Unicode's own line ends are letters of a line to grep and to editors.
    text = release / "release.txt"
    edit(text, "GOODWILL\t6,082,472\t6,082,472", "GOODWILL\t6,082,472\t6,O82,472")
    text.write_text(f"A{letter}B\n" + text.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    (finding,) = _not_published(quiet_build(release))
    assert finding.places[0].line == 305


# A definition that does not hold --------------------------------------------------------------------------


def _yaml_line(path, text):
    lines = path.read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("concept: Goodwill,", "concept: Godwill,", "Godwill"),
        ("total: AssetsCurrent,", "total: AssetsCurent,", "AssetsCurent"),
        ("sort: 2\n", "sort: two\n", "sort"),
        ("kind: Statement\n", "kind: Statement\ncolour: red\n", "colour"),
        ("{concept: Goodwill,", "{concept: Goodwill", "YAML"),
    ],
)
def test_a_mistake_in_yaml_is_an_input_error_with_file_and_line(release, old, new, word):
    path = release.parents[1] / "taxonomy" / "iij" / "statements" / "balance-sheet.yaml"
    edit(path, old, new)
    said = tieout("build", release)
    assert said.exit_code == 2
    assert word in said.stdout
    # A scanner sees an unclosed bracket a little later than it stands.
    line = _yaml_line(path, new.strip("\n").split("\n")[-1])
    assert re.search(rf"balance-sheet\.yaml:({line}|{line + 1}):", said.stdout), said.stdout
    assert not (release / "xbrl").exists()


def test_a_finding_of_arelle_names_no_file_that_is_gone(release):
    # The files that were validated are thrown away with the build: nobody could open them.
    path = release.parents[1] / "taxonomy" / "iij" / "statements" / "capital-expenditures.yaml"
    edit(path, "title: {en: Capital Expenditures (Details)", "title: {en: C")
    findings = _not_published(quiet_build(release))
    assert {finding.code for finding in findings} == {"validate.lint.role-definition"}
    assert [place.file for finding in findings for place in finding.places if ".tieout-" in place.file] == []
