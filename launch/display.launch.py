"""What a viewer needs, and RViz where it was asked for."""

from __future__ import annotations

from launch import LaunchDescription

from physical_ai_bridge.nodes.start.launch_actions import part


def generate_launch_description() -> LaunchDescription:
    """Markers, tf and descriptions of the robots."""
    return part("display")
