"""Understand a short answer to the question asked last: yes, no, an amount, a direction, a name."""

import re
from dataclasses import replace
from typing import Any, Final

from physical_ai_bridge.language.chunks import cut
from physical_ai_bridge.language.clauses import split
from physical_ai_bridge.language.normalise import fold_key
from physical_ai_bridge.language.numerals import read_number
from physical_ai_bridge.language.quantities import QuantityKind
from physical_ai_bridge.language.questions import ARGUMENT, missing_slot, question
from physical_ai_bridge.language.slots import Slots, degrees
from physical_ai_bridge.language.source import Source
from physical_ai_bridge.language.understanding import Intent, Pending, Slot, Understanding

_PLEASE = r"お願い(?:します)?|おねがい(?:します)?|頼む|よろしく(?:お願いします)?"
_YES: Final = re.compile(
    rf"(?:(?:はい|うん|ええ|ああ|おけ|おっけー?|ok|yes|いいよ|いいですよ|そう(?:です|だよ?)?|その通り(?:です)?|{_PLEASE}"
    rf"|それで(?:{_PLEASE}|いい(?:です)?)|やって(?:ください)?|実行(?:して)?(?:ください)?|どうぞ)(?:、|よ|ね)*)+"
)
_NO: Final = re.compile(
    r"(?:(?:いいえ|いや|いえ|ううん|違い?ます|違う|ちがい?ます|ちがう|だめ|駄目|no|のー|結構です|なし(?:で)?|しないで|中止"
    r"|(?:やっぱり?|もう)?(?:やめ(?:て|る|ます|とく|ておく|ておいて)?|きゃんせる(?:して)?|取り?消し(?:て)?)"
    r"|(?:やっぱり?|もう)(?:いい|いいです)?)(?:です|ください|、|よ|ね|や)*)+"
)
_ENDING: Final = re.compile(
    r"(?:の(?:ほう|方))?(?:に|で|へ|まで|を)?(?:です|だ|よ|ね|かな|して|ください|" + _PLEASE + r")*$"
)
_ORDINAL: Final = re.compile(r"([1-9一二三四五六七八九])(?:つ目|番目?|個目)|(最初)")
_KINDS: Final[dict[Slot, QuantityKind]] = {"distance": "length", "angle": "angle", "duration": "duration"}
_SIDES: Final = ("forward", "backward", "left", "right", "cw", "ccw")
_CANCELLED: Final = "取りやめました。"


def answer_pending(source: Source, pending: Pending) -> Understanding | None:
    """Complete `pending` with a short answer; None where the words are no answer to it."""
    bare = source.key.strip("、。！ ")
    if _NO.fullmatch(bare):
        return Understanding("no_motion", reply=_CANCELLED)
    if pending.slot == "yes_no":
        return _checked(pending) if pending.intents and _YES.fullmatch(bare) else None
    if _YES.fullmatch(bare) or pending.index >= len(pending.intents) or _is_instruction(source):
        return None
    value = _value(source, pending)
    return None if value is None else _filled(pending, value)


def ask_again(pending: Pending) -> Understanding:
    """Repeat the question that was not answered."""
    asked = pending.question
    if not asked and pending.choices:
        asked = "、".join(pending.choices) + "のどれですか？"
    elif not asked and pending.index < len(pending.intents):
        asked = question(pending.intents[pending.index], pending.slot)
    return Understanding("clarify", reply=f"すみません、分かりませんでした。{asked}", pending=pending)


def _is_instruction(source: Source) -> bool:
    if source.key[: _content_end(source)] in source.names:
        return False  # うけつけ holds つけ
    return any(clause.predicate and clause.predicate.verb.action != "please" for clause in split(source))


def _checked(pending: Pending) -> Understanding:
    """Execute, unless something else essential is still missing."""
    for index, intent in enumerate(pending.intents):
        if slot := missing_slot(intent):
            asked = question(intent, slot)
            return Understanding(
                "clarify", reply=asked, pending=Pending(slot, pending.intents, index, (), asked)
            )
    return Understanding("execute", pending.intents)


def _filled(pending: Pending, value: str | float) -> Understanding | None:
    intent = pending.intents[pending.index]
    argument = ARGUMENT.get((intent.skill, pending.slot))
    if argument is None:
        return None
    args: dict[str, Any] = {**intent.args, argument: value}
    before, after = pending.intents[: pending.index], pending.intents[pending.index + 1 :]
    return _checked(replace(pending, intents=(*before, Intent(intent.skill, args), *after)))


def _value(source: Source, pending: Pending) -> str | float | None:
    if pending.slot in ("place", "object"):
        return _named(source, pending)
    chunks = cut(source, 0, _content_end(source))
    if chunks is None:
        return None
    slots = Slots(chunks, source.text)
    if pending.slot == "direction":
        side = slots.direction(*_SIDES)
        return None if slots.left else side
    amount = _measured(slots, pending.slot)
    return _bare_number(source) if amount is None else None if slots.left else amount


def _measured(slots: Slots, slot: Slot) -> float | None:
    kind = _KINDS.get(slot)
    found = slots.quantity(kind) if kind else None
    if found is None:
        return None
    return degrees(found) if found.kind == "angle" else found.value_si


def _bare_number(source: Source) -> float | None:
    """The question named the unit (何メートル, 何度, 何秒); a number alone is in it."""
    number = read_number(source.key, 0) if source.key else None
    whole = number is not None and number.end == _content_end(source) and not number.spoken
    return float(number.value) if number and whole and number.value > 0 else None


def _named(source: Source, pending: Pending) -> str | None:
    """The name that was said; 「B」, 「Bのほう」 and 「2つ目」 choose where choices were offered."""
    end = _content_end(source)
    key = source.key[:end].strip("、。！ ")
    if pending.choices:
        chosen = _chosen(key, pending.choices)
        return source.text[:end] if chosen is None and key in source.names else chosen
    chunks = cut(source, 0, end)
    return chunks[0].text if chunks and len(chunks) == 1 and chunks[0].kind == "noun" else None


def _chosen(key: str, choices: tuple[str, ...]) -> str | None:
    exact = [choice for choice in choices if fold_key(choice) == key]
    holding = [choice for choice in choices if key and key in fold_key(choice)]
    ordinal = _ORDINAL.fullmatch(key)
    number = read_number(ordinal.group(1), 0) if ordinal and ordinal.group(1) else None
    if ordinal:
        at = int(number.value) - 1 if number else 0
        return choices[at] if at < len(choices) else None
    return exact[0] if exact else holding[0] if len(holding) == 1 else None


def _content_end(source: Source) -> int:
    bare = source.key.rstrip("、。！？ ")
    ending = _ENDING.search(bare)
    return ending.start() if ending else len(bare)
