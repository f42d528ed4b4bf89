"""The lidar measures what plane geometry says is there, through its own body and with its own noise."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from shapely import LineString, Point

from physical_ai_bridge.robots import RobotProfile
from physical_ai_bridge.sim import Scan, Simulator
from physical_ai_bridge.world import World


def look(sim: Simulator, robot: str = "agv1") -> Scan:
    scan = sim.robot(robot).scan()
    assert scan is not None
    return scan


def expected(world: World, x: float, y: float, yaw: float, scan: Scan) -> NDArray[np.float64]:
    """The distance from the lidar at (x, y) to the nearest solid, for each ray, by shapely."""
    distances = []
    for index in range(len(scan.ranges)):
        angle = yaw + scan.angle_min + index * scan.angle_increment
        end = (x + scan.range_max * math.cos(angle), y + scan.range_max * math.sin(angle))
        hit = LineString([(x, y), end]).intersection(world.solids().boundary)
        distances.append(math.inf if hit.is_empty else hit.distance(Point(x, y)))
    return np.array(distances)


def test_every_ray_agrees_with_the_plan_of_the_site(warehouse: World, agv: RobotProfile) -> None:
    sim = Simulator(warehouse, scan_noise=0.0)
    sim.robot("agv1").command(0.5, -0.35)
    sim.step(5.0)
    truth = sim.robot("agv1").ground_truth()
    assert agv.lidar is not None
    x, y = truth.x + agv.lidar.x * math.cos(truth.yaw), truth.y + agv.lidar.x * math.sin(truth.yaw)
    scan = look(sim)
    plan = expected(warehouse, x, y, truth.yaw, scan)
    # A ray that grazes a corner may meet it or not; all others agree to a centimetre.
    assert np.count_nonzero(~np.isclose(scan.ranges, plan, atol=0.01)) <= 3
    assert np.count_nonzero(np.isfinite(scan.ranges)) > 300


def test_the_first_ray_points_backwards_and_they_go_counter_clockwise(warehouse: World) -> None:
    scan = look(Simulator(warehouse, scan_noise=0.0))
    assert scan.ranges.shape == (360,)
    assert scan.angle_min == -math.pi
    assert scan.angle_increment == pytest.approx(math.tau / 360)
    assert scan.ranges[0] == pytest.approx(1.2 + 0.17 - 0.45, abs=0.01)  # the charger behind it
    assert scan.ranges[270] == pytest.approx(8.9 - 7.0, abs=0.01)  # the north wall on its left


def test_nothing_within_reach_is_infinity(make_hall: Callable[..., World]) -> None:
    scan = look(Simulator(make_hall([("agv1", -5.0, 0.0)])))
    assert np.all(np.isinf(scan.ranges))


@pytest.mark.parametrize(("gap", "seen"), [(11.9, True), (12.1, False)])
def test_the_reach_ends_where_the_profile_says(
    make_hall: Callable[..., World], gap: float, seen: bool
) -> None:
    scan = look(Simulator(make_hall([("agv1", 9.9 - 0.17 - gap, 0.0)]), scan_noise=0.0))
    assert math.isfinite(scan.ranges[180]) is seen


def test_the_noise_has_the_size_it_was_given(make_hall: Callable[..., World]) -> None:
    sim = Simulator(make_hall([("agv1", 7.0, 0.0)]), scan_noise=0.02)
    front = np.array([look(sim).ranges[180] for _ in range(400)])
    assert front.std() == pytest.approx(0.02, rel=0.2)
    assert front.mean() == pytest.approx(9.9 - 7.0 - 0.17, abs=0.005)


def test_noise_never_leaves_the_range(make_hall: Callable[..., World]) -> None:
    sim = Simulator(make_hall([("agv1", 9.9 - 0.17 - 11.999, 0.0)]), scan_noise=0.5)
    ranges = np.concatenate([look(sim).ranges for _ in range(50)])
    finite = ranges[np.isfinite(ranges)]
    assert finite.size > 0
    assert finite.min() >= 0.05
    assert finite.max() <= 12.0


def test_robots_see_each_other(make_hall: Callable[..., World]) -> None:
    sim = Simulator(make_hall([("agv1", 0.0, 0.0), ("agv2", 2.0, 0.0)]), scan_noise=0.0)
    assert 1.5 < look(sim, "agv1").ranges[180] < 2.1
    assert 1.5 < look(sim, "agv2").ranges[0] < 2.2


def test_looking_does_not_disturb_the_physics(warehouse: World) -> None:
    watched, unwatched = Simulator(warehouse), Simulator(warehouse)
    for sim in (watched, unwatched):
        sim.robot("agv1").command(0.5, 0.2)
        for _ in range(50):
            sim.step(0.02)
            if sim is watched:
                look(sim)
    assert watched.positions() == unwatched.positions()
