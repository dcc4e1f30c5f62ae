"""Builds taxonomies without a report: that of a release, and the base layer."""

from pathlib import Path

from tieout.definitions import load_base, load_release
from tieout.pipeline import Progress, silent
from tieout.publication.proven import validated
from tieout.publish import Staging, add_package
from tieout.render import base_package, render_base, render_taxonomy
from tieout.validate import Verdict


def build_taxonomy(folder: Path, out: Path, *, progress: Progress = silent) -> tuple[Verdict, Path]:
    """Builds the taxonomy package of the release in `folder` into `out`, validated."""
    progress("reading")
    definition = load_release(folder)
    with Staging(out, holds=f"{definition.stem}.xsd", progress=progress) as staging:
        progress("rendering")
        staging.write(render_taxonomy(definition))
        package = add_package(staging, definition)
        (verdict,) = validated([(package, None)], None, progress)
        staging.seal()
        if not verdict.findings:
            staging.publish()
    return verdict, out / package.name


def build_base(out: Path, *, progress: Progress = silent) -> tuple[Verdict, Path]:
    """Builds the package of the base layer by itself, with all its labels, into `out`, validated."""
    progress("reading")
    base = load_base()
    name = base_package(base)
    with Staging(out, holds=name, progress=progress) as staging:
        progress("rendering")
        package = staging.archive(name, Path(name).stem, render_base(base))
        (verdict,) = validated([(package, None)], None, progress)
        staging.seal()
        if not verdict.findings:
            staging.publish()
    return verdict, out / name
