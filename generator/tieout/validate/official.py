"""The official taxonomies available on this machine, which an edition's taxonomy imports.

People provide them as taxonomy packages (Taxonomy Packages 1.0), or as a folder in the form of Arelle's web
cache, where `https/xbrl.fasb.org/us-gaap/2024/…` is the file with that address.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from tieout.core import Finding, InputError, Place
from tieout.core.hardened import xml_parser
from tieout.validate.package import MAX_METADATA, UNSOUND

_REFERRING = (
    "{http://www.w3.org/2001/XMLSchema}import",
    "{http://www.xbrl.org/2003/linkbase}linkbaseRef",
)
_ADDRESSES = ("schemaLocation", "{http://www.w3.org/1999/xlink}href")
_OWN = ("xbrl.org", "w3.org")
_REWRITE = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}rewriteURI"


@dataclass(frozen=True)
class Official:
    """The available official taxonomies: `packages`, and the `folder` of a web cache."""

    packages: tuple[Path, ...] = ()
    folder: Path | None = None

    def lacks(self, addresses: tuple[str, ...]) -> tuple[str, ...]:
        """Those `addresses` of schemas for which neither a package nor the folder has a file."""
        return tuple(address for address in addresses if not self._has(address))

    def _has(self, address: str) -> bool:
        if any(address.startswith(begin) for begin in self._rewritten):
            return True
        if self.folder is None:
            return False
        parts = urlsplit(address)
        # Publishers moved from http to https: a cache may have either.
        return any(
            (self.folder / scheme / parts.netloc / parts.path.lstrip("/")).is_file()
            for scheme in ("https", "http")
        )

    @cached_property
    def _rewritten(self) -> tuple[str, ...]:
        return tuple(begin for package in self.packages for begin in _catalog(package))


NOTHING = Official()
"""Nothing at hand."""


def official(paths: tuple[Path, ...]) -> Official:
    """The taxonomies in packages and folders.

    Raises InputError where a path is missing or neither kind, or where there are two folders, since Arelle
    takes one.
    """
    folders = tuple(path for path in paths if path.is_dir())
    packages = tuple(path for path in paths if path not in folders)
    for package in packages:
        if not any(_catalog(package)):
            raise InputError(_refusal(package, "is no taxonomy package with a catalog"))
    if len(folders) > 1:
        raise InputError(_refusal(folders[1], "is a second folder, and one alone is read"))
    return Official(packages, folders[0] if folders else None)


def needed(folder: Path) -> tuple[str, ...]:
    """The addresses outside a folder that its schemas import or refer to, except XBRL's own."""
    found: list[str] = []
    for schema in sorted(folder.glob("*.xsd")):
        try:
            root = etree.parse(schema, xml_parser()).getroot()
        except (OSError, etree.XMLSyntaxError):
            continue  # what is wrong with it is told by whoever validates it
        names = (node.get(name) for node in root.iter(*_REFERRING) for name in _ADDRESSES)
        found += (name for name in names if name and _is_official(name))
    return tuple(dict.fromkeys(found))


def _is_official(address: str) -> bool:
    """Whether an address is on the network and not one of the specifications, which Arelle contains."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    return parts.scheme in ("http", "https") and not any(
        host == own or host.endswith(f".{own}") for own in _OWN
    )


def _catalog(package: Path) -> Iterator[str]:
    """The beginnings of the addresses that a package maps."""
    try:
        with zipfile.ZipFile(package) as archive:
            for entry in archive.infolist():
                if entry.filename.endswith("META-INF/catalog.xml") and entry.file_size <= MAX_METADATA:
                    root = etree.fromstring(archive.read(entry), xml_parser())
                    yield from (str(node.get("uriStartString")) for node in root.iter(_REWRITE))
    except (*UNSOUND, etree.XMLSyntaxError):
        return


def _refusal(path: Path, why: str) -> Finding:
    return Finding(
        "input.official",
        f"{path} {why}",
        "Name a taxonomy package of its publisher, or a folder laid out as Arelle's web cache.",
        (Place(str(path)),),
    )
