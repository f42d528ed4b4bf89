"""Values in a URDF: attributes, numbers, origins, shapes and colours. A Fault says what is wrong where."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

from physical_ai_bridge.robots.urdf_shapes import Box, Colour, Cylinder, Origin, Shape, Sphere

Element = ElementTree.Element
TWICE = "同じ名前が二度あります。別の名前にするか、どちらかを消してください。"
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)


class Fault(Exception):
    """What is wrong with an element, in Japanese."""

    def __init__(self, element: Element, reason: str) -> None:
        called = next((element.get(key) for key in ("name", "reference") if element.get(key)), "")
        super().__init__(f"<{element.tag}{f' {called}' if called else ''}>: {reason}")


def require(holds: bool, element: Element, reason: str) -> None:
    """Raise Fault unless `holds`."""
    if not holds:
        raise Fault(element, reason)


def only(element: Element, *tags: str) -> None:
    """Raise Fault for a child that is none of `tags`: a slip of spelling, or what this reader would lose."""
    for child in element:
        require(child.tag in tags, element, f"<{child.tag}> は使えません。綴りを直すか消してください。")


def one(element: Element, tag: str) -> Element | None:
    """The child called `tag`, or None."""
    found = element.findall(tag)
    require(len(found) < 2, element, f"<{tag}> が二つ以上あります。一つにしてください。")
    return found[0] if found else None


def needed(element: Element, tag: str) -> Element:
    """The child called `tag`."""
    child = one(element, tag)
    if child is None:
        raise Fault(element, f"<{tag}> がありません。追加してください。")
    return child


def attribute(element: Element, key: str) -> str:
    """An attribute that must be there."""
    text = element.get(key)
    if text is None:
        raise Fault(element, f"{key} がありません。追加してください。")
    return text


def name(element: Element) -> str:
    """The element's name, fit for frames and Gazebo, where `world` and `::` have a meaning of their own."""
    text = attribute(element, "name")
    fits = _NAME.fullmatch(text) is not None and text != "world"
    require(fits, element, "名前は英字で始め、英数字と _ だけにしてください (world は使えません)。")
    return text


def numbers(element: Element, key: str, count: int) -> tuple[float, ...]:
    """An attribute of `count` finite numbers."""
    words = attribute(element, key).split()
    require(len(words) == count, element, f"{key} は {count} 個の数にしてください。")
    return tuple(_number(element, word, key) for word in words)


def number(element: Element, key: str) -> float:
    """An attribute that is a finite number."""
    return numbers(element, key, 1)[0]


def optional(element: Element, key: str) -> float:
    """The same, 0 where the attribute is missing."""
    return number(element, key) if key in element.attrib else 0.0


def positive(element: Element, key: str) -> float:
    """An attribute that is a number above 0."""
    value = number(element, key)
    require(value > 0.0, element, f"{key} は 0 より大きくしてください。")
    return value


def at_least_zero(element: Element, text: str | None, key: str) -> float:
    """A text of the element's as a number from 0 on."""
    value = _number(element, (text or "").strip(), key)
    require(value >= 0.0, element, f"{key} は 0 以上にしてください。")
    return value


def origin(element: Element) -> Origin:
    """The child `<origin>`; none: the same frame."""
    child = one(element, "origin")
    if child is None:
        return Origin()
    x, y, z = numbers(child, "xyz", 3) if "xyz" in child.attrib else (0.0, 0.0, 0.0)
    roll, pitch, yaw = numbers(child, "rpy", 3) if "rpy" in child.attrib else (0.0, 0.0, 0.0)
    return Origin((x, y, z), (roll, pitch, yaw))


def shape(element: Element) -> Shape:
    """The primitive in the child `<geometry>`; a mesh is refused, as MuJoCo, Gazebo and the gate each see
    another body in it."""
    geometry = needed(element, "geometry")
    require(len(geometry) == 1, element, "<geometry> には形を一つだけ書いてください。")
    child = geometry[0]
    if child.tag == "box":
        x, y, z = numbers(child, "size", 3)
        require(min(x, y, z) > 0.0, element, "size は 0 より大きくしてください。")
        return Box((x, y, z))
    if child.tag == "cylinder":
        return Cylinder(positive(child, "radius"), positive(child, "length"))
    if child.tag == "sphere":
        return Sphere(positive(child, "radius"))
    raise Fault(element, f"形 <{child.tag}> は使えません。box、cylinder、sphere で書いてください。")


def colour(element: Element) -> Colour:
    """The `<color rgba>` of a material."""
    only(element, "color")
    red, green, blue, alpha = numbers(needed(element, "color"), "rgba", 4)
    inside = all(0.0 <= part <= 1.0 for part in (red, green, blue, alpha))
    require(inside, element, "rgba は 0 から 1 にしてください。")
    return red, green, blue, alpha


def is_inertia(tensor: NDArray[np.float64]) -> bool:
    """Whether a body can have this inertia: positive principal moments, none above the sum of the others."""
    small, middle, large = sorted(np.linalg.eigvalsh(tensor))
    return bool(small > 0.0 and large <= (small + middle) * (1.0 + 1e-9))


def _number(element: Element, text: str, key: str) -> float:
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    require(math.isfinite(value), element, f"{key} の「{text}」は有限の数ではありません。")
    return value
