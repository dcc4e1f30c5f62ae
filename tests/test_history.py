"""What a figure was in the company's last release stands beside it on the page."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from build_helpers import copy_acme, edit
from tieout.definitions import load_release
from tieout.pipeline import before, read
from tieout.render import SignOff, render_signoff
from tieout.render.pictures import drawings

# The quarter after the one that tests/acme reports; the opening cash and inventories are restated.
_NEXT = (
    ("quarter to March 31", "quarter to June 30"),
    (
        "Three Months Ended March 31, 2025\tThree Months Ended March 31, 2024",
        "Three Months Ended June 30, 2025",
    ),
    ("Anvils\t60\t50", "Anvils\t64"),
    ("Rockets\t40\t35", "Rockets\t46"),
    ("Revenues\t100\t85", "Revenues\t110"),
    ("Cost of revenues\t(70)\t(61)", "Cost of revenues\t(77)"),
    ("Gross profit\t30\t24", "Gross profit\t33"),
    ("\tMarch 31, 2025\tDecember 31, 2024", "\tJune 30, 2025\tDecember 31, 2024"),
    ("equivalents\t20\t15", "equivalents\t21\t13"),
    ("Inventories\t30\t28", "Inventories\t29\t30"),
)


@pytest.fixture
def later(root: Path, tmp_path: Path) -> Path:
    """The next release of the made-up company, beside the one that is there."""
    release = copy_acme(root, tmp_path / "acme")
    folder = release.with_name("later")
    shutil.copytree(release, folder)
    for old, new in _NEXT:
        edit(folder / "release.txt", old, new)
    edit(folder / "release.yaml", "quarter: 1", "quarter: 2")
    edit(folder / "release.yaml", "2025-04-24", "2025-07-24")
    return folder


def _told(folder: Path) -> dict[str, Any]:
    done = read(folder)
    assert done.findings == ()
    page = SignOff(
        done.definition,
        done.release,
        done.facts,
        done.tied,
        done.traced,
        done.findings,
        before=before(done.definition),
    )
    text = "".join(str(piece) for piece in render_signoff(page).pieces)
    found = re.search(r' id="data">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    told: dict[str, Any] = json.loads(found[1])
    return told


def _history(told: dict[str, Any], fact: str) -> tuple[list[list[str]], int]:
    (found,) = (one for one in told["facts"] if one["id"] == fact)
    at, agrees = found["before"]
    return told["before"]["figures"][at], agrees


def test_a_figure_has_what_the_last_release_printed_of_the_same(later: Path) -> None:
    told = _told(later)
    assert (told["before"]["name"], told["before"]["published"]) == ("2025q1", "2025-04-24")
    revenues = [["2025-01-01 – 2025-03-31", "100,000,000"], ["2024-01-01 – 2024-03-31", "85,000,000"]]
    assert _history(told, "Revenues_D20250401-20250630") == (revenues, -1)
    cash = [["2025-03-31", "20,000,000"], ["2024-12-31", "15,000,000"]]
    name = "CashAndCashEquivalentsAtCarryingValue"
    # Of the very day that is printed again: restated; what is as it was agrees.
    assert _history(told, f"{name}_I20241231") == (cash, 0)
    assert _history(told, "Assets_I20241231")[1] == 1


def test_a_release_without_one_before_it_has_no_history(later: Path) -> None:
    first = later.with_name("release")
    assert before(load_release(first)) is None
    told = _told(first)
    assert told["before"] is None and not any("before" in fact for fact in told["facts"])


def test_another_companys_release_and_one_that_cannot_be_read_are_passed_over(later: Path) -> None:
    found = before(load_release(later))
    assert found is not None and found.definition.quarter == 1
    other = later.parent / "other"
    shutil.copytree(later.parent / "company", other)
    edit(later.with_name("release") / "release.yaml", "company: ../company", "company: ../other")
    assert before(load_release(later)) is None
    (later.with_name("release") / "release.yaml").write_text("company: [", encoding="utf-8")
    assert before(load_release(later)) is None


def test_with_the_release_before_quarters_are_drawn_one_after_the_other(later: Path) -> None:
    done = read(later)
    assert done.tied is not None
    side = before(done.definition)
    (quarters,) = (d for d in drawings(done.definition, done.facts, done.tied, side) if d.kind == "quarters")
    assert quarters.title == {"en": "Revenues by quarter"}
    assert [(bar.label, int(bar.end)) for bar in quarters.bars] == [
        ("2024-01-01 – 2024-03-31", 85),
        ("2025-01-01 – 2025-03-31", 100),
        ("2025-04-01 – 2025-06-30", 110),
    ]
    assert not any(d.kind == "quarters" for d in drawings(done.definition, done.facts, done.tied))
