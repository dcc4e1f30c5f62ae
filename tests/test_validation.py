"""Deliberate damage to a built report: whatever is broken in its files, `tieout validate` says so."""

import csv
import json
import re
import shutil
import zipfile
from decimal import Decimal
from functools import cache, partial
from pathlib import Path

import pytest

from build_helpers import INSTANCE, STEM, edit, read_facts, tieout
from tieout.render.tables import EXCEPTIONS
from tieout.validate import Counts, validate
from tieout.validate import report as validation
from tieout.validate.arelle import run_arelle
from tieout.validate.model import Message, Run

_TOTAL = (
    'id="ComprehensiveIncomeNetOfTax_D20180401-20180630" contextRef="D20180401-20180630" unitRef="JPY" '
    'decimals="-3">112644000<'
)
# Figures and arcs that the cases below damage, each its own, so that one report can have all of the damages.
_GOODWILL = 'id="Goodwill_I20180630" contextRef="I20180630" unitRef="JPY" decimals="-3">6082472000<'
_INVENTORY = 'id="InventoryNet_I20180630" contextRef="I20180630" unitRef="JPY" decimals="-3">2512305000<'
_INVENTORY_AGAIN = _INVENTORY.replace("InventoryNet_", "again_").replace("305000", "306000")
_INVESTEES = 'id="EquityMethodInvestments_I20180630" contextRef="I20180630"'
_DEPOSITS = (
    'id="DepositsAssetsNoncurrent_I20180630" contextRef="I20180630" unitRef="JPY" decimals="-3">3384433000<'
)
_TAXES = (
    'id="IncomeTaxesPaidNet_D20180401-20180630" contextRef="D20180401-20180630" unitRef="JPY" decimals="-3">'
    "1939354000<"
)
_EPS = (
    'id="EarningsPerShareBasic_D20180401-20180630" contextRef="D20180401-20180630" unitRef="JPY_per_shares"'
)
_ADS = (
    '<xbrldi:explicitMember dimension="tieout:StatementClassOfStockAxis">iij:AmericanDepositarySharesMember<'
)
_GROWTH = (
    'id="GrossProfitChangeOverPriorYear_D20180401-20180630" contextRef="D20180401-20180630" unitRef="pure" '
    'decimals="3">0.039<'
)
_PARENT_CHILD = (
    '<link:presentationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/parent-child" '
    'xlink:from="tieout_AssetsAbstract" xlink:to="tieout_{}" order="{}"/>'
)
_LEASES = "CapitalLeasesLessorBalanceSheetNetInvestmentInSalesTypeLeasesNoncurrent"
_LABEL = 'xlink:role="http://www.xbrl.org/2003/role/label" xml:lang="en-US">'


@pytest.fixture
def damaged(report, tmp_path) -> Path:
    """A copy of the report, to be damaged."""
    return Path(shutil.copytree(report, tmp_path / "damaged"))


@pytest.fixture
def no_assertions(monkeypatch):
    """Takes the assertions out where nothing is about them: half of the time is theirs."""
    monkeypatch.setattr(validation, "run_arelle", partial(run_arelle, assertions=False))


@pytest.fixture
def no_arelle(monkeypatch):
    """An Arelle that finds nothing, where all is about what stands beside an instance."""
    monkeypatch.setattr(validation, "run_arelle", lambda *_, **__: Run((), Counts(1, 1, 1)))


@pytest.fixture
def undamaged(arelle_said):
    """What Arelle says of the report itself: it never looks at what stands beside an instance."""
    return arelle_said


@pytest.fixture
def beside(damaged, undamaged, monkeypatch):
    """A copy of the report that is damaged only beside its instance, where Arelle does not look."""
    monkeypatch.setattr(validation, "run_arelle", lambda *_, **__: undamaged)
    return damaged


def _findings(path):
    """The findings of `validate PATH`. The exit code, the text and the JSON have to agree on them."""
    said = tieout("validate", path, "--json")
    findings = [finding for verdict in json.loads(said.stdout) for finding in verdict["findings"]]
    assert said.exit_code == (1 if findings else 0)
    return findings


def _line(root, text):
    """The line of the release with this text."""
    lines = (root / "instances" / "iij-2018q1" / "release.txt").read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if line.startswith(text))


def _accepted(report):
    """The relations that the report itself accepts as they are."""
    with (report / "exceptions.csv").open(encoding="utf-8", newline="") as file:
        return [row["relation"] for row in csv.DictReader(file) if row["kind"] == "relation"]


@pytest.mark.arelle
def test_an_undamaged_report_is_valid_and_says_what_it_accepts(report):
    said = tieout("validate", report / INSTANCE, report / f"{STEM}.zip", "--json")
    instance, package = json.loads(said.stdout)
    assert said.exit_code == 0
    assert (instance["facts"], package["facts"]) == (len(read_facts(report / INSTANCE)), 0)
    assert instance["calculation relationships"] == package["calculation relationships"] > 150
    assert instance["findings"] == package["findings"] == package["accepted"] == []
    # What release.yaml accepts of relations: a calculation in millions among it.
    assert {finding["code"] for finding in instance["accepted"]} == {"validate.relation"}
    assert len(instance["accepted"]) == len(_accepted(report))
    codes = [code for finding in instance["accepted"] for code in finding["codes"]]
    assert "calc11e:inconsistentCalculationUsingRounding" in codes


# A total that does not add up ----------------------------------------------------------------------------

_CAPEX = 'decimals="-6">4181000000<'
# Revenue of a segment from customers: no calculation arc can bind it to the segment's revenue.
_CUSTOMERS = (
    'contextRef="D20180401-20180630_NetworkServicesAndSystemsIntegrationBusiness" unitRef="JPY" '
    'decimals="-3">43709718000<'
)


@pytest.mark.arelle
def test_wrong_digits_are_found_and_told_with_the_cells_of_the_release(root, damaged, monkeypatch):
    # Asked twice, for machines and in words, and validated once.
    monkeypatch.setattr(validation, "run_arelle", cache(run_arelle))
    edit(damaged / INSTANCE, _TOTAL, _TOTAL.replace("644000", "645000"))
    edit(damaged / INSTANCE, _CAPEX, _CAPEX.replace("4181", "4182"))
    edit(damaged / INSTANCE, _CUSTOMERS, _CUSTOMERS.replace("718000", "719000"))
    edit(damaged / INSTANCE, _GROWTH, _GROWTH.replace("0.039", "0.040"))
    findings = {re.split(" for |: ", f["message"])[0]: f for f in _findings(damaged / INSTANCE)}
    assert {finding["code"] for finding in findings.values()} == {"validate.relation"}
    assert {relation: finding["codes"] for relation, finding in findings.items()} == {
        # Exact; within rounding; two that no calculation arc can say, found by their assertions.
        "ComprehensiveIncome/ComprehensiveIncomeNetOfTax": ["xbrl.5.2.5.2:calcInconsistency"],
        "CapitalExpenditures/CapitalExpendituresIncludingCapitalLeases": [
            "calc11e:inconsistentCalculationUsingRounding"
        ],
        "SegmentInformation/Revenues-network": ["message:SegmentInformation-Revenues-network"],
        "OperatingResultsSummary/GrossProfitChangeOverPriorYear": [
            "message:OperatingResultsSummary-GrossProfitChangeOverPriorYear"
        ],
    }
    _has_the_cells_of_a_sum(root, findings["ComprehensiveIncome/ComprehensiveIncomeNetOfTax"])
    lines = {place["line"] for place in findings["SegmentInformation/Revenues-network"]["places"]}
    assert _line(root, "Customers\t39,960,913") in lines
    growth = findings["OperatingResultsSummary/GrossProfitChangeOverPriorYear"]
    # The rate and both amounts that it is of.
    assert [(place["line"], place["row"]) for place in growth["places"]] == [
        (_line(root, "Total gross margin"), "Total gross margin")
    ] * 3
    assert (
        "For 2018-04-01 to 2018-06-30, 0.040 is reported and the parts make 0.038744." in growth["details"][0]
    )
    _is_told_in_words(root, damaged, len(findings))


def _has_the_cells_of_a_sum(root, finding):
    """Each figure of it by table, row, column and line: the total, what it is of, and what is taken off."""
    assert " for D20180401-20180630: " in finding["message"]
    assert "ComprehensiveIncomeNetOfTax_D20180401-20180630" in finding["facts"]
    rows = {
        "COMPREHENSIVE INCOME ATTRIBUTABLE TO INTERNET INITIATIVE JAPAN INC.",
        "TOTAL COMPREHENSIVE INCOME",
        "LESS: COMPREHENSIVE INCOME ATTRIBUTABLE TO NONCONTROLLING INTERESTS",
    }
    assert {place["row"] for place in finding["places"]} == rows
    for place in finding["places"]:
        assert place["file"] == "release.txt"
        assert place["line"] == _line(root, place["row"])
        assert place["column"] > len(place["row"])
        assert "Statements of Comprehensive Income" in place["table"]
        assert place["head"].startswith("Three Months Ended June 30, 2018")


def _is_told_in_words(root, damaged, count):
    """The text says what the JSON says."""
    said = tieout("validate", damaged / INSTANCE)
    assert said.exit_code == 1
    assert f"release.txt:{_line(root, 'COMPREHENSIVE INCOME ATTRIBUTABLE TO INTERNET')}:" in said.stdout
    assert "ComprehensiveIncome/ComprehensiveIncomeNetOfTax for D20180401-20180630" in said.stdout
    assert "[validate.relation]; Arelle: xbrl.5.2.5.2:calcInconsistency" in said.stdout
    assert f"{len(_accepted(damaged))} accepted of Arelle's findings, {count} findings" in said.stdout


# What the specifications and regulators ask --------------------------------------------------------------

# What is done to a file, and what is said of it: the code of a finding and a word of it.
_IN_THE_INSTANCE = {
    "an undeclared concept": (
        INSTANCE,
        f"<tieout:Goodwill {_GOODWILL}/tieout:Goodwill>",
        f"<tieout:Godwill {_GOODWILL}/tieout:Godwill>",
        "validate.xmlSchema:elementUnexpected",
        "tieout:Godwill",
    ),
    "money counted in shares": (
        INSTANCE,
        _DEPOSITS,
        _DEPOSITS.replace('"JPY"', '"shares"'),
        "validate.xbrl.4.8.2:monetaryFactUnit-notMonetaryMeasure",
        "DepositsAssetsNoncurrent",
    ),
    "an amount per share without the share": (
        INSTANCE,
        _EPS,
        _EPS.replace("JPY_per_shares", "JPY"),
        "validate.utre:error-NumericFactUtrInvalid",
        "EarningsPerShareBasic",
    ),
    "a member of another axis": (
        INSTANCE,
        f'<xbrli:context id="D20180401-20180630_AmericanDepositaryShares">{{}}{_ADS}',
        "iij:AtmOperationBusinessSegmentMember<",
        "validate.xbrldie:PrimaryItemDimensionallyInvalidError",
        "D20180401-20180630_AmericanDepositaryShares",
    ),
    "the same figure twice with two values": (
        INSTANCE,
        f"<tieout:InventoryNet {_INVENTORY}/tieout:InventoryNet>",
        f"<tieout:InventoryNet {_INVENTORY}/tieout:InventoryNet>"
        f"<tieout:InventoryNet {_INVENTORY_AGAIN}/tieout:InventoryNet>",
        "validate.arelle:duplicateFacts",
        "InventoryNet",
    ),
    "a figure of a period where a date belongs": (
        INSTANCE,
        _INVESTEES,
        _INVESTEES.replace('"I20180630"', '"D20180401-20180630"'),
        "validate.xbrl.4.7.2:contextPeriodType",
        "EquityMethodInvestments",
    ),
    "words for a number": (
        INSTANCE,
        _TAXES,
        _TAXES.replace("1939354000", "1,939,354"),
        "validate.xmlSchema:valueError",
        "1,939,354",
    ),
    "a context without use": (
        INSTANCE,
        '<xbrli:unit id="JPY">',
        '<xbrli:context id="stray"><xbrli:entity><xbrli:identifier scheme="http://www.tse.or.jp/sicc">37740'
        "</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:instant>2018-01-01</xbrli:instant>"
        '</xbrli:period></xbrli:context><xbrli:unit id="JPY">',
        "validate.lint.context-unused",
        "stray",
    ),
}
_IN_THE_TAXONOMY = {
    "a label removed": (
        f"{STEM}_lab.xml",
        f'<link:label xlink:type="resource" xlink:label="tieout_Goodwill_lab" {_LABEL}Goodwill</link:label>',
        "",
        "validate.lint.no-label",
        "tieout:Goodwill",
    ),
    "a label twice": (
        f"{STEM}_lab.xml",
        f'xlink:label="tieout_InterestPaidNet_lab" {_LABEL}Interest paid<',
        f'xlink:label="tieout_InterestPaidNet_lab" {_LABEL}Inventories<',
        "validate.lint.label-twice",
        "tieout:InventoryNet",
    ),
    "a label that is too long": (
        f"{STEM}_lab.xml",
        f'xlink:label="tieout_IncomeTaxesPaidNet_lab" {_LABEL}',
        f'xlink:label="tieout_IncomeTaxesPaidNet_lab" {_LABEL}{"x" * 511} ',
        "validate.lint.label-long",
        "tieout:IncomeTaxesPaidNet",
    ),
    "a role definition without its number": (
        f"{STEM}.xsd",
        "<link:definition>0000002 - Statement - ",
        "<link:definition>Statement - ",
        "validate.lint.role-definition",
        "http://iij.tieout.example/role/BalanceSheet",
    ),
    "two children of one order": (
        f"{STEM}_pre.xml",
        _PARENT_CHILD.format("IntangibleAssetsNetExcludingGoodwill", 6),
        _PARENT_CHILD.format("IntangibleAssetsNetExcludingGoodwill", 5),
        "validate.lint.order-twice",
        "tieout:Goodwill",
    ),
    "a reported concept that is not presented": (
        f"{STEM}_pre.xml",
        _PARENT_CHILD.format(_LEASES, 9),
        "",
        "validate.lint.not-presented",
        f"tieout:{_LEASES}",
    ),
    "a broken weight": (
        f"{STEM}_cal.xml",
        'xlink:to="tieout_Goodwill" order="5" weight="1"',
        'xlink:to="tieout_Goodwill" order="5" weight="-1"',
        "validate.xbrl.5.1.1.2:balanceCalcWeightIllegalNegative",
        "Goodwill",
    ),
}


def _damage(folder, name, old, new):
    path = folder / name
    if "{}" in old:
        # The text stands in several contexts: the one named before the braces is meant.
        anchor, _, old = old.partition("{}")
        before, _, after = path.read_text(encoding="utf-8").partition(anchor)
        assert old in after
        path.write_text(
            before + anchor + after.replace(old, old[: old.rindex(">") + 1] + new, 1), encoding="utf-8"
        )
    else:
        edit(path, old, new)


@pytest.mark.arelle
@pytest.mark.parametrize("damages", [_IN_THE_INSTANCE, _IN_THE_TAXONOMY], ids=["instance", "taxonomy"])
def test_damage_is_found(damaged, no_assertions, damages):
    # All at once: each is found beside the others, and one validation is enough.
    for name, old, new, _, _ in damages.values():
        _damage(damaged, name, old, new)
    findings = _findings(damaged / INSTANCE)
    by_code = {code: [f for f in findings if f["code"] == code] for *_, code, _ in damages.values()}
    missed = [
        what
        for what, (*_, code, word) in damages.items()
        if not any(word in finding["message"] for finding in by_code[code])
    ]
    assert missed == []
    # Plain words before Arelle's, and what to do about it.
    for finding in (finding for found in by_code.values() for finding in found):
        assert finding["hint"]
        assert not finding["message"].startswith("Arelle reports")


@pytest.mark.arelle
def test_a_linkbase_that_is_cut_off_is_found_and_one_that_is_missing(damaged, no_assertions):
    edit(damaged / f"{STEM}_pre.xml", "</link:linkbase>", "")
    for kind in ("cal", "def"):
        (damaged / f"{STEM}_{kind}.xml").unlink()
    findings = _findings(damaged / INSTANCE)
    cut = [finding for finding in findings if finding["code"] == "validate.xmlSchema:syntax"]
    assert any(f"{STEM}_pre.xml" in finding["message"] for finding in cut)
    missing = [
        finding for finding in findings if finding["code"] in ("validate.IOerror", "validate.FileNotLoadable")
    ]
    for kind in ("cal", "def"):
        assert any(f"{STEM}_{kind}.xml" in finding["message"] for finding in missing)


# What the report accepts ---------------------------------------------------------------------------------


_OFF = "AdjustedEbitdaReconciliation/OperatingIncomeLoss for D20170401-20170630"


@pytest.mark.arelle
def test_an_exception_of_another_amount_accepts_nothing(beside):
    edit(beside / "exceptions.csv", ",733000,", ",734000,")
    (finding,) = _findings(beside / INSTANCE)
    assert finding["code"] == "validate.relation"
    assert finding["message"].startswith(_OFF)


def _add_exception(folder, relation, period, by, total):
    path = folder / "exceptions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        heads = csv.DictReader(file).fieldnames
    row = {
        "kind": "relation",
        "relation": relation,
        "period": period,
        "by": by,
        "total": total,
        "fact": total,
    }
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, heads, restval="", lineterminator="\n").writerow(row | {"why": "Why not."})


@pytest.mark.parametrize(("by", "accepted"), [("0.001256", True), ("0.003256", False), ("-0.001256", False)])
def test_an_exception_of_an_assertion_holds_for_its_amount(report, tmp_path, monkeypatch, by, accepted):
    # What Arelle says of a wrong rate of growth, once; and what becomes of it beside each amount.
    folder = Path(shutil.copytree(report, tmp_path / "xbrl"))
    relation = "OperatingResultsSummary/GrossProfitChangeOverPriorYear"
    fact = "GrossProfitChangeOverPriorYear_D20180401-20180630"
    told = Message(
        "ERROR",
        f"message:{relation.replace('/', '-')}",
        "0.040 is reported and the parts make 0.038744.",
        (fact, "GrossProfit_D20180401-20180630", "GrossProfit_D20170401-20170630"),
        relation,
        "D20180401-20180630",
        Decimal("0.001256"),
    )
    (folder / "exceptions.csv").write_text(",".join(EXCEPTIONS) + "\n", encoding="utf-8")
    _add_exception(folder, relation, "2018-04-01/2018-06-30", by, fact)
    monkeypatch.setattr(validation, "run_arelle", lambda *_, **__: Run((told,), Counts(1, 1, 1)))
    verdict = validate(folder / INSTANCE)
    findings = [] if accepted else ["validate.relation"]
    assert [finding.code for finding in verdict.findings] == findings
    assert len(verdict.accepted) == accepted


@pytest.mark.arelle
def test_an_exception_that_does_not_occur_is_a_finding(beside):
    _add_exception(beside, "BalanceSheet/Assets", "2018-06-30", "1000", "Assets_I20180630")
    (finding,) = _findings(beside / INSTANCE)
    assert finding["code"] == "validate.exception-stale"
    assert "BalanceSheet/Assets of Assets_I20180630" in finding["message"]


@pytest.mark.arelle
def test_no_exceptions_accept_nothing(beside):
    accepted = _accepted(beside)
    (beside / "exceptions.csv").unlink()
    findings = _findings(beside / INSTANCE)
    assert {finding["code"] for finding in findings} == {"validate.relation"}
    assert any(finding["message"].startswith(_OFF) for finding in findings)
    assert {re.split(" for |: ", finding["message"])[0] for finding in findings} <= set(accepted)


def test_a_note_accepts_nothing(damaged, no_arelle):
    # It tells of what holds: Arelle does not find it, and it is not stale either.
    text = (damaged / "exceptions.csv").read_text(encoding="utf-8")
    notes = [line for line in text.splitlines() if line.startswith(("kind,", "note,"))]
    assert len(notes) > 5
    (damaged / "exceptions.csv").write_text("\n".join(notes) + "\n", encoding="utf-8")
    assert _findings(damaged / INSTANCE) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("exceptions.csv", ",733000,", ",much,"),
        ("exceptions.csv", "kind,relation,period,by,total,", "a,b,c,d,e,"),
        ("trace.csv", "file,line,column,printed,", "file,column,printed,"),
        ("trace.csv", ",row,head,", ",row,he1d,"),
        ("trace.csv", "release.txt,306,20,", "release.txt,x,20,"),
    ],
)
def test_tables_that_cannot_be_read_are_said_so_without_a_traceback(damaged, no_arelle, name, old, new):
    edit(damaged / name, old, new)
    said = tieout("validate", damaged / INSTANCE)
    assert said.exit_code in (1, 2)
    assert name in said.output


# The package ---------------------------------------------------------------------------------------------


def _rewrite(package, change):
    """Writes the package again. `change` makes new bytes of a name and its bytes; None leaves it out."""
    with zipfile.ZipFile(package) as archive:
        files = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(package, "w") as archive:
        for name, data in files:
            if (changed := change(name, data)) is not None:
                archive.writestr(name, changed)


def _codes(path):
    return [finding["code"] for finding in _findings(path)]


def test_a_package_without_its_metadata_is_found(damaged):
    package = damaged / f"{STEM}.zip"
    _rewrite(package, lambda name, data: None if name.endswith("taxonomyPackage.xml") else data)
    assert any(code.startswith("validate.tpe:") for code in _codes(package))


def test_a_package_without_its_catalog_is_found(damaged):
    package = damaged / f"{STEM}.zip"
    _rewrite(package, lambda name, data: None if name.endswith("catalog.xml") else data)
    assert _codes(package)


def test_a_package_whose_metadata_is_no_xml_is_found(damaged):
    package = damaged / f"{STEM}.zip"
    _rewrite(package, lambda name, data: b"<tp:taxonomyPackage" if name.endswith("Package.xml") else data)
    assert _codes(package)


@pytest.mark.arelle
def test_a_package_with_a_broken_linkbase_is_found(damaged):
    package = damaged / f"{STEM}.zip"
    weight = b'xlink:to="tieout_Goodwill" order="5" weight="'
    _rewrite(package, lambda _, data: data.replace(weight + b"1", weight + b"-1"))
    assert any("balanceCalcWeightIllegal" in code for code in _codes(package))


@pytest.mark.parametrize("part", ["taxonomyPackage.xml", f"{STEM}.xsd"])
def test_a_package_with_a_flipped_bit_is_found(damaged, part):
    package = damaged / f"{STEM}.zip"
    with zipfile.ZipFile(package) as archive:
        entry = next(entry for entry in archive.infolist() if entry.filename.endswith(part))
    data = package.read_bytes()
    # Behind its header of 30 bytes and its name an entry has its compressed content.
    at = entry.header_offset + 30 + len(entry.filename.encode()) + entry.compress_size // 2
    package.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    assert _codes(package)


@pytest.mark.arelle
def repacked(package, copy, *changes):
    """A copy of a report package whose report is changed; no other file of the release is beside it."""
    with zipfile.ZipFile(package) as whole, zipfile.ZipFile(copy, "w") as made:
        for name in whole.namelist():
            text = whole.read(name)
            if name.endswith((".htm", ".xbrl")):
                for old, new in changes:
                    assert text.count(old.encode()) == 1
                    text = text.replace(old.encode(), new.encode())
            made.writestr(name, text)
    return copy


@pytest.mark.arelle
@pytest.mark.slow
@pytest.mark.parametrize(("kind", "old", "new"), [("xbri", ">12<", ">52<"), ("xbr", ">0.12<", ">0.52<")])
def test_assertions_are_evaluated_of_a_package_that_stands_alone(root, tmp_path, kind, old, new):
    package = root / "instances" / "aapl-2025q2" / "xbrl" / f"aapl-20250329.{kind}"
    assert _findings(repacked(package, tmp_path / f"good.{kind}")) == []
    # Growth of services: no calculation knows it. On the page other figures stand more than once.
    (found,) = _findings(repacked(package, tmp_path / f"bad.{kind}", (old, new)))
    assert found["code"] == "validate.relation" and "0.52 is reported" in found["details"][0]
    assert found["places"][0]["file"].startswith(str(tmp_path / f"bad.{kind}"))


@pytest.mark.arelle
@pytest.mark.slow
def test_an_inline_report_whose_figures_are_not_those_of_the_instance_beside_it(root, tmp_path):
    folder = Path(shutil.copytree(root / "instances" / "aapl-2025q2" / "xbrl", tmp_path / "xbrl"))
    page = folder / "aapl-20250329.htm"
    page.write_text(page.read_text(encoding="utf-8").replace(">12<", ">52<"), encoding="utf-8")
    (found,) = _findings(page)
    assert found["code"] == "validate.relation" and "0.52 is reported" in found["details"][0]


@pytest.mark.arelle
def test_a_folder_fails_if_one_of_its_files_does(damaged, undamaged, monkeypatch):
    monkeypatch.setattr(
        validation, "run_arelle", lambda path, **_: undamaged if path.name == INSTANCE else run_arelle(path)
    )
    package = damaged / f"{STEM}.zip"
    _rewrite(package, lambda name, data: None if name.endswith("taxonomyPackage.xml") else data)
    for suffix in (".htm", ".xbri", ".json"):
        (damaged / f"{STEM}{suffix}").unlink()
    said = tieout("validate", damaged, "--json")
    # And what was changed is not what was published: the folder's own manifest says so.
    instance, broken, altered = json.loads(said.stdout)
    assert said.exit_code == 1
    assert instance["findings"] == []
    assert broken["findings"]
    assert {finding["code"] for finding in altered["findings"]} == {"validate.altered"}


@pytest.mark.arelle
@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="lists open files as Linux does")
def test_validation_leaves_no_file_open(damaged):
    # A file that stays open cannot be renamed on Windows, and a build renames the folder just validated.
    package = damaged / f"{STEM}.zip"
    assert _codes(package) == []
    handles = Path("/proc/self/fd").iterdir()
    still_open = {str(handle.readlink()) for handle in handles if handle.is_symlink()}
    assert not {name for name in still_open if str(damaged) in name}
