"""The report as xBRL-JSON 1.0 and xBRL-CSV 1.0 (Open Information Model).

It is written from the same facts as the instance, in the same order, fact by fact, to keep memory constant.
"""

import csv
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tieout.core import Period
from tieout.definitions import Company
from tieout.facts import Fact, FactSet
from tieout.render.instance_view import footnotes, measure
from tieout.render.layout import Layout
from tieout.render.tables import write_csv
from tieout.tie import Accepted

_ENTITY = "entity"
_LINKS = {
    "linkTypes": {"footnote": "http://www.xbrl.org/2003/arcrole/fact-footnote"},
    "linkGroups": {"_": "http://www.xbrl.org/2003/role/link"},
}


def xbrl_json(layout: Layout, facts: FactSet, accepted: tuple[Accepted, ...]) -> Iterator[str]:
    """The report as one JSON document (xBRL-JSON 1.0) in pieces, a fact a line."""
    company = layout.definition.company
    info = {
        "documentType": "https://xbrl.org/2021/xbrl-json",
        "namespaces": _namespaces(layout),
        **_LINKS,
        "taxonomy": [f"{layout.stem}.xsd"],
    }
    yield f'{{\n"documentInfo": {_dumps(info)},\n"facts": {{'
    notes = list(footnotes(facts, accepted, company))
    noted: dict[str, list[str]] = {}
    for note in notes:
        for entry in note["facts"]:
            noted.setdefault(entry["fact"], []).extend(_note_id(note, text) for text in note["texts"])
    comma = ""
    for fact in facts.facts:
        row: dict[str, Any] = {"value": fact.text}
        if fact.decimals is not None:
            row["decimals"] = fact.decimals
        row["dimensions"] = _dimensions(fact, company)
        if fact.id in noted:
            row["links"] = {"footnote": {"_": noted[fact.id]}}
        yield f"{comma}\n{_dumps(fact.id)}: {_dumps(row)}"
        comma = ","
    for note in notes:
        for text in note["texts"]:
            name = _note_id(note, text)
            dimensions = {"concept": "xbrl:note", "noteId": name, "language": text["lang"].lower()}
            note_value = {"value": _xhtml(text["text"]), "dimensions": dimensions}
            yield f"{comma}\n{_dumps(name)}: {_dumps(note_value)}"
    yield "\n}\n}\n"


def xbrl_csv(
    layout: Layout, facts: FactSet, accepted: tuple[Accepted, ...]
) -> Iterator[tuple[str, Iterator[str]]]:
    """The files of xBRL-CSV, by name: tables of facts and footnotes,
    and the metadata that describes their columns.
    """
    company = layout.definition.company
    axes = facts.axes
    dimensions = {"concept": "$concept", "period": "$period", "unit": "$unit"}
    dimensions |= {company.concept(axis).qname: f"${axis}" for axis in axes}
    named = {"id": {"comment": True}}
    columns = named | {name: {} for name in ("concept", "period", "unit", "decimals", *axes)}
    note = {"dimensions": {"concept": "xbrl:note", "language": "$language"}}
    notes = [
        (_note_id(found, text), text["lang"].lower(), text["text"], found["facts"])
        for found in footnotes(facts, accepted, company)
        for text in found["texts"]
    ]
    # A row goes by its number: how the values of an id column become ids is read in two ways.
    rows = {fact.id: number for number, fact in enumerate(facts.facts, 1)}
    links: dict[str, list[str]] = {}
    for number, (_, _, _, ids) in enumerate(notes, 1):
        for entry in ids:
            links.setdefault(f"facts.r_{rows[entry['fact']]}.value", []).append(f"notes.r_{number}.text")
    tables = {"facts": {"url": f"{layout.stem}-facts.csv"}}
    templates: dict[str, Any] = {
        "facts": {
            "columns": {**columns, "value": {"dimensions": dimensions, "decimals": "$decimals"}},
            "dimensions": {"entity": f"{_ENTITY}:{company.code}"},
        }
    }
    if notes:
        tables["notes"] = {"url": f"{layout.stem}-notes.csv"}
        templates["notes"] = {"columns": {**named, "language": {}, "text": note}}
    metadata = {
        "documentInfo": {
            "documentType": "https://xbrl.org/2021/xbrl-csv",
            "namespaces": _namespaces(layout),
            **_LINKS,
            "taxonomy": [f"{layout.stem}.xsd"],
        },
        "tableTemplates": templates,
        "tables": tables,
        **({"links": {"footnote": {"_": links}}} if links else {}),
    }
    yield f"{layout.stem}-csv.json", iter([_dumps(metadata, indent=1), "\n"])
    yield f"{layout.stem}-facts.csv", _rows(facts, axes, company)
    if notes:
        heads = ("id", "language", "text")
        yield (
            f"{layout.stem}-notes.csv",
            write_csv(heads, ((name, language, _cell(_xhtml(text))) for name, language, text, _ in notes)),
        )


def _rows(facts: FactSet, axes: tuple[str, ...], company: Company) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("id", "concept", "period", "unit", "decimals", *axes, "value"))
    for fact in facts.facts:
        members = dict(fact.context.members)
        writer.writerow(
            (
                fact.id,
                fact.concept.qname,
                _period(fact.context.period),
                _unit(fact, company),
                "" if fact.decimals is None else fact.decimals,
                *(company.concept(members[axis]).qname if axis in members else "" for axis in axes),
                _cell(fact.text),
            )
        )
        if buffer.tell() > 1 << 16:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _namespaces(layout: Layout) -> dict[str, str]:
    company = layout.definition.company
    return {
        company.base.prefix: layout.base.namespace,
        company.own.prefix: layout.namespace,
        _ENTITY: company.scheme,
        "iso4217": "http://www.xbrl.org/2003/iso4217",
        "xbrl": "https://xbrl.org/2021",
        "xbrli": "http://www.xbrl.org/2003/instance",
    }


def _xhtml(text: str) -> str:
    """The text of a footnote as a fragment of XHTML (Open Information Model 1.0)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _cell(value: str | None) -> str:
    """A value in xBRL-CSV, with a leading # escaped, which has a special meaning."""
    if value is None:
        return "#nil"
    if not value:
        return "#empty"
    return f"#{value}" if value.startswith("#") else value


def _note_id(note: dict[str, Any], text: dict[str, str]) -> str:
    return f"{note['label']}-{text['key']}"


def _dimensions(fact: Fact, company: Company) -> dict[str, str]:
    found = {
        "concept": fact.concept.qname,
        "entity": f"{_ENTITY}:{company.code}",
        "period": _period(fact.context.period),
    }
    if unit := _unit(fact, company):
        found["unit"] = unit
    for axis, member in fact.context.members:
        found[company.concept(axis).qname] = company.concept(member).qname
    return found


def _period(period: Period) -> str:
    """A period in the model's form, which ends at the midnight after the last day."""
    end = f"{period.end + timedelta(days=1)}T00:00:00"
    return end if period.start is None else f"{period.start}T00:00:00/{end}"


def _unit(fact: Fact, company: Company) -> str:
    """The unit in the model's form; a pure number has none."""
    if fact.unit is None or fact.unit.measure == "pure":
        return ""
    return "/".join(measure(part, company) for part in fact.unit.measure.split("/"))


def _dumps(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)
