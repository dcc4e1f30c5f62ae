"""A release in Japanese needs data alone: the same readers with `vocabulary/ja.yaml`."""

from datetime import date

import pytest

from tieout.core import FiscalCalendar, Period
from tieout.definitions import base_folder, models
from tieout.definitions.files import read_model
from tieout.definitions.vocabulary import vocabulary
from tieout.language import Language, Unit

QUARTER = Period(date(2018, 6, 30), date(2018, 4, 1))
YEAR = Period(date(2019, 3, 31), date(2018, 4, 1))
JUNE = Period(date(2018, 6, 30))


@pytest.fixture(scope="module")
def language() -> Language:
    _, words = read_model(base_folder() / "vocabulary" / "ja.yaml", models.VocabularyFile)
    return Language(vocabulary("ja", words, models.CompanyVocabulary()), FiscalCalendar(3, "start"), "JPY")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2018年6月30日", JUNE),
        ("２０１８年６月３０日", JUNE),
        ("平成30年6月30日", JUNE),
        ("2018年6月30日現在", JUNE),
        ("当第1四半期連結会計期間末 (2018年6月30日)", JUNE),
        ("当第1四半期連結累計期間 (自 2018年4月1日 至 2018年6月30日)", QUARTER),
        ("当第１四半期連結累計期間（自 2018年４月１日 至 2018年６月30日）", QUARTER),
        ("2018年4月1日から2018年6月30日まで", QUARTER),
        ("2018年度第1四半期", QUARTER),
        ("2019年3月期第1四半期", QUARTER),
        ("2018年度", YEAR),
        ("2019年3月期", YEAR),
        ("当連結会計年度（自 2018年4月1日 至 2019年3月31日）", YEAR),
        ("第1四半期", None),
        ("2018年6月31日", None),
        ("売上高", None),
    ],
)
def test_headings(language: Language, text: str, period: Period | None) -> None:
    assert language.period(text) == period


def test_a_forecast(language: Language) -> None:
    said = language.dated("2019年3月期（予想）")
    assert said is not None
    assert (said.period, said.forecast) == (YEAR, True)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("百万円", Unit("JPY", 6)),
        ("千円", Unit("JPY", 3)),
        ("（単位：百万円）", Unit("JPY", 6)),
        ("(単位:千円、未監査)", Unit("JPY", 3)),
        ("億円", Unit("JPY", 8)),
        ("百万米ドル", Unit("USD", 6)),
        ("千株", Unit("shares", 3)),
        ("％", Unit("pure", -2)),
        ("百万円未満切捨て", None),
        ("個", None),
    ],
)
def test_units(language: Language, text: str, unit: Unit | None) -> None:
    assert language.unit(text) == unit


def test_columns_rows_and_numbers(language: Language) -> None:
    assert language.column_word("増減率(%)") == "change"
    assert language.column_word("構成比") == "percent-of"
    assert language.column_word("注記") == "note"
    assert language.is_total("資産合計")
    assert language.row_type("１株当たり四半期純利益") == "per-share"
    assert language.period_type("四半期連結貸借対照表") == "instant"
    assert language.remark("（未監査）")
    assert str(language.number("△１，２３４").value) == "-1234"


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("15円71銭", "15.71"),
        ("1,015円7銭", "1015.07"),
        ("△１５円７１銭", "-15.71"),
        ("(15円71銭)", "-15.71"),
        ("71銭", "0.71"),
        ("8円", "8"),
    ],
)
def test_yen_and_sen_are_one_amount(language: Language, printed: str, value: str) -> None:
    assert str(language.number(printed).value) == value


@pytest.mark.parametrize("printed", ["15円71", "15円171銭", "15銭71円", "71銭5"])
def test_what_is_no_amount_in_yen_and_sen_is_none(language: Language, printed: str) -> None:
    assert language.number(printed).kind != "number"
