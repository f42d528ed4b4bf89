"""The parts of a site as frozen data: what stands where, under which names. Lengths in metres."""

from __future__ import annotations

import math
import unicodedata
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from shapely import Polygon

from physical_ai_bridge.world import geometry

Coordinate = Annotated[float, Field(ge=-10_000.0, le=10_000.0)]
"""A map coordinate in metres; the bound only catches slips such as millimetres."""
Length = Annotated[float, Field(gt=0.0, le=1_000.0)]
"""A length in metres, greater than 0."""
Point = tuple[Coordinate, Coordinate]
"""(x, y) in the map frame, metres."""
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
"""A name that ROS accepts in topics and frames: lower-case ASCII letters, digits, underscores."""
SpokenName = Annotated[str, StringConstraints(pattern=r"^\S(.{0,38}\S)?$")]
"""A name people say: 1 to 40 characters with no space at either end."""


def fold(name: str) -> str:
    """The form in which names are compared: NFKC, case folded, without white space."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


class Part(BaseModel):
    """Frozen, strict, closed: an unknown key, a wrong type, NaN or infinity is an error."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)


class Pose(Part):
    """Where something is and which way it faces, in the map frame (REP-103: x forward, y left)."""

    x: Coordinate
    y: Coordinate
    yaw_deg: Annotated[float, Field(ge=-360.0, le=360.0)]
    """Counter-clockwise from +x, degrees; the file uses degrees because people check it with their eyes."""

    @property
    def yaw(self) -> float:
        """Heading in radians, wrapped to [-pi, pi]."""
        return math.remainder(math.radians(self.yaw_deg), math.tau)


class ObjectPose(Pose):
    """The pose of an object's centre; `z` is its height above the floor, metres."""

    z: Annotated[float, Field(ge=0.0, le=100.0)]


class Bounds(Part):
    """The rectangle in the map frame that holds the whole site, metres."""

    xmin: Coordinate
    ymin: Coordinate
    xmax: Coordinate
    ymax: Coordinate


class Wall(Part):
    """A straight wall: its centre line from `start` to `end` (keys `from` and `to` in the file), metres."""

    start: Point = Field(alias="from")
    end: Point = Field(alias="to")
    thickness: Length
    height: Length

    @property
    def footprint(self) -> Polygon:
        """The floor it covers."""
        return geometry.wall_polygon(self.start, self.end, self.thickness)


class Furniture(Part):
    """Something that stands on the floor and does not move, taken as a box of `size` (x, y, z) metres."""

    name: SpokenName
    kind: Literal["shelf", "table", "counter", "charger", "cabinet", "pallet", "pillar", "machine"]
    aliases: tuple[SpokenName, ...] = ()
    pose: Pose
    size: tuple[Length, Length, Length]

    @property
    def footprint(self) -> Polygon:
        """The floor it covers."""
        return geometry.box_polygon(self.pose.x, self.pose.y, self.pose.yaw, self.size[0], self.size[1])


class Place(Part):
    """A named destination: `pose` is where a robot that was sent there stands, and the way it faces."""

    name: SpokenName
    aliases: tuple[SpokenName, ...] = ()
    kind: SpokenName
    """What people call any place of its sort, such as 棚: a name several places may answer to."""
    at: SpokenName | None = None
    """The furniture the place serves."""
    pose: Pose


class Zone(Part):
    """A part of the floor with a rule of its own: `keep_out`, or `slow` with its `max_speed` in m/s."""

    name: SpokenName
    kind: Literal["keep_out", "slow"]
    polygon: tuple[Point, ...]
    max_speed: Annotated[float, Field(gt=0.0, le=10.0)] | None = None
    reason_ja: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    """Why, in Japanese, as an operator is told."""

    @property
    def area(self) -> Polygon:
        """The floor it covers."""
        return Polygon(self.polygon)


class WorldObject(Part):
    """Something that can be moved: a box of `size` (x, y, z) metres and `mass` kg around its pose."""

    id: Identifier
    kind: Identifier
    name_ja: SpokenName
    aliases: tuple[SpokenName, ...] = ()
    pose: ObjectPose
    size: tuple[Length, Length, Length]
    mass: Annotated[float, Field(gt=0.0, le=1_000.0)]


class RobotStart(Part):
    """A robot of the site: its ROS namespace `name`, its profile, and where it stands at the start."""

    name: Identifier
    title_ja: SpokenName
    aliases: tuple[SpokenName, ...] = ()
    profile: Identifier
    start: Pose


class SpokenVerb(Part):
    """A verb that people say only here: `verb` in its dictionary form, how it inflects (五段ラ, 一段 …), and
    the everyday verb it means. Which names of inflections there are, the language part knows."""

    verb: SpokenName
    inflection: SpokenName
    means: SpokenName
