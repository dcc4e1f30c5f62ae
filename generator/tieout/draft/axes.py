"""Chooses the axis for the parts that a table names:
by the words above them, their own words, their place.
"""

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tieout.definitions import BrokenDown, Drafting
from tieout.language import countries_of
from tieout.layout import tidy

Where = Literal["column", "heading", "row"]

# What tells for an axis: its words among the parts, above these parts alone, above the table; parts that are
# places; where its parts usually stand. What tells against it: the table's title names others, not this one.
_OWN, _ABOVE, _TITLE, _PLACES, _LIKELY, _UNSAID, _INSIDE = 1.5, 2.0, 1.5, 2.0, 0.2, 0.5, 0.5
# The parts of a table before are the same here.
_BEFORE = 2.0
# So much tells that parts are something else.
_ELSE = 0.4
# Parts of what is sold are in a table of something else.
_UNSOLD = 2.0
# Parts within the parts of a segment are its own parts, unless the words say what else.
_WITHIN = 0.1
_HALF = 0.5
# So much of a caption is the name of a place where it names one.
_NAMED = 0.3
# The amount is none that has such parts.
_NEVER = float("-inf")
# More kinds of parts than this in one table are not told apart.
_MOST = 5


@dataclass(frozen=True, slots=True)
class Named:
    """Parts that a table names in one way: in its columns, its headings or its rows.

    Parts of `depth` 1 are within those of depth 0, and so on. `above` is the text printed over these parts
    alone, `total` the caption of their total. `of_segments`: an amount that only segments have is broken down
    by these parts. `headed`: those that further parts are within stand as headings above these.
    """

    where: Where
    depth: int
    captions: tuple[str, ...]
    above: str = ""
    total: str = ""
    of_segments: bool = False
    headed: bool = False


class Axes:
    """Chooses the axis on which the parts of a table are members, by the words of one language."""

    def __init__(self, drafting: Drafting, language: str, known: Callable[[str], frozenset[str]]) -> None:
        """`known` gives the axes on which a caption is a member already."""
        self._known = known
        self._models = drafting.breakdowns
        # Words that name an amount say nothing of parts, but where this amount is.
        self._words = {
            name: _pattern(() if model.alone else model.words) for name, model in self._models.items()
        }
        self._alone = {name: _pattern(model.words) for name, model in self._models.items() if model.alone}
        self._sold = {name for name, model in self._models.items() if model.sold}
        self._taken_apart = {model.within for model in self._models.values()}
        self._of_segments = _pattern(drafting.words.of_segments)
        self._places = _pattern((*drafting.places, *countries_of(language)))

    def is_said(self, text: str) -> bool:
        """Whether a text says that something is broken down, as `by region` does."""
        return any(words.search(plain(text)) for words in self._words.values())

    def is_of_segments(self, text: str) -> bool:
        """Whether a text names an amount that of all parts only segments have, as `Operating income`."""
        return self._of_segments.search(plain(text)) is not None

    def without(self, text: str) -> str:
        """A text without the words that say what is broken down, and by what."""
        said = plain(text)
        for words in self._words.values():
            said = words.sub(" ", said)
        return said

    def of(self, title: str, named: Sequence[Named], *, sold: bool = True) -> list[str]:
        """The breakdown of each group of parts: the likeliest choice for all together.

        Two groups that one figure belongs to never have the same breakdown. `sold` tells that the table may
        be of what is sold; goodwill has no products, though a segment may be called `Services`.
        """
        told = self._told(title) | self._amounts(title)
        twice = {name for name in told if len(self._said(name, title)) > 1}
        named = named[:_MOST]
        around = [_holds(one, inner) for one, inner in itertools.zip_longest(named, named[1:])]
        scores = [
            self._scores(one, told, around=holds, sold=sold) for one, holds in zip(named, around, strict=True)
        ]
        best: tuple[float, list[str]] = (float("-inf"), [])

        def choose(chosen: list[str], score: float) -> None:
            nonlocal best
            if len(chosen) == len(named):
                best = max(best, (score, chosen), key=lambda pair: pair[0])
                return
            for name in self._models:
                fit = self._fit(named, chosen, name, scores, told, twice)
                if fit is not None:
                    choose([*chosen, name], score + fit)

        choose([], 0.0)
        return best[1]

    def _said(self, name: str, text: str) -> list[str]:
        """The words of a breakdown in a text, each once: both of `by segment and division`."""
        found = {one[0] for one in self._words[name].finditer(plain(text))}
        return [word for word in found if not any(word != one and word.startswith(one) for one in found)]

    def is_kind(self, text: str) -> bool:
        """Whether a text is nothing but the name of something that is sold: `Products`, `Services`."""
        said = plain(text)
        kinds = (name for name, model in self._models.items() if model.sold)
        return any(self._words[name].fullmatch(said) for name in kinds)

    def is_told(self, title: str, named: Named, name: str) -> bool:
        """Whether something printed says that the parts are of this breakdown;
        False where it is only the usual one.
        """
        words, model = self._words[name], self._models[name]
        text = f"{title} {named.above} {named.total}"
        if words.search(plain(text)) or name in self._amounts(text):
            return True
        return any(words.search(plain(caption)) for caption in named.captions) or (
            model.places and self._places_among(named.captions) >= _HALF
        )

    def _told(self, text: str) -> set[str]:
        """The breakdowns whose words a text has; `contract type` does not say `type` as well."""
        said = plain(text)
        found = {name: [at.span() for at in words.finditer(said)] for name, words in self._words.items()}
        spans = [span for of in found.values() for span in of]

        def stands(first: int, last: int) -> bool:
            return not any(one <= first and last <= end and last - first < end - one for one, end in spans)

        return {name for name, of in found.items() if any(stands(*span) for span in of)}

    def _scores(self, named: Named, title: Iterable[str], *, around: bool, sold: bool) -> dict[str, float]:
        """How well each breakdown fits a group of parts by itself: a score by the breakdown's name.

        `around` tells that further parts are within these; `sold` is as `of` has it.
        """
        near = self._told(named.above)
        told = {*title, *near, *self._told(named.total)}
        told |= self._amounts(f"{named.above} {named.total}")
        place = f"{named.where}-within" if named.depth else f"{named.where}-around" if around else named.where
        inside = around and named.headed
        scores: dict[str, float] = {}
        for name, words in self._words.items():
            model = self._models[name]
            # The name of what is known on another axis says nothing: a segment may be called `Services`.
            known = [self._known(caption) for caption in named.captions]
            own = [
                0.0 if there and model.axis not in there else _says(words, plain(caption))
                for caption, there in zip(named.captions, known, strict=True)
            ]
            # What the words say of products they say of the rows within these.
            inner = inside and model.sold and sum(own) < _HALF * len(own)
            score = 0.0 if inner else _OWN * max(own) + sum(own) / len(own)
            if model.places and self._places_among(named.captions) >= _HALF:
                score += _PLACES
            if name in near:
                score += _ABOVE
            elif name in told and not inner:
                score += _TITLE
            elif told - (self._sold if inside else set()) and not named.depth:
                score -= _UNSAID
            other = (model.sold and not sold) or (named.of_segments and (model.sold or model.places))
            if other and name not in told:
                score -= _UNSOLD
            before = sum(model.axis in there for there in known)
            score += _BEFORE if before >= _HALF * len(named.captions) else 0.0
            scores[name] = score + (_LIKELY if place in model.likely else 0.0)
            if model.alone and name not in told:
                scores[name] = _NEVER
        return scores

    def is_amount_of(self, text: str) -> bool:
        """Whether a text names an amount that has a breakdown of its own, as restructuring has."""
        return bool(self._amounts(text))

    def _amounts(self, text: str) -> set[str]:
        """The breakdowns of one amount alone that a text names, as restructuring costs are by their type."""
        return {name for name, words in self._alone.items() if words.search(plain(text))}

    def _is_own(self, name: str, captions: Sequence[str]) -> bool:
        """Whether captions themselves say that they are parts of a breakdown."""
        places = self._models[name].places and self._places_among(captions) >= _HALF
        return places or self.share(name, captions) > 0

    def _places_among(self, captions: Sequence[str]) -> float:
        """The share of captions that name places: `Other Europe` does, `U.S. Retail Coffee` does not."""
        return sum(self._is_place(plain(caption)) for caption in captions) / len(captions)

    def _is_place(self, caption: str) -> bool:
        named = sum(len(found[0]) for found in self._places.finditer(caption))
        return named >= _NAMED * len(caption)

    def _fit(
        self,
        named: Sequence[Named],
        chosen: Sequence[str],
        name: str,
        all_scores: Sequence[Mapping[str, float]],
        title: Collection[str],
        twice: Collection[str],
    ) -> float | None:
        """How well a breakdown fits the next group,
        given the choices for the groups before; None: not possible.

        `title` are the breakdowns that the title says, `twice` those that it says in two words.
        """
        scores = all_scores[len(chosen)]
        one, model, score = named[len(chosen)], self._models[name], scores[name]
        if model.words == () and model.within is None:
            return None
        if score == _NEVER:
            return None
        outer = next(
            (
                there
                for other, there in reversed(list(zip(named, chosen, strict=False)))
                if other.where == one.where and other.depth == one.depth - 1
            ),
            None,
        )
        if model.within is not None:
            # What says that there are segments says it of those around, unless it names both.
            once = one.where == "row" and model.within in title and model.within not in twice
            said = scores[model.within] - (_TITLE if once else 0.0)
            return max(scores[name], said + _WITHIN) if outer == model.within else None
        for other, there, others in zip(named, chosen, all_scores, strict=False):
            beside = other.where == one.where and other.depth == one.depth
            if there != name:
                continue
            inside = other.where == one.where and other.depth < one.depth
            smaller = inside and there not in self._taken_apart
            if beside or (smaller and self._models[there].within is None):
                # What only the title says it says once: products within what else is known for segments are
                # no products within products.
                else_ = max(score for name_, score in others.items() if name_ != name)
                once = smaller and name in title and else_ >= _ELSE and not self._is_own(name, one.captions)
                score -= _UNSAID + (_TITLE if once else 0)
            else:
                return None
        return score

    def says(self, name: str, text: str) -> bool:
        """Whether a text contains a word of the breakdown with this name."""
        return self._words[name].search(plain(text)) is not None

    def share(self, name: str, captions: Sequence[str]) -> float:
        """The share of some captions that contain a word of the breakdown with this name."""
        return sum(self.says(name, caption) for caption in captions) / max(len(captions), 1)

    def model(self, name: str) -> BrokenDown:
        """The definition of a breakdown, by its name."""
        return self._models[name]


def _holds(one: Named, next_: Named | None) -> bool:
    """Whether the next group of parts is within this one."""
    return next_ is not None and next_.where == one.where and next_.depth == one.depth + 1


def _says(words: re.Pattern[str], caption: str) -> float:
    """How far a caption says one of some words:
    most where it ends with it, as `Marine Products segment` does.
    """
    ends = [found.end() for found in words.finditer(caption)]
    if not ends:
        return 0.0
    return 1.0 if ends[-1] == len(caption) else _INSIDE


def plain(text: str) -> str:
    """A text in small letters, its words one blank apart."""
    return " ".join(tidy(text).casefold().split())


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that matches any of some words, the longest first; without words it matches nothing."""
    inner = "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
    return re.compile(rf"(?<!\w)(?:{inner})(?!\w)") if inner else re.compile(r"(?!)")
