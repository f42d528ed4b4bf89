"""The speed limit of the slow zones that a robot touches or is about to."""

from __future__ import annotations

import math

from shapely import Point

from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.safety.config import GateConfig


def speed_limit_near(config: GateConfig, pose: Pose2) -> float:
    """The lowest ``max_speed`` (m/s) of the slow zones within footprint and stopping way; inf for none."""
    profile = config.profile
    stopping = profile.max_speed * config.timing.reaction + profile.max_speed**2 / (2.0 * profile.brake)
    reach = profile.footprint_radius + stopping
    spot = Point(pose.x, pose.y)
    limits = [z.max_speed for z in config.world.zones_of_kind("slow") if z.area.distance(spot) <= reach]
    return min((limit for limit in limits if limit is not None), default=math.inf)
