"""Damage to a release: a wrong digit is found by tie-out and by Arelle alike, a wrong line by the reader."""

import csv
import json
import re

import pytest

from build_helpers import INSTANCE, copy_release, edit, follow, quiet_build, tieout
from tieout.publication import proven
from tieout.validate import Counts, Verdict, validate

pytestmark = pytest.mark.whole

_ARELLE = "xbrl.5.2.5.2:calcInconsistency"
_ROUNDING = "calc11e:inconsistentCalculationUsingRounding"


@pytest.fixture
def release(root, tmp_path):
    """A copy of the release, to be damaged."""
    return copy_release(root, tmp_path)


@pytest.fixture
def verdicts(monkeypatch):
    """What is said of the instances that builds validate; their packages are not what is damaged here."""
    said = []

    def of_instances(path, *arguments):
        if path.name != INSTANCE:
            return Verdict(str(path), Counts(), (), ())
        said.append(validate(path, *arguments))
        return said[-1]

    monkeypatch.setattr(proven, "validate", of_instances)
    return said


@pytest.fixture(scope="module")
def lines(definition):
    return definition.text.read_text(encoding="utf-8").split("\n")


def _with_last_digit_changed(lines, caption, printed):
    """The release with 1,234 of a row made 1,235, and the line. A row is known by its caption and figure."""
    (at,) = (
        n for n, line in enumerate(lines) if line.split("\t")[0] == caption and printed in line.split("\t")
    )
    last = max(place for place, letter in enumerate(printed) if letter.isdigit())
    changed = printed[:last] + str((int(printed[last]) + 1) % 10) + printed[last + 1 :]
    cells = lines[at].split("\t")
    cells[cells.index(printed)] = changed
    return [*lines[:at], "\t".join(cells), *lines[at + 1 :]], at + 1


# A wrong digit: row, figure as printed, and the totals that it belongs to ---------------------------------

_CASH_CHANGE = (
    "CashFlows/CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsPeriodIncreaseDecrease"
    "IncludingExchangeRateEffect"
)
_COMPREHENSIVE = (
    "ComprehensiveIncome/ComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest"
)
_CONTRACTS = "ContractsAndSubscriptions/ConnectivityServicesContractsAndSubscriptions"
_NETWORK = "OperatingSegments_NetworkServicesAndSystemsIntegrationBusiness"
# Each relation with the context that it is off in and how Arelle finds the same: by a calculation to the last
# digit, by one within rounding (arcs of Calculations 1.1), by an assertion where no calculation can say it.
_DIGITS = [
    # Balance sheet: parts, totals, and a part printed in brackets.
    ("Inventories", "2,512,305", {"BalanceSheet/AssetsCurrent@I20180630": _ARELLE}),
    (
        "Total current assets",
        "67,184,751",
        {"BalanceSheet/AssetsCurrent@I20180331": _ARELLE, "BalanceSheet/Assets@I20180331": _ARELLE},
    ),
    (
        "Accumulated other comprehensive income (loss)",
        "(142,227)",
        {"BalanceSheet/StockholdersEquity@I20180630": _ARELLE},
    ),
    # Statement of income.
    ("WAN services", "6,969,904", {"IncomeStatement/NetworkServicesRevenue@D20170401-20170630": _ARELLE}),
    ("INCOME TAX EXPENSE", "450,641", {"IncomeStatement/ProfitLoss@D20170401-20170630": _ARELLE}),
    # Comprehensive income.
    (
        "Foreign currency translation adjustments",
        "(132,833)",
        {f"{_COMPREHENSIVE}@D20180401-20180630": _ARELLE},
    ),
    # Cash flows: operating, investing, financing, and the change of all three.
    (
        "Increase in inventories",
        "(320,774)",
        {"CashFlows/NetCashProvidedByUsedInOperatingActivities@D20170401-20170630": _ARELLE},
    ),
    (
        "Proceeds from subsidies",
        "48,976",
        {"CashFlows/NetCashProvidedByUsedInInvestingActivities@D20170401-20170630": _ARELLE},
    ),
    # The dividend also leads from one balance of retained earnings to the next.
    (
        "Dividends paid",
        "(608,349)",
        {
            "CashFlows/NetCashProvidedByUsedInFinancingActivities@D20180401-20180630": _ARELLE,
            "FinancialPositionAnalysis/RetainedEarningsRollForward@I20180630": "message",
        },
    ),
    (
        "EFFECT OF EXCHANGE RATE CHANGES ON CASH AND CASH EQUIVALENTS",
        "(29,234)",
        {f"{_CASH_CHANGE}@D20180401-20180630": _ARELLE},
    ),
    # In millions.
    (
        "Adjusted EBITDA",
        "4,477",
        {"AdjustedEbitdaReconciliation/OperatingIncomeLoss@D20180401-20180630": _ROUNDING},
    ),
    (
        "CAPEX, including capital leases",
        "4,181",
        {"CapitalExpenditures/CapitalExpendituresIncludingCapitalLeases@D20180401-20180630": _ROUNDING},
    ),
    # Customers and intersegment make the segment's revenue; the segments make the company's.
    (
        "Customers",
        "39,960,913",
        {f"SegmentInformation/Revenues-network@D20170401-20170630_{_NETWORK}": "message"},
    ),
    (
        "Network service and systems integration business",
        "856,362",
        {"SegmentInformation/OperatingIncomeLoss@D20180401-20180630": "message"},
    ),
    # Balances at both ends of what moved between them.
    (
        "CASH AND CASH EQUIVALENTS, BEGINNING OF THE PERIOD",
        "21,958,591",
        {"CashFlows/CashRollForward@I20170630": "message"},
    ),
    # A rate of growth, a movement over the year, a dividend of a quarter, all printed once.
    (
        "Total gross margin",
        "3.9",
        {"OperatingResultsSummary/GrossProfitChangeOverPriorYear@D20180401-20180630": "message"},
    ),
    (
        "hi-ho",
        "130,755",
        {
            f"{_CONTRACTS}-consumer@I20170630_InternetConnectivityServicesConsumer": "message",
            f"{_CONTRACTS}PeriodIncreaseDecrease@D20170701-20180630_Hiho": "message",
        },
    ),
]


def _off(findings):
    """The relations that findings say are off, as in the table above."""
    return {f"{f.subject}@{re.search(r' for ([^ ]+), off', f.message)[1]}" for f in findings}


@pytest.mark.parametrize(("caption", "printed", "totals"), _DIGITS, ids=[row[0] for row in _DIGITS])
def test_a_wrong_last_digit_is_found(definition, lines, tmp_path, caption, printed, totals):
    damaged, line = _with_last_digit_changed(lines, caption, printed)
    errors = follow(damaged, definition, tmp_path).errors
    assert {finding.code for finding in errors} == {"tie.total-off"}
    assert _off(errors) == totals.keys()
    for finding in errors:
        # The total by name, the amount, and the damaged cell among the cells to compare.
        assert re.search(
            r" is [\d,.-]+( thousand| million)?, its parts make [\d,.-]+: [\d,.]+ too (much|little)\. "
            r".*, off by -?[\d,.]*[1-9][\d,.]*$",
            finding.message,
        )
        assert {place.row for place in finding.places if place.line == line} == {caption}


@pytest.mark.arelle
def test_tieout_and_arelle_agree_on_every_wrong_digit(release, lines, verdicts):
    # All at once, and a title that breaks a rule: one build is enough.
    damaged = lines
    for caption, printed, _ in _DIGITS:
        damaged, _ = _with_last_digit_changed(damaged, caption, printed)
    (release / "release.txt").write_text("\n".join(damaged), encoding="utf-8", newline="\n")
    path = release.parents[1] / "taxonomy" / "iij" / "statements" / "capital-expenditures.yaml"
    edit(path, "title: {en: Capital Expenditures (Details)", "title: {en: C")
    built = quiet_build(release)
    assert not built.published
    assert not built.out.exists()
    due = {relation: code for _, _, totals in _DIGITS for relation, code in totals.items()}
    findings = [finding for finding in built.findings if finding.code == "tie.total-off"]
    assert _off(findings) == due.keys()
    for finding in findings:
        (relation,) = _off([finding])
        code = f"message:{finding.subject.replace('/', '-')}" if due[relation] == "message" else due[relation]
        assert code in finding.codes, relation
    # What both find is told once: Arelle has nothing of its own to say of a relation.
    others = [finding for finding in built.findings if finding.code != "tie.total-off"]
    told = {"validate.lint.role-definition", "validate.edgar.role-definition"}
    assert {finding.code for finding in others} == told
    # The files that were validated are thrown away with the build: nobody could open them.
    assert [place.file for finding in others for place in finding.places if ".tieout-" in place.file] == []


def test_a_sum_of_millions_is_off_beyond_rounding(definition, lines, tmp_path):
    damaged, _ = _with_last_digit_changed(lines, "Adjusted EBITDA", "4,477")
    (finding,) = follow(damaged, definition, tmp_path).errors
    assert "does not add up beyond rounding for D20180401-20180630, off by " in finding.message


def test_the_same_figure_printed_twice_with_unlike_digits_is_found(definition, lines, tmp_path):
    # Consolidated revenue stands in the statement of income and in the segments.
    damaged, line = _with_last_digit_changed(lines, "Consolidated total", "44,704,918")
    (finding,) = follow(damaged, definition, tmp_path).errors
    assert finding.code == "facts.conflict"
    places = {place.line: place.row for place in finding.places}
    assert places[line] == "Consolidated total"
    assert "Total revenues" in places.values()


def test_a_rounded_repeat_of_a_wrong_figure_is_found(definition, lines, tmp_path):
    # Depreciation in millions in the reconciliation, in thousands in the cash flows.
    damaged, _ = _with_last_digit_changed(lines, "Depreciation and Amortization", "(3,297)")
    (finding,) = follow(damaged, definition, tmp_path).errors
    assert finding.code == "tie.repeat-differs"
    assert "DepreciationDepletionAndAmortization" in finding.message


def test_cash_at_the_end_is_that_of_the_balance_sheet(definition, lines, tmp_path):
    caption = "CASH AND CASH EQUIVALENTS, END OF THE PERIOD"
    damaged, line = _with_last_digit_changed(lines, caption, "23,126,189")
    errors = follow(damaged, definition, tmp_path).errors
    assert _off(errors) == {"CashFlows/CashRollForward@I20180630", "CashFlows/CashOfBothStatements@I20180630"}
    for finding in errors:
        assert line in {place.line for place in finding.places}


# Accepted exceptions --------------------------------------------------------------------------------------

# A rate of growth by a unit of its last digit, and a movement by one: relations that no calculation can say.
_GROWTH = ("Total gross margin\t6,530\t6,783\t3.9\t", "Total gross margin\t6,530\t6,783\t4.0\t")
_MOVEMENT = (
    "IP service (less than 1Gbps)\t1,240\t1,295\t55",
    "IP service (less than 1Gbps)\t1,240\t1,295\t56",
)
_ENTRY = """
  - relation: {relation}
    period: {period}
    {members}
    by: "{by}"
    why: {{en: The release prints it so., ja: 決算発表資料の記載による。}}
"""


def _accept(folder, relation, period, by, members=""):
    with (folder / "release.yaml").open("a", encoding="utf-8", newline="\n") as file:
        file.write(_ENTRY.format(relation=relation, period=period, by=by, members=members))


_GROWS = ("OperatingResultsSummary/GrossProfitChangeOverPriorYear", "2018-04-01/2018-06-30")
_MOVES = (f"{_CONTRACTS}PeriodIncreaseDecrease", "2017-07-01/2018-06-30")
_MOVES_MEMBER = "members: {ProductOrServiceAxis: IpServicesBelowOneGbpsMember}"


_RELATION = re.compile(r"(\S+/\S+) (does not|is not)")


def _told(folder):
    """What `check` says is off, by relation: the amount as told, which is what release.yaml has to accept."""
    findings = json.loads(tieout("check", folder, "--json").stdout)["findings"]
    return {
        _RELATION.search(finding["message"])[1]: finding["message"].rpartition("off by ")[2].replace(",", "")
        for finding in findings
        if finding["code"] == "tie.total-off"
    }


@pytest.mark.arelle
def test_an_exception_of_an_assertion_is_accepted_by_the_amount_that_is_told(release, verdicts):
    edit(release / "release.txt", *_GROWTH)
    edit(release / "release.txt", *_MOVEMENT)
    told = _told(release)
    # 6,783 / 6,530 is 1.038744; a movement of whole numbers is off by a whole number.
    assert told == {_GROWS[0]: "0.001256", _MOVES[0]: "1"}
    _accept(release, *_GROWS, told[_GROWS[0]])
    _accept(release, *_MOVES, told[_MOVES[0]], _MOVES_MEMBER)
    assert quiet_build(release).published
    # Arelle finds them too, and accepts them by what stands beside the instance.
    (instance,) = verdicts
    assert instance.findings == ()
    accepted = {code for finding in instance.accepted for code in finding.codes}
    assert {f"message:{_GROWS[0].replace('/', '-')}", f"message:{_MOVES[0].replace('/', '-')}"} <= accepted
    with (release / "xbrl" / "exceptions.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["relation"]: row for row in csv.DictReader(file) if row["kind"] == "relation"}
    assert rows[_GROWS[0]]["by"] == told[_GROWS[0]]
    assert (rows[_MOVES[0]]["by"], rows[_MOVES[0]]["total"].split("_")[-1]) == ("1", "IpServicesBelowOneGbps")


@pytest.mark.parametrize("change", [1, -1])
def test_an_exception_of_an_assertion_by_another_amount_accepts_nothing(release, change):
    edit(release / "release.txt", *_GROWTH)
    by = _told(release)[_GROWS[0]]
    # By one unit of the last digit that is told.
    _accept(release, *_GROWS, f"{by[:-1]}{(int(by[-1]) + change) % 10}")
    said = tieout("check", release)
    assert said.exit_code == 1
    assert "tie.total-off" in said.stdout
    assert f"the accepted exception {_GROWS[0]}" in said.stdout
    assert f"is not what occurs: it is off by {by}" in said.stdout


def test_an_exception_of_an_assertion_that_holds_is_stale(release):
    _accept(release, *_GROWS, "0.001256")
    said = tieout("check", release)
    assert said.exit_code == 1
    assert "is not what occurs: it does not occur any more" in said.stdout
    assert "tie.total-off" not in said.stdout


def test_an_accepted_exception_that_is_mended_in_the_release_has_to_go(release, unproven):
    # 4,103,733 thousand rounds to 4,104 million: with that printed there is nothing to accept.
    edit(release / "release.txt", "Adjusted EBITDA\t4,103\t", "Adjusted EBITDA\t4,104\t")
    built = quiet_build(release)
    (finding,) = built.findings
    assert (built.published, built.out.exists()) == (False, False)
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
    # Figures that no relation covers: of others arithmetic would tell what they are.
    "a figure that cannot be read": (
        "Interest paid\t87,211\t95,902",
        "Interest paid\t87,211\t95,9O2",
        "95,9O2",
        "mapping.cell-unreadable",
    ),
    "two figures in one cell": (
        "Interest paid\t87,211\t95,902",
        "Interest paid\t87,211\t95,902 2,615",
        "95,902 2,615",
        "mapping.cell-unreadable",
    ),
    "a reworded sentence": (
        "Operating income came to JPY1,180 million",
        "Operating income was put at JPY1,180 million",
        "Operating income was put at",
        "trace.unread",
    ),
    "a sentence on another quarter": (
        "up 4.9% YoY (JPY1,124 million for 1Q17)",
        "up 4.9% YoY (JPY1,124 million for 1Q16)",
        "1Q16",
        "mapping.sentence-period",
    ),
}


@pytest.mark.parametrize("what", _MISFITS)
def test_a_misfit_is_a_finding_with_its_line(release, what):
    old, new, word, code = _MISFITS[what]
    text = release / "release.txt"
    before = text.read_text(encoding="utf-8").partition(old)[0]
    edit(text, old, new)
    said = tieout("build", release, "-qv")
    assert said.exit_code == 1
    assert "not published" in said.output
    assert not (release / "xbrl").exists()
    # The line of the damage, or any line of the table that misses one.
    within = [number for number, line in enumerate(new.split("\n")) if word in line]
    line = str(before.count("\n") + 1 + within[0]) if within else "[0-9]+"
    where = rf"{re.escape(str(text))}:{line}\b(.|\n)*\[{re.escape(code)}"
    told = [finding for finding in _findings(said.stdout) if re.search(where, finding)]
    assert told, said.stdout
    assert any(word in finding for finding in told), said.stdout


def _findings(told):
    """Each finding as it is told: its headline, and what is set in below it."""
    return re.split(r"\n(?=\S)", told)


def test_a_missing_table_is_a_finding_with_the_nearest_one(release):
    text = release / "release.txt"
    lines = text.read_text(encoding="utf-8").split("\n")
    start = next(n for n, line in enumerate(lines) if line.startswith("CAPEX, including"))
    end = lines.index("", start)
    text.write_text("\n".join(lines[: start - 2] + lines[end:]), encoding="utf-8", newline="\n")
    said = tieout("build", release, "-q")
    assert said.exit_code == 1
    (told,) = (one for one in _findings(said.stdout) if "[mapping.table-missing]" in one)
    assert told.startswith("the release has no table CapitalExpenditures/capex")
    assert re.search(r"capital-expenditures\.yaml:\d+", said.stdout)
    assert re.search(r"The nearest is the table in line \d+|No table of the release", said.stdout)


def test_an_unknown_table_is_a_finding_with_its_line(release):
    text = release / "release.txt"
    with text.open("a", encoding="utf-8", newline="\n") as file:
        file.write("\nHeadcount\n\n\tAs of June 30, 2018\nEngineers\t2,000\n")
    said = tieout("build", release, "-q")
    line = len(text.read_text(encoding="utf-8").split("\n")) - 2
    assert said.exit_code == 1
    assert f"{text}:{line + 1}:11 (Headcount / Engineers)\n    [trace.unread]" in said.stdout
    assert "nothing reads the number 2,000 of the table Headcount" in said.stdout


_PAID = ("Interest paid\t87,211\t95,902", "Interest paid\t87,211\t95,9O2")


def test_findings_as_json_have_the_same_places(release):
    edit(release / "release.txt", *_PAID)
    said = tieout("build", release, "--json")
    told = json.loads(said.stdout)
    assert (said.exit_code, told["status"]) == (1, "draft")
    (finding,) = (one for one in told["findings"] if one["severity"] == "error")
    assert finding["code"] == "mapping.cell-unreadable"
    assert finding["places"][0] == {
        "file": str(release / "release.txt"),
        "line": 478,
        "column": 22,
        "table": "Quarterly Consolidated Statements of Cash Flows (Unaudited)",
        "row": "Interest paid",
        "head": "Three Months Ended June 30, 2018",
    }


@pytest.mark.parametrize("letter", ["\u2028", "\u0085"])
def test_lines_are_counted_as_an_editor_counts_them(release, letter):
    # Unicode's own line ends are letters of a line to grep and to editors.
    text = release / "release.txt"
    edit(text, *_PAID)
    text.write_text(f"A{letter}B\n" + text.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    (finding,) = quiet_build(release).findings
    assert finding.places[0].line == 479


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
        ("role-type: Statement\n", "role-type: Statement\ncolour: red\n", "colour"),
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
