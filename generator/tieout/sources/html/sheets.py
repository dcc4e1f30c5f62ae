"""The style sheets that a page carries itself: which of their rules apply to which element.

(CSS Cascading and Inheritance 4, 6 "Cascading"; Selectors 4, 17 "Calculating a selector's specificity".) The
parser of the page finds the elements that a selector selects. Sheets in files of their own are not there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

import tinycss2
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from tieout.sources.html.declarations import Declarations, declarations

# Of rules and of elements that they select, as many as a page of a release has many times over.
_MAX_RULES = 5_000
_MAX_SELECTED = 1_000_000
# The width of the window that a page is read in, as far as its sheets ask.
_WINDOW = 1_280
_QUERY = re.compile(r"\(\s*(min|max)-width\s*:\s*(\d+)(?:\.\d+)?(px|em|rem)\s*\)")
_SPECIFIC = re.compile(
    r"(?P<id>#[\w-]+)|(?P<named>\.[\w-]+|\[[^]]*\]|:(?!:)[\w-]+)|(?P<tag>(?<![\w-])[a-z][\w-]*)", re.I
)
# What is not a state of the element as the page is opened (a pointer over it, a click) or a part made by CSS.
_NEVER = re.compile(
    r"::|:(?:hover|active|focus|visited|target|before|after|first-letter|first-line|checked)", re.I
)

Rules = Mapping[int, list[Declarations]]


def sheet_rules(parser: LexborHTMLParser) -> Rules:
    """By node, the declarations that the page's sheets have for it, the weightier ones last."""
    selected: dict[int, list[tuple[tuple[int, int, int, int], Declarations]]] = {}
    count = 0
    for order, (selector, said) in enumerate(_rules(parser)):
        if order >= _MAX_RULES:
            break
        weight = (*_specificity(selector), order)
        for node in _select(parser, selector):
            selected.setdefault(node, []).append((weight, said))
            count += 1
        if count > _MAX_SELECTED:
            break
    return {
        node: [said for _, said in sorted(found, key=lambda one: one[0])] for node, found in selected.items()
    }


def _rules(parser: LexborHTMLParser) -> Iterator[tuple[str, Declarations]]:
    """Each selector of the sheets with what it declares, where that bears on reading."""
    for sheet in parser.css("style"):
        media = sheet.attributes.get("media")
        if media is None or _applies(media):
            parsed = tinycss2.parse_stylesheet(sheet.text(), skip_comments=True, skip_whitespace=True)
            yield from _rules_of(parsed)


def _rules_of(rules: Iterable[object]) -> Iterator[tuple[str, Declarations]]:
    for rule in rules:
        kind = getattr(rule, "type", "")
        if kind == "qualified-rule":
            said = declarations(tinycss2.serialize(rule.content))  # type: ignore[attr-defined]
            if said:
                for selector in _selectors(tinycss2.serialize(rule.prelude)):  # type: ignore[attr-defined]
                    yield selector, said
        elif kind == "at-rule" and rule.content is not None:  # type: ignore[attr-defined]
            name = rule.lower_at_keyword  # type: ignore[attr-defined]
            if name == "media" and _applies(tinycss2.serialize(rule.prelude)):  # type: ignore[attr-defined]
                inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)  # type: ignore[attr-defined]
                yield from _rules_of(inside)


def _selectors(text: str) -> list[str]:
    """The selectors of a list, each of which has its own weight."""
    parts = text.split(",") if "(" not in text else [text]
    return [part.strip() for part in parts if part.strip() and not _NEVER.search(part)]


def _applies(media: str) -> bool:
    """Whether a sheet is for a screen as wide as a person reads on (Media Queries 4)."""
    return any(_matches(query.strip().lower()) for query in media.split(",")) or not media.strip()


def _matches(query: str) -> bool:
    if re.match(r"(?:only\s+)?(?:print|speech|tty|not)\b", query):
        return False
    for bound, number, unit in _QUERY.findall(query):
        width = int(number[:6]) * (1 if unit == "px" else 16)
        if (bound == "min" and width > _WINDOW) or (bound == "max" and width < _WINDOW):
            return False
    return not re.search(r"\(", _QUERY.sub("", query))


def _select(parser: LexborHTMLParser, selector: str) -> list[int]:
    try:
        return [node.mem_id for node in parser.css(selector)]
    except SelectolaxError:
        # As in a browser, a rule whose selector is not understood is none.
        return []


def _specificity(selector: str) -> tuple[int, int, int]:
    found = [match.lastgroup for match in _SPECIFIC.finditer(selector)]
    return found.count("id"), found.count("named"), found.count("tag")
