"""Figures of a scan on which its readings disagree: arithmetic over one of them alone proves nothing."""

from collections.abc import Iterable

from tieout.layout import Release
from tieout.mapping import Mapped
from tieout.relations import Bound, Key, key_of
from tieout.sources import VOTED


def unsure_of(release: Release, mapped: Mapped) -> frozenset[Key]:
    """The figures without any printing on which all readings agree."""
    paths = {
        place.source.path
        for finding in release.findings
        if finding.code == VOTED
        for place in finding.places
        if place.source is not None
    }
    if not paths:
        return frozenset()
    sure: set[Key] = set()
    unsure: set[Key] = set()
    for printed in mapped.printed:
        source = release.source(printed.place.line, printed.place.column)
        voted = source is not None and source.path in paths
        (unsure if voted else sure).add(key_of(printed.concept.name, printed.members, printed.period))
    return frozenset(unsure - sure)


def rest_on_one(bounds: Iterable[Bound], unsure: frozenset[Key]) -> bool:
    """Whether all of some relations contain the same unsure figure, which then decides their result."""
    shared = [unsure.intersection(bound.keys) for bound in bounds]
    return bool(shared) and bool(frozenset.intersection(*shared))
