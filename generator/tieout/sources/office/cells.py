"""The sheets of a workbook as stored: cells, what hides them, merged areas (29500-1, 18.3)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from lxml import etree

from tieout.sources.office.package import WORKBOOK, Package
from tieout.sources.office.styles import Style, is_raised, styles_of

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_RANGE = re.compile(rf"({_REFERENCE.pattern})(?::({_REFERENCE.pattern}))?", re.IGNORECASE)
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_MAX_CELLS = 150_000
# How many cells merged areas may have together: they overlap in no sound workbook (18.3.1.55).
_MAX_MERGED = 2_000_000
# What stands in a text of a file for a character that XML cannot carry (22.9.2.19 "ST_Xstring").
_CODED = re.compile(r"_x([0-9A-F]{4})_", re.IGNORECASE)
_NO_STYLE = Style()

Run = tuple[str, bool]
"""Letters, and whether they are raised above their line."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. `number` is its value if it is one, `runs` are its text; `error` marks an error value.

    `formula` is its formula. If there is neither number nor text, the formula was never calculated.
    """

    row: int
    column: int
    style: Style
    number: Decimal | None = None
    runs: tuple[Run, ...] = ()
    error: bool = False
    formula: str = ""
    reckoned: bool = False

    @property
    def text(self) -> str:
        """Its text, raised parts included."""
        return "".join(text for text, _ in self.runs)


@dataclass(slots=True)
class Sheet:
    """A sheet. `hidden_rows` and `hidden_columns` are invisible; `merged` are areas (row, column, to, to).

    `painted`: tables or conditional formats may colour its cells, so that white letters may be visible.
    """

    name: str
    hidden: bool
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    painted: bool = False

    def hides_column(self, column: int) -> bool:
        """Whether a column is not seen."""
        return column in self.hidden_columns


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets in order. `since_1904` tells from which day its dates count."""

    sheets: tuple[Sheet, ...]
    since_1904: bool


def workbook_of(package: Package) -> Workbook:
    """The workbook of a file. Raises InputError where it is damaged or beyond what is read."""
    root = package.xml(WORKBOOK)
    parts = package.relations(WORKBOOK)
    strings: list[tuple[Run, ...]] = []
    styles: tuple[Style, ...] = ()
    for one in parts.values():
        if one.kind == "sharedStrings" and one.part in package:
            strings = list(_strings(package, one.part))
        elif one.kind == "styles" and one.part in package:
            styles = styles_of(package.xml(one.part))
    reader = _Reader(package, strings, styles)
    sheets: list[Sheet] = []
    for one in root.iterfind("{*}sheets/{*}sheet"):
        named = next((value for key, value in one.attrib.items() if key.endswith("}id")), "")
        part = parts.get(named)
        # A sheet may be of a chart alone.
        if part is not None and part.kind == "worksheet" and part.part in package:
            hidden = one.get("state") in ("hidden", "veryHidden")
            sheets.append(reader.sheet(part.part, one.get("name") or "", hidden=hidden))
    about = root.find("{*}workbookPr")
    since = about.get("date1904") if about is not None else None
    return Workbook(tuple(sheets), since in ("1", "true"))


class _Reader:
    def __init__(self, package: Package, strings: list[tuple[Run, ...]], styles: tuple[Style, ...]) -> None:
        self._package = package
        self._strings = strings
        self._styles = styles
        self._count = 0

    def sheet(self, part: str, name: str, *, hidden: bool) -> Sheet:
        sheet = Sheet(name, hidden)
        row = 0
        waiting: list[Cell] = []
        column = merged = beyond = 0
        self._package.refuse_declarations(part)
        wanted = ("c", "row", "col", "mergeCell", "tablePart", "conditionalFormatting")
        for element in self._package.walked(part, *wanted):
            kind = etree.QName(element).localname
            if kind == "c":
                at = place_of(element.get("r") or "")
                column = at[1] if at is not None else column + 1
                if (cell := self._cell(element, at[0] if at is not None else 0, column)) is not None:
                    waiting.append(cell)
            elif kind == "row":
                said = element.get("r") or ""
                row = int(said[:9]) if said.isdecimal() else row + 1
                self._end_row(sheet, element, row, waiting)
                waiting, column = [], 0
            elif kind == "col":
                first, last = max(_int(element.get("min")), beyond), _int(element.get("max"))
                if _is_hidden(element):
                    sheet.hidden_columns.update(range(first, min(last, _LAST_COLUMN) + 1))
                # Columns stand in their order (18.3.1.13): none is gone through twice.
                beyond = max(beyond, last + 1)
            elif kind == "mergeCell":
                merged += self._merge(sheet, element)
                if merged > _MAX_MERGED:
                    raise self._package.too_large(f"merged areas have more than {_MAX_MERGED:,} cells")
            else:
                sheet.painted = True
        return sheet

    @staticmethod
    def _merge(sheet: Sheet, element: etree._Element) -> int:
        """Notes a merged area, and returns its number of cells."""
        area = area_of(element.get("ref") or "")
        if area is None:
            return 0
        sheet.merged.append(area)
        return (area[2] - area[0] + 1) * (area[3] - area[1] + 1)

    def _end_row(self, sheet: Sheet, element: etree._Element, row: int, cells: list[Cell]) -> None:
        if _is_hidden(element):
            sheet.hidden_rows.add(row)
        for cell in cells:
            own = cell.row or row
            if not 0 < own <= _LAST_ROW or not 0 < cell.column <= _LAST_COLUMN:
                raise self._package.damaged()
            sheet.cells[own, cell.column] = replace(cell, row=own)

    def _cell(self, element: etree._Element, row: int, column: int) -> Cell | None:
        """The cell of an element; None where it is empty and has no drawn border."""
        at = _int(element.get("s"))
        style = self._styles[at] if at < len(self._styles) else _NO_STYLE
        said, formula = element.find("{*}v"), element.find("{*}f")
        text = (said.text or "") if said is not None else None
        how = formula_of(formula)
        kind = element.get("t") or "n"
        inline = element.find("{*}is")
        if text is None and inline is None and formula is None and not (style.above or style.below):
            return None
        self._count += 1
        if self._count > _MAX_CELLS:
            raise self._package.too_large(f"the workbook has more than {_MAX_CELLS:,} cells with content")
        number: Decimal | None = None
        runs: tuple[Run, ...] = ()
        if inline is not None and kind == "inlineStr":
            runs = runs_of(inline)
        elif text is not None and kind == "s":
            index = _int(text)
            runs = self._strings[index] if index < len(self._strings) else ()
        elif text is not None and kind == "b":
            runs = (("TRUE" if text == "1" else "FALSE", False),)
        elif text is not None and kind in ("n", ""):
            number = decimal_of(text)
            runs = ((text, False),) if number is None and text.strip() else ()
        elif text is not None:
            runs = ((decoded(text), False),)
        if style.raised:
            runs = tuple((letters, True) for letters, _ in runs)
        return Cell(row, column, style, number, runs, kind == "e", how, formula is not None)


def decimal_of(text: str) -> Decimal | None:
    """The number that a file stores, by its digits and not through a float; None for other text.

    Workbooks write binary numbers with up to seventeen digits: 0.28999999999999998 is shown as 0.29, since
    fifteen digits are shown.
    """
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and -400 < found.adjusted() < 400 else None


def formula_of(element: etree._Element | None) -> str:
    """The formula stored at a cell; "" where it shares another cell's."""
    return (element.text or "") if element is not None and element.get("t") in (None, "normal") else ""


def _strings(package: Package, part: str) -> Iterator[tuple[Run, ...]]:
    package.refuse_declarations(part)
    for element in package.walked(part, "si"):
        yield runs_of(element)


def runs_of(element: etree._Element) -> tuple[Run, ...]:
    """The runs of a text. Phonetic hints (`rPh`) are invisible and left out."""
    runs: list[Run] = []
    for child in element:
        kind = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if kind == "t":
            runs.append((decoded(child.text or ""), False))
        elif kind == "r":
            text = child.find("{*}t")
            if text is not None:
                runs.append((decoded(text.text or ""), is_raised(child.find("{*}rPr"))))
    return tuple(runs)


def decoded(text: str) -> str:
    """A text with its character codes decoded."""
    return _CODED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


def place_of(reference: str) -> tuple[int, int] | None:
    """The row and column of a reference such as `B7`; None for other text."""
    found = _REFERENCE.fullmatch(reference)
    return (int(found[2]), column_of(found[1])) if found is not None else None


def area_of(reference: str) -> tuple[int, int, int, int] | None:
    """The area (row, column, row, column) of a reference such as `B7:C9`; None for other text."""
    found = _RANGE.fullmatch(reference)
    if found is None:
        return None
    first = place_of(found[1])
    last = place_of(found[4]) if found[4] else first
    if first is None or last is None:
        return None
    return min(first[0], last[0]), min(first[1], last[1]), max(first[0], last[0]), max(first[1], last[1])


def column_of(letters: str) -> int:
    """The number of a column, from 1: B is 2."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def letters_of(column: int) -> str:
    """The letters of a column."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def named(sheet: str, row: int, column: int) -> str:
    """A cell's reference as workbooks write it: `Income!B7`, or `'Balance Sheet'!B7`."""
    name = sheet if sheet.isidentifier() else "'" + sheet.replace("'", "''") + "'"
    return f"{name}!{letters_of(column)}{row}"


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") in ("1", "true") or element.get("width") == "0" or element.get("ht") == "0"


def _int(text: str | None) -> int:
    return int(text[:9]) if text is not None and text.strip().isdecimal() else 0
