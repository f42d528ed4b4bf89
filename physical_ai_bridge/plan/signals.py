"""The small messages between processes: instruction, reply, stop, sign of life, a person's token, the gate's
state."""

from __future__ import annotations

from dataclasses import dataclass

from physical_ai_bridge.plan.enums import Mode, Purpose, ReplyKind, StopLevel
from physical_ai_bridge.plan.reasons import ReasonCode


@dataclass(frozen=True)
class Instruction:
    """What a person said, to which robot (empty: any); stamp in ns of ROS time."""

    id: str
    text: str
    speaker: str = ""
    robot: str = ""
    stamp_ns: int = 0


@dataclass(frozen=True)
class Reply:
    """What the agent answers, in Japanese."""

    instruction_id: str
    robot: str
    kind: ReplyKind
    reason: ReasonCode
    text: str
    final: bool
    stamp_ns: int = 0


@dataclass(frozen=True)
class Stop:
    """Stop one robot, or all where ``robot`` is empty."""

    level: StopLevel
    robot: str = ""
    source: str = ""
    reason: ReasonCode = ReasonCode.STOP_REQUESTED
    text: str = ""
    stamp_ns: int = 0


@dataclass(frozen=True)
class Heartbeat:
    """A sign of life of one start (``epoch``) of one process."""

    node: str
    robot: str
    epoch: str
    sequence: int
    latched: bool = False
    needs_reset: bool = False
    license: int = 0
    resets: int = 0
    reason: ReasonCode = ReasonCode.UNKNOWN
    stamp_ns: int = 0


@dataclass(frozen=True)
class ApproverToken:
    """A person's signed word; ``expires_ns`` in ROS time."""

    purpose: Purpose
    approver: str
    robot: str
    subject: str
    nonce: str
    expires_ns: int
    mac: str = ""


@dataclass(frozen=True)
class SafetyState:
    """The gate's state as others see it."""

    robot: str
    epoch: str
    mode: Mode
    enabled: bool
    reason: ReasonCode
    admission_id: str = ""
    step_index: int = 0
    speed_limit_mps: float = 0.0
    waiting_for: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    stamp_ns: int = 0
