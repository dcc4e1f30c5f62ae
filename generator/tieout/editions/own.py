"""Our own edition: the base layer and the company's own concepts. Every other edition is made from it."""

from dataclasses import dataclass

from tieout.definitions import Company, Members
from tieout.editions.model import EditionFact, Made, Pairs, Report
from tieout.render import render_report


@dataclass(frozen=True, slots=True)
class Own:
    """Reports every fact as it was built, in the report's folder itself."""

    name: str = "tieout"
    folder: str = ""
    title: str = "our own taxonomy, aligned with us-gaap"

    def make(self, report: Report) -> Made:
        """The report in all its formats. Raises InputError where a format's library is not installed."""
        company = report.definition.company
        files = render_report(
            report.definition, report.release, report.facts, report.tied, report.traced, report.formats
        )
        facts = tuple(
            EditionFact(
                id=fact.id,
                of=fact.id,
                concept=fact.concept.qname,
                period=fact.context.period,
                members=_named(fact.context.members, company),
                unit=fact.unit.measure if fact.unit is not None else "",
                decimals=fact.decimals,
                value=fact.value,
                how="as built",
            )
            for fact in report.facts.facts
        )
        used = sorted(
            {name for context in report.facts.contexts for pair in context.members for name in pair}
        )
        members = tuple((name, company.concept(name).qname) for name in used)
        return Made(f"{report.definition.stem}.xbrl", files, facts, members=members)


def _named(members: Members, company: Company) -> Pairs:
    return tuple((company.concept(axis).qname, company.concept(member).qname) for axis, member in members)
