"""Makes the lists of official elements and of captions in the base layer: `make reference`.

From the tables of `../shared/reference`, which are put together from public sources, four files of ours:

- `elements/us-gaap.csv`: the elements of 2018, which concepts are aligned with, their type, period and
  balance, and the first year that has them no more;
- `elements/us-gaap-later.csv`: the elements for figures that came after, and the first year that has them;
- `elements/us-gaap-replaced.csv`: elements for figures that are no more, the first year without them where it
  is known, and what took their place;
- `drafting/en.captions.tsv`: how filers tag the captions of their statements. A line is a caption; each of
  its fields after the first is a statement, an element, how many companies tag it so, how many of those since
  2011, how often of a hundred it is printed with the other sign, and the sections it stands in with counts.
  What one company alone says is among them where it said so since 2011: how things are tagged now is told by
  too few for each caption to come twice.

The same tables give the same bytes.
"""

import csv
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyarrow import parquet

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT.parent / "shared" / "reference"
BASE = ROOT / "taxonomy" / "base"

_TYPES = {
    "monetary": "monetary",
    "shares": "shares",
    "perShare": "per-share",
    "percent": "percent",
    "pure": "decimal",
    "decimal": "decimal",
    "integer": "integer",
}
_ALIGNED = 2018
_NO_FIGURES = ("Abstract", "Axis", "Domain", "LineItems", "Member", "Table")
# Statements of changes in equity are no part of a release; their captions say other things.
_LEFT_OUT = "EQ"
# Lines of reports of these years are how captions are tagged now.
_RECENT = "2011+"
# What replaced the revenues of an industry in name; filers went on with other elements.
_IN_NAME_ONLY = "IncludingAssessedTax"


def _rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _type(said: str) -> str:
    found = re.search(r":(\w+)ItemType$", said)
    return _TYPES.get(found[1], "") if found else ""


def _year(said: str) -> int:
    return int(said[:4]) if said else 0


def _until() -> dict[str, int]:
    """The first year that has an element no more; 0 where that was before the years are known."""
    until = {row["name"]: _year(row["deprecated_in"]) for row in _rows("us-gaap-replaced.csv")}
    until |= {
        row["name"]: _year(row["deprecated_in"])
        for row in _rows("us-gaap-elements-2024.csv")
        if row["deprecated_in"]
    }
    return until


def _aligned(until: dict[str, int]) -> Iterator[str]:
    yield "name,period,balance,type,until"
    for row in sorted(_rows("us-gaap-elements-2018.csv"), key=lambda row: row["name"]):
        if row["deprecated_in_2018"] == "true" or row["name"].endswith("_") or not row["name"]:
            continue
        # What is only inferred is not held against anybody: it has no period and no balance.
        sure = row["balance_status"] not in ("inferred", "unknown")
        period, balance = (row["periodType"], row["balance"]) if sure else ("", "")
        last = until.get(row["name"], 0)
        yield f"{row['name']},{period},{balance},{_type(row['type'])},{last or ''}"


def _later(aligned: set[str]) -> Iterator[str]:
    yield "name,period,balance,type,since"
    for row in sorted(_rows("us-gaap-elements-2024.csv"), key=lambda row: row["name"]):
        kind = _type(row["type"])
        if row["name"] in aligned or row["deprecated_in"] or row["abstract"] == "true" or not kind:
            continue
        years = (year for year in (2022, 2023, 2024) if row[f"in_{year}"] == "1")
        since = next(years, 2025)
        since = _ALIGNED + 1 if since == 2022 else since
        yield f"{row['name']},{row['periodType']},{row['balance']},{kind},{since}"


@dataclass(slots=True)
class _Use:
    companies: int = 0
    recent: int = 0
    negated: float = 0.0
    sections: Counter[str] = field(default_factory=Counter)


def _captions(known: set[str]) -> Iterator[str]:
    """The captions, with elements that are no more by what replaced them."""
    instead = {
        row["name"]: row["replaced_by_names_in_2024"].split("|") for row in _rows("us-gaap-replaced.csv")
    }
    found: dict[str, dict[tuple[str, str], _Use]] = {}
    for row in itertools.chain(_rows("captions.csv"), _said_once()):
        name = row["concept"]
        if row["statement"] == _LEFT_OUT or row["prefix"] != "us-gaap":
            continue
        if name not in known:
            name = _replaced(row["label"], [one for one in instead.get(name, ()) if one in known])
        if not name:
            continue
        use = found.setdefault(row["label"], {}).setdefault((row["statement"], name), _Use())
        companies = int(row["companies"])
        use.companies += companies
        use.recent += int(row["companies_since_2011"])
        use.negated += float(row["negated"]) * companies
        for part in row["sections"].split("|"):
            section, _, count = part.rpartition(":")
            use.sections[section] += int(count or 0)
    for label, uses in sorted(found.items()):
        yield "\t".join([label, *(_said(*key, use) for key, use in sorted(uses.items()))])


def _said_once() -> Iterator[dict[str, str]]:
    """What one company alone tags a caption as, and did since 2011: rows as those of captions.csv."""
    lines: defaultdict[tuple[str, str, str, str], list[dict[str, object]]] = defaultdict(list)
    for line in parquet.read_table(REFERENCE / "lines.parquet").to_pylist():
        lines[line["stmt"], line["norm"], line["prefix"], line["concept"]].append(line)
    for (statement, label, prefix, concept), found in sorted(lines.items()):
        if len({line["co"] for line in found}) > 1 or all(line["era"] != _RECENT for line in found):
            continue
        sections = Counter(str(line["sect"]) for line in found)
        yield {
            "statement": statement,
            "label": label,
            "prefix": prefix,
            "concept": concept,
            "companies": "1",
            "companies_since_2011": "1",
            "negated": str(sum(bool(line["negated"]) for line in found) / len(found)),
            # The section that it stands in most, once for the one company.
            "sections": f"{max(sections, key=lambda of: (sections[of], of))}:1",
        }


def _successors() -> Iterator[str]:
    """The elements for figures that others took the place of."""
    yield "name,until,successors"
    for row in sorted(_rows("us-gaap-replaced.csv"), key=lambda row: row["name"]):
        successors = sorted(filter(None, row["replaced_by_names_in_2024"].split("|")))
        if successors and not row["name"].endswith(_NO_FIGURES):
            yield f"{row['name']},{row['deprecated_in'][:4]},{' '.join(successors)}"


def _replaced(label: str, by: list[str]) -> str:
    """What a caption is tagged as today; nothing where that cannot be told.

    Where a member took over what an element said beside its name, the caption has to say the rest of it.
    """
    name = next((one for one in by if not one.endswith("Member")), "")
    parted = len(by) > 1 and any(one.endswith("Member") for one in by)
    first = re.findall("[A-Z][a-z]*", name)[:1]
    said = not parted or (first and first[0].casefold() in label.split())
    return name if said and not name.endswith(_IN_NAME_ONLY) else ""


def _said(statement: str, name: str, use: _Use) -> str:
    sections = ",".join(f"{section}:{count}" for section, count in sorted(use.sections.items()) if count)
    negated = round(100 * use.negated / use.companies)
    return f"{statement} {name} {use.companies} {use.recent} {negated} {sections}"


def main() -> None:
    """Writes the four files."""
    until = _until()
    aligned = list(_aligned(until))
    names = {row.partition(",")[0] for row in aligned[1:]}
    later = list(_later(names))
    known = names | {row.partition(",")[0] for row in later[1:]}
    for path, rows in (
        ("elements/us-gaap.csv", aligned),
        ("elements/us-gaap-later.csv", later),
        ("elements/us-gaap-replaced.csv", list(_successors())),
        ("drafting/en.captions.tsv", list(_captions(known))),
    ):
        (BASE / path).write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")
        print(f"{path}: {len(rows)} lines")


if __name__ == "__main__":
    main()
