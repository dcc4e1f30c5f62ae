"""Deliberate damage to a built report: whatever is broken in its files, `tieout validate` says so."""

import csv
import json
import shutil
import zipfile
from pathlib import Path

import pytest

import build_helpers
from build_helpers import INSTANCE, STEM, edit, read_facts, tieout

report = build_helpers.report

_TOTAL = (
    'id="ComprehensiveIncomeNetOfTax_D20180401-20180630" contextRef="D20180401-20180630" unitRef="JPY" '
    'decimals="-3">112644000<'
)
_GOODWILL = 'id="Goodwill_I20180630" contextRef="I20180630" unitRef="JPY" decimals="-3">6082472000<'
_GOODWILL_AGAIN = _GOODWILL.replace("Goodwill_", "again_").replace("472000", "473000")
_EPS = (
    'id="EarningsPerShareBasic_D20180401-20180630" contextRef="D20180401-20180630" unitRef="JPY_per_shares"'
)
_ADS = (
    '<xbrldi:explicitMember dimension="tieout:StatementClassOfStockAxis">iij:AmericanDepositarySharesMember<'
)
_PARENT_CHILD = (
    '<link:presentationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/parent-child" '
    'xlink:from="tieout_AssetsAbstract" xlink:to="tieout_{}" order="{}"/>'
)
_LABEL = 'xlink:role="http://www.xbrl.org/2003/role/label" xml:lang="en-US">'


@pytest.fixture
def damaged(report, tmp_path) -> Path:
    """A copy of the report, to be damaged."""
    return Path(shutil.copytree(report, tmp_path / "damaged"))


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


def _take_out(path, beginning):
    """Takes out the one line that begins so."""
    lines = path.read_text(encoding="utf-8").split("\n")
    kept = [line for line in lines if not line.strip().startswith(beginning)]
    assert len(kept) == len(lines) - 1, beginning
    path.write_text("\n".join(kept), encoding="utf-8", newline="\n")


def test_an_undamaged_report_is_valid_and_says_what_it_accepts(report):
    said = tieout("validate", report, "--json")
    instance, package = json.loads(said.stdout)
    assert said.exit_code == 0
    assert (instance["facts"], package["facts"]) == (len(read_facts(report / INSTANCE)), 0)
    assert instance["calculation relationships"] == package["calculation relationships"] > 100
    assert instance["findings"] == package["findings"] == package["accepted"] == []
    (accepted,) = instance["accepted"]
    assert accepted["code"] == "validate.relation"
    assert accepted["codes"] == ["calc11e:inconsistentCalculationUsingRounding"]


# A total that does not add up ----------------------------------------------------------------------------


def test_a_wrong_last_digit_is_a_finding_with_the_cells_of_the_release(root, damaged):
    edit(damaged / INSTANCE, _TOTAL, _TOTAL.replace("644000", "645000"))
    (finding,) = _findings(damaged / INSTANCE)
    assert finding["code"] == "validate.relation"
    assert finding["codes"] == ["xbrl.5.2.5.2:calcInconsistency"]
    assert finding["message"].startswith(
        "ComprehensiveIncome/ComprehensiveIncomeNetOfTax for D20180401-20180630: "
    )
    assert "ComprehensiveIncomeNetOfTax_D20180401-20180630" in finding["facts"]
    # Each figure of the sum by table, row, column and line: the total, what it is of, and what is taken off.
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


def test_the_text_says_what_the_json_says(root, damaged):
    edit(damaged / INSTANCE, _TOTAL, _TOTAL.replace("644000", "645000"))
    said = tieout("validate", damaged / INSTANCE)
    assert said.exit_code == 1
    assert f"release.txt:{_line(root, 'COMPREHENSIVE INCOME ATTRIBUTABLE TO INTERNET')}:" in said.stdout
    assert (
        "validate.relation: ComprehensiveIncome/ComprehensiveIncomeNetOfTax for D20180401-20180630"
        in said.stdout
    )
    assert "Arelle: xbrl.5.2.5.2:calcInconsistency" in said.stdout
    assert "1 accepted of Arelle's findings, 1 findings" in said.stdout


def test_a_sum_over_members_is_found_by_its_assertion(root, damaged):
    # Revenue of a segment from customers: no calculation arc can bind it to the segment's revenue.
    context = "D20180401-20180630_NetworkServicesAndSystemsIntegrationBusiness"
    cell = f'contextRef="{context}" unitRef="JPY" decimals="-3">43709718000<'
    edit(damaged / INSTANCE, cell, cell.replace("718000", "719000"))
    (finding,) = _findings(damaged / INSTANCE)
    assert finding["code"] == "validate.relation"
    assert finding["codes"] == ["message:SegmentInformation-Revenues-network"]
    assert _line(root, "Customers\t39,960,913") in {place["line"] for place in finding["places"]}


def test_a_figure_beyond_rounding_is_found_in_a_table_in_millions(damaged):
    cell = 'decimals="-6">4181000000<'
    edit(damaged / INSTANCE, cell, cell.replace("4181", "4182"))
    (finding,) = _findings(damaged / INSTANCE)
    assert finding["message"].startswith(
        "CapitalExpenditures/CapitalExpendituresIncludingCapitalLeases for D2018"
    )
    assert finding["codes"] == ["calc11e:inconsistentCalculationUsingRounding"]


# What the specifications and regulators ask --------------------------------------------------------------

_DAMAGE = {
    # In the instance.
    "an undeclared concept": (
        INSTANCE,
        f"<tieout:Goodwill {_GOODWILL}/tieout:Goodwill>",
        f"<tieout:Godwill {_GOODWILL}/tieout:Godwill>",
        "validate.xmlSchema:elementUnexpected",
        "tieout:Godwill",
    ),
    "money counted in shares": (
        INSTANCE,
        _GOODWILL,
        _GOODWILL.replace('"JPY"', '"shares"'),
        "validate.xbrl.4.8.2:monetaryFactUnit-notMonetaryMeasure",
        "Goodwill",
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
        f"<tieout:Goodwill {_GOODWILL}/tieout:Goodwill>",
        f"<tieout:Goodwill {_GOODWILL}/tieout:Goodwill><tieout:Goodwill {_GOODWILL_AGAIN}/tieout:Goodwill>",
        "validate.arelle:duplicateFacts",
        "Goodwill",
    ),
    "a figure of a period where a date belongs": (
        INSTANCE,
        _GOODWILL,
        _GOODWILL.replace('"I20180630"', '"D20180401-20180630"'),
        "validate.xbrl.4.7.2:contextPeriodType",
        "Goodwill",
    ),
    "words for a number": (
        INSTANCE,
        _GOODWILL,
        _GOODWILL.replace("6082472000", "6,082,472"),
        "validate.xmlSchema:valueError",
        "6,082,472",
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
    # In the taxonomy.
    "a label removed": (
        "tieout-20180131_lab.xml",
        f'<link:label xlink:type="resource" xlink:label="tieout_Goodwill_lab" {_LABEL}Goodwill</link:label>',
        "",
        "validate.lint.no-label",
        "tieout:Goodwill",
    ),
    "a label twice": (
        "tieout-20180131_lab.xml",
        f'xlink:label="tieout_Goodwill_lab" {_LABEL}Goodwill<',
        f'xlink:label="tieout_Goodwill_lab" {_LABEL}Inventories<',
        "validate.lint.label-twice",
        "tieout:InventoryNet",
    ),
    "a role definition without its number": (
        f"{STEM}.xsd",
        "<link:definition>0000002 - Statement - ",
        "<link:definition>Statement - ",
        "validate.lint.role-definition",
        "http://www.iij.ad.jp/role/BalanceSheet",
    ),
    "two children of one order": (
        f"{STEM}_pre.xml",
        _PARENT_CHILD.format("Goodwill", 5),
        _PARENT_CHILD.format("Goodwill", 4),
        "validate.lint.order-twice",
        "tieout:Goodwill",
    ),
    "a reported concept that is not presented": (
        f"{STEM}_pre.xml",
        _PARENT_CHILD.format("Goodwill", 5),
        "",
        "validate.lint.not-presented",
        "tieout:Goodwill",
    ),
    "a broken weight": (
        f"{STEM}_cal.xml",
        'xlink:to="tieout_Goodwill" order="5" weight="1"',
        'xlink:to="tieout_Goodwill" order="5" weight="-1"',
        "validate.xbrl.5.1.1.2:balanceCalcWeightIllegalNegative",
        "Goodwill",
    ),
    "a file that is cut off": (
        f"{STEM}_def.xml",
        "</link:linkbase>",
        "",
        "validate.xmlSchema:syntax",
        f"{STEM}_def.xml",
    ),
}


@pytest.mark.parametrize("what", _DAMAGE)
def test_damage_is_found(damaged, what):
    name, old, new, code, word = _DAMAGE[what]
    path = damaged / name
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
    found = [finding for finding in _findings(damaged / INSTANCE) if finding["code"] == code]
    assert found, f"{what}: no {code}"
    assert any(word in finding["message"] for finding in found)
    # Plain words before Arelle's, and what to do about it.
    assert all(finding["mend"] and not finding["message"].startswith("Arelle reports") for finding in found)


@pytest.mark.parametrize("kind", ["cal", "def"])
def test_a_missing_linkbase_is_found(damaged, kind):
    (damaged / f"{STEM}_{kind}.xml").unlink()
    findings = _findings(damaged / INSTANCE)
    missing = [
        finding for finding in findings if finding["code"] in ("validate.IOerror", "validate.FileNotLoadable")
    ]
    assert any(f"{STEM}_{kind}.xml" in finding["message"] for finding in missing)


# What the report accepts ---------------------------------------------------------------------------------


def test_an_exception_of_another_amount_accepts_nothing(damaged):
    edit(damaged / "exceptions.csv", ",733000,", ",734000,")
    (finding,) = _findings(damaged / INSTANCE)
    assert finding["code"] == "validate.relation"
    assert finding["message"].startswith(
        "AdjustedEbitdaReconciliation/OperatingIncomeLoss for D20170401-20170630"
    )


def test_an_exception_that_does_not_occur_is_a_finding(damaged):
    with (damaged / "exceptions.csv").open("a", encoding="utf-8", newline="") as file:
        row = ("relation", "BalanceSheet/Assets", "2018-06-30", "1000", "Assets_I20180630", "Why not.")
        csv.writer(file, lineterminator="\n").writerow(row)
    (finding,) = _findings(damaged / INSTANCE)
    assert finding["code"] == "validate.exception-stale"
    assert "BalanceSheet/Assets for 2018-06-30" in finding["message"]


def test_no_exceptions_accept_nothing(damaged):
    (damaged / "exceptions.csv").unlink()
    (finding,) = _findings(damaged / INSTANCE)
    assert finding["message"].startswith(
        "AdjustedEbitdaReconciliation/OperatingIncomeLoss for D20170401-20170630"
    )


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("exceptions.csv", ",733000,", ",much,"),
        ("exceptions.csv", "kind,relation,period,by,fact,why", "a,b"),
        ("trace.csv", "file,line,column,printed,", "file,column,printed,"),
        ("trace.csv", "release.txt,267,17,", "release.txt,x,17,"),
    ],
)
def test_tables_that_cannot_be_read_are_said_so_without_a_traceback(damaged, name, old, new):
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


def test_a_package_with_a_broken_linkbase_is_found(damaged):
    package = damaged / f"{STEM}.zip"
    weight = b'xlink:to="tieout_Goodwill" order="5" weight="'
    _rewrite(package, lambda _, data: data.replace(weight + b"1", weight + b"-1"))
    assert any("balanceCalcWeightIllegal" in code for code in _codes(package))


@pytest.mark.parametrize("part", ["taxonomyPackage.xml", f"{STEM}.xsd"])
def test_a_package_with_a_flipped_bit_is_found(damaged, part):
    # The archive stores its files as they are: a changed byte breaks the checksum and nothing else.
    package = damaged / f"{STEM}.zip"
    with zipfile.ZipFile(package) as archive:
        name = next(name for name in archive.namelist() if name.endswith(part))
        content = archive.read(name)
    data = package.read_bytes()
    at = data.index(content) + len(content) // 2
    package.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    assert _codes(package)


def test_a_folder_fails_if_one_of_its_files_does(damaged):
    package = damaged / f"{STEM}.zip"
    _rewrite(package, lambda name, data: None if name.endswith("taxonomyPackage.xml") else data)
    said = tieout("validate", damaged, "--json")
    instance, broken = json.loads(said.stdout)
    assert said.exit_code == 1
    assert instance["findings"] == []
    assert broken["findings"]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="lists open files as Linux does")
def test_validation_leaves_no_file_open(damaged):
    # A file that stays open cannot be renamed on Windows, and a build renames the folder just validated.
    package = damaged / f"{STEM}.zip"
    assert _codes(package) == []
    handles = Path("/proc/self/fd").iterdir()
    still_open = {str(handle.readlink()) for handle in handles if handle.is_symlink()}
    assert not {name for name in still_open if str(damaged) in name}
