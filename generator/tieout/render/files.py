"""Renders a report: every file as its name and its text in pieces. Writing them is another step's job."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from typing import cast

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined

from tieout.core import Finding, InputError, kept_folder
from tieout.definitions import Base, ReleaseDefinition
from tieout.facts import FactSet
from tieout.layout import Release
from tieout.render import linkbase_view, oim, stand_in_view, tables, taxonomy_view
from tieout.render.drawn import Macros
from tieout.render.formula_view import formula
from tieout.render.in_place_view import page
from tieout.render.instance_view import instance
from tieout.render.layout import BaseLayout, Layout
from tieout.render.proof import SignOff, signoff
from tieout.render.stand_in_view import Element, Official
from tieout.render.statements_view import statements
from tieout.tie import Accepted, Tied
from tieout.trace import Traced


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file to write: its name within the report's folder, and its text or bytes in pieces.

    `told` are findings about it.
    """

    name: str
    pieces: Iterator[str | bytes]
    told: tuple[Finding, ...] = ()


@cache
def _environment() -> Environment:
    folder = kept_folder()
    return Environment(
        loader=PackageLoader("tieout.render", "templates"),
        bytecode_cache=FileSystemBytecodeCache(str(folder)) if folder is not None else None,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def templated(name: str, template: str, view: dict[str, object]) -> Rendered:
    """The file that a template writes from a view. It serves editions, which make views of their own."""
    return _file(name, template, view)


def _file(name: str, template: str, view: dict[str, object]) -> Rendered:
    return Rendered(name, _environment().get_template(template).generate(view))


def render_taxonomy(
    definition: ReleaseDefinition, *, idle: frozenset[str] = frozenset()
) -> Iterator[Rendered]:
    """The taxonomy's files: both layers, the alignment,
    the crosswalk. Relations in `idle` get no assertion.
    """
    layout = Layout(definition, idle=idle)
    stem = layout.stem
    yield from _base_schemas(layout.base)
    yield _file(f"{stem}.xsd", "schema.xsd.j2", taxonomy_view.own_schema(layout))
    yield _file(f"{stem}_lab.xml", "label.xml.j2", taxonomy_view.own_labels(layout))
    yield _file(f"{stem}_ref.xml", "reference.xml.j2", taxonomy_view.own_references(layout))
    yield _file(f"{stem}_pre.xml", "presentation.xml.j2", linkbase_view.presentation(layout))
    yield _file(f"{stem}_cal.xml", "calculation.xml.j2", linkbase_view.calculation(layout))
    yield _file(f"{stem}_def.xml", "definition.xml.j2", linkbase_view.definition(layout))
    yield _file(f"{stem}_gen.xml", "generic.xml.j2", taxonomy_view.titles(layout))
    yield _file(f"{stem}_for.xml", "formula.xml.j2", formula(layout))
    yield _file(layout.assertions_file, "entry.xsd.j2", taxonomy_view.assertions(layout))
    yield from _alignment(layout)
    yield Rendered(
        f"{stem}-crosswalk.csv", tables.write_csv_for_people(tables.CROSSWALK, tables.crosswalk(layout))
    )


def _alignment(layout: Layout) -> Iterator[Rendered]:
    """The entry point that imports the official taxonomy, and the arcs to it."""
    entry, arcs = linkbase_view.alignment(layout)
    yield _file(f"{layout.stem}{ALIGNMENT}.xsd", "entry.xsd.j2", entry)
    yield _file(f"{layout.stem}{ALIGNMENT}_def.xml", "definition.xml.j2", arcs)


def render_alignment_package(definition: ReleaseDefinition, name: str) -> Iterator[Rendered]:
    """The files of the alignment's own package,
    which finds files of the report's package by their address.
    """
    layout = Layout(definition, apart=True)
    metadata, catalog = taxonomy_view.alignment_package(layout, name, TAXONOMY)
    yield _file("META-INF/taxonomyPackage.xml", "taxonomyPackage.xml.j2", metadata)
    yield _file("META-INF/catalog.xml", "catalog.xml.j2", catalog)
    for file in _alignment(layout):
        yield replace(file, name=f"{TAXONOMY}/{file.name}")


def _base_schemas(layout: BaseLayout) -> Iterator[Rendered]:
    """The files of the base layer in a report: its concepts, and the parts of references."""
    yield _file(f"{layout.stem}.xsd", "schema.xsd.j2", taxonomy_view.base_schema(layout))
    yield _file(layout.parts_file, "parts.xsd.j2", taxonomy_view.parts(layout))


def render_base(base: Base) -> Iterator[Rendered]:
    """The files of the package of the base layer by itself, with all its labels and references."""
    layout = BaseLayout(base.layer, base.date)
    metadata, catalog = taxonomy_view.base_package(base, base_package(base), TAXONOMY)
    yield _file("META-INF/taxonomyPackage.xml", "taxonomyPackage.xml.j2", metadata)
    yield _file("META-INF/catalog.xml", "catalog.xml.j2", catalog)
    files = (
        *_base_schemas(layout),
        _file(f"{layout.stem}_lab.xml", "label.xml.j2", taxonomy_view.base_labels(base)),
        _file(f"{layout.stem}_ref.xml", "reference.xml.j2", taxonomy_view.base_references(layout)),
        _file(layout.labelled_file, "entry.xsd.j2", taxonomy_view.labelled(layout)),
    )
    for file in files:
        yield replace(file, name=f"{TAXONOMY}/{file.name}")


def base_package(base: Base) -> str:
    """The name of the package of the base layer."""
    return f"{BaseLayout(base.layer, base.date).stem}.zip"


def render_package(definition: ReleaseDefinition, extension: str = ".zip") -> Iterator[Rendered]:
    """The files of META-INF: of the taxonomy package, or by its extension of a report package.

    A report package (Report Packages 1.0) is a taxonomy package too. Its taxonomy stands beside the report in
    `reports`, so that report and taxonomy are the same files as outside it.
    """
    folder = TAXONOMY
    if extension in REPORT_PACKAGES:
        folder = REPORTS
        kind = f"https://xbrl.org/report-package/2023/{extension[1:]}"
        info = {"documentInfo": {"documentType": kind}}
        yield Rendered("META-INF/reportPackage.json", iter([json.dumps(info, indent=1), "\n"]))
    name = f"{definition.stem}{extension}"
    metadata, catalog = taxonomy_view.package(Layout(definition), name, folder)
    yield _file("META-INF/taxonomyPackage.xml", "taxonomyPackage.xml.j2", metadata)
    yield _file("META-INF/catalog.xml", "catalog.xml.j2", catalog)


def render_stand_in(official: Official, elements: Sequence[Element]) -> Iterator[Rendered]:
    """The files of a package that replaces an official schema, and declares only these elements."""
    metadata, catalog = stand_in_view.package(official, TAXONOMY)
    yield _file("META-INF/taxonomyPackage.xml", "taxonomyPackage.xml.j2", metadata)
    yield _file("META-INF/catalog.xml", "catalog.xml.j2", catalog)
    yield _file(f"{TAXONOMY}/{official.schema}", "schema.xsd.j2", stand_in_view.schema(official, elements))
    yield _file(f"{TAXONOMY}/{official.linkbase}", "label.xml.j2", stand_in_view.labels(official, elements))


def render_instance(
    definition: ReleaseDefinition, facts: FactSet, accepted: tuple[Accepted, ...]
) -> Rendered:
    """The XBRL 2.1 instance: the facts with their contexts, units and footnotes on what was `accepted`."""
    layout = Layout(definition)
    return _file(f"{layout.stem}.xbrl", "instance.xbrl.j2", instance(layout, facts, accepted))


FORMATS = ("inline", "statements", "json", "packages", "csv", "table", "excel", "parquet")
"""What a report can be written in beside the instance: Inline XBRL that is the release's own page, or a text
set out as one; the statements alone, set anew as Inline XBRL; xBRL-JSON, report packages, xBRL-CSV, a flat
table, an Excel workbook, the flat table as Parquet.
"""

DEFAULT_FORMATS = ("inline", "json", "packages")

INLINE = {"inline": ".htm", "statements": "-statements.htm"}
"""The formats of Inline XBRL, and how the names of their files end: served as HTML, as releases are."""

# The libraries of formats that are extras of the package, each under the format's name.
_EXTRAS = {"excel": "xlsxwriter", "parquet": "pyarrow"}

SIGN_OFF, EXCEPTIONS = "index.html", "exceptions.csv"
"""The page to sign off by; the table of what was accepted."""

ALIGNMENT = "-align"
"""What the names of the alignment's files have behind the report's."""

TAXONOMY, REPORTS = "taxonomy", "reports"
"""The folders of packages: of a taxonomy package, of a report package."""

REPORT_PACKAGES = {".xbri": ".htm", ".xbr": ".xbrl"}
"""The report that each kind of report package is around, by their extensions."""


def render_report(
    definition: ReleaseDefinition,
    release: Release,
    facts: FactSet,
    tied: Tied,
    traced: tuple[Traced, ...],
    formats: tuple[str, ...] = DEFAULT_FORMATS,
) -> Iterator[Rendered]:
    """All files of a report's folder but its package: taxonomy, instance, trace, accepted exceptions.

    All formats are written from the same facts as the instance. Raises InputError before anything is rendered
    if the library of a format is not installed.
    """
    need(formats)
    layout = Layout(definition)
    yield from render_taxonomy(definition, idle=tied.idle)
    yield render_instance(definition, facts, tied.accepted)
    if "inline" in formats:
        yield _in_place(layout, facts, tied.accepted, release)
    if "statements" in formats:
        view = statements(layout, facts, tied.accepted, release, _macros())
        yield _file(f"{layout.stem}{INLINE['statements']}", "statements.htm.j2", view)
    if "json" in formats:
        yield Rendered(f"{layout.stem}.json", oim.xbrl_json(layout, facts, tied.accepted))
    if "csv" in formats:
        for name, pieces in oim.xbrl_csv(layout, facts, tied.accepted):
            yield Rendered(name, pieces)
    if "table" in formats:
        rows = tables.facts(facts, definition.company)
        yield Rendered("facts.csv", tables.write_csv_for_people(tables.fact_heads(facts), rows))
    if "parquet" in formats:
        from tieout.render.parquet import parquet  # noqa: PLC0415 - an extra

        yield Rendered("facts.parquet", parquet(facts, definition.company))
    if "excel" in formats:
        yield render_workbook(definition, release, facts, tied, traced)
    file = definition.text.name
    yield Rendered("trace.csv", tables.write_csv_for_people(tables.TRACE, tables.trace(traced, file)))
    yield Rendered("trace.json", tables.trace_json(traced, file))
    yield Rendered(EXCEPTIONS, tables.write_csv_for_people(tables.EXCEPTIONS, tables.exceptions(tied, facts)))


def render_workbook(
    definition: ReleaseDefinition, release: Release, facts: FactSet, tied: Tied, traced: tuple[Traced, ...]
) -> Rendered:
    """The Excel workbook alone."""
    from tieout.render.workbook import workbook  # noqa: PLC0415 - an extra

    return Rendered(f"{Layout(definition).stem}.xlsx", workbook(definition, release, facts, tied, traced))


def _in_place(layout: Layout, facts: FactSet, accepted: tuple[Accepted, ...], release: Release) -> Rendered:
    """The company's own page with its figures tagged in place."""
    view, told = page(layout, facts, accepted, release, _macros())
    return replace(_file(f"{layout.stem}{INLINE['inline']}", "in_place.htm.j2", view), told=told)


def _macros() -> Macros:
    return cast(Macros, _environment().get_template("_inline.j2").module)


def render_signoff(done: SignOff, script: str = "") -> Rendered:
    """The page to read and to sign: one file that opens without a network.

    `script` is what a server's page has more, by which it writes; only that one may ask its server.
    """
    environment = _environment()
    draw, frame = (environment.get_template(name).render for name in ("picture.svg.j2", "frame.htm.j2"))
    return _file(SIGN_OFF, "index.html.j2", signoff(done, draw, frame, script))


def need(formats: tuple[str, ...]) -> None:
    """Raises InputError where the library of a format is not installed. Called before any work begins."""
    missing = [name for name in formats if name in _EXTRAS and find_spec(_EXTRAS[name]) is None]
    if missing:
        raise InputError(*(_not_installed(name) for name in missing))


def _not_installed(name: str) -> Finding:
    return Finding(
        "input.format-not-installed",
        f"the format {name} needs {_EXTRAS[name]}, which is not installed",
        f'Run pip install "tieout[{name}]", or leave the format out.',
    )
