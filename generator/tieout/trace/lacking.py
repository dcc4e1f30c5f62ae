"""Decides whether something that is defined but not printed is an error, since a figure may be lost.

Lines, tables and sentences come and go from quarter to quarter. Nothing is lost if the definition allows
their absence, if the figures are printed elsewhere as precisely, or if every total that they would enter is
printed and holds without them. A sentence may also have been reworded: while any number in prose is unread, a
missing sentence is an error.
"""

from collections.abc import Iterator
from dataclasses import replace

from tieout.core import Finding, Severity, meaning
from tieout.definitions import Company
from tieout.facts import FactSet
from tieout.mapping import Mapped, Missing
from tieout.relations import Bound, Key, bind, figures_of, holds
from tieout.trace.model import Traced


def lacking(mapped: Mapped, facts: FactSet, rows: tuple[Traced, ...], company: Company) -> Iterator[Finding]:
    """The findings of mapping, where something missing by which nothing is lost becomes a notice."""
    known = {one.finding: one for one in mapped.missing}
    prose = any(row.outcome == "unread" and not row.table for row in rows)
    judge = _Judge(facts, company) if known else None
    for finding in mapped.findings:
        one = known.get(finding)
        if one is not None and judge is not None and judge.harmless(one, unread=prose):
            yield replace(finding, severity=Severity.NOTICE)
        else:
            yield finding


class _Judge:
    def __init__(self, facts: FactSet, company: Company) -> None:
        self._company = company
        self._figures = figures_of(facts)
        self._bounds: dict[Key, list[Bound]] = {}
        for bound in bind(company, self._figures):
            self._bounds.setdefault(bound.total, []).append(bound)

    def harmless(self, one: Missing, *, unread: bool) -> bool:
        """Whether nothing is lost; `unread` tells that a number in prose is not read."""
        sentence = meaning(one.finding.code).of == "sentences"
        if sentence and unread:
            return False
        return one.optional or (
            one.keys is not None
            and all(
                self._known(key, one.decimals) or (not sentence and self._spared(key)) for key in one.keys
            )
        )

    def _known(self, key: Key, decimals: int | None) -> bool:
        """Whether a figure is printed elsewhere, as precisely."""
        figure = self._figures.get(key)
        return figure is not None and (decimals is None or figure.decimals >= decimals)

    def _spared(self, key: Key) -> bool:
        """Whether all totals that a figure would enter are printed and hold exactly without it."""
        if key in self._figures:
            return False
        found = list(self._totals(key))
        return bool(found) and all(bound is not None and holds(bound, self._figures) for bound in found)

    def _totals(self, key: Key) -> Iterator[Bound | None]:
        """The exact relations that a figure would enter; None for one whose total is not printed."""
        name, members, period = key
        for statement in self._company.statements:
            for rule in statement.sums if statement.exact else ():
                if any(statement.lines[index].concept.name == name for index, _ in rule.parts):
                    total = statement.lines[rule.total].concept.name
                    bounds = self._bounds.get((total, members, period), ())
                    yield next((b for b in bounds if b.relation == f"{statement.name}/{total}"), None)
            for relation in statement.relations:
                parts = [(term.concept.name, term.members or members) for _, term in relation.parts]
                if relation.exact and relation.per is None and (name, members) in parts:
                    total_of = (relation.total.concept.name, relation.total.members or members, period)
                    yield next((b for b in self._bounds.get(total_of, ()) if b.rule is relation), None)
