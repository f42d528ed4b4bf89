"""Planar headings as the quaternions of ROS messages."""

from __future__ import annotations

import math

from geometry_msgs.msg import Quaternion


def yaw_from_quaternion(x: float, y: float, z: float, w: float) -> float:
    """rad about z; NaN where the quaternion is not one."""
    if not abs(x * x + y * y + z * z + w * w - 1.0) < 1e-3:
        return math.nan
    return math.atan2(2.0 * (w * z + x * y), 1.0 - 2.0 * (y * y + z * z))


def quaternion_from_yaw(yaw: float) -> Quaternion:
    """A turn by ``yaw`` rad about z."""
    return Quaternion(x=0.0, y=0.0, z=math.sin(yaw / 2.0), w=math.cos(yaw / 2.0))
