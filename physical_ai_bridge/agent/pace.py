"""How fast a robot is to drive: what ゆっくり and 速く mean in m/s, said once or until told otherwise."""

from __future__ import annotations

import math
from typing import Any

from physical_ai_bridge.agent.results import Refusal
from physical_ai_bridge.agent.surroundings import Surroundings
from physical_ai_bridge.plan.reasons import ReasonCode

LOW_SPEED = 0.3
"""m/s: what ゆっくり means; the speed at which the robots drive by map alone."""
LOWEST = 0.1
"""m/s: もっとゆっくり goes no lower."""
_STEP = 2.0
"""もっと速く and もっとゆっくり double and halve."""


def said_speed(args: dict[str, Any], here: Surroundings) -> float:
    """m/s for one step; 0 leaves it to the robot. Fast is no faster than its own. Raises ValueError."""
    if "speed_mps" in args:
        return float(args["speed_mps"])
    if args.get("speed") == "low":
        return min(LOW_SPEED, here.pace or here.profile.max_speed, here.profile.max_speed)
    return 0.0 if args.get("speed") == "high" else here.pace


def said_pace(args: dict[str, Any], here: Surroundings) -> float | Refusal:
    """m/s from now on, 0 for the robot's own. Raises ValueError for what is no speed above 0."""
    top = here.profile.max_speed
    if "value" in args:
        return _number(args, top)
    if "change" in args:
        return _changed(str(args["change"]), here.pace or top, top)
    levels = {"low": min(LOW_SPEED, top), "normal": 0.0, "high": 0.0, "max": 0.0}
    found = levels.get(str(args.get("level")))
    return _unclear() if found is None else found


def _number(args: dict[str, Any], top: float) -> float | Refusal:
    scale = {"m/s": 1.0, "%": top / 100.0}.get(str(args.get("unit")))
    if scale is None:
        return _unclear()
    wanted = float(args["value"]) * scale
    if not (math.isfinite(wanted) and wanted > 0.0):
        raise ValueError("a speed must be above 0")
    if wanted > top:
        return Refusal(f"速さは毎秒{top:g}mまでです", ReasonCode.SPEED_OVER_LIMIT)
    return wanted


def _changed(change: str, now: float, top: float) -> float | Refusal:
    if change == "slower":
        return max(now / _STEP, min(LOWEST, top))
    if change != "faster":
        return _unclear()
    if now >= top:
        return Refusal(f"これ以上は速くできません。毎秒{top:g}mまでです", ReasonCode.SPEED_OVER_LIMIT)
    return 0.0 if now * _STEP >= top else now * _STEP


def _unclear() -> Refusal:
    text = "その速さの言い方にはまだ対応していません。「毎秒0.3mで」のように言ってください"
    return Refusal(text, ReasonCode.UNSUPPORTED_SKILL)
