"""What documents say of one another, as views in SQL: which supersedes which, what changed, quarters that do
not fit into their years to date. The text is the same for every engine but for the words that differ.

A document is superseded by the next later one of the same company, period and language that has most of its
facts again; the id of a fact is the same in all of them. A supplement with a handful of figures supersedes
nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """Expressions for a part of a number: of a row's amount, and of half a unit of a decimal."""

    amount: str
    half: str


@dataclass(frozen=True, slots=True)
class Words:
    """The SQL that differs between engines, with {} or {0} for its argument.

    `least` is the smaller of two numbers, `after` the next day. `parts` represent an exact number: one
    decimal where the engine has such, else two integers, its units and the twelve digits behind its point.
    """

    least: str
    after: str
    parts: tuple[Part, ...]


_EXACT = Words(
    least="least({}, {})",
    after="{} + 1",
    parts=(Part("{0}.value", "cast('5e' || cast(-({0}) - 1 as varchar(9)) as decimal(38, 12))"),),
)
# SQLite keeps amounts as text and has no decimals, and its own numbers are no decimals: 1.3 - 1.25 would be
# more than 0.05. What it has exactly are integers of 18 digits: the units, and the twelve digits behind the
# point.
_UNITS = """case when cast({0}.amount as integer) between -1000000000000000000 and 1000000000000000000
 then cast({0}.amount as integer) end"""
_BEHIND = """case when instr({0}.amount, '.') = 0 then 0
 when length({0}.amount) - instr({0}.amount, '.') <= 12
 then cast(case when {0}.amount like '-%' then '-' else '' end
  || substr({0}.amount || '000000000000', instr({0}.amount, '.') + 1, 12) as integer) end"""
_HALF_UNITS = "cast(cast('5e' || (-({0}) - 1) as numeric) as integer)"
_HALF_BEHIND = "case when ({0}) < 0 then 0 else cast(cast('5e' || (11 - ({0})) as numeric) as integer) end"
WORDS: Mapping[str, Words] = {
    "duckdb": _EXACT,
    "postgresql": _EXACT,
    "sqlite": Words(
        least="min({}, {})",
        after="date({}, '+1 day')",
        parts=(Part(_UNITS, _HALF_UNITS), Part(_BEHIND, _HALF_BEHIND)),
    ),
}
"""By the name of the engine."""

_SUPERSEDED = """
with likely as (
  select e.company, e.period, e.sha256, l.sha256 as superseded_by, l.published
  from documents e join documents l on l.company = e.company and l.period = e.period
   and l.language = e.language and l.published > e.published
), again as (
  select p.company, p.period, p.sha256, p.superseded_by, p.published
  from likely p join facts f on f.sha256 = p.sha256
  left join facts g on g.sha256 = p.superseded_by and g.id = f.id
  group by p.company, p.period, p.sha256, p.superseded_by, p.published
  having 2 * count(g.id) > count(*)
), ordered as (
  select again.*, row_number() over (partition by sha256 order by published, superseded_by) as nth from again
)
select company, period, sha256, superseded_by from ordered where nth = 1
"""

_COLUMNS = 'concept, {0}.element, {0}.label, {0}.start, {0}."end", {0}.members, {0}.unit'
_CHANGES = """
select s.company, s.period, f.{of_old},
       f.amount as old, g.amount as new, s.sha256, s.superseded_by
from superseded s join facts f on f.sha256 = s.sha256
left join facts g on g.sha256 = s.superseded_by and g.id = f.id
where g.id is null or coalesce(f.unit, '') <> coalesce(g.unit, '') or {differs}
union all
select s.company, s.period, g.{of_new},
       null as old, g.amount as new, s.sha256, s.superseded_by
from superseded s join facts g on g.sha256 = s.superseded_by
left join facts f on f.sha256 = s.sha256 and f.id = g.id
where f.id is null
"""

_OFF_QUARTERS = """
with ordered as (
  select facts.*, row_number() over (partition by company, id order by published desc, sha256) as nth
  from facts where start is not null and unit not like '%/%' and unit not in ('pure', 'shares')
), last as (
  select * from ordered where nth = 1
)
select y.company, y.concept, y.element, y.members, y.unit, q.start, q."end",
       y.amount as year_to_date, b.amount as before, q.amount as quarter,
       y.sure and b.sure and q.sure as sure,
       y.sha256 as year_document, b.sha256 as before_document, q.sha256 as quarter_document
from last y
join last b on b.company = y.company and b.concept = y.concept and b.members = y.members and b.unit = y.unit
 and b.start = y.start and b."end" < y."end"
join last q on q.company = y.company and q.concept = y.concept and q.members = y.members and q.unit = y.unit
 and q."end" = y."end" and q.start = {after}
where {off}
"""


def views(engine: str) -> dict[str, str]:
    """The query of each view by name, in the order in which they depend on each other.

    They use `documents` and `facts`, with the columns of a dataset.
    """
    words = WORDS[engine]
    least = words.least.format("f.decimals", "g.decimals")
    same, rounded = _beyond(words, "fg"), _beyond(words, "fg", least)
    near = f"case when f.decimals = g.decimals then {same} else {rounded} end"
    # An amount too long for the engine's numbers is compared as text.
    differs = f"coalesce({near}, f.amount <> g.amount)"
    off = _beyond(words, "ybq", "y.decimals", "b.decimals", "q.decimals")
    return {
        "superseded": _SUPERSEDED,
        "changes": _CHANGES.format(of_old=_COLUMNS.format("f"), of_new=_COLUMNS.format("g"), differs=differs),
        "off_quarters": _OFF_QUARTERS.format(after=words.after.format('b."end"'), off=off),
    }


def _beyond(words: Words, rows: str, *decimals: str) -> str:
    """SQL for whether an amount differs from the sum of others by more than rounding explains.

    The first row's amount less the others' is compared with half a unit of each of these decimals; null where
    a number is too long for the engine.
    """
    above, below = [], []
    for part in words.parts:
        less = " - ".join(f"({part.amount.format(row)})" for row in rows)
        half = " + ".join(("0", *(part.half.format(decimal) for decimal in decimals)))
        above.append(f"{less} - ({half})")
        below.append(f"{less} + {half}")
    # What is too much for SQLite's integers is far off zero, whatever the digits behind the point are.
    over, under = (") * 1000000000000 + (".join(some) for some in (above, below))
    return f"(({over}) > 0 or ({under}) < 0)"
