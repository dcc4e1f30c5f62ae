"""Where everything of a report stands: file names, namespaces, hrefs."""

from dataclasses import dataclass
from functools import cached_property

from tieout.definitions import Concept, ReleaseDefinition, Statement
from tieout.render.names import ROLE, Ref


@dataclass(frozen=True)
class Layout:
    """The names that a report's files share. All files stand in one folder.

    In a package the base layer goes by its own address, which the catalog maps: two companies' packages
    then share one base. `idle` are the relations (STATEMENT/NAME) that the report's facts give nothing to
    compare: no assertion is written of them.
    """

    definition: ReleaseDefinition
    packaged: bool = False
    idle: frozenset[str] = frozenset()

    @cached_property
    def stem(self) -> str:
        """prefix-yyyymmdd of the report's own files."""
        return self.definition.stem

    @cached_property
    def base_stem(self) -> str:
        """prefix-yyyymmdd of the base layer's files."""
        company = self.definition.company
        return f"{company.base.prefix}-{company.base_date:%Y%m%d}"

    @property
    def parts_file(self) -> str:
        """The schema of the reference parts."""
        company = self.definition.company
        return f"{company.base.prefix}-parts-{company.base_date:%Y%m%d}.xsd"

    @property
    def assertions_file(self) -> str:
        """The entry point with the formula assertions: that of every report that has each fact once."""
        return f"{self.stem}-assertions.xsd"

    def base_href(self, name: str) -> str:
        """Where the report's own files find a file of the base layer."""
        return f"{self.base_namespace}/{name}" if self.packaged else name

    @cached_property
    def namespace(self) -> str:
        """The report's own namespace: the authority and the day of the release."""
        return f"{self.definition.company.own.authority}/{self.definition.published:%Y%m%d}"

    @cached_property
    def base_namespace(self) -> str:
        """The base layer's namespace."""
        company = self.definition.company
        return f"{company.base.authority}/{company.base_date:%Y%m%d}"

    @property
    def parts_namespace(self) -> str:
        """The namespace of the reference parts."""
        company = self.definition.company
        return f"{company.base.authority.replace('://', '://parts.')}/{company.base_date:%Y%m%d}"

    def href(self, concept: Concept, *, within_base: bool = False) -> str:
        """The locator of a concept, from the report's own files or from within the base layer."""
        if concept.prefix == self.definition.company.own.prefix:
            return f"{self.stem}.xsd#{concept.id}"
        name = f"{self.base_stem}.xsd"
        return f"{name if within_base else self.base_href(name)}#{concept.id}"

    def role(self, statement: Statement) -> str:
        """A statement's role URI."""
        return f"{self.definition.company.own.authority}/role/{statement.name}"

    def role_ref(self, statement: Statement) -> Ref:
        """A statement's role and the place that declares it."""
        return Ref(self.role(statement), f"{self.stem}.xsd#{statement.name}")

    def linkbase(self, stem: str, kind: str) -> dict[str, str]:
        """A linkbaseRef to one of the linkbases `lab`, `pre`, `cal`, `def`, `ref`."""
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
