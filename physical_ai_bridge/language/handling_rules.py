"""Read clauses about objects, people and devices by their frames: which particle names which argument."""

import re
from typing import Any, Final

from physical_ai_bridge.language.lexicon import FrameEntry, Slot, VerbEntry, lexicon
from physical_ai_bridge.language.questions import ARGUMENT, question
from physical_ai_bridge.language.reading import Reading
from physical_ai_bridge.language.slots import Slots
from physical_ai_bridge.language.understanding import Intent

_COUNTED: Final = frozenset({"pick", "deliver"})
_PLACED_AT: Final = re.compile(r"(.+)の(.+)")


def read_frame(verb: VerbEntry, slots: Slots, said: str, last_object: str | None) -> Reading:
    """取る, 置く, 運ぶ, 開ける …: fill the frame of the verb; an object not said is the one handled last."""
    frame = lexicon().frames[verb.action]
    args: dict[str, Any] = dict(verb.args)
    if verb.action in _COUNTED and (count := slots.quantity("count")):
        args["count"] = int(count.value)
    for role, particles in frame.roles.items():
        if noun := slots.noun(*(particle for particle in particles if particle)) or (
            slots.noun("") if "" in particles else None
        ):
            args[role] = noun
    slots.modifiers()
    if slots.left:
        return Reading("unknown", said=said)
    if "object" in frame.roles and "object" not in args and last_object:
        args["object"] = last_object
    skill = frame.skill or verb.action
    return _complete(verb, frame, *_refined(skill, args), said)


def read_speak(verb: VerbEntry, slots: Slots, said: str) -> Reading:
    """「…」と言って. 「棚に言って」 is 行って misheard: asked back."""
    content, to = slots.quotation(), slots.noun("に")
    slots.modifiers()
    if slots.left or (content is None and to is None):
        return Reading("unknown", said=said)
    if content is None:
        return Reading("ask", (Intent("navigate", {"target": to}),), said, "yes_no", f"{to}へ「行って」ですか？")
    args = {"content": content} if to is None else {"content": content, "to": to}
    return Reading("do", (Intent("speak", args),))


def read_fixed(verb: VerbEntry, slots: Slots, said: str) -> Reading:
    """回れ右, 原点復帰, キャンセル: the word says everything."""
    slots.modifiers()
    return Reading("unknown", said=said) if slots.left else Reading("do", (Intent(verb.skill, dict(verb.args)),))


def read_become(verb: VerbEntry, slots: Slots, said: str) -> Reading:
    """する: 速度を0.3m/sにして, アームをホームポーズにして."""
    speed, subject, result = slots.quantity("speed"), slots.noun("を", "は"), slots.noun("に")
    slots.modifiers()
    if slots.left:
        return Reading("unknown", said=said)
    if speed and subject in ("速度", "スピード", "最高速度"):
        return Reading("do", (Intent("set_speed", {"value": speed.value_si, "unit": "m/s"}),))
    if result and subject in ("アーム", "腕", "ロボットアーム"):
        return Reading("do", (Intent("arm_pose", {"name": result}),))
    return Reading("unknown", said=said)


def _refined(skill: str, args: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Tell 机の上のコップ (an object and where it is), 作業台の上 (a relation), and the gripper's own words apart."""
    if skill in ("open", "close") and args.get("target") in lexicon().gripper_words:
        return "gripper", {"action": skill}
    if skill in ("pick", "deliver") and "from" not in args and (at := _PLACED_AT.fullmatch(str(args.get("object")))):
        if _is_place(at.group(1)):
            args = {**args, "object": at.group(2), "from": at.group(1)}
    if skill == "place" and (at := _PLACED_AT.fullmatch(str(args.get("to")))) and at.group(2) in lexicon().relations:
        args = {**args, "to": at.group(1), "relation": lexicon().relations[at.group(2)]}
    return skill, args


def _is_place(noun: str) -> bool:
    where = noun.rsplit("の", 1)[-1]
    return where in lexicon().relations or any(word in noun for word in lexicon().place_words)


def _complete(verb: VerbEntry, frame: FrameEntry, skill: str, args: dict[str, Any], said: str) -> Reading:
    intent = Intent(skill, args)
    needs: tuple[Slot, ...] = frame.needs if verb.needs is None else verb.needs
    for slot in needs:
        argument = ARGUMENT.get((skill, slot))
        if argument and argument not in args:
            return Reading("ask", (intent,), said, slot, question(intent, slot))
    return Reading("do", (intent,))
