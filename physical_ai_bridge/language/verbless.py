"""Read words without a verb: 「右に90度」 is an order, 「2メートル」 and 「棚B」 are asked back."""

import re
from typing import Any, Final

from physical_ai_bridge.language.device_rules import read_pace
from physical_ai_bridge.language.motion_rules import GOAL, WAYS, has_amount, take_amounts
from physical_ai_bridge.language.reading import Reading, confirm, make, unknown
from physical_ai_bridge.language.slots import Slots, degrees
from physical_ai_bridge.language.turn_rules import TURNS
from physical_ai_bridge.language.understanding import Intent

_LIKE_A_NAME: Final = re.compile(r"[^ぁ-ゖー、。()\s\d.]")


def read_verbless(slots: Slots, alone: bool) -> Reading:
    """Read a clause without a verb; `alone`: it is the whole instruction."""
    if not slots.left and not alone:
        return Reading("nothing")
    if pace := read_pace(slots):
        return pace
    if alone and (manner := slots.modifiers_if("speed")) and not slots.left:
        return make("set_speed", {"change": "faster" if manner["speed"] == "high" else "slower"}, slots)
    if delay := slots.delay():
        return make("wait", {"duration_s": delay.value_si}, slots)
    if way := slots.direction(*TURNS, *WAYS):
        return _read_direction(way, slots)
    if length := slots.quantity("length"):
        return make("move_relative", {"distance_m": length.value_si}, slots)
    if angle := slots.quantity("angle"):
        return make("rotate", {"angle_deg": degrees(angle)}, slots)
    return _read_name(slots, alone)


def _read_direction(way: str, slots: Slots) -> Reading:
    if way in TURNS and (angle := slots.quantity("angle")):
        speed = slots.modifiers("speed")
        return make("rotate", {"direction": way, "angle_deg": degrees(angle), **speed}, slots)
    args: dict[str, Any] = {"direction": way, **take_amounts(slots)}
    if way not in WAYS or not has_amount(args):
        return unknown(slots)
    return make("move_relative", {**args, **slots.modifiers("speed")}, slots)


def _read_name(slots: Slots, alone: bool) -> Reading:
    """A place alone: ask whether to go there. A name of the site is one even in hiragana."""
    of_site = slots.names_site()
    goal = slots.noun("", *GOAL)
    slots.modifiers()
    if goal is None or slots.left or not (of_site or (alone and _LIKE_A_NAME.search(goal))):
        return unknown(slots)
    return confirm(Intent("navigate", {"target": goal}), f"{goal}へ行きますか？", slots)
