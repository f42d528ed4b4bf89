"""Read clauses about objects, people and devices by their frames: which particle names which argument."""

import re
from typing import Any, Final

from physical_ai_bridge.language.lexicon import FrameEntry, VerbEntry, lexicon
from physical_ai_bridge.language.motion_rules import HERE
from physical_ai_bridge.language.questions import ARGUMENT
from physical_ai_bridge.language.reading import Reading, ask, make, unknown, unsupported
from physical_ai_bridge.language.slots import Slots
from physical_ai_bridge.language.source import Chunk
from physical_ai_bridge.language.understanding import Intent

_COUNTED: Final = frozenset({"pick", "deliver"})
_HANDLING: Final = frozenset({"pick", "place", "deliver"})
_PART_OF: Final = re.compile(r"(.+)の(.+)")
_ON: Final = re.compile(r"(.+)(?:の|ん(?=[中上下横前後]))([^の]+)")
_BETWEEN: Final = re.compile(r"(.+と.+)の(?:間|あいだ)")
_LIES_IN: Final = re.compile(
    r"(?P<place>.+?)に(?:ある|あった|いる|おいてある|(?:落ち|入っ|残っ|かかっ|掛かっ|載っ|乗っ|並ん|刺さっ|転がっ|置い|入れ|しまっ|積ん|干し|立て)"
    r"(?:て|で)(?:い)?(?:る|た|ある|あった)|落ちた|置いた)(?P<thing>[^にをがで]+)"
)
_BEHIND: Final = re.compile(r"の(?:後|後ろ|あと|うしろ)$")
_ROOMS: Final = re.compile(r"(?:部屋|室内|机|デスク|テーブル|倉庫|床|棚)(?:の上)?$")
_POURED: Final = ("茶", "コーヒー", "珈琲", "紅茶", "お湯", "お風呂", "風呂", "空気", "ガソリン", "味噌汁")
_APPLIED: Final = ("ワックス", "アイロン", "掃除機", "電話", "鍵", "迷惑", "ブレーキ", "圧力", "ミシン", "モップ", "魔法")
_BY_WIRE: Final = ("メール", "ファックス", "FAX", "チャット", "LINE", "電話", "郵便", "宅配便")
_CARRIERS: Final = ("台車", "カート", "トレー", "トレイ", "お盆", "かご", "ワゴン", "手", "両手", "片手", "リフト", "フォークリフト", "エレベーター", "袋", "箱", "アーム", "バケツ", "急ぎ")
_TIGHTENED: Final = ("ネジ", "ねじ", "ボルト", "ナット")


def read_frame(verb: VerbEntry, slots: Slots, last_object: str | None) -> Reading:
    """取る, 置く, 運ぶ, 開ける …: fill the frame of the verb; an object not said is the one handled last."""
    frame = lexicon().frames[verb.action]
    skill = frame.skill or verb.action
    if slots.count_nouns("も") > 1:
        return _read_each(verb, slots, slots.nouns("も"), last_object)
    args: dict[str, Any] = dict(verb.args) | _count(skill, slots) | _roles(frame, slots, verb)
    slots.modifiers()
    if skill in _HANDLING and (means := slots.peek_noun("で")):
        slots.noun("で")
        if means.endswith(_BY_WIRE):
            return unsupported(slots)
        if not means.endswith(_CARRIERS):
            return unknown(slots)
    if slots.left:
        return unknown(slots)
    inherits = next((role for role in ("object", "target", "device") if role in frame.roles), None)
    if inherits and inherits not in args and last_object and verb.action not in ("find", "follow") and verb.lemma != "欲しい":
        args[inherits] = last_object
    if verb.lemma == "欲しい" and str(args.get("object", "て")).endswith(("て", "で", "ように")):
        return unknown(slots)  # an unknown verb before ください
    if _is_other_work(verb, args):
        return unsupported(slots)
    if verb.action == "put_in" and "to" not in args and str(args.get("object")).endswith(lexicon().device_words):
        return make("operate", {"device": args["object"], "action": "on"}, slots)
    return _complete(verb, frame, refined(skill, args), slots)


def _read_each(verb: VerbEntry, slots: Slots, things: list[str], last_object: str | None) -> Reading:
    """窓もドアも閉めて: one intent for each."""
    rest = slots.left
    readings = [
        read_frame(verb, Slots((Chunk("noun", thing, "を"), *rest), slots.said), last_object) for thing in things
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
    bare = slots.peek_noun("")
    if bare and "to" in frame.roles and slots.count_nouns("に", "へ", "まで") == 0 and (_is_place(bare) or slots.count_nouns("を", "は") > 0):
        args["to"] = str(slots.noun(""))  # 棚Fしまって
    for role, particles in frame.roles.items():
        noun = slots.noun(*(said for said in particles if said and (said != "が" or verb.lemma == "欲しい"))) or (
            slots.noun("") if "" in particles else None
        )
        args |= {role: noun} if noun else {}
    return args


def _is_other_work(verb: VerbEntry, args: dict[str, Any]) -> bool:
    """お茶を入れる, 部屋を片付ける, ボタン以外を押す and the like look like a skill and are none."""
    held = str(args.get("object") or args.get("device") or args.get("target") or "")
    words = lexicon()
    if verb.action == "put_in" and "to" not in args:
        return held.endswith(_POURED)
    if verb.lemma == "片付ける" and "to" not in args:
        return _ROOMS.search(held) is not None
    if verb.lemma == "閉める":
        return held.endswith(_TIGHTENED)
    if verb.action == "open":
        return held.endswith("穴")
    if verb.lemma == "並べる":
        return held.endswith(_APPLIED)
    if verb.action == "switch":
        devices = words.press_words if args.get("action") == "press" else words.device_words + words.press_words
        return bool(held) and not held.endswith((*devices, "水", "音", "タイマー"))
    return False


def refined(skill: str, args: dict[str, Any]) -> Intent:
    """Tell an object from where it is (机の上のコップ), a goal from a relation (作業台の上), a pose from a place."""
    if skill in ("open", "close") and args.get("target") in lexicon().gripper_words:
        return Intent("gripper", {"action": skill})
    if skill == "follow" and "target" in args:
        return Intent(skill, {**args, "target": _BEHIND.sub("", str(args["target"]))})
    to = str(args.get("to", ""))
    if skill == "place" and args.get("object") in lexicon().arm_words and to.endswith(lexicon().pose_words):
        return Intent("arm_pose", {"name": to})
    if skill == "pick" and args.get("object") == "しゃしん":
        return Intent("take_photo")
    if skill == "pick" and str(args.get("object")).endswith(("姿勢", "ポーズ")):
        return Intent("arm_pose", {"name": args["object"]})
    return _with_relation(skill, _with_source(skill, args))


def _with_source(skill: str, args: dict[str, Any]) -> dict[str, Any]:
    """棚の本: the book, from the shelf."""
    lies = _LIES_IN.fullmatch(str(args.get("object")))
    if lies and skill in _COUNTED and "from" not in args:
        return {**args, "object": lies["thing"], "from": lies["place"]}
    held = _PART_OF.fullmatch(str(args.get("object")))
    if held and held.group(1) in lexicon().relations:
        return args  # 手前の小鉢 says which one
    if held and skill in _COUNTED and "from" not in args and _is_place(held.group(1)):
        return {**args, "object": held.group(2), "from": held.group(1)}
    return args


def _with_relation(skill: str, args: dict[str, Any]) -> Intent:
    to = str(args.get("to"))
    if skill == "place" and (between := _BETWEEN.fullmatch(to)):
        return Intent(skill, {**args, "to": between.group(1), "relation": "between"})
    goal = _ON.fullmatch(to)
    if goal and goal.group(1) not in ("そ", "こ", "あ") and skill == "place" and goal.group(2) in lexicon().relations:
        return Intent(skill, {**args, "to": goal.group(1), "relation": lexicon().relations[goal.group(2)]})
    return Intent(skill, args)


def _is_place(noun: str) -> bool:
    where = noun.rsplit("の", 1)[-1]
    return where in lexicon().relations or any(
        where.endswith(word) or word + where[-1:] == where[-len(word) - 1 :] for word in lexicon().place_words
    )


def _complete(verb: VerbEntry, frame: FrameEntry, intent: Intent, slots: Slots) -> Reading:
    for slot in frame.needs if verb.needs is None else verb.needs:
        argument = ARGUMENT.get((intent.skill, slot))
        if argument and argument not in intent.args:
            return ask(intent, slot, slots)
    return make(intent.skill, dict(intent.args), slots)
