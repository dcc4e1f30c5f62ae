"""Reads the facts of an inline report: Inline XBRL 1.0 and 1.1, from its pages alone.

No taxonomy is read and nothing is fetched: an element is its name, and of a fact it is known what its page
says, its context, its unit, and the row and table in which it is printed. A report of several pages, such as
a 10-K and an exhibit, is one Inline XBRL Document Set (Inline XBRL 1.1, part 1): what the header of
one of them says holds for all.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from lxml import etree

from tieout.core import Finding, InputError, Place, Severity
from tieout.core.hardened import xml_parser
from tieout.filing.formats import number_of
from tieout.sources import load

T = TypeVar("T")
_IX = ("http://www.xbrl.org/2013/inlineXBRL", "http://www.xbrl.org/2008/inlineXBRL")
_TAGGED = b"inlineXBRL"
_UNTAGGED = "this is no inline report: no number on its page is tagged"
_XBRLI = "{http://www.xbrl.org/2003/instance}"
_XBRLDI = "{http://xbrl.org/2006/xbrldi}"
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
# The taxonomies that everybody uses are called by one name, whatever prefix a page has for them.
_OFFICIAL = re.compile(r"https?://(?:fasb\.org|xbrl\.sec\.gov)/([\w-]+)/")
# Digits behind the point that an exact amount may have.
_EXACT = 99
_MOST_SCALE = 30


@dataclass(frozen=True, slots=True)
class Filed:
    """A number in a filing: element, period, members, unit and value.

    `members` map axes to members, without prefixes, in order. `caption` is the text before it in its row,
    `table` the number of its table in the report, 0 for none. `decimals` is as in XBRL. `file` is its page,
    `line` its line there.
    """

    element: str
    start: date | None
    end: date
    members: tuple[tuple[str, str], ...]
    unit: str
    value: Decimal
    decimals: int
    printed: str
    caption: str
    table: int
    line: int
    file: str = ""


@dataclass(frozen=True, slots=True)
class Filing:
    """The content of an inline report: the company's register number, and the numbers.

    `file` is its first page. `findings` are about what could not be read, which is not among the facts.
    """

    file: str
    identifier: str
    facts: tuple[Filed, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Context:
    identifier: str
    start: date | None
    end: date
    members: tuple[tuple[str, str], ...]


def read_filing(path: Path, *others: Path) -> Filing:
    """The numbers of an inline report with one page or several, in the order of the pages.

    Raises InputError where a file cannot be read or is no XHTML, where no page has a number, and where two
    pages define a context or unit with one id differently.
    """
    contexts: dict[str, _Context] = {}
    units: dict[str, str] = {}
    pages: list[_Page] = []
    for one in (path, *others):
        page = _Page(_root(one), str(one), contexts, units)
        pages.append(page)
        if (id_ := page.twice) is not None:
            what = f"the pages are not of one report: each has another {id_}"
            raise _refused(what, str(one), 1)
    facts: list[Filed] = []
    for page in pages:
        facts += page.facts(max((fact.table for fact in facts), default=0))
    if not facts:
        raise _refused(_UNTAGGED, str(path), 1)
    who = next(iter(contexts.values())).identifier
    return Filing(str(path), who, tuple(facts), tuple(found for page in pages for found in page.findings))


def _root(path: Path) -> etree._Element:
    # A page cut out of a submission begins with an empty line, before its declaration.
    data = load(path, str(path)).lstrip()
    try:
        return etree.fromstring(data, xml_parser(remove_comments=True))
    except etree.XMLSyntaxError as error:
        if _TAGGED not in data:
            # What is older than Inline XBRL is plain HTML: its faults say nothing to whoever named it.
            raise _refused(_UNTAGGED, str(path), 1) from None
        what = f"this is no inline report: its page is no well-formed XHTML: {error.msg}"
        raise _refused(what, str(path), error.lineno or 1) from None


def _refused(what: str, file: str, line: int) -> InputError:
    mend = (
        "Name the page of the report as it was filed, such as the 10-Q's own .htm. "
        "Reports from before Inline XBRL, which the SEC asks for since 2019 to 2021, have no tags."
    )
    return InputError(Finding("input.filing", what, mend, (Place(file, line),)))


class _Page:
    """A page of a report; tables are numbered in order."""

    def __init__(
        self, root: etree._Element, file: str, contexts: dict[str, _Context], units: dict[str, str]
    ) -> None:
        """`contexts` and `units` are those of the whole report by id; the page's own are added to them.

        `twice` names a definition that contradicts an earlier page.
        """
        self._root = root
        self._file = file
        self._tables: dict[etree._Element, int] = {}
        self._before = 0
        self._captions: dict[etree._Element, str] = {}
        self.contexts, self.units = contexts, units
        measured = (
            (str(one.get("id")), unit)
            for one in root.iter(f"{_XBRLI}unit")
            if (unit := _unit(one)) is not None
        )
        self.twice = _added(contexts, "context", dict(self._dated())) or _added(units, "unit", dict(measured))
        self.findings: list[Finding] = []

    def _dated(self) -> Iterator[tuple[str, _Context]]:
        for one in self._root.iter(f"{_XBRLI}context"):
            try:
                yield str(one.get("id")), _context(one)
            except ValueError:
                # What is stated of it is told where it is stated.
                continue

    def facts(self, before: int) -> Iterator[Filed]:
        """Its facts; `before` is the number of tables on earlier pages."""
        self._before = before
        for space in _IX:
            for one in self._root.iter(f"{{{space}}}nonFraction"):
                if one.get(_NIL) in ("true", "1"):
                    continue
                fact, why = self._fact(one)
                if fact is not None:
                    yield fact
                else:
                    what = f"{one.get('name')}: {why}"
                    place = Place(self._file, one.sourceline or 0)
                    mend = "It is left out of the comparison."
                    self.findings.append(Finding("filing.unread", what, mend, (place,), Severity.NOTICE))

    def _fact(self, one: etree._Element) -> tuple[Filed | None, str]:
        context, unit = self.contexts.get(one.get("contextRef", "")), self.units.get(one.get("unitRef", ""))
        if context is None or unit is None:
            return None, "its context or its unit is not there or cannot be read"
        printed = _text(one)
        form = one.get("format", "").rpartition(":")[2]
        number, scale = number_of(printed, form), one.get("scale", "0")
        if number is None or not re.fullmatch(r"-?\d{1,2}", scale) or abs(int(scale)) > _MOST_SCALE:
            return None, f'"{printed[:40]}" cannot be read by the format "{form}" and the scale {scale}'
        decimals = one.get("decimals", "INF")
        if decimals != "INF" and not re.fullmatch(r"-?\d{1,2}", decimals):
            return None, f"its decimals are {decimals}"
        value = Decimal(f"{number.scaleb(int(scale)):f}")
        return Filed(
            element=_name(one.get("name", ""), one.nsmap),
            start=context.start,
            end=context.end,
            members=context.members,
            unit=unit,
            value=-value if one.get("sign") == "-" else value,
            decimals=_EXACT if decimals == "INF" else int(decimals),
            printed=printed,
            caption=self._caption(one),
            table=self._table(one),
            line=one.sourceline or 0,
            file=self._file,
        ), ""

    def _table(self, one: etree._Element) -> int:
        table = next(one.iterancestors("{*}table"), None)
        return 0 if table is None else self._tables.setdefault(table, self._before + len(self._tables) + 1)

    def _caption(self, one: etree._Element) -> str:
        """The first text in the row of a fact."""
        row = next(one.iterancestors("{*}tr"), None)
        if row is None:
            return ""
        if row not in self._captions:
            texts = (" ".join("".join(cell.itertext()).split()) for cell in row if isinstance(cell.tag, str))
            self._captions[row] = next((text for text in texts if any(c.isalpha() for c in text)), "")
        return self._captions[row]


def _added(known: dict[str, T], what: str, more: dict[str, T]) -> str | None:
    """Adds a page's definitions by id.
    Returns the description of one that contradicts an earlier page, else None.
    """
    for name, one in more.items():
        if known.setdefault(name, one) != one:
            return f"{what} {name}"
    return None


def _text(one: etree._Element) -> str:
    """The text inside a tag, without excluded parts."""
    left_out = {inner for space in _IX for inner in one.iter(f"{{{space}}}exclude")}
    pieces: list[str] = []
    depth = 0
    for event, element in etree.iterwalk(one, events=("start", "end")):
        if event == "start":
            depth += element in left_out
            if not depth:
                pieces.append(element.text or "")
        else:
            depth -= element in left_out
            if not depth and element is not one:
                pieces.append(element.tail or "")
    return "".join(pieces).strip()


def _name(name: str, spaces: Mapping[str | None, str]) -> str:
    prefix, _, local = name.rpartition(":")
    found = _OFFICIAL.match(spaces.get(prefix or None, ""))
    return f"{found[1] if found else prefix}:{local}"


def _context(one: etree._Element) -> _Context:
    """A context. Raises ValueError where its period cannot be read, or is "forever"."""
    start, end, instant = (
        _day(one.findtext(f".//{_XBRLI}{name}"), opens=name == "startDate")
        for name in ("startDate", "endDate", "instant")
    )
    last = instant or end
    if last is None or (instant is None and start is None):
        raise ValueError
    members = sorted((*_explicit(one), *_typed(one)))
    who = (one.findtext(f".//{_XBRLI}identifier") or "").strip()
    return _Context(who, None if instant else start, last, tuple(members))


def _explicit(one: etree._Element) -> Iterator[tuple[str, str]]:
    for member in one.iter(f"{_XBRLDI}explicitMember"):
        yield _local(member.get("dimension", "")), _local((member.text or "").strip())


def _typed(one: etree._Element) -> Iterator[tuple[str, str]]:
    for member in one.iter(f"{_XBRLDI}typedMember"):
        yield _local(member.get("dimension", "")), "".join(member.itertext()).strip()


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _day(text: str | None, *, opens: bool) -> date | None:
    """A day of a period; an end at midnight means the day before."""
    if text is None:
        return None
    day, _, time = text.strip().partition("T")
    found = date.fromisoformat(day)
    return found - timedelta(days=1) if time and not opens and time.startswith("00:00:00") else found


def _unit(one: etree._Element) -> str | None:
    """A unit as `USD`, `USD/shares`, `shares`; None where it has several measures."""
    parts = [one.find(f".//{_XBRLI}{name}") for name in ("unitNumerator", "unitDenominator")]
    measures = [_measures(part) for part in parts if part is not None] or [_measures(one)]
    return "/".join(said[0] for said in measures) if all(len(said) == 1 for said in measures) else None


def _measures(one: etree._Element) -> list[str]:
    return [_local((measure.text or "").strip()) for measure in one.iter(f"{_XBRLI}measure")]
