"""Loads the anchors of a report into the viewer: arcs to official elements, with stubs for these.

A report built by tieout has an entry point with the arcs, which needs the official taxonomy. We may not ship
that, so while the viewer is made a stub package answers to the official address.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from tieout.core import Finding, InputError, Place
from tieout.core.hardened import xml_parser
from tieout.definitions import official_elements
from tieout.publish import write_archive
from tieout.render import INLINE, Element, Official, render_stand_in

_ENTRY = "-align.xsd"
_HREF = "{http://www.w3.org/1999/xlink}href"
# Of an element that tieout does not list: the viewer shows neither.
_UNKNOWN = ("duration", "")


@dataclass(frozen=True, slots=True)
class Anchors:
    """What Arelle loads besides a report: its options, and the names of files outside the report."""

    options: dict[str, Any]
    stand_ins: frozenset[str]


@contextmanager
def anchors(report: Path) -> Iterator[Anchors]:
    """The files to load for the anchors of an inline report; none where it has no anchors.

    The stubs are removed at the end. Raises InputError where the entry point cannot be read.
    """
    entry = report.with_name(
        f"{report.name.removesuffix(INLINE['statements']).removesuffix(report.suffix)}{_ENTRY}"
    )
    if not entry.is_file():
        yield Anchors({}, frozenset())
        return
    with tempfile.TemporaryDirectory(prefix="tieout-") as folder:
        packages, files = [], set[str]()
        for official, names in _referred(entry).items():
            elements = [_element(official, name) for name in sorted(names)]
            files |= {official.schema, official.linkbase}
            package = Path(folder) / f"{official.prefix}.zip"
            packages.append(str(write_archive(package, official.prefix, render_stand_in(official, elements))))
        yield Anchors({"packages": packages, "importFiles": str(entry)}, frozenset(files))


def _referred(entry: Path) -> dict[Official, set[str]]:
    """The elements of official schemas to which an entry point's arcs refer, by schema."""
    root = _parsed(entry)
    imported = {
        str(node.get("schemaLocation")): str(node.get("namespace"))
        for node in root.iter("{*}import")
        if "://" in str(node.get("schemaLocation"))
    }
    referred: dict[Official, set[str]] = {}
    for linkbase in root.iter("{*}linkbaseRef"):
        for locator in _parsed(entry.with_name(str(linkbase.get(_HREF)))).iter("{*}loc"):
            address, _, fragment = str(locator.get(_HREF)).partition("#")
            prefix, _, name = fragment.partition("_")
            if address in imported:
                official = Official(prefix, imported[address], address)
                referred.setdefault(official, set()).add(name)
    return referred


def _parsed(path: Path) -> Any:
    try:
        return etree.parse(str(path), xml_parser()).getroot()
    except etree.XMLSyntaxError as error:
        what = f"{path.name} is no XML: {error.msg}"
        raise InputError(
            Finding("input.report", what, "Build the report again.", (Place(str(path)),))
        ) from None


def _element(official: Official, name: str) -> Element:
    period, balance = official_elements(official.prefix).get(name, _UNKNOWN)
    kind = "xbrli:monetaryItemType" if balance else "xbrli:stringItemType"
    return Element(name, period or _UNKNOWN[0], balance, kind)
