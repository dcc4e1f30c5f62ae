"""Lists below the release: numbers to look at one by one, and reasons why others are no facts."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from tieout.facts import Fact
from tieout.mapping import Printed
from tieout.render.proof.model import SignOff
from tieout.render.proof.texts import Namer, Texts, key_of, plain, shown, when, word_of
from tieout.tie import Loose, loose, unrelated
from tieout.trace import Traced

View = dict[str, Any]

_MANY_LINES = 12


class Listed:
    """Lists of numbers, each with its line."""

    def __init__(self, done: SignOff) -> None:
        self._done = done
        self._namer = Namer(done.definition.company)

    def reasons(self) -> list[View]:
        """The reasons why numbers are no facts, each once, with its places."""
        lines: dict[tuple[str, str], dict[int, None]] = {}
        counts = Counter((row.outcome, row.reason) for row in self._done.traced if not row.fact)
        for row in self._done.traced:
            if not row.fact:
                lines.setdefault((row.outcome, row.reason), {})[row.line] = None
        return [
            {
                "number": number,
                "outcome": key_of(outcome),
                "reason": reason,
                "count": counts[outcome, reason],
                "lines": list(lines[outcome, reason])[:_MANY_LINES],
            }
            for number, (outcome, reason) in enumerate(sorted(counts), 1)
        ]

    def recovered(self) -> Iterator[View]:
        """The damaged figures that are proven."""
        facts = self._done.facts.by_id()
        spread = {(p.place.line, p.place.column): p for _, p in self._done.facts.printed}
        for row in self._done.traced:
            if row.outcome == "recovered":
                yield {
                    "line": row.line,
                    "printed": row.printed,
                    **self._figure(facts[row.fact]),
                    "proof": self._proof(spread.get((row.line, row.column)), row),
                }

    def _proof(self, printed: Printed | None, row: Traced) -> Texts:
        proof = dict(printed.proof) if printed is not None else {}
        return {key: proof.get(key, row.reason) for key in self._namer.languages}

    def left(self) -> list[View]:
        """The numbers only inferred, set aside by a rule, stated to be no figures, or not read."""
        return [
            {
                "line": row.line,
                "printed": row.printed,
                "outcome": key_of(row.outcome),
                "word": word_of(row.outcome),
                "row": row.row,
                "head": row.head,
                "reason": row.reason,
            }
            for row in self._done.traced
            if row.outcome in ("inferred", "set aside", "stated", "unread")
        ]

    def alone(self) -> list[View]:
        """The figures in no relation, which only a person can check."""
        tied = self._done.tied
        found = unrelated(self._done.facts, tied.checks) if tied is not None else ()
        return [self._figure(fact) | _lines(fact) for fact, _ in found]

    def rough(self) -> list[View]:
        """The figures that relations do not fix to the last digit, with the range left open."""
        return [
            self._figure(held.fact)
            | _lines(held.fact)
            | {"bounds": ["" if bound is None else plain(bound) for bound in (held.low, held.high)]}
            for held in self._loose
        ]

    @cached_property
    def _loose(self) -> list[Loose]:
        if self._done.tied is None:
            return []
        return list(loose(self._done.facts, self._done.definition.company))

    def _figure(self, fact: Fact) -> View:
        return {
            "fact": fact.id,
            "label": self._namer.of(fact),
            "period": when(fact.context.period),
            "value": shown(fact),
        }


def _lines(fact: Fact) -> View:
    return {"lines": [place.line for place in fact.places]}
