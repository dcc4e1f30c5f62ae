"""What documents say of one another, as views in SQL: which supersedes which, what changed, quarters that do
not fit into their years to date. The text is the same for every engine but for the words that differ.

A document is superseded by the next later one of the same company, period and language that has most of its
facts again; the id of a fact is the same in all of them. A supplement with a handful of figures supersedes
nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What engines say differently: the lesser of two numbers, a decimal, an amount, the day after a day."""

    least: str
    decimal: str
    value: str
    after: str


_EXACT = Words("least({}, {})", "decimal(38, 12)", "{}.value", "{} + 1")
# SQLite keeps amounts as text: its views compare them as its numbers, and show them as they are kept.
WORDS: Mapping[str, Words] = {
    "duckdb": _EXACT,
    "postgresql": _EXACT,
    "sqlite": Words("min({}, {})", "numeric", "cast({}.amount as numeric)", "date({}, '+1 day')"),
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
where abs({y} - {b} - {q}) > {half_y} + {half_b} + {half_q}
"""


def views(engine: str) -> dict[str, str]:
    """The query of each view by its name, in the order in which they rest on one another.

    They ask `documents` and `facts`, with the columns of a dataset.
    """
    words = WORDS[engine]

    def half(decimals: str) -> str:
        return f"cast('5e' || cast(-{decimals} - 1 as varchar(9)) as {words.decimal})"

    f, g = (words.value.format(one) for one in "fg")
    rounded = half(f"({words.least.format('f.decimals', 'g.decimals')})")
    near = f"abs({f} - {g}) > case when f.decimals = g.decimals then 0 else {rounded} end"
    # An amount too long for the engine's decimals is there as text alone.
    differs = f"coalesce({near}, f.amount <> g.amount)"
    return {
        "superseded": _SUPERSEDED,
        "changes": _CHANGES.format(of_old=_COLUMNS.format("f"), of_new=_COLUMNS.format("g"), differs=differs),
        "off_quarters": _OFF_QUARTERS.format(
            after=words.after.format('b."end"'),
            **{one: words.value.format(one) for one in "ybq"},
            **{f"half_{one}": half(f"{one}.decimals") for one in "ybq"},
        ),
    }
