"""What the inline report's template shows: the release as a person reads it, each fact tagged in its place.

Inline XBRL 1.1. Tables come from the statements' definitions, in the order of their lines; prose from the
release. A fact is tagged where it is printed most precisely; its other printings lead there. Tagged as well,
they would be duplicates of lesser precision, which an assertion that foots exactly would take for the figure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tieout.core import Figure
from tieout.definitions import Company, Line, PrintedTable, Statement
from tieout.facts import FactSet
from tieout.mapping import Printed
from tieout.release import Release
from tieout.render import instance_view
from tieout.render.layout import Layout
from tieout.tie import Accepted

View = dict[str, Any]

_TABS = re.compile(r"\t+")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,100}>")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_PERCENT = -2


@dataclass(frozen=True, slots=True)
class Tag:
    """A figure within a text: what is shown, with what is around it untagged, and the facts that it is.

    `facts` are nested, outermost first; `repeats` is the id of the fact that it repeats, where it is none.
    """

    before: str
    shown: str
    after: str
    facts: tuple[View, ...]
    repeats: str
    marks: tuple[int, ...]


Piece = str | Tag


def inline(layout: Layout, facts: FactSet, accepted: tuple[Accepted, ...], release: Release) -> View:
    """The report as one XHTML document."""
    company = layout.definition.company
    shared = instance_view.instance(layout, facts, accepted)
    view = _Inline(facts, company, release, shared["footnotes"])
    return {
        **shared,
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
        self._cells: dict[tuple[str, int], list[tuple[str, Printed]]] = {}
        self._said: dict[int, list[tuple[str, Printed]]] = {}
        for fact_id, printed in facts.printed:
            if printed.line < 0:
                self._said.setdefault(printed.place.line, []).append((fact_id, printed))
            else:
                self._cells.setdefault((printed.statement, printed.line), []).append((fact_id, printed))

    def cover(self) -> Iterator[View]:
        """The facts that are no figures, with their labels."""
        for fact in self._order:
            if fact.unit is None and fact.value is not None:
                yield {
                    "label": fact.concept.label["en"],
                    "name": fact.concept.qname,
                    "id": fact.id,
                    "context": fact.context.id,
                    "value": fact.value,
                }

    # Tables --------------------------------------------------------------------------------------------

    def statement(self, statement: Statement) -> View | None:
        """A statement with its printed tables; None where the release prints none."""
        tables = [view for table in statement.tables.values() if (view := self._table(statement, table))]
        if not tables:
            return None
        return {"id": statement.name, "titles": statement.title, "tables": tables}

    def _table(self, statement: Statement, table: PrintedTable) -> View | None:
        lines = [line for line in statement.lines if line.table == table.name]
        cells = [
            (line, fact_id, printed)
            for line in lines
            for fact_id, printed in self._cells.get((statement.name, line.index), ())
        ]
        if not cells:
            return None
        heads: dict[int, str] = {}
        at: dict[tuple[int, int], list[tuple[str, Printed]]] = {}
        inside: dict[int, list[tuple[str, Printed]]] = {}
        for _, fact_id, printed in cells:
            column = self._column(printed)
            if not column:
                inside.setdefault(printed.cell.line, []).append((fact_id, printed))
                continue
            heads.setdefault(column, printed.cell.head)
            cell = at.setdefault((printed.cell.line, column), [])
            # A figure that ran into another cell is shown once, where it belongs.
            if all(fact_id != other for other, _ in cell):
                cell.append((fact_id, printed))
        columns = sorted(heads)
        rows = self._rows_of_lines(lines, cells) if table.dated == "columns" else self._rows_of_dates(cells)
        return {
            "caption": table.caption or statement.title["en"],
            "unit": "" if table.unit == "in-line" else table.unit,
            "heads": [heads[column] for column in columns],
            "rows": [
                {
                    **row,
                    "label": self._spliced(row["line"], row["label"], inside.get(row["line"], [])),
                    "cells": [self._cell(at.get((row["line"], column), [])) for column in columns],
                }
                for row in rows
            ],
        }

    def _column(self, printed: Printed) -> int:
        """The cell of a line that a figure stands in, from 1; 0 within the caption."""
        if not printed.cell.head:
            return 0
        if not printed.cell.column:
            # A line that is printed without figures: its cell is known by its head alone.
            heads = [t.heads for t in self._release.tables if t.line <= printed.cell.line][-1]
            return next(n for n, head in enumerate(heads, 1) if head.text == printed.cell.head)
        return self._release.lines[printed.cell.line - 1][: printed.cell.column - 1].count("\t")

    @staticmethod
    def _rows_of_lines(lines: list[Line], cells: list[tuple[Line, str, Printed]]) -> Iterator[View]:
        """A row for each line, headings included, in the order of the definition."""
        printed_in = {line.index: printed for line, _, printed in cells}
        depth: dict[int, int] = {}
        for line in lines:
            depth[line.index] = depth.get(line.parent, -1) + 1 if line.parent is not None else 0
            printed = printed_in.get(line.index)
            if printed is None and not line.heading:
                continue
            captions = line.captions or (line.concept.label["en"],)
            yield {
                "line": printed.cell.line if printed is not None else 0,
                "label": printed.cell.row if printed is not None else captions[0],
                "depth": min(depth[line.index], 4),
                "heading": line.heading,
                "total": line.label_role in ("total", "negated-total"),
            }

    @staticmethod
    def _rows_of_dates(cells: list[tuple[Line, str, Printed]]) -> Iterator[View]:
        for number in sorted({printed.cell.line for _, _, printed in cells}):
            label = next(printed.cell.row for _, _, printed in cells if printed.cell.line == number)
            yield {"line": number, "label": label, "depth": 0, "heading": False, "total": False}

    def _cell(self, found: list[tuple[str, Printed]]) -> Tag | None:
        """A cell with its figure. A figure that was proven is shown, not the damage."""
        if not found:
            return None
        first = found[0][1]
        if first.figure is None:
            return Tag("", "", "–", tuple(self._tagged(*entry, nil=True) for entry in found), "", ())
        shown = first.text if not first.proof else _printed(first.figure, first.concept.type)
        return self._tag(shown, found)

    # Prose ---------------------------------------------------------------------------------------------

    def prose(self) -> Iterator[list[Piece]]:
        """The lines with sentences that are read, in their order."""
        for number in sorted(self._said):
            yield self._spliced(number, self._release.lines[number - 1], self._said[number])

    def _spliced(self, number: int, text: str, found: list[tuple[str, Printed]]) -> list[Piece]:
        """A text with its figures tagged. Figures are placed by their columns in the release's line."""
        if not found:
            return [_plain(text)]
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

    def _tag(self, shown: str, found: list[tuple[str, Printed]]) -> Tag:
        digits = _DIGITS.search(shown)
        facts = [entry for entry in found if self._is_fact(*entry)]
        repeats = next((fact_id for fact_id, _ in found if not facts), "")
        unlike = [(printed.place, fact_id) in self._unlike for fact_id, printed in found]
        told = facts or [entry for entry, off in zip(found, unlike, strict=True) if off]
        marks = tuple(dict.fromkeys(mark for fact_id, _ in told for mark in self._marks.get(fact_id, ())))
        tagged = tuple(self._tagged(fact_id, printed, shown) for fact_id, printed in facts)
        if digits is None:
            return Tag("", shown, "", tagged, repeats, marks)
        before, after = shown[: digits.start()], shown[digits.end() :]
        return Tag(before, digits[0], after, tagged, repeats, marks)

    def _is_fact(self, fact_id: str, printed: Printed) -> bool:
        """Whether this is the printing that the fact is taken from; a proven figure's is its own cell."""
        first = self._facts[fact_id].places[0]
        if fact_id in self._tagged_once or first not in (printed.place, printed.cell):
            return False
        self._tagged_once.add(fact_id)
        return True

    def _tagged(self, fact_id: str, printed: Printed, shown: str = "", *, nil: bool = False) -> View:
        fact = self._facts[fact_id]
        figure = printed.figure
        places = len(shown.partition(".")[2].rstrip(") "))
        return {
            "name": fact.concept.qname,
            "id": fact_id,
            "context": fact.context.id,
            "unit": fact.unit.id if fact.unit is not None else "",
            "nil": nil,
            "decimals": figure.decimals if figure is not None else None,
            "scale": places - figure.decimals if figure is not None else 0,
            "negative": figure is not None and figure.value < 0,
            "zero": figure is not None and not _DIGITS.search(shown),
        }


def _printed(figure: Figure, concept_type: str) -> str:
    """A figure as a release would print it: in brackets where it is negative."""
    scale = _PERCENT if concept_type == "percent" else max(-figure.decimals, 0)
    text = format(abs(figure.value).scaleb(-scale), f",.{max(figure.decimals + scale, 0)}f")
    return f"({text})" if figure.value < 0 else text


def _plain(text: str) -> str:
    """Text without marks of emphasis; cells of a row are parted by a dash."""
    return _TABS.sub(" – ", _TAG.sub("", text))
