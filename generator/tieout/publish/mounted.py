"""A report in a folder that is a mount point: the folder stays, its files are exchanged one by one.

No other folder can take its name. What is to come stands in it whole, in a folder of its own, before the
first file is touched; from then on whatever interrupts is made up for, at once or by the next build.
"""

from pathlib import Path

from tieout.publish.manifest import MANIFEST, listed


def fill(folder: Path, target: Path, pending: Path) -> None:
    """Puts the sealed files of `folder` in the place of those in `target`; `pending` is a name within it.

    Raises OSError where the file system refuses.
    """
    folder.rename(pending)
    try:
        finish(target, pending)
    except BaseException:
        # An interruption, wherever it came. What the file system refuses, it refuses again.
        finish(target, pending)
        raise


def finish(target: Path, pending: Path) -> None:
    """Goes on where an interrupted `fill` was; does nothing where none was."""
    # The manifest goes last, so that it is there as long as there is something to do.
    if not (pending / MANIFEST).is_file():
        if pending.is_dir():
            pending.rmdir()
        return
    for name in listed(target).keys() - listed(pending).keys():
        (target / name).unlink(missing_ok=True)
    for path in sorted(pending.iterdir()):
        if path.name != MANIFEST:
            path.replace(target / path.name)
    (pending / MANIFEST).replace(target / MANIFEST)
    pending.rmdir()
