"""How filers tag the captions of their statements: facts that ship with the base layer.

`taxonomy/base/drafting/LANGUAGE.captions.tsv` has them, made by `tests/reference/elements.py`: for a caption
the elements that companies use for it, by statement and section. A section is named after the next total
below: what is printed above total current assets is in AssetsCurrent.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from tieout.core import kept
from tieout.definitions.files import base_folder

# The total that closes a section, by the section's name in the file.
_CLOSING: dict[str, dict[str, tuple[str, ...]]] = {
    "BS": {
        "CA": ("AssetsCurrent",),
        "PPE": ("PropertyPlantAndEquipmentNet",),
        "A": ("Assets",),
        "CL": ("LiabilitiesCurrent",),
        "L": ("Liabilities", "LiabilitiesNoncurrent"),
        "E": (
            "StockholdersEquity",
            "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest",
            "PartnersCapital",
        ),
        "T": ("LiabilitiesAndStockholdersEquity",),
    },
    "IS": {
        "R": ("Revenues",),
        "K": ("CostOfRevenue",),
        "G": ("GrossProfit",),
        "X": ("OperatingExpenses", "CostsAndExpenses"),
        "OI": ("OperatingIncomeLoss",),
        "NO": ("NonoperatingIncomeExpense", "InterestExpense"),
        "PT": (
            "IncomeTaxExpenseBenefit",
            "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest",
            "IncomeLossFromContinuingOperationsBeforeIncomeTaxesMinorityInterestAndIncomeLossFromEquity"
            "MethodInvestments",
        ),
        "NI": ("NetIncomeLoss", "ProfitLoss"),
        "EPS": ("EarningsPerShareDiluted",),
        "NII": ("InterestIncomeExpenseNet",),
        "II": ("InterestAndDividendIncomeOperating",),
        "NN": ("NoninterestIncome",),
        "NX": ("NoninterestExpense",),
    },
    "CF": {
        "O": (
            "NetCashProvidedByUsedInOperatingActivities",
            "NetCashProvidedByUsedInOperatingActivitiesContinuingOperations",
        ),
        "I": (
            "NetCashProvidedByUsedInInvestingActivities",
            "NetCashProvidedByUsedInInvestingActivitiesContinuingOperations",
        ),
        "F": (
            "NetCashProvidedByUsedInFinancingActivities",
            "NetCashProvidedByUsedInFinancingActivitiesContinuingOperations",
        ),
        "D": (
            "CashAndCashEquivalentsPeriodIncreaseDecrease",
            "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsPeriodIncreaseDecrease"
            "IncludingExchangeRateEffect",
            "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsPeriodIncreaseDecrease"
            "ExcludingExchangeRateEffect",
        ),
    },
}
CLOSES: Mapping[tuple[str, str], str] = {
    (statement, element): section
    for statement, sections in _CLOSING.items()
    for section, closing in sections.items()
    for element in closing
}
_STATEMENTS = {"BalanceSheet": "BS", "IncomeStatement": "IS", "ComprehensiveIncome": "CI", "CashFlows": "CF"}
# The mark of a footnote: (a), (1), [2]; and what brackets say with numbers: (Note 3).
_FOOTNOTE = re.compile(r"\([a-z]\)|\([^()]*\d[^()]*\)|\[\w{1,2}\]")
# So many companies say little of how the use of an element has changed.
_FEW = 3
# What is kept of a file: to be counted up when that changes.
_FORM = "captions 1"
_LETTERS = re.compile(r"[^a-z]+")


@dataclass(frozen=True, slots=True)
class Use:
    """An element that companies use for a caption in a statement, with how many do, and how many since 2011.

    `negated` is the percentage of them that print it with the other sign; `sections` counts companies by
    section.
    """

    statement: str
    element: str
    companies: int
    recent: int
    negated: int
    sections: Mapping[str, int]


class Captions:
    """The captions that filers print, with the elements that they use for them."""

    def __init__(self, lines: Iterable[str]) -> None:
        """`lines` are the lines of the file."""
        pairs = (line.rstrip("\n").partition("\t") for line in lines)
        self._said = {caption: said for caption, _, said in pairs}
        self._uses: dict[str, tuple[Use, ...]] = {}

    def __len__(self) -> int:
        return len(self._said)

    def uses(self, caption: str) -> tuple[Use, ...]:
        """How filers tag a caption in the form of `plain`; empty where none of them prints it."""
        found = self._uses.get(caption)
        if found is None:
            if (said := self._said.get(caption)) is None:
                return ()
            # Some are asked for again and again, most never: read when they are.
            found = self._uses[caption] = _read(said)
        return found

    @cached_property
    def _totals(self) -> "_Totals":
        """For each element: companies, companies since 2011, and the statements and sections that show it."""
        totals: _Totals = kept("\n".join(self._said.values()), _FORM, _totals_of)
        return totals

    def is_new(self, element: str) -> bool:
        """Whether nobody used an element before 2011."""
        ever, recent, _ = self._totals
        return 0 < ever.get(element, 0) == recent.get(element, 0)

    def trend(self, element: str) -> float:
        """How much more an element has been used since 2011 than before, compared with all others."""
        ever, recent, _ = self._totals
        usual = self._share_since * _FEW
        return (recent.get(element, 0) + usual) / (ever.get(element, 0) * self._share_since + usual)

    @cached_property
    def _share_since(self) -> float:
        ever, recent, _ = self._totals
        return sum(recent.values()) / max(sum(ever.values()), 1)

    def shown(self, element: str) -> Mapping[tuple[str, str], int]:
        """The statements and sections in which filers show an element, with counts."""
        return self._totals[2].get(element, {})

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for caption in self._said:
            for word in set(caption.split()):
                found[word].append(caption)
        return found

    def sharing(self, words: Iterable[str], at_most: int) -> dict[str, None]:
        """The captions with one of some words: see the function `sharing`."""
        return sharing(self._by_word, words, at_most)


def sharing(by_word: Mapping[str, Sequence[str]], words: Iterable[str], at_most: int) -> dict[str, None]:
    """The texts with one of some words, those with the rarest word first, up to about `at_most`.

    `by_word` are the texts by the words in them. All texts with the rarest word are included.
    """
    there = ((word, by_word[word]) for word in {*words} if word in by_word)
    found: dict[str, None] = {}
    # Of words that are as rare the first by its letters: those of a set come in no order.
    for _, texts in sorted(there, key=lambda one: (len(one[1]), one[0])):
        if found and len(found) + len(texts) > at_most:
            break
        found |= dict.fromkeys(texts)
    return found


_Totals = tuple[dict[str, int], dict[str, int], dict[str, dict[tuple[str, str], int]]]


def _totals_of(text: str) -> _Totals:
    """The totals of a line of uses."""
    ever: Counter[str] = Counter()
    recent: Counter[str] = Counter()
    shown: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for use in (use for said in text.split("\n") for use in _read(said)):
        ever[use.element] += use.companies
        recent[use.element] += use.recent
        for section, count in use.sections.items():
            shown[use.element][use.statement, section] += count
    return dict(ever), dict(recent), {element: dict(counts) for element, counts in shown.items()}


def _read(said: str) -> tuple[Use, ...]:
    return tuple(map(_use, said.split("\t"))) if said else ()


def _use(said: str) -> Use:
    statement, element, companies, recent, negated, sections = said.split(" ")
    pairs = (part.rpartition(":") for part in sections.split(",") if part)
    return Use(
        statement,
        element,
        int(companies),
        int(recent),
        int(negated),
        {section: int(count) for section, _, count in pairs},
    )


@cache
def filed_captions(language: str) -> Captions:
    """The captions that filers print in a language; none where there are no such filers."""
    path = base_folder() / "drafting" / f"{language}.captions.tsv"
    return Captions(path.read_text(encoding="utf-8").splitlines() if path.is_file() else ())


def statement_code(statement: str) -> str:
    """The code of a kind of statement in the file; "" where it is no face statement."""
    return _STATEMENTS.get(statement, "")


def plain(caption: str) -> str:
    """A caption as the file has it: small letters alone, without the marks of footnotes."""
    text = _FOOTNOTE.sub(" ", caption.casefold().replace("’", "'").replace("'", "").replace("&", " and "))
    return " ".join(_LETTERS.sub(" ", text).split())
