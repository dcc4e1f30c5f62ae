"""Files that are made to fill the memory are refused before they do; each is read by a process of its own."""

import io
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="peaks of memory in KiB"),
]

# Prints the code of the refusal, and the peak in MiB of the process and of those that it began. Its own is
# the kernel's VmHWM: what getrusage says of a process is no less than what the one that began it had.
_READ = """\
import re, resource, sys
from pathlib import Path
from tieout.core import InputError
from tieout.sources import read_document
try:
    read_document(Path(sys.argv[1]))
    code = "read"
except InputError as error:
    code = error.findings[0].code
own = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
print(code, (own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024)
"""
_MOST_MIB = 700


def _archive(name: str, data: bytes) -> bytes:
    done = io.BytesIO()
    with zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, data)
    return done.getvalue()


def _elements() -> bytes:
    """A Word document of few bytes whose tree would take more than a gigabyte."""
    row = b"<tr><tc><p><r><t>1</t></r></p></tc></tr>"
    return _archive("word/document.xml", b"<document>" + row * 2_000_000 + b"</document>")


def _blanks() -> bytes:
    return _archive("word/document.xml", b"<document>" + b" " * 150_000_000 + b"</document>")


def _nested() -> bytes:
    inner = _archive("a", bytes(30_000_000))
    for _ in range(4):
        inner = _archive("word/inner.zip", inner)
    return inner


def _pages() -> bytes:
    """A page that is a picture of 40,000 by 40,000 points."""
    wide = 40_000
    packed = zlib.compress(bytes(wide * wide // 8), 9)
    picture = b"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/FlateDecode"
    content = b"q 612 0 0 792 0 0 cm /I Do Q"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<<%s/Width %d/Height %d/Length %d>>stream\n%s\nendstream"
        % (picture, wide, wide, len(packed), packed),
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % one for one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


@pytest.mark.parametrize(
    ("made", "codes"),
    [
        (_elements, {"input.too-large"}),
        (_blanks, {"input.too-large"}),
        (_nested, {"input.format"}),
        # What the program that reads scans makes of it is no matter here.
        (_pages, {"input.no-text", "input.no-ocr", "input.too-large", "input.damaged"}),
    ],
)
def test_what_would_fill_the_memory_is_refused_in_little_of_it(
    made: Callable[[], bytes], codes: set[str], tmp_path: Path
) -> None:
    path = tmp_path / "release"
    path.write_bytes(made())
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(path)], capture_output=True, text=True, timeout=120, check=True
    )
    code, peak = done.stdout.split()
    assert code in codes
    assert int(peak) < _MOST_MIB
