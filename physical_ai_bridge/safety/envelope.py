"""What an admitted step allows the base to do, measured against odometry: where it may be, and when it is
done."""

from __future__ import annotations

import math

from physical_ai_bridge.plan.motion import Odometry, Pose2, Twist
from physical_ai_bridge.plan.plane import along_and_across, bearing, distance, wrap
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, RotateStep, Step, WaitStep
from physical_ai_bridge.safety.config import Tolerances
from physical_ai_bridge.safety.state import StepRun
from physical_ai_bridge.world import World

CREEP = 0.05  # m/s and rad/s: small corrections that every step may use
SLOWEST = 0.15  # m/s and rad/s that a lease is reckoned with
SLACK = 5.0  # s on top


def goal_pose(world: World, place: str) -> Pose2:
    """Where a robot stands at a named place. Raises KeyError for an unknown name."""
    found = world.place(place)
    if found is None:
        raise KeyError(place)
    return Pose2(found.pose.x, found.pose.y, found.pose.yaw)


def is_inside(step: Step, run: StepRun, pose: Pose2, world: World, tolerance: Tolerances) -> bool:
    """Whether a measured pose is within what the step allows. Skills a base does not have allow nothing."""
    if isinstance(step, MoveStep):
        turned = abs(wrap(pose.yaw - run.origin.yaw))
        return turned <= tolerance.heading and _in_lane(
            run.origin, run.origin.yaw, step.distance_m, pose, tolerance
        )
    if isinstance(step, NavigateStep):
        goal = goal_pose(world, step.place)
        return _in_lane(run.origin, bearing(run.origin, goal), distance(run.origin, goal), pose, tolerance)
    if isinstance(step, RotateStep | WaitStep):
        angle = step.angle_rad if isinstance(step, RotateStep) else 0.0
        low, high = min(0.0, angle) - tolerance.angle, max(0.0, angle) + tolerance.angle
        return low <= run.turned <= high and _in_lane(run.origin, 0.0, 0.0, pose, tolerance)
    return False


def _in_lane(origin: Pose2, heading: float, length: float, pose: Pose2, tolerance: Tolerances) -> bool:
    along, across = along_and_across(origin, heading, pose)
    low, high = min(0.0, length) - tolerance.position, max(0.0, length) + tolerance.position
    return low <= along <= high and abs(across) <= tolerance.position


def is_done(
    step: Step, run: StepRun, odometry: Odometry, now: float, world: World, tolerance: Tolerances
) -> bool:
    """Whether measurement agrees that the step was carried out."""
    pose = odometry.pose
    if isinstance(step, MoveStep):
        along, _ = along_and_across(run.origin, run.origin.yaw, pose)
        return abs(along - step.distance_m) <= tolerance.done_position
    if isinstance(step, RotateStep):
        return abs(run.turned - step.angle_rad) <= tolerance.done_angle
    if isinstance(step, NavigateStep):
        goal = goal_pose(world, step.place)
        near = distance(pose, goal) <= tolerance.done_position
        return near and abs(wrap(goal.yaw - pose.yaw)) <= tolerance.done_angle
    if isinstance(step, WaitStep):
        return now - run.began >= step.duration_s - tolerance.done_time
    return False


def way_left(
    step: Step, run: StepRun, pose: Pose2, forward: float, world: World, tolerance: Tolerances
) -> float:
    """m the step still allows in the direction of ``forward`` (its sign), edge of the envelope included."""
    if isinstance(step, MoveStep):
        heading, length = run.origin.yaw, step.distance_m
    elif isinstance(step, NavigateStep):
        goal = goal_pose(world, step.place)
        length, heading = distance(run.origin, goal), bearing(run.origin, goal)
    else:
        return tolerance.position
    along, _ = along_and_across(run.origin, heading, pose)
    if forward < 0.0 and isinstance(step, MoveStep):
        return along - min(0.0, length) + tolerance.position
    return max(0.0, length) - along + tolerance.position


def fits(step: Step, twist: Twist) -> bool:
    """Whether a twist is of the kind the step needs: no driving back inside a move ahead, no driving in a
    wait."""
    forward, turn = twist.forward, twist.turn
    if isinstance(step, MoveStep):
        return forward * step.distance_m >= 0.0 or abs(forward) <= CREEP
    if isinstance(step, RotateStep):
        return abs(forward) <= CREEP and (turn * step.angle_rad >= 0.0 or abs(turn) <= 4 * CREEP)
    if isinstance(step, NavigateStep):
        return forward >= -CREEP
    return isinstance(step, WaitStep) and twist.is_zero


def lease_seconds(step: Step, origin: Pose2, world: World) -> float:
    """How long the step may take, in s: several times what it needs at a slow zone's pace."""
    if isinstance(step, MoveStep):
        return abs(step.distance_m) / SLOWEST + SLACK
    if isinstance(step, RotateStep):
        return abs(step.angle_rad) / SLOWEST + SLACK
    if isinstance(step, NavigateStep):
        return (distance(origin, goal_pose(world, step.place)) + math.tau) / SLOWEST + SLACK
    return step.duration_s + SLACK if isinstance(step, WaitStep) else 0.0
