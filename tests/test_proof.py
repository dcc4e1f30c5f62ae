"""Proof that does not come from the figures: one wrong digit of a first release is told, and where."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_helpers import tieout
from test_draft import INCOME, SMALL, begun, page, small
from tieout.core import Figure, Finding, Period, Place, slip, slip_within
from tieout.definitions import Term, load_company, load_identities, official_elements
from tieout.draft import draft, files, give_way, limit
from tieout.draft.footing import Amounts, judge
from tieout.draft.outline import Outline
from tieout.draft.rounding import settle_rounding
from tieout.draft.totals import find_totals
from tieout.layout import read_release
from tieout.pipeline import Read, tie_anyhow
from tieout.pipeline import read as read_folder
from tieout.relations import Bound, Key, bind, holds
from tieout.tie.mends import Mends

# Each takes a release the whole way.
pytestmark = pytest.mark.whole

NOW, BEFORE = Period(date(2025, 3, 31), date(2025, 1, 1)), Period(date(2024, 3, 31), date(2024, 1, 1))


def first_contact(folder: Path, text: str) -> Read:
    """A company drafted of a page, and the page read by it."""
    company, out = folder / "taxonomy" / "small", folder / "instances" / "small-2025q1"
    folder.mkdir(exist_ok=True)
    path = small(folder, text)
    begun(company, path, *SMALL)
    tieout("new", "release", company, "2025q1", "--from", path, "--published", "2025-04-24", "--out", out)
    return read_folder(out)


def off(done: Read) -> list[Finding]:
    """The findings of relations that fail."""
    assert done.tied is not None
    return [finding for finding in done.tied.findings if finding.code == "tie.total-off"]


def altered(row: str, old: str, new: str) -> str:
    """The page with a figure of one row altered."""
    text = page()
    at = text.index(f"<td>{row}</td>")
    assert old in text[at : at + 200]
    return text[:at] + text[at:].replace(f"<td>{old}</td>", f"<td>{new}</td>", 1)


# Slips of the pen --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "meant", "kind"),
    [
        (1234, 1284, "digit"), (1234, 1324, "swap"), (1234, -1234, "sign"), (1234, 1234000, "scale"),
        (1234, 12340, "scale"), (1234, 12034, "lost"), (1234, 124, "lost"), (841, 41, "digit"),
        (1234, 1324 + 50, None), (1234, 1234, None), (-1234, 1284, None), (1234, 0, None),
    ],
)  # fmt: skip
def test_what_one_slip_explains(printed: int, meant: int, kind: str | None) -> None:
    assert slip(printed, meant) == kind


@given(st.integers(100, 10**9), st.data())
def test_every_altered_digit_is_one_slip(meant: int, data: st.DataObject) -> None:
    digits = str(meant)
    at = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([d for d in "123456789" if d != digits[at]]))
    printed = int(digits[:at] + other + digits[at + 1 :])
    assert slip(printed, meant) == "digit"
    found = slip_within(printed, meant - 1, meant + 1)
    assert found is not None and abs(found[1] - meant) <= 1


# Sums that fail in a column ----------------------------------------------------------------------------


def amounts(*rows: tuple[str, int, int]) -> list[Amounts]:
    """Rows of two columns, in thousands; a caption that begins with Total says so."""
    return [
        Amounts((2 * now, 2 * before), (1, 1), caption, hint=caption.startswith("Total"))
        for caption, now, before in rows
    ]


def test_a_sum_that_fails_in_one_column_is_a_sum_that_fails_there() -> None:
    rows = amounts(("a", 12_214, 10_980), ("b", 3_404, 2_377), ("c", 388, 361), ("Total", 16_406, 13_718))
    (total,) = find_totals(rows, frozenset(), (NOW, BEFORE))
    assert total.parts == ((0, 1), (1, 1), (2, 1)) and total.off == (NOW,)


def test_what_no_slip_explains_is_no_sum() -> None:
    rows = amounts(("a", 12_214, 10_980), ("b", 3_404, 2_377), ("c", 388, 361), ("Total", 17_777, 13_718))
    assert find_totals(rows, frozenset(), (NOW, BEFORE)) == ()


def test_parts_that_cancel_each_other_out_are_no_evidence() -> None:
    # 91 - 91 + 86 is 86 in every column but one: three lines of small figures that have nothing in common.
    verdict = judge(
        Amounts((172, 182), (1, 1), "d"),
        [
            (row, sign)
            for row, sign in zip(
                amounts(("a", 91, 45), ("b", 91, 45), ("c", 86, 91)), (1, -1, 1), strict=True
            )
        ],
    )
    assert verdict.holds and verdict.evidence == verdict.sound == 0


def test_parts_of_thousands_that_leave_little_are_evidence_by_their_own_digits() -> None:
    rows = amounts(
        ("a", 2_986, 3_377), ("b", -3_003, -2_455), ("c", 1_410, -1_322), ("d", -1_359, -5_177),
        ("e", 45, -89), ("f", -70, -92), ("Total", 9, -5_758),
    )  # fmt: skip
    (total,) = find_totals(rows, frozenset(), (NOW, BEFORE))
    assert total.off == () and len(total.parts) == 6
    # One digit of the other column is wrong: what is left proves it by more than its one digit.
    rows[1] = replace(rows[1], values=(rows[1].values[0], 2 * -2_755))
    (total,) = find_totals(rows, frozenset(), (NOW, BEFORE))
    assert total.off == (BEFORE,)


def test_lines_that_are_alike_are_no_evidence_for_the_nothing_between_them() -> None:
    rows = amounts(("a", 61, 119), ("b", 61, 119))
    verdict = judge(Amounts((0, 0), (1, 1), "c"), [(rows[0], 1), (rows[1], -1)])
    assert verdict.holds and verdict.evidence == verdict.sound == 0


@given(st.integers(0, 1_000_000), st.integers(0, 6), st.integers(0, 4), st.booleans())
@settings(max_examples=60, deadline=None)
def test_an_altered_digit_ends_no_total(seed: int, line: int, digit: int, now: bool) -> None:
    chance = random.Random(seed)
    values = [[chance.randint(10_000, 99_999) for _ in range(2)] for _ in range(5)]
    rows = [(f"line {n}", *pair) for n, pair in enumerate(values)]
    rows.append(("Total one", *(sum(pair[n] for pair in values) for n in (0, 1))))
    more = [chance.randint(10_000, 99_999) for _ in range(2)]
    rows.append(("line six", *more))
    rows.append(("Total two", *(rows[5][n + 1] + more[n] for n in (0, 1))))
    due = [total.parts for total in find_totals(amounts(*rows), frozenset(), (NOW, BEFORE))]
    assert due == [((0, 1), (1, 1), (2, 1), (3, 1), (4, 1)), ((5, 1), (6, 1))]
    caption, *pair = rows[line]
    text = str(pair[0 if now else 1])
    other = next(d for d in "123456789" if d != text[digit])
    pair[0 if now else 1] = int(text[:digit] + other + text[digit + 1 :])
    rows[line] = (caption, *pair)
    found = {total.total: total for total in find_totals(amounts(*rows), frozenset(), (NOW, BEFORE))}
    column = NOW if now else BEFORE
    # Off by no more than rounding it is near: whether the release rounds is asked elsewhere.
    held = found[5] if line < 6 else found[7]
    assert (*held.off, *held.near) == (column,)
    assert found[5].parts == due[0]
    # Where the total between is wrong, the one below is the sum of what both sum, and proves its lines.
    assert found[7].parts == (due[1] if line != 5 else (*due[0], (6, 1)))


# Rounding ----------------------------------------------------------------------------------------------


def outline(*rows: tuple[str, int, int]) -> Outline:
    """A statement's totals."""
    totals = find_totals(amounts(*rows), frozenset(), (NOW, BEFORE))
    return Outline((), {total.total: total for total in totals}, {})


def test_one_sum_that_is_off_by_one_has_a_wrong_digit_where_the_release_does_not_round() -> None:
    exact = outline(("a", 12_214, 10_980), ("b", 3_404, 2_377), ("Total", 15_618, 13_357))
    near = outline(("a", 12_214, 10_980), ("b", 3_404, 2_377), ("Total", 15_619, 13_357))
    assert settle_rounding([exact, near], frozenset({0, 1})) == frozenset()
    assert near.totals[2].off == (NOW,) and not near.totals[2].near


def test_a_sum_that_is_off_by_one_in_each_column_is_rounded() -> None:
    near = outline(("a", 12_214, 10_980), ("b", 3_404, 2_377), ("Total", 15_619, 13_356))
    assert settle_rounding([near], frozenset({0})) == frozenset({0})
    assert near.totals[2].near == (NOW, BEFORE)


# Which figure it is ------------------------------------------------------------------------------------


def bounds(*sums: tuple[str, ...]) -> Iterator[Bound]:
    """Exact sums of the figures of one period: the total first."""
    for total, *parts in sums:
        keys: list[Key] = [(name, (), NOW) for name in (total, *parts)]
        yield Bound(total, True, 0, keys[0], tuple((1, key) for key in keys[1:]), None, None)


def test_the_figure_in_which_two_relations_cross_comes_first() -> None:
    values = {"A": 12_214, "B": 3_404, "AB": 15_818, "C": 777, "ABC": 16_395}
    figures = {(name, (), NOW): Figure(Decimal(value), 0) for name, value in values.items()}
    both = tuple(bounds(("AB", "A", "B"), ("ABC", "AB", "C")))
    assert [holds(bound, figures) for bound in both] == [False, False]
    for bound in both:
        first, *_ = Mends(both, figures).of(bound)
        assert first.key[0] == "AB" and first.slip == "digit" and first.meant == Figure(Decimal(15_618), 0)


def test_a_figure_that_another_relation_proves_comes_last() -> None:
    values = {"A": 12_214, "B": 3_406, "AB": 15_618, "C": 777, "ABC": 16_395}
    figures = {(name, (), NOW): Figure(Decimal(value), 0) for name, value in values.items()}
    both = tuple(bounds(("AB", "A", "B"), ("ABC", "AB", "C")))
    order = [mend.key[0] for mend in Mends(both, figures).of(both[0])]
    assert order[-1] == "AB"


def test_of_figures_that_one_digit_mends_alike_the_one_that_leaves_its_other_columns_comes_last() -> None:
    # Off by 20, which a digit of either would mend: the first has hardly changed as it is printed.
    values = {"steady": (40_138, 40_140), "other": (2_130, 5_911), "Total": (42_248, 46_051)}
    figures = {
        (name, (), period): Figure(Decimal(value), 0)
        for name, pair in values.items()
        for value, period in zip(pair, (NOW, BEFORE), strict=True)
    }
    (bound,) = bounds(("Total", "steady", "other"))
    order = [mend.key[0] for mend in Mends((bound,), figures).of(bound)]
    assert order.index("other") < order.index("steady")


def test_of_figures_that_one_digit_mends_alike_the_one_with_fewest_digits_comes_first() -> None:
    # Any figure may be the wrong one, and any of its digits: one of two is likelier than one of five.
    values = {"long": 41_230, "short": 57, "Total": 41_277}
    figures = {(name, (), NOW): Figure(Decimal(value), 0) for name, value in values.items()}
    (bound,) = bounds(("Total", "long", "short"))
    first, *_ = Mends((bound,), figures).of(bound)
    assert first.key[0] == "short"


# From a page to the cell -------------------------------------------------------------------------------


def test_nothing_fails_on_the_page_as_it_is(tmp_path: Path) -> None:
    assert off(first_contact(tmp_path, page())) == []


@pytest.mark.whole
@pytest.mark.parametrize(
    ("row", "old", "new", "first"),
    [
        # A total stands in two relations: it alone is named first.
        ("Total current assets", "4,007", "4,057", True),
        ("Gross profit", "3,745", "3,785", True),
        ("Net cash used in financing activities", "(665)", "(685)", True),
        ("Total liabilities and stockholders' equity", "6,172", "6,472", True),
        ("Income before income taxes", "952", "962", True),
        # A line stands in one: it is among those that would mend it.
        ("Goodwill", "905", "805", False),
        ("Sales and marketing", "1,630", "1,680", False),
        ("Deferred revenue", "1,522", "1,527", False),
        ("Dividends paid", "(489)", "(439)", False),
        ("Cash and cash equivalents at beginning of period", "1,705", "1,765", False),
        # The one line of a section, against its total.
        ("Purchases of property and equipment", "(252)", "(258)", False),
        # Earnings per share times shares is income.
        ("Subscriptions", "4,480", "4,460", False),
    ],
)  # fmt: skip
def test_one_altered_digit_is_told_with_its_cell(
    row: str, old: str, new: str, first: bool, tmp_path: Path
) -> None:
    found = off(first_contact(tmp_path, altered(row, old, new)))
    assert found
    places = [place.row for place in found[0].places]
    assert places[0] == row if first else row in places[:5]
    assert "Compare these cells" in found[0].mend


def test_what_fails_is_said_in_the_units_that_are_printed(tmp_path: Path) -> None:
    (found, *_) = off(first_contact(tmp_path, altered("Accounts payable", "410", "490")))
    assert '"Total current liabilities" is 1,932 million, its parts make 2,012: 80 too much' in found.message


@pytest.mark.whole
def test_earnings_per_share_are_held_against_income_and_shares(tmp_path: Path) -> None:
    shares = "Weighted-average shares used in computing earnings per share:||\n"
    text = page(income=f"{INCOME}{shares}Basic|300.4|299.4\nDiluted|305.3|304.6\n")
    assert off(first_contact(tmp_path / "as-is", text)) == []
    wrong = text.replace("<td>2.51</td>", "<td>2.81</td>")
    (found,) = off(first_contact(tmp_path / "altered", wrong))
    assert found.places[0].row == "Basic" and "is not the quotient" in found.message


@pytest.mark.whole
def test_amounts_per_share_are_held_against_their_parts_where_no_shares_are_printed(tmp_path: Path) -> None:
    shares = (
        "Basic earnings per share from continuing operations|12.46|12.31\n"
        "Basic earnings (loss) per share from discontinued operations|(0.04)|0.02\n"
        "Basic earnings per share|12.42|12.33\n"
    )
    text = page(income=f"{INCOME.partition('Earnings per share:')[0]}{shares}")
    assert off(first_contact(tmp_path / "as-is", text)) == []
    wrong = text.replace("<td>12.42</td>", "<td>18.42</td>")
    (found,) = off(first_contact(tmp_path / "altered", wrong))
    assert "Basic earnings per share" in {place.row for place in found.places[:3]}


@pytest.mark.whole
def test_what_another_line_prints_is_no_failure_of_the_one_that_differs(tmp_path: Path) -> None:
    # Income after tax is what the first line says; the last is less by what others own, by one digit.
    more = "Net income of all companies|754|527\nLess: attributable to others|3|-\nNet income|751|527\n"
    income = INCOME.replace("Net income|754|527\n", more)
    assert more in income
    assert off(first_contact(tmp_path, page(income=income))) == []


@pytest.mark.whole
def test_closing_cash_is_held_against_the_balance_sheet(tmp_path: Path) -> None:
    # Balance sheet and roll-forward both say 2,215.
    found = off(first_contact(tmp_path, altered("Cash and cash equivalents", "2,215", "2,275")))
    assert found and found[0].places[0].row == "Cash and cash equivalents"


@pytest.mark.whole
def test_a_line_that_is_printed_again_has_one_sign(tmp_path: Path) -> None:
    # The first printing stands in no sum and is of both signs; the second is taken off.
    more = (
        "Dividends on preferred stock|(21)|19\nOther comprehensive income:||\n"
        "Foreign currency translation adjustments|1,212|(1,107)\nComprehensive income|1,966|(580)\n"
        "Dividends on preferred stock|(21)|19\nComprehensive income available to common stock|1,945|(561)\n"
    )
    income = INCOME.replace("Earnings per share:||\n", f"{more}Earnings per share:||\n")
    done = first_contact(tmp_path, page(income=income))
    assert not off(done) and not [finding for finding in done.told if finding.code == "facts.conflict"]


# What a draft keeps ------------------------------------------------------------------------------------


@pytest.mark.whole
def test_a_draft_that_clashes_with_a_rule_gives_way_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    text = small(tmp_path)
    begun(folder, text, *SMALL)
    company = load_company(folder)
    bare = replace(company, statements=company.statements[:1])
    made = draft(read_release(text, bare), bare)
    texts = dict(files(made, None))
    name = next(name for name, said in texts.items() if "- relation: " in said)
    line = next(n for n, said in enumerate(texts[name].splitlines(), 1) if "- relation: " in said)
    clash = Finding(
        "definition.mixed-periods", "it relates a balance and a flow", places=(Place(f"x/{name}", line),)
    )
    assert give_way(made, [clash], texts)
    assert dict(files(made, None))[name].count("- relation: ") == texts[name].count("- relation: ") - 1


@pytest.mark.whole
def test_a_relation_is_limited_to_where_it_holds_or_left_out(tmp_path: Path) -> None:
    folder, text = tmp_path / "small", small(tmp_path)
    begun(folder, text, *SMALL)
    company = load_company(folder)
    made = draft(read_release(text, company), replace(company, statements=company.statements[:1]))
    flows, balance = "statements/cash-flows.yaml", "statements/balance-sheet.yaml"
    said = dict(files(made, None))
    (roll,) = (line.split()[-1] for line in said[flows].splitlines() if "RollForward" in line)
    assert limit(made, f"CashFlows/{roll}", None, "it fails")
    assert limit(made, "BalanceSheet/AssetsCurrent", ("of-whole",), "it fails")
    assert not limit(made, "BalanceSheet/Nothing", None, "it fails")
    said = dict(files(made, None))
    assert roll not in said[flows] and "of-whole: true" in said[balance]
    assert "total: AssetsCurrent" not in said[balance] and "concept: AssetsCurrent" in said[balance]


@pytest.mark.whole
def test_a_relation_of_all_its_parts_relates_only_where_all_are_reported(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    begun(folder, small(tmp_path), *SMALL)
    company = load_company(folder)
    statement = next(s for s in company.statements if s.name == "CashFlows")
    (roll,) = (relation for relation in statement.relations if len(relation.parts) == 2)
    whole, *parts = (Term(company.concept(name)) for name in ("Assets", "AssetsCurrent", "Goodwill"))
    relation = replace(roll, total=whole, parts=tuple((1, part) for part in parts), every_member=True)
    # Goodwill is not reported for that day.
    keys = [(term.concept.name, (), Period(date(2025, 3, 31))) for term in (whole, parts[0])]

    def bound(complete: bool) -> int:
        only = replace(statement, sums=(), relations=(replace(relation, complete=complete),))
        return len(bind(replace(company, statements=(only,)), keys))

    assert (bound(False), bound(True)) == (1, 0)


@pytest.mark.whole
def test_what_no_relation_covers_is_listed(tmp_path: Path) -> None:
    row = "<tr><td>Total other things</td><td>77</td><td>81</td></tr>"
    text = page().replace("<tr><td>Total assets</td>", f"{row}<tr><td>Total assets</td>")
    notes = begun(tmp_path / "small", small(tmp_path, text), *SMALL)["notes"]
    assert any(
        '"Total other things" says that it is a total: no sum of it is found' in note for note in notes
    )


@pytest.mark.whole
def test_totals_without_a_sum_are_listed_by_amount(tmp_path: Path) -> None:
    few, many = (
        f"<tr><td>Total {name}</td><td>{a}</td><td>{b}</td></tr>"
        for name, a, b in (("lamps", "77", "81"), ("lenses", "713", "419"))
    )
    text = page().replace("<tr><td>Total assets</td>", f"{few}{many}<tr><td>Total assets</td>")
    notes = begun(tmp_path / "small", small(tmp_path, text), *SMALL)["notes"]
    said = [note.split('"')[1] for note in notes if "says that it is a total" in note]
    assert said == ["Total lenses", "Total lamps"]


# The data ----------------------------------------------------------------------------------------------


@pytest.mark.whole
def test_identities_name_concepts_that_there_are(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    begun(folder, small(tmp_path), *SMALL)
    known = {*load_company(folder).base.concepts, *official_elements("us-gaap")}
    named = {name for ways in load_identities() for way in ways for name in way.names}
    assert sorted(named - known) == []


# The next quarter --------------------------------------------------------------------------------------


def read_next(folder: Path, text: str) -> Read:
    """A page read by definitions that are drafted of the page as it is."""
    company, out = folder / "taxonomy" / "small", folder / "instances" / "small-2025q1"
    begun(company, small(folder), *SMALL)
    path = folder / "next.htm"
    path.write_text(text, encoding="utf-8")
    tieout("new", "release", company, "2025q1", "--from", path, "--published", "2025-04-24", "--out", out)
    return read_folder(out)


def _told(done: Read, code: str) -> list[str]:
    return [finding.message for finding in done.errors if finding.code == code]


@pytest.mark.whole
def test_a_new_line_is_told_and_its_total_does_not_fail(tmp_path: Path) -> None:
    # Current assets and all assets grow by a line that nobody has defined.
    text = page().replace("4,007", "4,049").replace("6,172", "6,214")
    new = "<tr><td>Lamp oil</td><td>42</td><td>-</td></tr>"
    at = "<tr><td>Total current assets</td>"
    text = text.replace("<td>Deferred revenue</td><td>1,522</td>", "<td>Deferred revenue</td><td>1,564</td>")
    text = text.replace("1,932", "1,974").replace("3,032", "3,074")
    done = read_next(tmp_path, text.replace(at, new + at))
    assert any("Lamp oil" in said for said in _told(done, "mapping.line-unknown"))
    assert off(tie_anyhow(done)) == []


@pytest.mark.whole
def test_a_few_rows_of_a_statement_printed_again_are_not_the_statement(tmp_path: Path) -> None:
    # All three rows are lines of the statement of income, of which one is reworded itself.
    again = (
        "<table><tr><td></td><td>Three months ended March 31, 2025</td>"
        "<td>Three months ended March 31, 2024</td></tr>"
        "<tr><td>Research and development</td><td>12</td><td>11</td></tr>"
        "<tr><td>Sales and marketing</td><td>14</td><td>9</td></tr>"
        "<tr><td>General and administrative</td><td>7</td><td>6</td></tr></table>"
    )
    text = page().replace("<td>Provision for income taxes</td>", "<td>Taxes on what was earned</td>")
    text = text.replace("</table>", f"</table>{again}", 1)
    done = read_next(tmp_path, text)
    read = {printed.text for _, printed in done.facts.printed}
    assert {"5,760", "4,340", "1,240", "754"} <= read


# How a failure is told --------------------------------------------------------------------------------


@pytest.mark.whole
def test_an_empty_cell_is_the_cause_and_not_its_neighbours(tmp_path: Path) -> None:
    done = tie_anyhow(read_next(tmp_path, altered("Deferred revenue", "1,522", "")))
    (finding,) = off(done)
    assert finding.places[0].row == "Deferred revenue"
    assert "nothing is printed there, and 1,522 would mend it" in finding.mend


@pytest.mark.whole
def test_an_empty_cell_is_no_cause_where_its_line_prints_nothing_like_it(tmp_path: Path) -> None:
    text = altered("Common stock", "3", "").replace("<td>(520)</td>", "<td>(550)</td>")
    done = tie_anyhow(read_next(tmp_path, text))
    finding = next(finding for finding in off(done) if finding.subject.endswith("/StockholdersEquity"))
    assert finding.places[0].row != "Common stock" and "nothing is printed" not in finding.mend


@pytest.mark.whole
def test_a_mend_is_in_the_units_and_the_form_that_are_printed(tmp_path: Path) -> None:
    done = first_contact(tmp_path, altered("Purchases of treasury stock", "(60)", "(70)"))
    finding = next(finding for finding in off(done) if "Financing" in finding.subject)
    assert any(
        "One change mends it: (60) for (70), Purchases of treasury" in said for said in finding.details
    )
    assert not any("000,000" in said for said in (finding.mend, *finding.details))
