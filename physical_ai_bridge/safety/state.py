"""What a gate remembers between two events: one frozen record, replaced at each step."""

from __future__ import annotations

import math
from dataclasses import dataclass

from physical_ai_bridge.plan.admission import Admission
from physical_ai_bridge.plan.enums import Mode
from physical_ai_bridge.plan.motion import STAND, Odometry, Pose2, Twist
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.verdict import Verdict
from physical_ai_bridge.safety.config import GateConfig
from physical_ai_bridge.safety.events import Now
from physical_ai_bridge.safety.odometry_check import IN_STEP, Gap

LATCHED = (Mode.EMERGENCY_STOP, Mode.FAULT)
MOVING = (Mode.ACTIVE, Mode.SLOW, Mode.HOLD)


@dataclass(frozen=True)
class Waiting:
    """A plan that waits for the robot to stand before it is reviewed."""

    key: str
    plan: Plan
    since: float


@dataclass(frozen=True)
class Reviewing:
    """A plan under review in the worker, from ``pose`` on."""

    key: str
    plan: Plan
    pose: Pose2
    ticket: int
    since: float


@dataclass(frozen=True)
class StepRun:
    """The step under way: the pose it was reviewed from, when it began, rad that odometry turned since."""

    index: int
    origin: Pose2
    began: float
    lease_until: float
    turned: float = 0.0


@dataclass(frozen=True)
class Running:
    """An admitted plan. ``step`` None: step ``next_step`` is under review from ``pose`` on, as ``ticket``."""

    key: str
    admission: Admission
    verdict: Verdict
    since: float
    pose: Pose2
    step: StepRun | None = None
    next_step: int = 0
    ticket: int = 0
    sequence: int = -1
    started: bool = False

    @property
    def plan(self) -> Plan:
        """What was admitted."""
        return self.admission.plan


@dataclass(frozen=True)
class Senses:
    """The newest of each input, with the steady time it was measured or sent at (-inf: never)."""

    odometry: Odometry | None = None
    odometry_at: float = -math.inf
    odometry_gap: Gap = IN_STEP
    ahead: float = 0.0
    """m the footprint can drive forward before it touches what the scan saw."""
    behind: float = 0.0
    scan_at: float = -math.inf
    scan_ns: int = -1
    zone_limit: float = math.inf
    agent_at: float = -math.inf
    controller_at: float = -math.inf
    guard_at: float = -math.inf
    strangers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drive:
    """What the gate last let through, when it last accepted a proposal, and when an obstacle was last
    near."""

    twist: Twist = STAND
    sent_at: float = -math.inf
    proposed_at: float = -math.inf
    rejected: ReasonCode = ReasonCode.UNKNOWN
    """Why the newest rejected proposal was; UNKNOWN when the newest was accepted."""
    blocked_at: float = -math.inf
    held_since: float = math.inf
    mismatch_since: float = math.inf


@dataclass(frozen=True)
class Counters:
    """Numbers that only grow within one start of the gate."""

    license: int = 0
    resets: int = 0
    motion: int = 0
    admission: int = 0
    ticket: int = 0


@dataclass(frozen=True)
class Memory:
    """What was used up or happened: plan ids, token nonces, times of plans (s).

    ``halted_ns`` (ns of ROS time): the last stop, reset or enabling; what was asked for before moves nothing.
    """

    plans: tuple[str, ...] = ()
    nonces: tuple[str, ...] = ()
    plan_times: tuple[float, ...] = ()
    halted_ns: int = -1
    halted_for: ReasonCode = ReasonCode.OK


@dataclass(frozen=True)
class GateState:
    """Everything. ``work`` is the one plan the gate is concerned with."""

    config: GateConfig
    mode: Mode = Mode.INIT
    reason: ReasonCode = ReasonCode.NOT_READY
    enabled: bool = False
    work: Waiting | Reviewing | Running | None = None
    senses: Senses = Senses()
    drive: Drive = Drive()
    counters: Counters = Counters()
    memory: Memory = Memory()
    last_tick: Now | None = None

    @property
    def running(self) -> Running | None:
        """The admitted plan, if there is one."""
        return self.work if isinstance(self.work, Running) else None
