"""A robot as an SDF model: the links and joints of its URDF, its sensors, and the systems that drive it."""

from __future__ import annotations

from physical_ai_bridge.robots import RobotProfile
from physical_ai_bridge.robots.urdf_parts import Friction, Joint, Link, Urdf
from physical_ai_bridge.robots.urdf_shapes import Origin
from physical_ai_bridge.sim.gazebo import skeleton
from physical_ai_bridge.sim.gazebo.drive import add_systems
from physical_ai_bridge.sim.gazebo.elements import (
    FULL_FRICTION,
    Element,
    add,
    add_colour,
    add_friction,
    add_inertia,
    add_pose,
    add_shape,
)
from physical_ai_bridge.sim.gazebo.names import model_name
from physical_ai_bridge.sim.gazebo.robot_options import RobotOptions
from physical_ai_bridge.sim.gazebo.sensors import add_contact_sensors, add_lidar
from physical_ai_bridge.world import RobotStart

_PLAIN = Friction(FULL_FRICTION, FULL_FRICTION)


def add_robot(
    world_element: Element, robot: RobotStart, profile: RobotProfile, urdf: Urdf, options: RobotOptions
) -> None:
    """A robot at its start pose. The model's own frame is the URDF's root, on the floor.

    SDF wants mass on every link: one without (the root `base_footprint`, a tool's tip) becomes a frame of its
    name, attached to the nearest link with mass. Raises UrdfError where the URDF cannot be a model.
    """
    model = add(world_element, "model", name=model_name("robot", robot.name))
    base = skeleton.base(urdf)
    model.set("canonical_link", base.name)
    add_pose(model, Origin((robot.start.x, robot.start.y, 0.0), (0.0, 0.0, robot.start.yaw)))
    for link in urdf.links:
        if link.inertial is None:
            _add_frame(model, link, skeleton.body_above(link, urdf) or base, urdf)
    for link in urdf.links:
        if link.inertial is not None:
            _add_link(model, link, urdf)
    for link in urdf.links:
        joint, parent = skeleton.real_joint(link, urdf), skeleton.body_above(link, urdf)
        if joint is not None and parent is not None:
            _add_joint(model, joint, parent, profile)
    add_contact_sensors(model, urdf, options)
    add_lidar(model, profile, options)
    add_systems(model, profile, urdf, options)


def _add_frame(model: Element, link: Link, body: Link, urdf: Urdf) -> None:
    frame = add(model, "frame", name=link.name, attached_to=body.name)
    _place(frame, link, urdf)


def _add_link(model: Element, link: Link, urdf: Urdf) -> None:
    element = add(model, "link", name=link.name)
    _place(element, link, urdf)
    if (body := link.inertial) is not None:
        moments = (body.ixx, body.ixy, body.ixz, body.iyy, body.iyz, body.izz)
        add_inertia(element, body.origin, body.mass, moments)
    friction = link.friction or _PLAIN
    for collision in link.collisions:
        part = add(element, "collision", name=collision.name)
        add_pose(part, collision.origin)
        add_shape(part, collision.shape)
        add_friction(part, friction.mu1, friction.mu2)
    for visual in link.visuals:
        part = add(element, "visual", name=visual.name)
        add_pose(part, visual.origin)
        add_shape(part, visual.shape)
        if visual.colour is not None:
            add_colour(part, visual.colour)


def _place(element: Element, link: Link, urdf: Urdf) -> None:
    """At its joint; where SDF has no such joint, where the URDF's fixed one would put it."""
    above, real = urdf.joint_above(link.name), skeleton.real_joint(link, urdf)
    if real is not None:
        add_pose(element, Origin(), relative_to=real.name)
    elif above is not None:
        add_pose(element, above.origin, relative_to=above.parent)
    else:
        add_pose(element, Origin(), relative_to="__model__")


def _add_joint(model: Element, joint: Joint, parent: Link, profile: RobotProfile) -> None:
    # Gazebo's physics (DART) welds a joint of type `continuous`; a revolute one without limits turns.
    kind = "revolute" if joint.type == "continuous" else joint.type
    element = add(model, "joint", name=joint.name, type=kind)
    add_pose(element, joint.origin, relative_to=joint.parent)
    add(element, "parent", parent.name)
    add(element, "child", joint.child)
    if joint.type == "fixed":
        return
    axis = add(element, "axis")
    add(axis, "xyz", joint.axis)
    limit = add(axis, "limit")
    if joint.limit is not None and joint.type != "continuous":
        add(limit, "lower", joint.limit.lower)
        add(limit, "upper", joint.limit.upper)
    if joint.name in profile.wheel_joints:
        add(limit, "effort", profile.wheel_max_torque)
    elif joint.limit is not None:
        add(limit, "effort", joint.limit.effort)
        add(limit, "velocity", joint.limit.velocity)
    if joint.damping or joint.friction:
        dynamics = add(axis, "dynamics")
        add(dynamics, "damping", joint.damping)
        add(dynamics, "friction", joint.friction)
