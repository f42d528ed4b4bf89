"""A planar lidar: rays cast into the physics from the robot's lidar link, with measurement noise."""

from __future__ import annotations

import math

import mujoco
import numpy as np
from numpy.typing import NDArray

from physical_ai_bridge.robots import Lidar
from physical_ai_bridge.sim.groups import LIDAR_SEES, OWN_GROUP
from physical_ai_bridge.sim.readings import Scan


class PlanarLidar:
    """The lidar of one robot; it looks through the robot's own body."""

    def __init__(
        self,
        model: mujoco.MjModel,
        body: int,
        own_geoms: NDArray[np.intp],
        lidar: Lidar,
        noise: float,
        random: np.random.Generator,
    ) -> None:
        """`body`: id of the lidar link; `noise`: standard deviation of a range, m."""
        self._model = model
        self._body = body
        self._own_geoms = own_geoms
        self._lidar = lidar
        self._noise = noise
        self._random = random
        angles = -math.pi + np.arange(lidar.rays) * (math.tau / lidar.rays)
        self._directions = np.stack([np.cos(angles), np.sin(angles), np.zeros_like(angles)], axis=1)

    def scan(self, data: mujoco.MjData) -> Scan:
        """Look around once. Each call draws new noise."""
        lidar = self._lidar
        distances = self._cast(data)
        noisy = distances + self._random.normal(0.0, self._noise, lidar.rays)
        seen = (distances >= lidar.range_min) & (distances <= lidar.range_max)
        ranges = np.where(seen, np.clip(noisy, lidar.range_min, lidar.range_max), np.inf)
        return Scan(ranges, -math.pi, math.tau / lidar.rays, lidar.range_min, lidar.range_max)

    def _cast(self, data: mujoco.MjData) -> NDArray[np.float64]:
        """True distances in m, -1 where a ray meets nothing within the lidar's range."""
        rays = self._lidar.rays
        rotation = data.xmat[self._body].reshape(3, 3)
        directions = (self._directions @ rotation.T).ravel()
        geoms = np.zeros(rays, dtype=np.int32)
        distances = np.zeros(rays)
        groups = self._model.geom_group[self._own_geoms].copy()
        self._model.geom_group[self._own_geoms] = OWN_GROUP
        try:
            mujoco.mj_multiRay(
                self._model,
                data,
                data.xpos[self._body],
                directions,
                LIDAR_SEES,
                True,
                -1,
                geoms,
                distances,
                None,
                rays,
                self._lidar.range_max,
            )
        finally:
            self._model.geom_group[self._own_geoms] = groups
        return distances
