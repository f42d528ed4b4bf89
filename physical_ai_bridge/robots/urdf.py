"""A robot's URDF, read strictly: what is unknown, missing, twice there or no number is an error."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from physical_ai_bridge.robots import urdf_values as values
from physical_ai_bridge.robots.urdf_joints import read_joint
from physical_ai_bridge.robots.urdf_parts import Collision, Friction, Inertial, Link, Urdf, Visual
from physical_ai_bridge.robots.urdf_shapes import Colour
from physical_ai_bridge.robots.urdf_tree import first_fault

Element = ElementTree.Element
_FOREIGN = ("mujoco", "ros2_control", "transmission")
"""Elements of a robot that are for other readers."""


class UrdfError(ValueError):
    """A URDF that cannot be used; the developer who wrote it must act. The message is Japanese and names the
    file, the element and what to do."""


@cache
def load_urdf(path: Path) -> Urdf:
    """The robot in a URDF file. Raises UrdfError."""
    try:
        return read_urdf(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise UrdfError(f"{path}: URDF を読めません ({error})。パスと権限を確かめてください。") from error


def read_urdf(text: str, file: str) -> Urdf:
    """The robot written in `text`; `file` is what messages call it. Raises UrdfError."""
    try:
        robot = _Reader().robot(ElementTree.fromstring(text))
    except ElementTree.ParseError as error:
        raise UrdfError(f"{file}: XML として読めません ({error})。直してください。") from error
    except values.Fault as fault:
        raise UrdfError(f"{file}: {fault}") from fault
    reason = first_fault(robot)
    if reason is not None:
        raise UrdfError(f"{file}: {reason}")
    return robot


@dataclass
class _Reader:
    """What stands at the top of the file and is named further down."""

    materials: dict[str, Colour | None] = field(default_factory=dict)
    surfaces: dict[str, Friction] = field(default_factory=dict)

    def robot(self, root: Element) -> Urdf:
        values.require(root.tag == "robot", root, "最上位の要素を <robot> にしてください。")
        values.only(root, "link", "joint", "material", "gazebo", *_FOREIGN)
        for element in root.findall("material"):
            values.require(values.name(element) not in self.materials, element, values.TWICE)
            self.materials[values.name(element)] = values.colour(element)
        for element in root.findall("gazebo"):
            self._surface(element)
        links = tuple(self._link(element) for element in root.findall("link"))
        unknown = self.surfaces.keys() - {link.name for link in links}
        values.require(not unknown, root, f"<gazebo> の指すリンク {sorted(unknown)} がありません。")
        return Urdf(values.name(root), links, tuple(read_joint(element) for element in root.findall("joint")))

    def _surface(self, element: Element) -> None:
        values.only(element, "mu1", "mu2")
        link = values.attribute(element, "reference")
        values.require(link not in self.surfaces, element, values.TWICE)
        mu1, mu2 = (values.at_least_zero(element, element.findtext(tag), tag) for tag in ("mu1", "mu2"))
        self.surfaces[link] = Friction(mu1, mu2)

    def _link(self, element: Element) -> Link:
        values.only(element, "inertial", "collision", "visual")
        name = values.name(element)
        inertial = values.one(element, "inertial")
        return Link(
            name,
            None if inertial is None else _inertial(inertial),
            tuple(_collision(each, given) for each, given in _named(element, "collision", name)),
            tuple(self._visual(each, given) for each, given in _named(element, "visual", name)),
            self.surfaces.get(name),
        )

    def _visual(self, element: Element, name: str) -> Visual:
        values.only(element, "origin", "geometry", "material")
        material = values.one(element, "material")
        colour = None if material is None else self._colour(material)
        return Visual(name, values.origin(element), values.shape(element), colour)

    def _colour(self, element: Element) -> Colour | None:
        if element.find("color") is not None:
            return values.colour(element)
        name = values.name(element)
        values.require(name in self.materials, element, "この名前の <material> がありません。")
        return self.materials[name]


def _named(link: Element, tag: str, name: str) -> list[tuple[Element, str]]:
    """The elements with their names; nameless ones are numbered, so that names do not change between runs."""
    elements = enumerate(link.findall(tag), start=1)
    return [(e, values.name(e) if "name" in e.attrib else f"{name}_{tag}_{i}") for i, e in elements]


def _collision(element: Element, name: str) -> Collision:
    values.only(element, "origin", "geometry")
    return Collision(name, values.origin(element), values.shape(element))


def _inertial(element: Element) -> Inertial:
    values.only(element, "origin", "mass", "inertia")
    mass = values.positive(values.needed(element, "mass"), "value")
    inertia = values.needed(element, "inertia")
    moments = [values.number(inertia, key) for key in ("ixx", "ixy", "ixz", "iyy", "iyz", "izz")]
    read = Inertial(values.origin(element), mass, *moments)
    values.require(values.is_inertia(read.tensor()), element, "慣性が正定値でないか、三角不等式に反します。")
    return read
