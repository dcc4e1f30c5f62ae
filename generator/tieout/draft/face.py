"""Reads the face of a statement by what filers print:
its sections, and the elements that its lines may be.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from tieout.definitions import CLOSES, Company, Concept, Drafting, plain, statement_code
from tieout.draft.evidence import Claim, Evidence, forms
from tieout.draft.match import Matcher
from tieout.draft.model import Drafted
from tieout.draft.sheet import Entry
from tieout.draft.spots import Spots
from tieout.layout import tidy

# A caption that filers do not print closes a section where it is so much like its total's.
_CLOSING = 0.8
# What stands around a line is of a concept where it is so much like it.
_AROUND = 0.55
# What a statement closes that no caption names.
_MADE_OF = {"CashFlows": {"I", "F", "D"}, "BalanceSheet": {"A", "T"}, "IncomeStatement": {"PT", "EPS"}}
# What is as often all of something, and how often, where nothing is printed beside it.
_ALONE = ("OtherNonoperatingIncomeExpense", "NonoperatingIncomeExpense", 0.55)
_ALL_COSTS = ("OperatingExpenses", "CostsAndExpenses", 0.6)
# What a balance sheet closes that tells current from noncurrent.
_CURRENT = {"CA", "CL"}
_SAID = {"CA": "Current", "CL": "Current", "PPE": "Noncurrent", "A": "Noncurrent", "L": "Noncurrent"}
_BRACKETS = re.compile(r"\([^()]*\)")
# What a caption may say for the company's name.
_PARENT = ("parent", "the company")


class Face:
    """Reads one statement after the other; the attributes are those of the statement read last.

    `statement` is its code in the table of filers' captions, "" where it is no face statement. `sections` has
    the section of each line: the code of the total that closes it.
    """

    def __init__(
        self,
        company: Company,
        drafting: Drafting,
        tools: tuple[Matcher, Spots, Evidence],
        base: Sequence[Concept],
        *,
        shared: bool,
        year: int,
    ) -> None:
        """`shared` tells that the release speaks of noncontrolling interests."""
        self._drafting = drafting
        self._matcher, self._spots, self._evidence = tools
        self._base = base
        self._shared = shared
        self._wholes = {part: whole for whole, part in drafting.instead.items()} if shared else {}
        self._in_place = [one for one in drafting.in_place if one.since <= year]
        self._forms: dict[tuple[str, str], list[str]] = {}
        self._names = [plain(name) for name in _names(company)]
        self._entries: list[Entry] = []
        self._closings: list[str] = []
        self._of_others: list[int] = []
        self._rows: list[int] = []
        # The first and the last line of a concept, where they have been asked for.
        self._ends: dict[str, tuple[int, int] | None] = {}
        self._classified = True
        self.statement = ""
        self.sections: list[str] = []

    def look(self, drafted: Drafted) -> None:
        """Reads a statement: which section each line closes, and which lines name
        noncontrolling interests.
        """
        self.statement = statement_code(drafted.kind.statement if drafted.kind is not None else "")
        self._ends = {}
        self._entries = entries = [line.entry for line in drafted.lines]
        self._closings = [
            self._closed(entry) if self.statement and not entry.heading else "" for entry in entries
        ]
        self._of_others = [
            at for at, entry in enumerate(entries) if self._shared and self._is_of_others(entry)
        ]
        self._rows = [at for at, entry in enumerate(entries) if not entry.heading]
        self._classified = self.statement != "BS" or not _CURRENT.isdisjoint(self._closings)
        self.sections, section = [""] * len(entries), ""
        for index in range(len(entries) - 1, -1, -1):
            self.sections[index] = section
            section = self._closings[index] or section

    def statement_of(self, entries: Sequence[Entry]) -> str:
        """The kind of statement that some lines form,
        by the sections that they close; "" where that is not sure.
        """
        for statement, sections in _MADE_OF.items():
            self.statement = statement_code(statement)
            if sections <= {self._closed(entry) for entry in entries if not entry.heading}:
                return statement
        return ""

    def _closed(self, entry: Entry) -> str:
        """The code of the section whose total a line is,
        by what filers print or else by its words; "" for none.
        """
        said = self.forms(entry.caption)
        known = self._evidence.section_of(said, self.statement, entry.type)
        if known is not None:
            return known
        terms = self._spots.terms(entry.caption)
        scored = [
            (self._matcher.words(terms, concept, frozenset()), section)
            for concept in self._base
            if concept.type == entry.type and (section := CLOSES.get((self.statement, concept.name)))
        ]
        likeness, section = max(scored, default=(0.0, ""))
        return section if likeness >= _CLOSING else ""

    def instead(self, entry: Entry, index: int) -> Mapping[str, str]:
        """Elements that a line cannot be at this place, each with the element that it is instead.

        The lines around it decide, its own words, and whether the amount is the parent's or that of all
        owners.
        """
        found: dict[str, str] = {}
        for one in self._in_place:
            if self.statement != statement_code(one.statement):
                continue
            if (
                (one.below is None or self._has(one.below, above=index))
                and (one.above is None or self._has(one.above, below=index))
                and (one.not_above is None or not self._has(one.not_above, below=index))
                and (
                    one.without is None
                    or not (self._has(one.without, above=index) or self._has(one.without, below=index))
                )
            ):
                found |= one.instead
        for more, less in self._drafting.says_more.items():
            said = self._says_more(entry, more, less)
            found[less if said else more] = more if said else less
        found.update(self._whole(entry, index))
        return found

    def _says_more(self, entry: Entry, more: str, less: str) -> bool:
        """Whether a caption contains a word of the element
        `more` that the name of the element `less` has not.
        """
        beyond = self._spots.named(more).words - self._spots.named(less).words
        return not beyond.isdisjoint(self._spots.terms(entry.caption).words)

    def _has(self, name: str, *, above: int | None = None, below: int | None = None) -> bool:
        """Whether a line of a concept stands above the line `above`, or below the line `below`."""
        if name not in self._ends:
            at = [index for index in self._rows if self._is_of(self._entries[index], name)]
            self._ends[name] = (at[0], at[-1]) if at else None
        ends = self._ends[name]
        if ends is None:
            return False
        return (above is not None and ends[0] < above) or (below is not None and ends[1] > below)

    def _is_of(self, entry: Entry, name: str) -> bool:
        """Whether a line has a concept,
        by the element that filers use for its caption or else by its words.
        """
        most = self._evidence.most(self.forms(entry.caption), self.statement)
        concept = self._matcher.named(name)
        if not most and concept is not None:
            alike = self._matcher.words(self._spots.terms(entry.caption), concept, frozenset())
            most = name if alike >= _AROUND else ""
        return most == name

    def _whole(self, entry: Entry, index: int) -> Mapping[str, str]:
        """The elements of the parent's share, each with that of the whole amount, where a line means the
        whole.

        That is so above the lines that attribute income to owners, and below noncontrolling interests in
        equity.
        """
        text = tidy(entry.caption).casefold()
        if not (self._wholes and self.statement) or any(of in text for of in self._drafting.words.of_which):
            return {}
        if self.statement == "BS":
            return self._wholes if any(at < index for at in self._of_others) else {}
        below = any(at > index for at in self._of_others)
        return self._wholes if self.statement == "CF" or below else {}

    def _is_of_others(self, entry: Entry) -> bool:
        return not entry.heading and self._matcher.is_of_others(self._spots.terms(entry.caption))

    def all_of(self, claims: dict[str, Claim], index: int) -> None:
        """Divides a claim between a part and its whole, where filers use both elements for one caption.

        In the income statement these are other income alone between operating and pre-tax income, and
        operating expenses without a gross profit above. `claims` are those of the line `index`, by element;
        they are changed.
        """
        if self.statement != "IS":
            return
        place = self._rows.index(index)
        around = [self._closings[at] for at in self._rows[max(place - 1, 0) : place + 2 : 2]]
        holds = {_ALONE: around == ["OI", "PT"], _ALL_COSTS: "G" not in self._closings}
        for (part, whole, share), does in holds.items():
            if does and (other := claims.get(part)) is not None:
                claims[part] = other.lesser(1 - share)
                claims[whole] = other.lesser(share).with_(claims.get(whole))

    def in_section(self, claims: dict[str, Claim], index: int, wanted: Callable[[str], bool]) -> None:
        """Moves a claim to the element for current or noncurrent, as the section of the line tells.

        Where no section tells, it moves to the element that says neither.
        """
        # A total is of its section, and says itself of which.
        if self.statement != "BS" or self._closings[index]:
            return
        said = _SAID.get(self.sections[index], "") if self._classified else ""
        for name in tuple(claims):
            if ("BS", name) in CLOSES:
                continue
            if self._drafting.classified.search(name) is None:
                others = [f"{name}{said}"] if said else []
            else:
                bare = name.removesuffix("Current")
                others = [f"{name}AndNoncurrent", bare] if not self._classified and bare != name else []
            other = next((one for one in others if one != name and wanted(one)), None)
            if other is not None:
                claims[other] = claims.pop(name).with_(claims.get(other))

    def is_unlikely(self, name: str) -> bool:
        """Whether an element says current or noncurrent,
        although the balance sheet has no totals of current items.
        """
        return not self._classified and self._drafting.classified.search(name) is not None

    def forms(self, caption: str, called: str = "") -> list[str]:
        """The forms of a caption, the fullest first: as printed,
        then without amounts, deductions, the company's name.
        """
        # Asked for again with each other line of the statement.
        if (caption, called) not in self._forms:
            self._forms[caption, called] = self._forms_of(caption, called)
        return self._forms[caption, called]

    def _forms_of(self, caption: str, called: str) -> list[str]:
        bare = _BRACKETS.sub(" ", caption)
        found = forms((caption, self._spots.cut(caption), called, bare, self._spots.cut(bare)))
        for form in tuple(found):
            for name in self._names:
                if name and f" {name} " in f" {form} ":
                    found += [f" {form} ".replace(f" {name} ", f" {by} ").strip() for by in _PARENT]
        return found


def _names(company: Company) -> Iterator[str]:
    """The names that captions call a company by, the longest first."""
    words = company.name[company.language].rstrip(".").split()
    for count in range(len(words), 0, -1):
        yield " ".join(words[:count])
