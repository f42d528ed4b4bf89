"""What every node reads at its start: world, robot, their hash, and the parameters that name them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from rcl_interfaces.msg import ParameterDescriptor
from rclpy.node import Node

from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.robots import RobotProfile, load_profile
from physical_ai_bridge.site_variant import without_lidar
from physical_ai_bridge.world import World, load_world


@dataclass(frozen=True)
class Site:
    """The world as one file gave it, and the folder of this start."""

    world_path: Path
    world: World
    run_directory: Path


@dataclass(frozen=True)
class Robot:
    """One robot of the site: ``start`` is where in the map its odom frame lies."""

    name: str
    profile: RobotProfile
    start: Pose2
    configuration_hash: str


def read_site(node: Node) -> Site:
    """From the parameters ``world``, ``run_directory`` and ``lidar``. Raises WorldFileError, ProfileError,
    FileNotFoundError."""
    path = Path(_text(node, "world", "world file (YAML)"))
    directory = Path(_text(node, "run_directory", "folder of this start: keys and audit"))
    descriptor = ParameterDescriptor(description="false: the robots drive without a scan", read_only=True)
    world = load_world(path)
    lidar = node.declare_parameter("lidar", True, descriptor).value
    return Site(path, world if lidar else without_lidar(world), directory)


def read_robot(node: Node, site: Site) -> Robot:
    """From the parameter ``robot``. Raises ValueError for a robot the world does not have."""
    return find_robot(_text(node, "robot", "name of the robot in the world file"), site)


def find_robot(name: str, site: Site) -> Robot:
    """A robot of the site by its name. Raises ValueError for one the world does not have."""
    found = next((robot for robot in site.world.robots if robot.name == name), None)
    if found is None:
        known = "、".join(robot.name for robot in site.world.robots)
        raise ValueError(f"現場ファイルにロボット「{name}」がありません。あるのは {known} です。")
    start = Pose2(found.start.x, found.start.y, found.start.yaw)
    profile = load_profile(found.profile)
    return Robot(name, profile, start, configuration_hash(site.world_path, profile))


def configuration_hash(world_path: Path, profile: RobotProfile) -> str:
    """SHA-256 over the world file, the robot's profile and its URDF, hexadecimal."""
    parts = (world_path.read_bytes(), profile.model_dump_json().encode(), profile.urdf_path.read_bytes())
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def _text(node: Node, name: str, description: str) -> str:
    descriptor = ParameterDescriptor(description=description, read_only=True)
    value = node.declare_parameter(name, "", descriptor).value
    if not value:
        raise ValueError(f"パラメータ {name} がありません / parameter {name} is missing ({description})")
    return str(value)
