"""The braking rule: how fast a base may drive when the way is free for a given distance.

Safe as long as d >= v*T + v^2/(2a). Assumed: what the scan sees stands still, the robot really brakes with at
least a, and T covers the age of the scan, the stream and the drive. The tempting v^2 <= 2*a*d forgets T and
is not kept
from one period to the next.
"""

from __future__ import annotations

import math

import numpy as np

from physical_ai_bridge.plan.motion import Scan

MISSING_RAYS = 2.01  # drivers leave out the first ray or repeat it at the end


def allowed_speed(free: float, reaction: float, brake: float) -> float:
    """The largest v >= 0 (m/s) with free >= v*reaction + v^2/(2*brake); free in m, reaction in s, brake in
    m/s^2."""
    if free <= 0.0:
        return 0.0
    lag = brake * reaction
    return math.sqrt(lag * lag + 2.0 * brake * free) - lag


def scan_is_valid(scan: Scan, rays: int) -> bool:
    """At least half of the profile's ``rays``, once around, and no range that is NaN or negative.

    inf is no return, -inf too close. A lidar that sees only a part of the circle would call the rest free.
    """
    ranges = np.asarray(scan.ranges, dtype=float)
    usable = (ranges >= 0.0) | np.isneginf(ranges)
    return _goes_around(scan) and 2 * ranges.size >= rays and bool(usable.all())


def _goes_around(scan: Scan) -> bool:
    """Whether the geometry is finite and the rays, one more or less, cover the full turn."""
    if not all(map(math.isfinite, (scan.angle_min, scan.angle_increment, scan.range_min))):
        return False
    if abs(scan.angle_min) > math.tau or abs(scan.angle_increment) > math.tau:
        return False
    turns = len(scan.ranges) * abs(scan.angle_increment) / math.tau
    return abs(turns - 1.0) * len(scan.ranges) <= MISSING_RAYS * turns


def free_distances(scan: Scan, radius: float, sensor_x: float) -> tuple[float, float]:
    """How far (m) a disc of ``radius`` m can drive straight ahead and straight back before it touches a
    return.

    ``sensor_x`` is the lidar's place on the robot's x axis, m. A return closer than ``range_min`` counts as
    touching.
    """
    ranges = np.asarray(scan.ranges, dtype=float)
    ranges = np.where(ranges < scan.range_min, 0.0, ranges)
    angles = scan.angle_min + scan.angle_increment * np.arange(ranges.size)
    seen = np.isfinite(ranges)
    x = sensor_x + ranges[seen] * np.cos(angles[seen])
    y = ranges[seen] * np.sin(angles[seen])
    return _until_touch(x, y, radius), _until_touch(-x, y, radius)


def _until_touch(x: np.ndarray, y: np.ndarray, radius: float) -> float:
    """m along +x until the disc touches the first point in its lane; inf when the lane is empty."""
    in_lane = (np.abs(y) < radius) & (x >= 0.0)
    if not in_lane.any():
        return math.inf
    gap = x[in_lane] - np.sqrt(radius * radius - y[in_lane] ** 2)
    return max(0.0, float(gap.min()))
