"""Robots and sensors that fail or lie: not a number, empty, stale, frozen, jumping, repeating, half blind."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from physical_ai_bridge.plan.enums import Mode
from physical_ai_bridge.plan.motion import Odometry, Pose2, Scan
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep, RotateStep
from physical_ai_bridge.safety import events as e

BAD = [math.nan, math.inf, -math.inf, 1e308, -1e6]


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("field", range(5))
def test_odometry_that_cannot_be_is_a_fault(rig, field, bad):
    rig.running(MoveStep(distance_m=2.0))
    numbers = [0.0] * 5
    numbers[field] = bad
    rig.feed(e.OdometryHeard(Odometry(Pose2(*numbers[:3]), numbers[3], numbers[4], rig.now.ros_ns + 1)))
    assert (rig.state.mode, rig.state.reason) == (Mode.FAULT, ReasonCode.ODOMETRY_INVALID)
    assert rig.sent[-1].is_zero


@pytest.mark.parametrize("age, taken", [(0.29, True), (0.31, False), (-0.04, True), (-0.06, False)])
def test_odometry_counts_by_its_stamp(rig, age, taken):
    rig.feed(e.OdometryHeard(Odometry(Pose2(1.0, 0.0, 0.0), 0.0, 0.0, rig.now.ros_ns - round(age * 1e9))))
    assert (rig.state.senses.odometry is not None) is taken


def test_old_odometry_is_over_earlier(rig):
    rig.steady = 5.0
    rig.feed(e.OdometryHeard(Odometry(Pose2(1.0, 0.0, 0.0), 0.0, 0.0, rig.now.ros_ns - 200_000_000)))
    assert rig.state.senses.odometry_at == pytest.approx(4.8)


@pytest.mark.parametrize("name", ["odometry", "scan"])
def test_a_reading_that_is_repeated_or_rewound_is_no_news(rig, name):
    rig.ready()
    stamp = rig.now.ros_ns
    rig.steady += 0.1
    for repeated in (stamp, stamp - 50_000_000):
        if name == "odometry":
            rig.feed(e.OdometryHeard(Odometry(Pose2(0.0, 0.0, 0.0), 0.0, 0.0, repeated)))
        else:
            rig.feed(e.ScanHeard(Scan((math.inf,) * 360, -math.pi, math.tau / 360, 0.05, 12.0, repeated)))
    heard_at = rig.state.senses.odometry_at if name == "odometry" else rig.state.senses.scan_at
    assert heard_at == pytest.approx(rig.steady - 0.1)


def test_a_pose_that_freezes_while_the_speed_lives_is_a_fault(rig):
    rig.running(MoveStep(distance_m=5.0))
    rig.drive(0.8, 2.0)
    frozen = rig.pose

    def lie() -> None:
        rig.propose(0.8)
        rig.pose = frozen

    rig.pass_time(0.2, lie)
    assert rig.state.mode is Mode.ACTIVE
    rig.pass_time(0.16, lie)
    assert (rig.state.mode, rig.state.reason) == (Mode.FAULT, ReasonCode.ODOMETRY_INVALID)
    assert rig.sent[-1].is_zero


def test_a_heading_that_freezes_while_the_yaw_rate_lives_is_a_fault(rig):
    rig.running(RotateStep(angle_rad=3.0))
    rig.drive(0.0, 1.0, turn=1.0)

    def lie() -> None:
        rig.propose(0.0, 1.0)
        rig.pose = replace(rig.pose, yaw=1.0)

    rig.pass_time(0.5, lie)
    assert (rig.state.mode, rig.state.reason) == (Mode.FAULT, ReasonCode.ODOMETRY_INVALID)


@pytest.mark.parametrize("jump, fault", [(0.18, False), (0.25, True), (-0.18, False), (-0.25, True)])
def test_a_pose_that_jumps_along_the_lane_is_a_fault_beyond_its_limit(rig, jump, fault):
    rig.running(MoveStep(distance_m=5.0))
    rig.drive(0.8, 3.0)
    rig.pose = replace(rig.pose, x=rig.pose.x + jump)
    rig.drive(0.8, 0.02)
    assert (rig.state.mode is Mode.FAULT) is fault


def test_honest_odometry_with_some_percent_of_error_is_never_a_fault(rig):
    rig.running(MoveStep(distance_m=5.0))

    def each() -> None:
        rig.propose(0.8)
        rig.forward = rig.state.drive.twist.forward
        rig.pose = replace(rig.pose, x=rig.pose.x - 0.03 * rig.forward * 0.02)

    rig.pass_time(6.0, each)
    assert rig.state.mode is Mode.ACTIVE and rig.pose.x > 3.5


@pytest.mark.parametrize("error, for_s, stops", [(0.14, 1.0, False), (0.16, 0.28, False), (0.16, 0.36, True)])
def test_a_speed_off_the_command_stops_beyond_its_limit_and_time(rig, error, for_s, stops):
    rig.running(MoveStep(distance_m=5.0))
    rig.drive(0.5, 1.5)

    def each() -> None:
        rig.propose(0.5)
        rig.forward = 0.5 - error

    rig.forward = 0.5 - error
    rig.pass_time(for_s, each)
    assert (rig.state.mode is Mode.PROTECTIVE_STOP) is stops
    assert not stops or rig.state.reason is ReasonCode.MOTION_MISMATCH


BROKEN_SCANS = {
    "empty": {"ranges": ()},
    "nan": {"ranges": (1.0,) * 359 + (math.nan,)},
    "negative": {"ranges": (1.0,) * 359 + (-0.1,)},
    "one ray": {"ranges": (5.0,)},
    "one ray that claims the circle": {"ranges": (5.0,), "angle_increment": math.tau},
    "half a circle": {"ranges": (5.0,) * 180},
    "coarse": {"ranges": (5.0,) * 179, "angle_increment": math.tau / 179},
    "no increment": {"angle_increment": 0.0},
    "increment not a number": {"angle_increment": math.nan},
    "increment infinite": {"angle_increment": math.inf},
    "increment huge": {"angle_increment": 1e308},
    "start not a number": {"angle_min": math.nan},
    "start huge": {"angle_min": 1e308},
    "least range not a number": {"range_min": math.nan},
}


@pytest.mark.parametrize("change", BROKEN_SCANS.values(), ids=BROKEN_SCANS)
def test_a_scan_that_shows_less_than_the_circle_stops(rig, scan_of, change):
    rig.running(MoveStep(distance_m=2.0))
    rig.drive(0.5, 0.5)
    rig.feed(e.ScanHeard(replace(scan_of(rig.now.ros_ns + 1), **change)))
    assert (rig.state.mode, rig.state.reason) == (Mode.PROTECTIVE_STOP, ReasonCode.SCAN_INVALID)
    assert rig.sent[-1].is_zero
    rig.submit(MoveStep(distance_m=1.0))
    assert rig.outcomes[-1].outcome.reason is ReasonCode.SCAN_STALE or not rig.state.running


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"ranges": (math.inf,) * 361},
        {"ranges": (2.0,) * 359},
        {"ranges": (2.0,) * 180, "angle_increment": math.tau / 180},
        {"angle_increment": -math.tau / 360},
        {"angle_min": 0.0},
        {"ranges": (-math.inf,) * 360},
    ],
)
def test_a_scan_all_around_is_taken(rig, scan_of, change):
    rig.feed(e.ScanHeard(replace(scan_of(rig.now.ros_ns), **change)))
    assert rig.state.senses.scan_at == rig.steady


@pytest.mark.parametrize("age, taken", [(0.29, True), (0.31, False), (-0.04, True), (-0.06, False)])
def test_a_scan_counts_by_its_stamp(rig, scan_of, age, taken):
    rig.steady = 5.0
    rig.feed(e.ScanHeard(scan_of(rig.now.ros_ns - round(age * 1e9))))
    assert (rig.state.senses.scan_at > 4.0) is taken


def test_what_is_too_close_to_measure_is_touched(rig, scan_of):
    for near in (-math.inf, 0.0, 0.04):
        rig.steady += 0.1
        rig.feed(e.ScanHeard(scan_of(rig.now.ros_ns, r180=near)))
        assert rig.state.senses.ahead == 0.0
