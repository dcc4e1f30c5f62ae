"""The edition for TDnet: the summary of results in the Tokyo Stock Exchange's form and taxonomy.

A form is data. Each of its cells is a figure of ours, rounded in the company's way, or a fact that
`editions/tdnet.yaml` of the company or the release states. The page is Inline XBRL 1.0.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP

from tieout.core import Finding, Severity
from tieout.editions.model import EditionFact, LeftOut, Made, Report
from tieout.editions.tdnet.fill import WAYS, FormFact
from tieout.editions.tdnet.form import Common
from tieout.editions.tdnet.make import NAME, FormReport, form_report
from tieout.editions.tdnet.reread import unlike
from tieout.render import Rendered, templated


@dataclass(frozen=True, slots=True)
class Tdnet:
    """The summary of results as TDnet accepts it."""

    name: str = NAME
    folder: str = NAME
    title: str = "the summary of results in the Tokyo Stock Exchange's form, by its taxonomy"

    def make(self, report: Report) -> Made:
        """The company's form, filled. Raises InputError where its data is unusable."""
        made = form_report(report.definition, report.facts)
        page = templated(f"{made.stem}-ixbrl.htm", "form.htm.j2", made.page.view)
        schema = templated(f"{made.stem}.xsd", "schema.xsd.j2", made.schema)
        text = "".join(str(piece) for piece in page.pieces)
        findings = (*made.findings, *_unlike(text, made))
        carried = {fact.of for fact in made.page.facts}
        why = f"the form {made.common.form} has no place for it"
        return Made(
            report=page.name,
            files=iter((Rendered(page.name, iter((text,))), schema)),
            facts=tuple(_fact(fact, made.common) for fact in made.page.facts),
            left_out=tuple(LeftOut(f.id, why) for f in report.facts.facts if f.id not in carried),
            needs=made.needs,
            findings=tuple(f for f in findings if f.severity is Severity.ERROR),
            told=tuple(f for f in findings if f.severity is Severity.NOTICE),
            roundings=(ROUND_HALF_UP, WAYS[made.rounding]),
        )


def _unlike(text: str, made: FormReport) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            "edition.unlike", f"the form {made.common.form} as it is written: {said}", "Report this defect."
        )
        for said in unlike(text, made.page.facts)
    )


def _fact(fact: FormFact, common: Common) -> EditionFact:
    prefix = common.taxonomy.prefix
    return EditionFact(
        id=fact.id,
        of=fact.of,
        concept=f"{prefix}:{fact.element}",
        period=fact.context.period,
        members=tuple(
            sorted((f"{prefix}:{axis}", f"{prefix}:{member}") for axis, member in fact.context.members)
        ),
        unit=common.units[fact.unit] if fact.unit else "",
        decimals=fact.decimals,
        value=fact.value,
        how=fact.how,
        stands_for=fact.stands_for,
    )
