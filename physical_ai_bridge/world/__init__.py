"""The site: its walls, places, zones, objects and robots, read from one YAML file and checked."""

from physical_ai_bridge.world.errors import WorldFileError
from physical_ai_bridge.world.loading import load_world
from physical_ai_bridge.world.parts import (
    Bounds,
    Furniture,
    ObjectPose,
    Place,
    Pose,
    RobotStart,
    SpokenVerb,
    Wall,
    WorldObject,
    Zone,
    fold,
)
from physical_ai_bridge.world.world import World

__all__ = [
    "Bounds",
    "Furniture",
    "ObjectPose",
    "Place",
    "Pose",
    "RobotStart",
    "SpokenVerb",
    "Wall",
    "World",
    "WorldFileError",
    "WorldObject",
    "Zone",
    "fold",
    "load_world",
]
