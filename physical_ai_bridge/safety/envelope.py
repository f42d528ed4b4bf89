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
    heading, length = _lane(step, run.origin, world)
    along, across = along_and_across(run.origin, heading, pose)
    low, high = min(0.0, length) - tolerance.position, max(0.0, length) + tolerance.position
    in_lane = low <= along <= high and abs(across) <= tolerance.position
    return in_lane and _faces_right(step, run, pose, tolerance)


def _lane(step: Step, origin: Pose2, world: World) -> tuple[float, float]:
    """Heading (rad) and signed length (m) of the line that the step keeps to."""
    if isinstance(step, MoveStep):
        return origin.yaw, step.distance_m
    if isinstance(step, NavigateStep):
        goal = goal_pose(world, step.place)
        return bearing(origin, goal), distance(origin, goal)
    return 0.0, 0.0


def _faces_right(step: Step, run: StepRun, pose: Pose2, tolerance: Tolerances) -> bool:
    if isinstance(step, MoveStep):
        return abs(wrap(pose.yaw - run.origin.yaw)) <= tolerance.heading
    if isinstance(step, RotateStep | WaitStep):
        angle = step.angle_rad if isinstance(step, RotateStep) else 0.0
        return min(0.0, angle) - tolerance.angle <= run.turned <= max(0.0, angle) + tolerance.angle
    return isinstance(step, NavigateStep)


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
    """m until a robot that drives straight on, ahead or back by the sign of ``forward``, leaves the lane."""
    heading, length = _lane(step, run.origin, world)
    along, across = along_and_across(run.origin, heading, pose)
    course = pose.yaw - heading + (math.pi if forward < 0.0 else 0.0)
    low, high = min(0.0, length) - tolerance.position, max(0.0, length) + tolerance.position
    to_end = _until_edge(along, math.cos(course), low, high)
    return min(to_end, _until_edge(across, math.sin(course), -tolerance.position, tolerance.position))


def _until_edge(at: float, rate: float, low: float, high: float) -> float:
    """Way to the edge of [low, high] from ``at``, of which each m gains ``rate`` m; negative from outside."""
    if abs(rate) < 1e-9:
        return math.inf
    return ((high if rate > 0.0 else low) - at) / rate


def admitted_speed(step: Step) -> float:
    """m/s the plan asked for; inf where it left the speed to the robot."""
    asked = step.speed_mps if isinstance(step, MoveStep | NavigateStep) else 0.0
    return asked or math.inf


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
