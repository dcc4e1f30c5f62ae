"""The labels of a company's figures: a statement's label for the line before the concept's label."""

from tieout.definitions import Company, Concept


class Labels:
    """Labels by language, as readers of the company's statements know them.

    A label of a line with the opposite sign, or with a balance at one end of the period, is left out, since
    it is right only beside that figure.
    """

    def __init__(self, company: Company) -> None:
        """Collects the labels of all statements. For a concept the first statement with a label counts."""
        self._own: dict[tuple[str, str], dict[str, str]] = {}
        self._any: dict[str, dict[str, str]] = {}
        for statement in company.statements:
            for line in statement.lines:
                if line.label is None or line.negated or line.at is not None or line.members:
                    continue
                self._own.setdefault((statement.name, line.concept.name), line.label)
                self._any.setdefault(line.concept.name, line.label)

    def of(self, concept: Concept, statement: str = "") -> dict[str, str]:
        """The label of a concept, in one statement if it is named."""
        found = self._own.get((statement, concept.name)) or self._any.get(concept.name, {})
        return concept.label | found
