"""The marks of SGML that EDGAR's plain text has: the head of a document, pages, tables and their columns.

(EDGAR Filer Manual, "ASCII/SGML document files": <DOCUMENT> <TYPE> <SEQUENCE> <FILENAME> <DESCRIPTION>
<TEXT> before a document, <PAGE> between pages, <TABLE> <CAPTION> <S> <C> around and above tables, <FN> <F1>
at notes.)
"""

import re

_HEAD = re.compile(r"\s*<(?:DOCUMENT|TYPE)>.{0,20000}?<TEXT>", re.IGNORECASE | re.DOTALL)
_MARK = re.compile(r"</?(?:DOCUMENT|TEXT|PAGE|TABLE|CAPTION|S|C|FN|F\d{1,2}|PRE)>", re.IGNORECASE)
_COLUMNS = re.compile(r"<S>.*<C>", re.IGNORECASE)
_TABLE = re.compile(r"<(?P<end>/?)TABLE>", re.IGNORECASE)
# Of those above, what no page of HTML has.
_OWN = re.compile(r"<(?:PAGE|CAPTION|S|C|FN)>", re.IGNORECASE)


def has_marks(text: str) -> bool:
    """Whether a text has EDGAR's marks for pages or tables."""
    return _OWN.search(text) is not None or _HEAD.match(text) is not None


def without_marks(text: str) -> str:
    """The text with spaces in place of the marks, so that every line and column stays where it is."""
    head = _HEAD.match(text)
    if head is not None:
        text = re.sub(r"[^\r\n]", " ", head[0]) + text[head.end() :]
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
