"""What must be alive and fresh: both sides of every time limit, and the answer to silence is a stop."""

from __future__ import annotations

import pytest

from physical_ai_bridge.plan.enums import Mode, Purpose
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep
from physical_ai_bridge.safety import events as e
from physical_ai_bridge.safety import outputs as o
from physical_ai_bridge.safety.conditions import at_rest, missing

LIMITS = {
    "agent": (0.2, ReasonCode.AGENT_LOST),
    "controller": (0.2, ReasonCode.CONTROLLER_LOST),
    "guard": (0.2, ReasonCode.GUARD_LOST),
    "odometry": (0.3, ReasonCode.ODOMETRY_STALE),
    "scan": (0.3, ReasonCode.SCAN_STALE),
    "tick": (0.2, ReasonCode.OWN_STALL),
}


@pytest.mark.parametrize("name", LIMITS)
def test_each_age_has_two_sides(rig, name):
    limit, reason = LIMITS[name]
    rig.ready()
    heard = rig.steady
    rig.steady = heard + limit - 0.001
    rig.hear(*(rig.alive - {name, "tick"}))
    assert reason not in missing(rig.state, rig.now)
    rig.steady = heard + limit + 0.001
    rig.hear(*(rig.alive - {name, "tick"}))
    assert reason in missing(rig.state, rig.now)


@pytest.mark.parametrize("name", sorted(set(LIMITS) - {"tick"}))
def test_silence_in_motion_is_a_protective_stop_within_its_limit(rig, name):
    limit, reason = LIMITS[name]
    rig.running(MoveStep(distance_m=5.0))
    rig.drive(0.8, 1.0)
    assert rig.state.mode is Mode.ACTIVE
    rig.alive.discard(name)
    rig.drive(0.8, limit - 0.02)
    assert rig.state.mode is Mode.ACTIVE
    rig.drive(0.8, 0.06)
    assert (rig.state.mode, rig.state.reason) == (Mode.PROTECTIVE_STOP, reason)
    assert rig.sent[-1].is_zero


@pytest.mark.parametrize("name", sorted(set(LIMITS) - {"tick"}))
def test_nothing_is_ready_before_all_was_heard_and_no_plan_enters(new_rig, name):
    rig = new_rig()
    rig.alive.discard(name)
    rig.pass_time(0.5)
    assert rig.state.mode is Mode.INIT
    rig.submit(MoveStep(distance_m=1.0))
    assert rig.outcomes[-1].outcome.reason is LIMITS[name][1]
    rig.alive.add(name)
    rig.pass_time(0.1)
    assert rig.state.mode is Mode.READY


@pytest.mark.parametrize("age, counts", [(0.19, True), (0.21, False), (-0.04, True), (-0.06, False)])
@pytest.mark.parametrize("name", ["agent", "controller", "guard"])
def test_a_sign_of_life_counts_by_its_stamp(rig, name, age, counts):
    rig.steady = 10.0
    rig.feed(e.HeartbeatHeard(rig.beat(name, stamp_ns=rig.now.ros_ns - int(age * 1e9))))
    assert (LIMITS[name][1] not in missing(rig.state, rig.now)) is counts


def test_a_sign_of_life_that_was_late_is_over_earlier(rig):
    rig.steady = 10.0
    rig.feed(e.HeartbeatHeard(rig.beat("agent", stamp_ns=rig.now.ros_ns - 150_000_000)))
    rig.steady = 10.06
    assert ReasonCode.AGENT_LOST in missing(rig.state, rig.now)


@pytest.mark.parametrize(
    "name, change",
    [
        ("controller", {"robot": "agv2"}),
        ("guard", {"robot": "agv2"}),
        ("guard", {"robot": ""}),
        ("agent", {"robot": "agv2"}),
        ("agent", {"stamp_ns": 0}),
        ("somebody", {}),
    ],
)
def test_signs_of_life_of_others_or_without_stamp_count_for_nothing(rig, name, change):
    rig.feed(e.HeartbeatHeard(rig.beat(name, **change)))
    lost = {ReasonCode.AGENT_LOST, ReasonCode.CONTROLLER_LOST, ReasonCode.GUARD_LOST}
    assert lost <= set(missing(rig.state, rig.now))


def test_the_agent_of_the_site_speaks_for_no_robot_in_particular(rig):
    rig.feed(e.HeartbeatHeard(rig.beat("agent", robot="")))
    assert ReasonCode.AGENT_LOST not in missing(rig.state, rig.now)


def test_a_robot_without_scan_needs_none_and_drives_slowly(rig):
    profile = rig.state.config.profile
    sensors = profile.sensors.model_copy(update={"scan": False})
    blind = profile.model_copy(update={"sensors": sensors})
    object.__setattr__(rig.state.config, "profile", blind)
    rig.alive.discard("scan")
    rig.running(MoveStep(distance_m=3.0))
    rig.drive(0.8, 2.0)
    assert max(twist.forward for twist in rig.sent) == profile.no_scan_speed


def test_a_lost_guard_is_braked_for_directly_and_everybody_hears(rig):
    rig.running(MoveStep(distance_m=5.0))
    rig.drive(0.8, 1.0)
    rig.alive.discard("guard")
    before = len(rig.outputs)
    rig.drive(0.8, 0.3)
    after = rig.outputs[before:]
    assert [s.stop.reason for s in after if isinstance(s, o.SayStop)] == [ReasonCode.GUARD_LOST]
    assert sum(isinstance(output, o.BrakeDirectly) for output in after) >= 4


def test_a_robot_that_drives_on_though_the_gate_says_stand_is_braked_for_directly(rig):
    """The guard is alive, or somebody speaks for it, and yet nothing stops the robot."""
    rig.running(MoveStep(distance_m=5.0))
    rig.drive(0.8, 2.0)
    assert rig.forward > 0.5 and not any(isinstance(output, o.BrakeDirectly) for output in rig.outputs)
    rig.feed(e.CancelAsked("key-1"))
    rig.pass_time(0.2)
    assert sum(isinstance(output, o.BrakeDirectly) for output in rig.outputs) >= 8
    rig.forward = 0.0
    rig.pass_time(0.06)
    before = len(rig.outputs)
    rig.pass_time(1.0)
    assert not any(isinstance(output, o.BrakeDirectly) for output in rig.outputs[before:])


@pytest.mark.parametrize("jump, fault", [(0.09, False), (0.11, True), (-0.09, False), (-0.11, True)])
def test_a_clock_jump_is_a_fault_beyond_its_limit(rig, jump, fault):
    rig.ready()
    rig.ros_shift_ns += int(jump * 1e9)
    rig.steady += 0.02
    rig.feed(e.Tick())
    assert (rig.state.mode is Mode.FAULT) is fault
    if fault:
        assert rig.state.reason is ReasonCode.CLOCK_JUMP


def test_ten_minutes_back_are_left_by_a_reset_and_a_new_plan(rig):
    rig.running(MoveStep(distance_m=5.0))
    rig.ros_shift_ns -= 600 * 10**9
    rig.pass_time(0.1)
    assert (rig.state.mode, rig.state.reason) == (Mode.FAULT, ReasonCode.CLOCK_JUMP)
    rig.feed(e.ResetAsked(rig.token(Purpose.RESET), True, 1))
    assert rig.state.mode is Mode.READY
    rig.pass_time(0.1)
    rig.submit(MoveStep(distance_m=1.0))
    assert rig.state.running is not None


@pytest.mark.parametrize("stall, stops", [(0.19, False), (0.21, True)])
def test_a_gate_that_stalled_in_motion_stops(rig, stall, stops):
    rig.running(MoveStep(distance_m=5.0))
    rig.steady += stall
    rig.hear("agent", "controller", "guard", "odometry", "scan")
    sent = rig.propose(0.01)
    assert (sent is None or sent.is_zero) is stops
    rig.hear("tick")
    assert (rig.state.mode is Mode.PROTECTIVE_STOP) is stops
    assert not stops or rig.state.reason is ReasonCode.OWN_STALL


@pytest.mark.parametrize(
    "forward, turn, rests", [(0.02, 0.05, True), (0.021, 0.0, False), (0.0, -0.051, False)]
)
def test_rest_has_two_sides(rig, forward, turn, rests):
    rig.forward, rig.turn = forward, turn
    rig.hear("odometry")
    assert at_rest(rig.state, rig.now) is rests


def test_rest_needs_fresh_odometry(rig):
    assert not at_rest(rig.state, rig.now)
    rig.hear("odometry")
    rig.steady += 0.31
    assert not at_rest(rig.state, rig.now)
