"""The zip archive of an Office document (ISO/IEC 29500-2): its parts, read within bounds.

Nothing in it is run, no address in it is opened, and no archive inside it is unpacked.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from lxml import etree

from tieout.core import InputError, Place
from tieout.core.hardened import xml_parser
from tieout.sources.reader import refused

MAGIC = b"PK\x03\x04"
# More parts, and more text in them, than any document has that a person reads.
_MAX_PARTS = 10_000
MAX_INFLATED = 100_000_000
# More elements than a long annual report has; a tree of them takes half a gigabyte at most.
MAX_ELEMENTS = 400_000
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)
_RELATIONS = "{*}Relationship"


@dataclass(frozen=True, slots=True)
class Relation:
    """A reference from one part to another: the last word of its kind, and the other part's name."""

    kind: str
    part: str


class Package:
    """An archive's parts. Each is read when asked for; the total size that may be read is bounded."""

    def __init__(self, data: bytes, shown: str) -> None:
        self._shown = shown
        self._left = MAX_INFLATED
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise self.damaged() from None
        parts = self._archive.infolist()
        if len(parts) > _MAX_PARTS:
            raise self.too_large(f"the file holds more than {_MAX_PARTS:,} parts")
        if any(part.flag_bits & 1 for part in parts):
            raise refused(Place(shown), "encrypted", "the file is encrypted", "Save it without a password.")
        self._parts = {part.filename.lstrip("/").casefold(): part for part in parts}

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._parts

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises InputError where it is missing, damaged or too large."""
        part = self._parts.get(name.casefold())
        if part is None:
            raise self.damaged()
        try:
            with self._archive.open(part) as file:
                data = file.read(self._left + 1)
        except _BROKEN:
            raise self.damaged() from None
        if len(data) > self._left:
            raise self.too_large(f"the file unpacks to more than {MAX_INFLATED:,} bytes")
        self._left -= len(data)
        return data

    def xml(self, name: str) -> etree._Element:
        """The root element of a part. Raises InputError where it is no XML, or declares entities."""
        return self.parsed(self.read(name))

    def parsed(self, data: bytes) -> etree._Element:
        """The root element of XML, with no entity replaced and nothing fetched.

        Raises InputError where it is no XML, declares entities, or has too many elements. These are counted
        by their tags before parsing, since a tree takes many times the memory of its text.
        """
        if data.count(b"<") > 2 * MAX_ELEMENTS:
            raise self.too_large(f"a part of the file has more than {MAX_ELEMENTS:,} elements")
        parser = xml_parser(remove_pis=True)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise self.damaged() from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.declares()
        return root

    def walked(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """The elements of a part with these local names,
        each when it ends; its content is freed afterwards.
        """
        source = io.BytesIO(self.read(name))
        wanted = [f"{{*}}{tag}" for tag in tags]
        try:
            for _, element in etree.iterparse(
                source, events=("end",), tag=wanted, resolve_entities=False, no_network=True, load_dtd=False
            ):
                yield element
                element.clear(keep_tail=False)
                # What stands before it is done with; else a long part would stay in memory as a whole.
                while element.getprevious() is not None and element.getparent() is not None:
                    del element.getparent()[0]
        except (etree.XMLSyntaxError, ValueError):
            raise self.damaged() from None

    def refuse_declarations(self, name: str) -> None:
        """Raises InputError where a part that is read piece by piece has a document type,
        which may declare entities.
        """
        part = self._parts.get(name.casefold())
        if part is None:
            raise self.damaged()
        try:
            with self._archive.open(part) as file:
                start = file.read(4_096)
        except _BROKEN:
            raise self.damaged() from None
        if b"<!DOCTYPE" in start.replace(b"\x00", b""):
            raise self.declares()

    def relations(self, name: str) -> dict[str, Relation]:
        """The parts to which a part refers, by id; addresses outside the file are left out."""
        folder = dirname(name)
        stem = name[len(folder) + 1 :] if folder else name
        own = join(folder, "_rels", f"{stem}.rels")
        if own not in self:
            return {}
        found: dict[str, Relation] = {}
        for one in self.xml(own).iter(_RELATIONS):
            target = one.get("Target") or ""
            if one.get("TargetMode") == "External" or not target:
                continue
            path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            found[one.get("Id") or ""] = Relation((one.get("Type") or "").rsplit("/", 1)[-1], path)
        return found

    def damaged(self) -> InputError:
        """The error for a damaged file."""
        return refused(
            Place(self._shown),
            "damaged",
            "the file is cut short or damaged: its parts cannot be read",
            "Fetch it once more, or open it and save it anew.",
        )

    def declares(self) -> InputError:
        """The error for a file that declares entities, which no Office document does."""
        return refused(
            Place(self._shown),
            "entities",
            "a part of the file declares a document type, by which XML is made to grow or to fetch",
            "Open it and save it anew; do not trust a file that somebody made so.",
        )

    def too_large(self, what: str) -> InputError:
        """The error for a file that is too large."""
        return refused(Place(self._shown), "too-large", what, "Is it the right file?")


def main_part(data: bytes) -> str:
    """The main part of an archive, by its name: `xl/workbook.xml`, `word/document.xml`; "" for any other."""
    if not data.startswith(MAGIC):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lstrip("/").casefold() for name in archive.namelist()}
    except _BROKEN:
        return ""
    return next((name for name in MAIN_PARTS if name in names), "")


WORKBOOK, DOCUMENT, BINARY = "xl/workbook.xml", "word/document.xml", "xl/workbook.bin"
MAIN_PARTS = (WORKBOOK, DOCUMENT, BINARY)
"""A workbook, a Word document, a workbook whose parts are binary."""
