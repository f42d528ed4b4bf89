"""Plane geometry of the site: rectangles on the floor as shapely polygons, in metres and radians."""

from __future__ import annotations

from collections.abc import Iterable

from shapely import Point, Polygon, affinity, box, union_all
from shapely.geometry.base import BaseGeometry


def box_polygon(x: float, y: float, yaw: float, length: float, width: float) -> Polygon:
    """A rectangle centred on (x, y), `length` along its own x axis, turned by `yaw` radians."""
    centred = box(-length / 2.0, -width / 2.0, length / 2.0, width / 2.0)
    turned = affinity.rotate(centred, yaw, origin=(0.0, 0.0), use_radians=True)
    return affinity.translate(turned, x, y)


def wall_polygon(start: tuple[float, float], end: tuple[float, float], thickness: float) -> Polygon:
    """The floor under a wall whose centre line runs from `start` to `end`; it ends flush with both."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5
    if length == 0.0:
        return Polygon()
    nx, ny = -dy / length * thickness / 2.0, dx / length * thickness / 2.0
    corners = ((start, 1), (end, 1), (end, -1), (start, -1))
    return Polygon([(point[0] + side * nx, point[1] + side * ny) for point, side in corners])


def union(shapes: Iterable[BaseGeometry]) -> BaseGeometry:
    """All the shapes as one."""
    return union_all(list(shapes))


def covers(area: BaseGeometry, x: float, y: float) -> bool:
    """Whether (x, y) lies in the area or on its edge."""
    return bool(area.covers(Point(x, y)))
