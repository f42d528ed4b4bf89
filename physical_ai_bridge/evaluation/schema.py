"""The labels of the benchmark: outcomes, skills with their arguments, and what each argument may be.

It is the table of bench/ja_instructions/README.md, for the program.
"""

from __future__ import annotations

import math
from typing import Any, Final, Literal, TypeAlias, get_args

from physical_ai_bridge.language import understanding

OUTCOMES: Final[tuple[str, ...]] = get_args(understanding.Outcome)
PHENOMENA: Final = (
    "request", "negation", "sequence", "order", "conditional", "numeral", "unit", "direction",
    "demonstrative", "ellipsis", "particle", "stop", "stop_trap", "asr", "script", "dialect", "keigo",
    "factory", "loanword", "unicode", "injection", "danger", "absurd", "remark", "question", "dialogue",
    "manipulation", "service", "unsupported", "unclear",
)  # fmt: skip
REGISTERS: Final = ("plain", "polite", "keigo", "dialect", "noisy")
SITES: Final = ("factory", "warehouse", "shop", "office", "home", "care")

Rule: TypeAlias = Literal["number", "text", "true", "goal", "intents"] | tuple[str, ...]
"""number: finite, not negative. goal: text, or [x, y] in m. intents: a list of them. A tuple: one of it."""

_LEVEL: Final = ("low", "high")
_MOVE: Final = ("forward", "backward", "left", "right", "up", "down")
_TURN: Final = ("left", "right", "cw", "ccw", "around")
_TOPIC: Final = ("battery", "status", "capabilities", "camera", "name", "position", "object_location", "time",
                 "weather", "other")  # fmt: skip
_RELATION: Final = ("on", "in", "under", "beside", "left_of", "right_of", "in_front_of", "behind", "between")

ARGUMENTS: Final[dict[str, dict[str, Rule]]] = {
    "move_relative": {
        "direction": _MOVE, "distance_m": "number", "duration_s": "number", "steps": "number",
        "extent": ("small",), "speed": _LEVEL, "speed_mps": "number", "until": "text", "part": ("arm",),
        "mode": ("inching",),
    },
    "rotate": {"direction": _TURN, "angle_deg": "number", "duration_s": "number", "speed": _LEVEL},
    "navigate": {"target": "goal", "via": "text", "speed": _LEVEL},
    "pick": {"object": "text", "from": "text", "count": "number"},
    "place": {"object": "text", "to": "text", "relation": _RELATION},
    "deliver": {"object": "text", "to": "text", "from": "text", "count": "number"},
    "find": {"target": "text", "place": "text"},
    "gripper": {"action": ("open", "close")},
    "arm_pose": {"name": "text"},
    "wait": {"duration_s": "number", "until": "text"},
    "set_speed": {"change": ("faster", "slower"), "level": (*_LEVEL, "normal", "max"), "value": "number",
                  "unit": ("m/s", "%")},
    "stop": {"emergency": "true"},
    "pause": {},
    "resume": {},
    "return": {},
    "take_photo": {},
    "cancel": {"scope": ("current", "all")},
    "repeat": {"ref": ("last",), "reverse": "true", "times": "number"},
    "speak": {"content": "text", "to": "text"},
    "query": {"topic": _TOPIC, "target": "text", "place": "text"},
    "follow": {"target": "text"},
    "guide": {"person": "text", "to": "text"},
    "open": {"target": "text"},
    "close": {"target": "text"},
    "operate": {"device": "text", "action": ("on", "off", "press", "up", "down")},
    "prohibit": {"action": "text", "target": "text", "place": "text", "until": "text"},
    "move_shape": {"shape": ("square", "circle", "triangle", "figure_eight", "zigzag")},
    "if": {"condition": "text", "then": "intents", "else": "intents"},
}  # fmt: skip
"""Each skill with its arguments."""

STANDING: Final = frozenset(
    {"wait", "set_speed", "stop", "pause", "cancel", "speak", "query", "take_photo", "prohibit"}
)
"""The skills that move neither the robot nor anything else; a skill that is not known is taken to move."""


def intents_fault(intents: Any) -> str | None:
    """What is wrong with a list of ``{"skill", "args"}``, as the name of the field; None where nothing is.

    It names fields and unknown keys, never what was said: a case that is set aside is not shown.
    """
    if not isinstance(intents, list):
        return "intents"
    return next((fault for intent in intents if (fault := _intent_fault(intent))), None)


def _intent_fault(intent: Any) -> str | None:
    if not (isinstance(intent, dict) and set(intent) == {"skill", "args"}):
        return "intents (skill, args)"
    if not isinstance(intent["args"], dict):
        return "args"
    skill, args = intent["skill"], intent["args"]
    if not isinstance(skill, str) or skill not in ARGUMENTS:
        return f"skill {skill}"
    rules = ARGUMENTS[skill]
    wrong = (name for name, value in args.items() if name not in rules or not _fits(value, rules[name]))
    return next((f"{skill}.{name}" for name in wrong), None)


def _fits(value: Any, rule: Rule) -> bool:
    if rule == "number":
        return _is_number(value) and value >= 0
    if rule == "true":
        return value is True
    if rule == "goal" and isinstance(value, list):
        return len(value) == 2 and all(map(_is_number, value))
    if rule == "intents":
        return intents_fault(value) is None
    return isinstance(value, str) and bool(value) if isinstance(rule, str) else value in rule


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
