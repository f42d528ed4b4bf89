"""Carrying out a plan: nothing before the lease, steps in order, results as measured, the same twice."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from physical_ai_bridge.control.execution import Execution, Inputs, Ticked, canceled, tick
from physical_ai_bridge.plan.admission import Admission
from physical_ai_bridge.plan.enums import MotionKind, OutcomeKind, Phase, Skill
from physical_ai_bridge.plan.motion import Odometry, Pose2, Twist
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, RotateStep, WaitStep
from physical_ai_bridge.robots.profile import RobotProfile
from physical_ai_bridge.world import World

Admit = Callable[..., Admission]
Drives = Callable[..., Any]  # the drives of conftest.py
STEPS = (MoveStep(distance_m=0.5), RotateStep(angle_rad=-1.0), WaitStep(duration_s=0.5))
REST = Odometry(Pose2(0.0, 0.0, 0.0), 0.0, 0.0, 10**12)


def inputs(leased: int, now: float = 0.0, odometry: Odometry = REST) -> Inputs:
    return Inputs(odometry, leased, now, 10**12 + round(now * 1e9), 0.02)


@pytest.fixture
def ticking(profile: RobotProfile, world: World) -> Callable[[Execution, Inputs], Ticked]:
    return lambda execution, given: tick(execution, given, profile, world)


@pytest.mark.parametrize("leased", [-1, 1, 2, 99])
def test_nothing_moves_without_the_lease_of_this_step(
    leased: int, admit: Admit, ticking: Callable[..., Ticked]
) -> None:
    execution = Execution(admit(*STEPS))
    for number in range(50):
        ticked = ticking(execution, inputs(leased, number * 0.02))
        execution = ticked.execution
        assert ticked.proposal.twist.is_zero and ticked.outcome is None and execution.start is None


def test_with_the_lease_it_starts_from_where_it_stands(admit: Admit, ticking: Callable[..., Ticked]) -> None:
    odometry = replace(REST, pose=Pose2(3.0, 4.0, 1.0))
    ticked = ticking(Execution(admit(*STEPS)), inputs(0, 7.0, odometry))
    assert ticked.execution.start is not None
    assert (ticked.execution.start.pose, ticked.execution.start.at) == (odometry.pose, 7.0)
    assert ticked.proposal.twist.forward > 0.0


def test_each_step_waits_for_a_lease_of_its_own(admit: Admit, ticking: Callable[..., Ticked]) -> None:
    execution = Execution(admit(WaitStep(duration_s=0.0), MoveStep(distance_m=1.0)))
    first = ticking(execution, inputs(0))
    assert first.execution.index == 1 and first.outcome is None
    still = ticking(first.execution, inputs(0, 0.02))
    assert still.proposal.twist.is_zero and still.proposal.step_index == 1
    assert ticking(still.execution, inputs(1, 0.04)).proposal.twist.forward > 0.0


def test_a_lease_that_is_gone_later_is_for_the_gate_to_enforce(
    admit: Admit, ticking: Callable[..., Ticked]
) -> None:
    begun = ticking(Execution(admit(MoveStep(distance_m=1.0))), inputs(0))
    assert ticking(begun.execution, inputs(-1, 0.02)).execution.start == begun.execution.start


def test_proposals_name_what_they_act_under_and_count_up(drive: Drives, admit: Admit) -> None:
    proposals = [each.proposal for each in drive(*STEPS).ticks]
    assert [each.sequence for each in proposals] == list(range(1, len(proposals) + 1))
    assert {(each.robot, each.admission_id, each.kind) for each in proposals} == {
        ("agv1", "a", MotionKind.BASE)
    }
    indices = [each.step_index for each in proposals]
    assert indices == sorted(indices) and set(indices) == {0, 1, 2}
    assert [each.stamp_ns for each in proposals] == [10**12 + n * 20_000_000 for n in range(len(proposals))]


def test_only_the_two_axes_of_a_base_are_ever_used(drive: Drives) -> None:
    for twist in drive(*STEPS, NavigateStep(place="作業台")).twists:
        assert twist == Twist.planar(twist.forward, twist.turn)


def test_the_outcome_comes_once_with_every_result(drive: Drives) -> None:
    done = drive(*STEPS)
    outcomes = [each.outcome for each in done.ticks if each.outcome]
    assert len(outcomes) == 1 and done.ticks[-1].outcome is outcomes[0]
    outcome = outcomes[0]
    assert (outcome.kind, outcome.reason) == (OutcomeKind.SUCCEEDED, ReasonCode.OK)
    assert [(each.step_index, each.skill, each.done) for each in outcome.steps] == [
        (0, Skill.MOVE, True),
        (1, Skill.ROTATE, True),
        (2, Skill.WAIT, True),
    ]
    assert [each.target for each in outcome.steps] == [0.5, -1.0, 0.5]


def test_results_are_what_was_measured_and_not_what_was_commanded(drive: Drives) -> None:
    def slip(twist: Twist) -> tuple[float, float]:
        return (0.0, 0.01 * abs(twist.forward) * 0.02)

    done = drive(*STEPS, slip=slip)
    move, turn, wait = done.ticks[-1].outcome.steps
    moved = next(
        body for body, each in zip(done.bodies, done.ticks, strict=False) if each.execution.index == 1
    )
    assert move.measured == pytest.approx(moved.pose.x)
    assert turn.measured == pytest.approx(done.end.pose.yaw - moved.pose.yaw)
    assert wait.measured == pytest.approx(wait.duration_s) and wait.measured >= 0.5
    for each in (move, turn, wait):
        assert each.error == pytest.approx(each.measured - each.target)
    assert move.duration_s + turn.duration_s + wait.duration_s <= done.seconds


def test_navigate_tells_its_way_and_what_is_left(drive: Drives, world: World) -> None:
    done = drive(NavigateStep(place="作業台"), start=Pose2(5.2, 4.7, 0.0))
    (result,) = done.ticks[-1].outcome.steps
    end = done.end.pose
    assert (result.skill, result.target) == (Skill.NAVIGATE, pytest.approx(3.0))
    assert result.measured == pytest.approx(math.hypot(end.x - 5.2, end.y - 4.7), abs=1e-3)
    assert result.error == pytest.approx(math.hypot(end.x - 5.2, end.y - 1.7), abs=1e-3)


def test_progress_tells_the_step_and_what_is_left(drive: Drives) -> None:
    for each in drive(*STEPS).ticks:
        progress = each.progress
        assert (progress.admission_id, progress.phase) == ("a", Phase.RUNNING)
        assert progress.step_index == each.proposal.step_index and progress.remaining <= 1.0


def test_the_same_inputs_give_the_same_motion(drive: Drives) -> None:
    steps = (*STEPS, NavigateStep(place="棚A"))
    assert drive(*steps) == drive(*steps)


def test_calling_off_keeps_what_was_measured_so_far(admit: Admit, ticking: Callable[..., Ticked]) -> None:
    execution = Execution(admit(WaitStep(duration_s=0.0), MoveStep(distance_m=1.0)))
    execution = ticking(execution, inputs(0)).execution
    outcome = canceled(execution, ReasonCode.SUPERSEDED)
    assert (outcome.kind, outcome.reason) == (OutcomeKind.CANCELED, ReasonCode.SUPERSEDED)
    assert [each.skill for each in outcome.steps] == [Skill.WAIT]


@given(
    field=st.sampled_from(["x", "y", "yaw", "forward", "turn"]),
    value=st.sampled_from([math.nan, math.inf, -math.inf]),
)
def test_odometry_that_is_not_finite_moves_nothing_and_spoils_nothing(
    field: str, value: float, admit: Admit, profile: RobotProfile, world: World
) -> None:
    changed = {field: value}
    pose = replace(REST.pose, **changed) if field in ("x", "y", "yaw") else REST.pose
    broken = replace(REST, pose=pose, **(changed if field in ("forward", "turn") else {}))
    for steps in ((MoveStep(distance_m=1.0),), (RotateStep(angle_rad=1.0),), (NavigateStep(place="棚A"),)):
        fresh = tick(Execution(admit(*steps)), inputs(0, 0.0, broken), profile, world)
        assert fresh.proposal.twist.is_zero and fresh.execution.start is None
        begun = tick(Execution(admit(*steps)), inputs(0), profile, world)
        ticked = tick(begun.execution, inputs(0, 0.02, broken), profile, world)
        assert ticked.proposal.twist.is_zero and ticked.outcome is None
        again = tick(ticked.execution, inputs(0, 0.04), profile, world)
        assert not again.proposal.twist.is_zero and math.isfinite(again.progress.remaining)


def test_turning_across_half_a_turn_is_counted_on(admit: Admit, ticking: Callable[..., Ticked]) -> None:
    execution = Execution(admit(RotateStep(angle_rad=1.0)))
    for yaw in (3.0, 3.1, 3.1 + 0.1 - 2 * math.pi, 3.3 - 2 * math.pi):
        ticked = ticking(execution, inputs(0, 0.0, replace(REST, pose=Pose2(0.0, 0.0, yaw), turn=0.5)))
        execution = ticked.execution
    assert execution.turned == pytest.approx(0.3)
    assert ticked.progress.remaining == pytest.approx(0.7)
