"""A plan's form held against the robot: skills, numbers, sizes. Reject, never repair."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from physical_ai_bridge.plan.plan import Plan, canonical
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, RotateStep, Step, WaitStep
from physical_ai_bridge.plan.verdict import Evidence, Nearest, Verdict, refused
from physical_ai_bridge.safety.config import GateConfig


def check_form(plan: Plan, config: GateConfig) -> Verdict | None:
    """The first rule a plan breaks, or None. Geometry comes later, in the review."""
    if plan.robot != config.robot:
        return refused(ReasonCode.UNKNOWN_ROBOT)
    if not plan.steps:
        return refused(ReasonCode.PLAN_EMPTY)
    if len(plan.steps) > config.plan.max_steps:
        return _too_much(ReasonCode.TOO_MANY_STEPS, -1, "steps", len(plan.steps), config.plan.max_steps, "")
    size = len(canonical(plan))
    if size > config.plan.max_bytes:
        return _too_much(ReasonCode.PLAN_TOO_LARGE, -1, "size", size, config.plan.max_bytes, "byte")
    broken = (_check_step(i, step, config) for i, step in enumerate(plan.steps))
    return next((verdict for verdict in broken if verdict is not None), None)


def _check_step(index: int, step: Step, config: GateConfig) -> Verdict | None:
    if step.kind not in config.profile.skills:
        return refused(ReasonCode.SKILL_NOT_ALLOWED, index)
    rule = _RULES.get(type(step))
    return next(rule(index, step, config), None) if rule else refused(ReasonCode.SKILL_NOT_ALLOWED, index)


def _move(index: int, step: MoveStep, config: GateConfig) -> Iterator[Verdict]:
    limit = config.profile.max_move
    if abs(step.distance_m) > limit:
        nearest = Nearest(limit, "m")
        yield _too_much(
            ReasonCode.DISTANCE_OVER_LIMIT, index, "distance", abs(step.distance_m), limit, "m", nearest
        )
    yield from _speed(index, step.speed_mps, config)


def _navigate(index: int, step: NavigateStep, config: GateConfig) -> Iterator[Verdict]:
    if config.world.place(step.place) is None:
        yield refused(ReasonCode.UNKNOWN_PLACE, index)
    yield from _speed(index, step.speed_mps, config)


def _rotate(index: int, step: RotateStep, config: GateConfig) -> Iterator[Verdict]:
    limit = math.radians(config.profile.max_rotation_deg)
    if abs(step.angle_rad) > limit + config.tolerances.limit_margin:
        nearest = Nearest(config.profile.max_rotation_deg, "deg")
        yield _too_much(
            ReasonCode.ANGLE_OVER_LIMIT, index, "angle", abs(step.angle_rad), limit, "rad", nearest
        )


def _wait(index: int, step: WaitStep, config: GateConfig) -> Iterator[Verdict]:
    limit = config.profile.max_wait
    if step.duration_s > limit:
        nearest = Nearest(limit, "s")
        yield _too_much(
            ReasonCode.DURATION_OVER_LIMIT, index, "duration", step.duration_s, limit, "s", nearest
        )


def _speed(index: int, speed: float, config: GateConfig) -> Iterator[Verdict]:
    limit = config.profile.max_speed
    if speed > limit:
        nearest = Nearest(limit, "m/s")
        yield _too_much(ReasonCode.SPEED_OVER_LIMIT, index, "speed", speed, limit, "m/s", nearest)


_RULES: dict[type, Callable[..., Iterator[Verdict]]] = {
    MoveStep: _move,
    NavigateStep: _navigate,
    RotateStep: _rotate,
    WaitStep: _wait,
}


def _too_much(
    reason: ReasonCode,
    index: int,
    name: str,
    value: float,
    limit: float,
    unit: str,
    nearest: Nearest | None = None,
) -> Verdict:
    return refused(reason, index, nearest, (Evidence(name, float(value), float(limit), unit),))
