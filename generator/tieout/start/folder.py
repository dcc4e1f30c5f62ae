"""Makes the folder of a release: its unchanged text, and what a person has to state about it."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tieout.core import Finding, InputError, Place, resolved
from tieout.definitions import first_of, load_company
from tieout.layout import read_release
from tieout.mapping import of_another_quarter

_QUARTER = re.compile(r"(\d{4})[-\s]?[qQ]([1-4])")
_SCHEMA = "# yaml-language-server: $schema={schema}\n"
_YAML = """\
# {name}'s release for {period}.
company: {company}
text: {text}
fiscal-year: {year}
quarter: {quarter}
published: {published}
document-type: Earnings release
"""


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a fiscal year, in the company's way of naming years."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> "Quarter":
        """Reads `2025q1`. Raises InputError where it is not of that form."""
        match = _QUARTER.fullmatch(text)
        if match is None:
            what = f"{text} is no quarter of a fiscal year"
            raise InputError(Finding("input.quarter", what, "Write the year and the quarter: 2025q1."))
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.year}q{self.number}"


def new_release(company: Path, quarter: Quarter, text: Path, published: date, folder: Path) -> None:
    """Makes the folder of a release, completely or not at all: a copy of `text`, and `release.yaml`.

    Raises InputError where the folder exists already, where company or text cannot be read, or where the text
    is for another quarter or a later day.
    """
    if folder.exists():
        mend = f"Mend {folder / 'release.yaml'}, take the folder away, or name another with --out."
        raise InputError(refusal("input.release-exists", f"{folder} is there already", folder, mend))
    if not text.is_file():
        raise InputError(refusal("input.no-file", f"there is no file {text}", text))
    if not (company / "company.yaml").is_file():
        others = sorted(str(path.parent) for path in company.parent.glob("*/company.yaml"))
        mend = f"Name one of {', '.join(others)}." if others else "Draft one: tieout new company."
        raise InputError(refusal("input.no-company", f"there is no company.yaml in {company}", company, mend))
    known = load_company(resolved(company))
    period = known.calendar.quarter(quarter.year, quarter.number)
    if published < period.end:
        what = f"{published} is before {quarter} ends, on {period.end}"
        mend = "Say the day of publication with --published."
        raise InputError(refusal("input.published", what, text, mend))
    release, place = read_release(text, known), Place(str(text))
    other = of_another_quarter(release, known.calendar, quarter.year, quarter.number, place)
    if other is not None:
        raise InputError(other)
    name = f"release{text.suffix or '.txt'}"
    said = _YAML.format(
        name=first_of(known.name),
        period=period,
        company=relative(folder, company),
        text=name,
        year=quarter.year,
        quarter=quarter.number,
        published=published,
    )
    schema = resolved(company).parent / "schemas" / "release.schema.json"
    if schema.is_file():
        said = _SCHEMA.format(schema=relative(folder, schema)) + said
    with whole(folder) as beside:
        shutil.copyfile(text, beside / name)
        (beside / "release.yaml").write_text(said, encoding="utf-8", newline="\n")


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """A temporary folder that takes the place of `folder` at the end, if nothing fails."""
    missing = next((above for above in reversed(folder.parents) if not above.exists()), None)
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        yield beside
        beside.chmod(0o755)
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside if missing is None else missing, ignore_errors=True)
        raise


def relative(folder: Path, path: Path) -> str:
    """A path relative to a folder."""
    return Path(os.path.relpath(resolved(path), resolved(folder))).as_posix()


def refusal(code: str, what: str, place: Path, mend: str = "Name another one.") -> Finding:
    """The finding for something that cannot be created."""
    return Finding(code, what, mend, (Place(str(place)),))
