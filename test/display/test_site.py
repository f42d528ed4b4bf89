"""Everything of the world file is drawn where it stands, under its Japanese name."""

from __future__ import annotations

import math

import pytest
from shapely import Point, Polygon

from physical_ai_bridge.display.shapes import Kind, Shape
from physical_ai_bridge.display.site import ZONE, site_shapes, title_shapes
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.world import World


def of(world: World, group: str, kind: Kind | None = None) -> list[Shape]:
    return [s for s in site_shapes(world) if s.group == group and kind in (None, s.kind)]


def test_every_name_of_the_site_can_be_read(warehouse: World) -> None:
    words = {shape.text.splitlines()[0] for shape in site_shapes(warehouse) if shape.kind is Kind.TEXT}
    named = (*warehouse.zones, *warehouse.furniture, *warehouse.places)
    assert words == {part.name for part in named}


def test_a_zone_is_a_see_through_floor_with_a_solid_border_and_its_rule(warehouse: World) -> None:
    for zone, area in zip(warehouse.zones, of(warehouse, "zones", Kind.AREA), strict=True):
        corners = [area.points[i : i + 3] for i in range(0, len(area.points), 3)]
        filled = sum(Polygon([(x, y) for x, y, _ in triangle]).area for triangle in corners)
        assert math.isclose(filled, zone.area.area)
        assert area.colour == ZONE[zone.kind] and 0.0 < area.colour[3] < 1.0
    for zone, border in zip(warehouse.zones, of(warehouse, "zones", Kind.LINE), strict=True):
        assert border.points[0] == border.points[-1]
        assert [point[:2] for point in border.points[:-1]] == list(zone.polygon)
        assert border.colour[3] == 1.0
    rules = [shape.text.splitlines()[1] for shape in of(warehouse, "zone_names")]
    assert rules == ["進入禁止", "毎秒 0.3 m まで"]
    for zone, name in zip(warehouse.zones, of(warehouse, "zone_names"), strict=True):
        assert zone.area.covers(Point(name.at[:2]))


def test_keep_out_and_slow_zones_differ_in_colour(warehouse: World) -> None:
    assert len({area.colour for area in of(warehouse, "zones", Kind.AREA)}) == 2


def test_walls_and_furniture_are_boxes_of_their_size_on_the_floor(warehouse: World) -> None:
    for wall, box in zip(warehouse.walls, of(warehouse, "walls"), strict=True):
        assert box.size == (math.dist(wall.start, wall.end), wall.thickness, wall.height)
        ahead = box.size[0] / 2.0
        end = (box.at[0] + ahead * math.cos(box.yaw), box.at[1] + ahead * math.sin(box.yaw))
        assert end == pytest.approx(wall.end) and box.at[2] == wall.height / 2.0
    for item, box in zip(warehouse.furniture, of(warehouse, "furniture"), strict=True):
        pose = item.pose
        assert (box.at, box.yaw, box.size) == ((pose.x, pose.y, item.size[2] / 2.0), pose.yaw, item.size)


def test_a_place_shows_which_way_a_robot_faces_there(warehouse: World) -> None:
    arrows = of(warehouse, "places", Kind.ARROW)
    for place, arrow in zip(warehouse.places, arrows, strict=True):
        assert (arrow.at[0], arrow.at[1], arrow.yaw) == (place.pose.x, place.pose.y, place.pose.yaw)


def test_a_robots_name_is_where_the_robot_is(warehouse: World) -> None:
    robots = {robot.name: robot for robot in warehouse.robots}
    (title,) = title_shapes(robots, {"agv1": Pose2(3.0, 4.0, 1.0)})
    assert (title.text, title.at[:2]) == ("搬送台車1号機", (3.0, 4.0))
    assert title_shapes(robots, {}) == ()
