"""The path a robot drove, drawn on a floor plan: line, direction, start, end, stops, and the key to them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from matplotlib.axes import Axes

from physical_ai_bridge.sim import plan_style as style

Point = tuple[float, float]
_ARROW_EVERY = 1.2
"""m of path."""


@dataclass(frozen=True)
class Marker:
    """A point of the path worth a note, such as a stop: (x, y) in the map frame, m, and a short text."""

    x: float
    y: float
    text: str


def draw_path(axes: Axes, path: Sequence[Point]) -> None:
    """Draw the path, points (x, y) in m, oldest first; nothing for an empty one."""
    if not path:
        return
    xs, ys = [x for x, _ in path], [y for _, y in path]
    axes.plot(xs, ys, color="white", linewidth=5.0, solid_joinstyle="round", zorder=6)
    axes.plot(xs, ys, color=style.PATH, linewidth=2.4, solid_joinstyle="round", zorder=6.5)
    for tail, head in _arrows(path):
        looks = {"arrowstyle": "-|>", "color": style.PATH, "mutation_scale": 15.0, "linewidth": 0.0}
        axes.annotate("", head, tail, arrowprops=looks, zorder=7)
    axes.plot(
        xs[-1],
        ys[-1],
        "s",
        markersize=15,
        markerfacecolor="none",
        markeredgecolor=style.PATH,
        markeredgewidth=2.4,
        zorder=9,
    )
    axes.plot(xs[0], ys[0], "o", color=style.START, markersize=10, markeredgecolor="white", zorder=9)


def _arrows(path: Sequence[Point]) -> list[tuple[Point, Point]]:
    """Short pieces of the path, evenly spaced, that show which way it was driven."""
    found: list[tuple[Point, Point]] = []
    since = _ARROW_EVERY / 2.0
    for tail, head in pairwise(path):
        since += math.dist(tail, head)
        if since >= _ARROW_EVERY and tail != head:
            found.append((tail, head))
            since = 0.0
    return found


def draw_marker(axes: Axes, marker: Marker) -> None:
    """Draw a cross with its text beside it."""
    axes.plot(marker.x, marker.y, "X", color=style.STOP, markersize=13, markeredgecolor="white", zorder=10)
    text = axes.annotate(
        marker.text,
        (marker.x, marker.y),
        xytext=(11, 9),
        textcoords="offset points",
        fontproperties=style.font(11),
        color=style.STOP,
        zorder=11,
    )
    text.set_path_effects(style.HALO)


def draw_key(axes: Axes, path: Sequence[Point], with_markers: bool, square: int) -> None:
    """One line below the plan; the grid is the scale, a `square` its side in metres."""
    looks: list[tuple[str, dict[str, Any]]] = []
    if path:
        driven = sum(math.dist(a, b) for a, b in pairwise(path))
        looks.append((f"走った経路 {driven:.1f} m", {"color": style.PATH, "linewidth": 2.4}))
        looks.append(("開始", {"marker": "o", "color": style.START, "linestyle": "none", "markersize": 9}))
        end = {"marker": "s", "markerfacecolor": "none", "markeredgewidth": 2.2, "markersize": 10}
        looks.append(("終了", {**end, "color": style.PATH, "linestyle": "none"}))
    if with_markers:
        looks.append(("停止", {"marker": "X", "color": style.STOP, "linestyle": "none", "markersize": 10}))
    looks.append(
        (
            "場所 (矢印は向き)",
            {
                "marker": "o",
                "markerfacecolor": "white",
                "markeredgewidth": 2.0,
                "color": style.PLACE,
                "linestyle": "none",
                "markersize": 9,
            },
        )
    )
    handles = [axes.plot([], [], label=text, **look)[0] for text, look in looks]
    axes.legend(
        handles=handles,
        prop=style.font(10.5),
        labelcolor=style.INK,
        loc="upper left",
        ncols=len(handles),
        bbox_to_anchor=(-0.01, -0.035),
        frameon=False,
        handletextpad=0.5,
        columnspacing=2.2,
    )
    axes.text(
        1.0,
        -0.068,
        f"方眼 {square} m",
        transform=axes.transAxes,
        ha="right",
        va="center",
        color=style.MUTED,
        fontproperties=style.font(10.5),
    )
