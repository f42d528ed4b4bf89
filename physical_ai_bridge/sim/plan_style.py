"""Colours and the Japanese font of the site's floor plan."""

from __future__ import annotations

import matplotlib_fontja
from matplotlib.font_manager import FontProperties
from matplotlib.patheffects import AbstractPathEffect, withStroke

INK = "#1f2933"
MUTED = "#52606d"
GRID = "#e4e7eb"
FLOOR = "#fbfbf9"
WALL = "#3e4c59"
FURNITURE = {"shelf": "#f0c58b", "charger": "#9fd8b4", "pallet": "#d9c3a0", "cabinet": "#b8c4d0"}
OTHER_FURNITURE = "#dccfb8"
ZONE = {"keep_out": ("#d64545", "#fdeaea"), "slow": ("#b87503", "#fdf1d3")}
"""Edge and fill for each kind of zone."""
PLACE = "#3e7cb1"
PATH = "#1558d6"
START = "#2f9e60"
STOP = "#d64545"

HALO: list[AbstractPathEffect] = [withStroke(linewidth=3.0, foreground="white")]
"""A white rim that keeps text legible on lines and hatching."""


def font(size: float) -> FontProperties:
    """A Japanese font, `size` in points, that is installed as a package and needs none of the system's."""
    return FontProperties(fname=matplotlib_fontja.get_font_ttf_path(), size=size)
