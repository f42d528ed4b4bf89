"""What a person may release, with which token; none of it moves anything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from physical_ai_bridge.plan.enums import Mode, Purpose, StopLevel
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Stop
from physical_ai_bridge.plan.steps import MoveStep
from physical_ai_bridge.safety import events as e
from physical_ai_bridge.safety import outputs as o


def answer(outputs) -> o.Answer:
    (found,) = (output for output in outputs if isinstance(output, o.Answer))
    return found


ASK = {
    Purpose.RESET: lambda token, genuine: e.ResetAsked(token, genuine, 7),
    Purpose.ENABLE: lambda token, genuine: e.EnableAsked(True, token, genuine, 7),
    Purpose.APPROVE: lambda token, genuine: e.ApprovalGiven("plan-1", True, token, genuine, 7),
}
WRONG = {
    "another purpose": ({"purpose": Purpose.UNKNOWN}, ReasonCode.TOKEN_INVALID),
    "another robot": ({"robot": "agv2"}, ReasonCode.TOKEN_INVALID),
    "no robot": ({"robot": ""}, ReasonCode.TOKEN_INVALID),
    "nobody": ({"approver": ""}, ReasonCode.TOKEN_INVALID),
    "white space": ({"approver": " 　"}, ReasonCode.TOKEN_INVALID),
    "expired": ({"expires_ns": 1}, ReasonCode.TOKEN_EXPIRED),
}


@pytest.mark.parametrize("purpose", ASK)
@pytest.mark.parametrize("change, reason", WRONG.values(), ids=WRONG)
def test_a_wrong_token_opens_nothing(new_rig, purpose, change, reason):
    rig = new_rig(enabled=False).ready()
    rig.feed(e.InstructionHeard("非常停止"))
    found = answer(rig.feed(ASK[purpose](replace(rig.token(purpose), **change), True)))
    assert (found.accepted, found.reason, found.request) == (False, reason, 7)
    assert rig.state.mode is Mode.EMERGENCY_STOP and not rig.state.enabled


@pytest.mark.parametrize("purpose", ASK)
def test_a_forged_token_opens_nothing(rig, purpose):
    rig.ready().feed(e.InstructionHeard("非常停止"))
    assert answer(rig.feed(ASK[purpose](rig.token(purpose), False))).reason is ReasonCode.TOKEN_INVALID
    assert rig.state.mode is Mode.EMERGENCY_STOP


@pytest.mark.parametrize("left_ns, opens", [(0, False), (1, True)])
def test_expiry_has_two_sides(rig, left_ns, opens):
    token = rig.ready().token(Purpose.RESET, expires_ns=rig.now.ros_ns + left_ns)
    assert answer(rig.feed(e.ResetAsked(token, True, 1))).accepted is opens


@pytest.mark.parametrize("purpose", [Purpose.RESET, Purpose.ENABLE])
def test_a_token_opens_once(rig, purpose):
    token = rig.ready().token(purpose)
    assert answer(rig.feed(ASK[purpose](token, True))).accepted
    assert answer(rig.feed(ASK[purpose](token, True))).reason is ReasonCode.TOKEN_REPLAYED


def test_no_plan_waits_for_approval_yet(rig):
    found = answer(rig.ready().feed(ASK[Purpose.APPROVE](rig.token(Purpose.APPROVE), True)))
    assert (found.accepted, found.reason) == (False, ReasonCode.APPROVAL_NOT_PENDING)


@pytest.mark.parametrize("cause", ["stranger", "guard", "rolling", "odometry"])
def test_a_reset_needs_a_cleared_cause_and_keeps_its_token_until_then(rig, cause):
    rig.ready().feed(e.InstructionHeard("非常停止"))
    if cause == "stranger":
        rig.feed(e.StrangersSeen(("cmd_vel: /x",)))
    elif cause == "rolling":
        rig.forward = 0.1
    else:
        rig.alive.discard(cause)
    rig.pass_time(0.4)
    token = rig.token(Purpose.RESET)
    assert answer(rig.feed(e.ResetAsked(token, True, 1))).reason is ReasonCode.CAUSE_NOT_CLEARED
    assert rig.state.mode >= Mode.EMERGENCY_STOP
    rig.feed(e.StrangersSeen(()))
    rig.forward, rig.alive = 0.0, rig.alive | {"guard", "odometry"}
    rig.pass_time(0.1)
    assert answer(rig.feed(e.ResetAsked(token, True, 1))).accepted
    assert (rig.state.mode, rig.state.reason, rig.state.counters.resets) == (Mode.READY, ReasonCode.OK, 1)


def test_a_reset_leaves_a_protective_stop_too_and_no_reason_behind(rig):
    rig.running(MoveStep(distance_m=1.0)).feed(e.InstructionHeard("止まれ"))
    rig.feed(e.ResetAsked(rig.token(Purpose.RESET), True, 1))
    assert (rig.state.mode, rig.state.reason) == (Mode.READY, ReasonCode.OK)


def test_a_reset_in_the_middle_of_a_hold_hides_no_obstacle(rig):
    rig.running(MoveStep(distance_m=3.0))
    rig.ranges = {"r180": 0.2}
    rig.pass_time(0.1, lambda: rig.propose(0.3))
    rig.feed(e.ResetAsked(rig.token(Purpose.RESET), True, 1))
    assert (rig.state.mode, rig.state.reason) == (Mode.HOLD, ReasonCode.OBSTACLE_NEAR)


def test_anybody_may_disable_and_enabling_leaves_no_false_reason(rig):
    rig.running(MoveStep(distance_m=3.0))
    rig.drive(0.5, 0.5)
    rig.feed(e.EnableAsked(False, rig.token(Purpose.UNKNOWN, approver=""), False, 1))
    assert (rig.state.mode, rig.state.reason) == (Mode.PROTECTIVE_STOP, ReasonCode.NOT_ENABLED)
    assert rig.sent[-1].is_zero and not rig.state.enabled
    rig.feed(e.EnableAsked(True, rig.token(Purpose.ENABLE), True, 2))
    assert (rig.state.mode, rig.state.reason, rig.state.enabled) == (Mode.READY, ReasonCode.OK, True)


@pytest.mark.parametrize("robot, stops", [("", True), ("agv1", True), ("agv2", False)])
def test_a_stop_is_for_one_robot_or_for_all(rig, robot, stops):
    rig.running(MoveStep(distance_m=3.0))
    rig.feed(e.StopHeard(Stop(StopLevel.STOP, robot)))
    assert (rig.state.mode is Mode.PROTECTIVE_STOP) is stops


@pytest.mark.parametrize("robot, stops", [("", True), ("agv1", True), ("agv2", False)])
def test_a_stop_word_is_for_one_robot_or_for_all_and_is_passed_on(rig, robot, stops):
    outputs = rig.ready().feed(e.InstructionHeard("止まれ", robot))
    assert any(isinstance(output, o.SayStop) for output in outputs) is stops


def test_a_heard_stop_is_not_said_again_but_an_asked_one_is(rig):
    rig.ready()
    heard = rig.feed(e.StopHeard(Stop(StopLevel.STOP)))
    asked = rig.feed(e.StopHeard(Stop(StopLevel.STOP), own=True))
    assert not any(isinstance(output, o.SayStop) for output in heard)
    assert any(isinstance(output, o.SayStop) for output in asked)


@pytest.mark.parametrize("given", [ReasonCode.UNKNOWN, ReasonCode.OK])
def test_a_stop_without_a_reason_was_requested(rig, given):
    rig.ready().feed(e.StopHeard(Stop(StopLevel.STOP, reason=given)))
    assert rig.state.reason is ReasonCode.STOP_REQUESTED


def test_a_stranger_is_named_and_latched_until_gone_and_reset(rig):
    rig.running(MoveStep(distance_m=3.0))
    rig.feed(e.StrangersSeen(("cmd_vel: /teleop",)))
    assert (rig.state.mode, rig.state.reason) == (Mode.FAULT, ReasonCode.STRANGER_PUBLISHER)
    assert rig.notes("strangers")[0].data == {"publishers": ["cmd_vel: /teleop"]}
    rig.feed(e.StrangersSeen(()))
    assert rig.state.mode is Mode.FAULT


def test_at_the_start_a_gate_waits_for_strangers_to_go_instead_of_latching(rig):
    rig.feed(e.StrangersSeen(("cmd_vel: /agv1/command_guard_node",)))
    rig.pass_time(0.5)
    assert rig.state.mode is Mode.INIT
    rig.feed(e.StrangersSeen(()))
    rig.pass_time(0.5)
    assert rig.state.mode is Mode.READY
    rig.feed(e.StrangersSeen(("cmd_vel: /x",)))
    assert rig.state.mode is Mode.FAULT
