"""The simulator as a whole: its clock, its seed, its robots and objects."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from physical_ai_bridge.sim import Simulator, StartError
from physical_ai_bridge.world import World


def run(sim: Simulator, step: float, steps: int) -> None:
    sim.robot("agv1").command(0.6, 0.3)
    for _ in range(steps):
        sim.step(step)


def readings(sim: Simulator) -> tuple[object, ...]:
    robot = sim.robot("agv1")
    scan = robot.scan()
    assert scan is not None
    return (
        robot.odometry(),
        robot.ground_truth(),
        robot.joint_states(),
        scan.ranges.tobytes(),
        sim.positions(),
    )


def test_the_same_seed_gives_the_same_run(warehouse: World) -> None:
    first, second = Simulator(warehouse, seed=7), Simulator(warehouse, seed=7)
    for sim in (first, second):
        run(sim, 0.02, 100)
    assert readings(first) == readings(second)


def test_another_seed_gives_other_noise_and_the_same_motion(warehouse: World) -> None:
    first, second = Simulator(warehouse, seed=1), Simulator(warehouse, seed=2)
    for sim in (first, second):
        run(sim, 0.02, 50)
    assert first.positions() == second.positions()
    assert readings(first) != readings(second)


def test_the_size_of_the_steps_does_not_matter(warehouse: World) -> None:
    fine, coarse = Simulator(warehouse), Simulator(warehouse)
    run(fine, 0.005, 400)
    run(coarse, 0.5, 4)
    assert fine.positions() == coarse.positions()


def test_no_time_is_lost_in_small_steps(warehouse: World) -> None:
    sim = Simulator(warehouse)
    for _ in range(1000):
        sim.step(0.001)
    assert sim.time == pytest.approx(1.0)


def test_a_step_of_nothing_changes_nothing(warehouse: World) -> None:
    sim = Simulator(warehouse)
    before = sim.positions()
    sim.step(0.0)
    assert (sim.time, sim.positions()) == (0.0, before)


@pytest.mark.parametrize("bad", [-0.001, math.nan, math.inf])
def test_time_only_goes_forwards(warehouse: World, bad: float) -> None:
    sim = Simulator(warehouse)
    with pytest.raises(ValueError, match="finite time"):
        sim.step(bad)
    assert sim.time == 0.0


def test_robots_move_on_their_own(make_hall: Callable[..., World]) -> None:
    sim = Simulator(make_hall([("agv1", 0.0, 0.0), ("agv2", 0.0, 2.0)]))
    sim.robot("agv1").command(0.5, 0.0)
    sim.step(2.0)
    assert sim.robot_names == ("agv1", "agv2")
    assert sim.robot("agv1").ground_truth().x > 0.4
    assert abs(sim.robot("agv2").ground_truth().x) < 1e-3


def test_a_subset_of_the_robots_can_be_simulated(make_hall: Callable[..., World]) -> None:
    sim = Simulator(make_hall([("agv1", 0.0, 0.0), ("agv2", 0.0, 2.0)]), robots=["agv2"])
    assert sim.robot_names == ("agv2",)
    with pytest.raises(ValueError, match="agv1"):
        sim.robot("agv1")


def test_an_unknown_robot_is_refused_with_the_known_ones(make_hall: Callable[..., World]) -> None:
    with pytest.raises(ValueError, match="あるのは agv1"):
        Simulator(make_hall([("agv1", 0.0, 0.0)]), robots=["agv9"])


@pytest.mark.parametrize(("x", "free"), [(9.9 - 0.32, False), (9.9 - 0.34, True)])
def test_a_robot_must_not_start_in_a_wall(make_hall: Callable[..., World], x: float, free: bool) -> None:
    world = make_hall([("agv1", x, 0.0)])
    if free:
        assert Simulator(world).robot_names == ("agv1",)
    else:
        with pytest.raises(StartError, match="壁か家具"):
            Simulator(world)


@pytest.mark.parametrize(("y", "free"), [(0.65, False), (0.67, True)])
def test_robots_must_not_start_in_each_other(make_hall: Callable[..., World], y: float, free: bool) -> None:
    world = make_hall([("agv1", 0.0, 0.0), ("agv2", 0.0, y)])
    if free:
        assert Simulator(world).robot_names == ("agv1", "agv2")
    else:
        with pytest.raises(StartError, match="agv2"):
            Simulator(world)


def test_objects_rest_where_the_world_puts_them(warehouse: World) -> None:
    sim = Simulator(warehouse)
    sim.step(2.0)
    for state, item in zip(sim.objects(), warehouse.objects, strict=True):
        assert (state.id, state.kind) == (item.id, item.kind)
        assert (state.x, state.y, state.z) == pytest.approx((item.pose.x, item.pose.y, item.pose.z), abs=2e-3)
        assert state.yaw == pytest.approx(item.pose.yaw, abs=1e-3)


def test_an_object_can_be_pushed(make_hall: Callable[..., World]) -> None:
    box = {
        "id": "box",
        "kind": "box",
        "name_ja": "箱",
        "pose": {"x": 1.0, "y": 0.0, "z": 0.15, "yaw_deg": 0.0},
        "size": (0.3, 0.3, 0.3),
        "mass": 1.0,
    }
    sim = Simulator(make_hall([("agv1", 0.0, 0.0)], objects=(box,)))
    sim.robot("agv1").command(0.5, 0.0)
    touched = set()
    for _ in range(250):
        sim.step(0.02)
        touched |= {(contact.other, contact.other_kind) for contact in sim.robot("agv1").contacts()}
    assert sim.objects()[0].x > 1.5
    assert touched == {("box", "object")}


def test_the_battery_drains_slowly_and_faster_when_driving(make_hall: Callable[..., World]) -> None:
    sim = Simulator(make_hall([("agv1", -5.0, 0.0), ("agv2", -5.0, 2.0)]))
    assert sim.robot("agv1").battery() == 1.0
    sim.robot("agv1").command(0.5, 0.0)
    sim.step(10.0)
    driving, idle = sim.robot("agv1").battery(), sim.robot("agv2").battery()
    assert 0.99 < driving < idle < 1.0
    assert np.isclose(1.0 - idle, 10.0 / (10.0 * 3600.0))
