"""The marks of SGML that EDGAR puts around documents, and into plain text around pages and tables.

(EDGAR Filer Manual, "ASCII/SGML document files": <DOCUMENT> <TYPE> <SEQUENCE> <FILENAME> <DESCRIPTION>
<TEXT> before a document, which <SEC-HEADER> may stand before; <PAGE> between pages, <TABLE> <CAPTION> <S> <C>
around and above tables, <FN> <F1> at notes.)
"""

import re

# The tags that a file of a filing begins with.
HEAD_TAGS = "sec-document|sec-header|ims-document|ims-header|document|type"
_HEAD = re.compile(
    rf"\s*(?:-----BEGIN PRIVACY.{{0,5000}}?)?<(?:{HEAD_TAGS})>.{{0,20000}}?<text>", re.IGNORECASE | re.DOTALL
)
_MARK = re.compile(
    r"</?(?:sec-document|ims-document|document|text|page|table|caption|s|c|fn|f\d{1,2}|pre)>", re.IGNORECASE
)
_TABLE = re.compile(r"<(?P<end>/?)table>", re.IGNORECASE)
# Of those in a text, what no page of HTML has.
_OWN = re.compile(r"<(?:page|caption|s|c|fn)>", re.IGNORECASE)


def head_of(text: str) -> str:
    """The head of a filing before the document; "" where the file is the document alone."""
    found = _HEAD.match(text)
    return found[0] if found else ""


def has_marks(text: str) -> bool:
    """Whether a text has EDGAR's marks for pages or tables, or a filing's head."""
    return _OWN.search(text) is not None or head_of(text) != ""


def without_marks(text: str) -> str:
    """The text with spaces in place of the marks, so that lines and columns do not change."""
    head = head_of(text)
    text = re.sub(r"[^\r\n]", " ", head) + text[len(head) :]
    return _MARK.sub(lambda mark: " " * len(mark[0]), text)


def marked_tables(lines: list[str]) -> list[tuple[int, int]]:
    """The lines [first, end) between <TABLE> and </TABLE>, or the end of the text."""
    found: list[tuple[int, int]] = []
    begun: int | None = None
    for number, line in enumerate(lines):
        for mark in _TABLE.finditer(line):
            if begun is not None and (mark["end"] or number > begun):
                found.append((begun, number))
            begun = None if mark["end"] else number + 1
    if begun is not None:
        found.append((begun, len(lines)))
    return found
