"""The outcome for the numbers of the prose, for the page on which a draft is reviewed."""

from collections.abc import Iterable
from dataclasses import replace

from tieout.contact.prose import Prose
from tieout.layout import Release
from tieout.trace import Traced

_AS = {
    "change": "the change between two figures of the tables",
    "rate": "the rate at which a figure of the tables changed",
    "ratio": "a ratio of figures of the tables",
}
_NO_AMOUNT = "a number of the prose that no unit makes an amount"


def with_prose(rows: Iterable[Traced], prose: Prose, release: Release) -> tuple[Traced, ...]:
    """The traced numbers, those of the prose with their reading: repeats of facts, or made from facts.

    An amount that was not tied stays unread, with the reason. A number that is no figure is set aside, and so
    are those in tables without dates, which only lay out letterheads.
    """
    dated = {table.caption for table in release.tables if table.dated}
    ties = {(tie.place.line, tie.place.column): tie for tie in prose.ties}
    open_ = {(one.place.line, one.place.column): one for one in prose.unread}
    differs = {(place.line, place.column) for one in prose.findings for place in one.places[:1]}
    shown = []
    for row in rows:
        at = (row.line, row.column)
        if row.outcome != "unread" or row.table in dated:
            shown.append(row)
        elif at in ties:
            shown.append(replace(row, outcome="repeat", fact=ties[at].fact, reason=_AS.get(ties[at].as_, "")))
        elif at in open_:
            shown.append(replace(row, reason=f"an amount of the prose that is not tied: {open_[at].why}"))
        elif at in differs:
            shown.append(row)
        else:
            shown.append(replace(row, outcome="set aside", reason=_NO_AMOUNT))
    return tuple(shown)
