"""Runs Tesseract as a process: a picture goes in, words with boxes and lines come out.

Its answer is the table of its option `tsv` (its manual page, "CONFIG FILES").
"""

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tieout.sources.scan.damage import ScanError

PROGRAM = "tesseract"
# Longer than a page takes whose text has the size that readings have, on a machine that is busy with others.
_SECONDS = 60
# A page as one block of text: a row is one line from its label to its last figure, whatever the gaps.
_ONE_BLOCK = "6"
_WORD, _COLUMNS = "5", 12
_MOST_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Read:
    """A word of one reading: its box in the picture, its line, and Tesseract's confidence."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    line: tuple[str, str, str]
    sure: float

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2


def lacking() -> str:
    """What has to be installed before a scan can be read; "" where everything is."""
    try:
        import PIL  # noqa: F401, PLC0415 - of the extra
    except ImportError:
        return "pip install 'tieout[ocr]'"
    if shutil.which(PROGRAM) is None:
        return "the program tesseract (apt install tesseract-ocr, brew install tesseract)"
    return ""


def words_of(picture: Any, languages: str) -> list[Read]:
    """The words of a picture, line by line. Raises ScanError where Tesseract gives no answer."""
    answer = _asked(picture, "stdin", "stdout", "--psm", _ONE_BLOCK, "-l", languages, "tsv")
    words = list(_words(answer))
    if len(words) > _MOST_WORDS:
        raise ScanError("too-large", "a page has more words than a page holds", "Is it the right file?")
    return words


def languages_for(picture: Any) -> str:
    """The languages in which to read a picture, by its script: `eng`, with `jpn` for Japanese."""
    known = _asked(None, "--list-langs").split()
    if "jpn" not in known or "osd" not in known:
        return "eng"
    try:
        told = _asked(picture, "stdin", "stdout", "--psm", "0", "-l", "osd")
    except ScanError as error:
        if error.code == "hangs":
            raise
        return "eng"  # too few letters to tell
    return "jpn+eng" if "Script: Japanese" in told or "Script: Han" in told else "eng"


def _asked(picture: Any, *arguments: str) -> str:
    program = shutil.which(PROGRAM)
    if program is None:
        raise ScanError("no-ocr", "there is no tesseract", "Install it.")
    data = b""
    if picture is not None:
        held = io.BytesIO()
        picture.save(held, "PPM")
        data = held.getvalue()
    try:
        done = subprocess.run(  # noqa: S603 - the program that the extra names, without a shell
            [program, *arguments],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            # A thread each: several readings go on at once.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        raise ScanError(
            "hangs",
            f"tesseract does not answer within {_SECONDS} seconds",
            "Is the page a page? Try another form of the document.",
        ) from None
    except (subprocess.CalledProcessError, OSError):
        raise ScanError(
            "no-answer",
            "tesseract cannot read the picture, or its language data is not there",
            "See that `tesseract --list-langs` names eng.",
        ) from None
    return done.stdout.decode("utf-8", "replace")


def _words(answer: str) -> Iterator[Read]:
    for row in answer.splitlines():
        said = row.split("\t")
        if len(said) < _COLUMNS or said[0] != _WORD or not said[11].strip():
            continue
        left, top, wide, high = (float(one) for one in said[6:10])
        line = (said[2], said[3], said[4])
        yield Read(said[11].strip(), left, top, left + wide, top + high, line, float(said[10]))
