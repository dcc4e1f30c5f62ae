"""What earnings releases print beyond plain statements, each kind on a small made-up table."""

import re
from pathlib import Path

import pytest
import yaml

from layout_helpers import codes, heads, made_up, only, page, reader, values
from tieout.definitions import models
from tieout.layout import Release, Table


def read(folder: Path, content: str, own: models.CompanyVocabulary | None = None) -> Release:
    """A release of a made-up company, with its `own` words."""
    return reader(folder, made_up(own=own))(content)


# Heads in text set with spaces ------------------------------------------------------------------------

CENTERED = """\
                    Acme Corporation
              (In thousands, except per share data)

                                              Twelve Months
                     Three Months Ended           Ended
                  Jun 30,  Mar 31,  Jun 30,  Jun 30,  Jun 30,
                   2025     2025     2024     2025     2024
Net revenues      $11,506  $11,492  $12,967  $44,958  $47,589
Net loss            $(370)   $(631)   $(694) $(4,327) $(5,267)
Restructuring         ---      ---      ---    1,431      ---
"""


def test_a_head_stands_over_the_columns_whose_middle_is_its_own(tmp_path: Path) -> None:
    assert heads(only(read(tmp_path, CENTERED))) == [
        "2025-04-01/2025-06-30 USDe3",
        "2025-01-01/2025-03-31 USDe3",
        "2024-04-01/2024-06-30 USDe3",
        "2024-07-01/2025-06-30 USDe3",
        "2023-07-01/2024-06-30 USDe3",
    ]


def test_a_label_that_reaches_to_its_figures_takes_none_of_them(tmp_path: Path) -> None:
    found = only(read(tmp_path, CENTERED.replace("Net loss          ", "Net loss of Acme  ")))
    expected = ["-370 USDe3", "-631 USDe3", "-694 USDe3", "-4327 USDe3", "-5267 USDe3"]
    assert values(found)["Net loss of Acme"] == expected


def test_a_head_is_as_wide_as_the_rule_below_it(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """\
(In thousands)

                              Three Months Ended               Six Months Ended
                   ------------------------------------    -----------------------
                    June 30,     March 31,    June 30,      June 30,     June 30,
                      2025         2025         2024          2025         2024
                   ----------   ----------   ----------    ----------   ----------
Net revenues       $   19,217   $   19,786   $   16,850    $   39,003   $   27,922
Cost of revenues       13,219       12,806       12,262        26,025       20,116
""",
    )
    assert [head.split()[0] for head in heads(only(found))] == [
        "2025-04-01/2025-06-30",
        "2025-01-01/2025-03-31",
        "2024-04-01/2024-06-30",
        "2025-01-01/2025-06-30",
        "2024-01-01/2024-06-30",
    ]


def test_dates_that_are_one_space_apart_are_the_heads_of_two_columns(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """\
(In millions)

               July 3,  June 28, January 3,
                2025     2024      2025
Inventories    $4,945   $4,881    $4,728
Other           5,526    5,507     5,308
""",
    )
    assert heads(only(found)) == ["2025-07-03 USDe6", "2024-06-28 USDe6", "2025-01-03 USDe6"]


def test_of_two_dates_above_a_year_its_own_counts_and_a_unit_line_is_broken_over_two_rows(
    tmp_path: Path,
) -> None:
    found = only(
        read(
            tmp_path,
            """\
    ACME CORPORATION

                                     For the 13
                                     Weeks Ended
                                  July 3, 2025 and
                                   June 28, 2024
    (millions, except earnings per
     common share)                 2025     2024

    Sales                         $8,700  $8,851
    Earnings per share            $ 0.25  $ 1.04
""",
        )
    )
    assert heads(found) == ["2025-04-04/2025-07-03 USDe6", "2024-03-30/2024-06-28 USDe6"]
    assert values(found)["Earnings per share"] == ["0.25 USD/shares", "1.04 USD/shares"]


# Words of heads ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ("||Three months ended June 30,|", "|(In thousands)|2025|2024", "||(Notes)|(See Note 4)"),
            ["2025-04-01/2025-06-30 USDe3", "2024-04-01/2024-06-30 USDe3"],
            id="notes referred to",
        ),
        pytest.param(
            ("|(In thousands)|LTM Ended June 30, 2025|Trailing twelve months ended June 30, 2024",),
            ["2024-07-01/2025-06-30 USDe3", "2023-07-01/2024-06-30 USDe3"],
            id="the last twelve months",
        ),
        pytest.param(
            ("|(In thousands)|Q2 2025|% / point change",),
            ["2025-04-01/2025-06-30 USDe3", "change %"],
            id="points",
        ),
        pytest.param(
            ("||As|", "|(In thousands)|Restated|", "||June 30, 2025|June 30, 2024"),
            ["2025-06-30 USDe3", "2024-06-30 USDe3"],
            id="a remark over two rows",
        ),
    ],
)
def test_words_of_heads(tmp_path: Path, lines: tuple[str, ...], expected: list[str]) -> None:
    assert heads(only(read(tmp_path, page(*lines, "|Sales|1,250|1.25", "|Costs|1,310|1.31")))) == expected


def test_amounts_per_share_beside_a_date_are_of_its_time_in_a_table_of_their_own(tmp_path: Path) -> None:
    lines = ("||Quarter ended|", "|(In thousands)|June 30, 2025|Diluted per share amount")
    found = read(tmp_path, page(*lines, "|Sales|1,250|1.25", "|Costs|1,310|1.31")).tables
    assert [heads(one) for one in found] == [["2025-04-01/2025-06-30 USDe3"]] * 2
    assert [one.rows[0].cells[0].text for one in found] == ["1,250", "1.25"]
    assert found[1].caption == "Diluted per share amount"


def test_a_day_and_the_time_up_to_it_are_read_as_the_time_and_told(tmp_path: Path) -> None:
    found = only(
        read(
            tmp_path,
            page(
                "||[colspan=2]At or for the three months ended June 30,",
                "|(In thousands)|2025|2024",
                "|Sales|1,250|1,310",
            ),
        )
    )
    assert [head.split()[0] for head in heads(found)] == ["2025-04-01/2025-06-30", "2024-04-01/2024-06-30"]
    assert codes(found) == ["layout.period-both"]


def test_rows_are_dated_beside_what_their_figures_are(tmp_path: Path) -> None:
    found = only(
        read(
            tmp_path,
            page(
                "|(In millions)|Operating profit|Profit per share",
                "|Three months ended June 30, 2025 – U.S. GAAP|1,855|2.86",
                "|Restructuring costs|13|0.02",
                "|Three months ended June 30, 2025 – Adjusted|1,868|2.88",
            ),
        )
    )
    assert [str(row.dated.period) if row.dated else "" for row in found.rows] == ["2025-04-01/2025-06-30"] * 3
    assert values(found)["Restructuring costs"] == ["13 USDe6", "0.02 USD/shares"]


# What figures count -----------------------------------------------------------------------------------


def dated(*lines: str, unit: str = "(In thousands)") -> str:
    """A page with rows below two quarters."""
    return page(f"|{unit}|Q2 2025|Q2 2024", *lines)


@pytest.mark.parametrize(
    ("lines", "row", "expected"),
    [
        pytest.param(
            ("|Sales|1,250|1,310", "|Costs|905|880", "|Adjusted diluted EPS|1.83|1.78"),
            "Adjusted diluted EPS",
            ["1.83 USD/shares", "1.78 USD/shares"],
            id="EPS",
        ),
        pytest.param(
            (
                "|Net income|68.6|128.5",
                "|Earnings per share|0.99|1.82",
                "|Loss on debt|0.10|—",
                "|Adjusted earnings per share|1.09|1.82",
            ),
            "Loss on debt",
            ["0.10 USD/shares", "dash"],
            id="between amounts per share",
        ),
        pytest.param(
            ("|Loans|12,941|6,366", "|Capital ratios:||", "|Total capital|12.9%|13.1%", "|Tier 1|10.0|10.2"),
            "Tier 1",
            ["10.0 %", "10.2 %"],
            id="below a per cent sign",
        ),
        pytest.param(
            ("|Net sales|521.3|538.0", "|Share of sales|2.3%|2.3%", "|Interest|8.3|9.1"),
            "Interest",
            ["8.3 USDe3", "9.1 USDe3"],
            id="money with decimals below a per cent sign",
        ),
        pytest.param(
            (
                "|Sales|1,250|1,310",
                "||% of|% of",
                "|Mix:|Net sales|Net sales",
                "|Software|18%|14%",
                "|Desktops|11|12",
            ),
            "Desktops",
            ["11 %", "12 %"],
            id="below words of per cent",
        ),
        pytest.param(
            ("|Sales|1,250|1,310", "|Units in service (000's)|938|955"),
            "Units in service (000's)",
            ["938 unite3", "955 unite3"],
            id="counts with a scale of their own",
        ),
        pytest.param(
            ("|Sales|1,250|1,310", "|Retail stores|16|15"),
            "Retail stores",
            ["16 store", "15 store"],
            id="one by one",
        ),
        pytest.param(
            ("|Sales|$1,250|$1,310", "|Volume %|4|(7)"),
            "Volume %",
            ["4 %", "-7 %"],
            id="a share, by the sign at the end of its caption",
        ),
        pytest.param(
            ("|Sales|$1,250|$1,310", "|5% Senior notes|400|400"),
            "5% Senior notes",
            ["400 USDe3", "400 USDe3"],
            id="a sign that is of a number",
        ),
        pytest.param(
            ("|Sales|1,250|1,310", "|Oil (per Bbl)|47.23|38.02"),
            "Oil (per Bbl)",
            ["47.23 USD/Bbl", "38.02 USD/Bbl"],
            id="a price for a measure",
        ),
        pytest.param(
            ("|Sales|1,250|1,310", "|Average day rates:||", "|Jackups|81,492|72,146"),
            "Jackups",
            ["81492 USD/day", "72146 USD/day"],
            id="a price that a heading names",
        ),
    ],
)
def test_what_rows_count(tmp_path: Path, lines: tuple[str, ...], row: str, expected: list[str]) -> None:
    assert values(only(read(tmp_path, dated(*lines))))[row] == expected


def test_what_columns_count(tmp_path: Path) -> None:
    found = only(
        read(
            tmp_path,
            page(
                "||[colspan=5]Three months ended June 30, 2025",
                "||Volume (Bil.)|Cards (Mil.)|Boxes (Mil.)|Yield|Oil ($/Bbl)",
                "|Europe|$429|541|96|4.35%|47.29",
                "|Canada|39|61|12|2.44|38.02",
            ),
        )
    )
    assert values(found)["Canada"] == ["39 USDe9", "61 carde6", "12", "2.44 %", "38.02 USD/Bbl"]
    assert codes(found) == ["layout.unit-missing", "layout.percent-above"]


def test_a_unit_line_of_what_is_no_money(tmp_path: Path) -> None:
    found = only(read(tmp_path, dated("|Residential|10,748|10,275", unit="(In millions of KWHs)")))
    assert values(found)["Residential"] == ["10748 kWhe6", "10275 kWhe6"]


def test_all_below_per_share_amounts_is_per_share(tmp_path: Path) -> None:
    lines = ("||Q2 2025|Q2 2024", "|Net income|$3.17|$(1.19)", "|Impairment|0.26|0.31")
    found = only(read(tmp_path, page(*lines, above="<p>Per Share Amounts</p>")))
    assert values(found)["Impairment"] == ["0.26 USD/shares", "0.31 USD/shares"]


def test_shares_of_a_total_are_in_per_cent_below_a_sign_at_the_top_alone(tmp_path: Path) -> None:
    lines = ("||Q2 2025|Q2 2024", "|Anvils|93%|91%", "|Hammers|7|9", "|Total|100|100")
    above = "<p>(As a percentage of total revenues)</p>"
    found = only(read(tmp_path, page(*lines, above=above)))
    assert values(found)["Hammers"] == ["7 %", "9 %"]
    money = tuple(line.replace("93%|91%", "$93|$91") for line in lines)
    assert "%" not in "".join(values(only(read(tmp_path, page(*money, above=above))))["Hammers"])


# What is not sure is told, and the line that mends it mends it -----------------------------------------


def mended(folder: Path, content: str, code: str) -> Table:
    """The only table once the line that the finding names is pasted under `vocabulary` in company.yaml."""
    told = next(one for one in only(read(folder, content)).findings if one.code == code)
    line = re.search(r"`(vocabulary: .*?)`", told.mend)
    assert line is not None, told.mend
    own = models.CompanyVocabulary.model_validate(yaml.safe_load(line[1])["vocabulary"])
    return only(read(folder, content, own))


@pytest.mark.parametrize(
    ("content", "code", "row", "expected"),
    [
        pytest.param(
            dated("|Sales|1,250|1,310", unit="(In thousands of smackers)"),
            "layout.unit-unclear",
            "Sales",
            ["1250 USDe3", "1310 USDe3"],
            id="a word of a unit line",
        ),
        pytest.param(
            dated("|Sales|1,250|1,310", unit="(In thousands, except widgets)"),
            "layout.unit-unclear",
            "Sales",
            ["1250 USDe3", "1310 USDe3"],
            id="a word of what it excepts",
        ),
        pytest.param(
            dated("|Sales|1,250|1,310", "|Clients|19,213|18,936"),
            "layout.unit-missing",
            "Clients",
            ["19213 item", "18936 item"],
            id="a count below a scale",
        ),
        pytest.param(
            dated("|Full-line|871|869", unit=""),
            "layout.unit-missing",
            "Full-line",
            ["871 item", "869 item"],
            id="no unit at all",
        ),
        pytest.param(
            dated("|Sales|1,250|1,310", "|Costs|1,250|1,310", "|Taxes|250|310", "|Tax burden|21.3|22.4"),
            "layout.decimals",
            "Tax burden",
            ["21.3 %", "22.4 %"],
            id="decimals among whole amounts",
        ),
    ],
)
def test_the_line_to_paste_mends_a_unit(
    tmp_path: Path, content: str, code: str, row: str, expected: list[str]
) -> None:
    found = mended(tmp_path, content, code)
    assert code not in codes(found)
    assert values(found)[row] == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Stanza ended June 30, 2024", "2024-04-01/2024-06-30 USDe3"),
        ("Sales volume", "change USDe3"),
    ],
)
def test_the_line_to_paste_mends_a_head(tmp_path: Path, head: str, expected: str) -> None:
    content = page(f"|(In thousands)|Q2 2025|{head}", "|Sales|1,250|1,310")
    found = mended(tmp_path, content, "layout.column-undated")
    assert codes(found) == []
    assert heads(found) == ["2025-04-01/2025-06-30 USDe3", expected]


def test_money_without_any_unit_has_none_and_is_told_with_its_row(tmp_path: Path) -> None:
    found = only(read(tmp_path, dated("|Sales|1,250|1,310", unit="")))
    assert values(found)["Sales"] == ["1250", "1310"]
    (finding,) = found.findings
    assert finding.code == "layout.unit-missing"
    assert (finding.places[0].row, finding.places[0].head) == ("Sales", "Q2 2025")


def test_a_period_that_is_reckoned_is_told(tmp_path: Path) -> None:
    lines = ("|(In thousands)|Quarter ended March 29, 2025", "|Sales|1,250")
    assert codes(only(read(tmp_path, page(*lines)))) == ["layout.period-reckoned"]
