"""The rules for instances: file names (6.3), contexts, units and facts (6.5)."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lxml import etree

from tieout.validate.edgar.filing import ENGLISH, LINK, MEMBER, XBRLI, XLINK, XML, Filing, say
from tieout.validate.model import Message

_CIK = "http://www.sec.gov/CIK"
_TEN_DIGITS = re.compile(r"\d{10}")
_FILE = re.compile(r"[a-z0-9][a-zA-Z0-9_.-]*-(\d{8})")
_LONGEST_NAME = 32
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_FACT_FOOTNOTE = "http://www.xbrl.org/2003/arcrole/fact-footnote"


def instance_rules(filing: Filing) -> Iterator[Message]:
    """A message for each breach by the instance and the file names."""
    yield from _names(filing)
    yield from _contexts(filing)
    yield from _units(filing)
    yield from _facts(filing)
    yield from _footnotes(filing)


def _names(filing: Filing) -> Iterator[Message]:
    stem = filing.path.stem
    match = _FILE.fullmatch(stem)
    if match is None or not _is_day(match[1]):
        text = f"the instance is called {filing.path.name}, not by its prefix and day: ticker-yyyymmdd.xml"
        yield say("file-name", "6.3.3", text, file=filing.path.name)
    if filing.schema_name != f"{stem}.xsd":
        text = f"the schema is called {filing.schema_name}, not {stem}.xsd as the instance"
        yield say("file-name", "6.3.3", text, file=filing.path.name)
    for name in (filing.path.name, filing.schema_name, *filing.linkbases):
        if len(name) > _LONGEST_NAME:
            text = f"the name {name} has {len(name)} characters, {_LONGEST_NAME} are allowed"
            yield say("file-name", "5.1.1", text, file=name)


def _is_day(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y%m%d")
    except ValueError:
        return False
    return True


def _contexts(filing: Filing) -> Iterator[Message]:
    used = {fact.get("contextRef") for fact in filing.facts}
    seen: dict[object, str] = {}
    entities: dict[tuple[str, str], str] = {}
    for context in filing.instance.iter(f"{XBRLI}context"):
        name = context.get("id", "")
        identifier = next(context.iter(f"{XBRLI}identifier"), None)
        scheme, code = (
            ("", "") if identifier is None else (identifier.get("scheme", ""), identifier.text or "")
        )
        if scheme != _CIK or not _TEN_DIGITS.fullmatch(code):
            text = f'the context {name} names "{code}" of {scheme}, no number of ten digits of {_CIK}'
            yield say("entity", "6.5.1 and 6.5.2", text, file=filing.path.name)
        entities.setdefault((scheme, code), name)
        if next(context.iter(f"{XBRLI}forever"), None) is not None:
            yield say("forever", "6.5.38", f"the context {name} is of no time", file=filing.path.name)
        if next(context.iter(f"{XBRLI}scenario"), None) is not None:
            text = f"the context {name} has a scenario; members belong in the segment"
            yield say("scenario", "6.5.4", text, file=filing.path.name)
        if name not in used:
            yield say("context-unused", "6.5.8", f"no fact uses the context {name}", file=filing.path.name)
        other = seen.setdefault(_said(context), name)
        if other != name:
            text = f"the contexts {other} and {name} say the same"
            yield say("context-twice", "6.5.7", text, file=filing.path.name)
    if len(entities) > 1:
        yield say("entity", "6.5.3", "contexts name more than one entity", file=filing.path.name)


def _said(context: Any) -> object:
    """The content of a context, independent of the order of its members."""
    members = sorted((node.get("dimension", ""), (node.text or "").strip()) for node in context.iter(MEMBER))
    period = next(context.iter(f"{XBRLI}period"), None)
    dates = () if period is None else tuple((node.tag, (node.text or "").strip()) for node in period)
    entity = tuple(node.text for node in context.iter(f"{XBRLI}identifier"))
    return entity, dates, tuple(members)


def _units(filing: Filing) -> Iterator[Message]:
    used = {fact.get("unitRef") for fact in filing.facts}
    seen: dict[object, str] = {}
    for unit in filing.instance.iter(f"{XBRLI}unit"):
        name = unit.get("id", "")
        if name not in used:
            yield say("unit-unused", "6.5", f"no fact uses the unit {name}", file=filing.path.name)
        said = tuple(
            (etree.QName(node.getparent()).localname, node.text) for node in unit.iter(f"{XBRLI}measure")
        )
        other = seen.setdefault(said, name)
        if other != name:
            yield say(
                "unit-twice", "6.5.11", f"the units {other} and {name} say the same", file=filing.path.name
            )


def _facts(filing: Filing) -> Iterator[Message]:
    same: dict[object, list[str]] = defaultdict(list)
    for fact in filing.facts:
        name, id_ = etree.QName(fact).localname, fact.get("id", "")
        facts = (id_,) if id_ else ()
        if fact.get("precision") is not None:
            yield say(
                "precision", "6.5.17", f"{name} states its precision; decimals are allowed alone", facts
            )
        numeric = fact.get("unitRef") is not None
        if numeric and fact.get("decimals") is None and fact.get(_NIL) != "true":
            yield say("decimals", "6.5.17", f"{name} is a figure without decimals", facts)
        language = fact.get(f"{XML}lang")
        if language not in (None, ENGLISH):
            yield say("language", "6.5.14", f"{name} is in {language}, not in {ENGLISH}", facts)
        same[fact.tag, fact.get("contextRef"), fact.get("unitRef"), language].append(id_ or name)
    for found in same.values():
        if len(found) > 1:
            yield say("fact-twice", "6.5.12", f"{' and '.join(found)} are one fact", tuple(found))


def _footnotes(filing: Filing) -> Iterator[Message]:
    for link in filing.instance.iter(f"{LINK}footnoteLink"):
        reached = {arc.get(f"{XLINK}to") for arc in link.iter(f"{LINK}footnoteArc")}
        for arc in link.iter(f"{LINK}footnoteArc"):
            if arc.get(f"{XLINK}arcrole") != _FACT_FOOTNOTE:
                yield say("footnote", "6.5", "a footnote has an arcrole of its own", file=filing.path.name)
        for note in link.iter(f"{LINK}footnote"):
            if note.get(f"{XML}lang") != ENGLISH:
                text = f"a footnote is in {note.get(f'{XML}lang')}, not in {ENGLISH}"
                yield say("language", "6.5.14", text, file=filing.path.name)
            if note.get(f"{XLINK}label") not in reached:
                yield say("footnote", "6.5", "a footnote belongs to no fact", file=filing.path.name)
