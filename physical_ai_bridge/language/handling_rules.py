"""Read clauses about objects, people and devices by their frames: which particle names which argument."""

from typing import Any, Final

from physical_ai_bridge.language.lexicon import FrameEntry, VerbEntry, lexicon
from physical_ai_bridge.language.motion_rules import HERE
from physical_ai_bridge.language.questions import ARGUMENT
from physical_ai_bridge.language.reading import Reading, ask, make, unknown, unsupported
from physical_ai_bridge.language.refining import is_place, refined
from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.slots import Slots
from physical_ai_bridge.language.source import Chunk
from physical_ai_bridge.language.understanding import Intent

_COUNTED: Final = frozenset({"pick", "deliver"})
_HANDLING: Final = frozenset({"pick", "place", "deliver"})


def read_frame(verb: VerbEntry, slots: Slots, last_object: str | None) -> Reading:
    """取る, 置く, 運ぶ, 開ける …: fill the frame of the verb; an object not said is the one handled last."""
    frame = lexicon().frames[verb.action]
    skill = frame.skill or verb.action
    if slots.count_nouns("も") > 1:
        return _read_each(verb, slots, slots.nouns("も"), last_object)
    args: dict[str, Any] = dict(verb.args) | _count(skill, slots) | _roles(frame, slots, verb)
    slots.modifiers()
    if skill in _HANDLING and (other := _by_other_means(slots)):
        return other
    if slots.left:
        return unknown(slots)
    args |= _inherited(verb, frame, args, last_object)
    if verb.lemma == "欲しい" and str(args.get("object", "て")).endswith(("て", "で", "ように")):
        return unknown(slots)  # an unknown verb before ください
    if "device" in args and not any(map(str.isalpha, args["device"])):
        return unknown(slots)
    if _is_other_work(verb, args):
        return unsupported(slots)
    if verb.action == "put_in" and "to" not in args and _is_device(args):
        return make("operate", {"device": args["object"], "action": "on"}, slots)
    return _complete(verb, frame, refined(skill, args), slots)


def _read_each(verb: VerbEntry, slots: Slots, things: list[str], last_object: str | None) -> Reading:
    """窓もドアも閉めて: one intent for each."""
    rest = slots.left
    readings = [
        read_frame(verb, Slots((Chunk("noun", thing, "を"), *rest), slots.said), last_object)
        for thing in things
    ]
    odd = next((reading for reading in readings if reading.kind != "do"), None)
    return odd or Reading("do", tuple(intent for reading in readings for intent in reading.intents))


def read_fixed(verb: VerbEntry, slots: Slots) -> Reading:
    """回れ右, 原点復帰, キャンセル: the word says everything."""
    slots.modifiers()
    slots.direction("backward", "around")
    if slots.peek_noun("で") in HERE:
        slots.noun("で")
    if slots.peek_noun("を", "は") in lexicon().arm_words:
        slots.noun("を", "は")
    return unknown(slots) if slots.left else Reading("do", (Intent(verb.skill, dict(verb.args)),))


def _count(skill: str, slots: Slots) -> dict[str, int]:
    """How many; `place` has no such argument."""
    count = slots.quantity("count") if skill in _HANDLING else None
    return {"count": int(count.value)} if count and skill in _COUNTED else {}


def _roles(frame: FrameEntry, slots: Slots, verb: VerbEntry) -> dict[str, str]:
    args: dict[str, str] = {}
    if "to" in frame.roles and _bare_goal(slots):
        args["to"] = str(slots.noun(""))  # 棚Fしまって
    for role, particles in frame.roles.items():
        marked = (said for said in particles if said and (said != "が" or verb.lemma == "欲しい"))
        noun = slots.noun(*marked) or (slots.noun("") if "" in particles else None)
        args |= {role: noun} if noun else {}
    return args


def _bare_goal(slots: Slots) -> bool:
    """Whether a noun without a particle says where to: it is a place, or another one is the object."""
    bare = slots.peek_noun("")
    if not bare or slots.count_nouns("に", "へ", "まで") > 0:
        return False
    return is_place(bare) or slots.count_nouns("を", "は") > 0


def _by_other_means(slots: Slots) -> Reading | None:
    """メールで送って is no skill, ロープで運んで not understood; None for 台車で運んで, or no で at all."""
    means = slots.noun("で")
    if not means:
        return None
    if means.endswith(lexicon().wire_words):
        return unsupported(slots)
    return None if means.endswith(lexicon().carrier_words) else unknown(slots)


def _inherited(
    verb: VerbEntry, frame: FrameEntry, args: dict[str, Any], last_object: str | None
) -> dict[str, str]:
    """What was handled last, for the argument that the verb acts on, where that was not said."""
    if not last_object or verb.action in ("find", "follow") or verb.lemma == "欲しい":
        return {}
    role = next((role for role in ("object", "target", "device") if role in frame.roles), None)
    return {role: last_object} if role and role not in args else {}


def _is_device(args: dict[str, Any]) -> bool:
    return str(args.get("object")).endswith(lexicon().device_words)


def _is_other_work(verb: VerbEntry, args: dict[str, Any]) -> bool:
    """お茶を入れる, 部屋を片付ける, ボタン以外を押す and the like look like a skill and are none."""
    held = str(args.get("object") or args.get("device") or args.get("target") or "")
    if verb.action == "put_in" and "to" not in args:
        return held.endswith(lexicon().poured_words)
    if verb.lemma == "片付ける" and "to" not in args:
        return shape("handling_rules.rooms").search(held) is not None
    if verb.lemma == "閉める":
        return held.endswith(lexicon().tightened_words)
    if verb.action == "open":
        return held.endswith("穴")
    if verb.lemma == "並べる":
        return held.endswith(lexicon().applied_words)
    return verb.action == "switch" and bool(held) and not held.endswith(_switched(args))


def _switched(args: dict[str, Any]) -> tuple[str, ...]:
    """What can be pressed, or else switched off."""
    words = lexicon()
    devices = () if args.get("action") == "press" else words.device_words
    return (*devices, *words.press_words, "水", "音", "タイマー")


def _complete(verb: VerbEntry, frame: FrameEntry, intent: Intent, slots: Slots) -> Reading:
    for slot in frame.needs if verb.needs is None else verb.needs:
        argument = ARGUMENT.get((intent.skill, slot))
        if argument and argument not in intent.args:
            return ask(intent, slot, slots)
    return make(intent.skill, dict(intent.args), slots)
