"""The numbers that a file prints in its tables, counted without the program: by markup and spaces alone."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

# A figure as it is printed, whole or without the brackets and signs that have cells of their own.
_FIGURE = re.compile(
    r"[(\[]?\s*[-–—−+]?\s*(?:US|C|A)?[$€£¥]?\s*[(-]?\s*"
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)\s*[%)\]]{0,3}"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MARK = re.compile(r"\(?\d{1,2}[).]?")
_SPACED = re.compile(r"\t|\s{2,}")
# A table has more than a date and a page number.
_FEWEST = 4


def figures(path: Path) -> int:
    """How many numbers of a file stand in tables and look like figures."""
    data = path.read_bytes()
    tables = _of_page(data) if path.suffix in (".htm", ".html") else _of_text(data)
    counts = (sum(map(_figures, rows)) for rows in tables)
    return sum(count for count in counts if count >= _FEWEST)


def looks_like_one(text: str) -> bool:
    """Whether a cell's text looks like a figure."""
    return _FIGURE.fullmatch(text.strip()) is not None


def _figures(cells: list[str]) -> int:
    """The figures of a row: a row of years is a head, and a mark before a text is a note's."""
    texts = [text for text in cells if text]
    numbers = [text for text in texts if looks_like_one(text)]
    if all(_YEAR.fullmatch(text) for text in numbers):
        return 0
    if _MARK.fullmatch(texts[0]) and len(numbers) == 1:
        return 0
    return len(numbers)


def _of_page(data: bytes) -> Iterator[list[list[str]]]:
    """The rows of each table that holds no other."""
    root = etree.fromstring(data, etree.HTMLParser(huge_tree=True))
    for table in root.iter("table"):
        if table.find(".//table") is None:
            yield [
                [" ".join("".join(cell.itertext()).split()) for cell in row if cell.tag in ("td", "th")]
                for row in table.iter("tr")
            ]


def _of_text(data: bytes) -> Iterator[list[list[str]]]:
    """The rows between lines that are none: a row has something beside its caption, apart by spaces."""
    rows: list[list[str]] = []
    blank = 0
    for line in data.decode("utf-8", "replace").splitlines():
        cells = [text.strip(" $") for text in _SPACED.split(line.strip())]
        if sum(map(bool, cells)) > 1:
            rows.append(cells)
            blank = 0
        elif line.strip() or (blank := blank + 1) > 1:
            yield rows
            rows, blank = [], 0
    yield rows
