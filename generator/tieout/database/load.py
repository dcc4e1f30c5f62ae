"""Loads documents into a database: each completely or not at all, and only once."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, Engine, delete, select

from tieout.core import Finding, InputError
from tieout.database.engines import RefusedError, Row, engine_of, insert, lock, told
from tieout.database.found import Rows, Source, rows_in
from tieout.database.migrations import migrate
from tieout.database.schema import CONTENT, METADATA

State = Literal["added", "replaced", "unchanged", "refused"]

# Documents go in together until they have so many facts: a transaction each would take longer than the rows.
_TOGETHER = 20_000
# What does not make a document another one: the program's version, and amounts, which are there as text, too.
_NO_CONTENT = frozenset(("version", "value"))


@dataclass(frozen=True, slots=True)
class Loaded:
    """The outcome for a document: `facts` counts the loaded facts, `findings` say why it was refused."""

    source: Source
    state: State
    facts: int = 0
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ready:
    source: Source
    sha256: str
    content: str
    rows: Rows


def load(
    url: str, sources: Iterable[Source], rows_of: Callable[[Source], Rows] = rows_in
) -> Iterator[Loaded]:
    """The outcome for each document as it is loaded into the database at `url`; missing tables are created.

    A document that is there with the same reading is unchanged; one with another reading is replaced. One
    that cannot be read, or that the database refuses, is refused, and the others are loaded. Raises
    InputError where the database cannot be used; documents returned before that are loaded.
    """
    engine = engine_of(url)
    with told(engine), engine.begin() as connection:
        migrate(connection)
    ready: list[_Ready] = []
    facts = 0
    for source in sources:
        try:
            one = _ready(source, rows_of(source))
        except InputError as error:
            yield Loaded(source, "refused", findings=error.findings)
            continue
        ready.append(one)
        facts += len(one.rows["facts"])
        if facts >= _TOGETHER:
            yield from _put(engine, ready)
            ready, facts = [], 0
    yield from _put(engine, ready)


def _ready(source: Source, rows: Rows) -> _Ready:
    (document,) = rows["documents"]
    plain = {name: list(map(_content, table)) for name, table in rows.items()}
    content = hashlib.sha256(json.dumps(plain, default=str).encode()).hexdigest()
    document[CONTENT] = content
    return _Ready(source, document["sha256"], content, rows)


def _content(row: Row) -> list[object]:
    """The values of a row, by the names of their columns, that say what was read."""
    return [value for key, value in sorted(row.items()) if key not in _NO_CONTENT]


def _put(engine: Engine, ready: list[_Ready]) -> Iterator[Loaded]:
    """Loads documents together; one by one where the database refuses one of them."""
    try:
        yield from _put_together(engine, ready)
    except RefusedError as error:
        if len(ready) == 1:
            yield Loaded(ready[0].source, "refused", findings=error.findings)
        else:
            for one in ready:
                yield from _put(engine, [one])


def _put_together(engine: Engine, ready: list[_Ready]) -> list[Loaded]:
    """Loads documents in one transaction."""
    if not ready:
        return []
    # The same document may be in two folders: the last one counts, as if they came one after the other.
    last = {one.sha256: one for one in ready}
    with told(engine), engine.begin() as connection:
        lock(connection, list(last))
        there = _there(connection, list(last))
        changed = [one for one in last.values() if there.get(one.sha256) != one.content]
        _take_off(connection, [one.sha256 for one in changed if one.sha256 in there])
        for table in METADATA.sorted_tables:
            insert(connection, table, [row for one in changed for row in one.rows[table.name]])
    new = {one.sha256 for one in changed}
    return [_told(one, last, new, there) for one in ready]


def _told(one: _Ready, last: dict[str, _Ready], new: set[str], there: dict[str, str]) -> Loaded:
    if one.sha256 not in new or last[one.sha256] is not one:
        return Loaded(one.source, "unchanged")
    return Loaded(one.source, "replaced" if one.sha256 in there else "added", len(one.rows["facts"]))


def _there(connection: Connection, names: list[str]) -> dict[str, str]:
    """The readings of the documents that are in the database, by hash."""
    documents = METADATA.tables["documents"]
    found: dict[str, str] = {}
    for at in range(0, len(names), 500):
        asked = documents.c.sha256.in_(names[at : at + 500])
        rows = connection.execute(select(documents.c.sha256, documents.c[CONTENT]).where(asked))
        found |= {row.sha256: row.content for row in rows}
    return found


def _take_off(connection: Connection, names: list[str]) -> None:
    for table in reversed(METADATA.sorted_tables):
        for name in names:
            connection.execute(delete(table).where(table.c.sha256 == name))
