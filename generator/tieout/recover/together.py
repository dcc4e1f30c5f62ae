"""Reads several damaged cells at once, if only one way to read them makes their relations hold."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import product

from tieout.core import Figure
from tieout.mapping import Damaged
from tieout.recover.cells import Piece, figure_of, resembles, value_of
from tieout.recover.unknowns import Answer, Unknowns
from tieout.recover.unsure import rest_on_one
from tieout.relations import Bound, Key, holds, interval

# More ways to read several cells than this are not tried.
_MAX_WAYS = 50_000


def groups(unknowns: Unknowns) -> Iterator[list[Key]]:
    """Groups of unknown figures that share relations; at least one figure in each is damaged."""
    left = dict.fromkeys(k for k in unknowns.open if not unknowns.is_known(k) and k not in unknowns.nothing)
    while left:
        group, queue = [], [next(iter(left))]
        del left[queue[0]]
        while queue:
            key = queue.pop()
            group.append(key)
            for bound in unknowns.bounds[key]:
                for other in bound.keys:
                    if other in left:
                        del left[other]
                        queue.append(other)
        if len(group) > 1 and any(not cell.blank for key in group for cell in unknowns.open[key]):
            yield group


def ways(unknowns: Unknowns, group: list[Key]) -> list[dict[Key, Answer]]:
    """The ways to read a group of figures that its relations prove; empty where there are too many to try."""
    choices: list[list[tuple[Key, Answer | None]]] = []
    for key in group:
        cell = unknowns.finest(key)
        limits = [limit for _, limit in unknowns.limits(key, cell)]
        options: list[tuple[Key, Answer | None]] = [(key, None)] if cell.blank else []
        for figure, piece in _readings(unknowns, cell):
            if all(interval(figure).meets(limit) for limit in limits):
                options.append((key, Answer(figure, (), piece)))
        choices.append(options)
    count = 1
    for options in choices:
        count *= len(options)
    if not 0 < count <= _MAX_WAYS:
        return []
    bounds = list({(b.relation, b.keys): b for key in group for b in unknowns.bounds[key]}.values())
    known = {*unknowns.known, *group, *unknowns.nothing}
    bounds = [bound for bound in bounds if known.issuperset(bound.keys)]
    found: dict[frozenset[tuple[Key, Figure]], dict[Key, Answer]] = {}
    for way in product(*choices):
        answers = {key: answer for key, answer in way if answer is not None}
        pieces = [(a.piece.cell.id, a.piece.offset) for a in answers.values() if a.piece is not None]
        if len(pieces) > len(set(pieces)):
            continue
        proven = _proven(unknowns, bounds, answers, group)
        if proven:
            found[frozenset((key, answer.figure) for key, answer in proven.items())] = proven
    # What proves less than another way, and the same, is no way of its own.
    return [proven for way, proven in found.items() if not any(way < other for other in found)]


def _proven(
    unknowns: Unknowns, bounds: list[Bound], answers: dict[Key, Answer], group: list[Key]
) -> dict[Key, Answer]:
    """The proven answers, with the names of the relations; empty if one of these fails."""
    figures = {**unknowns.known, **{key: answer.figure for key, answer in answers.items()}}
    absent = unknowns.nothing.union(key for key in group if key not in answers)
    held = [bound for given in bounds if (bound := given.without(absent)) is not None]
    if not all(holds(bound, figures) for bound in held):
        return {}
    if any(rest_on_one((b for b in held if key in b.keys), unknowns.unsure) for key in answers):
        return {}
    names = {
        key: tuple(dict.fromkeys(bound.relation for bound in held if key in bound.keys)) for key in answers
    }
    return {key: replace(answers[key], relations=said) for key, said in names.items() if said}


def _readings(unknowns: Unknowns, cell: Damaged) -> Iterator[tuple[Figure, Piece | None]]:
    """The figures that a cell may have printed, itself or in a neighbour that it ran into.

    A number in the neighbour has to be like what is legible in the cell.
    """
    seen: set[Decimal] = set()
    for piece in unknowns.free(cell):
        value = value_of(piece, cell)
        figure = figure_of(value, cell)
        own = cell.blank or piece.cell is cell or resembles(cell, figure)
        if own and piece.places == cell.places and value not in seen:
            seen.add(value)
            yield figure, piece
