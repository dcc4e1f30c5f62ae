"""XBRL's own names: types, roles and arcroles of the specifications, and where they are declared."""

from typing import NamedTuple

from tieout.definitions import LabelRole


class Ref(NamedTuple):
    """A role or arcrole and the place of its declaration."""

    uri: str
    href: str


ROLE = "http://www.xbrl.org/2003/role/"
NEGATED = "http://www.xbrl.org/2009/role/"
DIMENSION = "http://xbrl.org/int/dim/arcrole/"
SUM_2003 = "http://www.xbrl.org/2003/arcrole/summation-item"
ESSENCE_ALIAS = "http://www.xbrl.org/2003/arcrole/essence-alias"

SUM_2023 = Ref(
    "https://xbrl.org/2023/arcrole/summation-item",
    "https://www.xbrl.org/2023/calculation-1.1.xsd#summation-item",
)
WIDER_NARROWER = Ref(
    "http://www.esma.europa.eu/xbrl/esef/arcrole/wider-narrower",
    "http://www.xbrl.org/lrr/arcrole/esma-arcrole-2018-11-21.xsd#wider-narrower",
)
DIMENSIONS = tuple(
    Ref(DIMENSION + name, f"http://www.xbrl.org/2005/xbrldt-2005.xsd#{name}")
    for name in ("all", "dimension-default", "dimension-domain", "domain-member", "hypercube-dimension")
)

LABEL_ROLES: dict[LabelRole, str] = {
    "label": ROLE + "label",
    "terse": ROLE + "terseLabel",
    "total": ROLE + "totalLabel",
    "start": ROLE + "periodStartLabel",
    "end": ROLE + "periodEndLabel",
    "negated": NEGATED + "negatedLabel",
    "negated-total": NEGATED + "negatedTotalLabel",
    "negated-start": NEGATED + "negatedPeriodStartLabel",
    "negated-end": NEGATED + "negatedPeriodEndLabel",
}
DOCUMENTATION = ROLE + "documentation"


FORMULA_ROLES = (
    Ref("http://www.xbrl.org/2008/role/label", "http://www.xbrl.org/2008/generic-label.xsd#standard-label"),
    Ref("http://www.xbrl.org/2008/role/link", "http://www.xbrl.org/2008/generic-link.xsd#standard-link-role"),
    Ref(
        "http://www.xbrl.org/2010/role/message",
        "http://www.xbrl.org/2010/generic-message.xsd#standard-message",
    ),
)
FORMULA_ARCROLES = (
    Ref(
        "http://xbrl.org/arcrole/2008/element-label",
        "http://www.xbrl.org/2008/generic-label.xsd#element-label",
    ),
    *(
        Ref(f"http://xbrl.org/arcrole/2008/{name}", f"http://www.xbrl.org/2008/variable.xsd#{name}")
        for name in ("variable-set", "variable-filter", "variable-set-precondition")
    ),
    Ref(
        "http://xbrl.org/arcrole/2010/function-implementation",
        "http://www.xbrl.org/2010/custom-function-implementation.xsd#cfi-implementation",
    ),
    Ref(
        "http://xbrl.org/arcrole/2010/assertion-unsatisfied-message",
        "http://www.xbrl.org/2010/validation-message.xsd#assertion-unsatisfied-message",
    ),
    Ref(
        "http://xbrl.org/arcrole/2016/assertion-unsatisfied-severity",
        "http://www.xbrl.org/2016/assertion-severity.xsd#assertion-unsatisfied-severity",
    ),
)
# How an assertion weighs that is not satisfied (Assertion Severity 1.0); without one it is an error.
WARNING = "http://www.xbrl.org/2016/severities.xml#WARNING"


def negated_ref(uri: str) -> Ref:
    """The declaration of a negated label role, which is in the registry's schema and not XBRL's own."""
    return Ref(uri, f"http://www.xbrl.org/lrr/role/negated-2009-12-16.xsd#{uri.rsplit('/', 1)[1]}")


TYPES = {
    "monetary": "xbrli:monetaryItemType",
    "shares": "xbrli:sharesItemType",
    "per-share": "num:perShareItemType",
    "percent": "num:percentItemType",
    "pure": "xbrli:pureItemType",
    "integer": "xbrli:integerItemType",
    "decimal": "xbrli:decimalItemType",
    "string": "xbrli:stringItemType",
    "normalized-string": "xbrli:normalizedStringItemType",
    "date": "xbrli:dateItemType",
    "year": "xbrli:gYearItemType",
    "month-day": "xbrli:gMonthDayItemType",
    "boolean": "xbrli:booleanItemType",
    "heading": "xbrli:stringItemType",
    "hypercube": "xbrli:stringItemType",
    "line-items": "xbrli:stringItemType",
    "axis": "xbrli:stringItemType",
    "domain": "nonnum:domainItemType",
    "member": "nonnum:domainItemType",
}
# The data types registry of XBRL International, by the prefixes that TYPES has.
TYPES_OF = {
    "num": {
        "namespace": "http://www.xbrl.org/dtr/type/numeric",
        "href": "http://www.xbrl.org/dtr/type/numeric-2009-12-16.xsd",
    },
    "nonnum": {
        "namespace": "http://www.xbrl.org/dtr/type/non-numeric",
        "href": "http://www.xbrl.org/dtr/type/nonNumeric-2009-12-16.xsd",
    },
}
GROUPS = {"hypercube": "xbrldt:hypercubeItem", "axis": "xbrldt:dimensionItem"}

# Who publishes an official taxonomy, and its name, by the prefix of its elements.
OFFICIAL = {
    "us-gaap": ("FASB", "US GAAP Financial Reporting Taxonomy"),
    "srt": ("FASB", "SEC Reporting Taxonomy"),
    "dei": ("SEC", "Document and Entity Information"),
}

PARTS = (
    ("Topic", "The topic of the Accounting Standards Codification."),
    ("SubTopic", "The subtopic of the Accounting Standards Codification."),
    ("UsGaapElement", "The element of us-gaap, srt or dei that the concept is aligned with."),
    (
        "UsGaapRelation",
        "exact: the same measure; narrower: part of the element's; wider: it takes the element in.",
    ),
)
