"""What `tieout diff RELEASE FILING` says of pages whose filed tags are known: `make bench`.

The filings of `../shared/field/filings` are pages without their tags, and what was filed, cell by cell. Each
is drafted with nothing said, as a release would be; of what was filed an inline report is made. Counted is
what becomes of the facts of the draft; each that differs is shown, which the draft has
read wrongly or the filer.

    python tests/bench/tagged.py [--documents A,B]
"""

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from filed import FIELD

from tieout import read
from tieout.filing import STATES, diff, read_filing

_HEAD = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"
 xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xbrldi="http://xbrl.org/2006/xbrldi"
 xmlns:us-gaap="http://fasb.org/us-gaap/2019-01-31"><body>"""


def inline(truth: dict[str, Any]) -> str:
    """An inline report that states what was filed, in tables of the same rows."""
    contexts: dict[str, str] = {}
    tables: dict[int, dict[int, list[str]]] = {}
    for fact in truth["facts"]:
        fact["unit"] = fact["unit"] or "pure"
        name = contexts.setdefault(_context(fact, truth["cik"]), f"c{len(contexts)}")
        zero = not any(c.isdigit() for c in fact["text"])
        told = {
            "name": fact["concept"],
            "contextRef": name,
            "unitRef": fact["unit"],
            "decimals": fact["decimals"] or "INF",
            "scale": fact["scale"] or "0",
            "format": "ixt:fixed-zero" if zero else "ixt:num-dot-decimal",
            **({"sign": fact["sign"]} if fact["sign"] else {}),
        }
        said = " ".join(f"{key}={quoteattr(value)}" for key, value in told.items())
        row = tables.setdefault(fact["table"], {}).setdefault(
            fact["row"], [f"<td>{escape(fact['label'])}</td>"]
        )
        row.append(f"<td><ix:nonFraction {said}>{escape(fact['text'].strip('()'))}</ix:nonFraction></td>")
    rows = "".join(
        "<table>" + "".join(f"<tr>{''.join(cells)}</tr>" for cells in table.values()) + "</table>"
        for table in tables.values()
    )
    resources = "".join(text.replace("@", name) for text, name in contexts.items())
    units = "".join(map(_unit, sorted({fact["unit"] for fact in truth["facts"]})))
    return f"{_HEAD}{resources}{units}{rows}</body></html>"


def _context(fact: dict[str, Any], who: str) -> str:
    members = "".join(
        f"<xbrldi:explicitMember dimension={quoteattr(axis)}>{escape(member)}</xbrldi:explicitMember>"
        for axis, member in fact["members"].items()
    )
    period = f"<xbrli:startDate>{fact['start']}</xbrli:startDate><xbrli:endDate>{fact['end']}</xbrli:endDate>"
    if fact["start"] is None:
        period = f"<xbrli:instant>{fact['end']}</xbrli:instant>"
    return (
        f'<xbrli:context id="@"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">{who}'
        f"</xbrli:identifier><xbrli:segment>{members}</xbrli:segment></xbrli:entity><xbrli:period>{period}"
        "</xbrli:period></xbrli:context>"
    )


def _unit(unit: str) -> str:
    measures = [f"<xbrli:measure>x:{one}</xbrli:measure>" for one in unit.split("/")]
    if len(measures) == 2:
        top, bottom = measures
        inside = (
            f"<xbrli:divide><xbrli:unitNumerator>{top}</xbrli:unitNumerator><xbrli:unitDenominator>{bottom}"
            "</xbrli:unitDenominator></xbrli:divide>"
        )
        return f'<xbrli:unit id="{unit}">{inside}</xbrli:unit>'
    return f'<xbrli:unit id="{unit}">{measures[0]}</xbrli:unit>'


def main() -> None:
    """Prints what became of the facts of each draft."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", default="")
    names = [name for name in parser.parse_args().documents.split(",") if name]
    whole: Counter[str] = Counter()
    for folder in sorted((FIELD / "filings").iterdir()):
        if not (folder / "truth.json").is_file() or (names and folder.name not in names):
            continue
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory() as beside:
            page = Path(beside) / "filed.htm"
            page.write_text(inline(truth), encoding="utf-8")
            found = diff(read(folder / "page.htm"), read_filing(page))
        often = Counter(line.state for line in found.lines)
        whole.update(often)
        print(f"{folder.name:12} " + ", ".join(f"{often[state]} {state}" for state in reversed(STATES)))
        for line in found.of("differs"):
            print(f"    {line.label[:50]} {line.start}/{line.end} {line.release:,} {line.filing:,}")
            print(f"        {line.concept} {line.element}")
    print("all          " + ", ".join(f"{whole[state]} {state}" for state in reversed(STATES)))


if __name__ == "__main__":
    main()
