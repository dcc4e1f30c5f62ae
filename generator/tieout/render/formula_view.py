"""What the formula linkbase's template shows: an assertion for each relation (Formula 1.0)."""

from typing import Any

from tieout.core import FiscalCalendar, WeekCalendar
from tieout.definitions import Company, Relation, Term, TermAt
from tieout.render import names
from tieout.render.layout import Layout

View = dict[str, Any]


def formula(layout: Layout) -> View:
    """The formula linkbase: what must be equal and no calculation can say."""
    company = layout.definition.company
    accepted = {entry.subject for entry in layout.definition.exceptions if entry.kind == "relation"}
    return {
        "warning": names.WARNING,
        "namespaces": [
            {"prefix": company.base.prefix, "uri": layout.base_namespace},
            {"prefix": company.own.prefix, "uri": layout.namespace},
        ],
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


# Half a unit of the last printed digit of $f, digit by digit, to stay an exact decimal: "500", ".05".
_HALF = (
    "xs:decimal(if (string(xfi:decimals($f)) eq 'INF') then '0' else if (xfi:decimals($f) lt 0) "
    "then concat('5', substring('00000000000000000000', 1, -xfi:decimals($f) - 1)) "
    "else concat('.', substring('00000000000000000000', 1, xfi:decimals($f)), '5'))"
)


def _assertion(relation: Relation, company: Company) -> View:
    """The total is $total, its parts $part1 and on, the divisor $per. What is not reported is empty."""
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
        less = " - 1" if relation.plus else ""
        computed = f"if ($per eq 0) then 0 else round-half-to-even({computed} div $per{less}, 6)"
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
    """What a validator says where the two differ, in each language: a sentence with XPath in braces."""
    day = "substring(string({}), 1, 10)"
    start = day.format("xfi:period-start(xfi:period($total))")
    # A period ends at the midnight after its last day.
    end = day.format("xfi:period-end(xfi:period($total)) - xs:dayTimeDuration('P1D')")
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
    """Variables: how far rounding reaches; the products of total and divisor that it leaves."""
    if relation.exact:
        return []
    first = [] if relation.per is None else ["$per"]
    halves = f"for $f in ({', '.join(['$total', *first, *names])}) return {_HALF}"
    if relation.per is None:
        return [("half", halves)]
    plus = f" + {relation.plus}" if relation.plus else ""
    products = (
        f"for $x in ($total{plus} - $half[1], $total{plus} + $half[1]), "
        "$y in ($per - $half[2], $per + $half[2]) return $x * $y"
    )
    return [("half", halves), ("products", products)]


def _test(relation: Relation, weighted: str) -> str:
    """Exactly equal; or by the closed intervals of half a printed unit (Calculations 1.1)."""
    if relation.exact:
        return f"$total eq sum(({weighted}))"
    if relation.per is None:
        return f"abs($total - sum(({weighted}))) le sum($half)"
    rounding = "sum(subsequence($half, 3))"
    return (
        f"min($products) le sum(({weighted})) + {rounding} and "
        f"max($products) ge sum(({weighted})) - {rounding}"
    )


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
    """A variable. On each axis of the relation it takes its member, or the axis's default."""
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
    """The test of a period that stands to the lead's as `at` says. Periods end at the next day's midnight.

    A year of months is stepped by months. A year of weeks has 52 of them or 53: each boundary is one of two
    days, of which one alone ends a quarter.
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
    """So many weeks of a year, or one more where the 53rd is among them."""
    return tuple(f"xs:dayTimeDuration('P{7 * weeks}D')" for weeks in (count, count + 1))


def _after(moment: str, steps: tuple[str, ...]) -> str:
    return f"({', '.join(f'{moment} + {step}' for step in steps)})"
