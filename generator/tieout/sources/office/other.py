"""Office files that are not supported, each with an error that says what to do."""

from tieout.core import Place
from tieout.document import Document
from tieout.sources.office.package import MAGIC, Package
from tieout.sources.reader import refused

_OLDER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The streams of a compound file are named in UTF-16 ([MS-CFB], 2.6.1 "Compound File Directory Entry").
_STREAMS = {
    "EncryptedPackage": ("encrypted", "the file is encrypted", "Save it without a password."),
    "WordDocument": (
        "format",
        "the file is a Word document of the older kind (.doc), which is not read",
        "Save it as a Word document (.docx).",
    ),
    "Workbook": (
        "format",
        "the file is a workbook of the older kind (.xls), which is not read",
        "Save it as an Excel workbook (.xlsx).",
    ),
}


class OtherOffice:
    """Recognised by how compound files and archives begin; asked after all supported formats."""

    def sniff(self, data: bytes) -> bool:
        """Whether the file is a document of an older Office, an encrypted one, or another archive."""
        return data.startswith((_OLDER, MAGIC))

    def read(self, data: bytes, shown: str) -> Document:
        """Raises InputError that says what the file is and what to do."""
        if data.startswith(MAGIC):
            # One that is cut short or damaged is told as such.
            Package(data, shown)
            raise refused(
                Place(shown),
                "format",
                "the file is a zip archive, and no workbook or Word document",
                "Take the release out of the archive.",
            )
        for name, (code, what, mend) in _STREAMS.items():
            if name.encode("utf-16-le") in data:
                raise refused(Place(shown), code, what, mend)
        raise refused(
            Place(shown),
            "format",
            "the file is a document of an older Office, which is not read",
            "Save it as an Excel workbook (.xlsx) or a Word document (.docx).",
        )
