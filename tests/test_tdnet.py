"""The edition for TDnet: IIJ's quarterly summary in the form and the taxonomy of the Tokyo Stock Exchange."""

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from build_helpers import tieout
from tieout.core import InputError, Period
from tieout.editions import EDITIONS, Report, prove
from tieout.editions.tdnet.make import form_report
from tieout.editions.tdnet.reread import unlike
from tieout.validate import official, validate

HEADS = ("element", "context", "unit", "decimals", "scale", "value", "of")
IX = "{http://www.xbrl.org/2008/inlineXBRL}"
XBRLI = "{http://www.xbrl.org/2003/instance}"
TDNET = EDITIONS["tdnet"]
CURRENT = "CurrentAccumulatedQ1Duration_ConsolidatedMember_ResultMember"


@pytest.fixture(scope="module")
def whole(iij) -> Report:
    return Report(iij.definition, iij.release, iij.facts, iij.tied, iij.traced)


@pytest.fixture(scope="module")
def made(whole):
    """The form filled, without a file of it."""
    return form_report(whole.definition, whole.facts)


@pytest.fixture(scope="module")
def folder(whole, tmp_path_factory) -> Path:
    """The edition's files."""
    folder = tmp_path_factory.mktemp("tdnet")
    for file in TDNET.make(whole).files:
        (folder / file.name).write_text("".join(file.pieces), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def page(folder) -> str:
    (path,) = folder.glob("*.htm")
    return path.read_text(encoding="utf-8")


@pytest.fixture
def edited(iij, tmp_path):
    """The release with what its company or it states for the form edited: old text by new."""

    def edit(*changes: tuple[str, str], of: str = "release"):
        definition = iij.definition
        source = definition.folder if of == "release" else definition.company.folder
        text = (source / "editions" / "tdnet.yaml").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "editions").mkdir()
        (tmp_path / "editions" / "tdnet.yaml").write_text(text, encoding="utf-8")
        if of == "release":
            return replace(definition, folder=tmp_path)
        return replace(definition, company=replace(definition.company, folder=tmp_path))

    return edit


def test_the_form_has_the_facts_that_it_had(root, made) -> None:
    rows = [
        (
            fact.element,
            fact.context.id,
            fact.unit,
            "" if fact.decimals is None else str(fact.decimals),
            str(fact.scale) if fact.unit else "",
            "nil" if fact.value is None else str(fact.value),
            fact.of,
        )
        for fact in made.page.facts
    ]
    golden = root / "tests" / "golden" / "iij-2018q1-tdnet.csv"
    with golden.open(encoding="utf-8", newline="") as file:
        assert [HEADS, *rows] == [tuple(row) for row in csv.reader(file)]
    assert not made.findings


def test_the_form_has_the_facts_of_the_company_s_own(shared, made) -> None:
    """Those that were set out from the summary by hand: element, context, unit, scale and value."""
    facts = {fact.key: fact for fact in made.page.facts}
    with (shared / "reference" / "tse-summary-facts.tsv").open(encoding="utf-8") as file:
        rows = [(line.rstrip("\n") + "\t" * 8).split("\t") for line in file]
    assert {f"{row[1]}/{row[2]}" for row in rows} == set(facts)
    for _, element, context, unit, _, scale, value, *_ in rows:
        fact = facts[f"{element}/{context}"]
        assert fact.unit == unit
        if unit:
            assert (fact.scale, fact.value) == (int(scale), None if value == "None" else Decimal(value))
        else:
            assert fact.value == value


@pytest.mark.arelle
def test_arelle_finds_nothing_in_it_by_the_exchange_s_taxonomy(shared, folder) -> None:
    package = shared / "taxonomies" / "tse-ed-2014-01-12.zip"
    at_hand = official((package,))
    made = {path.suffix: path for path in folder.iterdir()}
    assert tieout("validate", folder, "--official", package).exit_code == 0
    verdict = validate(made[".htm"], official=at_hand)
    assert not verdict.findings
    assert (verdict.counts.facts, verdict.counts.contexts) == (103, 35)
    # Members that the form does not allow are found, so the form's own rules are at work.
    text = made[".htm"].read_text(encoding="utf-8")
    wrong = folder / "wrong.htm"
    old, new = ('ConsolidatedNonconsolidatedAxis">tse-ed-t:ConsolidatedMember', "ConsolidatedMember")
    assert old in text
    wrong.write_text(text.replace(old, old.replace(new, "NonConsolidatedMember")), encoding="utf-8")
    assert validate(wrong, official=at_hand).findings
    wrong.unlink()


def test_each_fact_is_ours_rounded_or_stated(whole, made) -> None:
    edition = TDNET.make(whole)
    assert not [*prove("tdnet", whole, edition)]
    ours = whole.facts.by_id()
    for fact in made.page.facts:
        if fact.of and isinstance(fact.value, Decimal):
            # Half a unit of what the form prints, and no more.
            assert abs(fact.value - ours[fact.of].value) * 2 <= Decimal(1).scaleb(-(fact.decimals or 0))
    assert {fact.how for fact in made.page.facts if not fact.of} == {
        "stated by the company",
        "the form's words",
        "the form's words for the rounding",
        "the company's name",
        "the entity's identifier",
        "the end of the fiscal year",
        "nil: no range is forecast",
    }


def test_a_figure_that_is_not_ours_rounded_is_found(whole) -> None:
    edition = TDNET.make(whole)
    for of, change in (("Revenues", 10**6), ("StockholdersEquityOverAssets", Decimal("0.001"))):
        facts = tuple(
            replace(fact, value=fact.value + change) if fact.of.startswith(of) else fact
            for fact in edition.facts
        )
        assert any(of in finding.message for finding in prove("tdnet", whole, replace(edition, facts=facts)))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (">44,705<", ">44,704<", "TotalRevenuesUS"),
        ('scale="6"', 'scale="3"', "TotalRevenuesUS"),
        (' sign="-"', "", "ChangeInIncomeBeforeIncomeTaxesUS"),
        (">代表取締役社長<", ">社長<", "TitleRepresentative"),
        (' xsi:nil="true"/>', ' xsi:nil="false">1</ix:nonFraction>', "DividendPerShare"),
        (f'contextRef="{CURRENT}"', 'contextRef="PriorYearInstant"', "TotalRevenuesUS"),
        ('decimals="-6"', 'decimals="-3"', "TotalRevenuesUS"),
        ('unitRef="JPY"', 'unitRef="Pure"', "TotalRevenuesUS"),
        ('format="ixt:booleantrue"', 'format="ixt:booleanfalse"', "TokyoStockExchange"),
        (">平成30年8月8日<", ">平成30年8月9日<", "FilingDate"),
        ("dateerayearmonthdayjp", "dateyearmonthdaycjk", " is 平成3"),
    ],
)
def test_a_page_that_does_not_say_its_facts_is_found(page, made, old, new, said) -> None:
    assert not [*unlike(page, made.page.facts)]
    assert old in page
    assert any(said in wrong for wrong in unlike(page.replace(old, new, 1), made.page.facts))


def test_a_fact_lost_from_the_page_is_found(page, made) -> None:
    root = etree.fromstring(page.encode())
    lost = next(root.iter(f"{IX}nonFraction"))
    lost.getparent().remove(lost)
    assert [*unlike(etree.tostring(root, encoding="unicode"), made.page.facts)] == [
        f"{str(lost.get('id')).replace('.', '/')} is not in the page"
    ]


def test_the_page_prints_as_the_exchange_has_it(page) -> None:
    root = etree.fromstring(page.encode())
    cells = {str(fact.get("id")): fact for fact in root.iter(f"{IX}nonFraction", f"{IX}nonNumeric")}
    change = cells[f"ChangeInNetIncomeUS.{CURRENT}"]
    assert "".join(change.getparent().itertext()) == "△64.5"
    dash = cells["DividendPerShare.PriorYearDuration_FirstQuarterMember_NonConsolidatedMember_ResultMember"]
    assert (dash.text, dash.get("decimals"), "".join(dash.getparent().itertext())) == (None, None, "－")
    assert cells["FilingDate.CurrentAccumulatedQ1Instant"].text == "平成30年8月8日"
    code = cells["SecuritiesCode.CurrentAccumulatedQ1Instant"]
    assert (code.text, "".join(code.itertext())) == ("3774", "37740")
    assert [text for text in root.itertext() if "第１四半期の連結業績" in text] == [
        "１．平成31年３月期第１四半期の連結業績（平成30年４月１日～平成30年６月30日）"
    ]


def test_each_context_and_unit_is_used_and_each_context_is_its_id(page) -> None:
    root = etree.fromstring(page.encode())
    used = {str(fact.get("contextRef")) for fact in root.iter(f"{IX}nonFraction", f"{IX}nonNumeric")}
    contexts = {str(context.get("id")): context for context in root.iter(f"{XBRLI}context")}
    assert used == set(contexts)
    assert {str(unit.get("id")) for unit in root.iter(f"{XBRLI}unit")} == {
        str(fact.get("unitRef")) for fact in root.iter(f"{IX}nonFraction")
    }
    for id_, context in contexts.items():
        members = [str(member.text).partition(":")[2] for member in context.iter("{*}explicitMember")]
        assert id_.split("_")[1:] == members


def test_the_files_are_named_as_tdnet_names_them(folder) -> None:
    stem = "tse-qcedussm-37740-20180808337740"
    assert sorted(path.name for path in folder.iterdir()) == [f"{stem}-ixbrl.htm", f"{stem}.xsd"]


def test_what_nobody_states_is_asked_for_with_the_line_to_add(edited, facts) -> None:
    said = '  QuarterlyStatementFilingDateAsPlanned: "2018-08-14"\n'
    definition = edited((said, ""))
    (finding,) = form_report(definition, facts).findings
    assert finding.code == "edition.lacks"
    assert "QuarterlyStatementFilingDateAsPlanned" in finding.message
    assert finding.mend == f"Add this line to {definition.folder}/editions/tdnet.yaml below `facts:`."
    assert finding.details == ("  QuarterlyStatementFilingDateAsPlanned: YYYY-MM-DD",)


def test_a_figure_that_the_release_lacks_is_asked_for_and_can_be_stated(edited, facts) -> None:
    lost = replace(
        facts, facts=tuple(f for f in facts.facts if f.id != "StockholdersEquityOverAssets_I20180630")
    )
    assert len(lost.facts) == len(facts.facts) - 1
    definition = edited()
    (finding,) = form_report(definition, lost).findings
    key = "ShareholdersEquityRatioUS/CurrentAccumulatedQ1Instant_ConsolidatedMember_ResultMember"
    assert finding.code == "edition.lacks"
    assert finding.details[0].startswith(f'  "{key}": ')
    path = definition.folder / "editions" / "tdnet.yaml"
    text = path.read_text(encoding="utf-8")
    for stated, value in (("47.9", Decimal("0.479")), ("△47.9", Decimal("-0.479")), ("－", None)):
        path.write_text(f'{text}figures:\n  "{key}": "{stated}"\n', encoding="utf-8")
        made = form_report(definition, lost)
        assert not made.findings
        (fact,) = (fact for fact in made.page.facts if fact.key == key)
        assert (fact.value, fact.how.removeprefix("nil, ")) == (value, "stated by the company")
    path.write_text(f'{text}figures:\n  "{key}": "48"\n', encoding="utf-8")
    (finding,) = form_report(definition, lost).findings
    assert "is not a figure with 1 decimal places" in finding.message
    # Once the release prints it, it is not stated beside it.
    path.write_text(f'{text}figures:\n  "{key}": "47.9"\n', encoding="utf-8")
    assert [finding.code for finding in form_report(definition, facts).findings] == ["edition.stated-twice"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"2018-08-14"', "soon", "has to be a day"),
        ("InThisQuarter: false", "InThisQuarter: never", "has to be true or false"),
        ('AsPlanned: "2018-08-14"', 'AsPlanned: "2018-08-14"\n  Tel: "03"', "has no place for it"),
        ('AsPlanned: "2018-08-14"', 'AsPlanned: "2018-08-14"\n  FilingDate: "2018-08-08"', "it is known"),
    ],
)
def test_what_is_stated_wrongly_is_told(edited, facts, old, new, said) -> None:
    assert any(said in finding.message for finding in form_report(edited((old, new)), facts).findings)


def test_a_number_is_no_yes(edited, facts) -> None:
    with pytest.raises(InputError, match="CorrectionOfDividendForecastInThisQuarter is 1"):
        form_report(
            edited(("DividendForecastInThisQuarter: false", "DividendForecastInThisQuarter: 1")), facts
        )


@pytest.mark.parametrize(
    ("old", "line"),
    [
        ("form: tse-qcedussm", "form: tse-qcedussm"),
        ("rounding: nearest", "rounding: …  # one of nearest, down"),
        ("  revenue: TotalRevenuesUS", "  revenue: …  # one of NetSalesUS (売上高)"),
    ],
)
def test_what_the_form_cannot_be_laid_out_without_is_asked_for_first(edited, facts, old, line) -> None:
    with pytest.raises(InputError) as asked:
        form_report(edited((f"{old}\n", ""), of="company"), facts)
    (finding,) = asked.value.findings
    assert finding.code == "edition.lacks"
    assert finding.details[0].startswith(line)


def test_a_company_that_truncates_says_so_and_is_held_to_it(edited, iij, facts) -> None:
    definition = edited(("rounding: nearest", "rounding: down"), of="company")
    made = form_report(definition, facts)
    shown = {fact.key: fact for fact in made.page.facts}
    assert shown["NoteToFractionProcessingMethod/CurrentAccumulatedQ1Instant"].value == "（百万円未満切捨て）"
    assert shown[f"OperatingIncomeUS/{CURRENT}"].value == Decimal(1_179_000_000)
    # The release itself prints 1,180 million: that it rounds otherwise is told.
    told = [finding for finding in made.findings if finding.code == "edition.printed-otherwise"]
    assert any(f"OperatingIncomeUS/{CURRENT}" in finding.message for finding in told)


def test_a_range_that_is_forecast_fills_its_ends(iij, facts) -> None:
    definition = iij.definition
    forecast = next(f for f in facts.facts if f.id.startswith("Revenues_D20180401-20190331"))

    def end(member: str, value: int):
        members = tuple(sorted((*forecast.context.members, ("RangeAxis", member))))
        context = replace(forecast.context, id=member, members=members)
        return replace(forecast, id=f"Revenues_{member}", context=context, value=Decimal(value))

    others = tuple(fact for fact in facts.facts if fact is not forecast)
    ends = (end("MinimumMember", 180 * 10**9), end("MaximumMember", 200 * 10**9))
    made = form_report(definition, replace(facts, facts=(*others, *ends)))
    assert not made.findings
    values = {fact.key: fact.value for fact in made.page.facts}
    year = "TotalRevenuesUS/CurrentYearDuration_ConsolidatedMember"
    assert values[f"{year}_ForecastMember"] is None
    assert values[f"{year}_LowerMember"] == 180 * 10**9
    assert values[f"{year}_UpperMember"] == 200 * 10**9


def test_in_a_later_quarter_more_dividends_are_declared_and_the_half_is_no_forecast(iij, facts) -> None:
    made = form_report(replace(iij.definition, quarter=2), replace(facts, facts=()))
    asked = {finding.subject for finding in made.findings if finding.code == "edition.lacks"}
    assert "TotalRevenuesUS/CurrentAccumulatedQ2Duration_ConsolidatedMember_ResultMember" in asked
    assert "TotalRevenuesUS/CurrentAccumulatedQ2Duration_ConsolidatedMember_ForecastMember" not in asked
    quarter = "CurrentYearDuration_SecondQuarterMember_NonConsolidatedMember"
    assert f"DividendPerShare/{quarter}_ResultMember" in asked
    assert f"DividendPerShare/{quarter}_ForecastMember" not in asked


def test_a_form_is_not_for_every_quarter(iij, facts) -> None:
    with pytest.raises(InputError, match="is of quarters 1, 2, 3"):
        form_report(replace(iij.definition, quarter=4), facts)


def test_years_of_the_present_era_are_written_as_they_are_counted(iij, facts) -> None:
    later = replace(iij.definition, fiscal_year=2019, published=iij.definition.published.replace(year=2019))
    made = form_report(later, facts)
    shown = {fact.element: fact.shown for fact in made.page.facts if not fact.unit}
    assert shown["FilingDate"] == "2019年8月8日"
    assert "2020年３月期の連結業績予想（平成31年４月１日～2020年３月31日）" in shown["TitleForForecasts"]


def test_another_company_is_told_what_to_state(aapl) -> None:
    report = Report(aapl.definition, aapl.release, aapl.facts, aapl.tied, aapl.traced)
    with pytest.raises(InputError, match="names no form"):
        TDNET.make(report)


def test_facts_of_quarters_stand_for_ours(made) -> None:
    (fact,) = (
        fact
        for fact in made.page.facts
        if fact.context.id == "PriorYearDuration_SecondQuarterMember_NonConsolidatedMember_ResultMember"
    )
    assert fact.stands_for is not None
    assert (str(fact.context.period), str(fact.stands_for[0])) == (
        "2017-04-01/2018-03-31",
        "2017-07-01/2017-09-30",
    )
    assert fact.stands_for[0] != Period(fact.context.period.end)


@pytest.mark.parametrize(
    ("concept", "label"),
    [
        ("NetIncomeLoss", "当社株主に帰属する当期純利益"),
        ("ProfitLoss", "当期純利益"),
        ("StockholdersEquity", "株主資本"),
        ("StockholdersEquityOverAssets", "株主資本比率"),
        ("ComprehensiveIncomeNetOfTax", "当社株主に帰属する包括利益"),
        ("EarningsPerShareBasic", "基本的1株当たり当社株主に帰属する当期純利益"),
        ("EarningsPerShareDiluted", "希薄化後1株当たり当社株主に帰属する当期純利益"),
    ],
)
def test_our_japanese_labels_are_worded_as_the_exchange_words_them(iij, concept, label) -> None:
    company = iij.definition.company
    assert company.concept(concept).label["ja"].replace("（損失）", "") == label
    total = company.concept("StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest").total
    assert total["ja"] == "資本合計"


FORM = """\
form: small
quarters: [1]
definitions: http://exchange.example/def.xml
report:
  scheme: http://www.sec.gov/CIK
  prefix: x-{code}
  namespace: http://exchange.example/{code}
  file: x-{code}
periods: {"Q{quarter}": to-date, "Q{quarter}End": end}
roundings: {nearest: rounded}
blocks:
  - table:
      cells: {members: [Whole]}
      rows:
        - {label: "Quarter {quarter}", context: "Q{quarter}"}
      columns:
        - {head: Sales, element: Sales, concept: Revenues, unit: USD, scale: 6, decimals: -6}
"""


def test_another_form_in_another_currency_is_data_alone(acme, root, tmp_path, monkeypatch) -> None:
    folder = tmp_path / "tdnet"
    folder.mkdir()
    common = (root / "taxonomy" / "editions" / "tdnet" / "edition.yaml").read_text(encoding="utf-8")
    common = common.replace("units: {", "units: {USD: USD, ").replace(
        "axes:\n", "axes:\n  PartAxis: [Whole]\n"
    )
    (folder / "edition.yaml").write_text(common, encoding="utf-8")
    (folder / "small.yaml").write_text(FORM, encoding="utf-8")
    monkeypatch.setattr("tieout.definitions.editions.editions_folder", lambda: tmp_path)
    company = tmp_path / "company"
    (company / "editions").mkdir(parents=True)
    stated = company / "editions" / "tdnet.yaml"
    stated.write_text("form: small\nrounding: nearest\n", encoding="utf-8")
    definition = replace(acme.definition, company=replace(acme.definition.company, folder=company))
    report = Report(definition, acme.release, acme.facts, acme.tied, acme.traced)
    edition = TDNET.make(report)
    assert not edition.findings
    assert not [*prove("tdnet", report, edition)]
    (fact,) = edition.facts
    ours = acme.facts.by_id()[fact.of]
    assert (fact.id, fact.unit, fact.members) == (
        "Sales.Q1_Whole",
        "USD",
        (("tse-ed-t:PartAxis", "tse-ed-t:Whole"),),
    )
    assert ours.concept.name == "Revenues"
    assert fact.value == ours.value
    # What a row says of its cells holds where the column says nothing.
    in_row = FORM.replace("scale: 6, ", "").replace(
        '"Q{quarter}"}\n      columns', '"Q{quarter}", scale: 6}\n      columns'
    )
    assert in_row.count("scale: 6") == 1
    (folder / "small.yaml").write_text(in_row, encoding="utf-8")
    assert TDNET.make(report).facts == edition.facts
    assert 'scale="6"' in "".join(map(str, next(TDNET.make(report).files).pieces))
    # A form whose data does not go together is told, whatever is wrong with it.
    for old, new, said in (
        ("members: [Whole]", "members: [Half]", "Half is of no axis"),
        ("unit: USD", "unit: EUR", "EUR is no unit"),
        ('context: "Q{quarter}"', "context: Q9", "Q9 is no period"),
        ("Quarter {quarter}", "Quarter {half}", "{half} is none of the names"),
        ("element: Sales, ", "", "has no element"),
    ):
        assert old in FORM
        (folder / "small.yaml").write_text(FORM.replace(old, new), encoding="utf-8")
        with pytest.raises(InputError, match=said):
            TDNET.make(report)
