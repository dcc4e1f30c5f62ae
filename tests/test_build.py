"""The build from end to end: its facts, the same bytes everywhere, and a report that stands alone."""

import csv
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

import build_helpers
from build_helpers import INSTANCE, NIL, NS, STEM, as_csv, bare_arelle, quiet_build, read_facts, snapshot

report = build_helpers.report

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
    ("CommonStockSharesOutstanding", "I20180331", "46713800"),
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
    printed = {"JPY": {"-3", "-6"}, "shares": {"0"}, "JPY_per_shares": {"2"}}
    assert numbers
    assert [e.get("id") for e in numbers if e.get("decimals") not in printed[e.get("unitRef")]] == []
    assert [e.get("id") for e in _reported(instance) if e.get("unitRef") is None and e.get("decimals")] == []


def test_the_release_as_published_gives_the_same_facts(root, shared, tmp_path, report):
    # The project's copy leaves prose out; the statements are the same.
    text = shared / "release" / "iij-1q18.txt"
    result = build_helpers.tieout(
        "build", root / "instances" / "iij-2018q1", "--release", text, "--out", tmp_path / "xbrl", "-q"
    )
    assert result.exit_code == 0, result.output
    assert read_facts(tmp_path / "xbrl" / INSTANCE) == read_facts(report / INSTANCE)


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
        "shares": ["xbrli:shares"],
    }
    assert set(units) == {e.get("unitRef") for e in _reported(instance) if e.get("unitRef")}


def test_no_fact_is_reported_twice(report):
    keys = Counter((concept, context) for concept, context, *_ in read_facts(report / INSTANCE))
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_accepted_contradiction_is_a_footnote_in_both_languages(report, instance):
    link = instance.find("link:footnoteLink", NS)
    locators = {loc.get(_LABEL): loc.get(_HREF).lstrip("#") for loc in link.findall("link:loc", NS)}
    notes: dict[str, dict[str, str]] = {}
    for note in link.findall("link:footnote", NS):
        notes.setdefault(note.get(_LABEL), {})[note.get(_LANG)] = note.text
    footnotes = [(locators[a.get(_FROM)], notes[a.get(_TO)]) for a in link.findall("link:footnoteArc", NS)]
    with (report / "exceptions.csv").open(encoding="utf-8", newline="") as file:
        accepted = [(row["fact"], row["why"]) for row in csv.DictReader(file)]
    assert len(accepted) == 6
    for fact, why in accepted:
        texts = [texts for target, texts in footnotes if target == fact and texts["en-US"] == why]
        assert len(texts) == 1, f"{fact}: {why}"
        assert set(texts[0]) == {"en-US", "ja"}
        # Japanese in Japanese letters: nobody copied the English text over.
        assert any(ord(letter) > 0x3000 for letter in texts[0]["ja"])


# The same bytes everywhere -------------------------------------------------------------------------------


def test_the_committed_report_is_what_a_build_writes(root, report):
    committed = root / "instances" / "iij-2018q1" / "xbrl"
    assert snapshot(committed) == snapshot(report)


def test_builds_under_different_circumstances_give_the_same_bytes(root, report, tmp_path):
    release = root / "instances" / "iij-2018q1"
    circumstances = [
        # An ASCII locale as old servers have it: Python would switch it to UTF-8 by itself.
        (
            {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
            "Pacific/Kiritimati",
            "0",
            0o077,
            tmp_path,
        ),
        ({"LC_ALL": "C.UTF-8"}, "America/Adak", "4242", 0o002, root),
    ]
    running = []
    for number, (locale, zone, seed, umask, cwd) in enumerate(circumstances):
        home = tmp_path / f"home-{number}"
        home.mkdir()
        variables = {**locale, "TZ": zone, "HOME": str(home), "PYTHONHASHSEED": seed}
        out = tmp_path / f"folder-{number}" / "xbrl"
        process = subprocess.Popen(
            [sys.executable, "-m", "tieout", "build", os.path.relpath(release, cwd), "--out", out, "-q"],
            cwd=cwd,
            env=os.environ | variables,
            umask=umask,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        running.append((process, out, home))
    for process, out, home in running:
        said, _ = process.communicate(timeout=120)
        assert (process.returncode, said) == (0, "")
        assert snapshot(out) == snapshot(report)
        # Arelle likes to keep its configuration and cache in the user's folder.
        assert list(home.iterdir()) == []


def test_a_build_over_a_report_changes_nothing(root, report, tmp_path):
    release = root / "instances" / "iij-2018q1"
    out = tmp_path / "xbrl"
    quiet_build(release, out)
    again = quiet_build(release, out)
    assert (again.published, again.changes) == (True, ())
    assert snapshot(out) == snapshot(report)


# A report that stands alone ------------------------------------------------------------------------------


def _counted(model):
    """Facts and files, so that an empty load cannot pass for a clean one."""
    return len(model.factsInInstance), {Path(uri).name for uri in model.urlDocs}


def test_bare_arelle_opens_the_report_offline_without_a_message(report):
    messages, (facts, loaded) = bare_arelle(report / INSTANCE, _counted)
    assert [m["msg"] for m in messages] == []
    assert facts == len(read_facts(report / INSTANCE))
    assert f"{STEM}_pre.xml" in loaded


def test_arelle_finds_the_one_accepted_inconsistency_and_no_other(report):
    messages, _ = bare_arelle(
        report / INSTANCE, _counted, calcs="c11r", utrValidate=True, validateDuplicateFacts="all"
    )
    assert [m["messageCode"] for m in messages] == ["calc11e:inconsistentCalculationUsingRounding"]
    assert "AdjustedEbitdaReconciliation" in messages[0]["msg"]
    assert "D20170401-20170630" in messages[0]["msg"]


def test_the_printed_digits_foot_exactly_in_every_statement(report):
    messages, _ = bare_arelle(report / INSTANCE, _counted, calcs="c10")
    assert [m["msg"] for m in messages] == []
