"""Maps a release: every table that the statements define, and every sentence that is known."""

from collections.abc import Iterator

from tieout.core import Figure, Finding, Period
from tieout.definitions import Line, Members, ReleaseDefinition, first_of
from tieout.language import Unit, language_of
from tieout.layout import Release, Row
from tieout.mapping.cells import CellMapper
from tieout.mapping.columns import column_meanings, slot_of
from tieout.mapping.dated_rows import map_dated_rows
from tieout.mapping.model import Mapped, Missing, OtherUnit, Unknown
from tieout.mapping.paired import Meaning, Outcome, Paired, merged, settled
from tieout.mapping.parenthetical import CaptionMapper
from tieout.mapping.rows import line_missing, pair_rows
from tieout.mapping.sentences import map_sentences
from tieout.mapping.tables import pair_tables, wanted_tables
from tieout.mapping.units import believed, told

_TOLD_WITH_COLUMNS = frozenset({"layout.column-undated", "layout.period-reckoned"})


def map_release(release: Release, definition: ReleaseDefinition) -> Mapped:
    """Maps every table that the statements define, and every sentence that is known.

    What does not fit is a finding with its cell; a cell that cannot be read is `damaged`, and may be proven.
    """
    language = language_of(definition.company)
    pairs, missing = pair_tables(release, wanted_tables(definition.company.statements), language)
    tables: list[Paired] = []
    for wanted, table in pairs:
        again = any(other.wanted is wanted for other in tables)
        tables.append(Paired(release, definition, language, wanted, table, again))
    outcomes = [map_table(paired) for paired in tables]
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    # The parts of a table have their headers in common: what is wrong about one is told once.
    findings = list({(one.code, one.message, one.places): one for one in reversed(findings)}.values())[::-1]
    missing += [one for outcome in outcomes for one in outcome.missing]
    read = {table.number for _, table in pairs}
    printed, said, unsaid = map_sentences(release, definition, language, read)
    missing += unsaid
    every = (*(one for outcome in outcomes for one in outcome.printed), *printed)
    other_units = tuple(
        column
        for paired, outcome in zip(tables, outcomes, strict=True)
        for column in _other_units(paired, outcome)
    )
    borne = believed(other_units, every)
    findings += [*said, *told(other_units, borne), *_unused(definition, outcomes)]
    return Mapped(
        every,
        tuple(damaged for outcome in outcomes for damaged in outcome.damaged),
        tuple(dropped for outcome in outcomes for dropped in outcome.dropped),
        (*findings, *(one.finding for one in missing)),
        tuple(missing),
        coarser=tuple(dict.fromkeys(column.table for column in borne if column.coarser)),
        unknown=tuple(one for outcome in outcomes for one in outcome.unknown),
    )


def map_table(paired: Paired) -> Outcome:
    """Maps one table: rows to lines, columns to periods,
    then the cells; the other way round for dated rows.
    """
    outcome = Outcome(findings=[one for one in paired.table.findings if not _is_settled(one, paired)])
    if paired.wanted.table.dated == "rows":
        map_dated_rows(paired, outcome)
        return outcome
    pairs, findings, without = pair_rows(paired.release, paired.wanted, paired.table, paired.company)
    outcome.findings += findings
    meanings = column_meanings(paired, outcome)
    columns = _dated(meanings)
    for line in without:
        outcome.missing.append(_missing(paired, line, meanings))
    known = {id(row) for _, row, _ in pairs}
    for row in paired.table.rows:
        if id(row) not in known:
            outcome.unknown += _unknown(paired, row, meanings)
    cells, captions = CellMapper(paired, meanings, outcome), CaptionMapper(paired, columns, outcome)
    for line, row, texts in pairs:
        captions.map(row, line, texts)
        for number, cell in enumerate(row.cells, 1):
            cells.map(row, line, cell, number, slot_of(paired, meanings, line, number))
        if line.nil_when_blank:
            cells.nil(row, line)
    return outcome


def _unknown(paired: Paired, row: Row, meanings: dict[int, Meaning]) -> Iterator[Unknown]:
    """The figures of a row without a known line, in the columns that are understood."""
    for number, cell in enumerate(row.cells, 1):
        meaning = meanings.get(number)
        if meaning is None or meaning.kind != "period" or meaning.period is None:
            continue
        unit = cell.unit or meaning.column.unit
        if unit is not None and cell.reading.value is not None:
            figure = Figure.scaled(cell.reading.value, cell.reading.places, unit.scale)
            members = merged(paired.wanted.table.members, meaning.members)
            yield Unknown(paired.wanted.statement.name, members, meaning.period, unit.measure, figure)


def _is_settled(finding: Finding, paired: Paired) -> bool:
    """Whether a finding of the layout is reported with the columns here,
    or settled by the definition's unit.
    """
    stated = paired.wanted.table.unit is not None
    return finding.code in _TOLD_WITH_COLUMNS or (stated and finding.code == "layout.unit-missing")


def _dated(meanings: dict[int, Meaning]) -> tuple[tuple[Period, Unit | None], ...]:
    """The periods of the columns for the whole company, with their units."""
    return tuple(
        (meaning.period, meaning.column.unit)
        for meaning in meanings.values()
        if meaning.kind == "period" and meaning.period is not None and not meaning.members
    )


def _missing(paired: Paired, line: Line, meanings: dict[int, Meaning]) -> Missing:
    """A line without a row, with the figures that it should have in the columns."""
    caption = line.captions[0] if line.captions else first_of(line.concept.label)
    what = f'the line "{caption}" ({line.concept.name}) is not in the table'
    keys: list[tuple[str, Members, Period]] = []
    for number in () if line.heading else range(1, len(paired.table.columns) + 1):
        if (slot := slot_of(paired, meanings, line, number)) is not None:
            period = settled(line, slot.concept, slot.period)
            keys.append((slot.concept.name, slot.members, period))
    inside = [concept for concepts in line.inside.values() for concept in concepts]
    dated = _dated(meanings)
    keys += [(concept.name, line.members, period) for concept in inside for period, _ in dated]
    scales = [unit.scale for _, unit in dated if unit is not None]
    finding = line_missing(paired, line, what)
    return Missing(finding, line.optional, tuple(keys), -min(scales, default=0))


def _other_units(paired: Paired, outcome: Outcome) -> Iterator[OtherUnit]:
    """The columns whose unit is not the one that their table is defined in."""
    for number, (finding, coarser) in outcome.other_units.items():
        figures = tuple(outcome.in_column.get(number, ()))
        yield OtherUnit(paired.wanted.table.id, coarser, figures, finding)


def _unused(definition: ReleaseDefinition, outcomes: list[Outcome]) -> Iterator[Finding]:
    used = {index for outcome in outcomes for index in outcome.used}
    for index, stated in enumerate(definition.readings):
        if index not in used:
            yield Finding(
                "mapping.reading-unused",
                f'the stated reading of "{stated.printed}" ({stated.row}) matches no unreadable cell',
                "Take it out, or mend its table, row, column or printed text.",
                (stated.place,),
            )
