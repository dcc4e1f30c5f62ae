"""What a person reads on the terminal: no wider than it, findings first and few, one screen in all."""

import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from build_helpers import edit, tieout

pytestmark = pytest.mark.usefixtures("read_once")

WIDE, HIGH = 80, 24


@pytest.fixture(autouse=True)
def eighty(monkeypatch):
    monkeypatch.setenv("COLUMNS", str(WIDE))


def _fits(told):
    return max(map(cell_len, told.splitlines())) <= WIDE


@pytest.mark.whole
def test_a_build_of_both_releases_fits_on_one_screen(root, unproven, tmp_path):
    told = ""
    for name in ("iij-2018q1", "aapl-2025q2"):
        said = tieout("build", root / "instances" / name, "--out", tmp_path / name)
        assert said.exit_code == 0
        told += said.stdout
    assert _fits(told)
    # The prompt and a line of progress have room, too.
    assert len(told.splitlines()) <= HIGH - 3
    assert "  recovered  15 by arithmetic: lines 86, 87, " in told
    assert "notice:" not in told


@pytest.mark.parametrize("arguments", [["explain", "376:28"], ["check"], ["check", "-v"]])
def test_nothing_is_wider_than_the_terminal(root, arguments):
    command, *others = arguments
    said = tieout(command, root / "instances" / "iij-2018q1", *others)
    assert said.exit_code == 0
    assert _fits(said.stdout)


def test_letters_that_take_two_columns_are_counted_so(root, tmp_path):
    folder = tmp_path / ("決算短信" * 20)
    folder.mkdir()
    said = tieout("check", folder)
    assert said.exit_code == 2
    assert _fits(said.stdout) and "決算短信" in said.stdout


def test_a_finding_begins_with_what_is_so_and_says_what_to_do(acme_copy):
    edit(acme_copy / "release.txt", "Inventories\t30\t", "Inventories\t31\t")
    first, *others = tieout("check", acme_copy).stdout.splitlines()
    # The release's own words and units; then its row as printed, the parts, what would mend it, where.
    assert first == '"Total assets" is 50 million, its parts make 51: 1 too much.'
    assert "    | Inventories  31  28" in others
    told = [re.sub(" +", " ", line) for line in others]
    order = [
        next(at for at, line in enumerate(told) if beginning in line)
        for beginning in (
            "| Inventories",
            "+ 31 Inventories",
            "Look first at",
            "release.txt:",
            "[tie.",
        )
    ]
    assert order == sorted(order)
    assert others[-1] == "7 relations hold, 1 off; 0 exceptions accepted; 1 finding"


def test_few_findings_are_shown_and_all_on_demand(acme_copy):
    text = acme_copy / "release.txt"
    with text.open("a", encoding="utf-8") as file:
        file.writelines(f"\nOn another day {number},500 people came.\n" for number in range(1, 9))
    said = tieout("check", acme_copy).stdout
    assert said.count("[trace.unread]") == 5
    assert "and 3 more findings: add -v to see them" in said
    assert tieout("check", acme_copy, "-v").stdout.count("[trace.unread]") == 8


def test_a_missing_extra_is_told_before_work_begins(acme_copy, monkeypatch):
    monkeypatch.setattr("tieout.render.files.find_spec", lambda _: None)
    for module in ("pipeline", "publication.report"):
        monkeypatch.setattr(f"tieout.{module}.read", lambda *_, **__: pytest.fail("work began"))
    said = tieout("build", acme_copy, "--formats", "excel")
    assert said.exit_code == 2
    assert 'pip install "tieout[excel]"' in " ".join(said.stdout.split())


def test_a_file_that_is_named_as_a_command_is_given_with_its_folder(root, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "check").write_text("Dear all\n\n\tOne\tTwo\nApples\t1,200\t2,300\n", encoding="utf-8")
    said = tieout("./check")
    assert said.exit_code == 2 and "dated" in said.stdout


@pytest.mark.whole
def test_what_a_release_prints_does_nothing_to_the_terminal(tmp_path: Path) -> None:
    # A control sequence of one letter, and one that turns letters about: XML can carry both.
    caption = "Total \x9031mcurrent \u202eassets"
    path = tmp_path / "release.txt"
    path.write_text(
        "Harbor Light Stores, Inc.\n\nCONSOLIDATED BALANCE SHEETS\n\n(In thousands)\n\n"
        "\tJuly 31, 2025\tJanuary 31, 2025\nCash and cash equivalents\t2,215\t1,980\n"
        f"Inventories\t1,404\t1,377\n{caption}\t3,719\t3,357\n"
        "Property and equipment, net\t1,260\t1,244\nTotal assets\t4,979\t4,601\n",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    told = tieout(str(path), "--out", str(out), "-v")
    assert told.exit_code == 1 and "Total \\u009031mcurrent \\u202eassets" in told.stdout
    machines = tieout(str(path), "--out", str(out), "--json")
    told_all = [told, machines, tieout("trace", str(out)), tieout("check", str(out), "-v")]
    assert not any(letter in one.output for one in told_all for letter in "\x90\u202e")
    rows = {fact["place"]["row"] for fact in json.loads(machines.stdout)["facts"]}
    assert caption in rows
