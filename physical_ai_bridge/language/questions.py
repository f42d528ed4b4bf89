"""The Japanese questions that ask for what was not said, and what an intent cannot do without."""

from typing import Final

from physical_ai_bridge.language.understanding import Intent, Slot

_DISTANCE: Final = {"forward": "進みますか", "backward": "下がりますか"}
_OBJECT: Final = {
    "pick": "何を取りますか？",
    "place": "何を置きますか？",
    "deliver": "何を運びますか？",
    "find": "何を探しますか？",
    "open": "何を開けますか？",
    "close": "何を閉めますか？",
    "operate": "何を操作しますか？",
    "guide": "どなたを連れてきますか？",
}
_PLACE: Final = {
    "place": "どこに置きますか？",
    "deliver": "どこへ運びますか？",
    "guide": "どこへ案内しますか？",
}
ARGUMENT: Final[dict[tuple[str, Slot], str]] = {
    ("move_relative", "distance"): "distance_m",
    ("move_relative", "direction"): "direction",
    ("rotate", "angle"): "angle_deg",
    ("rotate", "direction"): "direction",
    ("wait", "duration"): "duration_s",
    ("navigate", "place"): "target",
    ("deliver", "place"): "to",
    ("guide", "place"): "to",
    ("guide", "object"): "person",
    ("place", "place"): "to",
    ("pick", "object"): "object",
    ("place", "object"): "object",
    ("deliver", "object"): "object",
    ("find", "object"): "target",
    ("open", "object"): "target",
    ("close", "object"): "target",
    ("operate", "object"): "device",
}


def missing_slot(intent: Intent) -> Slot | None:
    """Return what a motion `intent` cannot be chosen without and does not have, or None.

    How far, how much and how long need not be said: whoever grounds the intent settles or asks for it.
    """
    has = intent.args.keys()
    if intent.skill == "move_relative" and "direction" not in has:
        return "direction"
    if intent.skill == "rotate" and "direction" not in has:
        return None if intent.args.get("angle_deg", 1) % 180 == 0 else "direction"
    return "place" if intent.skill == "navigate" and "target" not in has else None


def question(intent: Intent, slot: Slot) -> str:
    """Ask in Japanese for the `slot` of `intent`."""
    if slot == "distance":
        return f"何メートル{_DISTANCE.get(str(intent.args.get('direction')), '動きますか')}？"
    if slot == "direction":
        turning = intent.skill == "rotate"
        return "右と左、どちらに回りますか？" if turning else "どちらの方向に動きますか？（前・後ろ・右・左）"
    if slot == "object":
        return _OBJECT.get(intent.skill, "何をですか？")
    if slot == "place":
        return _PLACE.get(intent.skill, "どこへ行きますか？")
    return {"angle": "何度回りますか？", "duration": "何秒待ちますか？"}.get(slot, "よろしいですか？")
