"""Answers to questions that move nothing: state, battery, skills, places."""

from __future__ import annotations

import math
from collections.abc import Sequence

from physical_ai_bridge.agent.grounding import Surroundings
from physical_ai_bridge.agent.state import StateHeard
from physical_ai_bridge.language import Intent
from physical_ai_bridge.plan.enums import Mode

_MODES = {
    Mode.INIT: "準備中です",
    Mode.READY: "待機しています",
    Mode.ACTIVE: "動作しています",
    Mode.SLOW: "徐行しています",
    Mode.HOLD: "障害物の前で待っています",
    Mode.PROTECTIVE_STOP: "止まっています。新しい指示で動きます",
    Mode.EMERGENCY_STOP: "非常停止中です。人の解除が必要です",
    Mode.FAULT: "異常のため止まっています。人の解除が必要です",
}


def answer(intents: Sequence[Intent], said: str, heard: StateHeard | None, here: Surroundings) -> str:
    """A Japanese sentence; ``said`` is what language alone would answer."""
    topic = next((str(intent.args.get("topic", "")) for intent in intents if intent.skill == "query"), "")
    charge = heard.charge if heard is not None else None
    if topic == "battery" and charge is not None and math.isfinite(charge):  # NaN: the robot does not know
        return f"電池の残りは{charge * 100:.0f}%です。"
    if topic == "status" and heard is not None:
        return f"{_MODES.get(heard.state.mode, '状態が分かりません')}。"
    if topic == "capabilities":
        places = "、".join(place.name for place in here.world.places)
        return f"前進、後退、回転、待機と、{places}への移動ができます。"
    return said or "その質問には答えられません。"
