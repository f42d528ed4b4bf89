"""The whole site as one frozen value, with the questions planner, gate and simulator ask of it."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import StringConstraints
from shapely.geometry.base import BaseGeometry

from physical_ai_bridge.world import geometry
from physical_ai_bridge.world.parts import (
    Bounds,
    Furniture,
    Identifier,
    Part,
    Place,
    RobotStart,
    SpokenVerb,
    Wall,
    WorldObject,
    Zone,
    fold,
)


class World(Part):
    """A site in the map frame: metres, radians in `Pose.yaw`, m/s. Made by `load_world`."""

    name: Identifier
    title_ja: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    bounds: Bounds
    walls: tuple[Wall, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    places: tuple[Place, ...] = ()
    zones: tuple[Zone, ...] = ()
    objects: tuple[WorldObject, ...] = ()
    robots: tuple[RobotStart, ...] = ()
    verbs: tuple[SpokenVerb, ...] = ()
    """The site's own words for what everybody else says otherwise."""
    confirm: Literal["always", "never"] = "never"
    """Whether a person must say はい to what was read back before any plan is proposed. No safety measure."""

    def place(self, name: str) -> Place | None:
        """The place that is called `name`, by its name or an alias; None where there is none."""
        wanted = fold(name)
        return next((p for p in self.places if wanted in map(fold, (p.name, *p.aliases))), None)

    def places_of_kind(self, kind: str) -> tuple[Place, ...]:
        """All places of a kind, in the order of the file: 「棚」 may be several."""
        return tuple(p for p in self.places if fold(p.kind) == fold(kind))

    def objects_called(self, word: str) -> tuple[WorldObject, ...]:
        """The one object whose id, name or alias is `word`; else all of that kind: 「箱」 may be several.

        A kind is the file's own (`box`), or the end of a name in Japanese, where the noun stands last.
        """
        wanted = fold(word)
        names = {o.id: tuple(map(fold, (o.id, o.name_ja, *o.aliases))) for o in self.objects}
        exact = tuple(o for o in self.objects if wanted in names[o.id])
        if exact or not wanted:
            return exact
        ends = {o.id for o in self.objects if any(name.endswith(wanted) for name in names[o.id])}
        return tuple(o for o in self.objects if o.id in ends or fold(o.kind) == wanted)

    def robot(self, name: str) -> RobotStart | None:
        """The robot that is called `name`, by its name, title or an alias; None where there is none."""
        wanted = fold(name)
        return next((r for r in self.robots if wanted in map(fold, (r.name, r.title_ja, *r.aliases))), None)

    def zones_of_kind(self, kind: Literal["keep_out", "slow"]) -> tuple[Zone, ...]:
        """All zones of a kind, in the order of the file."""
        return tuple(z for z in self.zones if z.kind == kind)

    @cached_property
    def _solids(self) -> BaseGeometry:
        return geometry.union([*(w.footprint for w in self.walls), *(f.footprint for f in self.furniture)])

    def solids(self) -> BaseGeometry:
        """The floor that walls and furniture cover, as one shapely geometry in metres."""
        return self._solids

    def keep_out(self) -> BaseGeometry:
        """The floor that keep-out zones cover, as one shapely geometry in metres."""
        return geometry.union(zone.area for zone in self.zones_of_kind("keep_out"))

    def zones_at(self, x: float, y: float) -> tuple[Zone, ...]:
        """The zones that (x, y) lies in or on the edge of."""
        return tuple(z for z in self.zones if geometry.covers(z.area, x, y))

    def speed_limit_at(self, x: float, y: float) -> float | None:
        """The lowest speed limit of the slow zones at (x, y) in m/s; None where no zone limits it."""
        limits = [z.max_speed for z in self.zones_at(x, y) if z.max_speed is not None]
        return min(limits, default=None)
