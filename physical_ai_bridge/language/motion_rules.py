"""Read clauses about driving, turning and waiting: verb and slots to an intent, or to a question."""

import re
from typing import Any, Final

from physical_ai_bridge.language.lexicon import VerbEntry
from physical_ai_bridge.language.questions import missing_slot, question
from physical_ai_bridge.language.reading import Reading
from physical_ai_bridge.language.slots import Slots, degrees
from physical_ai_bridge.language.understanding import Intent

_GOAL: Final = ("に", "へ", "まで")
_WAYS: Final = ("forward", "backward", "left", "right", "up", "down")
_TURNS: Final = ("left", "right", "cw", "ccw", "around")
_OPPOSITE: Final = {"forward": "backward", "backward": "forward"}
_START: Final = re.compile(r"(?:元|もと|最初|さっき|スタート|出発)の?(?:場所|位置|所|ところ|地点)")
_HERE: Final = frozenset({"ここ", "そこ", "その場", "この場"})


def finish(skill: str, args: dict[str, Any], slots: Slots, said: str) -> Reading:
    """Make the intent, unless a chunk was not taken or something essential was not said."""
    if slots.left:
        return Reading("unknown", said=said)
    intent = Intent(skill, args)
    slot = missing_slot(intent)
    if slot is None:
        return Reading("do", (intent,))
    return Reading("ask", (intent,), said, slot, question(intent, slot))


def read_move(verb: VerbEntry, slots: Slots, said: str) -> Reading:
    """進む, 下がる, 行く: a distance and a direction, or a place."""
    args: dict[str, Any] = dict(verb.args)
    way = slots.direction(*_WAYS)
    if way:
        if way == _OPPOSITE.get(str(args.get("direction"))) and verb.arrives != "navigate":
            return Reading("unknown", said=said)
        args["direction"] = way
    _take_amounts(args, slots)
    goal = None if _has_amount(args) or way else slots.noun(*_GOAL)
    if goal and verb.arrives == "until":
        args["until"] = goal
    elif goal and verb.arrives == "navigate":
        return _read_navigate(goal, slots, said)
    vague = slots.vague()
    modifiers = slots.modifiers("speed", "extent", "mode")
    if _has_amount(args) or vague:
        modifiers.pop("extent", None)
    args.update(modifiers)
    if not way and not verb.args and verb.arrives == "navigate" and not _has_amount(args) and not vague:
        return finish("navigate", {}, slots, said)
    return finish("move_relative", args, slots, said)


def read_turn(verb: VerbEntry, slots: Slots, said: str) -> Reading:
    """回る, 旋回: an angle and a direction, both asked for when not said."""
    return _read_turn(verb, slots, said, quarter=False)


def read_face(verb: VerbEntry, slots: Slots, said: str) -> Reading:
    """向く, 曲がる: right and left are 90 degrees, 後ろ and 反対 are 180."""
    return _read_turn(verb, slots, said, quarter=True)


def read_return(verb: VerbEntry, slots: Slots, said: str) -> Reading:
    """戻る: to a place that was named, to where it came from, or back by a distance."""
    args: dict[str, Any] = {}
    _take_amounts(args, slots)
    if _has_amount(args):
        return finish("move_relative", {"direction": "backward", **args, **slots.modifiers("speed")}, slots, said)
    goal = slots.noun(*_GOAL)
    if goal and not _START.fullmatch(goal):
        return _read_navigate(goal, slots, said)
    if "extent" in (modifiers := slots.modifiers("extent", "speed")):
        return finish("move_relative", {"direction": "backward", **modifiers}, slots, said)
    return finish("return", {}, slots, said)


def read_wait(verb: VerbEntry, slots: Slots, said: str) -> Reading:
    """待つ: for a time."""
    args: dict[str, Any] = {}
    if duration := slots.quantity("duration"):
        args["duration_s"] = duration.value_si
    slots.vague()
    slots.modifiers()
    return _here_or_unknown(slots, said) or finish("wait", args, slots, said)


def read_stop(verb: VerbEntry, slots: Slots, said: str) -> Reading:
    """止まる as a step of a plan: for a time, which is a wait, or as the end of it."""
    if duration := slots.quantity("duration"):
        slots.modifiers()
        return finish("wait", {"duration_s": duration.value_si}, slots, said)
    slots.modifiers()
    return _here_or_unknown(slots, said) or finish("stop", {}, slots, said)


def read_verbless(slots: Slots, said: str) -> Reading:
    """「右に90度」, 「前に1m」: direction and amount say the verb; an amount or a place alone is asked back."""
    if delay := slots.delay():
        return finish("wait", {"duration_s": delay.value_si}, slots, said)
    if way := slots.direction(*_TURNS, *_WAYS):
        angle = slots.quantity("angle")
        if angle:
            return finish("rotate", {"direction": way, "angle_deg": degrees(angle)}, slots, said)
        args: dict[str, Any] = {"direction": way}
        _take_amounts(args, slots)
        args.update(slots.modifiers("speed"))
        known = _has_amount(args) and way in _WAYS
        return finish("move_relative", args, slots, said) if known else Reading("unknown", said=said)
    if length := slots.quantity("length"):
        return finish("move_relative", {"distance_m": length.value_si}, slots, said)
    if angle := slots.quantity("angle"):
        return finish("rotate", {"angle_deg": degrees(angle)}, slots, said)
    goal = slots.noun("", *_GOAL)
    slots.modifiers()
    if goal is None or slots.left:
        return Reading("unknown", said=said)
    return Reading("ask", (Intent("navigate", {"target": goal}),), said, "yes_no", f"{goal}へ行きますか？")


def _read_turn(verb: VerbEntry, slots: Slots, said: str, quarter: bool) -> Reading:
    args: dict[str, Any] = dict(verb.args)
    if way := slots.direction(*_TURNS) or (quarter and slots.direction("backward")):
        args["direction"] = "around" if way == "backward" else way
    if angle := slots.quantity("angle"):
        args["angle_deg"] = degrees(angle)
    elif duration := slots.quantity("duration"):
        args["duration_s"] = duration.value_si
    vague = slots.vague()
    modifiers = slots.modifiers("speed", "extent")
    amount_open = not args.keys() & {"angle_deg", "duration_s"} and not vague and "extent" not in modifiers
    if args.get("direction") == "around" and amount_open:
        args["angle_deg"] = 180.0
    elif quarter and "direction" in args and amount_open:
        args["angle_deg"] = 90.0
    modifiers.pop("extent", None)
    return _here_or_unknown(slots, said) or finish("rotate", {**args, **modifiers}, slots, said)


def _read_navigate(goal: str, slots: Slots, said: str) -> Reading:
    args: dict[str, Any] = {"target": goal}
    if via := slots.noun("via"):
        args["via"] = via
    args.update(slots.modifiers("speed"))
    return finish("navigate", args, slots, said)


def _take_amounts(args: dict[str, Any], slots: Slots) -> None:
    if length := slots.quantity("length"):
        args["distance_m"] = length.value_si
    elif steps := slots.quantity("steps"):
        args["steps"] = steps.value_si
    elif duration := slots.quantity("duration"):
        args["duration_s"] = duration.value_si
    if speed := slots.quantity("speed"):
        args["speed_mps"] = speed.value_si


def _has_amount(args: dict[str, Any]) -> bool:
    return bool(args.keys() & {"distance_m", "steps", "duration_s"})


def _here_or_unknown(slots: Slots, said: str) -> Reading | None:
    """「ここで待って」 says nothing new; any other place does, and is not understood here."""
    place = slots.noun("で", "に")
    return Reading("unknown", said=said) if place and place not in _HERE else None
