"""Every way to say stop, at full speed in MuJoCo, and what it takes to move again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from physical_ai_bridge.plan.enums import Mode, OutcomeKind, Purpose, StopLevel
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import ApproverToken, Stop
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, RotateStep, WaitStep
from physical_ai_bridge.safety import events as e

BRAKING = 0.8 / 3.0 + 0.1  # s, v/a and some
REST = 0.02


def rests_within(site, since: float, seconds: float) -> bool:
    return not any(abs(speed) > REST for at, speed in site.speeds if at > since + seconds)


@pytest.mark.parametrize("agent", ["running", "frozen", "killed"])
@pytest.mark.parametrize("word", ["止まれ", "ストップ!", "とまって"])
def test_a_stop_word_stops_with_and_without_the_agent(drive_at_full_speed, word, agent):
    site = drive_at_full_speed()
    if agent == "frozen":
        site.freeze("agent")
    elif agent == "killed":
        site.kill("agent")
    since = site.seconds
    site.say(word)
    site.run(3.0)
    assert rests_within(site, since, BRAKING)
    assert (site.gate.mode, site.gate.reason) == (Mode.PROTECTIVE_STOP, ReasonCode.STOP_WORD)
    assert site.outcomes["plan-1"].reason is ReasonCode.STOP_WORD


@pytest.mark.parametrize("deaf", [None, "gate", "guard"])
def test_the_stop_topic_stops_even_if_only_one_hears(drive_at_full_speed, deaf):
    site = drive_at_full_speed()
    since = site.seconds
    if deaf == "gate":
        site._guard(e.StopHeard(Stop(StopLevel.STOP, source="agent")))
    elif deaf == "guard":
        site.feed_gate(e.StopHeard(Stop(StopLevel.STOP, source="agent")))
    else:
        site.stop(Stop(StopLevel.STOP, source="agent"))
    site.run(3.0)
    assert rests_within(site, since, BRAKING)
    assert site.gate.reason is ReasonCode.STOP_REQUESTED
    assert site.outcomes["plan-1"].kind is OutcomeKind.STOPPED


def test_a_plan_from_before_a_stop_is_refused_and_a_newer_one_runs(drive_at_full_speed, plan_of):
    site = drive_at_full_speed()
    old = plan_of(MoveStep(distance_m=0.5), id="old", created_ns=site.now.ros_ns)
    site.say("止まれ")
    site.run(1.0)
    site.submit(old)
    assert site.outcomes["old"].reason is ReasonCode.STOP_WORD
    site.run(1.0)
    site.submit(plan_of(MoveStep(distance_m=0.5), id="new", created_ns=site.now.ros_ns))
    site.run(5.0)
    assert site.outcomes["new"].kind is OutcomeKind.SUCCEEDED


@pytest.mark.parametrize("how", ["word", "topic"])
def test_an_emergency_stop_is_left_by_a_person_alone_and_then_by_a_new_plan(
    drive_at_full_speed, plan_of, how
):
    site = drive_at_full_speed()
    since = site.seconds
    if how == "word":
        site.say("非常停止")
    else:
        site.stop(Stop(StopLevel.EMERGENCY))
    site.run(2.0)
    assert rests_within(site, since, BRAKING)
    assert site.gate.mode is Mode.EMERGENCY_STOP and site.guard.latch.hard
    site.submit(plan_of(MoveStep(distance_m=0.5), id="early", created_ns=site.now.ros_ns))
    assert site.outcomes["early"].reason is ReasonCode.EMERGENCY_STOP
    said_meanwhile = plan_of(MoveStep(distance_m=0.5), id="meanwhile", created_ns=site.now.ros_ns)
    site.run(1.0)
    token = ApproverToken(Purpose.RESET, "山田", "agv1", "", "n", site.now.ros_ns + 10**10)
    site.feed_gate(e.ResetAsked(token, True, 1))
    site.run(3.0)
    assert site.gate.mode is Mode.READY and rests_within(site, since, BRAKING)
    site.submit(said_meanwhile)
    assert site.outcomes["meanwhile"].reason is ReasonCode.LATCHED
    site.run(1.0)
    site.submit(plan_of(MoveStep(distance_m=0.5), id="after", created_ns=site.now.ros_ns))
    site.run(5.0)
    assert site.outcomes["after"].kind is OutcomeKind.SUCCEEDED


def test_a_newer_plan_takes_over_at_full_speed_from_standstill(drive_at_full_speed, plan_of):
    site = drive_at_full_speed()
    site.submit(plan_of(RotateStep(angle_rad=1.0), id="newer", created_ns=site.now.ros_ns))
    assert site.outcomes["plan-1"].reason is ReasonCode.SUPERSEDED
    admitted = len(site.notes)
    site.run(2.0, lambda: len(site.notes) > admitted)
    assert abs(site.body.ground_truth().v) <= 0.03
    site.run(5.0)
    assert site.outcomes["newer"].kind is OutcomeKind.SUCCEEDED


@settings(max_examples=25)
@given(tick=st.integers(0, 420), how=st.sampled_from(["cancel", "word", "emergency"]))
def test_a_plan_ends_at_any_tick_and_nothing_moves_afterwards(virtual_site, plan_of, tick, how):
    site = virtual_site()
    site.run(0.5)
    steps = (
        MoveStep(distance_m=1.0),
        WaitStep(duration_s=0.3),
        RotateStep(angle_rad=1.5),
        NavigateStep(place="東"),
    )
    site.submit(plan_of(*steps, created_ns=site.now.ros_ns))
    site.run(tick * 0.02)
    over = "plan-1" in site.outcomes
    since = site.seconds
    if how == "cancel":
        site.feed_gate(e.CancelAsked("plan-1"))
    else:
        site.say("止まれ" if how == "word" else "非常停止")
    site.run(1.5)
    assert rests_within(site, since, BRAKING)
    assert not any(not twist.is_zero for at, twist in site.commands if at > since)
    assert over or site.outcomes["plan-1"].kind in (OutcomeKind.CANCELED, OutcomeKind.STOPPED)
    assert site.gate.work is None
