"""Triangles that fill a polygon, by cutting off one ear after the other."""

from __future__ import annotations

from collections.abc import Sequence

from shapely import Polygon
from shapely.geometry.polygon import orient

Corner = tuple[float, float]
Triangle = tuple[Corner, Corner, Corner]


def triangles(polygon: Polygon) -> tuple[Triangle, ...]:
    """Counter-clockwise triangles that cover a valid polygon once (its holes, too), two fewer than it has
    different corners; m."""
    left = _corners(polygon)
    found: list[Triangle] = []
    while len(left) > 3:
        ear = next((i for i in range(len(left)) if _is_ear(left, i)), None)
        if ear is None:  # only rounding leaves a valid polygon without an ear, and then next to nothing of it
            return tuple(found)
        found.append(_triangle(left, ear))
        del left[ear]
    return (*found, (left[0], left[1], left[2])) if _turn(*left[:3]) > 0.0 else tuple(found)


def _corners(polygon: Polygon) -> list[Corner]:
    return [(float(x), float(y)) for x, y in orient(polygon).exterior.coords[:-1]]


def _triangle(corners: Sequence[Corner], i: int) -> Triangle:
    return corners[i - 1], corners[i], corners[(i + 1) % len(corners)]


def _is_ear(corners: Sequence[Corner], i: int) -> bool:
    """Whether the corner sticks out and its triangle holds no other corner."""
    before, corner, after = _triangle(corners, i)
    if _turn(before, corner, after) <= 0.0:
        return False
    return not any(_holds((before, corner, after), other) for other in corners)


def _holds(triangle: Triangle, point: Corner) -> bool:
    """Whether a point that is none of its corners lies in the triangle or on its edge."""
    a, b, c = triangle
    if point in triangle:
        return False
    return min(_turn(a, b, point), _turn(b, c, point), _turn(c, a, point)) >= 0.0


def _turn(a: Corner, b: Corner, c: Corner) -> float:
    """Twice the area of the triangle, m²; positive where a, b, c turn left."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
