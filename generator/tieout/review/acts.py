"""What each decision of a person changes, in which file and at which place."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tieout.core import Finding, InputError, Place
from tieout.definitions import (
    Append,
    Change,
    Concept,
    Key,
    Line,
    Put,
    Statement,
    data_of,
    entry_at,
    figure_elements,
    load_review,
)
from tieout.draft.own import spaced
from tieout.draft.text import flow
from tieout.mapping import Printed
from tieout.pipeline import Read
from tieout.render import digest_of

Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Edit:
    """The changes to one file."""

    path: Path
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """A decision in words, and the edits that it is."""

    what: str
    edits: tuple[Edit, ...]


def act_of(done: Read, said: Said) -> Act:
    """What a person decides, as a page says it: `kind`, where it is of a number `line` and `column` of the
    text, and what the kind needs. Raises InputError where it cannot be done here.
    """
    kind = _KINDS.get(str(said.get("kind")))
    if kind is None:
        raise refusal(f"there is nothing such as {said.get('kind')!r} to do")
    return kind(_Acts(done, said))


def refusal(what: str, mend: str = "", *places: Place) -> InputError:
    """Why something cannot be done."""
    return InputError(Finding("review.refused", what, mend, places))


@dataclass(frozen=True, slots=True)
class Written:
    """A line of a statement where it is written: the file, the path of its entry, and what that says."""

    path: Path
    key: Key
    said: Mapping[str, Any]


class _Acts:
    def __init__(self, done: Read, said: Said) -> None:
        self._done, self._said = done, said
        self._company = done.definition.company

    # What is said --------------------------------------------------------------------------------------

    def text(self, name: str, what: str) -> str:
        """What a person has to write."""
        found = str(self._said.get(name) or "").strip()
        if not found:
            raise refusal(f"{what} is wanted")
        return found

    def place(self) -> tuple[int, int]:
        """The place of the number that is meant."""
        try:
            return int(self._said["line"]), int(self._said["column"])
        except (KeyError, TypeError, ValueError):
            raise refusal("no number is named") from None

    def printed(self) -> Printed:
        """The printed figure that is meant."""
        at = self.place()
        found = [p for _, p in self._done.facts.printed if (p.place.line, p.place.column) == at]
        name = self._said.get("concept-now")
        found = [p for p in found if p.concept.name == name] or found
        if not found:
            raise refusal("that number is no figure of a table")
        return found[0]

    def line(self) -> tuple[Statement, Line]:
        """The line of a statement that the number stands in."""
        printed = self.printed()
        statement = next((s for s in self._company.statements if s.name == printed.statement), None)
        if statement is None or printed.line < 0:
            raise refusal("that number is read by a sentence, not in a table")
        return statement, statement.lines[printed.line]

    def written(self) -> Written:
        """Where the line is written."""
        statement, line = self.line()
        for path in sorted((self._company.folder / "statements").glob("*.yaml")):
            if path.name == Path(line.place.file).name:
                found = entry_at(_read(path), line.place)
                if found is not None:
                    return Written(path, *found)
        raise refusal(f"the line is not found in {statement.name}", "Change it in the file.", line.place)

    def in_release(self, change: Change) -> Edit:
        """An edit of the release's own file."""
        return Edit(self._done.definition.folder / "release.yaml", (change,))

    # Acts ----------------------------------------------------------------------------------------------

    def settle(self) -> Act:
        """A doubtful line is right."""
        _, line = self.line()
        review = load_review(self._company.folder)
        here = [finding.places[1] for finding in self._done.open if finding.places[:1] == (line.place,)]
        for index, entry in enumerate(review.open if review is not None else ()):
            if entry.place in here:
                put = Put(("open", index, "settled"), "true")
                what = f"{entry.line}: {line.concept.name} is right"
                return Act(what, (Edit(self._company.folder / "review.yaml", (put,)),))
        raise refusal("there is no doubt about that line")

    def concept(self) -> Act:
        """A line is of another concept: there, and wherever its statement names it."""
        statement, line = self.line()
        now, name = line.concept.name, self.text("concept", "a concept")
        if name == now:
            raise refusal(f"the line is {name} already")
        if sum(one.concept.name == now for one in statement.lines) > 1:
            what = f"several lines of {statement.name} are {now}"
            raise refusal(what, "Change it in the file.", line.place)
        written = self.written()
        word = "total" if "total" in written.said else "concept"
        own = Put((*written.key, word), name)
        others = (Put(path, name) for path in _named(written.path, now))
        edits = [Edit(written.path, (own, *others))]
        if name not in self._company.concepts:
            edits.append(self._new_concept(name, line))
        return Act(f"{_caption(line)}: {name} instead of {now}", tuple(edits))

    def _new_concept(self, name: str, line: Line) -> Edit:
        """An official element that the base layer has no concept for, as one of the company's own."""
        element = figure_elements().get(name)
        if element is None:
            raise refusal(f"there is no concept and no element {name}")
        caption = _caption(line)
        taken = {label for one in self._company.concepts.values() for label in one.label.values()}
        # No two concepts have one label.
        label = caption if caption not in taken else spaced(name)
        texts = dict.fromkeys(self._company.languages, label)
        docs = dict.fromkeys(self._company.languages, f'What the release prints as "{caption}".')
        said = {
            "type": element.type,
            **({"balance": element.balance} if element.balance else {}),
            "period-type": element.period,
            "label": texts,
            "doc": docs,
            "align": "exact" if element.aligned else "none",
        }
        return Edit(self._company.folder / "concepts" / "lines.yaml", (Put(("concepts", name), flow(said)),))

    def sign(self) -> Act:
        """A line prints the opposite of its fact, or no longer does."""
        _, line = self.line()
        written = self.written()
        put = Put((*written.key, "negated"), "false" if line.negated else "true")
        what = "as it is" if line.negated else "with the opposite sign of its fact"
        return Act(f"{_caption(line)}: printed {what}", (Edit(written.path, (put,)),))

    def member(self) -> Act:
        """A line is of a member of an axis, or of the whole."""
        _, line = self.line()
        written = self.written()
        axis, member = self.text("axis", "an axis"), str(self._said.get("member") or "")
        members = {**dict(line.members), axis: member}
        members = {key: value for key, value in members.items() if value}
        put = Put((*written.key, "members"), flow(members))
        return Act(f"{_caption(line)}: of {member or 'the whole'} on {axis}", (Edit(written.path, (put,)),))

    def attribute(self) -> Act:
        """A concept of the company's own has another period type, type or unit."""
        _, line = self.line()
        name, value = self.text("name", "an attribute"), self.text("value", "a value")
        concept = line.concept
        if name not in ("period-type", "type", "unit", "balance"):
            raise refusal(f"{name} is not changed here")
        if concept.name not in self._company.own.concepts:
            what = f"{concept.name} is the base layer's, and what it is there it is for every company"
            raise refusal(what, "Choose another concept for the line.")
        put = Put(("concepts", concept.name, name), flow(value))
        return Act(f"{concept.name}: {name} {value}", (Edit(self._own_file(concept), (put,)),))

    def _own_file(self, concept: Concept) -> Path:
        for path in sorted((self._company.folder / "concepts").glob("*.yaml")):
            if path.name == Path(concept.place.file).name:
                return path
        raise refusal(f"the file of {concept.name} is not found")

    def accept(self) -> Act:
        """A contradiction of the release itself stays as it is printed."""
        why = self.text("why", "a reason")
        reasons = dict.fromkeys(self._company.languages, why)
        if "relation" in self._said:
            return self._accept_relation(reasons)
        at = self.place()
        for repeat in self._done.facts.repeats:
            printed = repeat.printed
            if not repeat.agrees and (printed.place.line, printed.place.column) == at:
                figure = self._done.facts.by_id()[repeat.fact].figure
                assert figure is not None and printed.figure is not None
                entry = {
                    "repeat": f"{printed.statement}/{printed.concept.name}",
                    **_when(printed),
                    "by": format(printed.figure.value - figure.value, "f"),
                    "why": reasons,
                }
                what = f"{printed.text}: printed otherwise elsewhere, and accepted"
                return Act(what, (self.in_release(Append(("exceptions",), flow(entry))),))
        raise refusal("nothing is off there")

    def _accept_relation(self, reasons: dict[str, str]) -> Act:
        for check in self._done.tied.checks if self._done.tied is not None else ():
            named = (self._said["relation"], self._said.get("total")) == (check.relation, check.total.id)
            if named and not check.holds:
                context = check.total.context
                entry = {
                    "relation": check.relation,
                    "period": str(context.period),
                    **({"members": dict(context.members)} if context.members else {}),
                    "by": format(check.residue, "f"),
                    "why": reasons,
                }
                what = f"{check.relation} for {context.period}: off by {check.residue:,f}, and accepted"
                return Act(what, (self.in_release(Append(("exceptions",), flow(entry))),))
        raise refusal("that relation holds")

    def no_figure(self) -> Act:
        """A number is no figure, with the words around it by which it is known again."""
        line, column = self.place()
        why = self.text("why", "what such a number is")
        pattern = str(self._said.get("pattern") or "") or _around(self._done.release.lines[line - 1], column)
        entry = {"pattern": pattern, "why": why}
        change = Append(("not-figures",), flow(entry))
        return Act(f"no figure: {pattern}", (Edit(self._company.folder / "company.yaml", (change,)),))

    def comment(self) -> Act:
        """Something is said of a number."""
        line, column = self.place()
        says = self.text("says", "a comment")
        row = next((r for r in self._done.traced if (r.line, r.column) == (line, column)), None)
        if row is None:
            raise refusal("no number stands there")
        entry = {"line": line, "printed": row.printed, "says": says}
        return Act(f"{row.printed}: {says}", (self.in_release(Append(("comments",), flow(entry))),))

    def sign_off(self) -> Act:
        """The release is signed, for the text that it has now."""
        name = self.text("name", "a name")
        if self._done.findings:
            raise refusal(f"{len(self._done.findings)} findings are open", "Settle or accept them first.")
        signed = {
            "name": name,
            "on": date.today().isoformat(),
            "sha256": digest_of(self._done.definition.text),
        }
        return Act(f"signed by {name}", (self.in_release(Put(("signed",), flow(signed))),))


_KINDS: dict[str, Callable[[_Acts], Act]] = {
    "settle": _Acts.settle,
    "concept": _Acts.concept,
    "sign": _Acts.sign,
    "member": _Acts.member,
    "attribute": _Acts.attribute,
    "accept": _Acts.accept,
    "no-figure": _Acts.no_figure,
    "comment": _Acts.comment,
    "sign-off": _Acts.sign_off,
}


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _named(path: Path, name: str) -> Iterator[Key]:
    """Where a statement names a concept beside its line: what totals sum, and terms of relations."""

    def walk(value: Any, path: Key) -> Iterator[Key]:
        if isinstance(value, dict):
            for key, one in value.items():
                yield from walk(one, (*path, key))
        elif isinstance(value, list):
            for index, one in enumerate(value):
                yield from walk(one, (*path, index))
        elif value == name and ("of" in path or ("relations" in path and path[-1] == "concept")):
            yield path

    yield from walk(data_of(_read(path), str(path)), ())


def _caption(line: Line) -> str:
    return line.captions[0] if line.captions else line.concept.name


def _when(printed: Printed) -> dict[str, object]:
    members = {"members": dict(printed.members)} if printed.members else {}
    return {"period": str(printed.period), **members}


def _around(line: str, column: int) -> str:
    """A number of a line with the word on either side of it, as a regular expression."""
    begin = column - 1
    before = re.search(r"\S+\s*$", line[:begin])
    number = re.match(r"\S+", line[begin:])
    after = re.match(r"\s*\S+", line[begin + len(number[0]) :]) if number is not None else None
    parts = (before, number, after)
    return re.sub(r"(\\\s|\s)+", r"\\s+", "".join(re.escape(part[0]) for part in parts if part is not None))
