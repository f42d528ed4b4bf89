"""Put the readings of all clauses together: one doubtful clause, and nothing moves."""

from collections.abc import Sequence

from physical_ai_bridge.language.reading import Reading
from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.understanding import Intent, Pending, Understanding

_REFUSAL = "その指示は危険、または安全のきまりに反するため実行できません。"


def compose(readings: Sequence[Reading]) -> Understanding:
    """Return what the whole instruction comes to; a valid clause never launders another one."""
    if any(reading.kind == "danger" for reading in readings):
        return refused()
    for kind in ("unknown", "unsupported"):
        for reading in readings:
            if reading.kind == kind:
                return _rejected(reading)
    if any(reading.kind == "condition" for reading in readings):
        return _conditional(readings)
    ordered = _in_order(readings)
    intents = _with_part(tuple(intent for reading in ordered for intent in reading.intents))
    asking = next((reading for reading in ordered if reading.kind == "ask"), None)
    if asking:
        return _asked(asking, ordered, intents)
    return _outcome(readings, intents)


def _with_part(intents: tuple[Intent, ...]) -> tuple[Intent, ...]:
    """アームを右へ動かして、5センチ下げて: up and down after the arm are the arm's, too."""
    carried: list[Intent] = []
    arm = False
    for intent in intents:
        lifts = intent.skill == "move_relative" and intent.args.get("direction") in ("up", "down")
        if arm and lifts and "part" not in intent.args:
            intent = Intent(intent.skill, {**intent.args, "part": "arm"})
        arm = intent.args.get("part") == "arm" or (arm and intent.skill in ("wait", "gripper"))
        carried.append(intent)
    return tuple(carried)


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
    """～前に: that clause comes after the one that follows it; その前に: before the one said last."""
    ordered: list[Reading] = []
    held: list[Reading] = []
    for reading in readings:
        if reading.comes_after_next:
            held.append(reading)
        elif reading.comes_before_last and ordered:
            last = max((i for i, each in enumerate(ordered) if each.kind != "nothing"), default=0)
            ordered.insert(last, reading)
        else:
            ordered += [reading, *reversed(held)]
            held = []
    return [*ordered, *held]


def _conditional(readings: Sequence[Reading]) -> Understanding:
    """もし…たら: what follows the condition is done only if it holds; what follows its negation, if not.

    Two conditions of different things are asked back.
    """
    marks = [i for i, reading in enumerate(readings) if reading.kind == "condition"]
    at, other = marks[0], marks[1] if len(marks) > 1 else len(readings)
    before, then, otherwise = readings[:at], readings[at + 1 : other], readings[other + 1 :]
    asked = _branch(then) and (not otherwise or _branch(otherwise))
    opposed = len(marks) == 1 or (len(marks) == 2 and _negates(readings[other].said, readings[at].said))
    clear = all(reading.kind in ("do", "nothing", "prohibit") for reading in before)
    if not (asked and opposed and clear):
        return Understanding(
            "clarify", reply=f"「{readings[at].said}」のとき何をするか、もう一度お願いします。"
        )
    args = {"condition": readings[at].said, "then": _steps(then)}
    args |= {"else": _steps(otherwise)} if otherwise else {}
    return Understanding("execute", (*(i for reading in before for i in reading.intents), Intent("if", args)))


def _branch(readings: Sequence[Reading]) -> bool:
    return bool(readings) and compose(readings).outcome == "execute"


def _steps(readings: Sequence[Reading]) -> list[dict[str, object]]:
    return [intent.as_dict() for intent in compose(readings).intents]


def _negates(said: str, first: str) -> bool:
    """なければ after あれば; 空いていない after 空いている; だめなら, 違う, そうでない."""
    if shape("compose.otherwise").fullmatch(said):
        return True
    stem = said.removesuffix("ない").removesuffix("なかった")
    return stem != said and len(stem) > 1 and stem[:-1] in first


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
