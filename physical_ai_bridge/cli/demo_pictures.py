"""The demonstration's two pictures: the site from above with the path driven, and a frame of the
simulation."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.sim.driven_path import Marker
from physical_ai_bridge.sim.picture import draw_site
from physical_ai_bridge.sim.render import render_frame
from physical_ai_bridge.sim.simulator import Simulator
from physical_ai_bridge.world import Pose, World


def draw(
    world: World,
    robot: str,
    path: Sequence[tuple[float, float]],
    end: Pose2,
    marks: Sequence[Marker],
    output: Path,
) -> Iterator[str]:
    """Write ``site.png`` and, where EGL works, ``frame.png`` into ``output``; a Japanese line about each."""
    site, frame = output / "site.png", output / "frame.png"
    draw_site(world, path, site, marks, f"{world.title_ja}: {robot} が走った道")
    yield f"\n画像: {site}"
    drawn = render_frame(Simulator(_with_robot_at(world, robot, end)), frame)
    yield f"画像: {frame}" if drawn.done else f"シミュレーションの画像はありません: {drawn.reason}"


def _with_robot_at(world: World, robot: str, pose: Pose2) -> World:
    """The site with the robot where it stands now: a fresh simulation of it shows this moment."""
    here = Pose(x=pose.x, y=pose.y, yaw_deg=math.degrees(pose.yaw))
    moved = [each.model_copy(update={"start": here}) if each.name == robot else each for each in world.robots]
    return world.model_copy(update={"robots": tuple(moved)})
