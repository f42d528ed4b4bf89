"""What the demonstration says and what must come of it, as data."""

from __future__ import annotations

from dataclasses import dataclass

from physical_ai_bridge.plan.enums import ReplyKind
from physical_ai_bridge.plan.reasons import ReasonCode


@dataclass(frozen=True)
class Scene:
    """One thing said. ``interrupt`` is said in full motion; ``reset`` a person releases the latch afterwards.

    ``expect`` is the kind and reason of the last word about ``text``, ``contains`` what that word must hold.
    """

    title: str
    text: str
    expect: tuple[ReplyKind, ReasonCode]
    contains: str = ""
    interrupt: str = ""
    reset: bool = False


DONE = (ReplyKind.RESULT, ReasonCode.OK)

SCENES = (
    Scene("二つの動作を続けて", "1メートル半前進して、右に90度回って", DONE),
    Scene("待つ", "2秒待って", DONE),
    Scene(
        "できないことは、できる値を添えて断る",
        "10メートル前進して",
        (ReplyKind.REFUSAL, ReasonCode.DISTANCE_OVER_LIMIT),
        "5mまでなら可能です",
    ),
    Scene("あいまいなら聞き返す", "棚に行って", (ReplyKind.QUESTION, ReasonCode.AMBIGUOUS_PLACE), "棚Aと棚B"),
    Scene("答えで動き出す", "棚Aです", DONE),
    Scene(
        "全速の途中で止める",
        "受付に行って",
        (ReplyKind.RESULT, ReasonCode.STOP_WORD),
        interrupt="止まれ",
    ),
    Scene(
        "新しい指示で動き、今度は非常停止",
        "作業台に行って",
        (ReplyKind.RESULT, ReasonCode.EMERGENCY_STOP),
        interrupt="非常停止",
    ),
    Scene(
        "非常停止中は動かない",
        "1m進んで",
        (ReplyKind.REFUSAL, ReasonCode.EMERGENCY_STOP),
        reset=True,
    ),
    Scene("人が解除したあと、新しい指示で戻る", "充電ステーションに戻って", DONE),
)
