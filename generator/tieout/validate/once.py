"""Makes an instance of an inline report, with each fact once.

A page prints many a figure more than once, so that an assertion would compare each printing of a total with
each of its parts. The instance has the most precise printing of each fact, under its own id, and refers to
the taxonomy's entry point with the assertions (XBRL 2.1; Inline XBRL 1.1).
"""

import json
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

from tieout.core.hardened import xml_parser
from tieout.render import ASSERTIONS
from tieout.validate.package import UNSOUND

_XBRLI = "http://www.xbrl.org/2003/instance"
_LINK = "http://www.xbrl.org/2003/linkbase"
_XLINK = "http://www.w3.org/1999/xlink"
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SCHEMA = ".xsd"
_KIND = "https://xbrl.org/report-package/2023/xbr"
_METADATA = "META-INF/reportPackage.json"


def instance_of(path: Path, model: Any, folder: Path) -> Path | None:
    """Writes the instance of a loaded inline report into `folder`, of a package as a package; gives its path.

    None where the report has no assertions, or the instance with the very same figures stands beside it.
    """
    referred = [str(document.uri) for document in model.modelDocument.referencesDocument]
    schemas = [uri for uri in referred if uri.endswith(_SCHEMA)]
    if len(schemas) != 1:
        return None
    entry = f"{schemas[0].rpartition('/')[2].removesuffix(_SCHEMA)}{ASSERTIONS}{_SCHEMA}"
    if path.suffix == ".xbri":
        return _package(path, model, folder, entry)
    beside = path.with_name(entry)
    if not beside.is_file() or _figures(model) == _stated(path.with_suffix(".xbrl")):
        return None
    made = folder / f"{path.stem}.xbrl"
    made.write_bytes(_instance(model, beside.resolve().as_uri()))
    return made


def _package(path: Path, model: Any, folder: Path, entry: str) -> Path | None:
    made = folder / f"{path.stem}.xbr"
    try:
        with zipfile.ZipFile(path) as package, zipfile.ZipFile(made, "w") as copy:
            names = package.namelist()
            at = next((name for name in names if name.endswith(f"/{entry}")), None)
            if at is None:
                return None
            reports = at.removesuffix(entry)
            for name in names:
                if name.endswith(_METADATA):
                    kind = {"documentInfo": {"documentType": _KIND}}
                    copy.writestr(name, json.dumps(kind))
                elif not (name.startswith(reports) and name.endswith((".htm", ".html", ".xhtml"))):
                    copy.writestr(name, package.read(name))
            copy.writestr(f"{reports}{path.stem}.xbrl", _instance(model, entry))
    except UNSOUND:
        # What is wrong with the package is told of the package.
        return None
    return made


def _instance(model: Any, entry: str) -> bytes:
    """The instance as XML: contexts, units, and each fact once."""
    root = etree.Element(f"{{{_XBRLI}}}xbrl", nsmap={"xbrli": _XBRLI, "link": _LINK, "xlink": _XLINK})
    reference = etree.SubElement(root, f"{{{_LINK}}}schemaRef")
    reference.set(f"{{{_XLINK}}}type", "simple")
    reference.set(f"{{{_XLINK}}}href", entry)
    for one in (*model.contexts.values(), *model.units.values()):
        # As text: what Arelle hangs on its elements stays behind.
        root.append(etree.fromstring(etree.tostring(one, with_tail=False)))
    for fact in _once(model):
        made = etree.SubElement(root, f"{{{fact.qname.namespaceURI}}}{fact.qname.localName}")
        for name, value in (
            ("id", fact.id),
            ("contextRef", fact.contextID),
            ("unitRef", fact.unitID),
            ("decimals", fact.decimals),
            (_LANG, None if fact.isNumeric else fact.xmlLang),
        ):
            if value is not None and not (fact.isNil and name == "decimals"):
                made.set(name, str(value))
        if fact.isNil:
            made.set(_NIL, "true")
        else:
            made.text = str(fact.value)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def _once(model: Any) -> Iterator[Any]:
    """Each fact in its most precise printing, in the order of the report."""
    best: dict[tuple[Any, ...], Any] = {}
    for fact in model.factsInInstance:
        key = (fact.qname, fact.contextID, fact.unitID, None if fact.isNumeric else fact.xmlLang)
        if fact.context is not None and (key not in best or _precision(fact) > _precision(best[key])):
            best[key] = fact
    yield from sorted(best.values(), key=lambda fact: int(fact.objectIndex))


def _precision(fact: Any) -> tuple[bool, int]:
    decimals = str(fact.decimals)
    return decimals == "INF", int(decimals) if decimals.removeprefix("-").isdecimal() else 0


def _figures(model: Any) -> dict[tuple[str, ...], Decimal]:
    """The figures of a report by element, context and unit."""
    return {
        (fact.qname.localName, fact.contextID, fact.unitID): Decimal(fact.xValue)
        for fact in _once(model)
        if fact.isNumeric and isinstance(fact.xValue, Decimal | int)
    }


def _stated(instance: Path) -> dict[tuple[str, ...], Decimal] | None:
    """The same of an instance as XML, without its taxonomy; None where there is none that can be read."""
    if not instance.is_file():
        return None
    try:
        root = etree.parse(str(instance), xml_parser()).getroot()
        return {
            (etree.QName(fact).localname, fact.get("contextRef"), fact.get("unitRef")): Decimal(fact.text)
            for fact in root
            if isinstance(fact.tag, str) and fact.get("unitRef") is not None and fact.get(_NIL) is None
        }
    except (etree.XMLSyntaxError, ArithmeticError, TypeError, OSError):
        return None
