"""A new release: its folder is made, and what is understood of it is told at once."""

import json
from pathlib import Path

import pytest

import build_helpers
from build_helpers import edit, snapshot, tieout

pytestmark = pytest.mark.whole

_DAY = ("--published", "2018-08-08")


@pytest.fixture
def house(root: Path, tmp_path: Path) -> Path:
    """A company's definitions and its published text, without the release's own YAML."""
    release = build_helpers.copy_release(root, tmp_path)
    (release / "release.yaml").unlink()
    return tmp_path


def _new(house: Path, *options: str):
    text = house / "instances" / "iij-2018q1" / "release.txt"
    out = house / "instances" / "new"
    command = ("new", "release", house / "taxonomy" / "iij", "2018q1", "--from", text, *_DAY, "--out", out)
    return tieout(*command, *options), out


def test_a_release_is_begun_and_what_is_left_to_a_person_is_told(house: Path) -> None:
    said, out = _new(house)
    assert sorted(path.name for path in out.iterdir()) == ["release.txt", "release.yaml"]
    # The release contradicts itself in fifteen places, which nobody has accepted here.
    assert said.exit_code == 1
    assert said.output.splitlines()[0].endswith(": 570 facts")
    assert "108 of 108 sentences are read" in said.output
    assert said.output.splitlines()[-1] == "15 things to look at"
    # The folder is a release like any other.
    assert tieout("check", out, "-v").output.count("OFF  ") == 2


def test_as_json_it_says_the_same(house: Path) -> None:
    said, _ = _new(house, "--json")
    told = json.loads(said.output)
    assert (told["facts"], len(told["tables"]), len(told["findings"])) == (570, 22, 15)
    assert (told["new"], told["gone"], told["unread"]) == ([], [], [])
    income = next(table for table in told["tables"] if table["statement"] == "IncomeStatement")
    assert income["periods"] == ["2017-04-01/2017-06-30", "2018-04-01/2018-06-30"]
    assert income["printed"] == income["lines"] == 34


def test_a_line_that_is_new_is_told_with_the_nearest_that_is_known(house: Path) -> None:
    text = house / "instances" / "iij-2018q1" / "release.txt"
    edit(text, "Inventories\t1,714,547\t", "Inventory\t1,714,547\t")
    edit(text, "Interest paid\t87,211\t95,902\n", "")
    said, _ = _new(house, "--json")
    told = json.loads(said.output)
    (new,) = told["new"]
    assert '"Inventory"' in new["message"] and "Inventories" in new["hint"]
    assert new["places"][0]["line"] == 297
    assert any("Interest paid" in finding["message"] for finding in told["gone"])


def test_what_nothing_reads_is_told_once_as_a_table_or_as_its_sentence(house: Path) -> None:
    text = house / "instances" / "iij-2018q1" / "release.txt"
    with text.open("a", encoding="utf-8") as file:
        file.write("\nHeadcount\n\n\tAs of June 30, 2018\nEngineers\t2,000\n")
        file.write("\nIt was warm. IIJ has 3,500 people in 12 offices. They like it.\n")
    said, _ = _new(house, "--json")
    told = json.loads(said.output)
    assert [table["table"] for table in told["unread"]] == ["Headcount"]
    assert [one["text"] for one in told["unsaid"]] == ["IIJ has 3,500 people in 12 offices."]
    assert (told["new"], told["gone"], told["findings"]) == ([], [], [])
    assert said.exit_code == 1


def test_a_release_that_is_there_is_not_written_over(house: Path) -> None:
    _, out = _new(house)
    before = snapshot(out)
    said, _ = _new(house)
    assert said.exit_code == 2
    assert "is there already" in said.output
    assert snapshot(out) == before


@pytest.mark.parametrize(
    ("company", "period", "text", "what"),
    [
        ("iij", "2018q5", "release.txt", "2018q5 is no quarter"),
        # A year more than the calendar has follows on it.
        ("iij", "9999q4", "release.txt", "9999q4 is no quarter"),
        ("nobody", "2018q1", "release.txt", "there is no company.yaml"),
        ("iij", "2018q1", "nothing.txt", "there is no file"),
        ("iij", "2018q2", "release.txt", "2018-08-08 is before 2018q2 ends, on 2018-09-30"),
        ("iij", "2016q3", "release.txt", "its latest quarter is 2018q1, to 2018-06-30"),
        ("iij", "2018q1", "scan.pdf", "the PDF is cut short or damaged"),
        ("iij", "2018q1", "sheet.docx", "the file is cut short or damaged"),
        ("iij", "2018q1", "nothing-in-it.txt", "the file is empty"),
    ],
)
def test_what_cannot_be_begun_leaves_nothing(
    company: str, period: str, text: str, what: str, house: Path
) -> None:
    out = house / "instances" / "new"
    home = house / "instances" / "iij-2018q1"
    (home / "scan.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    (home / "sheet.docx").write_bytes(b"PK\x03\x04\x14\x00\x06\x00")
    (home / "nothing-in-it.txt").write_text(" \n", encoding="utf-8")
    where = home / text
    folder = house / "taxonomy" / company
    said = tieout("new", "release", folder, period, "--from", where, *_DAY, "--out", out)
    assert said.exit_code == 2
    assert what in said.output
    assert [path.name for path in out.parent.iterdir()] == ["iij-2018q1"]


def test_a_company_that_is_not_there_is_told_with_those_that_are(house: Path) -> None:
    text = house / "instances" / "iij-2018q1" / "release.txt"
    said = tieout("new", "release", house / "taxonomy" / "ijj", "2018q1", "--from", text, *_DAY)
    assert f"Name one of {house / 'taxonomy' / 'iij'}." in said.output


def test_what_is_wrong_in_another_file_is_told_with_its_name(house: Path) -> None:
    patterns = house / "taxonomy" / "iij" / "sentences" / "revenues.yaml"
    edit(patterns, "{subject} {was} {now}, {level-with}", "{subject} {nwo}, {level-with}")
    said, _ = _new(house)
    # A line alone would be one of the release.
    (told,) = [line for line in said.output.splitlines() if "{nwo} is no figure" in line][:1]
    assert "sentences/revenues.yaml:" in told and not told.startswith("  line")


def test_tables_are_tied_out_before_the_sentences_are_read(house: Path) -> None:
    text = house / "instances" / "iij-2018q1" / "release.txt"
    edit(text, "Inventories\t1,714,547\t", "Inventories\t1,714,557\t")
    with text.open("a", encoding="utf-8") as file:
        file.write("\nIIJ has 3,500 people.\n")
    _, out = _new(house)
    said = tieout("check", out)
    assert "nothing reads the number 3,500 of a sentence" in said.output
    assert "BalanceSheet/AssetsCurrent does not add up" in said.output
    assert not (out / "xbrl").exists()


def test_a_release_of_another_quarter_is_told_once(root: Path, tmp_path: Path) -> None:
    release = build_helpers.copy_release(root, tmp_path)
    edit(release / "release.yaml", "fiscal-year: 2018", "fiscal-year: 2019")
    edit(release / "release.yaml", "published: 2018-08-08", "published: 2019-08-08")
    said = tieout("check", release)
    assert said.exit_code == 2
    assert "its latest quarter is 2018q1" in said.output
    assert said.output.count("[input.other-quarter]") == 1
    # The same quarter of the year before may be the same by its other name: the option that says so is told.
    assert "--named-by end" in said.output
