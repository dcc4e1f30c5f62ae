"""Compares the contradictions that release.yaml accepts with those that occur."""

from dataclasses import replace
from decimal import Decimal

from tieout.core import Finding, Period
from tieout.definitions import AcceptedException, Members, ReleaseDefinition
from tieout.facts import Fact, FactSet
from tieout.mapping import Printed
from tieout.tie.model import Accepted, Check


class Ledger:
    """The accepted exceptions of one release. Each must occur, and by exactly the stated amount."""

    def __init__(self, definition: ReleaseDefinition, facts: FactSet) -> None:
        """At first no exception has occurred."""
        self._open = list(definition.exceptions)
        self._facts = {
            (fact.concept.name, str(fact.context.period)): fact
            for fact in facts.facts
            if not fact.context.members
        }
        self._by_id = facts.by_id()
        self._seen: dict[tuple[str, str, str, Members], Decimal] = {}
        self.accepted: list[Accepted] = []

    def accept_relation(self, check: Check, *, rounded: bool = False) -> bool:
        """Whether release.yaml accepts a relation that fails; `rounded`: it holds within rounding."""
        made = format(check.computed, "f")
        accepted = self._accept("relation", check.relation, check.total, check.residue, made, 0)
        if accepted and rounded:
            self.accepted[-1] = replace(self.accepted[-1], kind="rounding")
        return accepted

    def accept_repeat(self, fact_id: str, printed: Printed) -> bool:
        """Whether release.yaml accepts a further printing that differs from its fact."""
        fact = self._by_id[fact_id]
        if printed.figure is None or not isinstance(fact.value, Decimal):
            return False
        by = printed.figure.value - fact.value
        subject = f"{printed.statement}/{fact.concept.name}"
        return self._accept("repeat", subject, fact, by, printed.text, printed.place.line)

    def _accept(self, kind: str, subject: str, fact: Fact, by: Decimal, printed: str, line: int) -> bool:
        period = fact.context.period
        key = (kind, subject, str(period), fact.context.members)
        self._seen[key] = by
        for exception in self._open:
            if _key(exception) == key and Decimal(exception.by) == by:
                self._open.remove(exception)
                entry = self._entry(exception, fact, by, period)
                self.accepted.append(replace(entry, printed=printed, line=line))
                return True
        return False

    def _entry(self, exception: AcceptedException, fact: Fact, by: Decimal, period: Period) -> Accepted:
        on = self._facts.get((exception.on, str(period)), fact) if exception.on else fact
        return Accepted(
            kind=exception.kind,
            subject=exception.subject,
            period=period,
            by=by,
            total=fact.id,
            printed="",
            line=0,
            on=on.id,
            why=exception.why,
            definition=exception,
        )

    def left_over(self) -> list[Finding]:
        """Findings for exceptions that did not occur, or occurred by another amount."""
        findings = []
        for exception in self._open:
            by = self._seen.get(_key(exception))
            occurs = f"it is off by {by:,f}" if by is not None else "it does not occur any more"
            findings.append(
                Finding(
                    "tie.exception-stale",
                    f"the accepted exception {exception.subject} for {exception.period}, off by "
                    f"{Decimal(exception.by):,f}, is not what occurs: {occurs}",
                    "Take the entry out of release.yaml, or look at what has changed.",
                    (exception.place,),
                )
            )
        return findings


def _key(exception: AcceptedException) -> tuple[str, str, str, Members]:
    return exception.kind, exception.subject, exception.period, exception.members
