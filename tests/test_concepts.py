"""A drafted line gets the element that filers use for it, and is called sure where that is right."""

import dataclasses
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from tieout.definitions import (
    Captions,
    base_folder,
    figure_elements,
    filed_captions,
    load_drafting,
    load_sureness,
    plain,
)
from tieout.draft.evidence import Claim, Evidence
from tieout.draft.likeness import Lexicon
from tieout.draft.match import alike_words
from tieout.draft.own import camel
from tieout.draft.sureness import Weights, of_claim

# What filers of this file tag two captions as: by section, and what they did before 2011.
FACTS = """\
other\tBS OtherAssetsCurrent 40 4 0 CA:40\tBS OtherAssetsNoncurrent 60 6 0 A:60
paid in capital\tBS AdditionalPaidInCapital 30 30 0 E:30\tBS CommonStockValue 30 0 0 E:30
total current assets\tBS AssetsCurrent 90 9 0 A:90\tBS Assets 3 0 0 T:3
dues of towers\tIS InterestExpense 60 60 0 PT:60\tIS InterestExpenseNonoperating 12 12 0 PT:12
wages of keepers\tIS LaborAndRelatedExpense 12 3 0 X:12
""".splitlines()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    words = load_drafting("en").words
    return Lexicon(words, [caption for some in words.usual.values() for caption in some], ())


@pytest.fixture(scope="module")
def evidence(lexicon: Lexicon) -> Evidence:
    return Evidence(Captions(FACTS), lexicon, {}, {})


def claims(evidence: Evidence, lexicon: Lexicon, caption: str, place: tuple[str, str], **options):
    wanted = options.get("wanted", lambda _: True)
    whole = options.get("whole", {})
    return evidence.claims([plain(caption)], lexicon.terms(caption), place, wanted, whole)


def best(found) -> str:
    return max(found, key=lambda name: found[name].share)


def sure(claim: Claim, words: float) -> float:
    """How sure a choice is by a claim and by how alike its words are, all else being equal."""
    weights = Weights(load_sureness().weights)
    return weights.of({"always": 1.0, "words": words, **of_claim(claim)})


def test_words_are_never_more_alike_than_wholly() -> None:
    assert [alike_words(one) for one in (0.43, 1.0, 1.02)] == [f"words {n} % alike" for n in (43, 100, 100)]


# The evidence ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("Stockholders\u2019 equity:", "stockholders equity"),
        ("Selling, general & administrative (a)", "selling general and administrative"),
        ("Inventories (Note 3)", "inventories"),
        ("Net income (loss)", "net income loss"),
    ],
)
def test_captions_are_compared_without_marks(printed: str, said: str) -> None:
    assert plain(printed) == said


def test_the_section_decides_what_a_caption_is(evidence: Evidence, lexicon: Lexicon) -> None:
    assert best(claims(evidence, lexicon, "Other", ("BS", "CA"))) == "OtherAssetsCurrent"
    assert best(claims(evidence, lexicon, "Other", ("BS", "A"))) == "OtherAssetsNoncurrent"


def test_what_filers_use_today_counts_more(evidence: Evidence, lexicon: Lexicon) -> None:
    found = claims(evidence, lexicon, "Paid-in capital", ("BS", "E"))
    assert best(found) == "AdditionalPaidInCapital" and found["CommonStockValue"].share < 0.3


def test_what_figures_cannot_be_is_not_claimed(evidence: Evidence, lexicon: Lexicon) -> None:
    found = claims(evidence, lexicon, "Other", ("BS", "A"), wanted=lambda name: name.endswith("Current"))
    assert list(found) == ["OtherAssetsCurrent"]


def test_few_who_use_an_element_of_late_outweigh_many_who_had_it_not(
    evidence: Evidence, lexicon: Lexicon
) -> None:
    def before(name: str) -> bool:
        return figure_elements()[name].is_of(2021)

    late = claims(evidence, lexicon, "Dues of towers", ("IS", "PT"))
    early = claims(evidence, lexicon, "Dues of towers", ("IS", "PT"), wanted=before)
    assert best(late) == "InterestExpenseNonoperating"
    assert sure(late["InterestExpense"], 1.0) < sure(early["InterestExpense"], 1.0)
    assert list(early) == ["InterestExpense"]


def test_a_caption_that_says_more_is_claimed_by_what_it_says(evidence: Evidence, lexicon: Lexicon) -> None:
    found = claims(evidence, lexicon, "Wages, bonuses and pensions of keepers", ("IS", "X"))
    assert best(found) == "LaborAndRelatedExpense"
    # A caption that is only like those of filers leaves a doubt, though all of these use the element.
    assert 0 < sure(found["LaborAndRelatedExpense"], 0.5) < load_sureness().sure_from / 100


def test_a_caption_that_nobody_prints_is_claimed_by_one_that_is_alike_and_less_surely(
    evidence: Evidence, lexicon: Lexicon
) -> None:
    (same,) = claims(evidence, lexicon, "Wages of keepers", ("IS", "X")).values()
    (alike,) = claims(evidence, lexicon, "Keepers' wages, net", ("IS", "X")).values()
    assert same.likeness == 1 and 0 < sure(alike, 1.0) < sure(same, 1.0)
    assert claims(evidence, lexicon, "Fuel of lamps", ("IS", "X")) == {}


def test_many_that_agree_are_surer_than_few_and_than_those_who_differ(
    evidence: Evidence, lexicon: Lexicon
) -> None:
    total = claims(evidence, lexicon, "Total current assets", ("BS", "A"))["AssetsCurrent"]
    few = claims(evidence, lexicon, "Wages of keepers", ("IS", "X"))["LaborAndRelatedExpense"]
    split = claims(evidence, lexicon, "Other", ("BS", "?"))["OtherAssetsNoncurrent"]
    assert sure(total, 1.0) > sure(few, 1.0) > sure(split, 1.0)
    # How far it leads and whether it adds up say the rest.
    assert sure(total, 1.0) > 0.7 > sure(split, 1.0)
    assert sure(dataclasses.replace(total, filed=0.5), 1.0) < sure(total, 1.0)


def test_a_total_closes_its_section(evidence: Evidence) -> None:
    assert evidence.section_of(["total current assets"], "BS", "monetary") == "CA"
    assert evidence.section_of(["other"], "BS", "monetary") == ""
    assert evidence.section_of(["never printed"], "BS", "monetary") is None


def test_a_line_that_is_of_all_takes_what_is_claimed_for_the_parent(
    evidence: Evidence, lexicon: Lexicon
) -> None:
    found = claims(
        evidence, lexicon, "Paid-in capital", ("BS", "E"), whole={"CommonStockValue": "PreferredStockValue"}
    )
    assert "CommonStockValue" not in found and found["PreferredStockValue"].share > 0


# Opposites ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marketable securities", "Non-marketable securities"),
        ("Income before income taxes", "Income taxes"),
        ("Finance lease liabilities", "Operating lease liabilities"),
        ("Purchases of investments", "Proceeds from sales of investments"),
        ("Deferred tax assets", "Deferred tax liabilities"),
        ("Interest expense", "Interest expense, excluding lighthouses"),
        ("Preferred stock", "Common stock"),
    ],
)
def test_opposites_are_never_alike(lexicon: Lexicon, one: str, other: str) -> None:
    assert lexicon.likeness(lexicon.terms(one), lexicon.terms(other), frozenset()) < 0.8


def test_both_sides_of_one_flow_are_alike(lexicon: Lexicon) -> None:
    both = lexicon.terms("Purchases and sales of investments")
    assert lexicon.likeness(both, lexicon.terms("Purchases of investments"), frozenset()) > 0.6


# What ships --------------------------------------------------------------------------------------------


def test_other_languages_have_no_captions() -> None:
    assert len(filed_captions("ja")) == 0 and len(filed_captions("en")) > 5_000


def test_every_claimed_element_is_one_of_us_gaap() -> None:
    lines = (base_folder() / "drafting" / "en.captions.tsv").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines, key=lambda line: line.split("\t")[0])
    names = {field.split(" ")[1] for line in lines for field in line.split("\t")[1:]}
    # A few have no certain type; the rest are elements for figures.
    assert len(names - figure_elements().keys()) < 0.02 * len(names)


def test_elements_are_those_of_the_releases_own_year() -> None:
    elements = figure_elements()
    assert elements["DeferredTaxAssetsNetCurrent"].is_of(2015)
    assert not elements["DeferredTaxAssetsNetCurrent"].is_of(2023)
    late = elements["IncreaseDecreaseInOperatingLeaseLiability"]
    assert late.is_of(2023) and not late.is_of(2015) and not late.aligned


@pytest.mark.whole
def test_the_tables_give_the_same_bytes(root: Path) -> None:
    if not (root.parent / "shared" / "reference" / "captions.csv").is_file():
        pytest.skip("the reference tables are not here")
    lists = ("us-gaap.csv", "us-gaap-later.csv", "us-gaap-replaced.csv")
    files = ("drafting/en.captions.tsv", *(f"elements/{name}" for name in lists))
    before = {name: (base_folder() / name).read_bytes() for name in files}
    subprocess.run([sys.executable, root / "tests" / "reference" / "elements.py"], check=True)
    assert {name: (base_folder() / name).read_bytes() for name in files} == before


def test_nothing_is_named_line() -> None:
    assert camel("\u2014") not in ("Line", "Total")


def test_captions_that_share_a_word_are_the_same_in_every_run() -> None:
    # Sets of words come in another order in each process: of words as rare, what is first is told by letters.
    captions = filed_captions("en")
    rare = [(word, said) for word, said in sorted(captions._by_word.items()) if len(said) == 3][:12]
    assert len(rare) == 12
    for (first, said), (second, _) in pairwise(rare):
        assert list(captions.sharing((second, first), 3)) == list(dict.fromkeys(said))
