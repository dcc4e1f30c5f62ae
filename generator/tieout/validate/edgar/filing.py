"""The files of a filing as XML trees: the instance, its schema, and the schema's linkbases."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import etree

from tieout.core.hardened import xml_parser
from tieout.validate.model import Message

XBRLI = "{http://www.xbrl.org/2003/instance}"
LINK = "{http://www.xbrl.org/2003/linkbase}"
XLINK = "{http://www.w3.org/1999/xlink}"
XS = "{http://www.w3.org/2001/XMLSchema}"
XML = "{http://www.w3.org/XML/1998/namespace}"
MEMBER = "{http://xbrl.org/2006/xbrldi}explicitMember"
DIMENSIONS = "http://xbrl.org/int/dim/arcrole/"
ENGLISH = "en-US"
_OFFICIAL_AT = ("xbrl.fasb.org", "xbrl.sec.gov")
_DEI = "{http://xbrl.sec.gov/dei/"


class UnreadableError(Exception):
    """A file of the filing that cannot be read; `file` is its name."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file} cannot be read: {why}")
        self.file = file


class Filing:
    """An instance and the files beside it. Raises UnreadableError where one of them cannot be read."""

    def __init__(self, path: Path) -> None:
        """`path` is the instance."""
        self.path = path
        self.instance = _parsed(path)

    @property
    def for_edgar(self) -> bool:
        """Whether it has an SEC cover: a fact that names the form."""
        return any(
            isinstance(node.tag, str) and node.tag.startswith(_DEI) and node.tag.endswith("}DocumentType")
            for node in self.instance
        )

    @cached_property
    def schema(self) -> Any:
        """The schema of the instance."""
        hrefs = [node.get(f"{XLINK}href", "") for node in self.instance.iter(f"{LINK}schemaRef")]
        if len(hrefs) != 1:
            raise UnreadableError(self.path.name, f"it refers to {len(hrefs)} schemas")
        return _parsed(self.beside(hrefs[0]))

    @cached_property
    def schema_name(self) -> str:
        """The file name of the schema."""
        return str(next(self.instance.iter(f"{LINK}schemaRef")).get(f"{XLINK}href", ""))

    @cached_property
    def linkbases(self) -> dict[str, Any]:
        """The schema's linkbases, by file name."""
        hrefs = [node.get(f"{XLINK}href", "") for node in self.schema.iter(f"{LINK}linkbaseRef")]
        return {href: _parsed(self.beside(href)) for href in hrefs}

    def beside(self, href: str) -> Path:
        """The path of a file of the filing, which all are in one folder."""
        name = href.rpartition("/")[2]
        if name in ("", ".", ".."):
            raise UnreadableError(self.path.name, f'it refers to "{href}", which is no file')
        return self.path.with_name(name)

    @cached_property
    def facts(self) -> list[Any]:
        """The elements of the instance that refer to a context."""
        return [node for node in self.instance if node.get("contextRef") is not None]

    @cached_property
    def declared(self) -> dict[str, Any]:
        """The declarations of the filing's own elements, by id."""
        found = self.schema.iter(f"{XS}element")
        return {node.get("id", ""): node for node in found if node.get("name")}

    def arcs(self, kind: str) -> Iterator[tuple[str, Any, str, str]]:
        """Role, arc and both ends of each arc of a kind (`presentation`, `label`…); the ends by their ids.

        A resource such as a label is identified by its xlink:label.
        """
        for root in self.linkbases.values():
            for link in root.iter(f"{LINK}{kind}Link"):
                names = {
                    loc.get(f"{XLINK}label"): loc.get(f"{XLINK}href", "").rpartition("#")[2]
                    for loc in link.iter(f"{LINK}loc")
                }
                for arc in link.iter(f"{LINK}{kind}Arc"):
                    ends = (arc.get(f"{XLINK}from", ""), arc.get(f"{XLINK}to", ""))
                    here, there = (names.get(end, end) for end in ends)
                    yield link.get(f"{XLINK}role", ""), arc, here, there


def is_official(href: str) -> bool:
    """Whether a locator's address belongs to an official taxonomy."""
    return any(f"//{host}/" in href for host in _OFFICIAL_AT)


def id_of(node: Any) -> str:
    """The id of an element's declaration, prefix_Name."""
    name = etree.QName(node)
    return f"{node.prefix}_{name.localname}"


def say(code: str, section: str, text: str, facts: tuple[str, ...] = (), file: str = "") -> Message:
    """The message for a breach of a section of the manual."""
    return Message("ERROR", f"edgar.{code}", f"{text} (EDGAR Filer Manual, {section})", facts, file=file)


def _parsed(path: Path) -> Any:
    try:
        return etree.parse(str(path), xml_parser()).getroot()
    except OSError:
        raise UnreadableError(path.name, "it is not there") from None
    except etree.XMLSyntaxError as error:
        raise UnreadableError(path.name, f"it is no XML: {error}") from None
