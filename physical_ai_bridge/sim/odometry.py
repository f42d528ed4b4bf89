"""Dead reckoning from wheel encoders, as a differential-drive controller does it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from physical_ai_bridge.robots import RobotProfile
from physical_ai_bridge.sim.drive import base_twist


@dataclass(frozen=True)
class DeadReckoning:
    """The pose reckoned so far, in the odom frame (m, rad), and the wheel angles (rad) behind it."""

    left: float
    right: float
    x: float = 0.0
    y: float = 0.0
    yaw: float = 0.0


def advance(old: DeadReckoning, left: float, right: float, profile: RobotProfile) -> DeadReckoning:
    """The pose after the wheels have turned to `left` and `right` (rad), taking the way as an arc."""
    turned = base_twist(left - old.left, right - old.right, profile)
    chord = turned.linear * _sinc(turned.angular / 2.0)
    heading = old.yaw + turned.angular / 2.0
    x, y = old.x + chord * math.cos(heading), old.y + chord * math.sin(heading)
    return DeadReckoning(left, right, x, y, old.yaw + turned.angular)


def _sinc(angle: float) -> float:
    return math.sin(angle) / angle if abs(angle) > 1e-9 else 1.0
