"""What the agent says, in Japanese: the reading back before motion and the measured result after it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from physical_ai_bridge.agent.results import Refusal
from physical_ai_bridge.plan.enums import OutcomeKind, Skill
from physical_ai_bridge.plan.outcome import Outcome, StepResult
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, RotateStep, Step, WaitStep
from physical_ai_bridge.robots import RobotProfile

MOST_NAMED = 8
"""Names in one sentence; nobody remembers more of them."""


def read_back(steps: Sequence[Step]) -> str:
    """One short sentence: what will be done, in order (復唱)."""
    return "、".join(map(_will, steps)) + "。"


def pace_kept(pace: float, profile: RobotProfile) -> str:
    """How fast the robot will drive from now on; ``pace`` in m/s, 0 for its own."""
    if pace:
        return f"次の動作から毎秒{_number(pace)}mで動きます。"
    return f"次の動作から普段の速さ (毎秒{profile.max_speed:g}mまで) で動きます。"


def _will(step: Step) -> str:
    if isinstance(step, MoveStep):
        way = "前進" if step.distance_m >= 0 else "後退"
        pace = f"毎秒{step.speed_mps:g}mで" if step.speed_mps else ""
        return f"{pace}{_number(abs(step.distance_m))}m{way}します"
    if isinstance(step, RotateStep):
        side = "左" if step.angle_rad >= 0 else "右"
        return f"{side}に{_number(abs(math.degrees(step.angle_rad)))}度回ります"
    if isinstance(step, NavigateStep):
        return f"{step.place}へ行きます"
    return f"{_number(step.duration_s)}秒待ちます" if isinstance(step, WaitStep) else f"{step.kind}をします"


def listed(names: Sequence[str]) -> str:
    """Names in one sentence, the first ones where there are many."""
    more = "など" if len(names) > MOST_NAMED else ""
    return "、".join(names[:MOST_NAMED]) + more


def abilities(profile: RobotProfile) -> str:
    """What the robot's profile says that it can do."""
    return "、".join(_ABILITIES[skill] for skill in profile.skills)


def unsupported(profile: RobotProfile) -> Refusal:
    """What the robot cannot do, with what it can."""
    text = f"{profile.title_ja}にはその作業ができません。できるのは{abilities(profile)}です"
    return Refusal(text, ReasonCode.UNSUPPORTED_SKILL)


def result(outcome: Outcome, steps: Sequence[Step]) -> str:
    """How it ended, with what was measured."""
    done = "、".join(_did(each, steps) for each in outcome.steps if each.step_index < len(steps))
    if outcome.kind is OutcomeKind.SUCCEEDED:
        return f"完了しました: {done}"
    measured = f"。ここまで: {done}" if done else ""
    return f"{_ENDINGS.get(outcome.kind, '失敗しました')}: {_why(outcome)}{measured} {code(outcome.reason)}"


def unreachable(reason: ReasonCode) -> str:
    """When a plan found no gate."""
    return f"できません: {reason.text_ja}。システムの起動を確かめてください {code(reason)}"


def code(reason: ReasonCode) -> str:
    """The reason as operators and manuals name it."""
    return f"[{reason.name}]"


_ABILITIES = {"move": "前進と後退", "rotate": "回転", "navigate": "場所への移動", "wait": "待機"}
_ENDINGS = {
    OutcomeKind.REFUSED: "できません",
    OutcomeKind.STOPPED: "止まりました",
    OutcomeKind.CANCELED: "中止しました",
}


_SAY_AGAIN = (ReasonCode.STOP_WORD, ReasonCode.STOP_REQUESTED)


def _why(outcome: Outcome) -> str:
    if outcome.kind is not OutcomeKind.REFUSED:
        return outcome.reason.text_ja
    again = "。もう一度指示してください" if outcome.reason in _SAY_AGAIN else ""
    return outcome.verdict.text_ja + again


def _did(each: StepResult, steps: Sequence[Step]) -> str:
    if each.skill is Skill.MOVE:
        way = "前進" if each.target >= 0 else "後退"
        return f"{abs(each.measured):.3f}m{way}(誤差{_excess(each, 1000.0, 0)}mm)"
    if each.skill is Skill.ROTATE:
        side = "左" if each.target >= 0 else "右"
        return (
            f"{side}に{abs(math.degrees(each.measured)):.1f}度(誤差{_excess(each, math.degrees(1.0), 1)}度)"
        )
    if each.skill is Skill.NAVIGATE:
        place = getattr(steps[each.step_index], "place", "目的地")
        return f"{place}に到着(ずれ{each.error * 1000:.0f}mm)"
    return f"{each.measured:.1f}秒待機"


def _excess(each: StepResult, scale: float, digits: int) -> str:
    """How much too far, whichever way it went; never minus zero."""
    excess = round(math.copysign(1.0, each.target) * each.error * scale, digits) + 0.0
    return f"{excess:+.{digits}f}"


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
