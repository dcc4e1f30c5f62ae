"""A drafted statement with all that its YAML says: names, tables, lines."""

from dataclasses import dataclass, field

from tieout.definitions import Concept, Members
from tieout.draft.identities import Held
from tieout.draft.model import Drafted, Line
from tieout.draft.settle import Settled

# What the name of a relation ends with, by what it says.
_KINDS = {
    "sum": "Sum",
    "roll-forward": "RollForward",
    "equal": "IsClaimed",
    "quotient": "Quotient",
    "across": "OfParts",
}


@dataclass(frozen=True, slots=True)
class Across:
    """A line whose columns of parts make that of the whole: the members of each part, and whether exactly."""

    line: int
    parts: tuple[Members, ...]
    exact: bool


@dataclass(slots=True)
class Sheeted:
    """A drafted statement with its names, its tables and its sums.

    `written` has the line of each sum that became a relation, by the name that it was written with; `others`
    are the names of roll-forwards, equal balances and quotients.
    """

    drafted: Drafted
    settled: Settled
    name: str
    file: str
    sort: int
    kind: str
    title: dict[str, str]
    root: str
    table: str
    line_items: str
    tables: dict[str, dict[str, object]]
    axes: dict[str, list[str]]
    phrases: dict[str, dict[str, str]]
    parenthetical: dict[str, str]
    rounded: bool
    identities: tuple[Held, ...] = ()
    across: tuple[Across, ...] = ()
    ids: dict[int, str] = field(default_factory=dict)
    captions: dict[int, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    written: dict[str, int] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    left_out: dict[str, str] = field(default_factory=dict)

    @property
    def exact(self) -> bool:
        """Whether its totals add up to the last digit.
        Not where some of its figures show more digits than others.
        """
        return not self.rounded

    @property
    def inside(self) -> tuple[Concept, ...]:
        """The concepts of the amounts in its captions."""
        return tuple(c for line in self.drafted.lines for _, concepts in line.inside for c in concepts)

    def part_name(self, whole: Line, part: int) -> str:
        """The name by which a total refers to a part: its concept, or the id of a line with other members."""
        line = self.drafted.lines[part]
        assert line.concept is not None
        return line.concept.name if line.members == whole.members else self.ids[part]

    def relation_name(self, concept: str, kind: str) -> str:
        """A name for a relation that is not in use in the statement yet."""
        stem = concept + _KINDS[kind]
        name, count = stem, 1
        while name in self.used:
            count += 1
            name = f"{stem}{count}"
        self.used.add(name)
        if kind != "sum":
            self.others.add(name)
        return name

    def says(self, kind: str, total: Concept, part: Concept | None = None) -> dict[str, str]:
        """A relation as a plain sentence, by language."""
        return {
            language: text.format(total=total.label[language], part=part.label[language] if part else "")
            for language, text in self.phrases[kind].items()
        }
