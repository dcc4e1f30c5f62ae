"""A release in Japanese is read with data alone: a company whose language is ja, and no code of its own."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from build_helpers import copy_acme, edit, tieout
from layout_helpers import Read, codes, made_up, only, page, reader, shown, values
from tieout.core import FiscalCalendar
from tieout.pipeline import read as read_folder

BEFORE, QUARTER = "2017-04-01/2017-06-30", "2018-04-01/2018-06-30"
MARCH, JUNE = "2018-03-31", "2018-06-30"
HEADS = (
    "\t前第1四半期連結累計期間 (自 2017年4月1日 至 2017年6月30日)"
    "\t当第1四半期連結累計期間 (自 2018年4月1日 至 2018年6月30日)"
)
INCOME = f"""\
四半期連結損益計算書（未監査）
（単位：千円）

{HEADS}
売上収益\t\t
ネットワークサービス\t25,210,430\t27,006,115
システムインテグレーション（注記5）\t12,411,200\t13,902,040
売上収益合計\t37,621,630\t40,908,155
売上原価\t△35,901,020\t△39,802,118
営業利益\t1,720,610\t1,106,037
その他の金融費用\t△112,480\t－
法人所得税費用\t(510,220)\t(398,115)
四半期利益\t1,097,910\t707,922
基本的１株当たり四半期利益（円）\t24.36\t15.71
期中平均株式数（株）\t45,070,112\t45,062,508
"""
SHEETS = """\
四半期連結財政状態計算書（未監査）
（単位：百万円）

\t前連結会計年度 (2018年3月31日)\t当第1四半期連結会計期間 (2018年6月30日)
資産\t\t
現金及び現金同等物\t21,402\t19,873
棚卸資産\t1,714\t1,801
資産合計\t23,116\t21,674
負債及び資本\t\t
負債\t3,116\t1,674
資本\t20,000\t20,000
負債及び資本合計\t23,116\t21,674
"""


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return reader(tmp_path, made_up("ja", "JPY", FiscalCalendar(3, "start")))


# What is understood ----------------------------------------------------------------------------------


def test_amounts_in_yen_and_sen_are_amounts_per_share(read: Read) -> None:
    rows = "\n１株当たり四半期利益\t24円36銭\t△15円7銭\n"
    whole = only(read(f"要約\n（単位：千円）\n\n{HEADS}\n四半期利益\t1,097,910\t707,922{rows}"))
    assert values(whole)["１株当たり四半期利益"] == ["24.36 JPY/shares", "-15.07 JPY/shares"]
    alone = only(read(f"要約\n\n{HEADS}{rows}"))
    assert [cell.reading.value for cell in alone.rows[0].cells] == [Decimal("24.36"), Decimal("-15.07")]


def test_an_income_statement_is_dated_measured_and_read(read: Read) -> None:
    found = only(read(INCOME))
    assert found.caption == "四半期連結損益計算書（未監査）"
    assert [(str(column.period), column.kind) for column in found.columns] == [
        *((BEFORE, "figures"), (QUARTER, "figures"))
    ]
    assert values(found) == {
        "売上収益": ["", ""],
        "ネットワークサービス": ["25210430 JPYe3", "27006115 JPYe3"],
        "システムインテグレーション": ["12411200 JPYe3", "13902040 JPYe3"],
        "売上収益合計": ["37621630 JPYe3", "40908155 JPYe3"],
        "売上原価": ["-35901020 JPYe3", "-39802118 JPYe3"],
        "営業利益": ["1720610 JPYe3", "1106037 JPYe3"],
        "その他の金融費用": ["-112480 JPYe3", "dash"],
        "法人所得税費用": ["-510220 JPYe3", "-398115 JPYe3"],
        "四半期利益": ["1097910 JPYe3", "707922 JPYe3"],
        "基本的１株当たり四半期利益（円）": ["24.36 JPY/shares", "15.71 JPY/shares"],
        "期中平均株式数（株）": ["45070112 shares", "45062508 shares"],
    }
    assert {row.caption: row.under for row in found.rows}["売上収益合計"] == ("売上収益",)
    assert {row.caption: row.under for row in found.rows}["売上原価"] == ()
    assert codes(found) == []


def test_a_balance_sheet_is_of_days_where_its_heads_name_the_periods_that_end_on_them(read: Read) -> None:
    found = only(read(SHEETS))
    assert shown(found)[2:4] == [f"\t{MARCH} JPYe6\t{JUNE} JPYe6", "資産\t\t"]
    # The same heads above an income statement are of the periods.
    found = only(read(SHEETS.replace("財政状態計算書", "損益計算書")))
    assert [str(column.period) for column in found.columns] == ["2017-04-01/2018-03-31", QUARTER]


def test_a_page_with_its_unit_in_the_stub_and_digits_of_full_width(read: Read) -> None:
    found = only(
        read(
            page(
                "|[colspan=3]四半期連結損益計算書",
                "|（単位：百万円）|前第１四半期<br>連結累計期間<br>（自 2017年４月１日<br>至 2017年６月30日）"
                "|当第１四半期<br>連結累計期間<br>（自 2018年４月１日<br>至 2018年６月30日）",
                *("|売上収益|３７，６２１|４０，９０８", "|売上原価|△３１，００２|△３３，８７０"),
            )
        )
    )
    assert shown(found)[1] == f"\t{BEFORE} JPYe6\t{QUARTER} JPYe6"
    assert values(found) == {
        "売上収益": ["37621 JPYe6", "40908 JPYe6"],
        "売上原価": ["-31002 JPYe6", "-33870 JPYe6"],
    }


def test_changes_shares_of_sales_and_notes_are_known_by_their_words(read: Read) -> None:
    found = only(
        read(
            "\t注記\t当第1四半期連結累計期間\t構成比\t前第1四半期連結累計期間\t増減率(%)\n"
            "\t\t(自 2018年4月1日 至 2018年6月30日)\t\t(自 2017年4月1日 至 2017年6月30日)\t\n"
            "\t\t百万円\t％\t百万円\t\n"
            "売上収益\t5\t40,908\t100.0\t37,621\t8.7\n"
        )
    )
    assert [column.kind for column in found.columns] == ["note", "figures", "percent-of", "figures", "change"]
    assert values(found) == {"売上収益": ["5", "40908 JPYe6", "100.0 %", "37621 JPYe6", "8.7 %"]}


def test_rows_of_the_summary_are_dated(read: Read) -> None:
    found = only(
        read(
            "\t売上収益\t\t営業利益\t\n\t百万円\t％\t百万円\t％\n"
            "2019年3月期第1四半期\t45,198\t9.1\t1,180\t△12.1\n2018年3月期第1四半期\t41,429\t11.2\t1,342\t30.5\n"
        )
    )
    assert [str(row.dated.period) for row in found.rows if row.dated] == [QUARTER, BEFORE]
    assert values(found)["2019年3月期第1四半期"] == ["45198 JPYe6", "9.1 %", "1180 JPYe6", "-12.1 %"]


def test_a_unit_line_that_is_not_understood_is_an_error(read: Read) -> None:
    found = only(read(INCOME.replace("千円", "千両")))
    assert codes(found)[0] == "layout.unit-unclear"
    assert found.findings[0].places[0].line == 2


# The whole way ---------------------------------------------------------------------------------------

CAPTIONS = {
    "Statements of Income": "四半期連結損益計算書", "Anvils": "ネットワークサービス",
    "Rockets": "システムインテグレーション", "Revenues": "売上収益合計", "Cost of revenues": "売上原価",
    "Gross profit": "営業利益", "Balance Sheets": "四半期連結財政状態計算書", '"ASSETS:"': "資産",
    "Cash and cash equivalents": "現金及び現金同等物", "Inventories": "棚卸資産", "Total assets": "資産合計",
    '"LIABILITIES AND EQUITY:"': "負債及び資本", "Liabilities": "負債", "Equity": "資本",
    "Total liabilities and equity": "負債及び資本合計",
}  # fmt: skip


UNITS = {"income-statement": "（単位：千円）", "balance-sheet": "（単位：百万円）"}


@pytest.fixture
def japanese(root: Path, tmp_path: Path) -> Path:
    """Acme as if it were Japanese: other words in its YAML, and a release in them."""
    folder = copy_acme(root, tmp_path / "acme")
    company = folder.parent / "company"
    edit(company / "company.yaml", "languages: [en]", "languages: [ja]")
    edit(company / "company.yaml", "currency: USD", "currency: JPY")
    edit(company / "company.yaml", "{end-month: 12, named-by: end}", "{end-month: 3, named-by: start}")
    for path in company.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("{en: ", "{ja: ")
        text = text.replace("unit: In millions", f"unit: {UNITS.get(path.stem)}")
        text = re.sub("caption: ([^,}\n]+)", lambda found: f"caption: {CAPTIONS[found[1]]}", text)
        path.write_text(text, encoding="utf-8")
    edit(folder / "release.yaml", "fiscal-year: 2025", "fiscal-year: 2018")
    edit(folder / "release.yaml", "2025-04-24", "2018-08-08")
    # Of the income statement the lines that Acme has.
    known = ("", *CAPTIONS.values())
    kept = [line for line in INCOME.splitlines() if "\t" not in line or re.split("[\t（]", line)[0] in known]
    (folder / "release.txt").write_text("\n".join([*kept, "", SHEETS]), encoding="utf-8")
    return folder


def test_a_japanese_release_gives_its_facts_and_ties_out(japanese: Path) -> None:
    done = read_folder(japanese)
    assert done.findings == ()
    told = {fact.id: (fact.unit.id, fact.value) for fact in done.facts.facts if fact.unit is not None}
    assert len(told) == 22
    assert told["Revenues_D20180401-20180630"] == ("JPY", 40_908_155_000)
    assert told["CostOfRevenue_D20170401-20170630"] == ("JPY", 35_901_020_000)
    assert told["Assets_I20180331"] == ("JPY", 23_116_000_000)
    assert told["StockholdersEquity_I20180630"] == ("JPY", 20_000_000_000)
    assert "8 relations hold, 0 off; 0 exceptions accepted; 0 findings" in tieout("check", japanese).output


def test_a_japanese_total_that_is_off_is_found_at_its_cell(japanese: Path) -> None:
    edit(japanese / "release.txt", "40,908,155", "40,908,154")
    told = tieout("check", japanese).output
    assert "release.txt:7:" in told
    assert "当第1四半期連結累計期間" in told
