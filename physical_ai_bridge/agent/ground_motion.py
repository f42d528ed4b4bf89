"""Driving straight, turning on the spot and waiting: how far, which way, how long, or the question for it."""

from __future__ import annotations

import math
from typing import Any

from physical_ai_bridge.agent.pace import said_speed
from physical_ai_bridge.agent.results import Question, Refusal, Result, foreign
from physical_ai_bridge.agent.surroundings import Surroundings
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep, RotateStep, WaitStep

SMALL_MOVE = 0.2
"""m: what 少し means; a distance that a person beside the robot sees, within a robot's own length."""
SMALL_TURN = 15.0
"""degrees: what 少し means where the robot turns."""
STRIDE = 0.5
"""m: one 歩, a short step of a person; rounded down, so that the robot goes rather too short than too far."""
_WAYS = {"forward": 1.0, "backward": -1.0}
_TURNS = {"left": 1.0, "ccw": 1.0, "right": -1.0, "cw": -1.0}
_MOVE = {"direction", "distance_m", "steps", "extent", "duration_s", "speed", "speed_mps"}


def move(args: dict[str, Any], here: Surroundings) -> Result:
    """move_relative: a distance, a number of 歩 or 少し; for how long is asked back as how far."""
    if refusal := foreign(args, _MOVE) or _said_twice(args, "distance_m", "steps", "duration_s"):
        return refusal
    direction = args.get("direction")
    if direction is None:
        text = "前と後ろ、どちらに動きますか？"
        return Question(text, ReasonCode.QUESTION_OPEN, "direction", "direction")
    if direction not in _WAYS:
        text = "横や上下には動けません。「右を向いて1m進んで」のように言ってください"
        return Refusal(text, ReasonCode.UNSUPPORTED_SKILL)
    distance = _distance(args)
    if distance is None:
        return _how_far(args, str(direction))
    return (MoveStep(distance_m=_WAYS[direction] * distance, speed_mps=said_speed(args, here)),)


def _distance(args: dict[str, Any]) -> float | None:
    if "distance_m" in args:
        return float(args["distance_m"])
    if "steps" in args:
        return float(args["steps"]) * STRIDE
    return SMALL_MOVE if args.get("extent") == "small" and "duration_s" not in args else None


def _how_far(args: dict[str, Any], direction: str) -> Question:
    asked = f"何メートル{'進み' if direction == 'forward' else '下がり'}ますか？"
    text = f"時間では動けません。{asked}" if "duration_s" in args else asked
    return Question(text, ReasonCode.QUESTION_OPEN, "distance", "distance_m", replaces="duration_s")


def rotate(args: dict[str, Any], here: Surroundings) -> Result:
    """rotate: an angle and a side. Half turns need no side: both ways end facing the same."""
    if refusal := foreign(args, {"direction", "angle_deg", "extent", "duration_s"}) or _said_twice(
        args, "angle_deg", "duration_s"
    ):
        return refusal
    direction = args.get("direction")
    degrees = _degrees(args, direction)
    if degrees is None:
        text = f"{'時間では回れません。' if 'duration_s' in args else ''}何度回りますか？"
        return Question(text, ReasonCode.QUESTION_OPEN, "angle", "angle_deg", replaces="duration_s")
    sign = _TURNS.get(str(direction), 1.0 if degrees % 180.0 == 0.0 else None)
    if sign is None:
        text = "右と左、どちらに回りますか？"
        return Question(text, ReasonCode.QUESTION_OPEN, "direction", "direction")
    return (RotateStep(angle_rad=math.radians(sign * degrees)),)


def _degrees(args: dict[str, Any], direction: object) -> float | None:
    if "angle_deg" in args:
        return float(args["angle_deg"])
    if direction == "around":
        return 180.0
    return SMALL_TURN if args.get("extent") == "small" and "duration_s" not in args else None


def wait(args: dict[str, Any], here: Surroundings) -> Result:
    """wait: for so many seconds."""
    if refusal := foreign(args, {"duration_s"}):
        return refusal
    if "duration_s" not in args:
        return Question("何秒待ちますか？", ReasonCode.QUESTION_OPEN, "duration", "duration_s")
    return (WaitStep(duration_s=float(args["duration_s"])),)


def _said_twice(args: dict[str, Any], *amounts: str) -> Refusal | None:
    """Two amounts for one motion: which of them counts, nobody said."""
    if sum(amount in args for amount in amounts) < 2:
        return None
    return Refusal("距離や時間は、どれか一つで言ってください", ReasonCode.UNSUPPORTED_SKILL)
