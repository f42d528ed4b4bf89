"""What a gate wants done: frozen outputs that the node carries out in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from physical_ai_bridge.plan.admission import Admission
from physical_ai_bridge.plan.motion import GatedMotion, Pose2
from physical_ai_bridge.plan.outcome import Outcome, Progress
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Stop


@dataclass(frozen=True)
class SendMotion:
    """To the guard, after signing."""

    motion: GatedMotion


@dataclass(frozen=True)
class BrakeDirectly:
    """Zero on the robot's own command topic: the guard is lost or without effect. Never anything but zero."""


@dataclass(frozen=True)
class StartReview:
    """Check ``plan`` from step ``first_step`` on, starting at ``pose``, in the worker; answer with the
    ticket."""

    ticket: int
    plan: Plan
    first_step: int
    pose: Pose2


@dataclass(frozen=True)
class SendAdmission:
    """To the controller, after signing and drawing a nonce."""

    admission: Admission


@dataclass(frozen=True)
class CancelExecution:
    """The controller is to end what it does under this admission."""

    admission_id: str


@dataclass(frozen=True)
class EndPlan:
    """The agent's goal ``key`` has ended."""

    key: str
    outcome: Outcome


@dataclass(frozen=True)
class ReportProgress:
    """Feedback on the agent's goal ``key``."""

    key: str
    progress: Progress


@dataclass(frozen=True)
class SayStop:
    """On the stop topic, so that every gate and guard hears."""

    stop: Stop


@dataclass(frozen=True)
class Answer:
    """To a person's service call."""

    request: int
    accepted: bool
    reason: ReasonCode


@dataclass(frozen=True)
class Note:
    """A line for the audit."""

    event: str
    data: Mapping[str, object] = field(default_factory=dict)


Output = (
    SendMotion
    | BrakeDirectly
    | StartReview
    | SendAdmission
    | CancelExecution
    | EndPlan
    | ReportProgress
    | SayStop
    | Answer
    | Note
)
Outputs = tuple[Output, ...]
