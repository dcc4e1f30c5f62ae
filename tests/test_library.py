"""The library and the JSON that the command prints: one form, described by a schema."""

import dataclasses
import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

import tieout
from build_helpers import edit
from build_helpers import tieout as run
from test_contact import PAGE

FACT = [
    "id", "concept", "element", "label", "start", "end", "unit", "members", "value", "decimals", "printed",
    "place", "grade", "sure", "relations", "notes",
]  # fmt: skip
RELATION = ["name", "holds", "difference", "cells", "equation", "facts"]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("harbor") / "harbor.htm"
    path.write_text(PAGE.replace("<td>795</td>", "<td>796</td>"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def report(page: Path) -> tieout.Report:
    return tieout.read(page)


@pytest.fixture(scope="module")
def schema(root: Path) -> jsonschema.Draft202012Validator:
    text = (root / "taxonomy" / "schemas" / "output.schema.json").read_text(encoding="utf-8")
    described = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(described)
    return jsonschema.Draft202012Validator(closed(described))


def closed(schema: object) -> object:
    """A schema that allows no key that it does not describe."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    more = {"additionalProperties": False} if "properties" in schema else {}
    return {key: closed(part) for key, part in schema.items()} | more


# JSON ----------------------------------------------------------------------------------------------------


def test_a_draft_conforms_to_the_schema(
    page: Path, tmp_path: Path, schema: jsonschema.Draft202012Validator
) -> None:
    done = run(page, "--out", tmp_path / "out", "--json")
    document = json.loads(done.stdout)
    schema.validate(document)
    assert done.exit_code == 1
    assert document["status"] == "draft"
    assert (tmp_path / "out" / "facts.json").read_text(encoding="utf-8") == done.stdout
    # The fields as they are described, and in that order; a place of a page has the XPath of its element.
    assert {tuple(fact) for fact in document["facts"]} == {tuple(FACT)}
    assert {tuple(check) for check in document["relations"]} == {tuple(RELATION)}
    fact = next(fact for fact in document["facts"] if fact["printed"] == "796")
    line = next(number for number, text in enumerate(page.read_text().splitlines(), 1) if ">796<" in text)
    assert fact["place"].items() >= {"file": str(page), "line": line, "column": 0}.items()
    assert fact["place"]["path"].startswith("/html/body/table[1]/")
    finding = document["findings"][0]
    assert {"code", "severity", "message", "places", "hint"} <= set(finding)
    assert finding["severity"] == "error"


def test_a_build_conforms_to_the_schema(
    acme_copy: Path, unproven: None, schema: jsonschema.Draft202012Validator
) -> None:
    done = run("build", acme_copy, "--json")
    document = json.loads(done.stdout)
    schema.validate(document)
    assert (document["status"], document["scope"], document["unread"]) == ("published", "all", 0)
    fact = next(fact for fact in document["facts"] if "Inventor" in fact["label"])
    assert {key: fact[key] for key in ("start", "end", "value", "decimals", "members")} == {
        "start": None,
        "end": "2025-03-31",
        "value": "30000000",
        "decimals": "-6",
        "members": {},
    }
    assert set(fact["place"]) == {"file", "line", "column", "table", "row", "head"}
    edit(acme_copy / "release.txt", "Inventories\t30\t", "Inventories\t31\t")
    done = run("build", acme_copy, "--json")
    schema.validate(json.loads(done.stdout))
    assert json.loads(done.stdout)["status"] == "draft"


def test_what_cannot_be_used_conforms_to_the_schema(
    tmp_path: Path, schema: jsonschema.Draft202012Validator
) -> None:
    done = run("draft", tmp_path / "nowhere.htm", "--json")
    assert done.exit_code == 2
    schema.validate(json.loads(done.stdout))


# Python --------------------------------------------------------------------------------------------------


def test_facts_are_plain_typed_and_frozen(report: tieout.Report) -> None:
    fact = next(fact for fact in report.facts if fact.printed == "796")
    assert (fact.start, fact.end) == (date(2025, 2, 1), date(2025, 7, 31))
    assert (fact.value, fact.decimals, fact.unit) == (Decimal(796_000), -3, "USD")
    assert fact.grade == "failed"
    with pytest.raises(dataclasses.FrozenInstanceError):
        fact.value = Decimal(1)  # type: ignore[misc]
    assert {type(one) for one in report.findings} == {tieout.Finding}
    income = next(one for one in report.statements if fact in one.facts)
    assert [one.printed for one in income.facts][:2] == ["$ 5,760", "$ 5,070"]


def test_a_cell_is_explained_with_its_relations(report: tieout.Report) -> None:
    fact = next(fact for fact in report.facts if fact.printed == "796")
    assert fact.place is not None
    for cell in (fact, fact.id, fact.place, fact.place.path):
        (told,) = tieout.explain(report, cell)
        assert told.fact == fact
        assert [(one.equation, one.holds, one.difference) for one in told.relations] == [
            ("993 − 198 ≠ 796", False, Decimal(1000))
        ]
    assert tieout.explain(report, "/html/body") == ()


def test_a_cell_of_a_text_is_explained_by_line_and_column(root: Path, unproven: None, tmp_path: Path) -> None:
    report = tieout.build(root / "tests" / "acme" / "release", tmp_path / "xbrl")
    assert report.status == "published"
    (told,) = tieout.explain(report, "17:13")
    assert (told.fact.printed, told.fact.value) == ("30", Decimal(30_000_000))
    assert [one.equation for one in told.relations] == ["20 + 30 = 50"]


def test_facts_are_a_data_frame(report: tieout.Report) -> None:
    pytest.importorskip("pandas")
    frame = report.to_pandas()
    assert len(frame) == len(report.facts)
    assert list(frame["value"]) == [fact.value for fact in report.facts]
    assert frame["file"].nunique() == 1


def test_facts_are_an_arrow_table_with_exact_decimals(report: tieout.Report) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    table = report.to_arrow()
    assert pyarrow.types.is_decimal(table.schema.field("value").type)
    assert table.column("value").to_pylist() == [fact.value for fact in report.facts]
    assert table.column("end").to_pylist() == [fact.end for fact in report.facts]


@pytest.mark.parametrize(("call", "extra"), [("to_pandas", "pandas"), ("to_arrow", "parquet")])
def test_a_missing_extra_is_told_with_what_installs_it(
    report: tieout.Report, monkeypatch: pytest.MonkeyPatch, call: str, extra: str
) -> None:
    for name in ("pandas", "pyarrow"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(tieout.InputError) as refused:
        getattr(report, call)()
    assert refused.value.findings[0].mend == f'Run pip install "tieout[{extra}]".'


def test_the_library_is_imported_when_it_is_asked_for() -> None:
    script = "import sys, tieout; assert 'pydantic' not in sys.modules; tieout.read; print(tieout.Report)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "tieout.results.model.Report" in done.stdout


def test_the_names_of_the_library_are_listed_once_and_seen_by_all() -> None:
    everything: dict[str, object] = {}
    exec("from tieout import *", everything)
    assert set(tieout.__all__) <= everything.keys()
    assert set(tieout.__all__) <= set(dir(tieout))
    assert everything["read"] is tieout.read


_FIRST = """
import importlib, sys
for first in sys.argv[1:]:
    for name in [name for name in sys.modules if name.partition(".")[0] == "tieout"]:
        del sys.modules[name]
    importlib.import_module(first)
"""


@pytest.mark.whole
def test_a_package_of_the_library_can_be_imported_first() -> None:
    # What finds its names when they are asked for is asked for packages, too. One process forgets the library
    # before each; what it stands on may stay.
    packages = ("tieout.contact", "tieout.results", "tieout.cli", "tieout.api")
    command = [sys.executable, "-c", _FIRST, *packages]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
