"""Writes a draft as the YAML that a person goes on with: its statements and concepts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tieout.definitions import Concept
from tieout.draft.identities import Held
from tieout.draft.make import Draft
from tieout.draft.model import Line, Part
from tieout.draft.sheeted import Across, Sheeted
from tieout.draft.text import document

# A column of headings, each above the next, would nest without end; no statement nests so deeply.
_DEEPEST = 12
_FILES = {"heading": "headings", "member": "members"}
_BALANCE_AT = {"start": "opening", "end": "closing"}


def files(draft: Draft, schemas: str | None) -> Iterator[tuple[str, str]]:
    """The files of a draft beside company.yaml, as (name, text).

    `schemas` is where their schemas stand, seen from the company's folder; None where there are none.
    """

    def text(value: Mapping[str, object], schema: str) -> str:
        named = (schema_line(f"../{schemas}", schema),) if schemas is not None else ()
        return document(value, *named)

    for one in draft.statements:
        yield f"statements/{one.file}.yaml", text(_statement(one), "statement")
        if one.inside:
            yield f"statements/{one.file}-parenthetical.yaml", text(_parenthetical(one), "statement")
    by_file: dict[str, dict[str, object]] = {}
    for name, concept in draft.concepts.items():
        by_file.setdefault(_FILES.get(concept.type, "lines"), {})[name] = _concept(concept)
    for file, concepts in sorted(by_file.items()):
        yield f"concepts/{file}.yaml", text({"concepts": concepts}, "concepts")


def schema_line(folder: str, schema: str) -> str:
    """The comment by which an editor finds a file's schema."""
    return f"yaml-language-server: $schema={folder}/{schema}.schema.json"


def _concept(concept: Concept) -> dict[str, object]:
    said: dict[str, object] = {"type": concept.type}
    if concept.balance:
        said["balance"] = concept.balance
    if not concept.abstract:
        said["period-type"] = concept.period
    if concept.unit:
        said["unit"] = concept.unit
    said |= {"label": concept.label, "doc": concept.doc, "align": "none"}
    if concept.element is not None:
        prefix, _, name = concept.element.partition(":")
        target = name if prefix == "us-gaap" else concept.element
        said["align"] = "exact" if concept.relation == "exact" else {concept.relation: target}
    return said


def _statement(one: Sheeted) -> dict[str, object]:
    said: dict[str, object] = {
        "statement": one.name,
        "sort": one.sort,
        "role-type": one.kind,
        "title": one.title,
        "root": one.root,
        "foots": "exactly" if one.exact else "within-rounding",
    }
    if one.table != "StatementTable":
        said |= {"hypercube": one.table, "line-items": one.line_items}
    if one.axes:
        said["axes"] = one.axes
    said["tables"] = one.tables
    said["lines"] = list(_Lines(one).nested())
    one.used.clear()
    one.written.clear()
    one.others.clear()
    if relations := [said for said in _relations(one) if said["relation"] not in one.left_out]:
        said["relations"] = relations
    return said


def _parenthetical(one: Sheeted) -> dict[str, object]:
    names = dict.fromkeys(concept.name for concept in one.inside)
    return {
        "statement": f"{one.name}Parenthetical",
        "sort": one.sort + 1,
        "role-type": one.kind,
        "title": one.parenthetical,
        "root": one.root,
        "lines": [{"concept": name} for name in names],
    }


class _Lines:
    """The lines of a statement as YAML, nested by its headings."""

    def __init__(self, one: Sheeted) -> None:
        self._one = one
        self._drafted = one.drafted

    def nested(self) -> Iterator[dict[str, object]]:
        """The groups of lines, one for each printed table."""
        sheet_of = self._drafted.group.sheet_of
        for number, name in enumerate(self._one.tables):
            at = [index for index, sheet in enumerate(sheet_of) if sheet == number]
            if at:
                yield {"table": name, "lines": list(self._between(at[0], at[-1]))}

    def _between(self, first: int, last: int, depth: int = 0) -> Iterator[dict[str, object]]:
        ends = {
            span.heading: span.last
            for span in reversed(self._drafted.outline.spans)
            if span.heading is not None
        }
        index = first
        while index <= last:
            line = self._drafted.lines[index]
            if line.entry.heading and not line.blank and line.concept is not None:
                end = min(ends.get(index, index), last) if depth < _DEEPEST else index
                caption = self._one.captions.get(index, line.entry.caption)
                said: dict[str, object] = {"heading": line.concept.name, "caption": caption}
                said |= _in_caption(line)
                inner = list(self._between(index + 1, end, depth + 1))
                if inner:
                    said["lines"] = inner
                yield said
                index = end + 1
            else:
                yield self._line(index, line)
                index += 1

    def _line(self, index: int, line: Line) -> dict[str, object]:
        assert line.concept is not None
        parts = self._one.settled.sums.get(index)
        said: dict[str, object] = {"total" if parts else "concept": line.concept.name}
        if (name := self._one.ids.get(index)) is not None:
            said["id"] = name
        said["caption"] = self._one.captions.get(index, line.entry.caption)
        if line.negated:
            said["negated"] = True
        if line.at is not None:
            said["as-of"] = _BALANCE_AT[line.at]
        if not line.changes and any("change" in table for table in self._one.tables.values()):
            said["changes"] = False
        if line.entry.within is not None:
            said["within"] = line.entry.within
        if line.blank:
            said["blank"] = "nil"
        if line.members:
            said["members"] = dict(line.members)
        said |= _in_caption(line)
        if parts:
            said["of"] = self._of(line, parts)
        return said

    def _of(self, whole: Line, parts: Sequence[Part]) -> object:
        names = {self._one.part_name(whole, part.line): part.weight for part in parts}
        return names if any(part.stated for part in parts) else list(names)


def _in_caption(line: Line) -> dict[str, object]:
    """The concepts of the amounts in a line's caption, by their names there."""
    if not line.inside:
        return {}
    names = {name: [concept.name for concept in concepts] for name, concepts in line.inside}
    return {"parenthetical": {name: of[0] if len(of) == 1 else of for name, of in names.items()}}


def _relations(one: Sheeted) -> Iterator[dict[str, object]]:
    lines = one.drafted.lines
    # A sum that two tables print, for the quarter and for the year to date, is one relation.
    said: list[dict[str, object]] = []
    for kind, found in (("sum", one.settled.relations), ("roll-forward", one.settled.rolls)):
        for index, parts in found.items():
            total = lines[index]
            assert total.concept is not None
            # Balances of one day are related on that day, whatever period the table is of.
            one_day = len({total.at, *(lines[part.line].at for part in parts)}) == 1
            relates: dict[str, object] = {
                "result": _term(total, None, dated=not one_day),
                "parts": [_term(lines[part.line], part.weight, dated=not one_day) for part in parts],
                **dict.fromkeys(one.settled.limits.get(index, ()) if kind == "sum" else (), True),
            }
            if one.exact and (sum_ := one.drafted.outline.totals.get(index)) is not None and sum_.loose:
                relates["foots"] = "within-rounding"
            if relates in said:
                continue
            said.append(relates)
            name = one.relation_name(total.concept.name, kind)
            if kind == "sum":
                one.written[name] = index
            yield {"relation": name, "says": one.says(kind, total.concept), **relates}
    for first, second in one.settled.equal:
        a, b = lines[first].concept, lines[second].concept
        assert a is not None and b is not None
        yield {
            "relation": one.relation_name(a.name, "equal"),
            "says": one.says("equal", a, b),
            "result": _term(lines[first], None),
            "parts": [_term(lines[second], None)],
        }
    for held in one.identities:
        yield _identity(one, held)
    for row in one.across:
        relates = _across(one, row)
        if relates not in said:
            said.append(relates)
            concept = lines[row.line].concept
            assert concept is not None
            yield {
                "relation": one.relation_name(concept.name, "across"),
                "says": one.says("sum", concept),
                **relates,
            }


def _across(one: Sheeted, row: Across) -> dict[str, object]:
    """What the relation of a row relates whose parts stand side by side, where all of them are reported."""
    line = one.drafted.lines[row.line]
    parts = (replace(line, members=tuple(sorted({*line.members, *part}))) for part in row.parts)
    relates: dict[str, object] = {
        "result": _term(line, None),
        "parts": [_term(part, None) for part in parts],
    }
    if row.exact != one.exact:
        relates["foots"] = "exactly" if row.exact else "within-rounding"
    return relates | {"of-all": True}


def _identity(one: Sheeted, held: Held) -> dict[str, object]:
    """An identity as a relation in YAML: for the whole company, where all that it relates is reported."""
    identity = held.identity
    kind = "equal" if len(identity.parts) == 1 else "sum"
    if identity.opening:
        kind = "roll-forward"
    elif identity.per:
        kind = "quotient"
    result, part = held.concepts[identity.result], held.concepts[identity.parts[0][0]]
    said: dict[str, object] = {
        "relation": one.relation_name(result.name, kind),
        "says": one.says(kind, result, part),
        "result": {"concept": result.name} | ({"as-of": "closing"} if identity.opening else {}),
        "parts": [
            *([{"concept": identity.opening, "as-of": "opening"}] if identity.opening else []),
            *(
                {"concept": name} | ({"weight": weight} if weight < 0 else {})
                for name, weight in identity.parts
            ),
        ],
    }
    if identity.per is not None:
        said["per"] = {"concept": identity.per}
    elif held.exact != one.exact:
        said["foots"] = "exactly" if held.exact else "within-rounding"
    return said | {"of-whole": True, "of-all": True}


def _term(line: Line, weight: int | None, *, dated: bool = True) -> dict[str, object]:
    assert line.concept is not None
    said: dict[str, object] = {"concept": line.concept.name}
    if line.members:
        said["members"] = dict(line.members)
    if line.at is not None and dated:
        said["as-of"] = _BALANCE_AT[line.at]
    if weight is not None and weight < 0:
        said["weight"] = weight
    return said
