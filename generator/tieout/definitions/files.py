"""Reads one YAML file into its model, and finds the base layer."""

from collections.abc import Collection
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar, cast

from pydantic import BaseModel, ValidationError

from tieout.core import InputError, resolved
from tieout.definitions import models
from tieout.definitions._mistakes import mistakes
from tieout.definitions._yaml import Document, load_yaml

M = TypeVar("M", bound=BaseModel)


def base_folder() -> Path:
    """The folder of the base taxonomy: inside an installed wheel, or in the checkout with this package."""
    return _shipped("base")


def editions_folder() -> Path:
    """The folder with the data of each edition, in the wheel or the checkout like the base taxonomy."""
    return _shipped("editions")


@cache
def _shipped(name: str) -> Path:
    package = Path(__file__).resolve().parents[1]
    bundled = package / f"_{name}"
    return bundled if bundled.is_dir() else package.parents[1] / "taxonomy" / name


def read_model(path: Path, model: type[M], languages: Collection[str] | None = None) -> tuple[Document, M]:
    """One YAML file with its lines, and its model. Raises InputError with every mistake in it.

    With `languages`, its texts are kept in these languages alone.
    """
    kept = tuple(languages) if languages is not None else None
    if path.is_relative_to(base_folder()):
        document, read = _of_base(path, model, kept, Path.cwd())
        return document, cast(M, read)
    return _read(path, model, kept)


# Every release has them: they are read once, as they are by the names that they have from where one stands.
@lru_cache(maxsize=256)
def _of_base(
    path: Path, model: type[BaseModel], languages: tuple[str, ...] | None, _: Path
) -> tuple[Document, BaseModel]:
    return _read(path, model, languages, base=True)


def _read(
    path: Path, model: type[M], languages: tuple[str, ...] | None, *, base: bool = False
) -> tuple[Document, M]:
    document = load_yaml(path, shown_path(path), base=base)
    try:
        return document, model.model_validate(document.data, context={models.LANGUAGES: languages})
    except ValidationError as error:
        raise InputError(*mistakes(document, model, error)) from None


def shown_path(path: Path) -> str:
    """The path as a person would write it from the current folder."""
    whole = resolved(path)
    try:
        return str(whole.relative_to(resolved(Path.cwd())))
    except ValueError:
        return str(whole)
