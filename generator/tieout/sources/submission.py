"""A whole EDGAR submission: one of its documents is the release.

(EDGAR Filer Manual, "ASCII/SGML document files": a submission is one file with <SEC-HEADER> and a <DOCUMENT>
for the form and for each exhibit, whose <TYPE> says what it is: 8-K, EX-99.1, GRAPHIC.)
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from tieout.core import Finding, Place, Severity
from tieout.sources.reader import refused

# One without an end goes as far as the next begins.
_DOCUMENT = re.compile(rb"<DOCUMENT>.*?(?:</DOCUMENT>|(?=<DOCUMENT>)|\Z)", re.IGNORECASE | re.DOTALL)
_TYPE = re.compile(rb"<TYPE>[ \t]*([^\r\n<]{1,40})", re.IGNORECASE)
_NAME = re.compile(rb"<FILENAME>[ \t]*([^\r\n<]{1,100})", re.IGNORECASE)
# Additional exhibits, where releases are; then the reports themselves.
_EXHIBIT, _REPORT = re.compile(r"EX-99"), re.compile(r"(?:10-[QK]|20-F|40-F|6-K|8-K)")
# What statements are full of: thousands set apart.
_GROUPED = re.compile(rb"\d,\d{3}\b")
# A file that is packed as text, a PDF or a picture: whatever looks like a figure in it is none.
_PACKED = re.compile(rb"<(?:TEXT|PDF)>\s{0,9}begin [0-7]{3,4} ", re.IGNORECASE)
_LINE = re.compile(rb"[^\r\n]+")
_SHOWN = 6
# A report with so many times the figures of an exhibit is what is meant.
_TIMES = 10
# The most documents of a submission: no filer adds so many pictures.
_MOST = 5_000
_TOP = 30_000
# The lines of a header: a label, a colon and its value. What stands before a document is short.
_HEADER = re.compile(
    rb"<(?:SEC|IMS)-HEADER>(.{0,20000}?)(?:</(?:SEC|IMS)-HEADER>|<DOCUMENT>)", re.IGNORECASE | re.DOTALL
)
_LABELLED = re.compile(r"^[ \t]*([^:\n]{1,60}):[ \t]+(\S[^\n]{0,200})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Part:
    """One document of a submission: its type, its name, and its position in the file."""

    type: str
    name: str
    start: int
    end: int
    figures: int

    def __str__(self) -> str:
        return f"{self.type} ({self.name})" if self.name else self.type


def release_of(data: bytes, shown: str) -> tuple[bytes, tuple[Finding, ...]]:
    """The release, with its lines where they are in the file, and findings about the other documents.

    A file with one document or none is returned unchanged. Raises InputError where there are too many.
    """
    parts = [_part(found) for found in islice(_DOCUMENT.finditer(data), _MOST + 1)]
    if len(parts) > _MOST:
        what = f"the file holds more than {_MOST:,} documents"
        raise refused(Place(shown), "too-large", what, "Is it the right file?")
    if len(parts) < 2:
        return data, ()
    release = _release(parts)
    pieces, end = [], 0
    for part in parts:
        pieces.append(data[end : part.start])
        whole = data[part.start : part.end]
        pieces.append(whole if part is release else _LINE.sub(b"", whole))
        end = part.end
    pieces.append(data[end:])
    return b"".join(pieces), (_told(release, parts, shown),)


def head_of(data: bytes) -> tuple[tuple[str, str], ...]:
    """What the header of a submission says, as labels and values: `COMPANY CONFORMED NAME`, `ACME INC`."""
    found = _HEADER.search(data[:_TOP])
    text = found[1].decode("latin-1").replace("\r\n", "\n").replace("\r", "\n") if found is not None else ""
    return tuple((label.strip(), value.strip()) for label, value in _LABELLED.findall(text))


def _part(found: re.Match[bytes]) -> _Part:
    head = found[0][:2000]
    said = [
        match[1].decode("latin-1").strip() if (match := one.search(head)) else "" for one in (_TYPE, _NAME)
    ]
    figures = len(_GROUPED.findall(found[0])) if _PACKED.search(head) is None else 0
    return _Part(said[0].upper(), said[1], found.start(), found.end(), figures)


def _release(parts: Sequence[_Part]) -> _Part:
    """The exhibit with the most figures, unless the report has many times more; then that, or the first.

    A report that itself holds the statements has an exhibit that only tells of them.
    """
    exhibits = [part for part in parts if _EXHIBIT.match(part.type) and part.figures]
    reports = [part for part in parts if _REPORT.match(part.type) and part.figures]
    exhibit, report = (max(some, key=lambda part: part.figures, default=None) for some in (exhibits, reports))
    if exhibit is None or (report is not None and exhibit.figures * _TIMES < report.figures):
        return report or parts[0]
    return exhibit


def _told(release: _Part, parts: Sequence[_Part], shown: str) -> Finding:
    others = [str(part) for part in parts if part is not release]
    more = f" and {len(others) - _SHOWN:,} more" if len(others) > _SHOWN else ""
    return Finding(
        "source.submission",
        f"the file holds {len(parts):,} documents: {release} is read, since it has the most figures of those "
        f"that may be the release; not {', '.join(others[:_SHOWN])}{more}",
        "Nothing to do, unless another is meant: keep that alone.",
        (Place(shown),),
        Severity.NOTICE,
    )
