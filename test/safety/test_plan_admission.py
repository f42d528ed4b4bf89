"""Whether a plan enters: form, limits, rate, time, place, and what has gone missing meanwhile."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from physical_ai_bridge.plan.enums import Decision, Mode, OutcomeKind, Phase, Purpose
from physical_ai_bridge.plan.plan import canonical, plan_hash
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import (
    ArmPoseStep,
    GripperStep,
    MoveStep,
    NavigateStep,
    PickStep,
    PlaceStep,
    RotateStep,
    WaitStep,
)
from physical_ai_bridge.plan.verdict import ADMITTED, Verdict, refused
from physical_ai_bridge.safety import events as e
from physical_ai_bridge.safety import outputs as o
from physical_ai_bridge.safety.plan_rules import check_form

FULL_TURN = math.tau


@pytest.mark.parametrize(
    "steps, reason, nearest",
    [
        ((), ReasonCode.PLAN_EMPTY, None),
        ((WaitStep(duration_s=0.0),) * 20, None, None),
        ((WaitStep(duration_s=0.0),) * 21, ReasonCode.TOO_MANY_STEPS, None),
        ((MoveStep(distance_m=5.0),), None, None),
        ((MoveStep(distance_m=5.001),), ReasonCode.DISTANCE_OVER_LIMIT, (5.0, "m")),
        ((MoveStep(distance_m=-5.001),), ReasonCode.DISTANCE_OVER_LIMIT, (5.0, "m")),
        ((RotateStep(angle_rad=FULL_TURN),), None, None),
        ((RotateStep(angle_rad=-FULL_TURN - 0.001),), ReasonCode.ANGLE_OVER_LIMIT, (360.0, "deg")),
        ((WaitStep(duration_s=600.0),), None, None),
        ((WaitStep(duration_s=600.1),), ReasonCode.DURATION_OVER_LIMIT, (600.0, "s")),
        ((MoveStep(distance_m=1.0, speed_mps=0.8),), None, None),
        ((MoveStep(distance_m=1.0, speed_mps=0.81),), ReasonCode.SPEED_OVER_LIMIT, (0.8, "m/s")),
        ((NavigateStep(place="東", speed_mps=0.81),), ReasonCode.SPEED_OVER_LIMIT, (0.8, "m/s")),
        ((NavigateStep(place="東"),), None, None),
        ((NavigateStep(place="西"),), ReasonCode.UNKNOWN_PLACE, None),
        ((ArmPoseStep(arm_pose="home"),), ReasonCode.SKILL_NOT_ALLOWED, None),
        ((GripperStep(opening_m=0.1),), ReasonCode.SKILL_NOT_ALLOWED, None),
        ((PickStep(object_id="box"),), ReasonCode.SKILL_NOT_ALLOWED, None),
        ((PlaceStep(object_id="box"),), ReasonCode.SKILL_NOT_ALLOWED, None),
    ],
)
def test_a_form_has_two_sides(rig, plan_of, steps, reason, nearest):
    verdict = check_form(plan_of(*steps), rig.state.config)
    assert (verdict.reason if verdict else None) is reason
    if nearest:
        assert (verdict.nearest.value, verdict.nearest.unit) == nearest
        assert verdict.evidence[0].value > verdict.evidence[0].limit


def test_a_skill_the_robot_file_leaves_out_is_refused(rig, plan_of):
    profile = rig.state.config.profile.model_copy(update={"skills": ("wait",)})
    object.__setattr__(rig.state.config, "profile", profile)
    assert check_form(plan_of(WaitStep(duration_s=1.0)), rig.state.config) is None
    for step in (MoveStep(distance_m=1.0), RotateStep(angle_rad=1.0), NavigateStep(place="東")):
        assert check_form(plan_of(step), rig.state.config).reason is ReasonCode.SKILL_NOT_ALLOWED


@pytest.mark.parametrize("over", [0, 1])
def test_the_size_has_two_sides(rig, plan_of, over):

    plan = plan_of(*(NavigateStep(place="東"),) * 20)
    limits = replace(rig.state.config.plan, max_bytes=len(canonical(plan)) - over)
    verdict = check_form(plan, replace(rig.state.config, plan=limits))
    assert (verdict is not None and verdict.reason is ReasonCode.PLAN_TOO_LARGE) is bool(over)


def test_the_largest_plan_is_16_kib(rig):
    assert rig.state.config.plan.max_bytes == 16 * 1024


def test_another_robot_is_refused(rig):
    rig.ready().submit(MoveStep(distance_m=1.0), robot="agv2")
    assert rig.outcomes[-1].outcome.reason is ReasonCode.UNKNOWN_ROBOT


def test_an_admission_is_complete_and_reported(rig):
    outputs = rig.ready().submit(MoveStep(distance_m=1.0))
    (admission,) = (output.admission for output in outputs if isinstance(output, o.SendAdmission))
    assert admission.plan_hash == plan_hash(admission.plan)
    assert admission.configuration_hash == "configuration" and admission.epoch == "epoch"
    assert admission.expires_ns - admission.issued_ns == 30 * 10**9
    (told,) = (output for output in outputs if isinstance(output, o.ReportProgress))
    assert told.progress.phase is Phase.ADMITTED and told.progress.verdict.admitted
    assert len(rig.notes("plan admitted")) == 1


def test_an_unreadable_plan_is_refused_with_its_reason(rig):
    rig.ready().feed(e.PlanSubmitted("x", None, ReasonCode.NOT_FINITE))
    assert rig.outcomes[-1].outcome.reason is ReasonCode.NOT_FINITE


def test_the_same_plan_enters_once(rig):
    rig.ready().submit(WaitStep(duration_s=1.0), id="same")
    rig.pass_time(2.0)
    rig.submit(WaitStep(duration_s=1.0), id="same")
    assert rig.outcomes[-1].outcome.reason is ReasonCode.DUPLICATE_PLAN


@pytest.mark.parametrize("gap, enters", [(0.98, False), (1.0, True)])
def test_two_plans_a_second_and_no_more(rig, gap, enters):
    rig.ready().submit(WaitStep(duration_s=1.0))
    rig.submit(WaitStep(duration_s=1.0))
    rig.pass_time(gap)
    rig.submit(WaitStep(duration_s=1.0))
    assert (rig.state.running.key == "key-3") is enters
    assert enters or rig.outcomes[-1].outcome.reason is ReasonCode.PLAN_RATE


def test_who_asks_too_often_still_gets_a_turn(rig):
    rig.ready()
    rig.pass_time(2.0, lambda: rig.submit(WaitStep(duration_s=1.0)))
    admitted = [output for output in rig.outputs if isinstance(output, o.StartReview)]
    assert len(admitted) == 4


def test_a_stop_has_no_rate(rig):
    rig.ready()
    for _ in range(50):
        rig.submit(WaitStep(duration_s=1.0))
    rig.feed(e.InstructionHeard("止まれ"))
    assert rig.state.mode is Mode.PROTECTIVE_STOP


@pytest.mark.parametrize("ahead_ns, enters", [(49_000_000, True), (51_000_000, False), (10**18, False)])
def test_a_plan_from_the_future_would_outlive_a_stop_and_is_refused(rig, ahead_ns, enters):
    rig.ready()
    rig.submit(WaitStep(duration_s=1.0), created_ns=rig.now.ros_ns + ahead_ns)
    assert (rig.state.running is not None) is enters


@pytest.mark.parametrize("after_ns, enters", [(-1, False), (0, False), (1, True)])
@pytest.mark.parametrize(
    "stop, reason",
    [
        (lambda r: r.feed(e.InstructionHeard("止まれ")), ReasonCode.STOP_WORD),
        (lambda r: r.propose(5.0), ReasonCode.PROPOSAL_OVER_LIMIT),
    ],
)
def test_a_plan_counts_from_the_last_stop_on(rig, stop, reason, after_ns, enters):
    rig.running(MoveStep(distance_m=1.0))
    stop(rig)
    stopped_ns = rig.now.ros_ns
    rig.pass_time(2.0)
    rig.submit(WaitStep(duration_s=1.0), created_ns=stopped_ns + after_ns)
    assert (rig.state.running is not None) is enters
    assert enters or rig.outcomes[-1].outcome.reason is reason


def test_nothing_enters_a_gate_that_is_not_enabled(new_rig):
    rig = new_rig(enabled=False).ready()
    rig.submit(WaitStep(duration_s=1.0))
    assert rig.outcomes[-1].outcome.reason is ReasonCode.NOT_ENABLED
    asked = rig.now.ros_ns
    rig.pass_time(1.0)
    rig.feed(e.EnableAsked(True, rig.token(Purpose.ENABLE), True, 1))
    rig.submit(WaitStep(duration_s=1.0), created_ns=asked)
    assert rig.outcomes[-1].outcome.reason is ReasonCode.NOT_ENABLED
    rig.pass_time(1.0)
    rig.submit(WaitStep(duration_s=1.0))
    assert rig.state.running is not None


@pytest.mark.parametrize("emergency", [True, False])
def test_nothing_enters_a_latched_gate(rig, emergency):
    rig.ready().feed(e.InstructionHeard("非常停止")) if emergency else rig.ready().propose(math.nan)
    reason = rig.state.reason
    rig.pass_time(0.1)
    rig.submit(WaitStep(duration_s=1.0))
    assert rig.outcomes[-1].outcome.reason is reason


def test_a_refusal_ends_no_running_plan(rig):
    rig.running(MoveStep(distance_m=3.0))
    rig.submit(NavigateStep(place="西"))
    rig.pass_time(1.0, lambda: rig.propose(0.0))
    rig.submit(MoveStep(distance_m=50.0))
    assert rig.state.running.key == "key-1"
    assert [end.outcome.kind for end in rig.outcomes] == [OutcomeKind.REFUSED] * 2


def test_a_newer_plan_ends_the_running_one(rig):
    rig.running(MoveStep(distance_m=3.0))
    outputs = rig.submit(WaitStep(duration_s=1.0))
    assert [output.admission_id for output in outputs if isinstance(output, o.CancelExecution)]
    assert rig.outcomes[-1].outcome.reason is ReasonCode.SUPERSEDED
    assert rig.state.running.key == "key-2"


@pytest.mark.parametrize("name", ["agent", "controller", "guard", "odometry", "scan"])
def test_what_goes_missing_during_the_review_refuses(rig, name):
    rig.ready().answer_reviews = None
    rig.submit(MoveStep(distance_m=1.0))
    rig.alive.discard(name)
    rig.pass_time(0.4)
    rig.feed(e.ReviewDone(rig.state.counters.ticket, ADMITTED))
    assert rig.state.running is None
    assert rig.outcomes[-1].outcome.kind is OutcomeKind.REFUSED


@pytest.mark.parametrize(
    "verdict", [refused(ReasonCode.KEEP_OUT_ZONE), Verdict(Decision.UNKNOWN, ReasonCode.UNKNOWN)]
)
def test_anything_but_an_admitting_review_refuses(rig, verdict):
    rig.answer_reviews = verdict
    rig.ready().submit(MoveStep(distance_m=1.0))
    assert rig.state.work is None and rig.outcomes[-1].outcome.kind is OutcomeKind.REFUSED


def test_a_move_too_long_is_never_admitted_whatever_the_review_says(rig):
    rig.ready().submit(MoveStep(distance_m=50.0))
    assert rig.state.work is None
    assert rig.outcomes[-1].outcome.reason is ReasonCode.DISTANCE_OVER_LIMIT


def test_the_envelope_is_what_was_reviewed_even_if_the_robot_was_pushed_meanwhile(rig):

    rig.ready().answer_reviews = None
    rig.submit(MoveStep(distance_m=3.0))
    reviewed = rig.pose
    rig.pose = replace(rig.pose, y=0.15)
    rig.pass_time(0.04)
    rig.feed(e.ReviewDone(rig.state.counters.ticket, ADMITTED))
    assert rig.state.running.step.origin == reviewed
    rig.pass_time(0.02)
    assert (rig.state.mode, rig.state.reason) == (Mode.PROTECTIVE_STOP, ReasonCode.ENVELOPE_LEFT)


@pytest.mark.parametrize("seconds, in_time", [(0.98, True), (1.02, False)])
def test_a_review_has_its_time(rig, seconds, in_time):
    rig.ready().answer_reviews = None
    rig.submit(MoveStep(distance_m=1.0))
    rig.pass_time(seconds)
    rig.feed(e.ReviewDone(rig.state.counters.ticket, ADMITTED))
    assert (rig.state.running is not None) is in_time
    assert in_time or rig.outcomes[-1].outcome.reason is ReasonCode.REVIEW_TIMEOUT


@pytest.mark.parametrize("seconds, in_time", [(2.98, True), (3.04, False)])
def test_a_plan_waits_for_standstill_as_long_as_it_may(rig, seconds, in_time):
    rig.ready().turn = 0.06
    rig.pass_time(0.02)
    rig.submit(MoveStep(distance_m=1.0))
    rig.pass_time(seconds)
    rig.turn = 0.0
    rig.pass_time(0.02)
    assert (rig.state.running is not None) is in_time
    assert in_time or rig.outcomes[-1].outcome.reason is ReasonCode.NOT_READY


@pytest.mark.parametrize("seconds, in_time", [(29.9, True), (30.1, False)])
def test_an_admission_must_start_in_time(rig, seconds, in_time):
    rig.ready().submit(MoveStep(distance_m=1.0))
    rig.pass_time(seconds)
    rig.propose(0.0)
    assert (rig.state.running is not None) is in_time
    assert in_time or rig.state.reason is ReasonCode.ADMISSION_EXPIRED


@pytest.mark.parametrize("seconds, in_time", [(11.6, True), (11.8, False)])
def test_a_lease_runs_out(rig, seconds, in_time):
    rig.running(MoveStep(distance_m=1.0))
    rig.pass_time(seconds, lambda: rig.propose(0.0))
    assert (rig.state.running is not None) is in_time  # 1 m / 0.15 m/s + 5 s = 11.67 s
    assert in_time or rig.state.reason is ReasonCode.LEASE_EXPIRED


def test_a_renewal_has_its_time_and_can_be_refused(rig):
    steps = (WaitStep(duration_s=0.0), MoveStep(distance_m=1.0))
    rig.running(*steps).answer_reviews = None
    rig.propose(0.0, step_index=1)
    rig.pass_time(1.04, lambda: rig.propose(0.0, step_index=1))
    assert rig.state.reason is ReasonCode.REVIEW_TIMEOUT
    rig.answer_reviews = ADMITTED
    rig.pass_time(0.1)
    rig.submit(*steps)
    rig.propose(0.0)
    rig.answer_reviews = refused(ReasonCode.OBSTACLE_ON_PATH)
    rig.propose(0.0, step_index=1)
    assert (rig.state.mode, rig.state.reason) == (Mode.PROTECTIVE_STOP, ReasonCode.OBSTACLE_ON_PATH)


def test_cancel_ends_the_plan_it_names_and_no_other(rig):
    rig.running(MoveStep(distance_m=1.0))
    assert rig.feed(e.CancelAsked("key-7")) == []
    rig.feed(e.CancelAsked("key-1"))
    assert rig.state.work is None and rig.state.mode is Mode.READY and rig.sent[-1].is_zero
    assert rig.outcomes[-1].outcome.kind is OutcomeKind.CANCELED


def test_a_plan_waits_out_an_obstacle_and_goes_on_by_itself(rig):
    rig.running(MoveStep(distance_m=5.0))
    rig.drive(0.5, 0.5)
    rig.ranges = {"r180": 0.2}
    rig.drive(0.5, 0.1)
    assert (rig.state.mode, rig.state.reason) == (Mode.HOLD, ReasonCode.OBSTACLE_NEAR)
    rig.drive(0.5, 50.0)
    assert rig.state.mode is Mode.HOLD and len(rig.notes("obstacle near")) == 1
    rig.ranges = {}
    rig.drive(0.5, 1.9)
    assert rig.state.mode is Mode.HOLD and rig.sent[-1].is_zero
    rig.drive(0.5, 0.3)
    assert rig.state.mode is Mode.ACTIVE and rig.sent[-1].forward > 0.0


@pytest.mark.parametrize("seconds, waits", [(59.8, True), (60.3, False)])
def test_patience_with_an_obstacle_ends(rig, seconds, waits):
    rig.running(MoveStep(distance_m=5.0))
    rig.drive(0.5, 0.5)
    rig.ranges = {"r180": 0.2}
    rig.drive(0.5, seconds)
    assert (rig.state.mode is Mode.HOLD) is waits
    assert waits or (rig.state.mode, rig.state.reason) == (Mode.PROTECTIVE_STOP, ReasonCode.OBSTACLE_NEAR)


def test_memory_is_bounded(rig):
    rig.ready()
    for number in range(1100):
        rig.feed(e.ResetAsked(rig.token(Purpose.RESET, nonce=str(number)), True, 1))
        rig.submit(WaitStep(duration_s=1.0))
    memory = rig.state.memory
    assert len(memory.nonces) == 1000 and len(memory.plans) == 1000 and len(memory.plan_times) == 2
