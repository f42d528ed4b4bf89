"""World and robots together as one MuJoCo model."""

from __future__ import annotations

from collections.abc import Sequence

import mujoco

from physical_ai_bridge.robots import load_profile
from physical_ai_bridge.sim.appearance import decorate
from physical_ai_bridge.sim.robot_model import add_robot
from physical_ai_bridge.sim.site_model import add_site
from physical_ai_bridge.sim.starts import check_starts
from physical_ai_bridge.world import RobotStart, World

TIMESTEP = 0.0025
"""s."""


def build(world: World, robots: Sequence[RobotStart], drawn: bool = False) -> mujoco.MjModel:
    """The model of a site with some of its robots at their start poses; `drawn` adds what only the eye sees.

    Raises ProfileError and StartError.
    """
    profiles = {robot.name: load_profile(robot.profile) for robot in robots}
    check_starts(world, robots, profiles)
    spec = mujoco.MjSpec()
    spec.modelname = world.name
    _set_options(spec.option)
    add_site(spec, world)
    for robot in robots:
        add_robot(spec, robot, profiles[robot.name])
    if drawn:
        decorate(spec, world)
    return spec.compile()


def _set_options(option: mujoco.MjOption) -> None:
    option.timestep = TIMESTEP
    # The wheel servos are stiff. Of MuJoCo's implicit integrators only this one solves contacts and servos
    # together; with `implicitfast` the tyres crept by 0.1 m/s whenever the base sped up or braked.
    option.integrator = mujoco.mjtIntegrator.mjINT_DISCRETE
    option.cone = mujoco.mjtCone.mjCONE_ELLIPTIC
    option.impratio = 10.0
