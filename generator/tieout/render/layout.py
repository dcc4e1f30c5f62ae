"""The names in a report: files, namespaces, hrefs."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tieout.definitions import Concept, Layer, ReleaseDefinition, Statement
from tieout.render.names import ROLE, Ref

ASSERTIONS = "-assertions"
"""What the name of the entry point with the assertions has behind that of the plain one."""


@dataclass(frozen=True)
class BaseLayout:
    """The names of the base layer's files, which contain its version, a date."""

    layer: Layer
    day: date

    @cached_property
    def stem(self) -> str:
        """prefix-yyyymmdd of its files."""
        return f"{self.layer.prefix}-{self.day:%Y%m%d}"

    @property
    def labelled_file(self) -> str:
        """The entry point of the layer by itself, with its labels and references."""
        return f"{self.stem}-labelled.xsd"

    @property
    def parts_file(self) -> str:
        """The schema of the reference parts."""
        return f"{self.layer.prefix}-parts-{self.day:%Y%m%d}.xsd"

    @cached_property
    def namespace(self) -> str:
        """The namespace of its concepts."""
        return f"{self.layer.authority}/{self.day:%Y%m%d}"

    @property
    def parts_namespace(self) -> str:
        """The namespace of the reference parts."""
        return f"{self.layer.authority.replace('://', '://parts.')}/{self.day:%Y%m%d}"

    def href(self, concept: Concept) -> str:
        """The locator of a concept from its own files."""
        return f"{self.stem}.xsd#{concept.id}"


@dataclass(frozen=True)
class Layout:
    """The names of a report's files, which all are in one folder.

    The base layer's schema is among them, so that a package needs no other, and no two companies' packages
    claim the same address. `idle` are the relations (STATEMENT/NAME) without any facts to compare: they get
    no assertion. `apart`: the file is in another package, and refers to these files by address.
    """

    definition: ReleaseDefinition
    apart: bool = False
    idle: frozenset[str] = frozenset()

    @cached_property
    def stem(self) -> str:
        """prefix-yyyymmdd of the report's own files."""
        return self.definition.stem

    @cached_property
    def base(self) -> BaseLayout:
        """The names of the base layer."""
        company = self.definition.company
        return BaseLayout(company.base, company.base_date)

    @property
    def assertions_file(self) -> str:
        """The entry point with the formula assertions, for instances without duplicate facts."""
        return f"{self.stem}{ASSERTIONS}.xsd"

    @cached_property
    def namespace(self) -> str:
        """The report's own namespace: the authority and the day of the release."""
        return f"{self.definition.company.own.authority}/{self.definition.published:%Y%m%d}"

    @property
    def alignment_namespace(self) -> str:
        """The namespace of the alignment, beside the report's own one,
        whose package claims all addresses below it.
        """
        return f"{self.definition.company.own.authority}/align/{self.definition.published:%Y%m%d}"

    def href(self, concept: Concept) -> str:
        """The locator of a concept from the report's own files."""
        own = concept.prefix == self.definition.company.own.prefix
        return self.found(f"{self.stem}.xsd#{concept.id}" if own else self.base.href(concept))

    def found(self, name: str) -> str:
        """The reference from a file to another of the report: its name, or its address if `apart`."""
        return f"{self.namespace}/{name}" if self.apart else name

    def role(self, statement: Statement) -> str:
        """A statement's role URI."""
        return f"{self.definition.company.own.authority}/role/{statement.name}"

    def role_ref(self, statement: Statement) -> Ref:
        """The role of a statement, and the place of its declaration."""
        return Ref(self.role(statement), f"{self.stem}.xsd#{statement.name}")


def linkbase(stem: str, kind: str) -> dict[str, str]:
    """A linkbaseRef to one of the linkbases `lab`, `pre`, `cal`, `def`, `ref`, `gen`, `for` of a stem."""
    if kind in ("gen", "for"):
        return {"role": "", "href": f"{stem}_{kind}.xml"}
    names = {
        "lab": "label",
        "pre": "presentation",
        "cal": "calculation",
        "def": "definition",
        "ref": "reference",
    }
    return {"role": f"{ROLE}{names[kind]}LinkbaseRef", "href": f"{stem}_{kind}.xml"}
