"""Writes the finding of a figure in the prose that contradicts the tables."""

from tieout.contact.prose.found import Found
from tieout.contact.prose.said import Said
from tieout.core import Finding, Place, Severity

# Basis points are so many decimal places.
_POINTS = 4


def differs(one: Said, found: Found, place: Place) -> Finding:
    """The finding for a figure: what the prose says, and what the table has or its figures make."""
    fact = found.facts[0]
    figure = fact.figure
    assert figure is not None
    at = fact.places[0] if fact.places else Place()
    of = at.row or fact.concept.name
    amount = f"{one.printed.figure.value:,f}"
    said = one.printed.digits
    if one.printed.kind == "money" and amount != said:
        said = f"{said} ({amount})"  # its word for a scale may be what is wrong
    if found.as_ in ("change", "rate"):
        before, now = (
            f"{other.figure.value:,f}" for other in (found.facts[1], fact) if other.figure is not None
        )
        table = f"{of} went from {before} to {now} in the table{_rate(found)}"
    elif found.as_ == "ratio":
        table = f"the table's figures, such as {of} of {figure.value:,f}, make {_made(one, found)}"
    elif abs(figure.value) == one.printed.figure.value:
        said, table = f"{said}, a loss,", f"the table has {of} of {figure.value:,f}, which is none"
    else:
        table = f"the table has {of} of {figure.value:,f}"
    return Finding(
        "draft.prose-differs",
        f"the prose says {said} where {table}",
        "Look which of the two is right, or whether another amount is meant.",
        (place, at),
        Severity.NOTICE,
        facts=tuple(fact.id for fact in found.facts),
    )


def _rate(found: Found) -> str:
    """The rate by which a figure changed, in per cent, for a sentence that says a rate."""
    return f", by {found.value:.1%}" if found.as_ == "rate" else ""


def _made(one: Said, found: Found) -> str:
    """What figures make, in per cent or basis points as the prose has it."""
    if one.printed.kind == "points":
        return f"{found.value.scaleb(_POINTS):,.0f} basis points"
    return f"{found.value:.1%}"
