"""Reads the facts of a written page again, and says where one is not what it was to be.

It knows nothing of how the page was made: from the tags alone it makes what any reader of Inline XBRL 1.0
would, by the transformations of the registry of 2011-07-31 that the forms use.
"""

from collections.abc import Iterator
from decimal import Decimal

from lxml import etree

from tieout.editions.tdnet.fill import NUMBER_FORMAT, FormFact

_IX = "{http://www.xbrl.org/2008/inlineXBRL}"
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"


def unlike(page: str, facts: tuple[FormFact, ...]) -> Iterator[str]:
    """What differs between a page and the facts that it was made of: values, nil, facts lost or more."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(page.encode(), parser)
    found = {str(tag.get("id")): tag for tag in root.iter(f"{_IX}nonFraction", f"{_IX}nonNumeric")}
    for fact in facts:
        tag = found.pop(fact.id, None)
        if tag is None:
            yield f"{fact.key} is not in the page"
            continue
        if (
            tag.get("contextRef") != fact.context.id
            or str(tag.get("name")).rpartition(":")[2] != fact.element
        ):
            yield f"{fact.key} is {tag.get('name')} of {tag.get('contextRef')} in the page"
        value = _value(tag)
        if fact.format in ("", NUMBER_FORMAT) and value != fact.value:
            yield f"{fact.key} is {value} in the page and {fact.value} by its origin"
    for more in found:
        yield f"{more} is in the page, and of no cell of the form"


def _value(tag: etree._Element) -> Decimal | str | None:
    """What a tag says: its number with scale and sign, its text; None for nil."""
    if tag.get(_NIL) == "true":
        return None
    text = "".join(str(piece) for piece in tag.itertext())
    if tag.tag != f"{_IX}nonFraction":
        return text
    value = Decimal(text.replace(",", "")).scaleb(int(tag.get("scale") or 0))
    return -value if tag.get("sign") == "-" else value
