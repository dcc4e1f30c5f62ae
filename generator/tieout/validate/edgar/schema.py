"""The rules for a filing's own schema: its namespace, roles and elements (6.7 and 6.8)."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from tieout.definitions import is_official_name
from tieout.validate.edgar.filing import LINK, XBRLI, XS, Filing, say
from tieout.validate.model import Message

_NAMESPACE = re.compile(r"http://[^/]+(?:/[^/]+)*/\d{4}-?\d{2}-?\d{2}")
_ROLE = re.compile(r".+/role/[^/\s]+")
_DEFINITION = re.compile(r"\d+ - (Document|Statement|Disclosure|Schedule) - \S.*\S")
_NAME = re.compile(r"[A-Z][A-Za-z0-9._-]{0,199}")
_LINKS = ("link:presentationLink", "link:calculationLink", "link:definitionLink")


def schema_rules(filing: Filing) -> Iterator[Message]:
    """A message for each breach by the filing's own schema."""
    namespace = str(filing.schema.get("targetNamespace", ""))
    file = filing.schema_name
    if not _NAMESPACE.fullmatch(namespace):
        text = f"the namespace {namespace} is not of the form http://AUTHORITY/YYYYMMDD"
        yield say("namespace", "6.7.4", text, file=file)
    prefixes = [prefix for prefix, uri in filing.schema.nsmap.items() if uri == namespace and prefix]
    if not prefixes or any("_" in prefix for prefix in prefixes):
        yield say("prefix", "6.7.7", f"the namespace {namespace} has no prefix, or one with a _", file=file)
    yield from _roles(filing, namespace, file)
    for node in filing.declared.values():
        for section, text in _element(node, prefixes[0] if prefixes else ""):
            yield say("element", section, f"the element {node.get('name')} {text}", file=file)
    if next(filing.schema.iter(f"{XS}include"), None) is not None:
        yield say("include", "6.7.1", "the schema includes another; import is allowed alone", file=file)
    if next(filing.schema.iter(f"{LINK}linkbase"), None) is not None:
        yield say("embedded", "6.7.8", "the schema has a linkbase inside", file=file)


def _roles(filing: Filing, namespace: str, file: str) -> Iterator[Message]:
    authority = urlsplit(namespace).netloc
    for role in filing.schema.iter(f"{LINK}roleType"):
        uri = role.get("roleURI", "")
        if urlsplit(uri).netloc != authority or not _ROLE.fullmatch(uri):
            text = f"the role {uri} is not of the form http://{authority}/…/role/NAME"
            yield say("role", "6.7.9", text, file=file)
        definition = "".join(node.text or "" for node in role.iter(f"{LINK}definition"))
        if not _DEFINITION.fullmatch(definition):
            text = f'the role {uri} is defined as "{definition}", not as NUMBER - Type - Title'
            yield say("role-definition", "6.7.12", text, file=file)
        used = {(node.text or "").strip() for node in role.iter(f"{LINK}usedOn")}
        if used & set(_LINKS) and not set(_LINKS) <= used:
            text = f"the role {uri} is not for links of presentation, calculation and definition alike"
            yield say("role", "6.7.11", text, file=file)


def _element(node: Any, prefix: str) -> Iterator[tuple[str, str]]:
    """The section and text of each breach by an element."""
    name, group = node.get("name", ""), node.get("substitutionGroup", "").rpartition(":")[2]
    type_ = node.get("type", "").rpartition(":")[2]
    abstract, period = node.get("abstract") == "true", node.get(f"{XBRLI}periodType")
    domain = type_ == "domainItemType"
    breaches = (
        (
            "6.7.16",
            is_official_name(name),
            "has an official one's name",
        ),
        ("6.7.17", node.get("id") != f"{prefix}_{name}", f"has an id that is not {prefix}_{name}"),
        ("6.7.18", node.get("nillable") != "true", "is not nillable"),
        ("6.7.21", abstract and period != "duration", "is abstract and of an instant"),
        ("6.7.23", name.endswith("Axis") != (group == "dimensionItem"), "is an axis in name or kind alone"),
        ("6.7.24", name.endswith("Table") != (group == "hypercubeItem"), "is a table in name or kind alone"),
        ("6.7.25", group not in ("item", "dimensionItem", "hypercubeItem"), f"is of the group {group}"),
        ("6.7.26", name.endswith("LineItems") and not abstract, "is line items and not abstract"),
        ("6.7.27", name.endswith(("Member", "Domain")) != domain, "is a member in name or type alone"),
        ("6.7.28", domain and period != "duration", "is a member and of an instant"),
        ("6.8.5", not _NAME.fullmatch(name), "has a name that is not of up to 200 letters and digits"),
    )
    yield from ((section, text) for section, broken, text in breaches if broken)
