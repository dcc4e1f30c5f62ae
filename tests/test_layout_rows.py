"""What rows are: captions that are broken, headings, totals; and what their cells say as numbers."""

from pathlib import Path

import pytest

from layout_helpers import Read, codes, made_up, only, page, reader, said, texts, values
from tieout.core import Severity
from tieout.definitions import models

DAYS = "||March 31, 2025|December 31, 2024"
YEARS = "||2025|2024"
QUARTER = "<p>Three months ended March 31,</p><p>(In millions, except per share data)</p>"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return reader(tmp_path, made_up())


def column(read: Read, *cells: str) -> list[str]:
    """What the cells of a column of a text say."""
    rows = "".join(f"Line\t{cell}\n" for cell in cells)
    return [said(row)[0] for row in only(read(f"\tQ1 2025\n{rows}")).rows]


# Captions --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "caption"),
    [
        (
            ("|Income before provision for||", "|income taxes|1,340|800"),
            "Income before provision for income taxes",
        ),
        (
            ("|Common stock, $1 par value;||", "|1,340,022 and 800,011 shares outstanding|1,340|800"),
            "Common stock, $1 par value; 1,340,022 and 800,011 shares outstanding",
        ),
        (("|Net income attributable to||", "|Acme Corp.|1,340|800"), "Net income attributable to Acme Corp."),
        (
            ("|Receivables (less allowances||", "|of $12 and $13)|1,340|800"),
            "Receivables (less allowances of $12 and $13)",
        ),
        (
            ("|Cash, cash equivalents and restricted|1,340|800", "|cash at end of period||"),
            "Cash, cash equivalents and restricted cash at end of period",
        ),
        (
            ("|Proceeds from the sale of|1,340|800", "|Treasury stock||"),
            "Proceeds from the sale of Treasury stock",
        ),
        (("|Inventories||", "||1,340|800"), "Inventories"),
        (
            ("|Basic and diluted income||", "|(loss) per share|1,340|800"),
            "Basic and diluted income (loss) per share",
        ),
        (("|Write-off of Research||", "|(Note 5)|1,340|800"), "Write-off of Research"),
    ],
    ids=[
        *(
            "small letter",
            "semicolon",
            "asks for more",
            "open bracket",
            "figures first",
            "asks after figures",
            "below",
        ),
        *("small letter in a bracket", "note"),
    ],
)
def test_a_caption_over_two_rows_is_one(read: Read, rows: tuple[str, ...], caption: str) -> None:
    found = only(read(page(DAYS, *rows, "|Provision for income taxes|322|192")))
    assert texts(found) == [[caption, "1,340", "800"], ["Provision for income taxes", "322", "192"]]


@pytest.mark.parametrize(
    "rows",
    [
        ("|Class A|1|2", "|Preferred stock||", "|Series B|3|4"),
        ("|Cash|1|2", "|of which:||", "|Series B|3|4"),
        ("|Assets:||", "|cash|1|2", "|Series B|3|4"),
        ("|ASSETS||", "|cash|1|2", "|Series B|3|4"),
        ("|Loans||", "|(a) Pledged|1|2", "|Series B|3|4"),
    ],
)
def test_what_is_whole_is_not_joined(read: Read, rows: tuple[str, ...]) -> None:
    found = only(read(page(DAYS, *rows)))
    assert [row.caption for row in found.rows] == [row.split("|")[1] for row in rows]


def test_the_place_of_a_broken_caption_is_where_its_figures_stand(read: Read) -> None:
    row, _ = only(read("\tQ1 2025\nIncome before\t\nincome taxes\t1,340\nTaxes\t322\n")).rows
    assert (row.caption, row.line, row.cells[0].line) == ("Income before income taxes", 3, 3)


@pytest.mark.parametrize(
    ("printed", "caption"),
    [
        ("Inventories (Note 9)", "Inventories"),
        ("Debt (Notes 4 and 5)", "Debt"),
        ("Leases (see Note 3A)", "Leases"),
        # A number in brackets may be a mark of the page itself, and a note may be a debt.
        ("Notes payable (2)", "Notes payable (2)"),
        ("Senior notes (Note due 2030)", "Senior notes (Note due 2030)"),
    ],
)
def test_the_number_of_a_note_is_taken_off_a_caption(read: Read, printed: str, caption: str) -> None:
    assert texts(only(read(page(DAYS, f"|{printed}|1|2")))) == [[caption, "1", "2"]]


def test_dots_that_lead_to_the_figures_are_no_part_of_a_caption(read: Read) -> None:
    found = only(read("\tQ1 2025\nCash and equivalents......\t1,234\nOther . . . . .\t5\n"))
    assert values(found) == {"Cash and equivalents": ["1234"], "Other": ["5"]}


# Headings and totals ---------------------------------------------------------------------------------


def test_a_total_without_a_caption_ends_its_heading(read: Read) -> None:
    found = only(read(page(DAYS, "|Current:||", "|Cash|1|2", "|Stock|3|4", "||4|6", "|Goodwill|322|192")))
    assert [(row.caption, row.under) for row in found.rows] == [
        *(("Current:", ()), ("Cash", ("Current:",)), ("Stock", ("Current:",))),
        *(("", ("Current:",)), ("Goodwill", ())),
    ]
    assert [cell.text for cell in found.rows[3].cells] == ["4", "6"]


def test_headings_stand_in_headings_by_their_totals(read: Read) -> None:
    found = only(
        read(
            page(
                *(DAYS, "|Assets||", "|&nbsp;&nbsp;Current||", "|&nbsp;&nbsp;&nbsp;&nbsp;Cash|1|2"),
                *(
                    "|&nbsp;&nbsp;Total current|1|2",
                    "|&nbsp;&nbsp;Land|3|4",
                    "|Total assets|4|6",
                    "|Debt|5|6",
                ),
            )
        )
    )
    under = {row.caption: row.under for row in found.rows}
    assert under["Cash"] == ("Assets", "Current")
    assert under["Land"] == ("Assets",)
    assert under["Debt"] == ()
    assert found.rows[2].indent > found.rows[1].indent > found.rows[0].indent


def test_a_heading_stands_in_one_that_is_less_indented_whatever_its_letters(read: Read) -> None:
    rows = ("|Marine||", "|&nbsp;&nbsp;BOATS||", "|&nbsp;&nbsp;Norway|1|2", "|&nbsp;&nbsp;PIERS||")
    found = only(read(page(DAYS, *rows, "|&nbsp;&nbsp;Sweden|3|4", "|Lodging||", "|&nbsp;&nbsp;Oslo|3|4")))
    under = {row.caption: row.under for row in found.rows}
    assert under["Norway"] == ("Marine", "BOATS")
    assert under["Sweden"] == ("Marine", "PIERS")
    assert under["Oslo"] == ("Lodging",)


def test_a_rule_above_a_total_is_known(read: Read) -> None:
    found = only(
        read(
            "BALANCE SHEETS\n\n"
            "                     March 31,\n"
            "                       2004\n"
            "                     --------\n"
            "Cash                 $  4,210\n"
            "Receivables             5,120\n"
            "                     --------\n"
            "   Total assets      $  9,330\n"
            "                     ========\n"
        )
    )
    assert [(row.caption, row.ruled) for row in found.rows] == [
        *(("Cash", True), ("Receivables", False), ("Total assets", True))
    ]


# Numbers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        *(("( 115 )", "-115"), ("–115", "-115"), ("−115", "-115"), ("115-", "-115"), ("△115", "-115")),
        *(("１，２３４", "1234"), ("1,234 (a)", "1234"), ("—", "dash"), ("—%", "dash")),
        *(("nm", "words"), ("n/a", "words"), ("*", "words"), ("1,23", "unreadable"), ("12 34", "unreadable")),
    ],
)
def test_a_cell_says_its_number_or_that_it_has_none(read: Read, printed: str, read_as: str) -> None:
    assert column(read, "1,000", printed, "2,000")[1] == read_as


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        (("1.234,5", "22.115,3", "3,2"), ["1234.5", "22115.3", "3.2"]),
        (("1 234", "22 115", "3"), ["1234", "22115", "3"]),
        (("1'234", "22'115", "3"), ["1234", "22115", "3"]),
        # Several with three digits behind the point, the others whole: the point groups them.
        (("1.150", "305", "1.455", "322"), ["1150", "305", "1455", "322"]),
    ],
)
def test_numbers_are_read_in_the_form_that_their_table_has(
    read: Read, printed: tuple[str, ...], read_as: list[str]
) -> None:
    assert column(read, *printed) == read_as


@pytest.mark.parametrize("others", [("1,930", "305", "1,455"), ("930", "305", "455")])
def test_one_point_among_whole_figures_is_told(read: Read, others: tuple[str, ...]) -> None:
    rows = [f"|Line {number}|{figure}|1" for number, figure in enumerate(others)]
    found = only(read(page(YEARS, *rows, "|Gain|1.150|1", above=QUARTER)))
    (told,) = found.findings
    # A figure a thousand times too small is no mere notice.
    assert (told.code, told.severity) == ("layout.point-for-comma", Severity.ERROR)
    assert (told.places[0].row, told.places[0].head) == ("Gain", "2025")


def test_several_points_among_figures_with_commas_are_each_told(read: Read) -> None:
    rows = [f"|Line {number}|{figure}|1" for number, figure in enumerate(("1,930", "305", "1,455", "2,100"))]
    found = only(read(page(YEARS, *rows, "|Gain|11.416|1", "|Loss|139.435|1", above=QUARTER)))
    assert [told.places[0].row for told in found.findings] == ["Gain", "Loss"]


def test_points_among_figures_with_decimals_are_as_printed(read: Read) -> None:
    rows = ("|A|930.2|1", "|B|305.4|1", "|C|455.1|1")
    found = only(read(page(YEARS, *rows, "|Gain|1.150|1", above=QUARTER)))
    assert values(found)["Gain"][0] == "1.150 USDe6"
    assert codes(found) == []


@pytest.mark.parametrize(
    "raised",
    [
        *("<sup>1</sup>", '<span style="vertical-align:super">1</span>', '<span class="up">1</span>'),
        '<font style="position:relative;top:-4px;font-size:6pt">1</font>',
    ],
)
def test_a_raised_digit_never_joins_a_number(read: Read, raised: str) -> None:
    style = "<style>.up{vertical-align:super;font-size:70%}</style>"
    rows = ("|Revenue|930|880", "|Cost|30|20", "|Profit|3|4", f"|Earnings per share|0.40{raised}|0.30")
    found = only(read(page(YEARS, *rows, above=style + QUARTER)))
    assert values(found)["Earnings per share"] == ["0.40 USD/shares", "0.30 USD/shares"]


@pytest.mark.parametrize(
    "hiding", ['class="gone"', 'style="display:none"', 'style="visibility:hidden"', "hidden"]
)
def test_hidden_digits_never_join_a_number(read: Read, hiding: str) -> None:
    style = "<style>.gone{display:none}</style>"
    found = only(read(page(YEARS, f"|Costs|870<span {hiding}>9</span>|845", above=style + QUARTER)))
    assert values(found) == {"Costs": ["870 USDe6", "845 USDe6"]}


def test_a_number_in_pieces_is_one_and_a_letter_spaced_word_too(read: Read) -> None:
    found = only(read(page(YEARS, "|T O T A L|<b>1,</b><span>234</span>|$|880", above=QUARTER)))
    assert texts(found) == [["TOTAL", "1,234", "880"]]


def test_a_mark_in_a_cell_of_its_own_is_no_figure(read: Read) -> None:
    found = only(read(page("||2025||2024", "|Revenue|930|<sup>(1)</sup>|880", "|Cost|30||20", above=QUARTER)))
    assert texts(found) == [["Revenue", "930", "880"], ["Cost", "30", "20"]]


# Balances among flows --------------------------------------------------------------------------------

FLOWS = "||Three months ended June 30, 2025|Three months ended June 30, 2024"


def instants(read: Read, *rows: str, heads: str = FLOWS) -> list[str]:
    """Of each row with figures the period of its first cell: a day, or nothing where it is of the quarter."""
    found = only(read(page(heads, *rows, above="<p>(In millions)</p>")))
    periods = [row.cells[0].period for row in found.rows if not row.heading]
    return [str(period) if period is not None and period.instant else "" for period in periods]


@pytest.mark.parametrize(
    ("caption", "day"),
    [
        ("Cash and cash equivalents, end of period", "2025-06-30"),
        ("Ending units", "2025-06-30"),
        ("Cash at June 30", "2025-06-30"),
        ("Backlog as of June 30, 2025", "2025-06-30"),
        ("Total assets", "2025-06-30"),
        ("Cash and cash equivalents, beginning of period", "2025-03-31"),
        ("Backlog as of March 31, 2025", "2025-03-31"),
        ("Revenue recognized that was included in deferred revenue at the beginning of the period", ""),
        ("Pre-opening expenses", ""),
        ("Return on total assets", ""),
        ("Sales in the three months ended June 30, 2025", ""),
    ],
)
def test_a_balance_among_flows_is_of_an_end_of_its_columns_period(read: Read, caption: str, day: str) -> None:
    assert instants(read, "|Orders|70|60", f"|{caption}|1,340|800") == ["", day]


def test_what_leads_from_one_closing_balance_to_another_is_of_that_day(read: Read) -> None:
    rows = ("|Cash and restricted cash at end of period|90|80", "|Less restricted cash|10|30")
    assert instants(read, *rows, "|Cash at end of period|80|50") == ["2025-06-30"] * 3
    assert instants(read, *rows, "|Headcount at end of period|75|45") == ["2025-06-30", "", "2025-06-30"]


def test_what_a_closing_balance_is_made_of_is_of_that_day_too(read: Read) -> None:
    rows = ("|Change in cash|7|6", "|Cash at end of period|90|80", "|Interest paid|5|4")
    made_of = ("|Consisting of:||", "|Cash and cash equivalents|70|60", "|Restricted cash|20|20")
    closing = ["2025-06-30"] * 3
    assert instants(read, *rows, *made_of, "|Total cash and restricted cash|90|80") == [
        *("", "2025-06-30", ""),
        *closing,
    ]
    assert instants(read, *rows, *made_of, "|Total cash and restricted cash|91|80")[3:] == ["", "", ""]


def test_words_for_a_balance_are_data(tmp_path: Path) -> None:
    ours = models.CompanyVocabulary(captions=models.vocabulary.CaptionWords(closing=["vehicles on hand"]))
    read = reader(tmp_path, made_up(own=ours))
    assert instants(read, "|Vehicles sold|70|60", "|Vehicles on hand|40|30") == ["", "2025-06-30"]


def test_what_is_counted_on_a_day_is_of_the_end_of_its_quarter(read: Read) -> None:
    heads = "||Q1 2025|Q2 2025"
    found = only(read(page(heads, "|Sales|1,204|1,310", "|Headcount|412|418", above="<p>(In millions)</p>")))
    periods = {row.caption: [str(cell.period) for cell in row.cells] for row in found.rows}
    assert periods["Headcount"] == ["2025-03-31", "2025-06-30"]
    assert periods["Sales"] == ["2025-01-01/2025-03-31", "2025-04-01/2025-06-30"]


@pytest.mark.parametrize(("heads", "told"), [("||Q1 2025|Q2 2025", True), ("||FY 2024|FY 2023", False)])
def test_a_row_of_twelve_months_below_quarters_is_told(read: Read, heads: str, told: bool) -> None:
    rows = ("|Sales|1,204|1,310", "|LTM lamp earnings|412|418")
    found = only(read(page(heads, *rows, above="<p>(In millions)</p>")))
    assert [finding.places[0].row for finding in found.findings if "trailing" in finding.code] == (
        ["LTM lamp earnings"] if told else []
    )
