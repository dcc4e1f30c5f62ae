"""YAML with the line of every value, read safely: no tags, no anchors, no duplicate keys, bounded size."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from tieout.core import NOT_XML, Finding, InputError, Place, kept

_MAX_BYTES = 4_000_000
_MAX_DEPTH = 40
# What is kept of a file: to be counted up when that changes.
_FORM = "yaml 1"
_INTEGER = re.compile(r"[-+]?\d{1,18}")
# The C loader is ten times faster; both give the same nodes.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file as plain data, with the place of each value by its path (`("concepts", "Assets")`).

    Neither is ever changed, since equal files share them.
    """

    file: str
    data: Any
    marks: dict[Key, tuple[int, int]] = field(repr=False)

    def place(self, path: Key = ()) -> Place:
        """Where the value at `path` stands, or the nearest value above it."""
        while path and path not in self.marks:
            path = path[:-1]
        line, column = self.marks.get(path, (1, 1))
        return Place(file=self.file, line=line, column=column)


class _RefusedError(Exception):
    """The mistake in a text, and its place."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.line, self.column, self.message = line, column, message


def load_yaml(path: Path, shown: str, *, base: bool = False) -> Document:
    """Reads one YAML file; `shown` is its name in messages. Results for the `base` layer are cached.

    Scalars are text, whole numbers, true, false or null (YAML 1.2 core): a date or `1.50` stays text, so that
    nothing becomes a float.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise InputError(_finding(shown, 1, 1, f"the file is larger than {_MAX_BYTES:,} bytes"))
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(_finding(shown, 0, 0, f"the file cannot be read: {error.strerror}")) from None
    except UnicodeDecodeError:
        raise InputError(_finding(shown, 1, 1, "the file is not UTF-8 text")) from None
    return parse_yaml(text, shown, base=base)


def parse_yaml(text: str, shown: str, *, base: bool = False) -> Document:
    """As `load_yaml`, for a text."""
    try:
        data, marks = _kept(text) if base else _parsed(text)
    except _RefusedError as error:
        raise InputError(_finding(shown, error.line, error.column, error.message)) from None
    return Document(shown, data, marks)


@lru_cache(maxsize=128)
def _kept(text: str) -> tuple[Any, dict[Key, tuple[int, int]]]:
    found: tuple[Any, dict[Key, tuple[int, int]]] = kept(text, _FORM, _parsed)
    return found


# A company's files are read again and again while its release is done, and then no more.
@lru_cache(maxsize=128)
def _parsed(text: str) -> tuple[Any, dict[Key, tuple[int, int]]]:
    try:
        _refuse_unsafe(text)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = getattr(error, "problem", None) or "it is no YAML"
        raise _RefusedError(line, column, f"not valid YAML: {problem}") from None
    marks: dict[Key, tuple[int, int]] = {}
    return None if node is None else _plain(node, (), marks), marks


@dataclass(frozen=True, slots=True)
class Span:
    """The position of a word in a text: its first character, and the one behind its last."""

    start: int
    end: int


def compose(text: str) -> yaml.Node | None:
    """The nodes of a text that parses, each with its position."""
    node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    return node


def spans(text: str) -> dict[Key, tuple[Span, Span | None]]:
    """The position of each key in a text that parses, by path, and of its value where that is a scalar."""
    found: dict[Key, tuple[Span, Span | None]] = {}

    def walk(node: yaml.Node | None, path: Key) -> None:
        if isinstance(node, yaml.SequenceNode):
            for index, child in enumerate(node.value):
                walk(child, (*path, index))
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                here = (*path, str(key.value))
                scalar = _span(value) if isinstance(value, yaml.ScalarNode) else None
                found[here] = (_span(key), scalar)
                walk(value, here)

    walk(compose(text), ())
    return found


def _span(node: yaml.Node) -> Span:
    return Span(node.start_mark.index, node.end_mark.index)


def _refuse_unsafe(text: str) -> None:
    if (found := NOT_XML.search(text)) is not None:
        before = text[: found.start()].split("\n")
        raise _RefusedError(len(before), len(before[-1]) + 1, _control(found[0]))
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            # Before anything is composed: the composer recurses.
            mark = event.start_mark or yaml.Mark("", 0, 0, 0, None, 0)
            raise _RefusedError(mark.line + 1, mark.column + 1, "the YAML is nested too deeply")
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            mark = event.start_mark or yaml.Mark("", 0, 0, 0, None, 0)
            raise _RefusedError(mark.line + 1, mark.column + 1, f"tags such as {tag} are not used here")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            mark = event.start_mark or yaml.Mark("", 0, 0, 0, None, 0)
            raise _RefusedError(mark.line + 1, mark.column + 1, "anchors and aliases are not used here")


def _plain(node: yaml.Node, path: Key, marks: dict[Key, tuple[int, int]]) -> Any:
    marks[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, index), marks) for index, child in enumerate(node.value)]
    return dict(_pairs(node, path, marks))


def _pairs(node: yaml.Node, path: Key, marks: dict[Key, tuple[int, int]]) -> Iterator[tuple[str, Any]]:
    seen: dict[str, int] = {}
    for key_node, value_node in node.value:
        line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise _RefusedError(line, column, "a key is a plain word")
        key = _carried(key_node)
        if key in seen:
            raise _RefusedError(line, column, f"{key!r} is given twice, first in line {seen[key]}")
        seen[key] = line
        value = _plain(value_node, (*path, key), marks)
        marks[(*path, key)] = (line, column)
        yield key, value


def _scalar(node: yaml.ScalarNode) -> Any:
    text = _carried(node)
    if node.style in ("'", '"', "|", ">"):
        return text
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    return int(text) if _INTEGER.fullmatch(text) else text


def _carried(node: yaml.ScalarNode) -> str:
    """The text of a scalar. Raises an error for characters that no report can carry,
    which YAML can escape.
    """
    text: str = node.value
    if not text.isprintable() and (found := NOT_XML.search(text)) is not None:
        mark = node.start_mark
        raise _RefusedError(mark.line + 1, mark.column + 1, _control(found[0]))
    return text


def _control(letter: str) -> str:
    return f"there is a control character (U+{ord(letter):04X}) in it, which no report can carry"


def _finding(shown: str, line: int, column: int, message: str) -> Finding:
    return Finding("yaml.unreadable", message, "Mend the file at this place.", (Place(shown, line, column),))
