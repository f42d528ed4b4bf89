"""Starts under `ros2 launch` the processes that `physical-ai up` starts, from the same description."""

from __future__ import annotations

from pathlib import Path

from launch import LaunchDescription
from launch.actions import IncludeLaunchDescription
from launch.launch_description_sources import PythonLaunchDescriptionSource

from physical_ai_bridge.nodes.start.launch_arguments import declared

PARTS = ("simulator", "robots", "display", "agent")


def generate_launch_description() -> LaunchDescription:
    """The arguments, then every part with them."""
    here = Path(__file__).parent
    files = [str(here / f"{part}.launch.py") for part in PARTS]
    included = [IncludeLaunchDescription(PythonLaunchDescriptionSource(file)) for file in files]
    return LaunchDescription([*declared(), *included])
