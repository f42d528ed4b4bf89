"""Whether the robots of a site can stand where it lets them start."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import combinations

from shapely import Point

from physical_ai_bridge.robots import RobotProfile
from physical_ai_bridge.world import RobotStart, World


class StartError(ValueError):
    """Robots that would start inside something; the site engineer must act. The message is Japanese."""


def check_starts(world: World, robots: Sequence[RobotStart], profiles: Mapping[str, RobotProfile]) -> None:
    """Raise StartError where a robot's footprint touches a wall, furniture or another robot."""
    for robot in robots:
        radius = profiles[robot.name].footprint_radius
        if world.solids().distance(Point(robot.start.x, robot.start.y)) < radius:
            raise StartError(_advice(robot.name, "壁か家具", radius))
    for one, other in combinations(robots, 2):
        radius = profiles[one.name].footprint_radius + profiles[other.name].footprint_radius
        if math.dist((one.start.x, one.start.y), (other.start.x, other.start.y)) < radius:
            raise StartError(_advice(one.name, other.name, radius))


def _advice(robot: str, other: str, distance: float) -> str:
    return (
        f"ロボット {robot} の開始位置が {other} に重なります。"
        f"現場ファイルの robots の start を {distance:.2f} m 以上離してください。"
    )
