"""The arm's JointTrajectoryController, with gains reckoned from the arm's own inertia: Gazebo's are 0."""

from __future__ import annotations

import numpy as np

from physical_ai_bridge.robots import RobotProfile
from physical_ai_bridge.robots.urdf import UrdfError
from physical_ai_bridge.robots.urdf_parts import Joint, Link, Urdf
from physical_ai_bridge.sim.gazebo.elements import Element, add, add_plugin

_STIFFNESS = 20.0
"""rad/s: each joint follows as a critically damped spring of this frequency; far from what Gazebo's step of
4 ms cannot bear (250 rad/s)."""
_SAG = 0.1
"""Part of the largest stable integral gain; it takes away what gravity leaves."""


def add_arm(model: Element, profile: RobotProfile, urdf: Urdf, topic: str) -> None:
    """Position control of the profile's `joints`. Each point of a trajectory is a target held until its time,
    so trajectories must be dense; one without points crashes Gazebo, so none may be sent."""
    plugin = add_plugin(model, "joint-trajectory-controller", "JointTrajectoryController")
    add(plugin, "topic", topic)
    for name in profile.joints:
        joint = urdf.joint(name)
        if joint.limit is None:
            raise UrdfError(f"{profile.urdf}: 腕の関節「{name}」に limit を書いてください。")
        add(plugin, "joint_name", name)
        add(plugin, "initial_position", _rest(joint))
        effort, inertia = joint.limit.effort, moved_inertia(joint, urdf)
        gains = {"p": inertia * _STIFFNESS**2, "d": 2.0 * inertia * _STIFFNESS}
        gains["i"] = _SAG * gains["p"] * gains["d"] / inertia
        for term, gain in gains.items():
            add(plugin, f"position_{term}_gain", gain)
        for bound in ("i", "cmd"):
            add(plugin, f"position_{bound}_min", -effort)
            add(plugin, f"position_{bound}_max", effort)


def _rest(joint: Joint) -> float:
    """Where the joint is held until told otherwise: 0, or what is nearest to it within the limits."""
    if joint.limit is None or joint.type == "continuous":
        return 0.0
    return max(joint.limit.lower, min(joint.limit.upper, 0.0))


def moved_inertia(joint: Joint, urdf: Urdf) -> float:
    """What a joint moves, all joints at 0: inertia about its axis (kg m²), or mass (kg) on a slide."""
    bodies = [link for link in urdf.links if link.inertial is not None and _carries(joint, link, urdf)]
    return sum(_share(joint, link, urdf) for link in bodies)


def _carries(joint: Joint, link: Link, urdf: Urdf) -> bool:
    above = urdf.joint_above(link.name)
    return above is not None and (above == joint or _carries(joint, urdf.link(above.parent), urdf))


def _share(joint: Joint, link: Link, urdf: Urdf) -> float:
    body = link.inertial
    if body is None:
        return 0.0
    if joint.type == "prismatic":
        return body.mass
    pose = np.linalg.inv(urdf.pose(joint.child)) @ urdf.pose(link.name) @ body.origin.matrix()
    axis, turn = np.array(joint.axis), pose[:3, :3]
    lever = np.cross(axis, pose[:3, 3])
    return float(axis @ turn @ body.tensor() @ turn.T @ axis + body.mass * lever @ lever)
