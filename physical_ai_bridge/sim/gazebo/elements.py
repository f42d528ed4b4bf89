"""How numbers, poses, shapes, colours and plugins are written in SDF."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from physical_ai_bridge.robots.urdf_shapes import Box, Colour, Cylinder, Origin, Shape

Element = ElementTree.Element
Value = str | float | bool
FULL_FRICTION = 1.0
"""Gazebo takes the lower of two surfaces, so with this one the robot's own friction counts."""


def add(
    parent: Element, tag: str, value: Value | Iterable[float] | None = None, **attributes: str
) -> Element:
    """A child with its value as SDF writes it; numbers with ten digits, so that no rounding noise shows."""
    child = ElementTree.SubElement(parent, tag, attributes)
    child.text = None if value is None else _text(value)
    return child


def add_pose(parent: Element, origin: Origin, relative_to: str = "") -> None:
    """A pose in the parent's frame, or in that of another link, joint or frame of the model."""
    frame = {"relative_to": relative_to} if relative_to else {}
    add(parent, "pose", (*origin.xyz, *origin.rpy), **frame)


def add_shape(parent: Element, shape: Shape) -> None:
    """A box, cylinder or sphere."""
    geometry = add(parent, "geometry")
    if isinstance(shape, Box):
        add(add(geometry, "box"), "size", shape.size)
    elif isinstance(shape, Cylinder):
        cylinder = add(geometry, "cylinder")
        add(cylinder, "radius", shape.radius)
        add(cylinder, "length", shape.length)
    else:
        add(add(geometry, "sphere"), "radius", shape.radius)


def add_inertia(
    parent: Element, origin: Origin, mass: float, moments: tuple[float, float, float, float, float, float]
) -> None:
    """Mass (kg) and moments ixx, ixy, ixz, iyy, iyz, izz (kg m²) about the centre of mass at `origin`."""
    inertial = add(parent, "inertial")
    add_pose(inertial, origin)
    add(inertial, "mass", mass)
    inertia = add(inertial, "inertia")
    for tag, value in zip(("ixx", "ixy", "ixz", "iyy", "iyz", "izz"), moments, strict=True):
        add(inertia, tag, value)


def add_friction(collision: Element, mu1: float, mu2: float) -> None:
    """Coulomb friction in two directions."""
    ode = add(add(add(collision, "surface"), "friction"), "ode")
    add(ode, "mu", mu1)
    add(ode, "mu2", mu2)


def add_colour(visual: Element, colour: Colour) -> None:
    """The same colour in shade and in light."""
    material = add(visual, "material")
    add(material, "ambient", colour)
    add(material, "diffuse", colour)


def add_plugin(parent: Element, system: str, name: str) -> Element:
    """One of Gazebo's own systems: `system` as in the file gz-sim-<system>-system, `name` its class."""
    attributes = {"filename": f"gz-sim-{system}-system", "name": f"gz::sim::systems::{name}"}
    return ElementTree.SubElement(parent, "plugin", attributes)


def _text(value: Value | Iterable[float]) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value + 0.0:.10g}"  # + 0.0: no minus sign before zero
    return " ".join(_text(part) for part in value)
