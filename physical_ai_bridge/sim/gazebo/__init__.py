"""Gazebo's side of a site: its SDF and its bridge, from the same world and robot files as everything else."""

from physical_ai_bridge.sim.gazebo.bridge import (
    Bridge,
    BridgeError,
    Control,
    Entry,
    load_bridge,
    read_bridge,
    render,
)
from physical_ai_bridge.sim.gazebo.check import findings
from physical_ai_bridge.sim.gazebo.names import Body, body
from physical_ai_bridge.sim.gazebo.site import sdf

__all__ = [
    "Body",
    "Bridge",
    "BridgeError",
    "Control",
    "Entry",
    "body",
    "findings",
    "load_bridge",
    "read_bridge",
    "render",
    "sdf",
]
