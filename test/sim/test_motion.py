"""How the base moves in the physics: it stops in time, drives straight, turns true, and never by teleport."""

from __future__ import annotations

import math

import pytest

from physical_ai_bridge.robots import RobotProfile
from physical_ai_bridge.sim import Simulator
from physical_ai_bridge.world import World

AT_REST = 0.01
"""m/s; slower than this is standing still."""


def drive(sim: Simulator, linear: float, angular: float, seconds: float) -> None:
    sim.robot("agv1").command(linear, angular)
    sim.step(seconds)


@pytest.mark.parametrize("speed", [0.8, 0.3, -0.8])
def test_it_comes_to_rest_within_the_braking_time(empty_hall: World, agv: RobotProfile, speed: float) -> None:
    sim = Simulator(empty_hall)
    robot = sim.robot("agv1")
    drive(sim, speed, 0.0, 3.0)
    assert robot.ground_truth().v == pytest.approx(speed, rel=0.01)
    drive(sim, 0.0, 0.0, abs(speed) / agv.brake + 0.1)
    for _ in range(200):
        truth = robot.ground_truth()
        assert abs(truth.v) < AT_REST
        assert truth.tilt < math.radians(1.0)
        sim.step(sim.tick)


def test_it_does_not_brake_harder_than_its_profile(empty_hall: World, agv: RobotProfile) -> None:
    sim = Simulator(empty_hall)
    drive(sim, 0.8, 0.0, 3.0)
    drive(sim, 0.0, 0.0, 0.5 * 0.8 / agv.brake)
    assert sim.robot("agv1").ground_truth().v == pytest.approx(0.4, abs=0.05)


def test_it_does_not_tip_when_braking(empty_hall: World) -> None:
    sim = Simulator(empty_hall)
    drive(sim, 0.8, 0.0, 3.0)
    sim.robot("agv1").command(0.0, 0.0)
    for _ in range(100):
        sim.step(sim.tick)
        assert sim.robot("agv1").ground_truth().tilt < math.radians(1.0)


def test_it_speeds_up_as_its_profile_says(empty_hall: World, agv: RobotProfile) -> None:
    sim = Simulator(empty_hall)
    drive(sim, 0.8, 0.0, 1.0)
    assert sim.robot("agv1").ground_truth().v == pytest.approx(agv.accel, abs=0.02)


def test_three_metres_drift_less_than_a_centimetre(empty_hall: World) -> None:
    sim = Simulator(empty_hall)
    drive(sim, 0.8, 0.0, 3.0 / 0.8 + 0.8)
    drive(sim, 0.0, 0.0, 1.0)
    truth, told = sim.robot("agv1").ground_truth(), sim.robot("agv1").odometry()
    assert truth.x > 3.0
    assert abs(truth.y) < 0.01
    assert told.x == pytest.approx(truth.x, abs=0.01)


@pytest.mark.parametrize("direction", [1.0, -1.0])
def test_a_right_angle_by_wheel_odometry_is_true_within_a_degree(empty_hall: World, direction: float) -> None:
    sim = Simulator(empty_hall)
    robot = sim.robot("agv1")
    robot.command(0.0, direction)
    while abs(robot.odometry().yaw) < math.pi / 2 - 0.125:
        sim.step(0.02)
    drive(sim, 0.0, 0.0, 1.0)
    truth, told = robot.ground_truth(), robot.odometry()
    assert abs(told.yaw) == pytest.approx(math.pi / 2, abs=math.radians(3.0))
    assert truth.yaw == pytest.approx(told.yaw, abs=math.radians(1.0))
    assert math.hypot(truth.x, truth.y) < 0.01


def test_an_arc_is_true_too(empty_hall: World) -> None:
    sim = Simulator(empty_hall)
    drive(sim, 0.5, 0.5, 6.0)
    truth, told = sim.robot("agv1").ground_truth(), sim.robot("agv1").odometry()
    assert (told.x, told.y) == pytest.approx((truth.x, truth.y), abs=0.03)
    assert math.remainder(told.yaw - truth.yaw, math.tau) == pytest.approx(0.0, abs=math.radians(1.0))


def test_a_command_holds_for_ever(empty_hall: World) -> None:
    """As in Gazebo: nothing here times out, which is why the guard has to."""
    sim = Simulator(empty_hall)
    drive(sim, 0.5, 0.0, 15.0)
    assert sim.robot("agv1").ground_truth().v == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("bad", [(math.nan, 0.0), (0.0, math.nan), (math.inf, 0.0), (0.0, -math.inf)])
def test_a_bad_command_changes_nothing(empty_hall: World, bad: tuple[float, float]) -> None:
    moving, standing = Simulator(empty_hall), Simulator(empty_hall)
    drive(moving, 0.5, 0.0, 2.0)
    for sim in (moving, standing):
        with pytest.raises(ValueError, match="finite"):
            sim.robot("agv1").command(*bad)
        sim.step(1.0)
    assert moving.robot("agv1").ground_truth().v == pytest.approx(0.5, abs=0.01)
    assert abs(standing.robot("agv1").ground_truth().x) < 1e-3


def test_it_stands_still_when_nobody_commands(empty_hall: World) -> None:
    sim = Simulator(empty_hall)
    sim.step(10.0)
    truth = sim.robot("agv1").ground_truth()
    assert math.hypot(truth.x, truth.y) < 1e-3
    assert abs(truth.yaw) < 1e-3


def test_the_wheels_lie_when_they_slip(empty_hall: World) -> None:
    sim = Simulator(empty_hall)
    drive(sim, 0.8, 0.0, 30.0)
    truth, told = sim.robot("agv1").ground_truth(), sim.robot("agv1").odometry()
    assert truth.x < 9.9 - 0.24
    assert told.x > truth.x + 0.5


def test_joint_states_are_those_of_the_wheels(empty_hall: World, agv: RobotProfile) -> None:
    sim = Simulator(empty_hall)
    drive(sim, 0.4, 0.0, 3.0)
    state = sim.robot("agv1").joint_states()
    assert state.names == agv.wheel_joints
    assert state.velocities == pytest.approx((0.4 / agv.wheel_radius,) * 2, rel=0.01)
    assert state.positions == pytest.approx(
        (sim.robot("agv1").odometry().x / agv.wheel_radius,) * 2, rel=1e-6
    )


def test_poses_and_speeds_are_in_the_right_frames(warehouse: World) -> None:
    sim = Simulator(warehouse)
    start = warehouse.robots[0].start
    robot = sim.robot("agv1")
    truth, told = robot.ground_truth(), robot.odometry()
    assert (truth.x, truth.y, truth.yaw) == pytest.approx((start.x, start.y, start.yaw))
    assert (told.x, told.y, told.yaw, told.v, told.w) == (0.0, 0.0, 0.0, 0.0, 0.0)
    robot.command(0.0, -1.0)
    sim.step(2.0)
    assert robot.ground_truth().w == pytest.approx(-1.0, abs=0.02)
    assert robot.odometry().w == pytest.approx(-1.0, abs=0.02)
    robot.command(0.4, 0.0)
    sim.step(2.0)
    assert robot.ground_truth().v == pytest.approx(0.4, abs=0.01)
