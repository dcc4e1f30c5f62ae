"""The command line: exit codes, clear words instead of tracebacks, JSON for machines, help at once."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
import yaml
from click.testing import CliRunner

from build_helpers import INSTANCE, STEM, TIEOUT, copy_release, edit, read_facts, tieout, tieout_process
from tieout import __version__
from tieout.cli import main
from tieout.trace import Outcome
from tieout.validate import Counts, Verdict

pytestmark = pytest.mark.usefixtures("read_once")

_ESCAPE = "\x1b"


@pytest.fixture
def release(root):
    return root / "instances" / "iij-2018q1"


# Help ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", *main.commands])
def test_help_has_an_example_that_begins_with_the_command(command):
    said = tieout(*command.split(), "--help")
    assert said.exit_code == 0
    assert re.search(rf"Examples?:\n +tieout {command}", said.stdout)
    # What wraps badly in a terminal nobody reads.
    assert max(map(len, said.stdout.splitlines())) <= 100
    assert tieout(*command.split(), "-h").stdout == said.stdout


def test_the_help_names_the_exit_codes_and_every_command():
    said = tieout("--help").stdout
    assert "0 good, 1 findings, 2 usage or input error" in said
    for command in main.commands:
        assert re.search(rf"^  {command} +[A-Z]", said, re.MULTILINE)


@pytest.mark.whole
@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], *([name, "--help"] for name in main.commands)]
)
def test_help_imports_nothing_that_takes_time(arguments):
    script = (
        "import sys\n"
        "from tieout.cli import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    loaded = set(done.stderr.split())
    assert "tieout" in loaded
    assert loaded & {"arelle", "pydantic", "lxml", "jinja2", "yaml", "rapidfuzz"} == set()


def test_the_version_is_the_packages_own():
    assert tieout("--version").stdout == f"tieout, version {__version__}\n"


def test_the_module_is_the_command(release):
    done = subprocess.run(
        [sys.executable, "-m", "tieout", "--version"], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == tieout("--version").stdout


# Exit codes ----------------------------------------------------------------------------------------------


def _exceptions(release):
    """How many exceptions release.yaml accepts."""
    return len(yaml.safe_load((release / "release.yaml").read_text(encoding="utf-8"))["exceptions"])


@pytest.mark.whole
def test_a_good_build_says_what_it_did_and_exits_0(release, tmp_path, unproven):
    said = tieout("build", release, "--out", tmp_path / "xbrl")
    assert said.exit_code == 0
    facts = len(read_facts(tmp_path / "xbrl" / INSTANCE))
    assert re.search(
        rf"^  {facts} facts in \d+ contexts; 230 relations checked here, ", said.stdout, re.MULTILINE
    )
    assert "; 0 findings, 9 notices (-v tells them)\n" in said.stdout
    assert f"written to {tmp_path / 'xbrl'}" in said.stdout
    # What was read otherwise than printed, what was left out and what is accepted is never silent: each kind
    # has a line, and each of them one where more is asked for.
    kinds = {"recovered": 15, "left out": 3, "set aside": 3, "accepted": _exceptions(release)}
    for kind, count in kinds.items():
        assert re.search(rf"^  {kind} +{count} ", said.stdout, re.MULTILINE)
    each = tieout("build", release, "--out", tmp_path / "xbrl", "-v").stdout
    for kind, count in {**kinds, "notice": 9}.items():
        assert each.count(f"\n  {kind}: ") == count
    # Progress goes to standard error, and the outcome to standard output.
    assert said.stderr.split("\n")[0] == "reading"
    assert "reading\n" not in said.stdout.split("\n")[0]


def test_a_code_is_explained_by_itself():
    said = tieout("explain", "tie.total-off")
    assert said.exit_code == 0
    assert said.output.startswith("tie.total-off: a figure is not what the figures it relates to make\n")
    assert "release.yaml" in said.output
    # Of a code of many, such as Arelle's, the beginning that is known.
    assert "a formula assertion" in tieout("explain", "validate.message:IncomeStatement-1").output
    said = tieout("explain", "instances/nowhere")
    assert said.exit_code == 2
    assert "no finding has the code instances/nowhere; of a release, name a cell" in said.output


@pytest.fixture
def valid(monkeypatch):
    """A validation that finds nothing, where all is about what the command says."""
    monkeypatch.setattr(
        "tieout.validate.validate", lambda path, **_: Verdict(str(path), Counts(1, 1, 1), (), ())
    )


def test_quiet_says_nothing_where_there_is_nothing_to_say(root, acme_report, unproven, valid):
    release, report = root / "tests" / "acme" / "release", acme_report
    for arguments in (("build", release, "--check", "--out", report, "-q"), ("validate", report, "-q")):
        said = tieout(*arguments)
        assert (said.exit_code, said.output) == (0, "")


def test_findings_exit_1(acme_copy, unproven):
    edit(acme_copy / "release.txt", "Inventories\t30\t", "Inventories\t31\t")
    for command in ("build", "check"):
        said = tieout(command, acme_copy)
        assert said.exit_code == 1
        assert "tie.total-off" in said.stdout


@pytest.mark.whole
def test_several_releases_are_built_whatever_is_found_in_one(acme_copy, tmp_path, unproven):
    good = acme_copy
    damaged = shutil.copytree(good, good.with_name("damaged"))
    edit(damaged / "release.txt", "Inventories\t30\t", "Inventories\t31\t")
    said = tieout("build", damaged, good)
    assert said.exit_code == 1
    assert said.stderr.startswith(f"1 of 2, {damaged}: reading\n")
    assert f"\n2 of 2, {good}: reading\n" in said.stderr
    assert said.stdout.index("tie.total-off") < said.stdout.index(f"written to {good / 'xbrl'}")
    # The exit code is the worst.
    said = tieout("build", tmp_path, damaged, good, "--json")
    assert said.exit_code == 2
    rows = json.loads(said.stdout)
    assert [row["release"] for row in rows] == [str(tmp_path), str(damaged), str(good)]
    assert rows[0]["findings"][0]["code"] == "input.no-release"
    assert (rows[1]["status"], rows[2]["status"], rows[2]["findings"]) == ("draft", "published", [])


_READING = """
readings:
  - {table: CashFlows/financing, row: Interest paid, column: 2, printed: 95 902, read: "95,902", why: Clear.}
"""


@pytest.mark.whole
def test_a_cell_that_nothing_proves_is_built_with_a_stated_reading(root, tmp_path, unproven):
    folder = copy_release(root, tmp_path)
    edit(folder / "release.txt", "Interest paid\t87,211\t95,902", "Interest paid\t87,211\t95 902")
    said = tieout("build", folder)
    assert said.exit_code == 1
    assert '"95 902" cannot be read' in said.stdout and "[mapping.cell-unreadable]" in said.stdout
    assert "under `readings`" in said.stdout
    with (folder / "release.yaml").open("a", encoding="utf-8") as file:
        file.write(_READING)
    said = tieout("build", folder)
    assert said.exit_code == 0
    assert "  readings   1 cells read as release.yaml states it" in said.stdout
    each = tieout("build", folder, "-v").stdout
    assert '  readings: "95 902" in "Interest paid" read as "95,902". Clear.' in each
    told = json.loads(tieout("build", folder, "--json").stdout)
    assert [(r["printed"], r["read"], r["why"]) for r in told["build"]["readings"]] == [
        ("95 902", "95,902", "Clear.")
    ]
    assert "95 902" in tieout("trace", folder, "--outcome", "fact").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["build"],
        ["build", "a", "b", "--out", "c"],
        ["build", "a", "b", "--release", "c"],
        ["build", "a", "--nonsense"],
        ["validate"],
        ["taxonomy", "a"],
    ],
)
def test_usage_errors_exit_2_with_the_usage(arguments):
    said = tieout(*arguments)
    assert said.exit_code == 2
    assert said.stderr.startswith("Usage: ")
    assert said.stdout == ""


@pytest.mark.arelle
def test_validate_takes_a_schema(report):
    said = tieout("validate", report / f"{STEM}.xsd")
    assert said.exit_code == 0
    assert re.search(r"\b1\d\d calculation relationships", said.stdout)


def test_validate_takes_a_release_folder_and_several_paths(root, report, tmp_path, valid):
    built = copy_release(root, tmp_path)
    shutil.copytree(report, built / "xbrl")
    said = tieout("validate", built, report / f"{STEM}.zip")
    assert said.exit_code == 0
    assert [line.split(": ")[0] for line in said.stdout.splitlines() if ": 1 facts" in line] == [
        # The trace is JSON too, and no report.
        str(built / "xbrl" / f"{STEM}.htm"),
        str(built / "xbrl" / f"{STEM}.json"),
        str(built / "xbrl" / INSTANCE),
        str(built / "xbrl" / f"{STEM}.zip"),
        str(report / f"{STEM}.zip"),
    ]


def test_validate_enters_the_editions_of_a_release(root, tmp_path, valid):
    built = copy_release(root, tmp_path)
    edition = built / "xbrl" / "us-gaap"
    edition.mkdir(parents=True)
    (built / "xbrl" / "own.xbrl").write_text("<xbrl/>")
    address = "http://xbrl.fasb.example/us-gaap/2024/elts/us-gaap-2024.xsd"
    (edition / "toy.xsd").write_text(
        '<schema xmlns="http://www.w3.org/2001/XMLSchema">'
        '<import namespace="x" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>'
        f'<import namespace="y" schemaLocation="{address}"/></schema>'
    )
    (edition / "toy.xml").write_text('<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance"/>')
    (edition / "toy_lab.xml").write_text('<linkbase xmlns="http://www.xbrl.org/2003/linkbase"/>')
    said = tieout("validate", built)
    assert said.exit_code == 0
    assert f"{edition / 'toy.xml'}: " in said.stdout
    assert "toy_lab" not in said.stdout
    assert address in said.stdout
    assert "[edition.not-validated]" in said.stdout
    cache = tmp_path / "cache" / address.replace("http://", "http/")
    cache.parent.mkdir(parents=True)
    cache.write_text("<schema/>")
    said = tieout("validate", built, "--official", tmp_path / "cache")
    assert f"{edition / 'toy.xml'}: 1 facts" in said.stdout
    assert "edition.not-validated" not in said.stdout


@pytest.mark.arelle
def test_the_taxonomy_alone_is_written_and_valid(release, tmp_path, report):
    out = tmp_path / "taxonomy"
    said = tieout("taxonomy", release, "--out", out)
    assert said.exit_code == 0
    assert re.search(rf"{STEM}\.zip: 1\d\d calculation relationships, valid", said.stdout)
    # The same taxonomy as beside the report, without the report.
    for path in out.iterdir():
        if path.name != "manifest.csv":
            assert path.read_bytes() == (report / path.name).read_bytes()
    assert not (out / INSTANCE).exists()


# No traceback --------------------------------------------------------------------------------------------


def _write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


# What is put in a release's folder, and a word of what is said about it.
_UNUSABLE = {
    "release.yaml that is not UTF-8": ("release.yaml", b"\xff\xfe\x00", "not UTF-8"),
    "empty release.yaml": ("release.yaml", b"", "release.yaml"),
    "release.yaml that is a list": ("release.yaml", b"- 1\n- 2\n", "release.yaml"),
    "release.yaml that is no YAML": ("release.yaml", b"company: {\n", "not valid YAML"),
    "release.yaml with a control character": ("release.yaml", b"company: \x00\n", "release.yaml"),
    "an empty release": ("release.txt", b"", "the file is empty"),
    "a release without a table": ("release.txt", b"Good news.\n", "no table"),
    "a binary release": ("release.txt", bytes(range(256)), "not UTF-8"),
    "a release with a control character": ("release.txt", b"A\t1\nB\t\x01\n", "release.txt:2:3"),
    "a release with a line of a thousand cells": (
        "release.txt",
        b"A\t1\n" + b"B" + b"\t1" * 1000,
        "release.txt:2",
    ),
}


@pytest.mark.parametrize("what", _UNUSABLE)
def test_unusable_input_is_told_in_words(acme_copy, what):
    name, data, word = _UNUSABLE[what]
    _write(acme_copy / name, data)
    said = tieout("build", acme_copy)
    assert said.exit_code == 2
    assert word in said.stdout
    assert sorted(path.name for path in acme_copy.iterdir()) == ["release.txt", "release.yaml"]


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("company: ../company\n", "company: ../nobody\n", "company.yaml"),
        ("text: release.txt\n", "text: nowhere.txt\n", "nowhere.txt"),
        ("text: release.txt\n", "text: .\n", "directory"),
        ("quarter: 1\n", "quarter: 5\n", "quarter"),
        ("fiscal-year: 2025\n", "fiscal-year: last\n", "fiscal-year"),
        ("quarter: 1\n", "", "quarter"),
    ],
)
def test_a_mistake_in_release_yaml_is_told_in_words(acme_copy, old, new, word):
    edit(acme_copy / "release.yaml", old, new)
    said = tieout("build", acme_copy)
    assert said.exit_code == 2
    assert word in said.stdout


@pytest.fixture
def places(root, acme_report, tmp_path):
    """What the cases below name in braces."""
    (tmp_path / "empty").mkdir()
    package = (acme_report / "acme-20250331.zip").read_bytes()
    return {
        "release": root / "tests" / "acme" / "release",
        "tmp": tmp_path,
        "empty": tmp_path / "empty",
        "nowhere": tmp_path / "nowhere",
        "no_zip": _write(tmp_path / "no.zip", b"none"),
        "cut_zip": _write(tmp_path / "cut.zip", package[:9000]),
        "empty_zip": _write(tmp_path / "empty.zip", b"PK\5\6" + bytes(18)),
        "zip_as_xbrl": _write(tmp_path / "zip.xbrl", b"PK\5\6" + bytes(18)),
        "empty_xbrl": _write(tmp_path / "empty.xbrl", b""),
        "binary_xbrl": _write(tmp_path / "binary.xbrl", bytes(range(256))),
    }


@pytest.mark.parametrize(
    ("command", "code", "word"),
    [
        ("build {nowhere}", 2, "nowhere"),
        ("build {empty}", 2, "no release.yaml"),
        ("build {release}/release.txt", 2, "no release.yaml"),
        ("build {release} --release {nowhere}", 2, "nowhere"),
        ("build {release} --release {empty}", 2, "empty"),
        # Root may write anywhere but here.
        ("build {release} --out /proc/tieout/xbrl", 2, "/proc/tieout"),
        ("taxonomy {release} --out /proc/tieout/xbrl", 2, "/proc/tieout"),
        ("schemas /proc/tieout", 2, "/proc/tieout"),
        ("schemas {release}/release.txt", 2, "release.txt"),
        ("validate {nowhere}", 2, "nowhere"),
        ("validate {empty}", 2, "holds no report"),
        ("validate {no_zip}", 1, "no.zip"),
        ("validate {cut_zip}", 1, "cut.zip"),
        ("validate {empty_zip}", 1, "empty.zip"),
        pytest.param("validate {zip_as_xbrl}", 1, "zip.xbrl", marks=pytest.mark.arelle),
        pytest.param("validate {empty_xbrl}", 1, "empty.xbrl", marks=pytest.mark.arelle),
        pytest.param("validate {binary_xbrl}", 1, "binary.xbrl", marks=pytest.mark.arelle),
        pytest.param("validate {release}/release.txt", 1, "release.txt", marks=pytest.mark.arelle),
        ("explain {release} 99999:1", 2, "99999:1"),
        ("explain {release} Nothing_I20180630", 2, "Nothing_I20180630"),
    ],
)
def test_a_wrong_path_is_told_in_words(places, command, code, word):
    said = tieout(*(argument.format(**places) for argument in command.split()))
    assert said.exit_code == code
    assert word in said.output


@pytest.mark.whole
def test_the_installed_command_shows_no_traceback(tmp_path):
    done = tieout_process("build", tmp_path / "nowhere")
    assert done.returncode == 2
    assert "nowhere" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.whole
def test_a_reader_that_stops_reading_is_no_error(release):
    # As in `tieout trace … | head -1`.
    done = subprocess.run(
        f'"{TIEOUT}" trace "{release}" | head -1',
        shell=True,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


@pytest.mark.whole
@pytest.mark.parametrize("encoding", ["cp1252", "cp932"])
def test_any_encoding_of_the_output_will_do(release, encoding):
    # A pipe on Windows takes neither a dash (Japanese) nor a Japanese name (Western), both of which are told.
    done = tieout_process("trace", release, "--json", PYTHONIOENCODING=encoding)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0


@pytest.mark.whole
@pytest.mark.parametrize("encoding", ["cp1252", "cp932", "utf-8"])
def test_japanese_is_told_in_any_encoding(release, encoding, report, unproven):
    said = CliRunner(charset=encoding).invoke(
        main, ["build", str(release), "--check", "--json", "--out", str(report)], catch_exceptions=False
    )
    assert said.exit_code == 0
    # In its letters where the output has them, in escapes elsewhere: the same to who reads the JSON.
    assert said.stdout_bytes.isascii() == (encoding != "utf-8")
    assert "決算" in json.loads(said.stdout)["build"]["accepted"][0]["why"]["ja"]


# For machines --------------------------------------------------------------------------------------------


@pytest.mark.whole
def test_a_build_as_json_is_the_build_in_words(release, report, unproven):
    said = tieout("build", release, "--check", "--out", report, "--json")
    told = json.loads(said.stdout)
    assert said.exit_code == 0
    assert said.stderr == ""
    assert told["company"]["name"] == "Internet Initiative Japan Inc."
    build = told["build"]
    assert (build["facts"], told["status"]) == (len(read_facts(report / INSTANCE)), "published")
    assert build["changes"] == build["readings"] == []
    assert len(build["accepted"]) == _exceptions(release)
    assert ("relation", "AdjustedEbitdaReconciliation/OperatingIncomeLoss", "733000") in [
        (entry["kind"], entry["subject"], entry["by"]) for entry in build["accepted"]
    ]
    assert told["findings"] and all(finding["severity"] == "notice" for finding in told["findings"])


def test_sums_as_json_hold_or_are_accepted(release):
    told = json.loads(tieout("check", release, "--json").stdout)
    off = [(check["relation"], check["residue"]) for check in told["checks"] if not check["holds"]]
    stated = yaml.safe_load((release / "release.yaml").read_text(encoding="utf-8"))["exceptions"]
    accepted = [(entry["relation"], entry["by"]) for entry in stated if "relation" in entry]
    assert sorted(off) == sorted(accepted)
    assert ("AdjustedEbitdaReconciliation/OperatingIncomeLoss", "733000") in off
    assert told["findings"] == []
    # Amounts are text: a float would lose digits.
    assert {type(check["reported"]) for check in told["checks"]} == {str}


def test_the_trace_as_json_accounts_for_every_number(release):
    told = json.loads(tieout("trace", release, "--json").stdout)
    facts = {row["fact"] for row in told if row["outcome"] == "fact"}
    assert "Assets_I20180630" in facts
    (row,) = [row for row in told if row["fact"] == "Assets_I20180630" and row["outcome"] == "fact"]
    assert (row["printed"], row["line"]) == ("154,168,859", 311)
    assert {row["printed"] for row in told if row["fact"] == "Assets_I20180630"} == {"154,168,859", "154,169"}
    assert all(row["reason"] for row in told if not row["fact"])


@pytest.mark.parametrize("outcome", get_args(Outcome))
def test_the_trace_of_one_outcome(release, outcome):
    said = tieout("trace", release, "--outcome", outcome)
    assert said.exit_code == 0
    *rows, counts = said.stdout.splitlines()
    assert all(f"  {outcome:<13}" in row for row in rows)
    # What it became and how often stands at the end, whatever is asked for.
    count = re.search(rf"([\d,]+) {outcome} \(", counts)
    assert len(rows) == (int(count[1].replace(",", "")) if count else 0)
    assert bool(rows) == (outcome not in ("stated", "unread"))


def test_the_trace_of_one_line(release):
    # Cells that ran together: what is left of the one, and both in the other.
    said = tieout("trace", release, "--line", 379)
    rows = [line.split() for line in said.stdout.splitlines()[:-1]]
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("379:17", "7,978", "fact"),
        ("379:23", "52,049", "recovered"),
        ("379:30", "6,210", "recovered"),
    ]


@pytest.mark.whole
@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "{none}"],
        ["check", "{none}"],
        ["trace", "{none}"],
        ["validate", "{none}"],
        ["validate", "{empty}"],
    ],
)
@pytest.mark.parametrize("run", [tieout, tieout_process])
def test_errors_are_json_too(tmp_path, arguments, run):
    (tmp_path / "empty").mkdir()
    places = {"none": tmp_path / "none", "empty": tmp_path / "empty"}
    said = run(*(argument.format(**places) for argument in arguments), "--json")
    assert (said.exit_code if hasattr(said, "exit_code") else said.returncode) == 2
    (finding,) = json.loads(said.stdout)["findings"]
    assert finding["severity"] == "error"
    assert finding["code"]


@pytest.mark.whole
def test_a_path_named_json_is_a_path(tmp_path):
    done = tieout_process("build", "--", "--json", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout.startswith("there is no release.yaml in --json\n")
    assert "[input.no-release]" in done.stdout


# Colour --------------------------------------------------------------------------------------------------


@pytest.mark.whole
def test_nothing_piped_holds_a_control_character(acme_copy):
    # Both parts of a total: no arithmetic proves them.
    edit(acme_copy / "release.txt", "Liabilities\t18\t16\nEquity\t32", "Liabilities\t1S\t16\nEquity\t3Z")
    done = tieout_process("build", acme_copy)
    assert done.returncode == 1
    assert "mapping.cell-unreadable" in done.stdout
    assert _ESCAPE not in done.stdout + done.stderr
    assert "\r" not in done.stdout + done.stderr


@pytest.mark.whole
def test_a_terminal_gets_colour(tmp_path):
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm"}
    env.pop("NO_COLOR", None)
    done = subprocess.run(
        [TIEOUT, "build", tmp_path], stdout=theirs, stderr=theirs, timeout=60, check=False, env=env
    )
    os.close(theirs)
    said = os.read(ours, 65536).decode()
    os.close(ours)
    assert done.returncode == 2
    assert f"{_ESCAPE}[1;31mthere is no release.yaml" in said


@pytest.mark.whole
def test_loading_shows_how_many_are_done_on_a_terminal_alone(root, tmp_path):
    pytest.importorskip("sqlalchemy")
    release = root / "tests" / "acme" / "release"
    command = [TIEOUT, "load", f"sqlite:///{tmp_path / 'facts.db'}", release]
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "200"}
    done = subprocess.run(command, stdout=theirs, stderr=theirs, timeout=60, check=False, env=env)
    os.close(theirs)
    said = os.read(ours, 65536).decode()
    os.close(ours)
    assert done.returncode == 0
    assert "0/1" in said and "1/1" in said
    assert f"{release}: added, 22 facts" in said
    piped = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert (piped.stdout, piped.stderr) == ("1 document: 1 unchanged; 0 facts\n", "")


# The rest ------------------------------------------------------------------------------------------------


def test_schemas_are_written_checked_and_committed(root, tmp_path):
    assert tieout("schemas", tmp_path / "s").exit_code == 0
    written = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "s").iterdir()}
    assert len(written) >= 5
    assert tieout("schemas", tmp_path / "s", "--check").exit_code == 0
    stale = next((tmp_path / "s").iterdir())
    stale.write_text("{}", encoding="utf-8")
    said = tieout("schemas", tmp_path / "s", "--check")
    assert said.exit_code == 1
    assert str(stale) in said.stderr
    assert stale.read_text(encoding="utf-8") == "{}"


def test_the_reference_says_what_every_key_of_every_file_is(root, tmp_path):
    """A key that the schemas have and the reference does not, or that nobody described, is told here."""
    reference = tmp_path / "yaml.md"
    assert tieout("schemas", tmp_path / "s", "--reference", reference).exit_code == 0
    text = reference.read_text(encoding="utf-8")
    assert text == (root / "docs" / "yaml.md").read_text(encoding="utf-8"), "run make docs"
    rows = [line.split(" | ") for line in text.splitlines() if line.startswith("| `")]
    told = {row[0].strip("| `") for row in rows}
    # What is printed is described in docs/draft.md.
    files = [path for path in (tmp_path / "s").iterdir() if path.name != "output.schema.json"]
    schemas = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    parts = [part for schema in schemas for part in (schema, *schema.get("$defs", {}).values())]
    assert {key for part in parts for key in part.get("properties", {})} <= told
    assert [row for row in rows if len(row) != 4 or len(row[3].strip(" |")) < 5] == []
    # Every link leads to a section.
    heads = {line.removeprefix("### ").lower() for line in text.splitlines() if line.startswith("### ")}
    assert set(re.findall(r"\]\(#(\w+)\)", text)) <= heads


def test_a_number_is_explained_by_its_place_and_by_its_id(release):
    by_place = tieout("explain", release, "311:19")
    by_id = tieout("explain", release, "Assets_I20180630")
    assert by_place.exit_code == by_id.exit_code == 0
    cell, *story = by_place.stdout.splitlines()
    assert cell.startswith('311:19 "154,168,859" (Internet Initiative Japan Inc. Consolidated Balance Sheets')
    # By its id it is told with every place that prints it.
    assert [line for line in by_id.stdout.splitlines() if line in (cell, *story)] == [cell, *story]
    repeats = [line for line in by_id.stdout.splitlines() if line not in (cell, *story)]
    assert len(repeats) == 2
    assert all('"154,169"' in line and ": repeat Assets_I20180630" in line for line in repeats)
    assert "154168859000 JPY, decimals -3, 2018-06-30" in story[0]
    assert any(line.endswith(" = 154,168,859 (JPY thousands): holds exactly") for line in story)
    assert "      BalanceSheet/Assets I20180630" in story
    # And it divides: the ratio of equity to it.
    assert any("÷ 154,168,859 ≈ 0.4" in line for line in story)


def test_an_equation_is_told_with_labels_and_amounts(release):
    """Four lines of revenue less expenses is told as revenues less expenses, since those are proven."""
    story = tieout("explain", release, "376:28").stdout.splitlines()
    at = story.index("  44,704,918 − 43,525,051 = 1,179,867 (JPY thousands): holds exactly")
    assert story[at + 1 : at + 4] == [
        "      + 44,704,918  Revenues",
        "      − 43,525,051  Costs and expenses",
        "       = 1,179,867  Operating income (loss)",
    ]


def test_a_figure_that_arithmetic_proves_is_explained(release):
    said = tieout("explain", release, "378:24")
    assert said.exit_code == 0
    cell, *story = said.stdout.splitlines()
    assert cell.startswith('378:24 "52 040" (')
    assert ": recovered InvestmentIncomeDividend_D20180401-20180630 " in cell
    assert "52,049" in cell.partition("recovered")[2]
    assert "52049000 JPY, decimals -3, 2018-04-01/2018-06-30" in story[0]
    assert "      IncomeStatement/NonoperatingIncomeExpense D20180401-20180630" in story
    assert any(re.match(r" +\+ 52,049  Dividend income$", line) for line in story)


def test_a_figure_of_an_accepted_exception_is_explained(release):
    said = tieout("explain", release, "AdjustedEbitda_D20170401-20170630")
    assert "does not hold, off by 733,000" in said.stdout
    assert "  accepted: The release prints adjusted EBITDA of 4,103 million yen." in said.stdout


def test_a_number_that_is_no_figure_is_explained(release):
    said = tieout("explain", release, "1:28")
    assert said.exit_code == 0
    assert " ".join(said.stdout.split()) == '1:28 "2018" (): no figure the name of a fiscal year'


def test_the_figures_that_no_relation_covers_are_listed(release):
    said = tieout("check", release, "--unrelated")
    assert said.exit_code == 0
    alone, roughly = said.stdout.split("# Figures of iij-20180630 that relations hold but roughly")
    rows = [line for line in alone.splitlines() if re.match(r"\| \d", line)]
    assert alone.splitlines()[2].startswith(f"{len(rows)} of ")
    assert "InterestPaidNet_D20180401-20180630" in alone
    assert "Goodwill_I20180630" not in said.stdout
    bounds = "| 45,233,951 | 45,206,293 | 45,236,224 | WeightedAverageNumberOfDilutedSharesOutstanding_"
    assert bounds in roughly


@pytest.mark.whole
def test_a_place_in_a_page_is_told_by_the_line_of_its_file(root):
    release = root / "instances" / "aapl-2025q2"
    printed = "31,683"
    lines = (release / "release.htm").read_text(encoding="utf-8").splitlines()
    (line,) = (number for number, text in enumerate(lines, 1) if f">{printed}<" in text)
    fact = "IncomeTaxesPaidNet_D20240929-20250329"
    assert f"| {line} | {printed} | 1 | {fact} |" in tieout("check", release, "--unrelated").stdout
    assert re.search(rf"release.htm:{line} /html/\S+td\[\d+\]", tieout("explain", release, fact).stdout)
    assert re.search(rf"\d+:\d+ +{line} +{printed} +fact +{fact}", tieout("trace", release).stdout)


@pytest.mark.whole
def test_a_release_is_found_from_any_folder(root, tmp_path):
    release = root / "tests" / "acme" / "release"
    done = tieout_process("check", Path(os.path.relpath(release, tmp_path)), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "8 relations hold, 0 off" in done.stdout


def test_an_outcome_that_there_is_not_is_refused(release):
    said = tieout("trace", release, "--outcome", "lost")
    assert said.exit_code == 2
    assert "there is no outcome lost: choose of fact, repeat" in said.output
