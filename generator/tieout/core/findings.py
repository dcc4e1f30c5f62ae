"""Findings: what a step could not read, map, tie or prove, as data.

The command line, the tests and machines read the same objects; nobody parses a message.
"""

from dataclasses import dataclass
from enum import StrEnum

_GLANCE = 60


class Severity(StrEnum):
    """How a finding weighs: an ERROR fails the build, a NOTICE is shown and does not."""

    ERROR = "error"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Source:
    """Where in a file of markup a text was taken from: its line, from 1, and the element's XPath.

    Of a document that a page is made of, there is no line, `path` is that of the page, and `origin` is the
    document's own name of the place: `Income!B7`, `table 3, row 4, cell 2`.
    """

    line: int
    path: str
    origin: str = ""

    @property
    def named(self) -> str:
        """The place within its line as a person looks it up: the document's own name, or the XPath."""
        return self.origin or self.path

    def within(self, file: str) -> str:
        """The place in a file of this name, for messages: `page.htm:12 /html/body/p[3]`."""
        at = f"{file}:{self.line}" if self.line else file
        return f"{at} {self.named}".rstrip()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands: a file, and as far as known the line, column and cell in it.

    `line` and `column` count from 1; `column` is in characters. `table`, `row` and `head` are the
    printed caption of the table, the printed caption of the row and the head of the column. Where the file
    is markup, `line` and `column` are those of the text that was made of it, and `source` is the file's own.
    """

    file: str = ""
    line: int = 0
    column: int = 0
    table: str = ""
    row: str = ""
    head: str = ""
    source: Source | None = None

    def __str__(self) -> str:
        cell = " / ".join(part for part in (self.table, self.row, self.head) if part)
        if self.source is not None:
            own = ":".join(str(part) for part in (self.line, self.column) if part)
            cell = "; ".join(part for part in (cell, own and f"{own} of its text") if part)
            where = self.source.within(self.file)
            return f"{where} ({cell})" if cell else where
        where = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{where} ({cell})" if cell else where

    @property
    def brief(self) -> str:
        """The same for a glance: no caption whole, and of a page the place in its text alone."""
        cell = " / ".join(_cut(part) for part in (self.table, self.row, self.head) if part)
        if self.source is None:
            where = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
            return f"{where} ({cell})" if cell else where
        at = ":".join(str(part) for part in (self.line, self.column) if part)
        return "; ".join(part for part in (cell, self.source.origin, at) if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend or to know.

    `code` is stable and dotted (`release.unreadable-cell`), `message` says what is so in plain words,
    `mend` says what to do about it. `places` are the cells or YAML lines concerned, the first one
    foremost. `facts` are fact ids. `codes` are the codes of other tools that found the same. `subject` is
    the relation (STATEMENT/NAME) that it is about, where two steps can find the same.
    """

    code: str
    message: str
    mend: str = ""
    places: tuple[Place, ...] = ()
    severity: Severity = Severity.ERROR
    facts: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    subject: str = ""


class InputError(Exception):
    """The input cannot be used at all: a file, a YAML definition, an option. Exit code 2.

    Carries findings, so that every mistake in a file is reported at once.
    """

    def __init__(self, *findings: Finding) -> None:
        super().__init__(
            "; ".join(f"{f.places[0] if f.places else ''} {f.message}".strip() for f in findings)
        )
        self.findings = findings

    def __reduce__(self) -> tuple[type["InputError"], tuple[Finding, ...]]:
        # It goes from one process to another with its findings, not with their text.
        return InputError, self.findings


def _cut(caption: str) -> str:
    return caption if len(caption) <= _GLANCE else f"{caption[:_GLANCE].rstrip()}…"
