"""A differential drive: how a commanded velocity is approached, and the wheel speeds that give it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from physical_ai_bridge.robots import RobotProfile


@dataclass(frozen=True)
class Twist:
    """A velocity of the base: linear m/s forwards, angular rad/s counter-clockwise."""

    linear: float = 0.0
    angular: float = 0.0


def command(linear: float, angular: float) -> Twist:
    """A commanded velocity. Raises ValueError where a number is NaN or infinite."""
    if not (math.isfinite(linear) and math.isfinite(angular)):
        raise ValueError(f"a velocity command must be finite, not ({linear}, {angular}): fix its sender")
    return Twist(linear, angular)


def approach(current: float, target: float, accel: float, brake: float, dt: float) -> float:
    """The value after `dt` seconds on the way from `current` to `target`.

    Its magnitude grows by `accel` and falls by `brake` per second at most; on the way to the other sign
    it comes to zero first and starts again from there.
    """
    slowing = current * target < 0.0 or abs(target) < abs(current)
    if not slowing:
        return current + _clamp(target - current, accel * dt)
    goal = target if current * target > 0.0 else 0.0
    return current + _clamp(goal - current, brake * dt)


def ramp(current: Twist, target: Twist, profile: RobotProfile, dt: float) -> Twist:
    """The velocity to drive at after `dt` seconds, within the profile's accelerations."""
    return Twist(
        approach(current.linear, target.linear, profile.accel, profile.brake, dt),
        approach(current.angular, target.angular, profile.yaw_accel, profile.yaw_brake, dt),
    )


def wheel_speeds(twist: Twist, profile: RobotProfile) -> tuple[float, float]:
    """Speeds of the left and the right wheel in rad/s that move the base at `twist`."""
    turn = twist.angular * profile.wheel_separation / 2.0
    return (twist.linear - turn) / profile.wheel_radius, (twist.linear + turn) / profile.wheel_radius


def base_twist(left: float, right: float, profile: RobotProfile) -> Twist:
    """The velocity of the base whose wheels turn at `left` and `right` rad/s without slip."""
    linear = (right + left) / 2.0 * profile.wheel_radius
    return Twist(linear, (right - left) * profile.wheel_radius / profile.wheel_separation)


def _clamp(value: float, limit: float) -> float:
    return max(-limit, min(limit, value))
