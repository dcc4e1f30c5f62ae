"""What the inline report's template shows: the release as a person reads it, each fact tagged in its place.

Inline XBRL 1.1. Tables come from the statements' definitions, in the order of their lines; prose from the
release. A fact is tagged where it is printed most precisely, under its own id. So is each other printing that
agrees with it, as a duplicate of the precision that is printed there; one that does not agree leads to the
fact.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from tieout.core import Figure
from tieout.definitions import Company, Statement
from tieout.facts import FactSet
from tieout.mapping import Printed
from tieout.release import Release
from tieout.render import instance_view
from tieout.render.grid import Entry, Grid, Grids, Shown, shown
from tieout.render.layout import Layout
from tieout.tie import Accepted

View = dict[str, Any]

_TABS = re.compile(r"\t+")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,100}>")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_PERCENT = -2
# Values whose XML is not for reading: the transformation of what is shown for them, and what is shown.
_FORMS = {
    ("boolean", "true"): ("ixt:fixed-true", "Yes"),
    ("boolean", "false"): ("ixt:fixed-false", "No"),
}


# What a report has by the hundred thousand is a tuple that the template unpacks: looking up names costs more.


class FactTag(NamedTuple):
    """The attributes of a fact's element. `zero` is whether no digit is shown that could be read."""

    id: str
    name: str
    context: str
    unit: str
    nil: bool
    decimals: int | None
    scale: int
    negative: bool
    zero: bool


class Tag(NamedTuple):
    """A figure within a text: what is shown, with what is around it untagged, and the facts that it is.

    `facts` are nested, outermost first; `repeats` is the id of the fact that it repeats and disagrees with.
    """

    before: str
    shown: str
    after: str
    facts: tuple[FactTag, ...]
    repeats: str
    marks: tuple[int, ...]


class TableRow(NamedTuple):
    """A row of a table; its label is text alone where no figure is in it."""

    label: "str | list[Piece]"
    cells: list[Tag | None]
    depth: int
    heading: bool
    total: bool
    grand: bool


Piece = str | Tag


def inline(layout: Layout, facts: FactSet, accepted: tuple[Accepted, ...], release: Release) -> View:
    """The report as one XHTML document."""
    company = layout.definition.company
    shared = instance_view.instance(layout, facts, accepted)
    view = _Inline(facts, company, release, shared["footnotes"])
    return {
        **shared,
        "schema": f"{layout.stem}.xsd",
        "title": f"{company.name['en']}, {layout.definition.document_type}, {layout.definition.period.end}",
        "company": company.name["en"],
        "kind": layout.definition.document_type,
        "languages": company.languages,
        "cover": list(view.cover()),
        "statements": (section for s in company.statements if (section := view.statement(s))),
        "prose": view.prose(),
    }


class _Inline:
    """The printed figures of a report by where they stand."""

    def __init__(
        self, facts: FactSet, company: Company, release: Release, footnotes: list[dict[str, Any]]
    ) -> None:
        self._company = company
        self._release = release
        self._facts = facts.by_id()
        self._order = facts.facts
        self._marks: dict[str, list[int]] = {}
        for note in footnotes:
            for entry in note["facts"]:
                self._marks.setdefault(entry["fact"], []).append(note["order"])
        self._unlike = {(r.printed.place, r.fact) for r in facts.repeats if not r.agrees}
        self._tagged_once: set[str] = set()
        self._repeats: dict[str, int] = {}
        self._grids = Grids(facts, release)
        self._said: dict[int, list[tuple[str, Printed]]] = {}
        for fact_id, printed in facts.printed:
            if printed.line < 0:
                self._said.setdefault(printed.place.line, []).append((fact_id, printed))

    def cover(self) -> Iterator[View]:
        """The facts that are no figures, with their labels."""
        for fact in self._order:
            if fact.unit is None and fact.value is not None:
                form, shown = _FORMS.get((fact.concept.type, str(fact.value)), ("", str(fact.value)))
                if fact.concept.type == "month-day":
                    form, shown = "ixt:date-month-day", shown.removeprefix("--")
                yield {
                    "labels": fact.concept.label,
                    "name": fact.concept.qname,
                    "id": fact.id,
                    "context": fact.context.id,
                    "form": form,
                    "shown": shown,
                }

    # Tables --------------------------------------------------------------------------------------------

    def statement(self, statement: Statement) -> View | None:
        """A statement with its printed tables; None where the release prints none."""
        tables = [self._table(grid, statement) for grid in self._grids.of(statement)]
        if not tables:
            return None
        return {"id": statement.name, "titles": statement.title, "tables": tables}

    def _table(self, grid: Grid, statement: Statement) -> View:
        return {
            "caption": grid.caption,
            "unit": grid.unit,
            "heads": grid.heads,
            "rows": self._rows(grid, statement),
        }

    def _rows(self, grid: Grid, statement: Statement) -> Iterator[TableRow]:
        proven = any(cell and cell[0][1].proof for row in grid.rows for cell in row.cells)
        mended = shown(grid, statement) if proven else None
        for number, row in enumerate(grid.rows):
            label = self._spliced(row.number, row.label, row.inside) if row.inside else _plain(row.label)
            # A figure that was proven is shown, not the damage.
            cells = [
                self._cell(cell, mended[number][n] if mended and cell[0][1].proof else None)
                if cell
                else self._left_out(row.number, grid.columns[n])
                for n, cell in enumerate(row.cells)
            ]
            yield TableRow(label, cells, row.depth, row.heading, row.total, row.grand)

    def _left_out(self, number: int, column: int) -> Tag | None:
        """What is printed in a cell that is no fact: a reader of the report sees it as in the release."""
        cells = self._release.lines[number - 1].split("\t") if number else []
        text = cells[column].strip() if column < len(cells) else ""
        return Tag("", text, "", (), "", ()) if text else None

    def _cell(self, found: tuple[Entry, ...], as_shown: Shown | None = None) -> Tag:
        """A cell with its figure; `as_shown` is what stands for a cell that was damaged."""
        first = found[0][1]
        if first.figure is None:
            return Tag("", "", "–", tuple(self._tagged(*entry, nil=True) for entry in found), "", ())
        text = _printed(as_shown) if as_shown is not None else first.text
        return self._tag(_with_unit(text) if first.concept.type == "percent" else text, found)

    # Prose ---------------------------------------------------------------------------------------------

    def prose(self) -> Iterator[list[Piece]]:
        """The lines with sentences that are read, in their order."""
        for number in sorted(self._said):
            yield self._spliced(number, self._release.lines[number - 1], self._said[number])

    def _spliced(self, number: int, text: str, found: Sequence[Entry]) -> list[Piece]:
        """A text with its figures tagged. Figures are placed by their columns in the release's line."""
        line = self._release.lines[number - 1]
        line = line.rstrip("\t") if text == line else line.partition("\t")[0]
        by_place: dict[tuple[int, str], list[tuple[str, Printed]]] = {}
        for entry in found:
            by_place.setdefault((entry[1].place.column, entry[1].text), []).append(entry)
        pieces: list[Piece] = []
        done = 0
        for (column, printed), entries in sorted(by_place.items()):
            pieces.append(_plain(line[done : column - 1]))
            pieces.append(self._tag(printed, entries))
            done = column - 1 + len(printed)
        pieces.append(_plain(line[done:]))
        return pieces

    # Tags ----------------------------------------------------------------------------------------------

    def _tag(self, shown: str, found: Sequence[Entry]) -> Tag:
        digits = _DIGITS.search(shown)
        before, middle, after = ("", shown, "") if digits is None else _around(shown, digits)
        if len(found) == 1 and self._is_fact(*found[0]):
            ((fact_id, printed),) = found
            only = self._tagged(fact_id, printed, shown)
            return Tag(before, middle, after, (only,), "", tuple(self._marks.get(fact_id, ())))
        facts = {fact_id for fact_id, printed in found if self._is_fact(fact_id, printed)}
        told = [entry for entry in found if entry[0] in facts or self._is_unlike(*entry)]
        marks = tuple(dict.fromkeys(mark for fact_id, _ in told for mark in self._marks.get(fact_id, ())))
        tagged = tuple(
            self._tagged(fact_id, printed, shown, repeated=fact_id not in facts)
            for fact_id, printed in found
            if fact_id in facts or (not self._is_unlike(fact_id, printed) and _says(shown, printed))
        )
        repeats = "" if tagged else found[0][0]
        return Tag(before, middle, after, tagged, repeats, marks)

    def _is_fact(self, fact_id: str, printed: Printed) -> bool:
        """Whether this is the printing that the fact is taken from; a proven figure's is its own cell."""
        first = self._facts[fact_id].places[0]
        if fact_id in self._tagged_once or first not in (printed.place, printed.cell):
            return False
        self._tagged_once.add(fact_id)
        return True

    def _is_unlike(self, fact_id: str, printed: Printed) -> bool:
        return (printed.place, fact_id) in self._unlike

    def _tagged(
        self, fact_id: str, printed: Printed, shown: str = "", *, nil: bool = False, repeated: bool = False
    ) -> FactTag:
        fact, figure = self._facts[fact_id], printed.figure
        if repeated:
            number = self._repeats[fact_id] = self._repeats.get(fact_id, 1) + 1
            fact_id = f"{fact_id}.{number}"
        unit = fact.unit.id if fact.unit is not None else ""
        if figure is None:
            return FactTag(fact_id, fact.concept.qname, fact.context.id, unit, nil, None, 0, False, False)
        return FactTag(
            fact_id,
            fact.concept.qname,
            fact.context.id,
            unit,
            nil,
            figure.decimals,
            _scale(shown, figure),
            figure.value < 0,
            not _DIGITS.search(shown),
        )


def _around(shown: str, digits: re.Match[str]) -> tuple[str, str, str]:
    return shown[: digits.start()], digits[0], shown[digits.end() :]


def _scale(shown: str, figure: Figure) -> int:
    """The power of ten that the shown digits are counted in."""
    return len(shown.partition(".")[2].rstrip(")% ")) - figure.decimals


def _says(shown: str, printed: Printed) -> bool:
    """Whether the shown digits are those of the figure; those of a cell that was damaged need not be."""
    digits, figure = _DIGITS.search(shown), printed.figure
    if figure is None or digits is None:
        return figure is not None and figure.value == 0
    return Decimal(digits[0].replace(",", "")).scaleb(_scale(shown, figure)) == abs(figure.value)


def _printed(shown: Shown) -> str:
    """A figure as a release would print it: in brackets where it is negative."""
    value = shown.value.scaleb(-_PERCENT) if shown.percent else shown.value
    text = f"{abs(value):,.{shown.places}f}"
    return f"({text})" if value < 0 else text


def _with_unit(text: str) -> str:
    """A percentage that says so in its own cell, in a table of other units."""
    digits = _DIGITS.search(text)
    return text if digits is None or "%" in text else f"{text[: digits.end()]}%{text[digits.end() :]}"


def _plain(text: str) -> str:
    """Text without marks of emphasis; cells of a row are parted by a dash."""
    return _TABS.sub(" – ", _TAG.sub("", text))
