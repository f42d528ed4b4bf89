"""A PNG of the site from above with the path a robot drove: what a run leaves behind for people."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from physical_ai_bridge.sim import plan_style as style
from physical_ai_bridge.sim.driven_path import Marker, Point, draw_key, draw_marker, draw_path
from physical_ai_bridge.sim.floor_plan import draw_plan
from physical_ai_bridge.world import World

__all__ = ["Marker", "draw_site"]

_LEFT, _RIGHT, _BELOW, _ABOVE = 0.5, 0.25, 0.85, 0.65
"""Margins in inches."""
_LONGER_SIDE = 11.8
"""Inches; a site of any size makes a picture of much the same size."""


def draw_site(
    world: World,
    path: Sequence[Point],
    output: Path,
    markers: Sequence[Marker] = (),
    title: str | None = None,
) -> None:
    """Write a PNG of the site with the `path` driven: points (x, y) in the map frame, m, oldest first.

    The title is the world's own where none is given; missing directories are made.
    """
    figure, axes = _canvas(world)
    axes.set_title(
        title or world.title_ja, fontproperties=style.font(16), color=style.INK, pad=12, loc="left"
    )
    draw_plan(axes, world)
    draw_path(axes, path)
    for marker in markers:
        draw_marker(axes, marker)
    draw_key(axes, path, bool(markers), _square(world))
    output.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(output, format="png")


def _square(world: World) -> int:
    """The side of a grid square, m, so that there are about twenty at most."""
    area = world.bounds
    return max(1, math.ceil(max(area.xmax - area.xmin, area.ymax - area.ymin) / 20.0))


def _canvas(world: World) -> tuple[Figure, Axes]:
    area = world.bounds
    scale = _LONGER_SIDE / max(area.xmax - area.xmin, area.ymax - area.ymin)
    width, height = (area.xmax - area.xmin) * scale, (area.ymax - area.ymin) * scale
    full = (width + _LEFT + _RIGHT, height + _BELOW + _ABOVE)
    figure = Figure(figsize=full, dpi=130, facecolor="white")
    axes = figure.add_axes((_LEFT / full[0], _BELOW / full[1], width / full[0], height / full[1]))
    axes.set(xlim=(area.xmin, area.xmax), ylim=(area.ymin, area.ymax), aspect="equal", facecolor=style.FLOOR)
    axes.xaxis.set_major_locator(MultipleLocator(_square(world)))
    axes.yaxis.set_major_locator(MultipleLocator(_square(world)))
    axes.tick_params(length=0, labelsize=8.5, labelcolor=style.MUTED)
    axes.grid(color=style.GRID, linewidth=0.7)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
    return figure, axes
