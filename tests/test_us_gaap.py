"""The us-gaap edition: official elements where the alignment is exact, in the shape that the SEC takes.

The real us-gaap of 2024 stands outside the project; tests that need it skip where it is not.
"""

import csv
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from build_helpers import edit, take_arelle_out, tieout
from tieout.core import InputError
from tieout.definitions import official_elements
from tieout.editions import EDITIONS, Made, Report, prove
from tieout.editions.us_gaap.choose import Choice
from tieout.pipeline import Read, read
from tieout.publication import build
from tieout.validate import Official, held_to_rules, official, validate
from tieout.validate.edgar import edgar, is_for_edgar
from tieout.view import inline_report, make_viewer

_ROOT = Path(__file__).resolve().parents[1]
_OFFLINE = _ROOT.parent / "shared" / "taxonomies" / "us-gaap-2024-offline.zip"
_READERS = Path(os.environ.get("TIEOUT_READERS", _ROOT / ".venv-peer" / "bin" / "python"))
_REPORTS = {"iij-2018q1": "iij-20180630", "aapl-2025q2": "aapl-20250329"}
_ACME = 'form: 6-K\ncik: "0000000001"\nyear: 2024\n'
NS = {
    "xbrli": "http://www.xbrl.org/2003/instance",
    "link": "http://www.xbrl.org/2003/linkbase",
    "xlink": "http://www.w3.org/1999/xlink",
    "xs": "http://www.w3.org/2001/XMLSchema",
    "us-gaap": "http://fasb.org/us-gaap/2024",
    "dei": "http://xbrl.sec.gov/dei/2024",
}


def _report(done: Read) -> Report:
    assert done.tied is not None
    return Report(done.definition, done.release, done.facts, done.tied, done.traced)


def _of_year(done: Read, year: int, folder: Path) -> Report:
    """A report of which its release states the year: in a folder of its own beside the company's."""
    release = folder / "release"
    (release / "editions").mkdir(parents=True)
    (release / "editions" / "us-gaap.yaml").write_text(f"year: {year}\n", encoding="utf-8")
    return replace(_report(done), definition=replace(done.definition, folder=release))


def _write(report: Report, folder: Path) -> tuple[Path, Made]:
    """The edition's files in a folder, and the file with the facts."""
    made = EDITIONS["us-gaap"].make(report)
    folder.mkdir(parents=True)
    for file in made.files:
        pieces = (piece.encode() if isinstance(piece, str) else piece for piece in file.pieces)
        (folder / file.name).write_bytes(b"".join(pieces))
    return folder / made.report, made


@pytest.fixture(scope="module")
def both(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Report, Path, Made]]:
    """Both releases in the edition of 2024."""
    found = {}
    for name in _REPORTS:
        folder = tmp_path_factory.mktemp(name)
        report = _of_year(read(root / "instances" / name), 2024, folder)
        found[name] = (report, *_write(report, folder / "us-gaap"))
    return found


@pytest.fixture
def acme_us_gaap(acme_copy: Path) -> Path:
    """Acme's release, with what the edition needs to be told of it."""
    (acme_copy / "editions").mkdir()
    (acme_copy / "editions" / "us-gaap.yaml").write_text(_ACME, encoding="utf-8")
    return acme_copy


def _tree(path: Path) -> etree._ElementTree:
    return etree.parse(str(path))


def test_exact_concepts_are_official_elements_and_the_rest_extensions(acme_us_gaap: Path) -> None:
    done = read(acme_us_gaap)
    made = EDITIONS["us-gaap"].make(_report(done))
    assert not [*prove("us-gaap", _report(done), made)]
    of = {fact.concept for fact in made.facts}
    assert {"us-gaap:Revenues", "us-gaap:Assets", "dei:DocumentType", "acme:AnvilRevenue"} <= of
    assert not [name for name in of if name.startswith("tieout:")]
    # No fact of a statement is left out; of our cover, what the form has no element for.
    assert {left.of.partition("_")[0] for left in made.left_out} == {
        "DocumentType",
        "DocumentCreationDate",
        "ReportingCurrency",
        "EntityAccountingStandard",
    }


def test_the_files_have_the_shape_that_the_sec_takes(acme_us_gaap: Path, tmp_path: Path) -> None:
    report, _ = _write(_report(read(acme_us_gaap)), tmp_path / "out")
    stem = "acme-20250331"
    assert sorted(path.name for path in report.parent.iterdir()) == [
        f"{stem}{end}" for end in (".xml", ".xsd", "_cal.xml", "_def.xml", "_lab.xml", "_pre.xml")
    ]
    tree = _tree(report)
    entities = {(node.get("scheme"), node.text) for node in tree.iter("{*}identifier")}
    assert entities == {("http://www.sec.gov/CIK", "0000000001")}
    assert [node.text for node in tree.findall("us-gaap:Revenues", NS)] == ["100000000", "85000000"]
    assert tree.findtext("dei:DocumentType", namespaces=NS) == "6-K"
    schema = _tree(report.with_suffix(".xsd"))
    declared = [node.get("name") for node in schema.iter("{http://www.w3.org/2001/XMLSchema}element")]
    # Only what is no official element is declared, and only what is used.
    assert "AnvilRevenue" in declared
    assert "Revenues" not in declared
    hrefs = [
        node.get(f"{{{NS['xlink']}}}href") for node in _tree(tmp_path / "out" / f"{stem}_pre.xml").iter()
    ]
    assert "https://xbrl.fasb.org/us-gaap/2024/elts/us-gaap-2024.xsd#us-gaap_Assets" in hrefs


def test_an_extension_is_anchored_to_the_element_it_is_part_of(acme_us_gaap: Path, tmp_path: Path) -> None:
    _, made = _write(_report(read(acme_us_gaap)), tmp_path / "out")
    (how,) = {fact.how for fact in made.facts if fact.concept == "acme:AnvilRevenue"}
    assert how.startswith("extension: ")
    arcs = [
        (arc.get(f"{{{NS['xlink']}}}from"), arc.get(f"{{{NS['xlink']}}}to"))
        for arc in _tree(tmp_path / "out" / "acme-20250331_def.xml").iter("{*}definitionArc")
        if arc.get(f"{{{NS['xlink']}}}arcrole").endswith("general-special")
    ]
    anchored = {fact.concept for fact in made.facts if " than us-gaap:" in fact.how}
    assert {special.replace("_", ":", 1) for _, special in arcs} == anchored


def test_a_type_or_period_unlike_ours_is_not_exact(acme: Read) -> None:
    company = acme.definition.company
    assets = company.concept("Assets")
    chosen = Choice((assets,), 2024, "acme").chosen["Assets"]
    assert (chosen.concept.qname, chosen.how) == ("us-gaap:Assets", "exactly us-gaap:Assets")
    for change, says in (
        ({"type": "shares", "balance": None}, "is of the kind monetary"),
        ({"period": "duration"}, "is of the period type instant"),
        ({"balance": "credit"}, "has the balance debit"),
    ):
        other = Choice((replace(assets, **change),), 2024, "acme").chosen["Assets"]
        assert other.concept.qname == "acme:AssetsAsReported"
        assert says in other.how


def test_what_its_year_has_not_or_deprecates_is_told_and_an_extension(acme: Read) -> None:
    assets = acme.definition.company.concept("Assets")
    treasury = replace(assets, name="TreasuryStockShares", type="shares", balance=None)
    treasury = replace(treasury, element="us-gaap:TreasuryStockShares")
    gone = replace(assets, name="StockRepurchaseProgramAuthorizedAmount1", balance="credit")
    gone = replace(gone, element="us-gaap:StockRepurchaseProgramAuthorizedAmount1")
    choice = Choice((treasury, gone), 2024, "acme")
    assert [told.code for told in choice.told] == ["edition.deprecated", "edition.gone"]
    assert "deprecated since 2023" in choice.told[0].message
    assert {chosen.concept.prefix for chosen in choice.chosen.values()} == {"acme"}
    earlier = Choice((treasury, gone), 2018, "acme")
    assert not earlier.told
    assert {chosen.concept.prefix for chosen in earlier.chosen.values()} == {"us-gaap"}


def test_what_nothing_states_is_asked_for_by_name(acme_us_gaap: Path) -> None:
    done = read(acme_us_gaap)
    stated = acme_us_gaap / "editions" / "us-gaap.yaml"
    stated.write_text("{}\n", encoding="utf-8")
    elsewhere = replace(done.definition.company, scheme="http://register.example")
    report = replace(_report(done), definition=replace(done.definition, company=elsewhere))
    with pytest.raises(InputError) as asked:
        EDITIONS["us-gaap"].make(report)
    assert [said.code for said in asked.value.findings] == ["edition.lacks"] * 2
    assert "`cik`" in asked.value.findings[0].mend
    assert "8-K, 6-K" in asked.value.findings[1].message
    stated.write_text(_ACME.replace("6-K", "8-K"), encoding="utf-8")
    with pytest.raises(InputError, match="dei:EntityFileNumber"):
        EDITIONS["us-gaap"].make(_report(done))


_KNOWN = "cik, company, fiscal-year, period-end, published, quarter, year-end"


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        (
            "cover: {EntityRegistrantNames: Acme}",
            "dei:EntityRegistrantNames is stated for the cover, and is no",
        ),
        ('cover: {EntityNumberOfEmployees: "12"}', "a label for dei:EntityNumberOfEmployees, which nothing"),
        ('cover: {EntityRegistrantName: "{compny}"}', f"{{compny}} is none of the names {_KNOWN}"),
        ("form: 10-K", "the edition us-gaap has no form 10-K: there are 8-K, 6-K"),
        ("year: 2019", "no official taxonomies of a year 2019: there are 2018, 2024"),
    ],
)
def test_what_is_stated_and_cannot_be_so_is_refused(acme_us_gaap: Path, stated: str, said: str) -> None:
    beside = acme_us_gaap / "editions" / "us-gaap.yaml"
    kept = [line for line in _ACME.splitlines() if line.partition(":")[0] != stated.partition(":")[0]]
    beside.write_text("\n".join([*kept, stated]), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        EDITIONS["us-gaap"].make(_report(read(acme_us_gaap)))
    (found,) = refused.value.findings
    assert said in found.message
    assert found.places and found.mend


def test_a_cover_has_more_of_a_company_than_its_form_asks_for(acme_us_gaap: Path) -> None:
    more = 'cover: {EntityNumberOfEmployees: "12"}\ncover-labels: {EntityNumberOfEmployees: Employees}\n'
    (acme_us_gaap / "editions" / "us-gaap.yaml").write_text(_ACME + more, encoding="utf-8")
    made = EDITIONS["us-gaap"].make(_report(read(acme_us_gaap)))
    assert [fact.value for fact in made.facts if fact.concept == "dei:EntityNumberOfEmployees"] == ["12"]


def test_a_release_before_every_year_that_is_known_has_to_state_one(acme_us_gaap: Path) -> None:
    done = read(acme_us_gaap)
    early = replace(done.definition, published=date(2012, 5, 1))
    (acme_us_gaap / "editions" / "us-gaap.yaml").write_text(
        'form: 6-K\ncik: "0000000001"\n', encoding="utf-8"
    )
    with pytest.raises(InputError, match="a year up to the day of publication: there are 2018, 2024"):
        EDITIONS["us-gaap"].make(replace(_report(done), definition=early))


@pytest.mark.parametrize(
    ("published", "stated", "told"), [(2019, "", 0), (2022, "", 1), (2022, "year: 2018\n", 0), (2025, "", 0)]
)
def test_a_year_that_nobody_states_is_told_where_it_is_old(
    acme_us_gaap: Path, published: int, stated: str, told: int
) -> None:
    done = read(acme_us_gaap)
    text = f'form: 6-K\ncik: "0000000001"\n{stated}'
    (acme_us_gaap / "editions" / "us-gaap.yaml").write_text(text, encoding="utf-8")
    then = replace(done.definition, published=date(published, 5, 1))
    made = EDITIONS["us-gaap"].make(replace(_report(done), definition=then))
    assert [notice.code for notice in made.told].count("edition.outdated") == told


def test_the_command_builds_it_beside_ours_and_says_that_it_is_not_validated(
    acme_us_gaap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_arelle_out(monkeypatch)
    done = tieout("build", acme_us_gaap, "--edition", "us-gaap", "--formats", "none", "--verbose")
    assert done.exit_code == 0
    assert "the edition us-gaap is not validated" in done.output
    folder = acme_us_gaap / "xbrl" / "us-gaap"
    rows = list(csv.DictReader((folder / "crosswalk.csv").read_text(encoding="utf-8").splitlines()))
    page = (acme_us_gaap / "xbrl" / "index.html").read_text(encoding="utf-8")
    assert '<a href="us-gaap/acme-20250331.xml">' in page
    assert '<a href="us-gaap/crosswalk.csv">' in page
    assert "not proven with the official taxonomy" in page
    (revenue,) = (row for row in rows if row["fact"] == "Revenues_D20250101-20250331")
    assert (revenue["edition-concept"], revenue["edition-value"]) == ("us-gaap:Revenues", "100000000")


@pytest.mark.arelle
@pytest.mark.slow
def test_the_viewer_has_the_files_of_the_edition(acme_us_gaap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        take_arelle_out(patch)
        built = build(acme_us_gaap, formats=("inline",), editions=("us-gaap",))
    viewer = make_viewer(inline_report(acme_us_gaap))
    named = {"us-gaap/acme-20250331.xml", "us-gaap/acme-20250331.xsd", "us-gaap/crosswalk.csv"}
    assert named <= viewer.files.keys()
    assert viewer.files["us-gaap/crosswalk.csv"] == (built.out / "us-gaap" / "crosswalk.csv").read_bytes()


@pytest.mark.parametrize("name", _REPORTS)
def test_both_releases_keep_every_figure(name: str, both: dict[str, tuple[Report, Path, Made]]) -> None:
    report, _, made = both[name]
    assert not [*prove("us-gaap", report, made)]
    ours = Counter(fact.concept.name for fact in report.facts.facts if fact.unit is not None)
    assert sum(ours.values()) == sum(fact.unit != "" for fact in made.facts)
    official_ones = sum(fact.concept.startswith("us-gaap:") for fact in made.facts)
    assert official_ones >= {"aapl-2025q2": 237, "iij-2018q1": 279}[name]


# The manual's rules --------------------------------------------------------------------------------------

_CONTEXT = r'(<xbrli:context id=")(I20250329)(">.*?</xbrli:context>)'
_LABEL = r'(<link:label xlink:type="resource" xlink:label="aapl_IPhoneMember_lab"[^>]*>)[^<]*'
_TWO_LABELS = r'(role/label"[^>]*>)([^<]*)(.*?role/label"[^>]*>)[^<]*'
_DEFAULT = r'(dimension-default" xlink:from="[^"]*" xlink:to=")[^"]*'
_OFFICIAL_LABEL = r'(us-gaap_Assets_lab" xlink:role="http://www.xbrl.org/2003/role/)\w*'
_UNIT = r'<xbrli:unit id="USD">(.*?)</xbrli:unit>'
_UNIT_AGAIN = r'\g<0><xbrli:unit id="u">\1</xbrli:unit>'
_REF = r'\1"http://other.example/anchor" xlink:href="a.xsd#a"/>\1'
_ELEMENT = r'<xs:element name="IPhoneMember" id="aapl_IPhoneMember"'
# Of the edition of Apple: in which file what is put in the place of what, and the rule that it breaks.
_DAMAGE = [
    (".xml", r"0000320193(?=<)", "320193", "entity"),
    (".xml", r"0000320193(?=<)", "0000320194", "entity"),
    (".xml", r'scheme="http://www.sec.gov/CIK"', 'scheme="http://cik.example"', "entity"),
    (".xml", r"xbrli:segment>(.*?)</xbrli:segment>", r"xbrli:scenario>\1</xbrli:scenario>", "scenario"),
    (".xml", _CONTEXT, r"\1\2\3\n\1unused\3", "context-twice"),
    (".xml", _CONTEXT, r"\1\2\3\n\1unused\3", "context-unused"),
    (".xml", r"<xbrli:instant>[^<]*</xbrli:instant>", "<xbrli:forever/>", "forever"),
    (".xml", _UNIT, _UNIT_AGAIN, "unit-twice"),
    (".xml", _UNIT, _UNIT_AGAIN, "unit-unused"),
    (".xml", r'decimals="-6"', 'precision="3"', "precision"),
    (".xml", r' decimals="-6"', "", "decimals"),
    (".xml", r'(<us-gaap:Assets id=")([^>]*>[^<]*</us-gaap:Assets>)', r"\1\2\1x\2", "fact-twice"),
    (".xml", r"(<dei:EntityRegistrantName) id", r'\1 xml:lang="ja" id', "language"),
    (".xsd", r'(targetNamespace=")[^"]*', r"\1http://aapl.tieout.example/taxonomy", "namespace"),
    (".xsd", r'roleURI="http://aapl.tieout.example', 'roleURI="http://other.example', "role"),
    (".xsd", r"<link:usedOn>link:calculationLink</link:usedOn>", "", "role"),
    (".xsd", r"<link:definition>[0-9]* - ", "<link:definition>", "role-definition"),
    (".xsd", _ELEMENT, '<xs:element name="IPhoneMember" id="IPhoneMember"', "element 6.7.17"),
    (".xsd", _ELEMENT, '<xs:element name="iPhoneMember" id="aapl_iPhoneMember"', "element 6.8.5"),
    (".xsd", _ELEMENT, '<xs:element name="Assets" id="aapl_Assets"', "element 6.7.16"),
    (".xsd", _ELEMENT, '<xs:element name="IPhoneAxis" id="aapl_IPhoneAxis"', "element 6.7.23"),
    (".xsd", _ELEMENT, '<xs:element name="IPhoneTable" id="aapl_IPhoneTable"', "element 6.7.24"),
    (".xsd", _ELEMENT, '<xs:element name="IPhones" id="aapl_IPhones"', "element 6.7.27"),
    (".xsd", r'substitutionGroup="xbrli:item"', 'substitutionGroup="xbrli:tuple"', "element 6.7.25"),
    (".xsd", r'nillable="true"', 'nillable="false"', "element 6.7.18"),
    (".xsd", rf'({_ELEMENT}[^>]*periodType=")duration', r"\1instant", "element 6.7.28"),
    (".xsd", rf'({_ELEMENT}[^>]*periodType=")duration', r"\1instant", "element 6.7.21"),
    (".xsd", r"<xs:import", '<xs:include schemaLocation="other.xsd"/><xs:import', "include"),
    (".xsd", r"</xs:appinfo>", "<link:linkbase/></xs:appinfo>", "embedded"),
    ("_lab.xml", _LABEL, r"\1" + "x" * 511, "label-form"),
    ("_lab.xml", r'(role/)label("[^>]*>)(iPhone)', r"\1documentation\2\3", "label"),
    ("_lab.xml", _TWO_LABELS, r"\1\2\3\2", "label-twice"),
    ("_lab.xml", _OFFICIAL_LABEL, r"\1documentation", "label-official"),
    ("_lab.xml", r"<link:labelLink", '<link:other xlink:type="extended"/>\\g<0>', "linkbase"),
    ("_pre.xml", r'<link:presentationArc[^>]*xlink:to="us-gaap_Assets"[^>]*>', "", "not-presented"),
    ("_pre.xml", r'order="2"', 'order="1"', "order"),
    ("_cal.xml", r'weight="1"', 'weight="2"', "weight"),
    ("_cal.xml", r'weight="1"', 'weight="-1"', "weight"),
    ("_cal.xml", r"<link:calculationArc[^>]*>", r"\g<0>\g<0>", "calculation-twice"),
    ("_cal.xml", r"2003/arcrole/summation-item", "2023/arcrole/summation-item", "arcrole"),
    ("_cal.xml", r"#us-gaap_GrossProfit", "#us-gaap_Assets", "calculation-period"),
    ("_def.xml", r"2003/arcrole/general-special", "2003/arcrole/essence-alias", "arcrole"),
    ("_def.xml", r"(<link:arcroleRef arcroleURI=)", _REF, "arcrole"),
    ("_def.xml", r'contextElement="segment"', 'contextElement="scenario"', "segment"),
    ("_def.xml", _DEFAULT, r"\1us-gaap_ProductMember", "default"),
]


@pytest.mark.parametrize(("file", "old", "new", "code"), _DAMAGE)
def test_each_rule_of_the_manual_is_held(
    file: str,
    old: str,
    new: str,
    code: str,
    both: dict[str, tuple[Report, Path, Made]],
    tmp_path: Path,
) -> None:
    _, path, _ = both["aapl-2025q2"]
    copy = Path(shutil.copytree(path.parent, tmp_path / "copy")) / path.name
    damaged = copy.with_name(f"{copy.stem}{file}")
    text = damaged.read_text(encoding="utf-8")
    changed = re.sub(old, new, text, count=1, flags=re.DOTALL)
    assert changed != text
    damaged.write_text(changed, encoding="utf-8")
    rule, _, section = code.partition(" ")
    broken = [message.text for message in edgar(copy) if message.code == f"edgar.{rule}"]
    assert broken and any(text.endswith(f"{section})") for text in broken)


@pytest.mark.parametrize("name", _REPORTS)
def test_both_releases_break_no_rule_of_the_manual(
    name: str, both: dict[str, tuple[Report, Path, Made]], tmp_path: Path
) -> None:
    _, path, _ = both[name]
    assert is_for_edgar(path)
    assert not held_to_rules(path)
    copy = Path(shutil.copytree(path.parent, tmp_path / "copy"))
    # What EDGAR takes out of an inline report has a name of its own, and each figure as often as the page.
    assert not is_for_edgar(Path(shutil.copy(path, tmp_path / f"{path.stem}_htm.xml")))
    (copy / path.name).rename(copy / "report.xml")
    assert {found.code for found in held_to_rules(copy / "report.xml")} == {"validate.edgar.file-name"}
    (copy / f"{path.stem}_cal.xml").unlink()
    assert "validate.edgar.unreadable" in {found.code for found in held_to_rules(copy / "report.xml")}


@pytest.mark.parametrize("name", ["", "x/", ".", ".."])
def test_a_reference_to_no_file_is_told(
    name: str, both: dict[str, tuple[Report, Path, Made]], tmp_path: Path
) -> None:
    _, path, _ = both["aapl-2025q2"]
    copy = Path(shutil.copytree(path.parent, tmp_path / "copy")) / path.name
    edit(copy, f'"{path.stem}.xsd"', f'"{name}"')
    (found,) = (message for message in edgar(copy) if message.code == "edgar.unreadable")
    assert "which is no file" in found.text


def test_an_element_of_anybody_s_prefix_opens_no_file(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("name\nmine\n", encoding="utf-8")
    assert not official_elements(str(tmp_path / "mine"))
    assert not official_elements("x" * 5_000)


# The real taxonomy --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def at_hand(tmp_path_factory: pytest.TempPathFactory) -> Official:
    """The official schemas of 2024, laid out as Arelle's web cache."""
    if not _OFFLINE.is_file():
        pytest.skip("the official taxonomy is not there")
    folder = tmp_path_factory.mktemp("official")
    with zipfile.ZipFile(_OFFLINE) as archive:
        archive.extractall(folder)
    return official((folder,))


@pytest.mark.arelle
@pytest.mark.slow
@pytest.mark.parametrize("name", _REPORTS)
def test_arelle_finds_nothing_with_the_real_us_gaap(
    name: str, both: dict[str, tuple[Report, Path, Made]], at_hand: Official
) -> None:
    _, path, made = both[name]
    verdict = validate(path, official=at_hand)
    assert verdict.counts.facts == len(made.facts)
    assert not verdict.findings


@pytest.mark.arelle
@pytest.mark.slow
def test_a_wrong_period_type_is_found_with_the_real_us_gaap(
    both: dict[str, tuple[Report, Path, Made]], at_hand: Official, tmp_path: Path
) -> None:
    _, path, _ = both["aapl-2025q2"]
    copy = Path(shutil.copytree(path.parent, tmp_path / "copy")) / path.name
    text = copy.read_text(encoding="utf-8")
    context = text.split('<us-gaap:Assets id="')[1].split('contextRef="')[1].split('"')[0]
    duration = text.split('<us-gaap:NetIncomeLoss id="')[1].split('contextRef="')[1].split('"')[0]
    edit(copy, f'Assets_{context}" contextRef="{context}"', f'Assets_{context}" contextRef="{duration}"')
    codes = {finding.code for finding in validate(copy, official=at_hand).findings}
    assert "validate.xbrl.4.7.2:contextPeriodType" in codes


# A consumer ---------------------------------------------------------------------------------------------

_STANDARDISED = """
import json, sys
from edgar.xbrl import XBRL
stem = sys.argv[1].rpartition(".")[0]
kinds = {"presentation": "pre", "calculation": "cal", "definition": "def", "label": "lab"}
files = {f"{kind}_file": f"{stem}_{short}.xml" for kind, short in kinds.items()}
read = XBRL.from_files(instance_file=sys.argv[1], schema_file=f"{stem}.xsd", **files)
sheet = read.statements.balance_sheet().to_dataframe()
lines = sheet[~sheet["abstract"]]
facts = read.facts.get_facts()
revenues = [fact for fact in facts if fact["concept"] == "us-gaap:" + sys.argv[2]]
print(json.dumps([len(lines), int(lines["standard_concept"].notna().sum()), len(revenues)]))
"""


@pytest.mark.slow
@pytest.mark.skipif(not _READERS.is_file(), reason="no environment with the readers")
@pytest.mark.parametrize(
    ("name", "revenue"),
    [
        ("iij-2018q1", "Revenues"),
        ("aapl-2025q2", "RevenueFromContractWithCustomerExcludingAssessedTax"),
    ],
)
def test_a_reader_that_knows_us_gaap_alone_standardises_the_balance_sheet_and_finds_revenue(
    name: str, revenue: str, both: dict[str, tuple[Report, Path, Made]]
) -> None:
    _, path, _ = both[name]
    done = subprocess.run(
        [_READERS, "-c", _STANDARDISED, path, revenue],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    lines, standardised, revenues = json.loads(done.stdout.splitlines()[-1])
    assert standardised >= 0.9 * lines
    assert revenues >= 2
