"""Finds what there is to do: releases that are named, or that are in named folders."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

from tieout.batch.model import Task
from tieout.core import Finding, InputError, Place, named_in_text, resolved

_DEFINED = "release.yaml"
# What marks a name as a pattern, where there is no file of that very name.
_PATTERN = frozenset("*?[")
# The ending of a draft's folder: what the program wrote itself is no release.
_DRAFT = ".draft"
JOURNAL = "batch.jsonl"
"""The name of the file, in the folder of results, that tells what became of each release."""


def listed(lines: Iterable[str]) -> list[Path]:
    """The paths in a list, one on each line; empty lines and lines that begin with # are ignored."""
    stripped = (line.strip() for line in lines)
    return [Path(line) for line in stripped if line and not line.startswith("#")]


def tasks_in(
    paths: Iterable[Path], out: Path, dataset: Path | None = None, companies: Iterable[Path] = ()
) -> tuple[Task, ...]:
    """The releases that `paths` name, in their order and each once.

    A path is a file, a release's own folder, a pattern, or any other folder, all of whose files and release
    folders are meant, sorted by name, with those of the folders in it. Drafts are written into `out`, in the
    order of folders in which the files stand; what comes of each is added to `dataset`, if there is one.
    `companies` are the folders of companies whose files are built with their definitions. Hidden files and
    drafts are passed over, as are `out` itself, its journal and the dataset.
    Raises InputError where a path that is named is not there or is no text, or where two drafts would have
    one folder.
    """
    found: dict[Path, Task] = {}
    known = tuple(companies)
    written = {resolved(path) for path in (out, out / JOURNAL, dataset) if path is not None}
    for path in paths:
        for named, above in _matching(named_in_text(path)):
            for release in _releases(named, written):
                # One with a name that is no text is told when its turn comes: the others are done.
                found.setdefault(
                    resolved(release), task_of(release, release.relative_to(above), out, dataset, known)
                )
    tasks = tuple(found.values())
    _refuse_shared(tasks)
    return tasks


def _matching(path: Path) -> list[tuple[Path, Path]]:
    """The path, or what a pattern matches, each with the folder relative to which results are placed."""
    if path.exists():
        return [(path, path if _is_folder_of_releases(path) else path.parent)]
    if _PATTERN.isdisjoint(str(path)):
        raise InputError(Finding("input.file", "there is no such file", "Name another.", (Place(str(path)),)))
    first = next(number for number, part in enumerate(path.parts) if not _PATTERN.isdisjoint(part))
    root, pattern = Path(*path.parts[:first]), str(Path(*path.parts[first:]))
    matched = sorted(root.glob(pattern))
    if not matched:
        what = "no file matches the pattern"
        raise InputError(Finding("input.file", what, "Name another.", (Place(str(path)),)))
    return [(one, root) for one in matched]


def _releases(path: Path, written: Set[Path]) -> Iterator[Path]:
    """Each release at or below a path, except what is `written` there."""
    return _inside(path, written) if _is_folder_of_releases(path) else iter([path])


def _is_folder_of_releases(path: Path) -> bool:
    return path.is_dir() and not (path / _DEFINED).is_file()


def _inside(folder: Path, written: Set[Path]) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        # One that may not be looked into is told when its turn comes: the others are done.
        yield folder
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.suffix == _DRAFT or resolved(entry) in written:
            continue
        if not _is_folder_of_releases(entry):
            yield entry
        elif not entry.is_symlink():
            yield from _inside(entry, written)


def files_in(folder: Path, out: Path) -> Iterator[Path]:
    """The files in a folder and its subfolders, sorted by name, except those that `tasks_in` passes over.

    `out` is a resolved path. Files that disappear meanwhile are left out.
    """
    try:
        with os.scandir(folder) as found:
            # What each is stands in its folder: nothing is asked of the files themselves.
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith(_DRAFT):
            continue
        path = folder / entry.name
        try:
            is_file = entry.is_file()
        except OSError:
            # A link that leads in a circle is nothing that arrives.
            continue
        if is_file:
            yield path
        elif entry.is_dir(follow_symlinks=False) and _is_folder_of_releases(path) and resolved(path) != out:
            yield from files_in(path, out)


def task_of(
    release: Path, below: Path, out: Path, dataset: Path | None = None, companies: Iterable[Path] = ()
) -> Task:
    """The task for a file or a release's folder; `below` is its path relative to the named folder.

    The other arguments are as in `tasks_in`.
    """
    added = str(dataset) if dataset is not None else ""
    known = tuple(map(str, companies))
    if release.is_dir():
        return Task(str(release), "build", str(release / "xbrl"), added, known)
    # With its ending: a page and a PDF of one release often differ in nothing else.
    return Task(str(release), "draft", str(out / below.with_name(f"{below.name}{_DRAFT}")), added, known)


def _refuse_shared(tasks: tuple[Task, ...]) -> None:
    often = Counter(task.out for task in tasks)
    shared = [task for task in tasks if often[task.out] > 1]
    if shared:
        places = tuple(Place(task.release) for task in shared)
        what = f"{len(shared)} files would be drafted into one folder, {shared[0].out}"
        mend = "Name the folder that they are all in: its order is kept."
        raise InputError(Finding("input.out", what, mend, places))
