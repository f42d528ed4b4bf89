"""A robot's links and joints as frozen data. SI units, radians, REP-103 axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from physical_ai_bridge.robots.urdf_shapes import Colour, Origin, Shape, Vector

JointType = Literal["fixed", "continuous", "revolute", "prismatic"]


@dataclass(frozen=True)
class Inertial:
    """Mass (kg) and the moments of inertia (kg m²) about the centre of mass, along the axes of `origin`."""

    origin: Origin
    mass: float
    ixx: float
    ixy: float
    ixz: float
    iyy: float
    iyz: float
    izz: float

    def tensor(self) -> NDArray[np.float64]:
        """The inertia tensor, shape (3, 3), kg m²."""
        rows = [
            [self.ixx, self.ixy, self.ixz],
            [self.ixy, self.iyy, self.iyz],
            [self.ixz, self.iyz, self.izz],
        ]
        return np.array(rows)


@dataclass(frozen=True)
class Collision:
    """A shape that touches things."""

    name: str
    origin: Origin
    shape: Shape


@dataclass(frozen=True)
class Visual:
    """A shape that is drawn; no colour: the drawer's choice."""

    name: str
    origin: Origin
    shape: Shape
    colour: Colour | None


@dataclass(frozen=True)
class Friction:
    """Coulomb friction of a link's surface in two directions, from `<gazebo reference>`; no unit."""

    mu1: float
    mu2: float


@dataclass(frozen=True)
class Link:
    """A rigid body, or a mere frame where it has neither mass nor shapes."""

    name: str
    inertial: Inertial | None
    collisions: tuple[Collision, ...]
    visuals: tuple[Visual, ...]
    friction: Friction | None


@dataclass(frozen=True)
class Limit:
    """Positions (rad or m) from `lower` to `upper`, both 0 for a continuous joint; at most `effort` (N m, N)
    and `velocity` (rad/s or m/s)."""

    lower: float
    upper: float
    effort: float
    velocity: float


@dataclass(frozen=True)
class Joint:
    """`origin` is the child's frame in the parent's; `axis` a unit vector in the child's frame; `damping`
    (N m s/rad or N s/m) and `friction` (N m or N) act against motion."""

    name: str
    type: JointType
    parent: str
    child: str
    origin: Origin
    axis: Vector
    limit: Limit | None
    damping: float
    friction: float


@dataclass(frozen=True)
class Urdf:
    """A tree of links, in the order of the file."""

    name: str
    links: tuple[Link, ...]
    joints: tuple[Joint, ...]

    def link(self, name: str) -> Link:
        """The link called `name`; KeyError where there is none."""
        return {link.name: link for link in self.links}[name]

    def joint(self, name: str) -> Joint:
        """The joint called `name`; KeyError where there is none."""
        return {joint.name: joint for joint in self.joints}[name]

    def joint_above(self, link: str) -> Joint | None:
        """The joint that carries `link`; None for the root."""
        return next((joint for joint in self.joints if joint.child == link), None)

    def joints_below(self, link: str) -> tuple[Joint, ...]:
        """The joints that `link` carries."""
        return tuple(joint for joint in self.joints if joint.parent == link)

    def pose(self, link: str) -> NDArray[np.float64]:
        """The transform from the frame of `link` to that of the root, all joints at 0; shape (4, 4)."""
        joint = self.joint_above(link)
        return np.eye(4) if joint is None else self.pose(joint.parent) @ joint.origin.matrix()

    @property
    def root(self) -> Link:
        """The link that no joint carries."""
        return next(link for link in self.links if self.joint_above(link.name) is None)
