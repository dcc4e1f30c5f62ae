"""Statements resolved: names to concepts, nesting to a flat list of lines, totals to weighted sums."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from rapidfuzz import process

from tieout.core import Finding, Place
from tieout.definitions._captions import BALANCE_AT, known_by, label_role, stated_captions
from tieout.definitions._yaml import Document, Key
from tieout.definitions.models import (
    DerivedModel,
    LineModel,
    MemberTree,
    RelationModel,
    StatementFile,
    TableModel,
    TermModel,
)
from tieout.definitions.taxonomy import (
    Concept,
    Line,
    Members,
    PrintedTable,
    Relation,
    Statement,
    Sum,
    Term,
    TermAt,
)


def finding(code: str, message: str, mend: str, *places: Place) -> Finding:
    """A finding about a definition."""
    return Finding(f"definition.{code}", message, mend, places)


def nearest(name: str, known: list[str] | dict[str, Concept], limit: int = 3) -> str:
    """A mend that names what is nearest to a name that is not known."""
    found = [match for match, score, _ in process.extract(name, list(known), limit=limit) if score >= 60]
    return f"Nearest known: {', '.join(found)}." if found else "Define it, or mend the name."


def _members_of(
    tree: MemberTree, path: Key, above: str | None = None
) -> Iterator[tuple[str, str | None, Key]]:
    """Each member of an axis with the one that it is a part of and its place in the file, a whole first."""
    for index, entry in enumerate(tree.root):
        here = (*path, index)
        if isinstance(entry, str):
            yield entry, above, here
            continue
        for name, parts in entry.items():
            yield name, above, (*here, name)
            yield from _members_of(parts, (*here, name), name)


class Derivations:
    """The concepts that are derived from others, by rules of the base layer."""

    def __init__(self, rules: Mapping[str, DerivedModel]) -> None:
        """`rules` by kind."""
        self._rules = rules
        self._told: set[str] = set()

    def name(self, concept: str, kind: str) -> str:
        """The name of the concept derived so."""
        return concept + self._rules[kind].suffix

    def says(self, base: Concept, kind: str) -> dict[str, str]:
        """The relation between the two in a sentence."""
        return _filled(self._rules[kind].says, base)

    def first(self, name: str) -> bool:
        """Whether a derived concept is met for the first time."""
        first = name not in self._told
        self._told.add(name)
        return first

    def concept(self, base: Concept, kind: str, prefix: str, place: Place) -> Concept:
        """The derived concept, a company's own."""
        rule = self._rules[kind]
        return replace(
            base,
            name=self.name(base.name, kind),
            prefix=prefix,
            type=base.type if rule.type == "same" else rule.type,
            balance=base.balance if rule.type == "same" else None,
            period="duration",
            label=_filled(rule.label, base),
            total=None,
            doc=_filled(rule.doc, base),
            relation="none",
            element=None,
            topic=None,
            derived=(kind, base.name),
            place=place,
            align_place=place,
        )


def _filled(texts: dict[str, str], base: Concept) -> dict[str, str]:
    return {
        key: " ".join(text.replace("{label}", base.label.get(key, base.name)).split())
        for key, text in texts.items()
    }


def kinds_of(model: LineModel, table: TableModel | PrintedTable | None) -> tuple[str, ...]:
    """How the concept of a line has concepts derived from it: as the line says, and its table."""
    if not (model.concept or model.total):
        return ()
    change = table.change if table is not None else None
    return tuple(dict.fromkeys((*model.derive, *((change,) if change else ()))))


@dataclass(frozen=True, slots=True)
class _Group:
    """A group of lines within another, by its number."""

    number: int


@dataclass(slots=True)
class _Draft:
    """A line under construction, with what only its totals need."""

    line: Line
    model: LineModel
    path: Key
    group: int
    kind: str


class StatementResolver:
    """Resolves one statement file; what is wrong is collected in `findings`."""

    def __init__(
        self,
        document: Document,
        model: StatementFile,
        concepts: dict[str, Concept],
        derived: Derivations,
        scheme: str = "",
        language: str = "en",
    ) -> None:
        """`concepts` are those of both layers by name, the derived ones included; `scheme` is of the entity's
        identifier, `language` that of the company's releases.
        """
        self._scheme = scheme
        self._language = language
        self._document = document
        self._model = model
        self._concepts = concepts
        self._derived = derived
        self._drafts: list[_Draft] = []
        self._groups: list[list[int | _Group]] = []
        self.findings: list[Finding] = []

    def resolve(self) -> Statement | None:
        """The statement, or None where a name in it cannot be resolved."""
        model = self._model
        root = self._concept(model.root, ("root",), {"heading"})
        hypercube = self._concept(model.hypercube, ("hypercube",), {"hypercube"})
        items = self._concept(model.line_items, ("line-items",), {"line-items"})
        whole: dict[str, Concept] = {}
        axes = self._axes(whole)
        tables = {name: self._table(name, table) for name, table in model.tables.items()}
        self._walk(model.lines, ("lines",), None, None, self._open_group())
        self._caption()
        if self.findings or root is None or hypercube is None or items is None:
            return None
        sums, relations = self._sums()
        own = (self._relation(index, relation) for index, relation in enumerate(model.relations))
        relations += [relation for relation in own if relation is not None]
        relations += self._of_derived()
        self._check_names(sums, relations)
        self._check_labels()
        if self.findings:
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
            lines=tuple(draft.line for draft in self._drafts),
            sums=tuple(sums),
            relations=tuple(relations),
            place=self._document.place(("statement",)),
        )

    def _say(self, code: str, message: str, mend: str, path: Key) -> None:
        self.findings.append(finding(code, message, mend, self._document.place(path)))

    def _concept(self, name: str, path: Key, types: set[str] | None = None) -> Concept | None:
        concept = self._concepts.get(name)
        if concept is None:
            self._say(
                "unknown-concept", f"{name} is used but not defined", nearest(name, self._concepts), path
            )
        elif types is not None and concept.type not in types:
            self._say(
                "wrong-type",
                f"{name} is a {concept.type}, not a {' or '.join(sorted(types))}",
                "Use another.",
                path,
            )
            return None
        return concept

    def _table(self, name: str, model: TableModel) -> PrintedTable:
        path: Key = ("tables", name)
        for key, members in (("members", model.members), ("forecast", model.forecast)):
            for axis, member in members.items():
                self._check_member(axis, member, (*path, key, axis))
        return PrintedTable(
            name=name,
            statement=self._model.statement,
            caption=model.caption,
            under=model.under,
            dated="columns" if model.columns else "rows",
            by=model.columns or model.rows or "durations",
            unit=model.unit,
            change=model.change,
            periods=tuple(model.periods),
            members=tuple(sorted(model.members.items())),
            forecast=tuple(sorted(model.forecast.items())),
            place=self._document.place(path),
            optional=model.optional,
        )

    def _axes(self, whole: dict[str, Concept]) -> tuple[tuple[Concept, tuple[Concept, ...]], ...]:
        """The axes with their members; what they are parts of is entered into `whole`."""
        axes = []
        for axis_name, tree in self._model.axes.items():
            axis = self._concept(axis_name, ("axes", axis_name), {"axis"})
            members: dict[str, Concept] = {}
            for name, above, path in _members_of(tree, ("axes", axis_name)):
                member = self._concept(name, path, {"member"})
                if name in members:
                    self._say("twice", f"{name} is twice on {axis_name}", "Members make a tree.", path)
                if member is not None:
                    members[name] = member
                    if above is not None and above in members:
                        whole[name] = members[above]
            if axis is not None:
                axes.append((axis, tuple(members.values())))
        return tuple(axes)

    def _open_group(self) -> int:
        self._groups.append([])
        return len(self._groups) - 1

    def _walk(
        self, models: list[LineModel], path: Key, parent: int | None, table: str | None, group: int
    ) -> None:
        for position, model in enumerate(models):
            here = (*path, position)
            if model.scheme not in (None, self._scheme):
                continue
            in_table = model.table or table
            if in_table is not None and in_table not in self._model.tables:
                self._say(
                    "unknown-table", f"no table is called {in_table!r}", "Name it under `tables`.", here
                )
            below = parent
            if model.heading or model.concept or model.total:
                index = self._add(model, here, parent, in_table, group)
                if model.heading:
                    below = index
            if model.lines:
                inner = self._open_group()
                self._groups[group].append(_Group(inner))
                self._walk(model.lines, (*here, "lines"), below, in_table, inner)

    def _add(
        self, model: LineModel, path: Key, parent: int | None, table: str | None, group: int
    ) -> int | None:
        name = model.heading or model.concept or model.total or ""
        concept = self._concept(name, path)
        if concept is None:
            return None
        if concept.abstract != bool(model.heading) or (model.heading and concept.type != "heading"):
            self._say(
                "wrong-type",
                f"{name} is a {concept.type}: it cannot be used so",
                "Use another concept.",
                path,
            )
            return None
        index = len(self._drafts)
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
            place=self._document.place(path),
            optional=model.optional,
        )
        self._drafts.append(_Draft(line, model, path, group, "total" if model.total else "line"))
        if not model.heading:
            self._groups[group].append(index)
            self._derive(line, model, path, group)
        return index

    def _caption(self) -> None:
        """Gives each line what it is known by, once all are known."""
        own = [draft for draft in self._drafts if draft.kind != "derived"]
        known = known_by([(draft.model, draft.line) for draft in own], self._language)
        for draft, captions in zip(own, known, strict=True):
            draft.line = replace(draft.line, captions=captions, stated=stated_captions(draft.model))

    def _derive(self, line: Line, model: LineModel, path: Key, group: int) -> None:
        """The derived concepts of a line are shown below it; no total sums them, no caption names them."""
        for kind in kinds_of(model, self._model.tables.get(line.table or "")):
            concept = self._concepts[self._derived.name(line.concept.name, kind)]
            draft = replace(
                line,
                index=len(self._drafts),
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
            self._drafts.append(_Draft(draft, model, path, group, "derived"))

    def _members(self, model: LineModel, path: Key) -> Members:
        for axis, member in model.members.items():
            self._check_member(axis, member, (*path, "members", axis))
        return tuple(sorted(model.members.items()))

    def _check_member(self, axis: str, member: str, path: Key) -> None:
        if member not in {name for name, _, _ in _members_of(self._model.axes.get(axis, MemberTree([])), ())}:
            self._say(
                "unknown-member",
                f"{member} on {axis} is not among the axes of this statement",
                "List it under `axes`.",
                path,
            )

    def _inside(self, model: LineModel, path: Key) -> dict[str, tuple[Concept, ...]]:
        inside = {}
        for placeholder, names in model.parenthetical.items():
            here = (*path, "parenthetical", placeholder)
            found = [self._concept(n, here) for n in ([names] if isinstance(names, str) else names)]
            inside[placeholder] = tuple(c for c in found if c is not None)
        return inside

    # Sums ------------------------------------------------------------------------------------------

    def _sums(self) -> tuple[list[Sum], list[Relation]]:
        """The totals: sums where a calculation can say them, relations where they run over members."""
        sums: list[Sum] = []
        relations: list[Relation] = []
        for draft in self._drafts:
            if draft.kind != "total":
                continue
            parts = self._listed(draft) if draft.model.of is not None else self._of_group(draft)
            if parts is None:
                continue
            if not parts:
                self._say(
                    "empty-total",
                    f"{draft.line.concept.name} is a total without lines",
                    "Give it lines.",
                    draft.path,
                )
                continue
            weighted = tuple((part, self._weight(draft, self._drafts[part], given)) for part, given in parts)
            if all(self._drafts[part].line.members == draft.line.members for part, _ in parts):
                sums.append(Sum(draft.line.index, weighted, draft.line.place))
            else:
                relations.append(self._over_members(draft, weighted))
        return sums, relations

    def _over_members(self, draft: _Draft, weighted: tuple[tuple[int, int], ...]) -> Relation:
        """A total over members. One row shows it with every member: it has no total's rule line."""
        if draft.line.label_role == "total":
            draft.line = replace(draft.line, label_role="terse" if draft.line.label else "label")
        name = draft.line.concept.name + (f"-{draft.model.id_}" if draft.model.id_ else "")
        lines = [(weight, self._drafts[index].line) for index, weight in weighted]
        return Relation(
            name=name,
            statement=self._model.statement,
            says={
                key: text.rstrip(".") for key, text in (draft.line.label or draft.line.concept.label).items()
            },
            total=Term(draft.line.concept, draft.line.members),
            parts=tuple((weight, Term(line.concept, line.members)) for weight, line in lines),
            per=None,
            plus=0,
            exact=self._model.foots == "exactly",
            every_member=False,
            place=draft.line.place,
        )

    def _of_derived(self) -> Iterator[Relation]:
        """What each derived concept has to be equal to: told once, by the first statement that shows it."""
        for draft in self._drafts:
            concept = draft.line.concept
            if draft.kind != "derived" or concept.derived is None or not self._derived.first(concept.name):
                continue
            kind, of = concept.derived
            base = self._concepts[of]
            instant = base.period == "instant"
            now = Term(base, (), "end" if instant else None)
            before = Term(base, (), "start" if instant else "year-before")
            if kind == "movement" and not instant:
                self._say("mixed-periods", f"{of} is a duration: it has no movement", "Drop it.", draft.path)
            yield Relation(
                name=concept.name,
                statement=self._model.statement,
                says={key: text.rstrip(".") for key, text in self._derived.says(base, kind).items()},
                total=Term(concept),
                parts=((1, now),) if kind == "growth" else ((1, now), (-1, before)),
                per=before if kind == "growth" else None,
                plus=1 if kind == "growth" else 0,
                exact=self._model.foots == "exactly" and kind != "growth",
                every_member=True,
                place=draft.line.place,
            )

    def _relation(self, index: int, model: RelationModel) -> Relation | None:
        path: Key = ("relations", index)
        named: list[Key] = [("result",), *(("parts", position) for position in range(len(model.parts)))]
        models: list[TermModel] = [model.result, *model.parts]
        if model.per is not None:
            named.append(("per",))
            models.append(model.per)
        terms = []
        for term, inner in zip(models, named, strict=True):
            resolved = self._term(term, (*path, *inner))
            if resolved is not None:
                terms.append(resolved)
        if len(terms) < len(named):
            return None
        if len({term.concept.type for term in terms}) > 1 and model.per is None:
            self._say("mixed-types", f"{model.relation} relates amounts of different types", "Mend it.", path)
        if model.less_one and model.per is None:
            self._say("no-quotient", f"{model.relation} has less-one without `per`", "Say `per`.", path)
        periods = {term.concept.period for term in terms if term.at is None}
        if len(periods) > 1 or ("instant" in periods and any(term.at in ("start", "end") for term in terms)):
            self._say(
                "mixed-periods",
                f"{model.relation} relates a balance and a flow",
                "Say `as-of: opening` or `as-of: closing` of the balances.",
                path,
            )
        weights = [part.weight for part in model.parts]
        return Relation(
            name=model.relation,
            statement=self._model.statement,
            says=model.says,
            total=terms[0],
            parts=tuple(zip(weights, terms[1 : len(weights) + 1], strict=True)),
            per=terms[-1] if model.per is not None else None,
            plus=1 if model.less_one else 0,
            exact=(model.foots or self._model.foots) == "exactly" and model.per is None,
            every_member=not any(term.members for term in terms),
            place=self._document.place(path),
        )

    def _term(self, model: TermModel, path: Key) -> Term | None:
        concept = self._concept(model.concept, (*path, "concept"))
        for axis, member in model.members.items():
            self._check_member(axis, member, (*path, "members", axis))
        if concept is None:
            return None
        if not concept.numeric:
            self._say("wrong-type", f"{concept.name} has no figures", "Relate numbers.", (*path, "concept"))
            return None
        if concept.period == "duration" and model.as_of is not None:
            self._say(
                "wrong-type", f"{concept.name} is a duration: it has no {model.as_of}", "Drop `as-of`.", path
            )
        return Term(concept, tuple(sorted(model.members.items())), _term_at(model))

    def _check_names(self, sums: list[Sum], relations: list[Relation]) -> None:
        """Exceptions name a relation or a total: within a statement each name is there once."""
        names = {self._drafts[rule.total].line.concept.name for rule in sums}
        for relation in relations:
            if relation.name in names:
                self.findings.append(
                    finding(
                        "twice", f"two relations are called {relation.name}", "Rename one.", relation.place
                    )
                )
            names.add(relation.name)

    def _listed(self, draft: _Draft) -> list[tuple[int, int | None]] | None:
        of = draft.model.of or []
        named = dict(of) if isinstance(of, dict) else dict.fromkeys(of)
        parts: list[tuple[int, int | None]] = []
        for name, weight in named.items():
            by_id = [d for d in self._drafts if d.model.id_ == name and d.kind != "derived"]
            by_name = [
                d
                for d in self._drafts
                if d.line.concept.name == name and d.line.members == draft.line.members and not d.line.heading
            ]
            found = by_id or by_name
            if len({(d.line.concept.name, d.line.members) for d in found}) != 1:
                names = [d.model.id_ or d.line.concept.name for d in self._drafts if not d.line.heading]
                what = "no line of this statement" if not found else "more than one line"
                self._say("unknown-part", f"{name} names {what}", nearest(name, names), (*draft.path, "of"))
                return None
            parts.append((found[0].line.index, weight))
        return parts

    def _of_group(self, draft: _Draft) -> list[tuple[int, int | None]] | None:
        rivals = [
            d
            for d in self._drafts
            if d.group == draft.group and d.kind == "total" and d.model.of is None and d is not draft
        ]
        if rivals:
            self._say(
                "two-totals",
                f"{draft.line.concept.name} and {rivals[0].line.concept.name} both total one group",
                "Nest the lines of the first in a group of their own, or say `of`.",
                draft.path,
            )
            return None
        return [(index, None) for index in self._results(draft.group) if index != draft.line.index]

    def _results(self, group: int) -> Iterator[int]:
        """The lines that a group's total sums: each nested group counts by its own total, if it has one."""
        for entry in self._groups[group]:
            if isinstance(entry, int):
                draft = self._drafts[entry]
                if (
                    not (draft.kind == "total" and draft.model.of is not None)
                    and not draft.line.nil_when_blank
                ):
                    yield entry
                continue
            total = next(
                (
                    d.line.index
                    for d in self._drafts
                    if d.group == entry.number and d.kind == "total" and d.model.of is None
                ),
                None,
            )
            if total is not None:
                yield total
            else:
                yield from self._results(entry.number)

    def _weight(self, total: _Draft, part: _Draft, given: int | None) -> int:
        """+1 or -1 as the balances say (XBRL 2.1, 5.1.1.2); a part's own word where they are silent.

        A total without balance takes debits in and credits out: the cash-flow sections of us-gaap.
        """
        above, below = total.line.concept, part.line.concept
        stated = given if given is not None else part.model.weight
        if above.period != below.period:
            self._say(
                "mixed-periods",
                f"{above.name} is a {above.period}, its part {below.name} a {below.period}",
                "A sum holds concepts of one period type.",
                total.path,
            )
        if above.balance and below.balance and above.name != below.name:
            decided = 1 if above.balance == below.balance else -1
            if stated is not None and stated != decided:
                self._say(
                    "balance-weight",
                    f"{below.name} ({below.balance}) cannot enter {above.name} ({above.balance}) "
                    f"with weight {stated:+d}",
                    f"Its balance gives {decided:+d}: drop the weight, or mend a balance.",
                    part.path if given is None else (*total.path, "of"),
                )
            return decided
        if stated is not None:
            return stated
        return -1 if not above.balance and below.balance == "credit" else 1

    def _check_labels(self) -> None:
        seen: dict[tuple[str, str], tuple[dict[str, str], Place]] = {}
        for draft in self._drafts:
            line = draft.line
            if line.label is None or line.members:
                continue
            key = (line.concept.name, line.label_role)
            if key in seen and seen[key][0] != line.label:
                self._say(
                    "two-labels",
                    f"{line.concept.name} has two {line.label_role} labels in this statement",
                    f"Give one of them: the other is in line {seen[key][1].line}.",
                    draft.path,
                )
            seen[key] = (line.label, line.place)


def _term_at(model: TermModel) -> TermAt | None:
    """When a term is of, as later steps call it."""
    if model.as_of is not None:
        return "start" if model.as_of == "opening" else "end"
    return "year-before" if model.period == "year-earlier" else model.period


def false_alarms(statements: tuple[Statement, ...]) -> Iterator[Finding]:
    """Calculations that would find a correct segment inconsistent.

    A calculation binds in every dimensional context (XBRL 2.1, 5.2.5.2). Where lines with members report a
    total and some, but not all, of its parts under the same members, it raises an alarm over correct facts.
    """
    reported: dict[Members, dict[str, Line]] = {}
    for statement in statements:
        for line in statement.lines:
            if line.members and not line.heading:
                reported.setdefault(line.members, {}).setdefault(line.concept.name, line)
    for statement in statements:
        for total in statement.sums:
            name = statement.lines[total.total].concept.name
            parts = [statement.lines[index].concept.name for index, _ in total.parts]
            for members, lines in reported.items():
                there = [part for part in parts if part in lines]
                if name in lines and there and len(there) < len(parts):
                    yield finding(
                        "false-alarm",
                        f"{name} and {', '.join(there)} are reported for "
                        f"{', '.join(member for _, member in members)}, the other parts of the total "
                        "are not: its calculation would call correct facts inconsistent",
                        "Let the total sum concepts that are not reported for a member (`of`).",
                        total.place,
                        lines[name].place,
                    )
