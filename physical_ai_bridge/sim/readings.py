"""What a simulated robot and its site can be asked, as frozen values. SI units, radians, REP-103 axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

OtherKind = Literal["wall", "furniture", "object", "robot"]


@dataclass(frozen=True)
class Odometry:
    """The pose and speed that the wheel encoders tell; wrong wherever a wheel slips.

    x, y (m) and yaw (rad, not wrapped) in the odom frame, which is the robot's pose at the start;
    v (m/s, forwards) and w (rad/s, counter-clockwise) of the base.
    """

    x: float
    y: float
    yaw: float
    v: float
    w: float


@dataclass(frozen=True)
class GroundTruth:
    """The pose and speed in the physics, for tests and benchmarks only.

    x, y (m) and yaw (rad, in [-pi, pi]) in the map frame; v (m/s) and w (rad/s) of the base;
    `tilt` is the angle between the robot's vertical axis and the world's, rad.
    """

    x: float
    y: float
    yaw: float
    v: float
    w: float
    tilt: float


@dataclass(frozen=True)
class Scan:
    """One turn of the lidar, counter-clockwise, in the lidar's frame.

    `ranges`: shape (rays,), metres within [range_min, range_max], or inf where nothing returned.
    """

    ranges: NDArray[np.float64]
    angle_min: float
    angle_increment: float
    range_min: float
    range_max: float


@dataclass(frozen=True)
class JointStates:
    """Positions (rad) and velocities (rad/s) of the joints `names`, in that order."""

    names: tuple[str, ...]
    positions: tuple[float, ...]
    velocities: tuple[float, ...]


@dataclass(frozen=True)
class Contact:
    """The robot's `link` touches `other` with a normal force in N; the floor is left out."""

    link: str
    other: str
    other_kind: OtherKind
    force: float


@dataclass(frozen=True)
class ObjectState:
    """Where a movable object is: its centre x, y, z (m) and yaw (rad) in the map frame."""

    id: str
    kind: str
    x: float
    y: float
    z: float
    yaw: float
