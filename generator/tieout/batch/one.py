"""Does one task, as the commands for one release do it: the same files with the same bytes."""

import gc
import hashlib
import itertools
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from tieout.batch.known import company_of, release_folder
from tieout.batch.model import Outcome, State, Task
from tieout.contact import draft_into
from tieout.core import VERSION, InputError, named_in_text
from tieout.dataset import add
from tieout.definitions import definitions_in, files_of, text_of
from tieout.publication import build
from tieout.results import Report, report_of
from tieout.sources import load

_NTH = itertools.count(1)
# After so many releases what was thought to be kept for good is looked through again.
_AGAIN = 8
# Codes of refusals that are about the place of the result, not the release: it may be written another time.
_OF_PLACE = frozenset({"input.out", "input.foreign-folder"})


def do(task: Task) -> Outcome:
    """The outcome of a task. Unusable input is an outcome; any other error is raised."""
    # A worker does one release after the other: circles of garbage are looked for between them.
    looking = gc.isenabled()
    gc.disable()
    try:
        return _done(task)
    finally:
        if next(_NTH) % _AGAIN == 0:
            gc.unfreeze()
        gc.collect()
        # Most of what is left is kept for good, as the base layer is: it is not looked through each time.
        gc.freeze()
        if looking:
            # Whoever does a task in a process of other work finds it as it was.
            gc.enable()


def _done(task: Task) -> Outcome:
    began = time.monotonic()
    done = Outcome(task.release, task.kind, task.out, "unusable", version=VERSION)
    done = replace(done, dataset=task.dataset, companies=task.companies)
    try:
        described = company_of(Path(task.release), task.companies) if task.kind == "draft" else None
        done = replace(done, made_from=fingerprint(task, described))
        named_in_text(Path(task.release))
        if described is not None:
            done = replace(done, described=str(described), out=task.described_out)
        report = _report(task, described)
        if task.dataset:
            add(report, Path(task.dataset), sha256=_document(task), name=Path(task.release).name)
        done = _told(done, report)
    except InputError as error:
        state: State = "failed" if error.findings[0].code in _OF_PLACE else "unusable"
        done = replace(done, state=state, findings=len(error.findings), first=error.findings[0].message)
    except OSError as error:
        # A full disk, for one: the release itself was refused with an InputError.
        done = replace(done, state="failed", findings=1, first=error.strerror or str(error))
    return replace(done, seconds=round(time.monotonic() - began, 2))


def _report(task: Task, described: Path | None) -> Report:
    path = Path(task.release)
    if described is not None:
        path = release_folder(path, described, Path(task.described_out))
    elif task.kind == "draft":
        return draft_into(path, Path(task.out)).report
    return report_of(build(path))


def _told(done: Outcome, report: Report) -> Outcome:
    errors = [finding for finding in report.findings if finding.severity == "error"]
    state: State = "findings" if errors else "ties"
    return replace(
        done,
        state=state,
        company=report.company.name,
        identifier=report.company.identifier,
        quarter=report.company.quarter,
        facts=len(report.facts),
        grades=dict(sorted(Counter(fact.grade for fact in report.facts).items())),
        doubtful=sum(not fact.sure for fact in report.facts),
        findings=len(errors),
        first=errors[0].message if errors else "",
    )


def _document(task: Task) -> str:
    """The SHA-256 of the release's file; for a folder, of its text."""
    path = Path(task.release)
    path = path if task.kind == "draft" else text_of(path)
    return hashlib.sha256(load(path, str(path))).hexdigest()


def fingerprint(task: Task, described: Path | None = None) -> str:
    """The SHA-256 of what a release is made from: its file, or its folder and its company's definitions.

    `described` is the company's folder where a file is built with its definitions. "" where something cannot
    be read.
    """
    digest = hashlib.sha256()
    path = Path(task.release)
    try:
        if task.kind == "draft":
            digest.update(load(path, str(path)))
        for source in files_of(path) if task.kind == "build" else definitions_in(described):
            data = source.read_bytes()
            digest.update(f"{source.name}\0{len(data)}\0".encode())
            digest.update(data)
    except (OSError, InputError):
        return ""
    return digest.hexdigest()
