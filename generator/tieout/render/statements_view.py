"""The view for the inline report: the defined statements, laid out anew, with each fact tagged.

Inline XBRL 1.1. Tables follow the statements' definitions, in the order of their lines; prose comes from the
release. A fact is tagged under its own id where it is printed most precisely. A printing that agrees with it
is tagged as a duplicate with its own precision; one that differs links to the fact.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from typing import Any

from markupsafe import escape

from tieout.definitions import Company, Members, Statement, first_of
from tieout.facts import Context, FactSet
from tieout.language import language_of
from tieout.layout import Release
from tieout.render import instance_view
from tieout.render.digits import digits_of
from tieout.render.drawn import OPEN, Draw, Macros, pattern
from tieout.render.grid import Grid, Grids
from tieout.render.grid_figures import Shown, shown
from tieout.render.grid_rows import Entry
from tieout.render.inline_tags import Tags
from tieout.render.layout import Layout
from tieout.tie import Accepted

View = dict[str, Any]
_TABS = re.compile(r"\t+")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,100}>")
_PERCENT = -2
# Values whose XML is not for reading: the transformation of what is shown for them, and what is shown.
_FORMS = {
    ("boolean", "true"): ("ixt:fixed-true", "Yes"),
    ("boolean", "false"): ("ixt:fixed-false", "No"),
}


def statements(
    layout: Layout, facts: FactSet, accepted: tuple[Accepted, ...], release: Release, macros: Macros
) -> View:
    """The report as one XHTML document.

    Contexts, rows and paragraphs, of which there may be hundreds of thousands, are markup drawn by `macros`.
    """
    company = layout.definition.company
    name = first_of(company.name)
    shared = instance_view.instance(layout, facts, accepted)
    view = _Statements(
        facts,
        release,
        company,
        Tags(facts, shared["footnotes"], macros.tag, comma=language_of(company).own_form.decimal == ","),
        macros.row,
    )
    return {
        **shared,
        "contexts": contexts(facts.contexts, company, macros.context),
        "schema": f"{layout.stem}.xsd",
        "title": f"{name}, {layout.definition.document_type}, {layout.definition.period.end}",
        "company": name,
        "kind": layout.definition.document_type,
        "remark": layout.definition.remark,
        "languages": company.languages,
        "cover": list(view.cover()),
        "statements": (section for s in company.statements if (section := view.statement(s))),
        "prose": view.prose() if view.speaks else None,
    }


class _Statements:
    """The printed figures of a report by place."""

    def __init__(self, facts: FactSet, release: Release, company: Company, tags: Tags, row: Draw) -> None:
        self._release = release
        self._order = facts.facts
        self._tags = tags
        self._row = cache(partial(_row, row))
        self._grids = Grids(facts, release, company)
        self._said: dict[int, list[Entry]] = {}
        for entry in facts.printed:
            if entry[1].line < 0:
                self._said.setdefault(entry[1].place.line, []).append(entry)

    @property
    def speaks(self) -> bool:
        """Whether any sentences are read."""
        return bool(self._said)

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

    def _rows(self, grid: Grid, statement: Statement) -> Iterator[str]:
        # A figure that was proven is shown, not the damage.
        mended = cache(partial(shown, grid, statement))
        for number, row in enumerate(grid.rows):
            text = row.label
            label = self._label(row.number, text, row.inside) if row.inside else escape(_plain(text))
            cells = [
                self._cell(cell, mended()[number][n] if cell[0][1].proof else None)
                if cell
                else self._left_out(row.number, grid.columns[n])
                for n, cell in enumerate(row.cells)
            ]
            drawn = self._row(len(cells), row.depth, row.heading, row.total, row.grand)
            yield drawn % (label, *cells)

    def _label(self, number: int, text: str, found: Sequence[Entry]) -> str:
        """A label with the figures in it, from all lines over which it is broken."""
        by_line: dict[int, list[Entry]] = {number: []}
        for entry in found:
            by_line.setdefault(entry[1].place.line, []).append(entry)
        return " ".join(self._spliced(line, text, entries) for line, entries in sorted(by_line.items()))

    def _left_out(self, number: int, column: int) -> str:
        """The printed content of a cell that is no fact, shown as in the release."""
        line = self._release.lines[number - 1] if number else ""
        cells = line.split("\t", column + 1)
        text = cells[column].strip() if column < len(cells) else ""
        return self._tags.left_out(text) if text else ""

    def _cell(self, found: tuple[Entry, ...], as_shown: Shown | None = None) -> str:
        """A cell with its figure; `as_shown` replaces that of a damaged cell."""
        first = found[0][1]
        if first.figure is None:
            return self._tags.nil(found)
        text = _printed(as_shown) if as_shown is not None else first.text
        return self._tags.figure(_with_unit(text) if first.concept.type == "percent" else text, found)

    # Prose ---------------------------------------------------------------------------------------------

    def prose(self) -> Iterator[str]:
        """The lines with sentences that are read, in order."""
        for number in sorted(self._said):
            yield self._spliced(number, self._release.lines[number - 1], self._said[number])

    def _spliced(self, number: int, text: str, found: Sequence[Entry]) -> str:
        """A text with its figures tagged. Their columns in the release's line give the positions."""
        line = self._release.lines[number - 1]
        line = line.rstrip("\t") if text == line else line.partition("\t")[0]
        by_place: dict[tuple[int, str], list[Entry]] = {}
        for entry in found:
            by_place.setdefault((entry[1].place.column, entry[1].text), []).append(entry)
        pieces: list[str] = []
        done = 0
        for (column, printed), entries in sorted(by_place.items()):
            pieces += (escape(_plain(line[done : column - 1])), self._tags.figure(printed, entries))
            done = column - 1 + len(printed)
        pieces.append(escape(_plain(line[done:])))
        return "".join(pieces)


def _row(draw: Draw, columns: int, *kind: int) -> str:
    """The pattern of a kind of row, with places for its label and cells."""
    return pattern(draw(OPEN, [OPEN] * columns, *kind))


def contexts(of_facts: Iterable[Context], company: Company, draw: Draw) -> Iterator[str]:
    """The contexts as markup; each kind is drawn once."""

    @cache
    def of(members: Members, instant: bool) -> str:
        """The pattern of contexts with some members, to be filled with id and dates."""
        names = instance_view.qualified(members, company)
        return pattern(draw(OPEN, company.scheme, company.code, "" if instant else OPEN, OPEN, names))

    for context in of_facts:
        period = context.period
        dates = (period.end,) if period.start is None else (period.start, period.end)
        yield of(context.members, period.start is None) % (context.id, *dates)


def _printed(shown: Shown) -> str:
    """A figure as a release prints it: in brackets where it is negative."""
    value = shown.value.scaleb(-_PERCENT) if shown.percent else shown.value
    text = f"{abs(value):,.{shown.places}f}"
    return f"({text})" if value < 0 else text


def _with_unit(text: str) -> str:
    """A percentage with its sign, for a table in other units."""
    digits = digits_of(text, None)
    return text if digits is None or "%" in text else f"{text[: digits.end()]}%{text[digits.end() :]}"


def _plain(text: str) -> str:
    """Text without marks of emphasis; a dash separates the cells of a row."""
    bare = _TAG.sub("", text) if "<" in text else text
    return _TABS.sub(" – ", bare) if "\t" in bare else bare
