"""The slow part of admission: the whole path swept with the footprint against site, furniture and zones.

A plan is walked through from the measured pose; each straight piece must keep the footprint and the
tolerance of the
envelope clear of everything solid and of every keep-out zone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from shapely import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.plane import ahead_of
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, RotateStep, Step
from physical_ai_bridge.plan.verdict import ADMITTED, Evidence, Nearest, Verdict, refused
from physical_ai_bridge.safety.envelope import goal_pose
from physical_ai_bridge.world import World

RESOLUTION = 0.1  # m: nearest allowed distances are rounded down to this
ROUNDING = 1e-9  # m, and of a step: what floating point may add or take away


@dataclass(frozen=True)
class Sweep:
    """What a path is held against: reach of the robot, longest move (m), the shapes to stay clear of.

    A robot that already stands nearer than ``reach``, as one does that stopped at the edge of its envelope,
    may go on where it comes no nearer, down to ``least_reach``; else nothing but hands could free it.
    """

    reach: float
    least_reach: float
    site: BaseGeometry
    solids: BaseGeometry
    keep_out: BaseGeometry
    longest: float


def make_sweep(world: World, footprint_radius: float, tolerance: float, longest: float) -> Sweep:
    """Precomputed once a start; ``tolerance`` m is how far the envelope lets the robot stray."""
    bounds = world.bounds
    site = box(bounds.xmin, bounds.ymin, bounds.xmax, bounds.ymax)
    reach, least = footprint_radius + tolerance, footprint_radius + tolerance / 2.0
    return Sweep(reach, least, site, world.solids(), world.keep_out(), longest)


def review(plan: Plan, first_step: int, pose: Pose2, world: World, sweep: Sweep) -> Verdict:
    """The verdict on steps ``first_step`` and on, from ``pose``. Pure; raises KeyError for an unknown
    place."""
    for index, step in enumerate(plan.steps[first_step:], start=first_step):
        end = _end(step, pose, world)
        too_far = isinstance(step, MoveStep) and abs(step.distance_m) > sweep.longest
        reason = ReasonCode.DISTANCE_OVER_LIMIT if too_far else _why_not(_line(pose, end), sweep)
        if reason is not ReasonCode.OK:
            return _refusal(reason, index, step, pose, sweep)
        pose = end
    return ADMITTED


def _end(step: Step, pose: Pose2, world: World) -> Pose2:
    if isinstance(step, MoveStep):
        return ahead_of(pose, step.distance_m)
    if isinstance(step, NavigateStep):
        return goal_pose(world, step.place)
    return replace(pose, yaw=pose.yaw + step.angle_rad) if isinstance(step, RotateStep) else pose


def _line(start: Pose2, end: Pose2) -> LineString:
    return LineString([(start.x, start.y), (end.x, end.y)])


def _why_not(line: LineString, sweep: Sweep) -> ReasonCode:
    if _is_too_near(line, sweep.site.boundary, sweep) or not sweep.site.contains(line):
        return ReasonCode.OUT_OF_SITE
    if _is_too_near(line, sweep.keep_out, sweep):
        return ReasonCode.KEEP_OUT_ZONE
    return ReasonCode.OBSTACLE_ON_PATH if _is_too_near(line, sweep.solids, sweep) else ReasonCode.OK


def _is_too_near(line: LineString, shape: BaseGeometry, sweep: Sweep) -> bool:
    if shape.is_empty:
        return False
    at_start = Point(line.coords[0]).distance(shape) - ROUNDING
    return bool(line.distance(shape) < max(sweep.least_reach, min(sweep.reach, at_start)))


def _refusal(reason: ReasonCode, index: int, step: Step, pose: Pose2, sweep: Sweep) -> Verdict:
    if not isinstance(step, MoveStep):
        return refused(reason, index)
    possible = _farthest(pose, step.distance_m, sweep)
    evidence = (Evidence("distance", abs(step.distance_m), possible, "m"),)
    return refused(reason, index, Nearest(possible, "m") if possible > 0.0 else None, evidence)


def _farthest(pose: Pose2, distance: float, sweep: Sweep) -> float:
    """The longest free move in the same direction, in steps of ``RESOLUTION``; 0 where there is none."""
    sign = math.copysign(1.0, distance)
    count = int(min(abs(distance), sweep.longest) / RESOLUTION + ROUNDING)
    free = 0
    while free < count and _is_free(pose, sign * (free + 1) * RESOLUTION, sweep):
        free += 1
    return round(free * RESOLUTION, 3)


def _is_free(pose: Pose2, distance: float, sweep: Sweep) -> bool:
    return _why_not(_line(pose, ahead_of(pose, distance)), sweep) is ReasonCode.OK
