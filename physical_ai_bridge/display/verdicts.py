"""The gate's newest verdict as words over the robot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from physical_ai_bridge.display.shapes import INK, Colour, Shape, text
from physical_ai_bridge.plan.enums import Decision
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.plan.verdict import Verdict

COLOUR: Mapping[Decision, Colour] = {
    Decision.UNKNOWN: INK,
    Decision.ADMITTED: (0.30, 0.85, 0.40, 1.0),
    Decision.PENDING: (0.98, 0.80, 0.20, 1.0),
    Decision.REFUSED: (0.95, 0.25, 0.25, 1.0),
}
WORDS: Mapping[Decision, str] = {
    Decision.UNKNOWN: "判断がわかりません",
    Decision.ADMITTED: "承認",
    Decision.PENDING: "人の承認待ち",
    Decision.REFUSED: "却下",
}
LIFETIME = 5.0
"""s that it can be read."""


def verdict_shape(verdict: Verdict, pose: Pose2) -> Shape:
    """What was decided and why, over ``pose`` (map frame), for ``LIFETIME``."""
    words = f"{WORDS[verdict.decision]}: {verdict.text_ja} [{verdict.reason.name}]"
    shape = text("verdict", words, (pose.x, pose.y, 1.1), 0.22, COLOUR[verdict.decision])
    return replace(shape, lifetime=LIFETIME)
