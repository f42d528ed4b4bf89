"""The site as SDF models: floor, walls and furniture that stand, objects that can be moved, and the light.

Furniture is the same box for the eye as for the physics: Gazebo's lidar sees what is drawn, and must see what
the gate's map and the embedded simulator have.
"""

from __future__ import annotations

import math

from physical_ai_bridge.robots.urdf_shapes import Box, Colour, Origin
from physical_ai_bridge.sim.appearance import WALL, object_colour
from physical_ai_bridge.sim.furnishing import Piece, pieces
from physical_ai_bridge.sim.gazebo.elements import (
    FULL_FRICTION,
    Element,
    add,
    add_colour,
    add_friction,
    add_inertia,
    add_pose,
    add_shape,
)
from physical_ai_bridge.sim.gazebo.names import Kind, model_name, wall_name
from physical_ai_bridge.sim.gazebo.pose_publisher import add_pose_publisher
from physical_ai_bridge.world import Furniture, Wall, World, WorldObject

OBJECT_RATE = 5
"""Hz, how often each object's pose is told."""
_FLOOR: Colour = (0.74, 0.75, 0.76, 1.0)


def add_light(world_element: Element) -> None:
    """A sun that throws shadows."""
    light = add(world_element, "light", type="directional", name="sun")
    add_pose(light, Origin((0.0, 0.0, 10.0)))
    add(light, "cast_shadows", True)
    add(light, "diffuse", (0.8, 0.8, 0.8, 1.0))
    add(light, "specular", (0.1, 0.1, 0.1, 1.0))
    add(light, "direction", (-0.34, 0.5, -1.0))


def add_site(world_element: Element, world: World, objects_topic: str) -> None:
    """Every model of the site but the robots; objects tell their pose on `objects_topic`."""
    _add_floor(world_element, world)
    for number, wall in enumerate(world.walls, start=1):
        _add_wall(world_element, wall, number)
    for furniture in world.furniture:
        _add_furniture(world_element, furniture)
    for item in world.objects:
        _add_object(world_element, item, objects_topic)


def _add_floor(world_element: Element, world: World) -> None:
    """An endless plane to the physics; what is drawn ends with the site."""
    area = world.bounds
    centre = ((area.xmin + area.xmax) / 2.0, (area.ymin + area.ymax) / 2.0, 0.0)
    link = _add_model(world_element, "floor", "floor", Origin(centre), static=True)
    for tag in ("collision", "visual"):
        part = add(link, tag, name=tag)
        plane = add(add(part, "geometry"), "plane")
        add(plane, "normal", (0.0, 0.0, 1.0))
        add(plane, "size", (area.xmax - area.xmin, area.ymax - area.ymin))
        if tag == "collision":
            add_friction(part, FULL_FRICTION, FULL_FRICTION)
        else:
            add_colour(part, _FLOOR)


def _add_wall(world_element: Element, wall: Wall, number: int) -> None:
    (x0, y0), (x1, y1) = wall.start, wall.end
    origin = Origin(
        ((x0 + x1) / 2.0, (y0 + y1) / 2.0, wall.height / 2.0), (0.0, 0.0, math.atan2(y1 - y0, x1 - x0))
    )
    link = _add_model(world_element, "wall", wall_name(number), origin, static=True)
    _add_box(link, (math.dist(wall.start, wall.end), wall.thickness, wall.height), WALL)


def _add_furniture(world_element: Element, item: Furniture) -> None:
    origin = Origin((item.pose.x, item.pose.y, item.size[2] / 2.0), (0.0, 0.0, item.pose.yaw))
    link = _add_model(world_element, "furniture", item.name, origin, static=True)
    _add_box(link, item.size, max(pieces(item), key=_volume).colour)


def _volume(piece: Piece) -> float:
    return math.prod(piece.size)


def _add_object(world_element: Element, item: WorldObject, topic: str) -> None:
    origin = Origin((item.pose.x, item.pose.y, item.pose.z), (0.0, 0.0, item.pose.yaw))
    link = _add_model(world_element, "object", item.id, origin, static=False)
    x, y, z = (side**2 * item.mass / 12.0 for side in item.size)
    add_inertia(link, Origin(), item.mass, (y + z, 0.0, 0.0, x + z, 0.0, x + y))
    _add_box(link, item.size, object_colour(item.id))
    model = world_element[-1]
    add_pose_publisher(model, "map", item.id, topic, OBJECT_RATE)


def _add_model(world_element: Element, kind: Kind, name: str, origin: Origin, static: bool) -> Element:
    """A model of one link, which is returned."""
    model = add(world_element, "model", name=model_name(kind, name))
    add_pose(model, origin)
    add(model, "static", static)
    return add(model, "link", name="link")


def _add_box(link: Element, size: tuple[float, float, float], colour: Colour) -> None:
    collision = add(link, "collision", name="collision")
    add_shape(collision, Box(size))
    add_friction(collision, FULL_FRICTION, FULL_FRICTION)
    visual = add(link, "visual", name="visual")
    add_shape(visual, Box(size))
    add_colour(visual, colour)
