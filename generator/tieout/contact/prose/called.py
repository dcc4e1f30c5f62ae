"""Finds what each figure of a sentence is called: by words before it or behind, or as an earlier figure."""

import re
from collections.abc import Sequence

from tieout.contact.prose.behind import BehindReader
from tieout.contact.prose.figures import per_share
from tieout.contact.prose.model import Printed
from tieout.contact.prose.names import Names
from tieout.contact.prose.phrases import any_of, finder, last
from tieout.contact.prose.roles import RoleReader
from tieout.contact.prose.said import Said, Spot, State
from tieout.definitions import ProseWords
from tieout.draft import PARENT

# The stop of `U.S.` is none.
_BOUNDARY = re.compile(r"[;:]|\s[–—-]\s|(?<!\.[A-Z])\.\s")
# What stands in brackets in a name: `systems construction (one-time)`.
_ASIDE = re.compile(r"\([^()]*\)")
# The comma of a date ends no phrase.
_COMMA = re.compile(r"\(|,(?!\s\d{4}\b)")
_PHRASE_ENDS = re.compile(r"[,;:(]")


class NameReader:
    """Reads the names of figures by the words of a language."""

    def __init__(self, words: ProseWords, names: Names, roles: RoleReader) -> None:
        self._names = names
        self._roles = roles
        self._compared = finder(words.compared)
        self._includes = finder(words.includes)
        goes_on = any_of((*words.verbs, *words.rises, *words.falls))
        # `, which include maintenance,`: more words on the amount, behind its name.
        self._aside = re.compile(
            rf",\s*{any_of(words.asides)}\s[^;:]*,(?=\s+{goes_on})" if words.asides else "(?!)", re.IGNORECASE
        )
        # `0.9 % of total loans in March and $1.4 million`: what a share is of is no name of the next figure.
        self._of_whole = re.compile(
            rf"^\s*\)?\s*{any_of(words.over)}\s[^,;:]*?(?=[,;:]|\s{any_of((*words.or_, *words.compared))}\s)"
            if words.over
            else "(?!)",
            re.IGNORECASE,
        )
        self._excludes = re.compile(
            rf",\s*{any_of(words.excludes)}\s[^;:]*,(?=\s+{goes_on})" if words.excludes else "(?!)",
            re.IGNORECASE,
        )
        self._behind = BehindReader(words)

    def take(self, state: State, spot: Spot, said: Sequence[Said], changed: str) -> None:
        """Adds the words around a figure to the state: a name of its own, or that of an earlier figure.

        `changed` is what the figure is the change of where that stands behind it.
        """
        lead = self._of_whole.sub("", self.without_asides(spot.lead))
        included = last(self._includes, _ASIDE.sub(lambda said: " " * len(said[0]), lead))
        if included is not None:
            lead = lead[included.end() :]
        elif spot.compared and spot.fresh and (match := last(self._compared, lead)) is not None:
            # What stands before it is of the figure before: `7 % of sales, compared to`.
            lead = lead[match.end() :]
        behind = changed or self._named_behind(spot, lead, included is not None)
        if behind:
            state.near = state.words = self._names.words(behind)
            state.behind = state.aside = frozenset()
            state.leads, state.part, state.limited = spot.number, not changed, False
            return
        state.behind = self._names.words(_PHRASE_ENDS.split(spot.tail, maxsplit=1)[0])
        if spot.reached and self._same(state, lead):
            return
        self._before(state, spot, said, lead)
        if included is not None:
            state.part = True

    def without_asides(self, text: str) -> str:
        """A text without further words on an amount behind its name."""
        return self._aside.sub(" ", text) if "," in text else text

    def _named_behind(self, spot: Spot, lead: str, included: bool) -> str:
        """The name that stands behind a figure, where none stands before: `paid $93 million in dividends`."""
        if included:
            return self._behind.named(spot.tail) if not self._own(lead)[1] else ""
        return self._behind.given(lead, spot.tail) if self._is_bare(lead) else ""

    def _is_bare(self, lead: str) -> bool:
        """Whether no name stands before a figure in its phrase; that of the company is none."""
        return not self._names.words(_COMMA.split(lead)[-1]) - {PARENT}

    def _same(self, state: State, lead: str) -> bool:
        """Whether nothing but words on the figure before stands between it and what it changed to:
        `fell 10 %, or 8 % at constant currency, to`.
        """
        return bool(state.words) and not self._names.words(lead.rpartition(",")[2])

    def _own(self, lead: str) -> tuple[frozenset[str], frozenset[str]]:
        """The words of the last phrase before a figure, and those of all its phrases."""
        own = _ASIDE.sub(" ", lead)
        boundary = last(_BOUNDARY, own)
        own = self._roles.without_of(own[boundary.end() :] if boundary is not None else own)
        chunks = [self._names.words(chunk) for chunk in _COMMA.split(own)]
        return next((chunk for chunk in reversed(chunks) if chunk), frozenset()), self._names.words(own)

    def _before(self, state: State, spot: Spot, said: Sequence[Said], lead: str) -> None:
        """Adds the words before a figure."""
        further = self._roles.further(lead)
        if further is not None and not self._names.words(further):
            # `, an increase of` is of what the statement is about.
            main = [n for n, other in enumerate(said) if other.role == "level" and not other.compared]
            main = [n for n in main if not said[n].same and said[n].statement == spot.statement]
            if main and not spot.compared:
                self._follow(state, said, main[-1])
                return
        limited = self._excludes.search(lead) is not None
        near, words = self._own(self._excludes.sub(" ", lead))
        bracket = spot.compared and "(" in lead
        main = [n for n, other in enumerate(said) if not other.compared and other.role == "level"]
        main = [n for n in main if said[n].statement == said[main[-1]].statement]
        # What is compared may be called by less than its whole name.
        less = spot.compared and bool(main) and words < said[main[-1]].words
        if words and not bracket and not less:
            state.near, state.words, state.leads = near, words, spot.number
            asides = [*_ASIDE.findall(lead), *self._aside.findall(spot.lead)]
            # `, excluding rent and tax, which we call core costs,`: the last of it may be a name.
            asides += [said.strip(",").rpartition(",")[2] for said in self._excludes.findall(lead)]
            state.aside = self._names.words(" ".join(asides))
            state.part, state.limited = False, limited
            return
        alike = [n for n in main if said[n].printed.kind == spot.one.kind] or main
        if not spot.compared or not alike:
            return
        if bracket:
            self._follow(state, said, alike[-1])
        elif spot.fresh:
            # What is compared is called as the figure of its kind in the clause before, in the same order.
            self._follow(state, said, alike[0])
        else:
            already = sum(
                other.compared and other.printed.kind == spot.one.kind for other in said[alike[-1] :]
            )
            if 0 < already < len(alike):
                self._follow(state, said, alike[already])

    @staticmethod
    def _follow(state: State, said: Sequence[Said], number: int) -> None:
        other = said[number]
        state.near, state.words, state.aside = other.near, other.words, other.aside
        state.behind = state.behind or other.behind
        state.leads = number if other.leads is None else other.leads

    def change_of(
        self, figures: Sequence[Printed], between: Sequence[str], number: int
    ) -> tuple[str, int] | None:
        """What a figure is the change of, if that stands behind it or behind the same in per cent; and 1 for
        a rise, -1 for a fall.
        """
        lead, kind = between[number], figures[number].kind
        if number and kind == "percent" and self._roles.is_same(lead):
            lead = between[number - 1]
        bare = self._is_bare(lead)
        found = self._behind.change_of(lead, between[number + 1], kind, bare=bare)
        if found is not None or number + 1 == len(figures):
            return found
        if figures[number + 1].kind == "percent" != kind and self._roles.is_same(between[number + 1]):
            return self._behind.change_of(lead, between[number + 2], kind, bare=bare)
        return None

    @staticmethod
    def counted(one: Printed, said: Sequence[Said], state: State, number: int) -> Printed:
        """The figure with what it counts: one compared with an amount per share is per share too."""
        leads = state.leads
        if leads is None or leads == number or one.kind != "money" or one.figure.decimals <= 0:
            return one
        alike = said[leads].kind == "per-share" and all(other.kind != "money" for other in said[leads:])
        return per_share(one) if alike else one
