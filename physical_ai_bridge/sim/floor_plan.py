"""The site itself as seen from above: walls, furniture, zones and places with their Japanese names."""

from __future__ import annotations

import math

from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrow, Polygon
from shapely import Polygon as Shape

from physical_ai_bridge.sim import plan_style as style
from physical_ai_bridge.world import Furniture, Place, World, Zone


def draw_plan(axes: Axes, world: World) -> None:
    """Draw the site on axes whose unit is the metre of the map frame."""
    for zone in world.zones:
        _zone(axes, zone)
    for wall in world.walls:
        axes.add_patch(_polygon(wall.footprint, facecolor=style.WALL, edgecolor=style.WALL, zorder=3))
    for item in world.furniture:
        _furniture(axes, item)
    for place in world.places:
        _place(axes, place)


def _zone(axes: Axes, zone: Zone) -> None:
    edge, fill = style.ZONE[zone.kind]
    axes.add_patch(_polygon(zone.area, facecolor=fill, edgecolor="none", zorder=1))
    hatch = "///" if zone.kind == "keep_out" else None
    axes.add_patch(
        _polygon(zone.area, facecolor="none", edgecolor=edge, hatch=hatch, linewidth=1.2, alpha=0.7, zorder=2)
    )
    rule = "進入禁止" if zone.max_speed is None else f"毎秒 {zone.max_speed:g} m まで"
    xmin, _, _, ymax = zone.area.bounds
    axes.text(
        xmin + 0.12,
        ymax - 0.12,
        f"{zone.name}\n{rule}",
        fontproperties=style.font(9.5),
        color=edge,
        ha="left",
        va="top",
        linespacing=1.5,
        zorder=5,
        bbox={"boxstyle": "round,pad=0.3", "facecolor": fill, "edgecolor": "none", "alpha": 0.92},
    )


def _furniture(axes: Axes, item: Furniture) -> None:
    fill = style.FURNITURE.get(item.kind, style.OTHER_FURNITURE)
    axes.add_patch(_polygon(item.footprint, facecolor=fill, edgecolor=style.WALL, linewidth=1.0, zorder=4))
    xmin, ymin, xmax, ymax = item.footprint.bounds
    upright = 90.0 if ymax - ymin > xmax - xmin else 0.0
    narrow = max(xmax - xmin, ymax - ymin) < 0.16 * len(item.name) + 0.1
    if not narrow:
        _label(axes, _middle(item.footprint), item.name, 9.5, style.INK, upright)


def _place(axes: Axes, place: Place) -> None:
    x, y, yaw = place.pose.x, place.pose.y, place.pose.yaw
    ahead = (0.2 * math.cos(yaw), 0.2 * math.sin(yaw))
    axes.add_patch(
        FancyArrow(x, y, *ahead, width=0.05, head_width=0.17, head_length=0.15, color=style.PLACE, zorder=5)
    )
    axes.add_patch(Circle((x, y), 0.12, facecolor="white", edgecolor=style.PLACE, linewidth=2.0, zorder=5))
    behind = 0.36 if math.sin(yaw) < -0.5 else -0.36
    _label(axes, (x, y + behind), place.name, 11.5, style.INK)


def _label(
    axes: Axes, at: tuple[float, float], text: str, size: float, colour: str, rotation: float = 0.0
) -> None:
    label = axes.text(
        *at,
        text,
        fontproperties=style.font(size),
        color=colour,
        ha="center",
        va="center",
        rotation=rotation,
        linespacing=1.4,
        zorder=8,
    )
    label.set_path_effects(style.HALO)


def _polygon(shape: Shape, **looks: object) -> Polygon:
    return Polygon(list(shape.exterior.coords), closed=True, **looks)


def _middle(shape: Shape) -> tuple[float, float]:
    point = shape.representative_point()
    return float(point.x), float(point.y)
