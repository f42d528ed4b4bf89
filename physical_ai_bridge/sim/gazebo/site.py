"""A whole site with its robots as the text of an SDF world."""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.etree import ElementTree

from physical_ai_bridge.resources import resource
from physical_ai_bridge.robots import load_profile
from physical_ai_bridge.robots.ros2_control import TEMPLATE
from physical_ai_bridge.robots.urdf import load_urdf
from physical_ai_bridge.sim.gazebo.bridge import Bridge, Control, load_bridge
from physical_ai_bridge.sim.gazebo.elements import Element, add, add_plugin
from physical_ai_bridge.sim.gazebo.robot_model import add_robot
from physical_ai_bridge.sim.gazebo.robot_options import RobotOptions
from physical_ai_bridge.sim.gazebo.site_models import add_light, add_site
from physical_ai_bridge.sim.starts import check_starts
from physical_ai_bridge.world import RobotStart, World

STEP = 0.004
"""s, of Gazebo's physics."""
LONGEST_STEP = 0.01
"""s; the limits of drive and arm were not tried with more."""
GRAVITY = 9.81
"""m/s², as in the embedded simulator."""


def sdf(
    world: World,
    *,
    robots: Sequence[str] | None = None,
    step: float = STEP,
    lidar: bool = True,
    control: Control = "plugins",
    namespace: str = "",
    parameters: str = "",
    bridge: Bridge | None = None,
) -> str:
    """The SDF 1.10 text of a site; the same input gives the same text.

    `robots`: names, None for all; `step`: physics step, s; `lidar`: whether robots with a scan get their
    lidar, which needs rendering; `control`: who drives the joints; `namespace`: the site's; `parameters`:
    file of the controllers of ros2_control (default: config/ros2_control.yaml); `bridge`: where topics are
    named (default: config/gz_bridge.yaml). Raises ValueError for an unknown robot, a wrong step or namespace,
    ProfileError, UrdfError, BridgeError, and StartError where a robot cannot stand where it starts.
    """
    _check_step(step)
    starts = _starts(world, robots)
    profiles = {robot.name: load_profile(robot.profile) for robot in starts}
    check_starts(world, starts, profiles)
    bridge = bridge or load_bridge()
    root = ElementTree.Element("sdf", version="1.10")
    element = add(root, "world", name=world.name)
    _add_physics(element, step)
    _add_systems(element, lidar and any(profile.sensors.scan for profile in profiles.values()))
    add_light(element)
    add_site(element, world, bridge.gz_topic("/gazebo/objects", namespace=namespace))
    if control == "ros2_control":
        parameters = parameters or str(resource(TEMPLATE))
    for robot in starts:
        options = RobotOptions(robot.name, namespace, bridge, lidar, control, parameters)
        profile = profiles[robot.name]
        add_robot(element, robot, profile, load_urdf(profile.urdf_path), options)
    return to_text(root)


def to_text(root: Element) -> str:
    """The document, indented."""
    ElementTree.indent(root)
    return f'<?xml version="1.0"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _check_step(step: float) -> None:
    if not (math.isfinite(step) and 0.0 < step <= LONGEST_STEP):
        limit = f"0 より大きく {LONGEST_STEP} 秒以下にしてください"
        raise ValueError(f"物理の刻み {step} は使えません。{limit} [CONFIGURATION_INVALID]")


def _starts(world: World, names: Sequence[str] | None) -> list[RobotStart]:
    known = {robot.name: robot for robot in world.robots}
    unknown = [name for name in names or () if name not in known]
    if unknown:
        advice = f"現場ファイルにあるのは {'、'.join(known)} です"
        raise ValueError(f"ロボット「{unknown[0]}」がありません。{advice} [CONFIGURATION_INVALID]")
    return list(world.robots) if names is None else [known[name] for name in names]


def _add_physics(world_element: Element, step: float) -> None:
    physics = add(world_element, "physics", name="steps", type="ignored")
    add(physics, "max_step_size", step)
    add(physics, "real_time_factor", 1.0)
    add(world_element, "gravity", (0.0, 0.0, -GRAVITY))


def _add_systems(world_element: Element, rendering: bool) -> None:
    """A world that lists one system gets none of the usual ones, so all that are needed are listed."""
    add_plugin(world_element, "physics", "Physics")
    add_plugin(world_element, "user-commands", "UserCommands")
    add_plugin(world_element, "scene-broadcaster", "SceneBroadcaster")
    add_plugin(world_element, "contact", "Contact")
    if rendering:
        add(add_plugin(world_element, "sensors", "Sensors"), "render_engine", "ogre2")
