"""What a company calls a figure: the label of a statement's line before that of the concept."""

import re

from tieout.definitions import Company, Concept

# What kind of element it is, in brackets behind the label of a member or an axis, in whichever language.
_KIND = re.compile(r"\s*[\[［][^\[\]［］]+[\]］]$")


def in_prose(label: dict[str, str]) -> dict[str, str]:
    """A member's or an axis's label as people say it: tools want its kind behind it, readers do not."""
    return {language: _KIND.sub("", text) for language, text in label.items()}


class Labels:
    """Labels by language, as people know them from the company's own statements.

    A line that prints the opposite of the fact, or a balance of one end of the period, has a label that is
    right beside its own figure only: it is not taken.
    """

    def __init__(self, company: Company) -> None:
        """The labels of all statements; the first that has one for a concept speaks for the others."""
        self._own: dict[tuple[str, str], dict[str, str]] = {}
        self._any: dict[str, dict[str, str]] = {}
        for statement in company.statements:
            for line in statement.lines:
                if line.label is None or line.negated or line.at is not None or line.members:
                    continue
                self._own.setdefault((statement.name, line.concept.name), line.label)
                self._any.setdefault(line.concept.name, line.label)

    def of(self, concept: Concept, statement: str = "") -> dict[str, str]:
        """What a concept is called, in a statement where one is named."""
        found = self._own.get((statement, concept.name)) or self._any.get(concept.name, {})
        return concept.label | found
