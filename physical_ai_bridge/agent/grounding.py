"""What was said, tied to this site and this robot: intents become steps, or a question back, or a refusal.
Never a guess."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from physical_ai_bridge.agent import ground_motion, ground_objects, ground_places
from physical_ai_bridge.agent.pace import said_pace
from physical_ai_bridge.agent.results import Grounded, Question, Refusal, Result, foreign
from physical_ai_bridge.agent.surroundings import Surroundings
from physical_ai_bridge.agent.wording import unsupported
from physical_ai_bridge.language import Intent
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import Step


def ground(intents: Sequence[Intent], here: Surroundings) -> Grounded | Question | Refusal:
    """All steps, or the first question or refusal: a good first clause does not launder the rest."""
    steps: list[Step] = []
    pace: float | None = None
    for index, intent in enumerate(intents):
        if intent.skill == "set_speed":
            result = _set_speed(dict(intent.args), here)
            if isinstance(result, Refusal):
                return result
            pace, here = result, replace(here, pace=result)
            continue
        found = _ground_one(intent, here)
        if isinstance(found, Question):
            return replace(found, index=index)
        if isinstance(found, Refusal):
            return found
        steps += found
    if steps or pace is not None:
        return Grounded(tuple(steps), pace)
    return Refusal("動作の指示が見つかりません", ReasonCode.NO_MOTION_ASKED)


def _ground_one(intent: Intent, here: Surroundings) -> Result:
    rule = _RULES.get(intent.skill)
    if rule is None:
        return unsupported(here.profile)
    try:
        return rule(dict(intent.args), here)
    except (TypeError, ValueError, OverflowError):  # no number, NaN, infinity, a negative time
        return _no_number()


def _set_speed(args: dict[str, Any], here: Surroundings) -> float | Refusal:
    try:
        return said_pace(args, here)
    except (TypeError, ValueError, OverflowError):
        return _no_number()


def _no_number() -> Refusal:
    return Refusal("数値が正しくありません。もう一度言ってください", ReasonCode.NOT_FINITE)


def _stop(args: dict[str, Any], here: Surroundings) -> Result:
    """A stop that ends a step, which every step does anyway."""
    return foreign(args, set()) or ()


def _query(args: dict[str, Any], here: Surroundings) -> Result:
    """A question beside the order is answered, not driven."""
    return ()


def _if(args: dict[str, Any], here: Surroundings) -> Result:
    text = "「もし～なら」という条件つきの指示にはまだ対応していません。条件なしで言ってください"
    return Refusal(text, ReasonCode.UNSUPPORTED_SKILL)


def _repeat(args: dict[str, Any], here: Surroundings) -> Result:
    text = "繰り返しや再開は、ほかの指示と分けて言ってください"
    return Refusal(text, ReasonCode.UNSUPPORTED_SKILL)


_RULES: dict[str, Callable[[dict[str, Any], Surroundings], Result]] = {
    "move_relative": ground_motion.move,
    "rotate": ground_motion.rotate,
    "wait": ground_motion.wait,
    "navigate": ground_places.navigate,
    "return": ground_places.go_back,
    "arm_pose": ground_places.pose,
    "pick": ground_objects.handle,
    "place": ground_objects.handle,
    "deliver": ground_objects.handle,
    "find": ground_objects.find,
    "prohibit": ground_objects.prohibit,
    "stop": _stop,
    "query": _query,
    "if": _if,
    "repeat": _repeat,
    "resume": _repeat,
}
