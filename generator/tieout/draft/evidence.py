"""What filers tag a printed line as: how many of them, in the section that it stands in."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tieout.definitions import CLOSES, Captions, Use, figure_elements, plain
from tieout.draft.likeness import Lexicon, Terms

# How far the use since 2011 and the section decide, in companies that would have to say otherwise.
_RECENT, _SECTION = 16.0, 1.0
# What the captions that the base layer calls usual for a concept count as, in companies; and how much more
# the companies count that use an element which nobody had before 2011: it is how things are tagged now.
_USUAL, _NEW, _NEW_FROM = 12, 2, 5
# The years of those companies, from the first and before the last: an element that came in between could be
# used in fewer of them, and each company that does stands for more.
_FIRST_YEAR, _LAST_YEAR = 2011, 2025
# Captions that are alike: how alike at least, how many are looked at, and how fast the less alike count less.
_ALIKE, _LOOKED_AT, _NEXT, _FALL = 0.4, 400, 16, 12.0
# From this share on a caption says which total a line is.
_CLOSING = 0.5
# An element is at home in a section where so much of its use is.
_SELDOM = 0.05
_OTHER_STATEMENT = {"IS": "CI", "CI": "IS"}


@dataclass(frozen=True, slots=True)
class Claim:
    """How many of the companies that print a caption use an element for it.

    `share` is the part of them that does, as far as it can be told for the section; `filed` is that without
    what the base layer calls usual. `here` of the companies print the caption in that section, `recent` since
    2011; `second` is the share of the next best element. `likeness` is that of the caption, 1 where it is the
    very one.
    """

    share: float
    filed: float
    here: int
    companies: int
    recent: int
    second: float
    likeness: float

    def with_(self, other: "Claim | None") -> "Claim":
        """Two claims as one."""
        if other is None:
            return self
        share, filed = self.share + other.share, self.filed + other.filed
        return replace(self, share=share, filed=filed, second=min(self.second, other.second, 1 - filed))

    def lesser(self, share: float) -> "Claim":
        """The claim where only a part of those who print the caption mean this."""
        return replace(
            self, share=self.share * share, filed=self.filed * share, second=max(self.second, 1 - share)
        )

    @property
    def why(self) -> str:
        """The claim as a reason."""
        said = f"{round(100 * self.filed)} % of {self.companies} companies use it for"
        if self.likeness >= 1:
            return f"{said} this caption{f', {self.here} in this section' if self.here else ''}"
        return f"{said} captions {round(100 * self.likeness)} % alike"


class Evidence:
    """Weighs how filers tag captions."""

    def __init__(
        self,
        captions: Captions,
        lexicon: Lexicon,
        instead: Mapping[str, str],
        usual: Mapping[str, Sequence[str]],
    ) -> None:
        """`instead` are elements that others stand for: what is claimed for one is claimed for the other.

        `usual` are the captions that the base layer calls usual, by concept.
        """
        self._captions = captions
        self._usual: defaultdict[str, list[str]] = defaultdict(list)
        for name, some in usual.items():
            for caption in some:
                self._usual[plain(caption)].append(instead.get(name, name))
        self._lexicon = lexicon
        self._instead = instead
        # Lines are asked for more than once, and captions come again.
        self._nearest: dict[tuple[str, str, str], list[tuple[float, str]]] = {}

    def claims(
        self,
        said: Sequence[str],
        terms: Terms,
        place: tuple[str, str],
        wanted: Callable[[str], bool],
        instead: Mapping[str, str],
    ) -> dict[str, Claim]:
        """The elements that are claimed for a line, of those that are wanted.

        `said` are the forms of its caption, the fullest first; `place` is its statement and section.
        `instead` are elements with those that take their place in this line.
        """
        found = self._claims(said, terms, place, wanted)
        for element, name in instead.items():
            if element in found and wanted(name):
                found[name] = found.pop(element).with_(found.get(name))
        return found

    def _claims(
        self,
        said: Sequence[str],
        terms: Terms,
        place: tuple[str, str],
        wanted: Callable[[str], bool],
    ) -> dict[str, Claim]:
        for caption in said:
            uses = [use for use in self._uses(caption, place[0], wanted) if _is_told(use, place)]
            if uses:
                usual = tuple(self._usually(caption, uses, place[1], wanted))
                return self._shares(uses, place[1], usual)
        return self._alike(said, terms, place, wanted)

    def section_of(self, said: Sequence[str], statement: str, kind: str) -> str | None:
        """The section that a caption closes; nothing where it is of no total, None where it is not known."""
        for caption in said:
            uses = [use for use in self._captions.uses(caption) if use.statement == statement]
            uses = [
                use for use in uses if (e := figure_elements().get(use.element)) is None or e.type == kind
            ]
            # What one company alone says makes no total of a line.
            if sum(use.companies for use in uses) <= 1:
                continue
            closed: defaultdict[str, int] = defaultdict(int)
            for use in uses:
                closed[CLOSES.get((statement, use.element), "")] += use.companies
            section, count = max(closed.items(), key=lambda pair: (pair[1], pair[0]))
            return section if count >= _CLOSING * sum(closed.values()) else ""
        return None

    def most(self, said: Sequence[str], statement: str) -> str:
        """The element that most companies use for a caption in a statement; nothing where none prints it."""
        for caption in said:
            uses = [use for use in self._captions.uses(caption) if use.statement == statement]
            if uses:
                return max(uses, key=lambda use: (use.companies, use.element)).element
        return ""

    def is_shown(self, element: str, statement: str) -> bool:
        """Whether filers may show an element in a statement: they do, or they show it in none."""
        shown = {of for of, _ in self._captions.shown(element)}
        return (
            not statement or not shown or not shown.isdisjoint({statement, _OTHER_STATEMENT.get(statement)})
        )

    def _uses(self, caption: str, statement: str, wanted: Callable[[str], bool]) -> list[Use]:
        uses = self._captions.uses(caption)
        named = {use.statement for use in uses}
        if statement and statement not in named and _OTHER_STATEMENT.get(statement) in named:
            statement = _OTHER_STATEMENT[statement]
        return [
            use
            for use in uses
            if (not statement or use.statement == statement)
            and wanted(self._instead.get(use.element, use.element))
        ]

    def _usually(
        self, caption: str, uses: Sequence[Use], section: str, wanted: Callable[[str], bool]
    ) -> Iterator[Use]:
        """What the base layer adds: what is usual for a caption, of what filers show in the section."""
        statement = uses[0].statement
        for name in self._usual.get(caption, ()):
            shown = self._captions.shown(name)
            here = shown.get((statement, section), 0) >= _SELDOM * sum(shown.values())
            if wanted(name) and here:
                yield Use(statement, name, _USUAL, _USUAL, 0, {section: _USUAL})

    def _shares(self, uses: Sequence[Use], section: str, usual: Sequence[Use] = ()) -> dict[str, Claim]:
        """The share of each element: that since 2011 first, and in the section more than in others."""
        filed = self._weights(uses, section)
        shares = self._weights((*uses, *usual), section) if usual else filed
        companies, recent = sum(use.companies for use in uses), sum(use.recent for use in uses)
        here = sum(use.sections.get(section, 0) for use in uses)
        best = sorted(filed.values(), reverse=True)[:2]
        return {
            name: Claim(
                share,
                filed.get(name, 0.0),
                here,
                companies,
                recent,
                best[0] if filed.get(name, 0.0) < best[0] else sum(best[1:]),
                1.0,
            )
            for name, share in shares.items()
        }

    def _weights(self, uses: Sequence[Use], section: str) -> dict[str, float]:
        ever = {id(use): use.companies * self._captions.trend(use.element) for use in uses}
        whole, recent = sum(ever.values()), sum(use.recent * self._newer(use) for use in uses)
        companies = sum(use.companies for use in uses)
        here = sum(use.sections.get(section, 0) for use in uses)
        weights: defaultdict[str, float] = defaultdict(float)
        for use in uses:
            lately = use.recent * self._newer(use) + _RECENT * ever[id(use)] / whole
            there = use.sections.get(section, 0) + _SECTION * use.companies / companies
            name = self._instead.get(use.element, use.element)
            weights[name] += (
                lately / (recent + _RECENT) * there / (here + _SECTION) * companies / use.companies
            )
        total = sum(weights.values())
        return {name: weight / total for name, weight in weights.items()}

    def _newer(self, use: Use) -> float:
        """How many companies one stands for that uses a newer element."""
        element = figure_elements().get(use.element)
        if element is not None and element.since:
            return (_LAST_YEAR - _FIRST_YEAR) / max(_LAST_YEAR - element.since, 1)
        return _NEW if use.recent >= _NEW_FROM and self._captions.is_new(use.element) else 1

    def _alike(
        self, said: Sequence[str], terms: Terms, place: tuple[str, str], wanted: Callable[[str], bool]
    ) -> dict[str, Claim]:
        """What is claimed for captions that are alike, the more the liker they are."""
        key = said[-1] if said else "", terms.text, place[0]
        near = self._nearest.get(key)
        if near is None:
            near = self._nearest[key] = self._near(said, terms, place[0])
        found: dict[str, Claim] = {}
        votes: defaultdict[str, float] = defaultdict(float)
        for likeness, caption in near:
            weight = math.exp((likeness - near[0][0]) * _FALL)
            uses = [use for use in self._uses(caption, place[0], wanted) if _is_told(use, place)]
            for name, claim in self._shares(uses, place[1]).items():
                votes[name] += claim.share * weight
                found.setdefault(name, Claim(0, 0, claim.here, claim.companies, claim.recent, 0, likeness))
        whole = sum(votes.values())
        shares = {name: vote / whole for name, vote in votes.items()}
        ranked = sorted(shares.values(), reverse=True)
        return {
            name: Claim(
                shares[name],
                shares[name],
                claim.here,
                claim.companies,
                claim.recent,
                ranked[0] if shares[name] < ranked[0] else ranked[1] if len(ranked) > 1 else 0.0,
                min(claim.likeness, 0.99),
            )
            for name, claim in found.items()
        }

    def _near(self, said: Sequence[str], terms: Terms, statement: str) -> list[tuple[float, str]]:
        words = {word for caption in said[-1:] for word in caption.split()}
        scored = [
            (likeness, caption)
            for caption in self._captions.sharing(words, _LOOKED_AT)
            if any(use.statement == statement or not statement for use in self._captions.uses(caption))
            and (likeness := self._lexicon.likeness(terms, self._lexicon.known(caption), least=_ALIKE))
            >= _ALIKE
        ]
        return sorted(scored, reverse=True)[:_NEXT]


def _is_told(use: Use, place: tuple[str, str]) -> bool:
    """Whether a use tells what the very caption is: what one company alone says is of its own section."""
    return use.companies > 1 or not place[0] or place[1] in use.sections


def forms(captions: Iterable[str]) -> list[str]:
    """Captions as filers' captions are compared, each once and none that is empty."""
    return [form for form in dict.fromkeys(map(plain, captions)) if form]
