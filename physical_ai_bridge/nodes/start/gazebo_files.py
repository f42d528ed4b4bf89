"""What Gazebo, its bridge and ros2_control's controllers read at a start, as text by file name."""

from __future__ import annotations

from physical_ai_bridge.nodes.run_directory import GZ_BRIDGE, ROS2_CONTROL, WORLD_SDF
from physical_ai_bridge.nodes.start.options import StartOptions
from physical_ai_bridge.nodes.start.processes import chosen_robots, site_world
from physical_ai_bridge.resources import resource
from physical_ai_bridge.robots import load_profile
from physical_ai_bridge.robots.ros2_control import TEMPLATE, controllers_yaml
from physical_ai_bridge.sim.gazebo import load_bridge, render, sdf


def gazebo_files(options: StartOptions) -> dict[str, str]:
    """The world and the bridge of a site, and the controllers' parameters where there are any; nothing for
    another simulator. Raises WorldFileError, OptionError and BridgeError."""
    if options.sim != "gazebo":
        return {}
    robots = [robot.name for robot in chosen_robots(site_world(options), options)]
    files = {GZ_BRIDGE: render(load_bridge(), robots, options.namespace, options.control)}
    if options.control == "ros2_control":
        files[ROS2_CONTROL] = _controllers(options)
    return {WORLD_SDF: _sdf(options, robots), **files}


def _sdf(options: StartOptions, robots: list[str]) -> str:
    return sdf(
        site_world(options),
        robots=robots,
        lidar=options.lidar,
        control=options.control,
        namespace=options.namespace,
        parameters=str(options.run_directory / ROS2_CONTROL) if options.control == "ros2_control" else "",
    )


def _controllers(options: StartOptions) -> str:
    robots = chosen_robots(site_world(options), options)
    profiles = [(robot.name, load_profile(robot.profile)) for robot in robots]
    return controllers_yaml(resource(TEMPLATE).read_text(encoding="utf-8"), profiles, options.namespace)
