"""Understand a remark about the turn before: 「もうちょっと」, 「行き過ぎ」."""

import re
from typing import Final

from physical_ai_bridge.language.source import Source
from physical_ai_bridge.language.understanding import Intent, Pending, Turn, Understanding

_MORE: Final = re.compile(r"(?:もう少し|もうちょっと|もうちょい|もっと)(?:お願い(?:します)?|だ|です)?")
_TOO_FAR: Final = re.compile(
    r"(?:行き|いき|進み|すすみ|下がり|さがり)(?:過ぎ|すぎ)(?:た|だ|です|てる|ました)?(?:よ|ね)?"
)
_OPPOSITE: Final = {"forward": "backward", "backward": "forward", "left": "right", "right": "left"}


def follow_up(source: Source, history: tuple[Turn, ...]) -> Understanding | None:
    """Understand `source` by the last motion of `history`; None where it is no such remark.

    More of the same is a small motion; too far is asked back, with the way back as the pending intent.
    """
    bare = source.key.strip("、。！ ")
    more, too_far = _MORE.fullmatch(bare), _TOO_FAR.fullmatch(bare)
    if not more and not too_far:
        return None
    last = next((i for turn in reversed(history) for i in reversed(turn.understanding.intents)), None)
    direction = str(last.args.get("direction")) if last and last.skill == "move_relative" else ""
    if direction not in _OPPOSITE:
        return Understanding("clarify", reply="何をどのくらい動かしますか？")
    if more:
        again = Intent("move_relative", {"direction": direction, "extent": "small"})
        return Understanding("execute", (again,))
    back, asked = Intent("move_relative", {"direction": _OPPOSITE[direction]}), "何メートル戻りますか？"
    return Understanding("clarify", reply=asked, pending=Pending("distance", (back,), question=asked))
