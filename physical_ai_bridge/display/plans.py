"""A plan as a line over the floor, with a mark and a word wherever a step of it ends."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise

from physical_ai_bridge.display.shapes import Colour, Kind, Shape, text
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.plane import ahead_of, distance, wrap
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, RotateStep, Step, WaitStep
from physical_ai_bridge.world import World

PLAN: Colour = (0.30, 0.62, 1.0, 0.9)
HEIGHT = 0.05
"""m above the floor, over zones and places."""
FAR = 10_000.0
"""m from the map's origin, where the coordinates of world files end; a plan yet to be refused may go on."""


@dataclass(frozen=True)
class Target:
    """Where one or more steps end, in the map frame, and what they are called."""

    pose: Pose2
    label: str


def targets(plan: Plan, start: Pose2, world: World) -> tuple[Target, ...]:
    """The ends of the steps from ``start`` on; steps that end at the same spot share one."""
    found: list[Target] = []
    pose = start
    for number, step in enumerate(plan.steps, start=1):
        pose = _after(step, pose, world)
        label = f"{number}. {_label(step)}"
        if found and distance(found[-1].pose, pose) < 1e-6:
            found[-1] = Target(pose, f"{found[-1].label}\n{label}")
        else:
            found.append(Target(pose, label))
    return tuple(found)


def plan_shapes(plan: Plan, start: Pose2, world: World) -> tuple[Shape, ...]:
    """Line, marks and words; nothing for a plan that leads off every map."""
    ends = targets(plan, start, world)
    if not all(abs(value) <= FAR for end in ends for value in (end.pose.x, end.pose.y)):
        return ()
    points = tuple((pose.x, pose.y, HEIGHT) for pose in (start, *(end.pose for end in ends)))
    moves = any(a != b for a, b in pairwise(points))
    line = (Shape("plan", Kind.LINE, PLAN, size=(0.06, 0.0, 0.0), points=points),) if moves else ()
    return (*line, *(shape for end in ends for shape in _mark(end)))


def _mark(end: Target) -> tuple[Shape, ...]:
    at = (end.pose.x, end.pose.y, HEIGHT)
    return (
        Shape("targets", Kind.DISC, PLAN, at, size=(0.2, 0.2, 0.02)),
        Shape("targets", Kind.ARROW, PLAN, at, end.pose.yaw, (0.35, 0.07, 0.02)),
        text("target_names", end.label, (end.pose.x, end.pose.y, 0.4), 0.16),
    )


def _after(step: Step, pose: Pose2, world: World) -> Pose2:
    if isinstance(step, MoveStep):
        return ahead_of(pose, step.distance_m)
    if isinstance(step, RotateStep):
        return replace(pose, yaw=wrap(pose.yaw + step.angle_rad))
    place = world.place(step.place) if isinstance(step, NavigateStep) else None
    return Pose2(place.pose.x, place.pose.y, place.pose.yaw) if place else pose


def _label(step: Step) -> str:
    if isinstance(step, MoveStep):
        return f"{step.distance_m:+g} m"
    if isinstance(step, RotateStep):
        return f"{math.degrees(step.angle_rad):+.0f}°"
    if isinstance(step, NavigateStep):
        return step.place
    return f"{step.duration_s:g} 秒待つ" if isinstance(step, WaitStep) else step.kind
