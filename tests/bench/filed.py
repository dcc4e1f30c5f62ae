"""The filings of `../shared/field`: pages without their tags, and what was filed, cell by cell."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_SHARED = ROOT.parent / "shared"
# Another folder of the same shape is measured by TIEOUT_FIELD=FOLDER.
FIELD = Path(os.environ.get("TIEOUT_FIELD", _SHARED / "field"))
# How filers build and caption their statements: the same for every folder that is measured.
REFERENCE = _SHARED / "reference"

# Table, row and cell, counted from 0 over the page's tables, the table's rows, the row's cells.
Cell = tuple[int, int, int]

# What the filer itself filed wrongly (shares in thousands as single ones, a deficit without its sign).
_MISFILED = {
    "fizz": {
        "RetainedEarningsAccumulatedDeficit",
        "WeightedAverageNumberOfSharesOutstandingBasic",
        "WeightedAverageNumberOfDilutedSharesOutstanding",
    }
}


@dataclass(frozen=True, slots=True)
class Who:
    """Who reports: options of `tieout new company`. `quarter` is that of the page, where it is known."""

    name: str = "Acme Inc."
    currency: str = "USD"
    identifier: str = "0000000001"
    calendar: tuple[str, ...] = ("--fiscal-year-end", "12")
    quarter: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """A fact as it was filed, and the cell in which it was printed.

    `kind` is that of its table: BS, IS, CF or SEG. `caption` is whether it is an amount inside a label.
    """

    concept: str
    start: str | None
    end: str
    members: tuple[tuple[str, str], ...]
    unit: str
    value: Decimal
    text: str
    label: str
    kind: str
    at: Cell
    caption: bool

    @property
    def name(self) -> str:
        """The element's name without its prefix."""
        return self.concept.partition(":")[2]

    @property
    def official(self) -> bool:
        """Whether it is an element of a taxonomy that everybody uses."""
        return self.concept.startswith(("us-gaap:", "srt:", "dei:"))

    @property
    def segment(self) -> bool:
        """Whether it stands in a segment table rather than on the face of a statement."""
        return self.kind == "SEG"

    @property
    def period(self) -> str:
        """The period, for people."""
        return f"{self.start}/{self.end}" if self.start else self.end


@dataclass(frozen=True, slots=True)
class Filing:
    """A filing: its page, who it is of, the kinds of its tables in their order and all facts in them."""

    name: str
    page: Path
    who: Who
    tables: tuple[str, ...]
    facts: tuple[Filed, ...]


def filings(names: tuple[str, ...] = ()) -> list[Filing]:
    """All filings, or those that are named; none where the folder is absent."""
    folders = sorted(path.parent for path in (FIELD / "filings").glob("*/truth.json"))
    return [_filing(folder) for folder in folders if not names or folder.name in names]


def _filing(folder: Path) -> Filing:
    said = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    misfiled = _MISFILED.get(folder.name, set())
    facts = (_filed(row) for row in said["facts"] if row["value"] is not None)
    return Filing(
        folder.name,
        folder / "page.htm",
        _who(said),
        tuple(table["kind"] for table in said["tables"]),
        tuple(fact for fact in facts if fact.name not in misfiled),
    )


def _who(said: Mapping[str, Any]) -> Who:
    calendar = said["calendar"]
    nobody = Who()
    return Who(
        name=said["name"] or nobody.name,
        currency=said["currency"],
        identifier=said["cik"] or nobody.identifier,
        calendar=tuple(calendar["options"]),
        quarter=f"{calendar['year']}q{calendar['quarter']}",
    )


def _filed(row: Mapping[str, Any]) -> Filed:
    return Filed(
        concept=row["concept"],
        start=row["start"],
        end=row["end"],
        members=tuple((axis.split(":")[-1], of.split(":")[-1]) for axis, of in row["members"].items()),
        unit=row["unit"],
        value=Decimal(row["value"]),
        text=row["text"],
        label=row["label"],
        kind=row["kind"],
        at=(row["table"], row["row"], row["cell"]),
        caption=bool(row["caption"]),
    )
