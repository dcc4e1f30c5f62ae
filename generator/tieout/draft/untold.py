"""Lines whose caption does not tell what they are, since other amounts have the same caption.

`Research and development` below `Equity awards` is the cost of the awards; the columns beside `Average
balance` are interest and rates. An own concept is named after its caption. Where another amount has that
caption too, the heading above or the column's header has to tell them apart; where neither does, the line is
doubtful.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from string import digits

from tieout.definitions import load_sureness
from tieout.draft.axes import plain
from tieout.draft.model import Drafted, Line
from tieout.draft.own import camel
from tieout.draft.sheet import Entry, Sheet
from tieout.language import Language

# As sure as a line may be then, since a person has to look at it; and so many columns tell parts apart.
_UNSURE, _SEVERAL = 50, 2
# `Basic` and `Diluted` are of earnings per share and of shares.
_OF_STOCK = ("shares", "per-share")
_SAME_WORDS = "another line has these words and another concept: they do not tell what it is"
_OTHER_BASIS = "its table is not by the accounting standard, as its caption says"
_NO_WHOLE = "nothing says which of its table's columns is of the whole company"
_MEASURES = "the columns of its table say what is measured, and its concept does not"


def ambiguous(entries: Iterable[Entry]) -> frozenset[str]:
    """The captions, in plain words, of lines that print different figures for one period.

    `entries` are all lines of a release. A line that repeats another's figures counts as the same amount.
    """
    by_words: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if not entry.heading:
            by_words[plain(entry.caption)].append(entry)
    return frozenset(words for words, same in by_words.items() if _differ(same))


def _differ(entries: Sequence[Entry]) -> bool:
    """Whether any two lines differ in a period that both have a figure for."""
    seen: dict[object, object] = {}
    for entry in entries:
        for period, figure in entry.figures.items():
            value = abs(figure.value)
            if seen.setdefault((period, entry.type in _OF_STOCK), value) != value:
                return True
    return False


def measured_by(sheet: Sheet, language: Language) -> str:
    """The measure in the headers of all columns of a table, `Average interest`; "" where there is none."""
    last = sheet.table.captions[-1] if sheet.table.captions else ""
    return last if last and language.names_amount(last) else ""


def doubt_untold(
    statements: Iterable[Drafted], known: Callable[[Sequence[str]], bool], language: Language
) -> None:
    """Makes a line doubtful whose own concept has a name that does not tell it from other amounts.

    `statements` are in the order in which they were drafted. The first line of a concept is where a person is
    asked about it; lines that repeat it, or are parts of it, become as doubtful. `known` tells whether each
    part that columns name is known by its own words.
    """
    statements = tuple(statements)
    concepts: dict[str, set[str]] = defaultdict(set)
    named: list[tuple[str, Line]] = []
    for drafted in statements:
        for line, number in zip(drafted.lines, drafted.group.sheet_of, strict=True):
            if line.proposal is None or line.entry.heading:
                continue
            sheet = drafted.group.sheets[number]
            own = line.proposal.source == "own"
            amounts = own and any(map(language.names_amount, filter(None, sheet.parts)))
            if amounts or _of_measures(sheet):
                _doubt(line, _MEASURES)
            elif not (sheet.told or known(sheet.parts)):
                _doubt(line, _NO_WHOLE)
            if drafted.group.other_basis and not line.repeats:
                _doubt(line, _OTHER_BASIS)
            # A name with a number behind it is another's; what stands before or behind a caption tells.
            own_name = own and not line.members
            words = line.proposal.concept.name.rstrip(digits) if own_name else camel(line.entry.caption)
            concepts[words].add(line.proposal.concept.name)
            if own_name:
                named.append((words, line))
    for words, line in named:
        if len(concepts[words]) > 1:
            _doubt(line, _SAME_WORDS)
    _follow(line for drafted in statements for line in drafted.lines)


def _follow(lines: Iterable[Line]) -> None:
    """Marks the lines whose concept was taken from a doubtful line."""
    sure_from = load_sureness().sure_from
    first: dict[str, bool] = {}
    for line in lines:
        if line.proposal is None or line.entry.heading:
            continue
        sure = first.setdefault(line.proposal.concept.name, line.proposal.score >= sure_from)
        line.guessed = not sure and (line.repeats or bool(line.members))


def _of_measures(sheet: Sheet) -> bool:
    """Whether the columns of one period differ in what they measure: `Net sales`, `Gross margin`."""
    if len(sheet.parts) < _SEVERAL:
        return False
    columns = [one for one in sheet.table.columns if one.kind == "figures" and one.period is not None]
    kinds = {(one.type, one.unit.measure if one.unit is not None else "") for one in columns if one.part}
    return len(kinds) > 1


def _doubt(line: Line, why: str) -> None:
    assert line.proposal is not None
    if why not in line.proposal.why:
        score = min(line.proposal.score, _UNSURE)
        line.proposal = replace(line.proposal, score=score, why=(*line.proposal.why, why))
