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
_MOST = 3


def undefined_facts(model: Any) -> list[Any]:
    """The elements of a loaded report that are facts of concepts which no schema that was found has."""
    return list(getattr(model, "undefinedFacts", ()))


def told_once(messages: Iterable[Message], model: Any) -> Iterator[Message]:
    """The messages of a report; for those that follow from an absent taxonomy one that says so."""
    undefined = undefined_facts(model)
    if not undefined:
        yield from messages
        return
    ids = {str(fact.get("id")) for fact in undefined}
    told = False
    absent = []
    for message in messages:
        if message.code in _UNLOADED:
            absent.append(message)
        elif message.code == _UNDEFINED:
            told = True
        elif not (message.code == _FOOTNOTE and _led_to(message) in ids):
            yield message
    if told:
        yield _absent(undefined, absent)
    else:
        yield from absent


def _led_to(message: Message) -> str:
    """The id that the message of a footnote names, `href #ID must identify …`."""
    return message.text.partition("#")[2].partition(" ")[0]


def _absent(undefined: list[Any], files: list[Message]) -> Message:
    names = dict.fromkeys(_file(message) for message in files)
    what = ", ".join(names) or "the schema of some elements"
    elements = sorted({str(fact.qname) for fact in undefined})
    more = f" and {len(elements) - _MOST:,} more" if len(elements) > _MOST else ""
    text = (
        f"{what} cannot be loaded: nothing defines {len(undefined):,} facts of {', '.join(elements[:_MOST])}"
        f"{more}; of them precision, signs, scales and dates are checked, types, calculations and labels not"
    )
    first = files[0] if files else Message("ERROR", _CODE, text)
    return Message("ERROR", _CODE, text, file=first.file, line=first.line)


def _file(message: Message) -> str:
    """The name of the file that could not be loaded, at the end of Arelle's message."""
    return message.text.split()[-1].replace("\\", "/").rpartition("/")[2]
