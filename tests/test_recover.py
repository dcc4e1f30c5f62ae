"""The release with a cell damaged: what arithmetic proves of it, and what it does not.

Only the statements that print tables are read, so that each case rests on the relations which it names;
where a sentence counts, the case brings its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest

from tieout.core import Figure, Finding, Place
from tieout.definitions import ReleaseDefinition, Sentence, SentenceFigure, Sum
from tieout.facts import Fact, FactSet, build_facts
from tieout.mapping import Mapped
from tieout.pipeline import follow, tie_anyhow
from tieout.recover import Recovery, recover
from tieout.trace import Traced

pytestmark = pytest.mark.whole

Q1 = "D20180401-20180630"
Q1_BEFORE = "D20170401-20170630"

GOODWILL = "GOODWILL\t6,082,472\t6,082,472"
DIVIDEND = "Dividend income\t72,272\t52 040"
INTEREST = "Interest income\t7,978\t52,049 6,210"
QUARTERS = "Internet connectivity services (enterprise)\t6,524 6,742 7,152\t\t\t"
OTHERS = "Others\t809\t812\t808\t791"


@dataclass(frozen=True)
class Outcome:
    """A release on its way to facts, with and without what is proven."""

    mapped: Mapped
    recovery: Recovery
    facts: FactSet
    traced: tuple[Traced, ...]
    tied: tuple[Finding, ...]
    conflicts: tuple[Finding, ...]

    def of(self, line: int) -> list[tuple[str, str, str]]:
        """What was found about the cells of a line: severity, code, message."""
        return [
            (str(f.severity), f.code, f.message) for f in self.recovery.findings if f.places[0].line == line
        ]

    def numbers(self, line: int) -> list[tuple[int, str, str, str]]:
        """The numbers of a line: column, text, outcome, fact."""
        return [(t.column, t.printed, t.outcome, t.fact) for t in self.traced if t.line == line]

    def fact(self, name: str) -> Fact:
        return self.facts.by_id()[name]

    @property
    def values(self) -> dict[str, object]:
        return {fact.id: (fact.value, fact.decimals) for fact in self.facts.facts}


Change = tuple[str, str]
Read = Callable[..., Outcome]


@pytest.fixture(scope="module")
def tables_only(definition: ReleaseDefinition) -> ReleaseDefinition:
    statements = tuple(s for s in definition.company.statements if s.tables or s.kind != "Disclosure")
    return replace(
        definition, company=replace(definition.company, statements=statements, sentences=()), exceptions=()
    )


@pytest.fixture(scope="module")
def lines(definition: ReleaseDefinition) -> list[str]:
    return definition.text.read_text(encoding="utf-8").splitlines()


def followed(text: list[str], definition: ReleaseDefinition, folder: Path) -> Outcome:
    """A text on its way to facts, and to what they tie to."""
    path = folder / "release.txt"
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    done = tie_anyhow(follow(replace(definition, text=path)))
    assert done.tied is not None
    return Outcome(done.mapped, done.recovery, done.facts, done.traced, done.tied.findings, done.conflicts)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("recover")


@pytest.fixture(scope="module")
def read(tables_only: ReleaseDefinition, lines: list[str], folder: Path) -> Read:
    """The release with some lines changed, each the first that reads so, and with a sentence at its end."""

    def run(*changes: Change, add: str = "", sentence: Sentence | None = None) -> Outcome:
        text = list(lines)
        for old, new in changes:
            text[text.index(old)] = new
        sentences = () if sentence is None else (sentence,)
        company = replace(tables_only.company, sentences=sentences)
        return followed([*text, "", add], replace(tables_only, company=company), folder)

    return run


@pytest.fixture(scope="module")
def plain(read: Read) -> Outcome:
    """The release as it stands."""
    return read()


@pytest.fixture(scope="module")
def at(lines: list[str]) -> Callable[[str], int]:
    """The number of the first line that is, or starts with, this."""

    def find(start: str) -> int:
        return next(number for number, line in enumerate(lines, 1) if line.startswith(start))

    return find


At = Callable[[str], int]


# One cell, an exact sum ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell", ["6,082 472", "6,0824,72", "(6,082,472", "6,O82,472", "6,082,472_", "6,082,47", "6.082.472"]
)
def test_a_poor_scan_is_the_one_figure_with_which_the_sum_holds(
    read: Read, plain: Outcome, at: At, cell: str
) -> None:
    outcome = read((GOODWILL, f"GOODWILL\t6,082,472\t{cell}"))
    line = at("GOODWILL")
    # It is the fact that it was, at the cell as printed, and what depends on it is what it was.
    assert outcome.values == plain.values
    assert outcome.tied == plain.tied
    fact = outcome.fact("Goodwill_I20180630")
    assert fact.figure == Figure(Decimal(6_082_472_000), -3)
    assert [(place.line, place.column, place.row) for place in fact.places] == [(line, 20, "GOODWILL")]
    assert outcome.of(line) == [
        ("notice", "recover.recovered", f'"{cell}" is 6,082,472: proven by BalanceSheet/Assets')
    ]


def test_the_proof_is_a_footnote_in_every_language(read: Read, definition: ReleaseDefinition) -> None:
    outcome = read((GOODWILL, "GOODWILL\t6,082,472\t6,082 472"))
    (note,) = outcome.fact("Goodwill_I20180630").notes
    assert set(note) == set(definition.company.languages)
    for text in note.values():
        assert "6,082 472" in text
        assert "6,082,472" in text
        assert "BalanceSheet/Assets" in text
    # The figure beside it needs none.
    assert outcome.fact("Goodwill_I20180331").notes == ()


def test_the_trace_tells_how_a_cell_was_read(read: Read, at: At) -> None:
    outcome = read((GOODWILL, "GOODWILL\t6,082,472\t6,082 472"))
    (row,) = (row for row in outcome.traced if row.line == at("GOODWILL") and row.column == 20)
    assert (row.printed, row.outcome, row.fact) == ("6,082 472", "recovered", "Goodwill_I20180630")
    assert row.reason == outcome.fact("Goodwill_I20180630").notes[0]["en"]


@pytest.mark.parametrize("cell", ["n/a", "?", "1 2", "9,999 999", "12,345,678_", "6,1S2,472", "S,082,572"])
def test_a_cell_that_shows_something_else_is_not_overruled(read: Read, at: At, cell: str) -> None:
    outcome = read((GOODWILL, f"GOODWILL\t6,082,472\t{cell}"))
    ((severity, code, message),) = outcome.of(at("GOODWILL"))
    assert (severity, code) == ("error", "mapping.cell-unreadable")
    assert message.startswith(f'"{cell}" cannot be read: ')
    assert message.endswith("; the arithmetic makes 6,082,472, which the cell is not like")
    assert "Goodwill_I20180630" not in outcome.values
    (damaged,) = (cell for cell in outcome.facts.damaged if cell.concept.name == "Goodwill")
    assert damaged.place.line == at("GOODWILL")


def test_a_cell_that_nothing_is_related_to_stays_unread(read: Read, at: At) -> None:
    outcome = read(("Interest paid\t87,211\t95,902", "Interest paid\t87,211\t95 902"))
    assert outcome.of(at("Interest paid")) == [
        (
            "error",
            "mapping.cell-unreadable",
            '"95 902" cannot be read: it holds 2 numbers; no arithmetic proves what it is',
        )
    ]
    assert outcome.numbers(at("Interest paid"))[-1][1:] == ("95 902", "unread", "")


def test_the_sign_is_that_of_the_line(read: Read, plain: Outcome) -> None:
    # Interest expense is printed in brackets and is a positive fact.
    old = "Interest expense\t(88,932)\t(97,185)"
    outcome = read((old, "Interest expense\t(88 932)\t(97,185)"))
    assert outcome.values == plain.values
    assert outcome.fact(f"InterestExpense_{Q1_BEFORE}").value == 88_932_000


def test_relations_that_do_not_agree_prove_nothing(read: Read, at: At) -> None:
    # Of two sums that hold the damaged total one has a wrong digit: nothing says which.
    total = "Total\t25,685,684\t28,663,130"
    wan = "WAN services\t6,969,904\t7,727,271"
    outcome = read((total, "Total\t25,685,684\t28,663 130"), (wan, "WAN services\t6,969,904\t7,727,272"))
    ((severity, code, message),) = outcome.of(at(total))
    assert (severity, code) == ("error", "mapping.cell-unreadable")
    assert message.endswith("; its relations do not agree on a figure")
    assert f"NetworkServicesRevenue_{Q1}" in outcome.values  # in millions, as other tables print it
    assert outcome.fact(f"NetworkServicesRevenue_{Q1}").decimals == -6


def test_a_figure_that_a_rounded_printing_rules_out_is_not_taken(read: Read, at: At) -> None:
    # The sum has a wrong digit in the millions; elsewhere the damaged figure is printed rounded.
    outcome = read(
        ("WAN services\t6,969,904\t7,727,271", "WAN services\t6,969,904\t7,727 271"),
        (
            "Outsourcing services\t6,037,221\t6,995,640",
            "Outsourcing services\t6,037,221\t6,990,640",
        ),
    )
    ((_, code, message),) = outcome.of(at("WAN services\t6,969,904"))
    assert code == "mapping.cell-unreadable"
    assert message.endswith("; the exact relations make 7,732,271, which others rule out")


def test_a_sum_of_unlike_precision_proves_no_last_digit(read: Read, tables_only: ReleaseDefinition) -> None:
    mapped = read(("WAN services\t6,969,904\t7,727,271", "WAN services\t6,969,904\t7,727,27")).mapped

    def missing(printed_in_millions: bool) -> list[object]:
        coarse = Figure(Decimal(28_663_000_000), -6)
        given = replace(
            mapped,
            printed=tuple(
                replace(p, figure=coarse)
                if printed_in_millions and p.concept.name == "NetworkServicesRevenue" and p.period.id == Q1
                else p
                for p in mapped.printed
                if p.concept.name != "WanServicesRevenue" or p.statement == "IncomeStatement"
            ),
        )
        done = recover(given, build_facts(given, tables_only)[0], tables_only)
        return [r.figure for r in done.recovered if r.cell.concept.name == "WanServicesRevenue"]

    assert missing(False) == [Figure(Decimal(7_727_271_000), -3)]
    # With its total in millions the sum leaves a thousand figures, and none of them is taken.
    assert missing(True) == []


# Figures that are printed elsewhere ------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["290 943", "29O,943", "290,943_", "290,9"])
def test_a_damaged_repeat_is_read_by_the_figure_that_it_repeats(
    read: Read, plain: Outcome, at: At, cell: str
) -> None:
    outcome = read(("NET INCOME\t747,825\t290,943", f"NET INCOME\t747,825\t{cell}"))
    assert outcome.values == plain.values
    line = at("NET INCOME\t")
    assert outcome.of(line) == [
        ("notice", "recover.recovered", f'"{cell}" is 290,943: as it is printed elsewhere')
    ]
    (row,) = (row for row in outcome.traced if row.line == line and row.column == 20)
    assert (row.outcome, row.fact) == ("recovered", f"ProfitLoss_{Q1}")
    assert "elsewhere" in row.reason


def test_a_damaged_repeat_in_millions_is_read_by_the_thousands(read: Read, plain: Outcome, at: At) -> None:
    outcome = read(("Net income\t748\t291", "Net income\t748\t29I"))
    assert outcome.values == plain.values
    assert outcome.of(at("Net income\t748"))[0][2] == '"29I" is 291: as it is printed elsewhere'


def test_a_damaged_repeat_that_shows_something_else_is_told(read: Read, plain: Outcome, at: At) -> None:
    outcome = read(("Net income\t748\t291", "Net income\t748\t1 7"))
    ((severity, code, message),) = outcome.of(at("Net income\t748"))
    assert (severity, code) == ("error", "mapping.cell-unreadable")
    assert message.endswith("; elsewhere the release prints 291, which it is not like")
    assert outcome.values == plain.values


def test_a_damaged_repeat_does_not_hide_the_figure_from_other_cells(
    read: Read, plain: Outcome, at: At
) -> None:
    # Net income is known to the thousand, whatever stands in the table in millions.
    old = "INCOME TAX EXPENSE\t450,641\t162,909"
    outcome = read(("Net income\t748\t291", "Net income\t748\t1 7"), (old, old.replace("162,909", "162 909")))
    assert [code for _, code, _ in outcome.of(at("Net income\t748"))] == ["mapping.cell-unreadable"]
    assert [code for _, code, _ in outcome.of(at(old))] == ["recover.recovered"]
    assert outcome.values == plain.values


def test_a_blank_repeat_repeats_nothing(read: Read, plain: Outcome, at: At) -> None:
    outcome = read(("Net income\t748\t291", "Net income\t748\t"))
    assert outcome.values == plain.values
    assert outcome.of(at("Net income\t748")) == []


def test_a_figure_damaged_where_it_is_rounded_and_where_it_is_not(read: Read, plain: Outcome, at: At) -> None:
    # A third printing, rounded, is readable: it settles the rounded one, and the sums the other.
    rounded, precise = "Network services\t25,686\t28,663\t11.6\t", "Total\t25,685,684\t28,663,130"
    outcome = read(
        (rounded, rounded.replace("28,663", "28 663")), (precise, precise.replace("28,663,130", "28,663 130"))
    )
    assert outcome.values == plain.values
    for start in (rounded, precise):
        assert [row[:2] for row in outcome.of(at(start))] == [("notice", "recover.recovered")]


def test_one_figure_damaged_wherever_it_is_printed(read: Read, plain: Outcome, at: At) -> None:
    # Both printings to the thousand and the one in millions: the sums prove it, once for all three.
    ours, cash, millions = ("NET INCOME\t747,825\t", "Net income\t747,825\t", "Net income\t748\t")
    outcome = read(
        (f"{ours}290,943", f"{ours}290 943"),
        (f"{ours}290,943", f"{ours}29O,943"),
        (f"{cash}290,943", f"{cash}290,943_"),
        (f"{millions}291", f"{millions}2g1"),
    )
    assert outcome.values == plain.values
    assert outcome.fact(f"ProfitLoss_{Q1}").decimals == -3
    for start, text in ((ours, "290 943"), (cash, "290,943"), (millions, "2g1")):
        assert [t for _, t, kind, _ in outcome.numbers(at(start)) if kind == "recovered"] == [text]
    places = [row for row in outcome.traced if row.fact == f"ProfitLoss_{Q1}" and row.outcome == "recovered"]
    assert len(places) == len({(row.line, row.column) for row in places}) == 4


# Percentages that are cut off ------------------------------------------------------------------------


SALES = ("Equipment sales\t676\t1,242\t83.8\t", "EquipmentSalesRevenue")
ATM = ("ATM operation business\t601\t583\t(3.0)\t", "CostOfAtmOperationBusiness")


@pytest.mark.parametrize(
    ("row", "cut", "shown"),
    [(SALES, "83.", "83.8"), (SALES, "83.8x", "83.8"), (ATM, "(3.", "-3.0"), (ATM, "(3.0", "-3.0")],
)
def test_a_percentage_that_is_cut_off_is_the_one_that_it_begins(
    read: Read, plain: Outcome, at: At, row: tuple[str, str], cut: str, shown: str
) -> None:
    # Both years are known to the thousand.
    old, concept = row
    outcome = read((old, "\t".join([*old.split("\t")[:3], cut, ""])))
    assert outcome.values == plain.values
    fact = outcome.fact(f"{concept}ChangeOverPriorYear_{Q1}")
    assert fact.figure == Figure(Decimal(shown).scaleb(-2), 3)
    assert fact.notes
    ((severity, code, message),) = outcome.of(at(old))
    assert (severity, code) == ("notice", "recover.recovered")
    assert message.startswith(f'"{cut}" is {shown}: ')


@pytest.mark.parametrize(("row", "cut"), [(SALES, "(83."), (ATM, "3."), (SALES, "84."), (SALES, "8.")])
def test_a_percentage_that_begins_otherwise_is_not_taken(
    read: Read, at: At, row: tuple[str, str], cut: str
) -> None:
    # An open bracket says that the figure is negative, and none that it is not.
    old, concept = row
    outcome = read((old, "\t".join([*old.split("\t")[:3], cut, ""])))
    ((severity, code, message),) = outcome.of(at(old))
    assert (severity, code) == ("error", "mapping.cell-unreadable")
    assert message.endswith("; no figure that its relations allow is like it")
    assert f"{concept}ChangeOverPriorYear_{Q1}" not in outcome.values


def test_what_is_left_of_a_percentage_and_reads_as_a_number_stays_as_printed(
    read: Read, plain: Outcome, at: At
) -> None:
    old, concept = SALES
    outcome = read((old, old.replace("83.8", "8")))
    assert outcome.of(at(old)) == []
    assert outcome.fact(f"{concept}ChangeOverPriorYear_{Q1}").value == Decimal("0.08")
    new = [finding for finding in outcome.tied if finding not in plain.tied]
    assert [finding.subject.partition("/")[2] for finding in new] == [f"{concept}ChangeOverPriorYear"]


def test_a_percentage_is_read_by_its_repeat_too(plain: Outcome, at: At) -> None:
    # "11." of the breakdown stands as 11.6 in the summary.
    line = at("otal network services")
    assert plain.of(line) == [("notice", "recover.recovered", '"11." is 11.6: as it is printed elsewhere')]


@pytest.mark.parametrize(
    ("start", "candidates"),
    [
        ("IIJ Mobile services\t3,225\t4,468\t", ["0.385", "0.386"]),
        ("IIJ Mobile MVNO Platform Service\t2,359\t3,383\t", ["0.434", "0.435"]),
    ],
)
def test_a_percentage_that_rounding_leaves_open_is_inferred_and_left_out(
    plain: Outcome, at: At, start: str, candidates: list[str]
) -> None:
    line = at(start)
    (entry,) = (entry for entry in plain.recovery.recovered if entry.cell.place.line == line)
    assert (entry.outcome, entry.figure) == ("inferred", None)
    assert [str(figure.value) for figure in entry.candidates] == candidates
    first, second = (f"{Decimal(text) * 100:.1f}" for text in candidates)
    ((severity, code, message),) = plain.of(line)
    assert (severity, code) == ("notice", "recover.inferred")
    assert f"may be {first} or {second}: it rests on " in message
    # It is no fact, and the trace says what became of it.
    assert entry.cell in plain.facts.damaged
    assert plain.numbers(line)[-1][1:] == (entry.cell.text, "inferred", "")
    growth = [f.id for f in plain.facts.facts if f.concept == entry.cell.concept]
    members = [name for _, name in entry.cell.members]
    assert not any(all(m.removesuffix("Member") in fact for m in members) for fact in growth)


# Cells that have run together ------------------------------------------------------------------------


def test_neighbours_in_a_row_are_told_apart(read: Read, plain: Outcome, at: At) -> None:
    old = "Sales and marketing\t3,148,710\t3,242,335"
    outcome = read((old, "Sales and marketing\t3,148,710 3,242,335\t"))
    assert outcome.values == plain.values
    line = at("Sales and marketing")
    concept = "SellingAndMarketingExpense"
    assert outcome.numbers(line) == [
        (21, "3,148,710", "recovered", f"{concept}_{Q1_BEFORE}"),
        (31, "3,242,335", "recovered", f"{concept}_{Q1}"),
    ]
    # Each figure is found where it is printed, the second in the cell of the first.
    assert outcome.fact(f"{concept}_{Q1}").places == (
        Place(*_at(outcome.fact(f"{concept}_{Q1_BEFORE}").places[0], 31)),
    )


def _at(place: Place, column: int) -> tuple[str, int, int, str, str, str]:
    return place.file, place.line, column, place.table, place.row, place.head


def test_rounded_neighbours_in_a_row(plain: Outcome, at: At) -> None:
    # One number too few: the last quarter's is not printed, and is only inferred.
    line = at("Internet connectivity services (enterprise)\t6,524 6,742")
    name = "InternetConnectivityServicesEnterpriseRevenue"
    assert plain.numbers(line) == [
        (45, "6,524", "recovered", f"{name}_{Q1_BEFORE}"),
        (51, "6,742", "recovered", f"{name}_D20170701-20170930"),
        (57, "7,152", "recovered", f"{name}_D20171001-20171231"),
        (65, "", "inferred", ""),
    ]
    ((*_, message),) = (found for found in plain.of(line) if found[1] == "recover.inferred")
    # 2,552 + 4,183 + 791 are 7,526, each of them rounded, and so is their sum.
    assert message.startswith("an empty cell may be 7,524 or 7,525 or 7,526 or 7,527 or 7,528: it rests on ")
    assert plain.fact(f"{name}_D20170701-20170930").figure == Figure(Decimal(6_742_000_000), -6)
    assert f"{name}_D20180101-20180331" not in plain.values


def test_neighbours_in_a_column_are_told_apart_where_one_way_holds(
    read: Read, plain: Outcome, at: At
) -> None:
    # The other way round the activities would make the one figure of their total.
    total = "Net cash used in investing activities\t(2,571,603)\t"
    outcome = read(
        ("Other\t(3,000)\t(9,698)", "Other\t(3,000)\t"),
        (f"{total}(2,227,622)", f"{total}(9,698) (2,227,622)"),
    )
    assert outcome.values == plain.values
    assert outcome.tied == plain.tied
    assert [(t, kind) for _, t, kind, _ in outcome.numbers(at(total))] == [
        ("(2,571,603)", "fact"),
        ("(9,698)", "recovered"),
        ("(2,227,622)", "recovered"),
    ]
    other = outcome.numbers(at(total))[1][3]
    assert outcome.fact(other).value == plain.fact(other).value == 9_698_000
    assert [(place.line, place.column) for place in outcome.fact(other).places] == [(at(total), 51)]


def test_what_is_left_in_a_cell_decides_between_neighbours(plain: Outcome, at: At) -> None:
    # 52,049 and 6,210 make the sum either way round; the upper cell shows most of the first.
    dividend, interest = at("Dividend income"), at("Interest income")
    assert plain.fact(f"InvestmentIncomeDividend_{Q1}").figure == Figure(Decimal(52_049_000), -3)
    assert plain.fact(f"InvestmentIncomeInterest_{Q1}").figure == Figure(Decimal(6_210_000), -3)
    assert {code for line in (dividend, interest) for _, code, _ in plain.of(line)} == {"recover.recovered"}
    # The dividend is printed twice: poorly in its own cell, and clearly in the one below.
    assert [row[1:] for row in plain.numbers(dividend)][1:] == [
        ("52 040", "recovered", f"InvestmentIncomeDividend_{Q1}")
    ]
    assert [row[1:] for row in plain.numbers(interest)][1:] == [
        ("52,049", "recovered", f"InvestmentIncomeDividend_{Q1}"),
        ("6,210", "recovered", f"InvestmentIncomeInterest_{Q1}"),
    ]


def test_a_cell_that_shows_something_else_is_not_given_its_neighbour(read: Read, at: At) -> None:
    for cell in ("9 999", "n/a"):
        outcome = read((DIVIDEND, f"Dividend income\t72,272\t{cell}"))
        for start in ("Dividend income", "Interest income"):
            assert [row[:2] for row in outcome.of(at(start))] == [("error", "mapping.cell-unreadable")]


def test_neighbours_that_no_way_fits_are_a_finding(read: Read, at: At) -> None:
    outcome = read((INTEREST, "Interest income\t7,978\t52,049 6,211"))
    for start in ("Dividend income", "Interest income"):
        ((severity, code, message),) = outcome.of(at(start))
        assert (severity, code) == ("error", "mapping.cell-unreadable")
        assert message.endswith("; no way to read it with the cells around it makes its relations hold")


# Two rows of one sum that have run into one cell: nothing in the upper one says which number is its own.
DEPOSITS = (
    ("Payments of guarantee deposits\t(12,559)\t(3,656)", "Payments of guarantee deposits\t(12,559)\t"),
    ("Refund of guarantee deposits\t10,077\t38,940", "Refund of guarantee deposits\t10,077\t(3,656) 38,940"),
)
PAID, REFUNDED = "PaymentsForGuaranteeDeposits", "ProceedsFromRefundOfGuaranteeDeposits"


def test_neighbours_that_could_be_either_are_a_finding(read: Read, plain: Outcome, at: At) -> None:
    outcome = read(*DEPOSITS)
    assert [row[:2] for row in outcome.of(at("Payments of"))] == [("notice", "mapping.cell-empty")]
    ((severity, code, message),) = outcome.of(at("Refund of"))
    assert (severity, code) == ("error", "mapping.cell-unreadable")
    assert message.endswith("; several ways to read it with the cells around it make its relations hold")
    lost = set(plain.values) - set(outcome.values)
    assert lost == {f"{PAID}_{Q1}", f"{REFUNDED}_{Q1}"}
    assert [row[1:3] for row in outcome.numbers(at("Refund of"))][1:] == [("(3,656) 38,940", "unread")]


def said(concept: str, definition: ReleaseDefinition) -> Sentence:
    """A sentence of the tests' own: `It came to JPY4 million.`"""
    figure = SentenceFigure(definition.company.concept(concept), (), "quarter", 1)
    return Sentence("said", (), ("It came to {now}.",), {"now": figure}, Place("tests"))


@pytest.mark.parametrize(("concept", "millions"), [(PAID, "4"), (REFUNDED, "39")])
def test_a_coarser_repeat_decides_between_neighbours(
    read: Read, plain: Outcome, definition: ReleaseDefinition, at: At, concept: str, millions: str
) -> None:
    outcome = read(*DEPOSITS, add=f"It came to JPY{millions} million.", sentence=said(concept, definition))
    assert outcome.values == plain.values
    # The fact is the figure to the thousand, where it is printed; the sentence repeats it rounded.
    assert [row[1:] for row in outcome.numbers(at("Refund of"))][1:] == [
        ("(3,656)", "recovered", f"{PAID}_{Q1}"),
        ("38,940", "recovered", f"{REFUNDED}_{Q1}"),
    ]
    assert [(r.fact, r.agrees) for r in outcome.facts.repeats if r.printed.statement == "said"] == [
        (f"{concept}_{Q1}", True)
    ]
    assert outcome.conflicts == ()


def test_a_coarser_repeat_that_fits_no_way_leaves_a_finding(
    read: Read, definition: ReleaseDefinition, at: At
) -> None:
    outcome = read(*DEPOSITS, add="It came to JPY5 million.", sentence=said(PAID, definition))
    ((_, code, message),) = outcome.of(at("Refund of"))
    assert code == "mapping.cell-unreadable"
    assert message.endswith("; no way to read it with the cells around it makes its relations hold")
    assert outcome.fact(f"{PAID}_{Q1}").figure == Figure(Decimal(5_000_000), -6)


Summed = Callable[..., Outcome]


@pytest.fixture(scope="module")
def summed(tables_only: ReleaseDefinition, lines: list[str], folder: Path) -> Summed:
    """The statement of income alone, under other sums: a total, what it adds, what it takes off."""
    (income,) = (s for s in tables_only.company.statements if s.name == "IncomeStatement")
    index = {line.concept.name: line.index for line in income.lines}

    def run(sums: list[tuple[str, list[str], list[str]]], changes: dict[str, str]) -> Outcome:
        assert set(changes) <= set(lines)
        own = tuple(
            Sum(
                index[total],
                (*((index[name], 1) for name in plus), *((index[name], -1) for name in minus)),
                income.place,
            )
            for total, plus, minus in sums
        )
        company = replace(tables_only.company, statements=(replace(income, sums=own, relations=()),))
        text = [changes.get(line, line) for line in lines]
        return followed(text, replace(tables_only, company=company), folder)

    return run


COST, MARKETING, ADMINISTRATION, RESEARCH = (
    *("CostOfEquipmentSales", "SellingAndMarketingExpense"),
    *("GeneralAndAdministrativeExpense", "ResearchAndDevelopmentExpense"),
)
# The expenses of marketing and administration, and what they differ by: they can be told apart.
DIFFERENCE = (RESEARCH, [MARKETING], [ADMINISTRATION])
LOST = {
    "Sales and marketing\t3,148,710\t3,242,335": "Sales and marketing\t3,148,710\t",
    "Research and development\t127,271\t118,454": "Research and development\t127,271\t1,000,398",
}
ADMINISTRATION_LINE = "General and administrative\t2,129,782\t2,241,937"


def test_only_what_a_relation_proves_is_taken_of_several_cells(summed: Summed) -> None:
    # The cost is in a relation with marketing, but the total of the two is lost: one number proves nothing.
    outcome = summed(
        [("CostOfRevenue", [COST, MARKETING], []), DIFFERENCE],
        {
            **LOST,
            ADMINISTRATION_LINE: "General and administrative\t2,129,782\t3,242,335 2,241,937",
            "Cost of equipment sales\t603,976\t1,136,494": "Cost of equipment sales\t603,976\t1,136,494 x",
            "Total costs\t34,433,751\t37,922,325": "Total costs\t34,433,751\t",
        },
    )
    assert outcome.fact(f"{MARKETING}_{Q1}").value == 3_242_335_000
    assert outcome.fact(f"{ADMINISTRATION}_{Q1}").value == 2_241_937_000
    assert f"{COST}_{Q1}" not in outcome.values
    assert f"CostOfRevenue_{Q1}" not in outcome.values
    assert {
        (f.code, f.places[0].row) for f in outcome.recovery.findings if f.code.startswith("mapping.")
    } >= {
        ("mapping.cell-unreadable", "Cost of equipment sales"),
        ("mapping.cell-empty", "Total costs"),
    }


def test_a_way_that_proves_more_is_not_at_odds_with_one_that_proves_less(summed: Summed) -> None:
    # The cell holds the numbers of three rows. The third is a total that was lost, or else it is nothing.
    outcome = summed(
        [("CostsAndExpenses", [MARKETING, ADMINISTRATION], []), DIFFERENCE],
        {
            **LOST,
            ADMINISTRATION_LINE: "General and administrative\t2,129,782\t3,242,335 2,241,937 5,484,272",
            "Total costs and expenses\t39,839,514\t43,525,051": "Total costs and expenses\t39,839,514\t",
        },
    )
    assert outcome.fact(f"{MARKETING}_{Q1}").value == 3_242_335_000
    assert outcome.fact(f"{ADMINISTRATION}_{Q1}").value == 2_241_937_000
    assert outcome.fact(f"CostsAndExpenses_{Q1}").value == 5_484_272_000


def test_a_rounded_relation_does_not_give_a_cell_its_neighbour_that_it_is_not_like(
    read: Read, at: At
) -> None:
    # 6,742 less the others is 812, give or take two; the cell shows sevens, the one beside it 812 and 808.
    enterprise = "Internet connectivity services (enterprise)\t6,524\t6,742\t7,152\t7,526"

    def second(cell: str) -> list[str]:
        outcome = read((QUARTERS, enterprise), (OTHERS, f"Others\t809\t{cell}\t812 808\t791"))
        place = (at("Others\t809\t812"), 12)
        return [f.code for f in outcome.recovery.findings if (f.places[0].line, f.places[0].column) == place]

    assert second("7 7 7") == ["mapping.cell-unreadable"]
    assert second("8I2") == ["recover.recovered"]
    assert second("") == ["recover.recovered"]


def test_a_number_is_the_figure_of_one_cell_only(read: Read, plain: Outcome, at: At) -> None:
    # 809 is the first quarter's. The second's is lost; within rounding it could be 809 too, but not by that.
    enterprise = "Internet connectivity services (enterprise)\t6,524\t6,742\t7,152\t7,526"
    ip = "IP service (including data center connectivity services)\t2,490\t2,506\t2,557\t2,552"
    outcome = read(
        (QUARTERS, enterprise),
        (OTHERS, "Others\t809 x\t\t808\t791"),
        (ip, ip.replace("2,506", "2,509")),
    )
    line = at("Others\t809\t812")
    name = "InternetConnectivityServicesEnterpriseRevenue"
    first, lost, *_ = outcome.numbers(line)
    assert first[1:3] == ("809", "recovered")
    assert lost[1:3] == ("", "inferred")
    assert f"{name}_D20170701-20170930_OtherConnectivityServicesEnterprise" not in outcome.values
    assert f"{name}_D20170701-20170930_OtherConnectivityServicesEnterprise" in plain.values


# Empty cells -----------------------------------------------------------------------------------------


def test_a_lost_cell_is_proven_by_two_exact_sums(read: Read, plain: Outcome, at: At) -> None:
    # Total current assets: the sum of its lines, and a part of total assets.
    outcome = read(("Total current assets\t67,184,751\t68,171,546", "Total current assets\t\t68,171,546"))
    assert outcome.values == plain.values
    line = at("Total current assets")
    fact = outcome.fact("AssetsCurrent_I20180331")
    assert [(place.line, place.column) for place in fact.places] == [(line, 22)]
    assert fact.notes[0]["en"].startswith('Printed is "".')
    assert outcome.numbers(line)[0] == (22, "", "recovered", "AssetsCurrent_I20180331")


def test_a_lost_cell_of_one_sum_is_left_out_and_the_sum_is_off(read: Read, plain: Outcome, at: At) -> None:
    # A slip in any other line of the sum would go into it unseen.
    outcome = read((GOODWILL, "GOODWILL\t\t6,082,472"))
    assert outcome.values == {k: v for k, v in plain.values.items() if k != "Goodwill_I20180331"}
    assert outcome.of(at("GOODWILL"))[0][:2] == ("notice", "recover.inferred")
    assert "tie.total-off" in {finding.code for finding in outcome.tied}


def test_a_blank_that_is_nothing_stays_nothing(plain: Outcome, at: At) -> None:
    # The other segment was sold nothing in 1Q17: all of its sales were to customers.
    line = at("Intersegment\t\t-")
    assert plain.of(line) == [("notice", "mapping.cell-empty", "nothing is printed here: no fact")]
    assert plain.numbers(line) == [(15, "-", "fact", _intersegment(Q1))]
    assert _intersegment(Q1_BEFORE) not in plain.values


def _intersegment(period: str) -> str:
    return f"Revenues_{period}_IntersegmentElimination_AtmOperationBusinessSegment"


def test_a_blank_that_is_nothing_does_not_stand_in_the_way(read: Read, plain: Outcome, at: At) -> None:
    # Once the blank is known for nothing, the sum that holds it has one unknown only.
    old = "Customers\t1,002,992\t995,200"
    outcome = read((old, "Customers\t1,002 992\t995,200"))
    assert outcome.values == plain.values
    assert [code for _, code, _ in outcome.of(at(old))] == ["recover.recovered"]
    assert [code for _, code, _ in outcome.of(at("Intersegment\t\t-"))] == ["mapping.cell-empty"]


def test_a_blank_that_nothing_is_related_to_is_noticed(read: Read, at: At) -> None:
    outcome = read(("Interest paid\t87,211\t95,902", "Interest paid\t\t95,902"))
    assert [row[:2] for row in outcome.of(at("Interest paid"))] == [("notice", "mapping.cell-empty")]
    assert f"InterestPaidNet_{Q1_BEFORE}" not in outcome.values


def test_a_lost_cell_that_one_rounded_relation_leaves_is_inferred_only(read: Read, at: At) -> None:
    old, concept = SALES
    outcome = read((old, old.replace("83.8", "")))
    (entry,) = (entry for entry in outcome.recovery.recovered if entry.cell.place.line == at(old))
    assert (entry.outcome, [str(figure.value) for figure in entry.candidates]) == ("inferred", ["0.838"])
    assert [row[:2] for row in outcome.of(at(old))] == [("notice", "recover.inferred")]
    assert f"{concept}ChangeOverPriorYear_{Q1}" not in outcome.values


def test_a_lost_cell_that_several_rounded_relations_leave_is_found(
    read: Read, plain: Outcome, at: At
) -> None:
    # Gross profit is the sum of four, revenues less costs, and what is left before expenses.
    old = "Total gross margin\t6,530\t6,783\t3.9\t"
    outcome = read((old, old.replace("6,783", "")))
    assert outcome.values == plain.values
    assert outcome.fact(f"GrossProfit_{Q1}").figure == Figure(Decimal(6_783_000_000), -6)
    ((severity, code, message),) = outcome.of(at(old))
    assert (severity, code) == ("notice", "recover.recovered")
    assert message.count(" and ") >= 2


def test_two_lost_cells_of_one_sum_are_not_made_up(read: Read, plain: Outcome, at: At) -> None:
    deposits = "GUARANTEE DEPOSITS\t3,422,443\t3,384,433"
    outcome = read((GOODWILL, "GOODWILL\t\t6,082,472"), (deposits, deposits.replace("3,422,443", "")))
    for start in ("GOODWILL", "GUARANTEE DEPOSITS"):
        assert [row[:2] for row in outcome.of(at(start))] == [("notice", "mapping.cell-empty")]
    lost = set(plain.values) - set(outcome.values)
    assert lost == {"Goodwill_I20180331", "DepositsAssetsNoncurrent_I20180331"}
    # They are missed all the same.
    new = [finding for finding in outcome.tied if finding not in plain.tied]
    assert [(f.code, f.subject) for f in new] == [("tie.total-off", "BalanceSheet/Assets")]


def test_a_lost_cell_that_two_sums_hold_is_found_by_both(read: Read, plain: Outcome, at: At) -> None:
    total = "Total current assets\t67,184,751\t68,171,546"
    outcome = read((total, "Total current assets\t67,184,751\t"))
    assert outcome.values == plain.values
    ((*_, message),) = outcome.of(at(total))
    assert "proven by BalanceSheet/AssetsCurrent and BalanceSheet/Assets" in message


# Figures that can be read are never touched ----------------------------------------------------------


def test_a_readable_figure_that_breaks_its_sums_stays_as_printed(read: Read, plain: Outcome, at: At) -> None:
    total = "Total\t25,685,684\t28,663,130"
    outcome = read((total, "Total\t25,685,684\t28,663,180"))
    assert outcome.of(at(total)) == []
    assert outcome.fact(f"NetworkServicesRevenue_{Q1}").value == 28_663_180_000
    new = [finding for finding in outcome.tied if finding not in plain.tied]
    exact = [finding for finding in new if finding.subject.startswith("IncomeStatement/")]
    assert {finding.subject.partition("/")[2] for finding in exact} == {
        *("NetworkServicesRevenue", "Revenues", "OperatingIncomeLoss"),
    }
    # Each names the one figure with which all of them hold, and where it stands: in it they cross.
    told = [[detail for detail in finding.details if detail.startswith("All ")] for finding in exact]
    assert told == [[f"All 3 relations hold if it is 28,663,130: Total, {at(total)}:18"]] * 3
    assert {finding.places[0].line for finding in exact} == {at(total)}


def test_a_readable_figure_in_one_sum_is_told_without_a_proposal(read: Read, plain: Outcome) -> None:
    # Any of the figures of the one sum could be the wrong one.
    outcome = read((GOODWILL, "GOODWILL\t6,082,472\t6,082,473"))
    (finding,) = (finding for finding in outcome.tied if finding not in plain.tied)
    assert (finding.code, finding.subject) == ("tie.total-off", "BalanceSheet/Assets")
    assert not any(detail.startswith("All ") for detail in finding.details)
    assert outcome.fact("Goodwill_I20180630").value == 6_082_473_000


def test_a_wrong_digit_beside_a_damaged_cell_is_not_made_up_for(read: Read, at: At) -> None:
    # The sum would make 6,077,472 of the damaged cell, to hide that inventories are wrong by five.
    outcome = read(
        (GOODWILL, "GOODWILL\t6,082,472\t6,0?2,47?"),
        (
            "DEFERRED TAX ASSETS—Noncurrent\t183,808\t147,401",
            "DEFERRED TAX ASSETS—Noncurrent\t183,808\t9,147,401",
        ),
    )
    ((severity, code, _),) = outcome.of(at("GOODWILL"))
    assert (severity, code) == ("error", "mapping.cell-unreadable")
    assert "Goodwill_I20180630" not in outcome.values


def test_nothing_damaged_leaves_the_mapping_as_it_is(plain: Outcome, tables_only: ReleaseDefinition) -> None:
    whole = replace(plain.mapped, damaged=())
    assert recover(whole, plain.facts, tables_only) == Recovery(whole, (), ())


# All of them -----------------------------------------------------------------------------------------


def test_every_figure_of_the_income_statements_is_read_again_where_a_comma_is_a_space(
    tables_only: ReleaseDefinition, lines: list[str], folder: Path
) -> None:
    # The two statements alone: nothing but their sums proves anything.
    names = {"IncomeStatement", "ComprehensiveIncome"}
    statements = tuple(s for s in tables_only.company.statements if s.name in names)
    definition = replace(tables_only, company=replace(tables_only.company, statements=statements))
    first = next(n for n, line in enumerate(lines) if line.startswith("Internet Initiative Japan Inc. Quart"))
    text = lines[first : lines.index("Quarterly Consolidated Statements of Cash Flows (Unaudited)")]
    mended = {DIVIDEND: "Dividend income\t72,272\t52,049", INTEREST: "Interest income\t7,978\t6,210"}
    text = [mended.get(line, line) for line in text]
    plain = followed(text, definition, folder)
    cells = [printed for _, printed in plain.facts.printed if "," in printed.text]
    assert len(cells) > 70
    for cell in cells:
        line, start = cell.place.line, cell.place.column - 1
        old = text[line - 1]
        damaged = cell.text.replace(",", " ", 1)
        new = old[:start] + damaged + old[start + len(cell.text) :]
        outcome = followed([*text[: line - 1], new, *text[line:]], definition, folder)
        assert outcome.values == plain.values, new
        assert [entry[:2] for entry in outcome.of(line)] == [("notice", "recover.recovered")], new
