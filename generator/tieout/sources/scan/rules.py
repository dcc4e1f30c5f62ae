"""Removes drawn lines from a scan before it is read: Tesseract reads little inside a ruled table.

A line is a dark run that is longer than any stroke of a letter and no thicker. It may lean a little: a line
of three pixels that rises by one degree still runs for 160 of them in one row.
"""

from typing import Any

# Of the longer side of a page: longer than the bar of a capital of 24 points, and than a dash.
_LONG = 45
# What is thicker in pixels is a field, with white letters in it perhaps.
_THICK = 9
# Darker than this of 255 is drawn.
_DARK = 150


def without_rules(picture: Any) -> Any:
    """A picture in shades of grey without its horizontal and vertical lines."""
    from PIL import ImageChops, ImageFilter  # noqa: PLC0415 - of the extra

    drawn = picture.point([255 if shade < _DARK else 0 for shade in range(256)])
    long = max(picture.size) // _LONG
    lines = [_runs(drawn, long, across=across) for across in (True, False)]
    thin = [
        ImageChops.subtract(runs, _runs(runs, _THICK, across=not across))
        for across, runs in zip((True, False), lines, strict=True)
    ]
    # With the grey at their edges.
    off = ImageChops.lighter(*thin).filter(ImageFilter.MaxFilter(3))
    return ImageChops.lighter(picture, off)


def _runs(drawn: Any, length: int, *, across: bool) -> Any:
    """The parts of a picture with at least `length` drawn pixels in a row:
    morphological opening by a line.
    """
    from PIL import ImageChops  # noqa: PLC0415 - of the extra

    kept, done = drawn, 1
    steps = []
    while done < length:
        step = min(done, length - done)
        kept = ImageChops.darker(kept, _moved(kept, -step, across=across))
        steps.append(step)
        done += step
    for step in steps:
        kept = ImageChops.lighter(kept, _moved(kept, step, across=across))
    return kept


def _moved(picture: Any, by: int, *, across: bool) -> Any:
    from PIL import ImageChops  # noqa: PLC0415 - of the extra

    return ImageChops.offset(picture, by, 0) if across else ImageChops.offset(picture, 0, by)
