"""Finds the company's release before this one, in the folder beside it."""

from collections.abc import Iterator
from pathlib import Path

from tieout.core import InputError, resolved
from tieout.definitions import models
from tieout.definitions.files import read_model
from tieout.definitions.release import ReleaseDefinition


def folder_before(definition: ReleaseDefinition) -> Path | None:
    """The folder of the company's last release of an earlier quarter, among those beside this one's.

    None where there is none; a folder whose release.yaml cannot be read is passed over.
    """
    now = (definition.fiscal_year, definition.quarter)
    found = [
        ((model.fiscal_year, model.quarter), model.published, folder.name, folder)
        for folder, model in _beside(definition.folder)
        if (model.fiscal_year, model.quarter) < now
        and resolved(folder / model.company) == resolved(definition.company.folder)
    ]
    return max(found)[-1] if found else None


def _beside(folder: Path) -> Iterator[tuple[Path, models.ReleaseFile]]:
    own = resolved(folder)
    for path in sorted(own.parent.glob("*/release.yaml")):
        if path.parent != own:
            try:
                yield path.parent, read_model(path, models.ReleaseFile)[1]
            except (InputError, OSError):
                continue
