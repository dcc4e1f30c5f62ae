"""Every format of a report holds the same facts: each is read again, by Arelle or by Python alone."""

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import build_helpers
from build_helpers import STEM, bare_arelle, snapshot, tieout
from tieout.cli.validate import is_target
from tieout.core import half_unit
from tieout.definitions import ReleaseDefinition
from tieout.facts import FactSet
from tieout.render.layout import Layout
from tieout.render.oim import xbrl_csv, xbrl_json
from tieout.tie import Tied

Row = tuple[object, ...]
STATEMENTS = f"{STEM}-statements.htm"


@pytest.fixture(scope="module")
def formats(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the checkout's release in all formats, which these tests load into Arelle one by one."""
    chosen = ("inline", "statements", "json", "packages", "csv", "table")
    return build_helpers.report_of(root / "instances" / "iij-2018q1", chosen, tmp_path_factory)


def _facts(model: Any, leave: Collection[Any] = ()) -> set[Row]:
    from arelle import XbrlConst

    notes = model.relationshipSet(XbrlConst.factFootnote)
    rows: set[Row] = set()
    for fact in model.factsInInstance:
        if fact in leave:
            continue
        context, unit = fact.context, fact.unit
        members = {(str(axis), str(value.memberQname)) for axis, value in context.qnameDims.items()}
        footnotes = {
            ((rel.toModelObject.xmlLang or "").lower(), rel.toModelObject.textValue)
            for rel in notes.fromModelObject(fact)
        }
        rows.add(
            (
                str(fact.qname),
                str(context.startDatetime) if context.isStartEndPeriod else "",
                str(context.endDatetime),
                context.entityIdentifier,
                frozenset(members),
                str(unit.measures) if unit is not None else "",
                None if fact.isNil else Decimal(fact.value) if fact.isNumeric else fact.value,
                fact.decimals,
                frozenset(footnotes),
            )
        )
    return rows


@pytest.fixture(scope="module")
def instance(formats: Path) -> set[Row]:
    _, facts = bare_arelle(formats / f"{STEM}.xbrl", _facts, formulaAction="none")
    return facts  # type: ignore[no-any-return]


_WRONG = ("xbrl", "oim", "xml", "ix", "html")


@pytest.mark.arelle
@pytest.mark.parametrize("name", [f"{STEM}.json", f"{STEM}-csv.json"])
def test_a_format_holds_the_facts_and_their_footnotes(name: str, formats: Path, instance: set[Row]) -> None:
    said, facts = bare_arelle(formats / name, _facts, formulaAction="none")
    assert not [message for message in said if message["messageCode"].startswith(_WRONG)]
    assert len(facts) > 500
    assert facts == instance


@pytest.mark.arelle
@pytest.mark.parametrize("name", [f"{STEM}.htm", STATEMENTS])
def test_an_inline_report_holds_the_facts_and_each_printing_that_agrees(
    name: str, formats: Path, instance: set[Row], facts: FactSet
) -> None:
    def once_and_again(model: Any) -> tuple[set[Row], list[tuple[str, Decimal, int]]]:
        again = [fact for fact in model.factsInInstance if "." in fact.id]
        rows = _facts(model, leave=again)
        return rows, [(fact.id, Decimal(fact.value), int(fact.decimals)) for fact in again]

    said, (once, again) = bare_arelle(formats / name, once_and_again)
    assert not [message for message in said if message["messageCode"].startswith(_WRONG)]
    assert once == instance
    printed = [repeat.printed for repeat in facts.repeats if repeat.agrees]
    if name == STATEMENTS:
        # A figure that ran into its neighbour's cell is shown in its own alone.
        assert len(again) == len([one for one in printed if not one.fills]) > 200
    else:
        # Damaged digits that a figure was proven of may be others than its own.
        assert 200 < len([one for one in printed if not one.proof]) <= len(again) <= len(printed)
    by_id = facts.by_id()
    for fact_id, value, decimals in again:
        fact = by_id[fact_id.rpartition(".")[0]]
        assert fact.decimals is not None and decimals <= fact.decimals
        assert abs(value - Decimal(str(fact.value))) <= half_unit(decimals)


@pytest.mark.whole
def test_no_printing_that_disagrees_is_tagged(formats: Path, facts: FactSet) -> None:
    report = etree.parse(str(formats / STATEMENTS))
    shown = report.xpath("//*[@class='repeat']")
    told = sorted((link.get("href")[1:], link.text) for link in shown)
    off = [(r.fact, r.printed.text.strip("()")) for r in facts.repeats if not r.agrees]
    assert told == sorted(off)
    assert not [link for link in shown if next(link.iterancestors("{*}nonFraction"), None) is not None]


@pytest.mark.whole
def test_of_a_printing_that_disagrees_the_page_has_no_tag(formats: Path, facts: FactSet) -> None:
    report = etree.parse(str(formats / f"{STEM}.htm"))
    tagged = {tag.get("id"): tag for tag in report.iter("{*}nonFraction")}
    # Each tag says the amount of its fact, as precisely as it is printed there.
    for fact in facts.facts:
        again = [tag for name, tag in tagged.items() if name.rpartition(".")[0] == fact.id]
        for tag in again:
            amount = Decimal(tag.text.replace(",", "")).scaleb(int(tag.get("scale")))
            assert abs(amount - abs(fact.value)) <= half_unit(int(tag.get("decimals")))
    off = [repeat for repeat in facts.repeats if not repeat.agrees]
    assert off and len(tagged) + len(off) < len(facts.facts) + len(facts.repeats) + 1


@pytest.mark.arelle
@pytest.mark.parametrize(("extension", "report"), [(".xbri", f"{STEM}.htm"), (".xbr", f"{STEM}.xbrl")])
def test_a_report_package_is_valid_and_holds_the_same_files(
    extension: str, report: str, formats: Path, instance: set[Row]
) -> None:
    path = formats / f"{STEM}{extension}"
    with zipfile.ZipFile(path) as package:
        kind = json.loads(package.read(f"{STEM}/META-INF/reportPackage.json"))["documentInfo"]["documentType"]
        inside = {name.rpartition("/")[2]: package.read(name) for name in package.namelist()}
    assert kind == f"https://xbrl.org/report-package/2023/{extension[1:]}"
    meta = ("reportPackage.json", "taxonomyPackage.xml", "catalog.xml")
    beside = {name: (formats / name).read_bytes() for name in inside if name not in meta}
    assert {name: data for name, data in inside.items() if name not in meta} == beside
    assert report in beside

    said, facts = bare_arelle(path, _facts, reportPackage=True, formulaAction="none")
    assert not [message for message in said if not message["messageCode"].startswith("calc11e:")]
    assert instance <= facts


@pytest.mark.arelle
@pytest.mark.slow
def test_a_report_package_is_a_taxonomy_package_too(formats: Path) -> None:
    """A program that has the package alone finds the taxonomy by its official address."""
    address = f"http://iij.tieout.example/20180808/{STEM}-assertions.xsd"
    package = formats / f"{STEM}.xbri"
    said, count = bare_arelle(
        address, lambda model: len(model.qnameConcepts), [package], taxonomyPackage=True
    )
    assert not said
    assert count > 300


@pytest.mark.arelle
@pytest.mark.slow
def test_a_package_that_repeats_the_folder_is_not_validated_twice(formats: Path, tmp_path: Path) -> None:
    folder = tmp_path / "xbrl"
    folder.mkdir()
    assert is_target(formats / f"{STEM}.xbrl")
    assert not is_target(formats / f"{STEM}.xbri")
    shutil.copy(formats / f"{STEM}.xbri", folder)
    assert is_target(folder / f"{STEM}.xbri")
    # What is accepted goes along with a package, wherever it goes: of a calculation and of an assertion.
    moved = tieout("validate", folder)
    assert moved.exit_code == 0
    assert "2 accepted of Arelle's findings, 0 findings" in moved.output
    (folder / f"{STEM}.xbr").write_bytes((formats / f"{STEM}.xbr").read_bytes()[:-100])
    broken = tieout("validate", folder / f"{STEM}.xbr")
    assert broken.exit_code == 1


def test_what_a_note_says_is_escaped_as_each_format_asks(
    definition: ReleaseDefinition, facts: FactSet, tied: Tied
) -> None:
    why = {"en": "#R&D <u>cost</u>", "ja": "研究開発費 & 販管費"}
    accepted = (replace(tied.accepted[0], why=why), *tied.accepted[1:])
    layout = Layout(definition)
    told = json.loads("".join(xbrl_json(layout, facts, accepted)))["facts"]
    notes = {fact["value"] for fact in told.values() if fact["dimensions"]["concept"] == "xbrl:note"}
    assert {"#R&amp;D &lt;u&gt;cost&lt;/u&gt;", "研究開発費 &amp; 販管費"} <= notes
    tables = {name: "".join(pieces) for name, pieces in xbrl_csv(layout, facts, accepted)}
    rows = csv.DictReader(io.StringIO(tables[f"{STEM}-notes.csv"]))
    # In xBRL-CSV, what begins with one # means something else.
    assert "##R&amp;D &lt;u&gt;cost&lt;/u&gt;" in {row["text"] for row in rows}


@pytest.mark.arelle
@pytest.mark.slow
def test_the_metadata_of_csv_is_validated_with_what_is_accepted(formats: Path) -> None:
    said = tieout("validate", formats / f"{STEM}-csv.json")
    assert said.exit_code == 0
    assert "2 accepted of Arelle's findings, 0 findings" in said.output


@pytest.mark.whole
def test_what_is_printed_and_left_out_is_shown_untagged(formats: Path) -> None:
    report = etree.parse(str(formats / STATEMENTS))
    left = report.xpath("//*[@class='left']")
    assert [cell.text for cell in left] == ["-", "-", "38.", "43."]
    assert not [cell for cell in left if next(cell.iterancestors("{*}nonFraction"), None) is not None]


def test_heads_that_ran_together_are_told_apart(formats: Path) -> None:
    report = etree.parse(str(formats / STATEMENTS))
    for table in report.findall(".//{*}table"):
        heads = ["".join(head.itertext()) for head in table.findall("{*}thead/{*}tr/{*}th")]
        assert len(heads) == len(set(heads))
    dividends = report.xpath("//*[@id='DividendsPerShare']/following-sibling::*[1]//*[@scope='col']")
    assert [head.text for head in dividends] == ["1Q-end", "2Q-end", "3Q-end", "Year-end", "Total"]


def test_the_flat_table_holds_the_facts_and_where_they_are_printed(formats: Path, root: Path) -> None:
    with (formats / "facts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 500
    written = sorted(row[3:] for row in build_helpers.read_facts(formats / f"{STEM}.xbrl"))
    assert sorted((row["decimals"], row["value"] or "nil") for row in rows) == written
    by_id = {row["id"]: row for row in rows}
    lines = (root / "instances" / "iij-2018q1" / "release.txt").read_text(encoding="utf-8").split("\n")
    income = by_id["OperatingIncomeLoss_D20180401-20180630"]
    assert lines[int(income["line"]) - 1][int(income["column"]) - 1 :].startswith("1,179,867")
    mobile = by_id[
        "InternetConnectivityServicesEnterpriseRevenue_D20180401-20180630_MobileServicesEnterprise"
    ]
    assert mobile["ProductOrServiceAxis"].endswith("[Member]")
    assert (mobile["start"], mobile["end"], mobile["value"]) == ("2018-04-01", "2018-06-30", "4468000000")


@pytest.mark.whole
def test_formats_are_chosen(root: Path, formats: Path, tmp_path: Path, unproven: None) -> None:
    out, folder = tmp_path / "out", build_helpers.copy_release(root, tmp_path / "copy")
    assert tieout("build", folder, "--out", out, "--formats", "none", "--quiet").exit_code == 0
    written = {
        f"{STEM}{end}"
        for end in (
            ".json",
            ".htm",
            "-statements.htm",
            ".xbri",
            ".xbr",
            "-csv.json",
            "-facts.csv",
            "-notes.csv",
        )
    }
    assert set(snapshot(out)) == set(snapshot(formats)) - written - {"facts.csv"}


def test_an_unknown_format_is_refused(root: Path) -> None:
    result = tieout("build", root / "instances" / "iij-2018q1", "--formats", "json,pdf")
    assert result.exit_code == 2
    assert "there is no format pdf" in result.output


@pytest.mark.arelle
def test_a_file_that_was_changed_after_the_build_is_told(formats: Path, tmp_path: Path) -> None:
    folder = tmp_path / "xbrl"
    # One report is enough: each that is there is validated, too.
    shutil.copytree(formats, folder, ignore=shutil.ignore_patterns("*.xbr*", "*.htm", "*.zip", "*-csv*"))
    # No relation covers the count of ATMs: only the manifest can tell.
    build_helpers.edit(folder / f"{STEM}.json", '"value": "1107"', '"value": "1170"')
    (folder / "trace.json").unlink()
    said = tieout("validate", folder)
    assert said.exit_code == 1
    assert f"{STEM}.json was changed after it was built" in said.output
    assert "trace.json is not there any more" in said.output
    assert "trace.csv" not in said.output
