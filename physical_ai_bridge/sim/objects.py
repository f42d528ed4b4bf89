"""Where the movable objects of a site are, read from the physics."""

from __future__ import annotations

import math

import mujoco

from physical_ai_bridge.sim.readings import ObjectState
from physical_ai_bridge.world import WorldObject


def object_state(data: mujoco.MjData, item: WorldObject) -> ObjectState:
    """The present pose of an object, from the body that `site_model` made for it."""
    body = data.body(f"object/{item.id}")
    x, y, z = (float(value) for value in body.xpos)
    yaw = math.atan2(float(body.xmat[3]), float(body.xmat[0]))
    return ObjectState(item.id, item.kind, x, y, z, yaw)
