"""もう一度, 逆に, 再開: what was done last, again, several times, the other way, or on to its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from physical_ai_bridge.agent.results import Refusal, Unclear
from physical_ai_bridge.language import Intent, Turn, Understanding
from physical_ai_bridge.plan.reasons import ReasonCode

MOST_TIMES = 20
"""Repetitions in one instruction: as many as a plan may have steps in the gate's default configuration."""
_OPPOSITE = {
    "forward": "backward",
    "backward": "forward",
    "left": "right",
    "right": "left",
    "cw": "ccw",
    "ccw": "cw",
    "around": "around",
}


def is_again(intents: Sequence[Intent]) -> bool:
    """Whether an instruction is about the last one and nothing else."""
    return len(intents) == 1 and intents[0].skill in ("repeat", "resume")


def again(intent: Intent, last: Turn | None) -> Turn | Refusal | Unclear:
    """The last turn as it is to be done now."""
    if last is None:
        return Refusal("繰り返す指示がまだありません", ReasonCode.NOT_UNDERSTOOD)
    done = last.understanding.intents
    if intent.skill == "resume":
        return last if _may_go_on(done) else Refusal(_GO_ON, ReasonCode.UNSUPPORTED_SKILL)
    args = dict(intent.args)
    if not set(args) <= {"ref", "reverse", "times"} or args.get("ref", "last") != "last":
        return Refusal("繰り返せるのは直前の指示だけです", ReasonCode.UNSUPPORTED_SKILL)
    times = _times(args)
    if isinstance(times, Refusal):
        return times
    intents = _reversed(done) if args.get("reverse") else done
    if intents is None:
        return Unclear("何を逆にしますか？ 動作を言ってください。")
    return Turn(last.text, Understanding("execute", intents * times))


def _may_go_on(done: Sequence[Intent]) -> bool:
    """Going to a place ends there from wherever it starts; of a distance nobody knows what was left."""
    return len(done) == 1 and done[0].skill == "navigate"


def _reversed(done: Sequence[Intent]) -> tuple[Intent, ...] | None:
    """One straight move or one turn, the other way; None for anything else."""
    if len(done) != 1 or done[0].skill not in ("move_relative", "rotate"):
        return None
    args: dict[str, Any] = dict(done[0].args)
    direction = _OPPOSITE.get(str(args.get("direction")))
    return (Intent(done[0].skill, {**args, "direction": direction}),) if direction else None


def _times(args: Mapping[str, Any]) -> int | Refusal:
    times = args.get("times", 1)
    if isinstance(times, int | float) and times in range(1, MOST_TIMES + 1):
        return int(times)
    return Refusal(f"繰り返せるのは1回から{MOST_TIMES}回までです", ReasonCode.TOO_MANY_STEPS)


_GO_ON = "途中からの再開はできません。残りをもう一度指示してください"
