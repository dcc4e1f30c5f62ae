"""The details for each number on the page, as plain values for the page's script."""

from collections.abc import Iterable, Iterator
from typing import Any

from tieout.core import Finding, Place, Severity, said_in
from tieout.definitions import Concept
from tieout.facts import Fact
from tieout.render.proof.cuts import Cuts
from tieout.render.proof.history import History
from tieout.render.proof.model import SignOff
from tieout.render.proof.numbers import Number, Numbers
from tieout.render.proof.texts import Namer, key_of, plain, shown, when
from tieout.tie import Accepted, Check, equation, proven, shortened

View = dict[str, Any]
# The shades of numbers that a person holds against the page.
_LOOKED_AT = ("unread", "failed", "contradicts")


class Told:
    """Collects numbers, facts, concepts, relations and findings, which refer to each other by index."""

    def __init__(self, done: SignOff, numbers: Numbers) -> None:
        self._done = done
        self._numbers = numbers
        self._namer = Namer(done.definition.company)
        self._facts = done.facts.facts
        self._index = {fact.id: index for index, fact in enumerate(self._facts)}
        self._checks = done.tied.checks if done.tied is not None else ()
        self._proven = proven(self._checks)
        self._accepted = done.tied.accepted if done.tied is not None else ()
        self._comments = done.definition.comments
        self._history = History(done.before)
        self._reasons: dict[str, int] = {}
        self._captions: dict[str, int] = {}

    def view(self) -> View:
        """All details. Whatever is referred to by an index has that index in its list."""
        concepts: dict[str, int] = {}
        for fact in self._facts:
            concepts.setdefault(fact.concept.name, len(concepts))
        by_name = {fact.concept.name: fact.concept for fact in self._facts}
        view: View = {
            "numbers": [self._number(number) for number in self._numbers.all],
            "facts": list(self._told_facts(concepts)),
            "concepts": [_concept(by_name[name]) for name in concepts],
            "relations": [self._relation(check) for check in self._checks],
            "findings": [self._finding(finding) for finding in self._all_findings()],
            "reasons": list(self._reasons),
            "captions": list(self._captions),
            "before": self._history.view(),
        }
        self._cut_out(view)
        return view

    def _cut_out(self, view: View) -> None:
        """Adds pictures for findings, and for doubtful and unread numbers."""
        all_ = self._numbers.all
        about = [
            [*(all_[index].line for index in finding["numbers"]), *finding["lines"]]
            for finding in view["findings"]
        ]
        asked = [one.line for one in all_ if one.shade in _LOOKED_AT or "doubtful" in one.marks]
        cuts = Cuts(self._done, [*(line for lines in about for line in lines), *asked])
        view["cuts"] = cuts.pictures
        for number, told in zip(all_, view["numbers"], strict=True):
            if (at := cuts.of([number.line])) >= 0:
                told["cut"] = at
        for lines, told in zip(about, view["findings"], strict=True):
            if (at := cuts.of(lines)) >= 0:
                told["cut"] = at

    # Numbers and facts -----------------------------------------------------------------------------------

    def _number(self, number: Number) -> View:
        first = number.rows[0]
        here = (number.line, number.printed)
        return {
            "line": number.line,
            "printed": number.printed,
            "where": [self._place(text) for text in (first.table, first.row, first.head) if text],
            "shade": number.shade,
            "marks": number.marks,
            "column": number.column,
            "comments": [one.says for one in self._comments if (one.line, one.printed) == here],
            "rows": [
                [
                    key_of(row.outcome),
                    self._index.get(row.fact, -1),
                    self._reasons.setdefault(row.reason, len(self._reasons)) if row.reason else -1,
                ]
                for row in number.rows
            ],
        }

    def _place(self, text: str) -> int:
        """The index of a caption, which is stored once for all numbers below it."""
        return self._captions.setdefault(text, len(self._captions))

    def _told_facts(self, concepts: dict[str, int]) -> Iterator[View]:
        relations: dict[str, list[int]] = {}
        for index, check in enumerate(self._checks):
            for name in dict.fromkeys(fact.id for fact in check.facts):
                relations.setdefault(name, []).append(index)
        accepted: dict[str, list[Accepted]] = {}
        for entry in self._accepted:
            for name in dict.fromkeys((entry.total, entry.on)):
                accepted.setdefault(name, []).append(entry)
        for fact in self._facts:
            grade = self._numbers.grades.get(fact.id)
            yield {
                "id": fact.id,
                "concept": concepts[fact.concept.name],
                "label": self._namer.of(fact),
                "members": self._namer.members(fact),
                "period": when(fact.context.period),
                "unit": fact.unit.measure if fact.unit is not None else "",
                "value": shown(fact),
                "decimals": fact.decimals,
                "grade": grade.grade if grade is not None else "",
                "sure": grade.sure if grade is not None else True,
                "numbers": [number.index for number in self._numbers.of_fact(fact)],
                "relations": relations.get(fact.id, []),
                "notes": [*fact.notes],
                **({"before": before} if (before := self._history.of(fact)) else {}),
                "accepted": [entry.why for entry in accepted.get(fact.id, [])],
            }

    # Relations -------------------------------------------------------------------------------------------

    def _relation(self, check: Check) -> View:
        written = equation(shortened(check, self._proven))
        entry = next(
            (e for e in self._accepted if (e.subject, e.total) == (check.relation, check.total.id)), None
        )
        return {
            "name": check.relation,
            "text": written.text,
            "unit": written.unit,
            "less": check.less,
            "terms": [
                [term.sign, term.amount, self._index[term.fact.id], self._period(term.fact, check)]
                for term in written.terms
            ],
            "holds": check.holds,
            "off": plain(check.residue),
            "slack": plain(check.slack) if check.slack else "",
            "why": entry.why if entry is not None else None,
        }

    def _period(self, fact: Fact, check: Check) -> str:
        """The period of a term, where it differs from the total's; else ""."""
        period = fact.context.period
        return "" if period == check.total.context.period else when(period)

    # Findings --------------------------------------------------------------------------------------------

    def _all_findings(self) -> list[Finding]:
        """What is wrong comes first, then what a person has to decide, then what is only noted."""
        asked = [finding for finding in self._done.open if finding not in self._done.findings]
        wrong = [finding for finding in self._done.findings if finding.severity is not Severity.NOTICE]
        noted = [finding for finding in self._done.findings if finding.severity is Severity.NOTICE]
        return [*wrong, *asked, *noted]

    def _finding(self, finding: Finding) -> View:
        numbers = self._of(finding)
        return {
            "code": finding.code,
            "severity": finding.severity.value,
            "message": finding.message,
            "mend": finding.mend,
            **self._translated(finding),
            "details": finding.details,
            "codes": finding.codes,
            "places": [str(place) for place in finding.places if not self._is_here(place)],
            "lines": list(dict.fromkeys(place.line for place in finding.places if self._is_here(place))),
            "numbers": [number.index for number in numbers],
        }

    def _translated(self, finding: Finding) -> View:
        """The title and the cure of a finding in each language, if the page has one that has words for it.

        The title in another language is of the code, with what it is about: the label of its first fact,
        which is the total, or the printed row. The message is beside it.
        """
        others = {key: said_in(finding.code, key) for key in self._namer.languages}
        found = {key: said for key, said in others.items() if said is not None}
        if not found:
            return {}
        of = next((self._index[fact] for fact in finding.facts if fact in self._index), None)
        statement = finding.subject.partition("/")[0]
        labels = self._namer.of(self._facts[of], statement) if of is not None else {}
        row = next((place.row or place.table for place in finding.places), "")
        about = {key: labels.get(key) or row for key in found}
        titles = {key: f"{said.means}: {about[key]}".removesuffix(": ") for key, said in found.items()}
        mends = {key: said.mend for key, said in found.items()}
        return {
            "titles": {key: titles.get(key, finding.message) for key in self._namer.languages},
            "mends": {key: mends.get(key, finding.mend) for key in self._namer.languages},
        }

    def _of(self, finding: Finding) -> list[Number]:
        """The numbers of a finding: at its places, of its facts, or of the line defined there."""
        here = [(place.line, place.column) for place in finding.places if self._is_here(place)]
        found = {number.index: number for number in self._numbers.at(here)}
        for fact_id in finding.facts:
            if fact_id in self._index:
                of_fact = self._numbers.of_fact(self._facts[self._index[fact_id]])[:1]
                found |= {number.index: number for number in of_fact}
        if not found and finding in self._done.open:
            found = {number.index: number for number in self._defined(finding.places[:1])}
        return list(found.values())

    def _defined(self, places: Iterable[Place]) -> list[Number]:
        """The numbers of a statement's line, by the place of its definition."""
        wanted = set(places)
        lines = {
            (statement.name, line.index)
            for statement in self._done.definition.company.statements
            for line in statement.lines
            if line.place in wanted
        }
        at = [
            (printed.place.line, printed.place.column)
            for _, printed in self._done.facts.printed
            if (printed.statement, printed.line) in lines
        ]
        return self._numbers.at(at)

    def _is_here(self, place: Place) -> bool:
        return bool(place.line) and place.file == self._done.release.file


def _concept(concept: Concept) -> View:
    return {
        "name": concept.qname,
        "label": concept.label,
        "doc": {key: text.strip() for key, text in concept.doc.items()},
        "element": concept.element or "",
        "relation": concept.relation,
        "type": concept.type,
        "balance": concept.balance or "",
        "period": concept.period,
    }
