"""Makes the list of official elements of the us-gaap edition: `make reference`.

`taxonomy/editions/us-gaap/elements.csv` has each element of us-gaap, srt and dei that concepts of the base
layer and of the companies under `taxonomy/` are aligned with, or that a cover needs: kind, period and balance
in the years that the edition knows, the year it is deprecated in, and what took its place. From the tables of
`../shared/reference`, and for srt and dei of 2024 from the schemas in `../shared/taxonomies`; the same tables
give the same bytes.
"""

import csv
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import yaml
from lxml import etree

from tieout.definitions import load_base, load_company

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT.parent / "shared" / "reference"
OFFLINE = ROOT.parent / "shared" / "taxonomies" / "us-gaap-2024-offline.zip"
EDITION = ROOT / "taxonomy" / "editions" / "us-gaap"
_PERIOD, _BALANCE = ("{http://www.xbrl.org/2003/instance}" + name for name in ("periodType", "balance"))
_KINDS = {
    "monetary": "monetary",
    "shares": "shares",
    "perShare": "per-share",
    "percent": "percent",
    "pure": "pure",
    "decimal": "decimal",
    "integer": "integer",
    "string": "string",
    "normalizedString": "normalized-string",
    "date": "date",
    "gYear": "year",
    "gMonthDay": "month-day",
    "boolean": "boolean",
    "domain": "member",
}
Known = tuple[str, str, str, str]
"""Kind, period, balance, and the year in which it is deprecated."""


def _kind(type_: str, group: str, abstract: bool) -> str:
    """The kind of an element, in our words; the name of its type where we have none for it."""
    if group.endswith("dimensionItem"):
        return "axis"
    if group.endswith("hypercubeItem"):
        return "hypercube"
    name = type_.rpartition(":")[2].removesuffix("ItemType")
    if abstract and name == "string":
        return "heading"
    return _KINDS.get(name, name)


def _listed(prefix: str, name: str) -> Iterator[tuple[str, Known]]:
    """The elements of a table of the reference."""
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind = _kind(row["type"], row["substitutionGroup"], row["abstract"] == "true")
            gone = row.get("deprecated_in", "") or ("2018" if row.get("deprecated_in_2018") == "true" else "")
            if row.get("balance_status") not in ("inferred", "unknown") and row.get("in_2024") != "0":
                yield f"{prefix}:{row['name']}", (kind, row["periodType"], row["balance"], gone[:4])


def _declared(prefix: str, schema: str) -> Iterator[tuple[str, Known]]:
    """The elements that a schema declares; a deprecated one cannot be told there."""
    with zipfile.ZipFile(OFFLINE) as archive:
        (entry,) = (name for name in archive.namelist() if name.endswith(schema))
        root = etree.fromstring(archive.read(entry))
    for node in root.iter("{http://www.w3.org/2001/XMLSchema}element"):
        group = node.get("substitutionGroup", "")
        if node.get("name") and group:
            kind = _kind(node.get("type", ""), group, node.get("abstract") == "true")
            yield f"{prefix}:{node.get('name')}", (kind, node.get(_PERIOD, ""), node.get(_BALANCE, ""), "")


def _years() -> dict[str, dict[str, Known]]:
    return {
        "2018": {
            **dict(_listed("us-gaap", "us-gaap-elements-2018.csv")),
            **dict(_listed("srt", "srt-elements-2019.csv")),
            **dict(_listed("dei", "dei-elements-2018.csv")),
        },
        "2024": {
            **dict(_listed("us-gaap", "us-gaap-elements-2024.csv")),
            **dict(_declared("srt", "srt-2024.xsd")),
            **dict(_declared("dei", "dei-2024.xsd")),
        },
    }


def _wanted() -> set[str]:
    """The elements that concepts are aligned with, and those of covers."""
    wanted = {concept.element for concept in load_base().layer.concepts.values() if concept.element}
    for file in sorted((ROOT / "taxonomy").glob("*/company.yaml")):
        own = load_company(file.parent).own.concepts.values()
        wanted |= {concept.element for concept in own if concept.element}
    data = yaml.safe_load((EDITION / "edition.yaml").read_text(encoding="utf-8"))
    wanted |= {f"dei:{name}" for name in data["cover-labels"]}
    return wanted


def elements() -> Iterator[tuple[str, ...]]:
    """A row for each element and each set of years in which it is the same."""
    years = _years()
    with (REFERENCE / "us-gaap-replaced.csv").open(encoding="utf-8", newline="") as file:
        replaced = {
            f"us-gaap:{row['name']}": row["replaced_by_names_in_2024"] for row in csv.DictReader(file)
        }
    for element in sorted(_wanted()):
        alike: dict[Known, list[str]] = {}
        for year, known in years.items():
            if element in known:
                alike.setdefault(known[element][:3], []).append(year)
        gone = max((known[element][3] for known in years.values() if element in known), default="")
        successors = " ".join(re.split(r"\|", replaced.get(element, ""))).strip()
        for (kind, period, balance), in_years in alike.items():
            yield element, " ".join(in_years), kind, period, balance, gone, successors


def main() -> None:
    """Writes the file."""
    path = EDITION / "elements.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("element", "years", "kind", "period", "balance", "deprecated", "successors"))
        writer.writerows(elements())
    print(f"{path.relative_to(ROOT)}: {sum(1 for _ in elements())} rows")


if __name__ == "__main__":
    main()
