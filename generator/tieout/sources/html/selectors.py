"""Takes selectors of a style sheet apart into steps (Selectors 4).

`.report td > .n` has three steps. Each is a compound, which an element matches by itself and the page's
parser finds, and a combinator, which says how the element relates to the one of the step before.
"""

import re
from dataclasses import dataclass

import tinycss2.nth

# Parts made by CSS, and states that no element has as the page is opened.
_NEVER = re.compile(
    r"::|:(?:hover|active|focus|focus-visible|focus-within|visited|target|before|after|first-letter|first-line"
    r"|checked|nth-last|has|scope|host|global)\b",
    re.IGNORECASE,
)
_NTH = re.compile(r":nth-(?P<of>child|of-type)\((?P<formula>[^()]*)\)", re.IGNORECASE)
# A compound whose brackets hold selectors of several steps.
_NESTED = re.compile(r"\([^()]*[\s>+~(][^()]*\)")
_STEP = re.compile(
    r"\s*(?P<combinator>[>+~])?\s*"
    r"(?P<compound>(?:[^\s>+~\[\]()\"']|\[[^\]]*\]|\((?:[^()]|\([^()]*\))*\))+)"
)
_SPECIFIC = re.compile(
    r"(?P<id>#[\w-]+)|(?P<named>\.[\w-]+|\[[^]]*\]|:[\w-]+)|(?P<tag>(?<![\w-])[a-z][\w-]*)", re.IGNORECASE
)
_MAX_STEPS = 20

Specificity = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Nth:
    """Every `step`th child, counted from 1, beginning with `first`; only those of its tag if `same_tag`."""

    step: int
    first: int
    same_tag: bool

    def holds(self, number: int) -> bool:
        """Whether the child of that number is one of them (Selectors 4, 13.3.1)."""
        behind = number - self.first
        if self.step == 0:
            return behind == 0
        return behind % self.step == 0 and behind // self.step >= 0


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a selector; `combinator` is a space, `>`, `+` or `~`, and "" before the first compound."""

    combinator: str
    compound: str
    nth: tuple[Nth, ...] = ()


def steps_of(selector: str) -> list[Step]:
    """The steps of a selector; empty where it selects nothing, or is not supported."""
    if _NEVER.search(selector):
        return []
    steps: list[Step] = []
    at = 0
    selector = selector.strip()
    while at < len(selector):
        found = _STEP.match(selector, at)
        if found is None or len(steps) == _MAX_STEPS:
            return []
        step = _step(found["combinator"] or (" " if steps else ""), found["compound"])
        if step is None:
            return []
        steps.append(step)
        at = found.end()
    return steps


def _step(combinator: str, compound: str) -> Step | None:
    nth: list[Nth] = []
    for found in _NTH.finditer(compound):
        formula = tinycss2.nth.parse_nth(found["formula"])
        if formula is None:
            return None
        nth.append(Nth(formula[0], formula[1], found["of"].lower() == "of-type"))
    plain = _NTH.sub("", compound) or "*"
    if _NESTED.search(plain):
        return None
    return Step(combinator, plain, tuple(nth))


def specificity(selector: str) -> Specificity:
    """The weight of a selector among others (Selectors 4, 17)."""
    found = [match.lastgroup for match in _SPECIFIC.finditer(selector)]
    return found.count("id"), found.count("named"), found.count("tag")
