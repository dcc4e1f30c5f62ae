"""What the program makes of a page: the benchmarks' only contact with its inside.

Whatever of the program is renamed or rebuilt, what follows from it for the benchmarks is mended here.

`first_contact` drafts a company of a page and reads the page by it, with no human in the loop. `understood`
is what the layout alone says of a page, before any concept is chosen. Both tell places as cells of the page.
"""

import contextlib
import importlib
import io
import json
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from filed import Cell, Who

# The package that reads and understands a page: what has `read_release(path, company)`.
LAYOUT = "tieout.layout"
# A place in no cell of a page: its line and column in the release's text.
NOWHERE = -1
_SOME_QUARTER = "2025q1"
# When a quarter's figures are out, for want of the day.
_PUBLISHED_AFTER = timedelta(days=45)
_FIGURES = ("number", "dash")
# So much of a caption tells a row from others.
_SHOWN = 60
_NO_FACT = ("fact", "repeat", "recovered", "contradicts")


@dataclass(frozen=True, slots=True)
class Given:
    """A printed figure as the program gives it, in the unit and with the sign of its fact.

    `element` is the official element that it says it is, by name; its own name where it says none.
    """

    at: Cell
    text: str
    value: Decimal
    decimals: int
    unit: str
    start: str | None
    end: str
    concept: str
    element: str
    own: bool
    balance: str
    members: tuple[tuple[str, str], ...]
    statement: str
    row: str
    head: str
    sure: bool

    @property
    def period(self) -> str:
        """The period, for people."""
        return f"{self.start}/{self.end}" if self.start else self.end


@dataclass(frozen=True, slots=True)
class Lost:
    """A printed number that became no fact, and why."""

    at: Cell
    text: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """A finding: what it says, and each place that it names, as a cell and as row and head say it."""

    code: str
    message: str
    mend: str
    at: tuple[tuple[Cell, str, str], ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """A relation that was checked, in one period: whether it holds, and the row of its total."""

    name: str
    holds: bool
    total: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure as the layout understands it. `value` is as printed.

    `units` are the units that it may be of, each a measure and a power of ten: one where the layout knows
    the cell's own, several where the column's unit line leaves it to the row's words. None where no unit is
    known. `kind` is that of its column, `part` what its head says beside the period.
    """

    at: Cell
    line: int
    text: str
    value: Decimal
    units: tuple[tuple[str, int], ...]
    start: str | None
    end: str | None
    row: str
    head: str
    table: int
    kind: str = "figures"
    part: str = ""

    @property
    def period(self) -> str:
        """The period, for people; nothing where none is known."""
        return f"{self.start}/{self.end}" if self.start else self.end or ""

    @property
    def whole(self) -> bool:
        """Whether it has a period, a unit and a place."""
        return bool(self.end and self.units and self.line)

    @property
    def left_out(self) -> bool:
        """Whether its column is known to be none of figures: a change, a percentage of another, a note."""
        return self.kind != "figures"


@dataclass(frozen=True, slots=True)
class SeenTable:
    """A table as the layout understands it. `dated` is whether any column or row has a period."""

    number: int
    caption: str
    at: int
    rows: int
    dated: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """What the layout says of a page. `refused` is why it says nothing."""

    refused: str = ""
    tables: tuple[SeenTable, ...] = ()
    seen: tuple[Seen, ...] = ()
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """What came of a page that nobody had described. `refused` is why nothing came, or not all."""

    refused: str = ""
    given: tuple[Given, ...] = ()
    lost: tuple[Lost, ...] = ()
    told: tuple[Told, ...] = ()
    sums: tuple[Sum, ...] = ()
    notes: tuple[str, ...] = ()
    facts: int = 0
    # The tables of the page that the layout has found.
    tables: frozenset[int] = field(default_factory=frozenset)


def first_contact(page: Path, who: Who) -> Contact:
    """What the program makes of a page with no human in the loop: new company, new release, read."""
    with tempfile.TemporaryDirectory(prefix="tieout-bench-") as beside:
        company, release = Path(beside) / "taxonomy" / "acme", Path(beside) / "instances" / "acme"
        begun, refused = _new_company(company, page, who)
        if not company.exists():
            return Contact(refused)
        quarter = who.quarter or begun.get("quarter") or _SOME_QUARTER
        refused = _refused(lambda: _new_release(company, release, page, quarter))
        if refused:
            return Contact(refused, notes=tuple(begun.get("notes", ())))
        return _read(release, page, begun)


def drafted(folder: Path, page: Path, who: Who) -> str:
    """Drafts a company of a page as it stands; why it cannot be."""
    return _new_company(folder, page, who)[1]


def by_definitions(page: Path, company: Path, quarter: str) -> Contact:
    """What the program makes of a page of a company that is described."""
    with tempfile.TemporaryDirectory(prefix="tieout-bench-") as beside:
        folder = Path(beside) / "release"
        refused = _refused(lambda: _new_release(company, folder, page, quarter))
        return Contact(refused) if refused else _read(folder, page, {})


def understood(page: Path, who: Who, package: str = LAYOUT) -> Layout:
    """What the layout alone says of a page: tables, and each figure with its column's period and unit."""
    release: Any = None

    def read() -> None:
        nonlocal release
        release = _release(page, who, package)[0]

    if refused := _refused(read):
        return Layout(refused)
    return _layout(release, _Cells(release, page))


def fitting(page: Path, who: Who) -> Who:
    """`who` with the fiscal year that dates a page, as the program proposes it for the one that is given."""
    from tieout.start.calendars import misdated

    said: list[str] = []
    _refused(lambda: said.append(getattr(misdated(*_release(page, who, LAYOUT)), "mend", "")))
    found = re.search(
        r"fit (--fiscal-year-end \d+)(?: without --weeks|((?: --weeks [a-z-]+)?(?: --extra-week \d)?))",
        "".join(said),
    )
    return replace(who, calendar=tuple(f"{found[1]}{found[2] or ''}".split())) if found else who


def as_met(page: Path) -> Who:
    """Who reports, and by what fiscal year and in what currency, as the command line takes it from a page."""
    from tieout.contact import identify
    from tieout.core import WEEKDAYS, InputError, QuarterWeekCalendar, WeekCalendar

    try:
        found = identify(page)
    except InputError:
        return Who()
    year = found.calendar.value
    said = ["--fiscal-year-end", str(year.end_month), "--named-by", year.named_by]
    if isinstance(year, WeekCalendar):
        of = "quarters-" if isinstance(year, QuarterWeekCalendar) else ""
        said += ["--weeks", f"{of}{year.ends}-{WEEKDAYS[year.weekday]}", "--extra-week", str(year.extra)]
    return Who(currency=found.currency.value, calendar=tuple(said))


def balance_of(element: str) -> str:
    """Whether an element of us-gaap is a debit or a credit; nothing where it is neither or not known."""
    from tieout.definitions import official_elements

    return official_elements("us-gaap").get(element, ("", ""))[1]


# How the program is run --------------------------------------------------------------------------------


def _refused(work: Callable[[], object]) -> str:
    """Runs a step; what it says where the input cannot be used."""
    from tieout.core import InputError

    try:
        work()
    except InputError as error:
        return " | ".join(f"{finding.code}: {finding.message}" for finding in error.findings)
    return ""


def _new_company(folder: Path, page: Path, who: Who) -> tuple[dict[str, Any], str]:
    """Drafts a company as the command line does; what it says, and why it does not."""
    from tieout.cli import main

    arguments = [
        *("new", "company", str(folder), "--from", str(page), "--json"),
        *("--name", who.name, "--currency", who.currency, "--authority", "http://www.acme.com"),
        *("--identifier-scheme", "http://www.sec.gov/CIK", "--identifier", who.identifier),
        *who.calendar,
    ]
    said = io.StringIO()

    def run() -> None:
        with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
            main(arguments, standalone_mode=False)

    refused = _refused(run)
    text = said.getvalue()
    found = json.loads(text) if text.startswith("{") else {}
    if not refused and not folder.exists():
        errors = [f for f in found.get("findings", ()) if f["severity"] == "error"]
        refused = " | ".join(f"{f['code']}: {f['message']}" for f in errors) or "no company was drafted"
    return found, refused


def _new_release(company: Path, folder: Path, page: Path, quarter: str) -> None:
    from tieout.definitions import load_company
    from tieout.start import Quarter, new_release

    of = Quarter.read(quarter)
    published = load_company(company).calendar.quarter(of.year, of.number).end + _PUBLISHED_AFTER
    new_release(company, of, page, published, folder)


def _release(page: Path, who: Who, package: str) -> tuple[Any, Any]:
    """A page as a package understands it, and the company, of which nothing is known but who it is."""
    from tieout.definitions import load_company

    with tempfile.TemporaryDirectory(prefix="tieout-bench-") as beside:
        folder = Path(beside) / "acme"
        _bare(folder, who)
        company = load_company(folder)
    return importlib.import_module(package).read_release(page, company), company


def _bare(folder: Path, who: Who) -> None:
    """A company with nothing but its `company.yaml`."""
    given = dict(zip(who.calendar[::2], who.calendar[1::2], strict=True))
    year: dict[str, object] = {
        "end-month": int(given["--fiscal-year-end"]),
        "named-by": given.get("--named-by", "end"),
    }
    if "--weeks" in given:
        ends, _, day = given["--weeks"].rpartition("-")
        extra: dict[str, object] = {"extra": int(given["--extra-week"])} if "--extra-week" in given else {}
        if ends.startswith("quarters-"):
            extra["year"] = "months"
        year["weeks"] = {"day": day, "ends": ends.removeprefix("quarters-"), **extra}
    folder.mkdir(parents=True)
    said = {
        "company": {"en": who.name},
        "prefix": "acme",
        "authority": "http://www.acme.com",
        "identifier": {"scheme": "http://www.sec.gov/CIK", "code": who.identifier},
        "publisher": who.name,
        "currency": who.currency,
        "accounting-standard": "US GAAP",
        "fiscal-year": year,
        "languages": ["en"],
    }
    # JSON is YAML, and leaves no doubt of what is text.
    (folder / "company.yaml").write_text(json.dumps(said), encoding="utf-8")


# What it gives -----------------------------------------------------------------------------------------


def cells_of(release: Any, page: Path) -> Callable[[int, int], Cell]:
    """What tells the cell of a page by a line and column of the release's text that was made of it."""
    return _Cells(release, page)


class _Cells:
    """The cells of a page by the places in the release's text that was made of it."""

    def __init__(self, release: Any, page: Path) -> None:
        self._release = release
        self._found: dict[str, Cell | None] = {}
        self._cells = _cells_by_path(page) if release.sources else {}

    def __call__(self, line: int, column: int) -> Cell:
        source = self._release.source(line, column)
        if source is None:
            return (NOWHERE, line, column)
        if source.path not in self._found:
            path = source.path
            while path and path not in self._cells:
                path = path.rpartition("/")[0]
            self._found[source.path] = self._cells.get(path)
        return self._found[source.path] or (NOWHERE, line, column)


def _cells_by_path(page: Path) -> dict[str, Cell]:
    """The cells of a page, or of that which is made of another document, by their XPath."""
    from tieout.sources import read_page

    found: dict[str, Cell] = {}
    whole = read_page(page)
    tables = [element for element in _below(whole.root) if element.tag == "table"] if whole else []
    for t, table in enumerate(tables):
        rows = [element for element in _below(table) if element.tag == "tr"]
        for r, row in enumerate(rows):
            cells = [child for child in row.elements if child.tag in ("td", "th")]
            for c, cell in enumerate(cells):
                found[cell.path] = (t, r, c)
    return found


def _below(element: Any) -> Iterator[Any]:
    """The elements inside one, in the order of the page."""
    for child in element.elements:
        yield child
        yield from _below(child)


def _read(folder: Path, page: Path, begun: dict[str, Any]) -> Contact:
    from tieout.pipeline import read
    from tieout.tie import tie_out

    done: Any = None

    def run() -> None:
        nonlocal done
        done = read(folder, progress=lambda _: None)

    if refused := _refused(run):
        return Contact(refused, notes=tuple(begun.get("notes", ())))
    cells = _Cells(done.release, page)
    doubts = tuple((doubt["statement"], doubt["line"][:_SHOWN]) for doubt in begun.get("doubts", ()))
    tied = done.tied if done.tied is not None else tie_out(done.facts, done.definition)
    places = {
        fact.id: frozenset(cells(place.line, place.column)[:2] for place in fact.places)
        for fact in done.facts.facts
    }
    return Contact(
        given=tuple(_given(done, cells, doubts)),
        lost=tuple(
            Lost(cells(one.line, one.column), one.printed, one.outcome, one.reason)
            for one in done.traced
            if one.outcome not in _NO_FACT
        ),
        told=tuple(_told(finding, cells) for finding in (*done.errors, *tied.findings, *done.open)),
        sums=tuple(
            Sum(check.relation, check.holds, places[check.total.id])
            for check in tied.checks
            if check.per is None
        ),
        notes=tuple(begun.get("notes", ())),
        facts=len(done.facts.facts),
        tables=frozenset(table.at for table in _layout(done.release, cells).tables),
    )


def _given(done: Any, cells: _Cells, doubts: tuple[tuple[str, str], ...]) -> Iterator[Given]:
    own = done.definition.company.own.prefix
    for _, one in done.facts.printed:
        concept, place = one.concept, one.place
        exact = concept.relation == "exact" and concept.element
        yield Given(
            at=cells(place.line, place.column),
            text=one.text,
            value=one.figure.value if one.figure else Decimal(0),
            decimals=one.figure.decimals if one.figure else 0,
            unit=one.measure,
            start=str(one.period.start) if one.period.start else None,
            end=str(one.period.end),
            concept=concept.name,
            element=concept.element.split(":")[-1] if exact else concept.name,
            own=concept.prefix == own and not exact,
            balance=concept.balance or "",
            members=one.members,
            statement=one.statement,
            row=place.row,
            head=place.head,
            sure=not any(of == one.statement and _is_row(place.row, line) for of, line in doubts),
        )


def _is_row(row: str, line: str) -> bool:
    """Whether a row is a line, but for the marks of footnotes: `Other` is not `Other assets`."""
    return row.startswith(line) and (len(line) >= _SHOWN or not any(map(str.isalpha, row[len(line) :])))


def _told(finding: Any, cells: _Cells) -> Told:
    places = (place for place in finding.places if not place.file.endswith((".yaml", ".yml")))
    at = tuple((cells(place.line, place.column), place.row, place.head) for place in places if place.line)
    return Told(finding.code, finding.message, finding.mend, at)


def _layout(release: Any, cells: _Cells) -> Layout:
    tables, seen = [], []
    told: list[Told] = []
    for number, table in enumerate(release.tables):
        figures = list(_seen(number, table, cells))
        at = next((one.at[0] for one in figures), NOWHERE)
        tables.append(SeenTable(number, table.caption, at, len(table.rows), any(one.end for one in figures)))
        seen += figures
        told += (_told(finding, cells) for finding in getattr(table, "findings", ()))
    return Layout(tables=tuple(tables), seen=tuple(seen), told=tuple(told))


def _seen(number: int, table: Any, cells: _Cells) -> Iterator[Seen]:
    head_of = table.header if hasattr(table, "header") else table.head
    for row in table.rows:
        for column, cell in enumerate(row.cells, 1):
            if cell.reading.kind not in _FIGURES:
                continue
            head = head_of(column)
            period = _period(row, head, cell)
            yield Seen(
                at=cells(cell.line, cell.column),
                line=cell.line,
                text=cell.text,
                value=cell.reading.value,
                units=_units(cell, head),
                start=str(period.start) if period is not None and period.start else None,
                end=str(period.end) if period is not None else None,
                row=row.caption,
                head=head.text if head is not None else "",
                table=number,
                kind=getattr(head, "kind", "figures"),
                part=getattr(head, "part", ""),
            )


def _period(row: Any, head: Any, cell: Any) -> Any:
    if hasattr(cell, "period"):
        return cell.period
    if head is not None and head.period is not None:
        return head.period
    return row.dated.period if row.dated is not None else None


def _units(cell: Any, head: Any) -> tuple[tuple[str, int], ...]:
    """The cell's own unit where the layout says it; else those that its column's unit line leaves open."""
    if hasattr(cell, "unit"):
        return ((cell.unit.measure, cell.unit.scale),) if cell.unit is not None else ()
    unit = head.unit if head is not None else None
    if unit is None:
        return ()
    stated = (unit.measure, unit.scale)
    if unit.measure in ("shares", "pure"):
        return (stated,)
    shares = (unit.shares,) if unit.shares is not None else (0, unit.scale)
    return (
        stated,
        (f"{unit.measure}/shares", 0),
        *(("shares", scale) for scale in shares),
        ("pure", 0),
        ("pure", -2),
    )
