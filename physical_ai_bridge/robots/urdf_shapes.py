"""Where things of a robot lie and what shape they have. Metres, radians, REP-103 axes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = tuple[float, float, float]
Colour = tuple[float, float, float, float]
"""Red, green, blue, opacity, each 0 to 1."""


@dataclass(frozen=True)
class Origin:
    """Where a frame lies in another one: `xyz` m, `rpy` rad about the fixed axes x, y, z in that order."""

    xyz: Vector = (0.0, 0.0, 0.0)
    rpy: Vector = (0.0, 0.0, 0.0)

    def matrix(self) -> NDArray[np.float64]:
        """The homogeneous transform, shape (4, 4), from this frame to the one it lies in."""
        (sr, sp, sy), (cr, cp, cy) = np.sin(self.rpy), np.cos(self.rpy)
        result = np.eye(4)
        result[:3, :3] = [
            [cy * cp, cy * sp * sr - sy * cr, cy * sp * cr + sy * sr],
            [sy * cp, sy * sp * sr + cy * cr, sy * sp * cr - cy * sr],
            [-sp, cp * sr, cp * cr],
        ]
        result[:3, 3] = self.xyz
        return result


@dataclass(frozen=True)
class Box:
    """Full sides along x, y, z; m."""

    size: Vector


@dataclass(frozen=True)
class Cylinder:
    """Its axis is z; m."""

    radius: float
    length: float


@dataclass(frozen=True)
class Sphere:
    """m."""

    radius: float


Shape = Box | Cylinder | Sphere
