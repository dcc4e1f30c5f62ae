"""A stub package for an official taxonomy, which we may not ship: elements by name, and nothing more.

With it, arcs to official elements load without a network. It is a taxonomy package for the official address,
used while a report is viewed; it is part of no report.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tieout.render import names

View = dict[str, Any]

_LANGUAGE = "en-US"
# Between the words of a name: before a capital that begins a word, those of an abbreviation kept together.
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class Element:
    """An official element, as far as it is known."""

    name: str
    period: str = "duration"
    balance: str = ""
    type: str = "xbrli:stringItemType"
    group: str = "xbrli:item"
    abstract: bool = False


@dataclass(frozen=True, slots=True)
class Official:
    """An official schema: its elements' prefix, its namespace, its address."""

    prefix: str
    namespace: str
    address: str

    @property
    def schema(self) -> str:
        """The schema's file name."""
        return self.address.rpartition("/")[2]

    @property
    def linkbase(self) -> str:
        """The file name of the stub's labels."""
        return f"{self.schema.removesuffix('.xsd')}_lab.xml"


def schema(official: Official, elements: Sequence[Element]) -> View:
    """The stub schema."""
    return {
        "prefix": official.prefix,
        "namespace": official.namespace,
        "roles": [],
        "linkbases": [{"role": f"{names.ROLE}labelLinkbaseRef", "href": official.linkbase}],
        "imports": [],
        "types_of": names.TYPES_OF,
        "types": [],
        "elements": [
            {
                "name": element.name,
                "id": f"{official.prefix}_{element.name}",
                "type": element.type,
                "group": element.group,
                "abstract": element.abstract,
                "period": element.period,
                "balance": element.balance,
            }
            for element in elements
        ],
    }


def labels(official: Official, elements: Sequence[Element]) -> View:
    """Labels made from element names, which say that the meaning is defined elsewhere."""
    return {
        "role_refs": [],
        "concepts": [
            {
                "href": f"{official.schema}#{official.prefix}_{element.name}",
                "label": f"{official.prefix}_{element.name}",
                "texts": [
                    {"role": role, "lang": _LANGUAGE, "text": text}
                    for role, text in (
                        (names.LABEL_ROLES["label"], _label(element)),
                        (names.DOCUMENTATION, _documentation(official, element)),
                    )
                ],
            }
            for element in elements
        ],
    }


def _label(element: Element) -> str:
    words = " ".join(_WORDS.split(element.name))
    return f"{words} (stand-in: the official taxonomy defines it)"


def _documentation(official: Official, element: Element) -> str:
    return (
        f"A stand-in for {official.prefix}:{element.name}, known by its name. What it means is defined by "
        f"the official taxonomy: {official.address}"
    )


def package(official: Official, folder: str) -> tuple[View, View]:
    """The package's metadata and its catalog, which maps the official address to `folder`."""
    metadata = {
        "identifier": f"urn:tieout:stand-in:{official.prefix}",
        "name": f"Stand-in for {official.prefix}",
        "description": f"Elements of {official.namespace} by name; not the official taxonomy.",
        "version": "1",
        "publisher": "tieout",
        "published": "2018-01-31",
        "entry_points": [],
    }
    start = official.address.removesuffix(official.schema)
    return metadata, {"rewrites": [{"uri": start, "prefix": f"../{folder}/"}]}
