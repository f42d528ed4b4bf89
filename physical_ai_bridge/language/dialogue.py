"""Understand a remark about the turn before: もうちょっと, 行き過ぎ, or a correction (違う、左)."""

from dataclasses import replace
from typing import Any, Final

from physical_ai_bridge.language.corrections import corrected
from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.source import Source
from physical_ai_bridge.language.talk import match_talk
from physical_ai_bridge.language.understanding import Intent, Pending, Turn, Understanding

_OPPOSITE: Final = {
    **{"forward": "backward", "backward": "forward", "left": "right", "right": "left"},
    **{"up": "down", "down": "up", "cw": "ccw", "ccw": "cw"},
}


def follow_up(source: Source, history: tuple[Turn, ...]) -> Understanding | None:
    """Understand `source` by the last turn of `history`; None where it is no such remark.

    More of the same, or back after too far, is a small motion. An amount, a side or a name completes or
    changes the last instruction.
    """
    bare = source.key.strip("、。！ ")
    more = shape("dialogue.more").fullmatch(bare)
    if more or shape("dialogue.too_far").fullmatch(bare):
        return _again(_last(history), back=more is None)
    if not history:
        return None
    last = history[-1].understanding
    intents = last.intents if last.outcome == "execute" else last.pending.intents if last.pending else ()
    if not intents or _is_talk(source):
        return None
    return corrected(source, intents)


def _is_talk(source: Source) -> bool:
    """ありがとう and だめ are no names, whatever was said before."""
    refuses = shape("dialogue.refuses").fullmatch(source.key.strip("、。！？ "))
    return refuses is not None or match_talk(source.key, source.text) is not None


def completed(source: Source, pending: Pending) -> Understanding | None:
    """Understand an answer to `pending` that says more than was asked (「吉田様を、302号室まで」).

    None where it is none, or where a name was to be chosen or a yes was asked for.
    """
    if pending.choices or pending.slot == "yes_no" or _is_talk(source):
        return None
    understood = corrected(source, pending.intents)
    if understood and understood.pending:
        return replace(understood, pending=replace(understood.pending, question=understood.reply or ""))
    return understood


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
