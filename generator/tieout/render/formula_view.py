"""The view of the formula linkbase: an assertion for each relation (Formula 1.0)."""

from typing import Any

from tieout.core import FiscalCalendar, WeekCalendar
from tieout.definitions import Company, Relation, Term, TermAt
from tieout.render import names
from tieout.render.layout import Layout

View = dict[str, Any]


def formula(layout: Layout) -> View:
    """The formula linkbase: the relations that no calculation linkbase can express."""
    company = layout.definition.company
    accepted = {entry.subject for entry in layout.definition.exceptions if entry.kind == "relation"}
    return {
        "warning": names.WARNING,
        "namespaces": [
            {"prefix": company.base.prefix, "uri": layout.base.namespace},
            {"prefix": company.own.prefix, "uri": layout.namespace},
            {"prefix": _PREFIX, "uri": f"{layout.base.namespace}/functions"},
        ],
        "functions": _FUNCTIONS,
        "role_refs": names.FORMULA_ROLES,
        "arcrole_refs": names.FORMULA_ARCROLES,
        "assertions": [
            # A contradiction of the release's own, published as printed, is no error of the report's.
            _assertion(relation, company) | {"accepted": f"{statement.name}/{relation.name}" in accepted}
            for statement in company.statements
            for relation in statement.relations
            if f"{statement.name}/{relation.name}" not in layout.idle
        ],
    }


# The prefix of our functions. What many assertions say is said once, since a processor reads each expression.
_PREFIX = "tf"
_FACT, _NUMBER, _TEXT = "item()", "xs:decimal", "xs:string"
# The products of two numbers with what rounding leaves of each.
_PRODUCTS = (
    "for $one in ($a - $around-a, $a + $around-a), $other in ($b - $around-b, $b + $around-b) "
    "return $one * $other"
)


def _function(name: str, says: str, gives: str, output: str, inputs: dict[str, str]) -> View:
    """A custom function (Custom Function Implementation 1.0): its inputs by name, its output as XPath."""
    return {
        "label": f"function.{name}",
        "name": f"{_PREFIX}:{name}",
        "says": says,
        "gives": gives,
        "output": output,
        "inputs": [{"name": input_, "type": type_} for input_, type_ in inputs.items()],
    }


_FUNCTIONS = [
    _function(
        "half",
        "Half a unit of the last printed digit of a figure, written digit by digit to stay an exact decimal.",
        _NUMBER,
        "xs:decimal(if (string(xfi:decimals($f)) eq 'INF') then '0' else if (xfi:decimals($f) lt 0) "
        "then concat('5', substring('00000000000000000000', 1, -xfi:decimals($f) - 1)) "
        "else concat('.', substring('00000000000000000000', 1, xfi:decimals($f)), '5'))",
        {"f": _FACT},
    ),
    _function(
        "first-day",
        "The first day of the period of a figure.",
        _TEXT,
        "substring(string(xfi:period-start(xfi:period($f))), 1, 10)",
        {"f": _FACT},
    ),
    _function(
        "last-day",
        "The day of a figure, or the last of its period, which ends at the midnight after it.",
        _TEXT,
        "substring(string(xfi:period-end(xfi:period($f)) - xs:dayTimeDuration('P1D')), 1, 10)",
        {"f": _FACT},
    ),
    _function(
        "quotient",
        "A number in units of another, less so much, to six places; nothing of nothing.",
        _NUMBER,
        "if ($per eq 0) then 0 else round-half-to-even($of div $per - $less, 6)",
        {"of": _NUMBER, "per": _NUMBER, "less": _NUMBER},
    ),
    _function(
        "is-product",
        "Whether a number, by so much about what is printed, can be the product of two others.",
        "xs:boolean",
        f"min({_PRODUCTS}) le $of + $around and max({_PRODUCTS}) ge $of - $around",
        {
            "of": _NUMBER,
            "around": _NUMBER,
            "a": _NUMBER,
            "around-a": _NUMBER,
            "b": _NUMBER,
            "around-b": _NUMBER,
        },
    ),
]


def _assertion(relation: Relation, company: Company) -> View:
    """The assertion of a relation, with variables $total, $part1 and so on, and $per for the divisor.

    A variable without a fact is the empty sequence.
    """
    axes = sorted({axis for term in relation.terms for axis, _ in term.members})
    if not (axes or relation.every_member):
        # Of facts without members: on each axis the default.
        axes = sorted({axis.name for statement in company.statements for axis, _ in statement.axes})
    terms = [
        ("total", relation.total),
        *((f"part{n}", term) for n, (_, term) in enumerate(relation.parts, 1)),
        *((("per", relation.per),) if relation.per is not None else ()),
    ]
    names = [f"$part{n}" for n in range(1, len(relation.parts) + 1)]
    weighted = ", ".join(
        f"{'-' if weight < 0 else ''}{name}" for (weight, _), name in zip(relation.parts, names, strict=True)
    )
    lead = next((name for name, term in terms if term.at is None), "total")
    # A figure of another period is compared only through the lead's: without it there is nothing to compare.
    # A divisor makes all needed.
    ends = {name for name, term in terms if term.at is not None}
    needed = {"total", *ends, *((lead,) if ends else ())}
    if relation.per is not None or relation.complete:
        needed = {name for name, _ in terms}
    computed = f"sum(({weighted}))"
    if relation.per is not None:
        computed = f"{_PREFIX}:quotient({computed}, $per, {relation.plus})"
    return {
        "id": relation.id,
        "test": _test(relation, weighted),
        "reported": f"exists(({', '.join(names)}))",
        "lead": lead,
        "says": [
            {"lang": lang, "text": " ".join(relation.says[key].split())}
            for key, lang in company.languages.items()
            if key in relation.says
        ],
        "messages": _messages(relation, computed, company),
        "terms": [
            _term(
                f"{relation.id}.{name}",
                order,
                term,
                axes,
                company,
                lead=lead,
                needed=name in needed,
                # A quotient may be in another unit than what it is made of; amounts in one stay together.
                any_unit=relation.per is not None and term.concept.type != relation.parts[0][1].concept.type,
            )
            for order, (name, term) in enumerate(terms, 1)
        ],
        "general": [
            {
                "label": f"{relation.id}.{name}",
                "name": name,
                "order": len(terms) + order,
                "select": select,
            }
            for order, (name, select) in enumerate(_general(relation, names), 1)
        ],
    }


def _messages(relation: Relation, computed: str, company: Company) -> list[dict[str, str]]:
    """The messages for a failing assertion, in each language: sentences with XPath in braces."""
    start, end = f"{_PREFIX}:first-day($total)", f"{_PREFIX}:last-day($total)"
    if relation.total.concept.period == "instant":
        start = ""
    messages = []
    for key, lang in company.languages.items():
        if key in relation.says:
            duration = company.proofs["duration"][key]
            text = company.proofs["assertion"][key]
            period = (duration if start else "{end}").replace("{start}", f"{{{start}}}")
            text = text.replace("{says}", " ".join(relation.says[key].split()))
            text = text.replace("{period}", period.replace("{end}", f"{{{end}}}"))
            text = text.replace("{total}", "{$total}").replace("{computed}", f"{{{computed}}}")
            messages.append({"lang": lang, "text": text})
    return messages


def _general(relation: Relation, names: list[str]) -> list[tuple[str, str]]:
    """The variables for how far rounding reaches, for the total, the divisor and the parts."""
    if relation.exact:
        return []
    first = [] if relation.per is None else ["$per"]
    return [("half", f"for $f in ({', '.join(['$total', *first, *names])}) return {_PREFIX}:half($f)")]


def _test(relation: Relation, weighted: str) -> str:
    """The test: equality, or overlap of the closed intervals of half a printed unit (Calculations 1.1)."""
    if relation.exact:
        return f"$total eq sum(({weighted}))"
    if relation.per is None:
        return f"abs($total - sum(({weighted}))) le sum($half)"
    plus = f" + {relation.plus}" if relation.plus else ""
    rounding = "sum(subsequence($half, 3))"
    factors = f"$total{plus}, $half[1], $per, $half[2]"
    return f"{_PREFIX}:is-product(sum(({weighted})), {rounding}, {factors})"


def _term(  # noqa: PLR0913 - what a variable is made of
    label: str,
    order: int,
    term: Term,
    axes: list[str],
    company: Company,
    *,
    lead: str,
    needed: bool,
    any_unit: bool,
) -> View:
    """A variable. On each axis of the relation it has its member, or the axis's default."""
    members = dict(term.members)
    return {
        "label": label,
        "name": label.rpartition(".")[2],
        "order": order,
        "optional": not needed,
        "concept": term.concept.qname,
        "boundary": term.at if term.at in ("start", "end") else None,
        "period": _period(term.at, lead, company.calendar),
        "any_unit": any_unit,
        "axes": [
            {
                "label": f"{label}.{axis}",
                "axis": company.concept(axis).qname,
                # A fact that does not use the axis has its default member (Dimensions 1.0, 2.7.1).
                "member": company.concept(members.get(axis) or company.concept(axis).default or "").qname,
            }
            for axis in axes
        ],
    }


def _period(at: TermAt | None, lead: str, calendar: FiscalCalendar) -> str | None:
    """The test that a period has the distance from the lead's that `at` says. Periods end at the next
    midnight.

    A fiscal year of months is stepped by months. One of weeks has 52 or 53: each boundary is one of two days,
    of which only one ends a quarter.
    """
    if at is None or at in ("start", "end"):
        return None
    start, end = f"xfi:period-start(xfi:period(${lead}))", f"xfi:period-end(xfi:period(${lead}))"
    own_start, own_end = "xfi:period-start(.)", "xfi:period-end(.)"
    if at == "year-before":
        year = _weeks(52) if isinstance(calendar, WeekCalendar) else _months(12)
        return f"{_after(own_start, year)} = {start} and {_after(own_end, year)} = {end}"
    number = int(at[-1])
    if isinstance(calendar, WeekCalendar):
        first, last = sum(calendar.quarters[: number - 1]), sum(calendar.quarters[:number])
        year, before, through = _weeks(52), _weeks(first), _weeks(last)
    else:
        year, before, through = _months(12), _months(3 * number - 3), _months(3 * number)
    # The lead is of a whole year: a quarter has no quarters.
    return (
        f"{end} = {_after(start, year)} and {own_start} = {_after(start, before)} "
        f"and {own_end} = {_after(start, through)}"
    )


def _months(count: int) -> tuple[str, ...]:
    return (f"xs:yearMonthDuration('P{count}M')",)


def _weeks(count: int) -> tuple[str, ...]:
    """The lengths in days of that many weeks, also with a 53rd week among them."""
    return tuple(f"xs:dayTimeDuration('P{7 * weeks}D')" for weeks in (count, count + 1))


def _after(moment: str, steps: tuple[str, ...]) -> str:
    return f"({', '.join(f'{moment} + {step}' for step in steps)})"
