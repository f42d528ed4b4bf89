"""Poses, angles and lines in the plane: m, rad, counter-clockwise positive."""

from __future__ import annotations

import math

from physical_ai_bridge.plan.motion import Pose2


def wrap(angle: float) -> float:
    """The same angle in (-pi, pi]."""
    return math.atan2(math.sin(angle), math.cos(angle))


def distance(start: Pose2, end: Pose2) -> float:
    """Straight-line distance."""
    return math.hypot(end.x - start.x, end.y - start.y)


def bearing(start: Pose2, end: Pose2) -> float:
    """Heading of the line from ``start`` to ``end``."""
    return math.atan2(end.y - start.y, end.x - start.x)


def along_and_across(origin: Pose2, heading: float, pose: Pose2) -> tuple[float, float]:
    """Distance along ``heading`` from ``origin``, and distance to the left of that line."""
    dx, dy = pose.x - origin.x, pose.y - origin.y
    along = dx * math.cos(heading) + dy * math.sin(heading)
    return along, dy * math.cos(heading) - dx * math.sin(heading)


def ahead_of(pose: Pose2, distance: float) -> Pose2:
    """The pose ``distance`` further along the heading; negative is behind."""
    return Pose2(pose.x + distance * math.cos(pose.yaw), pose.y + distance * math.sin(pose.yaw), pose.yaw)


def compose(frame: Pose2, local: Pose2) -> Pose2:
    """A pose given in ``frame``, in the frame that ``frame`` is given in."""
    cos, sin = math.cos(frame.yaw), math.sin(frame.yaw)
    x = frame.x + cos * local.x - sin * local.y
    y = frame.y + sin * local.x + cos * local.y
    return Pose2(x, y, wrap(frame.yaw + local.yaw))
