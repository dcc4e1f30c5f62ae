"""The workbook shows what the release prints, and its totals are live: another engine recalculates them."""

import hashlib
import importlib.util
import io
import os
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import formulas
import openpyxl
import pytest
from rapidfuzz import fuzz

from build_helpers import STEM, follow, tieout
from tieout.core import Figure, read_number
from tieout.definitions import ReleaseDefinition
from tieout.layout import read_release
from tieout.mapping import Printed
from tieout.pipeline import Read
from tieout.render import tables
from tieout.render.workbook import workbook

pytestmark = pytest.mark.whole

FLAT = ("About", "Facts", "Trace")
SCALES = {"Thousands of JPY": 3, "JPY millions": 6}


@dataclass(frozen=True)
class Book:
    """A workbook, read by openpyxl: its formulas, and the values that are kept with them."""

    path: Path
    live: Any
    kept: Any

    @property
    def statements(self) -> list[str]:
        return [name for name in self.live.sheetnames if name not in FLAT]

    def formulas(self) -> dict[tuple[str, str], str]:
        return {
            (name, cell.coordinate): cell.value
            for name in self.statements
            for row in self.live[name].iter_rows()
            for cell in row
            if cell.data_type == "f"
        }

    def value(self, sheet: str, cell: str) -> Any:
        return self.kept[sheet][cell].value

    def row(self, sheet: str, label: str) -> int:
        (found,) = (row[0].row for row in self.kept[sheet].iter_rows(max_col=1) if row[0].value == label)
        return int(found)


def opened(path: Path) -> Book:
    return Book(path, openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True))


def made(done: Read, folder: Path) -> Book:
    assert done.tied is not None
    path = folder / "book.xlsx"
    path.write_bytes(b"".join(workbook(done.definition, done.release, done.facts, done.tied, done.traced)))
    return opened(path)


@pytest.fixture(scope="module")
def done(iij: Read) -> Read:
    return iij


@pytest.fixture(scope="module")
def book(done: Read, tmp_path_factory: pytest.TempPathFactory) -> Book:
    return made(done, tmp_path_factory.mktemp("workbook"))


@pytest.fixture(scope="module")
def engine(book: Book) -> Any:
    """All formulas of the workbook, and what they are made of, in an engine that is not ours."""
    wanted = [f"'{book.path.parent}/[{book.path.name}]{sheet}'!{cell}" for sheet, cell in book.formulas()]
    model = formulas.ExcelModel().from_ranges(*wanted)
    model.assemble()
    return model


def recalculated(
    engine: Any, changed: Mapping[tuple[str, str], object] = MappingProxyType({})
) -> dict[tuple[str, str], Any]:
    """Every cell of the model, by sheet in capitals and cell, after some are changed."""
    nodes = {tuple(key.rpartition("]")[2].split("'!")): key for key in engine.cells if "'!" in key}
    inputs = {nodes[sheet.upper(), cell]: value for (sheet, cell), value in changed.items()}
    solved = engine.calculate(inputs=inputs)
    return {at: solved[key].value[0, 0] for at, key in nodes.items() if key in solved and ":" not in at[1]}


def exactly(value: object) -> Decimal:
    """A spreadsheet's number as the digits that it is written with."""
    return Decimal(repr(value))


# What the release prints, taken from the facts without the workbook's help -------------------------------


def printed_cells(done: Read) -> Iterator[tuple[str, str, Printed]]:
    """(statement, fact, printing) of each figure that stands in a cell of a table, each once."""
    seen = set()
    for fact_id, printed in done.facts.printed:
        key = (printed.statement, fact_id, printed.cell.line, printed.cell.column)
        if printed.line >= 0 and printed.cell.head and printed.figure is not None and key not in seen:
            seen.add(key)
            yield printed.statement, fact_id, printed


def sheet_of(done: Read, book: Book) -> dict[str, str]:
    """The sheets by the names of their statements: they stand in the same order."""
    with_tables = {statement for statement, _, _ in printed_cells(done)}
    names = [s.name for s in done.definition.company.statements if s.name in with_tables]
    return dict(zip(names, book.statements, strict=True))


def as_printed(done: Read, printed: Printed) -> Decimal:
    """The figure as the release prints it; a percentage as a ratio."""
    statement = next(s for s in done.definition.company.statements if s.name == printed.statement)
    line = statement.lines[printed.line]
    assert printed.figure is not None and line.table is not None
    if printed.concept.type == "percent":
        value = printed.figure.value
    else:
        sign = -1 if line.negated else 1
        value = printed.figure.value.scaleb(-SCALES.get(statement.tables[line.table].unit, 0)) * sign
    reading = read_number(printed.text)
    if reading.value is not None and not printed.proof:
        assert value == (reading.value.scaleb(-2) if printed.concept.type == "percent" else reading.value)
    return value


def test_every_figure_is_shown_as_it_is_printed(done: Read, book: Book) -> None:
    sheets = sheet_of(done, book)
    labels = {
        name: {row[0] for row in book.kept[name].iter_rows(values_only=True) if row[0]}
        for name in book.statements
    }

    def label(statement: str, caption: str) -> str:
        """The caption, or where it lost letters the one that it is on its sheet."""
        there = labels[sheets[statement]]
        nearest = max(there, key=lambda known: fuzz.ratio(known, caption))
        assert caption in there or fuzz.ratio(nearest, caption) > 90
        return caption if caption in there else nearest

    expected = Counter(
        (sheets[statement], label(statement, printed.cell.row), printed.cell.head, as_printed(done, printed))
        for statement, _, printed in printed_cells(done)
    )
    shown: Counter[tuple[str, str, str, Decimal]] = Counter()
    for name in book.statements:
        heads: list[str] = []
        for label, *values in book.kept[name].iter_rows(values_only=True):
            if label is None and any(isinstance(value, str) for value in values):
                heads = values
            for head, value in zip(heads, values, strict=bool(heads)):
                if isinstance(value, int | float):
                    shown[name, label, head.removesuffix(", %"), exactly(value)] += 1
    # A head that ran together or repeats is told by what its column is of.
    told = {(sheet, head) for sheet, _, head, _ in shown} & {(sheet, head) for sheet, _, head, _ in expected}
    assert len(told) > 30
    assert _under(told, shown) == _under(told, expected)
    assert expected.total() > 500


def _under(
    told: set[tuple[str, str]], figures: Counter[tuple[str, str, str, Decimal]]
) -> Counter[tuple[str, str, str, Decimal]]:
    """Figures by sheet, caption, head and value; without the heads that are not told as they are printed."""
    kept: Counter[tuple[str, str, str, Decimal]] = Counter()
    for (sheet, caption, head, value), count in figures.items():
        kept[sheet, caption, head if (sheet, head) in told else "", value] += count
    return kept


def test_every_formula_makes_the_printed_figure(book: Book, engine: Any) -> None:
    found = recalculated(engine)
    for sheet, cell in book.formulas():
        assert exactly(float(found[sheet.upper(), cell])) == exactly(float(book.value(sheet, cell)))


def test_each_total_that_is_exact_is_a_formula(done: Read, book: Book) -> None:
    """Which figures are totals, and of what, follows from the definitions and the printed figures alone."""
    assert done.tied is not None
    exact = set()
    for statement in done.definition.company.statements:
        names = [relation.name for relation in statement.relations if relation.exact]
        if statement.exact:
            names += [statement.lines[rule.total].concept.name for rule in statement.sums]
        exact |= {f"{statement.name}/{name}" for name in names}
    cells = list(printed_cells(done))
    at = {(fact_id, p.figure.decimals): p.figure.value for _, fact_id, p in cells if p.figure is not None}
    facts = done.facts.by_id()
    wanted, exactly_so = set(), set()
    for check in done.tied.checks:
        if check.per is not None:
            continue
        for statement, fact_id, printed in cells:
            if fact_id != check.total.id or statement != check.relation.partition("/")[0]:
                continue
            assert printed.figure is not None
            place = (statement, printed.cell.line, printed.cell.column)
            parts = [(weight, at.get((part.id, printed.figure.decimals))) for weight, part in check.parts]
            if sum(w * v for w, v in parts if v is not None) == printed.figure.value and all(
                v is not None for _, v in parts
            ):
                wanted.add(place)
            if check.relation in exact and printed.figure.decimals == facts[fact_id].decimals:
                exactly_so.add(place)
    # Whatever the definitions call exact is one; beside them, what is rounded and adds up all the same.
    assert exactly_so <= wanted
    assert len(exactly_so) > 70
    sheets = sheet_of(done, book)
    assert Counter(sheet for sheet, _ in book.formulas()) == Counter(sheets[place[0]] for place in wanted)
    assert {sheet for sheet, _ in book.formulas()} >= {"Balance Sheet", "Income Statement", "Cash Flows"}


@pytest.mark.parametrize(
    ("sheet", "changed", "total", "effect"),
    [
        ("Balance Sheet", "Inventories", "Total current assets", 1),
        ("Balance Sheet", "Accrued expenses", "Total Liabilities", 1),
        ("Income Statement", "WAN services", "Total revenues", 1),
        ("Income Statement", "Cost of network services", "OPERATING INCOME", -1),
        # Printed in brackets, and an expense: what is shown is added.
        ("Income Statement", "Interest expense", "NET INCOME", 1),
        ("Income Statement", "INCOME TAX EXPENSE", "NET INCOME", -1),
        ("Cash Flows", "Increase in inventories", "CASH AND CASH EQUIVALENTS, END OF THE PERIOD", 1),
    ],
)
def test_a_figure_that_is_changed_moves_its_totals(
    sheet: str, changed: str, total: str, effect: int, book: Book, engine: Any
) -> None:
    cell, moved = f"C{book.row(sheet, changed)}", f"C{book.row(sheet, total)}"
    before, by = book.value(sheet, cell), 1_000
    after = recalculated(engine, {(sheet, cell): before + by})
    assert after[sheet.upper(), moved] == book.value(sheet, moved) + effect * by


def test_cash_at_the_beginning_is_that_of_the_balance_sheet(book: Book, engine: Any) -> None:
    row = book.row("Cash Flows", "CASH AND CASH EQUIVALENTS, BEGINNING OF THE PERIOD")
    cash = f"B{book.row('Balance Sheet', 'Cash and cash equivalents')}"
    assert book.formulas()["Cash Flows", f"C{row}"] == f"='Balance Sheet'!{cash}"
    after = recalculated(engine, {("Balance Sheet", cash): 0})
    ending = f"C{book.row('Cash Flows', 'CASH AND CASH EQUIVALENTS, END OF THE PERIOD')}"
    assert after["CASH FLOWS", ending] == 23_126_189 - 21_402_892


def test_a_formula_is_a_sum_over_a_range_where_it_can_be_one(book: Book) -> None:
    found = book.formulas()
    assets = book.row("Balance Sheet", "Total current assets")
    assert found["Balance Sheet", f"B{assets}"] == f"=SUM(B{assets - 5}:B{assets - 1})"
    net = book.row("Income Statement", "NET INCOME")
    assert found["Income Statement", f"C{net}"] == f"=C{net - 3}+C{net - 1}-C{net - 2}"
    # A blank between the parts adds nothing, and the quarters of a year stand beside each other.
    other = book.row("Income Statement", "Other income (expenses) —net")
    assert book.value("Income Statement", f"B{other - 2}") is None
    assert found["Income Statement", f"B{other}"] == f"=SUM(B{other - 6}:B{other - 1})"
    year = book.row("Dividends Per Share", "Fiscal Year Ended March 31, 2018")
    assert found["Dividends Per Share", f"F{year}"] == f"=ROUND(SUM(B{year}:E{year}),2)"


def test_a_total_that_is_no_formula_has_its_reason(done: Read, book: Book) -> None:
    summary = book.kept["Operating Results Summary"]
    notes = [str(row[0]) for row in summary.iter_rows(max_col=1, values_only=True) if row[0]]
    notes = notes[notes.index("Totals that are the printed figure and no formula") + 1 :]
    # 25,686 - 21,066: what is rounded by itself need not add up.
    (off,) = (note for note in notes if "as printed make" in note)
    cell = off.partition(",")[0]
    assert off == f"{cell}, Network services: its parts as printed make 4,620"
    assert (summary[cell].value, book.live["Operating Results Summary"][cell].data_type) == (4619, "n")
    apart = [note for note in notes if note.endswith("not all of its parts are printed in its scale")]
    assert len(apart) == len(notes) - 1 == 2
    told = {row[0]: row[2:4] for row in book.kept["About"].iter_rows(min_row=2, values_only=True)}
    assert told["Operating Results Summary"] == (11, 3)
    assert told["Balance Sheet"] == (14, 0)
    assert "Totals that are the printed figure and no formula" not in str(
        [row[0] for row in book.kept["Balance Sheet"].iter_rows(values_only=True)]
    )


def test_what_the_release_contradicts_is_shaded_and_told(done: Read, book: Book) -> None:
    shaded = {
        (name, cell.coordinate): cell.row
        for name in book.statements
        for row in book.live[name].iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid"
    }
    # What a sentence prints otherwise is on no sheet.
    assert done.tied is not None
    printed = {(fact_id, p.statement) for fact_id, p in done.facts.printed if p.line >= 0}
    due = [e for e in done.tied.accepted if (e.total, e.subject.partition("/")[0]) in printed]
    assert len(shaded) == len({(entry.total, entry.subject) for entry in due}) > 5
    for name, coordinate in shaded:
        notes = [str(row[0]) for row in book.kept[name].iter_rows(max_col=1, values_only=True) if row[0]]
        notes = notes[notes.index("What the release itself contradicts, as it is accepted") + 1 :]
        (told,) = (note for note in notes if note.startswith(f"{coordinate}, "))
        assert any(" ".join(entry.why["en"].split()) in told for entry in due)


def test_figures_look_as_they_are_printed(book: Book) -> None:
    def look(sheet: str, label: str, column: str = "C") -> tuple[object, str]:
        cell = book.kept[sheet][f"{column}{book.row(sheet, label)}"]
        return cell.value, cell.number_format

    plain = "#,##0_);(#,##0)"
    assert look("Balance Sheet", "Inventories") == (2_512_305, plain)
    assert look("Income Statement", "Interest expense") == (-97_185, plain)
    # A dash is zero and stays a dash; what is printed without a figure stays empty.
    assert look("Balance Sheet", "Long-term borrowings—current portion", "B") == (0, plain + ';"–"_)')
    assert look("Balance Sheet", "COMMITMENTS AND CONTINGENCIES") == (None, "General")
    assert look("Per Share", "BASIC NET INCOME PER SHARE (JPY)") == (5.56, "#,##0.00_);(#,##0.00)")
    growth = look("Operating Results Summary", "Net income attributable to IIJ", "D")
    assert growth == (-0.645, "#,##0.0%_);(#,##0.0%)")
    # The release prints "52 040", which its relations prove to be 52,049.
    assert look("Income Statement", "Dividend income") == (52_049, plain)


def test_rows_show_what_they_are(book: Book) -> None:
    sheet = book.kept["Balance Sheet"]

    def label(text: str) -> Any:
        return sheet[f"A{book.row('Balance Sheet', text)}"]

    heading, line, total = label("CURRENT ASSETS:"), label("Inventories"), label("Total current assets")
    assert (heading.font.b, line.font.b) == (True, False)
    assert label("ASSETS").alignment.indent < heading.alignment.indent < line.alignment.indent
    assert (sheet[f"B{total.row}"].border.top.style, sheet[f"B{line.row}"].border.top.style) == ("thin", None)
    shown = [sheet.cell(row, 1).value for row in range(1, 6)]
    assert shown[0] == "Consolidated Balance Sheets (Unaudited)"
    assert shown[-1] == "Consolidated Balance Sheets (Thousands of JPY)"
    assert [cell.value for cell in sheet[6]] == [None, "As of March 31, 2018", "As of June 30, 2018"]


def test_sheets_are_set_up_to_be_read_and_printed(book: Book) -> None:
    assert book.live.sheetnames[0] == "About"
    assert book.live.sheetnames[-2:] == ["Facts", "Trace"]
    for sheet in book.live:
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.column_dimensions["A"].width > 10
        if sheet.title != "About":
            assert sheet.freeze_panes and sheet.print_title_rows
    assert book.live["Balance Sheet"].freeze_panes == "B7"
    assert book.live["Balance Sheet"].print_title_rows == "$1:$6"
    # Tables with other heads stand below the first: its heads would be wrong above them.
    assert book.live["Contracts And Subscriptions"].freeze_panes == "B5"
    listed = [cell.value for cell in book.live["About"]["A"] if cell.hyperlink]
    assert listed == book.live.sheetnames[1:]


def test_the_facts_and_the_trace_are_complete(done: Read, book: Book) -> None:
    heads, *rows = book.kept["Facts"].iter_rows(values_only=True)
    assert heads == (*tables.fact_heads(done.facts), "sheet", "cell")
    at, taken = heads.index("value"), 0
    shown = tables.facts(done.facts, done.definition.company)
    for fact, expected, row in zip(done.facts.facts, shown, rows, strict=True):
        said = [value.date() if isinstance(value, datetime) else value for value in row]
        if isinstance(fact.value, Decimal):
            assert exactly(said[at]) == fact.value
            said[at] = expected[at]
        assert said[:-2] == [None if value == "" else value for value in expected]
        assert all(isinstance(day, date | None) for day in said[3:5])
        if row[-1]:
            assert isinstance(fact.value, Decimal)
            value = abs(exactly(book.value(row[-2], row[-1])))
            off = {scale: abs(value.scaleb(scale) - abs(fact.value)) for scale in (0, 3, 6)}
            # The cell that the fact is taken from, or one that rounds it.
            taken += 0 in off.values()
            assert any(by < 10**scale for scale, by in off.items())
    assert taken > 400
    trace = [tuple(value or "" for value in row) for row in book.kept["Trace"].iter_rows(values_only=True)]
    assert trace == [tables.TRACE, *tables.trace(done.traced, done.definition.text.name)]


def test_a_proven_figure_has_the_sign_of_its_line(
    definition: ReleaseDefinition, tmp_path: Path, done: Read
) -> None:
    text = definition.text.read_text(encoding="utf-8").split("\n")
    (number,) = (n for n, line in enumerate(text) if line.startswith("Payments of guarantee deposits\t"))
    assert text[number].endswith("\t(3,656)")
    text[number] = text[number].replace("(3,656)", "(3,6S6)")
    outcome = follow(text, definition, tmp_path)
    release = read_release(tmp_path / "release.txt", definition.company)
    damaged = replace(done, release=release, facts=outcome.facts, tied=outcome.tied, traced=outcome.traced)
    book = made(damaged, tmp_path)
    row = book.row("Cash Flows", "Payments of guarantee deposits")
    assert book.value("Cash Flows", f"C{row}") == -3_656


def test_names_of_sheets_are_legal_and_unlike(done: Read, tmp_path: Path) -> None:
    names = {
        "BalanceSheet": "Facts",
        "IncomeStatement": "ConsolidatedStatementsOfIncomeAndMore",
        "CashFlows": "ConsolidatedStatementsOfIncomeAndOthers",
        "PerShare": "X" * 60,
        "ComprehensiveIncome": "History",
    }
    company = done.definition.company
    statements = tuple(replace(s, name=names.get(s.name, s.name)) for s in company.statements)
    printed = tuple(
        (fact_id, replace(p, statement=names.get(p.statement, p.statement)))
        for fact_id, p in done.facts.printed
    )
    renamed = replace(
        done,
        definition=replace(done.definition, company=replace(company, statements=statements)),
        facts=replace(done.facts, printed=printed),
    )
    found = made(renamed, tmp_path).live.sheetnames
    assert found[1:6] == [
        "Facts 2",
        "Consolidated Statements Of",
        "X" * 31,
        "History 2",
        "Consolidated Statements Of 2",
    ]


def test_a_figure_with_more_digits_than_a_double_is_text(done: Read, tmp_path: Path) -> None:
    def longer(printed: Printed) -> Printed:
        if printed.text != "2,512,305":
            return printed
        value = Decimal("12345678901234567000")
        return replace(printed, figure=Figure(value, -3), text="12,345,678,901,234,567")

    printed = tuple((fact_id, longer(p)) for fact_id, p in done.facts.printed)
    book = made(replace(done, facts=replace(done.facts, printed=printed)), tmp_path)
    row, total = book.row("Balance Sheet", "Inventories"), book.row("Balance Sheet", "Total current assets")
    assert book.value("Balance Sheet", f"C{row}") == "12345678901234567"
    assert book.live["Balance Sheet"][f"C{total}"].value == 68_171_546
    last = book.kept["Balance Sheet"]["A"][-1].value
    assert last == f"C{total}, Total current assets: it or a part has more digits than a spreadsheet keeps"


# Bytes, and the command line -----------------------------------------------------------------------------

_ELSEWHERE = """
import hashlib, sys
from pathlib import Path
from tieout.pipeline import read
from tieout.render.parquet import parquet
from tieout.render.workbook import workbook
done = read(Path(sys.argv[1]))
for pieces in (
    workbook(done.definition, done.release, done.facts, done.tied, done.traced),
    parquet(done.facts, done.definition.company),
):
    print(hashlib.sha256(b"".join(pieces)).hexdigest())
"""


def test_the_bytes_are_the_same_elsewhere(done: Read, book: Book, root: Path) -> None:
    from tieout.render.parquet import parquet

    elsewhere = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE, root / "instances" / "iij-2018q1"],
        env=os.environ | {"TZ": "Pacific/Kiritimati", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    here = (book.path.read_bytes(), b"".join(parquet(done.facts, done.definition.company)))
    assert elsewhere.stdout.split() == [hashlib.sha256(data).hexdigest() for data in here]


def test_nothing_says_when_or_by_whom_it_was_made(done: Read, book: Book) -> None:
    with zipfile.ZipFile(io.BytesIO(book.path.read_bytes())) as archive:
        for entry in archive.infolist():
            assert entry.compress_type == zipfile.ZIP_STORED
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        said = archive.read("docProps/core.xml").decode() + archive.read("docProps/app.xml").decode()
    properties = book.live.properties
    assert not properties.creator and not properties.lastModifiedBy
    assert properties.created == properties.modified == datetime(2018, 8, 8)
    assert str(datetime.now().year) not in said


@pytest.mark.parametrize(
    ("formats", "library"), [("excel", "xlsxwriter"), ("parquet", "pyarrow"), ("inline,excel", "xlsxwriter")]
)
def test_without_its_library_a_format_is_refused(
    formats: str, library: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    assert importlib.util.find_spec(library) is None
    out = tmp_path / "out"
    said = tieout("build", root / "instances" / "iij-2018q1", "--out", out, "--formats", formats, "--quiet")
    assert said.exit_code == 2
    name = formats.rpartition(",")[2]
    assert f"the format {name} needs {library}, which is not installed" in said.output
    assert f'pip install "tieout[{name}]"' in said.output
    assert "Traceback" not in said.output
    assert not out.exists()


def test_a_build_writes_and_lists_both(root: Path, tmp_path: Path, unproven: None) -> None:
    out = tmp_path / "out"
    said = tieout(
        "build", root / "instances" / "iij-2018q1", "--out", out, "--formats", "excel,parquet", "--quiet"
    )
    assert said.exit_code == 0, said.output
    listed = (out / "manifest.csv").read_text(encoding="utf-8")
    for name in (f"{STEM}.xlsx", "facts.parquet"):
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() in listed
        assert name in listed
    assert openpyxl.load_workbook(out / f"{STEM}.xlsx").sheetnames[0] == "About"
    assert not (out / f"{STEM}.htm").exists()
