"""An edition's data: what ships of it, a company's own, and a release's own, each over the one before.

`taxonomy/editions/NAME/edition.yaml` is the same for everybody. `editions/NAME.yaml` in a company's folder
says what the company alone knows (its number in a register, its address), in a release's folder what that
release alone does. A map is merged key by key; every other value takes the place of the one below.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from tieout.core import Finding, InputError, Place
from tieout.definitions import models
from tieout.definitions._mistakes import mistakes
from tieout.definitions._yaml import Document, Key, load_yaml
from tieout.definitions.files import editions_folder, read_model, shown_path
from tieout.definitions.release import ReleaseDefinition

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class _Layered(Document):
    """Several files merged; `layers` are these files, the one nearest to the release last."""

    layers: tuple[Document, ...]

    def place(self, path: Key = ()) -> Place:
        """The place of the value at `path`: in the nearest file that has it, else in the nearest of all."""
        for document in reversed(self.layers):
            if path in document.marks:
                return document.place(path)
        return super().place(path)


def load_edition(name: str, definition: ReleaseDefinition, model: type[M]) -> M:
    """The data of an edition for a release. Raises InputError with every mistake in it."""
    shipped = editions_folder() / name / "edition.yaml"
    stated = edition_files(name, definition)
    documents = [load_yaml(path, shown_path(path)) for path in (shipped, *stated) if path.is_file()]
    if not documents:
        what = f"there is no data of the edition {name}"
        raise InputError(Finding("input.no-edition", what, "Write it.", (Place(shown_path(shipped)),)))
    data: Any = {}
    for document in documents:
        data = _over(data, document.data or {})
    try:
        return model.model_validate(data)
    except ValidationError as error:
        nearest = documents[-1]
        whole = _Layered(nearest.file, data, nearest.marks, tuple(documents))
        raise InputError(*mistakes(whole, model, error)) from None


def load_form(name: str, form: str) -> models.FormFile:
    """A form of an edition, by the name of its file in the edition's data. Raises InputError."""
    return read_model(editions_folder() / name / f"{form}.yaml", models.FormFile)[1]


def forms_of(name: str) -> tuple[str, ...]:
    """The names of an edition's forms."""
    return tuple(sorted(p.stem for p in (editions_folder() / name).glob("*.yaml") if p.stem != "edition"))


def edition_files(name: str, definition: ReleaseDefinition) -> tuple[Path, Path]:
    """The files in which a company and a release state an edition's data; they may not exist."""
    return (
        definition.company.folder / "editions" / f"{name}.yaml",
        definition.folder / "editions" / f"{name}.yaml",
    )


def _over(below: Any, above: Any) -> Any:
    """One value merged over another: maps key by key."""
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    return below | {key: _over(below[key], value) if key in below else value for key, value in above.items()}
