"""The names of the edition's files, as the SEC requires (EDGAR Filer Manual, 6.3.3)."""

from dataclasses import dataclass, field
from functools import cached_property

from tieout.definitions import Concept
from tieout.definitions.models import OfficialModel
from tieout.render.layout import Layout


@dataclass(frozen=True)
class EdgarLayout(Layout):
    """The names of the edition's files, all in one folder; official elements are referred to by address."""

    official: dict[str, OfficialModel] = field(default_factory=dict)

    @cached_property
    def stem(self) -> str:
        """ticker-yyyymmdd: the prefix of its own elements, and the day on which the quarter ends."""
        return f"{self.definition.company.own.prefix}-{self.definition.period.end:%Y%m%d}"

    @cached_property
    def namespace(self) -> str:
        """The namespace of its own elements: authority and day (6.7.4)."""
        return f"{self.definition.company.own.authority}/{self.definition.period.end:%Y%m%d}"

    def href(self, concept: Concept) -> str:
        """The locator of a concept: of an official one in the official schema."""
        known = self.official.get(concept.prefix)
        return f"{known.schema_ if known is not None else f'{self.stem}.xsd'}#{concept.id}"
