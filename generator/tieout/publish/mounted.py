"""Publishes into a folder that is a mount point: the folder stays, its files are replaced one by one.

No other folder can take its name. The new files are first all written into a subfolder; after that, an
interruption is repaired at once or by the next build.
"""

import shutil
from pathlib import Path

from tieout.publish.manifest import MANIFEST, files_in, listed


def fill(folder: Path, target: Path, pending: Path) -> None:
    """Replaces the files in `target` by the sealed ones in `folder`; `pending` is a name for the subfolder.

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
    """Completes an interrupted `fill`; does nothing if there was none."""
    # The manifest goes last, so that it is there as long as there is something to do.
    if not (pending / MANIFEST).is_file():
        if pending.is_dir():
            shutil.rmtree(pending)
        return
    for name in listed(target).keys() - listed(pending).keys():
        (target / name).unlink(missing_ok=True)
    for name, path in files_in(pending):
        if name != MANIFEST:
            (target / name).parent.mkdir(exist_ok=True)
            path.replace(target / name)
    (pending / MANIFEST).replace(target / MANIFEST)
    # The folders of editions, empty now.
    shutil.rmtree(pending)
