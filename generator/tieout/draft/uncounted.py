"""Lines whose figures count something unknown: no unit and no words tell, or money has no stated scale."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tieout.draft.match import Placed
from tieout.draft.model import Drafted
from tieout.draft.sheet import Entry, Sheet
from tieout.language import Language

# As sure as a line may be then: a person has to look at it.
_UNSURE = 50
_WHY = "nothing says what its figures are counted in"
# No company prints ten millions of thousands.
_WHOLE = 10**7
_SCALE, _NO_SCALE = "layout.scale-doubtful", "its table states no scale"
_NO_MONEY = "its table states a scale and prints decimals as no other does: nothing says that it is money"
# How many of the lines above a table may say of what it is.
_NEAR = 2


def doubt_uncounted(drafted: Drafted, placed: Sequence[Placed], language: Language) -> None:
    """Makes such lines doubtful: a number may be money, a rate or a count, in thousands or in units.

    Nothing is doubtful in a table that is read in the scale of all others, which is reported as a finding;
    nor where figures have so many digits that they must be whole units. `placed` are the lines before.
    """
    finest = max((_places(one.entry) for one in placed if one.entry.type == "monetary"), default=0)
    unscaled = [_is_unscaled(sheet) for sheet in drafted.group.sheets]
    unnamed = [
        drafted.kind is None and _is_finer(sheet, finest) and _is_unnamed(sheet, language)
        for sheet in drafted.group.sheets
    ]
    for line, sheet in zip(drafted.lines, drafted.group.sheet_of, strict=True):
        if line.proposal is None or line.entry.heading:
            continue
        if line.entry.uncounted:
            why = _WHY
        elif unscaled[sheet] and line.entry.type == "monetary":
            why = _NO_SCALE
        elif unnamed[sheet] and line.entry.type == "monetary" and not line.repeats:
            why = _NO_MONEY
        else:
            continue
        score = min(line.proposal.score, _UNSURE)
        line.proposal = replace(line.proposal, score=score, why=(*line.proposal.why, why))


def _is_unscaled(sheet: Sheet) -> bool:
    """Whether a table states no scale, and none of its figures shows that they are whole units."""
    if sheet.scale or all(finding.code != _SCALE for finding in sheet.table.findings):
        return False
    figures = (figure for entry in sheet.entries for figure in entry.figures.values())
    return all(abs(figure.value) < _WHOLE for figure in figures)


def _is_finer(sheet: Sheet, finest: int) -> bool:
    """Whether a table prints more decimal places than all amounts of money before it, in the same scale."""
    return bool(sheet.scale) and max(map(_places, sheet.entries), default=finest) > finest


def _places(entry: Entry) -> int:
    return max((figure.decimals for figure in entry.figures.values()), default=-99)


def _is_unnamed(sheet: Sheet, language: Language) -> bool:
    """Whether `(in millions)` is all that a table says of its unit: no currency, no sign, no word of money.

    Of subscribers nothing else says that they are none.
    """
    columns = [column for column in sheet.table.columns if column.kind == "figures" and column.unit]
    named = any(column.unit is not None and column.unit.named for column in columns)
    signed = any(cell.currency for row in sheet.table.rows for cell in row.cells)
    said = any(map(language.speaks_of_amount, _said(sheet)))
    return bool(columns) and not (named or signed or said)


def _said(sheet: Sheet) -> Iterator[str]:
    """What stands above and within a table."""
    yield from sheet.table.captions[-_NEAR:]
    yield from sheet.table.stub
    yield from (column.text for column in sheet.table.columns if column.kind == "figures")
    yield from (row.caption for row in sheet.table.rows)
