"""Read clauses about driving and waiting: the verb and its slots to an intent, or to a question."""

import re
from typing import Any, Final

from physical_ai_bridge.language.lexicon import VerbEntry, lexicon
from physical_ai_bridge.language.reading import Reading, make, unknown
from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.slots import Slots

GOAL: Final = ("に", "へ", "まで")
WAYS: Final = ("forward", "backward", "left", "right", "up", "down")
_OPPOSITE: Final = {"forward": "backward", "backward": "forward"}
_XY: Final = re.compile(r"(-?[\d.]+),(-?[\d.]+)")
HERE: Final = frozenset({"ここ", "そこ", "その場", "この場", "その場所", "そのまま"})


def read_move(verb: VerbEntry, slots: Slots) -> Reading:
    """進む, 下がる, 行く: a distance and a direction, or a place."""
    args: dict[str, Any] = dict(verb.args)
    way = slots.direction(*WAYS)
    if way and way == _OPPOSITE.get(str(args.get("direction"))) and verb.arrives != "navigate":
        return unknown(slots)  # 前に下がって
    if figure := slots.modifiers_if("shape"):
        slots.noun("で")
        return make("move_shape", figure, slots)
    args |= {"direction": way} if way else {}
    args |= take_amounts(slots)
    if until := slots.until() or (slots.noun("まで") if way else None):
        return _read_by_amount(verb, {**args, "until": until}, slots)
    if args.get("direction"):
        slots.noun("を")  # 廊下を進んで: the way it goes along
        slots.noun("から")  # 台から下がって: what it moves away from changes nothing
    goal = None if way or has_amount(args) else _take_goal(verb, slots)
    return _read_goal(verb, goal, args, slots) if goal else _read_by_amount(verb, args, slots)


def _read_goal(verb: VerbEntry, goal: str, args: dict[str, Any], slots: Slots) -> Reading:
    """棚Aに行く goes there; 棚Aまで進む goes on until it is there."""
    if verb.arrives == "navigate":
        return _read_navigate(goal, slots)
    if verb.arrives != "until" or is_no_place(goal):
        return unknown(slots)
    return _read_by_amount(verb, {**args, "until": goal}, slots)


def read_return(verb: VerbEntry, slots: Slots) -> Reading:
    """戻る: to a place that was named, to where it came from, or back by a distance."""
    amounts = take_amounts(slots)
    if has_amount(amounts):
        return make("move_relative", {"direction": "backward", **amounts, **slots.modifiers("speed")}, slots)
    goal = slots.noun(*GOAL) or slots.noun("")
    if goal and not shape("motion_rules.start").fullmatch(goal):
        return _read_navigate(goal, slots)
    modifiers = slots.modifiers("extent", "speed")
    if "extent" in modifiers:
        return make("move_relative", {"direction": "backward", **modifiers}, slots)
    return make("return", {}, slots)


def read_wait(verb: VerbEntry, slots: Slots) -> Reading:
    """待つ: for a time, or until a time or an event."""
    duration, until = slots.quantity("duration"), slots.until() or slots.noun("まで")
    slots.vague()
    slots.modifiers()
    args: dict[str, Any] = {"until": until} if until else {}
    if duration:
        args = {"duration_s": duration.value_si}
    return elsewhere(slots) or make("wait", args, slots)


def read_stop(verb: VerbEntry, slots: Slots) -> Reading:
    """止まる as a step of a plan: for a time, which is a wait, or as the end of it."""
    duration = slots.quantity("duration")
    slots.modifiers()
    device = slots.peek_noun("を", "は") or ""
    if device.endswith(lexicon().device_words):
        return make("operate", {"device": str(slots.noun("を", "は")), "action": "off"}, slots)
    if duration:
        return make("wait", {"duration_s": duration.value_si}, slots)
    if until := slots.until():
        return make("wait", {"until": until}, slots)
    return elsewhere(slots) or make("stop", {}, slots)


def elsewhere(slots: Slots) -> Reading | None:
    """Take where it is to happen: 「ここで」 says nothing new; any other place is not understood here."""
    place = slots.noun("で", "に")
    return unknown(slots) if place and place not in HERE else None


def take_amounts(slots: Slots) -> dict[str, float]:
    """Take how far (m, steps or s) and how fast (m/s)."""
    args: dict[str, float] = {}
    if length := slots.quantity("length"):
        args["distance_m"] = length.value_si
    elif steps := slots.quantity("steps"):
        args["steps"] = steps.value_si
    elif duration := slots.quantity("duration"):
        args["duration_s"] = duration.value_si
    if speed := slots.quantity("speed"):
        args["speed_mps"] = speed.value_si
    return args


def is_no_place(goal: str) -> bool:
    """Whether `goal` is none that one could drive to: 北側, 斜め前, 何なんだ."""
    return shape("motion_rules.no_place").fullmatch(goal) is not None


def has_amount(args: dict[str, Any]) -> bool:
    """Whether `args` say how far."""
    return bool(args.keys() & {"distance_m", "steps", "duration_s"})


def _take_goal(verb: VerbEntry, slots: Slots) -> str | None:
    """Take where to; 行く and 来る may leave the particle out (棚A行って)."""
    return slots.noun(*GOAL) or (None if verb.args else slots.noun(""))


def _read_by_amount(verb: VerbEntry, args: dict[str, Any], slots: Slots) -> Reading:
    vague = slots.vague()
    modifiers = slots.modifiers("speed", "extent", "mode")
    if vague or has_amount(args):
        modifiers.pop("extent", None)
    goes_somewhere = verb.arrives == "navigate" and not verb.args
    if goes_somewhere and "direction" not in args and not vague and not has_amount(args):
        pace = modifiers.get("speed")
        if pace and not slots.left:
            return make("set_speed", {"change": "faster" if pace == "high" else "slower"}, slots)
        return make("navigate", {}, slots)
    return make("move_relative", {**args, **modifiers}, slots)


def _read_navigate(goal: str, slots: Slots) -> Reading:
    if point := _XY.fullmatch(goal):
        place = [float(point[1]), float(point[2])]
        return make("navigate", {"target": place, **slots.modifiers("speed")}, slots)
    if is_no_place(goal):
        return unknown(slots)
    via = slots.noun("via")
    args = {"target": goal, **({"via": via} if via else {}), **slots.modifiers("speed")}
    return make("navigate", args, slots)
