"""How a plan ended and what was measured: never what was commanded."""

from __future__ import annotations

from dataclasses import dataclass

from physical_ai_bridge.plan.enums import OutcomeKind, Phase, Skill
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.verdict import ADMITTED, Verdict


@dataclass(frozen=True)
class StepResult:
    """What was measured over one step.

    ``target``, ``measured`` and ``error`` are m, rad or s as the skill has it; for navigate, target is the
    straight-line distance, measured what was driven of it, and error the m left to the goal.
    """

    step_index: int
    skill: Skill
    done: bool
    target: float
    measured: float
    error: float
    duration_s: float


@dataclass(frozen=True)
class Outcome:
    """The end of a plan; ``verdict`` is the gate's on the plan as a whole."""

    kind: OutcomeKind
    reason: ReasonCode
    verdict: Verdict = ADMITTED
    steps: tuple[StepResult, ...] = ()


@dataclass(frozen=True)
class Progress:
    """Where a running plan is; ``remaining`` in m, rad or s of the current step."""

    admission_id: str
    phase: Phase
    step_index: int = 0
    remaining: float = 0.0
    verdict: Verdict | None = None
