"""Where everything of a report stands: file names, namespaces, hrefs."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tieout.definitions import Concept, Layer, ReleaseDefinition, Statement
from tieout.render.names import ROLE, Ref

ASSERTIONS = "-assertions"
"""What the name of the entry point with the assertions has behind that of the plain one."""


@dataclass(frozen=True)
class BaseLayout:
    """The names that the files of the base layer share: those of its version, a day."""

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
    """The names that a report's files share. All files stand in one folder.

    The base layer's schema is one of them, found beside the report's own: a package needs no other, and two
    companies' packages claim no address of each other's. `idle` are the relations (STATEMENT/NAME) that the
    report's facts give nothing to compare: no assertion is written of them. `apart` is whether a file stands
    in another package, and finds these files by their address.
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
        """The entry point with the formula assertions, for instances, which have each fact once."""
        return f"{self.stem}{ASSERTIONS}.xsd"

    @cached_property
    def namespace(self) -> str:
        """The report's own namespace: the authority and the day of the release."""
        return f"{self.definition.company.own.authority}/{self.definition.published:%Y%m%d}"

    @property
    def alignment_namespace(self) -> str:
        """The namespace of the alignment: beside the report's own, whose package claims all below it."""
        return f"{self.definition.company.own.authority}/align/{self.definition.published:%Y%m%d}"

    def href(self, concept: Concept) -> str:
        """The locator of a concept from the report's own files."""
        own = concept.prefix == self.definition.company.own.prefix
        return self.found(f"{self.stem}.xsd#{concept.id}" if own else self.base.href(concept))

    def found(self, name: str) -> str:
        """Where a file finds one of the report's: beside itself, or by its address."""
        return f"{self.namespace}/{name}" if self.apart else name

    def role(self, statement: Statement) -> str:
        """A statement's role URI."""
        return f"{self.definition.company.own.authority}/role/{statement.name}"

    def role_ref(self, statement: Statement) -> Ref:
        """A statement's role and the place that declares it."""
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
