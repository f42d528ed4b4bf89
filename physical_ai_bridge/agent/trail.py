"""Where a robot has been: the last places, so that 「戻って」 leads back to the one before."""

from __future__ import annotations

import math

from physical_ai_bridge.plan.enums import OutcomeKind
from physical_ai_bridge.plan.outcome import Outcome
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep
from physical_ai_bridge.world import World

Trail = tuple[str, ...]
"""Names of places, the newest last; an empty one is somewhere that has no name."""
AT = 0.5
"""m: a robot that starts no farther from a place is there; some way less than its own length and width."""
LENGTH = 3


def begun(world: World, robot: str) -> Trail:
    """The trail of a robot that has not moved yet: the place it starts at, if any."""
    start = next((each.start for each in world.robots if each.name == robot), None)
    if start is None:
        return ("",)
    near = (p.name for p in world.places if math.dist((p.pose.x, p.pose.y), (start.x, start.y)) <= AT)
    return (next(near, ""),)


def followed(trail: Trail, plan: Plan, outcome: Outcome) -> Trail:
    """The trail once a plan has ended, by what was measured and not by what was meant."""
    if outcome.kind is OutcomeKind.REFUSED:
        return trail
    for each in outcome.steps:
        step = plan.steps[each.step_index] if 0 <= each.step_index < len(plan.steps) else None
        if isinstance(step, NavigateStep) and each.done:
            trail = _to(trail, step.place)
        elif isinstance(step, NavigateStep | MoveStep):
            trail = _to(trail, "")
    drives = any(isinstance(step, NavigateStep | MoveStep) for step in plan.steps)
    return _to(trail, "") if drives and outcome.kind is not OutcomeKind.SUCCEEDED else trail


def origin(trail: Trail) -> str:
    """The place where the robot was before it came where it is; empty where nobody knows."""
    here = trail[-1] if trail else ""
    return next((place for place in reversed(trail[:-1]) if place and place != here), "")


def _to(trail: Trail, place: str) -> Trail:
    return trail if trail[-1:] == (place,) else (*trail, place)[-LENGTH:]
