"""The agent, which hears and answers."""

from __future__ import annotations

from launch import LaunchDescription

from physical_ai_bridge.nodes.start.launch_actions import part


def generate_launch_description() -> LaunchDescription:
    """One for the site."""
    return part("agent")
