"""Read clauses about the arm, the gripper, devices, speed, shapes and photographs."""

from typing import Any, Final

from physical_ai_bridge.language.lexicon import VerbEntry, lexicon
from physical_ai_bridge.language.motion_rules import HERE, WAYS, take_amounts
from physical_ai_bridge.language.reading import Reading, make, unknown, unsupported
from physical_ai_bridge.language.slots import Slots

_HALF: Final = "半分"
_THINGS: Final = ("を", "は", "も", "が", "")


def read_lift(verb: VerbEntry, slots: Slots) -> Reading:
    """上げる, 下げる, 伸ばす, 動かす: the arm, a speed, a setting of a device, or a thing."""
    subject = slots.noun(*_THINGS)
    words = lexicon()
    if subject in words.speed_words:
        return _read_speed(slots, str(verb.args.get("direction", "")))
    if subject is None or subject in words.arm_words:
        return _read_arm(verb, subject, slots)
    if subject.endswith(words.device_words) and verb.lemma in ("落とす", "下ろす"):
        return make("operate", {"device": subject, "action": "off"}, slots)
    if subject.endswith(words.setting_words):
        slots.modifiers()
        return make("operate", {"device": subject, "action": str(verb.args.get("direction"))}, slots)
    return _read_load(verb, subject, slots)


def _read_arm(verb: VerbEntry, subject: str | None, slots: Slots) -> Reading:
    way = slots.direction(*WAYS) or verb.args.get("direction")
    pose = slots.noun("に", "へ")
    if pose and pose.endswith(lexicon().pose_words):
        return make("arm_pose", {"name": pose}, slots)
    args: dict[str, Any] = {**({"direction": way} if way else {}), **take_amounts(slots)}
    args |= slots.modifiers("extent", "speed", "mode")
    until = pose or slots.noun("まで") or slots.until()
    args |= {"until": until} if until else {}
    return make("move_relative", {**args, **({"part": "arm"} if subject else {})}, slots)


def _read_load(verb: VerbEntry, subject: str, slots: Slots) -> Reading:
    """棚から箱を下ろす takes it, 箱を床に下ろす puts it; 箱を動かす needs a goal."""
    slots.quantity("count")
    start, goal = slots.noun("から"), slots.noun("に", "へ", "まで")
    slots.modifiers()
    if goal and verb.lemma == "動かす":
        return make("deliver", {"object": subject, **({"from": start} if start else {}), "to": goal}, slots)
    if goal:
        return make("place", {"object": subject, "to": goal}, slots)
    return make("pick", {"object": subject, "from": start}, slots) if start else unknown(slots)


def read_grip(verb: VerbEntry, slots: Slots) -> Reading:
    """握る: without an object, and クランプ: the gripper closes."""
    held = slots.noun(*_THINGS)
    slots.modifiers()
    if held and verb.lemma == "握る" and held not in lexicon().gripper_words:
        return make("pick", {"object": held}, slots)
    return make("gripper", {"action": "close"}, slots)


def read_release(verb: VerbEntry, slots: Slots) -> Reading:
    """離す: the gripper opens; with a goal the thing is put there."""
    held, goal = slots.noun(*_THINGS), slots.noun("に", "へ")
    slots.modifiers()
    if held and goal:
        return make("place", {"object": held, "to": goal}, slots)
    return unknown(slots) if goal else make("gripper", {"action": "open"}, slots)


def read_draw(verb: VerbEntry, slots: Slots) -> Reading:
    """円を描く; any other drawing is no skill."""
    shape = slots.modifiers("shape")
    slots.direction(*WAYS)
    return make("move_shape", shape, slots) if shape and not slots.left else unsupported(slots)


def read_photo(verb: VerbEntry, slots: Slots) -> Reading:
    """撮る, 撮影: a photograph, of whatever is named; a film is no skill."""
    subject = slots.noun(*_THINGS) or ""
    slots.quantity("count")
    slots.modifiers()
    if slots.peek_noun("で") in HERE:
        slots.noun("で")
    if subject.endswith(lexicon().movie_words):
        return unsupported(slots)
    return make("take_photo", {}, slots)


def read_become(verb: VerbEntry, slots: Slots) -> Reading:
    """する, なる: 速度を50%に, 電源をオンに, アームを待機姿勢に, 低速に."""
    words = lexicon()
    subject = slots.noun("を", "は", "も", "が") or slots.noun("")
    if subject in words.speed_words or (subject is None and slots.holds("speed")):
        return _read_speed(slots, "")
    result = slots.noun("に", "へ", "で")
    if result and result.endswith(words.pose_words) and (not subject or subject in words.arm_words):
        slots.modifiers()
        return make("arm_pose", {"name": result}, slots)
    if subject and result in words.switch_states:
        return make("operate", {"device": subject, "action": words.switch_states[result]}, slots)
    if subject is None and result in words.speed_levels:
        return make("set_speed", {"level": words.speed_levels[result]}, slots)
    if result and subject in words.arm_words:
        return make("arm_pose", {"name": result}, slots)
    return _hurried(slots) if subject is None and result is None else unknown(slots)


def _hurried(slots: Slots) -> Reading:
    """速くして, ゆっくりにして: the speed of what is under way."""
    pace = slots.modifiers("speed").get("speed")
    if pace is None:
        return unknown(slots)
    return make("set_speed", {"change": "faster" if pace == "high" else "slower"}, slots)


def _read_speed(slots: Slots, way: str) -> Reading:
    """速度を: a value in m/s or %, a level, or a change."""
    value, ratio = slots.quantity("speed"), slots.quantity("ratio")
    level = slots.noun("に", "で", "まで", "")
    slots.modifiers()
    if value:
        return make("set_speed", {"value": value.value_si, "unit": "m/s"}, slots)
    if ratio or level == _HALF:
        percent = round(ratio.value_si * 100, 6) if ratio else 50.0
        return make("set_speed", {"value": percent, "unit": "%"}, slots)
    if level in lexicon().speed_levels:
        return make("set_speed", {"level": lexicon().speed_levels[level]}, slots)
    change = {"up": "faster", "down": "slower"}.get(way)
    return make("set_speed", {"change": change}, slots) if change and not level else unknown(slots)


def read_pace(slots: Slots) -> Reading | None:
    """A clause without a verb: 低速で, 速度30%で, 時速2キロで."""
    named = slots.names(lexicon().speed_words)
    value = slots.holds("speed")
    if named:
        slots.noun(*_THINGS)
    if named or value:
        return _read_speed(slots, "")
    level = slots.peek_noun("で", "に")
    if level in lexicon().speed_levels:
        slots.noun("で", "に")
        slots.modifiers()
        return make("set_speed", {"level": lexicon().speed_levels[level]}, slots)
    return None
