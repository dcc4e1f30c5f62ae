"""Prints remarks on a release besides findings (recovered, left out, accepted), one line for each kind."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from tieout.cli.show import counted, show

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tieout.core import Finding, Place
    from tieout.definitions import StatedReading
    from tieout.pipeline import Read

# Findings that are shown before the rest is counted, and lines that are named.
_MOST, _LINES = 5, 8
_KINDS = {
    "recover.recovered": ("recovered", "by arithmetic"),
    "recover.inferred": ("left out", "that arithmetic alone could not decide"),
    "recover.dash": ("set aside", "as no figures"),
    "trace.set-aside": ("set aside", "as no figures"),
    "trace.excused": ("no figures", "by what the company says"),
    "trace.tables-alone": ("scope", ""),
}
_NOTICE = ("notice", "read with a remark")
Row = tuple[str, str, tuple[str, ...]]


def show_findings(
    done: Read, findings: Sequence[Finding], *, verbose: bool, page: Path | None = None
) -> None:
    """Prints the first findings, or all if `verbose`, and says where the others are.

    `page` is the page that shows all of them in the text of the release, if one was written.
    """
    from tieout.cli.terminal import say

    show(findings, lines=done.release.lines, file=done.release.file, most=None if verbose else _MOST)
    if len(findings) > _MOST and not verbose:
        say(f"and {len(findings) - _MOST} more findings: add -v to see them", "bold")
    if page is not None:
        say(f"All of them in the text of the release: {page}")


def show_remarks(done: Read, *, verbose: bool) -> None:
    """Prints a line for each kind of remark; with `verbose`, each remark."""
    from tieout.cli.terminal import say, say_rows

    rows = list(_remarks(done))
    say_rows((name, said) for name, said, _ in rows if name != _NOTICE[0])
    if not verbose:
        return
    for name, _, each in rows:
        for said in each:
            say(f"{name}: {said}", indent=2, hang=2)


def _remarks(done: Read) -> Iterator[Row]:
    """For each kind: a name, a short text, and the remarks."""
    kinds = [(_KINDS.get(one.code, _NOTICE), one) for one in done.notices]
    order = [*dict.fromkeys(_KINDS.values()), _NOTICE]
    kinds.sort(key=lambda pair: order.index(pair[0]))
    for (name, what), found in groupby(kinds, key=lambda pair: pair[0]):
        notices = [one for _, one in found]
        places = [one.places[0] for one in notices if one.places]
        each = tuple(f"{one.places[0] if one.places else ''}: {one.message}" for one in notices)
        # What a report leaves out is told whole.
        short = notices[0].message if name == "scope" else f"{len(notices)} {what}: {_at(places)}"
        yield name, short, each
    definition = done.definition
    if definition.readings:
        each = tuple(map(_stated, definition.readings))
        yield "readings", f"{len(each)} cells read as release.yaml states it", each
    accepted = done.tied.accepted if done.tied is not None else ()
    if accepted:
        each = tuple(f"{one.subject} for {one.period}, off by {one.by:,f}" for one in accepted)
        yield "accepted", f"{len(each)} contradictions of the release itself, by its release.yaml", each


def _stated(reading: StatedReading) -> str:
    what = f'read as "{reading.read}"' if reading.read else "read as no figure"
    return f'"{reading.printed}" in "{reading.row}" {what}. {reading.why}'


def notices(done: Read) -> str:
    """The number of notices that -v would show, as text; "" where there are none."""
    count = sum(one.code not in _KINDS for one in done.notices)
    return f", {counted(count, 'notice')} (-v tells them)" if count else ""


def _at(places: Sequence[Place]) -> str:
    """The lines of the first file among some places."""
    cells = dict.fromkeys(place.source.named for place in places if place.source and not place.source.line)
    if cells:
        return f"{', '.join(list(cells)[:_LINES])}{' …' if len(cells) > _LINES else ''}"
    lines = sorted({place.source.line if place.source is not None else place.line for place in places})
    more = " …" if len(lines) > _LINES else ""
    return f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(map(str, lines[:_LINES]))}{more}"
