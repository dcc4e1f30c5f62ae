"""How much of released pages is tagged where it stands: `make bench`.

Each page of `../shared/field/releases` is drafted, its facts tagged in it, and what comes of it held against
the page: Arelle finds it valid, its text is the page's to the character, and every printing of a figure that
is a fact has a tag. What is not tagged is told as a finding; what is neither, is counted as lost.

Where there is a browser, the page is looked at as well, as in the tests: how many of its pixels differ from
the page as published, and how far a letter moved.

    python tests/bench/inplace.py [FILE …] [--told] [--quick] [--blind]
"""

import argparse
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from apart import Done, apart
from filed import FIELD
from selectolax.lexbor import LexborHTMLParser

from browser_helpers import chromium
from pictured import Looks, compared
from tieout.core import Figure
from tieout.mapping import Printed
from tieout.render.digits import digits_of, says
from tieout.validate.model import Run

# What is no text that a person reads, or no report can have.
_UNREAD = "script, style, noscript, template, title, iframe, object, svg, datalist, ix\\:header"
_TAG = re.compile(r"<ix:nonFraction ")
# Pages of a newsroom, by their names; how far a letter may move, in pixels.
_NEWSROOM, _MOVED = "pr-", 0.1
_LIMIT = 600.0


@dataclass(slots=True)
class Placed:
    """What came of a page. `due` are the printings of figures that are facts."""

    due: int = 0
    tags: int = 0
    hidden: int = 0
    told: list[str] = field(default_factory=list)
    same: bool = False
    faults: tuple[str, ...] = ()
    seconds: float = 0.0
    refused: str = ""
    looks: Looks | None = None


def text_of(markup: str) -> str:
    """The text of a page, letter by letter, without the marks that begin and end lines of its source."""
    parser = LexborHTMLParser(markup)
    for node in parser.css(_UNREAD):
        node.decompose()
    return parser.body.text() if parser.body is not None else ""


def placed(path: Path, *, quick: bool = False, blind: bool = False) -> Placed:
    """Drafts a page, tags it, and holds what comes of it against the page."""
    from tieout.contact import meet
    from tieout.core import InputError
    from tieout.render import render_report
    from tieout.sources.characters import decoded_markup
    from tieout.sources.sgml import head_of
    from tieout.validate.arelle import run_arelle

    done = Placed()
    with tempfile.TemporaryDirectory() as temporary:
        try:
            read = meet(path, Path(temporary) / "definitions").done
        except InputError as error:
            done.refused = str(error)
            return done
        out = Path(temporary) / "report"
        out.mkdir()
        page = out
        began = time.process_time()
        for file in render_report(
            read.definition, read.release, read.facts, read.tied, read.traced, ("inline",)
        ):
            with (out / file.name).open("w", encoding="utf-8", newline="\n") as handle:
                handle.writelines(file.pieces)
            if file.name.endswith(".htm"):
                page, done.told = out / file.name, [finding.message for finding in file.told]
        done.seconds = time.process_time() - began
        markup = page.read_text(encoding="utf-8")
        source = decoded_markup(path.read_bytes())
        done.same = text_of(markup).rstrip() == text_of(source[len(head_of(source)) :]).rstrip()
        hidden = markup.partition("<ix:hidden>")[2]
        done.hidden = len(_TAG.findall(hidden))
        done.tags = len(_TAG.findall(markup)) - done.hidden
        unlike = {(repeat.fact, repeat.printed.place) for repeat in read.facts.repeats if not repeat.agrees}
        facts = read.facts.by_id()
        done.due = sum(
            printed.figure is not None
            and _is_printed(printed)
            and (name, printed.place) not in unlike
            and not _contradicts(printed.figure, facts[name].figure)
            for name, printed in read.facts.printed
        )
        if not blind:
            with chromium() as browser:
                done.looks = compared(browser, path, page, Path(temporary))
        if not quick:
            done.faults = _faults(run_arelle(page, assertions=False))
            if done.faults:
                # What the draft's instance has as well is no fault of the page.
                instance = next(out.glob("*.xbrl"))
                known = set(_faults(run_arelle(instance, assertions=False)))
                done.faults = tuple(fault for fault in done.faults if fault not in known)
    return done


def _is_printed(printed: Printed) -> bool:
    """Whether the page shows the figure: of damaged digits, or of an empty cell, it may be proven alone."""
    if not printed.proof or printed.figure is None:
        return True
    digits = digits_of(printed.text, printed.figure)
    return digits is not None and says(digits[0], printed.figure)


def _contradicts(printed: Figure, fact: Figure | None) -> bool:
    """Whether two printings are as precise and differ: one of them alone is the fact, and that is told."""
    return fact is not None and fact != printed and fact.decimals == printed.decimals


def _faults(run: Run) -> tuple[str, ...]:
    return tuple(f"{one.code} {one.text[:200]}" for one in run.messages if _is_ours(one.code))


def _is_ours(code: str) -> bool:
    """Whether a message is about the page: sums that do not hold are the release's own."""
    return not code.startswith(("calc11e:", "xbrl.5.2.5.2", "message:", "tieout:"))


def _line(path: Path, done: Done[Placed]) -> str:
    name = f"{path.name[:46]:<46}"
    if done.result is None:
        return f"{name} FAILED {done.failure.strip().splitlines()[-1][:120]}"
    got = done.result
    if got.refused:
        return f"{name} not read: {got.refused[:90]}"
    return (
        f"{name} {got.tags:>5} of {got.due:>5} tagged, told {len(got.told):>3}, hidden {got.hidden:>3}, "
        f"{'text equal' if got.same else 'TEXT CHANGED'}, {_look(got.looks)}{len(got.faults)} faults, "
        f"{got.seconds:>5.2f} s"
        + "".join(f"\n    {count} × {fault}" for fault, count in Counter(got.faults).most_common(3))
    )


def _look(looks: Looks | None) -> str:
    if looks is None:
        return ""
    return f"{looks.untagged:.3%} and {looks.tagged:.3%} of pixels, moved {looks.moved:.2f}, "


def _is_changed(path: Path, looks: Looks) -> bool:
    """Whether a page looks otherwise; of a newsroom's page, with its scripts and forms, a trace may."""
    most = 0.001 if path.name.startswith(_NEWSROOM) else 0.0
    return looks.untagged > most or looks.tagged > 0 or looks.moved > _MOVED


def _totals(good: dict[Path, Placed], failures: int) -> Iterator[str]:
    done = list(good.values())
    due, tags = sum(one.due for one in done), sum(one.tags for one in done)
    yield f"tagged where they stand: {tags:,} of {due:,} printings ({tags / max(due, 1):.2%}; reach 100 %)"
    yield f"  told {sum(len(one.told) for one in done)}, failed {failures} (reach 0)"
    yield f"  pages whose text changed {sum(not one.same for one in done)} of {len(done)} (reach 0)"
    looked = {path: one.looks for path, one in good.items() if one.looks is not None}
    changed = sum(_is_changed(path, looks) for path, looks in looked.items())
    yield f"  pages whose picture changed {changed} of {len(looked)} looked at (reach 0)"
    yield f"  pages that Arelle finds faults in {sum(bool(one.faults) for one in done)} (reach 0)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--told", action="store_true", help="Says what is told.")
    parser.add_argument("--quick", action="store_true", help="Leaves Arelle out.")
    parser.add_argument("--blind", action="store_true", help="Leaves the browser out.")
    arguments = parser.parse_args()
    files = arguments.files or sorted((FIELD / "releases").glob("*.htm*"))
    if not files:
        print(f"no releases in {FIELD.parent.name}/{FIELD.name}: how much of them is tagged is skipped")
        return
    blind = arguments.blind or shutil.which("chromium") is None
    good: dict[Path, Placed] = {}
    failures = 0
    for path, one in apart(partial(placed, quick=arguments.quick, blind=blind), files, limit=_LIMIT):
        print(_line(path, one), flush=True)
        if one.result is None:
            failures += 1
        elif not one.result.refused:
            good[path] = one.result
            if arguments.told:
                print("".join(f"    {said}\n" for said in one.result.told), end="")
    print("\n".join(_totals(good, failures)))


if __name__ == "__main__":
    main()
