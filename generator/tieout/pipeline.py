"""The steps from a release to what ties: the list STEPS, which everything runs.

Commands, builds, drafts, tests and benchmarks take these steps in this order. Rendering, validation and
publishing follow in `tieout.publication`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from tieout.compare import Side
from tieout.core import Finding, InputError, Place, Severity
from tieout.definitions import ReleaseDefinition, folder_before, load_release
from tieout.draft import unsettled
from tieout.facts import FactSet, build_facts
from tieout.layout import Release, read_release
from tieout.mapping import Mapped, as_printed, map_release, of_another_quarter
from tieout.recover import Recovery, recover, unsure_of
from tieout.tie import Tied, tie_out
from tieout.trace import (
    Excuses,
    Traced,
    footnoted,
    lacking,
    of_prose,
    set_aside,
    tables_alone,
    trace,
    uncovered,
)

Progress = Callable[[str], None]
Scope = Literal["all", "tables"]
_STALE = "tie.exception-stale"


_NOT_MAPPED = Mapped((), (), (), ())
_NO_FACTS = FactSet((), (), (), (), (), (), ())
_NOTHING_RECOVERED = Recovery(_NOT_MAPPED, (), ())


def silent(_: str) -> None:
    """Reports no progress."""


@dataclass(frozen=True, slots=True)
class Read:
    """A release on its way: each of STEPS returns it with its own results added.

    `mapped` is what is printed, `facts` what is reported; `conflicts` are printings of one figure that
    differ, and `recovery` what arithmetic proves of damaged cells. `told` are the findings before tying out,
    each where it is printed. `tied` is None while `errors` keep figures of tables from being facts; errors in
    sentences alone do not, but prevent publication. `open` is what a person still has to look at, where the
    company was drafted.
    """

    definition: ReleaseDefinition
    release: Release
    mapped: Mapped = _NOT_MAPPED
    facts: FactSet = _NO_FACTS
    conflicts: tuple[Finding, ...] = ()
    recovery: Recovery = _NOTHING_RECOVERED
    traced: tuple[Traced, ...] = ()
    told: tuple[Finding, ...] = ()
    open: tuple[Finding, ...] = ()
    tied: Tied | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings to be mended before everything can be tied out."""
        return tuple(finding for finding in self.told if finding.severity is Severity.ERROR)

    @property
    def notices(self) -> tuple[Finding, ...]:
        """The findings that do not prevent publication."""
        tied = self.tied.notices if self.tied is not None else ()
        return (*(finding for finding in self.told if finding.severity is Severity.NOTICE), *tied)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that prevent publication, as far as they are known without Arelle."""
        tied = self.tied.findings if self.tied is not None else ()
        if self.errors or self.definition.scope == "tables":
            # An exception may be of a figure that no sentence is read of yet.
            tied = tuple(finding for finding in tied if finding.code != _STALE)
        return (*self.errors, *tied, *self.open)


def read(
    folder: Path, text: Path | None = None, *, scope: Scope | None = None, progress: Progress = silent
) -> Read:
    """Reads, maps and ties out the release in `folder`; needs no Arelle.

    `text` replaces its text and `scope` what its release.yaml says has to be read. Raises InputError where
    the input is unusable.
    """
    progress("reading")
    definition = load_release(folder, text)
    return follow(replace(definition, scope=scope or definition.scope), progress=progress)


def follow(definition: ReleaseDefinition, *, progress: Progress = silent) -> Read:
    """Reads, maps and ties out the text of a release whose definitions are loaded."""
    return take(begin(definition), progress=progress)


def before(definition: ReleaseDefinition) -> Side | None:
    """The company's previous release, read, if its folder is beside this one's."""
    folder = folder_before(definition)
    if folder is None:
        return None
    try:
        done = read(folder)
    except InputError:
        # It is another release's to tell.
        return None
    return Side(done.definition, done.facts)


def begin(definition: ReleaseDefinition) -> Read:
    """A release with its text read, before any step."""
    release = read_release(definition.text, definition.company)
    calendar, place = definition.company.calendar, Place(str(definition.folder / "release.yaml"))
    other = of_another_quarter(release, calendar, definition.fiscal_year, definition.quarter, place)
    if other is not None:
        raise InputError(other)
    return Read(definition, release)


def take(done: Read, *, last: str = "", progress: Progress = silent) -> Read:
    """Takes STEPS in order, up to the one named `last`, or all of them."""
    for step in STEPS:
        if step.about is not None:
            progress(step.about(done))
        done = step.take(done)
        if step.name == last:
            break
    return done


def map_figures(done: Read) -> Read:
    """Finds concept, period and unit of each printed figure; adapts the definition to the units printed."""
    mapped = map_release(done.release, done.definition)
    return replace(done, mapped=mapped, definition=as_printed(done.definition, mapped))


def gather_facts(done: Read) -> Read:
    """Makes one fact of all printings of a figure."""
    facts, conflicts = build_facts(done.mapped, done.definition)
    return replace(done, facts=facts, conflicts=conflicts)


def recover_figures(done: Read) -> Read:
    """Recovers damaged cells that arithmetic proves, and makes facts of them too."""
    recovery = recover(done.mapped, done.facts, done.definition, unsure_of(done.release, done.mapped))
    if recovery.mapped is not done.mapped:
        facts, conflicts = build_facts(recovery.mapped, done.definition)
        done = replace(done, facts=facts, conflicts=conflicts)
    return replace(done, recovery=recovery)


def trace_numbers(done: Read) -> Read:
    """Traces each printed number to its outcome."""
    traced = trace(done.release, done.facts, done.recovery.recovered, done.definition.company)
    return replace(done, traced=traced)


def judge(done: Read) -> Read:
    """Decides which findings are errors and which are notices."""
    company = done.definition.company
    missing = lacking(done.mapped, done.facts, done.traced, company)
    unread = (*Excuses(company).findings(done.release), *uncovered(done.release, done.traced))
    found = (*done.release.findings, *missing, *done.conflicts, *done.recovery.findings, *unread)
    found = (*found, *set_aside(done.release, done.traced, found))
    if done.definition.scope == "tables":
        count = sum(row.outcome == "unread" for row in done.traced)
        found = tuple(tables_alone(found, done.release, count))
        done = replace(done, facts=footnoted(done.facts, done.definition, count))
    told = tuple(done.release.located(finding) for finding in found)
    return replace(done, told=told, open=unsettled(company))


def tie(done: Read) -> Read:
    """Checks each relation, if every figure of the tables could be read."""
    # Sums over figures that could not be read would only blame the figures that could.
    return tie_anyhow(done) if all(map(of_prose, done.errors)) else done


def tie_anyhow(done: Read) -> Read:
    """Checks each relation over the figures that could be read."""
    tied = tie_out(done.facts, done.definition)
    findings = tuple(done.release.located(finding) for finding in tied.findings)
    return replace(done, tied=replace(tied, findings=findings))


@dataclass(frozen=True, slots=True)
class Step:
    """A step from a release's text to what ties. `about` describes it to people who wait."""

    name: str
    take: Callable[[Read], Read]
    about: Callable[[Read], str] | None = None


def _about_mapping(done: Read) -> str:
    return f"mapping {len(done.release.tables)} tables and {len(done.release.lines):,} lines"


def _about_tying(done: Read) -> str:
    return f"tying out {len(done.facts.facts):,} facts"


# A step sees what the steps before it found, and changes nothing of it.
STEPS = (
    Step("map", map_figures, _about_mapping),
    Step("facts", gather_facts),
    Step("recover", recover_figures),
    Step("trace", trace_numbers),
    Step("judge", judge),
    Step("tie", tie, _about_tying),
)
