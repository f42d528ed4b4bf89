"""Carrying out an admitted plan step by step: ``tick(state, inputs) -> (state, proposal, outcome)``."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from physical_ai_bridge.control import skills
from physical_ai_bridge.control.skills import Action, Sight, StepStart
from physical_ai_bridge.plan.admission import Admission
from physical_ai_bridge.plan.enums import MotionKind, OutcomeKind, Phase, Skill
from physical_ai_bridge.plan.motion import STAND, MotionProposal, Odometry, Pose2, Twist
from physical_ai_bridge.plan.outcome import Outcome, Progress, StepResult
from physical_ai_bridge.plan.plane import along_and_across, distance, wrap
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, RotateStep, Step, WaitStep
from physical_ai_bridge.robots.profile import RobotProfile
from physical_ai_bridge.world import World


@dataclass(frozen=True)
class Execution:
    """One admitted plan under way. ``start`` None: the gate has not yet renewed the lease of step
    ``index``."""

    admission: Admission
    index: int = 0
    start: StepStart | None = None
    pose: Pose2 | None = None
    turned: float = 0.0
    last: Twist = STAND
    sequence: int = 0
    results: tuple[StepResult, ...] = ()


@dataclass(frozen=True)
class Inputs:
    """What the controller sees at one tick. ``leased_step``: the step the gate's lease is for, -1 without
    one.

    ``now`` is steady s, ``stamp_ns`` ROS time, ``period`` s since the last tick.
    """

    odometry: Odometry
    leased_step: int
    now: float
    stamp_ns: int
    period: float


@dataclass(frozen=True)
class Ticked:
    """The next state, what to propose and report, and the outcome once there is one."""

    execution: Execution
    proposal: MotionProposal
    progress: Progress
    outcome: Outcome | None = None


def tick(execution: Execution, inputs: Inputs, profile: RobotProfile, world: World) -> Ticked:
    """One control period. Proposes zero until the step's lease is there, then what the skill says.

    Odometry that is not finite is not looked at: zero is proposed, and the step goes on when it is back.
    """
    usable = _is_finite(inputs.odometry)
    execution = _observe(execution, inputs) if usable else execution
    if execution.start is None or not usable:
        return _propose(execution, inputs, Action(STAND, 0.0, False))
    step = execution.admission.plan.steps[execution.index]
    sight = Sight(inputs.odometry, execution.turned, execution.last, inputs.now, inputs.period)
    action = _act(step, execution.start, sight, profile, world)
    ticked = _propose(execution, inputs, action)
    return _advance(ticked, step, inputs, world) if action.done else ticked


def canceled(execution: Execution, reason: ReasonCode) -> Outcome:
    """The outcome of an execution that was called off."""
    return Outcome(OutcomeKind.CANCELED, reason, steps=execution.results)


def _is_finite(odometry: Odometry) -> bool:
    pose = odometry.pose
    return all(map(math.isfinite, (pose.x, pose.y, pose.yaw, odometry.forward, odometry.turn)))


def _observe(execution: Execution, inputs: Inputs) -> Execution:
    pose = inputs.odometry.pose
    if execution.start is None and inputs.leased_step == execution.index:
        return replace(execution, start=StepStart(pose, inputs.now), pose=pose, turned=0.0, last=STAND)
    turned = execution.turned + wrap(pose.yaw - execution.pose.yaw) if execution.pose else 0.0
    return replace(execution, pose=pose, turned=turned)


def _act(step: Step, start: StepStart, sight: Sight, profile: RobotProfile, world: World) -> Action:
    if isinstance(step, MoveStep):
        return skills.move(step, start, sight, profile)
    if isinstance(step, RotateStep):
        return skills.rotate(step, start, sight, profile)
    if isinstance(step, NavigateStep):
        return skills.navigate(step, _goal(step, world), start, sight, profile)
    if isinstance(step, WaitStep):
        return skills.wait(step, start, sight, profile)
    raise ValueError(f"a base has no skill {step.kind}")


def _goal(step: NavigateStep, world: World) -> Pose2:
    place = world.place(step.place)
    if place is None:
        raise KeyError(step.place)
    return Pose2(place.pose.x, place.pose.y, place.pose.yaw)


def _propose(execution: Execution, inputs: Inputs, action: Action) -> Ticked:
    plan = execution.admission.plan
    sequence = execution.sequence + 1
    proposal = MotionProposal(
        robot=plan.robot,
        admission_id=execution.admission.id,
        step_index=execution.index,
        sequence=sequence,
        stamp_ns=inputs.stamp_ns,
        kind=MotionKind.BASE,
        twist=action.twist,
    )
    progress = Progress(execution.admission.id, Phase.RUNNING, execution.index, action.remaining)
    return Ticked(replace(execution, sequence=sequence, last=action.twist), proposal, progress)


def _advance(ticked: Ticked, step: Step, inputs: Inputs, world: World) -> Ticked:
    execution = ticked.execution
    results = (*execution.results, _result(execution, step, inputs, world))
    execution = replace(execution, results=results, index=execution.index + 1, start=None)
    done = execution.index == len(execution.admission.plan.steps)
    outcome = Outcome(OutcomeKind.SUCCEEDED, ReasonCode.OK, steps=results) if done else None
    return replace(ticked, execution=execution, outcome=outcome)


def _result(execution: Execution, step: Step, inputs: Inputs, world: World) -> StepResult:
    assert execution.start is not None
    duration = inputs.now - execution.start.at
    target, measured, error = _measure(
        execution, execution.start.pose, step, inputs.odometry.pose, duration, world
    )
    skill = Skill[step.kind.upper()]
    return StepResult(execution.index, skill, True, target, measured, error, duration)


def _measure(
    execution: Execution, start: Pose2, step: Step, pose: Pose2, duration: float, world: World
) -> tuple[float, float, float]:
    """Target, measured and error, as ``StepResult`` defines them."""
    if isinstance(step, MoveStep):
        along, _ = along_and_across(start, start.yaw, pose)
        return step.distance_m, along, along - step.distance_m
    if isinstance(step, RotateStep):
        return step.angle_rad, execution.turned, execution.turned - step.angle_rad
    if isinstance(step, NavigateStep):
        goal = _goal(step, world)
        return distance(start, goal), distance(start, pose), distance(pose, goal)
    if isinstance(step, WaitStep):
        return step.duration_s, duration, duration - step.duration_s
    return math.nan, math.nan, math.nan
