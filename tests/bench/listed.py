"""Lists of what went wrong, figure by figure, for whoever mends it."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from filed import Cell
from reading import Seen
from scored import Score


def wrong(path: Path, scores: Mapping[str, Score]) -> None:
    """Each figure that was read and is not what was filed."""
    _write(
        path,
        "document table cell what told row head printed value_filed value_given unit_filed unit_given "
        "period_filed period_given concept_filed concept_given",
        (
            (
                *(name, f.kind, _cell(f.at), what, where, f.label, g.head, f.text),
                *(f.value, g.value, f.unit, g.unit, f.period, g.period, f.concept, g.concept),
            )
            for name, one in scores.items()
            for what, where, f, g in one.wrong
        ),
    )


def unread(path: Path, scores: Mapping[str, Score]) -> None:
    """Each figure that became none."""
    _write(
        path,
        "document table cell why row printed value_filed unit_filed period_filed concept_filed",
        (
            (name, f.kind, _cell(f.at), why, f.label, f.text, f.value, f.unit, f.period, f.concept)
            for name, one in scores.items()
            for why, f in one.unread
        ),
    )


def misunderstood(path: Path, scores: Mapping[str, Score]) -> None:
    """Each figure of which the layout does not say the unit and period that were filed."""
    _write(
        path,
        "document table cell what told row head printed value_filed unit_filed units_seen period_filed "
        "period_seen concept_filed",
        (
            (
                *(name, f.kind, _cell(f.at), what, where, f.label, s.head if s else "", f.text, f.value),
                *(f.unit, _units(s), f.period, s.period if s else "", f.concept),
            )
            for name, one in scores.items()
            for what, where, f, s in one.misunderstood
        ),
    )


def _units(seen: Seen | None) -> str:
    return " ".join(f"{unit}e{scale}" for unit, scale in seen.units) if seen is not None else ""


def _cell(at: Cell) -> str:
    return ":".join(map(str, at))


def _write(path: Path, heads: str, rows: Iterator[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(heads.split())
        writer.writerows(rows)
