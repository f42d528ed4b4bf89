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


def allowed_speed(free: float, reaction: float, brake: float) -> float:
    """The largest v >= 0 (m/s) with free >= v*reaction + v^2/(2*brake); free in m, reaction in s, brake in
    m/s^2."""
    if free <= 0.0:
        return 0.0
    lag = brake * reaction
    return math.sqrt(lag * lag + 2.0 * brake * free) - lag


def scan_is_valid(scan: Scan) -> bool:
    """Not empty, with a usable geometry, and no range that is NaN or negative (inf: no return; -inf: too
    close)."""
    ranges = np.asarray(scan.ranges, dtype=float)
    if ranges.size == 0 or not math.isfinite(scan.angle_min) or not math.isfinite(scan.angle_increment):
        return False
    usable = (ranges >= 0.0) | np.isneginf(ranges)
    return bool(scan.angle_increment != 0.0 and usable.all())


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
