"""A robot's sensors in SDF: contact on every link that does not stand on the floor, and the lidar."""

from __future__ import annotations

import math

from physical_ai_bridge.robots import Lidar, RobotProfile
from physical_ai_bridge.robots.urdf_parts import Collision, Link, Urdf
from physical_ai_bridge.robots.urdf_shapes import Box, Cylinder
from physical_ai_bridge.sim.gazebo.elements import Element, add
from physical_ai_bridge.sim.gazebo.robot_options import RobotOptions

CONTACTS = "gazebo/contacts"
SCAN = "scan"
SCAN_NOISE = 0.005
"""m, standard deviation, as in the embedded simulator."""
_CLEARANCE = 0.01
"""m; a link with a shape lower than this above the floor stands on it."""


def add_contact_sensors(model: Element, urdf: Urdf, options: RobotOptions) -> None:
    """Links that stand on the floor get none: Gazebo has no filter, and every wheel would report the floor at
    every physics step, for ever."""
    for link in urdf.links:
        if link.collisions and not _stands_on_floor(link, urdf):
            _add_contact_sensor(model, link, options.topic(CONTACTS))


def _add_contact_sensor(model: Element, link: Link, topic: str) -> None:
    sensor = add(_link(model, link.name), "sensor", name=f"{link.name}_contact", type="contact")
    add(sensor, "always_on", True)
    contact = add(sensor, "contact")
    for collision in link.collisions:
        add(contact, "collision", collision.name)
    add(contact, "topic", topic)


def _stands_on_floor(link: Link, urdf: Urdf) -> bool:
    """Whether some shape of it reaches down to the plane of the root, all joints at 0."""
    return min(_lowest(collision, link, urdf) for collision in link.collisions) < _CLEARANCE


def _lowest(collision: Collision, link: Link, urdf: Urdf) -> float:
    """Height (m) of a shape's lowest point above the root."""
    pose = urdf.pose(link.name) @ collision.origin.matrix()
    down, shape = abs(pose[2, :3]), collision.shape
    if isinstance(shape, Box):
        reach = float(down @ shape.size) / 2.0
    elif isinstance(shape, Cylinder):
        reach = shape.radius * math.hypot(down[0], down[1]) + shape.length / 2.0 * float(down[2])
    else:
        reach = shape.radius
    return float(pose[2, 3]) - reach


def add_lidar(model: Element, profile: RobotProfile, options: RobotOptions) -> None:
    """The lidar of the profile, where it has one and this start renders."""
    if not (options.lidar and profile.sensors.scan and profile.lidar is not None):
        return
    lidar = profile.lidar
    sensor = add(_link(model, lidar.link), "sensor", name="lidar", type="gpu_lidar")
    add(sensor, "topic", options.topic(SCAN))
    add(sensor, "gz_frame_id", options.frame(lidar.link))
    add(sensor, "update_rate", lidar.rate_hz)
    add(sensor, "always_on", True)
    _add_rays(add(sensor, "lidar"), lidar)


def _add_rays(element: Element, lidar: Lidar) -> None:
    """The first ray at -pi; Gazebo spreads the others up to and including max_angle."""
    scan = add(element, "scan")
    around = add(scan, "horizontal")
    add(around, "samples", lidar.rays)
    add(around, "min_angle", -math.pi)
    add(around, "max_angle", math.pi - math.tau / lidar.rays)
    up = add(scan, "vertical")
    add(up, "samples", 1)
    add(up, "min_angle", 0.0)
    add(up, "max_angle", 0.0)
    span = add(element, "range")
    add(span, "min", lidar.range_min)
    add(span, "max", lidar.range_max)
    noise = add(element, "noise")
    add(noise, "type", "gaussian")
    add(noise, "mean", 0.0)
    add(noise, "stddev", SCAN_NOISE)


def _link(model: Element, name: str) -> Element:
    found = model.find(f"link[@name='{name}']")
    if found is None:
        raise ValueError(f"{model.get('name')}: リンク「{name}」に質量がありません。URDF を直してください。")
    return found
