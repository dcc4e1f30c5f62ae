"""The record below the release: its source, its counts, and every relation."""

from collections import Counter
from decimal import Decimal
from itertools import groupby
from typing import Any

from tieout.definitions import ReleaseDefinition
from tieout.facts import Fact
from tieout.render.proof.listed import Listed
from tieout.render.proof.model import SignOff
from tieout.render.proof.texts import Namer, Texts, digest_of, key_of, plain, shown, when, word_of, words
from tieout.tie import Accepted, Check, Tied
from tieout.trace import OUTCOMES

View = dict[str, Any]


def record(done: SignOff) -> View:
    """The parts of the record."""
    listed = Listed(done)
    return {
        "source": source(done),
        "definitions": _definitions(done.definition),
        "remarks": _remarks(done, listed),
        "counts": _counts(done),
        "coverage": _coverage(done),
        "reasons": listed.reasons(),
        "groups": _Relations(done, done.tied).groups() if done.tied is not None else [],
        "recovered": list(listed.recovered()),
        "left": listed.left(),
        "alone": listed.alone(),
        "rough": listed.rough(),
    }


def source(done: SignOff) -> View:
    """The file from which the release was read."""
    text = done.definition.text
    return {
        "name": text.name,
        "lines": len(done.release.lines),
        "page": bool(done.release.sources),
        "sha256": digest_of(text),
    }


def _remarks(done: SignOff, listed: Listed) -> list[View]:
    """The remarks on a release without findings, each linked to its details."""
    if done.tied is None:
        return []
    kinds = Counter(entry.kind for entry in done.tied.accepted)
    tables_alone = done.definition.scope == "tables"
    counts = (
        ("tables-alone", "made", sum(row.outcome == "unread" for row in done.traced) if tables_alone else 0),
        ("relations-off", "relations", kinds["relation"] + kinds["rounding"]),
        ("printings-off", "relations", kinds["repeat"]),
        ("left-out", "left", len(listed.left())),
        ("uncovered", "alone", len(listed.alone())),
        ("roughly", "rough", len(listed.rough())),
    )
    return [{"word": word, "at": at, "count": count} for word, at, count in counts if count]


def _definitions(definition: ReleaseDefinition) -> list[Texts]:
    """The places of the definitions."""
    company = definition.company
    numbers = {
        "concepts": len(company.concepts),
        "statements": len(company.statements),
        "sentences": len(company.sentences),
        "base": company.base_date,
        "readings": len(definition.readings),
        "exceptions": len(definition.exceptions),
    }
    return [
        {key: text.format_map(numbers) for key, text in words()[word].items()}
        for word in ("defined", "stated-there")
    ]


def _counts(done: SignOff) -> list[View]:
    """The counts of what was built."""
    counted = [("facts", len(done.facts.facts)), ("contexts", len(done.facts.contexts))]
    if done.tied is not None:
        counted += [("checked", len(done.tied.checks)), ("exceptions", len(done.tied.accepted))]
    return [{"word": word, "count": f"{count:,}"} for word, count in counted]


def _coverage(done: SignOff) -> list[View]:
    """The number of printed numbers for each outcome."""
    counts = Counter(row.outcome for row in done.traced)
    total = max(sum(counts.values()), 1)
    return [
        {
            "outcome": key_of(outcome),
            "word": word_of(outcome),
            "count": f"{counts[outcome]:,}",
            "share": f"{Decimal(counts[outcome]) * 100 / total:.1f}",
        }
        for outcome in OUTCOMES
        if counts[outcome]
    ]


class _Relations:
    """All relations: failing ones first, then exceptions, then by statement."""

    def __init__(self, done: SignOff, tied: Tied) -> None:
        self._done, self._tied = done, tied
        self._namer = Namer(done.definition.company)
        self._facts = done.facts.by_id()

    def groups(self) -> list[View]:
        """The relations in their groups."""
        tied = self._tied
        accepted = {(e.subject, e.total): e for e in tied.accepted if e.kind == "relation"}
        noted = {(note.check.relation, note.check.total.id) for note in tied.notes}
        first: dict[str, list[View]] = {"off": [], "accepted": [], "noted": []}
        others: list[tuple[str, View]] = []
        for check in tied.checks:
            row = self._relation(check)
            entry = accepted.get((check.relation, check.total.id))
            if not check.holds and entry is not None:
                first["accepted"].append(row | {"why": entry.why})
            elif not check.holds:
                first["off"].append(row)
            elif (check.relation, check.total.id) in noted:
                first["noted"].append(row)
            else:
                others.append((check.relation.partition("/")[0], row))
        told = [{"title": words()[kind], "kind": kind, "rows": rows} for kind, rows in first.items() if rows]
        titles = {statement.name: statement.title for statement in self._done.definition.company.statements}
        told += [
            {"title": titles[statement], "kind": "holds", "rows": [row for _, row in rows]}
            for statement, rows in groupby(others, lambda other: other[0])
        ]
        repeats = [self._repeat(entry) for entry in tied.accepted if entry.kind == "repeat"]
        if repeats:
            at = len(first["off"]) > 0
            told.insert(at, {"title": words()["repeats"], "kind": "repeat", "rows": repeats})
        return told

    def _repeat(self, entry: Accepted) -> View:
        fact = self._facts[entry.total]
        return {
            "fact": entry.total,
            "label": self._namer.of(fact),
            "period": when(entry.period),
            "line": entry.line,
            "printed": entry.printed,
            "reported": shown(fact),
            "by": plain(entry.by),
            "why": entry.why,
        }

    def _relation(self, check: Check) -> View:
        statement = check.relation.partition("/")[0]

        def term(fact: Fact) -> View:
            return {"fact": fact.id, "label": self._namer.of(fact, statement), "value": shown(fact)}

        return {
            "why": None,
            "id": check.relation.replace("/", "-") + "-" + check.total.context.id,
            "fact": check.total.id,
            "label": self._namer.of(check.total, statement),
            "period": when(check.total.context.period),
            "reported": shown(check.total),
            "computed": plain(check.computed),
            "residue": plain(check.residue),
            "slack": plain(check.slack) if check.slack else "",
            "parts": [{"sign": "+" if weight > 0 else "−"} | term(fact) for weight, fact in check.parts],
            "per": term(check.per) if check.per is not None else None,
        }
