"""Read clauses about objects, people and devices by their frames: which particle names which argument."""

import re
from typing import Any, Final

from physical_ai_bridge.language.lexicon import FrameEntry, VerbEntry, lexicon
from physical_ai_bridge.language.questions import ARGUMENT
from physical_ai_bridge.language.reading import Reading, ask, confirm, unknown
from physical_ai_bridge.language.slots import Slots
from physical_ai_bridge.language.understanding import Intent

_COUNTED: Final = frozenset({"pick", "deliver"})
_PART_OF: Final = re.compile(r"(.+)の(.+)")
_SPEED: Final = frozenset({"速度", "スピード", "最高速度"})
_ARM: Final = frozenset({"アーム", "腕", "ロボットアーム"})


def read_frame(verb: VerbEntry, slots: Slots, last_object: str | None) -> Reading:
    """取る, 置く, 運ぶ, 開ける …: fill the frame of the verb; an object not said is the one handled last."""
    frame = lexicon().frames[verb.action]
    args: dict[str, Any] = dict(verb.args)
    count = slots.quantity("count") if verb.action in _COUNTED else None
    args |= {"count": int(count.value)} if count else {}
    for role, particles in frame.roles.items():
        noun = slots.noun(*(said for said in particles if said)) or (
            slots.noun("") if "" in particles else None
        )
        args |= {role: noun} if noun else {}
    slots.modifiers()
    if slots.left:
        return unknown(slots)
    if "object" in frame.roles and "object" not in args and last_object:
        args["object"] = last_object
    return _complete(verb, frame, _refined(frame.skill or verb.action, args), slots)


def read_speak(verb: VerbEntry, slots: Slots) -> Reading:
    """「…」と言って. 「棚に言って」 is 行って misheard: asked back."""
    content, to = slots.quotation(), slots.noun("に")
    slots.modifiers()
    if slots.left or (content is None and to is None):
        return unknown(slots)
    if content is None:
        return confirm(Intent("navigate", {"target": to}), f"{to}へ「行って」ですか？", slots)
    return Reading("do", (Intent("speak", {"content": content, **({"to": to} if to else {})}),))


def read_fixed(verb: VerbEntry, slots: Slots) -> Reading:
    """回れ右, 原点復帰, キャンセル: the word says everything."""
    slots.modifiers()
    return unknown(slots) if slots.left else Reading("do", (Intent(verb.skill, dict(verb.args)),))


def read_become(verb: VerbEntry, slots: Slots) -> Reading:
    """する: 速度を0.3m/sにして, アームをホームポーズにして."""
    speed, subject, result = slots.quantity("speed"), slots.noun("を", "は"), slots.noun("に")
    slots.modifiers()
    if slots.left:
        return unknown(slots)
    if speed and subject in _SPEED:
        return Reading("do", (Intent("set_speed", {"value": speed.value_si, "unit": "m/s"}),))
    if result and subject in _ARM:
        return Reading("do", (Intent("arm_pose", {"name": result}),))
    return unknown(slots)


def _refined(skill: str, args: dict[str, Any]) -> Intent:
    """Tell an object from where it is (机の上のコップ) and a goal from a relation (作業台の上)."""
    if skill in ("open", "close") and args.get("target") in lexicon().gripper_words:
        return Intent("gripper", {"action": skill})
    held = _PART_OF.fullmatch(str(args.get("object")))
    if held and skill in _COUNTED and "from" not in args and _is_place(held.group(1)):
        return Intent(skill, {**args, "object": held.group(2), "from": held.group(1)})
    goal = _PART_OF.fullmatch(str(args.get("to")))
    if goal and skill == "place" and goal.group(2) in lexicon().relations:
        relation = lexicon().relations[goal.group(2)]
        return Intent(skill, {**args, "to": goal.group(1), "relation": relation})
    return Intent(skill, args)


def _is_place(noun: str) -> bool:
    where = noun.rsplit("の", 1)[-1]
    return where in lexicon().relations or any(word in noun for word in lexicon().place_words)


def _complete(verb: VerbEntry, frame: FrameEntry, intent: Intent, slots: Slots) -> Reading:
    for slot in frame.needs if verb.needs is None else verb.needs:
        argument = ARGUMENT.get((intent.skill, slot))
        if argument and argument not in intent.args:
            return ask(intent, slot, slots)
    return Reading("do", (intent,))
