"""What rows say of the time of columns that name none: years above blocks and beside captions, balances."""

from pathlib import Path

import pytest

from layout_helpers import Read, codes, made_up, only, page, reader, table, values
from tieout.layout import Table

SEGMENTS = "||Marine|Timber|Total"
ABOVE = "<p>Goodwill by segment</p><p>(In millions)</p>"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return reader(tmp_path, made_up())


def periods(table: Table) -> list[str]:
    return list(dict.fromkeys(str(column.period) for column in table.columns))


def cells(table: Table) -> list[str]:
    """The period of each row's first figure, with the row's name."""
    rows = [row for row in table.rows if not row.heading]
    return [f"{row.called} {row.cells[0].period}" for row in rows]


def test_a_year_above_a_block_of_rows_dates_it_below_columns_of_segments(read: Read) -> None:
    block = ("|Net sales|410|390|800", "|Operating income|41|39|80")
    found = read(page(SEGMENTS, "|Fiscal 2024|||", *block, "|Fiscal 2023|||", *block, above=ABOVE))
    assert [periods(table) for table in found.tables] == [
        ["2024-01-01/2024-12-31"],
        ["2023-01-01/2023-12-31"],
    ]
    assert [column.part for column in found.tables[1].columns] == ["Marine", "Timber", "Total"]
    assert all("layout.years-alone" not in codes(table) for table in found.tables)


def test_a_bare_year_above_a_block_is_a_fiscal_year_with_a_doubt(read: Read) -> None:
    block = ("|Net sales|410|390|800", "|Total assets|941|939|1,880")
    found = read(page(SEGMENTS, "|2024|||", *block, "|2023|||", *block, above=ABOVE))
    assert [cells(table) for table in found.tables] == [
        ["Net sales 2024-01-01/2024-12-31", "Total assets 2024-12-31"],
        ["Net sales 2023-01-01/2023-12-31", "Total assets 2023-12-31"],
    ]
    assert all("layout.years-alone" in codes(table) for table in found.tables)


def test_a_year_above_a_block_is_of_the_length_that_the_caption_or_the_columns_say(read: Read) -> None:
    block = ("|Net sales|410|390|800",)
    rows = ("|2024|||", *block, "|2023|||", *block)
    found = read(page(SEGMENTS, *rows, above=f"<p>Three months ended March 31,</p>{ABOVE}"))
    assert [periods(table) for table in found.tables] == [
        ["2024-01-01/2024-03-31"],
        ["2023-01-01/2023-03-31"],
    ]
    heads = "||Three months ended June 30,|Six months ended June 30,"
    rows = ("|2024||", "|Net sales|410|800", "|2023||", "|Net sales|390|790")
    found = read(page(heads, *rows, above="<p>(In millions)</p>"))
    assert [periods(table) for table in found.tables] == [
        ["2024-04-01/2024-06-30", "2024-01-01/2024-06-30"],
        ["2023-04-01/2023-06-30", "2023-01-01/2023-06-30"],
    ]


def test_one_year_by_itself_is_no_heading_that_dates(read: Read) -> None:
    found = only(read(page(SEGMENTS, "|2024|||", "|Net sales|410|390|800", above=ABOVE)))
    assert periods(found) == ["None"]


def test_what_stands_between_two_balances_is_of_the_time_between_them(read: Read) -> None:
    rows = (
        *("|Balance at January 1, 2023|100|50|150", "|Additions|10|5|15"),
        *("|Balance at December 31, 2023|110|55|165", "|Additions|1|2|3"),
        *("|Translation|(4)|(1)|(5)", "|Balance at December 31, 2024|107|56|163"),
    )
    found = read(page(SEGMENTS, *rows, above=ABOVE))
    assert [cells(table) for table in found.tables] == [
        [" 2022-12-31", "Additions 2023-01-01/2023-12-31", " 2023-12-31"],
        [
            *(" 2023-12-31", "Additions 2024-01-01/2024-12-31", "Translation 2024-01-01/2024-12-31"),
            " 2024-12-31",
        ],
    ]


def test_two_blocks_with_balances_of_their_own_are_two_times(read: Read) -> None:
    rows = (
        *(
            "|Goodwill - March 31, 2025|100|50|150",
            "|Additions|10|5|15",
            "|Goodwill - June 30, 2025|110|55|165",
        ),
        *("|Goodwill - March 31, 2024|90|40|130", "|Additions|1|2|3", "|Goodwill - June 30, 2024|91|42|133"),
    )
    found = read(page(SEGMENTS, *rows, above=ABOVE))
    assert [cells(table) for table in found.tables] == [
        ["Goodwill 2025-03-31", "Additions 2025-04-01/2025-06-30", "Goodwill 2025-06-30"],
        ["Goodwill 2024-03-31", "Additions 2024-04-01/2024-06-30", "Goodwill 2024-06-30"],
    ]


def test_days_that_are_names_open_and_close_nothing(read: Read) -> None:
    rows = ("|Notes due June 30, 2025|100|50|150", "|Other|10|5|15", "|Notes due June 30, 2027|110|55|165")
    found = only(read(page(SEGMENTS, *rows, above=ABOVE)))
    assert periods(found) == ["None"]


def test_blocks_below_one_header_are_of_one_scale(read: Read) -> None:
    rows = (
        *("|Goodwill - December 31, 2022|$100|$50|$151", "|Additions|10|5|15"),
        *("|Goodwill - December 31, 2023|$110|$55|$166", "|Additions|1|2|3"),
        "|Goodwill - December 31, 2024|$111|$57|$169",
    )
    stated = page("||December 31, 2023|December 31, 2022", "|Goodwill|166|151", "|Inventories|431|442")
    found = read(
        "<html><body><p>Balance sheets</p><p>(In millions)</p>"
        + stated.removeprefix("<html><body>").removesuffix("</body></html>")
        + "<p>Changes in goodwill</p>"
        + page(SEGMENTS, *rows).removeprefix("<html><body>")
    )
    scales = {
        cell.unit.scale for table in found.tables for row in table.rows for cell in row.cells if cell.unit
    }
    assert scales == {6}


def test_years_beside_the_captions_are_of_the_columns(read: Read) -> None:
    rows = ("|Marine|2025|3,490|539", "||2024|3,550|587", "|Timber|2025|1,505|321", "||2024|1,539|303")
    quarters = "|||[colspan=2]Three months ended March 31,"
    found = only(read(page(quarters, "|||Norway|Sweden", *rows, above="<p>(In millions)</p>")))
    assert [(column.part, str(column.period)) for column in found.columns] == [
        ("Norway", "2025-01-01/2025-03-31"),
        ("Norway", "2024-01-01/2024-03-31"),
        ("Sweden", "2025-01-01/2025-03-31"),
        ("Sweden", "2024-01-01/2024-03-31"),
    ]
    assert [row.caption for row in found.rows] == ["Marine", "Timber"]
    assert values(found)["Timber"] == ["1505 USDe6", "1539 USDe6", "321 USDe6", "303 USDe6"]


def test_columns_of_several_amounts_make_a_table_each(read: Read) -> None:
    heads = ("||[colspan=2]Net sales|[colspan=2]Earnings/(loss) before income taxes", "||2025|2024|2025|2024")
    rows = ("|Marine|3,490|3,550|539|587", "|Timber|1,505|1,539|(321)|303")
    sales, earnings = read(
        page(*heads, *rows, above="<p>Years ended December 31,</p><p>(In millions)</p>")
    ).tables
    assert (sales.caption, sales.number) == ("Net sales", 1)
    assert (earnings.caption, earnings.number) == ("Earnings/(loss) before income taxes", 2)
    assert values(earnings)["Timber"] == ["-321 USDe6", "303 USDe6"]
    assert {column.part for table in (sales, earnings) for column in table.columns} == {""}


@pytest.mark.parametrize("heads", ["Marine|Net sales", "External sales|Total sales", "Fixed income|Equities"])
def test_a_column_that_is_no_amount_leaves_its_table_whole(read: Read, heads: str) -> None:
    rows = (f"||{heads}", "|Revenue|3,490|539")
    only(read(page(*rows, above="<p>Year ended December 31, 2025</p><p>(In millions)</p>")))


def test_percentages_below_the_header_of_amounts_are_of_these(read: Read) -> None:
    found = only(
        read(
            page(
                "||[colspan=2]Year ended December 31, 2025|[colspan=2]Year ended December 31, 2024",
                "|North|148|48%|134|47%",
                "|South|162|52|150|53",
                "|Net sales|310|100%|284|100%",
                above="<p>(In millions)</p>",
            )
        )
    )
    assert [column.kind for column in found.columns] == ["figures", "percent-of", "figures", "percent-of"]


def test_rows_below_the_name_of_a_balance_are_of_the_end(read: Read) -> None:
    rows = (
        "||[colspan=2]Year ended December 31,",
        "||2024|2023",
        "|Net sales||",
        "|United States|41.6|40.5",
        "|Long-lived assets (1)||",
        "|United States|12.6|12.0",
        "|International|11.3|10.2",
        "|Additions|1.1|0.9",
        "|Capital expenditures|1.3|1.2",
    )
    found = only(read(page(*rows, above="<p>By country</p><p>(in billions)</p>")))
    year, end = "2024-01-01/2024-12-31", "2024-12-31"
    assert cells(found) == [
        *(f"United States {year}", f"United States {end}", f"International {end}"),
        *(f"Additions {year}", f"Capital expenditures {year}"),
    ]


ROLL = "|Goodwill|Balance at June 30, 2024|Acquisitions|Currency|Balance at June 30, 2025"


def test_a_roll_that_is_printed_sideways_is_read_as_one_that_is_upright(read: Read) -> None:
    rows = ("|Marine|410|39|(5)|444", "|Timber|390|—|6|396", "|Total|800|39|1|840")
    found = only(read(page(ROLL, *rows, above=ABOVE)))
    assert [column.text for column in found.columns] == ["Marine", "Timber", "Total"]
    assert [f"{row.caption}: {row.cells[0].period}" for row in found.rows] == [
        "Balance at June 30, 2024: 2024-06-30",
        "Acquisitions: 2024-07-01/2025-06-30",
        "Currency: 2024-07-01/2025-06-30",
        "Balance at June 30, 2025: 2025-06-30",
    ]
    assert values(found)["Currency"] == ["-5 USDe6", "6 USDe6", "1 USDe6"]


@pytest.mark.parametrize(
    "heads",
    [
        pytest.param(
            "|Goodwill|Balance at June 30, 2024|Acquisitions|Change|Balance at June 30, 2025", id="change"
        ),
        pytest.param(
            "|Goodwill|Balance at June 30, 2025|Acquisitions|Currency|Balance at July 1, 2025", id="a-day"
        ),
        pytest.param(
            "|Goodwill|Balance at June 30, 2025|Acquisitions|Currency|Balance at June 30, 2024", id="back"
        ),
    ],
)
def test_columns_that_are_no_roll_stay_columns(read: Read, heads: str) -> None:
    found = only(read(page(heads, "|Marine|410|39|(5)|444", "|Timber|390|—|6|396", above=ABOVE)))
    assert [row.caption for row in found.rows] == ["Marine", "Timber"]


def test_columns_whose_rows_do_not_add_up_are_no_roll(read: Read) -> None:
    found = only(read(page(ROLL, "|Marine|410|39|(5)|444", "|Timber|390|—|6|399", above=ABOVE)))
    assert [row.caption for row in found.rows] == ["Marine", "Timber"]


def test_a_heading_with_a_day_is_of_its_parts_and_their_total_alone(read: Read) -> None:
    rows = (
        "|Balance, December 31, 2023|||",
        "|Goodwill|410|390|800",
        "|Accumulated losses|(10)|—|(10)",
        "||400|390|790",
        "|Acquisitions|39|—|39",
        "|Balance, December 31, 2024|||",
        "|Goodwill|449|390|839",
        "|Accumulated losses|(10)|—|(10)",
        "||439|390|829",
    )
    found = only(read(page(SEGMENTS, *rows, above=ABOVE)))
    assert cells(found) == [
        "Goodwill 2023-12-31",
        "Accumulated losses 2023-12-31",
        " 2023-12-31",
        "Acquisitions 2024-01-01/2024-12-31",
        "Goodwill 2024-12-31",
        "Accumulated losses 2024-12-31",
        " 2024-12-31",
    ]


def test_a_year_in_the_corner_is_that_of_all_columns_where_tables_state_it(read: Read) -> None:
    yearly = table("||2024|2023", "|Net sales|800|790", "|Net income|80|79")
    corner = table("|2024|Marine|Timber|Total", "|Net sales|410|390|800")
    above = "<p>Statements of Income</p><p>Years ended December 31,</p><p>(In millions)</p>"
    between = "<p>A sentence of many words says here what the segments of the company make and sell.</p>"
    found = read(f"<html><body>{above}{yearly}{between}<p>(In millions)</p>{corner}</body></html>").tables[-1]
    assert periods(found) == ["2024-01-01/2024-12-31"]
    assert "layout.years-alone" in codes(found)


def test_what_a_total_of_assets_sums_is_of_its_day(read: Read) -> None:
    rows = ("|Marine|41|39", "|Timber|30|31", "|Total sales|71|70", "|Marine|410|390", "|Timber|90|95")
    heads = "||2024|2023"
    above = "<p>Years ended December 31,</p><p>(In millions)</p>"
    found = only(read(page(heads, *rows, "|Total assets|500|485", above=above)))
    year, day = "2024-01-01/2024-12-31", "2024-12-31"
    assert [cell.split()[-1] for cell in cells(found)] == [year, year, year, day, day, day]


def test_a_column_of_total_assets_is_of_a_day(read: Read) -> None:
    heads = ("||[colspan=2]Net sales|[colspan=2]Total assets", "||2024|2023|2024|2023")
    above = "<p>Years ended December 31,</p><p>(In millions)</p>"
    found = read(page(*heads, "|Marine|41|39|410|390", "|Timber|30|31|90|95", above=above))
    shown = [str(column.period) for table in found.tables for column in table.columns]
    assert shown == ["2024-01-01/2024-12-31", "2023-01-01/2023-12-31", "2024-12-31", "2023-12-31"]


def test_a_column_of_equity_beside_what_moved_is_no_column_of_balances(read: Read) -> None:
    heads_ = "||Retained earnings|Total shareholders' equity"
    rows = (
        "|Balance as of January 1, 2024|$310|$941",
        "|Stock-based compensation|12|12",
        "|Net income|20|20",
    )
    above = "<p>STATEMENTS OF EQUITY</p><p>Year ended December 31, 2024</p><p>(in thousands)</p>"
    found = only(read(page(heads_, *rows, "|Balance as of December 31, 2024|$342|$973", above=above)))
    moved = [str(cell.period) for row in found.rows[1:3] for cell in row.cells]
    assert moved == ["2024-01-01/2024-12-31"] * 4
