"""How well releases are read that the program has never seen, by what their companies filed: `make bench`.

The pages of `../shared/field/filings` are the face statements and segment tables of reports, their tags taken
off. For each, a company is drafted with no human in the loop and the page is read by it; then every figure is
held against the tag that stood in its cell. A figure is right where value, unit, period and sign are those
filed, whatever the concept.

    python tests/bench/field.py [--documents NAME,…] [--wrong FILE.csv] [--unread FILE.csv]
                                [--misunderstood FILE.csv] [--layout] [--package tieout.layout]
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import listed
from apart import apart
from filed import FIELD, Filing, filings
from reading import LAYOUT, Contact, Layout, first_contact, understood
from scored import Score, score


def read(filing: Filing, *, drafted: bool, package: str) -> tuple[Contact, Layout]:
    """What the program makes of a filing's page."""
    contact = first_contact(filing.page, filing.who) if drafted else Contact()
    return contact, understood(filing.page, filing.who, package)


def _line(name: str, one: Score, *, drafted: bool) -> str:
    got = one.got
    refused = f"  {one.refused[:70]}" if one.refused else ""
    if not drafted:
        return (
            f"{name:<16.16} understood {_share(got, 'face understood', 'face facts')} of "
            f"{got['face facts']:>3}  segments {_share(got, 'segment understood', 'segment facts')} of "
            f"{got['segment facts']:>3}  {one.cpu:>4.1f} s {one.mib:>4} MiB{refused}"
        )
    parts = [
        f"{name:<16.16} face {_share(got, 'face right', 'face facts')} of {got['face facts']:>3}",
        f"wrong {got['face wrong']:>3} silent {got['face silent']:>3} unread {got['face unread']:>3}",
        f"understood {_share(got, 'face understood', 'face facts')}",
        f"seg {_share(got, 'segment right', 'segment facts')}",
        f"capt {_share(got, 'caption right', 'caption facts')}",
        f"elem {_share(got, 'lines as filed', 'lines')}",
        f"{one.cpu:>4.1f} s {one.mib:>4} MiB",
    ]
    return "  ".join(parts) + refused


def _share(got: Counter[str], what: str, of: str) -> str:
    return f"{100 * got[what] / got[of]:>5.1f}%" if got[of] else "     –"


_Measure = tuple[str, str, str, str, str]
# Words, what is counted, of what, the figure before anything was rebuilt, and the reach.
_MEASURES: tuple[_Measure, ...] = (
    ("face figures with value, unit, period right", "face right", "face facts", "58.1 %", "≥ 98 %"),
    ("  read", "face read", "face facts", "69.6 %", ""),
    ("  of those read, right", "face right", "face read", "83.5 %", "≥ 99.5 %"),
    ("  wrong, no finding at the cell or its column", "face silent", "face wrong", "594 of 594", "0"),
    ("  wrong, no finding or doubt at cell, row, column", "face untold", "face wrong", "442 of 594", "0"),
    ("understood: by the layout alone, face", "face understood", "face facts", "62.9 %", "≥ 98 %"),
    ("  stated, wrong, and no finding there", "face misunderstood silent", "face misunderstood", "", "0"),
    ("understood: by the layout alone, segments", "segment understood", "segment facts", "13.8 %", "≥ 90 %"),
    ("segment figures right", "segment right", "segment facts", "10.9 %", "≥ 90 %"),
    ("  with the printed axes and a member", "axes right", "axes facts", "3 %", "≥ 80 %"),
    ("amounts in captions right", "caption right", "caption facts", "56.0 %", "≥ 95 %"),
    ("lines with the filed element", "lines as filed", "lines", "61.4 %", "≥ 75 %"),
    ("  own concept where the filing has us-gaap", "lines own", "lines", "17.0 %", "≤ 4 %"),
    ("  sure", "lines sure", "lines", "76.4 %", "≥ 50 %"),
    ("  of the sure, with the filed element", "lines sure and as filed", "lines sure", "74.9 %", "≥ 93 %"),
    ("lines with a finding or a doubt", "lines told", "lines", "", ""),
    ("  right with the filed element all the same", "lines told and as filed", "lines", "", "≤ 15 %"),
    ("key totals with a sum or an identity", "key totals tied", "key totals", "231 of 343", "≥ 95 %"),
    ("failed relations", "sums failing", "", "6", "≤ 3"),
)


def _summary(total: Counter[str], *, drafted: bool) -> Iterator[str]:
    yield f"{'':<50}{'measured':>24}{'at first':>14}{'reach':>10}"
    for words, what, of, first, reach in _MEASURES:
        if not drafted and "understood" not in what:
            continue
        count = f"{total[what]:>5} of {total[of]:>5} {_share(total, what, of)}" if of else f"{total[what]:>5}"
        yield f"{words:<50}{count:>24}{first:>14}{reach:>10}"


def _by_kind(title: str, kinds: Iterator[tuple[str, str]], shown: int = 12) -> Iterator[str]:
    """The counts of kinds, the most frequent first, each with the number of documents that have it."""
    pairs = list(kinds)
    counts = Counter(kind for kind, _ in pairs)
    documents = Counter(kind for kind, _ in set(pairs))
    if counts:
        yield f"{title}:"
    for kind, count in counts.most_common(shown):
        yield f"  {count:>5} in {documents[kind]:>2} documents  {kind[:90]}"


def _by_code(codes: list[tuple[str, str, bool]]) -> Iterator[str]:
    """What asks a person to look at a line: how many lines, how many of them are right, and by it alone."""
    if codes:
        yield "lines with a finding or a doubt, by code, and how many are right as filed:"
    for code, lines in Counter(code for code, *_ in codes).most_common():
        right = sum(of == code and sort == "as filed" for of, sort, _ in codes)
        alone = [sort for of, sort, only in codes if of == code and only]
        by_it = f"alone {len(alone):>4}, right {alone.count('as filed'):>4}"
        yield f"  {lines:>5}  right {100 * right / lines:3.0f}%  {by_it}  {code}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", default="", help="Only these, by name, between commas.")
    parser.add_argument(
        "--layout", action="store_true", help="Only what the layout understands: no drafting."
    )
    parser.add_argument("--package", default=LAYOUT, help="What understands: %(default)s by default.")
    parser.add_argument("--wrong", type=Path, help="A CSV of each wrong figure.")
    parser.add_argument("--unread", type=Path, help="A CSV of each figure that was not read.")
    parser.add_argument("--misunderstood", type=Path, help="A CSV of each figure that the layout has wrong.")
    arguments = parser.parse_args()
    found = filings(tuple(filter(None, arguments.documents.split(","))))
    if not found:
        print(f"no filings in {FIELD.parent.name}/{FIELD.name}: the field's measures are skipped")
        return
    began = time.perf_counter()
    scores: dict[str, Score] = {}
    for filing, done in apart(partial(read, drafted=not arguments.layout, package=arguments.package), found):
        one = scores[filing.name] = score(filing, done)
        one.got["face read"] = one.got["face right"] + one.got["face wrong"]
        print(_line(filing.name, one, drafted=not arguments.layout), flush=True)
        if done.failure:
            print(done.failure)
    total = sum((one.got for one in scores.values()), Counter[str]())
    lines = list(_summary(total, drafted=not arguments.layout))
    if not arguments.layout:
        face = [(name, said) for name, one in scores.items() for said in one.wrong if not said[2].segment]
        told = ((f"told at {where}" if where else "told nowhere", name) for name, (_, where, *_) in face)
        lines += _by_kind("wrong on the face, by kind", ((what, name) for name, (what, *_) in face))
        lines += _by_kind("wrong on the face, told where", told)
        lines += _by_code([code for one in scores.values() for code in one.codes])
        unread = ((why, name) for name, one in scores.items() for why, f in one.unread if not f.segment)
        lines += _by_kind("unread on the face", unread)
    for words, segment in (("face", False), ("segments", True)):
        missed = (
            (what, name)
            for name, one in scores.items()
            for what, _, f, _ in one.misunderstood
            if f.segment is segment
        )
        lines += _by_kind(f"not understood by the layout, {words}", missed)
    print("\n".join(lines))
    print(f"{len(scores)} documents, {time.perf_counter() - began:.0f} seconds")
    for write, path in (
        (listed.wrong, arguments.wrong),
        (listed.unread, arguments.unread),
        (listed.misunderstood, arguments.misunderstood),
    ):
        if path is not None:
            write(path, scores)


if __name__ == "__main__":
    main()
