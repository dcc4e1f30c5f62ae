"""Every format of a report holds the same facts: each is read again, by Arelle or by Python alone."""

import csv
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from arelle import XbrlConst

import build_helpers
from build_helpers import STEM, bare_arelle, snapshot, tieout
from tieout.pipeline import build

Row = tuple[object, ...]


@pytest.fixture(scope="module")
def formats(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the checkout's release in all formats."""
    folder = tmp_path_factory.mktemp("formats") / "xbrl"
    built = build(
        root / "instances" / "iij-2018q1",
        folder,
        formats=("inline", "json", "csv", "table"),
        progress=lambda _stage: None,
    )
    assert built.published
    return folder


def _facts(model: Any) -> set[Row]:
    notes = model.relationshipSet(XbrlConst.factFootnote)
    rows: set[Row] = set()
    for fact in model.factsInInstance:
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
    _, facts = bare_arelle(formats / f"{STEM}.xbrl", _facts)
    return facts  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", [f"{STEM}.json", f"{STEM}-csv.json", f"{STEM}.xhtml"])
def test_a_format_holds_the_facts_and_their_footnotes(name: str, formats: Path, instance: set[Row]) -> None:
    said, facts = bare_arelle(formats / name, _facts)
    wrong = ("xbrl", "oim", "xml", "ix", "html")
    assert not [message for message in said if message["messageCode"].startswith(wrong)]
    assert len(facts) > 500
    assert facts == instance


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


def test_formats_are_chosen(root: Path, formats: Path, tmp_path: Path) -> None:
    out, folder = tmp_path / "out", build_helpers.copy_release(root, tmp_path / "copy")
    assert tieout("build", folder, "--out", out, "--formats", "none", "--quiet").exit_code == 0
    written = {f"{STEM}{end}" for end in (".json", ".xhtml", "-csv.json", "-facts.csv", "-notes.csv")}
    assert set(snapshot(out)) == set(snapshot(formats)) - written - {"facts.csv"}


def test_an_unknown_format_is_refused(root: Path) -> None:
    result = tieout("build", root / "instances" / "iij-2018q1", "--formats", "json,pdf")
    assert result.exit_code == 2
    assert "there is no format pdf" in result.output


def test_a_file_that_was_changed_after_the_build_is_told(formats: Path, tmp_path: Path) -> None:
    folder = tmp_path / "xbrl"
    shutil.copytree(formats, folder, ignore=shutil.ignore_patterns("*.xbrl", "*.xhtml"))
    # No relation covers the count of ATMs: only the manifest can tell.
    build_helpers.edit(folder / f"{STEM}.json", '"value": "1107"', '"value": "1170"')
    (folder / "trace.json").unlink()
    said = tieout("validate", folder)
    assert said.exit_code == 1
    assert f"{STEM}.json was changed after it was built" in said.output
    assert "trace.json is not there any more" in said.output
    assert "trace.csv" not in said.output
