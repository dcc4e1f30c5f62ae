"""Sentences: what the prose of the real release says, with one thing changed.

The release as it stands gives no error, so each error is the change's.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from build_helpers import Outcome, follow, tieout
from tieout.core import Figure
from tieout.definitions import ReleaseDefinition, Sentence, SentenceFigure

pytestmark = pytest.mark.whole

INCOME = "Operating income came to JPY1,180 million, up 4.9% YoY (JPY1,124 million for 1Q17)."
CUSTOMERS = (
    "Customer relationships, which are the amortized intangible assets, stood at JPY2,582 million, a "
    "decrease of JPY89 million from JPY2,671 million as of March 31, 2018."
)
OTHER = "Other income (expenses) came to a loss of JPY696 million (1Q17: an income of JPY39 million)."
ATMS = "On June 30, 2018 the ATMs in place numbered 1,107."
COMPREHENSIVE = "In the three months to June 30, 2018, total comprehensive income"
Q1, Q1_BEFORE = "D20180401-20180630", "D20170401-20170630"
GROWTH = f"OperatingIncomeLossChangeOverPriorYear_{Q1}"
NOW, BEFORE = f"OperatingIncomeLoss_{Q1}", f"OperatingIncomeLoss_{Q1_BEFORE}"

Change = tuple[str, str]
Read = Callable[..., Outcome]


@pytest.fixture(scope="module")
def text(definition: ReleaseDefinition) -> str:
    return definition.text.read_text(encoding="utf-8")


@pytest.fixture
def read(definition: ReleaseDefinition, text: str, tmp_path: Path) -> Read:
    """The release with texts replaced that stand in it once."""

    def run(*changes: Change, add: str = "", definition: ReleaseDefinition = definition) -> Outcome:
        changed = text
        for old, new in changes:
            assert changed.count(old) == 1, f"{old!r} stands {changed.count(old)} times in the release"
            changed = changed.replace(old, new)
        return follow([*changed.rstrip("\n").split("\n"), *add.split("\n")], definition, tmp_path)

    return run


def said(outcome: Outcome, sentence: str) -> dict[str, Figure | None]:
    """What a sentence says, by the ids of the facts."""
    return {fact: printed.figure for fact, printed in outcome.facts.printed if printed.statement == sentence}


def figure(value: str, decimals: int) -> Figure:
    return Figure(Decimal(value), decimals)


def place(text: str, sentence: str, word: str) -> tuple[int, int]:
    """Line and column, from 1, of a word in a sentence."""
    at = text.index(sentence) + sentence.index(word)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def with_sentence(definition: ReleaseDefinition, *sentences: Sentence) -> ReleaseDefinition:
    company = replace(definition.company, sentences=(*definition.company.sentences, *sentences))
    return replace(definition, company=company)


def of_name(definition: ReleaseDefinition, name: str) -> Sentence:
    (sentence,) = (s for s in definition.company.sentences if s.name == name)
    return sentence


# What is said ----------------------------------------------------------------------------------------


def test_every_sentence_that_is_defined_is_said(read: Read, definition: ReleaseDefinition) -> None:
    outcome = read()
    assert outcome.errors == []
    names = {sentence.name for sentence in definition.company.sentences}
    assert len(names) > 80
    assert {printed.statement for printed in outcome.mapped.printed if printed.line < 0} == names


def test_a_figure_of_a_sentence_knows_its_place_and_its_words(read: Read, text: str) -> None:
    printed = [p for p in read().mapped.printed if p.statement == "operating-income"]
    assert [(p.text, p.place.line, p.place.column) for p in printed] == [
        (word, *place(text, INCOME, word)) for word in ("1,180", "4.9", "1,124")
    ]
    for one in printed:
        assert one.place.row.startswith("Operating income came to JPY1,180 million")
        assert (one.place.table, one.place.head) == ("", "")


# By hand: what a sentence of the release says, its sign as the words have it.
SIGNS = [
    ("operating-income", NOW, figure("1180000000", -6)),
    ("operating-income", GROWTH, figure("0.049", 3)),
    (
        "systems-construction-revenue",
        f"SystemsConstructionRevenueChangeOverPriorYear_{Q1}",
        figure("-0.179", 3),
    ),
    ("other-income", f"NonoperatingIncomeExpense_{Q1}", figure("-696000000", -6)),
    ("other-income", f"NonoperatingIncomeExpense_{Q1_BEFORE}", figure("39000000", -6)),
    ("miscellaneous-income", f"MiscellaneousIncomeExpense_{Q1}", figure("81000000", -6)),
    # "expenses of", beside an income.
    ("miscellaneous-income", f"MiscellaneousIncomeExpense_{Q1_BEFORE}", figure("-15000000", -6)),
    # An expense is a positive figure of its own concept.
    ("interest-expense", f"InterestExpense_{Q1}", figure("97000000", -6)),
    ("loss-in-other-income", f"GainLossOnInvestments_{Q1}", figure("-747000000", -6)),
    ("loss-in-other-income", f"GainLossOnOtherInvestmentsExcluded_{Q1_BEFORE}", figure("58000000", -6)),
    # "the equity in the net loss of DeCurret Inc.": the word stands before the name, the amount after it.
    (
        "equity-method-result-decurret",
        f"IncomeLossFromEquityMethodInvestments_{Q1}_DeCurret",
        figure("-62000000", -6),
    ),
    ("receivables", f"AccountsReceivableNetCurrentPeriodIncreaseDecrease_{Q1}", figure("-3689000000", -6)),
    ("receivables", "AccountsReceivableNetCurrent_I20180630", figure("28142000000", -6)),
    # A loss now, an income then, and what moved between them.
    (
        "accumulated-other-comprehensive-income",
        "AccumulatedOtherComprehensiveIncomeLossNetOfTax_I20180630",
        figure("-142000000", -6),
    ),
    (
        "accumulated-other-comprehensive-income",
        "AccumulatedOtherComprehensiveIncomeLossNetOfTax_I20180331",
        figure("5075000000", -6),
    ),
    # "a decrease of … from the dividend paid": the payment itself is positive.
    ("retained-earnings-parts", f"PaymentsOfDividendsCommonStock_{Q1}", figure("608000000", -6)),
    (
        "operating-cash-flow",
        f"NetCashProvidedByUsedInOperatingActivities_{Q1_BEFORE}",
        figure("3237000000", -6),
    ),
    (
        "investing-cash-flow",
        f"NetCashProvidedByUsedInInvestingActivities_{Q1_BEFORE}",
        figure("-2572000000", -6),
    ),
    # An inflow is a decrease of operating assets, net of liabilities.
    ("operating-capital", f"IncreaseDecreaseInOperatingCapital_{Q1}", figure("-2094000000", -6)),
    ("operating-capital", f"IncreaseDecreaseInOperatingCapital_{Q1_BEFORE}", figure("690000000", -6)),
    ("recurring-share", f"RecurringRevenueOverRevenues_{Q1}", figure("0.868", 3)),
    ("full-mvno-costs", f"FullMvnoFixedTypeCostIncreasePerMonth_{Q1}", figure("100000000", -8)),
    ("atms-in-place", "AtmsInPlace_I20180630", figure("1107", 0)),
    ("adjusted-per-share-note", f"AdjustedNetIncomePerShareDiluted_{Q1}", figure("16.84", 2)),
]


@pytest.fixture(scope="module")
def plain(
    definition: ReleaseDefinition, text: str, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], Figure | None]:
    """What the sentences of the release as it stands say, by sentence and fact."""
    outcome = follow(text.split("\n"), definition, tmp_path_factory.mktemp("plain"))
    return {(p.statement, fact): p.figure for fact, p in outcome.facts.printed if p.line < 0}


@pytest.mark.parametrize(("sentence", "fact", "due"), SIGNS)
def test_signs_and_scales_are_those_read_by_hand(
    plain: dict[tuple[str, str], Figure | None], sentence: str, fact: str, due: Figure
) -> None:
    assert plain[sentence, fact] == due


def test_a_longer_subject_is_not_the_shorter_one_within_it(read: Read) -> None:
    outcome = read()
    # "adjusted net income attributable to IIJ" has "net income", "adjusted net income" and more in it.
    for sentence, value in (
        ("net-income", "291000000"),
        ("adjusted-net-income", "803000000"),
        ("parent-net-income", "250000000"),
        ("adjusted-parent-net-income", "762000000"),
    ):
        now = {said.value for fact, said in said(outcome, sentence).items() if fact.endswith(Q1) and said}
        assert Decimal(value) in now, sentence


# Words for a sign ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("up", "0.049"),
        ("down", "-0.049"),
        ("increased by", "0.049"),
        ("decrease of", "-0.049"),
        ("growth of", "0.049"),
        ("fell", "-0.049"),
    ],
)
def test_a_rate_has_the_sign_of_its_word(read: Read, word: str, value: str) -> None:
    outcome = read((INCOME, INCOME.replace("up 4.9%", f"{word} 4.9%")))
    assert said(outcome, "operating-income")[GROWTH] == figure(value, 3)
    # The table of results prints the rate too: another sign is a contradiction.
    assert outcome.codes == ([] if value == "0.049" else ["tie.repeat-differs"])


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("a loss of", -696),
        ("losses of", -696),
        ("an income of", 696),
        ("a gain of", 696),
        ("expenses of", -696),
    ],
)
def test_an_amount_has_the_sign_of_its_word(read: Read, word: str, value: int) -> None:
    outcome = read((OTHER, OTHER.replace("a loss of", word)))
    assert said(outcome, "other-income")[f"NonoperatingIncomeExpense_{Q1}"] == figure(f"{value}000000", -6)


def test_an_amount_in_brackets_is_negative(read: Read) -> None:
    outcome = read((OTHER, OTHER.replace("a loss of JPY696 million", "JPY(696) million")))
    assert said(outcome, "other-income")[f"NonoperatingIncomeExpense_{Q1}"] == figure("-696000000", -6)
    assert outcome.errors == []


def test_a_change_without_a_word_for_its_direction_has_no_sign_and_is_not_read(read: Read) -> None:
    outcome = read((INCOME, INCOME.replace("up 4.9%", "4.9%")))
    assert outcome.codes == ["mapping.sentence-missing", "trace.unread"]
    assert said(outcome, "operating-income") == {}


def test_a_wrong_direction_of_a_movement_breaks_its_relation(read: Read) -> None:
    outcome = read((CUSTOMERS, CUSTOMERS.replace("a decrease", "an increase")))
    (finding,) = outcome.errors
    assert finding.code == "tie.total-off"
    assert "FiniteLivedIntangibleAssetsNetPeriodIncreaseDecrease" in finding.message


# How it may be printed -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Scales, currencies, the percent sign as a scanner sets it.
        ("JPY1,180 million", "JPY1,180 millions"),
        ("JPY1,180 million", "yen 1,180 million"),
        ("JPY1,180 million", "JPY1,180,000 thousand"),
        ("JPY1,180 million", "JPY1,180,000,000"),
        ("4.9%", "$4.9\\%"),
        # Marks of footnotes and of emphasis, within the sentence and beside a figure.
        ("income came", "income² came"),
        ("1Q17).", "1Q17)³."),
        ("income came", "<u>income</u> came"),
        ("YoY (", "YoY⁴ ("),
        # White space, line ends, capitals, another word of the vocabulary.
        ("million, up", "million,\nup"),
        ("came to JPY", "came   to\tJPY"),
        ("Operating income came to", "OPERATING INCOME CAME TO"),
        ("came to", "amounted to"),
        ("(JPY1,124 million for 1Q17)", "compared to JPY1,124 million for 1Q17"),
    ],
)
def test_what_makes_no_difference(read: Read, old: str, new: str) -> None:
    outcome = read((INCOME, INCOME.replace(old, new)))
    told = said(outcome, "operating-income")
    assert told.keys() == {NOW, GROWTH, BEFORE}
    assert {key: value.value for key, value in told.items() if value} == {
        NOW: 1_180_000_000,
        GROWTH: Decimal("0.049"),
        BEFORE: 1_124_000_000,
    }
    # Yen to the last digit would be more precise than the statement, which is in thousands.
    if "thousand" not in new and "000,000" not in new:
        assert outcome.errors == []


@pytest.mark.parametrize(
    ("scale", "due"),
    [
        ("JPY1.2 billion", figure("1200000000", -8)),
        ("JPY1,179,867 thousand", figure("1179867000", -3)),
        ("JPY1,180 million", figure("1180000000", -6)),
        ("JPY1,179.9 million", figure("1179900000", -5)),
    ],
)
def test_a_scale_says_how_precise_a_figure_is(read: Read, scale: str, due: Figure) -> None:
    outcome = read((INCOME, INCOME.replace("JPY1,180 million", scale)))
    assert said(outcome, "operating-income")[NOW] == due
    assert outcome.errors == []


@pytest.mark.parametrize("marks", ["“other investments”", "‘other investments’", "other investments"])
def test_quotation_marks_may_be_of_any_sort_or_missing(read: Read, marks: str) -> None:
    old = 'Difference: Unrealized gain included in "other investments" on B/S'
    outcome = read((old, old.replace('"other investments"', marks)))
    assert outcome.errors == []
    (gain,) = said(outcome, "securities-gain-difference").values()
    assert gain == figure("6662000000", -6)


@pytest.mark.parametrize(
    "mark", ["(※1)", "(*1)", "(<u></u> %1)", "²", ""], ids=["reference", "star", "scan", "raised", "none"]
)
def test_a_footnote_mark_in_a_headline_is_no_figure(read: Read, text: str, mark: str) -> None:
    old = "Adjusted net income attributable to IIJ (※1)\tJPY762 million"
    outcome = read((old, old.replace(" (※1)", f" {mark}" if mark else "")))
    assert outcome.errors == []
    fact = f"AdjustedNetIncomeAttributableToParent_{Q1}"
    assert said(outcome, "headline-adjusted-net-income")[fact] in (
        figure("762000000", -6),
        # The highlights say it once more, in billions.
        figure("800000000", -8),
    )
    line = text.count("\n", 0, text.index(old)) + 1
    became = {(printed, kind) for _, printed, kind, _ in outcome.numbers(line)}
    assert ("762", "fact") in became
    assert {kind for printed, kind in became if printed not in ("762", "14.2")} <= {"no figure"}


# What is not said, or wrongly --------------------------------------------------------------------------


def test_a_sentence_that_is_lost_is_told_and_no_error_where_its_figures_are_printed_elsewhere(
    read: Read,
) -> None:
    outcome = read((INCOME, ""))
    assert outcome.errors == []
    finding = outcome.found("mapping.sentence-missing")
    assert "operating-income" in finding.message
    assert finding.places[1].file.endswith("income.yaml")
    # The tables print the figures too.
    assert {NOW, GROWTH, BEFORE} <= outcome.values.keys()
    # As long as there is a number that nothing reads, the sentence may be there in other words.
    outcome = read((INCOME, "Operating income came to a record of JPY1,180 million."))
    assert outcome.codes == ["mapping.sentence-missing", "trace.unread"]


def test_a_sentence_that_is_reworded_is_answered_with_the_nearest_text(read: Read, text: str) -> None:
    outcome = read((INCOME, INCOME.replace("came to", "reached")))
    assert outcome.codes == ["mapping.sentence-missing", "trace.unread"]
    missing, unread = outcome.errors
    line, column = place(text, INCOME, "1,180")
    assert 'The nearest text is "Operating income reached JPY1,180 million' in missing.mend
    assert missing.places[0].line == line
    assert unread.message == "nothing reads 3 numbers (1,180, 4.9, 1,124) of a sentence"
    # Its digits stand where they stood, two letters nearer.
    assert (unread.places[0].line, unread.places[0].column) == (
        line,
        column + len("reached") - len("came to"),
    )


def test_a_figure_that_is_lost_with_its_sentence_is_no_fact(read: Read, text: str) -> None:
    outcome = read((f" {ATMS}", ""))
    assert outcome.codes == ["mapping.sentence-missing"]
    assert "AtmsInPlace_I20180630" not in outcome.values


def test_a_release_may_be_without_an_optional_sentence(read: Read, definition: ReleaseDefinition) -> None:
    known = of_name(definition, "atms-in-place")
    others = tuple(one for one in definition.company.sentences if one is not known)
    company = replace(definition.company, sentences=(*others, replace(known, optional=True)))
    outcome = read((f" {ATMS}", ""), definition=replace(definition, company=company))
    assert outcome.errors == []
    assert "atms-in-place" in outcome.found("mapping.sentence-missing").message


@pytest.mark.parametrize(
    ("sentence", "old", "new", "due"),
    [
        (INCOME, "1Q17", "1Q16", "2017-04-01/2017-06-30"),
        (INCOME, "1Q17", "2Q17", "2017-04-01/2017-06-30"),
        (CUSTOMERS, "March 31, 2018", "March 31, 2017", "2018-03-31"),
        (CUSTOMERS, "March 31, 2018", "June 30, 2018", "2018-03-31"),
        (ATMS, "June 30, 2018", "June 31, 2018", "2018-06-30"),
        (
            COMPREHENSIVE,
            "three months to June 30, 2018",
            "three months to June 30, 2016",
            "2018-04-01/2018-06-30",
        ),
    ],
    ids=["year", "quarter", "opening", "end", "no-date", "months"],
)
def test_a_sentence_that_speaks_of_another_time_is_not_read(
    read: Read, text: str, sentence: str, old: str, new: str, due: str
) -> None:
    outcome = read((sentence, sentence.replace(old, new)))
    assert set(outcome.codes) >= {"mapping.sentence-period", "trace.unread"}
    finding = outcome.found("mapping.sentence-period")
    assert finding.message == f'the sentence speaks of "{new}", expected is {due}'
    line, column = place(text, sentence, old)
    assert (finding.places[0].line, finding.places[0].column) == (line, column)
    assert finding.places[1].file.endswith(".yaml")
    # What it says of another time is taken for none.
    ours = [p for p in outcome.mapped.printed if p.line < 0 and p.place.row[:20] == sentence[:20]]
    assert [p for p in ours if p.place.line == line] == []


@pytest.mark.parametrize("printed", ["1,1800", "11,80", "1,180,00"])
def test_a_figure_that_cannot_be_read(read: Read, text: str, printed: str) -> None:
    outcome = read((INCOME, INCOME.replace("1,180", printed)))
    assert outcome.codes == ["mapping.sentence-unreadable", "trace.unread"]
    unreadable = outcome.errors[0]
    assert unreadable.message == f'"{printed}" cannot be read: its digits are not grouped by threes'
    for finding in outcome.errors:
        assert (finding.places[0].line, finding.places[0].column) == place(text, INCOME, "1,180")
    # The others of the sentence can.
    assert said(outcome, "operating-income").keys() == {GROWTH, BEFORE}


@pytest.mark.parametrize("printed", ["1,18O", "1.180.000", "JPY"])
def test_a_figure_that_is_no_number_leaves_its_sentence_unread(read: Read, printed: str) -> None:
    outcome = read((INCOME, INCOME.replace("1,180", printed)))
    assert outcome.codes == ["mapping.sentence-missing", "trace.unread"]
    assert said(outcome, "operating-income") == {}


def test_a_figure_that_the_tables_contradict(read: Read, text: str) -> None:
    outcome = read((INCOME, INCOME.replace("1,180", "1,181")))
    (finding,) = outcome.errors
    assert finding.code == "tie.repeat-differs"
    assert "off by 1,133,000" in finding.message
    assert (finding.places[0].line, finding.places[0].column) == place(text, INCOME, "1,180")


def test_a_sentence_that_is_said_twice_is_read_twice(read: Read) -> None:
    outcome = read(add=INCOME)
    assert outcome.errors == []
    assert [p.text for p in outcome.mapped.printed if p.statement == "operating-income"] == [
        "1,180",
        "4.9",
        "1,124",
    ] * 2


# Sentences as they are defined -------------------------------------------------------------------------


def test_two_sentences_that_claim_one_figure(read: Read, text: str, definition: ReleaseDefinition) -> None:
    rival = replace(of_name(definition, "operating-income"), name="rival")
    outcome = read(definition=with_sentence(definition, rival))
    ambiguous = outcome.found("mapping.sentence-ambiguous")
    assert "rival" in ambiguous.message
    assert "operating-income" in ambiguous.message
    assert ambiguous.places[0].line == place(text, INCOME, "1,180")[0]


def test_of_two_sentences_that_claim_one_figure_the_longer_wording_reads_it(
    read: Read, definition: ReleaseDefinition
) -> None:
    known = of_name(definition, "operating-income")
    rival = replace(known, name="rival", wordings=("{subject} {was} {now}, {growth}",))
    outcome = read(definition=with_sentence(definition, rival))
    assert said(outcome, "rival") == {}
    assert said(outcome, "operating-income").keys() == {NOW, GROWTH, BEFORE}
    assert "rival" in outcome.found("mapping.sentence-missing").message


@pytest.mark.parametrize("wording", ["{subject} [was", "{subject} was] {now}", "{subject} {nothing} {now}"])
def test_a_wording_that_cannot_be_used_is_told_with_its_sentence(
    read: Read, definition: ReleaseDefinition, wording: str
) -> None:
    broken = replace(of_name(definition, "operating-income"), name="broken", wordings=(wording,))
    outcome = read(definition=with_sentence(definition, broken))
    finding = outcome.found("mapping.sentence-wording")
    assert "the sentence broken cannot be used" in finding.message
    assert finding.places == (broken.place,)


def test_a_new_sentence_reads_a_new_figure(read: Read, definition: ReleaseDefinition) -> None:
    # An alternative, a gap without a figure, a sign from a word that stands away from its amount.
    known = of_name(definition, "customer-relationships")
    concept = definition.company.concept("FiniteLivedIntangibleAssetsNet")
    new = Sentence(
        name="new",
        subject=("patents",),
        wordings=("the {sign-of-now} [of|in] {subject}... {was} {now} [in {@quarter}|]",),
        figures={"now": SentenceFigure(concept, (), "end-before", 1)},
        place=known.place,
    )
    outcome = read(
        add="The decrease in patents, all of them old, was JPY7 million in 1Q18.",
        definition=with_sentence(definition, new),
    )
    assert said(outcome, "new") == {"FiniteLivedIntangibleAssetsNet_I20170630": figure("-7000000", -6)}
    assert outcome.errors == []


# Numbers in prose that are none of a sentence ----------------------------------------------------------


def test_a_number_that_nothing_reads_is_an_error_with_its_place(read: Read, text: str) -> None:
    outcome = read(add="\nIIJ has 3,500 people\nin 12 offices.")
    assert [(f.code, f.message) for f in outcome.errors] == [
        ("trace.unread", "nothing reads the number 3,500 of a sentence"),
        ("trace.unread", "nothing reads the number 12 of a sentence"),
    ]
    last = text.rstrip("\n").count("\n") + 1
    assert [(f.places[0].line, f.places[0].column) for f in outcome.errors] == [(last + 2, 9), (last + 3, 4)]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("due on August 14, 2018", "a date"),
        ("in May 2018", "a date"),
        ("as in 3Q17", "the name of a quarter"),
        ("since FY2016", "the name of a fiscal year"),
        ("as told in (Note 4)", "a footnote mark"),
        ("as told (Notes 4 and 5)", "a footnote mark"),
        ("as told (see Note 3A)", "a footnote mark"),
        ("revenue (*2)", "a footnote mark"),
        ("under ASU 2014-09", "the name of a standard"),
        ("listed as TSE:3774", "a securities code"),
        ("at https://www.iij.ad.jp/en/ir/2018", "an address on the web"),
        ("call +81-3-5205-6500", "a telephone number"),
        ("a line of 10Gbps", "a class of bandwidth in a label"),
    ],
)
def test_a_number_that_is_no_figure_says_what_it_is(read: Read, text: str, words: str, why: str) -> None:
    outcome = read(add=f"\nThis is {words}, as one knows.")
    assert outcome.errors == []
    line = text.rstrip("\n").count("\n") + 3
    rows = [row for row in outcome.traced if row.line == line]
    assert rows
    assert {(row.outcome, row.fact, row.reason) for row in rows} == {("no figure", "", why)}


# Both wordings -----------------------------------------------------------------------------------------


def test_the_sentences_of_the_release_as_published_say_the_same(
    definition: ReleaseDefinition, text: str, shared: Path, tmp_path: Path
) -> None:
    # The project's copy has every sentence in other words.
    published = (shared / "release" / "iij-1q18.txt").read_text(encoding="utf-8")

    def told(text: str) -> dict[str, set[tuple[str, Figure | None]]]:
        outcome = follow(text.split("\n"), definition, tmp_path)
        assert outcome.errors == []
        found: dict[str, set[tuple[str, Figure | None]]] = {}
        for fact, printed in outcome.facts.printed:
            if printed.line < 0:
                found.setdefault(printed.statement, set()).add((fact, printed.figure))
        return found

    ours, theirs = told(text), told(published)
    assert INCOME not in published
    assert ours.keys() == theirs.keys()
    assert {name: said for name, said in ours.items() if said != theirs[name]} == {}


# Told by the command line ------------------------------------------------------------------------------


def test_a_figure_in_a_sentence_is_explained(root: Path, text: str) -> None:
    release = root / "instances" / "iij-2018q1"
    line, column = place(text, INCOME, "4.9")
    told = tieout("explain", release, f"{line}:{column}")
    assert told.exit_code == 0
    first, *others = told.stdout.splitlines()
    assert first.startswith(f'{line}:{column} "4.9" (Operating income came to JPY1,180 million')
    assert f"repeat {GROWTH}" in first
    assert f"{GROWTH}: 0.049 pure, decimals 3, 2018-04-01/2018-06-30" in others
    relation = "OperatingResultsSummary/OperatingIncomeLossChangeOverPriorYear"
    assert any(other.strip().startswith(relation) for other in others)
    assert any("÷" in other and "≈ 0.049" in other and "holds within rounding" in other for other in others)


def test_a_figure_that_a_sentence_alone_prints_is_explained(root: Path, text: str) -> None:
    line, column = place(text, "the ATMs in place numbered 1,107", "1,107")
    told = tieout("explain", root / "instances" / "iij-2018q1", f"{line}:{column + 2}")
    assert told.exit_code == 0
    assert ": fact AtmsInPlace_I20180630" in told.stdout
    assert "AtmsInPlace_I20180630: 1107 pure, decimals 0, 2018-06-30" in told.stdout
