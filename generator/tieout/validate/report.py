"""Makes findings of Arelle's messages, with the release's cells; accepted ones are kept separately."""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from io import StringIO
from pathlib import Path

from tieout.core import Finding, InputError, Place, Source, as_printed, meaning
from tieout.validate.arelle import ARCHIVES, INLINE, INSTANCES, REPORT_PACKAGES, run_arelle
from tieout.validate.edgar import edgar, is_for_edgar
from tieout.validate.model import Message, Run, Verdict
from tieout.validate.official import NOTHING, Official
from tieout.validate.package import packed

_MAX_PLACES = 40
_DOCUMENT_TYPE = re.compile(rb'"documentType"\s*:\s*"https?://xbrl\.org/[^"]*/xbrl-(?:json|csv)"')
# How an instance begins, behind what stands before its root.
_INSTANCE = re.compile(rb"<(?:[\w.-]+:)?xbrl[\s>]")
_BEGIN = 20_000
_TRACE, _EXCEPTIONS, _CROSSWALK = "trace.csv", "exceptions.csv", "crosswalk.csv"
# How the name of our xBRL-CSV's metadata ends.
_CSV = "-csv.json"
# The columns of trace.csv that say where a fact is printed; those of a place in a page may be missing.
_TRACED = ("file", "line", "column", "table", "row", "head", "outcome", "fact")


@dataclass(frozen=True, slots=True)
class Sources:
    """What stands beside an instance, or with it in a report package.

    Where each fact is printed, which contradictions are accepted, the ids of facts that go by other names.
    """

    places: dict[str, Place] = field(default_factory=dict)
    accepted: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)

    @classmethod
    def beside(cls, path: Path, release: str | None = None) -> "Sources":
        """Reads `trace.csv` and `exceptions.csv`, where there are any, in the folder of an instance.

        A report package has the exceptions inside, and keeps them wherever it goes.

        `release` is the release's path for the places, where it is known better than by its name.
        """
        trace, exceptions = path.parent / _TRACE, path.parent / _EXCEPTIONS
        inside = packed(path, _EXCEPTIONS) if path.suffix in REPORT_PACKAGES else None
        if inside is not None:
            exceptions = path / _EXCEPTIONS
        places: dict[str, Place] = {}
        for number, row in _rows(trace, _TRACED):
            with _telling(trace, number):
                place = Place(release or row["file"], int(row["line"]), int(row["column"]), row["table"])
                if row["outcome"] == "fact":
                    found = replace(place, row=row["row"], head=row["head"], source=_source(row))
                    places.setdefault(row["fact"], found)
        accepted: dict[tuple[str, str], Decimal] = {}
        for number, row in _rows(exceptions, ("kind", "relation", "by", "total"), inside):
            with _telling(exceptions, number):
                if row["kind"] == "relation":
                    accepted[row["relation"], row["total"]] = Decimal(row["by"])
        aliases: dict[str, str] = {}
        if path.name.endswith(_CSV):
            # In xBRL-CSV a fact has the name of its table and row; the table has the ids.
            table = path.with_name(f"{path.name.removesuffix(_CSV)}-facts.csv")
            for number, (_, row) in enumerate(_rows(table, ("id",)), 1):
                aliases[f"facts.r_{number}.value"] = row["id"]
        return cls(places, accepted, aliases)

    def fact(self, fact_id: str) -> str:
        """The fact that an id is of: an inline report has further printings of a fact as ID.2, ID.3."""
        if fact_id in self.aliases:
            return self.aliases[fact_id]
        first = fact_id.rpartition(".")[0]
        return first if self._knows(first) and not self._knows(fact_id) else fact_id

    def _knows(self, fact_id: str) -> bool:
        return fact_id in self.places or any(total == fact_id for _, total in self.accepted)


def _rows(
    path: Path, needed: tuple[str, ...], text: str | None = None
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table with their lines; none where there is no such table. `text` is what it holds."""
    if text is None and not path.is_file():
        return
    with (
        _telling(path, 1),
        path.open(encoding="utf-8", newline="") if text is None else StringIO(text) as file,
    ):
        reader = csv.DictReader(file)
        if missing := sorted(set(needed) - set(reader.fieldnames or ())):
            raise ValueError(f"it has no column {missing[0]}")
        for row in reader:
            yield reader.line_num, {head: as_printed(row[head] or "") for head in reader.fieldnames or ()}


def _source(row: dict[str, str]) -> Source | None:
    """Where in a page a number stands, if it stands in one."""
    return Source(int(row["source-line"]), row["source-path"]) if row.get("source-line") else None


@contextmanager
def _telling(path: Path, line: int) -> Iterator[None]:
    """Says which table cannot be read, and where, instead of a traceback."""
    try:
        yield
    except (ValueError, TypeError, ArithmeticError, csv.Error) as error:
        raise InputError(
            Finding(
                "input.table",
                f"{path.name} cannot be read: {error}",
                "Build the report again.",
                (Place(str(path), line),),
            )
        ) from None


def is_report_xml(path: Path) -> bool:
    """Whether a file of XML is an instance, as EDGAR's are named, and no linkbase."""
    with path.open("rb") as file:
        return _INSTANCE.search(file.read(_BEGIN)) is not None


def is_report_json(path: Path) -> bool:
    """Whether a file of JSON says that it is a report: xBRL-JSON, or the metadata of xBRL-CSV."""
    return _DOCUMENT_TYPE.search(path.read_bytes()) is not None


def validate(path: Path, release: str | None = None, official: Official = NOTHING) -> Verdict:
    """Validates a file with Arelle. Raises InputError where there is no such file.

    What Arelle says at WARNING or above is a finding; a failed calculation that the report's own
    `exceptions.csv` lists with the same amount is accepted; one that it lists and Arelle does not find is a
    finding too. What is `official` is what a taxonomy may import.
    """
    if not path.is_file():
        raise InputError(
            Finding(
                "input.no-file",
                f"there is no file {path}",
                "Name an instance, a schema or a package.",
                (Place(str(path)),),
            )
        )
    run = run_arelle(path, official=official)
    return _verdict(path, replace(run, messages=(*run.messages, *_rules(path))), _sources(path, release))


def held_to_rules(path: Path, release: str | None = None) -> tuple[Finding, ...]:
    """Breaches of a regulator's rules that show in a report's files alone.

    This is used where Arelle lacks the official taxonomies that the report needs.
    """
    return _verdict(path, Run(_rules(path)), _sources(path, release)).findings


def _rules(path: Path) -> tuple[Message, ...]:
    return tuple(edgar(path)) if is_for_edgar(path) else ()


def _sources(path: Path, release: str | None) -> Sources:
    """Where the facts of a report are printed: those of an edition have our ids, in the folder above."""
    if _is_edition(path):
        return Sources.beside(path.parent.with_name(path.name), release)
    return Sources.beside(path, release) if path.suffix in INSTANCES else Sources()


def _is_edition(path: Path) -> bool:
    return (path.parent / _CROSSWALK).is_file()


def _verdict(path: Path, run: Run, sources: Sources) -> Verdict:
    findings: dict[tuple[str, ...], Finding] = {}
    accepted: dict[tuple[str, ...], Finding] = {}
    occurred: set[tuple[str, str]] = set()
    for said in run.messages:
        message = replace(said, facts=tuple(dict.fromkeys(map(sources.fact, said.facts))))
        # Both calculation modes find the same sum off: one finding.
        key = (message.relation, *sorted(message.facts)) if message.relation else (message.code, message.text)
        due = next(
            (entry for fact in message.facts if (entry := (message.relation, fact)) in sources.accepted), None
        )
        if due is not None:
            occurred.add(due)
        if due is not None and _agrees(sources.accepted[due], message.residue):
            accepted[key] = _merged(accepted.get(key), message, sources, path)
        else:
            findings[key] = _merged(findings.get(key), message, sources, path)
    for relation, total in sorted(set(sources.accepted) - occurred):
        # An inline report may stand without its assertions; an edition has none, and may lack sums as well.
        if (path.suffix in INLINE or _is_edition(path)) and relation not in run.relations:
            continue
        text = f"the accepted exception {relation} of {total} is not found by Arelle"
        findings[relation, total] = Finding(
            "validate.exception-stale", text, "Take it out of release.yaml.", (Place(str(path)),)
        )
    return Verdict(str(path), run.counts, tuple(findings.values()), tuple(accepted.values()))


def _agrees(accepted: Decimal, found: Decimal | None) -> bool:
    """Whether Arelle finds a relation off by the amount that is accepted; quotients are told rounded."""
    if found is None:
        return False
    exponent = accepted.as_tuple().exponent
    assert isinstance(exponent, int)
    # An amount in whole units is told exactly; a quotient's residue is rounded where it is stated.
    return accepted == found if exponent >= 0 else abs(accepted - found) <= Decimal(1).scaleb(exponent)


def _merged(earlier: Finding | None, message: Message, sources: Sources, path: Path) -> Finding:
    """A finding for a message; the same calculation found in both modes is one finding with both codes."""
    means, mend, *_ = meaning(f"validate.{message.code}")
    places = [sources.places[fact] for fact in message.facts if fact in sources.places]
    if not places:
        folder = path if path.suffix in ARCHIVES else path.parent
        places = [Place(str(folder / message.file) if message.file else str(path), message.line)]
    details: tuple[str, ...] = (message.text,)
    codes: tuple[str, ...] = (message.code,)
    if earlier is not None:
        codes = tuple(dict.fromkeys((*earlier.codes, *codes)))
        details = tuple(dict.fromkeys((*earlier.details, *details)))
        places = list(dict.fromkeys((*earlier.places, *places)))
    what = f"{means}: {message.text}"
    if message.relation:
        what = f"{message.relation}{f' for {message.context}' if message.context else ''}: {means}"
    return Finding(
        code="validate.relation" if message.relation else f"validate.{message.code}",
        message=what,
        mend=mend,
        places=tuple(places[:_MAX_PLACES]),
        facts=message.facts or (earlier.facts if earlier else ()),
        codes=codes,
        details=details,
        subject=message.relation,
    )
