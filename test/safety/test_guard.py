"""The last hop: passes what is signed, fresh, finite and under the cap; else brakes, and when it lets go."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from physical_ai_bridge.plan.enums import MotionKind, StopLevel
from physical_ai_bridge.plan.motion import STAND, GatedMotion, Twist
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Stop
from physical_ai_bridge.plan.signing import motion_is_genuine, sign_motion
from physical_ai_bridge.safety.events import Now, StopHeard, StrangersSeen, Tick
from physical_ai_bridge.safety.guard import GuardState, MotionHeard, step

KEY = b"key"
AHEAD = Twist.planar(0.5, 0.1)


class Guarded:
    """A guard, its clock, and a gate that signs."""

    def __init__(self) -> None:
        self.state = GuardState("agv1", 0.8, 1.0)
        self.steady, self.sequence = 100.0, 0

    @property
    def now(self) -> Now:
        return Now(self.steady, 10**12 + round(self.steady * 1e9))

    def feed(self, event: Any) -> Twist | None:
        self.state, self.command = step(self.state, event, self.now)
        return self.command and self.command.twist

    def motion(self, twist: Twist = AHEAD, age: float = 0.0, **more: Any) -> GatedMotion:
        self.sequence += 1
        stamp = self.now.ros_ns - round(age * 1e9)
        fields = {"robot": "agv1", "epoch": "a", "license": 1, "resets": 0, "sequence": self.sequence}
        return GatedMotion(**{**fields, "stamp_ns": stamp, "kind": MotionKind.BASE, "twist": twist, **more})

    def hear(self, twist: Twist = AHEAD, **more: Any) -> Twist | None:
        return self.feed(MotionHeard(self.motion(twist, **more), True))

    def pass_time(self, seconds: float) -> Twist | None:
        said = None
        for _ in range(round(seconds / 0.02)):
            self.steady = round(self.steady + 0.02, 6)
            said = self.feed(Tick())
        return said

    @property
    def reason(self) -> ReasonCode | None:
        return self.state.latch.reason if self.state.latch else None


@pytest.fixture
def guard() -> Guarded:
    """One that has heard its gate stand, and then drive."""
    guarded = Guarded()
    guarded.hear(STAND, license=0)
    guarded.pass_time(0.02)
    assert guarded.hear() == AHEAD
    return guarded


def test_one_that_has_just_started_passes_no_rest_of_a_plan():
    guarded = Guarded()
    assert guarded.hear(license=5) == STAND and guarded.hear(license=5) == STAND
    assert guarded.hear(license=6) == AHEAD


def test_one_that_has_just_started_lets_no_old_reset_free_a_stop():
    guarded = Guarded()
    guarded.feed(StopHeard(Stop(StopLevel.EMERGENCY)))
    assert guarded.hear(license=5, resets=2) == STAND
    assert guarded.hear(license=6, resets=2) == STAND
    assert guarded.hear(license=6, resets=3) == AHEAD


@pytest.mark.parametrize("seconds, brakes", [(0.18, False), (0.22, True)])
def test_silence_brakes_after_its_time_and_goes_on_braking(guard, seconds, brakes):
    guard.pass_time(0.02)
    guard.hear()
    assert guard.pass_time(seconds) == (STAND if brakes else None)
    assert guard.reason is (ReasonCode.GATE_LOST if brakes else None)
    if brakes:
        assert guard.hear() == STAND and guard.pass_time(0.02) == STAND
        assert guard.hear(license=2) == AHEAD


@pytest.mark.parametrize(
    "age, passes", [(0.199, True), (0.201, False), (-0.049, True), (-0.051, False), (-1e9, False)]
)
def test_a_stamp_has_two_sides(guard, age, passes):
    assert guard.hear(age=age) == (AHEAD if passes else None)


def test_late_ones_are_no_sign_of_life(guard):
    for _ in range(12):
        guard.pass_time(0.02)
        guard.hear(age=0.3)
    assert guard.reason is ReasonCode.GATE_LOST


@pytest.mark.parametrize(
    "twist, passes",
    [
        (Twist.planar(0.8, 1.0), True),
        (Twist.planar(-0.8, -1.0), True),
        (Twist.planar(0.801, 0.0), False),
        (Twist.planar(-0.801, 0.0), False),
        (Twist.planar(0.0, 1.001), False),
        (Twist.planar(0.0, -1.001), False),
        (Twist((0.1, 0.01, 0.0)), False),
        (Twist((0.1, 0.0, 0.01)), False),
        (Twist((0.1, 0.0, 0.0), (0.01, 0.0, 0.0)), False),
        (Twist((0.1, 0.0, 0.0), (0.0, 0.01, 0.0)), False),
    ],
)
def test_the_cap_has_two_sides_on_every_axis(guard, twist, passes):
    assert guard.hear(twist) == (twist if passes else STAND)
    assert guard.reason is (None if passes else ReasonCode.PROPOSAL_OVER_LIMIT)
    assert passes or not guard.state.latch.hard


@pytest.mark.parametrize("kind", [MotionKind.UNKNOWN, MotionKind.ARM, MotionKind.GRIPPER])
def test_a_kind_it_does_not_know_brakes(guard, kind):
    assert guard.hear(kind=kind) == STAND and guard.state.latch


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("axis", range(6))
def test_what_is_no_number_brakes_hard_even_if_signed(guard, axis, bad):
    numbers = [0.0] * 6
    numbers[axis] = bad
    assert guard.hear(Twist(tuple(numbers[:3]), tuple(numbers[3:]))) == STAND
    assert guard.state.latch.hard and guard.reason is ReasonCode.PROPOSAL_NOT_FINITE


def test_unsigned_or_for_another_robot_brakes_hard(guard):
    assert guard.feed(MotionHeard(guard.motion(), False)) == STAND
    assert guard.state.latch.hard and guard.reason is ReasonCode.COMMAND_UNSIGNED
    other = Guarded()
    assert other.hear(robot="agv2") == STAND and other.state.latch.hard


def test_a_signature_fits_its_motion_alone(guard):
    signed = sign_motion(KEY, guard.motion())
    assert motion_is_genuine(KEY, signed)
    assert not motion_is_genuine(KEY, replace(signed, twist=Twist.planar(0.6, 0.1)))
    assert not motion_is_genuine(KEY, replace(signed, license=2))
    assert not motion_is_genuine(b"other", signed)
    assert not motion_is_genuine(KEY, replace(signed, mac=""))


def test_a_replayed_or_overtaken_motion_passes_not_again(guard):
    old = guard.motion(Twist.planar(0.7, 0.0))
    guard.hear(Twist.planar(0.1, 0.0))
    assert guard.feed(MotionHeard(old, True)) is None
    assert guard.state.twist == Twist.planar(0.1, 0.0)


@pytest.mark.parametrize("license, frees", [(1, False), (2, True)])
def test_a_soft_latch_lets_go_for_a_newer_license(guard, license, frees):
    assert guard.feed(StopHeard(Stop(StopLevel.STOP, "agv1"))) == STAND
    assert guard.hear(license=license) == (AHEAD if frees else STAND)


@pytest.mark.parametrize("license, resets, frees", [(2, 0, False), (99, 0, False), (1, 1, True)])
def test_a_hard_latch_lets_go_for_a_newer_reset_alone(guard, license, resets, frees):
    guard.feed(StopHeard(Stop(StopLevel.EMERGENCY)))
    assert guard.hear(license=license, resets=resets) == (AHEAD if frees else STAND)


@pytest.mark.parametrize("license, resets, frees", [(0, 0, False), (1, 0, True)])
def test_a_restarted_gate_needs_a_license_of_its_own(guard, license, resets, frees):
    guard.feed(StopHeard(Stop(StopLevel.STOP)))
    assert guard.hear(epoch="b", license=license, sequence=1) == (AHEAD if frees else STAND)


@pytest.mark.parametrize("resets, frees", [(0, False), (1, True)])
def test_a_restarted_gate_needs_a_reset_of_its_own(guard, resets, frees):
    guard.hear(resets=3)
    guard.feed(StopHeard(Stop(StopLevel.EMERGENCY)))
    assert guard.hear(epoch="b", license=9, resets=resets, sequence=1) == (AHEAD if frees else STAND)


def test_a_hard_latch_is_never_softened(guard):
    guard.feed(StopHeard(Stop(StopLevel.EMERGENCY)))
    guard.feed(StopHeard(Stop(StopLevel.STOP)))
    guard.pass_time(1.0)
    assert guard.state.latch.hard and guard.reason is ReasonCode.EMERGENCY_STOP
    assert guard.hear(license=50) == STAND


def test_a_soft_latch_becomes_hard(guard):
    guard.feed(StopHeard(Stop(StopLevel.STOP)))
    guard.feed(StrangersSeen(("cmd_vel: /x",)))
    assert guard.state.latch.hard and guard.hear(license=9) == STAND


@pytest.mark.parametrize("robot, brakes", [("", True), ("agv1", True), ("agv2", False)])
def test_a_stop_is_for_one_robot_or_for_all(guard, robot, brakes):
    assert guard.feed(StopHeard(Stop(StopLevel.STOP, robot))) == (STAND if brakes else None)


@pytest.mark.parametrize("level", [StopLevel.UNKNOWN, StopLevel.STOP])
@pytest.mark.parametrize("given", [ReasonCode.UNKNOWN, ReasonCode.OK])
def test_a_stop_of_an_unknown_level_is_one_and_has_a_reason(guard, level, given):
    assert guard.feed(StopHeard(Stop(level, reason=given))) == STAND
    assert guard.reason is ReasonCode.STOP_REQUESTED


def test_a_stranger_latches_hard_only_once_the_gate_has_licensed_a_motion(guard):
    guard.hear(license=0)
    guard.feed(StrangersSeen(("cmd_vel: /x",)))
    assert guard.state.latch is not None and not guard.state.latch.hard
    assert guard.hear(license=0) == STAND
    guard.hear(license=1)
    guard.feed(StrangersSeen(("cmd_vel: /x",)))
    assert guard.state.latch.hard


def test_nobody_strange_changes_nothing(guard):
    assert guard.feed(StrangersSeen(())) is None and guard.state.latch is None


@pytest.mark.parametrize("stall, brakes", [(0.19, False), (0.21, True)])
@pytest.mark.parametrize("first", ["tick", "motion"])
def test_its_own_stall_brakes_whatever_it_hears_first(guard, stall, brakes, first):
    guard.pass_time(0.02)
    guard.hear()
    guard.steady += stall
    said = guard.hear() if first == "motion" else guard.feed(Tick())
    assert (said == STAND) is brakes
    assert guard.reason is (ReasonCode.OWN_STALL if brakes else None)
