"""Understand a short answer to a question asked before, and a remark about the turn before."""

import re
from dataclasses import replace
from typing import Any, Final

from physical_ai_bridge.language.chunks import cut
from physical_ai_bridge.language.clauses import split
from physical_ai_bridge.language.quantities import QuantityKind
from physical_ai_bridge.language.questions import ARGUMENT, missing_slot, question
from physical_ai_bridge.language.slots import Slots, degrees
from physical_ai_bridge.language.source import Chunk, Source
from physical_ai_bridge.language.understanding import Intent, Pending, Slot, Turn, Understanding

_YES: Final = re.compile(
    r"(?:はい|うん|ええ|ああ|いいよ|いいです|おけ|ok|おっけー?|そう|そうです|その通り(?:です)?|お願い(?:します)?|おねがい(?:します)?"
    r"|頼む|よろしく(?:お願いします)?|それで(?:お願い(?:します)?|いい|いいです)?|やって(?:ください)?|実行(?:して)?|どうぞ|大丈夫(?:です)?|、|よ|ね)+"
)
_NO: Final = re.compile(
    r"(?:いいえ|いや|いえ|ううん|違う|違います|ちがう|ちがいます|だめ|駄目|やめ(?:て|る|ます|とく|ておく|ておいて)?|きゃんせる(?:して)?|取り?消し(?:て)?"
    r"|やっぱり?|いい|いいです|なし|結構(?:です)?|しないで|のー|no|やっぱりいい|です|ください|、|よ|ね)+"
)
_ENDING: Final = re.compile(
    r"(?:の(?:ほう|方))?(?:に|で|へ|まで|を)?(?:です|だ|でお願いします|お願いします|お願い|して(?:ください)?|ください|よ|ね|かな)*$"
)
_KINDS: Final[dict[Slot, QuantityKind]] = {"distance": "length", "angle": "angle", "duration": "duration"}
_MORE: Final = re.compile(r"(?:もう少し|もうちょっと|もうちょい|もっと)(?:お願い(?:します)?|だ|です)?")
_TOO_FAR: Final = re.compile(
    r"(?:行き|いき|進み|すすみ|下がり|さがり)(?:過ぎ|すぎ)(?:た|だ|です|てる|だよ|ました|たよ)?"
)
_OPPOSITE: Final = {"forward": "backward", "backward": "forward", "left": "right", "right": "left"}
_CANCELLED: Final = "取りやめました。"


def answer_pending(source: Source, pending: Pending) -> Understanding | None:
    """Complete `pending` with a short answer; None where the words are no answer but a new instruction."""
    bare = source.key.strip("、。！ ")
    if _NO.fullmatch(bare):
        return Understanding("no_motion", reply=_CANCELLED)
    if pending.slot == "yes_no":
        return _confirmed(pending) if pending.intents and _YES.fullmatch(bare) else None
    if any(clause.predicate and clause.predicate.verb.action != "please" for clause in split(source)):
        return None
    value = _value(source, pending)
    return None if value is None or not pending.intents else _filled(pending, value)


def follow_up(source: Source, history: tuple[Turn, ...]) -> Understanding | None:
    """Understand 「もうちょっと」 and 「行き過ぎ」 by the last motion; None where the words are neither."""
    bare = source.key.strip("、。！ ")
    more, too_far = _MORE.fullmatch(bare), _TOO_FAR.fullmatch(bare)
    if not more and not too_far:
        return None
    last = next((i for turn in reversed(history) for i in reversed(turn.understanding.intents)), None)
    direction = str(last.args.get("direction")) if last and last.skill == "move_relative" else ""
    if direction not in _OPPOSITE:
        return Understanding("clarify", reply="何をどのくらい動かしますか？")
    if more:
        return Understanding(
            "execute", (Intent("move_relative", {"direction": direction, "extent": "small"}),)
        )
    back = Intent("move_relative", {"direction": _OPPOSITE[direction]})
    return Understanding("clarify", reply="何メートル戻りますか？", pending=Pending("distance", (back,)))


def _confirmed(pending: Pending) -> Understanding:
    for index, intent in enumerate(pending.intents):
        if slot := missing_slot(intent):
            asked = Pending(slot, pending.intents, index)
            return Understanding("clarify", reply=question(intent, slot), pending=asked)
    return Understanding("execute", pending.intents)


def _filled(pending: Pending, value: str | float) -> Understanding | None:
    if pending.index >= len(pending.intents):
        return None
    intent = pending.intents[pending.index]
    argument = ARGUMENT.get((intent.skill, pending.slot))
    if argument is None:
        return None
    args: dict[str, Any] = {**intent.args, argument: value}
    done = (
        *pending.intents[: pending.index],
        Intent(intent.skill, args),
        *pending.intents[pending.index + 1 :],
    )
    return _confirmed(replace(pending, intents=done))


def _value(source: Source, pending: Pending) -> str | float | None:
    if pending.slot in ("place", "object"):
        return _named(source, pending)
    chunks = cut(source, 0, _content_end(source))
    if chunks is None:
        return None
    slots = Slots(chunks, source.text)
    value = slots.direction(*_OPPOSITE) if pending.slot == "direction" else _measured(slots, pending)
    return None if slots.left else value


def _measured(slots: Slots, pending: Pending) -> float | None:
    kind = _KINDS.get(pending.slot)
    found = slots.quantity(kind) if kind else None
    if found is None:
        return None
    return degrees(found) if found.kind == "angle" else found.value_si


def _named(source: Source, pending: Pending) -> str | None:
    """The name that was said; 「B」 and 「Bのほう」 choose 棚B where only one choice holds it."""
    name = source.text[: _content_end(source)].strip("、。！ ")
    matching = [choice for choice in pending.choices if name and name.lower() in choice.lower()]
    if name in pending.choices or (pending.choices and len(matching) == 1):
        return name if name in pending.choices else matching[0]
    chunks = cut(source, 0, _content_end(source))
    one: Chunk | None = chunks[0] if chunks and len(chunks) == 1 else None
    return one.text if one and one.kind == "noun" else None


def _content_end(source: Source) -> int:
    bare = source.key.rstrip("、。！？ ")
    ending = _ENDING.search(bare)
    return ending.start() if ending else len(bare)
