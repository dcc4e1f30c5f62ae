"""A release against the company's own filed report: what differs, by concept, period and amount."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from build_helpers import tieout as run
from test_dataset import fact, report
from test_guides import Reader
from tieout.core import InputError
from tieout.filing import Diff, Filed, Filing, diff, read_filing
from tieout.filing.formats import number_of
from tieout.results import Fact, Place, report_in


@pytest.fixture(scope="module")
def page(root: Path) -> Path:
    return root / "tests" / "acme" / "filing.htm"


@pytest.fixture(scope="module")
def found(root: Path, page: Path) -> Diff:
    return diff(report_in(root / "tests" / "acme" / "release"), read_filing(page))


def one(page: Path, element: str, start: str | None, end: str) -> Filed:
    day = date.fromisoformat(start) if start else None
    wanted = (f"us-gaap:{element}", day, date.fromisoformat(end), ())
    (fact,) = (
        fact
        for fact in read_filing(page).facts
        if (fact.element, fact.start, fact.end, fact.members) == wanted
    )
    return fact


def test_a_filed_number_is_read_by_its_format_scale_and_sign(page: Path) -> None:
    revenues = one(page, "Revenues", "2024-01-01", "2024-03-31")
    assert (revenues.value, revenues.decimals, revenues.unit) == (Decimal(85_020_000), -3, "USD")
    assert (revenues.caption, revenues.printed) == ("Revenues", "85.020")
    assert one(page, "CostOfRevenue", "2024-01-01", "2024-03-31").value == Decimal(61_011_000)
    other = one(page, "OtherNonoperatingIncomeExpense", "2025-01-01", "2025-03-31")
    assert other.value == Decimal(-312_000)
    assert one(page, "OtherNonoperatingIncomeExpense", "2024-01-01", "2024-03-31").value == 0
    each = one(page, "EarningsPerShareBasic", "2025-01-01", "2025-03-31")
    assert (f"{each.value}", each.unit) == ("1.20", "USD/shares")
    # An instant at midnight is the end of the day before.
    assert one(page, "Assets", None, "2025-03-31").value == Decimal(50_322_000)
    (anvils,) = (fact for fact in read_filing(page).facts if fact.members)
    assert anvils.members == (("ProductAxis", "AnvilMember"),)


def apart(page: Path, folder: Path) -> tuple[Path, Path]:
    """A filing on two pages: the balance sheets on the second one, which has no header of its own."""
    text = page.read_text(encoding="utf-8")
    head, rest = text.split("<p>BALANCE SHEETS")
    begin = head[: head.index("<body>") + len("<body>")]
    first, second = folder / "10q.htm", folder / "ex13.htm"
    first.write_text(f"{head}</body></html>", encoding="utf-8")
    second.write_text(f"{begin}<p>BALANCE SHEETS{rest}", encoding="utf-8")
    return first, second


def test_a_filing_on_several_pages_is_one(root: Path, page: Path, found: Diff, tmp_path: Path) -> None:
    first, second = apart(page, tmp_path)
    release = root / "tests" / "acme" / "release"
    whole = diff(report_in(release), read_filing(first, second))
    assert [replace(line, file="", line=0) for line in whole.lines] == [
        replace(line, file="", line=0) for line in found.lines
    ]
    (line,) = whole.of("differs")
    assert line.file == str(second) and "InventoryNet" in second.read_text().splitlines()[line.line - 1]
    said = run("diff", release, first, second, "--json")
    assert said.exit_code == 1
    assert json.loads(said.stdout)["findings"][0]["places"][0]["file"] == str(second)
    # By itself the second page says of no number when it is.
    assert run("diff", release, second).exit_code == 2


def test_pages_of_two_filings_are_not_taken_for_one(root: Path, page: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.htm"
    text = page.read_text(encoding="utf-8")
    other.write_text(
        text.replace("<xbrli:instant>2024-12-31<", "<xbrli:instant>2023-12-31<", 1), encoding="utf-8"
    )
    release = root / "tests" / "acme" / "release"
    said = run("diff", release, page, other)
    assert said.exit_code == 2
    assert "the pages are not of one report: each has another context b" in " ".join(said.output.split())
    assert run("diff", release, release, page).exit_code == 2


def test_what_cannot_be_read_is_told_and_left_out(page: Path) -> None:
    filing = read_filing(page)
    (finding,) = filing.findings
    assert finding.code == "filing.unread" and "numwordsen" in finding.message
    assert not any(fact.element.startswith("acme:") for fact in filing.facts)


@pytest.mark.parametrize(
    ("text", "form", "number"),
    [
        ("1,234.5", "num-dot-decimal", "1234.5"),
        ("1 234,5", "numspacecomma", "1234.5"),
        ("1.234,5", "numdotcomma", "1234.5"),
        ("1’234.5", "num-dot-decimal-apos", "1234.5"),
        ("–", "zerodash", "0"),
        ("1234.5", "", "1234.5"),
        # Without a format a number has no groups, and none that is not known is guessed at.
        ("1,234", "", None),
        ("1,234", "num-in-crores", None),
        ("(1,234)", "num-dot-decimal", None),
        ("9" * 40, "num-dot-decimal", None),
    ],
)
def test_a_number_is_what_its_format_makes_of_the_text(text: str, form: str, number: str | None) -> None:
    assert number_of(text, form) == (Decimal(number) if number else None)


def test_an_amount_that_differs_is_told_with_concept_and_period(found: Diff) -> None:
    (line,) = found.of("differs")
    assert (line.concept, line.end) == ("us-gaap:InventoryNet", date(2024, 12, 31))
    assert (line.release, line.filing) == (Decimal(28_000_000), Decimal(27_104_000))
    # Rounded to what the release prints, all others are the same.
    assert len(found.of("same")) == 12


def test_another_element_for_the_same_is_told_as_such(found: Diff) -> None:
    (line,) = found.of("tagged otherwise")
    assert (line.concept, line.element) == ("us-gaap:CostOfRevenue", "us-gaap:CostOfGoodsAndServicesSold")


@pytest.mark.parametrize(
    ("element", "state"),
    [
        # Both are debits; what is paid is a credit, and of a company's own element nothing is known.
        ("CostOfGoodsAndServicesSold", "differs"),
        ("PaymentsToSuppliers", "tagged otherwise"),
        ("acme:CostOfAnvils", "tagged otherwise"),
    ],
)
def test_a_sign_that_is_turned_differs_where_the_balance_is_the_same(
    element: str, state: str, root: Path, page: Path, tmp_path: Path
) -> None:
    name = element if ":" in element else f"gaap:{element}"
    turned = page.read_text(encoding="utf-8").replace(
        'name="gaap:CostOfGoodsAndServicesSold" contextRef="q"', f'sign="-" name="{name}" contextRef="q"'
    )
    (tmp_path / "filed.htm").write_text(turned, encoding="utf-8")
    found = diff(report_in(root / "tests" / "acme" / "release"), read_filing(tmp_path / "filed.htm"))
    (line,) = (line for line in found.lines if line.filing == -69_561_000)
    assert line.state == state and line.release == 70_000_000


def test_a_sign_that_is_turned_differs_under_the_same_element(page: Path) -> None:
    gross = fact(
        "-30312000",
        "2025-01-01",
        "2025-03-31",
        element="us-gaap:GrossProfit",
        label="Gross profit",
        sure=False,
    )
    (line, *_) = diff(report(gross), replace(read_filing(page), identifier="")).lines
    assert (line.state, line.filing) == ("differs", Decimal(30_312_000))
    # An amount between segments may be printed so, and filed as what is eliminated.
    between = replace(gross, members={"ConsolidationItemsAxis": "BetweenSegmentsMember"})
    (line, *_) = diff(report(between), replace(read_filing(page), identifier="")).lines
    assert line.state == "tagged otherwise"


def test_what_the_release_lacks_is_told_of_its_own_statements_and_periods(found: Diff) -> None:
    lacking = {(line.label, line.filing) for line in found.of("only in the filing")}
    assert lacking == {
        ("Anvils", Decimal(59_950_000)),
        ("Other loss", Decimal(-312_000)),
        ("Other loss", Decimal(0)),
        ("Earnings per share", Decimal("1.20")),
    }
    assert {line.statement for line in found.of("only in the filing")} == {"Statements of Income"}


def test_a_guess_at_an_element_is_no_difference_of_the_amount(page: Path) -> None:
    guess = fact(
        "5000000",
        None,
        "2025-03-31",
        id="Guess",
        element="us-gaap:Liabilities",
        label="Lamps on loan",
        sure=False,
        place=Place("release.htm", 1, 0, row="Lamps on loan"),
    )
    filing = replace(read_filing(page), identifier="")
    assert diff(report(guess), filing).of("differs") == ()
    assert len(diff(report(replace(guess, sure=True)), filing).of("differs")) == 1


@pytest.mark.parametrize("element", ["us-gaap:CostOfGoodsAndServicesSold", "us-gaap:CostOfRevenue"])
@pytest.mark.parametrize(("table", "state"), [("Income", "differs"), ("To non-gaap", "only in the release")])
def test_a_guess_differs_only_in_its_own_statement(table: str, state: str, element: str, page: Path) -> None:
    quarter = ("2025-01-01", "2025-03-31")
    income = Place("release.htm", 1, 0, table="Income", row="Revenues")
    facts = (
        fact("99873000", *quarter, id="Revenues", place=income),
        fact("30312000", *quarter, id="Gross", element="us-gaap:GrossProfit", place=income),
    )
    place = Place("release.htm", 1, 0, table=table, row="Cost of revenues")
    guess = fact("-105000", *quarter, id="Cost", element=element, sure=False, place=place)
    filing = replace(read_filing(page), identifier="")
    (line,) = (line for line in diff(report(*facts, guess), filing).lines if line.release == -105000)
    assert line.state == state


def filed(page: Path, caption: str, value: str, element: str, **other: object) -> Filed:
    """The page's revenues of the quarter, made another number."""
    revenues = one(page, "Revenues", "2025-01-01", "2025-03-31")
    changed = {"caption": caption, "value": Decimal(value), "element": element, **other}
    return replace(revenues, **changed)  # type: ignore[arg-type]


def state_of(filing: Filing, release: Fact) -> str:
    (line,) = (line for line in diff(report(release), replace(filing, identifier="")).lines if line.concept)
    return line.state


def test_a_number_that_a_filing_prints_twice_differs_where_one_of_them_does(page: Path) -> None:
    rent = fact("1000000", "2025-01-01", "2025-03-31", element="us-gaap:Rent", label="Rent")
    there = filed(page, "Rent", "1000000", "us-gaap:Rent")
    again = replace(there, table=0, value=Decimal("1003000"))
    (line,) = diff(report(rent), Filing("filed.htm", "", (there, again), ())).lines
    assert (line.state, line.filing) == ("differs", Decimal(1_003_000))
    rounded = replace(again, value=Decimal("1000000"), decimals=-6)
    assert state_of(Filing("filed.htm", "", (there, rounded), ()), rent) == "same"


def test_the_amount_among_other_members_does_not_hide_that_it_differs(page: Path) -> None:
    rent = fact("1234000", "2025-01-01", "2025-03-31", element="us-gaap:Rent", label="Rent")
    altered = filed(page, "Rent", "1237000", "us-gaap:Rent")
    parts = filed(page, "Rent", "1234000", "us-gaap:Rent", members=(("SegmentsAxis", "EastMember"),))
    assert state_of(Filing("filed.htm", "", (altered, parts), ()), rent) == "differs"
    # Another line of that element is no difference where the line itself has another one.
    itself = filed(page, "Rent", "1234000", "acme:Rent")
    assert state_of(Filing("filed.htm", "", (altered, itself), ()), rent) == "tagged otherwise"


def test_a_guess_gives_way_to_the_line_with_its_caption_and_its_few_digits(page: Path) -> None:
    quarter = ("2025-01-01", "2025-03-31")
    income = Place("release.htm", 1, 0, table="Income", row="Revenues")
    rows = ("Rent from discontinued operations", "Revenues", "Gross profit")
    dash, *others = (
        fact(value, *quarter, id=row, element=f"us-gaap:{element}", sure=row != rows[0], place=place)
        for row, element, value in zip(
            rows, ("Rent", "Revenues", "GrossProfit"), ("0", "90", "30"), strict=True
        )
        for place in (replace(income, row=row),)
    )
    there = (
        filed(page, "Revenues", "90", "us-gaap:Revenues"),
        filed(page, "Gross profit", "30", "us-gaap:GrossProfit"),
        filed(page, "Rent from continuing operations", "12", "us-gaap:Rent"),
        filed(page, "Rent from discontinued operations", "0", "acme:RentOther"),
    )
    found = diff(report(dash, *others), Filing("filed.htm", "", there, ()))
    assert found.of("differs") == ()
    (line,) = found.of("tagged otherwise")
    assert line.element == "acme:RentOther"


def test_another_companys_filing_is_refused(page: Path) -> None:
    with pytest.raises(InputError, match="the filing is of company 1, the release of company 12345"):
        diff(report(), read_filing(page))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<html><p>10-Q<br></html>", "no number on its page is tagged"),
        ("<html xmlns:ix='http://www.xbrl.org/2013/inlineXBRL'><p>10-Q<br></html>", "no well-formed XHTML"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'><p>10-Q</p></html>", "no number on its page is tagged"),
        (
            "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><html><p>&x;</p></html>",
            "no number on its page is tagged",
        ),
    ],
)
def test_a_page_that_is_no_inline_report_is_told(text: str, said: str, tmp_path: Path, root: Path) -> None:
    (tmp_path / "filed.htm").write_text(text, encoding="utf-8")
    done = run("diff", str(root / "tests" / "acme" / "release"), str(tmp_path / "filed.htm"))
    assert done.exit_code == 2 and said in " ".join(done.output.split())


def test_a_table_that_says_again_what_another_says_is_one_of_the_releases_too(
    root: Path, page: Path, tmp_path: Path
) -> None:
    text = page.read_text(encoding="utf-8")
    again = text[text.rindex("<table>") : text.rindex("</table>")]
    more = again.splitlines()[1].replace("gaap:CashAndCash", "acme:Lamps").replace("Cash and cash", "Lamps")
    text = text.replace("<p>Receivables", f"{again}{more}</table><p>Receivables")
    # A page that was cut out of a submission begins with an empty line.
    (tmp_path / "filed.htm").write_text(f"\n{text}", encoding="utf-8")
    found = diff(report_in(root / "tests" / "acme" / "release"), read_filing(tmp_path / "filed.htm"))
    lamps = [line for line in found.of("only in the filing") if line.label.startswith("Lamps")]
    assert [line.filing for line in lamps] == [Decimal(20_118_000), Decimal(15_007_000)]
    assert {line.statement for line in lamps} == {"Balance Sheets"}


def test_json_has_every_line(root: Path, page: Path) -> None:
    done = run("diff", str(root / "tests" / "acme" / "release"), str(page), "--json")
    document = json.loads(done.output)
    assert done.exit_code == 1 and len(document["lines"]) == 26
    assert document["lines"][0]["release"] == "28000000"
    assert document["findings"][0]["code"] == "filing.unread"


def test_where_nothing_differs_the_exit_code_is_0(root: Path, page: Path, tmp_path: Path) -> None:
    mended = page.read_text(encoding="utf-8").replace("27,104", "28,104")
    (tmp_path / "filed.htm").write_text(mended, encoding="utf-8")
    assert run("diff", str(root / "tests" / "acme" / "release"), str(tmp_path / "filed.htm")).exit_code == 0


@pytest.mark.slow
def test_the_guide(root: Path, tmp_path: Path) -> None:
    (tmp_path / "acme").symlink_to(root / "tests" / "acme")
    Reader(tmp_path).follow(root / "docs" / "filing.md")
