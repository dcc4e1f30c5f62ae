"""Damages to a release that nobody has described, one and two at once: none is silently believed.

What a draft says of a figure is its value and how far that is proven. A figure that arithmetic claims to
prove, and that is not what the undamaged release prints, is wrong in silence: there is none. A unit line that
is changed scales all of its table, whose sums then hold as before: that is counted apart.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from test_thousand_damages import KINDS
from tieout.contact import Result, meet, result_of
from tieout.core import InputError

pytestmark = pytest.mark.slow

_SEED = 20250807
# `tests/bench/damages.py` draws as many as one likes.
_COUNT, _PARTS = 24, 2
# Of an exact relation, of one within rounding, or of another printing: what a reader would believe.
_BELIEVED = frozenset({"exact", "rounded", "repeated"})

RELEASE = """\
Harbor Light Stores, Inc. Reports Second Quarter Results

PORTLAND, Maine - August 7, 2025 - Harbor Light Stores, Inc. today reported net sales of $5,760 thousand for \
the three months ended July 31, 2025, compared with $5,070 thousand a year ago. Net income was $795 thousand.

HARBOR LIGHT STORES, INC.
CONSOLIDATED STATEMENTS OF INCOME
(In thousands)
	Three Months Ended July 31, 2025	Three Months Ended July 31, 2024
Net sales	5,760	5,070
Cost of sales	1,420	1,325
Gross profit	4,340	3,745
Selling, general and administrative expenses	3,347	3,033
Operating income	993	712
Interest expense	(31)	(28)
Income before income taxes	962	684
Income tax expense	167	113
Net income	795	571

HARBOR LIGHT STORES, INC.
CONSOLIDATED BALANCE SHEETS
(In thousands)
	July 31, 2025	January 31, 2025
Cash and cash equivalents	1,204	1,011
Accounts receivable	640	588
Inventories	2,310	2,275
Total current assets	4,154	3,874
Property and equipment, net	3,905	3,960
Goodwill	750	750
Total assets	8,809	8,584
Accounts payable	1,118	1,202
Accrued liabilities	690	655
Total current liabilities	1,808	1,857
Long-term debt	2,400	2,600
Total liabilities	4,208	4,457
Common stock	100	100
Retained earnings	4,501	4,027
Total stockholders' equity	4,601	4,127
Total liabilities and stockholders' equity	8,809	8,584

HARBOR LIGHT STORES, INC.
CONSOLIDATED STATEMENTS OF CASH FLOWS
(In thousands)
	Six Months Ended July 31, 2025	Six Months Ended July 31, 2024
Net income	1,274	988
Depreciation and amortization	402	377
Changes in accounts receivable	(52)	18
Changes in inventories	(35)	(61)
Net cash provided by operating activities	1,589	1,322
Purchases of property and equipment	(396)	(310)
Net cash used in investing activities	(396)	(310)
Repayment of long-term debt	(200)	(150)
Dividends paid	(800)	(640)
Net cash used in financing activities	(1,000)	(790)
Net increase in cash and cash equivalents	193	222
Cash and cash equivalents at beginning of period	1,011	905
Cash and cash equivalents at end of period	1,204	1,127
"""


@dataclass(frozen=True)
class Believed:
    """A figure of a draft: its value, and how far it is proven."""

    value: Decimal | None
    grade: str


Figures = dict[tuple[object, ...], Believed]


def drafted(text: str, folder: Path) -> Result | None:
    """What is drafted of a text; None where nothing can be, which is told."""
    folder.mkdir()
    path = folder / "release.txt"
    path.write_text(text, encoding="utf-8")
    try:
        return result_of(meet(path, folder / "met"))
    except InputError:
        return None


def figures_of(result: Result) -> Figures:
    return {
        (one.fact.concept.name, one.fact.context.period, one.fact.context.members): Believed(
            one.fact.value, one.grade
        )
        for one in result.facts
    }


def damaged(chance: random.Random, damages: int) -> tuple[str, str]:
    """A text with so many damages, and what they are."""
    lines = RELEASE.split("\n")
    said = []
    for _ in range(damages):
        kind = chance.choice(list(KINDS))
        said.append(f"{kind} in line {KINDS[kind](chance, lines) + 1}")
    return "\n".join(lines), " and ".join(said)


def _silent(figures: Figures, truth: Figures) -> Iterator[str]:
    """Figures that are claimed to be proven and are not those of the release."""
    for key, told in figures.items():
        due = truth.get(key)
        if told.grade in _BELIEVED and (due is None or not _alike(told.value, due.value)):
            yield f"{key} is {told.value} ({told.grade}), not {due.value if due else 'printed'}"


def _values(figures: Figures) -> dict[tuple[object, ...], Decimal | None]:
    return {key: told.value for key, told in figures.items()}


def _alike(value: Decimal | None, due: Decimal | None) -> bool:
    """Whether two values are the same, in whatever unit."""
    if value is None or due is None:
        return value is due
    return value in {due.scaleb(power) for power in (-6, -3, 0, 3, 6)}


def outcome(text: str, truth: Figures, folder: Path) -> tuple[str, list[str]]:
    """What became of a damaged release; and which of its figures are wrong in silence."""
    result = drafted(text, folder)
    if result is None or any(finding.severity == "error" for finding in result.findings):
        return "found", []
    figures = figures_of(result)
    if _values(figures) == _values(truth):
        return "mended or harmless", []
    silent = list(_silent(figures, truth))
    if silent:
        return "wrong in silence", silent
    believed = {key: told for key, told in figures.items() if told.grade in _BELIEVED}
    scaled = any(told.value != truth[key].value for key, told in believed.items())
    return ("scaled as a whole table" if scaled else "told as unproven"), []


@pytest.mark.parametrize("damages", [1, 2])
@pytest.mark.parametrize("part", range(_PARTS))
def test_no_damage_of_a_first_release_is_believed(part: int, damages: int, tmp_path: Path) -> None:
    undamaged = drafted(RELEASE, tmp_path / "undamaged")
    assert undamaged is not None
    assert not [finding for finding in undamaged.findings if finding.severity == "error"]
    truth = figures_of(undamaged)
    chance = random.Random(_SEED + 10 * part + damages)
    became: Counter[str] = Counter()
    wrong: list[str] = []
    for number in range(_COUNT // _PARTS):
        text, said = damaged(chance, damages)
        what, silent = outcome(text, truth, tmp_path / str(number))
        became[what] += 1
        wrong += [f"{said}: {one}" for one in silent]
    assert not wrong, "\n".join(wrong)
    # The test could not fail if nothing were found, or everything.
    assert became["found"] > _COUNT / _PARTS / 3, became
    assert became["found"] < _COUNT / _PARTS, became


def _altered(caption: str, *cells: str) -> str:
    """The release with the figures of a line replaced by others, of the first line of a caption."""
    lines = RELEASE.split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith(f"{caption}\t"))
    lines[at : at + 1] = ["\t".join((caption, *cells))] if cells else []
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "total"),
    [
        (_altered("Accounts receivable"), "Total current assets"),
        (_altered("Total current liabilities", "1,857", "1,808"), "Total current liabilities"),
        (_altered("Common stock", "—", "100"), "Total stockholders' equity"),
        (_altered("Goodwill", "", "750"), "Total assets"),
        (_altered("Changes in inventories", "", "(35)"), "Net cash provided by operating activities"),
        (_altered("Repayment of long-term debt"), "Net cash used in financing activities"),
    ],
    ids=["lost", "exchanged", "dash", "empty", "shifted", "lost of two"],
)
def test_a_total_that_its_section_does_not_make_is_told_however_many_columns_fail(
    text: str, total: str, tmp_path: Path
) -> None:
    result = drafted(text, tmp_path / "damaged")
    assert result is not None
    told = [finding.message for finding in result.findings if finding.code == "tie.total-off"]
    assert any(message.startswith(f'"{total}" is ') for message in told)


CONDENSED = """Acme Corp.

CONDENSED BALANCE SHEETS
(In millions)

	March 31, 2025	December 31, 2024
ASSETS{3}
Cash	{0}
Inventories	120.5	118.0
Total assets	{1}
LIABILITIES AND SHAREHOLDERS' EQUITY{3}
Accounts payable	88.4	81.8
Accrued liabilities	77.6	56.0
Total current liabilities	166.0	137.8
Long-term debt	120.4	120.1
Other liabilities	45.5	49.2
Total shareholders' equity	{2}
Total liabilities and shareholders' equity	{1}
"""


@pytest.mark.parametrize(
    ("cash", "total", "equity"),
    [
        ("512.1	502.4", "632.6	620.4", "300.7	313.3"),
        ("120.1	112.4", "240.6	230.4", "(91.3)	(76.7)"),
    ],
    ids=["about as much", "a deficit"],
)
def test_equity_in_one_line_is_no_total_of_the_liabilities(
    cash: str, total: str, equity: str, tmp_path: Path
) -> None:
    result = drafted(CONDENSED.format(cash, total, equity, "\t\t"), tmp_path / "condensed")
    assert (
        result is not None
        and [finding.code for finding in result.findings if finding.code.startswith("tie")] == []
    )
    assert sum(one.holds for one in result.relations) >= 3


@pytest.mark.parametrize(
    ("caption", "figures"),
    [
        ("Basic", ("$0.39", "$0.57")),
        ("Diluted", ("$0.52", "$0.56")),
        ("Basic shares", ("1,500", "1,001")),
        ("Basic", ("$0.57", "$0.79")),
    ],
)
def test_an_amount_per_share_that_income_and_shares_do_not_make_is_told(
    caption: str, figures: tuple[str, str], tmp_path: Path
) -> None:
    lines = {
        "Net income": ("795", "571"),
        "Earnings per share:": ("", ""),
        "Basic": ("$0.79", "$0.57"),
        "Diluted": ("$0.78", "$0.56"),
        "Weighted average shares outstanding:": ("", ""),
        "Basic shares": ("1,004", "1,001"),
        "Diluted shares": ("1,020", "1,013"),
    }
    before, _, _ = RELEASE.partition("Net income\t795")

    def told(lines: dict[str, tuple[str, str]], folder: str) -> list[str]:
        rows = "\n".join("\t".join((name, *cells)) for name, cells in lines.items())
        unit = before.replace("(In thousands)", "(In thousands, except per share amounts)")
        result = drafted(f"{unit}{rows}\n", tmp_path / folder)
        assert result is not None
        return [finding.message for finding in result.findings if finding.code == "tie.total-off"]

    assert not told(lines, "undamaged")
    message, *_ = told({**lines, caption: figures}, "damaged")
    assert "is not the quotient of its figures" in message
