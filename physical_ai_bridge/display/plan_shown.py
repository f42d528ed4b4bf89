"""Which plan of a robot is to be seen: from when it is proposed until the gate refuses it or it has ended."""

from __future__ import annotations

from dataclasses import dataclass, replace

from physical_ai_bridge.plan.enums import Decision
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.plan.plan import Plan

LATE = 5.0
"""s: a plan made longer ago was proposed before anybody looked, from a spot nobody saw."""


@dataclass(frozen=True)
class Shown:
    """A plan and where it begins. ``before`` is the admission in force when it was proposed, ``admission``
    its own, empty until the gate has given it."""

    plan: Plan
    start: Pose2
    before: str
    admission: str = ""


def proposed(plan: Plan, pose: Pose2, admission: str, age_s: float) -> Shown | None:
    """A plan that has just been heard, with the robot at ``pose`` under ``admission`` (empty: none)."""
    return Shown(plan, pose, admission) if age_s <= LATE else None


def decided(shown: Shown | None, decision: Decision) -> Shown | None:
    """After a verdict of the robot's gate."""
    return None if decision is Decision.REFUSED else shown


def followed(shown: Shown | None, admission: str, pose: Pose2) -> Shown | None:
    """After the gate has told its state. A plan begins where the robot stood when it was admitted, and ends
    with its admission."""
    if shown is None or admission == shown.admission:
        return shown
    if shown.admission:
        return None
    return shown if admission == shown.before else replace(shown, start=pose, admission=admission)
