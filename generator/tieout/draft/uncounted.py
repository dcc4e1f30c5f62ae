"""Lines whose figures count something unknown: no unit and no words tell, or money has no stated scale."""

from dataclasses import replace

from tieout.draft.model import Drafted
from tieout.draft.sheet import Sheet

# As sure as a line may be then: a person has to look at it.
_UNSURE = 50
_WHY = "nothing says what its figures are counted in"
# No company prints ten millions of thousands.
_WHOLE = 10**7
_SCALE, _NO_SCALE = "layout.scale-doubtful", "its table states no scale"


def doubt_uncounted(drafted: Drafted) -> None:
    """Makes such lines doubtful: a number may be money, a rate or a count, in thousands or in units.

    Nothing is doubtful in a table that is read in the scale of all others, which is reported as a finding;
    nor where figures have so many digits that they must be whole units.
    """
    unscaled = [_is_unscaled(sheet) for sheet in drafted.group.sheets]
    for line, sheet in zip(drafted.lines, drafted.group.sheet_of, strict=True):
        if line.proposal is None or line.entry.heading:
            continue
        if line.entry.uncounted:
            why = _WHY
        elif unscaled[sheet] and line.entry.type == "monetary":
            why = _NO_SCALE
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
