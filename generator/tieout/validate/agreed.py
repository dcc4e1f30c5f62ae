"""Joins the findings of tie-out and validation, where both found the same."""

from dataclasses import replace

from tieout.core import Finding
from tieout.tie import Tied
from tieout.validate.model import Verdict


def agreed(tied: Tied, verdict: Verdict) -> tuple[Finding, ...]:
    """The findings of tie-out and Arelle; a sum that both find off is one finding."""
    proven = {_key(finding): finding for finding in verdict.findings if finding.subject}
    ours = {_key(finding) for finding in tied.findings if finding.subject}
    own = (
        replace(finding, codes=proven[_key(finding)].codes) if _key(finding) in proven else finding
        for finding in tied.findings
    )
    return (*own, *(f for f in verdict.findings if not f.subject or _key(f) not in ours))


def _key(finding: Finding) -> tuple[str, frozenset[str]]:
    """What two findings about one relation over the same facts have in common; None for other findings."""
    return finding.subject, frozenset(finding.facts)
