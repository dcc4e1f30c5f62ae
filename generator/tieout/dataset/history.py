"""The history of a figure over the releases of a dataset: first published, repeated, restated."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, Literal

from tieout.core import Figure, Finding, InputError, Place, agree, library
from tieout.dataset.add import name_key
from tieout.dataset.near import nearest
from tieout.results import GRADES

State = Literal["first", "repeated", "restated", "contradicted", "derived"]
Members = tuple[tuple[str, str], ...]

# How many days a quarter may have: of thirteen weeks or fourteen, of three months.
QUARTER = range(84, 100)
# The grades, the least proven first: a failed one is less than none.
_PROVEN: tuple[str, ...] = ("failed", *reversed([grade for grade in GRADES if grade != "failed"]))
# What figures have in common that are printings of one: the same words may stand for several concepts.
_ONE = ("what", "start", "end", "members", "unit")
# The companies, by every name that their documents have for them.
_NAMED = """
select distinct company, identifier, company_name
from read_parquet($documents, hive_partitioning = true, hive_types_autocast = false) order by all
"""
# What companies print.
_CONCEPTS = """
select coalesce(element, concept), any_value(label order by label)
from read_parquet($facts, hive_partitioning = true, hive_types_autocast = false)
where list_contains($companies, company) group by 1 order by 1
"""
# Everything of companies that a concept, an official element or a label names, as each document prints it.
_ASKED = """
select f.start, f."end", f.members, f.unit, f.value, f.amount, f.decimals, f.grade, f.sure, f.concept,
       coalesce(f.element, f.concept) as what, d.published, d.name, d.sha256, d.company_name
from read_parquet($facts, hive_partitioning = true, hive_types_autocast = false) f
join read_parquet($documents, hive_partitioning = true, hive_types_autocast = false) d using (sha256)
where list_contains($companies, d.company) and $concept in (f.concept, f.element, f.label)
order by what, f.start nulls first, f."end", f.members::varchar, f.unit, d.published, d.sha256, f.id
"""


@dataclass(frozen=True, slots=True)
class Printing:
    """A figure in one document, compared with earlier documents.

    `state` is `first` where no earlier document has it, `repeated` where the last one agrees as far as its
    digits go, `restated` where that differs, and `contradicted` where a document of the same day differs.
    `derived` is a quarter that no document prints: the difference of two years to date, which may be off by
    one in the last digit; its grade is the lower one of the two. `company` is the name that the document has.
    """

    start: date | None
    end: date
    members: Members
    unit: str | None
    value: Decimal
    decimals: int
    grade: str
    sure: bool
    concept: str
    published: date
    document: str
    company: str
    state: State


@dataclass(frozen=True, slots=True)
class Gap:
    """Days between two quarters of a history for which it has none, at least a quarter."""

    start: date
    end: date
    members: Members
    unit: str | None


def history(dataset: Path, company: str, concept: str, *, whole: bool = False) -> tuple[Printing, ...]:
    """The printings of a figure by its period, in each period in the order of publication.

    `company` is a number in a register, a name with its legal form or without, or the name of a folder of the
    dataset; `concept` a concept, an official element such as us-gaap:Revenues, or a label. With `whole` only
    figures without members. Raises InputError where the dataset holds nothing of the kind, or DuckDB is not
    installed.
    """
    rows = list(_asked(dataset, company, concept))
    if whole:
        rows = [row for row in rows if not row["members"]]
    if not rows:
        what = f"the dataset holds no {concept} of {company} without members"
        raise _refused(dataset, what, "Ask for it with members, too.")
    printed: list[Printing] = []
    for _, group in groupby(rows, key=lambda row: tuple(row[name] for name in _ONE)):
        printed += _placed(list(group))
    return tuple(sorted((*printed, *_derived(printed)), key=_order))


def gaps(printed: Iterable[Printing]) -> tuple[Gap, ...]:
    """The missing quarters between those of a history, for each unit and set of members."""
    ends: dict[tuple[Members, str | None], date] = {}
    found: list[Gap] = []
    for one in sorted(printed, key=_order):
        if one.start is None or (one.end - one.start).days not in QUARTER:
            continue
        of = (one.members, one.unit)
        before = ends.get(of)
        if before is not None and (one.start - before).days >= min(QUARTER):
            found.append(Gap(before + timedelta(days=1), one.start - timedelta(days=1), *of))
        ends[of] = one.end
    return tuple(found)


def _order(one: Printing) -> tuple[str, str, str, str, date, str]:
    start = one.start.isoformat() if one.start is not None else ""
    return (one.end.isoformat(), start, str(one.members), one.unit or "", one.published, one.document)


def _asked(dataset: Path, company: str, concept: str) -> Iterator[dict[str, Any]]:
    """The printings. Raises InputError where there are none, which names what is named alike."""
    every = f"{dataset}/company=*/period=*/document=*"
    facts, documents = ({table: f"{every}/{table}.parquet"} for table in ("facts", "documents"))
    need_dataset(dataset)
    with connected() as connection:
        named = connection.execute(_NAMED, documents).fetchall()
        companies = {
            key for key, number, name in named if company in (key, number) or _is_name(company, name)
        }
        if not companies:
            near = nearest(company, {name: name for _, _, name in named})
            mend = f"Name it as its folder, its number or its documents do. Named alike: {'; '.join(near)}."
            raise _refused(dataset, f"the dataset holds nothing of {company}", mend)
        asked = {**facts, "companies": sorted(companies)}
        found = connection.execute(_ASKED, {**asked, **documents, "concept": concept})
        heads = [column[0] for column in found.description]
        rows = found.fetchall()
        if not rows:
            printed = connection.execute(_CONCEPTS, asked).fetchall()
            near = nearest(concept, {f"{one} ({label})": f"{one} {label}" for one, label in printed})
            mend = f"Name a concept, an element or a label. Named alike: {'; '.join(near)}."
            raise _refused(dataset, f"the dataset holds no {concept} of {company}", mend)
    for values in rows:
        row = dict(zip(heads, values, strict=True))
        yield row | {"members": tuple(sorted(row["members"].items())), "value": Decimal(row["amount"])}


def _is_name(asked: str, name: str) -> bool:
    """Whether a company goes by a name, with its legal form or without."""
    return name_key(asked) == name_key(name)


def _refused(dataset: Path, what: str, mend: str) -> InputError:
    return InputError(Finding("input.dataset", what, mend, (Place(str(dataset)),)))


def need_dataset(folder: Path) -> None:
    """Raises InputError where a folder holds no dataset."""
    if not any(folder.glob("company=*/period=*/document=*/facts.parquet")):
        what = "there is no dataset"
        raise InputError(Finding("input.dataset", what, "Name the folder of one.", (Place(str(folder)),)))


def connected() -> Any:
    """A connection to a database of DuckDB in memory. Raises InputError where DuckDB is not installed."""
    return library("duckdb", "dataset").connect()


def _placed(rows: list[dict[str, Any]]) -> Iterator[Printing]:
    """The printings of one figure for one period; several of one document only if they differ."""
    before: dict[str, Any] | None = None
    for row in rows:
        state: State = "first"
        if before is not None:
            if _alike(before, row):
                if before["sha256"] == row["sha256"]:
                    continue
                state = "repeated"
            else:
                state = "restated" if before["published"] < row["published"] else "contradicted"
        yield _printing(row, state)
        before = row


def _alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two printings agree as far as their digits go."""
    return agree(Figure(one["value"], one["decimals"]), Figure(other["value"], other["decimals"]))


def _printing(row: dict[str, Any], state: State) -> Printing:
    same = ("start", "end", "members", "unit", "value", "decimals", "grade", "sure", "concept", "published")
    return Printing(
        **{name: row[name] for name in same}, document=row["name"], company=row["company_name"], state=state
    )


def _derived(printed: Iterable[Printing]) -> Iterator[Printing]:
    """Quarters that no document prints: the difference of two years to date that begin on one day.

    The last printing of each period counts. Amounts per share, counts of shares and rates are left out, since
    they are averages.
    """
    last = {(one.start, one.end, one.members, one.unit, one.concept): one for one in printed}
    there = set(last)
    of_year = sorted(
        (one for one in last.values() if one.start is not None and _adds_up(one)),
        key=lambda one: (str(one.start), str(one.members), one.unit or "", one.concept, one.end),
    )
    for before, after in pairwise(of_year):
        same = (before.start, before.members, before.unit, before.concept)
        if same != (after.start, after.members, after.unit, after.concept):
            continue
        start = before.end + timedelta(days=1)
        printed_already = (start, after.end, after.members, after.unit, after.concept) in there
        if printed_already or (after.end - before.end).days not in QUARTER:
            continue
        yield Printing(
            start=start,
            end=after.end,
            members=after.members,
            unit=after.unit,
            value=after.value - before.value,
            decimals=min(before.decimals, after.decimals),
            grade=min(before.grade, after.grade, key=_PROVEN.index),
            sure=before.sure and after.sure,
            concept=after.concept,
            published=max(before.published, after.published),
            document=f"{after.document} less {before.document}",
            company=after.company,
            state="derived",
        )


def _adds_up(one: Printing) -> bool:
    return one.unit is not None and "/" not in one.unit and one.unit not in ("pure", "shares")
