"""The simulator, with what stands between it and ROS; nothing with `sim:=none`."""

from __future__ import annotations

from launch import LaunchDescription

from physical_ai_bridge.nodes.start.launch_actions import part


def generate_launch_description() -> LaunchDescription:
    """The embedded simulator or Gazebo."""
    return part("simulator")
