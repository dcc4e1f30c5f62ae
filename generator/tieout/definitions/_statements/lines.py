"""Reads the lines of a statement: from nested YAML to a flat list, with concepts and captions."""

from dataclasses import replace

from tieout.definitions._statements.captions import BALANCE_AT, known_by, label_role, stated_captions
from tieout.definitions._statements.derived import kinds_of
from tieout.definitions._statements.scope import Draft, Group, Scope
from tieout.definitions._yaml import Key
from tieout.definitions.models import LineModel
from tieout.definitions.taxonomy import Concept, Line, Members


class Lines:
    """The lines read so far, in order, and the groups in which they are nested, by number."""

    def __init__(self, scope: Scope, scheme: str, language: str) -> None:
        """`scheme` is that of the entity's identifier, `language` that of the company's releases."""
        self._scope = scope
        self._scheme = scheme
        self._language = language
        self.drafts: list[Draft] = []
        self.groups: list[list[int | Group]] = []

    def read(self) -> None:
        """Reads the lines of the file."""
        self._walk(self._scope.model.lines, ("lines",), None, None, self._open_group())
        self._caption()

    def _open_group(self) -> int:
        self.groups.append([])
        return len(self.groups) - 1

    def _walk(
        self, models: list[LineModel], path: Key, parent: int | None, table: str | None, group: int
    ) -> None:
        for position, model in enumerate(models):
            here = (*path, position)
            if model.scheme not in (None, self._scheme):
                continue
            in_table = model.table or table
            if in_table is not None and in_table not in self._scope.model.tables:
                self._scope.say(
                    "unknown-table", f"no table is called {in_table!r}", "Name it under `tables`.", here
                )
            below = parent
            if model.heading or model.concept or model.total:
                index = self._add(model, here, parent, in_table, group)
                if model.heading:
                    below = index
            if model.lines:
                inner = self._open_group()
                self.groups[group].append(Group(inner))
                self._walk(model.lines, (*here, "lines"), below, in_table, inner)

    def _add(
        self, model: LineModel, path: Key, parent: int | None, table: str | None, group: int
    ) -> int | None:
        name = model.heading or model.concept or model.total or ""
        concept = self._scope.concept(name, path)
        if concept is None:
            return None
        if concept.abstract != bool(model.heading) or (model.heading and concept.type != "heading"):
            self._scope.say(
                "wrong-type",
                f"{name} is a {concept.type}: it cannot be used so",
                "Use another concept.",
                path,
            )
            return None
        index = len(self.drafts)
        line = Line(
            index=index,
            concept=concept,
            parent=parent,
            heading=bool(model.heading),
            label_role=label_role(model),
            label=model.label,
            captions=(),
            negated=model.negated,
            at=BALANCE_AT[model.as_of] if model.as_of else None,
            members=self._members(model, path),
            inside=self._inside(model, path),
            nil_when_blank=model.blank == "nil",
            note=model.note,
            value=model.value,
            table=table,
            within=model.within,
            place=self._scope.document.place(path),
            optional=model.optional,
        )
        self.drafts.append(Draft(line, model, path, group, "total" if model.total else "line"))
        if not model.heading:
            self.groups[group].append(index)
            self._derive(line, model, path, group)
        return index

    def _caption(self) -> None:
        """Gives each line its captions. That needs all lines of the statement."""
        own = [draft for draft in self.drafts if draft.kind != "derived"]
        known = known_by([(draft.model, draft.line) for draft in own], self._language)
        for draft, captions in zip(own, known, strict=True):
            draft.line = replace(draft.line, captions=captions, stated=stated_captions(draft.model))

    def _derive(self, line: Line, model: LineModel, path: Key, group: int) -> None:
        """Adds lines for the concepts derived from a line's,
        below it; no total sums them, and no caption names them.
        """
        for kind in kinds_of(model, self._scope.model.tables.get(line.table or "")):
            concept = self._scope.concepts[self._scope.derived.name(line.concept.name, kind)]
            draft = replace(
                line,
                index=len(self.drafts),
                concept=concept,
                label_role="label",
                label=None,
                negated=False,
                at=None,
                inside={},
                nil_when_blank=False,
                note=None,
                table=None,
            )
            self.drafts.append(Draft(draft, model, path, group, "derived"))

    def _members(self, model: LineModel, path: Key) -> Members:
        for axis, member in model.members.items():
            self._scope.check_member(axis, member, (*path, "members", axis))
        return tuple(sorted(model.members.items()))

    def _inside(self, model: LineModel, path: Key) -> dict[str, tuple[Concept, ...]]:
        inside = {}
        for placeholder, names in model.parenthetical.items():
            here = (*path, "parenthetical", placeholder)
            found = [self._scope.concept(n, here) for n in ([names] if isinstance(names, str) else names)]
            inside[placeholder] = tuple(c for c in found if c is not None)
        return inside
