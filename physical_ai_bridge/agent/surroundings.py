"""The site and the robot that an instruction is for, with what the agent remembers of that robot."""

from __future__ import annotations

from dataclasses import dataclass

from physical_ai_bridge.robots import RobotProfile
from physical_ai_bridge.world import World


@dataclass(frozen=True)
class Surroundings:
    """``pace``: m/s that were asked for until told otherwise, 0 for the robot's own.
    ``origin``: the place where the robot was before it went where it is; empty where nobody knows."""

    world: World
    profile: RobotProfile
    pace: float = 0.0
    origin: str = ""
