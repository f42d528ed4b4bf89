"""Where something is, in words: the robot by its measured pose, an object by the site's file."""

from __future__ import annotations

import math

from physical_ai_bridge.agent.wording import listed
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.world import World, WorldObject, geometry

NEAR = 1.0
"""m: what 近く means; from farther the distance is told."""


def robot_at(pose: Pose2 | None, world: World) -> str:
    """Where the robot is; ``pose`` in the map frame, or None where it is not known."""
    if pose is None or not all(map(math.isfinite, (pose.x, pose.y))):
        return "今の位置は分かりません。車輪の計測がまだ届いていません。"
    if not world.places:
        return f"地図のx={pose.x:.1f}m、y={pose.y:.1f}mにいます。"
    name, away = _nearest(pose.x, pose.y, world)
    where = "の近く" if away <= NEAR else f"から{away:.1f}mのところ"
    return f"{name}{where}にいます。"


def thing_at(word: str, world: World) -> str:
    """Where the thing or place is that is called ``word``; as the file says, since nobody has looked."""
    place = world.place(word)
    if place is not None:
        return f"{place.name}は地図のx={place.pose.x:.1f}m、y={place.pose.y:.1f}mです。"
    of_kind = world.places_of_kind(word)
    if of_kind:
        return f"{listed([each.name for each in of_kind])}があります。"
    found = world.objects_called(word)
    if not found:
        return f"「{word[:20]}」がどこにあるかは分かりません。"
    told = "、".join(f"{each.name_ja}は{_lies(each, world)}" for each in found)
    return f"現場の登録では{told}です。動かされていれば分かりません。"


def _lies(thing: WorldObject, world: World) -> str:
    x, y = thing.pose.x, thing.pose.y
    under = next((f for f in world.furniture if geometry.covers(f.footprint, x, y)), None)
    if under is not None:
        return f"{under.name}の{'上' if thing.pose.z >= under.size[2] else 'ところ'}"
    if not world.places:
        return f"地図のx={x:.1f}m、y={y:.1f}m"
    name, away = _nearest(x, y, world)
    return f"{name}{'の近く' if away <= NEAR else f'から{away:.1f}mのところ'}"


def _nearest(x: float, y: float, world: World) -> tuple[str, float]:
    """The place nearest to a point of the map, and how far it is, m. There must be one."""
    away, name = min((math.dist((p.pose.x, p.pose.y), (x, y)), p.name) for p in world.places)
    return name, away
