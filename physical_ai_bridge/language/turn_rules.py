"""Read clauses about turning on the spot: angle and direction, said or implied by the verb."""

from typing import Any, Final

from physical_ai_bridge.language.lexicon import VerbEntry
from physical_ai_bridge.language.motion_rules import elsewhere
from physical_ai_bridge.language.reading import Reading, make, unknown
from physical_ai_bridge.language.slots import Slots, degrees

TURNS: Final = ("left", "right", "cw", "ccw", "around")


def read_turn(verb: VerbEntry, slots: Slots) -> Reading:
    """回る, 旋回: right and left need an angle; 反対に is 180 degrees."""
    if shape := slots.modifiers_if("shape"):
        return make("move_shape", shape, slots)
    way = slots.direction(*TURNS)
    return _read_turn(verb, way, 180.0 if way == "around" else None, slots)


def read_face(verb: VerbEntry, slots: Slots) -> Reading:
    """向く, 曲がる: right and left are 90 degrees, 後ろ and 反対 are 180."""
    if clock := slots.clock_way():
        side, angle = clock
        slots.modifiers()
        return make("rotate", {"direction": side, "angle_deg": angle}, slots) if angle else unknown(slots)
    way = slots.direction(*TURNS) or slots.direction("backward")
    if way or "direction" in verb.args:
        slots.noun("を")  # 角を右に曲がって
    if way and verb.args.get("direction") not in (None, way):
        return unknown(slots)  # 右に左折
    if way in ("around", "backward"):
        return _read_turn(verb, "around", 180.0, slots)
    return _read_turn(verb, way, 90.0 if way or "direction" in verb.args else None, slots)


def _read_turn(verb: VerbEntry, way: str | None, implied: float | None, slots: Slots) -> Reading:
    """`implied` is the angle in degrees where none is said; 少し and 数度 say one that must be asked for."""
    args: dict[str, Any] = {**verb.args, **({"direction": way} if way else {})}
    angle, duration = slots.quantity("angle"), slots.quantity("duration")
    vague = slots.vague()
    modifiers = slots.modifiers("speed", "extent")
    vague |= modifiers.pop("extent", None) is not None
    if angle:
        args["angle_deg"] = degrees(angle)
    elif duration:
        args["duration_s"] = duration.value_si
    elif implied is not None and (implied == 180 or not vague):
        args["angle_deg"] = implied
    return elsewhere(slots) or make("rotate", {**args, **modifiers}, slots)
