"""One period of each base skill: from what is measured to the twist to propose. Pure; the loop closes on
odometry."""

from __future__ import annotations

import math
from dataclasses import dataclass

from physical_ai_bridge.control.speed import approach
from physical_ai_bridge.plan.motion import STAND, Odometry, Pose2, Twist
from physical_ai_bridge.plan.plane import along_and_across, bearing, distance, wrap
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, RotateStep, WaitStep
from physical_ai_bridge.robots.profile import RobotProfile

AT_POINT = 0.006  # m
AT_ANGLE = 0.008  # rad
AT_REST = 0.01  # m/s and rad/s
STEERING = 1.5  # rad/s for a rad of heading error
CENTRING = 1.0  # rad of heading for a m off the line
MOST_STEERING = 0.3  # rad/s
FACING = 0.02  # rad off the goal's bearing with which driving may begin
ASTRAY = 0.2  # rad off it with which driving must not go on
NEAR = 0.03  # m from the goal that turning on the spot may carry the robot without driving again


@dataclass(frozen=True)
class StepStart:
    """Where (map frame) and when (steady s) a step began."""

    pose: Pose2
    at: float


@dataclass(frozen=True)
class Sight:
    """What a skill sees: odometry, the angle turned since the step began (rad, unwrapped), the last twist,
    the time."""

    odometry: Odometry
    turned: float
    last: Twist
    now: float
    period: float


@dataclass(frozen=True)
class Action:
    """What it answers: the twist, what is left (m, rad or s), and whether the step is done."""

    twist: Twist
    remaining: float
    done: bool


def move(step: MoveStep, start: StepStart, sight: Sight, profile: RobotProfile) -> Action:
    """Straight along the heading the step began with."""
    along, across = along_and_across(start.pose, start.pose.yaw, sight.odometry.pose)
    sign = math.copysign(1.0, step.distance_m)
    remaining = sign * (step.distance_m - along)
    if _arrived(remaining, AT_POINT, sight):
        return Action(STAND, remaining, True)
    speed = _speed(remaining, sign, step.speed_mps, sight, profile)
    steering = _steer(start.pose.yaw, across, sign, sight.odometry.pose.yaw) if speed else 0.0
    return Action(Twist.planar(sign * speed, steering), remaining, False)


def rotate(step: RotateStep, start: StepStart, sight: Sight, profile: RobotProfile) -> Action:
    """On the spot, by the angle turned since the step began."""
    return _turn(step.angle_rad - sight.turned, sight, profile)


def wait(step: WaitStep, start: StepStart, sight: Sight, profile: RobotProfile) -> Action:
    """Stand until the time is over."""
    remaining = max(0.0, start.at + step.duration_s - sight.now)
    return Action(STAND, remaining, remaining <= 0.0)


def navigate(
    step: NavigateStep, goal: Pose2, start: StepStart, sight: Sight, profile: RobotProfile
) -> Action:
    """Face the goal, drive straight to it, face as the place wants."""
    pose = sight.odometry.pose
    length = distance(start.pose, goal)
    heading = bearing(start.pose, goal)
    along, across = along_and_across(start.pose, heading, pose)
    left = length - along
    begun, driving = along >= AT_POINT, sight.last.forward > 0.0
    astray = abs(wrap(heading - pose.yaw)) > ASTRAY
    if left <= (NEAR if begun and not driving else AT_POINT):
        return _turn(wrap(goal.yaw - pose.yaw), sight, profile)
    if astray or not (begun or _faces(heading, sight)):
        return _turn(wrap(heading - pose.yaw), sight, profile)
    speed = _speed(left, 1.0, step.speed_mps, sight, profile)
    return Action(Twist.planar(speed, _steer(heading, across, 1.0, pose.yaw)), left, False)


def _faces(heading: float, sight: Sight) -> bool:
    return abs(wrap(heading - sight.odometry.pose.yaw)) <= FACING and abs(sight.odometry.turn) <= 5 * AT_REST


def _turn(left: float, sight: Sight, profile: RobotProfile) -> Action:
    """Turn by what is left (rad, signed, unwrapped)."""
    sign = math.copysign(1.0, left)
    if _arrived(abs(left), AT_ANGLE, sight):
        return Action(STAND, abs(left), True)
    measured = sign * sight.odometry.turn
    before = max(0.0, sign * sight.last.turn)
    rate = approach(
        abs(left) - AT_ANGLE / 2, before, measured, profile.max_yaw_rate, profile.yaw_accel, sight.period
    )
    return Action(Twist.planar(0.0, sign * rate), abs(left), False)


def _speed(remaining: float, sign: float, wanted: float, sight: Sight, profile: RobotProfile) -> float:
    top = min(wanted or profile.max_speed, profile.max_speed)
    before, measured = sign * sight.last.forward, sign * sight.odometry.forward
    return approach(remaining, max(0.0, before), measured, top, profile.accel, sight.period)


def _steer(heading: float, across: float, sign: float, yaw: float) -> float:
    """Back to the line: driving backwards, the correction of the offset turns the other way."""
    error = wrap(heading - sign * CENTRING * across - yaw)
    return max(-MOST_STEERING, min(MOST_STEERING, STEERING * error))


def _arrived(remaining: float, near: float, sight: Sight) -> bool:
    resting = abs(sight.odometry.forward) <= AT_REST and abs(sight.odometry.turn) <= AT_REST
    return remaining <= near and resting
