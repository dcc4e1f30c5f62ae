"""What the resolvers of a statement share: its file, the meaning of names, the lines under construction."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from rapidfuzz import process

from tieout.core import Finding, Place
from tieout.definitions._statements.derived import Derivations
from tieout.definitions._yaml import Document, Key
from tieout.definitions.models import LineModel, MemberTree, StatementFile
from tieout.definitions.taxonomy import Concept, Line


def finding(code: str, message: str, mend: str, *places: Place) -> Finding:
    """A finding about a definition."""
    return Finding(f"definition.{code}", message, mend, places)


def nearest(name: str, known: Collection[str], limit: int = 3) -> str:
    """A hint that lists the known names nearest to an unknown one."""
    found = [match for match, score, _ in process.extract(name, list(known), limit=limit) if score >= 60]
    return f"Nearest known: {', '.join(found)}." if found else "Define it, or mend the name."


def members_of(
    tree: MemberTree, path: Key, above: str | None = None
) -> Iterator[tuple[str, str | None, Key]]:
    """Each member of an axis with the member that it is a part of,
    and its place; a whole before its parts.
    """
    for index, entry in enumerate(tree.root):
        here = (*path, index)
        if isinstance(entry, str):
            yield entry, above, here
            continue
        for name, parts in entry.items():
            yield name, above, (*here, name)
            yield from members_of(parts, (*here, name), name)


@dataclass(frozen=True, slots=True)
class Group:
    """An entry of a group: another group that is nested in it, by its number."""

    number: int


@dataclass(slots=True)
class Draft:
    """A line under construction, with data that only its total needs."""

    line: Line
    model: LineModel
    path: Key
    group: int
    kind: str


@dataclass(frozen=True, slots=True)
class Scope:
    """A statement's file and the meaning of its names; collects `findings`.

    `concepts` are those of both layers by name, the derived ones included.
    """

    document: Document
    model: StatementFile
    concepts: Mapping[str, Concept]
    derived: Derivations
    findings: list[Finding] = field(default_factory=list)

    def say(self, code: str, message: str, mend: str, path: Key) -> None:
        """Adds a finding about the value at a path of the file."""
        self.findings.append(finding(code, message, mend, self.document.place(path)))

    def concept(self, name: str, path: Key, types: set[str] | None = None) -> Concept | None:
        """The concept of a name, with one of some types; None, and a finding, where there is none."""
        concept = self.concepts.get(name)
        if concept is None:
            self.say("unknown-concept", f"{name} is used but not defined", nearest(name, self.concepts), path)
        elif types is not None and concept.type not in types:
            self.say(
                "wrong-type",
                f"{name} is a {concept.type}, not a {' or '.join(sorted(types))}",
                "Use another.",
                path,
            )
            return None
        return concept

    def check_member(self, axis: str, member: str, path: Key) -> None:
        """Adds a finding where a member is not on its axis in this statement."""
        if member not in {name for name, _, _ in members_of(self.model.axes.get(axis, MemberTree([])), ())}:
            self.say(
                "unknown-member",
                f"{member} on {axis} is not among the axes of this statement",
                "List it under `axes`.",
                path,
            )
