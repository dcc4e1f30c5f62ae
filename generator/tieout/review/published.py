"""The report of a release that is worked on: built from its page, and its files shown beside it."""

from collections.abc import Callable
from pathlib import Path

from tieout.pipeline import Read, Scope
from tieout.publication import Built, build
from tieout.publish import MANIFEST
from tieout.render import SIGN_OFF, digest_of
from tieout.review.asked import refusal

_FOLDER = "xbrl"


def ready(done: Read) -> bool:
    """Whether the release can be published: nothing is open, and its present text is signed."""
    signed = done.definition.signed
    return not done.findings and signed is not None and signed.sha256 == digest_of(done.definition.text)


def publish(folder: Path, done: Read, scope: Scope | None, progress: Callable[[str], None]) -> Built:
    """Builds the report into the release's own folder, as `tieout build` does.

    Raises InputError where something is open or the text is not signed.
    """
    if not ready(done):
        raise refusal("only a release that is signed is published here", "Settle what is open, and sign it.")
    return build(folder, scope=scope, progress=progress)


def names(folder: Path) -> tuple[str, ...]:
    """The files of the report in the release's folder; none without a complete one."""
    report = folder / _FOLDER
    if not (report / MANIFEST).is_file() or not (report / SIGN_OFF).is_file():
        return ()
    return tuple(sorted(path.name for path in report.iterdir() if path.is_file()))


def content(folder: Path, name: str) -> bytes | None:
    """The content of a file of the report; None for any other name."""
    return (folder / _FOLDER / name).read_bytes() if name in names(folder) else None
