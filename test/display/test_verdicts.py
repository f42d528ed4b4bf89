"""A verdict says in its colour and in words what was decided, and disappears."""

from __future__ import annotations

import pytest

from physical_ai_bridge.display.verdicts import COLOUR, LIFETIME, WORDS, verdict_shape
from physical_ai_bridge.plan.enums import Decision
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.verdict import ADMITTED, Nearest, Verdict, refused

HERE = Pose2(2.0, 3.0, 1.0)


def test_a_refusal_is_red_and_says_why_and_what_would_do() -> None:
    shape = verdict_shape(refused(ReasonCode.DISTANCE_OVER_LIMIT, 0, Nearest(5.0, "m")), HERE)
    assert shape.text.startswith("却下: ") and shape.text.endswith("5mまでなら可能です [DISTANCE_OVER_LIMIT]")
    red, green, _, _ = shape.colour
    assert red > 2 * green
    assert (shape.at[:2], shape.lifetime) == ((2.0, 3.0), LIFETIME)
    assert LIFETIME > 0.0


def test_an_admission_is_green_and_a_pending_plan_yellow() -> None:
    red, green, blue, _ = verdict_shape(ADMITTED, HERE).colour
    assert green > 2 * max(red, blue)
    red, green, blue, _ = verdict_shape(Verdict(Decision.PENDING, ReasonCode.APPROVAL_REQUIRED), HERE).colour
    assert min(red, green) > 2 * blue


@pytest.mark.parametrize("decision", list(Decision))
def test_every_decision_has_its_own_words_and_colour(decision: Decision) -> None:
    others = set(Decision) - {decision}
    assert WORDS[decision] not in {WORDS[other] for other in others}
    assert COLOUR[decision] not in {COLOUR[other] for other in others}
