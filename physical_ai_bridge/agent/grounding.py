"""What was said, tied to this site and this robot: intents become steps, or a question back, or a refusal.
Never a guess."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from physical_ai_bridge.language import Intent
from physical_ai_bridge.language.understanding import Slot
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, RotateStep, Step, WaitStep
from physical_ai_bridge.robots import RobotProfile
from physical_ai_bridge.world import Place, World

LOW_SPEED = 0.3  # m/s: what ゆっくり means


@dataclass(frozen=True)
class Grounded:
    """Steps that can be proposed as they are."""

    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Question:
    """Something is missing: ``slot`` of intent ``index``; ``choices`` are the places that would fit."""

    text: str
    reason: ReasonCode
    slot: Slot
    index: int
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """Understood, but not to be done here; ``text`` says why and what would be possible."""

    text: str
    reason: ReasonCode


@dataclass(frozen=True)
class Surroundings:
    """The site and the robot that was addressed."""

    world: World
    profile: RobotProfile


Result = Step | Question | Refusal


def ground(intents: Sequence[Intent], here: Surroundings) -> Grounded | Question | Refusal:
    """All steps, or the first question or refusal: a good first clause does not launder the rest."""
    steps: list[Step] = []
    for index, intent in enumerate(intents):
        result = _ground_one(intent, index, here)
        if isinstance(result, Question | Refusal):
            return result
        if result is not None:
            steps.append(result)
    return (
        Grounded(tuple(steps)) if steps else Refusal("動作の指示が見つかりません", ReasonCode.NO_MOTION_ASKED)
    )


def _ground_one(intent: Intent, index: int, here: Surroundings) -> Result | None:
    """One step, or None for a stop that ends a step, which every step does anyway."""
    if intent.skill == "stop":
        return _foreign(dict(intent.args), set())
    rule = _RULES.get(intent.skill)
    if rule is None:
        return Refusal(f"{here.profile.title_ja}にはその作業ができません", ReasonCode.UNSUPPORTED_SKILL)
    try:
        return rule(dict(intent.args), index, here)
    except (TypeError, ValueError, OverflowError):  # no number, NaN, infinity, a negative time
        return Refusal("数値が正しくありません。もう一度言ってください", ReasonCode.NOT_FINITE)


def _foreign(args: dict[str, Any], known: set[str]) -> Refusal | None:
    """An argument we would have to ignore is not ignored."""
    if set(args) <= known:
        return None
    text = "その言い方にはまだ対応していません。距離や角度で言ってください"
    return Refusal(text, ReasonCode.UNSUPPORTED_SKILL)


def _move(args: dict[str, Any], index: int, here: Surroundings) -> Result:
    if refusal := _foreign(args, {"direction", "distance_m", "speed", "speed_mps", "extent"}):
        return refusal
    direction = args.get("direction")
    if direction is None:
        return Question("前と後ろ、どちらに動きますか？", ReasonCode.QUESTION_OPEN, "direction", index)
    sign = {"forward": 1.0, "backward": -1.0}.get(direction)
    if sign is None:
        text = "横や上下には動けません。「右を向いて1m進んで」のように言ってください"
        return Refusal(text, ReasonCode.UNSUPPORTED_SKILL)
    if "distance_m" not in args:  # also where an extent was said: how far 少し is, the person tells
        way = "進み" if sign > 0 else "下がり"
        return Question(f"何メートル{way}ますか？", ReasonCode.QUESTION_OPEN, "distance", index)
    return MoveStep(distance_m=sign * float(args["distance_m"]), speed_mps=_speed(args, here))


def _rotate(args: dict[str, Any], index: int, here: Surroundings) -> Result:
    if refusal := _foreign(args, {"direction", "angle_deg", "extent"}):
        return refusal
    direction = args.get("direction")
    degrees = args.get("angle_deg", 180.0 if direction == "around" else None)
    if degrees is None:
        return Question("何度回りますか？", ReasonCode.QUESTION_OPEN, "angle", index)
    either_way = float(degrees) % 180.0 == 0.0  # both ways end facing the same
    sign = _TURNS.get(str(direction), 1.0 if either_way else None)
    if sign is None:
        return Question("右と左、どちらに回りますか？", ReasonCode.QUESTION_OPEN, "direction", index)
    return RotateStep(angle_rad=math.radians(sign * float(degrees)))


def _navigate(args: dict[str, Any], index: int, here: Surroundings) -> Result:
    if refusal := _foreign(args, {"target", "speed", "speed_mps"}):
        return refusal
    target = args.get("target")
    if not isinstance(target, str):
        return Question("どこへ行きますか？", ReasonCode.QUESTION_OPEN, "place", index)
    place = here.world.place(target)
    if place is not None:
        return NavigateStep(place=place.name, speed_mps=_speed(args, here))
    return _which(target, here.world.places_of_kind(target), index, args, here)


def _which(
    target: str, found: tuple[Place, ...], index: int, args: dict[str, Any], here: Surroundings
) -> Result:
    if len(found) == 1:
        return _navigate({**args, "target": found[0].name}, index, here)
    if found:
        names = tuple(place.name for place in found)
        text = f"{'と'.join(names)}があります。どちらに行きますか？"
        return Question(text, ReasonCode.AMBIGUOUS_PLACE, "place", index, names)
    known = "、".join(place.name for place in here.world.places)
    text = f"「{target[:20]}」という場所は知りません。行けるのは{known}です"
    return Refusal(text, ReasonCode.UNKNOWN_PLACE)


def _return(args: dict[str, Any], index: int, here: Surroundings) -> Result:
    """Back to a named place; where a robot came from is not remembered."""
    if "target" in args:
        return _navigate(args, index, here)
    known = "、".join(place.name for place in here.world.places)
    text = f"元の場所は覚えていません。{known}のどれかを言ってください"
    return Refusal(text, ReasonCode.UNSUPPORTED_SKILL)


def _wait(args: dict[str, Any], index: int, here: Surroundings) -> Result:
    if refusal := _foreign(args, {"duration_s"}):
        return refusal
    if "duration_s" not in args:
        return Question("何秒待ちますか？", ReasonCode.QUESTION_OPEN, "duration", index)
    return WaitStep(duration_s=float(args["duration_s"]))


def _speed(args: dict[str, Any], here: Surroundings) -> float:
    """m/s; 0 leaves it to the robot. Fast is no faster than the robot's own."""
    if "speed_mps" in args:
        return float(args["speed_mps"])
    return min(LOW_SPEED, here.profile.max_speed) if args.get("speed") == "low" else 0.0


_TURNS = {"left": 1.0, "ccw": 1.0, "right": -1.0, "cw": -1.0}
_RULES: dict[str, Callable[[dict[str, Any], int, Surroundings], Result]] = {
    "move_relative": _move,
    "rotate": _rotate,
    "navigate": _navigate,
    "return": _return,
    "wait": _wait,
}
