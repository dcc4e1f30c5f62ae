"""The build from end to end: its facts, the same bytes everywhere, and a report that stands alone."""

import csv
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from build_helpers import INSTANCE, NIL, NS, STEM, as_csv, bare_arelle, quiet_build, read_facts, snapshot
from tieout.pipeline import read
from tieout.publish.contents import contents_of
from tieout.render import DEFAULT_FORMATS
from tieout.validate.assertions import with_assertions

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LABEL = f"{{{NS['xlink']}}}label"
_HREF = f"{{{NS['xlink']}}}href"
_FROM, _TO = f"{{{NS['xlink']}}}from", f"{{{NS['xlink']}}}to"


@pytest.fixture(scope="module")
def instance(report):
    return etree.parse(str(report / INSTANCE)).getroot()


def _reported(instance):
    return [element for element in instance if element.get("contextRef") is not None]


def _values(report):
    """The value of each fact by concept and context."""
    return {
        (concept.partition(":")[2], context): value
        for concept, context, _, _, value in read_facts(report / INSTANCE)
    }


def test_every_concept_of_the_report_refers_to_a_standard_or_to_the_release(report):
    presented = {
        loc.get(_HREF) for loc in etree.parse(report / f"{STEM}_pre.xml").iter(f"{{{NS['link']}}}loc")
    }
    references = etree.parse(report / f"{STEM}_ref.xml").getroot()[0]
    labels = {loc.get(_HREF): loc.get(_LABEL) for loc in references.iter(f"{{{NS['link']}}}loc")}
    assert presented <= labels.keys()
    said = {}
    for reference in references.iter(f"{{{NS['link']}}}reference"):
        said.setdefault(reference.get(_LABEL), []).append([part.text for part in reference])
    arcs = references.iter(f"{{{NS['link']}}}referenceArc")
    assert {arc.get(_FROM): arc.get(_TO) for arc in arcs} == {
        label: f"{label}_ref" for label in labels.values()
    }
    assert all(said[f"{label}_ref"] for label in labels.values())
    # What no standard knows is as the release has it.
    release = ["Internet Initiative Japan Inc.", "Earnings release", "2018-08-08"]
    assert said["iij_AtmsInPlace_ref"] == said["iij_RevenuesChangeOverPriorYear_ref"] == [release]


# The facts -----------------------------------------------------------------------------------------------


def test_the_facts_are_exactly_the_golden_ones(root, report):
    golden = root / "tests" / "golden" / "iij-2018q1-facts.csv"
    assert as_csv(read_facts(report / INSTANCE)) == golden.read_text(encoding="utf-8")


# Read from the printed release by a person, not by the program. A bracket is a negative fact where the
# concept's own sense is a gain or an inflow, and a positive one where it is a cost, a payment or a deduction.
_BY_HAND = [
    ("AccumulatedOtherComprehensiveIncomeLossNetOfTax", "I20180630", "-142227000"),  # (142,227): a loss
    ("TreasuryStockValue", "I20180630", "1896784000"),  # (1,896,784): deducted, a debit balance
    (
        "AllowanceForDoubtfulAccountsOtherAssetsCurrent",
        "I20180331",
        "720000",
    ),  # in the caption, once for both
    ("AllowanceForDoubtfulAccountsOtherAssetsCurrent", "I20180630", "720000"),
    ("CommonStockSharesIssued", "I20180331", "46713800"),  # issued and outstanding: with treasury shares
    ("InterestExpense", "D20180401-20180630", "97185000"),  # (97,185): an expense
    (
        "GainLossOnInvestments",
        "D20180401-20180630",
        "-746703000",
    ),  # (746,703) in income, 746,703 in cash flows
    ("NonoperatingIncomeExpense", "D20180401-20180630", "-695402000"),
    ("IncomeLossFromEquityMethodInvestments", "D20180401-20180630", "-30613000"),
    ("NetIncomeLossAttributableToNoncontrollingInterest", "D20180401-20180630", "40561000"),  # Less: (40,561)
    ("EarningsPerShareBasic", "D20180401-20180630", "5.56"),
    ("EarningsPerShareDiluted", "D20170401-20170630_AmericanDepositaryShares", "7.81"),
    (
        "OtherComprehensiveIncomeLossPensionAndOtherPostretirementBenefitPlansAdjustmentNetOfTax",
        "D20170401-20170630",
        "-878000",  # 878: us-gaap's element is a debit, what raises income is negative
    ),
    ("GainLossOnSaleOfPropertyPlantEquipment", "D20170401-20170630", "13869000"),  # Loss (gain): (13,869)
    ("GainLossOnSaleOfPropertyPlantEquipment", "D20180401-20180630", "-3680000"),  # Loss (gain): 3,680
    ("GainLossOnDispositionOfAssets1", "D20180401-20180630", "-12376000"),  # Loss: 12,376
    ("ForeignCurrencyTransactionGainLossUnrealized", "D20170401-20170630", "2589000"),  # a gain, taken out
    ("IncreaseDecreaseInAccountsReceivable", "D20180401-20180630", "-3643583000"),  # Decrease: 3,643,583
    ("IncreaseDecreaseInInventories", "D20170401-20170630", "320774000"),  # Increase: (320,774)
    ("IncreaseDecreaseInAccountsPayable", "D20170401-20170630", "-1718921000"),  # Increase (decrease): (…)
    ("PaymentsToAcquirePropertyPlantAndEquipment", "D20180401-20180630", "2588168000"),
    ("PaymentsForProceedsFromOtherInvestingActivities", "D20180401-20180630", "9698000"),  # Other: (9,698)
    ("ProceedsFromPaymentsForOtherFinancingActivities", "D20180401-20180630", "-48556000"),  # Other: (48,556)
    ("NetCashProvidedByUsedInFinancingActivities", "D20170401-20170630", "-2098203000"),
    (
        "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents",
        "I20170331",
        "21958591000",
    ),  # 1Q17 opens
    (
        "Revenues",
        "D20170401-20170630_IntersegmentElimination_NetworkServicesAndSystemsIntegrationBusiness",
        "-90818000",  # Intersegment 90,818: eliminated
    ),
    ("OperatingIncomeLoss", "D20180401-20180630_IntersegmentElimination", "-41835000"),
    ("AdjustedEbitda", "D20180401-20180630", "4477000000"),  # in millions
    # Beside the statements. A percentage is a ratio; what a word says of the direction is in the sign.
    ("RevenuesChangeOverPriorYear", "D20180401-20180630", "0.091"),  # up 9.1%
    ("NetIncomeLossChangeOverPriorYear", "D20180401-20180630", "-0.645"),  # (64.5)
    ("ComprehensiveIncomeNetOfTaxChangeOverPriorYear", "D20170401-20170630", "1.898"),  # up 189.8%
    ("RecurringRevenueOverRevenues", "D20180401-20180630", "0.868"),
    ("StockholdersEquityOverAssets", "I20180331", "0.477"),
    ("FullMvnoFixedTypeCostIncreasePerMonth", "D20180401-20180630", "100000000"),  # JPY0.1 billion
    ("AtmsInPlace", "I20180630", "1107"),
    ("TotalContractedBandwidth", "I20170630", "2882.6"),  # in Gbps
    ("GainLossOnOtherInvestmentsExcluded", "D20180401-20180630", "-747000000"),  # a loss of
    ("GainLossOnOtherInvestmentsExcluded", "D20170401-20170630", "58000000"),  # a realized gain of
    ("GainLossOnOtherInvestmentsExcludedNetOfTax", "D20180401-20180630", "-512000000"),
    ("IncomeLossFromEquityMethodInvestments", "D20180401-20180630_DeCurret", "-62000000"),  # net loss of
    (
        "AccumulatedOtherComprehensiveIncomeLossNetOfTaxPeriodIncreaseDecrease",
        "D20180401-20180630",
        "-5217000000",
    ),
    ("LongTermDebtNoncurrentPeriodIncreaseDecrease", "D20180401-20180630", "-750000000"),  # decreased by
    ("IncreaseDecreaseInOperatingCapital", "D20180401-20180630", "-2094000000"),  # a net cash inflow
    ("IncreaseDecreaseInOperatingCapital", "D20170401-20170630", "690000000"),  # a net cash outflow
    (
        "CumulativeEffectOfAccountingChangesOnRetainedEarnings",
        "D20180401-20180630_AccountingStandardsUpdate201601",
        "5739166000",
    ),
    # Members, movements between two dates, quarters of the year before, forecasts.
    ("OrderBacklog", "I20170630_SystemsOperationAndMaintenance", "35489000000"),
    ("OrderBacklogChangeOverPriorYear", "D20170701-20180630_SystemsOperationAndMaintenance", "0.151"),
    (
        "ConnectivityServicesContractsAndSubscriptionsPeriodIncreaseDecrease",
        "D20170701-20180630_Hiho",
        "-130755",
    ),
    ("ConnectivityServicesContractsAndSubscriptions", "I20171231_IpServicesBelowOneGbps", "1270"),
    ("InternetConnectivityServicesEnterpriseRevenue", "D20180101-20180331_IpServices", "2552000000"),
    ("CommonStockDividendsPerShareByRecordDate", "D20170401-20170630", "0"),  # a dash
    ("CommonStockDividendsPerShareByRecordDate", "D20170701-20170930", "13.50"),
    ("CommonStockDividendsPerShareByRecordDate", "D20180701-20180930_ScenarioForecast", "13.50"),
    ("Revenues", "D20180401-20190331_ScenarioForecast", "190000000000"),
    ("OperatingIncomeLossChangeOverPriorYear", "D20180401-20180930_ScenarioForecast", "0.080"),
    # What the scan lost and arithmetic proves: run together, cut off.
    ("InvestmentIncomeDividend", "D20180401-20180630", "52049000"),
    ("InvestmentIncomeInterest", "D20180401-20180630", "6210000"),
    ("InternetConnectivityServicesEnterpriseRevenue", "D20171001-20171231", "7152000000"),
    (
        "InternetConnectivityServicesEnterpriseRevenueChangeOverPriorYear",
        "D20180401-20180630_OtherConnectivityServicesEnterprise",
        "-0.032",
    ),
]


@pytest.mark.parametrize(("concept", "context", "value"), _BY_HAND)
def test_sign_and_scale_are_those_read_by_hand(report, concept, context, value):
    assert _values(report)[concept, context] == value


def test_a_dash_is_zero_and_an_empty_cell_is_no_fact(report):
    values = _values(report)
    assert values["LongTermDebtCurrent", "I20180331"] == "0"
    assert values["ProceedsFromSubsidies", "D20180401-20180630"] == "0"
    # "Intersegment" of ATM operation: nothing is printed for 2017, a dash for 2018.
    atm = "IntersegmentElimination_AtmOperationBusinessSegment"
    assert values["Revenues", f"D20180401-20180630_{atm}"] == "0"
    assert ("Revenues", f"D20170401-20170630_{atm}") not in values


def test_commitments_are_nil_and_nothing_else_is(instance):
    nil = [element for element in _reported(instance) if element.get(NIL) == "true"]
    assert [(etree.QName(e).localname, e.get("contextRef")) for e in nil] == [
        ("CommitmentsAndContingencies", "I20180331"),
        ("CommitmentsAndContingencies", "I20180630"),
    ]
    assert all(not element.text and element.get("decimals") is None for element in nil)


def test_every_number_says_how_precise_it_is(instance):
    numbers = [e for e in _reported(instance) if e.get("unitRef") and e.get(NIL) != "true"]
    # In yen: thousands, millions, a tenth of a billion. Without a unit: counts, percent to one digit.
    printed = {
        "JPY": {"-3", "-6", "-8"},
        "shares": {"0"},
        "JPY_per_shares": {"2"},
        "pure": {"0", "3"},
        "Gbps": {"1"},
    }
    assert numbers
    assert [e.get("id") for e in numbers if e.get("decimals") not in printed[e.get("unitRef")]] == []
    assert [e.get("id") for e in _reported(instance) if e.get("unitRef") is None and e.get("decimals")] == []


def test_what_could_only_be_inferred_is_no_fact(report):
    values = _values(report)
    growth = "InternetConnectivityServicesEnterpriseRevenueChangeOverPriorYear"
    for key in (
        (growth, "D20180401-20180630_MobileServicesEnterprise"),  # "38."
        (growth, "D20180401-20180630_MobileMvnoPlatformService"),  # "43."
        ("InternetConnectivityServicesEnterpriseRevenue", "D20180101-20180331"),  # lost, and a rounded sum
    ):
        assert key not in values


@pytest.mark.whole
def test_both_texts_give_the_same_facts(root, shared):
    # The project's copy words its sentences otherwise; the figures and what contradicts them are the same.
    def told(text):
        done = read(root / "instances" / "iij-2018q1", text)
        assert done.findings == ()
        accepted = {(entry.subject, entry.period, entry.by) for entry in done.tied.accepted}
        notes = [(note.check.total.id, note.printed) for note in done.tied.notes]
        facts = {
            fact.id: (fact.concept.qname, fact.context, fact.unit, fact.figure) for fact in done.facts.facts
        }
        return facts, accepted, notes

    assert told(None) == told(shared / "release" / "iij-1q18.txt")


# Contexts, units, ids, footnotes -------------------------------------------------------------------------


def test_ids_are_unique(instance):
    ids = Counter(element.get("id") for element in instance.iter() if element.get("id"))
    assert [identifier for identifier, count in ids.items() if count > 1] == []
    assert all(element.get("id") for element in _reported(instance))


def test_contexts_are_unique_and_all_used(instance):
    contexts = instance.findall("xbrli:context", NS)
    same = Counter(
        (
            tuple("".join(context.find("xbrli:period", NS).itertext()).split()),
            tuple(
                sorted(
                    (m.get("dimension"), m.text) for m in context.iter(f"{{{NS['xbrldi']}}}explicitMember")
                )
            ),
        )
        for context in contexts
    )
    assert max(same.values()) == 1
    assert {c.get("id") for c in contexts} == {e.get("contextRef") for e in _reported(instance)}


def test_units_are_only_those_used_each_once(instance):
    units = {
        unit.get("id"): [measure.text for measure in unit.iter(f"{{{NS['xbrli']}}}measure")]
        for unit in instance.findall("xbrli:unit", NS)
    }
    assert units == {
        "JPY": ["iso4217:JPY"],
        "JPY_per_shares": ["iso4217:JPY", "xbrli:shares"],
        "Gbps": ["iij:Gbps"],
        "pure": ["xbrli:pure"],
        "shares": ["xbrli:shares"],
    }
    assert set(units) == {e.get("unitRef") for e in _reported(instance) if e.get("unitRef")}


def test_no_fact_is_reported_twice(report):
    keys = Counter((concept, context) for concept, context, *_ in read_facts(report / INSTANCE))
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.fixture(scope="module")
def footnotes(instance):
    """Each footnote with its fact: (fact, text by language)."""
    link = instance.find("link:footnoteLink", NS)
    locators = {loc.get(_LABEL): loc.get(_HREF).lstrip("#") for loc in link.findall("link:loc", NS)}
    notes: dict[str, dict[str, str]] = {}
    for note in link.findall("link:footnote", NS):
        notes.setdefault(note.get(_LABEL), {})[note.get(_LANG)] = note.text
    return [(locators[a.get(_FROM)], notes[a.get(_TO)]) for a in link.findall("link:footnoteArc", NS)]


@pytest.fixture(scope="module")
def traced(report):
    with (report / "trace.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def exceptions(report):
    with (report / "exceptions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_footnote_of_ours_is_in_both_languages(root, footnotes):
    release = (root / "instances" / "iij-2018q1" / "release.txt").read_text(encoding="utf-8")
    printed = [texts for _, texts in footnotes if texts["en-US"] in release]
    # What the release notes itself is as it stands there.
    assert printed and all(set(texts) == {"en-US"} for texts in printed)
    for texts in (texts for _, texts in footnotes if texts not in printed):
        assert set(texts) == {"en-US", "ja"}
        # Japanese in Japanese letters: nobody copied the English text over.
        assert any(ord(letter) > 0x3000 for letter in texts["ja"])


def test_every_accepted_contradiction_is_a_footnote(root, footnotes, exceptions):
    accepted = [(row["fact"], row["why"]) for row in exceptions if row["kind"] != "note"]
    stated = (root / "instances" / "iij-2018q1" / "release.yaml").read_text(encoding="utf-8")
    assert len(accepted) == stated.count("\n    why:") > 10
    for fact, why in set(accepted):
        texts = [texts for target, texts in footnotes if target == fact and texts["en-US"] == why]
        assert len(texts) == 1, f"{fact}: {why}"


def test_an_exception_tells_both_printings_and_by_how_much_they_differ(root, report, exceptions):
    values = {fact.get("id"): fact.text for fact in etree.parse(str(report / INSTANCE)).getroot()}
    lines = (root / "instances" / "iij-2018q1" / "release.txt").read_text(encoding="utf-8").split("\n")
    repeats = [row for row in exceptions if row["kind"] == "repeat"]
    assert repeats
    for row in repeats:
        assert row["figure"] == values[row["total"]]
        assert row["printed"] in lines[int(row["line"]) - 1]
        by = Decimal(row["by"]) + Decimal(row["figure"])
        # In millions, as printed: its sign may stand in a word.
        assert abs(by).scaleb(-6) == Decimal(row["printed"].strip("()").replace(",", ""))


# Quotients that the figures beside them do not make, divided by hand from the millions as printed.
_QUOTIENTS = {
    # 1,242 / 676: the statement of income has both in thousands.
    "EquipmentSalesRevenueChangeOverPriorYear_D20180401-20180630": ("0.838", "0.837"),
    "NetIncomeLossChangeOverPriorYear_D20180401-20180630": ("-0.645", "-0.646"),  # 250 / 706
    "ResearchAndDevelopmentExpenseChangeOverPriorYear_D20180401-20180630": ("-0.069", "-0.063"),  # 119 / 127
    "EquipmentSalesGrossProfitOverRevenue_D20170401-20170630": ("0.106", "0.107"),  # 72 / 676
    "AdjustedNetIncomeChangeOverPriorYear_D20180401-20180630": ("0.132", "0.133"),  # 803 / 709
}


def test_a_quotient_that_the_rounded_figures_do_not_make_is_noted(exceptions, footnotes):
    notes = {row["fact"]: row for row in exceptions if row["kind"] == "note"}
    told = {fact: (row["figure"], row["computed"]) for fact, row in notes.items()}
    assert _QUOTIENTS.items() <= told.items()
    for row in notes.values():
        assert Decimal(row["by"]) == Decimal(row["figure"]) - Decimal(row["computed"]) != 0
        assert f"make {row['computed']}, not {row['figure']}" in row["why"]
    # The thousands say otherwise of the one, and of the other rounding does.
    finer = "it follows from the figures that are printed more precisely elsewhere"
    assert finer in notes["NetIncomeLossChangeOverPriorYear_D20180401-20180630"]["why"]
    assert finer not in notes["AdjustedNetIncomeChangeOverPriorYear_D20180401-20180630"]["why"]
    # Rates of growth that the millions make too are none: 44,705 / 40,964.
    assert "RevenuesChangeOverPriorYear_D20180401-20180630" not in notes
    # A note says nothing of the release's being wrong: it is no footnote.
    texts = {texts["en-US"] for _, texts in footnotes}
    assert not texts & {row["why"] for row in notes.values()}


def test_a_figure_that_is_printed_in_a_damaged_cell_alone_carries_the_proof(traced, footnotes):
    clear = {row["fact"] for row in traced if row["outcome"] == "fact"}
    recovered = [row for row in traced if row["outcome"] == "recovered"]
    proven = {(row["fact"], row["reason"]) for row in recovered if row["fact"] not in clear}
    notes = {(fact, texts["en-US"]) for fact, texts in footnotes}
    assert proven
    assert proven <= notes
    said = dict(notes)["InvestmentIncomeDividend_D20180401-20180630"]
    for word in ("52 040", "52,049", "IncomeStatement/NonoperatingIncomeExpense"):
        assert word in said
    # What is clearly printed elsewhere needs no proof: the trace says how the damaged cell was read.
    repeats = {row["printed"]: row for row in recovered if row["fact"] in clear}
    assert repeats["11."]["fact"] == "NetworkServicesRevenueChangeOverPriorYear_D20180401-20180630"
    assert "11.6" in repeats["11."]["reason"]
    assert not {row["reason"] for row in repeats.values()} & {text for _, text in notes}


# The trace -----------------------------------------------------------------------------------------------


def test_every_number_of_the_release_is_in_the_trace_once(root, traced):
    # Digits are looked for here without any idea of what is a figure.
    lines = (root / "instances" / "iij-2018q1" / "release.txt").read_text(encoding="utf-8").split("\n")
    spans = Counter()
    for row in {(r["line"], r["column"], r["printed"]) for r in traced}:
        line, start = int(row[0]), int(row[1]) - 1
        assert lines[line - 1][start:].startswith(row[2]), row
        spans.update((line, at) for at in range(start, start + len(row[2])))
    digits = {
        (n, at) for n, line in enumerate(lines, 1) for at, c in enumerate(line) if c.isascii() and c.isdigit()
    }
    assert len(digits) > 5_000
    assert digits <= spans.keys()
    assert set(spans.values()) == {1}


def test_a_number_with_two_meanings_has_a_row_for_each(traced):
    meanings = Counter((row["line"], row["column"]) for row in traced)
    twice = {spot for spot, count in meanings.items() if count > 1}
    rows = [row for row in traced if (row["line"], row["column"]) in twice]
    assert {row["outcome"] for row in rows} <= {"fact", "repeat"}
    # What a caption gives once for both dates.
    assert {row["fact"].partition("_")[0] for row in rows} == {
        "CommonStockSharesAuthorized",
        "AllowanceForDoubtfulAccountsOtherAssetsCurrent",
        "TreasuryStockShares",
    }


def test_every_outcome_is_accounted_for(report, traced):
    outcomes = Counter(row["outcome"] for row in traced)
    assert set(outcomes) == {
        "fact",
        "repeat",
        "contradicts",
        "recovered",
        "inferred",
        "set aside",
        "no figure",
    }
    for row in traced:
        # A number that is no fact's figure says why; one that was proven says how.
        assert row["fact"] or row["reason"], row
        assert row["reason"] or row["outcome"] in ("fact", "repeat"), row
    # Each fact that is printed is taken from one place, or proven there.
    printed = {row["fact"] for row in traced if row["outcome"] in ("fact", "recovered")}
    facts = {fact for fact, *_ in _ids(report)}
    cover = {fact for fact, unit, nil in _ids(report) if not unit or nil}
    assert printed == facts - cover
    assert outcomes["fact"] == len({row["fact"] for row in traced if row["outcome"] == "fact"})


def _ids(report):
    """Each fact's id, its unit and whether it is nil."""
    root = etree.parse(str(report / INSTANCE)).getroot()
    return [(e.get("id"), e.get("unitRef"), e.get(NIL) == "true") for e in _reported(root)]


def test_the_trace_for_machines_says_the_same(report, traced):
    told = json.loads((report / "trace.json").read_text(encoding="utf-8"))
    plain = [{key: value for key, value in row.items() if value} for row in traced]
    assert [{key: str(value) for key, value in row.items()} for row in told] == plain


# The same bytes everywhere -------------------------------------------------------------------------------


def test_the_committed_report_is_what_a_build_writes(root, report):
    committed = root / "instances" / "iij-2018q1" / "xbrl"
    assert contents_of(committed) == contents_of(report)


@pytest.mark.arelle
def test_a_build_under_other_circumstances_gives_the_same_bytes(root, report, tmp_path):
    # Another folder, locale, zone, hash seed and umask than this process has, and a home that is empty. The
    # locale is ASCII as old servers have it: Python would switch it to UTF-8 by itself.
    home = tmp_path / "home"
    home.mkdir()
    variables = {
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONUTF8": "0",
        "TZ": "Pacific/Kiritimati",
        "HOME": str(home),
        "PYTHONHASHSEED": "4242",
    }
    release = os.path.relpath(root / "instances" / "iij-2018q1", tmp_path)
    out = tmp_path / "folder" / "xbrl"
    done = subprocess.run(
        [sys.executable, "-m", "tieout", "build", release, "--out", out, "-q"],
        cwd=tmp_path,
        env=os.environ | variables,
        umask=0o077,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert snapshot(out) == snapshot(report)
    # Arelle likes to keep its configuration and cache in the user's folder.
    # What is made of the base layer and the templates once is kept, and nothing else: no word of the release.
    files = [path for path in home.rglob("*") if path.is_file()]
    assert {path.parent for path in files} == {home / ".cache" / "tieout"}
    assert {path.suffix for path in files} == {".kept", ".cache"}


@pytest.mark.whole
def test_a_build_over_a_report_changes_nothing(root, report, tmp_path, unproven):
    out = Path(shutil.copytree(report, tmp_path / "xbrl"))
    again = quiet_build(root / "instances" / "iij-2018q1", out, formats=DEFAULT_FORMATS)
    assert (again.published, again.changes) == (True, ())
    assert snapshot(out) == snapshot(report)


# A report that stands alone ------------------------------------------------------------------------------


def _counted(model):
    """Facts and files, so that an empty load cannot pass for a clean one."""
    return len(model.factsInInstance), {Path(uri).name for uri in model.urlDocs}


@pytest.mark.arelle
def test_bare_arelle_opens_the_report_offline(report):
    messages, (facts, loaded) = bare_arelle(report / INSTANCE, _counted, formulaAction="none")
    assert [m["msg"] for m in messages] == []
    assert facts == len(read_facts(report / INSTANCE))
    assert f"{STEM}_pre.xml" in loaded


@pytest.mark.arelle
def test_arelle_finds_the_accepted_contradictions_and_no_other(report, exceptions):
    # Its assertions are evaluated here, by Arelle's own choice; the tests around this one leave them out.
    with with_assertions(report / INSTANCE) as proven:
        messages, _ = bare_arelle(
            proven, _counted, calcs="c11r", utrValidate=True, validateDuplicateFacts="all"
        )
    accepted = [row for row in exceptions if row["kind"] == "relation"]
    assert "AdjustedEbitdaReconciliation/OperatingIncomeLoss" in {row["relation"] for row in accepted}
    sums = {m["msg"] for m in messages if m["messageCode"] == "calc11e:inconsistentCalculationUsingRounding"}
    failed = {m["messageCode"] for m in messages if m["messageCode"].startswith("message:")}
    assert len(sums) + len(failed) == len(messages) == len(accepted)
    for row in accepted:
        statement, _, name = row["relation"].partition("/")
        context = row["total"].partition("_")[2]
        as_sum = [text for text in sums if statement in text and context in text]
        as_assertion = [code for code in failed if code == f"message:{statement}-{name}"]
        assert len(as_sum) + len(as_assertion) == 1, row["relation"]


@pytest.mark.arelle
def test_the_printed_digits_foot_exactly_in_every_statement(report):
    messages, _ = bare_arelle(report / INSTANCE, _counted, calcs="c10", formulaAction="none")
    assert [m["msg"] for m in messages] == []
