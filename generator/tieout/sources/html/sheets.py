"""The style sheets inside a page: which of their rules apply to which element.

(CSS Cascading and Inheritance 4, 6 "Cascading".) Sheets in separate files are not available.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import tinycss2
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from tieout.core import Place
from tieout.sources.html.declarations import Declarations, declarations, parsed_style, serialized
from tieout.sources.html.selectors import Nth, Specificity, specificity, steps_of
from tieout.sources.reader import refused

# What it may take to find which compounds select which elements: their product, and their matches.
_MAX_WORK = 100_000_000
_MAX_MATCHES = 3_000_000
# The width of the window that a page is read in, as far as its sheets ask.
_WINDOW = 1_280
_QUERY = re.compile(r"\(\s*(min|max)-width\s*:\s*(\d+)(?:\.\d+)?(px|em|rem)\s*\)")
# Rules of rules for certain screens, as deep as anybody nests them.
_MAX_DEPTH = 20
_NO_SCREEN = re.compile(r"(?:only\s+)?(?:print|speech|tty|not)\b")


@dataclass(frozen=True, slots=True)
class Rule:
    """What the rule of one selector declares, with its weight."""

    weight: tuple[Specificity, int]
    said: Declarations


@dataclass(frozen=True, slots=True)
class _Match:
    """A step of a selector whose compound an element matches. `bit` marks elements that match the step."""

    combinator: str
    needs: int
    bit: int
    nth: tuple[Nth, ...]
    rule: Rule | None


@dataclass(slots=True)
class Standing:
    """The position of an element as far as selectors ask:
    marks of itself, of its ancestors, of earlier siblings.
    """

    own: int = 0
    above: int = 0
    before: int = 0
    previous: int = 0
    children: int = 0
    tags: dict[str, int] = field(default_factory=dict)


class Sheets:
    """The rules of a page's sheets, to be asked for each element from the root down."""

    def __init__(self, parser: LexborHTMLParser, tags: int, shown: str) -> None:
        self._parser = parser
        self._tags = tags
        self._shown = shown
        self._selected: dict[str, list[int]] = {}
        self._matches: dict[int, list[_Match]] = {}
        self._count = self._bits = 0
        for order, (selector, said) in enumerate(_rules(parser)):
            self._add(selector, Rule((specificity(selector), order), said))

    def _add(self, selector: str, rule: Rule) -> None:
        """Notes at each element which steps of a selector its compound matches."""
        steps = steps_of(selector)
        for number, step in enumerate(steps):
            last = number == len(steps) - 1
            needs = 1 << self._bits - 1 if number else 0
            bit = 0 if last else 1 << self._bits
            match = _Match(step.combinator, needs, bit, step.nth, rule if last else None)
            for node in self._nodes(step.compound):
                self._matches.setdefault(node, []).append(match)
            self._bits += not last

    def _nodes(self, compound: str) -> list[int]:
        """The nodes that match a compound, up to a limit of time."""
        if compound not in self._selected:
            self._selected[compound] = _select(self._parser, compound)
        nodes = self._selected[compound]
        self._count += len(nodes)
        if len(self._selected) * self._tags > _MAX_WORK or self._count > _MAX_MATCHES:
            what = "the page's style sheets have more rules than can be read in time"
            raise refused(Place(self._shown), "too-large", what, "Is it the page of a release?")
        return nodes

    def of(self, node: int, tag: str, parent: Standing) -> tuple[list[Rule], Standing]:
        """The rules for the next child of `parent`, the weightiest last, and that child's position.

        `node` is the child's number in the page's tree, `tag` its name. Each child is asked for once, in
        order.
        """
        if not self._matches:
            return [], parent
        parent.children += 1
        parent.tags[tag] = parent.tags.get(tag, 0) + 1
        standing = Standing(above=parent.above | parent.own)
        rules: list[Rule] = []
        for match in self._matches.get(node, ()):
            if not _holds(match, standing, parent, tag):
                continue
            standing.own |= match.bit
            if match.rule is not None:
                rules.append(match.rule)
        parent.previous = standing.own
        parent.before |= standing.own
        rules.sort(key=lambda rule: rule.weight)
        return rules, standing


def _holds(match: _Match, standing: Standing, parent: Standing, tag: str) -> bool:
    """Whether an element matches a step: it relates as required to one that matched the step before."""
    marks = {" ": standing.above, ">": parent.own, "+": parent.previous, "~": parent.before}
    if match.needs and not marks[match.combinator] & match.needs:
        return False
    return all(nth.holds(parent.tags[tag] if nth.same_tag else parent.children) for nth in match.nth)


def _select(parser: LexborHTMLParser, compound: str) -> list[int]:
    try:
        return [node.mem_id for node in parser.css(compound)]
    except SelectolaxError:
        # As in a browser, a rule whose selector is not understood is none.
        return []


def _rules(parser: LexborHTMLParser) -> Iterator[tuple[str, Declarations]]:
    """Each selector of the sheets with its declarations, where these affect reading."""
    for sheet in parser.css("style"):
        media = sheet.attributes.get("media")
        if media is None or _applies(media):
            yield from _rules_of(parsed_style(tinycss2.parse_stylesheet, sheet.text()))


def _rules_of(rules: Iterable[Any], depth: int = 0) -> Iterator[tuple[str, Declarations]]:
    if depth > _MAX_DEPTH:
        return
    for rule in rules:
        if rule.type == "qualified-rule":
            said = declarations(serialized(rule.content))
            if said:
                for selector in _selectors(serialized(rule.prelude)):
                    yield selector, said
        elif rule.type == "at-rule" and rule.content is not None:
            name, about = rule.lower_at_keyword, serialized(rule.prelude)
            if (name == "media" and _applies(about)) or name in ("layer", "supports"):
                yield from _rules_of(parsed_style(tinycss2.parse_rule_list, rule.content), depth + 1)


def _selectors(text: str) -> list[str]:
    """The selectors of a list, each with its own weight; commas in brackets do not separate."""
    return [part.strip() for part in re.split(r",(?![^(]*\))", text) if part.strip()]


def _applies(media: str) -> bool:
    """Whether a sheet applies to a screen of usual width (Media Queries 4)."""
    return not media.strip() or any(_matches(query.strip().lower()) for query in media.split(","))


def _matches(query: str) -> bool:
    if _NO_SCREEN.match(query):
        return False
    for bound, number, unit in _QUERY.findall(query):
        width = int(number[:6]) * (1 if unit == "px" else 16)
        if (bound == "min" and width > _WINDOW) or (bound == "max" and width < _WINDOW):
            return False
    # What else is asked of the screen is not known.
    return "(" not in _QUERY.sub("", query)
