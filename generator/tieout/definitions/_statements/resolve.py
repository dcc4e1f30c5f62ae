"""Resolves a statement: its tables, axes and lines, the sums of its totals, and its relations."""

from collections.abc import Sequence

from tieout.core import Finding, Place
from tieout.definitions._statements.derived import Derivations
from tieout.definitions._statements.lines import Lines
from tieout.definitions._statements.relations import Relations
from tieout.definitions._statements.scope import Draft, Scope, finding, members_of
from tieout.definitions._statements.sums import Sums
from tieout.definitions._yaml import Document, Key
from tieout.definitions.models import StatementFile, TableModel
from tieout.definitions.taxonomy import Concept, PrintedTable, Relation, Statement, Sum


class StatementResolver:
    """Resolves one statement file and collects `findings`."""

    def __init__(
        self,
        document: Document,
        model: StatementFile,
        concepts: dict[str, Concept],
        derived: Derivations,
        scheme: str = "",
        language: str = "en",
    ) -> None:
        """`concepts` are those of both layers by name, the derived ones included.

        `scheme` is that of the entity's identifier, `language` that of the company's releases.
        """
        self._scope = Scope(document, model, concepts, derived)
        self._lines = Lines(self._scope, scheme, language)

    @property
    def findings(self) -> list[Finding]:
        """The findings so far."""
        return self._scope.findings

    def resolve(self) -> Statement | None:
        """The statement, or None where a name in it cannot be resolved."""
        model = self._scope.model
        root = self._scope.concept(model.root, ("root",), {"heading"})
        hypercube = self._scope.concept(model.hypercube, ("hypercube",), {"hypercube"})
        items = self._scope.concept(model.line_items, ("line-items",), {"line-items"})
        whole: dict[str, Concept] = {}
        axes = self._axes(whole)
        tables = {name: self._table(name, table) for name, table in model.tables.items()}
        self._lines.read()
        drafts = self._lines.drafts
        if self._scope.findings or root is None or hypercube is None or items is None:
            return None
        sums, relations = Sums(self._scope, self._lines).found()
        others = Relations(self._scope, drafts)
        stated = tuple(others.stated())
        relations += (*stated, *others.of_derived(stated))
        self._check_names(drafts, sums, relations)
        self._check_labels(drafts)
        if self._scope.findings:
            return None
        return Statement(
            name=model.statement,
            sort=model.sort,
            kind=model.role_type,
            title=model.title,
            root=root,
            exact=model.foots == "exactly",
            hypercube=hypercube,
            line_items=items,
            axes=axes,
            whole=whole,
            tables=tables,
            lines=tuple(draft.line for draft in drafts),
            sums=tuple(sums),
            relations=tuple(relations),
            place=self._scope.document.place(("statement",)),
        )

    def _table(self, name: str, model: TableModel) -> PrintedTable:
        path: Key = ("tables", name)
        for key, members in (("members", model.members), ("forecast", model.forecast)):
            for axis, member in members.items():
                self._scope.check_member(axis, member, (*path, key, axis))
        for part, members in model.parts.items():
            for axis, member in members.items():
                self._scope.check_member(axis, member, (*path, "parts", part, axis))
        return PrintedTable(
            name=name,
            statement=self._scope.model.statement,
            caption=model.caption,
            under=model.under,
            dated="columns" if model.columns else "rows",
            by=model.columns or model.rows or "durations",
            unit=model.unit,
            change=model.change,
            periods=tuple(model.periods),
            members=tuple(sorted(model.members.items())),
            forecast=tuple(sorted(model.forecast.items())),
            place=self._scope.document.place(path),
            optional=model.optional,
            parts=tuple((part, tuple(sorted(members.items()))) for part, members in model.parts.items()),
        )

    def _axes(self, whole: dict[str, Concept]) -> tuple[tuple[Concept, tuple[Concept, ...]], ...]:
        """The axes with their members; for each part,
        the member that it belongs to is entered into `whole`.
        """
        axes = []
        for axis_name, tree in self._scope.model.axes.items():
            axis = self._scope.concept(axis_name, ("axes", axis_name), {"axis"})
            members: dict[str, Concept] = {}
            for name, above, path in members_of(tree, ("axes", axis_name)):
                member = self._scope.concept(name, path, {"member"})
                if name in members:
                    self._scope.say("twice", f"{name} is twice on {axis_name}", "Members make a tree.", path)
                if member is not None:
                    members[name] = member
                    if above is not None and above in members:
                        whole[name] = members[above]
            if axis is not None:
                axes.append((axis, tuple(members.values())))
        return tuple(axes)

    def _check_names(self, drafts: Sequence[Draft], sums: list[Sum], relations: list[Relation]) -> None:
        """Checks that each relation and total has a name of its own, since exceptions refer to it."""
        names = {drafts[rule.total].line.concept.name for rule in sums}
        for relation in relations:
            if relation.name in names:
                self._scope.findings.append(
                    finding(
                        "twice", f"two relations are called {relation.name}", "Rename one.", relation.place
                    )
                )
            names.add(relation.name)

    def _check_labels(self, drafts: Sequence[Draft]) -> None:
        seen: dict[tuple[str, str], tuple[dict[str, str], Place]] = {}
        for draft in drafts:
            line = draft.line
            if line.label is None or line.members:
                continue
            key = (line.concept.name, line.label_role)
            if key in seen and seen[key][0] != line.label:
                self._scope.say(
                    "two-labels",
                    f"{line.concept.name} has two {line.label_role} labels in this statement",
                    f"Give one of them: the other is in line {seen[key][1].line}.",
                    draft.path,
                )
            seen[key] = (line.label, line.place)
