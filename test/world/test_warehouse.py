"""The warehouse that ships with the package is one in which the demonstration can be driven."""

from __future__ import annotations

import math

import pytest
from shapely import LineString, Point

from physical_ai_bridge.robots import load_profile
from physical_ai_bridge.world import World

CLEARANCE = 0.35
"""m around a straight line that a base with a footprint radius of 0.33 m drives."""
BLOCKED = {("受付", "作業台")}
"""The one pair between which the keep-out zone lies, so that a refusal can be shown."""
PLACES = ["充電ステーション", "棚A", "棚B", "受付", "作業台"]
PAIRS = [(a, b) for i, a in enumerate(PLACES) for b in PLACES[i + 1 :]]


def clearance(world: World, *points: tuple[float, float]) -> float:
    return float(LineString(points).distance(world.solids().union(world.keep_out())))


def at(world: World, name: str) -> tuple[float, float]:
    place = world.place(name)
    assert place is not None
    return place.pose.x, place.pose.y


@pytest.mark.parametrize(("start", "end"), PAIRS)
def test_places_see_each_other_unless_the_keep_out_zone_lies_between(
    warehouse: World, start: str, end: str
) -> None:
    free = clearance(warehouse, at(warehouse, start), at(warehouse, end)) >= CLEARANCE
    assert free is ((start, end) not in BLOCKED)


def test_the_demonstration_has_room(warehouse: World) -> None:
    """1.5 m forwards from the start and a right turn leave the 5 m that the gate then offers, and more."""
    start = warehouse.robots[0].start
    corner = (start.x + 1.5 * math.cos(start.yaw), start.y + 1.5 * math.sin(start.yaw))
    right = start.yaw - math.pi / 2
    limit = load_profile(warehouse.robots[0].profile).max_move
    end = (corner[0] + (limit + 1.0) * math.cos(right), corner[1] + (limit + 1.0) * math.sin(right))
    assert clearance(warehouse, (start.x, start.y), corner, end) >= CLEARANCE


def test_a_robot_fits_wherever_it_is_sent(warehouse: World) -> None:
    blocked = warehouse.solids().union(warehouse.keep_out())
    for place in warehouse.places:
        assert blocked.distance(Point(place.pose.x, place.pose.y)) >= CLEARANCE


def test_it_has_both_kinds_of_zone(warehouse: World) -> None:
    assert len(warehouse.zones_of_kind("keep_out")) == 1
    assert [zone.max_speed for zone in warehouse.zones_of_kind("slow")] == [0.3]
    assert warehouse.speed_limit_at(*at(warehouse, "受付")) == 0.3
    assert warehouse.speed_limit_at(*at(warehouse, "充電ステーション")) is None
