"""The site as it stands in the world file, drawn once, and the robots' names, which follow them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from physical_ai_bridge.display.shapes import Colour, Kind, Shape, text
from physical_ai_bridge.display.triangles import triangles
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.world import Furniture, Place, RobotStart, Wall, World, Zone

ZONE: Mapping[str, Colour] = {"keep_out": (0.86, 0.16, 0.16, 0.35), "slow": (0.97, 0.71, 0.12, 0.30)}
WALL: Colour = (0.75, 0.77, 0.80, 0.8)
FURNITURE: Colour = (0.87, 0.76, 0.58, 0.9)
PLACE: Colour = (0.24, 0.58, 0.90, 0.9)
ROBOT: Colour = (0.55, 0.90, 0.65, 1.0)

FLOOR = 0.01
"""m above the floor, so that what lies on it does not flicker into it."""
LETTERS = 0.25
"""m, the height of names; a robot is twice as wide."""
OVER_ROBOT = 0.7
"""m, where a robot's name floats."""


def site_shapes(world: World) -> tuple[Shape, ...]:
    """Everything of the site that does not move."""
    parts = (
        *(shape for zone in world.zones for shape in _zone(zone)),
        *(_wall(wall) for wall in world.walls),
        *(shape for item in world.furniture for shape in _furniture(item)),
        *(shape for place in world.places for shape in _place(place)),
    )
    return parts


def title_shapes(robots: Mapping[str, RobotStart], poses: Mapping[str, Pose2]) -> tuple[Shape, ...]:
    """Each robot's Japanese name over where it is; ``poses`` in the map frame, by robot."""
    return tuple(
        text("robots", robots[name].title_ja, (pose.x, pose.y, OVER_ROBOT), LETTERS, ROBOT)
        for name, pose in poses.items()
    )


def _zone(zone: Zone) -> Iterator[Shape]:
    red, green, blue, _ = colour = ZONE[zone.kind]
    solid = (red, green, blue, 1.0)
    corners = tuple((x, y, FLOOR) for triangle in triangles(zone.area) for x, y in triangle)
    yield Shape("zones", Kind.AREA, colour, points=corners)
    border = tuple((x, y, FLOOR) for x, y in (*zone.polygon, zone.polygon[0]))
    yield Shape("zones", Kind.LINE, solid, size=(0.05, 0.0, 0.0), points=border)
    rule = "進入禁止" if zone.max_speed is None else f"毎秒 {zone.max_speed:g} m まで"
    middle = zone.area.representative_point()
    yield text("zone_names", f"{zone.name}\n{rule}", (middle.x, middle.y, LETTERS), LETTERS)


def _wall(wall: Wall) -> Shape:
    (x0, y0), (x1, y1) = wall.start, wall.end
    middle = ((x0 + x1) / 2.0, (y0 + y1) / 2.0, wall.height / 2.0)
    size = (math.dist(wall.start, wall.end), wall.thickness, wall.height)
    return Shape("walls", Kind.BOX, WALL, middle, math.atan2(y1 - y0, x1 - x0), size)


def _furniture(item: Furniture) -> Iterator[Shape]:
    x, y, height = item.pose.x, item.pose.y, item.size[2]
    yield Shape("furniture", Kind.BOX, FURNITURE, (x, y, height / 2.0), item.pose.yaw, item.size)
    yield text("furniture_names", item.name, (x, y, height + LETTERS), LETTERS)


def _place(place: Place) -> Iterator[Shape]:
    x, y, yaw = place.pose.x, place.pose.y, place.pose.yaw
    yield Shape("places", Kind.DISC, PLACE, (x, y, FLOOR), size=(0.3, 0.3, FLOOR))
    yield Shape("places", Kind.ARROW, PLACE, (x, y, 2.0 * FLOOR), yaw, (0.4, 0.08, 0.02))
    yield text("place_names", place.name, (x, y, 2.0 * LETTERS), LETTERS, PLACE)
