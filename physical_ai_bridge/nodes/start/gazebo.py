"""Gazebo's own side of a start: its server, its window, and the bridge to ROS."""

from __future__ import annotations

from physical_ai_bridge.nodes.run_directory import GZ_BRIDGE, WORLD_SDF
from physical_ai_bridge.nodes.start.options import StartOptions
from physical_ai_bridge.nodes.start.spec import PROGRAM, ProcessSpec

VERBOSITY = "2"  # errors and warnings


def gazebo(options: StartOptions) -> tuple[ProcessSpec, ...]:
    """The server, running at once; with a window a second process, so that each can be watched and ended."""
    server = ["sim", "-s", "-r", "-v", VERBOSITY, str(options.run_directory / WORLD_SDF)]
    if options.headless and options.lidar:
        server.insert(2, "--headless-rendering")  # gpu_lidar renders, and there may be no screen
    parts = {"gz_server": server}
    if not options.headless:
        parts["gz_window"] = ["sim", "-g", "-v", VERBOSITY]
    return tuple(_program(name, tuple(arguments), options) for name, arguments in parts.items())


def _program(name: str, arguments: tuple[str, ...], options: StartOptions) -> ProcessSpec:
    return ProcessSpec(
        executable="gz",
        name=name,
        namespace=options.prefix,
        package=PROGRAM,
        arguments=arguments,
        environment={
            **_isolation(options),
            # gz reads the world with Ruby, which in a C locale takes no Japanese for text.
            "RUBYOPT": "-EUTF-8",
            # Where gz_ros2_control's plugin is: beside the other libraries of ROS.
            "GZ_SIM_SYSTEM_PLUGIN_PATH": "$LD_LIBRARY_PATH",
        },
        part="simulator",
    )


def bridge(options: StartOptions) -> ProcessSpec:
    """One for the site: its configuration names every robot's topics in full."""
    return ProcessSpec(
        executable="parameter_bridge",
        name="gz_bridge",
        namespace=options.prefix,
        package="ros_gz_bridge",
        parameters={"config_file": str(options.run_directory / GZ_BRIDGE)},
        environment=_isolation(options),
        part="simulator",
    )


def _isolation(options: StartOptions) -> dict[str, str]:
    """Gazebo's own transport stays on this machine and within this start."""
    return {"GZ_IP": "127.0.0.1", "GZ_PARTITION": f"physical_ai_bridge-{options.domain}"}
