"""The site as MuJoCo bodies: floor, walls, furniture as fixed boxes, objects as free ones."""

from __future__ import annotations

import math

import mujoco

from physical_ai_bridge.sim.groups import HIDDEN_GROUP
from physical_ai_bridge.world import Furniture, Wall, World, WorldObject


def add_site(spec: mujoco.MjSpec, world: World) -> None:
    """Put the site into `spec`. Bodies are named `kind/name`: wall/wall_1, furniture/棚A, object/red_box."""
    _add_floor(spec, world)
    for number, wall in enumerate(world.walls, start=1):
        _add_wall(spec, wall, number)
    for furniture in world.furniture:
        _add_furniture(spec, furniture)
    for item in world.objects:
        _add_object(spec, item)


def _add_floor(spec: mujoco.MjSpec, world: World) -> None:
    area = world.bounds
    centre = [(area.xmin + area.xmax) / 2.0, (area.ymin + area.ymax) / 2.0, 0.0]
    size = [(area.xmax - area.xmin) / 2.0, (area.ymax - area.ymin) / 2.0, 0.05]
    spec.worldbody.add_geom(
        name="floor",
        type=mujoco.mjtGeom.mjGEOM_PLANE,
        pos=centre,
        size=size,
    )


def _add_wall(spec: mujoco.MjSpec, wall: Wall, number: int) -> None:
    (x0, y0), (x1, y1) = wall.start, wall.end
    body = spec.worldbody.add_body(
        name=f"wall/wall_{number}",
        pos=[(x0 + x1) / 2.0, (y0 + y1) / 2.0, wall.height / 2.0],
        quat=_yaw_quaternion(math.atan2(y1 - y0, x1 - x0)),
    )
    half = [math.dist(wall.start, wall.end) / 2.0, wall.thickness / 2.0, wall.height / 2.0]
    body.add_geom(type=mujoco.mjtGeom.mjGEOM_BOX, size=half)


def _add_furniture(spec: mujoco.MjSpec, item: Furniture) -> None:
    body = spec.worldbody.add_body(
        name=f"furniture/{item.name}",
        pos=[item.pose.x, item.pose.y, item.size[2] / 2.0],
        quat=_yaw_quaternion(item.pose.yaw),
    )
    body.add_geom(type=mujoco.mjtGeom.mjGEOM_BOX, size=_half(item.size), group=HIDDEN_GROUP)


def _add_object(spec: mujoco.MjSpec, item: WorldObject) -> None:
    body = spec.worldbody.add_body(
        name=f"object/{item.id}",
        pos=[item.pose.x, item.pose.y, item.pose.z],
        quat=_yaw_quaternion(item.pose.yaw),
    )
    body.add_freejoint(name=f"object/{item.id}")
    body.add_geom(
        type=mujoco.mjtGeom.mjGEOM_BOX,
        size=_half(item.size),
        mass=item.mass,
    )


def _half(size: tuple[float, float, float]) -> list[float]:
    return [side / 2.0 for side in size]


def _yaw_quaternion(yaw: float) -> list[float]:
    return [math.cos(yaw / 2.0), 0.0, 0.0, math.sin(yaw / 2.0)]
