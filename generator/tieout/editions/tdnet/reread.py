"""Reads the facts of a written page again, and compares them with what they should be.

It does not know how the page was made: it evaluates the tags as any reader of Inline XBRL 1.0 would, by the
transformations of the registry of 2011-07-31 that the forms use.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from lxml import etree

from tieout.core.hardened import xml_parser
from tieout.editions.tdnet.fill import FormFact

_IX = "{http://www.xbrl.org/2008/inlineXBRL}"
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_DAY = re.compile(r"(\D*)(\d+|元)年(\d+)月(\d+)日")
# The calendar year before the first of each era, as the registry counts them.
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988}
_BOOLEANS = {"booleantrue": "true", "booleanfalse": "false"}


def unlike(page: str, facts: tuple[FormFact, ...]) -> Iterator[str]:
    """The differences between a page and its intended facts: lost facts, values, nil, units."""
    root = etree.fromstring(page.encode(), xml_parser())
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
        exact = "" if fact.decimals is None else str(fact.decimals)
        if (tag.get("unitRef", ""), tag.get("decimals", "")) != (fact.unit, exact):
            yield f"{fact.key} is in {tag.get('unitRef')} to {tag.get('decimals')} decimals in the page"
        value = _value(tag)
        if value != fact.value:
            yield f"{fact.key} is {value} in the page and {fact.value} by its origin"
    for more in found:
        yield f"{more} is in the page, and of no cell of the form"


def _value(tag: etree._Element) -> Decimal | str | None:
    """The value of a tag: a number with scale and sign, a text, a day, yes or no; None for nil."""
    if tag.get(_NIL) == "true":
        return None
    text = "".join(str(piece) for piece in tag.itertext())
    if tag.tag == f"{_IX}nonFraction":
        value = Decimal(text.replace(",", "")).scaleb(int(tag.get("scale") or 0))
        return -value if tag.get("sign") == "-" else value
    way = str(tag.get("format", "")).rpartition(":")[2]
    if way in _BOOLEANS:
        return _BOOLEANS[way]
    return _day(text, by_era=way == "dateerayearmonthdayjp") if way else text


def _day(text: str, *, by_era: bool) -> str:
    """A Japanese date as YYYY-MM-DD; other text is returned unchanged."""
    match = _DAY.fullmatch(text)
    if match is None or (match[1] not in _ERAS if by_era else match[1] != ""):
        return text
    year = 1 if match[2] == "元" else int(match[2])
    return f"{year + (_ERAS[match[1]] if by_era else 0):04}-{int(match[3]):02}-{int(match[4]):02}"
