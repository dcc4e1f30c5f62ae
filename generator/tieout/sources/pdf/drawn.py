"""Drawings on a page besides text: rules, and fields of colour under or over text."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

# A form may hold a form; deeper is no page that a person made.
_DEEPEST = 8
_MOST_OBJECTS = 200_000
_MOST_SEGMENTS = 2_000
# What is no thicker is a part of a rule, and a rule that is no longer is a letter's stroke.
THIN, SHORT = 2.6, 4.0
_WHITE = 245
Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Field:
    """A filled box. `order` is its place in the order of drawing; `white`: it is as white as paper."""

    order: int
    box: Box
    white: bool


@dataclass(slots=True)
class Drawn:
    """The drawings of a page, in its own coordinates. `orders` gives the order of each text, by its address.

    `lines` are the thin boxes, each part separately.
    """

    orders: dict[int, int] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    lines: list[Box] = field(default_factory=list)
    pictures: list[Field] = field(default_factory=list)


def drawn_of(page: Any) -> Drawn:
    """The drawing of a page."""
    drawn = Drawn()
    for order, (one, matrix) in enumerate(_objects(page)):
        kind = pdfium.FPDFPageObj_GetType(one)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            drawn.orders[ctypes.addressof(one.contents)] = order
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _path(one, matrix, order, drawn)
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            drawn.pictures.append(Field(order, _bounds(one, matrix), white=False))
    return drawn


def _objects(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """The objects of a page in the order of drawing; those in forms stand in their form's place."""
    count = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    waiting: list[tuple[Any, Matrix, int]] = [
        (pdfium.FPDFPage_GetObject(page, at), _SAME, 0) for at in reversed(range(count))
    ]
    left = _MOST_OBJECTS
    while waiting and left > 0:
        one, matrix, depth = waiting.pop()
        left -= 1
        if pdfium.FPDFPageObj_GetType(one) != pdfium.FPDF_PAGEOBJ_FORM:
            yield one, matrix
        elif depth < _DEEPEST:
            inner = _times(_matrix(one), matrix)
            within = min(pdfium.FPDFFormObj_CountObjects(one), left)
            for at in reversed(range(within)):
                waiting.append((pdfium.FPDFFormObj_GetObject(one, at), inner, depth + 1))


def _matrix(one: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(one, found):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, two: Matrix) -> Matrix:
    """First `one`, then `two` (ISO 32000-1, 8.3.4 "Transformation Matrices")."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _put(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _bounds(one: Any, matrix: Matrix) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(one, left, bottom, right, top)
    corners = [(x.value, y.value) for x in (left, right) for y in (bottom, top)]
    return _around([_put(matrix, x, y) for x, y in corners])


def _path(one: Any, matrix: Matrix, order: int, drawn: Drawn) -> None:
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(one, mode, stroked)
    filled = mode.value != pdfium.FPDF_FILLMODE_NONE and not pdfium.FPDFPageObj_HasTransparency(one)
    fill = _is_white(one, pdfium.FPDFPageObj_GetFillColor) if filled else None
    stroke = _is_white(one, pdfium.FPDFPageObj_GetStrokeColor) if stroked.value else None
    if fill is None and stroke is None:
        return
    for box, straight in _shapes(one, _times(_matrix(one), matrix)):
        wide, high = box[2] - box[0], box[3] - box[1]
        thin = min(wide, high) <= THIN
        if thin and (fill is False or stroke is False):
            drawn.lines.append(box)
        if fill is not None and straight and not (thin and max(wide, high) > SHORT):
            drawn.fields.append(Field(order, box, fill))
        if stroke is False and straight and not thin:
            left, bottom, right, top = box
            drawn.lines += [(left, bottom, right, bottom), (left, top, right, top)]
            drawn.lines += [(left, bottom, left, top), (right, bottom, right, top)]


def _is_white(one: Any, color: Any) -> bool | None:
    """Whether a colour is as white as paper; None where it is invisible."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not color(one, red, green, blue, alpha) or not alpha.value:
        return None
    return min(red.value, green.value, blue.value) >= _WHITE


def _shapes(one: Any, matrix: Matrix) -> Iterator[tuple[Box, bool]]:
    """The boxes around a path's parts, each with whether its sides are straight and parallel to the page."""
    points: list[tuple[float, float]] = []
    straight = True
    for at in range(min(pdfium.FPDFPath_CountSegments(one), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(one, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield _around(points), straight
            points, straight = [], True
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(_put(matrix, x.value, y.value))
        straight = straight and kind != pdfium.FPDF_SEGMENT_BEZIERTO and _along(points)
    if len(points) > 1:
        yield _around(points), straight


def _along(points: list[tuple[float, float]]) -> bool:
    """Whether the last side of a path is horizontal or vertical."""
    if len(points) == 1:
        return True
    (x, y), (u, v) = points[-2:]
    return abs(x - u) < 1 or abs(y - v) < 1
