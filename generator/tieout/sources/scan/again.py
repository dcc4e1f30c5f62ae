"""Reads doubtful figures once more, cut out of their page, all in one picture with a line for each."""

from collections.abc import Sequence
from typing import Any

from tieout.sources.scan.engine import words_of

# The white around a figure, by its height: above and below a rule may be near.
_BESIDE, _ABOVE = 0.35, 0.12
# From one line to the next, and before it.
_PITCH, _MARGIN = 2.2, 2.0
_MOST = 200
Box = tuple[float, float, float, float]


def alone(picture: Any, boxes: Sequence[Box], scale: float, languages: str) -> list[str]:
    """The texts read in boxes of a picture at a scale; "" for a box in which nothing is read."""
    from PIL import Image  # noqa: PLC0415 - of the extra

    said = [""] * len(boxes)
    boxes = boxes[:_MOST]
    usual = sorted(bottom - top for _, top, _, bottom in boxes)[len(boxes) // 2]
    cuts = [_cut(picture, box, usual, scale) for box in boxes]
    pitch = round(_PITCH * max(cut.height for cut in cuts))
    margin = round(_MARGIN * usual * scale)
    sheet = Image.new("L", (max(cut.width for cut in cuts) + 2 * margin, pitch * len(cuts) + margin), 255)
    for number, cut in enumerate(cuts):
        sheet.paste(cut, (margin, margin + number * pitch))
    for read in words_of(sheet, languages):
        number = int((read.middle - margin + (pitch - cuts[0].height) / 2) // pitch)
        if 0 <= number < len(cuts):
            said[number] += read.text
    return said


def _cut(picture: Any, box: Box, usual: float, scale: float) -> Any:
    from PIL import Image  # noqa: PLC0415 - of the extra

    left, top, right, bottom = box
    around = (
        max(0, round(left - _BESIDE * usual)),
        max(0, round(top - _ABOVE * usual)),
        min(picture.width, round(right + _BESIDE * usual)),
        min(picture.height, round(bottom + _ABOVE * usual)),
    )
    cut = picture.crop(around)
    size = max(1, round(cut.width * scale)), max(1, round(cut.height * scale))
    return cut.resize(size, Image.Resampling.BICUBIC)
