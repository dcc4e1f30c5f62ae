"""Resolves the totals of a statement: what each sums, and with which weights."""

from collections.abc import Iterator
from dataclasses import replace

from tieout.definitions._statements.lines import Lines
from tieout.definitions._statements.scope import Draft, Scope, nearest
from tieout.definitions.taxonomy import Relation, Sum, Term


class Sums:
    """Finds the sums of a statement whose lines have been read."""

    def __init__(self, scope: Scope, lines: Lines) -> None:
        self._scope = scope
        self._drafts = lines.drafts
        self._groups = lines.groups
        self._say = scope.say

    def found(self) -> tuple[list[Sum], list[Relation]]:
        """The totals: sums where a calculation linkbase can express them,
        relations where they run over members.
        """
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

    def _over_members(self, draft: Draft, weighted: tuple[tuple[int, int], ...]) -> Relation:
        """A total over members, as a relation:
        one row shows it for every member, without the rule line of a total.
        """
        if draft.line.label_role == "total":
            draft.line = replace(draft.line, label_role="terse" if draft.line.label else "label")
        name = draft.line.concept.name + (f"-{draft.model.id_}" if draft.model.id_ else "")
        lines = [(weight, self._drafts[index].line) for index, weight in weighted]
        return Relation(
            name=name,
            statement=self._scope.model.statement,
            says={
                key: text.rstrip(".") for key, text in (draft.line.label or draft.line.concept.label).items()
            },
            total=Term(draft.line.concept, draft.line.members),
            parts=tuple((weight, Term(line.concept, line.members)) for weight, line in lines),
            per=None,
            plus=0,
            exact=self._scope.model.foots == "exactly",
            every_member=False,
            place=draft.line.place,
        )

    def _listed(self, draft: Draft) -> list[tuple[int, int | None]] | None:
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

    def _of_group(self, draft: Draft) -> list[tuple[int, int | None]] | None:
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
        """The lines that a group's total sums; a nested group counts by its own total, if it has one."""
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

    def _weight(self, total: Draft, part: Draft, given: int | None) -> int:
        """+1 or -1 by the balances (XBRL 2.1, 5.1.1.2), or as stated for the part where these do not decide.

        A total without a balance adds debits and subtracts credits, as in the cash-flow sections of us-gaap.
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
