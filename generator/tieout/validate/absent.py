"""A report whose taxonomy is not at hand, or not all of it: told once, without what follows from it.

Without its concept a fact has no type, and is none for a validator: its contexts look unused, its footnotes
lead nowhere. What a fact of an instance says by itself, such as its precision or its context, is checked all
the same; one of an inline report is no fact at all, since nothing says how its text is read.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from tieout.validate.model import Message

_CODE = "taxonomyAbsent"
# Arelle's words for a file that it cannot load.
_UNLOADED = ("IOerror", "FileNotLoadable")
_UNDEFINED = "xbrl:schemaImportMissing"
_FOOTNOTE = "xbrl.4.11.1.1:footnoteLinkLocTarget"
_USED_ON = ("xbrl.5.1.4.5:custArcroleUsedOn", "xbrl.5.1.3.4:custRoleUsedOn")
# An inline fact whose element no schema has; an axis or a member.
_NAMELESS = "ix11.12.1.2:missingReferences"
_OF_CONTEXTS = ("xbrldie:ExplicitMember", "xbrldie:TypedMember")
_NAME = re.compile(r"\b([A-Za-z_][\w.-]*):([A-Za-z_][\w.-]*)")
# The namespaces of XBRL itself, such as Inline XBRL's.
_OWN = ("http://www.xbrl.org/", "http://xbrl.org/")
# The first fact that no schema has, as the schema of instances tells it.
_UNEXPECTED = "xmlSchema:elementUnexpected"
# What follows from facts, parts and roles that are not there.
_OF_FACTS = ("lint.context-unused", "neverEvaluated")
_OF_ROLES = ("xbrl.3.5.2.4:missingRoleRef", "xbrl.3.5.2.4.5:roleRefNotDefined")
# Formats of inline facts that belong to a registry which is not at hand, such as the SEC's own.
_FORMAT = re.compile(r"^Fact (\S+) has unrecognized transformation namespace (\S+)$")
_MOST = 3


def undefined_facts(model: Any) -> list[Any]:
    """The elements of a loaded report that are facts of concepts which no schema that was found has."""
    return list(getattr(model, "undefinedFacts", ()))


def told_once(messages: Iterable[Message], model: Any) -> Iterator[Message]:
    """The messages of a report or taxonomy; for those that follow from absent files one that says so."""
    messages = list(messages)
    names = _Names(model)
    inline = [name for message in messages for name in names.of_fact(message)]
    undefined = [*(str(fact.qname) for fact in undefined_facts(model)), *inline]
    absent = [message for message in messages if message.code in _UNLOADED and _file(message)]
    # Of a report whose facts are all defined each file that is missing is a finding of its own.
    once = absent if undefined or not model.factsInInstance else []
    ids = {str(fact.get("id")) for fact in undefined_facts(model)}
    formats = [found for message in messages if (found := _FORMAT.match(message.text))]
    for message in messages:
        follows = (
            message in once
            or message.code == _UNDEFINED
            or (message.code == _FOOTNOTE and _led_to(message) in ids)
            # What a role may be used on is said where the role is defined.
            or (message.code in (*_USED_ON, *_OF_ROLES) and bool(absent))
            or (message.code in _OF_FACTS and bool(undefined and absent))
            or bool(names.of_fact(message))
            or (message.code.startswith(_OF_CONTEXTS) and bool(absent and names.undefined(message)))
            or (message.code == _UNEXPECTED and bool(undefined and absent))
            or _FORMAT.match(message.text)
        )
        if not follows:
            yield message
    if once or undefined:
        yield _absent(undefined, once, checked=not inline)
    if formats:
        yield _unread(formats)


class _Names:
    """Tells which names in a message are of elements that no schema has which was found."""

    def __init__(self, model: Any) -> None:
        self._spaces = model.prefixedNamespaces
        self._known = {(name.namespaceURI, name.localName) for name in model.qnameConcepts}

    def of_fact(self, message: Message) -> list[str]:
        """The element of the inline fact that a message is about, if no schema has it."""
        return self.undefined(message)[:1] if message.code == _NAMELESS else []

    def undefined(self, message: Message) -> list[str]:
        """The names in a message that no schema has, without those of XBRL's own elements."""
        return [
            f"{prefix}:{name}"
            for prefix, name in _NAME.findall(message.text)
            if not self._spaces.get(prefix, _OWN[0]).startswith(_OWN)
            and (self._spaces[prefix], name) not in self._known
        ]


def _unread(formats: list[re.Match[str]]) -> Message:
    """One message for all facts whose format is of a registry that is not at hand."""
    names = _some(list(dict.fromkeys(found[1] for found in formats)))
    spaces = _some(list(dict.fromkeys(found[2] for found in formats)))
    text = f"{len(formats):,} facts have formats of {spaces}, which is not at hand: {names} are not checked"
    return Message("WARNING", "formatUnknown", text)


def _led_to(message: Message) -> str:
    """The id that the message of a footnote names, `href #ID must identify …`."""
    return message.text.partition("#")[2].partition(" ")[0]


def _absent(undefined: list[str], files: list[Message], *, checked: bool) -> Message:
    names = list(dict.fromkeys(_file(message) for message in files))
    text = f"{_some(names) or 'the schema of some elements'} cannot be loaded"
    if undefined:
        text += f": nothing defines {len(undefined):,} facts of {_some(sorted(set(undefined)))}; "
        text += (
            "of them precision, signs, scales and dates are checked, types, calculations and labels not"
            if checked
            else "none of them is checked"
        )
    else:
        text += ": what refers to it is not checked"
    first = files[0] if files else Message("ERROR", _CODE, text)
    return Message("ERROR", _CODE, text, file=first.file, line=first.line)


def _some(names: list[str]) -> str:
    """The first names of a list, and how many more there are."""
    more = f" and {len(names) - _MOST:,} more" if len(names) > _MOST else ""
    return ", ".join(names[:_MOST]) + more


def _file(message: Message) -> str:
    """The name of the file of a taxonomy that could not be loaded, at the end of Arelle's message, or ""."""
    name = message.text.split()[-1].replace("\\", "/").rpartition("/")[2]
    return name if name.endswith((".xsd", ".xml")) else ""
