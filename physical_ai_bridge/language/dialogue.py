"""Understand a remark about the turn before: 「もうちょっと」, 「行き過ぎ」, 「違う、左」, 「五百ミリで」, 「エアコンも」."""

import re
from dataclasses import replace
from typing import Any, Final

from physical_ai_bridge.language.chunks import cut
from physical_ai_bridge.language.clauses import split
from physical_ai_bridge.language.handling_rules import refined
from physical_ai_bridge.language.motion_rules import NO_PLACE, WAYS, take_amounts
from physical_ai_bridge.language.normalise import fold_key
from physical_ai_bridge.language.numerals import read_number
from physical_ai_bridge.language.questions import missing_slot, question
from physical_ai_bridge.language.slots import Slots, degrees
from physical_ai_bridge.language.source import Source
from physical_ai_bridge.language.turn_rules import TURNS
from physical_ai_bridge.language.understanding import Intent, Pending, Turn, Understanding

_NO_NAME: Final = re.compile(r"(?:はい|いい|大丈夫|うん|ええ|いや|どっちでも|どちらでも|なんでも|何でも|どれでも|分から|わから|知ら|さあ|おっけ|了解|ok)")
_POINTING: Final = re.compile(r"[そこあ](?:れ|こ|っち|ちら)|あそこ")
_MORE: Final = re.compile(r"(?:もう少し|もうちょっと|もうちょい|もっと|あと少し|あとちょっと|まだまだ|もうすこし|もうちょびっと)(?:だけ)?(?:お願い(?:します)?|頼む|だ|です|や|やな|じゃ|ね)*")
_TOO_FAR: Final = re.compile(
    r"(?:あー?、?|ああ、|あっ、|おっと、|うわ、|わあ、|おい、|ちょっと、?|少し、?|おいおい、?)?(?:(?:行き|いき|進み|すすみ|下がり|さがり|上げ|下げ|回り|曲がり|寄り|動き)(?:過ぎ|すぎ)(?:た|だ|です|てる|てます|ました|や|やで|じゃ|ちゃった|だって)*(?:よ|ね|わ|な|で|ば|、)*)+"
)
_OPPOSITE: Final = {"forward": "backward", "backward": "forward", "left": "right", "right": "left", "up": "down", "down": "up", "cw": "ccw", "ccw": "cw"}
_LEAD: Final = re.compile(
    r"^(?:(?:あと|それと|ついでに|いや|いえ|違いました|違った|ちがった|違います|違うって|違うよ|違う|ちがう|ちゃうちゃう|ちゃうわ|ちゃうねん|ちゃう|そうじゃなくて|そうやなくて|じゃなくて|ではなく|やっぱり|やっぱし|やっぱ|やはり|ごめんなさい|ごめん|すみません|間違えた|間違い|訂正|まちがえた|もとい)(?:です|だ|ね|な|や|わ)?[、。！]?"
    r"|(?:ああ?|えっと|うーん|じゃあ?|もう|んー?|はい|うん|恐れ入ります(?:が)?|[^、。]{1,10}(?:ました|ません(?:でした)?|忘れた|間違え)(?:が|けど)?)[、。！])+"
)
_TAIL: Final = re.compile(
    r"(?:(?:(?<!ま)で|のほう(?:で)?|の方(?:で)?)?(?:いい(?:や|よ|です|わ)?|お願い(?:します|いたします|ね)?|頼む(?:わ)?|頼みます|(?:に)?して(?:ください|くれ|や)?|だけ(?:で)?|くらい(?:で)?|ぐらい(?:で)?|ほど|でございます|です|だ(?:よ|ね)?|や(?:で|わ|ねん)?|じゃ|よ|ね|な|かな|ばい|たい)|のほう|の方|(?<=[\d歩度本個枚mセチミ秒分杯台つ人回りトリ%ト])で|[。！、])+$"
)
_INSTEAD: Final = re.compile(r"(?P<old>[^、]+?)(?:じゃなく(?:て|って)?|ではなく(?:て)?|やのうて|やなくて|じゃのうて|じゃなしに)、?(?P<new>.+)")


def follow_up(source: Source, history: tuple[Turn, ...]) -> Understanding | None:
    """Understand `source` by the last turn of `history`; None where it is no such remark.

    More of the same, or back after too far, is a small motion. An amount, a side or a name completes or
    changes the last instruction.
    """
    bare = source.key.strip("、。！ ")
    if _MORE.fullmatch(bare) or _TOO_FAR.fullmatch(bare):
        return _again(_last(history), back=_MORE.fullmatch(bare) is None)
    if not history:
        return None
    last = history[-1].understanding
    intents = last.intents if last.outcome == "execute" else last.pending.intents if last.pending else ()
    return _changed(source, intents) if intents else None


def _last(history: tuple[Turn, ...]) -> Intent | None:
    return next((i for turn in reversed(history) for i in reversed(turn.understanding.intents)), None)


def _again(last: Intent | None, back: bool) -> Understanding:
    direction = str(last.args.get("direction")) if last else ""
    if last is None or last.skill not in ("move_relative", "rotate") or direction not in _OPPOSITE:
        return Understanding("clarify", reply="何をどのくらい動かしますか？")
    args: dict[str, Any] = {"direction": _OPPOSITE[direction] if back else direction}
    args |= {"extent": "small"} if last.skill == "move_relative" else {}
    args |= {"part": last.args["part"]} if "part" in last.args else {}
    return Understanding("execute", (Intent(last.skill, args),))


def _changed(source: Source, intents: tuple[Intent, ...]) -> Understanding | None:
    """The last instruction with what `source` says put in its place; None if it says something else."""
    lead = _LEAD.match(source.key)
    start = lead.end() if lead else 0
    tail = _TAIL.search(source.key, start)
    end = tail.start() if tail else len(source.key)
    if start >= end or _has_verb(source, start):
        return None
    if instead := _INSTEAD.fullmatch(source.text, start, end):
        return _replaced(instead["old"], instead["new"], intents)
    chunks = cut(source, start, end)
    if not chunks:
        return _renumbered(source, start, end, intents)
    for index in range(len(intents) - 1, -1, -1):
        slots = Slots(chunks, source.text)
        if changed := _filled(intents[index], slots):
            return _checked((*intents[:index], changed, *intents[index + 1 :]), index)
    return _renumbered(source, start, end, intents)


def _replaced(old: str, new: str, intents: tuple[Intent, ...]) -> Understanding | None:
    """「課長じゃなくて部長」: what was said before, by its own name."""
    for index in range(len(intents) - 1, -1, -1):
        role = next((role for role, said in intents[index].args.items() if said == old), None)
        if role:
            args = {**intents[index].args, role: new.rstrip("にへをね")}
            return Understanding("execute", (*intents[:index], Intent(intents[index].skill, args), *intents[index + 1 :]))
    return None


def _has_verb(source: Source, start: int) -> bool:
    """Whether a verb asks for something new; 「右に90度です」 and 「あっちにして」 do not."""
    return any(
        clause.predicate and clause.predicate.verb.action not in ("please", "do") and start <= clause.predicate.start
        for clause in split(source)
    )


def _checked(intents: tuple[Intent, ...], index: int) -> Understanding:
    """A changed amount takes the place of every other amount; what is still missing is asked for."""
    if slot := missing_slot(intents[index]):
        asked = question(intents[index], slot)
        return Understanding("clarify", reply=asked, pending=Pending(slot, intents, index, (), asked))
    return Understanding("execute", intents)


def _filled(intent: Intent, slots: Slots) -> Intent | None:
    """`intent` with all chunks of `slots`, or None where one does not fit."""
    args: dict[str, Any] = dict(intent.args)
    said = _amounts(intent, slots) | _names(intent, slots)
    pace = slots.modifiers("extent", "speed")
    if intent.skill == "move_relative" or (intent.skill in ("navigate", "rotate") and "speed" in pace):
        said |= pace
    if slots.left or not said or any(_POINTING.fullmatch(str(name)) for name in said.values()):
        return None
    if said.keys() & {"distance_m", "duration_s", "steps", "extent", "angle_deg"}:
        for amount in ("distance_m", "duration_s", "steps", "extent", "angle_deg"):
            args.pop(amount, None)
    if "to" in said:
        args.pop("relation", None)
    return refined(intent.skill, {**args, **said})


def _amounts(intent: Intent, slots: Slots) -> dict[str, Any]:
    if intent.skill == "move_relative":
        way = slots.direction(*WAYS)
        return {**({"direction": way} if way else {}), **take_amounts(slots)}
    if intent.skill == "rotate":
        way, angle = slots.direction(*TURNS), slots.quantity("angle")
        return {**({"direction": way} if way else {}), **({"angle_deg": degrees(angle)} if angle else {})}
    if intent.skill == "wait" and (duration := slots.quantity("duration")):
        return {"duration_s": duration.value_si}
    if intent.skill in ("pick", "deliver") and (count := slots.quantity("count")):
        return {"count": int(count.value)}
    if intent.skill == "set_speed":
        speed, ratio = slots.quantity("speed"), slots.quantity("ratio")
        if speed or ratio:
            return {"value": speed.value_si, "unit": "m/s"} if speed else {"value": round(ratio.value_si * 100, 6) if ratio else 0, "unit": "%"}
    return {}


def _names(intent: Intent, slots: Slots) -> dict[str, str]:
    """A name with に or から, and one with を, も or alone, which is the object, or else the goal."""
    named: dict[str, str] = {}
    goal_role = "target" if intent.skill == "navigate" else "to"
    if intent.skill in ("navigate", "deliver", "place", "guide", "speak") and (goal := slots.noun("に", "へ", "まで")):
        named[goal_role] = goal
    if intent.skill == "move_relative" and (end := slots.noun("まで")):
        named["until"] = end
    if intent.skill in ("pick", "deliver") and (start := slots.noun("から")):
        named["from"] = start
    role = _object_role(intent)
    thing = slots.noun("を", "も", "は", "が", "", "で") if role else None
    if role and thing and not NO_PLACE.fullmatch(thing) and not _NO_NAME.match(fold_key(thing)):
        named[role] = thing
    return named


def _object_role(intent: Intent) -> str | None:
    if intent.skill == "navigate":
        return "target"
    if intent.skill == "guide":
        return "person"
    return {"pick": "object", "place": "object", "deliver": "object", "find": "target", "open": "target", "close": "target",
            "operate": "device", "follow": "target", "arm_pose": "name"}.get(intent.skill)


def _renumbered(source: Source, start: int, end: int, intents: tuple[Intent, ...]) -> Understanding | None:
    """「やっぱ50」: a number alone is in the unit said before."""
    number = read_number(source.key, start)
    if number is None or number.end != end:
        return None
    for index in range(len(intents) - 1, -1, -1):
        for name in ("value", "distance_m", "angle_deg", "duration_s", "steps", "count"):
            if name in intents[index].args and name in ("value", "steps", "count", "angle_deg"):
                args = {**intents[index].args, name: int(number.value) if number.value.denominator == 1 else float(number.value)}
                return Understanding("execute", (*intents[:index], Intent(intents[index].skill, args), *intents[index + 1 :]))
    return None


def completed(source: Source, pending: Pending) -> Understanding | None:
    """An answer that says more than was asked (「吉田様を、302号室まで」)."""
    if pending.choices or pending.slot == "yes_no":
        return None
    understood = _changed(source, pending.intents)
    if understood and understood.pending:
        return replace(understood, pending=replace(understood.pending, question=understood.reply or ""))
    return understood
