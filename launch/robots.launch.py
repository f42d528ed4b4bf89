"""Guard, gate and controller of each robot."""

from __future__ import annotations

from launch import LaunchDescription

from physical_ai_bridge.nodes.start.launch_actions import part


def generate_launch_description() -> LaunchDescription:
    """Each robot from its last hop upwards."""
    return part("robots")
