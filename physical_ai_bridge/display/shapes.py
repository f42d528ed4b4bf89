"""One thing to draw, in the map frame: the vocabulary of this package."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

Point = tuple[float, float, float]
"""(x, y, z) in the map frame, m."""
Colour = tuple[float, float, float, float]
"""Red, green, blue and opacity, each 0 to 1."""

INK: Colour = (0.95, 0.95, 0.95, 1.0)
"""Of text that says nothing but a name; RViz draws on dark grey."""


class Kind(Enum):
    """How a shape's ``size`` and ``points`` are meant."""

    BOX = "box"
    """``size``: its sides."""
    DISC = "disc"
    """``size``: diameter, diameter, height."""
    ARROW = "arrow"
    """``size``: length, width, height; it begins at ``at`` and points along ``yaw``."""
    LINE = "line"
    """``points`` joined in order, ``size[0]`` wide."""
    AREA = "area"
    """``points``: three a triangle."""
    TEXT = "text"
    """``text`` that always faces the viewer, its capitals ``size[2]`` high."""


@dataclass(frozen=True)
class Shape:
    """Lengths in m, ``yaw`` in rad (REP-103); ``group`` can be switched off as one, ``lifetime`` in s (0: for
    ever)."""

    group: str
    kind: Kind
    colour: Colour
    at: Point = (0.0, 0.0, 0.0)
    yaw: float = 0.0
    size: Point = (1.0, 1.0, 1.0)
    points: tuple[Point, ...] = ()
    text: str = ""
    lifetime: float = 0.0


def text(group: str, words: str, at: Point, height: float, colour: Colour = INK) -> Shape:
    """Words centred on ``at``."""
    return Shape(group, Kind.TEXT, colour, at, size=(0.0, 0.0, height), text=words)
