"""Gives names: to statements, to tables and their periods, and to lines that others refer to."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from tieout.core import PERIOD_NAMES
from tieout.definitions import Company, Drafting
from tieout.draft.inside import amounts_in, with_placeholders
from tieout.draft.model import Drafted, Line
from tieout.draft.own import camel, sentence, spaced
from tieout.draft.propose import Proposer
from tieout.draft.settle import Settled
from tieout.draft.sheet import Sheet
from tieout.draft.sheeted import Sheeted
from tieout.language import language_of
from tieout.layout import tidy

# The cover is the first statement; those of no usual kind follow at a distance.
_FIRST, _OTHERS, _STEP = 2, 40, 2
_TITLE = 90
_DEFAULT = {
    "durations": ("quarter", "quarter-before", "to-date", "to-date-before"),
    "instants": ("end", "opening", "end-before"),
}
# A day, with its month before it.
_NUMBER = re.compile(r"\s*[^\W\d]+\.?\s+\d")
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")


class Namer:
    """Names statements, tables and lines."""

    def __init__(
        self,
        company: Company,
        drafting: Drafting,
        proposer: Proposer,
        quarter: tuple[int, int] | None,
    ) -> None:
        self._company = company
        self._drafting = drafting
        self._proposer = proposer
        self._periods = company.calendar.named(*quarter) if quarter is not None else None
        self._kinds = [kind.statement for kind in drafting.kinds]
        # The names of kinds are kept for them.
        self._names = {statement.name for statement in company.statements}
        self._roots: set[str] = set()
        self._sort = _OTHERS

    def named(self, one: Drafted, settled: Settled, *, rounded: bool) -> Sheeted:
        """A statement with its names, titles and tables: all that its YAML says."""
        kind = one.kind
        title = self._title(one)
        standard = kind is not None and kind.statement not in self._names
        if standard and kind is not None:
            name, sort, root = kind.statement, _FIRST + _STEP * self._kinds.index(kind.statement), kind.root
            titles = kind.title | {self._company.language: title or kind.title[self._company.language]}
        else:
            name, sort = self._free(camel(title)), self._sort
            self._sort += _STEP
            details = self._drafting.titles["details"]
            titles = {
                language: f"{title or spaced(name)} {details[language]}"
                for language in self._company.languages
            }
            root = ""
        if not root or root in self._roots:
            root = self._proposer.own.heading(title or name).name
        self._names.add(name)
        self._roots.add(root)
        tables = self._tables(one)
        sheeted = Sheeted(
            drafted=one,
            settled=settled,
            name=name,
            file=re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower(),
            sort=sort,
            kind=kind.kind if standard and kind is not None else "Disclosure",
            title=titles,
            root=root,
            table=kind.table if standard and kind is not None else "StatementTable",
            line_items=kind.line_items if standard and kind is not None else "StatementLineItems",
            tables=tables,
            axes=self._axes(one.lines, tables),
            phrases=self._drafting.says,
            parenthetical={
                language: f"{text} {self._drafting.titles['parenthetical'][language]}"
                for language, text in titles.items()
            },
            rounded=rounded,
        )
        self._inside(sheeted)
        self._ids(sheeted)
        return sheeted

    def _free(self, name: str) -> str:
        free, count = name, 1
        while free in self._names or free in self._kinds:
            count += 1
            free = f"{name}{count}"
        return free

    def _title(self, one: Drafted) -> str:
        """The title of a statement: the caption above it,
        without the company's name and remarks in brackets.
        """
        sheet = one.group.sheets[0]
        said = one.group.named or self._caption(sheet, "") or sheet.entries[0].caption
        said = re.sub(re.escape(self._company.name[self._company.language]), "", said, flags=re.IGNORECASE)
        said = _REMARK.sub("", tidy(self._undated(said) or said)).strip(" ,;:-—–")
        return sentence(said, self._drafting.words)[:_TITLE] if said else ""

    def _caption(self, sheet: Sheet, named: str) -> str:
        """The words of a caption by which the table is found again in another release: no dates, no numbers.

        The caption that names the statement's kind is taken, or else the nearest that is no remark and no
        date.
        """
        language = language_of(self._company)
        first = [named] if named in sheet.table.captions else []
        for caption in (*first, *reversed(sheet.table.captions)):
            plain = " ".join(caption.split())
            before = _NUMBER.split(plain, maxsplit=1)[0]
            if (plain.startswith("(") and plain.endswith(")")) or (
                before != plain and language.begins(before)
            ):
                continue
            said = self._undated(plain)
            if said and len(said) <= 2 * _TITLE:
                return said
        return ""

    def _undated(self, text: str) -> str:
        """The longest run of words in a text without a number, a month or a count of months."""
        known = self._company.vocabulary
        dated = {word.casefold() for word in (*known.months, *known.counts, *known.weeks)}
        runs: list[list[str]] = [[]]
        for word in text.split():
            if any(letter.isdigit() for letter in word) or word.strip(".,;:()").casefold() in dated:
                runs.append([])
            else:
                runs[-1].append(word)
        return " ".join(max(runs, key=lambda run: sum(map(len, run)))).strip(" ,;:-—–(")

    # Tables ----------------------------------------------------------------------------------------------

    def _tables(self, one: Drafted) -> dict[str, dict[str, object]]:
        sheets = one.group.sheets
        names = ["table"] if len(sheets) == 1 else [f"table-{n}" for n, _ in enumerate(sheets, 1)]
        used: list[set[str]] = [set() for _ in sheets]
        for line, number in zip(one.lines, one.group.sheet_of, strict=True):
            used[number] |= {axis for axis, _ in line.members}
        triples = zip(names, sheets, used, strict=True)
        return {name: self._table(sheet, one.group.named, axes) for name, sheet, axes in triples}

    def _table(self, sheet: Sheet, named: str, used: Collection[str]) -> dict[str, object]:
        said: dict[str, object] = {}
        if caption := self._caption(sheet, named):
            said["caption"] = caption
        said[sheet.dated] = sheet.by
        said["unit"] = sheet.unit
        if sheet.change is not None:
            said["change"] = sheet.change
        if periods := self._named_periods(sheet):
            said["periods"] = periods
        if parts := self._proposer.parts(sheet, used):
            said["parts"] = {part: dict(members) for part, members in parts.items()}
        forecast = dict(self._company.forecast)
        if self._is_forecast(sheet):
            said["members"] = forecast
        elif any(row.dated is not None and row.dated.forecast for row in sheet.table.rows):
            said["forecast"] = forecast
        return said

    def _is_forecast(self, sheet: Sheet) -> bool:
        """Whether all periods of a table lie in the future."""
        end = self._periods["end"][0].end if self._periods is not None else None
        return end is not None and all(period.end > end for period in sheet.periods)

    def _named_periods(self, sheet: Sheet) -> list[str]:
        """The names of a table's periods; empty where they are the default ones for such a table."""
        if self._periods is None:
            return []
        usual = {period for name in _DEFAULT[sheet.by] for period in self._periods[name]}
        due = {self._periods[name][0] for name in ("quarter", "to-date", "end")}
        if set(sheet.periods) <= usual and set(sheet.periods) & due:
            return []
        left, names = set(sheet.periods), []
        for name in sorted(PERIOD_NAMES, key=lambda name: -len(self._periods[name]) if self._periods else 0):
            periods = set(self._periods[name])
            if periods <= left:
                names.append(name)
                left -= periods
        if not left:
            return [name for name in PERIOD_NAMES if name in names]
        # In the first quarter nothing says whether a statement is of the quarter or of the year to date.
        durations = ("quarter", "to-date") if self._periods["quarter"] != self._periods["to-date"] else ()
        named = [name for name in (*durations, "end") if self._periods[name][0] in sheet.periods]
        return [*named, "any"]

    # Lines -----------------------------------------------------------------------------------------------

    def _inside(self, one: Sheeted) -> None:
        """Gives each amount in a caption a name and concepts, and the caption placeholders for them."""
        language = language_of(self._company)
        for index, line in enumerate(one.drafted.lines):
            if line.entry.column:
                continue
            found = amounts_in(line.entry.caption, language)
            if not found:
                continue
            names = ["amount"] if len(found) == 1 else [f"amount-{n}" for n, _ in enumerate(found, 1)]
            concepts = [self._proposer.inside(one.drafted, index, inside) for inside in found]
            line.inside = tuple(zip(names, concepts, strict=True))
            one.captions[index] = with_placeholders(line.entry.caption, found, names)

    @staticmethod
    def _axes(lines: Iterable[Line], tables: Mapping[str, Mapping[str, object]]) -> dict[str, list[str]]:
        """The axes of a statement, each with the members that its lines and tables use."""
        axes: dict[str, dict[str, None]] = {}
        pairs = [pair for line in lines for pair in line.members]
        for table in tables.values():
            for key in ("members", "forecast"):
                said = table.get(key)
                pairs += said.items() if isinstance(said, dict) else ()
            parts = table.get("parts")
            for members in parts.values() if isinstance(parts, dict) else ():
                pairs += members.items()
        for axis, member in pairs:
            axes.setdefault(axis, {})[member] = None
        return {axis: list(members) for axis, members in axes.items()}

    def _ids(self, one: Sheeted) -> None:
        lines = one.drafted.lines
        wanted: dict[int, None] = {}
        shown = Counter(lines[index].concept.name for index in one.settled.sums if lines[index].concept)  # type: ignore[union-attr]
        for index, parts in one.settled.sums.items():
            over = [part.line for part in parts if lines[part.line].members != lines[index].members]
            wanted |= dict.fromkeys(over)
            concept = lines[index].concept
            if over and concept is not None and shown[concept.name] > 1:
                wanted[index] = None
        used: set[str] = set()
        for index in sorted(wanted):
            words = re.findall(r"[a-z0-9]+", tidy(lines[index].entry.caption).casefold())
            stem = "-".join(words)[:40] or "line"
            name, count = stem, 1
            while name in used:
                count += 1
                name = f"{stem}-{count}"
            used.add(name)
            one.ids[index] = name
