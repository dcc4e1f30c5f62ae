"""Renders a report: every file as its name and its text in pieces. Writing them is another step's job."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from tieout.definitions import ReleaseDefinition
from tieout.facts import FactSet
from tieout.release import Release
from tieout.render import oim, tables, taxonomy_view
from tieout.render.formula_view import formula
from tieout.render.inline_view import inline
from tieout.render.instance_view import instance
from tieout.render.layout import Layout
from tieout.tie import Accepted, Tied
from tieout.trace import Traced


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file to write: its name within the report's folder, and its text, or its bytes, in pieces."""

    name: str
    pieces: Iterator[str | bytes]


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("tieout.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _file(name: str, template: str, view: dict[str, object]) -> Rendered:
    return Rendered(name, _environment().get_template(template).generate(view))


def render_taxonomy(definition: ReleaseDefinition, *, packaged: bool = False) -> Iterator[Rendered]:
    """The taxonomy's files: both layers, the alignment, the crosswalk."""
    layout = Layout(definition, packaged)
    company = definition.company
    own = list(company.own.concepts.values())
    base = list(company.base.concepts.values())
    stem, base_stem = layout.stem, layout.base_stem
    yield _file(f"{base_stem}.xsd", "schema.xsd.j2", taxonomy_view.schema(layout, base, own=False))
    yield _file(f"{base_stem}_lab.xml", "label.xml.j2", taxonomy_view.labels(layout, base, {}))
    yield _file(f"{base_stem}_ref.xml", "reference.xml.j2", taxonomy_view.references(layout, base, own=False))
    yield _file(layout.parts_file, "parts.xsd.j2", taxonomy_view.parts(layout))
    yield _file(f"{stem}.xsd", "schema.xsd.j2", taxonomy_view.schema(layout, own, own=True))
    used = taxonomy_view.used_labels(company)
    yield _file(f"{stem}_lab.xml", "label.xml.j2", taxonomy_view.labels(layout, own, used))
    yield _file(f"{stem}_ref.xml", "reference.xml.j2", taxonomy_view.references(layout, own, own=True))
    yield _file(f"{stem}_pre.xml", "presentation.xml.j2", taxonomy_view.presentation(layout))
    yield _file(f"{stem}_cal.xml", "calculation.xml.j2", taxonomy_view.calculation(layout))
    yield _file(f"{stem}_def.xml", "definition.xml.j2", taxonomy_view.definition(layout))
    yield _file(f"{stem}_gen.xml", "generic.xml.j2", taxonomy_view.titles(layout))
    yield _file(f"{stem}_for.xml", "formula.xml.j2", formula(layout))
    entry, arcs = taxonomy_view.alignment(layout)
    yield _file(f"{stem}-align.xsd", "align.xsd.j2", entry)
    yield _file(f"{stem}-align_def.xml", "definition.xml.j2", arcs)
    yield Rendered(f"{stem}-crosswalk.csv", tables.write_csv(tables.CROSSWALK, tables.crosswalk(layout)))


def render_package(definition: ReleaseDefinition) -> Iterator[Rendered]:
    """The files of the taxonomy package's META-INF folder."""
    metadata, catalog = taxonomy_view.package(Layout(definition))
    yield _file("META-INF/taxonomyPackage.xml", "taxonomyPackage.xml.j2", metadata)
    yield _file("META-INF/catalog.xml", "catalog.xml.j2", catalog)


def render_instance(
    definition: ReleaseDefinition, facts: FactSet, accepted: tuple[Accepted, ...]
) -> Rendered:
    """The XBRL 2.1 instance."""
    layout = Layout(definition)
    return _file(f"{layout.stem}.xbrl", "instance.xbrl.j2", instance(layout, facts, accepted))


FORMATS = ("inline", "json", "csv", "table")
"""What a report can be written in beside the instance: Inline XBRL, xBRL-JSON, xBRL-CSV, a flat table."""

DEFAULT_FORMATS = ("inline", "json")


def render_report(
    definition: ReleaseDefinition,
    release: Release,
    facts: FactSet,
    tied: Tied,
    traced: tuple[Traced, ...],
    formats: tuple[str, ...] = DEFAULT_FORMATS,
) -> Iterator[Rendered]:
    """A report's whole folder but for its package: taxonomy, instance, trace, accepted exceptions.

    All formats are written from the one set of facts that the instance is written from.
    """
    layout = Layout(definition)
    yield from render_taxonomy(definition)
    yield render_instance(definition, facts, tied.accepted)
    if "inline" in formats:
        view = inline(layout, facts, tied.accepted, release)
        yield _file(f"{layout.stem}.xhtml", "inline.xhtml.j2", view)
    if "json" in formats:
        yield Rendered(f"{layout.stem}.json", oim.xbrl_json(layout, facts, tied.accepted))
    if "csv" in formats:
        for name, pieces in oim.xbrl_csv(layout, facts, tied.accepted):
            yield Rendered(name, pieces)
    if "table" in formats:
        rows = tables.facts(facts, definition.company)
        yield Rendered("facts.csv", tables.write_csv(tables.fact_heads(facts), rows))
    file = definition.text.name
    yield Rendered("trace.csv", tables.write_csv(tables.TRACE, tables.trace(traced, file)))
    yield Rendered("trace.json", tables.trace_json(traced, file))
    yield Rendered("exceptions.csv", tables.write_csv(tables.EXCEPTIONS, tables.exceptions(tied, facts)))
