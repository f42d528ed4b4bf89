"""Whether everything of a site stands where it can: inside the bounds, outside walls and keep-out zones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shapely import Point, box
from shapely.geometry.base import BaseGeometry

from physical_ai_bridge.world.fault import Fault
from physical_ai_bridge.world.parts import Pose
from physical_ai_bridge.world.world import World
from physical_ai_bridge.world.yaml_lines import Location

_TOLERANCE = 1e-6
"""m; so that a wall drawn flush with the bounds is not outside them by rounding."""


def misplaced(world: World) -> Iterator[Fault]:
    """Every part of the site that stands where it cannot. The bounds must have been checked."""
    yield from _inside(world)
    yield from _standing(world)
    yield from _objects(world)


def _inside(world: World) -> Iterator[Fault]:
    area = world.bounds
    site = box(area.xmin, area.ymin, area.xmax, area.ymax).buffer(_TOLERANCE)
    yield from _contained(site, "walls", (wall.footprint for wall in world.walls))
    yield from _contained(site, "furniture", (item.footprint for item in world.furniture))
    yield from _contained(site, "zones", (zone.area for zone in world.zones))
    yield from _contained(site, "objects", (Point(o.pose.x, o.pose.y) for o in world.objects))


def _contained(site: BaseGeometry, section: str, shapes: Iterable[BaseGeometry]) -> Iterator[Fault]:
    for i, shape in enumerate(shapes):
        if not site.covers(shape):
            yield Fault((section, i), "bounds の外に出ています。位置か bounds を直してください。")


def _standing(world: World) -> Iterator[Fault]:
    for i, place in enumerate(world.places):
        yield from _stands(world, ("places", i, "pose"), place.pose)
    for i, robot in enumerate(world.robots):
        yield from _stands(world, ("robots", i, "start"), robot.start)


def _stands(world: World, location: Location, pose: Pose) -> Iterator[Fault]:
    area, point = world.bounds, Point(pose.x, pose.y)
    if not box(area.xmin, area.ymin, area.xmax, area.ymax).covers(point):
        yield Fault(location, "bounds の外です。位置を直してください。")
    if world.solids().covers(point):
        yield Fault(location, "壁か家具の中です。ロボットが立てる位置にしてください。")
    for zone in world.zones_of_kind("keep_out"):
        if zone.area.covers(point):
            yield Fault(location, f"進入禁止区画「{zone.name}」の中です。区画の外にしてください。")


def _objects(world: World) -> Iterator[Fault]:
    for i, item in enumerate(world.objects):
        if item.pose.z < item.size[2] / 2.0 - _TOLERANCE:
            yield Fault(("objects", i, "pose", "z"), "床に埋まっています。z は物の中心の高さです。")
