"""Prepares a page's text for parsing: removes the head of a filing, checks bounds, numbers the tags.

A parser does not tell on which line an element began, so each tag that a finding may point to gets its line
as an attribute.
"""

import re

from tieout.core import InputError, Place, Source
from tieout.sources.html.names import BLOCKS, TABLE
from tieout.sources.html.nesting import Nesting
from tieout.sources.reader import refused
from tieout.sources.sgml import head_of

LINE = "data-tieout-line"
MAX_TAGS = 500_000
# What of a tag is no quoted value: more is no tag that anybody wrote.
_MAX_TAG = 10_000
# A comment, the text of an element that has no elements in it, or a tag with its attributes. Each takes what
# it finds, so that no character is looked at twice.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|textarea|title|xmp|noframes|iframe)(?=[\s/>])(?:.*?(?=</(?P=raw)[\s/>])|.*)"
    r"|<(?P<end>/?)(?P<name>[a-z][^\s/>]*)(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*+)",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def prepared(text: str, shown: str) -> str:
    """The page ready to be parsed. Raises InputError where it is too large to be read in time."""
    if text.count("<") > MAX_TAGS:
        raise refused(
            Place(shown), "too-large", f"the page has more than {MAX_TAGS:,} tags", "Is it the right file?"
        )
    parts: list[str] = []
    nesting = Nesting()
    # What a filing writes before the page is no part of it; its lines are counted.
    head = head_of(text)
    at = done = len(head)
    line = 1 + head.count("\n")
    for found in _MARKUP.finditer(text, at):
        line += text.count("\n", at, found.start())
        at = found.start()
        name = (found["name"] or "").lower()
        if not name:
            continue
        if found["end"]:
            nesting.end(name)
            continue
        _refuse_tag(found["rest"], shown, line)
        nesting.start(name, found[0])
        if not nesting.bounded:
            raise _too_deep(shown, line)
        if name in BLOCKS or name in TABLE:
            parts += (text[done : found.end("name")], f" {LINE}={line}")
            done = found.end("name")
    parts.append(text[done:])
    return "".join(parts)


def _refuse_tag(attributes: str, shown: str, line: int) -> None:
    if len(attributes) > _MAX_TAG and len(_QUOTED.sub("", attributes)) > _MAX_TAG:
        raise refused(
            Place(shown, source=Source(line, "/")),
            "page",
            "a tag of the page never ends",
            "Is it the page of a release?",
        )


def _too_deep(shown: str, line: int) -> InputError:
    return refused(
        Place(shown, source=Source(line, "/")),
        "page",
        "the page nests its elements too deep to be read",
        "Is it the page of a release?",
    )
