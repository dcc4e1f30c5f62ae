"""Changes a value in a YAML file in place: comments, order and layout stay as they are.

The result is read again and compared with what was meant. Where it differs, the file is not changed.
"""

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from tieout.core import Finding, InputError, Place
from tieout.definitions._yaml import Key, parse_yaml
from tieout.definitions._yaml import compose as composed

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Put:
    """Puts a value at a path, `written` in one line of YAML; a missing key is added."""

    path: Key
    written: str


@dataclass(frozen=True, slots=True)
class Append:
    """Adds an entry at the end of the list at a path; a missing list is added."""

    path: Key
    written: str


Change = Put | Append


def data_of(text: str, shown: str) -> Any:
    """The content of a file as plain data."""
    return parse_yaml(text.removeprefix(_BOM), shown).data


def entry_at(text: str, place: Place) -> tuple[Key, dict[str, Any]] | None:
    """The path and content of the list entry that begins at a place; None where none begins there."""
    document = parse_yaml(text.removeprefix(_BOM), place.file)
    for path, mark in document.marks.items():
        if path and isinstance(path[-1], int) and mark == (place.line, place.column):
            at: Any = document.data
            for key in path:
                at = at[key]
            return (path, at) if isinstance(at, dict) else None
    return None


def edited(text: str, changes: Iterable[Change], shown: str) -> str:
    """The text with the changes made one after the other.

    Raises InputError where a value is written in a way that cannot be changed here.
    """
    for change in changes:
        text = _changed(text, change, shown)
    return text


def _changed(text: str, change: Change, shown: str) -> str:
    mark = _BOM if text.startswith(_BOM) else ""
    plain = text.removeprefix(_BOM)
    meant = _meant(parse_yaml(plain, shown).data, change, shown)
    newline = "\r\n" if "\r\n" in plain else "\n"
    writer = _Writer(plain, newline)
    done = writer.put(change) if isinstance(change, Put) else writer.add(change)
    if done is None or _read(done, shown) != meant:
        where = parse_yaml(plain, shown).place(change.path)
        what = f"{'/'.join(map(str, change.path))} is written in a way that is changed by hand alone"
        raise InputError(Finding("yaml.not-edited", what, "Change it in the file.", (where,)))
    return mark + done


def _read(text: str, shown: str) -> object:
    try:
        return parse_yaml(text, shown).data
    except InputError:
        return None


def _meant(data: object, change: Change, shown: str) -> object:
    """The content of the file after a change."""
    whole: Any = copy.deepcopy(data)
    value = parse_yaml(change.written, shown).data
    *above, last = change.path
    at: Any = whole
    try:
        for key in above:
            at = at[key]
        if isinstance(change, Put):
            at[last] = value
        elif isinstance(at, dict) and at.get(last) is None:
            at[last] = [value]
        else:
            at[last].append(value)
    except (KeyError, IndexError, TypeError, AttributeError):
        what = f"there is no {'/'.join(map(str, change.path))} in the file"
        raise InputError(Finding("yaml.not-edited", what, "", (Place(shown),))) from None
    return whole


class _Writer:
    """Writes changes into a text; returns None where it does not know how."""

    def __init__(self, text: str, newline: str) -> None:
        self._text, self._newline = text, newline
        self._root = composed(text)

    def put(self, change: Put) -> str | None:
        """The text with a value put in its place, or with a key added beside its neighbours."""
        *above, last = change.path
        node = self._at(tuple(above))
        if isinstance(node, yaml.SequenceNode):
            value = node.value[int(last)]
            start, end = value.start_mark.index, self._end(value)
            return self._spliced(start, end, change.written) if isinstance(value, yaml.ScalarNode) else None
        if not isinstance(node, yaml.MappingNode):
            return None
        for key, value in node.value:
            if key.value == last:
                if isinstance(value, yaml.CollectionNode) and not value.flow_style:
                    return None
                start, end = value.start_mark.index, self._end(value)
                return self._spliced(start, end, self._fit(key, change.written))
        return self._added(node, f"{last}: {change.written}")

    def _fit(self, key: yaml.Node, written: str) -> str:
        """A value as it follows a key; behind a bare colon a blank is put before it."""
        return written if self._text[key.end_mark.index :].startswith((": ", ":\n")) else f" {written}"

    def add(self, change: Append) -> str | None:
        """The text with an entry after the last one of a list."""
        node = self._at(change.path)
        if node is None:
            return self._new_list(change) if len(change.path) == 1 else None
        if isinstance(node, yaml.ScalarNode) and node.value == "" and len(change.path) == 1:
            # A key that has nothing yet: the list stands below it.
            end = self._end_of_line(node.start_mark.index)
            return self._spliced(end, end, f"{self._newline}  - {change.written}")
        if not isinstance(node, yaml.SequenceNode):
            return None
        if node.flow_style:
            end = node.end_mark.index - 1
            return self._spliced(end, end, f"{', ' if node.value else ''}{change.written}")
        dash = self._text.rfind("-", 0, node.value[-1].start_mark.index)
        column = dash - (self._text.rfind("\n", 0, dash) + 1)
        end = self._end_of_line(self._last(node))
        return self._spliced(end, end, f"{self._newline}{' ' * column}- {change.written}")

    def _new_list(self, change: Append) -> str:
        key = change.path[0]
        end = "" if not self._text or self._text.endswith("\n") else self._newline
        return f"{self._text}{end}{key}:{self._newline}  - {change.written}{self._newline}"

    def _added(self, node: yaml.MappingNode, pair: str) -> str | None:
        if node.flow_style:
            end = node.end_mark.index - 1
            return self._spliced(end, end, f"{', ' if node.value else ''}{pair}")
        # Behind the first pair that ends in its own line: what is nested stays below.
        for key, value in node.value:
            if isinstance(value, yaml.ScalarNode) or value.flow_style:
                end = self._end_of_line(value.end_mark.index)
                return self._spliced(end, end, f"{self._newline}{' ' * key.start_mark.column}{pair}")
        # Else behind the last one.
        end = self._end_of_line(self._last(node))
        column = node.value[0][0].start_mark.column
        return self._spliced(end, end, f"{self._newline}{' ' * column}{pair}")

    def _at(self, path: Key) -> yaml.Node | None:
        node: yaml.Node | None = self._root
        for key in path:
            if isinstance(node, yaml.MappingNode):
                node = next((value for name, value in node.value if name.value == key), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
                node = node.value[key]
            else:
                return None
        return node

    def _end_of_line(self, index: int) -> int:
        found = self._text.find(self._newline, index)
        return len(self._text) if found < 0 else found

    def _spliced(self, start: int, end: int, text: str) -> str:
        return self._text[:start] + text + self._text[end:]

    def _last(self, node: yaml.Node) -> int:
        """The position where the last value in a node ends.
        A node itself ends only where the next one begins.
        """
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._last(last[1] if isinstance(last, tuple) else last)
        return self._end(node)

    def _end(self, node: yaml.Node) -> int:
        """The position where a value ends. For YAML, a block of text ends where the next value begins."""
        end = int(node.end_mark.index)
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            return len(self._text[:end].rstrip())
        return end
