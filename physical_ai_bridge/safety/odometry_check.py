"""Whether odometry agrees with itself: the way its pose makes against the speeds it reports.

A frozen pose with a living speed and a pose that jumps both look fresh; only their difference shows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from physical_ai_bridge.plan.motion import Odometry
from physical_ai_bridge.plan.plane import along_and_across, wrap

MEMORY = 3.0  # s: differences fade with this time constant, so that an error of some percent never adds up
LARGEST = 1e5  # m, rad, m/s, rad/s: ten times the largest coordinate of a world file


@dataclass(frozen=True)
class Gap:
    """How far the pose has run ahead of the reported speeds: ``way`` m along the heading, ``turned`` rad."""

    way: float = 0.0
    turned: float = 0.0


IN_STEP = Gap()


def is_plausible(odometry: Odometry) -> bool:
    """Whether every number is finite and of a size that can be."""
    pose = odometry.pose
    numbers = (pose.x, pose.y, pose.yaw, odometry.forward, odometry.turn)
    return all(math.isfinite(number) and abs(number) <= LARGEST for number in numbers)


def follow(gap: Gap, before: Odometry, after: Odometry, longest: float) -> Gap:
    """The gap after one more measurement; after a silence of more than ``longest`` s it begins anew."""
    seconds = (after.stamp_ns - before.stamp_ns) * 1e-9
    if not 0.0 < seconds <= longest:
        return IN_STEP
    fade = math.exp(-seconds / MEMORY)
    turned = wrap(after.pose.yaw - before.pose.yaw)
    way, _ = along_and_across(before.pose, before.pose.yaw + turned / 2.0, after.pose)
    expected = seconds * (before.forward + after.forward) / 2.0
    expected_turn = seconds * (before.turn + after.turn) / 2.0
    return Gap(gap.way * fade + way - expected, gap.turned * fade + turned - expected_turn)
