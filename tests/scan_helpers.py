"""Scans of our own: pages of a PDF as a scanner gives them, turned a little, blurred and with noise."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageFilter


def as_scan(pdf: Path, path: Path, *, dpi: int = 300, skew: float = 0, noise: float = 0) -> Path:
    """A picture of each page of a PDF, all in one file; `noise` is its share of each shade of grey."""
    first, *rest = pages_of(pdf, dpi=dpi, skew=skew, noise=noise)
    if path.suffix == ".tif":
        first.save(path, save_all=True, append_images=rest, compression="tiff_lzw", dpi=(dpi, dpi))
    else:
        assert not rest
        first.save(path, dpi=(dpi, dpi))
    return path


def pages_of(pdf: Path, *, dpi: int, skew: float = 0, noise: float = 0) -> Iterator[Any]:
    """The pages of a PDF as pictures in shades of grey."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            page = document[number]
            picture = page.render(scale=dpi / 72).to_pil().convert("L")
            picture = picture.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
            yield _noisy(picture, noise, number) if noise else picture
    finally:
        document.close()


def _noisy(picture: Any, share: float, seed: int) -> Any:
    grey = random.Random(seed).randbytes(picture.width * picture.height)
    speckled = Image.frombytes("L", picture.size, grey)
    return Image.blend(picture.filter(ImageFilter.GaussianBlur(0.6)), speckled, share)


def statements(text: str, first: str, after: str) -> str:
    """The lines of a release from one that begins so to before another."""
    lines = text.split("\n")
    start = next(at for at, line in enumerate(lines) if line.startswith(first))
    end = next(at for at, line in enumerate(lines) if line.startswith(after))
    return "\n".join(lines[start:end])
