"""Packs what a build has written: the taxonomy package, and report packages."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tieout.definitions import ReleaseDefinition
from tieout.publish.staging import Staging
from tieout.render import (
    ALIGNMENT,
    EXCEPTIONS,
    REPORT_PACKAGES,
    REPORTS,
    TAXONOMY,
    Rendered,
    render_alignment_package,
    render_package,
)


def add_package(staging: Staging, definition: ReleaseDefinition) -> Path:
    """The taxonomy package of the written files, with a package of the alignment with us-gaap beside it."""
    name = f"{definition.stem}{ALIGNMENT}.zip"
    staging.archive(name, name.removesuffix(".zip"), render_alignment_package(definition, name))
    inside = (replace(file, name=f"{TAXONOMY}/{file.name}") for file in _taxonomy(staging, "-crosswalk.csv"))
    return staging.archive(f"{definition.stem}.zip", definition.stem, (*render_package(definition), *inside))


def _taxonomy(staging: Staging, *others: str) -> Iterator[Rendered]:
    """The taxonomy's files, and `others` by their endings;
    without the alignment, which needs the official one.
    """
    return (file for file in staging.files(".xsd", ".xml", *others) if ALIGNMENT not in file.name)


def add_report_packages(staging: Staging, definition: ReleaseDefinition) -> None:
    """Report packages for the written reports, each with its taxonomy; all files are the same as outside.

    The accepted exceptions are included, outside the folder of reports, so that they hold wherever a package
    is validated.
    """
    for extension, suffix in REPORT_PACKAGES.items():
        report = f"{definition.stem}{suffix}"
        if (staging.folder / report).is_file():
            inside = (replace(file, name=f"{REPORTS}/{file.name}") for file in _taxonomy(staging, report))
            beside = staging.files(EXCEPTIONS)
            parts = (*render_package(definition, extension), *inside, *beside)
            staging.archive(f"{definition.stem}{extension}", definition.stem, parts)
