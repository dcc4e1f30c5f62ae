"""A decision asked for by a page: its kind, its number, and further values."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tieout.core import Finding, InputError, Place
from tieout.definitions import Change, Company, Key, Line, Sentence, Statement, entry_at
from tieout.mapping import Printed
from tieout.pipeline import Read
from tieout.render import Texts
from tieout.review.saying import said

Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Edit:
    """The changes to one file."""

    path: Path
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """A decision in words, with its edits of files."""

    what: Texts
    edits: tuple[Edit, ...]


def refusal(what: str, mend: str = "", *places: Place) -> InputError:
    """The error for a decision that is not possible."""
    return InputError(Finding("review.refused", what, mend, places))


@dataclass(frozen=True, slots=True)
class Written:
    """A line of a statement, or a sentence, in its file: the file, the path of its entry, its content."""

    path: Path
    key: Key
    said: Mapping[str, Any]


class Asked:
    """A decision asked for, about a release in its present state. Anything it names must exist."""

    def __init__(self, done: Read, said: Said) -> None:
        self.done, self.said = done, said

    @property
    def company(self) -> Company:
        """The company that publishes the release."""
        return self.done.definition.company

    @property
    def released(self) -> Path:
        """The path of release.yaml."""
        return self.done.definition.folder / "release.yaml"

    def says(self, key: str, **values: str) -> Texts:
        """The decision in words, by the key of the wording."""
        return said(self.company.languages, key, **values)

    def text(self, name: str, what: str) -> str:
        """A text that the person has to write; refused where it is empty."""
        found = str(self.said.get(name) or "").strip()
        if not found:
            raise refusal(f"{what} is wanted")
        return found

    def place(self) -> tuple[int, int]:
        """The place of the number: line and column of the text."""
        try:
            return int(self.said["line"]), int(self.said["column"])
        except (KeyError, TypeError, ValueError):
            raise refusal("no number is named") from None

    def line(self) -> tuple[Statement, Line]:
        """The statement's line in which the number stands;
        of several, the one with the concept `concept-now`.
        """
        at = self.place()
        found = [p for _, p in self.done.facts.printed if (p.place.line, p.place.column) == at]
        name = self.said.get("concept-now")
        printed = next(iter([p for p in found if p.concept.name == name] or found), None)
        if printed is None:
            raise refusal("that number is no figure of a table")
        found_line = line_of(self.company, printed)
        if found_line is None:
            raise refusal("that number is read by a sentence, not in a table")
        return found_line

    def written(self) -> Written:
        """The place in the YAML files where the line is written."""
        statement, line = self.line()
        found = self.entry("statements", line.place)
        if found is None:
            what = f"the line is not found in {statement.name}"
            raise refusal(what, "Change it in the file.", line.place)
        return found

    def entry(self, folder: str, place: Place) -> Written | None:
        """The list entry that begins at a place, in one of the company's files in a folder; else None."""
        for path in sorted((self.company.folder / folder).glob("*.yaml")):
            found = entry_at(text_of(path), place) if path.name == Path(place.file).name else None
            if found is not None:
                return Written(path, *found)
        return None

    def sentence(self) -> Sentence | None:
        """The sentence named in `of`; None where the decision is about a new one."""
        name = str(self.said.get("of") or "")
        found = next((one for one in self.company.sentences if one.name == name), None)
        if name and found is None:
            raise refusal(f"there is no sentence {name}")
        return found


def line_of(company: Company, printed: Printed) -> tuple[Statement, Line] | None:
    """The statement and line in which a figure is printed; None for a figure in a sentence."""
    statement = next((one for one in company.statements if one.name == printed.statement), None)
    return (statement, statement.lines[printed.line]) if statement and printed.line >= 0 else None


def text_of(path: Path) -> str:
    """The text of a file with its own line ends."""
    return path.read_bytes().decode("utf-8")


def caption_of(line: Line) -> str:
    """The printed caption of a line."""
    return line.captions[0] if line.captions else line.concept.name
