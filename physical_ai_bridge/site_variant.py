"""The site as one start of it finds it: a start without lidars runs robots that drive without a scan."""

from __future__ import annotations

from physical_ai_bridge.robots import ProfileError, load_profile
from physical_ai_bridge.world import RobotStart, World


def without_lidar(world: World) -> World:
    """The site with each robot's profile replaced by the one for no scan.

    Raises ProfileError for a robot that has none: it requires a scan, and never moves without one.
    """
    return world.model_copy(update={"robots": tuple(map(_without_lidar, world.robots))})


def _without_lidar(robot: RobotStart) -> RobotStart:
    profile = load_profile(robot.profile)
    if not profile.sensors.scan:
        return robot
    if profile.without_scan is None:
        raise ProfileError(
            f"ロボット「{robot.name}」の種類 {profile.name} は LiDAR なしでは動けません。"
            f"lidar を有効にするか、{profile.name}.yaml に without_scan を書いてください。"
        )
    other = load_profile(profile.without_scan)
    if other.sensors.scan or (other.urdf, other.footprint_radius) != (profile.urdf, profile.footprint_radius):
        raise ProfileError(
            f"{profile.name}.yaml: without_scan の {other.name} は、同じ URDF と大きさで、"
            "スキャンのない種類にしてください。"
        )
    return robot.model_copy(update={"profile": other.name})
