"""Files of described companies: finds the company, and keeps its release in a folder of its own."""

from functools import lru_cache
from pathlib import Path

from tieout.batch.arrivals import Stamp, stamp_of
from tieout.contact import Given, identify
from tieout.core import Finding, InputError, Place
from tieout.definitions import Company, load_company, plain_name
from tieout.start import Quarter, new_release

_COMPANY = "company.yaml"


def company_folders(folders: list[Path]) -> tuple[Path, ...]:
    """The folders of companies among or inside some folders. Raises InputError where one has none."""
    found: list[Path] = []
    for folder in folders:
        files = (folder / _COMPANY, *sorted(folder.glob(f"*/{_COMPANY}")))
        inside = [path.parent for path in files if path.is_file()]
        if not inside:
            what = f"there is no {_COMPANY} in it, nor in a folder in it"
            raise InputError(Finding("input.no-company", what, "Name another folder.", (Place(str(folder)),)))
        found += inside
    return tuple(dict.fromkeys(found))


def company_of(file: Path, folders: tuple[str, ...]) -> Path | None:
    """The folder of the company that a file names, by its register number or else its name; None for others.

    Names are compared without legal forms. Raises InputError where the file or a company cannot be read, or
    where two companies have the name.
    """
    if not folders:
        return None
    identity = identify(file)
    number, name = identity.identifier.value.lstrip("0"), identity.name.value
    if number:
        return next((Path(one) for one in folders if _loaded(one).code.lstrip("0") == number), None)
    named = [one for one in folders if plain_name(name) in map(plain_name, _loaded(one).name.values())]
    if len(named) > 1:
        # Their legal forms divide them, if anything does.
        whole = name.casefold()
        named = [one for one in named if whole in map(str.casefold, _loaded(one).name.values())] or named
    if len(named) > 1:
        what = f"its company, {name}, may be each of {', '.join(named)}"
        mend = "Name the folder of one of them alone with --companies."
        raise InputError(Finding("input.company", what, mend, (Place(str(file)),)))
    return Path(named[0]) if named else None


def release_folder(file: Path, company: Path, folder: Path) -> Path:
    """The folder for a file's release of a known company; it is created if necessary.

    An existing folder is kept, with what people have stated in it. Raises InputError where it belongs to
    another file, or the page is for no quarter that the company reports.
    """
    if (folder / "release.yaml").is_file():
        kept = folder / f"release{file.suffix or '.txt'}"
        if kept.is_file() and kept.read_bytes() == file.read_bytes():
            return folder
        what = f"{folder} is of another file, and may hold what people have said of it"
        mend = "Name another folder with --out, or take that one away."
        raise InputError(Finding("input.release-exists", what, mend, (Place(str(file)),)))
    known = _loaded(str(company))
    given = Given(calendar=known.calendar, language=known.language, currency=known.currency)
    identity = identify(file, given)
    new_release(company, Quarter(*identity.quarter.value), file, identity.published.value, folder)
    return folder


def _loaded(folder: str) -> Company:
    """A company's definitions. They are read again only when company.yaml changes,
    since a watch runs for days.
    """
    return _read(folder, stamp_of(Path(folder, _COMPANY)))


@lru_cache(maxsize=10_000)
def _read(folder: str, _: Stamp | None) -> Company:
    return load_company(Path(folder))
