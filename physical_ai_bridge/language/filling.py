"""Put the chunks of a correction into an intent: a new amount, side, name or pace for the old one."""

from typing import Any, Final

from physical_ai_bridge.language.motion_rules import WAYS, is_no_place, take_amounts
from physical_ai_bridge.language.normalise import fold_key
from physical_ai_bridge.language.refining import refined
from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.slots import Slots, degrees
from physical_ai_bridge.language.turn_rules import TURNS
from physical_ai_bridge.language.understanding import Intent

_AMOUNTS: Final = frozenset({"distance_m", "duration_s", "steps", "extent", "angle_deg"})
_WITH_GOAL: Final = ("navigate", "deliver", "place", "guide", "speak")
_OBJECT_ROLE: Final = {
    **dict.fromkeys(("pick", "place", "deliver"), "object"),
    **dict.fromkeys(("navigate", "find", "open", "close", "follow"), "target"),
    **{"guide": "person", "operate": "device", "arm_pose": "name"},
}


def filled(intent: Intent, slots: Slots) -> Intent | None:
    """Return `intent` with all chunks of `slots`, or None where one does not fit.

    A changed amount takes the place of every other amount.
    """
    said = _amounts(intent, slots) | _names(intent, slots)
    pace = slots.modifiers("extent", "speed")
    if intent.skill == "move_relative" or (intent.skill in ("navigate", "rotate") and "speed" in pace):
        said |= pace
    if slots.left or not said or any(_points(name) for name in said.values()):
        return None
    gone = _AMOUNTS if said.keys() & _AMOUNTS else frozenset()
    gone |= {"relation"} if "to" in said else frozenset()
    kept = {name: value for name, value in intent.args.items() if name not in gone}
    return refined(intent.skill, {**kept, **said})


def _points(name: Any) -> bool:
    return shape("filling.pointing").fullmatch(str(name)) is not None


def _amounts(intent: Intent, slots: Slots) -> dict[str, Any]:
    if intent.skill == "move_relative":
        way = slots.direction(*WAYS)
        return {**({"direction": way} if way else {}), **take_amounts(slots)}
    if intent.skill == "rotate":
        way, angle = slots.direction(*TURNS), slots.quantity("angle")
        return {**({"direction": way} if way else {}), **({"angle_deg": degrees(angle)} if angle else {})}
    if intent.skill == "wait" and (duration := slots.quantity("duration")):
        return {"duration_s": duration.value_si}
    if intent.skill in ("pick", "deliver") and (count := slots.quantity("count")):
        return {"count": int(count.value)}
    return _speed(slots) if intent.skill == "set_speed" else {}


def _speed(slots: Slots) -> dict[str, Any]:
    speed, ratio = slots.quantity("speed"), slots.quantity("ratio")
    if speed:
        return {"value": speed.value_si, "unit": "m/s"}
    return {"value": round(ratio.value_si * 100, 6), "unit": "%"} if ratio else {}


def _names(intent: Intent, slots: Slots) -> dict[str, str]:
    """A name with に or から, and one with を, も or alone, which is the object, or else the goal."""
    named: dict[str, str] = {}
    if intent.skill in _WITH_GOAL and (goal := slots.noun("に", "へ", "まで")):
        named["target" if intent.skill == "navigate" else "to"] = goal
    if intent.skill == "move_relative" and (end := slots.noun("まで")):
        named["until"] = end
    if intent.skill in ("pick", "deliver") and (start := slots.noun("から")):
        named["from"] = start
    role = _OBJECT_ROLE.get(intent.skill)
    thing = slots.noun("を", "も", "は", "が", "", "で") if role else None
    if role and thing and _is_name(thing):
        named[role] = thing
    return named


def _is_name(thing: str) -> bool:
    return not is_no_place(thing) and not shape("filling.no_name").match(fold_key(thing))
