"""Names of files that a report can carry."""

import errno
import os
from pathlib import Path

from tieout.core.findings import Finding, InputError, Place


def named_in_text(path: Path) -> Path:
    """The path, whose names are text: a report names its files, and XML carries nothing else (XML 1.0, 2.2).

    Raises InputError where a name in it, or in the folders above it, is no text in UTF-8, and where its links
    lead in a circle, so that it has no name.
    """
    try:
        if _is_circle(path):
            mend = "Make the link lead to a file or a folder, or name another."
            what = f"{path} is a link that leads in a circle"
            raise InputError(Finding("input.file", what, mend, (Place(str(path)),)))
        str(path.resolve()).encode("utf-8")
    except ValueError:
        # A letter that UTF-8 has not; or a NUL, as a list of files in UTF-16 has them.
        what = f"{path} has a name that is not UTF-8, which no report can carry"
        mend = "Rename the file, or the folder that it is in; a list of files is text in UTF-8."
        raise InputError(Finding("input.name", what, mend, (Place(str(path)),))) from None
    return path


def resolved(path: Path) -> Path:
    """The path without links in it; of a circle of links as far as it can be followed.

    There `Path.resolve` raises an error in some versions of Python.
    """
    return Path(os.path.realpath(path))


def _is_circle(path: Path) -> bool:
    try:
        path.stat()
    except OSError as error:
        return error.errno == errno.ELOOP
    return False
