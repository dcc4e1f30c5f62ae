"""Publishing by degrees: a report of the tables alone, which says so wherever it is read."""

import json
from pathlib import Path

import pytest

from build_helpers import edit, tieout

# Each takes a release the whole way.
pytestmark = pytest.mark.whole

INSTANCE = "acme-20250331.xbrl"
SAYS = "of the tables of the release alone: 2 numbers that it prints besides were not read"


@pytest.fixture
def wordy(acme_copy: Path) -> Path:
    with (acme_copy / "release.txt").open("a", encoding="utf-8") as file:
        file.write("\nOn a good day 3,500 people came, and 1,200 of them bought an anvil.\n")
    return acme_copy


def test_prose_that_is_not_read_stops_a_report_of_all(wordy: Path, unproven: None) -> None:
    said = tieout("build", wordy)
    assert said.exit_code == 1
    assert "[trace.unread]" in said.stdout
    assert not (wordy / "xbrl").exists()


@pytest.mark.parametrize("where", ["option", "release.yaml"])
def test_a_report_of_the_tables_alone_says_so(wordy: Path, unproven: None, where: str) -> None:
    option = ["--scope", "tables"] if where == "option" else []
    if not option:
        with (wordy / "release.yaml").open("a", encoding="utf-8") as file:
            file.write("scope: tables\n")
    said = tieout("build", wordy, *option)
    assert said.exit_code == 0
    assert "  scope  the report is of the tables alone: 2 numbers besides are not read" in said.stdout
    # In the instance as a footnote on what the cover calls the report; and on the page to sign off by.
    assert SAYS in (wordy / "xbrl" / INSTANCE).read_text(encoding="utf-8")
    assert SAYS in (wordy / "xbrl" / INSTANCE.replace(".xbrl", ".htm")).read_text(encoding="utf-8")
    page = (wordy / "xbrl" / "index.html").read_text(encoding="utf-8")
    assert "Its tables alone; not read besides: 2" in page
    told = json.loads(tieout("build", wordy, *option, "--json").stdout)
    assert (told["status"], told["scope"], told["unread"]) == ("published", "tables", 2)


def test_a_report_of_all_says_nothing_of_a_scope(acme_copy: Path, unproven: None) -> None:
    assert tieout("build", acme_copy).exit_code == 0
    for name in (INSTANCE, "index.html"):
        assert "tables alone" not in (acme_copy / "xbrl" / name).read_text(encoding="utf-8")


def test_a_table_has_to_be_read_whatever_the_scope(wordy: Path, unproven: None) -> None:
    with (wordy / "release.txt").open("a", encoding="utf-8") as file:
        file.write("\nHeadcount\n\n\tMarch 31, 2025\nEngineers\t2,000\n")
    said = tieout("build", wordy, "--scope", "tables")
    assert said.exit_code == 1
    assert "nothing reads the number 2,000 of the table Headcount" in said.stdout


def test_a_total_that_is_off_stops_it_too(wordy: Path, unproven: None) -> None:
    edit(wordy / "release.txt", "Inventories\t30\t", "Inventories\t31\t")
    said = tieout("check", wordy, "--scope", "tables")
    assert said.exit_code == 1
    assert "[tie.total-off]" in said.stdout
