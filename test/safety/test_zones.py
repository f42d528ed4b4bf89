"""Slow zones: both sides of their reach, the lowest of several, and the speed of a real robot inside."""

from __future__ import annotations

import pytest
from shapely import Point

from physical_ai_bridge.plan.enums import Mode
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.plan.steps import MoveStep
from physical_ai_bridge.safety.config import GateConfig
from physical_ai_bridge.safety.zones import speed_limit_near

REACH = 0.33 + 0.8 * 0.2 + 0.8**2 / 6.0  # footprint, reaction, braking


@pytest.fixture(scope="module")
def slow_hall(hall_with):
    def zone(name, left, speed):
        square = ((left, -2.0), (left + 1.0, -2.0), (left + 1.0, 2.0), (left, 2.0))
        return {"name": name, "kind": "slow", "polygon": square, "max_speed": speed, "reason_ja": "徐行"}

    return hall_with(zones=(zone("一", 2.0, 0.3), zone("二", 2.5, 0.2)))


@pytest.fixture
def config(slow_hall, rig):
    return GateConfig("agv1", rig.state.config.profile, slow_hall, "configuration", "epoch")


@pytest.mark.parametrize(
    "x, limit",
    [
        (2.0 - REACH - 0.01, float("inf")),
        (2.0 - REACH + 0.01, 0.3),
        (2.2, 0.2),
        (3.2, 0.2),
        (3.5 + REACH + 0.01, float("inf")),
    ],
)
def test_the_limit_of_the_zones_in_reach(config, x, limit):
    assert speed_limit_near(config, Pose2(x, 0.0, 0.0)) == limit


def test_a_robot_is_slow_before_any_part_of_it_is_in_the_zone(virtual_site, slow_hall, plan_of):
    site = virtual_site(slow_hall)
    site.run(0.5)
    site.submit(plan_of(MoveStep(distance_m=5.0), created_ns=site.now.ros_ns))
    zones = [(zone.area, zone.max_speed) for zone in slow_hall.zones]
    modes, fastest = set(), 0.0

    def look() -> bool:
        nonlocal fastest
        truth = site.body.ground_truth()
        modes.add(site.gate.mode)
        fastest = max(fastest, truth.v)
        for area, limit in zones:
            if area.distance(Point(truth.x, truth.y)) <= site.profile.footprint_radius:
                assert truth.v <= limit + 0.02
        return False

    site.run(25.0, look)
    assert {Mode.ACTIVE, Mode.SLOW} <= modes and fastest > 0.75
    assert site.body.ground_truth().x > 4.5
