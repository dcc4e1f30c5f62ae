"""What no relation of a draft checks: totals without a sum, and single figures."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from tieout.draft.make import Draft
from tieout.draft.sheeted import Sheeted

# So many figures are named, the largest first; the others are counted.
_NAMED = 12


def uncovered(draft: Draft, is_total: Callable[[str], bool]) -> Iterator[str]:
    """Sentences for the person who reviews the draft, about the statements of the face."""
    for one in draft.statements:
        if one.drafted.kind is None or one.drafted.kind.kind != "Statement":
            continue
        summed, related = _related(one)
        lines = one.drafted.lines
        totals = [at for at, line in enumerate(lines) if is_total(line.entry.caption) and at not in summed]
        for at in _by_amount(one, totals):
            yield f'{one.name}, "{lines[at].entry.caption}" says that it is a total: no sum of it is found'
        money = [at for at, line in enumerate(lines) if line.entry.type == "monetary" and at not in related]
        loose = [at for at in _by_amount(one, money) if _amount(one, at)]
        if loose:
            named = ", ".join(f'"{lines[at].entry.caption}"' for at in loose[:_NAMED])
            more = f" and {len(loose) - _NAMED} more" if len(loose) > _NAMED else ""
            yield f"{one.name}: no relation covers, by amount, {named}{more}: compare them with the release"


def _related(one: Sheeted) -> tuple[set[int], set[int]]:
    """The lines that are results of relations, and the lines that stand in any relation."""
    settled = one.settled
    summed, related = set(), set()
    for index, parts in (settled.sums | settled.relations | settled.rolls).items():
        summed.add(index)
        related |= {index, *(part.line for part in parts)}
    for pair in settled.equal:
        summed |= set(pair)
    results = {held.identity.result for held in one.identities}
    names = {name for held in one.identities for name in held.identity.names}
    for index, line in enumerate(one.drafted.lines):
        if line.concept is not None and not line.members:
            summed |= {index} if line.concept.name in results else set()
            related |= {index} if line.concept.name in names else set()
    return summed, related | summed


def _by_amount(one: Sheeted, lines: Iterable[int]) -> list[int]:
    """The lines that print figures, the largest amount first."""
    return sorted(
        (at for at in lines if one.drafted.lines[at].entry.figures), key=lambda at: -_amount(one, at)
    )


def _amount(one: Sheeted, index: int) -> Decimal:
    figures = one.drafted.lines[index].entry.figures.values()
    return max((abs(figure.value) for figure in figures), default=Decimal(0))
