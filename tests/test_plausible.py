"""What validation finds in anyone's report beside what Arelle does: figures that are valid and cannot be."""

import re
import shutil
import zipfile
from functools import partial
from pathlib import Path

import pytest
from lxml import etree

from build_helpers import report_of
from tieout.core import Finding
from tieout.render import DEFAULT_FORMATS
from tieout.validate import report as validation
from tieout.validate import validate
from tieout.validate.arelle import run_arelle

pytestmark = pytest.mark.arelle

STEM = "aapl-20250329"
QUARTER = "D20241229-20250329"


@pytest.fixture(autouse=True)
def no_assertions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes the assertions out, which find none of this: half of the time is theirs."""
    monkeypatch.setattr(validation, "run_arelle", partial(run_arelle, assertions=False))


@pytest.fixture
def copy(root: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    report = report_of(root / "instances" / "aapl-2025q2", DEFAULT_FORMATS, tmp_path_factory)
    return Path(shutil.copytree(report, tmp_path / "xbrl"))


def _edited(instance: Path, changes: dict[str, tuple[str, str]]) -> list[Finding]:
    """What is found once attributes or texts of facts are others: {id: (attribute or "", value)}."""
    tree = etree.parse(instance)
    by_id = {element.get("id"): element for element in tree.getroot()}
    for name, (attribute, value) in changes.items():
        if attribute:
            by_id[name].set(attribute, value)
        else:
            by_id[name].text = value
    tree.write(instance, encoding="utf-8", xml_declaration=True)
    return list(validate(instance).findings)


def test_each_figure_that_cannot_be_is_found_at_its_cell(copy: Path) -> None:
    found = _edited(
        copy / f"{STEM}.xbrl",
        {
            f"EarningsPerShareBasic_{QUARTER}": ("", "1650"),
            "Assets_I20250329": ("", "-331233000000"),
            "InventoryNet_I20250329": ("decimals", "999999999"),
            "DocumentPeriodEndDate_D20240929-20250329": ("", "2025-03-30"),
        },
    )
    by_code = {finding.code.rpartition(".")[2]: finding for finding in found if ".plausible." in finding.code}
    assert by_code.keys() == {"per-share", "negative", "decimals", "period-end"}
    assert "Assets is -331,233,000,000" in by_code["negative"].message
    assert "EarningsPerShareBasic of 1,650" in by_code["per-share"].message
    for code in ("per-share", "negative", "decimals"):
        assert by_code[code].places[0].row
    assert all(finding.mend for finding in by_code.values())


def test_a_figure_in_two_scales_and_a_context_that_ends_off_the_quarter_are_found(copy: Path) -> None:
    instance = copy / f"{STEM}.xbrl"
    text = instance.read_text(encoding="utf-8")
    fact = re.search(
        r"<tieout:Goodwill |<tieout:InventoryNet [^>]*I20250329[^>]*>\d+</tieout:InventoryNet>", text
    )
    assert fact is not None
    again = fact[0].replace('id="', 'id="again-').replace("000000<", "000<")
    context = re.search(r'<xbrli:context id="I20250329">.*?</xbrli:context>', text, re.DOTALL)
    assert context is not None
    off = context[0].replace('id="I20250329"', 'id="off"').replace("2025-03-29", "2025-03-28")
    other = fact[0].replace('id="', 'id="off-').replace('contextRef="I20250329"', 'contextRef="off"')
    text = text.replace(context[0], context[0] + off).replace(
        "</xbrli:xbrl>", again + other + "</xbrli:xbrl>"
    )
    instance.write_text(text, encoding="utf-8")
    codes = {finding.code for finding in validate(instance).findings}
    assert {"validate.plausible.scale", "validate.plausible.off-period"} <= codes


SCHEMA = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"
 xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"
 targetNamespace="http://fasb.org/us-gaap/2024" elementFormDefault="qualified">
<xs:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
<xs:element name="{name}" id="us-gaap_{name}" type="xbrli:monetaryItemType" substitutionGroup="xbrli:item"
 nillable="true" xbrli:periodType="instant" xbrli:balance="debit"/>
</xs:schema>
"""
INSTANCE = """\
<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:g="http://fasb.org/us-gaap/2024" xmlns:iso4217="http://www.xbrl.org/2003/iso4217">
<link:schemaRef xlink:type="simple" xlink:href="gaap.xsd"/>
<xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000000001</xbrli:identifier></xbrli:entity>
<xbrli:period><xbrli:instant>2024-06-30</xbrli:instant></xbrli:period></xbrli:context>
<xbrli:unit id="USD"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
<g:{name} id="f" contextRef="c" unitRef="USD" decimals="-6">7000000</g:{name}>
</xbrli:xbrl>
"""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("AvailableForSaleSecuritiesCurrent", "was deprecated in "),
        ("SalesRevenueGoodsNet", "in its place: ProductMember, RevenueFromContractWithCustomer"),
        ("AccountsPayable", "in its place: AccountsPayableCurrent, AccountsPayableCurrentAndNoncurrent"),
        ("InventoryNet", ""),
    ],
)
def test_an_element_that_its_taxonomy_has_not_any_more_is_found_with_what_took_its_place(
    tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "gaap.xsd").write_text(SCHEMA.format(name=name), encoding="utf-8")
    (tmp_path / "report.xbrl").write_text(INSTANCE.format(name=name), encoding="utf-8")
    found = [
        one for one in run_arelle(tmp_path / "report.xbrl").messages if one.code == "plausible.deprecated"
    ]
    assert [said in one.text for one in found] == ([True] if said else [])


@pytest.mark.parametrize(
    ("name", "told"), [("AccountsPayableCurrent", True), ("OtherNonoperatingIncome", False)]
)
def test_a_balance_that_cannot_be_negative_is_told(tmp_path: Path, name: str, told: bool) -> None:
    (tmp_path / "gaap.xsd").write_text(SCHEMA.format(name=name), encoding="utf-8")
    text = INSTANCE.format(name=name).replace(">7000000<", ">-7000000<")
    (tmp_path / "report.xbrl").write_text(text, encoding="utf-8")
    codes = {message.code for message in run_arelle(tmp_path / "report.xbrl").messages}
    assert ("plausible.negative" in codes) is told


# No traceback, whatever a report holds ------------------------------------------------------------------


def test_a_precision_beyond_all_numbers_breaks_no_check_off_in_silence(copy: Path) -> None:
    instance = copy / f"{STEM}.xbrl"
    text = instance.read_text(encoding="utf-8")
    instance.write_text(re.sub(r'decimals="-?\d+"', 'decimals="999999999"', text), encoding="utf-8")
    codes = {finding.code for finding in validate(instance).findings}
    assert {"validate.plausible.decimals", "validate.brokenOff"} <= codes


def test_an_arc_to_a_concept_that_is_not_there_is_told(copy: Path) -> None:
    for kind in ("pre", "cal"):
        path = copy / f"{STEM}_{kind}.xml"
        text = path.read_text(encoding="utf-8")
        assert '#tieout_InventoryNet"' in text
        path.write_text(text.replace('#tieout_InventoryNet"', '#tieout_Nothing"'), encoding="utf-8")
    messages = [finding.message for finding in validate(copy / f"{STEM}.xbrl").findings]
    assert any("tieout_Nothing" in message for message in messages)


def test_elements_a_thousandfold_nested_are_told_in_words(copy: Path) -> None:
    instance = copy / f"{STEM}.xbrl"
    text = instance.read_text(encoding="utf-8")
    deep = "<a>" * 3_000 + "</a>" * 3_000
    instance.write_text(text.replace("</xbrli:xbrl>", f"{deep}</xbrli:xbrl>"), encoding="utf-8")
    findings = validate(instance).findings
    assert findings
    assert not any("Traceback" in finding.message for finding in findings)


def test_a_package_whose_catalog_rewrites_nothing_is_told(copy: Path) -> None:
    package = copy / f"{STEM}.zip"
    with zipfile.ZipFile(package) as archive:
        entries = {info.filename: archive.read(info) for info in archive.infolist()}
    (name,) = [name for name in entries if name.endswith("META-INF/catalog.xml")]
    entries[name] = re.sub(rb"<rewriteURI[^>]*/>", b"", entries[name])
    with zipfile.ZipFile(package, "w") as archive:
        for other, content in entries.items():
            archive.writestr(other, content)
    assert validate(package).findings
