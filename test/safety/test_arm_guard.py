"""The guard of a robot with an arm: which trajectories pass, and the hold that is its stop."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from physical_ai_bridge.plan.enums import MotionKind, StopLevel
from physical_ai_bridge.plan.motion import STAND, GatedMotion, Trajectory, TrajectoryPoint, Twist
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Stop
from physical_ai_bridge.safety.arm_guard import ArmState, JointLimit, fault, holding, measure
from physical_ai_bridge.safety.events import Now, StopHeard, Tick
from physical_ai_bridge.safety.guard import Command, GuardState, JointsMeasured, MotionHeard, step

LIMITS = (JointLimit("j1", -1.0, 1.0, 2.0), JointLimit("j2", 0.0, 2.0, 1.0))
NOW = 100.0
ARM = ArmState(LIMITS, (0.0, 1.0), NOW)
SECOND = 1_000_000_000


def path(*positions: tuple[float, ...], every: float = 0.1, joints: Any = ("j1", "j2")) -> Trajectory:
    """A trajectory through ``positions``, one each ``every`` s."""
    times = (round((number + 1) * every * SECOND) for number in range(len(positions)))
    return Trajectory(joints, tuple(TrajectoryPoint(p, (), t) for p, t in zip(positions, times, strict=True)))


WAY = path((0.05, 1.05), (0.1, 1.1))


class Guarded:
    """A guard of an arm that has heard its gate and moves."""

    def __init__(self) -> None:
        self.state = GuardState("arm1", 0.1, 0.1, arm=replace(ARM, measured=None))
        self.steady, self.sequence = NOW, 0
        self.at(0.0, 1.0)
        self.hear(kind=MotionKind.BASE, license=0)

    def feed(self, event: Any) -> Command | None:
        self.state, command = step(self.state, event, Now(self.steady, round(self.steady * 1e9)))
        return command

    def at(self, j1: float, j2: float) -> None:
        """What joint_states says from now on."""
        self.joints: dict[str, float] | None = {"j1": j1, "j2": j2, "wheel": 3.0}
        self.feed(JointsMeasured(self.joints))

    def hear(self, trajectory: Trajectory = WAY, **more: Any) -> Command | None:
        self.sequence += 1
        fields = {"robot": "arm1", "epoch": "a", "license": 1, "resets": 0, "sequence": self.sequence}
        fields |= {"stamp_ns": round(self.steady * 1e9), "kind": MotionKind.ARM, "trajectory": trajectory}
        return self.feed(MotionHeard(GatedMotion(**{**fields, **more}), True))

    def pass_time(self, seconds: float) -> Command | None:
        command = None
        for _ in range(round(seconds / 0.02)):
            self.steady = round(self.steady + 0.02, 6)
            if self.joints is not None:
                self.feed(JointsMeasured(self.joints))
            command = self.feed(Tick())
        return command

    @property
    def reason(self) -> ReasonCode | None:
        return self.state.latch.reason if self.state.latch else None


@pytest.fixture
def arm() -> Guarded:
    return Guarded()


def test_a_proper_trajectory_passes_whole_and_the_base_stands(arm):
    assert arm.hear(twist=Twist.planar(0.05, 0.0)) == Command(STAND, WAY)


@pytest.mark.parametrize("how", ["stop", "silence", "empty", "unsigned"])
def test_every_stop_is_a_hold_where_the_arm_was_measured(arm, how):
    arm.hear()
    arm.at(0.03, 1.02)
    if how == "stop":
        command = arm.feed(StopHeard(Stop(StopLevel.STOP)))
    elif how == "silence":
        command = arm.pass_time(0.3)
    elif how == "empty":
        command = arm.hear(Trajectory())
    else:
        command = arm.feed(MotionHeard(GatedMotion("arm1", "a", 1, 0, 99, 0, MotionKind.ARM), False))
    held = command.trajectory
    assert held.joints == ("j1", "j2") and len(held.points) == 1
    assert held.points[0].positions == (0.03, 1.02) and set(held.points[0].velocities) == {0.0}


def test_an_arm_that_sags_is_held_where_it_stopped_and_not_where_it_sags_to(arm):
    arm.feed(StopHeard(Stop(StopLevel.STOP)))
    arm.at(0.0, 0.9)
    assert arm.pass_time(0.1).trajectory.points[0].positions == (0.0, 1.0)


@pytest.mark.parametrize(("silence", "lost"), [(0.18, False), (0.24, True)])
def test_an_arm_that_is_no_longer_measured_takes_nothing_more(arm, silence, lost):
    arm.hear()
    arm.joints = None
    for _ in range(round(silence / 0.02)):
        arm.pass_time(0.02)
        arm.hear(kind=MotionKind.BASE)
    assert arm.reason is (ReasonCode.JOINTS_STALE if lost else None)
    assert arm.hear() == (Command(STAND, None) if lost else Command(STAND, WAY))


def test_no_hold_throws_an_arm_back_to_where_it_was_measured_long_ago(arm):
    arm.hear()
    arm.joints = None
    assert arm.pass_time(1.0) == Command(STAND, None)
    arm.at(0.4, 1.2)
    assert arm.pass_time(0.02).trajectory.points[0].positions == (0.4, 1.2)


def test_a_newer_license_lets_the_arm_go_and_a_later_stop_holds_it_elsewhere(arm):
    arm.feed(StopHeard(Stop(StopLevel.STOP)))
    assert arm.hear(license=2) == Command(STAND, WAY)
    arm.at(0.1, 1.1)
    assert arm.feed(StopHeard(Stop(StopLevel.STOP))).trajectory.points[0].positions == (0.1, 1.1)


def test_a_guard_that_never_measured_holds_nothing_until_it_has():
    state = GuardState("arm1", 0.1, 0.1, arm=replace(ARM, measured=None))
    state, command = step(state, StopHeard(Stop(StopLevel.STOP)), Now(1.0, 0))
    assert command == Command(STAND, None)
    state, _ = step(state, JointsMeasured({"j1": 0.5, "j2": 0.5}), Now(1.01, 0))
    assert step(state, Tick(), Now(1.02, 0))[1].trajectory.points[0].positions == (0.5, 0.5)


def test_an_empty_trajectory_is_refused_by_name(arm):
    arm.hear()
    arm.hear(Trajectory(("j1", "j2"), ()))
    assert arm.reason is ReasonCode.TRAJECTORY_EMPTY


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_what_is_no_number_brakes_hard(arm, bad):
    assert arm.hear(path((bad, 1.0))).trajectory.points[0].positions == (0.0, 1.0)
    assert arm.reason is ReasonCode.PROPOSAL_NOT_FINITE and arm.state.latch.hard


@pytest.mark.parametrize(
    ("trajectory", "reason"),
    [
        (path((0.1, 1.0), every=0.1), ReasonCode.OK),
        (path((0.1, 1.0), every=0.1001), ReasonCode.TRAJECTORY_SPARSE),
        (path((0.0, 1.0), every=0.0), ReasonCode.TRAJECTORY_SPARSE),
        (path((0.199, 1.0)), ReasonCode.OK),
        (path((0.201, 1.0)), ReasonCode.PROPOSAL_OVER_LIMIT),
        (path((0.0, 1.099)), ReasonCode.OK),
        (path((0.0, 1.101)), ReasonCode.PROPOSAL_OVER_LIMIT),
        (path((0.1, 1.0, 0.0)), ReasonCode.PROPOSAL_AXES),
        (path((0.1,)), ReasonCode.PROPOSAL_AXES),
        (path((0.1, 1.0), joints=("j2", "j1")), ReasonCode.PROPOSAL_AXES),
        (path((0.1, 1.0), joints=("j1", "other")), ReasonCode.PROPOSAL_AXES),
    ],
)
def test_a_trajectory_at_its_limits(trajectory, reason):
    assert fault(ARM, trajectory, NOW) is reason


@pytest.mark.parametrize(("end", "reason"), [(1.0, ReasonCode.OK), (1.001, ReasonCode.PROPOSAL_OVER_LIMIT)])
def test_no_joint_leaves_its_range(end, reason):
    near = replace(ARM, measured=(0.95, 1.0))
    assert fault(near, path((end, 1.0)), NOW) is reason


def test_points_that_go_back_in_time_are_refused():
    first, second = WAY.points
    assert fault(ARM, replace(WAY, points=(second, first)), NOW) is ReasonCode.TRAJECTORY_SPARSE


def test_velocities_are_given_for_all_joints_or_none():
    point = replace(WAY.points[0], velocities=(0.1,))
    assert fault(ARM, replace(WAY, points=(point,)), NOW) is ReasonCode.PROPOSAL_AXES


@pytest.mark.parametrize(("speed", "reason"), [(2.0, ReasonCode.OK), (2.01, ReasonCode.PROPOSAL_OVER_LIMIT)])
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_no_point_asks_for_more_than_a_joint_s_speed(speed, sign, reason):
    point = replace(WAY.points[0], velocities=(speed * sign, 0.0))
    assert fault(ARM, replace(WAY, points=(point,)), NOW) is reason


@pytest.mark.parametrize(("count", "reason"), [(5, ReasonCode.OK), (6, ReasonCode.PROPOSAL_OVER_LIMIT)])
def test_a_trajectory_is_short_enough_to_outlive_its_guard_by_little(count, reason):
    assert fault(ARM, path(*[(0.0, 1.0)] * count), NOW) is reason


def test_an_unmeasured_arm_and_a_robot_without_one_take_no_trajectory():
    assert fault(replace(ARM, measured=None), WAY, NOW) is ReasonCode.JOINTS_STALE
    assert fault(ArmState(), WAY, NOW) is ReasonCode.PROPOSAL_AXES


@pytest.mark.parametrize("said", [{}, {"j1": 0.5}, {"j1": 0.5, "j2": math.nan}, {"j1": math.inf, "j2": 0.0}])
def test_a_measurement_that_is_not_whole_changes_nothing(said):
    assert measure(ARM, said, NOW + 1.0) == ARM


numbers = st.floats(-3.0, 3.0)


positions = st.lists(st.tuples(numbers, numbers), max_size=6)


@given(points=positions, gaps=st.lists(st.integers(-10, 200), min_size=6))
def test_what_passes_is_inside_every_limit(points, gaps):
    time, made = 0, []
    for position, gap in zip(points, gaps, strict=False):
        time += gap * 1_000_000
        made.append(TrajectoryPoint(position, (), time))
    if fault(ARM, Trajectory(("j1", "j2"), tuple(made)), NOW) is not ReasonCode.OK:
        return
    assert made and all(-1.0 - 1e-5 <= p.positions[0] <= 1.0 + 1e-5 for p in made)
    assert all(-1e-5 <= p.positions[1] <= 2.0 + 1e-5 for p in made)


def test_a_hold_is_one_that_the_guard_itself_would_pass():
    assert fault(ARM, holding(ARM, NOW).held, NOW) is ReasonCode.OK
