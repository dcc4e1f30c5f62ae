"""What the sign-off page shows: what became of each printed number, and every relation over them."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from itertools import groupby
from typing import Any

import yaml

from tieout.core import Finding, Period
from tieout.definitions import ReleaseDefinition
from tieout.facts import Fact, FactSet
from tieout.layout import Release
from tieout.mapping import Printed
from tieout.render.labels import Labels
from tieout.render.pictures import Drawing, drawings, svg_of, view_of
from tieout.tie import Check, Tied, loose, unrelated
from tieout.trace import OUTCOMES, Traced

View = dict[str, Any]
Draw = Callable[[View], str]

# Rows of a picture, in pixels: of one bar, of two.
_STEP = {"bridge": 36, "breakdown": 44}
_MANY_LINES = 12


@dataclass(frozen=True, slots=True)
class SignOff:
    """All that is known of a release when its build ends.

    `tied` is None where errors kept figures from being facts. `files` are what was written, none where
    nothing is published.
    """

    definition: ReleaseDefinition
    release: Release
    facts: FactSet
    tied: Tied | None
    traced: tuple[Traced, ...]
    findings: tuple[Finding, ...]
    files: tuple[str, ...] = ()


def signoff(done: SignOff, draw: Draw) -> View:
    """The page. `draw` makes a Vega-Lite specification of a picture's view."""
    definition = done.definition
    company = definition.company
    words = _words()
    inline = (f"{definition.stem}{suffix}" for suffix in (".htm", "-statements.htm"))
    page = _Page(done, next((name for name in inline if name in done.files), ""), words)
    return {
        "languages": company.languages,
        "words": words,
        "company": company.name,
        "kind": definition.document_type,
        "remark": definition.remark,
        "period": _when(definition.period),
        "linked": page.linked,
        "findings": [_finding(finding, done.release.file) for finding in done.findings],
        "remarks": page.remarks(),
        "counts": page.counts(),
        "source": {
            "name": definition.text.name,
            "lines": len(done.release.lines),
            "page": bool(done.release.sources),
            "sha256": hashlib.sha256(definition.text.read_bytes()).hexdigest(),
        },
        "definitions": page.definitions(),
        "files": done.files,
        "coverage": page.coverage(),
        "reasons": page.reasons,
        "pictures": [page.picture(drawing, number, draw) for number, drawing in page.drawings()],
        "groups": page.groups(),
        "recovered": list(page.recovered()),
        "left": page.left(),
        "alone": page.alone(),
        "rough": page.rough(),
        "blocks": page.blocks(),
    }


@cache
def _words() -> dict[str, dict[str, str]]:
    text = resources.files("tieout.render").joinpath("words.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = yaml.safe_load(text)
    return loaded


def _finding(finding: Finding, text: str) -> View:
    """A finding: its lines in the text of the release, and the places that are in other files."""
    own = [place for place in finding.places if place.file == text and place.line]
    return {
        "code": finding.code,
        "message": finding.message,
        "mend": finding.mend,
        "details": finding.details,
        "codes": finding.codes,
        "lines": tuple(dict.fromkeys(place.line for place in own)),
        "places": [str(place) for place in finding.places if place not in own],
    }


class _Page:
    """The parts of the page; a number's reason is told once and has an anchor."""

    def __init__(self, done: SignOff, linked: str, words: dict[str, dict[str, str]]) -> None:
        self.linked = linked
        self._done = done
        self._words = words
        self._company = done.definition.company
        self._labels = Labels(self._company)
        self._facts = done.facts.by_id()
        self._spread = {(p.place.line, p.place.column): (i, p) for i, p in done.facts.printed}
        reasons = Counter((row.outcome, row.reason) for row in done.traced if not row.fact)
        self._numbers = {reason: number for number, reason in enumerate(sorted(reasons), 1)}
        self.reasons = [
            {
                "number": number,
                "outcome": _key(outcome),
                "reason": reason,
                "count": reasons[outcome, reason],
                "lines": self._lines_of(outcome, reason),
            }
            for (outcome, reason), number in self._numbers.items()
        ]

    def _lines_of(self, outcome: str, reason: str) -> list[int]:
        lines = dict.fromkeys(
            row.line
            for row in self._done.traced
            if not row.fact and (row.outcome, row.reason) == (outcome, reason)
        )
        return list(lines)[:_MANY_LINES]

    def remarks(self) -> list[View]:
        """What a person has to know of a release without findings; each leads to where it is told."""
        tied = self._done.tied
        if tied is None:
            return []
        kinds = Counter(entry.kind for entry in tied.accepted)
        tables_alone = self._done.definition.scope == "tables"
        unread = sum(row.outcome == "unread" for row in self._done.traced) if tables_alone else 0
        counts = (
            ("tables-alone", "made", unread),
            ("relations-off", "relations", kinds["relation"]),
            ("printings-off", "relations", kinds["repeat"]),
            ("left-out", "left", len(self.left())),
            ("uncovered", "alone", len(self.alone())),
            ("roughly", "rough", len(self.rough())),
        )
        return [{"word": word, "at": at, "count": count} for word, at, count in counts if count]

    def definitions(self) -> list[dict[str, str]]:
        """What was made of the release was defined here."""
        definition, company = self._done.definition, self._company
        numbers = {
            "concepts": len(company.concepts),
            "statements": len(company.statements),
            "sentences": len(company.sentences),
            "base": company.base_date,
            "readings": len(definition.readings),
            "exceptions": len(definition.exceptions),
        }
        return [
            {key: text.format_map(numbers) for key, text in self._words[word].items()}
            for word in ("defined", "stated-there")
        ]

    def counts(self) -> list[View]:
        """What was built, in figures."""
        done = self._done
        counted = [("facts", len(done.facts.facts)), ("contexts", len(done.facts.contexts))]
        if done.tied is not None:
            counted += [("checked", len(done.tied.checks)), ("exceptions", len(done.tied.accepted))]
        return [{"word": word, "count": f"{count:,}"} for word, count in counted]

    def coverage(self) -> list[View]:
        """How many of the printed numbers became what."""
        counts = Counter(row.outcome for row in self._done.traced)
        total = max(sum(counts.values()), 1)
        return [
            {
                "outcome": _key(outcome),
                "word": _word(outcome),
                "count": f"{counts[outcome]:,}",
                "share": f"{Decimal(counts[outcome]) * 100 / total:.1f}",
            }
            for outcome in OUTCOMES
            if counts[outcome]
        ]

    # Pictures ------------------------------------------------------------------------------------------

    def drawings(self) -> Iterator[tuple[int, Drawing]]:
        """The pictures, numbered; none before figures are facts."""
        if self._done.tied is not None:
            yield from enumerate(drawings(self._done.definition, self._done.facts, self._done.tied), 1)

    def picture(self, drawing: Drawing, number: int, draw: Draw) -> View:
        """A picture in each language, and its figures as a table for those who cannot see it."""
        paired = drawing.kind == "breakdown"
        millions = self._words["millions"]
        accepted = self._done.tied.accepted if self._done.tied is not None else ()
        marked = frozenset(entry.total for entry in accepted if entry.kind == "repeat")
        drawn = {
            key: svg_of(
                draw(
                    view_of(drawing, key, self._labels, marked)
                    | {
                        "paired": paired,
                        "step": _STEP[drawing.kind],
                        "unit": millions.get(key, millions["en"]).replace("{currency}", self._currency(key)),
                    }
                )
            )
            for key in self._company.languages
            if drawing.bars
        }
        rows = [
            {
                "label": self._labels.of(bar.fact.concept),
                "period": _when(bar.fact.context.period),
                "amount": _shown(bar.fact),
                "fact": bar.fact.id,
                "change": bar.change + ("" if bar.printed or not bar.change else "*"),
                "total": bar.kind == "total",
            }
            for bar in drawing.bars
        ]
        return {
            "number": number,
            "title": drawing.title,
            "paired": paired,
            "periods": [
                (kind, _when(next(bar.fact.context.period for bar in drawing.bars if bar.kind == kind)))
                for kind in dict.fromkeys(bar.kind for bar in drawing.bars if paired)
            ],
            "drawn": drawn,
            "marked": any(bar.fact.id in marked for bar in drawing.bars),
            "rows": rows,
        }

    def _currency(self, language: str) -> str:
        code = self._company.currency
        return self._words.get(code, {}).get(language, code)

    # Relations -----------------------------------------------------------------------------------------

    def groups(self) -> list[View]:
        """Every relation: those that are off first, the exceptions next, then by statement."""
        tied = self._done.tied
        if tied is None:
            return []
        accepted = {
            (entry.subject, entry.total): entry for entry in tied.accepted if entry.kind == "relation"
        }
        noted = {(note.check.relation, note.check.total.id) for note in tied.notes}
        titles = {statement.name: statement.title for statement in self._company.statements}
        first: dict[str, list[View]] = {"off": [], "accepted": [], "noted": []}
        others: list[tuple[str, View]] = []
        for check in tied.checks:
            statement = check.relation.partition("/")[0]
            row = self._relation(check)
            entry = accepted.get((check.relation, check.total.id))
            if not check.holds and entry is not None:
                first["accepted"].append(row | {"why": entry.why})
            elif not check.holds:
                first["off"].append(row)
            elif (check.relation, check.total.id) in noted:
                first["noted"].append(row)
            else:
                others.append((statement, row))
        told = [
            {"title": self._words[kind], "kind": kind, "rows": rows} for kind, rows in first.items() if rows
        ]
        told += [
            {"title": titles[statement], "kind": "holds", "rows": [row for _, row in rows]}
            for statement, rows in groupby(others, lambda other: other[0])
        ]
        repeats = [
            {
                "fact": entry.total,
                "label": self._label(self._facts[entry.total]),
                "period": _when(entry.period),
                "line": entry.line,
                "printed": entry.printed,
                "reported": _shown(self._facts[entry.total]),
                "by": _plain(entry.by),
                "why": entry.why,
            }
            for entry in tied.accepted
            if entry.kind == "repeat"
        ]
        if repeats:
            told.insert(
                len(first["off"]) > 0, {"title": self._words["repeats"], "kind": "repeat", "rows": repeats}
            )
        return told

    def _relation(self, check: Check) -> View:
        statement = check.relation.partition("/")[0]
        return {
            "why": None,
            "id": check.relation.replace("/", "-") + "-" + check.total.context.id,
            "fact": check.total.id,
            "label": self._label(check.total, statement),
            "period": _when(check.total.context.period),
            "reported": _shown(check.total),
            "computed": _plain(check.computed),
            "residue": _plain(check.residue),
            "slack": _plain(check.slack) if check.slack else "",
            "parts": [
                {
                    "sign": "+" if weight > 0 else "−",
                    "fact": fact.id,
                    "label": self._label(fact, statement),
                    "value": _shown(fact),
                }
                for weight, fact in check.parts
            ],
            "per": {
                "fact": check.per.id,
                "label": self._label(check.per, statement),
                "value": _shown(check.per),
            }
            if check.per is not None
            else None,
        }

    def _label(self, fact: Fact, statement: str = "") -> dict[str, str]:
        """A fact's label with its members', in each language."""
        label = self._labels.of(fact.concept, statement)
        members = [self._company.concept(member).label for _, member in fact.context.members]
        return {
            key: " – ".join([label[key], *(member[key] for member in members)])
            for key in self._company.languages
        }

    # Numbers -------------------------------------------------------------------------------------------

    def recovered(self) -> Iterator[View]:
        """Each figure that was damaged and is proven."""
        for row in self._done.traced:
            if row.outcome == "recovered":
                _, printed = self._spread.get((row.line, row.column), ("", None))
                fact = self._facts[row.fact]
                yield {
                    "line": row.line,
                    "printed": row.printed,
                    "fact": row.fact,
                    "label": self._label(fact),
                    "period": _when(fact.context.period),
                    "value": _shown(fact),
                    "proof": _proof(printed, row, self._company.languages),
                }

    def left(self) -> list[View]:
        """What was inferred only, set aside by a rule, stated by a person to be no figure, or not read."""
        return [
            {
                "line": row.line,
                "printed": row.printed,
                "outcome": _key(row.outcome),
                "word": _word(row.outcome),
                "row": row.row,
                "head": row.head,
                "reason": row.reason,
            }
            for row in self._done.traced
            if row.outcome in ("inferred", "set aside", "stated", "unread")
        ]

    def alone(self) -> list[View]:
        """The figures that no relation covers: what only a person can look after."""
        tied = self._done.tied
        return [
            {
                "fact": fact.id,
                "label": self._label(fact),
                "period": _when(fact.context.period),
                "value": _shown(fact),
                "lines": [place.line for place in fact.places],
            }
            for fact, _ in (unrelated(self._done.facts, tied.checks) if tied is not None else ())
        ]

    def rough(self) -> list[View]:
        """The figures that relations hold, but not to the last digit, with how far each could be off."""
        if self._done.tied is None:
            return []
        return [
            {
                "fact": held.fact.id,
                "label": self._label(held.fact),
                "period": _when(held.fact.context.period),
                "value": _shown(held.fact),
                "bounds": ["" if bound is None else _plain(bound) for bound in (held.low, held.high)],
                "lines": [place.line for place in held.fact.places],
            }
            for held in loose(self._done.facts, self._company)
        ]

    def blocks(self) -> Iterator[View]:
        """The release's lines, those of a table together."""
        for table, lines in groupby(self._lines(), lambda line: len(line["cells"]) > 1):
            yield {"table": table, "lines": list(lines)}

    def _lines(self) -> Iterator[View]:
        """The lines with each number marked. The first printing of a fact has the fact's anchor."""
        anchored: set[str] = set()
        by_line = {
            number: list(rows)
            for number, rows in groupby(
                sorted(self._done.traced, key=lambda row: (row.line, row.column)), lambda row: row.line
            )
        }
        for number, line in enumerate(self._done.release.lines, 1):
            yield {"number": number, "cells": _cells(self._pieces(line, by_line.get(number, []), anchored))}

    def _pieces(self, line: str, rows: list[Traced], anchored: set[str]) -> Iterator[str | View]:
        done = 0
        for column, found in groupby(rows, lambda row: row.column):
            same = list(found)
            start = max(column - 1, done)
            end = max(start, column - 1 + max(len(row.printed) for row in same))
            yield line[done:start]
            yield self._number(line[start:end], same, anchored)
            done = end
        yield line[done:]

    def _number(self, shown: str, rows: list[Traced], anchored: set[str]) -> View:
        first, *others = ({**self._led(row, anchored), "shown": "⁺"} for row in rows)
        return first | {"shown": shown or "∅", "others": others}

    def _led(self, row: Traced, anchored: set[str]) -> View:
        """Where a number leads. One that is several facts leads to the others by a sign beside it."""
        anchor = row.fact if row.fact not in anchored and row.fact and self._is_anchor(row) else ""
        anchored.add(anchor)
        return {
            "anchor": anchor,
            "outcome": _key(row.outcome),
            "fact": row.fact,
            "reason": self._numbers.get((row.outcome, row.reason), 0),
            "says": _says(row),
        }

    def _is_anchor(self, row: Traced) -> bool:
        places = self._facts[row.fact].places
        return not places or (places[0].line, places[0].column) == (row.line, row.column)


def _cells(pieces: Iterator[str | View]) -> list[list[str | View]]:
    """The pieces of a line by the cells that its tabs make."""
    cells: list[list[str | View]] = [[]]
    for piece in pieces:
        if not isinstance(piece, str):
            cells[-1].append(piece)
            continue
        first, *others = piece.split("\t")
        cells[-1].append(first)
        cells += [[other] for other in others]
    return cells


def _says(row: Traced) -> str:
    return ": ".join(part for part in (row.outcome, row.fact, row.reason) if part)


def _proof(printed: Printed | None, row: Traced, languages: dict[str, str]) -> dict[str, str]:
    proof = dict(printed.proof) if printed is not None else {}
    return {key: proof.get(key, row.reason) for key in languages}


def _key(outcome: str) -> str:
    """An outcome as a class of the page."""
    return outcome.replace(" ", "-")


def _word(outcome: str) -> str:
    """The word for an outcome."""
    return "recovered-number" if outcome == "recovered" else _key(outcome)


def _when(period: Period) -> str:
    """A period for reading, in no language's own form."""
    return str(period.end) if period.start is None else f"{period.start} – {period.end}"


def _shown(fact: Fact) -> str:
    """A fact's value for reading."""
    return f"{fact.value:,f}" if isinstance(fact.value, Decimal) else str(fact.value or "–")


def _plain(amount: Decimal) -> str:
    return f"{amount:,f}"
