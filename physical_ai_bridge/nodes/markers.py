"""Shapes as RViz markers in the frame ``map``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from builtin_interfaces.msg import Duration
from geometry_msgs.msg import Point, Pose, Vector3
from std_msgs.msg import ColorRGBA, Header
from visualization_msgs.msg import Marker, MarkerArray

from physical_ai_bridge.display.shapes import Kind, Shape
from physical_ai_bridge.nodes.planar import quaternion_from_yaw

_TYPES = {
    Kind.BOX: Marker.CUBE,
    Kind.DISC: Marker.CYLINDER,
    Kind.ARROW: Marker.ARROW,
    Kind.LINE: Marker.LINE_STRIP,
    Kind.AREA: Marker.TRIANGLE_LIST,
    Kind.TEXT: Marker.TEXT_VIEW_FACING,
}


def markers(shapes: Sequence[Shape], anew: bool = False) -> MarkerArray:
    """All of them, numbered within their groups, so that the same shapes sent again replace themselves.

    ``anew`` first takes away what this topic showed before. The stamp is zero, which for RViz is "now", on
    whatever clock it runs.
    """
    numbers: Counter[str] = Counter()
    found = [Marker(header=Header(frame_id="map"), action=Marker.DELETEALL)] if anew else []
    for shape in shapes:
        found.append(_marker(shape, numbers[shape.group]))
        numbers[shape.group] += 1
    return MarkerArray(markers=found)


def _marker(shape: Shape, number: int) -> Marker:
    red, green, blue, opacity = shape.colour
    return Marker(
        header=Header(frame_id="map"),
        ns=shape.group,
        id=number,
        type=_TYPES[shape.kind],
        action=Marker.ADD,
        pose=Pose(position=_point(shape.at), orientation=quaternion_from_yaw(shape.yaw)),
        scale=Vector3(**dict(zip("xyz", map(float, shape.size), strict=True))),
        color=ColorRGBA(r=red, g=green, b=blue, a=opacity),
        points=[_point(point) for point in shape.points],
        text=shape.text,
        lifetime=Duration(sec=int(shape.lifetime), nanosec=round(shape.lifetime % 1.0 * 1e9)),
    )


def _point(at: tuple[float, float, float]) -> Point:
    x, y, z = at
    return Point(x=float(x), y=float(y), z=float(z))
