"""Answers to questions that move nothing. What the agent does not know it says it does not know."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from physical_ai_bridge.agent.locations import robot_at, thing_at
from physical_ai_bridge.agent.state import StateHeard
from physical_ai_bridge.agent.surroundings import Surroundings
from physical_ai_bridge.agent.wording import abilities, listed
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
OF_SITE = frozenset({"time", "object_location", "weather", "other"})
"""Topics on which every robot of a site gives the same answer."""


@dataclass(frozen=True)
class Known:
    """What answers are made of: ``robot`` is its name, ``heard`` what its gate told last, ``now_ns`` ROS
    time."""

    robot: str
    here: Surroundings
    heard: StateHeard | None
    now_ns: int


def topics(intents: Sequence[Intent]) -> tuple[str, ...]:
    """What was asked about, in order."""
    return tuple(str(each.args.get("topic", "")) for each in intents if each.skill == "query")


def answer(intents: Sequence[Intent], said: str, known: Known) -> str:
    """Japanese sentences, one a question; ``said`` is what language alone would answer."""
    asked = [dict(intent.args) for intent in intents if intent.skill == "query"]
    told = [rule(args, known) for args in asked if (rule := _RULES.get(str(args.get("topic"))))]
    return "".join(dict.fromkeys(told)) or said or _UNKNOWN


def _battery(args: dict[str, Any], known: Known) -> str:
    charge = known.heard.charge if known.heard is not None else None
    if charge is None or not math.isfinite(charge):  # NaN: the robot does not know
        return "電池の残りは分かりません。ロボットから届いていません。"
    return f"電池の残りは{charge * 100:.0f}%です。"


def _status(args: dict[str, Any], known: Known) -> str:
    if known.heard is None:
        return "今の状態は分かりません。安全ゲートからまだ届いていません。"
    return f"{_MODES.get(known.heard.state.mode, '状態が分かりません')}。"


def _capabilities(args: dict[str, Any], known: Known) -> str:
    places = listed([place.name for place in known.here.world.places])
    going = f"行ける場所は{places}です。" if places else ""
    return f"できるのは{abilities(known.here.profile)}です。{going}"


def _name(args: dict[str, Any], known: Known) -> str:
    found = known.here.world.robot(known.robot)
    return f"{found.title_ja if found else known.here.profile.title_ja} ({known.robot[:20]}) です。"


def _position(args: dict[str, Any], known: Known) -> str:
    return robot_at(known.heard.pose if known.heard else None, known.here.world)


def _thing(args: dict[str, Any], known: Known) -> str:
    target = args.get("target")
    return thing_at(target, known.here.world) if isinstance(target, str) and target else _UNKNOWN


def _time(args: dict[str, Any], known: Known) -> str:
    """In the time zone that the machine is set to."""
    now = datetime.fromtimestamp(known.now_ns // 10**9)
    return f"{now.month}月{now.day}日の{now.hour}時{now.minute}分です。"


_UNKNOWN = "その質問には答えられません。"
_RULES: dict[str, Callable[[dict[str, Any], Known], str]] = {
    "battery": _battery,
    "status": _status,
    "capabilities": _capabilities,
    "name": _name,
    "position": _position,
    "object_location": _thing,
    "time": _time,
    "camera": lambda args, known: "カメラの映像は分かりません。",
    "weather": lambda args, known: "天気は分かりません。",
}
