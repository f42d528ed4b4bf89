"""Shapes become the markers that RViz draws, in the map frame, and replace themselves."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from rclpy.serialization import deserialize_message, serialize_message
from visualization_msgs.msg import Marker, MarkerArray

from physical_ai_bridge.display.shapes import Kind, Shape
from physical_ai_bridge.display.site import site_shapes
from physical_ai_bridge.nodes.markers import markers
from physical_ai_bridge.world import load_world

GREEN = (0.0, 1.0, 0.0, 0.5)
TYPES = {
    Kind.BOX: Marker.CUBE,
    Kind.DISC: Marker.CYLINDER,
    Kind.ARROW: Marker.ARROW,
    Kind.LINE: Marker.LINE_STRIP,
    Kind.AREA: Marker.TRIANGLE_LIST,
    Kind.TEXT: Marker.TEXT_VIEW_FACING,
}


def over_the_wire(array: MarkerArray) -> list[Marker]:
    return list(deserialize_message(serialize_message(array), MarkerArray).markers)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_shape_keeps_everything(kind: Kind) -> None:
    points = ((0, 0, 0), (1, 0, 0), (1, 2, 3))
    shape = Shape("g", kind, GREEN, (1, 2, 3), math.pi / 2, (4, 5, 6), points, "棚A\n進入禁止", 2.5)
    (marker,) = over_the_wire(markers([shape]))
    assert (marker.type, marker.action, marker.ns, marker.id) == (TYPES[kind], Marker.ADD, "g", 0)
    assert (marker.header.frame_id, marker.header.stamp.sec, marker.header.stamp.nanosec) == ("map", 0, 0)
    at, turn = marker.pose.position, marker.pose.orientation
    assert (at.x, at.y, at.z) == (1.0, 2.0, 3.0)
    assert (turn.z, turn.w) == pytest.approx((math.sqrt(0.5), math.sqrt(0.5)))
    assert (marker.scale.x, marker.scale.y, marker.scale.z) == (4.0, 5.0, 6.0)
    assert (marker.color.r, marker.color.g, marker.color.b, marker.color.a) == GREEN
    assert [(p.x, p.y, p.z) for p in marker.points] == list(points)
    assert marker.text == "棚A\n進入禁止"
    assert (marker.lifetime.sec, marker.lifetime.nanosec) == (2, 500_000_000)


def test_each_marker_is_told_apart_and_the_same_shapes_get_the_same_numbers() -> None:
    shapes = [Shape(group, Kind.BOX, GREEN) for group in ("a", "b", "a", "b", "a")]
    numbered = [(marker.ns, marker.id) for marker in markers(shapes).markers]
    assert numbered == [("a", 0), ("b", 0), ("a", 1), ("b", 1), ("a", 2)]
    assert numbered == [(marker.ns, marker.id) for marker in markers(shapes).markers]


def test_drawn_anew_everything_before_goes_first() -> None:
    first, second = over_the_wire(markers([Shape("a", Kind.BOX, GREEN)], anew=True))
    assert (first.action, second.action) == (Marker.DELETEALL, Marker.ADD)
    (only,) = markers((), anew=True).markers
    assert only.action == Marker.DELETEALL
    assert markers(()).markers == []


def test_the_whole_site_is_drawn_with_what_rviz_asks_for() -> None:
    world = load_world(Path(__file__).parents[2] / "worlds" / "warehouse.yaml")
    drawn = over_the_wire(markers(site_shapes(world)))
    assert len({(marker.ns, marker.id) for marker in drawn}) == len(drawn) > 30
    for marker in drawn:
        assert marker.color.a > 0.0
        assert marker.scale.z > 0.0 if marker.type != Marker.LINE_STRIP else marker.scale.x > 0.0
        assert marker.type != Marker.TRIANGLE_LIST or len(marker.points) % 3 == 0 < len(marker.points)
        assert bool(marker.text) == (marker.type == Marker.TEXT_VIEW_FACING)
