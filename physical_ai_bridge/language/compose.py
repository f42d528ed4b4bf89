"""Put the readings of all clauses together: one doubtful clause, and nothing moves."""

from collections.abc import Sequence

from physical_ai_bridge.language.reading import Reading
from physical_ai_bridge.language.understanding import Intent, Pending, Understanding

_REFUSAL = "その指示は危険、または安全のきまりに反するため実行できません。"


def compose(readings: Sequence[Reading]) -> Understanding:
    """Return what the whole instruction comes to; a valid clause never launders another one."""
    for kind in ("unknown", "unsupported"):
        for reading in readings:
            if reading.kind == kind:
                return _rejected(reading)
    if any(reading.kind == "condition" for reading in readings):
        return _conditional(readings)
    ordered = _in_order(readings)
    intents = tuple(intent for reading in ordered for intent in reading.intents)
    asking = next((reading for reading in ordered if reading.kind == "ask"), None)
    if asking:
        return _asked(asking, ordered, intents)
    return _outcome(readings, intents)


def refused(reply: str = _REFUSAL) -> Understanding:
    """A refusal with its Japanese reason."""
    return Understanding("refuse", reply=reply)


def _rejected(reading: Reading) -> Understanding:
    if reading.kind == "unsupported":
        return Understanding("unsupported", reply=f"「{reading.said}」はこのロボットにはできません。")
    return Understanding(
        "clarify", reply=f"「{reading.said}」が分かりませんでした。別の言い方でお願いします。"
    )


def _in_order(readings: Sequence[Reading]) -> list[Reading]:
    """～前に: that clause comes after the one that follows it."""
    ordered: list[Reading] = []
    held: list[Reading] = []
    for reading in readings:
        if reading.comes_after_next:
            held.append(reading)
        else:
            ordered += [reading, *reversed(held)]
            held = []
    return [*ordered, *held]


def _conditional(readings: Sequence[Reading]) -> Understanding:
    """もし…たら: what follows the condition is done only if it holds; two conditions are asked back."""
    at = next(i for i, reading in enumerate(readings) if reading.kind == "condition")
    before, after = readings[:at], readings[at + 1 :]
    then = compose(after) if after else None
    if then is None or then.outcome != "execute" or any(reading.kind != "do" for reading in before):
        return Understanding(
            "clarify", reply=f"「{readings[at].said}」のとき何をするか、もう一度お願いします。"
        )
    steps = [intent.as_dict() for intent in then.intents]
    conditional = Intent("if", {"condition": readings[at].said, "then": steps})
    return Understanding("execute", (*(i for reading in before for i in reading.intents), conditional))


def _asked(asking: Reading, ordered: Sequence[Reading], intents: tuple[Intent, ...]) -> Understanding:
    if asking.slot is None:
        return Understanding("clarify", reply=asking.reply)
    before = ordered[: next(i for i, reading in enumerate(ordered) if reading is asking)]
    index = sum(len(reading.intents) for reading in before) + len(asking.intents) - 1
    pending = Pending(asking.slot, intents, max(index, 0), question=asking.reply or "")
    return Understanding("clarify", reply=asking.reply, pending=pending)


def _outcome(readings: Sequence[Reading], intents: tuple[Intent, ...]) -> Understanding:
    kinds = {reading.kind for reading in readings}
    reply = next((reading.reply for reading in readings if reading.reply), None)
    if "do" in kinds:
        return Understanding("execute", intents)
    if "answer" in kinds:
        return Understanding("answer", intents, reply)
    if "prohibit" in kinds:
        said = "」「".join(reading.said for reading in readings if reading.kind == "prohibit")
        return Understanding("no_motion", intents, f"承知しました。「{said}」を守ります。")
    if "nothing" in kinds:
        return Understanding("no_motion", reply=reply or "承知しました。")
    return Understanding("clarify", reply="ご指示が聞き取れませんでした。もう一度お願いします。")
