"""What a filing's reading got: the counts of the field's measures, and each figure that went wrong."""

from collections import Counter
from dataclasses import dataclass, field

from apart import Done
from filed import Cell, Filed, Filing
from judged import (
    by_cell,
    by_what_misunderstood,
    by_what_wrong,
    codes_at_line,
    how_told,
    same_axes,
    same_element,
)
from reading import Contact, Given, Layout, Lost, Seen

# Totals of the face that everything else adds up to.
_INCOME_BEFORE_TAXES = "IncomeLossFromContinuingOperationsBeforeIncomeTaxes"
_KEY_TOTALS = {
    "Assets",
    "AssetsCurrent",
    "Liabilities",
    "LiabilitiesCurrent",
    "StockholdersEquity",
    "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest",
    "LiabilitiesAndStockholdersEquity",
    "GrossProfit",
    "OperatingIncomeLoss",
    "OperatingExpenses",
    "CostsAndExpenses",
    "Revenues",
    "NetIncomeLoss",
    "ProfitLoss",
    f"{_INCOME_BEFORE_TAXES}ExtraordinaryItemsNoncontrollingInterest",
    f"{_INCOME_BEFORE_TAXES}MinorityInterestAndIncomeLossFromEquityMethodInvestments",
    "NetCashProvidedByUsedInOperatingActivities",
    "NetCashProvidedByUsedInInvestingActivities",
    "NetCashProvidedByUsedInFinancingActivities",
    "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents"
    "PeriodIncreaseDecreaseIncludingExchangeRateEffect",
}
_TOLD = ("cell", "column")
# Where a finding or a doubt asks a person to look at a line.
_AT_LINE = ("cell", "row", "doubt")


@dataclass(slots=True)
class Score:
    """What a document got. `got` counts by keys such as `face right`.

    `codes` are what asks a person to look at a line: each with how the line's element is, and whether it
    alone asks.
    """

    got: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[str, str, Filed, Given]] = field(default_factory=list)
    unread: list[tuple[str, Filed]] = field(default_factory=list)
    misunderstood: list[tuple[str, str, Filed, Seen | None]] = field(default_factory=list)
    codes: list[tuple[str, str, bool]] = field(default_factory=list)
    refused: str = ""
    cpu: float = 0.0
    mib: int = 0


def score(filing: Filing, done: Done[tuple[Contact, Layout]]) -> Score:
    """What a filing's reading got."""
    failure = done.failure.strip().splitlines()[-1] if done.failure else ""
    contact, layout = done.result or (Contact(f"crash: {failure}"), Layout(f"crash: {failure}"))
    one = Score(refused=contact.refused or layout.refused, cpu=done.cpu, mib=done.mib)
    given: dict[Cell, list[Given]] = {}
    for figure in contact.given:
        given.setdefault(figure.at, []).append(figure)
    lost = {figure.at: figure for figure in contact.lost}
    seen = by_cell(layout)
    lines: dict[tuple[int, int], tuple[Filed, Given]] = {}
    for filed in filing.facts:
        kind = "caption" if filed.caption else "segment" if filed.segment else "face"
        one.got[f"{kind} facts"] += 1
        if kind != "caption":
            _understand(one, kind, filed, seen.get(filed.at), layout)
        here = given.get(filed.at, [])
        if filed.caption:
            # Several amounts stand in one caption.
            one.got["caption right"] += any(by_what_wrong(filed, figure) in ("", "sign") for figure in here)
            continue
        if not here:
            why = _why_unread(filed, lost.get(filed.at), contact)
            one.unread.append((why, filed))
            one.got[f"{kind} unread"] += 1
            continue
        what, figure = min(
            ((by_what_wrong(filed, figure), figure) for figure in here), key=lambda w: w[0] != ""
        )
        if what:
            _mistaken(one, kind, what, filed, figure, contact)
            continue
        one.got[f"{kind} right"] += 1
        if filed.segment and (same := same_axes(filed, figure)) is not None:
            one.got["axes right"] += same
        if not filed.segment:
            lines.setdefault(filed.at[:2], (filed, figure))
    one.got["axes facts"] = sum(
        any(axis != "ConsolidationItemsAxis" for axis, _ in filed.members)
        for filed in filing.facts
        if filed.segment and not filed.caption
    )
    for filed, figure in lines.values():
        _concept(one, filed, figure, contact)
    _totals(one, filing, contact)
    one.got["findings"] = len(contact.told)
    return one


def _understand(one: Score, kind: str, filed: Filed, seen: Seen | None, layout: Layout) -> None:
    what = by_what_misunderstood(filed, seen)
    one.got[f"{kind} understood"] += not what
    if what:
        where = how_told(seen, layout.told) if seen is not None else ""
        one.misunderstood.append((what, where, filed, seen))
        # What the layout does not say, nothing behind it takes for something.
        wrongly = not what.startswith("no ")
        one.got[f"{kind} misunderstood"] += wrongly
        one.got[f"{kind} misunderstood silent"] += wrongly and where not in _TOLD


def _mistaken(one: Score, kind: str, what: str, filed: Filed, figure: Given, contact: Contact) -> None:
    where = how_told(figure, contact.told)
    one.wrong.append((what, where, filed, figure))
    one.got[f"{kind} wrong"] += 1
    one.got[f"{kind} silent"] += where not in _TOLD
    one.got[f"{kind} untold"] += where == ""


def _why_unread(filed: Filed, lost: Lost | None, contact: Contact) -> str:
    if contact.refused:
        return f"refused: {contact.refused.split(':')[0]}"
    if filed.at[0] not in contact.tables:
        return "table not found"
    if not any(figure.at[0] == filed.at[0] for figure in contact.given):
        return "table not drafted"
    return f"{lost.outcome}: {lost.reason}" if lost is not None else "no figure is seen in the cell"


def _concept(one: Score, filed: Filed, figure: Given, contact: Contact) -> None:
    if same_element(filed, figure):
        sort = "as filed"
    elif figure.own:
        sort = "own" if filed.official else "own for own"
    else:
        sort = "other"
    one.got["lines"] += 1
    one.got[f"lines {sort}"] += 1
    one.got["lines sure"] += figure.sure
    one.got["lines sure and as filed"] += figure.sure and sort == "as filed"
    told = how_told(figure, contact.told) in _AT_LINE
    one.got["lines told"] += told
    one.got["lines told and as filed"] += told and sort == "as filed"
    codes = codes_at_line(figure, contact.told)
    one.codes += [(code, sort, len(codes) == 1) for code in sorted(codes)]


def _totals(one: Score, filing: Filing, contact: Contact) -> None:
    totals = {row for check in contact.sums for row in check.total}
    one.got["sums failing"] = sum(not check.holds for check in contact.sums)
    rows = set()
    for filed in filing.facts:
        cash = filing.tables[filed.at[0]] == "CF" if filed.at[0] < len(filing.tables) else False
        # Net income heads the cash flow statement and is no total there.
        heads = cash and filed.name in ("NetIncomeLoss", "ProfitLoss")
        if filed.name in _KEY_TOTALS and not (filed.members or filed.caption or filed.segment or heads):
            rows.add(filed.at[:2])
    one.got["key totals"] = len(rows)
    one.got["key totals tied"] = len(rows & totals)
