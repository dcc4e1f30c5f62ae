"""Plain data as YAML that reads as if a person had written it: short things in one line, strings bare."""

import json
import re
from collections.abc import Iterator, Mapping

_PLAIN = re.compile(r"[A-Za-z\u3040-\u30ff\u4e00-\u9fff][\w .()/+;'\u2019&\u2013\u2014\u2010\u2011-]*")
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off"))
_WIDE = 110


def scalar(value: object) -> str:
    """A value as a scalar of YAML, in quotes where YAML would take it for something else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    bare = _PLAIN.fullmatch(text) and not text.endswith(" ") and text.casefold() not in _WORDS
    # YAML takes no control characters, not even those beyond ASCII, but as escapes.
    return text if bare else json.dumps(text, ensure_ascii=not text.isprintable())


def flow(value: object) -> str:
    """A value as YAML in one line, with its mappings and lists in brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)


def document(value: Mapping[str, object], *comments: str) -> str:
    """The text of a YAML file: the comments, a line each, then the mapping."""
    return "\n".join([*(f"# {comment}" for comment in comments), *_block(value)]) + "\n"


def _block(value: object, indent: int = 0) -> Iterator[str]:
    pad = " " * indent
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _pair(f"{pad}{scalar(key)}:", one, indent)
        return
    assert isinstance(value, list | tuple)
    for one in value:
        short = f"{pad}- {flow(one)}"
        if not isinstance(one, Mapping) or (len(short) <= _WIDE and "lines" not in one):
            yield short
            continue
        first, *rest = _block(one, indent + 2)
        yield f"{pad}- {first.strip()}"
        yield from rest


def _pair(head: str, value: object, indent: int) -> Iterator[str]:
    short = f"{head} {flow(value)}"
    nested = isinstance(value, Mapping | list | tuple)
    # Mappings in a list stand each in lines of their own.
    listed = isinstance(value, list | tuple) and any(isinstance(one, Mapping) for one in value)
    # An empty mapping in lines of its own would be nothing at all.
    if not nested or not value or (len(short) <= _WIDE and not listed):
        yield short
    else:
        yield head
        yield from _block(value, indent + 2)
