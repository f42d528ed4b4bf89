"""What a schema cannot say about a site: shapes that are none, names that clash, references to nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from physical_ai_bridge.world.fault import Fault
from physical_ai_bridge.world.parts import Zone, fold
from physical_ai_bridge.world.standing import misplaced
from physical_ai_bridge.world.world import World
from physical_ai_bridge.world.yaml_lines import Location


def first_fault(world: World, profiles: Collection[str] | None = None) -> Fault | None:
    """The first fault of a site, or None. With `profiles`, a robot's profile must be one of them."""
    checks = (_bounds, _walls, _zones, _names, _references, misplaced)
    for check in checks:
        for fault in check(world):
            return fault
    return next(_profiles(world, profiles), None) if profiles is not None else None


def _bounds(world: World) -> Iterator[Fault]:
    area = world.bounds
    if area.xmin >= area.xmax:
        yield Fault(("bounds", "xmax"), "xmin より大きくしてください。")
    if area.ymin >= area.ymax:
        yield Fault(("bounds", "ymax"), "ymin より大きくしてください。")


def _walls(world: World) -> Iterator[Fault]:
    for i, wall in enumerate(world.walls):
        if wall.start == wall.end:
            yield Fault(("walls", i, "to"), "from と同じ点です。長さのある壁にしてください。")


def _zones(world: World) -> Iterator[Fault]:
    for i, zone in enumerate(world.zones):
        yield from _polygon(("zones", i, "polygon"), zone)
        if zone.kind == "slow" and zone.max_speed is None:
            yield Fault(("zones", i), "slow の区画には max_speed (m/s) が必要です。")
        if zone.kind != "slow" and zone.max_speed is not None:
            yield Fault(("zones", i, "max_speed"), "max_speed は slow の区画だけに書けます。")


def _polygon(location: Location, zone: Zone) -> Iterator[Fault]:
    if len(set(zone.polygon)) < 3:
        yield Fault(location, "多角形には異なる点が 3 つ以上必要です。")
    elif not zone.area.is_valid:
        yield Fault(location, "多角形の辺が交わるか重なっています。点の順序を直してください。")


def _names(world: World) -> Iterator[Fault]:
    yield from _unique("furniture", ((f.name, *f.aliases) for f in world.furniture))
    yield from _unique("places", ((p.name, *p.aliases) for p in world.places))
    yield from _unique("zones", ((z.name,) for z in world.zones))
    yield from _unique("objects", ((o.id, o.name_ja, *o.aliases) for o in world.objects))
    yield from _unique("robots", ((r.name, r.title_ja, *r.aliases) for r in world.robots))
    yield from _unique("verbs", ((v.verb,) for v in world.verbs))
    yield from _shadowed_kinds(world)


def _unique(section: str, names: Iterable[tuple[str, ...]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for i, group in enumerate(names):
        for name in group:
            if fold(name) in seen:
                yield Fault((section, i), f"名前「{name}」が重複しています。別の名前にしてください。")
            seen.add(fold(name))


def _shadowed_kinds(world: World) -> Iterator[Fault]:
    """An alias that is another place's kind would hide the question 「どの棚ですか」."""
    kinds = {fold(p.kind) for p in world.places if len(world.places_of_kind(p.kind)) > 1}
    for i, place in enumerate(world.places):
        for name in (place.name, *place.aliases):
            if fold(name) in kinds:
                text = f"「{name}」は複数の場所の種類 (kind) です。別の名前にしてください。"
                yield Fault(("places", i), text)


def _references(world: World) -> Iterator[Fault]:
    known = {f.name for f in world.furniture}
    for i, place in enumerate(world.places):
        if place.at is not None and place.at not in known:
            yield Fault(("places", i, "at"), f"furniture に「{place.at}」がありません。")


def _profiles(world: World, profiles: Collection[str]) -> Iterator[Fault]:
    for i, robot in enumerate(world.robots):
        if robot.profile not in profiles:
            known = "、".join(sorted(profiles))
            text = f"ロボットの種類「{robot.profile}」がありません。使えるのは {known} です。"
            yield Fault(("robots", i, "profile"), text)
