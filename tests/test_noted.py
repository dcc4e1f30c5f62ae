"""The notes below a release's tables, at the figures that are marked with them: our own small releases."""

import json
import re
import time
from pathlib import Path

import pytest

import tieout
from tieout.contact import meet
from tieout.layout import marks, marks_of_figure, note, tidy
from tieout.pipeline import Read

ROWS = """\
Net sales (1)                         $  5,760   $  5,070
Cost of sales                            1,420      1,325
Gross profit                             4,340      3,745
Selling expenses*                        3,347      3,033
Operating income (2)                       993        712
Income tax expense (a)                     198        141
Net income                            $    795   $    571
"""
TEXT = f"""\
HARBOR LIGHT STORES, INC.
CONSOLIDATED STATEMENTS OF INCOME
(In thousands)
                                Three Months Ended July 31,
                                         2025      2024 (3)
                                     --------   --------
{ROWS}
(1) Net of returns, which were at most one in a hundred of what was
    sold in either quarter.
* Includes 12 thousand of rent.
(2) Before items that are told below:
(3) Restated.

(a) At the rate of the year.
(a) Deferred taxes are left out.
"""


def _read(text: str, folder: Path, name: str = "harbor.txt") -> Read:
    source = folder / name
    source.write_text(text, encoding="utf-8")
    return meet(source, folder / "definitions").done


def _noted(done: Read) -> dict[str, list[str]]:
    """What is noted of each figure, by its printed text."""
    printed = {fact_id: printed.text for fact_id, printed in reversed(done.facts.printed)}
    return {
        printed[fact.id]: [note["en"] for note in fact.notes]
        for fact in done.facts.facts
        if fact.id in printed and fact.notes
    }


@pytest.mark.whole
def test_a_note_is_of_the_row_and_of_the_column_that_have_its_mark(tmp_path: Path) -> None:
    returns = "Net of returns, which were at most one in a hundred of what was sold in either quarter."
    said = _noted(_read(TEXT, tmp_path))
    assert said["5,760"] == [returns]
    assert said["5,070"] == [returns, "Restated."]
    assert said["3,347"] == ["Includes 12 thousand of rent."]
    # What leads to something below, and a mark that two notes begin with, say nothing of a figure.
    assert {"993", "198", "795", "1,420"}.isdisjoint(said)
    assert said["712"] == said["141"] == said["571"] == ["Restated."]


@pytest.mark.whole
def test_notes_stand_in_what_machines_read(tmp_path: Path) -> None:
    source = tmp_path / "harbor.txt"
    source.write_text(TEXT, encoding="utf-8")
    facts = json.loads(tieout.read(source).to_json())["facts"]
    noted = {fact["printed"]: fact["notes"] for fact in facts}
    assert noted["3,347"] == ["Includes 12 thousand of rent."]
    assert noted["993"] == []


@pytest.mark.whole
def test_a_note_of_a_page_is_found_by_its_raised_mark(tmp_path: Path) -> None:
    rows = [re.split(r"\s{2,}[$]?\s*", line.strip()) for line in ROWS.splitlines()]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    cells = cells.replace("Net sales (1)", "Net sales<sup>1</sup>").replace("3,347", "3,347<sup>2</sup>")
    cells = cells.replace("Operating income (2)", "Operating income")
    page = (
        "<p>HARBOR LIGHT STORES, INC.</p><p>CONSOLIDATED STATEMENTS OF INCOME</p><p>(In thousands)</p><table>"
        '<tr><td></td><td colspan="2">Three Months Ended July 31,</td></tr>'
        f"<tr><td></td><td>2025</td><td>2024</td></tr>{cells}</table>"
        "<p><sup>1</sup> Net of returns.</p><p>They were few.</p>"
        "<table><tr><td>(2)</td><td>With rent.</td></tr></table>"
        "<p>CONSOLIDATED BALANCE SHEETS</p><p>(In thousands)</p><table>"
        "<tr><td></td><td>July 31, 2025</td><td>January 31, 2025</td></tr>"
        "<tr><td>Cash and cash equivalents <sup>1</sup></td><td>2,215</td><td>1,980</td></tr>"
        "<tr><td>Inventories</td><td>1,404</td><td>1,377</td></tr>"
        "<tr><td>Total assets</td><td>3,619</td><td>3,357</td></tr></table>"
    )
    # The note of another table is none of this one's.
    assert _noted(_read(f"<html><body>{page}</body></html>", tmp_path, "harbor.htm")) == {
        "5,760": ["Net of returns."],
        "5,070": ["Net of returns."],
        "3,347²": ["With rent."],
    }


@pytest.mark.parametrize(
    ("caption", "found"),
    [
        ("Net sales (1)", ("1",)),
        ("Net sales¹", ("1",)),
        ("Tangible assets (1) (2)", ("1", "2")),
        ("Adjusted income*1,*2", ("*1", "*2")),
        ("Adjusted income (※1)", ("※1",)),
        ("Net income (loss)", ()),
        ("Sales of 2024", ()),
        ("Net sales (Note 3)", ()),
    ],
)
def test_marks_behind_a_caption(caption: str, found: tuple[str, ...]) -> None:
    assert marks(caption) == found


@pytest.mark.parametrize("said", ["*", "¹", "(1)", " ", "*1", "* "])
def test_marks_by_the_thousand_are_read_in_their_time(said: str) -> None:
    begun = time.process_time()
    for read in (marks, marks_of_figure, note, tidy):
        read(f"Net sales {said * 3_000}x")
        read(f"{said * 3_000}x")
    assert time.process_time() - begun < 1


def test_a_negative_figure_is_no_mark() -> None:
    assert marks_of_figure("(12)") == ()
    assert marks_of_figure("3,347²") == ("2",)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("(1)\tDerived from audited  statements.", ("1", "Derived from audited statements.")),
        ("¹ Restated.", ("1", "Restated.")),
        ("*3) In Gbps.", ("*3", "In Gbps.")),
        ("1) Shares issued.", ("1", "Shares issued.")),
        ("2025 was a good year.", None),
        ("A note without a mark", None),
    ],
)
def test_what_a_note_begins_with(line: str, found: tuple[str, str] | None) -> None:
    assert note(line) == found
