"""A report whose taxonomy is not at hand, or not all of it: told once, without what follows from it.

Without its concept a fact has no type, and is none for a validator: its contexts look unused, its footnotes
lead nowhere. What a fact says by itself, such as its precision or its context, is checked all the same.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from tieout.validate.model import Message

_CODE = "taxonomyAbsent"
# Arelle's words for a file that it cannot load.
_UNLOADED = ("IOerror", "FileNotLoadable")
_UNDEFINED = "xbrl:schemaImportMissing"
_FOOTNOTE = "xbrl.4.11.1.1:footnoteLinkLocTarget"
_USED_ON = ("xbrl.5.1.4.5:custArcroleUsedOn", "xbrl.5.1.3.4:custRoleUsedOn")
_MOST = 3


def undefined_facts(model: Any) -> list[Any]:
    """The elements of a loaded report that are facts of concepts which no schema that was found has."""
    return list(getattr(model, "undefinedFacts", ()))


def told_once(messages: Iterable[Message], model: Any) -> Iterator[Message]:
    """The messages of a report or taxonomy; for those that follow from absent files one that says so."""
    messages = list(messages)
    undefined = undefined_facts(model)
    absent = [message for message in messages if message.code in _UNLOADED and _file(message)]
    # Of a report whose facts are all defined each file that is missing is a finding of its own.
    once = absent if undefined or not model.factsInInstance else []
    ids = {str(fact.get("id")) for fact in undefined}
    for message in messages:
        follows = (
            message in once
            or message.code == _UNDEFINED
            or (message.code == _FOOTNOTE and _led_to(message) in ids)
            # What a role may be used on is said where the role is defined.
            or (message.code in _USED_ON and bool(absent))
        )
        if not follows:
            yield message
    if once or undefined:
        yield _absent(undefined, once)


def _led_to(message: Message) -> str:
    """The id that the message of a footnote names, `href #ID must identify …`."""
    return message.text.partition("#")[2].partition(" ")[0]


def _absent(undefined: list[Any], files: list[Message]) -> Message:
    names = list(dict.fromkeys(_file(message) for message in files))
    text = f"{_some(names) or 'the schema of some elements'} cannot be loaded"
    if undefined:
        elements = sorted({str(fact.qname) for fact in undefined})
        text += (
            f": nothing defines {len(undefined):,} facts of {_some(elements)}; of them precision, signs, "
            "scales and dates are checked, types, calculations and labels not"
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
