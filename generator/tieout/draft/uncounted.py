"""Lines of which nothing printed says what they count: neither a unit nor their own words."""

from dataclasses import replace

from tieout.draft.model import Drafted

# As sure as a line may be then: a person has to look at it.
_UNSURE = 50
_WHY = "nothing says what its figures are counted in"


def doubt_uncounted(drafted: Drafted) -> None:
    """Makes such lines doubtful: a number may be money, a rate or a count, and no concept of it is sure."""
    for line in drafted.lines:
        if line.proposal is not None and line.entry.uncounted:
            score = min(line.proposal.score, _UNSURE)
            line.proposal = replace(line.proposal, score=score, why=(*line.proposal.why, _WHY))
