"""What came of a release as plain, typed, frozen values: one form for the library and for `--json`."""

from tieout.results.folders import DRAFT, RELEASE, report_in
from tieout.results.grades import GRADES, Graded, graded
from tieout.results.make import (
    fact_of,
    finding_of,
    findings_of,
    place_of,
    relations_of,
    report_of,
    statements_of,
    unread,
)
from tieout.results.model import (
    Build,
    Company,
    Exempt,
    Fact,
    Finding,
    Place,
    Prose,
    Reading,
    Refused,
    Relation,
    Repeat,
    Report,
    Statement,
)
from tieout.results.serial import SCHEMA, as_json, described_fields, findings_json, from_json, schema, to_json
from tieout.tie import Grade

__all__ = [
    "DRAFT",
    "GRADES",
    "RELEASE",
    "SCHEMA",
    "Build",
    "Company",
    "Exempt",
    "Fact",
    "Finding",
    "Grade",
    "Graded",
    "Place",
    "Prose",
    "Reading",
    "Refused",
    "Relation",
    "Repeat",
    "Report",
    "Statement",
    "as_json",
    "described_fields",
    "fact_of",
    "finding_of",
    "findings_json",
    "findings_of",
    "from_json",
    "graded",
    "place_of",
    "relations_of",
    "report_in",
    "report_of",
    "schema",
    "statements_of",
    "to_json",
    "unread",
]
