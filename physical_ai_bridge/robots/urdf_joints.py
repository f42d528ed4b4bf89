"""A joint of a URDF, read strictly."""

from __future__ import annotations

import math
from xml.etree import ElementTree

from physical_ai_bridge.robots import urdf_values as values
from physical_ai_bridge.robots.urdf_parts import Joint, JointType, Limit
from physical_ai_bridge.robots.urdf_shapes import Vector

Element = ElementTree.Element
_TYPES: dict[str, JointType] = {name: name for name in ("fixed", "continuous", "revolute", "prismatic")}


def read_joint(element: Element) -> Joint:
    """The joint in a `<joint>` element. Raises values.Fault."""
    values.only(element, "parent", "child", "origin", "axis", "limit", "dynamics")
    kind = _TYPES.get(element.get("type", ""))
    if kind is None:
        raise values.Fault(element, f"type は {'、'.join(_TYPES)} のどれかにしてください。")
    damping, friction = _resistance(element)
    return Joint(
        values.name(element),
        kind,
        values.attribute(values.needed(element, "parent"), "link"),
        values.attribute(values.needed(element, "child"), "link"),
        values.origin(element),
        _axis(element),
        _limit(element, kind),
        damping,
        friction,
    )


def _resistance(element: Element) -> tuple[float, float]:
    dynamics = values.one(element, "dynamics")
    if dynamics is None:
        return 0.0, 0.0
    damping, friction = (
        values.at_least_zero(dynamics, dynamics.get(key, "0"), key) for key in ("damping", "friction")
    )
    return damping, friction


def _axis(element: Element) -> Vector:
    axis = values.one(element, "axis")
    x, y, z = (1.0, 0.0, 0.0) if axis is None else values.numbers(axis, "xyz", 3)
    length = math.hypot(x, y, z)
    values.require(length > 0.0, element, "axis の長さを 0 にしないでください。")
    return x / length, y / length, z / length


def _limit(element: Element, kind: JointType) -> Limit | None:
    limit = values.one(element, "limit")
    if limit is None:
        values.require(kind in ("fixed", "continuous"), element, "<limit> を書いてください。")
        return None
    effort, velocity = values.positive(limit, "effort"), values.positive(limit, "velocity")
    lower, upper = values.optional(limit, "lower"), values.optional(limit, "upper")
    bounded = kind in ("revolute", "prismatic")
    values.require(not bounded or lower < upper, element, "lower を upper より小さくしてください。")
    return Limit(lower, upper, effort, velocity)
