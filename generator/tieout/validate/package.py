"""Checks packages before Arelle loads them: complete, with an entry point (Taxonomy Packages 1.0).

Also reads what else a report package holds (Report Packages 1.0 allows anything outside `META-INF` and
`reports`).
"""

import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

from lxml import etree

from tieout.core import too_large
from tieout.core.hardened import xml_parser

_PACKAGE = "{http://xbrl.org/2016/taxonomy-package}"
MAX_METADATA = 5_000_000
UNSOUND = (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError)


class BrokenPackageError(Exception):
    """The package cannot be loaded; `code` is the specification's error or one of ours."""

    def __init__(self, code: str, message: str) -> None:
        """`message` is a plain sentence."""
        super().__init__(message)
        self.code = code


def repeats_folder(package: Path) -> bool:
    """Whether a report package only holds the files beside it, byte for byte, and its metadata."""
    try:
        with zipfile.ZipFile(package) as archive:
            inside = [entry for entry in archive.infolist() if "/META-INF/" not in entry.filename]
            return bool(inside) and all(
                (beside := package.with_name(entry.filename.rpartition("/")[2])).is_file()
                and beside.stat().st_size == entry.file_size
                and beside.read_bytes() == archive.read(entry)
                for entry in inside
            )
    except UNSOUND:
        return False


def packed(package: Path, name: str) -> str | None:
    """The text of a file in the top folder of a report package; None where there is none."""
    try:
        with zipfile.ZipFile(package) as archive:
            found = [entry for entry in archive.infolist() if entry.filename.partition("/")[2] == name]
            if len(found) != 1 or found[0].file_size > MAX_METADATA:
                return None
            return archive.read(found[0]).decode("utf-8")
    except (*UNSOUND, UnicodeDecodeError):
        return None


def check_size(package: Path) -> None:
    """Raises BrokenPackageError where an archive holds more than may be unpacked."""
    # What is wrong with one that cannot be opened is told by whoever opens it.
    with suppress(*UNSOUND), zipfile.ZipFile(package) as archive:
        if (why := too_large(archive)) is not None:
            raise BrokenPackageError("tooLarge", f"{package.name} is not opened: {why}")


def entry_point(package: Path) -> str:
    """The first entry point of a package that needs nothing outside it.

    Raises BrokenPackageError where the archive is damaged or names no entry point.
    """
    try:
        with zipfile.ZipFile(package) as archive:
            if damaged := archive.testzip():
                raise BrokenPackageError(
                    "tpe:damagedFile", f"{damaged} does not have the checksum of its archive"
                )
            return _first(archive, _metadata(archive))
    except UNSOUND as error:
        raise BrokenPackageError("tpe:invalidArchiveFormat", f"it is no sound zip archive: {error}") from None


def _metadata(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    for name in ("catalog.xml", "taxonomyPackage.xml"):
        found = [entry for entry in archive.infolist() if entry.filename.endswith(f"/META-INF/{name}")]
        if len(found) != 1:
            raise BrokenPackageError("tpe:metadataFileNotFound", f"it has {len(found)} files META-INF/{name}")
    return found[0]


def _first(archive: zipfile.ZipFile, metadata: zipfile.ZipInfo) -> str:
    if metadata.file_size > MAX_METADATA:
        raise BrokenPackageError("tpe:invalidMetaDataFile", f"{metadata.filename} is too large")
    parser = xml_parser()
    try:
        root = etree.fromstring(archive.read(metadata), parser)
    except etree.XMLSyntaxError as error:
        raise BrokenPackageError(
            "tpe:invalidMetaDataFile", f"{metadata.filename} is no XML: {error}"
        ) from None
    for document in root.iter(f"{_PACKAGE}entryPointDocument"):
        return str(document.get("href"))
    raise BrokenPackageError("tpe:invalidMetaDataFile", f"{metadata.filename} names no entry point")
