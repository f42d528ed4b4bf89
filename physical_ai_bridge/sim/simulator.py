"""The embedded simulator: a site and its robots in one MuJoCo model, stepped by whoever owns the clock."""

from __future__ import annotations

import math
from collections.abc import Sequence

import mujoco
import numpy as np

from physical_ai_bridge.robots import load_profile
from physical_ai_bridge.sim import mjcf
from physical_ai_bridge.sim.objects import object_state
from physical_ai_bridge.sim.readings import ObjectState
from physical_ai_bridge.sim.robot import SimulatedRobot
from physical_ai_bridge.world import RobotStart, World

_SUBSTEPS = 2
"""Physics steps for each step of the drives and encoders: 5 ms."""


class Simulator:
    """Physics of a site. The same world, seed, commands and steps give the same run, bit for bit."""

    def __init__(
        self, world: World, seed: int = 0, robots: Sequence[str] | None = None, scan_noise: float = 0.005
    ) -> None:
        """All the world's robots, or those named in `robots`; `scan_noise`: standard deviation in m.

        Raises ValueError for a name the world does not have, ProfileError and StartError.
        """
        starts = [_start(world, name) for name in robots] if robots is not None else list(world.robots)
        self.world = world
        self._model = mjcf.build(world, starts)
        self._data = mujoco.MjData(self._model)
        mujoco.mj_forward(self._model, self._data)
        self._ticks = 0
        self._owed = 0.0
        self._robots = {
            start.name: SimulatedRobot(
                self._model,
                self._data,
                start.name,
                load_profile(start.profile),
                scan_noise,
                np.random.default_rng([seed, number]),
            )
            for number, start in enumerate(starts)
        }

    @property
    def time(self) -> float:
        """Seconds since the start, a multiple of `tick`."""
        return self._ticks * self.tick

    @property
    def tick(self) -> float:
        """The smallest step, s."""
        return _SUBSTEPS * mjcf.TIMESTEP

    @property
    def robot_names(self) -> tuple[str, ...]:
        """The robots that are simulated, in the order of the world file."""
        return tuple(self._robots)

    def robot(self, name: str) -> SimulatedRobot:
        """The robot called `name`. Raises ValueError where it is not simulated."""
        if name not in self._robots:
            known = "、".join(self._robots)
            raise ValueError(f"ロボット「{name}」はシミュレータにいません。いるのは {known} です。")
        return self._robots[name]

    def step(self, seconds: float) -> None:
        """Let `seconds` pass. What is less than a tick is kept for the next call, so no time is lost."""
        if not (math.isfinite(seconds) and seconds >= 0.0):
            raise ValueError(f"a step takes a finite time of 0 s or more, not {seconds}")
        self._owed += seconds
        ticks = math.floor(self._owed / self.tick + 1e-6)
        self._owed -= ticks * self.tick
        for _ in range(ticks):
            self._tick()
        # A physics step leaves the bodies where they were before it; readings want them where they are.
        mujoco.mj_kinematics(self._model, self._data)

    def objects(self) -> tuple[ObjectState, ...]:
        """Where each movable object is now."""
        return tuple(object_state(self._data, item) for item in self.world.objects)

    def positions(self) -> tuple[float, ...]:
        """Everything's position as MuJoCo's qpos: enough, with the world, to draw this moment."""
        return tuple(float(value) for value in self._data.qpos)

    def _tick(self) -> None:
        for robot in self._robots.values():
            robot.drive(self.tick)
        mujoco.mj_step(self._model, self._data, _SUBSTEPS)
        for robot in self._robots.values():
            robot.sense(self.tick)
        self._ticks += 1


def _start(world: World, name: str) -> RobotStart:
    start = next((robot for robot in world.robots if robot.name == name), None)
    if start is None:
        known = "、".join(robot.name for robot in world.robots)
        raise ValueError(f"現場ファイルにロボット「{name}」がありません。あるのは {known} です。")
    return start
