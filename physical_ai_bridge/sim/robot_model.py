"""A robot as MuJoCo bodies: its URDF on a free joint, with friction and a motor for each driven wheel."""

from __future__ import annotations

import math
from pathlib import Path
from xml.etree import ElementTree

import mujoco

from physical_ai_bridge.robots import RobotProfile
from physical_ai_bridge.sim.groups import HIDDEN_GROUP, VISUAL_GROUP
from physical_ai_bridge.world import RobotStart

BASE_JOINT = "base"
"""The free joint on which the robot moves about."""
_SERVO_GAIN = 40.0
"""N m s/rad of the wheel speed controller: 20 kg on a wheel of 8 cm follows within about 3 ms."""
_TORSION = 0.005
_ROLLING = 0.0001
"""MuJoCo's own defaults for the two further friction numbers, m."""


def prefix(robot: str) -> str:
    """What the names of everything of a robot begin with in the model."""
    return f"robot/{robot}/"


def add_robot(spec: mujoco.MjSpec, robot: RobotStart, profile: RobotProfile) -> None:
    """Put a robot at its start pose into `spec`; everything of it is named `robot/<name>/...`."""
    child = mujoco.MjSpec.from_file(str(profile.urdf_path))
    child.worldbody.first_body().add_freejoint(name=BASE_JOINT)
    _hide_collision_shapes(child)
    _set_friction(child, profile.urdf_path)
    for joint in profile.wheel_joints:
        _add_motor(child, joint, profile.wheel_max_torque)
    yaw = robot.start.yaw
    frame = spec.worldbody.add_frame(
        pos=[robot.start.x, robot.start.y, 0.0], quat=[math.cos(yaw / 2.0), 0.0, 0.0, math.sin(yaw / 2.0)]
    )
    spec.attach(child, prefix=prefix(robot.name), frame=frame)


def _hide_collision_shapes(spec: mujoco.MjSpec) -> None:
    for geom in spec.geoms:
        if geom.group != VISUAL_GROUP:
            geom.group = HIDDEN_GROUP


def _set_friction(spec: mujoco.MjSpec, urdf: Path) -> None:
    """Gazebo's mu1 of a link, for MuJoCo; priority lets it overrule the other surface."""
    for element in ElementTree.parse(urdf).getroot().iter("gazebo"):
        mu = element.findtext("mu1")
        if mu is None:
            continue
        for geom in spec.body(element.get("reference", "")).geoms:
            geom.friction = [float(mu), _TORSION, _ROLLING]
            geom.priority = 1


def _add_motor(spec: mujoco.MjSpec, joint: str, torque: float) -> None:
    actuator = spec.add_actuator(name=joint, target=joint, trntype=mujoco.mjtTrn.mjTRN_JOINT)
    actuator.set_to_velocity(kv=_SERVO_GAIN)
    actuator.forcelimited = True
    actuator.forcerange = [-torque, torque]
