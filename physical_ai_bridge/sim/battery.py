"""A battery that drains slowly: faster the faster the robot drives."""

from __future__ import annotations

from physical_ai_bridge.robots import RobotProfile

_SECONDS_PER_HOUR = 3600.0


def drained(charge: float, speed: float, dt: float, profile: RobotProfile) -> float:
    """The charge (0 to 1) after `dt` seconds at `speed` m/s, linear between idle and full speed."""
    idle = 1.0 / (profile.battery.idle_hours * _SECONDS_PER_HOUR)
    driving = 1.0 / (profile.battery.driving_hours * _SECONDS_PER_HOUR)
    share = min(abs(speed) / profile.max_speed, 1.0)
    return max(0.0, charge - dt * (idle + (driving - idle) * share))
